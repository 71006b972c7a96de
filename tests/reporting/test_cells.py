"""Every number of a report is the number of its records: of any records, for every kind, before and after the issue."""

from datetime import date, datetime
from random import Random

import pytest

from apps.callcenter.models import Call
from apps.contracts.calendar import Calendar
from apps.core.clock import JST
from apps.reporting import cells
from apps.reporting.cells.frozen import frozen_cells, live_cells
from apps.reporting.cells.kinds import KINDS
from apps.reporting.enums import ReportKind

from .factories import MONDAY, issue, make_report
from .random_records import (
    WORDS,
    some_calls,
    some_counter_day,
    some_inquiries,
    some_reservations,
    some_trips,
    some_visit,
)

pytestmark = pytest.mark.usefixtures("masters", "no_files")
TERM = "2025-06-01--2026-03-31"
DAYS = (MONDAY, date(2025, 6, 30))


def numbers(report):
    """Every number of the newest revision with its key."""
    return list(KINDS[report.kind].numbers(report.revisions.first().content))


def assert_every_number_is_the_number_of_its_records(report):
    revision, calendar = report.revisions.first(), Calendar.load()
    found = numbers(report)
    assert any(number for _, number in found)
    all_cells = frozen_cells(revision) if revision.issued_at else live_cells(report, calendar)
    for key, number in found:
        cell = all_cells.at(key)
        assert (str(key), cell.number) == (str(key), number)
        assert len(set(cell.ids)) == len(cell.ids)
    for key, _ in Random(0).sample(found, min(6, len(found))):
        assert cells.rows_of(revision, key, calendar) == all_cells.at(key)


@pytest.mark.parametrize("seed", range(2))
def test_call_month_by_chance(manager, seed):
    chance = Random(seed)
    some_calls(chance)
    some_inquiries(chance)
    some_reservations(chance)
    report = make_report(ReportKind.CALL_MONTHLY, "2025-06")
    assert_every_number_is_the_number_of_its_records(report)
    issue(report, manager, **WORDS)
    Call.objects.all().update(arrived_at=datetime(2025, 6, 9, 9, tzinfo=JST), ended_at=None, answered_at=None)
    assert_every_number_is_the_number_of_its_records(report)


@pytest.mark.parametrize("seed", range(2))
def test_counters_day_month_and_term_by_chance(manager, seed):
    chance = Random(seed)
    some_calls(chance, 20)
    for day in DAYS:
        some_counter_day(chance, manager, day)
        some_visit(chance, day)
        report = make_report(ReportKind.COUNTER_DAILY, day.isoformat())
        assert_every_number_is_the_number_of_its_records(report)
        issue(report, manager, **WORDS)
        assert_every_number_is_the_number_of_its_records(report)
    for kind in (ReportKind.COUNTER_MONTHLY, ReportKind.OUTREACH_MONTHLY, ReportKind.CALL_MONTHLY):
        report = make_report(kind, "2025-06")
        assert_every_number_is_the_number_of_its_records(report)
        issue(report, manager, **WORDS)
        assert_every_number_is_the_number_of_its_records(report)
    term = make_report(ReportKind.COMPLETION, TERM)
    assert_every_number_is_the_number_of_its_records(term)
    issue(term, manager, **WORDS)
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
        issue(report, manager, **WORDS)
        assert_every_number_is_the_number_of_its_records(report)
