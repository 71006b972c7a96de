"""Every URL × every role and nobody × every method equals the matrix."""

import itertools
import re
from datetime import date
from http.cookies import SimpleCookie
from uuid import UUID

import pytest
from django.db import transaction
from django.http import HttpResponseForbidden
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from apps.accounts import checks
from apps.accounts.enums import Role
from apps.accounts.matrix import ANONYMOUS, METHODS, Row, matrix, may, parse, url_patterns
from kawagoe_mynumber import urls

URLS = dict(url_patterns(get_resolver()))
ACTORS = [ANONYMOUS, *Role.values]
SAMPLES = {
    "int": [1],
    "uuid": [UUID(int=1)],
    "": ["1", "x", "2025-06-02", date(2025, 6, 2), "2025-06", "honcho", "call_monthly", "482-9135-7", "A" * 43],
}


def address_of_page(name: str, pattern: object) -> str:
    """An address of the page with made-up values for its parameters."""
    converters = pattern.pattern.converters
    samples = [
        SAMPLES.get(re.sub("Converter$", "", type(c).__name__).lower(), SAMPLES[""]) for c in converters.values()
    ]
    for values in itertools.product(*samples):
        try:
            return reverse(name, kwargs=dict(zip(converters, values, strict=True)))
        except (NoReverseMatch, ValueError, AttributeError):
            continue
    raise AssertionError(f"no sample value fits {name}")


def expected(name: str, actor: str, method: str) -> str:
    row = matrix().get(name, Row())
    if row.allows(method, actor):
        return "allowed"
    if row.allows_any(actor) and not row.lists(method):
        return "no such method"
    return "sign in" if actor == ANONYMOUS else "refused"


def answered(response: object) -> str:
    if response.status_code == 405:
        return "no such method"
    if response.status_code == 403:
        return "refused"
    if response.status_code == 302 and response["Location"].startswith("/accounts/login/?next="):
        return "sign in"
    return "allowed" if response.status_code < 500 else f"failed with {response.status_code}"


def test_every_url_is_in_the_matrix_and_the_matrix_names_only_urls():
    assert set(URLS) == set(matrix())
    assert checks.check_matrix(None) == []


@pytest.mark.parametrize("actor", ACTORS)
def test_every_url_and_method_is_answered_as_the_matrix_says(actor, client_of, contract, monkeypatch):
    monkeypatch.setattr(urls, "handler403", lambda request, exception: HttpResponseForbidden(), raising=False)
    client = Client() if actor == ANONYMOUS else client_of(actor)
    client.raise_request_exception = False  # a page that breaks is a difference like any other
    cookies = client.cookies.output(header="", sep=";")
    differences = []
    for name, pattern in URLS.items():
        address = address_of_page(name, pattern)
        for method in [*METHODS, "HEAD"]:
            client.cookies = SimpleCookie(cookies)
            with transaction.atomic():  # what one request did, a sign-out for example, must not touch the next
                answer = answered(client.generic(method, address))
                transaction.set_rollback(True)
            wanted = expected(name, actor, method)
            if answer != wanted and (wanted, answer) != ("allowed", "no such method"):
                differences.append(f"{method} {address}: {answer}, the matrix says {wanted}")
    assert differences == []


def test_a_page_outside_the_matrix_is_refused_to_every_role(client_of, monkeypatch):
    client = client_of(Role.SYSTEM_ADMIN)
    assert client.get("/accounts/users/").status_code == 200
    monkeypatch.setattr(
        "apps.accounts.middleware.matrix", lambda: {k: v for k, v in matrix().items() if k != "accounts:user_list"}
    )
    assert client.get("/accounts/users/").status_code == 403
    assert Client().get("/accounts/users/").status_code == 302


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("page: {GET: [operater]}", "unknown role operater"),
        ("page: {FETCH: [operator]}", "unknown method FETCH"),
    ],
)
def test_a_wrong_word_in_the_matrix_grants_nothing_and_is_reported(text, problem, monkeypatch):
    rows = parse(text)
    assert rows["page"].problems == (problem,)
    assert not any(rows["page"].allows(method, actor) for method in METHODS for actor in ACTORS)
    monkeypatch.setattr("apps.accounts.checks.matrix", lambda: rows)
    assert "accounts.E001" in {message.id for message in checks.check_matrix(None)}


def test_a_page_listed_twice_stops_the_start():
    with pytest.raises(Exception, match="listed twice: page"):
        parse("page: {GET: [all]}\npage: {GET: [anonymous]}")


def test_all_means_every_role_but_nobody_unknown():
    row = parse("page: {GET: [all]}")["page"]
    assert all(row.allows("GET", role) and row.allows("HEAD", role) for role in Role.values)
    assert not row.allows("GET", ANONYMOUS)
    assert not row.allows("POST", Role.OPERATOR)


def test_refused_and_allowed_method_are_told_apart():
    assert may(Role.SYSTEM_ADMIN, "accounts:user_list")
    assert not may(Role.OPERATOR, "accounts:user_list")
    assert not may(Role.SYSTEM_ADMIN, "accounts:user_list", "POST")
    assert not may(Role.SYSTEM_ADMIN, "no:such_page")
