import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from django.views.defaults import server_error

from apps.accounts.enums import AccessKind, Role
from apps.accounts.models import AccessEvent
from apps.core.textguard import ForbiddenText


def forbidden(request: HttpRequest) -> HttpResponse:
    raise ForbiddenText("マイナンバーと思われる番号")


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("fault with a secret in it")


def assert_headers(response):
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert response["X-Request-ID"]
    assert response["Content-Type"].startswith("text/html")


def test_page_not_found_is_japanese_and_carries_every_header(client_of):
    response = client_of(Role.OPERATOR).get("/no/such/page/")
    assert response.status_code == 404
    assert "ページが見つかりません" in response.content.decode()
    assert_headers(response)


@pytest.mark.django_db
def test_unknown_host_is_answered_with_the_400_page_and_every_header(client):
    response = client.get("/healthz/none", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "受け付けられませんでした" in response.content.decode()
    assert_headers(response)


def test_missing_csrf_token_is_answered_with_a_japanese_page_and_recorded(client_of):
    signed_in = client_of(Role.OPERATOR)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in.cookies
    response = strict.post("/accounts/logout/")
    assert response.status_code == 403
    assert "送信できませんでした" in response.content.decode()
    assert_headers(response)
    refusal = AccessEvent.objects.get(kind=AccessKind.REFUSED)
    assert (refusal.user, refusal.path, refusal.address) == (signed_in.user, "/accounts/logout/", "127.0.0.1")
    assert refusal.reason == "画面の有効な印がない送信です。"


@pytest.mark.django_db
def test_missing_csrf_token_of_nobody_signed_in_is_recorded_without_what_was_typed():
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/accounts/login/", {"login": "operator-1", "password": "typed"})
    assert response.status_code == 403
    refusal = AccessEvent.objects.get(kind=AccessKind.REFUSED)
    assert (refusal.user, refusal.login_id, refusal.path) == (None, "", "/accounts/login/")


def test_page_for_faults_needs_nothing_of_the_request(db):
    with override_settings(STORAGES={"staticfiles": {"BACKEND": "no.such.Storage"}}):
        page = server_error(HttpRequest())
    assert page.status_code == 500
    assert "処理できませんでした" in page.content.decode()
    assert "static/" not in page.content.decode()


class Faults:
    """URLs of this test alone, before those of the product."""

    from kawagoe_mynumber.urls import urlpatterns as product

    urlpatterns = [path("healthz", forbidden, name="healthz"), path("fault", broken, name="account_login"), *product]


@pytest.mark.django_db
def test_forbidden_text_that_nobody_handled_is_a_400_page(client, settings, caplog):
    settings.ROOT_URLCONF = Faults
    response = client.get("/healthz")
    assert response.status_code == 400
    assert "受け付けられませんでした" in response.content.decode()
    assert_headers(response)


@pytest.mark.django_db
def test_fault_shows_the_500_page_with_every_header_and_no_detail(client, settings):
    settings.ROOT_URLCONF = Faults
    client.raise_request_exception = False
    response = client.get("/fault")
    assert response.status_code == 500
    assert "処理できませんでした" in response.content.decode()
    assert "secret" not in response.content.decode()
    assert_headers(response)
