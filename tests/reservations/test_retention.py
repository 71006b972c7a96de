"""Citizens' data go when their purpose is over; what is counted stays (第3-2-(2))."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse

from apps.core.encryption import ERASED
from apps.reservations import actions
from apps.reservations.actions import retention
from apps.reservations.enums import ReservationStatus
from apps.reservations.models import Applicant, CallNotice, Reservation, RetentionRun, Slot, WaitingEntry
from apps.reservations.tasks import erase_expired_applicants
from tests.threads import at_once

from . import factories
from .factories import NAME, NOW, PHONE, TOMORROW, at, book, make_slot, wait_for

pytestmark = pytest.mark.django_db

DUE = at(2, 10, TOMORROW + timedelta(days=30))
"""The first night on which a visit of `TOMORROW` is erased."""


def stored(applicant: Applicant) -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, kana, phone, phone_index FROM reservations_applicant WHERE id = %s", [applicant.pk]
        )
        return cursor.fetchone()


def statistics() -> list[object]:
    """All that is counted of bookings, calls and waiting: every column but the applicant's."""
    return [
        sorted(Reservation.objects.values_list("number", "slot", "party_size", "status", "case", "booked_at")),
        sorted(Slot.objects.values_list("pk", "booked", "capacity")),
        sorted(WaitingEntry.objects.values_list("pk", "desk", "party_size", "entered_at")),
        sorted(CallNotice.objects.values_list("pk", "result")),
        Applicant.objects.count(),
    ]


def test_applicant_is_erased_so_many_days_after_the_pickup_day(desk, operator):
    applicant = book(make_slot(desk), operator, applicant=factories.CALLER).applicant
    assert actions.erase_expired(now=DUE - timedelta(days=1)).reservation_count == 0
    assert stored(applicant)[0].startswith("v1:")
    run = actions.erase_expired(now=DUE)
    assert (run.reservation_count, run.retention_days, run.at) == (1, 30, DUE)
    assert stored(applicant) == ("erased", "erased", "erased", "")
    fresh = Applicant.objects.get(pk=applicant.pk)
    assert (fresh.name, fresh.masked_phone, fresh.erased_at) == (ERASED, ERASED, DUE)
    assert not Reservation.objects.with_phone(PHONE).exists()


@pytest.mark.parametrize("outcome", [*ReservationStatus])
def test_whatever_became_of_the_booking_its_data_go(desk, operator, outcome):
    if outcome == ReservationStatus.PROVISIONAL:
        factories.set_parameter("reservations.mode", "mirror")
    reservation = book(make_slot(desk), operator)
    if outcome == ReservationStatus.CANCELLED:
        actions.cancel(reservation=reservation, reason="都合", by=operator, now=NOW)
    elif outcome not in {ReservationStatus.CONFIRMED, ReservationStatus.PROVISIONAL}:
        actions.record_outcome(reservation=reservation, outcome=outcome, by=operator, now=at(17))
    assert actions.erase_expired(now=DUE).reservation_count == 1
    reservation.refresh_from_db()
    assert reservation.status == outcome


def test_statistics_are_the_same_before_and_after(desk, operator):
    slot, other = make_slot(desk, capacity=20), make_slot(desk, at(11), capacity=2)
    for n in range(5):
        book(slot, operator, number=n, party_size=1 + n % 2)
    cancelled = book(other, operator, number=9)
    actions.cancel(reservation=cancelled, reason="都合", by=operator, now=NOW)
    actions.set_slot_closed(slot_id=slot.pk, closed=True, by=operator, reason="点検", now=NOW)
    actions.decline_waiting(entry=wait_for(desk, operator, number=8), by=operator, now=NOW)
    before = statistics()
    run = actions.erase_expired(now=DUE)
    assert (run.reservation_count, run.waiting_count) == (6, 1)
    assert statistics() == before
    assert not Applicant.objects.filter(erased_at=None).exists()


def test_second_run_finds_nothing_and_writes_so(desk, operator):
    book(make_slot(desk), operator)
    actions.erase_expired(now=DUE)
    marked = Applicant.objects.get().erased_at
    assert actions.erase_expired(now=DUE + timedelta(hours=1)).reservation_count == 0
    assert Applicant.objects.get().erased_at == marked
    assert [run.reservation_count for run in RetentionRun.objects.all()] == [0, 1]


def test_who_still_waits_keeps_the_data_and_who_no_longer_waits_loses_them(desk, operator):
    still, gone, booked = (wait_for(desk, operator, number=n, last_day=date(2025, 6, 20)) for n in range(3))
    slot = make_slot(desk, at(10, day=date(2025, 6, 19)))
    actions.decline_waiting(entry=gone, by=operator, now=NOW)
    actions.book_waiting(entry=booked, slot_id=slot.pk, submission_key=uuid.uuid4(), by=operator, now=NOW)
    run = actions.erase_expired(now=at(2, 10, TOMORROW))
    assert (run.reservation_count, run.waiting_count, run.expired_count) == (0, 1, 0)
    assert stored(still.applicant)[0].startswith("v1:")
    assert stored(gone.applicant)[0] == "erased"
    run = actions.erase_expired(now=at(2, 10, date(2025, 6, 21)))
    assert (run.reservation_count, run.waiting_count, run.expired_count) == (0, 1, 1)
    assert stored(still.applicant)[0] == "erased"
    assert stored(booked.applicant)[0].startswith("v1:"), "it is a booking's now"


def test_erasure_goes_by_small_batches(desk, operator, monkeypatch):
    monkeypatch.setattr(retention, "_BATCH", 2)
    slot = make_slot(desk, capacity=5)
    for n in range(5):
        book(slot, operator, number=n)
    assert actions.erase_expired(now=DUE).reservation_count == 5


def test_history_says_why_and_holds_no_personal_data(desk, operator):
    applicant = book(make_slot(desk), operator, applicant=factories.CALLER).applicant
    actions.erase_expired(now=DUE)
    event = applicant.events.order_by("pgh_id").last()
    assert event.pgh_context.metadata["reason"] == "保存期間の満了による消去"
    assert {field.name for field in event._meta.fields}.isdisjoint({"name", "kana", "phone", "phone_index"})


def test_task_erases_and_the_page_shows_the_count(desk, operator, client_of, clock):
    book(make_slot(desk), operator, applicant=factories.CALLER)
    clock.move_to(DUE)
    client = client_of("city_staff")
    page = client.get(reverse("reservations:retention"))
    assert page.context["due"] == 1
    erase_expired_applicants()
    page = client.get(reverse("reservations:retention"))
    assert page.context["due"] == 0
    assert [run.reservation_count for run in page.context["page"]] == [1]
    assert "2025年7月3日（木） 02:10" in page.content.decode()
    number = Reservation.objects.get().number
    card = client.get(reverse("reservations:detail", args=[number])).content.decode()
    assert "個人情報は消去済みです。" in card
    assert NAME not in card


@pytest.mark.django_db(transaction=True)
def test_row_somebody_works_on_is_left_for_the_next_night(desk):
    [by] = factories.make_operators(1)
    slot = make_slot(desk, capacity=3)
    busy, free = (book(slot, by, number=n) for n in range(2))
    with transaction.atomic():
        Reservation.objects.select_for_update().get(pk=busy.pk)
        [run] = at_once([lambda: actions.erase_expired(now=DUE)])
    assert run.reservation_count == 1
    assert stored(free.applicant)[0] == "erased"
    assert stored(busy.applicant)[0].startswith("v1:")
    assert actions.erase_expired(now=DUE + timedelta(days=1)).reservation_count == 1


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_erase_each_row_once(desk):
    [by] = factories.make_operators(1)
    slot = make_slot(desk, capacity=40)
    for n in range(40):
        book(slot, by, number=n)
    runs = at_once([lambda: actions.erase_expired(now=DUE)] * 4)
    again = actions.erase_expired(now=DUE)
    assert sum(run.reservation_count for run in [*runs, again]) == 40
    assert not Applicant.objects.filter(erased_at=None).exists()
