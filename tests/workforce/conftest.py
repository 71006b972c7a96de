import pytest

from .factories import at


@pytest.fixture
def office(contract, time_machine):
    """The contract's rows, on the first day anything is open, at ten."""
    time_machine.move_to(at(10), tick=False)
