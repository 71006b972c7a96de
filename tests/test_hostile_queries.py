"""Whatever stands behind the question mark of an address, every page answers: with its defaults, a sentence or 404."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from urllib.parse import quote

import pytest
import time_machine
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from apps.accounts.enums import Role
from apps.accounts.matrix import matrix
from apps.core.clock import JST
from tests.accounts.test_matrix import URLS, address_of_page
from tests.callcenter.factories import make_inquiry
from tests.outreach.factories import make_visit
from tests.outreach.leaflet_rows import bring_to
from tests.reservations.factories import book, make_desk, make_plan, make_slot

HOSTILE = (
    "\0", "abc", "-1", "0", "9" * 20, "0001-01-01", "9999-12-31", "2026-02-30", "9999-12", "0001-01", "𠮷", "😀'\" ",
    "2100-12-31T23:59:59-23:59_1", "2000-01-01T00:00:00+23:59",
)  # fmt: skip
FAR_DAYS = {"first": "9999-12-01", "last": "9999-12-31", "valid_from": "0001-01-01", "valid_to": "9999-12-31"}
HX = {"HX-Request": "true"}
LEAFLET_PAGES = ("outreach:leaflet_addresses", "outreach:leaflet_add", "reporting:leaflet_labels")


@pytest.fixture(autouse=True)
def _on_a_working_morning() -> Iterator[None]:
    with time_machine.travel(datetime(2025, 6, 2, 10, 0, tzinfo=JST)):
        yield


@pytest.fixture
def client_for(client_of, contract):
    """One client of each role; a page that breaks answers 500 instead of ending the test."""

    @cache
    def client(role: str) -> Client:
        made = client_of(role)
        made.raise_request_exception = False
        return made

    return client


@pytest.fixture
def read_names(monkeypatch) -> set[str]:
    """The parameters that pages have asked their query for."""
    names: set[str] = set()
    for method in ("__getitem__", "__contains__", "getlist"):
        original = getattr(MultiValueDict, method)

        def spying(self, key, *args, original=original, **options):
            names.add(key)
            return original(self, key, *args, **options)

        monkeypatch.setattr(QueryDict, method, spying)
    return names


@pytest.fixture
def addresses(contract, user_of) -> dict[str, str]:
    """Every page that can be read, of a row that exists where the pages of these apps show one."""
    operator, desk = user_of(Role.OPERATOR), make_desk()
    slot, inquiry, visit, plan = make_slot(desk), make_inquiry(operator), make_visit(), make_plan(desk)
    rows = {
        "reservations:book": slot.pk,
        "reservations:detail": book(slot, operator).number,
        "reservations:change": book(slot, operator, number=1).number,
        "reservations:slot_plan_generate": plan.pk,
        "callcenter:live_detail": inquiry.pk,
        "outreach:visit_detail": visit.pk,
        **dict.fromkeys(LEAFLET_PAGES, bring_to("filled").pk),
        "outreach:facility": visit.facility_id,
    }
    readable = [name for name, row in matrix().items() if row.lists("GET")]
    return {
        name: reverse(name, args=[rows[name]]) if name in rows else address_of_page(name, URLS[name])
        for name in readable
    }


def status_of(client: Client, address: str, **options: object) -> int:
    with transaction.atomic():  # what one request did must not touch the next
        status: int = client.get(address, **options).status_code
        transaction.set_rollback(True)
    return status


def test_no_query_breaks_a_page(addresses, client_for, read_names):
    broken, asked = [], 0
    for name, address in addresses.items():
        client = client_for(next(role for role in Role.values if matrix()[name].allows("GET", role)))
        for headers in [{}, HX] if matrix()[name].live else [{}]:
            read_names.clear()
            status_of(client, address, headers=headers)
            for parameter in sorted(read_names):
                for value in HOSTILE:
                    asked += 1
                    query = f"{address}?{quote(parameter)}={quote(value)}"
                    if (status := status_of(client, query, headers=headers)) >= 500:
                        broken.append(f"{query} {'(htmx) ' if headers else ''}{status}")
    assert broken == []
    assert asked > 500


@pytest.mark.parametrize(
    ("role", "address"),
    [
        ("city_staff", "/outreach/facilities/?name=%00"),
        ("city_staff", "/outreach/facilities/?page=%00&name=%F0%9F%98%80"),
        ("operator", "/reservations/?week=0001-01-01"),
        ("operator", "/reservations/?week=9999-12-31"),
        ("operator", "/reservations/?week=2000-01-01"),
        ("operator", "/reservations/?week=2100-12-31"),
        ("city_staff", "/reservations/slots/?day=9999-12-31"),
        ("city_staff", "/reservations/slots/?day=2100-12-31"),
        ("city_staff", "/calls/live/?before=2100-12-31T23:59:59-23:59_1"),
        ("city_staff", "/calls/live/?before=2000-01-01T00:00:00%2B23:59_1"),
        ("city_staff", "/calls/live/?before=2025-06-01T00:00:00%2B23:59_1"),
        ("city_staff", "/calls/live/?since=2100-12-31T23:59:59-23:59"),
        ("city_staff", "/calls/live/?since=0001-01-01T00:00:00%2B23:59"),
    ],
)
def test_page_answers_with_its_defaults(client_for, role, address):
    make_slot(make_desk())
    assert client_for(role).get(address, headers=HX if "since=" in address else {}).status_code == 200


def test_far_days_in_a_form_are_refused(client_for):
    address = reverse("reservations:slot_plan_generate", args=[make_plan(make_desk()).pk])
    answer = client_for("city_staff").post(address, FAR_DAYS)
    assert answer.status_code < 500
    assert set(answer.context["form"].errors) == {"first", "last"}
