"""Whatever is typed into a form or sent instead of one, every page answers with a sentence, a redirect or 404."""

import re
from collections.abc import Iterator
from datetime import datetime
from http.cookies import SimpleCookie

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse

from apps.accounts.enums import Role
from apps.accounts.matrix import ANONYMOUS, Row, matrix
from apps.accounts.models import User
from apps.core.clock import JST
from tests.accounts.test_matrix import URLS, address_of_page
from tests.callcenter.test_surge import make_surge
from tests.hostile_rows import rows_of, way_in

HOSTILE: tuple[object, ...] = (
    "\0", "9" * 5000, "²", "‮̀́𠮷👩‍👩‍👧﷽", "か" * 17_000, "-1", "99999999999", "0001-01-01", "9999-12-31", "9999-12",
    "99:99", "1.5e9", "no_such_choice", ["1", "x", "\0"], ["9" * 20, ""],
)  # fmt: skip
COMMON_NAMES = (
    "action", "answer", "code", "comment", "confirmed_text", "content", "count", "day", "decision", "date", "ends_at",
    "ends_on", "field", "form", "item", "key", "kind", "month", "name", "note", "number", "outcome", "page", "phone",
    "pk", "place", "reason", "recorded_at", "result", "site", "slot", "staff", "starts_at", "starts_on", "state",
    "step", "text", "value", "version",
    "kinds", "line", "posted_on", "printed", "printed_on", "renew", "returned_on", "row", "stuffed", "stuffed_on",
)  # fmt: skip
PLAIN = ("1", "2025-06-02", "10:00", "honcho")
WITHOUT_ROW = frozenset({
    "contracts:extra_opening_withdraw", "facility:open", "mfa_edit_webauthn", "mfa_remove_webauthn",
    "workforce:appointment_create", "workforce:clock", "workforce:conduct_note", "workforce:pattern_edit",
    "workforce:replacement", "workforce:roster_copy_week", "workforce:roster_publish", "workforce:roster_save",
})  # fmt: skip
"""Addresses that answer these posts with 404 alone: their rows are not made here, or the posts name no row."""
NAME = re.compile(r"<(?:input|select|textarea|button)[^>]*?\sname=\"([^\"]+)\"")
FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
METHOD = re.compile(r"<form[^>]*method=\"post\"", re.IGNORECASE)


@pytest.fixture(autouse=True)
def _on_a_working_morning() -> Iterator[None]:
    with time_machine.travel(datetime(2025, 6, 2, 10, 0, tzinfo=JST), tick=False):
        yield


@pytest.fixture
def users(contract, user_of) -> dict[str, User]:
    """One person of each role: who sends the posts, and whose rows they are about."""
    return {role: user_of(role) for role in Role.values}


@pytest.fixture
def facility_pass(users, settings) -> tuple[dict[str, tuple[object, ...]], str]:
    settings.FACILITY_RATE_LIMITS = {}
    return way_in()


@pytest.fixture
def addresses(users, facility_pass) -> dict[str, str]:
    """Every page that takes a post; of a row that exists where the apps' factories make one."""
    rows = rows_of(users) | facility_pass[0] | {"callcenter:surge": (make_surge().pk,)}
    posting = [name for name, row in matrix().items() if row.lists("POST")]
    return {
        name: reverse(name, args=rows[name]) if name in rows else address_of_page(name, URLS[name]) for name in posting
    }


def actor_of(row: Row) -> str:
    return next((role for role in Role.values if row.allows("POST", role)), ANONYMOUS)


def names_on(page: str) -> set[str]:
    """Names of the fields of the forms that the page posts."""
    forms = [form for form in FORM.findall(page) if METHOD.match(form)]
    return {name for form in forms for name in NAME.findall(form)} - {"csrfmiddlewaretoken"}


def status_of(client: Client, address: str, cookies: str, sent: dict[str, object] | None) -> tuple[int, str]:
    """What the page answers; what one request did, a sign-out for example, does not touch the next."""
    client.cookies = SimpleCookie(cookies)
    with transaction.atomic():
        answer = client.get(address) if sent is None else client.post(address, sent)
        transaction.set_rollback(True)
    is_page = answer.status_code in (200, 422) and "html" in answer.headers.get("Content-Type", "")
    return answer.status_code, answer.content.decode() if is_page else ""


def test_no_post_breaks_a_page(addresses, users, client_of, facility_pass):
    clients: dict[str, Client] = {}
    broken, posted, without_row = [], 0, []
    for name, address in addresses.items():
        actor = actor_of(matrix()[name])
        client = clients.get(actor) or clients.setdefault(
            actor, Client() if actor == ANONYMOUS else client_of(actor, user=users[actor])
        )
        client.raise_request_exception = False
        client.cookies["facility"] = facility_pass[1]
        cookies = client.cookies.output(header="", sep=";")
        page = status_of(client, address, cookies, None)[1] if matrix()[name].allows("GET", actor) else ""
        names = sorted(names_on(page) or COMMON_NAMES)
        statuses = set()
        for payload in (*HOSTILE, *PLAIN):
            posted += 1
            status, _ = status_of(client, address, cookies, dict.fromkeys(names, payload))
            statuses.add(status)
            if status >= 500:
                broken.append(f"{name} {str(payload)[:20]!r} {status}")
        if statuses == {404}:
            without_row.append(name)
    assert broken == []
    assert set(without_row) <= WITHOUT_ROW, "give them a row in tests/hostile_rows.py"
    assert posted > 1000
