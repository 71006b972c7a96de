"""The pages of the telephone systems and of the codes, and the call on the operator's desk."""

import re
from datetime import date, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.callcenter import phone
from apps.callcenter.forms.phone import SourceForm
from apps.callcenter.models import CallProfile, LiveCall, OperatorCode, TelephoneSource

from .phone_factories import MASKED, NUMBER, announce, event, give_code, make_source

SOURCES, CODES, STRIP = (f"callcenter:{name}" for name in ("phone_sources", "operator_codes", "desk_call"))
HTMX = {"HX-Request": "true"}


@pytest.fixture
def leader(masters, client_of):
    return client_of("cc_leader")


def profile_pk() -> int:
    return CallProfile.objects.get(code="jp_pbx").pk


def tokens_on(answer) -> list[str]:
    return re.findall(r'<code id="token">([^<]+)</code>', answer.content.decode())


# --- telephone systems -------------------------------------------------------------------------------------------


def test_token_is_shown_once_and_announces(leader):
    answer = leader.post(
        reverse(SOURCES), {"name": "交換機", "profile": profile_pk(), "networks": "127.0.0.0/8\n2001:db8::/32"}
    )
    (token,) = tokens_on(answer)
    assert answer["Cache-Control"] == "no-store, private"
    assert announce(token, event("ringing")).status_code == 200
    source = TelephoneSource.objects.get()
    assert (source.networks, source.token_made_by) == (["127.0.0.0/8", "2001:db8::/32"], leader.user)
    page = leader.get(reverse(SOURCES)).content.decode()
    assert token not in page
    assert tokens_on(leader.get(reverse(SOURCES))) == []


def test_form_sent_twenty_times_registers_one_system(leader):
    sent = {"name": "交換機", "profile": profile_pk(), "networks": ""}
    statuses = [leader.post(reverse(SOURCES), sent).status_code for _ in range(20)]
    assert statuses == [200] + [422] * 19
    assert TelephoneSource.objects.count() == 1


@pytest.mark.parametrize(
    "networks",
    ["x", "192.0.2.9/24", "0.0.0.0/0", "::/0", "10.0.0.0/8 x", " ".join(f"10.{n}.0.0/16" for n in range(21))],
)
def test_wrong_networks_come_back_filled(leader, networks):
    answer = leader.post(reverse(SOURCES), {"name": "交換機", "profile": profile_pk(), "networks": networks})
    assert answer.status_code == 422
    assert networks in answer.content.decode()
    assert not TelephoneSource.objects.exists()


def test_name_that_another_took_meanwhile_is_told_on_the_form(leader, monkeypatch):
    make_source(leader.user)
    monkeypatch.setattr(SourceForm, "validate_unique", lambda form: None)
    answer = leader.post(reverse(SOURCES), {"name": "交換機", "profile": profile_pk(), "networks": ""})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"__all__": ["この名称は登録済みです。"]}
    assert 'value="交換機"' in answer.content.decode()


def test_renewed_token_replaces_the_old_and_revoking_asks_first(leader):
    source, old = make_source(leader.user)
    (new,) = tokens_on(leader.post(reverse("callcenter:phone_source_renew", args=[source.pk])))
    assert [announce(each, event("ringing")).status_code for each in (old, new)] == [401, 200]
    address = reverse("callcenter:phone_source_revoke", args=[source.pk])
    assert "次から受け付けません" in leader.get(address).content.decode()
    assert leader.post(address, {"reason": ""}).status_code == 422
    assert leader.post(address, {"reason": "交換機を入れ替えるため"}).status_code == 302
    assert announce(new, event("ringing")).status_code == 401
    source.refresh_from_db()
    assert source.revoked_by == leader.user
    assert "失効" in leader.get(reverse(SOURCES)).content.decode()


def test_page_counts_todays_events_and_says_a_clock_that_is_ahead(leader):
    _, token = make_source(leader.user)
    announce(token, event("ringing", extension="999"), event("answered", seconds=60, extension="999"))
    source = leader.get(reverse(SOURCES)).context["sources"].get()
    assert (source.today_count, source.today_unknown, source.clock_is_off) == (2, 2, True)
    announce(token, event("ended", seconds=-1))
    source = leader.get(reverse(SOURCES)).context["sources"].get()
    assert (source.today_count, source.today_unknown, source.clock_is_off) == (3, 2, False)


def test_sources_page_takes_as_many_queries_for_ten_as_for_one(leader):
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            leader.get(reverse(SOURCES))
        return len(caught)

    make_source(leader.user)
    leader.get(reverse(SOURCES))
    one = queries()
    for number in range(9):
        make_source(leader.user, name=f"交換機{number}")
    assert queries() == one


@pytest.mark.parametrize("role", ["operator", "general_manager", "city_staff"])
def test_others_make_no_tokens(masters, client_of, role, leader):
    source, _ = make_source(leader.user)
    client = client_of(role)
    assert client.get(reverse(SOURCES)).status_code == 403
    assert client.post(reverse("callcenter:phone_source_renew", args=[source.pk])).status_code == 403
    assert client.get(reverse(CODES)).status_code == 403


# --- codes -------------------------------------------------------------------------------------------------------


def test_code_is_given_ended_and_given_to_the_next(leader, user_of):
    first, second = user_of("operator"), user_of("operator")
    sent = {"profile": profile_pk(), "code": "201", "user": first.pk, "starts_on": "2025-06-01", "ends_on": ""}
    assert leader.post(reverse(CODES), sent).status_code == 302
    clash = leader.post(reverse(CODES), sent | {"user": second.pk, "starts_on": "2025-06-10"})
    assert clash.status_code == 422
    assert "同じ期間にすでに" in clash.content.decode()
    end = reverse("callcenter:operator_code_end", args=[OperatorCode.objects.get().pk])
    leader.post(end, {"ends_on": "2025-05-01"})
    assert OperatorCode.objects.get().ends_on is None
    leader.post(end, {"ends_on": "2025-06-09"})
    assert OperatorCode.objects.get().ends_on == date(2025, 6, 9)
    assert leader.post(reverse(CODES), sent | {"user": second.pk, "starts_on": "2025-06-10"}).status_code == 302
    assert OperatorCode.objects.count() == 2


def test_codes_nobody_holds_are_named(leader):
    _, token = make_source(leader.user)
    announce(token, event("ringing", extension="SIP/77"))
    assert "SIP/77" in leader.get(reverse(CODES)).content.decode()


# --- the desk ----------------------------------------------------------------------------------------------------


def version_of(answer) -> str:
    return re.search(r"\?v=([a-p]{16})", answer.content.decode())[1]


def test_strip_appears_changes_and_is_204_in_between(leader, client_of):
    operator = client_of("operator")
    give_code(operator.user, "201")
    _, token = make_source(leader.user)
    empty = operator.get(reverse(STRIP), headers=HTMX)
    assert "着信の通知はありません" in empty.content.decode()
    assert operator.get(reverse(STRIP), {"v": version_of(empty)}, headers=HTMX).status_code == 204
    announce(token, event("ringing", seconds=-3, extension="201", caller=NUMBER))
    ringing = operator.get(reverse(STRIP), {"v": version_of(empty)}, headers=HTMX)
    assert "着信中" in ringing.content.decode()
    assert MASKED in ringing.content.decode()
    assert 'name="live_call"' not in ringing.content.decode()
    assert operator.get(reverse(STRIP), {"v": version_of(ringing)}, headers=HTMX).status_code == 204
    announce(token, event("answered", seconds=-1, extension="201"))
    talking = operator.get(reverse(STRIP), {"v": version_of(ringing)}, headers=HTMX).content.decode()
    assert "通話中" in talking
    pk = LiveCall.objects.get().pk
    assert f'<input type="hidden" name="live_call" value="{pk}" form="inquiry-form">' in talking


def test_two_calls_without_a_record_are_offered_to_choose_from(leader, client_of):
    operator = client_of("operator")
    give_code(operator.user, "201")
    _, token = make_source(leader.user)
    announce(token, event("answered", "a", seconds=-90, extension="201"), event("ended", "a", seconds=-30))
    announce(token, event("answered", "b", seconds=-5, extension="201"))
    page = operator.get(reverse(STRIP)).content.decode()
    newest = LiveCall.objects.get(external_id="b").pk
    assert page.count('type="radio"') == 2
    assert f'value="{newest}" form="inquiry-form" checked' in page
    assert 'type="hidden"' not in page


def test_strip_of_another_operator_stays_empty_whatever_is_asked_for(leader, client_of):
    mine, other = client_of("operator"), client_of("operator")
    give_code(mine.user, "201")
    _, token = make_source(leader.user)
    announce(token, event("answered", extension="201", caller=NUMBER))
    page = other.get(reverse(STRIP), {"live_call": LiveCall.objects.get().pk}).content.decode()
    assert "6178" not in page
    assert "着信の通知はありません" in page
    assert phone.current_call(other.user, timezone.now()) is None


def test_poll_takes_few_queries_and_keeps_no_session_alive(leader, client_of, django_assert_max_num_queries):
    operator = client_of("operator")
    give_code(operator.user, "201")
    _, token = make_source(leader.user)
    announce(token, event("answered", extension="201", caller=NUMBER))
    version = version_of(operator.get(reverse(STRIP)))
    before = timezone.now() - timedelta(minutes=10)
    UserSession.objects.create(
        user=operator.user, session_key=operator.session.session_key, ip="127.0.0.1", last_seen_at=before
    )
    with django_assert_max_num_queries(6):
        assert operator.get(reverse(STRIP), {"v": version}, headers=HTMX).status_code == 204
    assert UserSession.objects.get(user=operator.user).last_seen_at == before
