"""The desks that come with the product stand on the contract's own sites and calendar."""

from datetime import date, timedelta

import pytest

from apps.contracts.calendar import Calendar
from apps.reservations import actions
from apps.reservations.models import PickupDesk, Slot

from .factories import make_plan

pytestmark = pytest.mark.django_db


def test_every_desk_takes_slots_on_the_open_days_of_its_site(contract):
    first, last = date(2025, 12, 1), date(2026, 1, 31)
    calendar = Calendar.load()
    desks = PickupDesk.objects.active().select_related("site")
    assert len(desks) == 5
    for desk in desks:
        plan = make_plan(desk)
        made = actions.generate_slots(plan=plan, first=first, last=last, by=None)
        open_days = [day for day in calendar.open_days(plan.desk.site.code, first, last) if day.isoweekday() <= 5]
        made_on = {slot.day for slot in Slot.objects.filter(desk=plan.desk)}
        assert made_on == set(open_days)
        assert made.created == len(open_days) * len(plan.spans_of(open_days[0]))
        assert not made_on & {date(2025, 12, 29) + timedelta(days=n) for n in range(6)}, "年末年始"
        assert date(2026, 1, 12) not in made_on, "成人の日"
