"""The page frame and its script, on pages made for the purpose: keys, sending once, countdowns, fragments that poll."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from apps.core.middleware import MET_ANOTHER

from .conftest import SAMPLE_ORIGIN, OpenPage, Watch, barriers, look, show

pytestmark = pytest.mark.e2e


@pytest.fixture
def origin() -> str:
    return SAMPLE_ORIGIN


SAVED = "<p id='saved'>保存しました</p>"


def test_frame_shows_its_title_as_heading_and_window_title(page: Page) -> None:
    show(page, "<p>本文</p>")
    expect(page).to_have_title("見本 | 川越市マイナンバーカード業務システム")
    expect(page.get_by_role("heading", level=1)).to_have_text("見本")
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    assert barriers(page) == []
    look(page, "frame")


def test_skip_link_is_the_first_stop_and_leads_to_the_content(page: Page) -> None:
    show(page, "<p>本文</p>")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="本文へ移動")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


KEYS = """
<button type="button" data-key="1">一</button>
<a href="#there" data-key="n">新規</a>
<input aria-label="語句" data-search>
<div data-keys>
  <label data-key="1"><input type="radio" name="a" value="1">甲</label>
  <label data-key="2"><input type="radio" name="a" value="2">乙</label>
</div>
"""


def count_clicks(page: Page) -> None:
    page.evaluate(
        "window.clicks = 0; document.querySelector('button').addEventListener('click', () => { window.clicks += 1; })"
    )


def test_a_number_key_clicks_its_button_but_not_while_somebody_types(page: Page) -> None:
    show(page, KEYS)
    count_clicks(page)
    page.keyboard.press("1")
    assert page.evaluate("clicks") == 1
    page.keyboard.press("Control+1")
    page.keyboard.press("/")
    expect(page.get_by_label("語句")).to_be_focused()
    page.keyboard.press("1")
    expect(page.get_by_label("語句")).to_have_value("1")
    assert page.evaluate("clicks") == 1


@pytest.mark.parametrize(
    "event", ["{key: '1', isComposing: true}", "{key: 'Process', keyCode: 229}", "{key: '1', repeat: true}"]
)
def test_a_key_of_an_open_conversion_or_a_held_key_does_nothing(page: Page, event: dict[str, object]) -> None:
    show(page, KEYS)
    count_clicks(page)
    press = "event => document.body.dispatchEvent(new KeyboardEvent('keydown', {...event, bubbles: true}))"
    page.evaluate(press, event)
    assert page.evaluate("clicks") == 0
    page.evaluate(press, {"key": "１"})
    assert page.evaluate("clicks") == 1


LEADING = """
<label data-key="1" data-leads="#text"><input type="radio" name="a" value="1">甲</label>
<label data-key="Alt+2" data-leads="#part"><input type="radio" name="a" value="2">乙</label>
<textarea id="text" aria-label="本文"></textarea>
<div id="part"><input type="hidden"><input aria-label="理由"></div>
"""


def test_a_key_leads_on_to_what_is_to_be_typed_next(page: Page) -> None:
    show(page, LEADING)
    page.keyboard.press("1")
    expect(page.get_by_label("甲")).to_be_checked()
    expect(page.get_by_label("本文")).to_be_focused()
    page.keyboard.press("2")
    expect(page.get_by_label("本文")).to_have_value("2")
    page.keyboard.press("Alt+2")
    expect(page.get_by_label("乙")).to_be_checked()
    expect(page.get_by_label("理由")).to_be_focused()
    expect(page.get_by_label("本文")).to_have_value("2")


TWO_FORMS = """
<form method="post" action="/sample/panel/" data-save><input aria-label="氏名"><button>予約</button></form>
<form method="post" action="/sample/page/" data-save="page"><button type="submit">保存</button></form>
<p tabindex="0">ほか</p>
"""


@pytest.mark.parametrize(("focus", "sent"), [("氏名", "/sample/panel/"), (None, "/sample/page/")])
def test_of_two_forms_that_of_the_focus_is_saved_else_the_pages_own(page: Page, focus: str | None, sent: str) -> None:
    show(page, TWO_FORMS)
    page.route("**/sample/*/", lambda route: route.fulfill(body=SAVED, content_type="text/html; charset=utf-8"))
    if focus:
        page.get_by_label(focus).focus()
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(re.compile(f"{sent}$"))


def test_the_group_with_the_focus_is_asked_first(page: Page) -> None:
    show(page, KEYS)
    count_clicks(page)
    page.get_by_label("乙").focus()
    page.keyboard.press("1")
    expect(page.get_by_label("甲")).to_be_checked()
    assert page.evaluate("clicks") == 0


def test_keys_rest_while_a_dialog_is_open(page: Page) -> None:
    show(page, KEYS + "<dialog>確認</dialog>")
    count_clicks(page)
    page.evaluate("document.querySelector('dialog').showModal()")
    page.keyboard.press("1")
    assert page.evaluate("clicks") == 0


def test_escape_leaves_the_field_first_and_the_page_then(page: Page) -> None:
    show(page, "<input aria-label='要旨'><a data-escape href='/desk/'>戻る</a>")
    page.route("**/desk/", lambda route: route.fulfill(body="<title>d</title>", content_type="text/html"))
    page.get_by_label("要旨").focus()
    page.keyboard.press("Escape")
    expect(page.get_by_label("要旨")).not_to_be_focused()
    page.keyboard.press("Escape")
    page.wait_for_url("**/desk/")


def test_a_menu_closes_on_escape_and_on_a_click_elsewhere(page: Page) -> None:
    show(page, "<details class='menu'><summary>操作</summary><p>中身</p></details><p>本文</p>")
    page.get_by_text("操作").click()
    expect(page.get_by_text("中身")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text("中身")).to_be_hidden()
    page.get_by_text("操作").click()
    page.get_by_text("本文", exact=True).click()
    expect(page.get_by_text("中身")).to_be_hidden()


FORM = """
<form method="post" action="/save/" data-save>
  <label>要旨 <textarea name="text"></textarea></label>
  <button name="do" value="draft">下書き</button><button class="button--primary" name="do" value="save">保存</button>
</form>
"""


def collect_posts(page: Page, body: str = SAVED) -> list[str]:
    posts: list[str] = []

    def answer(route: Route) -> None:
        posts.append(route.request.post_data or "")
        route.fulfill(body=body, content_type="text/html")

    page.route("**/save/", answer)
    return posts


def test_ctrl_enter_in_a_text_field_presses_the_primary_button(page: Page) -> None:
    show(page, FORM)
    posts = collect_posts(page)
    page.get_by_label("要旨").fill("memo")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#saved")).to_be_visible()
    assert posts == ["text=memo&do=save"]


def test_a_form_is_sent_once_with_the_value_of_the_pressed_button(page: Page) -> None:
    show(page, FORM)
    posts: list[str] = []

    def answer(route: Route) -> None:
        posts.append(route.request.post_data or "")
        route.fulfill(status=204)

    page.route("**/save/", answer)
    page.evaluate("const b = document.querySelectorAll('button'); b[0].click(); b[0].click(); b[1].click()")
    expect(page.get_by_role("button", name="下書き")).to_be_disabled()
    expect(page.get_by_role("button", name="保存")).to_be_disabled()
    assert posts == ["text=&do=draft"]


def test_without_a_connection_a_form_stays_filled_and_says_so(page: Page) -> None:
    show(page, FORM)
    posts = collect_posts(page)
    page.get_by_label("要旨").fill("memo")
    page.context.set_offline(True)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_contain_text("入力した内容は残っています")
    expect(page.get_by_label("要旨")).to_have_value("memo")
    page.context.set_offline(False)
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#saved")).to_be_visible()
    assert len(posts) == 1


def test_countdown_shows_minutes_and_seconds_of_the_server_clock_and_its_end(page: Page) -> None:
    until = timezone.now() + timedelta(minutes=10)
    over = timezone.now() - timedelta(seconds=1)
    running = f"<b id='a' data-countdown='{until.isoformat()}'></b>"
    show(page, running + f"<b id='b' data-countdown='{over.isoformat()}' data-countdown-end='期限切れ'></b>")
    expect(page.locator("#a")).to_have_text(re.compile(r"9:\d\d|10:00"))
    expect(page.locator("#b")).to_have_text("期限切れ")


def poll(version: int, inside: str) -> str:
    return (
        f"<section id='live' hx-get='/live/?v={version}' hx-trigger='every 50ms' hx-swap='outerHTML'>{inside}</section>"
    )


FIVE_TURNS = """new Promise(done => {
  let turns = 0;
  document.addEventListener("htmx:beforeRequest", () => (turns += 1) === 5 && done());
})"""


class Live:
    """The answering side of a fragment that polls."""

    def __init__(self, page: Page) -> None:
        self.asked = 0
        self.status, self.body = 204, ""
        page.route("**/live/*", self.answer)

    def answer(self, route: Route) -> None:
        self.asked += 1
        if self.status:
            route.fulfill(status=self.status, body=self.body, content_type="text/html")
        else:
            route.abort("connectionrefused")


def test_a_fragment_is_replaced_when_its_version_changed(page: Page) -> None:
    live = Live(page)
    show(page, poll(1, "一件"))
    live.status, live.body = 200, poll(2, "二件")
    expect(page.locator("#live")).to_have_text("二件")


def test_a_fragment_is_not_replaced_while_somebody_types_in_it(page: Page) -> None:
    live = Live(page)
    show(page, poll(1, "<input aria-label='語句'>") + "<button type='button'>外</button>")
    page.get_by_label("語句").press_sequentially("abc")
    live.status, live.body = 200, poll(2, "二件")
    asked = live.asked
    while live.asked < asked + 3:
        page.wait_for_event("response")
    expect(page.get_by_label("語句")).to_have_value("abc")
    page.get_by_role("button", name="外").focus()
    expect(page.locator("#live")).to_have_text("二件")


def test_a_fragment_rests_while_the_window_is_hidden(page: Page) -> None:
    live = Live(page)
    show(page, poll(1, "一件"))
    page.wait_for_event("response")
    page.evaluate("Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true})")
    asked = live.asked
    page.evaluate(FIVE_TURNS)
    assert live.asked <= asked + 1  # one may have been under way
    page.evaluate("delete document.visibilityState")
    page.wait_for_event("response")
    assert live.asked > asked


@pytest.mark.parametrize("status", [0, 500])
def test_a_fragment_that_cannot_be_read_says_since_when(open_page: OpenPage, watch: Watch, status: int) -> None:
    page = open_page()
    live = Live(page)
    show(page, poll(1, "一件"))
    live.status = status
    stale = page.get_by_text(re.compile(r"更新が止まっています（\d{1,2}:\d\d:\d\d 時点）"))
    expect(stale).to_be_visible()
    live.status = 204
    expect(stale).to_be_hidden()
    assert watch.faults != []  # the browser names the failed requests, as it should here
    watch.faults.clear()


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (
            {"body": "だめ"},
            "保存できませんでした。通信を確かめて、もう一度お試しください。入力した内容は残っています。",
        ),
        ({"body": MET_ANOTHER, "content_type": "text/plain; charset=utf-8"}, MET_ANOTHER),
    ],
    ids=["of the proxy", "of the application"],
)
def test_a_failed_save_by_htmx_keeps_the_text_and_says_so(
    page: Page, watch: Watch, answer: dict[str, str], told: str
) -> None:
    show(page, FORM.replace("data-save", "hx-post='/save/' hx-target='#out'") + "<p id='out'></p>")
    page.route("**/save/", lambda route: route.fulfill(status=503, **answer))
    page.get_by_label("要旨").fill("memo")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_have_text(told)
    expect(page.get_by_label("要旨")).to_have_value("memo")
    expect(page.get_by_role("button", name="保存")).to_be_enabled()
    watch.faults.clear()


def test_nothing_is_kept_in_the_browser(page: Page) -> None:
    live = Live(page)
    show(page, poll(1, "一件"))
    live.status, live.body = 200, poll(2, "二件")
    expect(page.locator("#live")).to_have_text("二件")
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
