from datetime import timedelta

import pytest
import time_machine

from apps.accounts.models import User
from apps.reservations.models import PickupDesk, Reservation, Slot

from . import factories


@pytest.fixture
def desk(db: None) -> PickupDesk:
    return factories.make_office()


@pytest.fixture
def operator(user_of) -> User:
    return user_of("operator")


@pytest.fixture
def clock():
    """The clock stands at Monday 2 June 2025, 10:00; `clock.move_to` moves it."""
    with time_machine.travel(factories.NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def slot(desk) -> Slot:
    return factories.make_slot(desk)


@pytest.fixture
def reservation(slot, operator) -> Reservation:
    return factories.book(slot, operator, applicant=factories.CALLER, now=factories.NOW - timedelta(hours=1))
