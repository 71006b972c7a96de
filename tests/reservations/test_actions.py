"""What crosses rows: slots from plans, holds, bookings, changes, cancellations."""

import uuid
from datetime import date, time, timedelta

import pytest
from django.db.models import Sum

from apps.contracts.models import Agreement, Closure, ContractTerm
from apps.core import clock as days
from apps.core.encryption import keyring
from apps.reservations import actions, numbers
from apps.reservations.enums import ReservationStatus
from apps.reservations.models import Applicant, Hold, Reservation, ReservationChange, Slot, TransitionNotAllowed
from apps.reservations.tasks import release_expired_holds

from . import factories
from .factories import NOW, at, book, make_plan, make_slot

pytestmark = pytest.mark.django_db


def booked_of(slot: Slot) -> int:
    slot.refresh_from_db()
    return slot.booked


# --- slots ----------------------------------------------------------------------------------------------------------


def test_slots_are_made_on_open_days_only(desk):
    Closure.objects.create(
        site=desk.site,
        day=date(2025, 7, 2),
        reason="設備の点検",
        agreement=Agreement.objects.create(code="C1", title="休業"),
    )
    made = actions.generate_slots(plan=make_plan(desk), first=date(2025, 6, 28), last=date(2025, 7, 22), by=None)
    made_on = {slot.day for slot in Slot.objects.all()}
    assert date(2025, 6, 30) in made_on
    assert date(2025, 7, 2) not in made_on, "closed by agreement"
    assert date(2025, 7, 21) not in made_on, "海の日"
    assert all(day.isoweekday() <= 5 for day in made_on)
    assert len(made_on) == 15
    assert made == actions.Generated(created=15 * 14, already_there=0, closed_days=2)


def test_slots_leave_lunch_out_and_stay_inside_the_hours(desk):
    plan = make_plan(desk, first_time=time(8), last_time=time(16, 45), step_minutes=45)
    actions.generate_slots(plan=plan, first=factories.TOMORROW, last=factories.TOMORROW, by=None)
    spans = [
        (days.JST, slot.starts_at.astimezone(days.JST), slot.ends_at.astimezone(days.JST))
        for slot in Slot.objects.all()
    ]
    assert spans, "some slots fit"
    for _, start, end in spans:
        assert time(9) <= start.time()
        assert end.time() <= time(17)
        assert end.time() <= time(12) or start.time() >= time(13)


def test_slots_are_made_inside_the_plan_s_validity(desk):
    plan = make_plan(desk, valid_from=date(2025, 6, 4), valid_to=date(2025, 6, 5))
    actions.generate_slots(plan=plan, first=date(2025, 6, 2), last=date(2025, 6, 30), by=None)
    assert {slot.day for slot in Slot.objects.all()} == {date(2025, 6, 4), date(2025, 6, 5)}


def test_generation_again_changes_nothing_and_leaves_booked_slots_alone(desk, operator):
    plan = make_plan(desk)
    span = {"first": date(2025, 6, 3), "last": date(2025, 6, 6)}
    first = actions.generate_slots(plan=plan, **span, by=None)
    slot = Slot.objects.order_by("starts_at").first()
    book(slot, operator)
    actions.set_slot_closed(slot_id=slot.pk, closed=True, by=operator, reason="担当者の不在", now=NOW)
    before = list(Slot.objects.order_by("pk").values())
    plan.capacity = 9
    plan.save()
    again = actions.generate_slots(plan=plan, **span, by=None)
    assert again == actions.Generated(created=0, already_there=first.created, closed_days=0)
    assert list(Slot.objects.order_by("pk").values()) == before


def test_a_second_plan_fills_only_free_times(desk):
    day = {"first": factories.TOMORROW, "last": factories.TOMORROW}
    actions.generate_slots(plan=make_plan(desk, last_time=time(10, 30)), **day, by=None)
    made = actions.generate_slots(plan=make_plan(desk, first_time=time(10, 15), last_time=time(11, 15)), **day, by=None)
    assert made.created == 1, "10:15 and 10:45 overlap, 11:15 is free"
    assert made.already_there == 2


def test_stopping_a_slot_keeps_its_bookings_and_its_reason(desk, operator):
    slot = make_slot(desk)
    book(slot, operator)
    actions.set_slot_closed(slot_id=slot.pk, closed=True, by=operator, reason="担当者の不在", now=NOW)
    assert booked_of(slot) == 1
    assert slot.events.order_by("pgh_id").last().pgh_context.metadata["reason"] == "担当者の不在"
    with pytest.raises(actions.SlotIsClosed):
        book(slot, operator)


# --- holds ----------------------------------------------------------------------------------------------------------


def test_hold_counts_against_everybody_else(desk, operator, user_of):
    slot, other = make_slot(desk, capacity=2), user_of("operator")
    hold = actions.hold_slot(slot_id=slot.pk, places=2, by=operator, now=NOW)
    assert hold.expires_at == NOW + timedelta(seconds=180)
    with pytest.raises(actions.SlotIsFull) as caught:
        actions.hold_slot(slot_id=slot.pk, places=1, by=other, now=NOW)
    assert caught.value.message == "この枠は満席になりました。ほかの枠を選んでください。"
    with pytest.raises(actions.SlotIsFull):
        book(slot, other)
    assert book(slot, operator, party_size=2).slot == slot
    assert not Hold.objects.exists()
    assert booked_of(slot) == 2


def test_expired_hold_frees_the_place_even_before_it_is_cleared_away(desk, operator, user_of):
    slot, other = make_slot(desk, capacity=1), user_of("operator")
    actions.hold_slot(slot_id=slot.pk, places=1, by=operator, now=NOW)
    end = NOW + timedelta(seconds=180)
    with pytest.raises(actions.SlotIsFull):
        book(slot, other, now=end - timedelta(microseconds=1))
    assert book(slot, other, now=end).booked_by == other


def test_held_again_is_the_same_hold_anew(desk, operator):
    slot = make_slot(desk, capacity=2)
    first = actions.hold_slot(slot_id=slot.pk, places=1, by=operator, now=NOW)
    again = actions.hold_slot(slot_id=slot.pk, places=2, by=operator, now=NOW + timedelta(minutes=1))
    assert (again.pk, again.places, again.expires_at) == (first.pk, 2, NOW + timedelta(minutes=4))


def test_hold_is_given_back_by_its_holder_only(desk, operator, user_of):
    slot = make_slot(desk)
    actions.hold_slot(slot_id=slot.pk, places=1, by=operator, now=NOW)
    actions.release_hold(slot_id=slot.pk, by=user_of("operator"))
    assert Hold.objects.count() == 1
    actions.release_hold(slot_id=slot.pk, by=operator)
    actions.release_hold(slot_id=slot.pk, by=operator)
    assert Hold.objects.count() == 0


def test_task_clears_expired_holds_and_is_harmless_twice(desk, operator, user_of, clock):
    slot = make_slot(desk, capacity=2)
    actions.hold_slot(slot_id=slot.pk, places=1, by=operator, now=NOW - timedelta(minutes=5))
    live = actions.hold_slot(slot_id=slot.pk, places=1, by=user_of("operator"), now=NOW)
    assert release_expired_holds() == 1
    assert release_expired_holds() == 0
    assert Hold.objects.get() == live


# --- booking --------------------------------------------------------------------------------------------------------


def test_booking_gives_a_number_and_takes_the_places(desk, operator):
    slot = make_slot(desk, capacity=5)
    reservation = book(slot, operator, party_size=3, number=12345678)
    assert numbers.is_valid(reservation.number)
    assert reservation.status == ReservationStatus.CONFIRMED
    assert reservation.awaits_read_back
    assert reservation.term.code == reservation.applicant.key_id == "R7"
    assert booked_of(slot) == 3
    assert Reservation.objects.with_phone("09012345678").get() == reservation


def test_booking_is_refused_when_slot_is_full(desk, operator):
    slot = make_slot(desk, capacity=2)
    book(slot, operator)
    with pytest.raises(actions.SlotIsFull):
        book(slot, operator, party_size=2)
    assert booked_of(slot) == 1
    assert Applicant.objects.count() == Reservation.objects.count() == 1


@pytest.mark.parametrize(
    ("start", "now", "error"),
    [
        (at(10), at(10), actions.SlotIsPast),
        (at(10), at(10) - timedelta(microseconds=1), None),
        (at(9, day=date(2025, 8, 1)), NOW, None),
        (at(9, day=date(2025, 8, 2)), NOW, actions.SlotIsTooFarAhead),
        (at(9, day=date(2026, 4, 1)), at(9, day=date(2026, 3, 31)), actions.NoContractTerm),
    ],
)
def test_booking_window(desk, operator, start, now, error):
    slot = make_slot(desk, start)
    if error is None:
        assert book(slot, operator, now=now).slot == slot
    else:
        with pytest.raises(error) as caught:
            book(slot, operator, now=now)
        assert caught.value.message.endswith("。")
        assert booked_of(slot) == 0
        assert not Applicant.objects.exists()


def test_booking_into_an_erased_term_is_refused(desk, operator, settings, tmp_path):
    settings.KEYRING_DIR = tmp_path
    keyring.create("R7")
    keyring.destroy("R7")
    with pytest.raises(actions.TermIsErased):
        book(make_slot(desk), operator)
    assert not Applicant.objects.exists()


def test_same_submission_three_times_in_sequence_is_one_reservation(desk, operator):
    slot, key = make_slot(desk, capacity=5), uuid.uuid4()
    made = {book(slot, operator, submission_key=key).number for _ in range(3)}
    assert len(made) == 1
    assert booked_of(slot) == 1


def test_taken_number_is_drawn_again(desk, operator, monkeypatch):
    first = book(make_slot(desk), operator)
    draws = iter([first.number, first.number, "10000009" if first.number != "10000009" else numbers.new_number()])
    monkeypatch.setattr(numbers, "new_number", lambda: next(draws))
    second = book(make_slot(desk, at(11)), operator)
    assert second.number == "10000009"


def test_cancelled_place_can_be_booked_again(desk, operator):
    slot = make_slot(desk, capacity=1)
    reservation = book(slot, operator)
    actions.cancel(reservation=reservation, reason="都合が悪くなった", by=operator, now=NOW)
    assert booked_of(slot) == 0
    assert book(slot, operator).number != reservation.number


def test_cancelling_twice_gives_places_back_once(desk, operator):
    slot = make_slot(desk, capacity=3)
    book(slot, operator, number=1)
    reservation = book(slot, operator, party_size=2, number=2)
    for reason in ("都合が悪くなった", "もう一度"):
        cancelled = actions.cancel(reservation=reservation, reason=reason, by=operator, now=NOW)
    assert booked_of(slot) == 1
    assert cancelled.cancel_reason == "都合が悪くなった"


def test_change_keeps_old_and_new_slot_and_asks_for_a_new_read_back(desk, operator, user_of):
    old, new, other = make_slot(desk, at(10)), make_slot(desk, at(11)), user_of("cc_leader")
    reservation = book(old, operator, party_size=2)
    actions.confirm_read_back(reservation=reservation, by=operator, now=NOW)
    key = uuid.uuid4()
    for _ in range(2):
        change = actions.change(
            reservation=reservation,
            new_slot_id=new.pk,
            reason="早い日に変えたい",
            submission_key=key,
            by=other,
            now=NOW,
        )
    assert (change.old_slot, change.new_slot, change.changed_by) == (old, new, other)
    assert ReservationChange.objects.count() == 1
    reservation.refresh_from_db()
    assert reservation.slot == new
    assert reservation.awaits_read_back
    assert (booked_of(old), booked_of(new)) == (0, 2)


def change_to(reservation, slot, operator, now=NOW):
    return actions.change(
        reservation=reservation, new_slot_id=slot.pk, reason="都合", submission_key=uuid.uuid4(), by=operator, now=now
    )


def test_change_is_refused_and_leaves_everything_as_it_was(desk, operator):
    old, full, closed = make_slot(desk), make_slot(desk, at(11), booked=2), make_slot(desk, at(12), is_closed=True)
    reservation = book(old, operator)
    for slot, error in ((full, actions.SlotIsFull), (closed, actions.SlotIsClosed), (old, actions.SlotIsTheSame)):
        with pytest.raises(error):
            change_to(reservation, slot, operator)
    actions.cancel(reservation=reservation, reason="都合", by=operator, now=NOW)
    with pytest.raises(actions.NotConfirmed):
        change_to(reservation, make_slot(desk, at(13)), operator)
    assert (booked_of(old), booked_of(full)) == (0, 2)
    assert not ReservationChange.objects.exists()


def test_change_into_the_next_term_writes_the_applicant_under_its_key(desk, operator):
    ContractTerm.objects.create(code="R8", title="令和8年度", starts_on=date(2026, 4, 1), ends_on=date(2027, 3, 31))
    march = at(9, day=date(2026, 3, 30))
    old, new = make_slot(desk, at(10, day=date(2026, 3, 31))), make_slot(desk, at(10, day=date(2026, 4, 1)))
    reservation = book(old, operator, now=march, number=5)
    change_to(reservation, new, operator, now=march)
    moved = Reservation.objects.with_phone("09000000005").get()
    assert moved.term.code == moved.applicant.key_id == "R8"
    assert moved.applicant.name == "試験　太郎5"


def test_outcome_is_recorded_from_the_day_on(desk, operator):
    slot = make_slot(desk, at(10))
    reservation = book(slot, operator)

    def record(outcome: ReservationStatus, now) -> Reservation:
        return actions.record_outcome(reservation=reservation, outcome=outcome, by=operator, now=now)

    with pytest.raises(actions.NotYetDue):
        record(ReservationStatus.CAME, NOW)
    assert record(ReservationStatus.UNKNOWN, at(0)).status == "unknown"
    assert record(ReservationStatus.NO_SHOW, at(0)).status == "no_show"
    came = record(ReservationStatus.CAME, at(10))
    assert (came.status, came.outcome_by) == ("came", operator)
    assert record(ReservationStatus.CAME, at(11)).outcome_at == at(10)
    with pytest.raises(TransitionNotAllowed):
        actions.cancel(reservation=reservation, reason="都合", by=operator, now=at(11))
    assert booked_of(slot) == 1


def test_read_back_counts_once_and_only_for_a_confirmed_booking(desk, operator, user_of):
    reservation = book(make_slot(desk), operator)
    assert Reservation.objects.without_read_back().count() == 1
    actions.confirm_read_back(reservation=reservation, by=operator, now=NOW)
    again = actions.confirm_read_back(reservation=reservation, by=user_of("operator"), now=NOW + timedelta(hours=1))
    assert (again.read_back_by, again.read_back_at) == (operator, NOW)
    assert not Reservation.objects.without_read_back().exists()
    actions.cancel(reservation=reservation, reason="都合", by=operator, now=NOW)
    with pytest.raises(actions.NotConfirmed):
        actions.confirm_read_back(reservation=reservation, by=operator, now=NOW)


def test_slots_count_exactly_the_standing_reservations(desk, operator):
    slots = [make_slot(desk, at(9 + n), capacity=4) for n in range(3)]
    made = [book(slots[n % 3], operator, party_size=1 + n % 2, number=n) for n in range(6)]
    actions.cancel(reservation=made[0], reason="都合", by=operator, now=NOW)
    change_to(made[1], slots[0], operator)
    for slot in slots:
        people = Reservation.objects.standing().filter(slot=slot).aggregate(n=Sum("party_size"))["n"] or 0
        assert booked_of(slot) == people
