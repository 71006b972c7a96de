"""Figures on a hand-made month and on two real logs."""

import csv
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from apps.accounts.enums import Role
from apps.callcenter.counts import Tally, count_calls
from apps.callcenter.enums import Result
from apps.callcenter.models import InquiryCategory
from apps.callcenter.rates import cut_rate, meets, still_allowed
from apps.core.clock import JST
from apps.reporting.figures import calls
from apps.reporting.figures.calls import call_grid, call_summary
from tests.callcenter.factories import answered, log, make_inquiry, row, take

from .conftest import JUNE, take_file

COUNTED = ("offered", "answered", "abandoned", "overflow")
MARCH = (date(2026, 3, 1), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("part", "whole", "shown", "passes"),
    [
        (899, 1000, "89.9", False),
        (900, 1000, "90.0", True),
        (8996, 10000, "89.9", False),
        (8999, 9999, "89.9", False),
        (1952, 2476, "78.8", False),
        (1, 1, "100.0", True),
        (0, 5, "0.0", False),
        (0, 0, None, None),
    ],
)
def test_rate_is_judged_in_integers_and_cut_for_display(part, whole, shown, passes):
    assert cut_rate(part, whole) == shown
    assert meets(part, whole, 90) is passes


@pytest.mark.parametrize("whole", [1, 9, 10, 11, 999, 1000, 2476])
def test_as_many_calls_as_may_still_be_lost_keep_the_target_and_one_more_breaks_it(whole):
    for part in range(whole + 1):
        allowed = still_allowed(part, whole, 90)
        if meets(part, whole, 90):
            assert meets(part - allowed, whole, 90)
            assert not meets(part - allowed - 1, whole, 90)
        else:
            assert allowed == 0


@pytest.fixture
def march(masters):
    """The last month of the term: a night call, the second before opening and closing, a Sunday, and 31 March."""
    take(
        log(
            [
                row(1, "2026/03/01 10:00:00", ended="2026/03/01 10:00:30"),  # Sunday
                row(2, "2026/03/02 00:00:00", ended="2026/03/02 00:00:30"),
                row(3, "2026/03/02 08:29:59", ended="2026/03/02 08:31:00"),
                answered(4, "2026/03/02 08:30:00", "2026/03/02 08:35:00"),
                row(5, "2026/03/02 17:14:59", ended="2026/03/02 17:15:05"),
                row(6, "2026/03/02 17:15:00", ended="2026/03/02 17:15:30"),
                answered(7, "2026/03/31 09:00:00", "2026/03/31 09:05:00"),
                row(8, "2026/03/31 17:14:59", ended="2026/03/31 17:18:00"),
                row(9, "2026/03/31 23:59:59", ended="2026/04/01 00:00:30"),
                answered(10, "2026/04/01 09:00:00", "2026/04/01 09:05:00"),  # the next month
            ]
        )
    )


def test_month_holds_its_first_midnight_and_31_march_and_nothing_of_the_next_day(march):
    summary = call_summary(*MARCH)
    assert {key: summary[key] for key in (*COUNTED, "out_of_hours", "abandoned_short")} == {
        "offered": 4, "answered": 2, "abandoned": 2, "overflow": 0, "out_of_hours": 5, "abandoned_short": 1,
    }  # fmt: skip
    assert (summary["answer_rate"], summary["meets_90"], summary["may_still_lose"]) == ("50.0", False, 0)


def test_month_is_the_sum_of_its_days_and_of_its_cells(march):
    counted = count_calls(*MARCH)
    summary = call_summary(*MARCH)
    office, everything = call_grid(*MARCH), call_grid(*MARCH, hours="all")
    for name in COUNTED:
        assert sum(row[name] for row in office) == sum(row[name] for row in everything) == summary[name]
        assert (
            sum(row[name] for row in counted.by_day()) == sum(row[name] for row in counted.by_hour()) == summary[name]
        )
    assert sum(row["out_of_hours"] for row in everything) == summary["out_of_hours"]
    assert len(everything) == 31 * 24
    assert sum(call_summary(day, day)["offered"] for day in calls.days_between(*MARCH)) == summary["offered"]


def test_office_grid_has_the_open_hours_of_the_open_days(march):
    office = call_grid(*MARCH)
    assert {row["hour"] for row in office} == set(range(8, 18))
    assert len({row["date"] for row in office}) == 21
    assert all(set(row) == {"date", "hour", *COUNTED} for row in office)


def test_every_cell_adds_up(march):
    assert all(
        row["offered"] == row["answered"] + row["abandoned"] + row["overflow"] for row in call_grid(*MARCH, "all")
    )


def test_cell_that_does_not_add_up_is_refused():
    with pytest.raises(ArithmeticError):
        Tally(offered=3, answered=1, abandoned=1).checked()


def test_nothing_offered_has_no_rate(masters):
    summary = call_summary(*MARCH)
    assert (summary["offered"], summary["answer_rate"], summary["meets_90"]) == (0, None, None)


def test_completed_inside_is_answered_less_transferred_and_pending(march, user_of):
    operator = user_of(Role.OPERATOR)
    noon = datetime(2026, 3, 31, 12, 0, tzinfo=JST)
    make_inquiry(operator, at=noon, result=Result.TRANSFERRED, transfer_reason="市の判断が必要", is_complaint=True)
    make_inquiry(operator, at=noon + timedelta(days=1), result=Result.PENDING)  # the next month
    make_inquiry(operator, at=noon, is_complaint=True, submission_key=uuid4())
    summary = call_summary(*MARCH)
    assert (summary["transferred"], summary["pending"], summary["completed_inside"]) == (1, 0, 1)
    assert (summary["complaints"], summary["complaints_transferred"]) == (2, 1)


def test_inquiries_are_counted_by_main_category(march, user_of):
    operator = user_of(Role.OPERATOR)
    noon = datetime(2026, 3, 31, 12, 0, tzinfo=JST)
    make_inquiry(operator, at=noon)
    make_inquiry(operator, at=noon, result=Result.REFERRED, target_section="税務課", submission_key=uuid4())
    name = InquiryCategory.objects.get(code="renewal").name
    (entry,) = calls.inquiries_by_category(*MARCH)
    assert (entry["category"], entry["count"], entry["completed"], entry["referred"]) == (name, 2, 1, 1)


def test_queries_do_not_grow_with_the_calls(march, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        call_summary(*MARCH)


# --- real logs ------------------------------------------------------------------------------------------------------


def test_june_2025_is_counted_as_expected(june, shared_data):
    summary = call_summary(*JUNE)
    assert (summary["offered"], summary["answered"], summary["abandoned"], summary["out_of_hours"]) == (
        2476,
        1952,
        524,
        85,
    )
    assert (summary["answer_rate"], summary["meets_90"], summary["may_still_lose"]) == ("78.8", False, 0)
    with (shared_data / "calls" / "cdr_2025-06_expected_day_hour.csv").open(encoding="utf-8-sig") as file:
        expected = {
            (line["date"], int(line["hour"])): tuple(
                int(line[key]) for key in ("incoming(in hours)", "answered", "abandoned")
            )
            for line in csv.DictReader(file)
        }
    cells = {
        (cell["date"], cell["hour"]): (cell["offered"], cell["answered"], cell["abandoned"])
        for cell in call_grid(*JUNE)
    }
    assert cells == {key: value for key, value in expected.items() if 8 <= key[1] <= 17}


def test_anonymous_bank_week_is_counted_as_expected(masters, shared_data):
    take_file(shared_data / "calls" / "anonymous_bank_1999-08-01_07.tsv", "anonymous_bank")
    first, last = date(1999, 8, 1), date(1999, 8, 7)
    with (shared_data / "calls" / "anonymous_bank_1999-08-01_07_expected_V_day_hour.csv").open() as file:
        expected = [
            (line["date"], int(line["hour"]), int(line["incoming"]), int(line["answered"]), int(line["abandoned"]))
            for line in csv.DictReader(file)
        ]
    found = [
        (cell["date"], cell["hour"], cell["offered"], cell["answered"], cell["abandoned"])
        for cell in call_grid(first, last, hours="all")
    ]
    assert found == expected
