"""Calls an operator-hour: one source of hours for everybody, the few hours of a beginner left out."""

from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

from apps.accounts.enums import Role
from apps.callcenter.models import CallProfile, OperatorCode
from apps.callcenter.spread import HoursFrom, spread
from apps.contracts.calendar import Calendar
from apps.contracts.models import Site
from apps.core.clock import JST
from apps.workforce.coverage import actual_days
from apps.workforce.enums import Duty, LeftAs
from apps.workforce.models import Presence, Shift
from tests.workforce.factories import clerk, make_staff

from .call_rows import call, moment, save_calls

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]
JUNE = (date(2025, 6, 1), date(2025, 6, 30))
JULY_1 = datetime(2025, 7, 1, 9, 0, tzinfo=JST)
DAYS = [date(2025, 6, 2), date(2025, 6, 3)]


def found(now=JULY_1):
    calendar = Calendar.load()
    return spread(*JUNE, now, calendar, actual_days(*JUNE, calendar, now))


def days_of(code, calls_a_day, *, hours=8, days=DAYS):
    """From 9:00, evenly over so many hours; the last one ends with them."""
    rows = []
    for day in days:
        for number in range(calls_a_day):
            arrived = moment(day, "09:00") + timedelta(hours=hours) * number / calls_a_day
            rows.append(call(arrived, talk=60, wait=0, operator_code=code))
        rows[-1].ended_at = moment(day, "09:00") + timedelta(hours=hours)
    return rows


def holder(code, *, name, user_of):
    """A person behind a code of the telephone system, with a file among the staff."""
    user = user_of(Role.OPERATOR, display_name=name)
    OperatorCode.objects.create(
        profile=CallProfile.objects.get(code="jp_pbx"), code=code, user=user, starts_on=date(2025, 6, 1)
    )
    return make_staff(duty=Duty.OPERATOR, user=user)


def present(staff, *, hours, days=DAYS):
    for day in days:
        Presence.objects.create(
            staff=staff,
            site=Site.objects.get(code="callcenter"),
            duty=Duty.OPERATOR,
            arrived_at=moment(day, "09:00"),
            left_at=moment(day, "09:00") + timedelta(hours=hours),
            left_as=LeftAs.OUT,
            recorded_by=clerk(),
        )


def test_largest_is_held_against_the_one_in_the_middle():
    save_calls(days_of("OP01", 60) + days_of("OP02", 40) + days_of("OP03", 36))
    seen = found()
    assert (seen.hours_from, seen.median, seen.ratio) == (HoursFrom.CALLS, 5, Fraction(3, 2))
    assert (seen.is_uneven, seen.names_over, seen.ratio_shown) == (False, [], "1.50")
    assert [operator.name for operator in seen.operators] == ["OP01", "OP02", "OP03"]


def test_one_call_more_than_the_limit_is_uneven_and_names_who():
    save_calls(days_of("OP01", 61) + days_of("OP02", 40) + days_of("OP03", 36))
    seen = found()
    assert (seen.is_uneven, seen.names_over, seen.ratio_shown) == (True, ["OP01"], "1.52")


def test_too_few_hours_are_shown_and_not_judged():
    save_calls(days_of("OP01", 40) + days_of("OP02", 40) + days_of("OP03", 30, hours=1))
    seen = found()
    assert [operator.is_judged for operator in seen.operators] == [True, True, False]
    assert (seen.operators[-1].per_hour_shown, seen.is_uneven) == ("30.0", False)


def test_one_operator_alone_cannot_be_compared():
    save_calls(days_of("OP01", 40))
    assert (found().median, found().ratio, found().is_uneven) == (None, None, None)


def test_nothing_answered_has_nobody():
    seen = found()
    assert (seen.operators, seen.is_uneven, seen.without_code) == ([], None, 0)


def test_answered_calls_without_a_code_are_counted_apart():
    save_calls(days_of("OP01", 40) + days_of("", 7))
    assert (found().without_code, len(found().operators)) == (14, 1)


def test_hours_of_the_clock_go_before_those_of_the_calls(user_of):
    save_calls(days_of("OP01", 40, hours=4) + days_of("OP02", 40, hours=4))
    for code, hours in (("OP01", 8), ("OP02", 5)):
        present(holder(code, name=f"担当 {code}", user_of=user_of), hours=hours)
    seen = found()
    assert seen.hours_from == HoursFrom.CLOCK
    assert {operator.name: operator.minutes for operator in seen.operators} == {"担当 OP01": 960, "担当 OP02": 600}
    assert seen.operators[0].name == "担当 OP02"


def test_one_person_without_a_clock_in_leaves_the_clock_to_nobody(user_of):
    save_calls(days_of("OP01", 40) + days_of("OP02", 40))
    present(holder("OP01", name="甲", user_of=user_of), hours=8)
    holder("OP02", name="乙", user_of=user_of)
    assert found().hours_from == HoursFrom.CALLS


def test_published_shifts_stand_in_where_nobody_clocks(user_of):
    save_calls(days_of("OP01", 40) + days_of("OP02", 40))
    by = clerk()
    for code in ("OP01", "OP02"):
        staff = holder(code, name=code, user_of=user_of)
        for day in DAYS:
            Shift.objects.create(
                staff=staff, site=Site.objects.get(code="callcenter"), duty=Duty.OPERATOR, day=day,
                starts_at="08:30", ends_at="14:30", published_at=moment(day, "07:00"), published_by=by,
            )  # fmt: skip
    seen = found()
    assert (seen.hours_from, {operator.minutes for operator in seen.operators}) == (HoursFrom.SHIFTS, {720})


def test_days_without_recorded_calls_give_no_hours(user_of):
    save_calls(days_of("OP01", 40) + days_of("OP02", 40))
    for code in ("OP01", "OP02"):
        present(holder(code, name=code, user_of=user_of), hours=8, days=[*DAYS, date(2025, 6, 4)])
    assert {operator.minutes for operator in found().operators} == {960}


def test_one_code_of_two_people_is_parted_by_the_day(user_of):
    profile = CallProfile.objects.get(code="jp_pbx")
    for name, first, last in (("前任", date(2025, 6, 1), date(2025, 6, 2)), ("後任", date(2025, 6, 3), None)):
        user = user_of(Role.OPERATOR, display_name=name)
        OperatorCode.objects.create(profile=profile, code="OP01", user=user, starts_on=first, ends_on=last)
    save_calls(days_of("OP01", 40))
    assert {operator.name: operator.calls for operator in found().operators} == {"前任": 40, "後任": 40}


def test_queries_do_not_grow_with_people_and_days(user_of, django_assert_num_queries):
    calendar = Calendar.load()

    def counted():
        with django_assert_num_queries(3):
            spread(*JUNE, JULY_1, calendar, clocked)

    clocked = []
    save_calls(days_of("OP01", 10))
    present(holder("OP01", name="甲", user_of=user_of), hours=8)
    clocked = actual_days(*JUNE, calendar, JULY_1)
    counted()
    for number in range(2, 8):
        save_calls(days_of(f"OP0{number}", 10))
        present(holder(f"OP0{number}", name=str(number), user_of=user_of), hours=8)
    clocked = actual_days(*JUNE, calendar, JULY_1)
    counted()
