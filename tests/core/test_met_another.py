"""Two people at one row: who waits too long is asked to send again, and nothing that was typed is lost."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from psycopg.errors import DeadlockDetected

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.core.middleware import MET_ANOTHER
from tests.threads import locked_elsewhere

TYPED = {"note": '一行目\r\n"二行目" <b>&amp;', "days": ["3", "5"], "save": "1"}
FORM = re.compile(r'<form method="post" action="([^"]*)" data-save>(.*?)</form>', re.DOTALL)
FIELD = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')

pytestmark = pytest.mark.django_db(transaction=True)


def lock_row() -> User:
    return User.objects.select_for_update().get(username="wanted")


def wanted_by_many(request: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        lock_row()
    return HttpResponse(repr(sorted((name, request.POST.getlist(name)) for name in request.POST)))


def ended_as_deadlock(request: HttpRequest) -> HttpResponse:
    try:
        raise OperationalError("deadlock detected") from DeadlockDetected("deadlock detected")
    except OperationalError as error:
        if "plain" in request.GET:
            raise
        raise ValueError("an action's own word for it") from error


def without_database(request: HttpRequest) -> HttpResponse:
    raise OperationalError("connection refused")


class Rooms:
    """URLs of this test alone, before those of the product."""

    from kawagoe_mynumber.urls import urlpatterns as product

    urlpatterns = [
        path("wanted/", wanted_by_many, name="account_login"),
        path("deadlock/", ended_as_deadlock, name="healthz"),
        path("down/", without_database, name="healthz"),
        *product,
    ]


@pytest.fixture
def client(client_of, user_of, settings):
    user_of(Role.OPERATOR, username="wanted")
    signed_in = client_of(Role.OPERATOR)
    settings.ROOT_URLCONF = Rooms
    return signed_in


def test_form_that_met_another_is_given_back_whole_and_goes_through_when_sent_again(client):
    with locked_elsewhere(lock_row):
        answer = client.post("/wanted/?day=2025-06-02", TYPED)
    assert (answer.status_code, answer["Retry-After"], "no-store" in answer["Cache-Control"]) == (503, "5", True)
    page = answer.content.decode()
    assert "入力した内容は残っています" in page
    address, body = FORM.search(page).groups()
    assert address == "/wanted/?day=2025-06-02"
    fields = [(unescape(name), unescape(value)) for name, value in FIELD.findall(body)]
    token, *typed = fields
    assert token[0] == "csrfmiddlewaretoken"
    assert typed == [("note", TYPED["note"]), ("days", "3"), ("days", "5"), ("save", "1")]
    again = client.post(address, {name: [value for key, value in typed if key == name] for name, _ in typed})
    assert again.content.decode() == repr(
        sorted((name, [value] if isinstance(value, str) else value) for name, value in TYPED.items())
    )


@pytest.mark.parametrize(
    "typed",
    [
        {"login": "operator-1", "password": "typed-secret"},
        {"oldpassword": "typed-secret"},
        {"code": "typed-secret"},
        {"token": "typed-secret"},
        {"note": "typed-secret", "file": SimpleUploadedFile("log.csv", b"1")},
    ],
    ids=lambda typed: "+".join(typed),
)
def test_files_and_secrets_are_left_to_the_browser(client, typed):
    with locked_elsewhere(lock_row):
        answer = client.post("/wanted/", typed)
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "typed-secret" not in page
    assert FORM.search(page) is None
    assert "再読み込み" in page


def test_page_that_met_another_says_to_open_it_again(client):
    with locked_elsewhere(lock_row):
        answer = client.get("/wanted/?page=2")
    page = answer.content.decode()
    assert answer.status_code == 503
    assert '<a class="button button--primary" href="/wanted/?page=2">もう一度開く</a>' in page
    assert FORM.search(page) is None


def test_htmx_is_told_the_sentence_alone(client):
    with locked_elsewhere(lock_row):
        answer = client.post("/wanted/", TYPED, headers={"hx-request": "true"})
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert (answer["Content-Type"], answer.content.decode()) == ("text/plain; charset=utf-8", MET_ANOTHER)


@pytest.mark.parametrize("address", ["/deadlock/?plain=1", "/deadlock/"])
def test_deadlock_that_the_database_ended_is_no_fault_whatever_the_action_calls_it(client, address):
    assert client.get(address).status_code == 503


def test_database_that_is_gone_stays_a_fault(client):
    client.raise_request_exception = False
    assert client.get("/down/").status_code == 500
