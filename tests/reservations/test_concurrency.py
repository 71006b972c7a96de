"""Scarce places under real threads and connections, each with a control that proves the race the lock prevents."""

import threading
import uuid
from collections import Counter
from datetime import date
from itertools import chain, repeat
from random import Random

import pytest
from django.db import connection, transaction
from django.db.models import Sum
from django.urls import reverse

from apps.reservations import actions, numbers
from apps.reservations.actions import bookings, locks
from apps.reservations.models import Applicant, Hold, Reservation, ReservationChange, Slot
from tests.threads import at_once, locked_elsewhere, meeting

from . import factories
from .factories import NOW, at, make_slot, person
from .last_place import read_without_lock

pytestmark = pytest.mark.django_db(transaction=True)


def people_in(slot: Slot) -> int:
    return Reservation.objects.standing().filter(slot=slot).aggregate(n=Sum("party_size"))["n"] or 0


def assert_counted(slot: Slot) -> None:
    slot.refresh_from_db()
    assert slot.booked == people_in(slot)
    assert slot.booked <= slot.capacity


def test_hundred_parallel_bookings_of_one_place_give_exactly_one(desk):
    slot = make_slot(desk, capacity=1)
    operators = factories.make_operators(100)
    results = at_once([lambda n=n: factories.book(slot, operators[n], number=n) for n in range(100)])
    kinds = Counter(type(result) for result in results)
    assert kinds == {Reservation: 1, actions.SlotIsFull: 99}
    assert_counted(slot)
    assert Applicant.objects.count() == 1


def test_control_without_lock_and_constraint_oversells(desk, operator):
    """The same check with the lock and the constraint taken away sells twice: the race is real."""
    slot = make_slot(desk, capacity=1)
    rule = "slot_booked_within_capacity"
    constraint = next(each for each in Slot._meta.constraints if each.name == rule)
    with connection.schema_editor() as editor:
        editor.remove_constraint(Slot, constraint)
    all_have_checked = meeting(40)
    try:

        def check_then_insert() -> bool:
            with transaction.atomic():
                free = Slot.objects.get(pk=slot.pk)
                is_free = free.remaining_for(operator, now=NOW) >= 1
                all_have_checked()
                if not is_free:
                    return False
                locks.take({free.pk: 1})
                return True

        results = at_once([check_then_insert] * 40)
        assert all(isinstance(result, bool) for result in results)
        slot.refresh_from_db()
        assert slot.booked == results.count(True) > slot.capacity
    finally:
        Slot.objects.filter(pk=slot.pk).update(booked=0)
        with connection.schema_editor() as editor:
            editor.add_constraint(Slot, constraint)


def test_constraint_alone_still_refuses_when_the_lock_is_gone(desk, monkeypatch):
    """The last guard: without the lock nobody is oversold, but callers meet an error instead of a sentence."""
    slot = make_slot(desk, capacity=1)
    operators = factories.make_operators(20)
    read_without_lock(monkeypatch, 20)
    results = at_once([lambda n=n: factories.book(slot, operators[n], number=n) for n in range(20)])
    assert sum(isinstance(result, Reservation) for result in results) == 1
    assert any(not isinstance(result, Reservation | actions.SlotIsFull) for result in results)
    assert_counted(slot)


@pytest.mark.parametrize("capacity", [2, 3, 4, 5])
def test_bookings_mixed_with_cancellations_fill_the_slot_exactly(desk, capacity):
    slot = make_slot(desk, capacity=capacity)
    operators = factories.make_operators(30)
    standing = [factories.book(slot, operators[0], number=900 + n) for n in range(capacity)]
    jobs = [lambda n=n: factories.book(slot, operators[n], number=n) for n in range(30)]
    jobs += [
        lambda each=each: actions.cancel(reservation=each, reason="都合が悪くなった", by=operators[0], now=NOW)
        for each in standing
        for _ in range(2)
    ]
    Random(capacity).shuffle(jobs)
    results = at_once(jobs)
    assert all(isinstance(result, Reservation | actions.SlotIsFull) for result in results), Counter(map(repr, results))
    assert_counted(slot)
    for n in range(capacity):  # whoever was refused because the cancellation came later gets the place now
        if people_in(slot) < capacity:
            factories.book(slot, operators[0], number=800 + n)
    assert_counted(slot)
    assert people_in(slot) == capacity
    with pytest.raises(actions.SlotIsFull):
        factories.book(slot, operators[0])


def test_parties_of_different_size_never_exceed_the_capacity(desk):
    slot = make_slot(desk, capacity=5)
    operators = factories.make_operators(24)
    results = at_once(
        [lambda n=n: factories.book(slot, operators[n], party_size=1 + n % 3, number=n) for n in range(24)]
    )
    assert all(isinstance(result, Reservation | actions.SlotIsFull) for result in results)
    assert_counted(slot)
    assert slot.booked == 5


def test_twenty_parallel_posts_of_one_submission_are_one_reservation(desk, operator):
    slot, key = make_slot(desk, capacity=5), uuid.uuid4()
    results = at_once([lambda: factories.book(slot, operator, submission_key=key)] * 20)
    assert {getattr(result, "number", result) for result in results} == {Reservation.objects.get().number}
    assert Applicant.objects.count() == 1
    assert_counted(slot)


def test_parallel_holds_never_exceed_the_capacity(desk):
    slot = make_slot(desk, capacity=3)
    operators = factories.make_operators(30)
    results = at_once([lambda by=by: actions.hold_slot(slot_id=slot.pk, places=1, by=by, now=NOW) for by in operators])
    assert Counter(type(result) for result in results) == {Hold: 3, actions.SlotIsFull: 27}


def test_parallel_cancellations_give_the_place_back_once(desk, operator):
    slot = make_slot(desk, capacity=2)
    factories.book(slot, operator, number=1)
    reservation = factories.book(slot, operator, number=2)
    results = at_once([lambda: actions.cancel(reservation=reservation, reason="都合", by=operator, now=NOW)] * 20)
    assert all(isinstance(result, Reservation) for result in results)
    assert_counted(slot)
    assert slot.booked == 1


def test_changes_in_both_directions_at_once_neither_deadlock_nor_miscount(desk, operator):
    morning, afternoon = make_slot(desk, at(10), capacity=40), make_slot(desk, at(14), capacity=40)
    there = [factories.book(morning, operator, number=n) for n in range(15)]
    back = [factories.book(afternoon, operator, number=100 + n) for n in range(15)]

    def move(reservation: Reservation, slot: Slot) -> ReservationChange:
        return actions.change(
            reservation=reservation,
            new_slot_id=slot.pk,
            reason="都合",
            submission_key=uuid.uuid4(),
            by=operator,
            now=NOW,
        )

    jobs = [lambda r=r: move(r, afternoon) for r in there] + [lambda r=r: move(r, morning) for r in back]
    Random(1).shuffle(jobs)
    results = at_once(jobs)
    assert all(isinstance(result, ReservationChange) for result in results), Counter(map(repr, results))
    for slot in (morning, afternoon):
        assert_counted(slot)
        assert slot.booked == 15


def test_change_and_cancellation_of_one_reservation_at_once_leave_true_totals(desk, operator):
    old, new = make_slot(desk, at(10), capacity=1), make_slot(desk, at(14), capacity=1)
    reservation = factories.book(old, operator)
    jobs = [
        lambda: actions.cancel(reservation=reservation, reason="都合", by=operator, now=NOW),
        lambda: actions.change(
            reservation=reservation,
            new_slot_id=new.pk,
            reason="都合",
            submission_key=uuid.uuid4(),
            by=operator,
            now=NOW,
        ),
    ]
    results = at_once(jobs)
    assert all(isinstance(result, Reservation | ReservationChange | actions.NotConfirmed) for result in results)
    assert_counted(old)
    assert_counted(new)
    assert (old.booked, new.booked) == (0, 0)


def test_number_of_a_reservation_that_is_just_cancelled_is_drawn_again_or_asked_for_again(desk, operator, monkeypatch):
    """Both wait for each other, which the database ends: one goes through, the other is told to press again."""
    slot, lock, here = make_slot(desk, capacity=2), locks.lock_slots, threading.local()
    standing, both_hold_one = factories.book(slot, operator), meeting(2)
    drawn = chain([standing.number], repeat(numbers.new_number()))

    def lock_and_meet(ids):
        if not here.books:
            both_hold_one()
        slots = lock(ids)
        if here.books:
            both_hold_one()
        return slots

    def book() -> Reservation:
        here.books = True
        return factories.book(slot, operator, number=2)

    def cancel() -> Reservation:
        here.books = False
        return actions.cancel(reservation=standing, reason="都合", by=operator, now=NOW)

    monkeypatch.setattr(bookings, "lock_slots", lock_and_meet)
    monkeypatch.setattr(numbers, "new_number", lambda: next(drawn))
    results = at_once([book, cancel])
    assert sorted(type(result).__name__ for result in results) == ["Reservation", "SlotIsBusy"], results
    assert_counted(slot)


def test_a_slot_that_stays_locked_answers_with_a_sentence(desk, operator, user_of):
    slot, other = make_slot(desk), user_of("operator")

    def impatient() -> Reservation:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        return factories.book(slot, other)

    with transaction.atomic():
        Slot.objects.filter(pk=slot.pk).locked().get()
        [result] = at_once([impatient])
    assert isinstance(result, actions.SlotIsBusy)
    assert result.message == "ほかの操作と重なりました。入力はそのままで、もう一度押してください。"
    assert not Reservation.objects.exists()


def test_two_callers_in_the_same_second_see_only_their_own_data(desk, client_of, clock):
    slot = make_slot(desk, capacity=30)
    clients = [client_of("operator") for _ in range(12)]
    callers = [
        {"name": f"山科　{letter}子", "kana": f"ヤマシナ {kana}コ", "phone": f"0492{n:06d}"}
        for n, (letter, kana) in enumerate(zip("阿伊宇江於加幾久計己左之", "アイウエオカキクケコサシ", strict=True))
    ]

    def call(n: int) -> str:
        posted = callers[n] | {"party_size": 1, "submission_key": uuid.uuid4()}
        response = clients[n].post(f"/reservations/book/{slot.pk}/", posted)
        assert response.status_code == 302, response.content.decode()
        return clients[n].get(response.url).content.decode()

    pages = at_once([lambda n=n: call(n) for n in range(12)])
    for n, page in enumerate(pages):
        assert isinstance(page, str), page
        own = callers[n]
        assert own["name"] in page
        assert own["kana"] in page
        for other in callers[:n] + callers[n + 1 :]:
            assert other["name"] not in page
            assert other["kana"] not in page
            assert f"049-2{other['phone'][4:6]}-{other['phone'][6:]}" not in page
    stored = {r.applicant.name: r.booked_by_id for r in Reservation.objects.select_related("applicant")}
    assert stored == {callers[n]["name"]: clients[n].user.pk for n in range(12)}


def test_applicants_are_not_mixed_up_between_threads(desk):
    slot = make_slot(desk, capacity=60)
    operators = factories.make_operators(50)
    results = at_once([lambda n=n: factories.book(slot, operators[n], number=n) for n in range(50)])
    for n, reservation in enumerate(results):
        fresh = Reservation.objects.select_related("applicant").get(pk=reservation.pk)
        assert fresh.booked_by == operators[n]
        assert (fresh.applicant.name, fresh.applicant.phone) == (person(n).name, person(n).phone)


@pytest.mark.usefixtures("clock")
def test_who_makes_slots_that_somebody_else_is_making_is_asked_to_send_again(desk, client_of):
    client, plan = client_of("city_staff"), factories.make_plan(desk)
    days = {"first": date(2025, 6, 2), "last": date(2025, 6, 15)}
    address = reverse("reservations:slot_plan_generate", args=[plan.pk])
    with locked_elsewhere(lambda: actions.generate_slots(plan=plan, **days, by=client.user)):
        answer = client.post(address, days)
    assert (answer.status_code, "もう一度送る" in answer.content.decode()) == (503, True)
    assert client.post(address, days).status_code == 302
