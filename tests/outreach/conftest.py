from datetime import date

import pytest

from apps.contracts.calendar import Calendar
from apps.workforce.enums import Duty
from tests.workforce.days import site_of
from tests.workforce.factories import make_staff, post

from .factories import NOW


@pytest.fixture(autouse=True)
def _office(contract, time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture(autouse=True)
def leader_who_stays(_office):
    """A leader posted to a counter who goes nowhere: a visit takes none of the counters' last leader."""
    staff = make_staff(code="STAYS", duty=Duty.SITE_LEADER, joined_on=date(2020, 4, 1))
    post(staff, site_of())
    return staff


@pytest.fixture
def calendar():
    return Calendar.load()
