import uuid
from datetime import date

import pytest

from apps.accounts.enums import Role
from apps.contracts.calendar import Calendar
from apps.contracts.enums import Service
from apps.contracts.models import ContractTerm, ServiceStart
from apps.outreach import actions
from apps.outreach.actions import Conflict, Incomplete, LimitReached, OutsideTerm, UnusualTiming
from apps.outreach.actors import Actor
from apps.outreach.enums import VisitStatus
from apps.outreach.gates import PEOPLE, timing_warnings
from apps.outreach.models import NotPossible, TransitionNotAllowed, Visit

from .day_factories import begin, complete, finish
from .factories import (
    NOW,
    TODAY,
    at,
    confirm,
    fill_term,
    make_agreement,
    make_facility,
    make_user,
    make_visit,
    people,
    propose,
    request,
    term,
)


def schedule(visit, *, starts_at=None, ends_at=None, **crew):
    """A date that all answered with 可, and people of their own unless told."""
    return propose(visit, starts_at=starts_at, ends_at=ends_at, **crew)


def test_visit_goes_from_request_to_completion(calendar):
    visit = request()
    visit = schedule(visit)
    visit = confirm(visit, calendar)
    visit = complete(finish(begin(visit)))
    assert list(visit.steps.values_list("status", flat=True)) == [
        VisitStatus.REQUESTED,
        VisitStatus.COORDINATING,
        VisitStatus.CONFIRMED,
        VisitStatus.HELD,
        VisitStatus.COMPLETED,
    ]


def test_same_request_sent_twice_is_one_visit():
    key, facility = uuid.uuid4(), make_facility()
    assert request(submission_key=key, facility=facility) == request(submission_key=key, facility=facility)
    assert Visit.objects.get().steps.count() == 1


def test_request_belongs_to_its_term_and_from_the_signing_on_to_the_coming_one():
    ContractTerm.objects.update(signed_on=date(2025, 5, 20))
    later = at(10, day=date(2026, 4, 1))
    assert request(requested_on=date(2025, 5, 20)).term == term()
    assert request(requested_on=date(2026, 3, 31), at=later).term == term()
    for outside in (date(2025, 5, 19), date(2026, 4, 1)):
        with pytest.raises(OutsideTerm):
            request(requested_on=outside, at=later)


def test_request_before_a_term_whose_signing_is_not_known_is_refused():
    with pytest.raises(OutsideTerm):
        request(requested_on=date(2025, 5, 31))
    assert request(requested_on=date(2025, 6, 1)).term == term()


def test_request_cannot_have_come_tomorrow():
    with pytest.raises(NotPossible):
        request(requested_on=date(2025, 6, 3))
    assert not Visit.objects.exists()


def test_city_and_contractor_each_name_their_own_people():
    crew = people()
    visit, by = request(), Actor.of(make_user(Role.GENERAL_MANAGER))
    actions.assign(visit=visit, people={"leader": crew["leader"], "crew": crew["crew"]}, by=by, at=NOW)
    visit = actions.assign(visit=visit, people={"officer": crew["officer"]}, by=by, at=NOW)
    assert {duty: getattr(visit, duty) for duty in crew} == crew


def test_day_outside_every_term_is_refused():
    visit = request()
    with pytest.raises(OutsideTerm):
        schedule(visit, starts_at=at(10, day=date(2026, 4, 1)), ends_at=at(12, day=date(2026, 4, 1)))
    visit.refresh_from_db()
    assert visit.status == VisitStatus.REQUESTED


@pytest.mark.parametrize("duty", ["leader", "crew", "officer"])
def test_person_of_another_confirmed_visit_is_refused_by_name_of_the_field(duty, calendar):
    taken = confirm(schedule(request()), calendar)
    person = getattr(taken, duty)
    with pytest.raises(Conflict) as refusal:
        schedule(request(), starts_at=at(11), ends_at=at(13), **{duty: person})
    assert refusal.value.errors.keys() == {duty}
    assert str(taken.facility) in refusal.value.errors[duty]


def test_leader_of_another_visit_that_day_is_refused(calendar):
    taken = confirm(schedule(request()), calendar)
    with pytest.raises(Conflict) as refusal:
        schedule(request(), starts_at=at(14), ends_at=at(16), leader=taken.leader)
    assert "別の運営責任者が必要です" in refusal.value.errors["leader"]


def test_conflict_that_arose_after_the_proposal_is_refused_at_the_confirmation(calendar):
    crew = people()
    first, second = schedule(request(), **crew), schedule(request(), **crew)
    confirm(first, calendar)
    with pytest.raises(Conflict):
        confirm(second, calendar)
    second.refresh_from_db()
    assert second.status == VisitStatus.COORDINATING


@pytest.mark.parametrize(("duty", "label"), PEOPLE.items())
def test_visit_is_not_confirmed_without_everybody(duty, label, calendar):
    visit = schedule(request(), **{duty: None})
    with pytest.raises(Incomplete, match=label):
        confirm(visit, calendar)


def test_twenty_first_visit_needs_a_decided_agreement(calendar):
    fill_term(19)
    confirm(schedule(request()), calendar)
    other_day = {"starts_at": at(10, day=date(2025, 6, 11)), "ends_at": at(12, day=date(2025, 6, 11))}
    late = schedule(request(), **other_day)
    with pytest.raises(LimitReached):
        confirm(late, calendar)
    with pytest.raises(LimitReached):
        confirm(late, calendar, limit_agreement=make_agreement(decided=False))
    agreement = make_agreement()
    assert confirm(late, calendar, limit_agreement=agreement).limit_agreement == agreement
    assert Visit.objects.binding().count() == 21


def test_cancelled_visit_gives_its_place_back(calendar):
    fill_term(20)
    visit = schedule(request())
    with pytest.raises(LimitReached):
        confirm(visit, calendar)
    actions.cancel_visit(
        visit=Visit.objects.binding().first(), reason="施設の都合", by=Actor.of(make_user(Role.GENERAL_MANAGER)), at=NOW
    )
    assert confirm(visit, calendar).status == VisitStatus.CONFIRMED


@pytest.mark.parametrize(
    ("day", "starts", "ends", "is_usual"),
    [
        (date(2025, 6, 10), (9, 0), (17, 0), True),
        (date(2025, 6, 10), (8, 59), (12, 0), False),
        (date(2025, 6, 10), (15, 0), (17, 1), False),
        (date(2025, 6, 7), (10, 0), (12, 0), False),
        (date(2025, 11, 24), (10, 0), (12, 0), False),
        (date(2025, 12, 30), (10, 0), (12, 0), False),
    ],
)
def test_visit_outside_weekday_daytime_needs_a_reason(day, starts, ends, is_usual, calendar):
    visit = schedule(request(), starts_at=at(*starts, day=day), ends_at=at(*ends, day=day))
    assert (timing_warnings(visit, calendar) == []) is is_usual
    if not is_usual:
        with pytest.raises(UnusualTiming):
            confirm(visit, calendar)
    confirmed = confirm(visit, calendar, timing_reason="" if is_usual else "施設の行事に合わせるため")
    assert confirmed.status == VisitStatus.CONFIRMED


def test_new_date_takes_a_confirmed_visit_back_to_coordination(calendar):
    saturday = date(2025, 6, 7)
    visit = schedule(request(), starts_at=at(10, day=saturday), ends_at=at(12, day=saturday))
    visit = confirm(visit, calendar, timing_reason="施設の行事", limit_agreement=make_agreement())
    visit = schedule(visit, starts_at=at(13), ends_at=at(15))
    assert (visit.status, visit.timing_reason, visit.limit_agreement) == (VisitStatus.COORDINATING, "", None)


def test_held_visit_is_not_cancelled():
    visit = make_visit(VisitStatus.HELD)
    with pytest.raises(TransitionNotAllowed):
        actions.cancel_visit(visit=visit, reason="都合", by=Actor.of(make_user(Role.GENERAL_MANAGER)), at=NOW)
    visit.refresh_from_db()
    assert (visit.status, visit.cancel_reason) == (VisitStatus.HELD, "")


def test_cancellation_keeps_its_reason():
    visit, by = make_visit(), make_user(Role.GENERAL_MANAGER)
    actions.cancel_visit(visit=visit, reason="施設の都合", by=Actor.of(by), at=NOW)
    step = visit.steps.get()
    assert (step.status, step.reason, step.taken_by) == (VisitStatus.CANCELLED, "施設の都合", by)


def pace(calendar, *, month=6, today=TODAY):
    return actions.pace(term=term(), year=2025, month=month, today=today, calendar=calendar)


def test_pace_counts_the_term_and_the_month(calendar):
    fill_term(3)
    make_visit(VisitStatus.CONFIRMED)
    make_visit(VisitStatus.COORDINATING)
    make_visit(VisitStatus.CANCELLED)
    june, july = pace(calendar), pace(calendar, month=7)
    assert (june.in_term, june.term_limit, june.in_month, june.month_target) == (4, 20, 1, 2)
    assert june.months_open == 10
    assert july.in_month == 3


@pytest.mark.parametrize(
    ("today", "expected"),
    [(date(2025, 5, 31), 0), (date(2025, 6, 1), 2), (date(2025, 8, 31), 6), (date(2026, 3, 31), 20)],
)
def test_pace_expects_two_for_each_month_begun(today, expected, calendar):
    measured = pace(calendar, today=today)
    assert measured.expected == expected
    assert measured.is_behind is (expected > 0)


def test_pace_counts_only_months_in_which_a_counter_opens():
    """A start that slips takes its months from the pace; the limit of the term stays (C10)."""
    ServiceStart.objects.filter(term=term(), service=Service.COUNTERS).update(starts_on=date(2025, 8, 1))
    measured = pace(Calendar.load(), today=date(2025, 9, 1))
    assert (measured.months_open, measured.expected, measured.term_limit) == (8, 4, 20)
