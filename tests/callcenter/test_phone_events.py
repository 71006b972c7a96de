"""The address where the telephone system announces its calls: who may, what is answered, what is never written."""

import json
import logging
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import AccessEvent
from apps.callcenter import phone
from apps.callcenter.actions import renew_token, revoke_token
from apps.callcenter.models import LiveCall, TelephoneEvent, TelephoneSource
from apps.callcenter.phone_events import LARGEST_BODY, MOST_EVENTS

from .phone_factories import MASKED, NUMBER, announce, event, give_code, make_source


@pytest.fixture
def leader(masters, user_of):
    return user_of("cc_leader")


@pytest.fixture
def operator(masters, user_of):
    operator = user_of("operator")
    give_code(operator, "201")
    return operator


@pytest.fixture
def source_and_token(leader, operator):
    return make_source(leader)


@pytest.fixture
def token(source_and_token):
    return source_and_token[1]


def error_of(response) -> str:
    return response.json()["error"]["code"]


# --- what is taken -----------------------------------------------------------------------------------------------


def test_announced_call_is_taken_without_session_and_seen_by_its_operator(token, operator):
    response = announce(token, event("ringing", extension="201", caller=NUMBER))
    assert (response.status_code, response.json()) == (200, {"accepted": 1, "repeated": 0, "refused": []})
    assert not response.cookies
    call = phone.current_call(operator, timezone.now())
    assert (call.state, call.number_shown) == ("ringing", MASKED)


def test_list_is_taken_in_one_request(token):
    events = [event(kind, seconds=-9 + n, extension="201") for n, kind in enumerate(("ringing", "answered", "ended"))]
    assert announce(token, *events).json()["accepted"] == 3
    assert LiveCall.objects.get().state == "ended"


def test_event_sent_twenty_times_is_taken_once(token):
    same = event("ringing", extension="201")
    answers = [announce(token, same).json() for _ in range(20)]
    assert [each["accepted"] for each in answers] == [1] + [0] * 19
    assert [each["repeated"] for each in answers] == [0] + [1] * 19
    assert TelephoneEvent.objects.count() == 1


def test_same_event_id_of_another_system_is_another_event(token, leader):
    _, other = make_source(leader, name="別の交換機")
    same = event("ringing")
    assert [announce(each, same).json()["accepted"] for each in (token, other)] == [1, 1]
    assert LiveCall.objects.count() == 2


def test_wrong_event_does_not_keep_the_others_back(token):
    response = announce(token, event("ringing"), event("sneezing"), event("ended"), 7)
    assert response.status_code == 422
    answer = response.json()
    assert (answer["accepted"], [(each["index"], each["field"]) for each in answer["refused"]]) == (
        2, [(1, "kind"), (3, "")],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("caller", "shown"),
    [
        ("０４９－２２４－６１７８", MASKED), ("+81492246178", MASKED), ("anonymous", "非通知"), ("非通知", "非通知"),
        ("公衆電話", "非通知"), ("Unavailable", ""), ("²²²²²²²²²²", ""), (None, ""), ("", ""),
    ],
)  # fmt: skip
def test_number_is_understood_in_its_spellings(token, operator, caller, shown):
    assert announce(token, event("answered", extension="201", caller=caller)).status_code == 200
    assert phone.current_call(operator, timezone.now()).number_shown == shown


@pytest.mark.parametrize("extension", ["0492248811", "+81492248811"])
def test_number_of_an_outside_line_is_not_kept(token, operator, extension):
    announce(token, event("answered", seconds=-9, extension="201"))
    announce(token, event("transferred", extension=extension.lstrip("+")))
    call = LiveCall.objects.get()
    assert (call.extension, call.operator, call.passed_at is None) == ("201", operator, False)
    assert set(TelephoneEvent.objects.values_list("extension", flat=True)) == {"201", ""}


# --- who may -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic eDp5", "Bearer " + "x" * 43, "Bearer é" + "x" * 42])
def test_wrong_token_is_refused_and_the_attempt_written_down_without_it(token, header):
    response = announce("", event("ringing"), headers={"Authorization": header})
    assert (response.status_code, error_of(response)) == (401, "token")
    assert response["WWW-Authenticate"] == "Bearer"
    refusal = AccessEvent.objects.get()
    assert (refusal.kind, refusal.path) == ("refused", "/calls/phone/events/")
    assert "x" * 42 not in refusal.reason
    assert not TelephoneEvent.objects.exists()


def test_revoked_and_replaced_tokens_end_at_once(source_and_token, leader):
    source, token = source_and_token
    new = renew_token(source=source, by=leader, at=timezone.now())
    assert [announce(each, event("ringing")).status_code for each in (token, new)] == [401, 200]
    revoke_token(source=source, by=leader, at=timezone.now(), reason="試験")
    assert announce(new, event("ringing")).status_code == 401
    again = renew_token(source=source, by=leader, at=timezone.now())
    assert announce(again, event("ringing")).status_code == 200


def test_token_is_shown_nowhere_but_as_its_hash(source_and_token):
    source, token = source_and_token
    source.refresh_from_db()
    assert len(token) == 43  # 256 bits
    assert len(source.token_hash) == 64
    assert token not in source.token_hash
    assert not [field.name for field in source.events.model._meta.fields if field.name == "token_hash"]


def test_foreign_address_is_refused_with_the_right_token(leader, operator):
    _, token = make_source(leader, networks=("192.0.2.0/24", "2001:db8::/32"))
    assert announce(token, event("ringing"), REMOTE_ADDR="192.0.2.9").status_code == 200
    assert announce(token, event("ringing"), REMOTE_ADDR="2001:db8::9").status_code == 200
    for address in ("198.51.100.9", "2001:db9::9", "127.0.0.1"):
        response = announce(token, event("ringing"), REMOTE_ADDR=address)
        assert (response.status_code, error_of(response)) == (403, "address")
    assert TelephoneEvent.objects.count() == 2


def test_somebody_signed_in_is_not_the_telephone_system(token, client_of):
    response = announce(token, event("ringing"), client=client_of("operator"))
    assert response.status_code == 403
    assert Client().get(reverse("callcenter:phone_events")).status_code == 405
    assert not TelephoneEvent.objects.exists()


def test_token_and_number_are_in_no_log(source_and_token, caplog):
    _, token = source_and_token
    with caplog.at_level(logging.DEBUG):
        announce(token, event("answered", extension="201", caller=NUMBER))
        announce(token, event("answered", extension="201", caller=NUMBER) | {"call_id": "x-0492246178"})
        announce(token[:-1] + "x", event("ringing", caller=NUMBER))
        announce(token, body=b"{" + NUMBER.encode())
        announce(token, event("answered", caller={"number": NUMBER}), event(NUMBER), NUMBER)
    assert token[:20] not in caplog.text
    assert "2246178" not in caplog.text.replace("-", "")
    kept = str(list(AccessEvent.objects.values()))
    assert token[:20] not in kept
    assert "2246178" not in kept.replace("-", "")


def test_answers_repeat_nothing_of_what_was_sent(token):
    response = announce(token, event("answered", caller="x" * 65), event(f"<b>{NUMBER}"), {NUMBER: NUMBER})
    assert response.status_code == 422
    assert "6178" not in response.content.decode()


# --- limits and hostile input ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        b" ", b"{", b"\0", b"\xff\xfe", b"null", b"7", b'"x"', b"[]", b"NaN", b"[" * 90_000, b'{"a":' * 30_000,
        b"9" * 5_000, b'{"event_id": NaN}', b"\xef\xbb\xbf{}",
    ],
)  # fmt: skip
def test_what_is_no_json_of_events_is_answered_400(token, body):
    response = announce(token, body=body)
    assert (response.status_code, error_of(response)) == (400, "json")


HOSTILE = [
    None, "", 7, 1.5, True, [], {}, ["x"], "\0", "\ud800", "²", "か", "9" * 5000, "../../etc", "a b", "<script>", "'--",
]  # fmt: skip


@pytest.mark.parametrize("name", ["event_id", "call_id", "kind", "occurred_at"])
def test_hostile_values_are_refused_by_field(token, name):
    for value in HOSTILE:
        response = announce(token, event("ringing") | {name: value})
        assert response.status_code == 422, value
        assert response.json()["refused"][0]["field"] == name, value
    without = event("ringing")
    del without[name]
    assert announce(token, without).status_code == 422
    assert not LiveCall.objects.exists()


@pytest.mark.parametrize("name", ["extension", "caller"])
def test_hostile_optional_values_break_nothing(token, name):
    for value in HOSTILE:
        assert announce(token, event("answered") | {name: value}).status_code in (200, 422), value
    assert set(TelephoneEvent.objects.values_list("extension", flat=True)) <= {""}


def test_id_that_holds_the_callers_number_is_refused(token):
    for name, value in (("call_id", "SIP-0492246178-1"), ("event_id", "81492246178.7"), ("call_id", "049.224.6178")):
        response = announce(token, event("ringing", caller=NUMBER) | {name: value})
        assert (response.status_code, response.json()["refused"][0]["field"]) == (422, name)
    assert not LiveCall.objects.exists()


@pytest.mark.parametrize("value", ["0492246178", "in-09012345678", "+81492246178", "81492246178@pbx", "x.0492246178.1"])
def test_id_that_is_a_phone_number_is_refused_without_the_number_beside_it(token, value):
    for name in ("call_id", "event_id"):
        assert announce(token, event("ended") | {name: value}).status_code == 422


@pytest.mark.parametrize(
    "value",
    [
        "1764000005.42", "0000012345", "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "pbx1-1764000005042-1",
        "04922461-7812-4345-8901-049224617812", "SIP/201-0000a3f1",
    ],
)  # fmt: skip
def test_ids_that_telephone_systems_make_are_taken(token, value):
    assert announce(token, event("ringing", value) | {"event_id": value}).status_code == 200


def test_unknown_field_is_refused(token):
    assert announce(token, event("ringing", name="川越太郎")).status_code == 422


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        (timedelta(seconds=119), 200), (timedelta(minutes=3), 422), (-timedelta(hours=23, minutes=55), 200),
        (-timedelta(hours=24, seconds=5), 422),
    ],
)  # fmt: skip
def test_clock_may_be_off_by_the_parameters(token, moment, status):
    assert announce(token, event("ringing", seconds=moment.total_seconds())).status_code == status


@pytest.mark.parametrize(
    "text", ["2025-06-18T10:00:00", "2025-06-18", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00"]
)
def test_moment_without_zone_or_outside_the_calendar_is_refused(token, text):
    response = announce(token, event("ringing") | {"occurred_at": text})
    assert (response.status_code, response.json()["refused"][0]["field"]) == (422, "occurred_at")


def test_moment_in_another_zone_is_the_same_moment(token):
    moment = timezone.now().replace(microsecond=0)
    announce(token, event("ringing") | {"occurred_at": moment.strftime("%Y-%m-%dT%H:%M:%SZ")})
    assert LiveCall.objects.get().rung_at == moment


def test_too_much_at_once_is_answered_413(token):
    assert announce(token, body=b" " * (LARGEST_BODY + 1)).status_code == 413
    assert announce(token, *[event("ringing")] * (MOST_EVENTS + 1)).status_code == 413
    assert announce(token, *[event("ringing") for _ in range(MOST_EVENTS)]).json()["accepted"] == MOST_EVENTS


def test_body_longer_than_it_says_is_not_read_further(token):
    """Sent in chunks, a body says no length."""
    response = announce(token, body=b" " * (LARGEST_BODY + 1), CONTENT_LENGTH="")
    assert response.status_code in (400, 413)


def test_form_is_no_json(token):
    for content_type in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", ""):
        response = announce(token, body=b"x", content_type=content_type)
        assert (response.status_code, error_of(response)) == (415, "media_type")


def test_too_many_requests_of_one_system_are_answered_429_and_of_another_taken(token, leader, monkeypatch):
    monkeypatch.setitem(settings.PHONE_RATE_LIMITS, "announce", "3/m/key")
    _, other = make_source(leader, name="別の交換機")
    statuses = [announce(token, event("ringing")).status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    assert announce(other, event("ringing")).status_code == 200
    refused = announce(token, event("ringing"))
    assert (error_of(refused), refused["Retry-After"]) == ("rate", "5")


def test_guessing_tokens_is_slowed_down_and_does_not_stop_the_real_system(token, monkeypatch):
    monkeypatch.setitem(settings.PHONE_RATE_LIMITS, "unknown_token", "3/m/ip")
    statuses = [announce("y" * 43, event("ringing")).status_code for _ in range(5)]
    assert statuses == [401, 401, 401, 429, 429]
    assert AccessEvent.objects.count() == 3
    assert announce(token, event("ringing")).status_code == 200


def test_busy_database_asks_to_send_again(token, monkeypatch):
    def busy(**_):
        raise OperationalError("canceling statement due to lock timeout")

    monkeypatch.setattr("apps.callcenter.views.phone_webhook.take_event", busy)
    response = announce(token, event("ringing"))
    assert (response.status_code, error_of(response)) == (503, "busy")


def test_call_is_taken_without_the_cache(token, operator, monkeypatch):
    """The call reaches the desk; only its number does not."""
    from redis import ConnectionError as RedisIsGone

    def gone(*_, **__):
        raise RedisIsGone

    for name in ("get", "set", "add", "get_many", "delete"):
        monkeypatch.setattr(cache, name, gone)
    assert announce(token, event("answered", extension="201", caller=NUMBER)).status_code == 200
    assert phone.current_call(operator, timezone.now()).number_shown == ""


def test_document_shows_requests_that_are_taken(token):
    text = (settings.BASE_DIR / "docs" / "telephone-events.md").read_text()
    examples = [part.split("```")[0] for part in text.split("```json\n")[1:]]
    requests = [json.loads(each) for each in examples if '"event_id"' in each]
    assert len(requests) >= 2
    for sent in requests:
        events = sent if isinstance(sent, list) else [sent]
        for each in events:
            each["occurred_at"] = timezone.localtime().isoformat()
        assert announce(token, *events).json()["accepted"] == len(events)
    assert reverse("callcenter:phone_events") in text
    assert TelephoneSource.objects.count() == 1
