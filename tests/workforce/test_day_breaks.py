"""The break of a whole day: the shifts of one person add up, wherever they are (第2-1-(8)-③)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.contracts.calendar import Calendar
from apps.workforce.breaks import break_shortage
from apps.workforce.enums import Duty
from apps.workforce.roster_actions import CellEdit, CellsRefused, faults_of_month
from apps.workforce.roster_cells import shortage_of_day

from .days import publish
from .factories import MONDAY, make_staff
from .roster_factories import make_shift, plan, save, site_of

WHY = "来場者が増えるため"


@pytest.mark.parametrize(
    ("plans", "missing"),
    [
        ([], 0),
        ([plan("9-15")], 0),
        ([plan("9-17", "12-12:30")], 15),
        ([plan("9-12"), plan("12-15")], 0),
        ([plan("9-13"), plan("13-17")], 45),
        ([plan("13-17"), plan("9-13")], 45),
        ([plan("9-13"), plan("13:45-17")], 0),
        ([plan("9-13"), plan("13:30-17")], 15),
        ([plan("8-13"), plan("13-17")], 60),
        ([plan("8-13", "10-10:30"), plan("13:30-17:30")], 0),
    ],
)
def test_shifts_of_a_day_owe_their_break_together(plans, missing):
    assert shortage_of_day(plans) == missing


@given(st.integers(0, 1439), st.integers(1, 1440))
def test_one_shift_alone_owes_what_the_law_says_of_it(starts, minutes):
    ends = min(starts + minutes, 1439)
    if starts < ends:
        alone = plan(f"{starts // 60}:{starts % 60}-{ends // 60}:{ends % 60}")
        assert shortage_of_day([alone]) == break_shortage(ends - starts, 0)


@pytest.fixture
def helper(office):
    return make_staff(ready_for=Duty.COUNTER_STAFF)


def test_two_shifts_of_a_published_day_are_refused_without_a_break_between_them(helper):
    publish("honcho")
    with pytest.raises(CellsRefused, match="休憩が45分足りません"):
        save([CellEdit(helper, MONDAY, (plan("9-13"), plan("13-17")))], reason=WHY)
    assert save([CellEdit(helper, MONDAY, (plan("9-13"), plan("13:45-17")))], reason=WHY).new == 1


def test_shift_at_another_place_counts_for_the_days_break(helper):
    publish("honcho")
    make_shift(helper, MONDAY, "9-13", site=site_of("takashina"))
    with pytest.raises(CellsRefused, match="休憩が45分足りません"):
        save([CellEdit(helper, MONDAY, (plan("13-17"),))], reason=WHY)


def test_month_names_the_day_of_two_places_without_a_break(helper):
    make_shift(helper, MONDAY, "9-13", site=site_of("takashina"))
    make_shift(helper, MONDAY, "13-17")
    faults = faults_of_month(site=site_of(), month=date(2025, 6, 1), calendar=Calendar.load(), today=MONDAY)
    (found,) = faults.shortages
    assert (found.missing, found.shift.staff, found.shift.site) == (45, helper, site_of())
