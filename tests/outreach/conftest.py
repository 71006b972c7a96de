import pytest

from apps.contracts.calendar import Calendar

from .factories import NOW


@pytest.fixture(autouse=True)
def _office(contract, time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def calendar():
    return Calendar.load()
