"""The embedded servers live and die with the process that started them."""

import json
import os
import shutil
import stat
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from kawagoe_mynumber import embedded


@pytest.fixture
def folder(tmp_path):
    for parent in tmp_path.parents:
        if parent.stat().st_uid == os.geteuid() and parent != Path("/"):
            parent.chmod(parent.stat().st_mode | stat.S_IXOTH)
        if parent.name.startswith("pytest-of-"):
            break
    tmp_path.chmod(0o755)
    return tmp_path / "箱 one"


@pytest.fixture
def start(folder):
    """Starts servers in `folder` and stops them at the end."""
    folder.mkdir()
    started = []

    def run(server):
        server.start()
        started.append(server)
        return server

    yield run
    for server in started:
        server.stop()


def wait_until(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def test_postgres_keeps_committed_rows_through_kill_and_restart(folder, start):
    server = start(embedded.Postgres(folder / "postgres"))
    with psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS value")
    server.process.kill()
    assert wait_until(lambda: not server.is_alive())
    server.start()
    with psycopg.connect(server.url) as connection:
        assert connection.execute("SELECT value FROM kept").fetchone() == (42,)
        assert connection.execute("SHOW TimeZone").fetchone() == ("Asia/Tokyo",)


def test_postgres_refuses_a_wrong_password(folder, start):
    server = start(embedded.Postgres(folder / "postgres"))
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(f"postgres://app:wrong@127.0.0.1:{server.port}/app")


def test_valkey_answers_and_stops(folder, start):
    server = start(embedded.Valkey(folder / "valkey"))
    assert server.answers()
    server.stop()
    assert not server.answers()


def test_nothing_is_left_when_the_starting_process_is_killed(folder):
    script = (
        "import json, sys, time; from pathlib import Path; from kawagoe_mynumber import embedded\n"
        "pair = embedded.start_pair(Path(sys.argv[1]))\n"
        "print(json.dumps([s.process.pid for s in pair]), flush=True); time.sleep(60)"
    )
    folder.mkdir()
    runner = subprocess.Popen(
        [sys.executable, "-c", script, str(folder)], cwd=embedded.BASE_DIR, stdout=subprocess.PIPE
    )
    pids = json.loads(runner.stdout.readline())
    assert len(pids) == 2
    assert all(embedded.is_running(pid) for pid in pids)
    runner.kill()
    runner.wait()
    runner.stdout.close()
    assert wait_until(lambda: not any(embedded.is_running(pid) for pid in pids))


def test_with_services_hands_on_addresses_and_exit_code(folder):
    folder.mkdir()
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    code = "import os, sys; print(os.environ['DATABASE_URL'].split('@')[1], os.environ['REDIS_URL']); sys.exit(7)"
    result = subprocess.run(
        [sys.executable, "manage.py", "with_services", "--", sys.executable, "-c", code],
        cwd=embedded.BASE_DIR,
        env={**environment, "VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "kawagoe_mynumber.settings.local"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert result.returncode == 7, result.stderr
    assert "127.0.0.1:" in result.stdout
    assert "redis://127.0.0.1:" in result.stdout
    assert not (folder / "services.json").exists()


def test_a_database_that_does_not_fit_is_told_in_a_sentence(folder):
    folder.mkdir()
    nobody = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "REDIS_URL": "redis://127.0.0.1:1/0"}
    result = subprocess.run(
        [sys.executable, "manage.py", "with_services", "--", sys.executable, "-c", "print('never')"],
        cwd=embedded.BASE_DIR,
        env={**os.environ, **nobody, "VAR_DIR": str(folder)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert result.returncode == 1
    assert "never" not in result.stdout
    assert f"{folder} を削除すると新しく作ります。" in result.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as another user")
def test_postgres_moves_out_of_a_private_folder(folder, start):
    folder.mkdir(exist_ok=True)
    folder.chmod(stat.S_IRWXU)
    server = start(embedded.Postgres(folder / "postgres"))
    assert Path("/var/tmp") in server.data.parents
    with psycopg.connect(server.url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert stat.S_IMODE(folder.stat().st_mode) == stat.S_IRWXU
    server.stop()
    shutil.rmtree(server.data.parent)
