"""The numbers on the contact card: the places' by the general manager, the city's as conditions of the contract."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from apps.accounts.enums import Role
from apps.contracts.models import Parameter, Site
from apps.contracts.parameters import parameter
from apps.core.db import violated

DAY = datetime.date(2025, 6, 2)

pytestmark = pytest.mark.usefixtures("contract")


def address(code="honcho"):
    return reverse("contracts:site_contact", kwargs={"site_code": code})


@pytest.mark.parametrize("role", Role.values)
def test_the_general_manager_enters_the_numbers_of_a_place(client_of, role):
    client = client_of(role)
    status = client.post(address(), {"phone": "049-224-8811", "mobile": ""}).status_code
    assert status == (302 if role == Role.GENERAL_MANAGER else 403)
    assert bool(Site.objects.get(code="honcho").phone) is (role == Role.GENERAL_MANAGER)
    link = f'href="{address()}"'
    assert (link in client.get(reverse("contracts:board")).content.decode()) is (role == Role.GENERAL_MANAGER)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("049-224-8811", "049-224-8811"),
        ("０４９－２２４－８８１１", "049-224-8811"),
        ("049（224）8811", "049-224-8811"),
        ("（049）224-8811", "049-224-8811"),
        ("049 224 8811", "049-224-8811"),
        ("090ー1234ー5678", "090-1234-5678"),
        ("09012345678", "09012345678"),
        ("", ""),
    ],
)
def test_a_number_is_stored_in_one_spelling(client_of, typed, stored):
    client_of(Role.GENERAL_MANAGER).post(address(), {"phone": typed, "mobile": typed})
    site = Site.objects.get(code="honcho")
    assert (site.phone, site.mobile) == (stored, stored)


@pytest.mark.parametrize(
    "typed", ["049-224", "224-8811", "0492248811222", "049-224-881a", "内線12", "+81-49-224-8811", "<b>0492248811</b>"]
)
def test_anything_else_comes_back_beside_the_field(client_of, typed):
    response = client_of(Role.GENERAL_MANAGER).post(address(), {"phone": typed, "mobile": ""})
    assert response.context["form"].errors["phone"]
    assert Site.objects.get(code="honcho").phone == ""


@pytest.mark.parametrize("field", ["phone", "mobile"])
@pytest.mark.parametrize("number", ["049", "-0492248811", "049--224-8811", "0492248811-", "０４９２２４８８１１"])
def test_the_database_refuses_what_is_no_number(field, number):
    site = Site.objects.get(code="honcho")
    setattr(site, field, number)
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        site.save()
    assert violated(error.value) == f"site_{field}_is_a_phone_number"


def test_the_city_hall_has_no_such_page(client_of):
    assert client_of(Role.GENERAL_MANAGER).get(address("city")).status_code == 404


def test_the_history_keeps_the_former_number(client_of):
    client = client_of(Role.GENERAL_MANAGER)
    client.post(address(), {"phone": "049-224-8811", "mobile": ""})
    client.post(address(), {"phone": "049-224-8812", "mobile": ""})
    events = Site.objects.get(code="honcho").events.select_related("pgh_context").order_by("pgh_id")
    assert [event.phone for event in events] == ["", "049-224-8811", "049-224-8812"]
    assert events.last().pgh_context.metadata["reason"] == "会場の連絡先の登録"


def test_the_city_is_reached_by_the_number_of_the_text(client_of):
    assert parameter("contact.city_phone", DAY) == "049-224-6178"
    assert parameter("contact.city_section", DAY) == "川越市市民部 市民課 住民記録担当"
    assert "049-224-6178" in client_of(Role.OPERATOR).get(reverse("contracts:board")).content.decode()


def test_the_citys_number_is_changed_to_a_number_only():
    row = Parameter.objects.get(key="contact.city_phone")
    row.value = "担当まで"
    with pytest.raises(ValidationError):
        row.full_clean()
    row.value = "0492246178"
    row.full_clean()
