"""`manage.py demo`: ready, whole again after a kill, gone without a trace."""

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from kawagoe_mynumber import embedded
from tests.test_embedded import wait_until


def descendants(pid: int) -> dict[int, str]:
    """Every living process below `pid`, with its command line."""
    parents, lines = {}, {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            lines[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (FileNotFoundError, ProcessLookupError):
            continue
    found, wave = {}, {pid}
    while wave:
        wave = {child for child, parent in parents.items() if parent in wave}
        found |= {child: lines[child] for child in wave if embedded.is_running(child) and child in lines}
    return found


def running(pid: int, part: str) -> set[int]:
    return {child for child, line in descendants(pid).items() if part in line}


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_demo_survives_kills_and_leaves_no_orphan(tmp_path):
    for parent in [tmp_path, *tmp_path.parents][:3]:
        parent.chmod(0o755)
    folder, port = tmp_path / "var", embedded.free_port()
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    environment |= {"VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "kawagoe_mynumber.settings.local"}
    command = [sys.executable, "manage.py", "demo", "--port", str(port)]
    with (tmp_path / "out").open("wb") as out:
        runner = subprocess.Popen(command, cwd=embedded.BASE_DIR, env=environment, stdout=out, stderr=out)
    family: set[int] = set()
    try:
        assert wait_until(lambda: answers(port), seconds=120), (tmp_path / "out").read_text()

        second = subprocess.run(command, cwd=embedded.BASE_DIR, env=environment, capture_output=True, text=True)
        assert second.returncode == 1
        assert "すでに起動しています。" in second.stderr

        for part in ("gunicorn", "bin/postgres", "valkey-server", "celery -A kawagoe_mynumber worker"):
            family |= set(descendants(runner.pid))
            before = running(runner.pid, part)
            assert before, part
            os.kill(min(before), signal.SIGKILL)
            assert wait_until(lambda part=part, before=before: running(runner.pid, part) - before, 20), part
        assert wait_until(lambda: answers(port), 30)

        family |= set(descendants(runner.pid))
        runner.kill()
        runner.wait()
        assert wait_until(lambda: not any(map(embedded.is_running, family)), 30)
    finally:
        family |= set(descendants(runner.pid))
        runner.kill()
        runner.wait()
        for pid in filter(embedded.is_running, family):
            os.kill(pid, signal.SIGKILL)
