"""Who may use which page, and on which object."""

import pytest
from django.urls import reverse

from apps.accounts.enums import Role
from apps.reservations import actions
from apps.reservations.models import CallNotice, Hold, Reservation, WaitingEntry

from .factories import NAME, NOW, TOMORROW, make_plan, wait_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

SEES = {"general_manager", "operator", "cc_leader", "city_staff", "city_approver"}
CHANGES = {"operator", "cc_leader", "city_staff"}

PAGES = [
    ("reservations:availability", {}, "get", SEES),
    ("reservations:slot_plans", {}, "get", SEES),
    ("reservations:slot_list", {}, "get", SEES),
    ("reservations:slot_plan_create", {}, "get", {"city_staff"}),
    ("reservations:slot_plan_create", {}, "post", {"city_staff"}),
    ("reservations:slot_plan_generate", {"plan_id": "plan"}, "post", {"city_staff"}),
    ("reservations:slot_state", {"slot_id": "slot"}, "post", {"city_staff"}),
    ("reservations:hold", {}, "post", {"operator"}),
    ("reservations:book", {"slot_id": "slot"}, "get", {"operator"}),
    ("reservations:book", {"slot_id": "slot"}, "post", {"operator"}),
    ("reservations:search", {}, "post", CHANGES),
    ("reservations:detail", {"number": "number"}, "get", SEES),
    ("reservations:unmask", {"number": "number"}, "post", SEES),
    ("reservations:read_back", {"number": "number"}, "post", CHANGES),
    ("reservations:change", {"number": "number"}, "get", CHANGES),
    ("reservations:cancel", {"number": "number"}, "post", CHANGES),
    ("reservations:outcome", {"number": "number"}, "post", CHANGES),
    ("reservations:presence", {"number": "number"}, "get", CHANGES),
    ("reservations:city_number", {"number": "number"}, "post", CHANGES),
    ("reservations:exceptions", {}, "get", SEES),
    ("reservations:unfinished", {}, "get", SEES),
    ("reservations:provisional", {}, "get", SEES),
    ("reservations:day_list", {}, "get", SEES - {"operator"}),
    ("reservations:notices", {}, "get", SEES),
    ("reservations:notice_attempt", {"notice_id": "notice"}, "post", CHANGES),
    ("reservations:waiting", {}, "get", SEES),
    ("reservations:waiting_create", {}, "get", CHANGES),
    ("reservations:waiting_create", {}, "post", CHANGES),
    ("reservations:waiting_detail", {"entry_id": "entry"}, "get", SEES),
    ("reservations:waiting_unmask", {"entry_id": "entry"}, "post", SEES),
    ("reservations:waiting_book", {"entry_id": "entry"}, "post", CHANGES),
    ("reservations:waiting_decline", {"entry_id": "entry"}, "post", CHANGES),
    ("reservations:waiting_attempt", {"entry_id": "entry"}, "post", CHANGES),
    ("reservations:city_lists", {}, "get", SEES - {"operator"}),
    ("reservations:city_lists", {}, "post", {"cc_leader", "city_staff"}),
    ("reservations:city_list_day", {"day": "day"}, "get", SEES - {"operator"}),
    ("reservations:city_list_compare", {"day": "day"}, "post", {"cc_leader", "city_staff"}),
    ("reservations:difference_resolve", {"difference_id": "nothing"}, "post", {"cc_leader", "city_staff"}),
    ("reservations:bring_lists", {}, "get", SEES),
    ("reservations:bring_list_create", {}, "post", {"city_staff"}),
    ("reservations:retention", {}, "get", SEES - {"operator"}),
]


@pytest.mark.parametrize(
    ("name", "arguments", "method", "allowed"), PAGES, ids=[f"{page[0]}-{page[2]}" for page in PAGES]
)
def test_page_is_for_its_roles_only(desk, reservation, client_of, client, name, arguments, method, allowed):
    actions.set_slot_closed(slot_id=reservation.slot.pk, closed=True, by=reservation.booked_by, reason="点検", now=NOW)
    objects = {
        "plan": make_plan(desk).pk,
        "slot": reservation.slot.pk,
        "number": reservation.number,
        "notice": CallNotice.objects.get().pk,
        "entry": wait_for(desk, reservation.booked_by).pk,
        "day": TOMORROW,
        "nothing": 0,
    }
    url = reverse(name, kwargs={key: objects[value] for key, value in arguments.items()})
    for role in Role.values:
        response = getattr(client_of(role), method)(url)
        assert (response.status_code == 403) == (role not in allowed), f"{role}: {response.status_code}"
        assert response.status_code < 500
    anonymous = getattr(client, method)(url)
    assert anonymous.status_code in {302, 403}
    assert NAME not in anonymous.content.decode()


@pytest.mark.parametrize("page", ["detail", "change"])
def test_wrong_number_is_not_found(desk, reservation, client_of, page):
    wrong = int(reservation.number) + 1
    assert client_of("operator").get(reverse(f"reservations:{page}", args=[wrong])).status_code == 404
    assert client_of("operator").get(reverse(f"reservations:{page}", args=[1])).status_code == 404


@pytest.mark.parametrize("page", ["unmask", "read_back", "cancel", "outcome"])
def test_wrong_number_cannot_be_acted_on(desk, reservation, client_of, page):
    wrong = int(reservation.number) + 1
    assert client_of("operator").post(reverse(f"reservations:{page}", args=[wrong])).status_code == 404


def test_reservations_are_scoped_to_those_whose_work_they_are(reservation, user_of):
    for role in Role.values:
        assert Reservation.objects.for_user(user_of(role)).exists() == (role in SEES)


def test_who_waits_is_scoped_to_those_whose_work_it_is(desk, operator, user_of):
    wait_for(desk, operator)
    for role in Role.values:
        assert WaitingEntry.objects.for_user(user_of(role)).exists() == (role in SEES)


def test_a_colleague_s_hold_cannot_be_released(slot, operator, client_of):
    actions.hold_slot(slot_id=slot.pk, places=1, by=operator, now=NOW)
    assert client_of("operator").post(reverse("reservations:release", args=[slot.pk])).status_code == 404
    assert Hold.objects.count() == 1
    own = client_of("operator", user=operator).post(reverse("reservations:release", args=[slot.pk]))
    assert own.status_code == 302
    assert not Hold.objects.exists()
