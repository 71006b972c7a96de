"""Brings calls as a log tells them into the database, many at a time."""

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection, models

from apps.callcenter.logs import CallRow
from apps.callcenter.models import Call, CallImport

COPIED = (
    "arrived_at",
    "queued_at",
    "answered_at",
    "ended_at",
    "outcome",
    "wait_seconds",
    "talk_seconds",
    "operator_code",
    "is_withheld",
    "transfers",
    "trail",
)
WRITTEN = (*COPIED, "call_import")


class CallWriter:
    """Compares rows with what is known and writes what is new or different."""

    def __init__(self, run: CallImport, *, dry_run: bool) -> None:
        self.run, self.dry_run = run, dry_run

    def known(self, ids: Sequence[str]) -> dict[str, Call]:
        """The calls that earlier files brought."""
        found = Call.objects.filter(profile=self.run.profile, external_id__in=ids)
        return {call.external_id: call for call in found}

    def write(self, rows: Sequence[CallRow]) -> tuple[int, int]:
        """How many calls are new, and how many changed; a row that says what is already known is neither."""
        known = self.known([row.external_id for row in rows])
        new, changed = [], []
        for row in rows:
            values = {name: getattr(row, name) for name in COPIED}
            call = known.get(row.external_id)
            if call is None:
                new.append(Call(profile=self.run.profile, external_id=row.external_id, call_import=self.run, **values))
            elif any(getattr(call, name) != value for name, value in values.items()):
                for name, value in values.items():
                    setattr(call, name, value)
                call.call_import = self.run
                changed.append(call)
        if not self.dry_run:
            _insert(new)
            _update(changed)
        return len(new), len(changed)


def _insert(calls: list[Call]) -> None:
    """By COPY, which takes a third of the time of `bulk_create`."""
    if calls:
        _copy(Call._meta.db_table, [column for column in Call._meta.concrete_fields if not column.primary_key], calls)


def _update(calls: list[Call]) -> None:
    """By COPY into a table of this transaction: `bulk_update` takes seconds for a thousand rows of this width."""
    if not calls:
        return
    wanted = {"id", *WRITTEN}
    fields = sorted(
        (column for column in Call._meta.concrete_fields if column.name in wanted),
        key=lambda column: not column.primary_key,
    )
    columns = [connection.ops.quote_name(str(column.column)) for column in fields]
    calls_table = connection.ops.quote_name(Call._meta.db_table)
    make = (
        f"CREATE TEMPORARY TABLE changed_call ON COMMIT DROP AS SELECT {', '.join(columns)} FROM {calls_table} LIMIT 0"  # noqa: S608
    )
    settings = ", ".join(f"{column} = changed_call.{column}" for column in columns[1:])
    with connection.cursor() as cursor:
        cursor.execute(make)
    _copy("changed_call", fields, calls)
    renew = f"UPDATE {calls_table} SET {settings} FROM changed_call WHERE {calls_table}.id = changed_call.id"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(renew)
        cursor.execute("DROP TABLE changed_call")


def _copy(table: str, fields: Sequence[Any], calls: list[Call]) -> None:
    names = ", ".join(connection.ops.quote_name(str(column.column)) for column in fields)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for call in calls:
            copy.write_row([_plain(getattr(call, column.attname), column) for column in fields])


def _plain(value: Any, column: "models.Field[Any, Any]") -> Any:
    return json.dumps(value) if isinstance(column, models.JSONField) and value is not None else value
