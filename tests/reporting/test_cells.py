"""Every number of a report is the number of its records: of any records, for every kind, before and after the issue."""

from datetime import date, datetime, timedelta
from random import Random

import pytest

from apps.accounts.enums import Role
from apps.callcenter.models import Call
from apps.contracts.calendar import Calendar
from apps.core.clock import JST
from apps.reporting import actions, cells, files
from apps.reporting.cells.kinds import KINDS
from apps.reporting.enums import ReportKind

from .factories import MADE_AT, MONDAY, make_report
from .random_records import (
    some_calls,
    some_counter_day,
    some_inquiries,
    some_reservations,
    some_trips,
    some_visit,
)

pytestmark = pytest.mark.usefixtures("masters")
LATER = MADE_AT + timedelta(days=2)
TERM = "2025-06-01--2026-03-31"
DAYS = (MONDAY, date(2025, 6, 30))


@pytest.fixture(autouse=True)
def _no_files(monkeypatch):
    """Printing a report takes longer than counting it, and is not what is tested here."""
    monkeypatch.setattr(files, "build", lambda content, form, at, tell=None: form.encode())


@pytest.fixture
def manager(user_of):
    return user_of(Role.GENERAL_MANAGER)


def issue(report, by):
    actions.confirm_report(
        report=report, remarks="所見です。", cause="欠員です。", measure="増員します。", by=by, at=LATER
    )
    return actions.issue_report(report=report, by=by, at=LATER, confirmed_text=True)


def numbers(report):
    """Every number of the newest revision with its key."""
    return list(KINDS[report.kind].numbers(report.revisions.first().content))


def assert_every_number_is_the_number_of_its_records(report):
    revision, calendar = report.revisions.first(), Calendar.load()
    found = numbers(report)
    assert any(number for _, number in found)
    for key, number in found:
        cell = cells.rows_of(revision, key, calendar)
        assert (str(key), cell.number) == (str(key), number)
        assert len(set(cell.ids)) == len(cell.ids)


@pytest.mark.parametrize("seed", range(3))
def test_call_month_by_chance(manager, seed):
    chance = Random(seed)
    some_calls(chance)
    some_inquiries(chance)
    some_reservations(chance)
    report = make_report(ReportKind.CALL_MONTHLY, "2025-06")
    assert_every_number_is_the_number_of_its_records(report)
    issue(report, manager)
    Call.objects.all().update(arrived_at=datetime(2025, 6, 9, 9, tzinfo=JST), ended_at=None, answered_at=None)
    assert_every_number_is_the_number_of_its_records(report)


@pytest.mark.parametrize("seed", range(3))
def test_counters_day_month_and_term_by_chance(manager, seed):
    chance = Random(seed)
    some_calls(chance, 20)
    for day in DAYS:
        some_counter_day(chance, manager, day)
        some_visit(chance, day)
        report = make_report(ReportKind.COUNTER_DAILY, day.isoformat())
        assert_every_number_is_the_number_of_its_records(report)
        issue(report, manager)
        assert_every_number_is_the_number_of_its_records(report)
    for kind in (ReportKind.COUNTER_MONTHLY, ReportKind.OUTREACH_MONTHLY, ReportKind.CALL_MONTHLY):
        report = make_report(kind, "2025-06")
        assert_every_number_is_the_number_of_its_records(report)
        issue(report, manager)
        assert_every_number_is_the_number_of_its_records(report)
    term = make_report(ReportKind.COMPLETION, TERM)
    assert_every_number_is_the_number_of_its_records(term)
    issue(term, manager)
    assert_every_number_is_the_number_of_its_records(term)


@pytest.mark.parametrize("seed", range(2))
def test_driving_and_data_of_a_month_by_chance(manager, seed):
    chance = Random(seed)
    some_trips(chance)
    some_calls(chance, 40)
    some_inquiries(chance, 20)
    for kind in (ReportKind.DRIVING_MONTHLY, ReportKind.RECORDS_MONTHLY):
        report = make_report(kind, "2025-06")
        assert_every_number_is_the_number_of_its_records(report)
        issue(report, manager)
        assert_every_number_is_the_number_of_its_records(report)
