"""`manage.py demo`: ready, whole again after a kill, gone without a trace; its people may work where they are."""

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from datetime import date
from pathlib import Path

import pytest

from apps.contracts.calendar import Calendar
from apps.counters.checklists import checklists
from apps.counters.models import CounterSession, Trouble
from apps.workforce.clocking import standings
from apps.workforce.coverage import DayCoverage, actual_days, month_gaps
from apps.workforce.gates import Gate
from apps.workforce.models import Absence, Shift, Vacancy
from kawagoe_mynumber import embedded
from tests.conftest import DEMO_NOW
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
        assert wait_until(lambda: answers(port), seconds=300), (tmp_path / "out").read_text()

        second = subprocess.run(command, cwd=embedded.BASE_DIR, env=environment, capture_output=True, text=True)
        assert second.returncode == 1
        assert "すでに起動しています。" in second.stderr

        for part in ("gunicorn", "bin/postgres", "valkey-server", "celery -A kawagoe_mynumber worker"):
            family |= set(descendants(runner.pid))
            before = running(runner.pid, part)
            assert before, part
            os.kill(min(before), signal.SIGKILL)
            assert wait_until(lambda part=part, before=before: running(runner.pid, part) - before, 120), part
        assert wait_until(lambda: answers(port), 120)

        family |= set(descendants(runner.pid))
        runner.kill()
        runner.wait()
        assert wait_until(lambda: not any(map(embedded.is_running, family)), 120)
    finally:
        family |= set(descendants(runner.pid))
        runner.kill()
        runner.wait()
        for pid in filter(embedded.is_running, family):
            os.kill(pid, signal.SIGKILL)


MAY, JUNE = (date(2026, 5, 1), date(2026, 5, 31)), (date(2026, 6, 1), date(2026, 6, 30))


def spans(gaps):
    return [(gap.place.key, gap.starts_at, gap.ends_at) for gap in gaps]


def test_demo_is_staffed_to_the_minute_but_for_its_two_gaps(demo):
    calendar, today = Calendar.load(), DEMO_NOW.date()
    planned = {day: spans(gaps) for day, gaps in month_gaps(*MAY, calendar, drafts=False).items()}
    assert planned == {today: [("naguwashi", "11:00", "13:00")]}
    real = {row.day: spans(row.gaps) for row in actual_days(MAY[0], today, calendar, DEMO_NOW) if row.gaps}
    assert real == planned
    (draft,) = month_gaps(*JUNE, calendar).values()
    assert {gap.place.key for gap in draft} == {"naguwashi"}
    assert not Shift.objects.published().filter(day__range=JUNE).exists()
    filled, still_open = Vacancy.objects.exclude(filled_at=None), Vacancy.objects.filter(filled_at=None)
    assert {vacancy.site.code for vacancy in filled} == {"ohigashi"}
    assert [vacancy.site.code for vacancy in still_open] == ["naguwashi"]


def test_everybody_whom_the_demo_rosters_may_work_and_some_need_retraining(demo):
    shifts = list(Shift.objects.select_related("staff"))
    gate = Gate.load(min(shift.day for shift in shifts), max(shift.day for shift in shifts))
    assert [shift for shift in shifts if not gate.may_work(shift.staff_id, shift.duty, shift.day)] == []
    today = DEMO_NOW.date()
    due = {shift.staff.code for shift in shifts if gate.retraining_due(shift.staff_id, shift.duty, today)}
    assert due == {"K104", "K123", "K154"}


def test_the_day_of_the_demo_is_as_far_as_the_clock(demo):
    today = DEMO_NOW.date()
    absent = set(Absence.objects.filter(shift__day=today).values_list("shift__staff", flat=True))
    rostered = set(Shift.objects.published().filter(day=today).values_list("staff", flat=True))
    words = {standing.word for standing in standings(rostered - absent, today).values()}
    assert words == {"勤務中", "休憩中"}
    assert DayCoverage.actual(today, Calendar.load(), DEMO_NOW).leaders_at(14 * 60 - 1)
    sessions = CounterSession.objects.filter(held_on__range=MAY)
    unticked = {row.phase for list_ in checklists(sessions).values() for row in list_.unticked}
    assert unticked == {"closing"}
    assert not sessions.filter(held_on__lt=today, signed_at__isnull=True).exists()
    assert [trouble.state.label for trouble in Trouble.objects.open()] == ["引受け待ち"]
