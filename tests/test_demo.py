"""`manage.py demo`: ready, whole again after a kill, gone without a trace."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from kawagoe_mynumber import embedded
from tests.test_embedded import wait_until


def processes_of(folder: Path) -> dict[int, str]:
    """Every living process that carries `folder` in its environment, except ours."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if f"VAR_DIR={folder}".encode() in (entry / "environ").read_bytes().split(b"\0") and embedded.is_running(
                int(entry.name)
            ):
                found[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
    return found


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
    try:
        assert wait_until(lambda: answers(port), seconds=120), (tmp_path / "out").read_text()

        second = subprocess.run(command, cwd=embedded.BASE_DIR, env=environment, capture_output=True, text=True)
        assert second.returncode == 1
        assert "すでに起動しています。" in second.stderr

        for part in ("gunicorn", "bin/postgres", "valkey-server", "celery -A kawagoe_mynumber worker"):
            before = {pid for pid, line in processes_of(folder).items() if part in line}
            assert before, part
            os.kill(min(before), signal.SIGKILL)
            assert wait_until(
                lambda part=part, before=before: (
                    {pid for pid, line in processes_of(folder).items() if part in line} - before
                ),
                20,
            ), part
        assert wait_until(lambda: answers(port), 30)

        runner.kill()
        runner.wait()
        assert wait_until(lambda: not processes_of(folder), 30), processes_of(folder)
    finally:
        runner.kill()
        runner.wait()
        wait_until(lambda: not processes_of(folder), 30)
        for pid in processes_of(folder):
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.1)
