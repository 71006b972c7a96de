"""The centre asks, the city answers; two operators and one call-back; an emergency that everybody hears of."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from apps.callcenter.models import Callback, CallbackAttempt, Emergency, Escalation
from tests.callcenter.case_factories import NAME, promise, send_up_to, transferred
from tests.conftest import UserOf

from .conftest import TABLET, OpenPage, SignIn, Watch, barriers, look, press, within

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("contract")]

SOON = within(3)
"""Each side sees the other's step within three seconds."""
QUESTION = "代理の方の本人確認書類が1点のときの扱い"
ANSWER = "2点目は公共料金の領収書で可とします。"


def test_operator_asks_city_takes_and_answers_operator_sees_it(open_page: OpenPage, sign_in: SignIn) -> None:
    desk, city = open_page(), open_page()
    operator = sign_in(desk, "operator")
    transferred(operator, at=timezone.now())
    sign_in(city, "city_staff")
    city.goto("/calls/escalations/")
    assert barriers(city) == []
    city.evaluate("window.stays = true")

    desk.goto("/calls/escalations/")
    desk.get_by_role("link", name="市に送付する").click()
    desk.get_by_text("例外的な取扱いの相談").click()
    desk.get_by_role("textbox", name=re.compile("市に判断を求めること")).fill(QUESTION)
    desk.get_by_role("checkbox", name=re.compile("センターから申出者に伝える")).check()
    desk.get_by_role("textbox", name=re.compile("電子フォームの受付番号")).fill("R7-000123")
    assert barriers(desk) == []
    look(desk, "escalation-create")
    press(desk, "Control+Enter")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("エスカレーション E")
    expect(city.get_by_text(QUESTION)).to_be_visible(timeout=SOON)
    look(city, "escalation-list-city")

    city.get_by_role("button", name="受領する").click()
    expect(city.get_by_role("heading", level=1)).to_contain_text("エスカレーション E")
    expect(desk.get_by_text("市が受領").first).to_be_visible(timeout=SOON)
    desk.evaluate("window.stays = true")

    city.get_by_role("textbox", name=re.compile("回答")).fill(ANSWER)
    look(city, "escalation-answer")
    press(city, "Control+Enter")
    expect(desk.get_by_text(ANSWER)).to_be_visible(timeout=SOON)
    assert desk.evaluate("window.stays") is True
    look(desk, "escalation-answered")

    desk.get_by_text("伝えた", exact=True).click()
    desk.get_by_role("button", name="完了にする").click()
    expect(desk.get_by_text("完了にしました。")).to_be_visible()
    expect(city.locator("#escalation").get_by_text("完了", exact=True).first).to_be_visible(timeout=SOON)
    escalation = Escalation.objects.get()
    assert (escalation.state, escalation.told, escalation.form_number) == ("closed", "told", "R7-000123")
    assert [step.state for step in escalation.steps.all()] == ["sent", "taken", "answered", "closed"]


def test_words_not_saved_outlast_what_others_record(open_page: OpenPage, sign_in: SignIn) -> None:
    desk, city = open_page(), open_page()
    operator, officer = sign_in(desk, "operator"), sign_in(city, "city_staff")
    escalation = send_up_to("taken", operator, officer, at=timezone.now())
    city.goto(f"/calls/escalations/{escalation.pk}/")
    words = city.get_by_role("textbox", name=re.compile("回答"))
    words.fill(ANSWER)
    words.blur()
    Escalation.objects.update(form_number="R7-000123", form_sent_at=timezone.now())
    for _ in range(2):  # the page keeps asking for what it did not take over
        city.wait_for_event("response", lambda response: "?v=" in response.url and response.status == 200)
    expect(words).to_have_value(ANSWER)


def test_answer_that_names_a_phone_comes_back_filled(open_page: OpenPage, sign_in: SignIn, watch: Watch) -> None:
    desk, city = open_page(), open_page()
    operator, officer = sign_in(desk, "operator"), sign_in(city, "city_staff")
    escalation = send_up_to("taken", operator, officer, at=timezone.now())
    city.goto(f"/calls/escalations/{escalation.pk}/")
    city.get_by_role("textbox", name=re.compile("回答")).fill("090-1234-5678 に電話してください。")
    press(city, "Control+Enter")
    expect(city.get_by_role("alert").filter(has_text="電話番号と思われる数字")).to_be_visible()
    expect(city.get_by_role("textbox", name=re.compile("回答"))).to_have_value("090-1234-5678 に電話してください。")
    assert Escalation.objects.get().state == "taken"
    watch.faults[:] = [fault for fault in watch.faults if "422" not in fault]


def test_of_two_operators_one_calls_and_the_other_reads_who(
    open_page: OpenPage, sign_in: SignIn, user_of: UserOf
) -> None:
    first, second = open_page(), open_page(viewport=TABLET)
    caller = sign_in(first, user_of("operator", display_name="名細　響"))
    sign_in(second, "operator")
    promise(caller, at=timezone.now())
    for page in (first, second):
        page.goto("/calls/callbacks/")
        expect(page.get_by_text("川●●●")).to_be_visible()
    assert barriers(first) == []
    look(second, "callbacks-tablet")

    first.locator("#callbacks tbody a").first.click()
    press(first, "Control+Enter")
    expect(first.get_by_text(NAME)).to_be_visible()
    expect(first.get_by_text("090-1234-5678")).to_be_visible()
    assert barriers(first) == []
    look(first, "callback-shown")
    expect(second.get_by_text("架電中")).to_be_visible(timeout=SOON)
    second.locator("#callbacks tbody a").first.click()
    expect(second.get_by_text(re.compile(r"名細\s響さんが"))).to_be_visible()
    expect(second.get_by_role("button", name=re.compile("架電を始める"))).to_have_count(0)

    first.get_by_text("つながった", exact=True).first.click()
    first.get_by_role("button", name="記録する").click()
    expect(first.get_by_text("折り返しを待っている方はいません。")).to_be_visible()
    assert CallbackAttempt.objects.get().by == caller
    assert Callback.objects.get().erased_at is not None


def test_emergency_reaches_leader_and_city_wherever_they_are(
    open_page: OpenPage, sign_in: SignIn, user_of: UserOf
) -> None:
    desk, leader, city = open_page(), open_page(), open_page()
    sign_in(desk, user_of("operator", display_name="大東　声"))
    sign_in(leader, "cc_leader")
    sign_in(city, "city_staff")
    leader.goto("/reports/")
    desk.goto("/calls/emergencies/")
    press(desk, "F8")
    expect(desk.get_by_role("heading", name=re.compile(r"緊急\s[0-9:]+ 発生"))).to_be_visible()
    assert barriers(desk) == []
    look(desk, "emergency-create")
    press(desk, "1")
    press(desk, "Control+Enter")
    expect(desk.get_by_role("heading", name=re.compile("脅迫・犯行予告"))).to_be_visible()
    assert barriers(desk) == []
    look(desk, "emergency-procedure")

    banner = leader.locator("#emergency-alarm")
    expect(banner.get_by_text(re.compile(r"脅迫・犯行予告.*大東\s声"))).to_be_visible(timeout=within(4))
    assert barriers(leader) == []
    look(leader, "emergency-banner")
    expect(city.locator("#emergency-alarm").get_by_role("alert")).to_be_visible(timeout=within(11))

    desk.get_by_role("button", name=re.compile("実施した")).first.click()
    expect(desk.locator("#emergency .state", has_text="実施")).to_be_visible()
    banner.get_by_role("button", name="確認した").click()
    expect(leader.get_by_role("heading", level=1)).to_contain_text("緊急事案 K")
    look(leader, "emergency-leader")
    expect(leader.locator("#emergency-alarm")).to_be_hidden()
    expect(city.locator("#emergency-alarm")).to_be_hidden(timeout=within(11))
    row = Emergency.objects.get()
    assert row.acknowledged_by.role == "cc_leader"
    assert row.ticks.get().by.display_name == "大東　声"
    expect_ticked(leader)


def expect_ticked(page: Page) -> None:
    """The operator's tick stands on the leader's page."""
    expect(page.locator("#emergency").get_by_text(re.compile(r"大東\s声")).first).to_be_visible(timeout=SOON)
