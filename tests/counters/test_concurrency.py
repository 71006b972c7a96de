"""Two clerks at one counter, in real threads and connections; each rule has a control without its lock."""

import threading
import uuid
from collections import Counter

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from apps.accounts.enums import Role
from apps.counters import actions
from apps.counters.models import CounterSession, CounterSessionQuerySet, Reception, ReceptionQuerySet, Service
from tests.threads import at_once

from .factories import assign, at, make_session, make_user, record, tick_all

pytestmark = pytest.mark.django_db(transaction=True)


def without_lock(monkeypatch):
    monkeypatch.setattr(CounterSessionQuerySet, "locked", lambda self: self)


def meet_after(monkeypatch, name, barrier):
    """Makes both threads read before either goes on."""
    read = getattr(ReceptionQuerySet, name)

    def read_and_wait(self):
        answer = read(self)
        barrier.wait(timeout=30)
        return answer

    monkeypatch.setattr(ReceptionQuerySet, name, read_and_wait)


def test_fifty_receptions_by_two_clerks_are_all_there_once():
    session, clerks = make_session(), [make_user(), make_user()]
    results = at_once([lambda n=n: record(session, by=clerks[n % 2]) for n in range(50)], workers=2)
    assert [type(result) for result in results] == [list] * 50
    assert sorted(Reception.objects.values_list("number", flat=True)) == list(range(1, 51))
    assert Service.objects.count() == 50
    assert Counter(Reception.objects.values_list("received_by", flat=True)) == {clerk.pk: 25 for clerk in clerks}


def test_fifty_forms_of_two_clerks_sent_twice_through_the_page_are_all_there_once(client_of):
    session = make_session()
    browsers = [client_of(Role.COUNTER_STAFF) for _ in range(2)]
    for browser in browsers:
        assign(browser.user, session.site)
    forms = [{"service": "device", "people": 1, "submission_key": uuid.uuid4()} for _ in range(50)]
    address = reverse("counters:reception_record", args=[session.site.code, session.held_on])

    def send(n):
        window = Client()
        window.cookies = browsers[n % 2].cookies
        return window.post(address, forms[n % 50]).status_code

    assert Counter(at_once([lambda n=n: send(n) for n in range(100)], workers=4)) == {303: 100}
    assert sorted(Reception.objects.values_list("number", flat=True)) == list(range(1, 51))
    assert Service.objects.count() == 50
    assert Counter(Reception.objects.values_list("received_by", flat=True)) == {
        browser.user.pk: 25 for browser in browsers
    }


def test_control_without_lock_two_clerks_take_the_same_number(monkeypatch):
    session = make_session()
    without_lock(monkeypatch)
    meet_after(monkeypatch, "next_number", threading.Barrier(2))
    results = at_once([lambda: record(session), lambda: record(session)])
    assert Counter(type(result) for result in results) == {list: 1, IntegrityError: 1}


def test_same_form_sent_ten_times_at_once_is_one_record():
    session, key = make_session(), uuid.uuid4()
    results = at_once([lambda: record(session, people=2, key=key)] * 10)
    assert all(result == results[0] for result in results)
    assert Reception.objects.count() == Service.objects.count() == 2


def close(session):
    tick_all(session)
    return actions.close_session(session=session, by=session.opened_by, at=at(17))


def test_reception_and_closing_at_once_leave_nothing_after_the_closing():
    session = make_session()
    results = at_once([*[lambda: record(session)] * 7, lambda: close(session)])
    assert isinstance(results[-1], CounterSession)
    recorded = [result for result in results[:-1] if isinstance(result, list)]
    refused = [result for result in results[:-1] if isinstance(result, actions.NotOpen)]
    assert len(recorded) + len(refused) == 7
    assert session.receptions.count() == len(recorded)


def test_closing_waits_for_a_reception_that_is_being_recorded(monkeypatch):
    """The clerk holds the session's row: the closing comes after, and the reception stands before it."""
    session = make_session()
    is_counting, order = threading.Event(), []
    next_number = ReceptionQuerySet.next_number

    def slow(self):
        is_counting.set()
        threading.Event().wait(0.3)
        order.append("reception")
        return next_number(self)

    monkeypatch.setattr(ReceptionQuerySet, "next_number", slow)

    def close_meanwhile():
        is_counting.wait(timeout=30)
        close(session)
        order.append("closing")

    results = at_once([lambda: record(session), close_meanwhile])
    assert [type(result) for result in results] == [list, type(None)]
    assert order == ["reception", "closing"]


def test_control_without_lock_closing_overtakes_the_reception(monkeypatch):
    session = make_session()
    without_lock(monkeypatch)
    is_counting, is_closed = threading.Event(), threading.Event()
    next_number = ReceptionQuerySet.next_number

    def slow(self):
        is_counting.set()
        is_closed.wait(timeout=30)
        return next_number(self)

    monkeypatch.setattr(ReceptionQuerySet, "next_number", slow)

    def close_meanwhile():
        is_counting.wait(timeout=30)
        close(session)
        is_closed.set()

    at_once([lambda: record(session), close_meanwhile])
    session.refresh_from_db()
    assert not session.is_open
    assert session.receptions.count() == 1


def test_counter_opened_by_two_at_once_is_one_session(calendar):
    site, clerks = make_session(code="station").site, [make_user(), make_user()]
    CounterSession.objects.all().delete()

    def open_it(clerk):
        return actions.open_session(site=site, day=at(9).date(), by=clerk, at=at(9), calendar=calendar)

    results = at_once([lambda clerk=clerk: open_it(clerk) for clerk in clerks])
    assert Counter(type(result).__name__ for result in results) == {"CounterSession": 1, "TransitionNotAllowed": 1}
    assert CounterSession.objects.count() == 1
