"""Reports in the hands of real workers: processes of their own on the real queue, killed on the way."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from apps.accounts.enums import Role
from apps.reporting import actions, queue, runs
from apps.reporting.enums import ReportKind, ReportState
from apps.reporting.models import Report, ReportRun
from apps.reporting.periods import Period
from kawagoe_mynumber.celery import app
from tests.callcenter.factories import answered, log, take

from .conftest import JUNE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("masters")]
PATIENCE_SECONDS = 90
STORING = "reporting_reportrevision"
"""The table that a worker writes when everything is counted and printed."""


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """Database and queue of this test run, for the workers and for whoever sends to them."""
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    monkeypatch.setitem(app.conf, "task_always_eager", False)
    app.control.purge()
    yield os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "kawagoe_mynumber.settings.local"}
    app.control.purge()


@pytest.fixture
def start_worker(environment: dict[str, str], tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Starts a worker as production does, with a group of its own that can be killed as a whole."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        name = f"worker{len(started)}"
        command = [sys.executable, "-m", "celery", "-A", "kawagoe_mynumber", "worker", "-c", "1", "-n", name]
        with (tmp_path / f"{name}.log").open("wb") as out:
            started.append(
                subprocess.Popen(
                    [*command, "--without-mingle", "--without-gossip", "-l", "WARNING"],
                    env=environment,
                    cwd=settings.BASE_DIR,
                    stdout=out,
                    stderr=out,
                    start_new_session=True,
                )
            )
        return started[-1]

    yield start
    for process in started:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture
def requested(environment, user_of) -> Report:
    take(log([answered(1, "2025/06/02 09:00:00", "2025/06/02 09:05:00")]))
    manager = user_of(Role.GENERAL_MANAGER)
    return actions.request_report(kind=ReportKind.CALL_MONTHLY, period=Period(*JUNE), by=manager, at=timezone.now())


@contextmanager
def held(table: str) -> Iterator[Callable[[], bool]]:
    """Nobody writes into the table meanwhile; gives what tells whether somebody stands before it."""
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}) as keeper:
        keeper.execute(f"LOCK TABLE {table} IN SHARE MODE")
        waits = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = %s::regclass)"
        yield lambda: bool(keeper.execute(waits, [table]).fetchone()[0])


def wait_until(happened: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < deadline, f"{what} did not happen"
        time.sleep(0.05)


def state_of(report: Report) -> str:
    return Report.objects.values_list("state", flat=True).get(pk=report.pk)


def kill_child(worker: subprocess.Popen[bytes]) -> None:
    """What the kernel does when memory runs out: the worker lives, the process that makes the report does not."""
    children = Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text().split()
    os.kill(int(children[-1]), signal.SIGKILL)


def test_workers_killed_on_the_way_leave_nothing_and_the_next_ones_make_one_revision(start_worker, requested):
    later = timezone.now() + timedelta(minutes=3)
    worker = start_worker()
    with held(STORING) as somebody_waits:
        wait_until(somebody_waits, "the making")
        assert runs.send_again(later) == 0  # it is in somebody's hands
        kill_child(worker)
        wait_until(lambda: runs.send_again(later) == 1, "the second sending")
        wait_until(lambda: ReportRun.objects.get().tries == 2, "the second try")
        wait_until(somebody_waits, "the second making")
        kill(worker)
    assert (state_of(requested), requested.revisions.count()) == (ReportState.REQUESTED, 0)
    start_worker(), start_worker()
    wait_until(lambda: runs.send_again(later + timedelta(minutes=3)) == 1, "the third sending")
    for _ in range(3):
        queue.send_on_commit(requested.pk)
    wait_until(lambda: state_of(requested) == ReportState.DRAFT, "the draft")
    revision = requested.revisions.get()
    assert (revision.number, revision.is_intact()) == (1, True)
    assert not ReportRun.objects.exists()
    assert runs.send_again(later + timedelta(hours=1)) == 0
