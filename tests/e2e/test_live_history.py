"""The city watches while operators save: what is new appears by itself, nothing that somebody does is disturbed."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from apps.callcenter.actions import add_note, open_live_history
from apps.callcenter.models import InquiryWatch
from tests.callcenter.factories import make_inquiry
from tests.conftest import UserOf

from .conftest import OpenPage, SignIn, asks_every, barriers, look, press, within

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("contract")]

SUMMARY = "更新の手続きに必要な持ち物を案内した。"
WIDE = {"width": 1920, "height": 1080}


def mark_of(page: Page, number: int) -> str:
    return (page.locator(f"#mark-{number}").text_content() or "").strip()


def test_what_an_operator_saves_is_before_the_citys_eyes_within_three_seconds(
    open_page: OpenPage, sign_in: SignIn
) -> None:
    desk, city = open_page(), open_page()
    sign_in(city, "city_staff")
    expect(city.get_by_role("heading", level=1)).to_have_text("応答履歴")
    expect(city.get_by_text("前回閲覧後 0 件")).to_be_visible()
    sign_in(desk, "operator")
    press(desk, "1")
    desk.get_by_role("textbox", name="内容").fill(SUMMARY)
    press(desk, "Control+Enter")
    expect(desk.get_by_role("status").get_by_text("保存しました")).to_be_visible()
    assert asks_every(city.locator("#live-list")) < 3
    expect(city.get_by_text(SUMMARY)).to_be_visible(timeout=within(3))
    expect(city.locator("#live-list").get_by_text("新", exact=True)).to_be_visible()
    expect(city.get_by_text("前回閲覧後 1 件")).to_be_visible()
    assert barriers(city) == []
    look(city, "live-1366")

    city.locator("#live-list tbody a").first.click()
    expect(city.locator("#detail")).to_contain_text(SUMMARY)
    expect(city.get_by_text("前回閲覧後 0 件")).to_be_visible()
    expect(city.locator("#live-list").get_by_text("新", exact=True)).to_have_count(0)
    assert barriers(city) == []
    look(city, "live-detail-1366")


def test_a_note_marks_an_old_record_as_changed_and_one_press_confirms_all(
    open_page: OpenPage, sign_in: SignIn, user_of: UserOf
) -> None:
    operator, reader = user_of("operator"), user_of("city_staff")
    now = timezone.now()
    inquiries = [make_inquiry(operator, at=now - timedelta(hours=number + 1)) for number in range(12)]
    open_live_history(user=reader, at=now - timedelta(minutes=1))
    city = open_page(viewport=WIDE)
    sign_in(city, reader)
    add_note(inquiry=inquiries[3], by=operator, at=timezone.now(), text="折り返し済み", submission_key=uuid4())
    expect(city.locator(f"#mark-{inquiries[3].pk}")).to_have_text("更新", timeout=within(5))
    look(city, "live-1920")
    city.get_by_role("button", name="すべて確認済みにする").click()
    expect(city.get_by_text("前回閲覧後 0 件")).to_be_visible()
    assert mark_of(city, inquiries[3].pk) == ""


def test_focus_and_typed_words_survive_a_new_record(open_page: OpenPage, sign_in: SignIn, user_of: UserOf) -> None:
    operator = user_of("operator")
    first = make_inquiry(operator, at=timezone.now() - timedelta(minutes=5))
    city = open_page()
    sign_in(city, "city_staff")
    city.get_by_label("語句").fill("持ち物")
    link = city.locator(f"#inquiry-{first.pk}")
    link.focus()
    make_inquiry(operator, at=timezone.now(), summary="新しい用件")
    expect(city.get_by_text("新しい用件")).to_be_visible()
    expect(link).to_be_focused()
    expect(city.get_by_label("語句")).to_have_value("持ち物")


def test_the_row_that_is_read_stays_at_its_place(open_page: OpenPage, sign_in: SignIn, user_of: UserOf) -> None:
    operator = user_of("operator")
    inquiries = [make_inquiry(operator, at=timezone.now() - timedelta(minutes=5 + number)) for number in range(40)]
    city = open_page()
    sign_in(city, "city_staff")
    city.locator("#live-list .table-scroll").evaluate("list => { list.scrollTop = 600; }")
    row = city.locator(f"#inquiry-{inquiries[20].pk}")
    before = row.bounding_box()
    make_inquiry(operator, at=timezone.now(), summary="新しい用件")
    expect(city.get_by_text("新しい用件")).to_be_attached()
    after = row.bounding_box()
    assert before
    assert after
    assert abs(after["y"] - before["y"]) < 4


def test_a_hidden_tab_asks_for_nothing(open_page: OpenPage, sign_in: SignIn) -> None:
    city = open_page()
    sign_in(city, "city_staff")
    with city.expect_response(re.compile(r"/calls/live/\?.*v=")):
        pass
    city.evaluate("Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true})")
    asked: list[str] = []
    city.on("request", lambda request: asked.append(request.url))
    city.wait_for_timeout(4_500)
    assert [url for url in asked if "/calls/live/?" in url] == []
    city.evaluate("delete document.visibilityState")
    with city.expect_response(re.compile(r"/calls/live/\?.*v=")):
        pass


def test_without_scripts_the_history_is_read_narrowed_and_renewed(
    open_page: OpenPage, sign_in: SignIn, user_of: UserOf
) -> None:
    operator = user_of("operator")
    make_inquiry(operator, at=timezone.now() - timedelta(minutes=5), summary="点字の案内")
    make_inquiry(operator, at=timezone.now() - timedelta(minutes=4), summary="駐車場の案内")
    city = open_page(java_script_enabled=False)
    sign_in(city, "city_staff")
    city.get_by_label("語句").fill("点字")
    city.get_by_role("button", name="絞り込む").click()
    expect(city.locator("#live-list tbody tr")).to_have_count(1)
    make_inquiry(operator, at=timezone.now(), summary="点字の印刷物")
    city.get_by_role("link", name="最新の表示に更新する").click()
    expect(city.locator("#live-list tbody tr")).to_have_count(2)
    city.locator("#live-list tbody a").first.click()
    expect(city.get_by_text("点字の印刷物")).to_be_visible()
    assert not InquiryWatch.objects.exists()


def test_the_city_takes_a_month_as_a_workbook(open_page: OpenPage, sign_in: SignIn, user_of: UserOf) -> None:
    make_inquiry(user_of("operator"), at=timezone.now())
    city = open_page()
    sign_in(city, "city_staff")
    city.get_by_role("link", name="書き出し").click()
    assert barriers(city) == []
    look(city, "live-export")
    with city.expect_download() as download:
        city.get_by_role("button", name="書き出す").click()
    assert download.value.suggested_filename == "応答履歴_2025-06_全件_1件.xlsx"
