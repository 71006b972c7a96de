"""A place is found, held, booked, read out, changed and cancelled: in the operator's panel and on the pages."""

import re
import time
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from apps.contracts.models import Parameter
from apps.reservations.models import CityDifference, CityListProfile, Hold, PickupDesk, Reservation, Slot
from tests.conftest import UserOf
from tests.reservations.factories import CALLER, at, book, make_slot

from .conftest import TABLET, OpenPage, SignIn, barriers, look, press

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("contract")]

PANEL = "/reservations/desk/"
SLOWEST_BOOKING = 40  # seconds, with the read-back
DAYS = (date(2025, 6, 4), date(2025, 6, 5), date(2025, 6, 9))


@pytest.fixture
def slots() -> list[Slot]:
    """Places of the first two desks on three days, morning and afternoon."""
    return [
        make_slot(desk, at(hour, minute, day=day), capacity=3)
        for desk in PickupDesk.objects.all()[:2]
        for day in DAYS
        for hour in (9, 10, 11, 13, 14)
        for minute in (0, 30)
    ]


def type_caller(page: Page) -> None:
    """The operator's hands: name, kana, phone, each with Tab."""
    expect(page.get_by_label("氏名")).to_be_focused()
    page.keyboard.insert_text("小江戸　花子")
    page.keyboard.press("Tab")
    page.keyboard.insert_text("こえど　はなこ")
    page.keyboard.press("Tab")
    page.keyboard.insert_text("０９０－１２３４－５６７８")


def book_in_panel(page: Page) -> Reservation:
    """From the panel as it opens to the card that is read out."""
    press(page, "F4")
    expect(page.locator("[data-countdown]")).to_have_text(re.compile(r"[23]:\d\d"))
    type_caller(page)
    press(page, "Control+Enter")
    expect(page.locator(".readback__number")).to_have_text(re.compile(r"\d{3}.\d{4}.\d"))
    return Reservation.objects.latest("pk")


def test_a_booking_is_made_in_the_panel_by_keyboard_alone(page: Page, sign_in: SignIn, slots: list[Slot]) -> None:
    sign_in(page, "operator")
    page.goto(PANEL)
    look(page, "panel-choice")
    page.evaluate("addEventListener('reservation-booked', (event) => { window.booked = event.detail.number })")
    started = time.monotonic()
    reservation = book_in_panel(page)
    look(page, "panel-read-back")
    expect(page.get_by_role("checkbox")).to_be_focused()
    page.keyboard.press("Space")
    press(page, "Control+Enter")
    expect(page.get_by_text("読み上げ済み")).to_be_visible()
    assert time.monotonic() - started < SLOWEST_BOOKING
    reservation.refresh_from_db()
    assert reservation.slot.starts_at == at(13, day=DAYS[0])
    assert reservation.read_back_at is not None
    assert page.evaluate("window.booked") == reservation.number
    assert page.url.endswith(PANEL)
    look(page, "panel-read")


def test_every_state_of_the_panel_is_free_of_barriers(page: Page, sign_in: SignIn, slots: list[Slot]) -> None:
    """Judged before a fresh page each: the judge leaves marks on the page that the next swap would carry on."""
    sign_in(page, "operator")
    page.goto(PANEL)
    assert barriers(page) == []
    page.goto(PANEL)
    press(page, "F2")
    expect(page.get_by_text("人分を仮押さえ")).to_be_visible()
    look(page, "panel-held")
    assert barriers(page) == []
    page.goto(PANEL)
    page.get_by_role("button", name="枠を選び直す").click()
    expect(page.get_by_role("button", name="市役所 受取窓口 午後")).to_be_visible()
    reservation = book_in_panel(page)
    assert barriers(page) == []
    page.goto(PANEL)
    find(page, reservation.number)
    page.get_by_role("link", name="日時を変更する").click()
    expect(page.get_by_role("heading", name="の変更")).to_be_visible()
    look(page, "panel-change")
    assert barriers(page) == []


def find(page: Page, key: str) -> None:
    press(page, "F9")
    expect(page.get_by_label("受付番号または電話番号")).to_be_focused()
    page.keyboard.insert_text(key)
    page.keyboard.press("Enter")


def test_a_reservation_is_found_changed_read_out_again_and_cancelled_in_the_panel(
    page: Page, sign_in: SignIn, slots: list[Slot]
) -> None:
    sign_in(page, "operator")
    page.goto(PANEL)
    reservation = book_in_panel(page)
    page.goto(PANEL)
    page.evaluate("addEventListener('reservation-found', (event) => { window.found = event.detail.number })")
    find(page, "０９０-1234-5678")
    look(page, "panel-found")
    page.get_by_role("link", name=reservation.spoken_number).click()
    page.get_by_role("link", name="日時を変更する").click()
    page.get_by_label("変更の理由").fill("都合が悪くなった")
    page.get_by_role("link", name=re.compile("^6.5（木）")).click()
    expect(page.get_by_role("group", name="2025年6月5日（木）の枠")).to_be_visible()
    expect(page.get_by_label("変更の理由")).to_have_value("都合が悪くなった")
    page.get_by_role("button", name=re.compile("^14:30")).click()
    expect(page.locator(".readback")).to_contain_text("6月5日 木曜日 14時30分")
    assert page.evaluate("window.found") == reservation.number
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="受付を完了する").click()
    expect(page.get_by_text("読み上げ済み")).to_be_visible()
    page.get_by_text("この予約を取り消す").click()
    page.get_by_label("取消の理由").fill("都合が悪くなった")
    page.get_by_role("button", name="予約を取り消す").click()
    expect(page.get_by_text("予約を取り消しました。")).to_be_visible()
    look(page, "panel-cancelled")
    reservation.refresh_from_db()
    assert (reservation.status, reservation.slot.starts_at) == ("cancelled", at(14, 30, day=DAYS[1]))


def test_a_slot_lost_while_the_caller_thinks_leaves_what_was_typed(
    page: Page, sign_in: SignIn, slots: list[Slot]
) -> None:
    sign_in(page, "operator")
    page.goto(PANEL)
    press(page, "F2")
    type_caller(page)
    Hold.objects.all().delete()
    Slot.objects.filter(pk=slots[0].pk).update(booked=3)
    press(page, "Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("この枠は満席になりました。")
    expect(page.get_by_label("氏名")).to_have_value("小江戸　花子")
    look(page, "panel-lost")
    page.get_by_role("button", name=re.compile("^09:30")).click()
    expect(page.locator("[data-countdown]")).to_be_visible()
    press(page, "Control+Enter")
    expect(page.locator(".readback__number")).to_be_visible()
    assert Reservation.objects.get().slot == slots[1]


def test_without_scripts_the_panel_is_a_page(open_page: OpenPage, sign_in: SignIn, slots: list[Slot]) -> None:
    page = open_page(java_script_enabled=False, viewport=TABLET)
    sign_in(page, "operator")
    page.goto(PANEL)
    page.get_by_role("button", name="市役所 受取窓口 午後").click()
    page.get_by_label("氏名").fill("小江戸　花子")
    page.get_by_label("カナ").fill("こえど　はなこ")
    page.get_by_label("電話番号").first.fill("090-1234-5678")
    look(page, "panel-without-scripts")
    page.get_by_role("button", name="予約を確定する").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("受取予約")
    expect(page.locator(".readback")).to_contain_text("13時")
    assert Reservation.objects.get().slot.starts_at == at(13, day=DAYS[0])


def read_out(page: Page) -> None:
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="受付を完了する").click()
    expect(page.get_by_text("読み上げ済み")).to_be_visible()


def test_a_caller_who_waits_is_called_and_gets_a_place(page: Page, sign_in: SignIn) -> None:
    desk = PickupDesk.objects.first()
    sign_in(page, "operator")
    page.goto("/reservations/waiting/new/")
    page.get_by_label("窓口").select_option(label=str(desk))
    page.get_by_label("氏名").fill("小江戸　花子")
    page.get_by_label("カナ").fill("こえど　はなこ")
    page.get_by_label("電話番号").fill("090-1234-5678")
    look(page, "waiting-create")
    press(page, "Control+Enter")
    expect(page.get_by_text("空き待ちに登録しました。")).to_be_visible()
    make_slot(desk, at(10, day=DAYS[0]))
    page.reload()
    expect(page.get_by_text("空き", exact=True).last).to_be_visible()
    look(page, "waiting-list")
    page.get_by_role("link", name="1番").click()
    page.get_by_role("button", name="不在を記録する").click()
    expect(page.get_by_text("不在を記録しました。")).to_be_visible()
    page.get_by_role("link", name="1番").click()
    page.get_by_label("表示する理由").fill("空きの連絡のため")
    page.get_by_role("button", name="理由を記録して表示する").click()
    expect(page.get_by_text("090-1234-5678")).to_be_visible()
    look(page, "waiting-detail")
    page.get_by_role("button", name=re.compile("10:00")).click()
    expect(page.locator(".readback")).to_contain_text("6月4日 水曜日 10時")
    read_out(page)
    assert Reservation.objects.get().slot.starts_at == at(10, day=DAYS[0])


def test_who_has_a_stopped_slot_is_called_and_moved(
    open_page: OpenPage, sign_in: SignIn, user_of: UserOf, slots: list[Slot]
) -> None:
    reservation = book(slots[0], user_of("operator"), applicant=CALLER)
    city, operator = open_page(), open_page()
    sign_in(city, "city_staff")
    city.goto(f"/reservations/slots/?desk={slots[0].desk_id}&day=2025-06-04")
    city.get_by_label("停止・再開の理由").fill("交付の機器の点検のため")
    city.get_by_role("row").filter(has_text="09:00").get_by_role("button", name="停止する").click()
    expect(city.get_by_text("連絡が必要です。")).to_be_visible()
    look(city, "slot-stopped")

    sign_in(operator, "operator")
    operator.goto("/reservations/notices/")
    expect(operator.locator("main")).to_contain_text(reservation.spoken_number)
    expect(operator.locator("main")).not_to_contain_text(CALLER.name)
    operator.get_by_role("button", name="不在").first.click()
    expect(operator.get_by_text("不在を記録しました。")).to_be_visible()
    look(operator, "notices")
    operator.get_by_role("link", name=reservation.spoken_number).click()
    operator.get_by_role("link", name="日時を変更する").click()
    operator.get_by_label("変更の理由").fill("枠の停止のため")
    operator.get_by_role("button", name=re.compile("^6.4（水） 09:30")).click()
    expect(operator.locator(".readback")).to_contain_text("9時30分")
    operator.goto("/reservations/notices/")
    expect(operator.locator("main")).to_contain_text("日時の変更")
    reservation.refresh_from_db()
    assert reservation.slot == slots[1]


def test_in_mirror_mode_a_booking_is_provisional_until_the_city_s_number(
    page: Page, open_page: OpenPage, sign_in: SignIn, slots: list[Slot]
) -> None:
    Parameter.objects.filter(key="reservations.mode").update(value="mirror")
    sign_in(page, "operator")
    page.goto(PANEL)
    press(page, "F2")
    type_caller(page)
    press(page, "Control+Enter")
    expect(page.locator(".readback__number")).to_have_text("市の番号の入力待ち")
    look(page, "panel-mirror")
    page.get_by_label("市の受付番号").fill("k-1001")
    press(page, "Control+Enter")
    expect(page.locator(".readback__number")).to_have_text("K-1001")
    read_out(page)

    leader = open_page(viewport=TABLET)
    user = sign_in(leader, "cc_leader")
    leader.goto("/reservations/city-lists/")
    leader.get_by_label("対象日").fill("2025-06-04")
    theirs = "受付番号,日付,時刻,窓口\nK-1001,2025/06/04,9:30,市役所 受取窓口\n"
    file = {"name": "0604.csv", "mimeType": "text/csv", "buffer": theirs.encode("cp932")}
    leader.get_by_label("市の一覧（CSV）").set_input_files(file)
    leader.get_by_role("button", name="取り込んで照合する").click()
    expect(leader.get_by_text("相違は1件です。")).to_be_visible()
    look(leader, "city-list-day")
    leader.get_by_label("処理の内容").first.fill("市の予約システムの時刻を直した。")
    leader.get_by_role("button", name=re.compile("処理")).first.click()
    expect(leader.get_by_text("処理を記録しました。")).to_be_visible()
    difference = CityDifference.objects.get()
    assert (difference.kind, difference.resolved_by) == ("different", user)


def test_the_form_of_the_city_s_list_is_tried_and_saved(page: Page, sign_in: SignIn) -> None:
    sign_in(page, "cc_leader")
    page.goto("/reservations/city-lists/forms/")
    page.get_by_role("link", name="変更する").click()
    page.get_by_label("受付番号の列の名前").fill("予約番号")
    page.get_by_label("試す一覧の対象日").fill("2025-06-04")
    theirs = (
        "予約番号,日付,時刻,窓口\nK-1001,2025/06/04,9:30,市役所 受取窓口\nK-1002,2025/06/04,99:30,市役所 受取窓口\n"
    )
    file = {"name": "0604.csv", "mimeType": "text/csv", "buffer": theirs.encode()}
    page.get_by_label("試す一覧（CSV）").set_input_files(file)
    page.get_by_role("button", name="内容を確認する").click()
    expect(page.get_by_text("2行を読み、読み取れない行は1行です。")).to_be_visible()
    look(page, "city-list-profile")
    assert barriers(page) == []
    page.get_by_role("button", name="保存する").click()
    expect(page.get_by_text("市の一覧の形式を保存しました。")).to_be_visible()
    assert CityListProfile.objects.get(code="standard").columns["number"] == "予約番号"
