"""The way in by a link: what opens, what does not, and what nobody learns from it."""

import logging
import re
import threading
from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.test import Client
from redis.exceptions import ConnectionError as NoRedis

from apps.accounts.enums import Role
from apps.accounts.models import AccessEvent
from apps.core.db import violated
from apps.core.logs import JsonFormatter, without_secrets
from apps.outreach import actions
from apps.outreach.actors import Actor
from apps.outreach.enums import Party, VisitStatus
from apps.outreach.links import address as address_of
from apps.outreach.links import links_of
from apps.outreach.models import FacilityLink, FacilityPass, NotPossible, VisitStep
from apps.outreach.tokens import token_hash
from tests.threads import at_once

from .factories import NOW, make_facility, make_user, make_visit
from .link_factories import come_by, facility_client, make_link

GONE = "このリンクは使えません"
DEAD = "link_acts_for_its_own_facility_while_living"
WISHES = {"head_count": 8, "needs": ["wheelchair"], "venue": ["room"], "wish": "午前中を希望します。"}


def row_counts() -> dict[str, int]:
    tables = connection.introspection.table_names()
    stored = [model for model in apps.get_models() if model._meta.db_table in tables]
    return {model._meta.label: model._base_manager.count() for model in stored}


# --- the token ------------------------------------------------------------------------------------------------------


def test_only_the_hash_of_a_token_is_kept():
    link, token = make_link()
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", token)  # 256 bits
    assert link.token_hash == token_hash(token) != token
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(e)::text FROM outreach_facilitylinkevent e")
        history = "".join(row[0] for row in cursor.fetchall())
    assert history
    assert token not in history
    assert link.token_hash not in history


def test_a_token_itself_is_refused_by_the_table():
    link, token = make_link()
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        FacilityLink.objects.create(
            facility=link.facility, token_hash=token, made_at=NOW, made_by=link.made_by, expires_at=NOW + timedelta(1)
        )
    assert violated(refusal.value) == "facilitylink_keeps_a_hash_only"


@pytest.mark.parametrize(
    "change",
    [{"expires_at": NOW + timedelta(days=400)}, {"token_hash": "0" * 64}, {"made_at": NOW - timedelta(days=1)}],
    ids=lambda change: next(iter(change)),
)
def test_a_link_stays_as_issued(change):
    link, _ = make_link()
    with pytest.raises(Exception, match="Cannot update rows"), transaction.atomic():
        FacilityLink.objects.filter(pk=link.pk).update(**change)


def test_a_revocation_is_for_good():
    link, _ = make_link()
    actions.revoke_link(link=link, by=make_user(Role.CITY_STAFF), at=NOW, reason="紛失")
    with pytest.raises(Exception, match="Cannot update rows"), transaction.atomic():
        FacilityLink.objects.update(revoked_at=None, revoked_by=None, revoke_reason="")
    with pytest.raises(NotPossible, match="すでに取り消されています"):
        actions.revoke_link(link=link, by=make_user(Role.CITY_STAFF), at=NOW, reason="もう一度")


# --- looking ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "head"])
def test_who_only_looks_learns_and_changes_nothing(method, django_assert_num_queries):
    """A mail scanner, a preview and a prefetch see the same page whether the link lives or not; nothing is counted."""
    _, token = make_link()
    before, pages = row_counts(), set()
    for address in (token, "A" * 43):
        client = Client()
        with django_assert_num_queries(0):
            answer = getattr(client, method)(f"/f/{address}/", headers={"Sec-Purpose": "prefetch"})
        assert answer.status_code == 200
        assert "facility" not in client.cookies
        assert settings.SESSION_COOKIE_NAME not in client.cookies
        text = answer.content.decode().replace(address, "")
        pages.add(re.sub(r'name="csrfmiddlewaretoken" value="\w+"|data-now="[^"]*"', "", text))
    assert len(pages) == 1
    assert row_counts() == before


def test_every_facility_page_lets_no_address_out():
    client, _ = facility_client()
    for answer in (client.get("/f/"), client.get("/f/new/"), Client().get("/f/"), Client().get(f"/f/{'A' * 43}/")):
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["Cache-Control"] == "no-store, private"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert "http://" not in answer.content.decode().replace("http://www.w3.org", "")


# --- opening ----------------------------------------------------------------------------------------------------------


def test_link_is_swapped_for_a_short_cookie_and_a_clean_address():
    link, token = make_link()
    client = come_by(token)
    cookie = client.cookies["facility"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/f/")
    assert cookie["max-age"] == 60 * 60
    assert token not in cookie.value
    opened = FacilityPass.objects.get(link=link)
    assert opened.secret_hash == token_hash(cookie.value)
    assert settings.SESSION_COOKIE_NAME not in client.cookies
    assert client.get("/f/").status_code == 200


def test_cookie_is_bound_to_the_facilities_host(settings):
    settings.SESSION_COOKIE_SECURE, settings.FACILITY_HOST = True, "testserver"
    client = come_by(make_link()[1])
    cookie = client.cookies["__Host-facility"]
    assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")


def test_link_may_be_opened_again_until_its_end(time_machine):
    link, token = make_link()
    for day in (0, 5, 13):
        time_machine.move_to(NOW + timedelta(days=day), tick=False)
        assert come_by(token).get("/f/").status_code == 200
    assert link.passes.count() == 3
    row = links_of(link.facility, NOW + timedelta(days=13))[0]
    assert (row.word, row.opened, row.last_opened_at) == ("有効", 3, NOW + timedelta(days=13))


@pytest.mark.parametrize("fate", ["unknown", "revoked", "over", "empty", "garbage"])
def test_whatever_does_not_open_gets_one_answer(fate, time_machine, django_assert_num_queries):
    link, token = make_link()
    if fate == "revoked":
        actions.revoke_link(link=link, by=link.made_by, at=NOW, reason="紛失")
    if fate == "over":
        time_machine.move_to(NOW + timedelta(days=14), tick=False)
    sent = {"unknown": "B" * 43, "empty": "", "garbage": "\0\x7f𠮷" * 400}.get(fate, token)
    client = Client()
    with django_assert_num_queries(2):  # the link, whom to telephone
        answer = client.post("/f/open/", {"token": sent})
    assert answer.status_code == 404
    text = re.sub(r'data-now="[^"]*"', "", answer.content.decode())
    assert GONE in text
    assert "049-224-6178" in text
    assert hash(re.sub(r"\s", "", text)) == hash(re.sub(r"\s", "", _gone_page()))
    assert "facility" not in client.cookies
    assert not FacilityPass.objects.exists()


def _gone_page() -> str:
    return re.sub(r'data-now="[^"]*"', "", Client().get("/f/").content.decode())


def test_guessing_is_stopped(settings):
    settings.FACILITY_RATE_LIMITS = settings.FACILITY_RATE_LIMITS | {"unknown_link": "3/m/ip"}
    statuses = [Client().post("/f/open/", {"token": f"{number}" * 43}).status_code for number in range(5)]
    assert statuses == [404, 404, 404, 429, 429]
    assert Client(REMOTE_ADDR="192.0.2.9").post("/f/open/", {"token": "C" * 43}).status_code == 404


def test_who_guesses_locks_nobody_out_who_shares_the_address(settings):
    settings.FACILITY_RATE_LIMITS = settings.FACILITY_RATE_LIMITS | {"unknown_link": "1/m/ip"}
    _, token = make_link()
    assert [Client().post("/f/open/", {"token": "C" * 43}).status_code for _ in range(2)] == [404, 429]
    assert come_by(token).get("/f/").status_code == 200


def test_one_link_is_not_opened_without_end(settings):
    settings.FACILITY_RATE_LIMITS = settings.FACILITY_RATE_LIMITS | {"open": "3/m/key"}
    (link, token), (_, other) = make_link(), make_link()
    answers = [Client(REMOTE_ADDR=f"192.0.2.{number}").post("/f/open/", {"token": token}) for number in range(1, 6)]
    assert [answer.status_code for answer in answers] == [303, 303, 303, 429, 429]
    assert "数分待ってから" in answers[-1].content.decode()
    assert link.passes.count() == 3
    assert come_by(other).get("/f/").status_code == 200


def test_refusals_of_one_address_do_not_fill_the_access_rows(settings):
    settings.FACILITY_RATE_LIMITS = settings.FACILITY_RATE_LIMITS | {"refused": "2/m/ip"}
    client = Client(enforce_csrf_checks=True)
    assert {client.post("/f/open/").status_code for _ in range(5)} == {403}
    assert AccessEvent.objects.count() == 2
    assert {client.post("/accounts/login/").status_code for _ in range(3)} == {403}
    assert AccessEvent.objects.count() == 5


def test_nobody_gets_in_who_cannot_be_counted(monkeypatch):
    def refuse(*args, **kwargs):
        raise NoRedis

    _, token = make_link()
    monkeypatch.setattr("apps.outreach.passes.ratelimit.consume", refuse)
    assert Client().post("/f/open/", {"token": token}).status_code == 429


# --- the pass ---------------------------------------------------------------------------------------------------------


def test_pass_lasts_an_hour_after_the_last_use(time_machine):
    client, link = facility_client()
    for minutes in (50, 100, 150):
        time_machine.move_to(NOW + timedelta(minutes=minutes), tick=False)
        assert client.get("/f/").status_code == 200
    assert link.passes.get().expires_at == NOW + timedelta(minutes=210)
    time_machine.move_to(NOW + timedelta(minutes=210), tick=False)
    assert client.get("/f/").status_code == 404


def test_a_page_that_asks_by_itself_does_not_prolong_the_pass(time_machine):
    client, link = facility_client()
    time_machine.move_to(NOW + timedelta(minutes=50), tick=False)
    assert client.get("/f/live/", headers={"HX-Request": "true"}).status_code == 200
    assert link.passes.get().expires_at == NOW + timedelta(minutes=60)


def test_pass_ends_with_its_link(time_machine):
    link, token = make_link()
    time_machine.move_to(NOW + timedelta(days=14) - timedelta(minutes=20), tick=False)
    client = come_by(token)
    assert link.passes.get().expires_at == link.expires_at
    time_machine.move_to(link.expires_at, tick=False)
    assert client.get("/f/").status_code == 404
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        link.passes.update(expires_at=link.expires_at + timedelta(minutes=1))
    assert violated(refusal.value) == "facilitypass_lives_within_its_link"


def test_revoking_ends_what_is_open_at_once():
    client, link = facility_client()
    other, _ = facility_client(link.facility)
    actions.revoke_link(link=link, by=link.made_by, at=NOW, reason="紛失")
    assert GONE in client.get("/f/").content.decode()
    assert client.post("/f/new/", {"head_count": 3}).status_code == 404
    polled = client.get("/f/live/", headers={"HX-Request": "true"})
    assert (polled.status_code, polled["HX-Redirect"]) == (204, "/f/")
    assert other.get("/f/").status_code == 200


def test_ending_the_use_ends_this_device_only():
    link, token = make_link()
    client, other = come_by(token), come_by(token)
    secret = client.cookies["facility"].value
    answer = client.post("/f/end/")
    assert (answer.status_code, answer["Clear-Site-Data"]) == (200, '"cache"')
    assert client.cookies["facility"].value == ""
    client.cookies["facility"] = secret
    assert client.get("/f/").status_code == 404
    assert other.get("/f/").status_code == 200
    assert link.passes.filter(ended_at=NOW).count() == 1


def test_somebody_signed_in_may_open_a_link(client_of):
    client = come_by(make_link()[1], client_of(Role.CITY_STAFF))
    assert client.get("/f/").status_code == 200
    assert client.get("/outreach/feed/").status_code == 200


def test_forms_need_their_token():
    client = Client(enforce_csrf_checks=True)
    _, token = make_link()
    refused = client.post("/f/open/", {"token": token})
    assert (refused.status_code, "Cookieを使えるように" in refused.content.decode()) == (403, True)
    assert "業務システム" not in refused.content.decode()
    page = client.get(f"/f/{token}/").content.decode()
    form_token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)[1]
    sent = {"token": token, "csrfmiddlewaretoken": form_token}
    assert client.post("/f/open/", sent, headers={"Origin": "https://evil.example"}).status_code == 403
    assert client.post("/f/open/", sent, headers={"Origin": "null", "Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.post("/f/open/", sent, headers={"Origin": "null", "Sec-Fetch-Site": "same-origin"}).status_code == 303


def test_form_without_a_referer_is_taken_over_tls():
    """`no-referrer` makes browsers send `Origin: null` and no Referer."""
    client = Client(enforce_csrf_checks=True)
    _, token = make_link()
    page = client.get(f"/f/{token}/", secure=True).content.decode()
    sent = {"token": token, "csrfmiddlewaretoken": re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)[1]}
    headers = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
    assert client.post("/f/open/", sent, headers=headers, secure=True).status_code == 303


# --- no trace of the token --------------------------------------------------------------------------------------------


def test_no_log_names_a_token(caplog, settings):
    _, token = make_link()
    caplog.set_level(logging.DEBUG)
    client = Client(raise_request_exception=False)
    addresses = [f"/f/{token}/", f"/f/{token}", f"/f/{token}/more/", f"/outreach/feeds/{token}.ics"]
    for address in addresses:
        client.get(address)
        client.post(address)
    Client(enforce_csrf_checks=True).post(f"/f/{token}/")
    settings.FACILITY_HOST, settings.ALLOWED_HOSTS = "facility.example", ["testserver", "facility.example"]
    client.get(f"/f/{token}/")
    come_by(token, Client(headers={"host": "facility.example"}))
    lines = [JsonFormatter().format(record) for record in caplog.records if not record.name.startswith("django.db")]
    assert lines
    assert not [line for line in lines if token in line]
    rows = AccessEvent.objects.values_list("path", "reason")
    assert rows
    assert not [row for row in rows if token in row[0] + row[1]]


@pytest.mark.parametrize(
    "text", ["GET /f/{}/ 404", "Not Found: /f/{}", "Not Found: /F/{}/", "'/outreach/feeds/{}.ics?x=1'"]
)
def test_secrets_are_left_out_of_a_text(text):
    assert "A" * 43 not in without_secrets(text.format("A" * 43))
    assert without_secrets("/f/visits/12/change/") == "/f/visits/12/change/"


def test_web_server_logs_no_token():
    from gunicorn.config import Config

    from kawagoe_mynumber.gunicorn import DiscreetLogger

    class Answer:
        status, sent, headers = "404 Not Found", 10, []

    logger = DiscreetLogger(Config())
    path = f"/f/{'A' * 43}/"
    environ = {"PATH_INFO": path, "RAW_URI": path, "REQUEST_METHOD": "GET", "SERVER_PROTOCOL": "HTTP/1.1"}
    request = type("Request", (), {"headers": [("Referer", f"https://host{path}")]})()
    atoms = logger.atoms(Answer(), request, environ, timedelta(0))
    assert atoms["U"] == "/f/…/"
    assert "A" * 43 not in repr(atoms)


# --- hosts ------------------------------------------------------------------------------------------------------------


def test_facilities_host_shows_facilities_pages_only(settings, client_of):
    settings.FACILITY_HOST = "facility.example"
    settings.ALLOWED_HOSTS = ["testserver", "facility.example"]
    facility = {"host": "facility.example"}
    _, token = make_link()
    manager = client_of(Role.GENERAL_MANAGER)
    assert Client().get(f"/f/{token}/", headers=facility).status_code == 200
    assert Client().get("/healthz", headers=facility).status_code in (200, 503)
    for address in ("/", "/outreach/", "/accounts/login/", "/calls/", "/outreach/feed/"):
        answer = manager.get(address, headers=facility)
        assert (answer.status_code, "ログイン" in answer.content.decode()) == (404, False)
        assert "navigation" not in answer.content.decode()
    for address in (f"/f/{token}/", "/f/", "/f/new/"):
        assert manager.get(address).status_code == 404
    assert manager.post("/f/open/", {"token": token}).status_code == 404
    assert manager.get("/outreach/feed/").status_code == 200


@pytest.mark.parametrize("spelling", ["facility.example.", "FACILITY.example", "facility.example:8443"])
def test_facilities_host_is_the_same_however_it_is_written(spelling, settings, client_of):
    """What Django takes for an allowed host must not lead around the border between the two."""
    settings.FACILITY_HOST, settings.ALLOWED_HOSTS = "facility.example", ["testserver", "facility.example"]
    manager, host = client_of(Role.GENERAL_MANAGER), {"host": spelling}
    assert manager.get("/outreach/", headers=host).status_code == 404
    assert Client().get("/accounts/login/", headers=host).status_code == 404
    assert Client().get(f"/f/{'A' * 43}/", headers=host).status_code == 200


@pytest.mark.parametrize("name", ["X-Forwarded-Host", "Forwarded", "X-Original-Host"])
def test_no_header_but_the_host_names_the_host(name, settings):
    settings.FACILITY_HOST, settings.ALLOWED_HOSTS = "facility.example", ["testserver", "facility.example"]
    for host, other in (("testserver", "facility.example"), ("facility.example", "testserver")):
        headers = {"host": host, name: f"host={other}" if name == "Forwarded" else other}
        assert Client().get("/f/", headers=headers).status_code == 404  # there: no pass; here: no such page
        is_facilities = "新しいリンクが必要" in Client().get("/f/", headers=headers).content.decode()
        assert is_facilities == (host == "facility.example")


def test_printed_address_is_on_the_facilities_host(settings, client_of, rf):
    assert address_of("t" * 43, rf.get("/")) == f"http://testserver/f/{'t' * 43}/"
    settings.FACILITY_HOST = "facility.example"
    assert address_of("t" * 43, rf.get("/", secure=True)) == f"https://facility.example/f/{'t' * 43}/"


# --- actors -----------------------------------------------------------------------------------------------------------


def test_actor_is_exactly_one():
    link, _ = make_link()
    with pytest.raises(ValueError, match="either"):
        Actor()
    with pytest.raises(ValueError, match="either"):
        Actor(user=link.made_by, link=link)
    assert (Actor.by_link(link).party, Actor.by_link(link).name) == (Party.FACILITY, "施設（リンク）")
    assert Actor.of(link.made_by).party == Party.CITY
    assert Actor.of(make_user(Role.SITE_LEADER)).party == Party.CONTRACTOR


@pytest.mark.parametrize("by", ["nobody", "both"])
def test_step_is_taken_by_exactly_one(by):
    link, _ = make_link()
    visit = make_visit(facility=link.facility)
    actor = {"taken_by": link.made_by, "taken_by_link": link} if by == "both" else {}
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        visit.steps.create(status=VisitStatus.REQUESTED, taken_at=NOW, **actor)
    assert violated(refusal.value) == "visitstep_is_by_one_actor"


@pytest.mark.parametrize("fate", ["of another facility", "revoked", "over"])
def test_database_refuses_a_link_that_does_not_open_the_visit(fate):
    link, _ = make_link()
    visit = make_visit(facility=make_facility() if fate == "of another facility" else link.facility)
    if fate == "revoked":
        link = actions.revoke_link(link=link, by=link.made_by, at=NOW, reason="紛失")
    moment = link.expires_at if fate == "over" else NOW
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        visit.steps.create(status=VisitStatus.REQUESTED, taken_at=moment, taken_by_link=link)
    assert violated(refusal.value) == DEAD


# --- two at once ------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_openings_at_once_are_two_passes(contract):
    link, token = make_link()
    results = at_once([lambda: actions.open_link(token=token, at=NOW, minutes=60) for _ in range(6)])
    assert len({secret for _, secret in results}) == 6
    assert link.passes.count() == 6


@pytest.mark.django_db(transaction=True)
def test_what_a_link_does_and_its_revocation_happen_one_after_the_other(contract):
    """Every act that went through stands before the revocation; none comes after it."""
    for _ in range(5):
        link, _ = make_link()
        visit = make_visit(facility=link.facility)
        by = Actor.by_link(link)

        def act(number, visit=visit, by=by):
            return actions.change_wishes(visit=visit, wishes=WISHES | {"head_count": number}, by=by, at=NOW)

        def revoke(link=link):
            return actions.revoke_link(link=link, by=link.made_by, at=NOW, reason="紛失")

        results = at_once([revoke, *(lambda n=n: act(n) for n in range(20, 25))])
        done = [result for result in results[1:] if result is True]
        refused = [result for result in results[1:] if isinstance(result, actions.LinkDead)]
        assert len(done) + len(refused) == 5, results
        assert VisitStep.objects.filter(visit=visit).count() == len(done)
        with pytest.raises(actions.LinkDead):
            act(30)


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_database_still_refuses_the_later_act(contract):
    """The step waits for the revocation that came first, and is refused."""
    link, _ = make_link()
    visit = make_visit(facility=link.facility)

    def step():
        visit.steps.create(status=VisitStatus.REQUESTED, taken_at=NOW, taken_by_link=link)

    with transaction.atomic():
        actions.revoke_link(link=link, by=link.made_by, at=NOW, reason="紛失")
        errors: list[object] = []

        def run() -> None:
            try:
                step()
            except IntegrityError as error:
                errors.append(violated(error))
            finally:
                connection.close()

        waiting = threading.Thread(target=run)
        waiting.start()
        waiting.join(timeout=0.5)
        assert waiting.is_alive()
    waiting.join(timeout=60)
    assert errors == [DEAD]
