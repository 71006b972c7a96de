"""Two who write the roster at one moment: one of them is told, and neither sees an error page."""

import pytest
from django.db import OperationalError
from psycopg.errors import DeadlockDetected

from apps.workforce import roster_actions
from apps.workforce.enums import Duty
from apps.workforce.models import Shift
from apps.workforce.roster_actions import CellEdit, RosterBusy
from tests.threads import at_once

from .factories import MONDAY, make_staff
from .roster_factories import plan, save, site_of

DAY = plan("9-17", "12-13")


@pytest.fixture
def staff(office):
    return make_staff(ready_for=Duty.COUNTER_STAFF)


def test_deadlock_with_another_place_is_told_as_busy(staff, monkeypatch):
    def meet(self, **options):
        raise OperationalError from DeadlockDetected()

    monkeypatch.setattr(roster_actions._Writing, "write", meet)
    with pytest.raises(RosterBusy):
        save([CellEdit(staff, MONDAY, (DAY,))])


@pytest.mark.django_db(transaction=True)
def test_one_person_at_two_places_at_once_is_saved_at_one(office):
    staff = make_staff(ready_for=Duty.COUNTER_STAFF)
    edit = CellEdit(staff, MONDAY, (DAY,))
    results = at_once([lambda: save([edit]), lambda: save([edit], site=site_of("takashina"))])
    assert Shift.objects.count() == 1
    assert {type(result).__name__ for result in results} in (
        {"CellsSaved", "RosterBusy"},
        {"CellsSaved", "CellsRefused"},
    )
