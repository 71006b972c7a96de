"""What a desk gets back by htmx, and who stands at it by the roster."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from apps.accounts.enums import Role
from apps.counters.models import CounterSession, Reception
from apps.counters.permissions import readable_sites, works_at
from tests.workforce.days import make_shift
from tests.workforce.factories import make_staff

from .factories import MONDAY, assign, make_session, make_user, record, site_of, tick_all

HTMX = {"HX-Request": "true"}
DESK = f"/counters/honcho/{MONDAY}/"


def press(client, button="device", **options):
    form = {"service": button, "people": 1, "submission_key": uuid.uuid4()} | options
    return client.post(reverse("counters:reception_record", args=["honcho", MONDAY]), form, headers=HTMX)


def key_in(page: str) -> str:
    return re.search(r'name="submission_key" value="([0-9a-f-]{36})"', page)[1]


@pytest.fixture
def clerk(client_of):
    client = client_of(Role.COUNTER_STAFF)
    assign(client.user, site_of())
    return client


@pytest.fixture
def session(clerk):
    return make_session(by=clerk.user)


# --- fragments


def test_recording_brings_back_an_empty_form_with_a_new_key_and_the_figures(clerk, session):
    key = uuid.uuid4()
    response = press(clerk, photo="on", people=2, submission_key=key)
    page = response.content.decode()
    assert (response.status_code, "HX-Request" in response["Vary"]) == (200, True)
    assert page.lstrip().startswith('<section id="reception"')
    assert 'id="session-log" class="desk__panel desk__log stack stack--small" hx-swap-oob="true"' in page
    assert "1番、2番を記録しました。" in page
    assert key_in(page) != str(key)
    assert 'name="people" value="1"' in page
    assert '<input type="checkbox" name="photo" data-key="p" id="id_photo">' in page


def test_refused_form_comes_back_filled_with_its_own_key(clerk, session):
    key = uuid.uuid4()
    page = press(clerk, "express_photo", photo="on", submission_key=key).content.decode()
    assert "ほかの対応と一緒に記録しません" in page
    assert (key_in(page), " checked" in page, Reception.objects.count()) == (str(key), True, 0)


def test_same_press_again_is_the_same_record(clerk, session):
    key = uuid.uuid4()
    assert [press(clerk, submission_key=key).status_code for _ in range(2)] == [200, 200]
    assert Reception.objects.count() == 1


def test_press_after_the_closing_says_why_not(clerk, session):
    tick_all(session)
    clerk.post(reverse("counters:session_close", args=["honcho", MONDAY]))
    assert "「閉設」のため" in press(clerk).content.decode()
    assert not Reception.objects.exists()


def test_undo_brings_the_log_back_and_says_when_it_is_too_late(clerk, session, time_machine):
    record(session)
    undo = reverse("counters:reception_undo", args=["honcho", MONDAY, 1])
    page = clerk.post(undo, headers=HTMX).content.decode()
    assert page.lstrip().startswith('<section id="session-log"')
    assert "受付はまだありません。" in page
    assert "取り消せるのは、記録してから1分以内です。" in clerk.post(undo, headers=HTMX).content.decode()


def test_desk_has_no_upload_and_texts_are_not_remembered(clerk, session):
    page = clerk.get(DESK).content.decode()
    assert 'type="file"' not in page
    assert all('autocomplete="off"' in area for area in re.findall(r"<textarea[^>]*>", page))


def test_unsaved_trouble_is_offered_back_and_gone_once_it_is_saved(clerk, session):
    draft = reverse("accounts:draft", args=[f"trouble:honcho:{MONDAY}"])
    assert clerk.post(draft, {"situation": "機器が止まった。"}).status_code == 200
    assert "下書きがあります" in clerk.get(DESK).content.decode()
    restored = clerk.get(DESK, {"draft": f"trouble:honcho:{MONDAY}"}).content.decode()
    assert "機器が止まった。</textarea>" in restored
    words = {"situation": "機器が止まった。", "response": "再起動した。", "submission_key": uuid.uuid4()}
    clerk.post(reverse("counters:trouble_record", args=["honcho", MONDAY]), words, headers=HTMX)
    assert "下書きがあります" not in clerk.get(DESK).content.decode()


# --- by the roster


def test_published_shift_opens_the_counter_on_its_day_only(db):
    clerk = make_user()
    staff = make_staff(user=clerk)
    make_shift(staff, code="station", draft=True)
    assert not works_at(clerk, site_of("station"), MONDAY)
    make_shift(staff, day=MONDAY + timedelta(days=1), code="station")
    tuesday = make_session(code="station", day=MONDAY + timedelta(days=1))
    make_session(code="station")
    assert works_at(clerk, site_of("station"), MONDAY + timedelta(days=1))
    assert not works_at(clerk, site_of(), MONDAY + timedelta(days=1))
    assert not readable_sites(clerk, MONDAY).exists()
    assert list(CounterSession.objects.for_user(clerk)) == [tuesday]


def test_leader_of_a_shift_writes_there(db):
    leader = make_user(Role.SITE_LEADER)
    make_shift(make_staff(user=leader), code="takashina")
    assert works_at(leader, site_of("takashina"), MONDAY)
    assert not works_at(leader, site_of(), MONDAY)
