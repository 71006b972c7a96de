"""An operator's calls from the ring to the saved record, by keyboard alone, with the seconds that they take."""

import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from apps.callcenter import actions
from apps.callcenter.models import Callback, Escalation, Inquiry, InquiryCategory, LiveCall
from apps.reservations.models import PickupDesk, Reservation
from tests.callcenter.phone_factories import MASKED, NUMBER, announce, event, give_code, make_source
from tests.conftest import UserOf
from tests.reservations.factories import at, make_slot

from .conftest import DESKTOP, TABLET, OpenPage, SignIn, barriers, look, press, within

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("contract")]

SUMMARY = "更新の手続きに必要な持ち物を案内した。"
YESTERDAY, *DAYS = date(2025, 6, 2), date(2025, 6, 4), date(2025, 6, 5)


@contextmanager
def seconds(what: str, most: float) -> Iterator[None]:
    """Prints how long it took; a page that hangs fails, a slow machine does not."""
    began = time.monotonic()
    yield
    took = time.monotonic() - began
    sys.stdout.write(f"\n{what}: {took:.1f} s (≤ {most:.0f} s)\n")
    assert took < 3 * most


@pytest.fixture
def token(user_of: UserOf) -> str:
    return make_source(user_of("cc_leader"))[1]


@pytest.fixture
def _slots(contract: None) -> None:
    for desk in PickupDesk.objects.all()[:2]:
        for day in DAYS:
            for hour in (9, 10, 13, 14):
                make_slot(desk, at(hour, day=day), capacity=3)


def ring(token: str, call_id: str, extension: str, caller: str = NUMBER) -> None:
    announce(token, event("ringing", call_id, extension=extension, caller=caller))


def answer(token: str, call_id: str, extension: str, caller: str = NUMBER) -> LiveCall:
    ring(token, call_id, extension, caller)
    announce(token, event("answered", call_id, extension=extension, caller=caller))
    return LiveCall.objects.get(external_id=call_id)


def keys(page: Page, *names: str) -> None:
    for name in names:
        page.keyboard.press(name)


def tab_to(page: Page, name: str | re.Pattern[str], role: str = "link") -> None:
    """Walks on with Tab until the control has the focus, as hands without a mouse do."""
    target = page.get_by_role(role, name=name).first  # type: ignore[arg-type]
    expect(target).to_be_visible()
    for _ in range(80):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab does not reach {name}")


def expect_saved(page: Page) -> None:
    expect(page.locator("#messages").get_by_text("を保存しました。")).to_be_visible()
    expect(page.locator("#booking-panel")).to_be_visible()  # no request is on its way when the test ends


def type_content(page: Page, text: str) -> None:
    expect(page.get_by_role("textbox", name="内容")).to_be_focused()
    page.keyboard.insert_text(text)


def test_a_plain_call_is_logged_by_keyboard_in_seconds(page: Page, sign_in: SignIn) -> None:
    sign_in(page, "operator")
    expect(page.get_by_role("group", name="分類").get_by_role("radio").first).to_be_focused()
    with seconds("通常の1件の記録", 10):
        press(page, "6")
        type_content(page, SUMMARY)
        keys(page, "Control+Enter")
        expect_saved(page)
    saved = Inquiry.objects.get()
    assert (saved.summary, saved.category.code, saved.result) == (SUMMARY, "renewal", "completed")
    expect(page.get_by_role("group", name="分類").get_by_role("radio").first).to_be_focused()


def test_the_save_button_is_in_sight_without_scrolling(page: Page, open_page: OpenPage, sign_in: SignIn) -> None:
    operator = sign_in(page, "operator")
    save = page.get_by_role("button", name="保存して次へ")
    for result in ("Alt+1", "Alt+2", "Alt+3", "Alt+4"):
        press(page, result)
        box = save.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= DESKTOP["height"], result
        look(page, f"desk-{result}")
    assert page.evaluate("document.documentElement.scrollWidth") <= DESKTOP["width"]
    tablet = open_page(viewport=TABLET)
    sign_in(tablet, operator)
    assert tablet.evaluate("document.documentElement.scrollWidth") <= TABLET["width"]
    look(tablet, "desk-tablet")


@pytest.mark.parametrize("result", ["Alt+1", "Alt+2", "Alt+3", "Alt+4"])
def test_the_desk_is_free_of_barriers(page: Page, sign_in: SignIn, result: str) -> None:
    sign_in(page, "operator")
    expect(page.locator("#booking-panel")).to_be_visible()
    press(page, result)
    assert barriers(page) == []


def test_categories_beyond_nine_and_every_result_have_a_key(page: Page, sign_in: SignIn) -> None:
    sign_in(page, "operator")
    press(page, "e")
    expect(page.get_by_role("radio", name="その他", exact=True).first).to_be_checked()
    type_content(page, "e 1 は文字です")
    keys(page, "Alt+2")
    expect(page.get_by_role("radio", name=re.compile("^案内"))).to_be_checked()
    expect(page.get_by_label("案内先")).to_be_focused()
    page.keyboard.insert_text("市民税課")
    keys(page, "Alt+1")
    expect(page.get_by_label("案内先")).to_be_hidden()
    keys(page, "Alt+2", "Control+Enter")
    expect_saved(page)
    saved = Inquiry.objects.get()
    assert (saved.summary, saved.target_section, saved.category.code) == ("e 1 は文字です", "市民税課", "other")


def test_a_transfer_and_a_promised_call_back_are_written_in_the_same_form(page: Page, sign_in: SignIn) -> None:
    sign_in(page, "operator")
    press(page, "6")
    type_content(page, "更新の期限を過ぎた方からの相談")
    keys(page, "Alt+3", "Space", "Tab")
    expect(page.get_by_label("市に判断を求めること")).to_be_focused()
    page.keyboard.insert_text("期限を過ぎた後の更新の取扱い")
    keys(page, "Control+Enter")
    expect_saved(page)
    assert Escalation.objects.get().question == "期限を過ぎた後の更新の取扱い"

    press(page, "6")
    type_content(page, "担当者から折り返す")
    keys(page, "Alt+4")
    expect(page.locator("#part-pending").get_by_label("氏名")).to_be_focused()
    page.keyboard.insert_text("小江戸　花子")
    keys(page, "Tab", "Tab")
    page.keyboard.insert_text("049-224-8811")
    keys(page, "Control+Enter")
    expect_saved(page)
    assert Callback.objects.get().phone == "0492248811"


@pytest.mark.usefixtures("_slots")
def test_a_call_is_announced_booked_changed_read_out_and_cancelled_without_a_mouse(
    page: Page, sign_in: SignIn, token: str
) -> None:
    operator = sign_in(page, "operator")
    give_code(operator, "201")
    expect(page.get_by_role("heading", name="受取予約", exact=True)).to_be_visible()
    with seconds("着信の表示", 2):
        ring(token, "call-1", "201")
        expect(page.locator("#desk-call")).to_contain_text(MASKED)
    answer(token, "call-1", "201")
    expect(page.locator("#desk-call")).to_contain_text("通話中")
    expect(page.locator("#booking-panel").get_by_label("電話番号").first).to_have_value(re.compile("6178"))

    with seconds("読み上げまでの予約", 40):
        press(page, "F4")
        expect(page.locator("[data-countdown]")).to_be_visible()
        expect(page.locator("#booking-panel").get_by_label("氏名")).to_be_focused()
        page.keyboard.insert_text("小江戸　花子")
        keys(page, "Tab")
        page.keyboard.insert_text("こえど　はなこ")
        keys(page, "Control+Enter")
        expect(page.locator(".readback__number")).to_be_visible()
        expect(page.locator("#booking-panel").get_by_role("checkbox")).to_be_focused()
        keys(page, "Space", "Control+Enter")
        expect(page.get_by_text("読み上げ済み")).to_be_visible()
    booked = Reservation.objects.get()
    number = page.get_by_label("受取予約の受付番号")
    expect(number).to_have_value(booked.number)
    expect(page.get_by_role("radio", name=re.compile("^受取予約：\\s*予約$"))).to_be_checked()

    keys(page, "F7")
    type_content(page, "受取の予約を受けた。")
    keys(page, "Control+Enter")
    expect_saved(page)
    saved = Inquiry.objects.get()
    assert (saved.reservation, saved.live_call, saved.category.code) == (booked, LiveCall.objects.get(), "pickup_new")
    expect(page.locator("#desk-call")).not_to_contain_text(MASKED)

    answer(token, "call-2", "201")
    expect(page.locator("#desk-call")).to_contain_text("通話中")
    with seconds("予約の検索と変更", 40):
        press(page, "F9")
        expect(page.get_by_label("受付番号または電話番号")).to_be_focused()
        page.keyboard.insert_text(booked.number)
        keys(page, "Enter")
        tab_to(page, "日時を変更する")
        keys(page, "Enter")
        expect(page.get_by_label("変更の理由")).to_be_visible()
        tab_to(page, "変更の理由", "combobox")
        page.keyboard.insert_text("都合が悪くなった")
        tab_to(page, re.compile("^6.5（木）"))
        keys(page, "Enter")
        expect(page.get_by_role("group", name="2025年6月5日（木）の枠")).to_be_visible()
        tab_to(page, re.compile("^14:00"), "button")
        keys(page, "Enter")
        expect(page.locator(".readback")).to_contain_text("6月5日 木曜日 14時")
        tab_to(page, re.compile("読み上げ"), "checkbox")
        keys(page, "Space", "Control+Enter")
        expect(page.get_by_text("読み上げ済み")).to_be_visible()
    with seconds("予約の取消", 40):
        cancel = page.get_by_text("この予約を取り消す")
        for _ in range(40):
            if cancel.evaluate("element => element === document.activeElement"):
                break
            keys(page, "Tab")
        keys(page, "Enter")
        tab_to(page, "取消の理由", "combobox")
        page.keyboard.insert_text("都合が悪くなった")
        tab_to(page, "予約を取り消す", "button")
        keys(page, "Enter")
        expect(page.get_by_text("予約を取り消しました。")).to_be_visible()
    expect(number).to_have_value(booked.number)
    press(page, "F7")
    page.keyboard.insert_text("予約を変更し、その後に取り消した。")
    keys(page, "Shift+Tab", "3", "Control+Enter")
    expect_saved(page)
    booked.refresh_from_db()
    last = Inquiry.objects.order_by("pk").last()
    assert booked.status == "cancelled"
    assert last is not None
    assert (last.reservation, last.category.code) == (booked, "pickup_cancel")
    assert last.live_call == LiveCall.objects.get(external_id="call-2")


def test_the_next_call_takes_nothing_from_the_record_being_written(page: Page, sign_in: SignIn, token: str) -> None:
    operator = sign_in(page, "operator")
    give_code(operator, "201")
    first = answer(token, "call-1", "201")
    expect(page.locator("#desk-call")).to_contain_text("通話中")
    press(page, "6")
    type_content(page, "一人目の用件")
    expect(page.get_by_text(re.compile("下書きを保存しました"))).to_be_visible()
    announce(token, event("ended", "call-1"))
    answer(token, "call-2", "201", "049-224-9999")
    expect(page.locator("#desk-call")).to_contain_text("•••-9999")
    expect(page.get_by_role("textbox", name="内容")).to_have_value("一人目の用件")
    expect(page.get_by_role("textbox", name="内容")).to_be_focused()
    keys(page, "Control+Enter")
    expect_saved(page)
    assert Inquiry.objects.get().live_call == first
    expect(page.locator("#desk-call")).to_contain_text("•••-9999")


def test_two_operators_on_two_screens_see_their_own_citizen_only(
    open_page: OpenPage, sign_in: SignIn, token: str
) -> None:
    pages = [open_page(), open_page()]
    for number, each in enumerate(pages):
        give_code(sign_in(each, "operator"), f"20{number}")
    for number in range(2):
        answer(token, f"call-{number}", f"20{number}", f"049-224-100{number}")
    for number, each in enumerate(pages):
        expect(each.locator("#desk-call")).to_contain_text(re.compile(rf"通話中\s*049-•••-100{number}"))
        expect(each.locator("#desk-call")).not_to_contain_text(f"•••-100{1 - number}")
        press(each, "6")
        type_content(each, f"用件{number}")
    for each in pages:
        keys(each, "Control+Enter")
    for number, each in enumerate(pages):
        expect_saved(each)
        assert Inquiry.objects.get(summary=f"用件{number}").live_call.external_id == f"call-{number}"


def test_an_impatient_hand_makes_one_record(page: Page, sign_in: SignIn) -> None:
    sign_in(page, "operator")
    press(page, "6")
    type_content(page, SUMMARY)
    for _ in range(20):
        keys(page, "Control+Enter")
    expect_saved(page)
    assert Inquiry.objects.count() == 1


def test_nothing_typed_is_lost_by_a_reload(page: Page, sign_in: SignIn) -> None:
    sign_in(page, "operator")
    press(page, "6")
    type_content(page, SUMMARY)
    keys(page, "Alt+3", "Space", "Tab")
    page.keyboard.insert_text("期限を過ぎた後の更新の取扱い")
    expect(page.get_by_text(re.compile("下書きを保存しました"))).to_be_visible()
    page.reload()
    page.locator("#inquiry-form").get_by_role("link", name="復元する").click()
    expect(page.get_by_role("textbox", name="内容")).to_have_value(SUMMARY)
    expect(page.get_by_label("市に判断を求めること")).to_have_value("期限を過ぎた後の更新の取扱い")
    page.wait_for_load_state()  # the scripts hear the keys from now on
    look(page, "desk-restored")
    keys(page, "Control+Enter")
    expect_saved(page)
    assert Escalation.objects.get().inquiry.summary == SUMMARY


def test_a_second_person_at_a_record_is_announced(open_page: OpenPage, sign_in: SignIn) -> None:
    desk, leader = open_page(), open_page()
    operator = sign_in(desk, "operator")
    press(desk, "6")
    type_content(desk, SUMMARY)
    keys(desk, "Control+Enter")
    expect_saved(desk)
    address = f"/calls/inquiries/{Inquiry.objects.get().pk}/"
    desk.goto(address)
    sign_in(leader, "cc_leader")
    leader.goto(address)
    expect(leader.get_by_text(f"ほかの方もこの記録を開いています：{operator.display_name}")).to_be_visible()
    expect(desk.get_by_text("ほかの方もこの記録を開いています")).to_be_visible(timeout=within(20))
    look(desk, "desk-presence")


def put_in_force(user_of: UserOf, question: str) -> None:
    """An answer that the city approved yesterday."""
    leader, city, at_noon = user_of("cc_leader"), user_of("city_approver"), at(12, day=YESTERDAY)
    words = {"question": question, "answer": "窓口でご案内します。", "source": "総務省の案内", "source_on": YESTERDAY}
    renewal = InquiryCategory.objects.get(code="renewal")
    version, _ = actions.write_answer(by=leader, at=at_noon, submission_key=uuid4(), values=words, category=renewal)
    actions.submit_answer(version=version, by=leader, on=YESTERDAY)
    actions.approve_answer(version=version, by=city, on=YESTERDAY, in_force_from=YESTERDAY)


def test_answers_come_for_what_was_converted(page: Page, sign_in: SignIn, user_of: UserOf) -> None:
    put_in_force(user_of, "電子証明書の更新には、何が必要ですか")
    sign_in(page, "operator")
    press(page, "6")
    expect(page.get_by_role("textbox", name="内容")).to_be_focused()
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.imeSetComposition", {"text": "更新", "selectionStart": 2, "selectionEnd": 2})
    keyboard.send("Input.insertText", {"text": "更新"})
    expect(page.locator("#faq-hits").get_by_role("checkbox")).to_have_count(1)
    expect(page.get_by_role("textbox", name="内容")).to_have_value("更新")


def test_answers_come_while_typing_and_stay_when_chosen(page: Page, sign_in: SignIn, user_of: UserOf) -> None:
    put_in_force(user_of, "電子証明書の更新には、何が必要ですか")
    put_in_force(user_of, "電子証明書の更新を、代理人に頼めますか")
    sign_in(page, "operator")
    press(page, "6")
    with seconds("FAQの表示", 2):
        type_content(page, "電子証明書 更新")
        expect(page.locator("#faq-hits").get_by_role("checkbox")).to_have_count(2)
    box = page.locator("#faq-hits").get_by_role("checkbox").first
    version = box.get_attribute("value")
    box.focus()
    keys(page, "Space")
    expect(page.locator("#faq-used").get_by_role("checkbox")).to_be_checked()
    press(page, "F7")
    keys(page, "End")
    page.keyboard.insert_text(" 必要")
    expect(page.locator("#faq-hits").get_by_text("当てはまるFAQ").or_(page.locator("#faq-hits li"))).to_be_visible()
    expect(page.locator(f"#faq-hits input[value='{version}']")).to_have_count(0)
    expect(page.locator("#faq-used").get_by_role("checkbox")).to_be_checked()
    keys(page, "Control+Enter")
    expect_saved(page)
    assert [str(used.pk) for used in Inquiry.objects.get().faq_versions.all()] == [version]


def test_an_emergency_is_one_key_away(page: Page, sign_in: SignIn) -> None:
    sign_in(page, "operator")
    press(page, "6")
    type_content(page, "話の途中")
    keys(page, "F8")
    expect(page.get_by_role("heading", name=re.compile("^緊急"))).to_be_visible()
    expect(page.get_by_role("group", name="種類").get_by_role("radio").first).to_be_focused()
    expect(page.get_by_role("textbox", name="内容")).to_have_value("話の途中")
    look(page, "desk-emergency")
