"""The dates that suit everybody: equal to a naive count, whatever was marked; ranked; a fixed number of queries."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.accounts.enums import Role
from apps.contracts.calendar import Calendar
from apps.outreach import actions
from apps.outreach.actors import Actor
from apps.outreach.enums import Half, Verdict, VisitStatus
from apps.outreach.half_days import slots_of, usual_period
from apps.outreach.models import Availability
from apps.outreach.planning import Candidates, Needs, judge, possible_dates

from .factories import NOW, TODAY, TUESDAY, at, make_facility, make_user, make_vehicle, make_visit

MARK = st.sampled_from([True, False, None])
MARKS = st.lists(MARK, max_size=4)
LAST = TODAY + timedelta(weeks=6)


def naive(known: Candidates, needs: Needs) -> Verdict:
    """Tries every way to fill in the open answers' best case, by counting alone."""

    def suits(is_yes) -> bool:
        leaders, crew = sum(map(is_yes, known.leaders)), sum(map(is_yes, known.crew))
        return (
            is_yes(known.facility)
            and leaders >= needs.leaders
            and leaders + crew >= needs.heads
            and sum(map(is_yes, known.officers)) >= needs.officers
            and (not known.vehicles or any(map(is_yes, known.vehicles)))
        )

    if suits(lambda mark: mark is True):
        return Verdict.ALL
    return Verdict.OPEN if suits(lambda mark: mark is not False) else Verdict.NONE


@given(
    known=st.builds(Candidates, facility=MARK, leaders=MARKS, crew=MARKS, officers=MARKS, vehicles=MARKS),
    needs=st.builds(Needs, heads=st.integers(1, 4), leaders=st.integers(1, 2), officers=st.integers(1, 2)),
)
@settings(max_examples=500, deadline=None)
def test_verdict_equals_a_naive_count_over_any_marks(known, needs):
    verdict, missing = judge(known, needs)
    assert verdict == naive(known, needs)
    assert (missing == []) is (verdict == Verdict.ALL)


def mark(is_possible, *, day=TUESDAY, half=Half.MORNING, **whose) -> None:
    Availability.objects.update_or_create(
        **whose,
        day=day,
        half=half,
        defaults={"is_possible": is_possible, "marked_at": NOW, "marked_by": make_user(Role.GENERAL_MANAGER)},
    )


@pytest.fixture
def crew():
    """Exactly the people whom a visit needs, and a vehicle."""
    return {
        "leader": make_user(Role.SITE_LEADER),
        "crew": make_user(Role.COUNTER_STAFF),
        "officer": make_user(Role.CITY_STAFF),
        "vehicle": make_vehicle(),
    }


@pytest.fixture
def asked():
    return make_visit()


def found(visit, *, day=TUESDAY, half=Half.MORNING):
    rows = possible_dates(visit, TODAY, LAST, Calendar.load(), NOW)
    return next((row for row in rows if (row.day, row.half) == (day, half)), None)


def all_say_yes(visit, crew) -> None:
    mark(True, facility=visit.facility)
    for duty in ("leader", "crew", "officer"):
        mark(True, person=crew[duty])


pytestmark = pytest.mark.django_db


def test_a_half_day_that_everybody_marked_possible_is_the_first(asked, crew):
    all_say_yes(asked, crew)
    best = possible_dates(asked, TODAY, LAST, Calendar.load(), NOW)[0]
    assert (best.day, best.half, best.verdict) == (TUESDAY, Half.MORNING, Verdict.ALL)
    assert (best.leaders, best.crew, best.officers, best.vehicle_count) == (
        [crew["leader"]],
        [crew["crew"]],
        [crew["officer"]],
        1,
    )
    assert (best.starts_at, best.ends_at) == (at(10), at(12))


def test_an_open_answer_is_named(asked, crew):
    all_say_yes(asked, crew)
    Availability.objects.filter(facility=asked.facility).delete()
    row = found(asked)
    assert (row.verdict, row.missing) == (Verdict.OPEN, ["施設が未回答です"])


@pytest.mark.parametrize("duty", ["leader", "crew", "officer", "vehicle"])
def test_a_half_day_that_one_who_is_needed_cannot_is_impossible(asked, crew, duty):
    all_say_yes(asked, crew)
    mark(False, **{"vehicle" if duty == "vehicle" else "person": crew[duty]})
    assert found(asked).verdict == Verdict.NONE
    assert found(asked, half=Half.AFTERNOON).verdict == Verdict.OPEN


@pytest.mark.parametrize("duty", ["leader", "crew", "officer", "vehicle"])
def test_a_half_day_with_an_agreed_visit_of_one_who_is_needed_is_impossible(asked, crew, duty):
    all_say_yes(asked, crew)
    make_visit(VisitStatus.CONFIRMED, **{duty: crew[duty]})
    row = found(asked)
    taken = {"leader": row.leaders, "crew": row.crew, "officer": row.officers}
    assert row.vehicle_count == 0 if duty == "vehicle" else crew[duty] not in taken[duty]


def test_the_leader_of_another_visit_that_day_is_no_leader_but_may_help(asked, crew):
    all_say_yes(asked, crew)
    mark(True, person=crew["leader"], half=Half.AFTERNOON)
    make_visit(VisitStatus.CONFIRMED, leader=crew["leader"])
    afternoon = found(asked, half=Half.AFTERNOON)
    assert crew["leader"] not in afternoon.leaders
    assert crew["leader"] in afternoon.crew


def test_days_off_and_hours_that_have_begun_are_left_out(asked, crew):
    rows = possible_dates(asked, TODAY, LAST, Calendar.load(), NOW)
    days = {row.day for row in rows}
    assert not days & {date(2025, 6, 7), date(2025, 6, 8)}
    assert [row.half for row in rows if row.day == TODAY] == [Half.AFTERNOON]
    assert possible_dates(asked, date(2026, 4, 1), date(2026, 4, 30), Calendar.load(), NOW) == []


@given(marks=st.lists(st.tuples(st.sampled_from(["facility", "leader", "crew", "officer"]), MARK), max_size=8))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_dates_from_the_database_equal_a_naive_count(transactional_marks, marks):
    visit, crew = transactional_marks
    Availability.objects.all().delete()
    known: dict[str, bool | None] = dict.fromkeys(["facility", "leader", "crew", "officer"])
    for who, is_possible in marks:
        whose = {"facility": visit.facility} if who == "facility" else {"person": crew[who]}
        if is_possible is None:
            Availability.objects.filter(**whose).delete()
        else:
            mark(is_possible, **whose)
        known[who] = is_possible
    expected = naive(
        Candidates(known["facility"], [known["leader"]], [known["crew"]], [known["officer"]], [True]), Needs(2, 1, 1)
    )
    assert found(visit).verdict == expected


@pytest.fixture
def transactional_marks():
    """One visit and its people for all examples: each begins with taking every mark back."""
    visit = make_visit()
    crew = {duty: make_user(role) for duty, role in _ROLES.items()}
    make_vehicle()
    return visit, crew


_ROLES = {"leader": Role.SITE_LEADER, "crew": Role.COUNTER_STAFF, "officer": Role.CITY_STAFF}


def test_dates_take_the_same_queries_for_1_and_50_people(asked, crew):
    calendar = Calendar.load()

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            possible_dates(asked, TODAY, LAST, calendar, NOW)
        return len(queries)

    make_visit(VisitStatus.CONFIRMED, vehicle=make_vehicle())
    few = count()
    for _ in range(16):
        for role in _ROLES.values():
            mark(True, person=make_user(role))
        mark(True, facility=make_facility())
        make_visit(VisitStatus.CONFIRMED, vehicle=make_vehicle())
    assert count() == few


@pytest.mark.parametrize(
    ("starts", "ends", "halves"),
    [
        ((10, 0), (12, 0), [Half.MORNING]),
        ((13, 0), (15, 0), [Half.AFTERNOON]),
        ((11, 0), (14, 0), [Half.MORNING, Half.AFTERNOON]),
        ((12, 0), (13, 0), [Half.MORNING, Half.AFTERNOON]),
        ((11, 59), (13, 0), [Half.MORNING]),
        ((12, 0), (13, 1), [Half.AFTERNOON]),
    ],
)
def test_hours_belong_to_half_days(starts, ends, halves, calendar):
    assert slots_of(at(*starts), at(*ends), calendar) == [(TUESDAY, half) for half in halves]


def test_usual_hours_end_at_noon_or_begin_after_it(calendar):
    assert usual_period((TUESDAY, Half.MORNING), calendar) == (at(10), at(12))
    assert usual_period((TUESDAY, Half.AFTERNOON), calendar) == (at(13), at(15))


def test_a_date_is_proposed_from_the_best_candidate_and_confirmed(asked, crew, calendar):
    all_say_yes(asked, crew)
    best = possible_dates(asked, TODAY, LAST, calendar, NOW)[0]
    by = Actor.of(make_user(Role.GENERAL_MANAGER))
    proposal = actions.propose_date(visit=asked, starts_at=best.starts_at, ends_at=best.ends_at, by=by, at=NOW)
    assert (proposal.starts_at, proposal.ends_at) == (at(10), at(12))
