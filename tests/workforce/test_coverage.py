"""Heads minute by minute: the calculation against a naive count, then the roster and the clock-ins of a day."""

from datetime import date, time
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.contracts.calendar import Calendar
from apps.contracts.models import Parameter
from apps.workforce.coverage import (
    DayCoverage,
    Place,
    Stint,
    actual_days,
    clock,
    clock_time,
    gaps,
    heads,
    minute_of,
    minutes_below,
    month_gaps,
    planned_days,
    presumed_end,
    without,
)
from apps.workforce.enums import Duty, LeftAs, VacancyKind
from apps.workforce.models import Break, Outing

from .days import make_absence, make_outing, make_presence, make_shift, moment, site_of, staff_counter
from .factories import MONDAY, SUNDAY, make_staff

OPENS, CLOSES = 540, 570
COUNTER = Place("honcho", "本庁", OPENS, CLOSES, 2)
stints = st.lists(
    st.builds(
        lambda person, place, starts, length: Stint(person, place, starts, starts + length),
        st.integers(1, 5),
        st.sampled_from(["honcho", "station"]),
        st.integers(OPENS - 5, CLOSES + 5),
        st.integers(0, 25),
    ),
    max_size=12,
)
stamped_stints = st.lists(
    st.builds(
        lambda person, starts, length: Stint(person, "honcho", starts / 60, (starts + length) / 60),
        st.integers(1, 5),
        st.integers((OPENS - 1) * 60, CLOSES * 60),
        st.integers(0, 600),
    ),
    max_size=8,
)


def naive(people, place):
    """Heads of each minute: counted anew at every moment of the minute at which anything changes."""
    counts = {}
    for minute in range(place.opens, place.closes):
        moments = {minute} | {edge for stint in people for edge in stint[2:4] if minute <= edge < minute + 1}
        counts[minute] = min(
            len({s.person for s in people if s.place == place.key and s.starts <= moment < s.ends})
            for moment in moments
        )
    return counts


def tiled(spans, place):
    """The spans minute by minute, after seeing that they fill the hours without hole or overlap."""
    edges = [place.opens, *(span.ends for span in spans)]
    assert [span.starts for span in spans] == edges[:-1]
    assert edges[-1] == place.closes
    assert all(before.heads != after.heads for before, after in pairwise(spans))
    return {minute: span.heads for span in spans for minute in range(span.starts, span.ends)}


@given(stints)
def test_heads_of_a_plan_equal_a_count_minute_by_minute(people):
    assert tiled(heads(people, COUNTER), COUNTER) == naive(people, COUNTER)


@given(stamped_stints)
def test_heads_of_clocked_stretches_equal_a_count_moment_by_moment(people):
    assert tiled(heads(people, COUNTER), COUNTER) == naive(people, COUNTER)


@given(stints)
def test_gaps_are_the_minutes_below_the_floor_and_no_other(people):
    below = {
        minute: (gap.heads, gap.missing) for gap in gaps(people, COUNTER) for minute in range(gap.starts, gap.ends)
    }
    counts = naive(people, COUNTER)
    assert below == {minute: (count, 2 - count) for minute, count in counts.items() if count < 2}
    assert sum(gap.minutes for gap in gaps(people, COUNTER)) == len(below)


@given(st.integers(0, 60), st.integers(0, 60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60))))
def test_what_is_left_of_a_span_is_every_minute_that_nothing_takes(starts, ends, away):
    away = [(min(span), max(span)) for span in away]
    left = without(starts, ends, away)
    assert {minute for on, off in left for minute in range(on, off)} == {
        minute for minute in range(starts, ends) if not any(on <= minute < off for on, off in away)
    }
    assert sorted(left) == left
    assert all(on < off for on, off in left)


def test_shift_until_noon_does_not_hold_noon():
    place = Place("honcho", "本庁", 700, 740, 1)
    assert [tuple(span) for span in heads([Stint(1, "honcho", 600, 720)], place)] == [(700, 720, 1), (720, 740, 0)]


def test_place_that_never_opens_has_no_heads():
    assert heads([Stint(1, "honcho", 0, 600)], Place("honcho", "本庁", 540, 540, 2)) == []


def test_relief_within_one_minute_leaves_no_gap_and_one_after_it_leaves_that_minute():
    place = Place("honcho", "本庁", 540, 600, 1)
    before = [Stint(1, "honcho", 540, 570 + 40 / 60), Stint(2, "honcho", 570 + 10 / 60, 600)]
    after = [Stint(1, "honcho", 540, 570 + 10 / 60), Stint(2, "honcho", 570 + 40 / 60, 600)]
    assert gaps(before, place) == []
    assert [(gap.starts, gap.ends, gap.heads) for gap in gaps(after, place)] == [(570, 571, 0)]


@pytest.mark.parametrize(
    ("at", "down", "up"), [(time(9), 540, 540), (time(9, 0, 1), 540, 541), (time(23, 59, 59), 1439, 1440)]
)
def test_time_is_the_minute_that_holds_it_or_the_next_one(at, down, up):
    assert (minute_of(at), minute_of(at, up=True)) == (down, up)


def test_minutes_are_shown_and_stored_as_times():
    assert (clock(545), clock(1440)) == ("09:05", "24:00")
    assert (clock_time(545), clock_time(1440)) == (time(9, 5), time.max)


# --- the roster of a day --------------------------------------------------------------------------------------------


@pytest.fixture
def calendar(contract):
    return Calendar.load()


def below(row):
    return [(gap.starts_at, gap.ends_at, gap.heads, gap.missing) for gap in row.gaps]


def planned(calendar, **options):
    return DayCoverage.planned(MONDAY, calendar, **options)


def test_two_rostered_people_with_breaks_in_turns_are_below_the_floor_during_them(calendar):
    make_shift(None, "09:00-17:00", "11:00-12:00")
    make_shift(None, "09:00-17:00", "12:00-13:00")
    row = planned(calendar).find("honcho")
    assert below(row) == [("11:00", "13:00", 1, 1)]
    assert row.minutes_below == 120


def test_third_person_covers_the_breaks(calendar):
    staff_counter()
    assert planned(calendar).find("honcho").gaps == []


def test_leader_is_one_of_the_two_at_a_counter(calendar):
    make_shift(None, "09:00-17:00")
    make_shift(None, "09:00-17:00", duty=Duty.SITE_LEADER)
    assert planned(calendar).find("honcho").gaps == []


def test_leader_of_the_call_centre_takes_no_seat_unless_rostered_as_operator(calendar):
    make_shift(None, "08:30-17:15", code="callcenter", duty=Duty.OPERATOR)
    leader = make_shift(None, "08:30-12:00", code="callcenter", duty=Duty.CC_LEADER).staff
    make_shift(leader, "12:00-13:00", code="callcenter", duty=Duty.OPERATOR)
    assert below(planned(calendar).find("callcenter")) == [("08:30", "12:00", 1, 1), ("13:00", "17:15", 1, 1)]


def test_floors_are_those_of_the_contract(calendar):
    Parameter.objects.filter(key="counters.minimum_heads").update(value=3)
    staff_counter()
    assert planned(Calendar.load()).find("honcho").minutes_below == 180


def test_drafts_count_only_when_asked_for(calendar):
    make_shift(None, "09:00-17:00", draft=True)
    make_shift(None, "09:00-17:00")
    assert below(planned(calendar).find("honcho")) == [("09:00", "17:00", 1, 1)]
    assert planned(calendar, drafts=True).find("honcho").gaps == []


def test_absence_takes_its_hours_out(calendar):
    shift, *_ = [make_shift(None, "09:00-17:00"), make_shift(None, "09:00-17:00")]
    make_absence(shift, "09:00-10:30")
    assert below(planned(calendar).find("honcho")) == [("09:00", "10:30", 1, 1)]


def test_person_on_an_outing_counts_there_and_not_at_the_counter(calendar):
    first, second = make_shift(None, "09:00-17:00"), make_shift(None, "09:00-17:00")
    outing = make_outing("10:00-12:00", first.staff)
    covered = planned(calendar)
    assert below(covered.find("honcho")) == [("10:00", "12:00", 1, 1)]
    assert below(covered.find(f"outing-{outing.pk}")) == [("10:00", "12:00", 1, 1)]
    assert covered.find(f"outing-{outing.pk}", VacancyKind.LEADER).minutes_below == 120
    assert second.staff_id in {stint.person for stint in covered.stints}


def test_outing_with_a_leader_and_another_is_complete_and_an_absence_ends_that(calendar):
    leader, member = make_staff(duty=Duty.SITE_LEADER), make_staff()
    outing = make_outing("10:00-12:00", member, leader=leader)
    key = f"outing-{outing.pk}"
    covered = planned(calendar)
    assert covered.find(key).gaps == covered.find(key, VacancyKind.LEADER).gaps == []
    make_absence(make_shift(leader, "09:00-17:00", duty=Duty.SITE_LEADER), "11:00-17:00")
    covered = planned(calendar)
    assert below(covered.find(key)) == [("11:00", "12:00", 1, 1)]
    assert below(covered.find(key, VacancyKind.LEADER)) == [("11:00", "12:00", 0, 1)]


def test_leader_must_be_at_a_counter_from_the_first_opening_to_the_last_closing(calendar):
    make_shift(None, "09:00-17:00", "12:00-13:00", duty=Duty.SITE_LEADER)
    leaders = planned(calendar).leaders
    assert (leaders.place.opens, leaders.place.closes) == (540, 1080)
    assert below(leaders) == [("17:00", "18:00", 0, 1)]


def test_leader_on_an_outing_leaves_a_gap_unless_another_remains_at_a_counter(calendar):
    first = make_shift(None, "09:00-18:00", duty=Duty.SITE_LEADER).staff
    make_outing("10:00-12:00", leader=first)
    assert below(planned(calendar).leaders) == [("10:00", "12:00", 0, 1)]
    make_shift(None, "10:00-18:00", code="station", duty=Duty.SITE_LEADER)
    assert planned(calendar).leaders.gaps == []


def test_closed_day_has_nothing_to_cover_but_its_outings(calendar):
    assert DayCoverage.planned(SUNDAY, calendar).places == []
    Outing.objects.create(label="特別養護老人ホーム", day=SUNDAY, starts_at=time(10), ends_at=time(12))
    assert {row.place.kind for row in DayCoverage.planned(SUNDAY, calendar).places} == set(VacancyKind)


def test_saturday_is_covered_by_a_leader_at_the_one_open_counter(calendar):
    saturday = date(2025, 6, 7)
    make_shift(None, "09:00-18:00", code="honcho", duty=Duty.SITE_LEADER, day=saturday)
    assert DayCoverage.planned(saturday, calendar).leaders.minutes_below == 480
    make_shift(None, "10:00-18:00", code="station", duty=Duty.SITE_LEADER, day=saturday)
    assert DayCoverage.planned(saturday, calendar).leaders.minutes_below == 0


quarter_hours = st.tuples(st.integers(8 * 4, 18 * 4), st.integers(1, 24))
hours = quarter_hours.map(lambda pair: (pair[0] * 15, (pair[0] + pair[1]) * 15))
rosters = st.lists(
    st.fixed_dictionaries(
        {
            "duty": st.sampled_from([Duty.COUNTER_STAFF, Duty.SITE_LEADER]),
            "hours": hours,
            "rest": st.none() | hours,
            "absent": st.none() | hours,
            "outing": st.booleans(),
        }
    ),
    min_size=1,
    max_size=5,
)


def inside(span, whole):
    """The part of a span inside another, None where there is none."""
    starts, ends = max(span[0], whole[0]), min(span[1], whole[1])
    return (starts, ends) if starts < ends else None


def written(span):
    return "-".join(clock(min(minute, 1425)) for minute in span)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rosters, hours)
def test_random_roster_is_counted_as_a_naive_look_at_every_minute(calendar, roster, away):
    with transaction.atomic():
        outing = make_outing(written(away))
        people = []
        for plan in roster:
            shift = make_shift(None, written(plan["hours"]), duty=plan["duty"])
            whole = plan["hours"][0], min(plan["hours"][1], 1425)
            rest, absent = (inside(span, whole) if span else None for span in (plan["rest"], plan["absent"]))
            if rest:
                Break.objects.create(shift=shift, starts_at=clock_time(rest[0]), ends_at=clock_time(rest[1]))
            if absent:
                make_absence(shift, written(absent))
            if plan["outing"]:
                outing.members.create(staff=shift.staff, leads=plan["duty"] == Duty.SITE_LEADER)
            people.append((plan, whole, rest, absent))
        covered = planned(calendar)
        transaction.set_rollback(True)

    def holds(span, minute):
        return bool(span) and span[0] <= minute < span[1]

    def at_counter(minute, *, breaks):
        return [
            plan["duty"]
            for plan, whole, rest, absent in people
            if holds(whole, minute)
            and not holds(absent, minute)
            and not (breaks and holds(rest, minute))
            and not (plan["outing"] and holds(away, minute))
        ]

    def outside(minute):
        return [
            plan["duty"]
            for plan, _, rest, absent in people
            if plan["outing"] and not holds(absent, minute) and not holds(rest, minute)
        ]

    counter, trip = covered.find("honcho"), covered.find(f"outing-{outing.pk}")
    assert tiled(counter.spans, counter.place) == {m: len(at_counter(m, breaks=True)) for m in range(540, 1020)}
    assert tiled(trip.spans, trip.place) == {m: len(outside(m)) for m in range(away[0], min(away[1], 1425))}
    assert tiled(covered.leaders.spans, covered.leaders.place) == {
        m: at_counter(m, breaks=False).count(Duty.SITE_LEADER) for m in range(540, 1080)
    }
    assert sum(gap.minutes for gap in counter.gaps) == sum(
        len(at_counter(m, breaks=True)) < 2 for m in range(540, 1020)
    )


# --- the clock of a day ---------------------------------------------------------------------------------------------


def actual(calendar, now="18:30"):
    return DayCoverage.actual(MONDAY, calendar, moment(now))


def test_stretches_count_and_a_break_does_not(calendar):
    first, second = make_staff(), make_staff()
    make_presence(first, "08:50-12:00", left_as=LeftAs.BREAK)
    make_presence(first, "13:00-17:10")
    make_presence(second, "08:50-17:10")
    assert below(actual(calendar).find("honcho")) == [("12:00", "13:00", 1, 1)]


def test_minutes_after_now_are_not_judged(calendar):
    make_presence(make_staff(), "09:00-")
    row = actual(calendar, "10:30:20").find("honcho")
    assert [tuple(span) for span in row.spans] == [(540, 630, 1)]
    assert row.minutes_below == 90
    assert actual(calendar, "08:00").find("honcho").spans == []


def test_begun_minute_counts_from_the_next_one(calendar):
    make_presence(make_staff(), "08:59-")
    make_presence(make_staff(), "09:00:01-")
    assert below(actual(calendar, "10:00").find("honcho")) == [("09:00", "09:01", 1, 1)]


def test_forgotten_clock_out_counts_to_the_planned_end_of_the_shift(calendar):
    friday = date(2025, 6, 6)
    for hours in ("09:00-15:00", "09:00-16:30"):
        make_presence(make_shift(None, hours).staff, "09:00-")
    assert actual(calendar, "16:45").find("honcho").gaps == []
    covered = DayCoverage.actual(MONDAY, calendar, moment("12:00", day=friday))
    assert below(covered.find("honcho")) == [("15:00", "16:30", 1, 1), ("16:30", "17:00", 0, 2)]
    assert {(stint.starts, stint.ends) for stint in covered.forgotten} == {(540, 900), (540, 990)}
    assert actual(calendar, "16:45").forgotten == []


def test_forgotten_leader_is_no_leader_after_the_shift(calendar):
    leader = make_shift(None, "09:00-17:00", duty=Duty.SITE_LEADER).staff
    make_presence(leader, "09:00-", duty=Duty.SITE_LEADER)
    covered = DayCoverage.actual(MONDAY, calendar, moment("09:00", day=date(2025, 6, 3)))
    assert below(covered.leaders) == [("17:00", "18:00", 0, 1)]


@pytest.mark.parametrize(
    ("starts", "goes_home", "closes", "ends"),
    [
        (540, 900, 1020, 900),
        (540, None, 1020, 1020),
        (930, 900, 1020, 1020),
        (1030, 900, 1020, 1030),
        (540, None, None, 540),
    ],
)
def test_presumed_end_is_the_shift_else_the_closing_and_never_before_the_start(starts, goes_home, closes, ends):
    assert presumed_end(starts, goes_home, closes) == ends


def test_stretch_without_an_end_and_without_a_shift_lasts_to_the_closing_of_its_own_day(calendar):
    friday = date(2025, 6, 6)
    for _ in range(2):
        make_presence(make_staff(), "09:00-")
    covered = DayCoverage.actual(MONDAY, calendar, moment("12:00", day=friday))
    assert covered.find("honcho").gaps == []
    assert {stint.ends for stint in covered.forgotten} == {covered.find("honcho").place.closes}
    assert DayCoverage.actual(friday, calendar, moment("18:00", day=friday)).find("honcho").minutes_below == 480


def test_leaders_break_is_duty_once_the_leader_has_come_back(calendar):
    leader = make_staff(duty=Duty.SITE_LEADER)
    make_presence(leader, "09:00-12:00", duty=Duty.SITE_LEADER, left_as=LeftAs.BREAK)
    assert actual(calendar, "12:30").leaders.gaps == []
    tuesday = moment("09:00", day=date(2025, 6, 3))
    assert below(DayCoverage.actual(MONDAY, calendar, tuesday).leaders) == [("12:00", "18:00", 0, 1)]
    make_presence(leader, "13:00-18:00", duty=Duty.SITE_LEADER)
    assert DayCoverage.actual(MONDAY, calendar, tuesday).leaders.gaps == []


def test_stretch_on_an_outing_counts_there(calendar):
    leader, member = make_staff(duty=Duty.SITE_LEADER), make_staff()
    outing = make_outing("10:00-12:00", member, leader=leader)
    make_presence(leader, "09:50-12:00", outing=outing, duty=Duty.SITE_LEADER)
    make_presence(member, "09:50-11:45", outing=outing)
    covered = actual(calendar)
    assert below(covered.find(f"outing-{outing.pk}")) == [("11:45", "12:00", 1, 1)]
    assert covered.find(f"outing-{outing.pk}", VacancyKind.LEADER).gaps == []
    assert covered.leaders.minutes_below == 540


# --- many days ------------------------------------------------------------------------------------------------------


def test_gaps_of_a_month_are_those_of_its_days_and_may_be_asked_by_place(calendar):
    staff_counter()
    first, last = date(2025, 6, 1), date(2025, 6, 30)
    found = month_gaps(first, last, calendar, sites=[site_of("honcho")])
    assert MONDAY not in found
    assert len(found) == 20
    everything = month_gaps(first, last, calendar)
    assert everything[MONDAY] == DayCoverage.planned(MONDAY, calendar).gaps


def test_actual_minutes_of_a_period_are_those_of_its_days(calendar):
    now = moment("20:00", day=date(2025, 6, 3))
    make_presence(make_staff(), "09:00-17:00")
    make_presence(make_staff(), "09:00-16:00")
    lines = {(line.key, line.kind): line for line in minutes_below(MONDAY, date(2025, 6, 3), calendar, now)}
    counter = lines["honcho", VacancyKind.HEADS]
    assert (counter.days, counter.minutes) == (2, 60 + 480)
    assert lines["leaders", VacancyKind.LEADER].minutes == 2 * 540


@pytest.mark.parametrize("people", [1, 12])
def test_queries_do_not_grow_with_people_or_days(calendar, people, django_assert_num_queries):
    for _ in range(people):
        shift = make_shift(None, "09:00-17:00", "11:00-12:00")
        make_absence(shift, "16:00-17:00")
        make_outing("10:00-12:00", shift.staff)
        make_presence(shift.staff, "09:00-")
    with django_assert_num_queries(4):
        planned_days(SUNDAY, date(2025, 6, 30), calendar)
    with django_assert_num_queries(3):
        actual_days(SUNDAY, date(2025, 6, 30), calendar, moment("12:00"))
    with django_assert_num_queries(4):
        actual_days(SUNDAY, date(2025, 6, 30), calendar, moment("12:00", day=date(2025, 6, 30)))
