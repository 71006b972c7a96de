"""The last place of a term, a person, a vehicle, a facility, an answer: asked for by two at once.

Each with a control that goes around the check or the lock: it shows that the test can fail, or that the table still
refuses the second.
"""

import threading
from collections import Counter
from datetime import date

import pytest
from django.db import OperationalError, connection, transaction
from psycopg.errors import DeadlockDetected

from apps.accounts.enums import Role
from apps.contracts.models import ContractTerm
from apps.core.db import violated
from apps.outreach import actions
from apps.outreach.actors import Actor
from apps.outreach.enums import Half, Party, VisitDuty, VisitStatus
from apps.outreach.models import Availability, PersonHold, ProposalAnswer, Visit, VisitMember
from tests.threads import at_once

from .factories import NOW, TUESDAY, agree, at, confirm, fill_term, make_facility, make_user, make_vehicle, make_visit

pytestmark = pytest.mark.django_db(transaction=True)

SHARED = ["leader", "crew", "officer", "member", "vehicle", "facility", "leader once a day"]
RULES = {
    "vehicle": "vehiclehold_no_vehicle_twice_at_one_time",
    "facility": "visit_one_per_facility_at_one_time",
    "leader once a day": "personhold_leader_once_a_day",
}


def answered(**fields) -> Visit:
    """A visit that only waits for its confirmation."""
    visit = make_visit(VisitStatus.COORDINATING, **fields)
    agree(visit)
    return visit


def two_days() -> list[Visit]:
    days = [date(2025, 6, 10), date(2025, 6, 11)]
    return [answered(starts_at=at(10, day=day), ends_at=at(12, day=day)) for day in days]


def two_that_share(what: str) -> list[Visit]:
    """Two visits of one time, or of one day, that only one of them can be confirmed for."""
    if what == "leader once a day":
        leader = make_user(Role.SITE_LEADER)
        return [answered(leader=leader), answered(leader=leader, starts_at=at(14), ends_at=at(16))]
    if what == "facility":
        facility = make_facility()
        return [answered(facility=facility) for _ in range(2)]
    if what == "vehicle":
        car = make_vehicle()
        return [answered(vehicle=car) for _ in range(2)]
    person = make_user(Role.SITE_LEADER)
    if what == "member":
        visits = [answered(), answered(crew=person)]
        visits[0].members.create(person=person, duty=VisitDuty.CREW)
        return visits
    other = {"leader": "crew", "crew": "officer", "officer": "officer"}[what]
    return [answered(**{what: person}), answered(**{other: person})]


def confirm_both(visits, calendar):
    approver = make_user(Role.CITY_APPROVER)
    return at_once([lambda visit=visit: confirm(visit, calendar, by=approver) for visit in visits])


def kinds(results) -> Counter:
    return Counter(type(result).__name__ for result in results)


def refusal_of(results) -> BaseException:
    [error] = [result for result in results if isinstance(result, Exception)]
    return error


# --- the places of a term


def test_twentieth_place_goes_to_exactly_one(calendar):
    fill_term(19)
    results = confirm_both(two_days(), calendar)
    assert kinds(results) == {"Visit": 1, "LimitReached": 1}
    assert Visit.objects.binding().count() == 20


def test_control_without_lock_the_twentieth_place_is_given_twice(calendar, monkeypatch):
    fill_term(19)
    barrier, count = threading.Barrier(2), actions.visits.is_limit_reached

    def count_and_wait(*args):
        answer = count(*args)
        barrier.wait(timeout=30)
        return answer

    monkeypatch.setattr(actions.visits, "lock_term", lambda pk: ContractTerm.objects.get(pk=pk))
    monkeypatch.setattr(actions.visits, "is_limit_reached", count_and_wait)
    confirm_both(two_days(), calendar)
    assert Visit.objects.binding().count() == 21


# --- people, vehicles and facilities


@pytest.mark.parametrize("what", SHARED)
def test_what_two_visits_share_is_confirmed_for_one_of_them(what, calendar):
    results = confirm_both(two_that_share(what), calendar)
    assert kinds(results) == {"Visit": 1, "Conflict": 1}
    assert Visit.objects.binding().count() == 1


@pytest.mark.parametrize("what", SHARED)
def test_control_without_check_and_lock_the_table_still_refuses_the_second_visit(what, calendar, monkeypatch):
    """The check sees nothing, as it would without the lock; the constraints are the last guard."""
    visits, barrier = two_that_share(what), threading.Barrier(2)
    monkeypatch.setattr(actions.visits, "lock_term", lambda pk: ContractTerm.objects.get(pk=pk))
    monkeypatch.setattr(actions.visits, "refuse_conflicts", lambda *args: barrier.wait(timeout=30))
    error = refusal_of(confirm_both(visits, calendar))
    # Two that meet in the same instant may wait for each other: then the database ends one as a deadlock.
    is_deadlock = isinstance(error, OperationalError) and isinstance(error.__cause__, DeadlockDetected)
    assert is_deadlock or violated(error) == RULES.get(what, "personhold_nobody_twice_at_one_time")
    assert Visit.objects.binding().count() == 1


def test_control_without_the_holds_a_person_is_at_two_visits_at_one_time(calendar, monkeypatch):
    """Neither check nor hold: both are confirmed. What refuses the second is the hold, not chance."""
    visits, barrier = two_that_share("crew"), threading.Barrier(2)
    monkeypatch.setattr(actions.visits, "lock_term", lambda pk: ContractTerm.objects.get(pk=pk))
    monkeypatch.setattr(actions.visits, "refuse_conflicts", lambda *args: barrier.wait(timeout=30))
    [rule] = [rule for rule in PersonHold._meta.constraints if rule.name == "personhold_nobody_twice_at_one_time"]
    with connection.schema_editor() as editor:
        editor.remove_constraint(PersonHold, rule)
    try:
        assert kinds(confirm_both(visits, calendar)) == {"Visit": 2}
    finally:
        PersonHold.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(PersonHold, rule)


def test_one_who_joins_while_the_visit_is_confirmed_is_held(calendar):
    visit, person = answered(), make_user(Role.COUNTER_STAFF)
    approver = make_user(Role.CITY_APPROVER)
    results = at_once(
        [
            lambda: confirm(visit, calendar, by=approver),
            lambda: VisitMember.objects.create(visit=visit, person=person, duty=VisitDuty.CREW),
        ]
    )
    assert kinds(results) == {"Visit": 1, "VisitMember": 1}
    assert PersonHold.objects.filter(visit=visit, person=person).count() == 1


def test_one_person_joins_one_of_two_confirmed_visits(calendar):
    visits = [make_visit(VisitStatus.CONFIRMED) for _ in range(2)]
    person, by = make_user(Role.COUNTER_STAFF), Actor.of(make_user(Role.GENERAL_MANAGER))
    results = at_once(
        [
            lambda visit=visit: actions.assign(
                visit=visit, people={}, members={VisitDuty.CREW: [person]}, by=by, at=NOW, calendar=calendar
            )
            for visit in visits
        ]
    )
    assert kinds(results) == {"Visit": 1, "Conflict": 1}


# --- a confirmation and what it rests on


def test_visit_that_is_confirmed_twice_at_once_is_confirmed_once(calendar):
    visit = answered()
    results = confirm_both([visit, visit], calendar)
    assert kinds(results) == {"Visit": 1, "TransitionNotAllowed": 1}
    assert visit.steps.filter(status=VisitStatus.CONFIRMED).count() == 1


def test_of_a_confirmation_and_an_answer_taken_back_only_one_happens(calendar):
    visit = answered()
    proposal, approver = visit.proposals.get(), make_user(Role.CITY_APPROVER)
    by = Actor.of(make_user(Role.CITY_STAFF))
    results = at_once(
        [
            lambda: confirm(visit, calendar, by=approver),
            lambda: actions.answer_proposal(proposal=proposal, party=Party.FACILITY, is_possible=False, by=by, at=NOW),
        ]
    )
    visit.refresh_from_db()
    is_possible = proposal.answers.get(party=Party.FACILITY).is_possible
    assert (visit.status == VisitStatus.CONFIRMED) is is_possible
    assert kinds(results) in ({"Visit": 1, "TransitionNotAllowed": 1}, {"NotAnswered": 1, "ProposalAnswer": 1})


def test_control_around_the_actions_the_table_keeps_answer_and_visit_together():
    """Both written bare and at once: the trigger makes one wait for the other and refuses what no longer fits."""
    visit = answered()
    answers = ProposalAnswer.objects.filter(proposal__visit=visit, party=Party.CITY)

    def write(change):
        with transaction.atomic():
            return change()

    results = at_once(
        [
            lambda: write(lambda: Visit.objects.filter(pk=visit.pk).update(status=VisitStatus.CONFIRMED)),
            lambda: write(lambda: answers.update(is_possible=False)),
        ]
    )
    error = refusal_of(results)
    is_deadlock = isinstance(error, OperationalError) and isinstance(error.__cause__, DeadlockDetected)
    assert is_deadlock or violated(error) == "visit_binding_is_possible_for_all_three"
    visit.refresh_from_db()
    assert (visit.status == VisitStatus.CONFIRMED) is answers.get().is_possible


@pytest.mark.parametrize("kind", ["person", "vehicle"])
def test_of_a_confirmation_and_a_half_day_taken_back_only_one_happens(kind, calendar):
    visit = answered(vehicle=make_vehicle())
    approver, by = make_user(Role.CITY_APPROVER), Actor.of(make_user(Role.GENERAL_MANAGER))
    row = {"person": visit.officer, "vehicle": visit.vehicle}[kind]
    results = at_once(
        [
            lambda: confirm(visit, calendar, by=approver),
            lambda: actions.mark(
                whose=actions.Whose(**{kind: row}),
                day=TUESDAY,
                half=Half.MORNING,
                is_possible=False,
                by=by,
                at=NOW,
                calendar=calendar,
            ),
        ]
    )
    visit.refresh_from_db()
    assert kinds(results) in ({"Visit": 1, "NotPossible": 1}, {"Conflict": 1, "Availability": 1})
    assert (visit.status == VisitStatus.CONFIRMED) is not Availability.objects.exists()


def test_control_without_lock_a_half_day_is_taken_back_while_the_visit_is_confirmed(calendar, monkeypatch):
    visit, barrier = answered(), threading.Barrier(2)
    refuse, check = actions.visits.refuse_conflicts, actions.planning._refuse_agreed

    def wait_after(look):
        def look_and_wait(*args):
            look(*args)
            barrier.wait(timeout=30)

        return look_and_wait

    monkeypatch.setattr(actions.visits, "lock_term", lambda pk: ContractTerm.objects.get(pk=pk))
    monkeypatch.setattr(actions.planning, "lock_term", lambda pk: ContractTerm.objects.get(pk=pk))
    monkeypatch.setattr(actions.visits, "refuse_conflicts", wait_after(refuse))
    monkeypatch.setattr(actions.planning, "_refuse_agreed", wait_after(check))
    approver, by = make_user(Role.CITY_APPROVER), Actor.of(make_user(Role.GENERAL_MANAGER))
    results = at_once(
        [
            lambda: confirm(visit, calendar, by=approver),
            lambda: actions.mark(
                whose=actions.Whose(person=visit.crew),
                day=TUESDAY,
                half=Half.MORNING,
                is_possible=False,
                by=by,
                at=NOW,
                calendar=calendar,
            ),
        ]
    )
    assert kinds(results) == {"Visit": 1, "Availability": 1}


def test_of_a_confirmation_and_another_date_only_the_later_one_stands(calendar):
    visit = answered()
    approver, by = make_user(Role.CITY_APPROVER), Actor.of(make_user(Role.GENERAL_MANAGER))
    results = at_once(
        [
            lambda: confirm(visit, calendar, by=approver),
            lambda: actions.propose_date(visit=visit, starts_at=at(13), ends_at=at(15), by=by, at=NOW),
        ]
    )
    visit.refresh_from_db()
    assert (visit.status, visit.starts_at) == (VisitStatus.COORDINATING, at(13))
    assert kinds(results) in ({"Visit": 1, "DateProposal": 1}, {"NotAnswered": 1, "DateProposal": 1})
    assert not PersonHold.objects.exists()


def test_of_a_confirmation_and_a_cancellation_the_visit_ends_cancelled(calendar):
    visit = answered()
    approver, by = make_user(Role.CITY_APPROVER), Actor.of(make_user(Role.GENERAL_MANAGER))
    results = at_once(
        [
            lambda: confirm(visit, calendar, by=approver),
            lambda: actions.cancel_visit(visit=visit, reason="施設の都合", by=by, at=NOW),
        ]
    )
    visit.refresh_from_db()
    assert visit.status == VisitStatus.CANCELLED
    assert kinds(results) in ({"Visit": 2}, {"Visit": 1, "TransitionNotAllowed": 1})
    assert not PersonHold.objects.exists()


def test_two_dates_proposed_at_once_leave_one_standing():
    visit = make_visit()
    actors = [Actor.of(make_user(role)) for role in (Role.GENERAL_MANAGER, Role.CITY_STAFF)]
    results = at_once(
        [
            lambda by=by, hour=hour: actions.propose_date(
                visit=visit, starts_at=at(hour), ends_at=at(hour + 2), by=by, at=NOW
            )
            for by, hour in zip(actors, (10, 13), strict=True)
        ]
    )
    assert kinds(results) == {"DateProposal": 2}
    standing = visit.proposals.standing().get()
    visit.refresh_from_db()
    assert visit.starts_at == standing.starts_at


def test_two_marks_of_one_half_day_at_once_are_one_row(calendar):
    person, by = make_user(Role.COUNTER_STAFF), Actor.of(make_user(Role.GENERAL_MANAGER))
    results = at_once(
        [
            lambda is_possible=is_possible: actions.mark(
                whose=actions.Whose(person=person),
                day=TUESDAY,
                half=Half.MORNING,
                is_possible=is_possible,
                by=by,
                at=NOW,
                calendar=calendar,
            )
            for is_possible in (True, False)
        ]
    )
    assert kinds(results) == {"Availability": 2}
    assert Availability.objects.count() == 1
