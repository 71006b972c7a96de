"""The gate on every request: address, range, session, rights."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pghistory.models import Events

from apps.accounts import sessions
from apps.accounts.actions import LastWayIn, record_access, withdraw_network
from apps.accounts.addresses import client_address
from apps.accounts.enums import AccessKind, Role
from apps.accounts.models import AccessEvent, AllowedNetwork, User
from tests.accounts.test_sign_in import is_signed_in, sign_in
from tests.conftest import PASSWORD

PAGE = "/accounts/sign-ins/"
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/calls/live/?q=1"}


# --- nobody signed in --------------------------------------------------------------------------------------------


def test_page_leads_to_sign_in_and_back(client, db):
    assert (
        client.get("/accounts/sign-ins/?below=5")["Location"] == "/accounts/login/?next=/accounts/sign-ins/%3Fbelow%3D5"
    )
    assert client.post("/accounts/users/new/")["Location"] == "/accounts/login/?next=/"
    for sent_from, page in (
        ("http://testserver/counters/honcho/2025-06-02/?all=1", "/counters/honcho/2025-06-02/%3Fall%3D1"),
        ("http://elsewhere.test/counters/", "/"),
        ("javascript:alert(1)", "/"),
        ("//elsewhere.test/x", "/"),
        ("http://testserver//elsewhere.test/x", "/"),
    ):
        answer = client.post("/counters/honcho/2025-06-02/receptions/", headers={"Referer": sent_from})
        assert answer["Location"] == f"/accounts/login/?next={page}"


def test_fragment_is_not_answered_with_the_sign_in_page(client, db):
    response = client.get("/accounts/sign-ins/", headers=HTMX)
    assert response.status_code == 204
    assert response.content == b""
    assert response["HX-Redirect"] == "/accounts/login/?next=/calls/live/%3Fq%3D1"


def test_fragment_from_another_page_leads_home(client, db):
    headers = {"HX-Request": "true", "HX-Current-URL": "https://example.com/evil/"}
    assert client.get(PAGE, headers=headers)["HX-Redirect"] == "/accounts/login/?next=/"


# --- rights ------------------------------------------------------------------------------------------------------


def test_options_names_what_the_role_may_do(client_of):
    answer = client_of(Role.SYSTEM_ADMIN).options(reverse("accounts:network_list"))
    assert (answer.status_code, answer["Allow"], answer.content) == (204, "GET, POST, HEAD, OPTIONS", b"")
    reader = client_of(Role.CITY_STAFF).options(reverse("accounts:network_list"))
    assert (reader.status_code, reader["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert client_of(Role.OPERATOR).options(reverse("accounts:network_list")).status_code == 403


def test_refusal_leaves_a_row(client_of):
    client = client_of(Role.OPERATOR)
    assert client.get("/accounts/users/?secret=1").status_code == 403
    row = AccessEvent.objects.get()
    assert (row.kind, row.user, row.address, row.path) == (
        AccessKind.REFUSED,
        client.user,
        "127.0.0.1",
        "/accounts/users/",
    )


def test_refusal_by_a_page_itself_leaves_a_row(client_of, monkeypatch):
    def refuse(user):
        raise PermissionDenied

    monkeypatch.setattr("apps.accounts.models.AccessEventQuerySet.sign_ins_of", lambda self, user: refuse(user))
    assert client_of(Role.OPERATOR).get(PAGE).status_code == 403
    assert AccessEvent.objects.get().kind == AccessKind.REFUSED


def test_role_change_bites_on_the_next_request(client_of):
    client = client_of(Role.SYSTEM_ADMIN)
    AllowedNetwork.objects.create(role=Role.OPERATOR, cidr="127.0.0.0/8", note="試験")
    assert client.get("/accounts/users/").status_code == 200
    User.objects.filter(pk=client.user.pk).update(role=Role.OPERATOR)
    assert client.get("/accounts/users/").status_code == 403


def test_disabling_bites_on_the_next_request_and_enabling_does_not_bring_the_session_back(client_of):
    client = client_of(Role.OPERATOR)
    assert is_signed_in(client)
    User.objects.filter(pk=client.user.pk).update(is_active=False)
    assert client.get(PAGE)["Location"].startswith("/accounts/login/")
    User.objects.filter(pk=client.user.pk).update(is_active=True)
    assert not is_signed_in(client)
    assert not Session.objects.exists()


# --- ranges and addresses ----------------------------------------------------------------------------------------


def test_role_without_any_range_is_refused(client_of):
    client = client_of(Role.OPERATOR)
    AllowedNetwork.objects.all().delete()
    assert client.get(PAGE).status_code == 403
    assert client.get("/no-such-page/").status_code == 403


def test_foreign_address_is_refused_on_every_request_with_its_true_address(client_of):
    client = client_of(Role.OPERATOR)
    response = client.get(PAGE, REMOTE_ADDR="203.0.113.9")
    assert response.status_code == 403
    assert client.user.display_name not in response.content.decode()
    row = AccessEvent.objects.get()
    assert (row.kind, row.user, row.address) == (AccessKind.REFUSED, client.user, "203.0.113.9")
    assert is_signed_in(client)


def test_removed_range_bites_on_the_next_request(client_of):
    client = client_of(Role.OPERATOR)
    assert is_signed_in(client)
    AllowedNetwork.objects.filter(role=Role.OPERATOR).delete()
    assert not is_signed_in(client)


FORGED = [
    {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
    {"HTTP_X_FORWARDED_FOR": "127.0.0.1, 127.0.0.1"},
    {"HTTP_X_FORWARDED_FOR": "::1"},
    {"HTTP_FORWARDED": "for=127.0.0.1"},
    {"HTTP_X_REAL_IP": "127.0.0.1"},
    {"HTTP_CF_CONNECTING_IP": "127.0.0.1"},
    {"HTTP_TRUE_CLIENT_IP": "127.0.0.1"},
    {"HTTP_X_CLIENT_IP": "127.0.0.1"},
    {"HTTP_X_CLUSTER_CLIENT_IP": "127.0.0.1"},
    {"HTTP_CLIENT_IP": "127.0.0.1"},
]


@pytest.mark.parametrize("headers", FORGED)
def test_without_a_proxy_no_header_changes_the_address(client_of, settings, headers):
    settings.TRUSTED_PROXY_COUNT = 0
    client = client_of(Role.OPERATOR)
    assert client.get(PAGE, REMOTE_ADDR="203.0.113.9", **headers).status_code == 403
    assert AccessEvent.objects.get().address == "203.0.113.9"


@pytest.mark.parametrize("headers", FORGED)
def test_behind_one_proxy_only_the_last_entry_counts(client_of, settings, headers):
    """The proxy appends the address it saw to whatever the client sent."""
    settings.TRUSTED_PROXY_COUNT = 1
    client = client_of(Role.OPERATOR)
    sent = headers.get("HTTP_X_FORWARDED_FOR")
    behind = {"HTTP_X_FORWARDED_FOR": f"{sent}, 203.0.113.9" if sent else "203.0.113.9", "REMOTE_ADDR": "127.0.0.1"}
    assert client.get(PAGE, **(headers | behind)).status_code == 403
    assert AccessEvent.objects.get().address == "203.0.113.9"


def test_behind_one_proxy_the_true_address_is_let_in(client_of, settings):
    settings.TRUSTED_PROXY_COUNT = 1
    client = client_of(Role.OPERATOR)
    forwarded = "203.0.113.9, 127.0.0.5"
    assert client.get(PAGE, REMOTE_ADDR="10.9.9.9", HTTP_X_FORWARDED_FOR=forwarded).status_code == 200


@pytest.mark.parametrize("header", ["", "unknown", "127.0.0.1,", "127.0.0.1, x", "127.0.0.1:80", "fe80::1%eth0"])
def test_address_that_cannot_be_told_is_refused_but_the_health_page_answers(client_of, settings, header):
    settings.TRUSTED_PROXY_COUNT = 1
    client = client_of(Role.OPERATOR)
    assert client.get(PAGE, HTTP_X_FORWARDED_FOR=header).status_code == 403
    assert Client().get("/accounts/login/", HTTP_X_FORWARDED_FOR=header).status_code == 403
    assert Client().get("/healthz", HTTP_X_FORWARDED_FOR=header).status_code == 200
    assert [row.address for row in AccessEvent.objects.all()] == [None, None]


@pytest.mark.parametrize(
    ("count", "forwarded", "found"),
    [
        (0, "198.51.100.1", "192.0.2.1"),
        (1, "198.51.100.1", "198.51.100.1"),
        (2, "198.51.100.1", ""),
        (2, "198.51.100.1, 198.51.100.2", "198.51.100.1"),
        (2, "6.6.6.6, 198.51.100.1, 198.51.100.2", "198.51.100.1"),
        (1, "::ffff:198.51.100.1", "198.51.100.1"),
        (1, "2001:DB8::0:1", "2001:db8::1"),
        (1, "198.51.100.01", ""),
    ],
)
def test_client_address_is_counted_from_the_right(rf, settings, count, forwarded, found):
    settings.TRUSTED_PROXY_COUNT = count
    assert client_address(rf.get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)) == found


@pytest.mark.parametrize("cidr", ["192.0.2.1/24", "192.0.2.0/33", "localhost", "", "１９２.0.2.0/24", "0.0.0.0/0"])
def test_range_that_is_none_or_means_anywhere_is_refused(db, cidr):
    with pytest.raises(ValidationError):
        AllowedNetwork(role=Role.OPERATOR, cidr=cidr, note="試験").full_clean()


def test_database_refuses_what_is_no_range(db):
    with pytest.raises(DatabaseError), transaction.atomic():
        AllowedNetwork.objects.create(role=Role.OPERATOR, cidr="192.0.2.1/24", note="試験")
    AllowedNetwork.objects.create(role=Role.OPERATOR, cidr="2001:db8::/48", note="試験")
    assert AllowedNetwork.objects.get().cidr == "2001:db8::/48"


def test_same_range_is_listed_once_for_a_role(db):
    AllowedNetwork.objects.create(role=Role.OPERATOR, cidr="192.0.2.0/24", note="一")
    AllowedNetwork.objects.create(role=Role.CC_LEADER, cidr="192.0.2.0/24", note="別の役割")
    with pytest.raises(IntegrityError), transaction.atomic():
        AllowedNetwork.objects.create(role=Role.OPERATOR, cidr="192.0.2.0/24", note="二")


def test_administrator_cannot_remove_the_range_they_work_from(user_of):
    admin = user_of(Role.SYSTEM_ADMIN)
    own = AllowedNetwork.objects.create(role=Role.SYSTEM_ADMIN, cidr="192.0.2.0/24", note="ここ")
    other = AllowedNetwork.objects.create(role=Role.SYSTEM_ADMIN, cidr="198.51.100.0/24", note="別の場所")
    with pytest.raises(LastWayIn):
        withdraw_network(own, by=admin, address="192.0.2.7", reason="整理")
    withdraw_network(other, by=admin, address="192.0.2.7", reason="整理")
    assert list(AllowedNetwork.objects.all()) == [own]
    change = Events.objects.filter(pgh_obj_model="accounts.AllowedNetwork", pgh_label="delete").get()
    assert change.pgh_context["reason"] == "整理"


# --- sessions ----------------------------------------------------------------------------------------------------


@pytest.fixture
def signed_in(user_of):
    """Someone signed in at noon through the page, so that their session stands in the list."""
    AllowedNetwork.objects.create(role=Role.OPERATOR, cidr="127.0.0.0/8", note="試験")
    user_of(Role.OPERATOR, username="someone")
    with time_machine.travel("2025-06-02 12:00:00+09:00", tick=False):
        yield sign_in("someone", PASSWORD)


def at(clock, client, **extra):
    with time_machine.travel(f"2025-06-02 {clock}+09:00", tick=False):
        return client.get(PAGE, **extra).status_code


def test_session_ends_after_thirty_minutes_without_a_request(signed_in):
    assert at("12:29:59", signed_in) == 200
    assert at("12:59:58", signed_in) == 200
    assert at("13:29:58", signed_in) == 302
    assert AccessEvent.objects.filter(kind=AccessKind.SIGN_OUT).get().reason == sessions.IDLE
    assert at("13:29:59", signed_in) == 302


def test_idle_limit_is_half_open(signed_in):
    assert at("12:30:00", signed_in) == 302


@pytest.mark.parametrize(
    "extra",
    [
        {"headers": {"X-Live": "1"}},
        {"headers": {"HX-Request": "true"}, "query_params": {"v": "7"}},
    ],
)
def test_updates_of_an_open_page_do_not_keep_the_session_alive(signed_in, extra):
    for minute in range(1, 30):
        assert at(f"12:{minute:02}:00", signed_in, **extra) == 200
    with time_machine.travel("2025-06-02 12:30:00+09:00", tick=False):
        response = signed_in.get(PAGE, **extra)
    assert response.headers.get("HX-Redirect", response.headers.get("Location", "")).startswith("/accounts/login/")


def test_session_ends_ten_hours_after_sign_in_whatever_is_done(signed_in):
    for half_hour in range(1, 40):
        hour, minute = divmod(12 * 60 + half_hour * 15, 60)
        assert at(f"{hour}:{minute:02}:00", signed_in) == 200
    with time_machine.travel("2025-06-02 21:50:00+09:00", tick=False):
        signed_in.session.save()  # as a page does that keeps something there: Django alone would now count from here
    assert at("21:59:59", signed_in) == 200
    assert at("22:00:00", signed_in) == 302
    assert AccessEvent.objects.filter(kind=AccessKind.SIGN_OUT).get().reason == sessions.TOO_OLD


def test_page_tells_why_the_session_ended(signed_in):
    with time_machine.travel("2025-06-02 13:00:00+09:00", tick=False):
        assert sessions.IDLE in signed_in.get(PAGE, follow=True).content.decode()


def test_ordinary_request_writes_no_session(signed_in, django_assert_num_queries):
    """Writing it would let a slow request bring back what another one just ended."""
    at("12:00:30", signed_in)
    with time_machine.travel("2025-06-02 12:05:00+09:00", tick=False), django_assert_num_queries(7) as queries:
        signed_in.get(PAGE)
    writes = [query["sql"] for query in queries if re.search("UPDATE|INSERT|DELETE", query["sql"])]
    assert len(writes) == 1
    assert 'UPDATE "usersessions_usersession" SET "last_seen_at"' in writes[0]


def test_sign_out_during_another_request_is_not_undone(signed_in, monkeypatch):
    """The slow request is held inside the view while the same session signs out."""
    key = signed_in.session.session_key
    twin = Client()
    twin.cookies = signed_in.cookies.copy()
    original = type(AccessEvent.objects.all()).sign_ins_of

    def slow(self, user):
        if Session.objects.filter(session_key=key).exists():
            assert twin.post("/accounts/logout/").status_code == 302
        return original(self, user)

    monkeypatch.setattr("apps.accounts.models.AccessEventQuerySet.sign_ins_of", slow)
    signed_in.get(PAGE)
    assert not Session.objects.filter(session_key=key).exists()
    assert signed_in.get(PAGE).status_code == 302


def test_request_that_changes_the_session_after_a_sign_out_does_not_bring_it_back(signed_in, monkeypatch):
    key = signed_in.session.session_key
    original = type(AccessEvent.objects.all()).sign_ins_of
    seen = []

    def slow(self, user):
        Session.objects.filter(session_key=key).delete()
        seen.append(user)
        return original(self, user)

    monkeypatch.setattr("apps.accounts.models.AccessEventQuerySet.sign_ins_of", slow)
    monkeypatch.setattr("apps.accounts.sessions.note_activity", lambda session, at: session.update({"touched": 1}))
    assert signed_in.get(PAGE).status_code == 400
    assert len(seen) == 1
    assert not Session.objects.filter(session_key=key).exists()


def test_last_seen_of_an_ended_session_is_not_made_again(signed_in):
    store = signed_in.session
    UserSession.objects.all().delete()
    sessions.note_activity(store, timezone.now() + timedelta(minutes=5))
    assert not UserSession.objects.exists()


# --- access rows -------------------------------------------------------------------------------------------------


def test_access_rows_are_written_once(rf, user_of):
    user = user_of(Role.CITY_STAFF)
    request = rf.get("/calls/1/")
    request.user = user
    row = record_access(request, AccessKind.VIEW, target=user, reason="照会のため")
    assert (row.target_type, row.target_id, row.address) == ("accounts.user", str(user.pk), "127.0.0.1")
    for attempt in [
        lambda: AccessEvent.objects.update(reason=""),
        lambda: AccessEvent.objects.all().delete(),
        lambda: AccessEvent.objects.filter(pk=row.pk).update(at=timezone.now()),
    ]:
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            attempt()
    assert AccessEvent.objects.get().reason == "照会のため"


def test_secret_of_a_link_is_not_kept(rf, db):
    request = rf.get("/outreach/f/" + "a1B2" * 11 + "/?x=1")
    assert record_access(request, AccessKind.REFUSED, reason="期限切れ").path == "/outreach/f/…/"
