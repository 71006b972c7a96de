"""The weeks ahead: what is shown as free, to whom, at what cost."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.reservations import actions

from . import factories
from .factories import NOW, at, book, make_plan, make_slot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_availability_shows_what_is_left_and_since_when(desk, operator, client_of):
    free, full = make_slot(desk, at(10), capacity=3), make_slot(desk, at(14), capacity=1)
    make_slot(desk, at(15), is_closed=True)
    book(full, operator)
    actions.hold_slot(slot_id=free.pk, places=1, by=operator, now=NOW)
    page = client_of("operator").get(reverse("reservations:availability")).content.decode()
    assert "10:00:00 現在" in page
    assert "残2" in page
    assert page.count(f'name="slot" value="{free.pk}"') == 1
    assert f'name="slot" value="{full.pk}"' not in page
    assert "満" in page
    assert "停止" in page


def test_earliest_and_earliest_afternoon_are_offered_for_so_many_people(desk, client_of):
    make_slot(desk, at(9), capacity=1)
    make_slot(desk, at(11), capacity=3)
    make_slot(desk, at(12), capacity=1)
    make_slot(desk, at(13, day=date(2025, 6, 12)), capacity=3)
    client = client_of("city_staff")
    found = {}
    for places in (1, 3, 4):
        response = client.get(reverse("reservations:availability"), {"places": places})
        [shown] = response.context["availability"].desks
        found[places] = (shown.earliest, shown.earliest_afternoon)
    assert found == {
        1: (at(9), at(12)),
        3: (at(11), at(13, day=date(2025, 6, 12))),
        4: (None, None),
    }


def test_nonsense_in_the_address_falls_back_to_the_defaults(desk, slot, client_of):
    asked = {"desk": "x", "week": "2025-99-99", "places": "-1"}
    response = client_of("operator").get(reverse("reservations:availability"), asked)
    assert response.status_code == 200
    assert response.context["availability"].desk == desk
    assert response.context["availability"].places == 1


def test_only_operators_get_buttons(desk, slot, client_of):
    assert 'name="slot"' in client_of("operator").get(reverse("reservations:availability")).content.decode()
    assert 'name="slot"' not in client_of("city_staff").get(reverse("reservations:availability")).content.decode()


def test_availability_costs_the_same_queries_at_one_and_at_fifty_slots(desk, client_of):
    client = client_of("operator")
    make_slot(desk, at(9))
    counted = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(reverse("reservations:availability")).status_code == 200
        counted.append([query["sql"] for query in queries if "reservations_" in query["sql"]])
        plan = make_plan(desk, first_time="09:30", step_minutes=5, last_time="14:00")
        plan.refresh_from_db()
        actions.generate_slots(plan=plan, first=date(2025, 6, 3), last=date(2025, 6, 20), by=None)
        factories.make_desk()
    assert len(counted[0]) == len(counted[1]) == 7, "desks, week, weeks ahead, and four numbers in the tabs"
