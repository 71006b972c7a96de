"""Every number of a report is the number of its records: of any records, for every kind, before and after the issue."""

from datetime import date, datetime
from random import Random

import pytest

from apps.callcenter.models import Call
from apps.callcenter.models.calls import UNDECIDED
from apps.contracts.calendar import Calendar
from apps.core.clock import JST
from apps.reporting import cells
from apps.reporting.cells.counters import ITEMS
from apps.reporting.cells.differences import MEASURE_OF
from apps.reporting.cells.frozen import frozen_cells, live_cells
from apps.reporting.cells.issued import HELD
from apps.reporting.cells.keys import Cells, Key
from apps.reporting.cells.kinds import numbered
from apps.reporting.enums import ReportKind
from apps.reporting.figures import outreach

from .factories import ISSUED_AT, MONDAY, issue, make_next, make_report
from .random_records import (
    WORDS,
    some_calls,
    some_counter_day,
    some_inquiries,
    some_operators,
    some_reservations,
    some_trips,
    some_visit,
)

pytestmark = pytest.mark.usefixtures("masters", "no_files")
TERM = "2025-06-01--2026-03-31"
DAYS = (MONDAY, date(2025, 6, 30))


def numbers(report):
    """Every number of the newest revision with its key."""
    return list(numbered(report.kind, report.revisions.first().content))


def assert_every_number_is_the_number_of_its_records(report):
    revision, calendar = report.revisions.first(), Calendar.load()
    found = numbers(report)
    assert any(number for _, number in found)
    all_cells = frozen_cells(revision) if revision.issued_at else live_cells(report.revisions.first(), calendar)
    for key, number in found:
        cell = all_cells.at(key)
        assert (str(key), cell.number) == (str(key), number)
        assert len(set(cell.ids)) == len(cell.ids)
    for key, _ in Random(0).sample(found, min(6, len(found))):
        assert cells.rows_of(revision, key, calendar) == all_cells.at(key)


def end_calls():
    """A month with calls that are not decided yet is not issued."""
    Call.objects.filter(UNDECIDED).delete()


@pytest.mark.parametrize("seed", range(2))
def test_call_month_by_chance(manager, seed):
    chance = Random(seed)
    some_calls(chance)
    some_inquiries(chance)
    some_reservations(chance)
    some_operators(chance)
    report = make_report(ReportKind.CALL_MONTHLY, "2025-06")
    assert_every_number_is_the_number_of_its_records(report)
    end_calls()
    issue(make_next(report, manager, ISSUED_AT), manager, **WORDS)
    Call.objects.all().update(arrived_at=datetime(2025, 6, 9, 9, tzinfo=JST), ended_at=None, answered_at=None)
    assert_every_number_is_the_number_of_its_records(report)


@pytest.mark.parametrize("seed", range(2))
def test_counters_day_month_and_term_by_chance(manager, seed):
    chance = Random(seed)
    some_calls(chance, 20)
    end_calls()
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
    end_calls()
    some_inquiries(chance, 20)
    for kind in (ReportKind.DRIVING_MONTHLY, ReportKind.RECORDS_MONTHLY):
        report = make_report(kind, "2025-06")
        assert_every_number_is_the_number_of_its_records(report)
        issue(report, manager, **WORDS)
        assert_every_number_is_the_number_of_its_records(report)


def test_number_of_a_weekday_is_that_of_its_days():
    found = Cells({})
    for day, ids in (("2025-06-02", [1]), ("2025-06-09", [2, 3]), ("2025-06-03", [4])):
        found.add(Key("calls", f"{day}/9", "answered"), ids)
    assert {place: found.at(Key("calls", place, "answered")).ids for place in ("月", "火", "水", "月/9")} == {
        "月": [1, 2, 3], "火": [4], "水": [], "月/9": [1, 2, 3],
    }  # fmt: skip
    assert Key("calls", "月", "answered").covers("2025-06-09/9")
    assert not Key("calls", "月", "answered").covers("2025-06-03/9")


def test_name_of_a_difference_names_one_thing_that_was_counted():
    assert set(MEASURE_OF.values()) == {*outreach.COUNTS, *ITEMS, HELD}
