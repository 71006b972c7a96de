"""Drafts: kept for their writer alone, refused where nothing may be stored, gone once saved or old."""

import json
import logging
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from apps.accounts import drafts
from apps.accounts.enums import Role
from apps.accounts.models import AllowedNetwork, Draft
from apps.contracts.models import Parameter
from apps.contracts.tasks import erase_old_drafts
from apps.core.encryption import keyring
from tests.accounts.test_sign_in import sign_in
from tests.conftest import PASSWORD

KEY = "trouble:honcho:2025-06-02"
ADDRESS = f"/drafts/{KEY}/"
MY_NUMBER = "123456789018"  # with the right check digit
TYPED = {"situation": "機器が止まった", "response": ["再起動した", "記録した"]}

pytestmark = pytest.mark.django_db


def stored_rows() -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_draft")
        return cursor.fetchall()


def asked(user, query="", method="get"):
    request = getattr(RequestFactory(), method)(f"/counters/honcho/2025-06-02/{query}")
    request.user = user
    return request


@pytest.fixture
def clerk(client_of):
    return client_of(Role.COUNTER_STAFF)


def test_what_is_typed_is_kept_without_token_and_submission_key(clerk):
    answer = clerk.post(ADDRESS, TYPED | {"csrfmiddlewaretoken": "x", "submission_key": "y"})
    draft = Draft.objects.get(user=clerk.user, form_key=KEY)
    assert answer.status_code == 200
    assert answer.json() == {"saved_at": timezone.localtime(draft.saved_at).isoformat(timespec="seconds")}
    assert json.loads(draft.content) == {
        "situation": ["機器が止まった"],
        "response": ["再起動した", "記録した"],
    }


def test_a_later_draft_takes_the_place_of_the_one_before(clerk):
    clerk.post(ADDRESS, {"situation": "一"})
    clerk.post(ADDRESS, {"situation": "二"})
    assert [json.loads(draft.content) for draft in Draft.objects.all()] == [{"situation": ["二"]}]


def test_the_table_holds_no_readable_text(clerk):
    clerk.post(ADDRESS, TYPED)
    [row] = stored_rows()
    assert "機器" not in str(row)
    assert any(str(value).startswith(f"v1:{Draft.KEY_ID}:") for value in row)


def test_a_draft_is_in_no_history():
    assert not hasattr(Draft, "pgh_event_models")


def test_a_draft_is_offered_and_restored_on_request(clerk):
    clerk.post(ADDRESS, TYPED)
    offered = drafts.find(asked(clerk.user, "?tab=2"), KEY)
    assert (offered.is_offered, offered.initial) == (True, None)
    assert offered.restore_url == "/counters/honcho/2025-06-02/?tab=2&draft=trouble%3Ahoncho%3A2025-06-02"
    restored = drafts.find(asked(clerk.user, f"?draft={KEY}"), KEY)
    assert not restored.is_offered
    assert restored.initial == {"situation": "機器が止まった", "response": ["再起動した", "記録した"]}


def test_a_draft_of_another_form_is_not_restored(clerk):
    clerk.post(ADDRESS, TYPED)
    other = "trouble:honcho:2025-06-03"
    assert drafts.find(asked(clerk.user, f"?draft={KEY}"), other).saved_at is None
    assert drafts.find(asked(clerk.user, f"?draft={other}"), KEY).initial is None


def test_a_page_that_answers_a_post_restores_nothing(clerk):
    clerk.post(ADDRESS, TYPED)
    found = drafts.find(asked(clerk.user, f"?draft={KEY}", method="post"), KEY)
    assert (found.saved_at, found.initial) == (None, None)


def test_nobody_else_sees_or_changes_a_draft(clerk, client_of):
    clerk.post(ADDRESS, TYPED)
    colleague = client_of(Role.COUNTER_STAFF)
    assert drafts.find(asked(colleague.user, f"?draft={KEY}"), KEY).initial is None
    colleague.post(ADDRESS, {"situation": "別の人の下書き"})
    colleague.post(f"{ADDRESS}discard/")
    assert [draft.user for draft in Draft.objects.all()] == [clerk.user]
    assert drafts.find(asked(clerk.user, f"?draft={KEY}"), KEY).initial["situation"] == "機器が止まった"


@pytest.mark.parametrize(
    "typed",
    [
        {"situation": f"番号は{MY_NUMBER}です"},
        {"situation": "問題ない", "response": ["一", "１２３４　５６７８　９０１８"]},
        {MY_NUMBER: "欄の名前"},
    ],
)
def test_a_my_number_is_refused_and_stored_nowhere(clerk, typed, caplog):
    clerk.post(ADDRESS, {"situation": "前の下書き"})
    with caplog.at_level(logging.DEBUG):
        answer = clerk.post(ADDRESS, typed)
    assert answer.status_code == 422
    assert "マイナンバー" in answer.json()["message"]
    assert [json.loads(draft.content) for draft in Draft.objects.all()] == [{"situation": ["前の下書き"]}]
    assert MY_NUMBER not in answer.content.decode() + caplog.text


def test_more_text_than_any_form_takes_is_refused(clerk):
    room = drafts.LARGEST_CONTENT - len(json.dumps({"situation": [""]}))
    assert clerk.post(ADDRESS, {"situation": "a" * room}).status_code == 200
    assert clerk.post(ADDRESS, {"situation": "a" * (room + 1)}).status_code == 413
    assert len(json.loads(Draft.objects.get().content)["situation"][0]) == room


def test_of_too_many_drafts_the_oldest_go(clerk, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_PER_USER", 2)
    for number in range(3):
        clerk.post(f"/drafts/form:{number}/", {"text": "あ"})
    assert set(Draft.objects.values_list("form_key", flat=True)) == {"form:1", "form:2"}


@pytest.mark.parametrize("key", ["a b", "a::b", "a.b", "あ", ":a", "a" * 121, "a/b"])
def test_a_key_of_another_shape_is_no_such_page(clerk, key):
    assert clerk.post(f"/drafts/{key}/", TYPED).status_code == 404
    assert Draft.objects.count() == 0


def test_a_draft_is_only_posted(clerk):
    assert clerk.get(ADDRESS).status_code == 405
    assert clerk.delete(ADDRESS).status_code == 405


def test_nobody_signed_in_keeps_no_draft(client):
    assert client.post(ADDRESS, TYPED)["Location"].startswith("/accounts/login/")
    assert Draft.objects.count() == 0


@pytest.mark.parametrize(
    ("back", "leads_to"),
    [
        ("/calls/?tab=2", "/calls/?tab=2"),
        ("//elsewhere.test/", "/"),
        ("https://elsewhere.test/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_a_discarded_draft_is_erased_and_leads_back_to_its_page_only(clerk, back, leads_to):
    clerk.post(ADDRESS, TYPED)
    answer = clerk.post(f"{ADDRESS}discard/?{drafts.urlencode({'back': back})}")
    assert (answer.status_code, answer["Location"]) == (303, leads_to)
    assert Draft.objects.count() == 0


def test_a_draft_on_its_way_while_its_form_was_saved_is_refused(clerk):
    before = drafts.find(asked(clerk.user), KEY)
    assert clerk.post(before.url, TYPED).status_code == 200
    drafts.discard(clerk.user, KEY)
    late = clerk.post(before.url, TYPED)
    assert late.status_code == 409
    assert "画面を読み込み直してください。" in late.json()["message"]
    assert Draft.objects.count() == 0
    assert clerk.post(drafts.find(asked(clerk.user), KEY).url, TYPED).status_code == 200


def test_a_draft_of_another_form_or_person_is_kept_after_a_save(clerk, client_of):
    drafts.discard(clerk.user, KEY)
    assert clerk.post("/drafts/trouble:honcho:2025-06-03/", TYPED).status_code == 200
    assert client_of(Role.COUNTER_STAFF).post(ADDRESS, TYPED).status_code == 200


def test_a_draft_that_is_stored_while_its_form_is_saved_does_not_stay(clerk, monkeypatch):
    refuse, calls = drafts._refuse_old_page, []

    def saved_after_the_first_look(*page):
        refuse(*page)
        if not calls:
            calls.append(page)
            drafts.discard(clerk.user, KEY)

    monkeypatch.setattr(drafts, "_refuse_old_page", saved_after_the_first_look)
    assert clerk.post(ADDRESS, TYPED).status_code == 409
    assert Draft.objects.count() == 0


def test_without_the_cache_drafts_are_kept_and_discarded(clerk, settings):
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}}
    assert clerk.post(drafts.find(asked(clerk.user), KEY).url, TYPED).status_code == 200
    drafts.discard(clerk.user, KEY)
    assert Draft.objects.count() == 0


def test_keeping_a_draft_keeps_the_session_alive(user_of):
    """A person typed it, unlike the requests that an open page makes by itself."""
    AllowedNetwork.objects.create(role=Role.COUNTER_STAFF, cidr="127.0.0.0/8", note="試験")
    user_of(Role.COUNTER_STAFF, username="someone")
    with time_machine.travel("2025-06-02 12:00:00+09:00", tick=False):
        client = sign_in("someone", PASSWORD)
    for clock in ("12:20", "12:40", "13:00"):
        with time_machine.travel(f"2025-06-02 {clock}:00+09:00", tick=False):
            assert client.post(ADDRESS, TYPED).status_code == 200


def test_a_draft_whose_key_is_gone_neither_shows_nor_breaks_the_page(clerk, settings, tmp_path):
    settings.KEYRING_DIR = tmp_path
    clerk.post(ADDRESS, TYPED)
    keyring.destroy(Draft.KEY_ID)
    assert drafts.find(asked(clerk.user, f"?draft={KEY}"), KEY).saved_at is None
    (tmp_path / f"{Draft.KEY_ID}.destroyed").unlink()
    assert drafts.find(asked(clerk.user, f"?draft={KEY}"), KEY).saved_at is None


@pytest.mark.usefixtures("contract")
class TestExpiry:
    def test_drafts_older_than_the_contract_allows_are_erased(self, clerk, caplog):
        for number, hours in enumerate([23, 24, 25]):
            clerk.post(f"/drafts/form:{number}/", {"text": "あ"})
            at = timezone.now() - timedelta(hours=hours, minutes=-5)
            Draft.objects.filter(form_key=f"form:{number}").update(saved_at=at)
        with caplog.at_level(logging.INFO):
            assert erase_old_drafts() == 1
        assert set(Draft.objects.values_list("form_key", flat=True)) == {"form:0", "form:1"}
        assert "Erased 1 drafts" in caplog.text
        assert erase_old_drafts() == 0

    def test_the_hours_are_a_condition_of_the_contract(self, clerk):
        clerk.post(ADDRESS, TYPED)
        Draft.objects.update(saved_at=timezone.now() - timedelta(hours=2))
        Parameter.objects.filter(key="drafts.retention_hours").update(value=1)
        assert erase_old_drafts() == 1

    def test_the_task_is_scheduled(self):
        tasks = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
        assert erase_old_drafts.name in tasks
