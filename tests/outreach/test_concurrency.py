"""The last place of a term and the same person, asked for by two at once; each with a control without the lock."""

import threading
from collections import Counter
from datetime import date

import pytest
from django.db import OperationalError
from psycopg.errors import DeadlockDetected

from apps.accounts.enums import Role
from apps.contracts.models import ContractTerm
from apps.core.db import violated
from apps.outreach import actions
from apps.outreach.enums import VisitStatus
from apps.outreach.models import Visit
from tests.threads import at_once

from .factories import at, confirm, fill_term, make_user, make_visit, people

pytestmark = pytest.mark.django_db(transaction=True)


def two_proposals() -> list[Visit]:
    days = [date(2025, 6, 10), date(2025, 6, 11)]
    return [make_visit(VisitStatus.COORDINATING, starts_at=at(10, day=day), ends_at=at(12, day=day)) for day in days]


def confirm_both(visits, calendar):
    approver = make_user(Role.CITY_APPROVER)
    return at_once([lambda visit=visit: confirm(visit, calendar, by=approver) for visit in visits])


def test_twentieth_place_goes_to_exactly_one(calendar):
    fill_term(19)
    results = confirm_both(two_proposals(), calendar)
    assert Counter(type(result) for result in results) == {Visit: 1, actions.LimitReached: 1}
    assert Visit.objects.binding().count() == 20


def test_control_without_lock_the_twentieth_place_is_given_twice(calendar, monkeypatch):
    fill_term(19)
    barrier, count = threading.Barrier(2), actions.is_limit_reached

    def count_and_wait(*args):
        answer = count(*args)
        barrier.wait(timeout=30)
        return answer

    monkeypatch.setattr(actions.visits, "_lock_term", lambda pk: ContractTerm.objects.get(pk=pk))
    monkeypatch.setattr(actions.visits, "is_limit_reached", count_and_wait)
    confirm_both(two_proposals(), calendar)
    assert Visit.objects.binding().count() == 21


def test_same_people_are_confirmed_for_one_of_two_visits_at_once(calendar):
    crew = people()
    visits = [make_visit(VisitStatus.COORDINATING, **crew) for _ in range(2)]
    results = confirm_both(visits, calendar)
    assert Counter(type(result) for result in results) == {Visit: 1, actions.Conflict: 1}


def test_control_without_lock_the_table_still_refuses_the_second_visit(calendar, monkeypatch):
    """The check sees nothing, as it would without the lock; the exclusion constraint is the last guard."""
    officer = make_user(Role.CITY_STAFF)
    visits = [make_visit(VisitStatus.COORDINATING, officer=officer) for _ in range(2)]
    barrier = threading.Barrier(2)
    monkeypatch.setattr(actions.visits, "_lock_term", lambda pk: ContractTerm.objects.get(pk=pk))
    monkeypatch.setattr(actions.visits, "_refuse_conflicts", lambda visit: barrier.wait(timeout=30))
    results = confirm_both(visits, calendar)
    [error] = [result for result in results if not isinstance(result, Visit)]
    # Two that meet in the same instant may wait for each other: then the database ends one as a deadlock.
    is_deadlock = isinstance(error, OperationalError) and isinstance(error.__cause__, DeadlockDetected)
    assert is_deadlock or violated(error) == "visit_nobody_twice_at_one_time"


def test_visit_that_is_confirmed_twice_at_once_is_confirmed_once(calendar):
    visit = make_visit(VisitStatus.COORDINATING)
    results = confirm_both([visit, visit], calendar)
    assert Counter(type(result).__name__ for result in results) == {"Visit": 1, "TransitionNotAllowed": 1}
    assert visit.steps.filter(status=VisitStatus.CONFIRMED).count() == 1
