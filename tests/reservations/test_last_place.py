"""The last place over HTTP; the full size (200 posts, 20 rounds) is measured by `python -m tests.bench`."""

import pytest

from apps.reservations.actions import bookings
from apps.reservations.models import Applicant, Reservation, Slot

from . import factories
from .factories import at, make_slot
from .last_place import BOOKED, FULL, all_at_once, read_without_lock, sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clock")]

POSTS, ROUNDS = 40, 4


@pytest.fixture
def cookies(desk) -> list[str]:
    return sign_in(factories.make_operators(POSTS))


def test_the_last_place_is_sold_once_and_everybody_else_is_told(desk, cookies, live_server):
    for number in range(ROUNDS):
        slot = make_slot(desk, at(9 + number), capacity=1)
        assert all_at_once(live_server.url, cookies, slot) == {BOOKED: 1, FULL: POSTS - 1}
        assert slot.reservations.count() == Slot.objects.get(pk=slot.pk).booked == 1
    assert Applicant.objects.count() == Reservation.objects.count() == ROUNDS


def test_nobody_is_refused_while_there_is_a_place(desk, cookies, live_server):
    slot = make_slot(desk, at(10), capacity=POSTS)
    assert all_at_once(live_server.url, cookies, slot) == {BOOKED: POSTS}
    assert slot.reservations.count() == Slot.objects.get(pk=slot.pk).booked == POSTS


def test_control_without_the_lock_the_same_posts_sell_the_place_twice(desk, cookies, live_server, monkeypatch):
    """The check alone, without the lock and without the count that the database guards: the race is real."""
    read_without_lock(monkeypatch, POSTS)
    monkeypatch.setattr(bookings, "take", lambda shares: None)
    slot = make_slot(desk, at(10), capacity=1)
    sold = all_at_once(live_server.url, cookies, slot)
    assert sold[BOOKED] == slot.reservations.count() > 1
