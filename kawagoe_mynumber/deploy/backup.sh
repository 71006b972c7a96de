#!/usr/bin/env bash
# Every night: a dump, proven readable before it counts as one, old ones removed. The keyring is not in it, and must not be beside it.
set -euo pipefail

dump_once() {
  local name="kawagoe-$(date +%Y%m%d-%H%M%S).dump" part
  part="/backups/.${name}.part"
  pg_dump --format=custom --compress=6 --file="$part"
  pg_restore --list "$part" | grep -q 'TABLE DATA public django_migrations' || { echo "backup: $name is not whole" >&2; return 1; }
  sha256sum "$part" | sed "s#/backups/.*#$name#" > "/backups/$name.sha256"
  mv "$part" "/backups/$name"
  find /backups -name 'kawagoe-*.dump*' -mtime "+${BACKUP_KEEP_DAYS:-35}" -delete
  echo "backup: $name $(stat -c %s "/backups/$name") bytes"
}

if [ "${1:-}" = now ]; then dump_once; exit; fi

while true; do
  next=$(date -d "today ${BACKUP_AT:-02:30}" +%s)
  now=$(date +%s)
  [ "$next" -gt "$now" ] || next=$(date -d "tomorrow ${BACKUP_AT:-02:30}" +%s)
  sleep $((next - now))
  dump_once || echo "backup: failed, tried again tomorrow; docs/operations.md tells what to do" >&2
done
