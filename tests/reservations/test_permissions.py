"""Who may use which page, and on which object."""

import pytest
from django.urls import reverse

from apps.accounts.enums import Role
from apps.reservations import actions
from apps.reservations.models import Hold, Reservation

from .factories import NAME, NOW, make_plan

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
]


@pytest.mark.parametrize(
    ("name", "arguments", "method", "allowed"), PAGES, ids=[f"{page[0]}-{page[2]}" for page in PAGES]
)
def test_page_is_for_its_roles_only(desk, reservation, client_of, client, name, arguments, method, allowed):
    objects = {"plan": make_plan(desk).pk, "slot": reservation.slot.pk, "number": reservation.number}
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


def test_a_colleague_s_hold_cannot_be_released(slot, operator, client_of):
    actions.hold_slot(slot_id=slot.pk, places=1, by=operator, now=NOW)
    assert client_of("operator").post(reverse("reservations:release", args=[slot.pk])).status_code == 404
    assert Hold.objects.count() == 1
    own = client_of("operator", user=operator).post(reverse("reservations:release", args=[slot.pk]))
    assert own.status_code == 302
    assert not Hold.objects.exists()
