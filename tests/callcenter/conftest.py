from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine

from apps.accounts.models import User
from apps.core.clock import JST


@pytest.fixture(autouse=True)
def _on_a_working_morning() -> Iterator[None]:
    """The clock goes on from there, so that what is saved later is later."""
    with time_machine.travel(datetime(2025, 6, 18, 10, 0, tzinfo=JST)):
        yield


@pytest.fixture
def operator(masters: None, user_of) -> User:
    return user_of("operator")
