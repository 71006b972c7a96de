"""What the database refuses and what a single row may do."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from apps.core.db import violated
from apps.reservations.enums import TRANSITIONS, ReservationStatus
from apps.reservations.models import (
    Applicant,
    Hold,
    Reservation,
    ReservationChange,
    Slot,
    SlotPlan,
    TransitionNotAllowed,
)

from . import factories
from .factories import NOW, at, make_plan, make_slot

pytestmark = pytest.mark.django_db


def refused(write) -> str | None:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        write()
    return violated(caught.value)


def test_booked_never_exceeds_capacity(desk):
    slot = make_slot(desk, capacity=2, booked=2)
    assert refused(lambda: Slot.objects.filter(pk=slot.pk).update(booked=3)) == "slot_booked_within_capacity"


def test_booked_is_never_negative(desk):
    slot = make_slot(desk)
    assert refused(lambda: Slot.objects.filter(pk=slot.pk).update(booked=-1)) in {
        "slot_booked_not_negative",
        "reservations_slot_booked_check",
    }


def test_desk_has_one_slot_per_start(desk):
    make_slot(desk)
    assert refused(lambda: make_slot(desk)) in {"slot_once_per_desk_and_start", "slot_no_overlap_at_desk"}


def test_slots_of_one_desk_may_touch_but_not_overlap(desk):
    make_slot(desk, at(10))
    make_slot(desk, at(10, 30))
    assert refused(lambda: make_slot(desk, at(10, 45))) == "slot_no_overlap_at_desk"
    other = factories.make_desk()
    assert make_slot(other, at(10, 45)).pk


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"capacity": 0}, "slot_capacity_positive"),
        ({"ends_at": at(10)}, "slot_times_in_order"),
    ],
)
def test_slot_rules(desk, fields, rule):
    assert refused(lambda: make_slot(desk, at(10), **fields)) == rule


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"weekdays": []}, "slotplan_weekdays_are_iso_days"),
        ({"weekdays": [0, 1]}, "slotplan_weekdays_are_iso_days"),
        ({"first_time": time(17)}, "slotplan_times_in_order"),
        ({"lunch_ends": None}, "slotplan_lunch_is_whole"),
        ({"lunch_ends": time(11)}, "slotplan_lunch_is_whole"),
        ({"valid_to": date(2025, 5, 31)}, "slotplan_period_in_order"),
        ({"step_minutes": 4}, "slotplan_step_at_least_five_minutes"),
        ({"capacity": 0}, "slotplan_capacity_positive"),
    ],
)
def test_slot_plan_rules(desk, fields, rule):
    assert refused(lambda: make_plan(desk, **fields)) == rule
    assert SlotPlan.objects.count() == 0
    assert make_plan(desk).pk


def test_hold_rules(desk, operator):
    slot = make_slot(desk)
    fields = {"slot": slot, "held_by": operator, "held_at": NOW, "expires_at": NOW + timedelta(minutes=3)}
    assert refused(lambda: Hold.objects.create(**fields, places=0)) == "hold_places_positive"
    assert refused(lambda: Hold.objects.create(**(fields | {"expires_at": NOW}))) == "hold_times_in_order"
    assert Hold.objects.create(**fields).pk
    assert refused(lambda: Hold.objects.create(**fields)) == "hold_once_per_slot_and_user"


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"number": "01234567"}, "reservation_number_has_eight_digits"),
        ({"number": "1234567"}, "reservation_number_has_eight_digits"),
        ({"party_size": 0}, "reservation_party_at_least_one"),
        ({"read_back_at": NOW}, "reservation_read_back_is_whole"),
        ({"status": "cancelled"}, "reservation_cancellation_is_whole"),
        ({"cancel_reason": "都合"}, "reservation_cancellation_is_whole"),
        ({"status": "came"}, "reservation_outcome_is_whole"),
        ({"outcome_at": NOW}, "reservation_outcome_is_whole"),
        ({"status": "unknown"}, "reservation_outcome_is_whole"),
        ({"city_number": "A-1"}, "reservation_city_number_is_whole"),
        ({"city_number_at": NOW}, "reservation_city_number_is_whole"),
    ],
)
def test_reservation_rules(desk, operator, change, rule):
    reservation = factories.book(make_slot(desk), operator)
    assert refused(lambda: Reservation.objects.filter(pk=reservation.pk).update(**change)) == rule


def test_number_and_submission_are_unique(desk, operator):
    slot = make_slot(desk)
    first, second = (factories.book(slot, operator, number=n) for n in (1, 2))
    same_number = Reservation.objects.filter(pk=second.pk)
    assert refused(lambda: same_number.update(number=first.number)) == "reservation_number_is_unique"
    assert "submission_key" in str(refused(lambda: same_number.update(submission_key=first.submission_key)))


def test_change_goes_to_another_slot(desk, operator):
    slot = make_slot(desk)
    reservation = factories.book(slot, operator)
    change = ReservationChange(
        reservation=reservation, old_slot=slot, new_slot=slot, reason="都合", changed_at=NOW, changed_by=operator
    )
    assert refused(change.save) == "reservationchange_slots_differ"


STEPS = {
    ReservationStatus.CANCELLED: lambda r, by: r.cancel(by=by, at=NOW, reason="都合が悪くなった"),
    ReservationStatus.CAME: lambda r, by: r.record_outcome(ReservationStatus.CAME, by=by, at=NOW),
    ReservationStatus.NO_SHOW: lambda r, by: r.record_outcome(ReservationStatus.NO_SHOW, by=by, at=NOW),
    ReservationStatus.UNKNOWN: lambda r, by: r.record_outcome(ReservationStatus.UNKNOWN, by=by, at=NOW),
    ReservationStatus.PROVISIONAL: lambda r, by: r.make_provisional(),
    ReservationStatus.CONFIRMED: lambda r, by: r.confirm_with_city_number("A-100", by=by, at=NOW),
}
ALLOWED = {
    ("provisional", "confirmed"),
    ("provisional", "cancelled"),
    ("confirmed", "provisional"),
    ("confirmed", "cancelled"),
    ("confirmed", "came"),
    ("confirmed", "no_show"),
    ("confirmed", "unknown"),
    ("came", "no_show"),
    ("came", "unknown"),
    ("no_show", "came"),
    ("no_show", "unknown"),
    ("unknown", "came"),
    ("unknown", "no_show"),
}


@pytest.mark.parametrize("target", STEPS)
@pytest.mark.parametrize("start", ReservationStatus)
def test_transitions(desk, operator, start, target):
    reservation = factories.book(make_slot(desk), operator)
    if start != ReservationStatus.CONFIRMED:
        STEPS[start](reservation, operator)
    if start == target == ReservationStatus.PROVISIONAL:
        STEPS[target](reservation, operator)  # made provisional twice stays so
        assert reservation.status == start
    elif (start.value, target.value) in ALLOWED:
        STEPS[target](reservation, operator)
        reservation.refresh_from_db()
        assert reservation.status == target
    else:
        with pytest.raises(TransitionNotAllowed) as caught:
            STEPS[target](reservation, operator)
        assert start.label in caught.value.message
        reservation.refresh_from_db()
        assert reservation.status == start


def test_table_of_transitions_names_every_status():
    assert set(TRANSITIONS) == set(ReservationStatus)


def test_applicant_is_encrypted_at_rest(desk, operator):
    applicant = factories.book(make_slot(desk), operator).applicant
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, kana, phone, phone_index FROM reservations_applicant WHERE id = %s", [applicant.pk]
        )
        name, kana, phone, index = cursor.fetchone()
    assert all(stored.startswith("v1:R7:") for stored in (name, kana, phone))
    assert "試験" not in name
    assert index != applicant.phone
    assert len(index) == 64
    fresh = Applicant.objects.get(pk=applicant.pk)
    assert (fresh.name, fresh.kana, fresh.phone) == ("試験　太郎0", "シケン タロウ", "09000000000")


def test_masks_show_too_little_to_recognise_anybody(desk, operator):
    applicant = factories.book(make_slot(desk), operator, number=12345678).applicant
    assert (applicant.masked_name, applicant.masked_kana, applicant.masked_phone) == ("試●●●", "シ●●●", "090-•••-5678")


def test_history_holds_no_personal_data(desk, operator):
    factories.book(make_slot(desk), operator, number=98765432)
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE '%event'")
        tables = [name for (name,) in cursor.fetchall()]
        assert {"reservations_reservationevent", "reservations_applicantevent", "reservations_slotevent"} <= set(tables)
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            for (row,) in cursor.fetchall():
                assert not any(canary in row for canary in ("試験", "シケン", "98765432", "v1:"))


def test_history_keeps_every_step_with_its_reason(desk, operator):
    from apps.reservations import actions

    reservation = factories.book(make_slot(desk), operator)
    actions.cancel(reservation=reservation, reason="都合が悪くなった", by=operator, now=NOW)
    events = reservation.events.order_by("pgh_id")
    assert [event.status for event in events] == ["confirmed", "cancelled"]
    assert events.last().pgh_context.metadata["reason"] == "都合が悪くなった"
    assert events.last().pgh_context.metadata["user"] == operator.pk


def test_applicant_of_a_destroyed_key_reads_as_erased(desk, operator, settings, tmp_path):
    from apps.core.encryption import ERASED, keyring

    settings.KEYRING_DIR = tmp_path
    applicant = factories.book(make_slot(desk), operator).applicant
    keyring.destroy("R7")
    erased = Applicant.objects.get(pk=applicant.pk)
    assert {erased.name, erased.masked_name, erased.masked_kana, erased.spoken_phone, erased.masked_phone} == {ERASED}
    assert not Reservation.objects.with_phone("09000000000").exists()
