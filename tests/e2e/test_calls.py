"""An operator takes down a call and books a pickup slot; the city reads along."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from apps.callcenter.models import Inquiry
from apps.reservations.models import PickupDesk, Reservation
from tests.conftest import UserOf
from tests.reservations.factories import at, make_slot

from .conftest import OpenPage, SignIn, Watch, barriers, look, press, within

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("contract")]

SUMMARY = "更新の手続きに必要な持ち物を案内した。"


def press_save(page: Page) -> None:
    press(page, "Control+Enter")
    expect(page.locator("#messages").get_by_text("を保存しました。")).to_be_visible()
    expect(page.locator("#booking-panel")).to_be_visible()  # no request is on its way when the test ends


def test_an_inquiry_is_taken_down_by_keyboard_alone(page: Page, sign_in: SignIn) -> None:
    sign_in(page, "operator")
    expect(page.get_by_role("heading", level=1)).to_have_text("コールセンター")
    press(page, "2")
    expect(page.get_by_role("group", name="分類").get_by_role("radio").nth(1)).to_be_checked()
    page.keyboard.insert_text(SUMMARY)
    look(page, "operator-desk")
    press_save(page)
    assert Inquiry.objects.get().summary == SUMMARY


def test_a_number_that_may_be_a_my_number_is_refused_and_the_form_comes_back_filled(
    page: Page, sign_in: SignIn, watch: Watch
) -> None:
    sign_in(page, "operator")
    press(page, "1")
    page.get_by_role("textbox", name="内容").fill("番号は 1234 5678 9018 とのこと")
    press(page, "Control+Enter")
    expect(page.get_by_role("alert").filter(has_text="入力内容を確かめてください")).to_be_visible()
    expect(page.get_by_role("textbox", name="内容")).to_have_value("番号は 1234 5678 9018 とのこと")
    expect(page.get_by_role("group", name="分類").get_by_role("radio").first).to_be_checked()
    look(page, "operator-desk-refused")
    assert not Inquiry.objects.exists()
    watch.faults[:] = [fault for fault in watch.faults if "422" not in fault]


def test_the_city_sees_a_new_inquiry_without_reload_and_cannot_change_it(
    open_page: OpenPage, sign_in: SignIn, user_of: UserOf
) -> None:
    desk, city = open_page(), open_page()
    sign_in(city, "city_staff")
    expect(city.get_by_role("heading", level=1)).to_have_text("応答履歴")
    assert barriers(city) == []
    city.evaluate("window.stays = true")
    sign_in(desk, "operator")
    press(desk, "1")
    desk.get_by_role("textbox", name="内容").fill(SUMMARY)
    press_save(desk)
    expect(city.get_by_text(SUMMARY)).to_be_visible(timeout=within(3))
    assert city.evaluate("window.stays") is True
    expect(city.locator("#live-list").get_by_text("新", exact=True)).to_be_visible()
    look(city, "live-history")

    city.locator("#live-list tbody a").first.click()
    expect(city.locator("#detail")).to_contain_text(SUMMARY)
    look(city, "live-history-detail")
    assert (
        city.locator("main").get_by_role("textbox").count() == city.locator(".filters").get_by_role("textbox").count()
    )
    expect(city.locator("main").get_by_role("button", name=re.compile("保存|訂正|追記|削除"))).to_have_count(0)


def test_the_city_that_types_a_search_word_is_not_disturbed(open_page: OpenPage, sign_in: SignIn) -> None:
    city = open_page()
    sign_in(city, "city_staff")
    with city.expect_response(re.compile(r"/calls/live/\?.*v=")):
        city.get_by_label("語句").fill("持ち物")
    expect(city.get_by_label("語句")).to_have_value("持ち物")
    expect(city.get_by_label("語句")).to_be_focused()


def test_a_slot_is_booked_and_read_back(page: Page, sign_in: SignIn) -> None:
    desk = PickupDesk.objects.first()
    slot = make_slot(desk, at(10, 30) + timedelta(days=1))
    sign_in(page, "operator")
    page.get_by_role("link", name="受取予約").first.click()
    page.get_by_label("窓口", exact=True).select_option(label=str(desk))
    page.get_by_label("希望の週").fill("2025-06-04")
    page.get_by_role("button", name="表示する").click()
    assert barriers(page) == []
    look(page, "availability")
    page.get_by_role("button", name=re.compile("10:30")).click()
    expect(page.locator("[data-countdown]")).to_have_text(re.compile(r"\d:\d\d"))
    look(page, "booking")
    page.get_by_label("氏名").fill("小江戸　花子")
    page.get_by_label(re.compile("カナ")).fill("こえど　はなこ")
    page.get_by_label("電話").fill("０９０－１２３４－５６７８")
    press(page, "Control+Enter")
    expect(page.locator(".readback__number")).to_have_text(re.compile(r"\d{3}.\d{4}.\d"))
    assert barriers(page) == []
    look(page, "read-back")
    page.locator("main").get_by_role("checkbox").check()
    page.get_by_role("button", name="受付を完了する").click()
    expect(page.get_by_text("読み上げ済み")).to_be_visible()
    reservation = Reservation.objects.get()
    assert reservation.slot == slot
    assert reservation.read_back_at is not None
    expect(page.locator("main")).not_to_contain_text("小江戸")


def test_without_scripts_an_inquiry_is_saved(open_page: OpenPage, sign_in: SignIn) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, "operator")
    page.get_by_role("group", name="分類").get_by_role("radio").first.check()
    page.get_by_role("textbox", name="内容").fill(SUMMARY)
    look(page, "operator-desk-without-scripts")
    page.get_by_role("button", name="保存して次へ").click()
    expect(page.get_by_text("保存しました")).to_be_visible()
    assert Inquiry.objects.count() == 1
