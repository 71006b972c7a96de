"""Parties in consecutive slots: held, booked, moved, cancelled; and the days and hours up to which one may."""

import uuid
from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from django.db.models import F
from django.urls import reverse

from apps.reservations import actions
from apps.reservations.actions import Window
from apps.reservations.availability import load
from apps.reservations.enums import BringCase
from apps.reservations.models import FurtherSlot, Hold, Reservation, ReservationChange, Slot
from tests.threads import at_once

from . import factories
from .factories import NOW, at, book, make_slot

pytestmark = pytest.mark.django_db


def row_of_slots(desk, *capacities: int, first=9) -> list[Slot]:
    start = at(first)
    return [make_slot(desk, start + n * timedelta(minutes=30), capacity=c) for n, c in enumerate(capacities)]


def booked(slots: list[Slot]) -> list[int]:
    return [Slot.objects.get(pk=slot.pk).booked for slot in slots]


def assert_counted() -> None:
    for slot in Slot.objects.all():
        assert slot.booked == factories.people_booked(slot) <= slot.capacity


def move(reservation: Reservation, slot: Slot, by, **options: object) -> ReservationChange:
    key = uuid.uuid4()
    return actions.change(
        reservation=reservation, new_slot_id=slot.pk, reason="都合", submission_key=key, by=by, now=NOW, **options
    )


def test_a_party_too_large_for_one_slot_sits_in_the_following_ones(desk, operator):
    slots = row_of_slots(desk, 2, 2, 2)
    with pytest.raises(actions.SlotIsFull):
        book(slots[0], operator, party_size=3)
    reservation = book(slots[0], operator, party_size=5, spread=True)
    assert reservation.slot == slots[0]
    assert actions.shares_of(reservation) == {slots[0].pk: 2, slots[1].pk: 2, slots[2].pk: 1}
    assert booked(slots) == [2, 2, 1]
    assert_counted()


def test_a_party_that_fits_into_one_slot_is_not_spread(desk, operator):
    slots = row_of_slots(desk, 3, 3)
    book(slots[0], operator, party_size=3, spread=True)
    assert booked(slots) == [3, 0]
    assert not FurtherSlot.objects.exists()


@pytest.mark.parametrize("obstacle", ["gap", "full", "stopped", "held"])
def test_a_party_is_not_spread_over_a_gap(desk, operator, user_of, obstacle):
    slots = row_of_slots(desk, 1, 1, 1)
    if obstacle == "gap":
        slots[1].delete()
    elif obstacle == "full":
        book(slots[1], operator)
    elif obstacle == "stopped":
        actions.set_slot_closed(slot_id=slots[1].pk, closed=True, by=operator, reason="不在", now=NOW)
    else:
        actions.hold_slot(slot_id=slots[1].pk, places=1, by=user_of("operator"), now=NOW)
    with pytest.raises(actions.SlotIsFull):
        book(slots[0], operator, party_size=2, spread=True)
    assert not Reservation.objects.filter(party_size=2).exists()


def test_hold_covers_every_slot_of_the_run_for_three_minutes(desk, operator, user_of):
    slots, other = row_of_slots(desk, 2, 2), user_of("operator")
    first = actions.hold_slot(slot_id=slots[0].pk, places=3, by=operator, now=NOW, spread=True)
    assert first.slot == slots[0]
    assert {(hold.slot_id, hold.places, hold.expires_at) for hold in Hold.objects.all()} == {
        (slots[0].pk, 2, NOW + timedelta(seconds=180)),
        (slots[1].pk, 1, NOW + timedelta(seconds=180)),
    }
    with pytest.raises(actions.SlotIsFull):
        book(slots[1], other, party_size=2)
    book(slots[0], operator, party_size=3, spread=True)
    assert not Hold.objects.exists()
    assert booked(slots) == [2, 1]


def test_hold_is_given_back_whole_and_held_again_smaller(desk, operator):
    slots = row_of_slots(desk, 2, 2)
    actions.hold_slot(slot_id=slots[0].pk, places=3, by=operator, now=NOW, spread=True)
    actions.hold_slot(slot_id=slots[0].pk, places=2, by=operator, now=NOW, spread=True)
    assert [(hold.slot, hold.places) for hold in Hold.objects.all()] == [(slots[0], 2)]
    actions.hold_slot(slot_id=slots[0].pk, places=3, by=operator, now=NOW, spread=True)
    actions.release_hold(slot_id=slots[1].pk, by=operator)
    assert not Hold.objects.exists()


def test_change_moves_all_people_even_into_slots_they_already_have(desk, operator):
    slots = row_of_slots(desk, 2, 2, 2)
    reservation = book(slots[0], operator, party_size=3, spread=True)
    move(reservation, slots[1], operator, spread=True)
    assert booked(slots) == [0, 2, 1]
    reservation.refresh_from_db()
    assert actions.shares_of(reservation) == {slots[1].pk: 2, slots[2].pk: 1}
    big = make_slot(desk, at(14), capacity=3)
    move(reservation, big, operator)
    assert booked([*slots, big]) == [0, 0, 0, 3]
    assert not FurtherSlot.objects.exists()
    assert_counted()


def test_cancelling_gives_every_place_back_once(desk, operator):
    slots = row_of_slots(desk, 2, 2)
    reservation = book(slots[0], operator, party_size=4, spread=True)
    for _ in range(2):
        actions.cancel(reservation=reservation, reason="都合", by=operator, now=NOW)
    assert booked(slots) == [0, 0]
    assert_counted()


def test_availability_offers_together_or_in_consecutive_slots(desk):
    slots = row_of_slots(desk, 2, 2, 1, 1, first=11)
    afternoon = make_slot(desk, at(15), capacity=2)
    window = Window.at(NOW)
    together = load(window=window, places=2)
    assert [cell.slot_id for cell in together.offered] == [slots[0].pk, slots[1].pk, afternoon.pk]
    spread = load(window=window, places=3, spread=True)
    assert [(cell.slot_id, cell.label) for cell in spread.offered] == [
        (slots[0].pk, "続き2枠"),
        (slots[1].pk, "続き2枠"),
    ]
    [shown] = spread.desks
    assert (shown.earliest, shown.earliest_afternoon) == (at(11), None)
    assert load(window=window, places=3).offered == []
    assert load(window=window, places=2, spread=True).desks[0].earliest_afternoon == at(12)


def test_weeks_at_a_glance_count_what_can_be_offered(desk, operator):
    row_of_slots(desk, 2, 1)
    make_slot(desk, at(9, day=date(2025, 6, 12)), capacity=1)
    make_slot(desk, at(10, day=date(2025, 6, 12)), capacity=1, is_closed=True)
    for places, spread, expected in ((1, False, (2, 1)), (2, False, (1, 0)), (2, True, (1, 0)), (3, True, (1, 0))):
        shown = load(window=Window.at(NOW), places=places, spread=spread, weeks_shown=4)
        days = {day.day: day for week in shown.weeks for day in week}
        assert len(days) == 28
        assert (days[factories.TOMORROW].offered, days[date(2025, 6, 12)].offered) == expected
        assert days[date(2025, 6, 12)].open_slots == 1
    assert days[date(2025, 6, 12)].label == "満"
    assert days[date(2025, 6, 11)].label == "—"


@pytest.mark.parametrize("spread", [False, True])
def test_availability_agrees_with_what_can_be_booked(desk, operator, spread):
    chance = Random(7)
    for n in range(16):
        make_slot(desk, at(9) + n * timedelta(minutes=30), capacity=3, booked=0, is_closed=chance.random() < 0.2)
    for n, slot in enumerate(Slot.objects.filter(is_closed=False)):
        for _ in range(chance.randrange(3)):
            book(slot, operator, number=n)
    for places in (1, 2, 3, 5):
        offered = {cell.slot_id for cell in load(window=Window.at(NOW), places=places, spread=spread).offered}
        for slot in Slot.objects.all():
            try:
                made = book(slot, operator, party_size=places, spread=spread)
            except actions.ReservationError:
                assert slot.pk not in offered
            else:
                assert slot.pk in offered
                actions.cancel(reservation=made, reason="試験", by=operator, now=NOW)


# --- from when, until when ------------------------------------------------------------------------------------------


def test_lead_time_closes_a_slot_before_it_begins(desk, operator):
    factories.set_parameter("reservations.lead_minutes", 60)
    slot = make_slot(desk, at(10))
    with pytest.raises(actions.SlotIsTooSoon):
        book(slot, operator, now=at(9) + timedelta(microseconds=1))
    shown = load(window=Window.at(at(9, 30)), places=1)
    assert [cell.label for cell in shown.cells] == ["締切"]
    assert shown.desks[0].earliest is None
    assert book(slot, operator, now=at(9)).slot == slot


def test_change_is_taken_until_its_cut_off(desk, operator, user_of):
    factories.set_parameter("reservations.change_minutes", 24 * 60)
    slot, new = make_slot(desk, at(10)), make_slot(desk, at(10, day=date(2025, 6, 5)))
    reservation = book(slot, operator)
    late = {"new_slot_id": new.pk, "reason": "都合", "by": operator, "now": at(10) - timedelta(hours=23)}
    with pytest.raises(actions.ChangeIsTooLate):
        actions.change(reservation=reservation, submission_key=uuid.uuid4(), **late)
    stopper = user_of("city_staff")
    actions.set_slot_closed(slot_id=slot.pk, closed=True, by=stopper, reason="設備の点検", now=NOW)
    assert actions.change(reservation=reservation, submission_key=uuid.uuid4(), **late).new_slot == new


def test_a_time_that_has_begun_is_not_changed_any_more(desk, operator):
    reservation = book(make_slot(desk, at(10)), operator)
    later = make_slot(desk, at(14))
    with pytest.raises(actions.ChangeIsTooLate):
        actions.change(
            reservation=reservation,
            new_slot_id=later.pk,
            reason="都合",
            submission_key=uuid.uuid4(),
            by=operator,
            now=at(10) + timedelta(seconds=1),
        )


def test_change_from_a_page_that_shows_another_slot_is_refused(desk, operator):
    first, second, third = (make_slot(desk, at(hour)) for hour in (10, 11, 14))
    reservation = book(first, operator)
    move(reservation, second, operator, seen_slot_id=first.pk)
    with pytest.raises(actions.ChangedMeanwhile):
        move(reservation, third, operator, seen_slot_id=first.pk)
    reservation.refresh_from_db()
    assert reservation.slot == second


# --- pages ----------------------------------------------------------------------------------------------------------


def test_a_family_is_held_booked_and_read_back_over_two_slots(desk, client_of, clock):
    slots = row_of_slots(desk, 2, 2)
    client = client_of("operator")
    shown = client.get(reverse("reservations:availability"), {"places": 3, "spread": "on"}).content.decode()
    assert "続き2枠" in shown
    assert '<input type="hidden" name="spread" value="on">' in shown
    held = client.post(reverse("reservations:hold"), {"slot": slots[0].pk, "places": 3, "spread": "on"}, follow=True)
    assert "3人分（09:00に2人、09:30に1人）を仮押さえしています。" in held.content.decode()
    form = {
        "name": factories.NAME,
        "kana": factories.KANA,
        "phone": factories.PHONE,
        "party_size": 3,
        "spread": "True",
        "case": BringCase.MINOR,
        "submission_key": uuid.uuid4(),
    }
    card = client.post(reverse("reservations:book", args=[slots[0].pk]), form, follow=True).content.decode()
    assert "3人（うち1人は09:30から）" in card
    assert "15歳未満の方と法定代理人：持ち物が登録されていません。" in card
    assert Reservation.objects.get().case == BringCase.MINOR


def test_change_page_offers_consecutive_slots_on_request(desk, operator, client_of, clock):
    slots = row_of_slots(desk, 2, 2, 2)
    reservation = book(make_slot(desk, at(14), capacity=3), operator, party_size=3)
    client = client_of("operator")
    url = reverse("reservations:change", args=[reservation.number])
    assert f'value="{slots[0].pk}"' not in client.get(url).content.decode()
    page = client.get(url, {"spread": "on"}).content.decode()
    assert f'value="{slots[0].pk}"' in page
    form = {"slot": slots[0].pk, "reason": "都合", "spread": "on", "submission_key": uuid.uuid4()}
    assert client.post(url, form | {"seen_slot": slots[2].pk}).status_code == 409
    assert client.post(url, form | {"seen_slot": reservation.slot_id}).status_code == 302
    assert booked(slots) == [2, 1, 0]


# --- threads --------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_families_in_overlapping_runs_at_once_fill_without_overselling_or_deadlock(desk):
    slots = row_of_slots(desk, 2, 2, 2, 2)
    operators = factories.make_operators(24)
    results = at_once(
        [lambda n=n: book(slots[n % 4], operators[n], party_size=1 + n % 4, number=n, spread=True) for n in range(24)]
    )
    kinds = Counter(type(result) for result in results)
    assert set(kinds) == {Reservation, actions.SlotIsFull}, kinds
    assert_counted()
    assert Reservation.objects.count() == kinds[Reservation]
    left = Slot.objects.filter(booked__lt=F("capacity"))
    for slot in left:  # whoever was refused was refused for want of places
        book(slot, operators[0])
    assert_counted()


@pytest.mark.django_db(transaction=True)
def test_runs_moved_booked_and_cancelled_at_once_leave_true_totals(desk):
    slots = row_of_slots(desk, 3, 3, 3, 3, 3)
    operators = factories.make_operators(20)
    standing = [book(slots[n], operators[n], party_size=2, number=n) for n in range(4)]
    jobs = [lambda n=n: move(standing[n], slots[n + 1], operators[n], spread=True) for n in range(3)]
    jobs += [lambda: actions.cancel(reservation=standing[3], reason="都合", by=operators[0], now=NOW)] * 3
    jobs += [lambda n=n: book(slots[n % 5], operators[n], party_size=2, number=n, spread=True) for n in range(5, 15)]
    Random(3).shuffle(jobs)
    results = at_once(jobs)
    allowed = Reservation | ReservationChange | actions.SlotIsFull
    assert all(isinstance(result, allowed) for result in results), Counter(map(repr, results))
    assert_counted()
