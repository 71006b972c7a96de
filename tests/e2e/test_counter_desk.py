"""A counter's day: set up, open, record by click and by key, take back, close."""

import pytest
from playwright.sync_api import Page, Route, expect

from apps.counters.models import CounterSession, Reception
from tests.conftest import PASSWORD
from tests.counters.factories import assign, site_of, tick_all

from .conftest import TABLET, OpenPage, SignIn, Watch, barriers, look, press

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("contract")]


def tally(page: Page, label: str) -> str:
    """The figure under `label` in the day's tally."""
    return page.locator(".tally div").filter(has=page.get_by_text(label, exact=True)).locator("dd").inner_text()


def open_counter(page: Page) -> None:
    page.get_by_role("link", name="本庁舎").click()
    page.get_by_role("button", name="開設する").click()
    expect(page.get_by_text("開設中").first).to_be_visible()


def test_a_counter_day_from_opening_to_closing(page: Page, sign_in: SignIn, user_of) -> None:
    clerk = user_of("counter_staff")
    assign(clerk, site_of())
    sign_in(page, clerk)
    expect(page.get_by_role("heading", level=1)).to_contain_text("本日の状況")
    open_counter(page)
    assert barriers(page) == []

    page.get_by_role("button", name="マイナアシスト", exact=True).click()
    expect(page.locator(".recent li")).to_have_count(1)
    page.get_by_label("人数").blur()
    press(page, "2")
    expect(page.locator(".recent li")).to_have_count(2)
    assert (tally(page, "受付"), tally(page, "申請支援")) == ("2", "2")
    look(page, "counter-desk")

    page.get_by_role("button", name="取り消し").first.click()
    expect(page.locator(".recent li")).to_have_count(1)
    assert tally(page, "受付") == "1"

    tick_all(CounterSession.objects.get())
    page.get_by_text("閉設する").first.click()
    look(page, "counter-closing")
    page.get_by_role("button", name="閉設する").click()
    expect(page.get_by_text("閉設したため")).to_be_visible()
    expect(page.get_by_role("button", name="マイナアシスト", exact=True)).to_be_hidden()


def test_a_queue_is_worked_off_by_keys_alone_on_one_page(page: Page, sign_in: SignIn, user_of) -> None:
    clerk = user_of("counter_staff")
    assign(clerk, site_of())
    sign_in(page, clerk)
    open_counter(page)
    page.evaluate("window.stays = true")
    for number, key in enumerate("1135467", start=1):
        press(page, key)
        expect(page.get_by_text(f"{number}番を記録しました。")).to_be_visible()
    for key in ("n", "3", "Enter"):
        press(page, key)
    expect(page.get_by_text("8番、9番、10番を記録しました。")).to_be_visible()
    for key in ("p", "u", "2"):
        press(page, key)
    expect(page.get_by_text("11番を記録しました。")).to_be_visible()
    assert (tally(page, "受付"), tally(page, "申請支援"), tally(page, "写真")) == ("11", "7", "1")
    page.get_by_role("button", name="11番の郵便を4つとも確認").click()
    expect(page.get_by_text("郵便の確認")).to_have_count(0)
    look(page, "counter-desk-full")
    page.get_by_role("button", name="苦情").click()
    page.get_by_role("button", name="苦情を取り消し").click()
    expect(page.get_by_role("button", name="苦情を取り消し")).to_have_count(0)
    assert page.evaluate("window.stays") is True
    assert Reception.objects.count() == 11


def test_keys_pressed_while_an_answer_is_awaited_are_recorded_in_their_turn(
    page: Page, sign_in: SignIn, user_of
) -> None:
    clerk = user_of("counter_staff")
    assign(clerk, site_of())
    sign_in(page, clerk)
    open_counter(page)
    asked: list[Route] = []

    def answer(route: Route) -> None:
        """The first form is on its way until the keys are pressed."""
        asked.append(route)
        if len(asked) > 1:
            route.continue_()

    page.route("**/receptions/", answer)
    with page.expect_request("**/receptions/"):
        press(page, "1")
    for key in "163":
        press(page, key)
    page.wait_for_timeout(300)
    assert len(asked) == 1
    asked[0].continue_()
    expect(page.get_by_text("3番を記録しました。")).to_be_visible()
    assert tally(page, "受付") == "3"
    shown = [" ".join(str(service) for service in row.services.all()) for row in Reception.objects.order_by("number")]
    assert shown == ["ア マイナアシスト", "案内のみ", "ウ スマートフォン"]


def test_keys_after_one_that_could_not_be_saved_are_not_recorded(
    page: Page, sign_in: SignIn, user_of, watch: Watch
) -> None:
    clerk = user_of("counter_staff")
    assign(clerk, site_of())
    sign_in(page, clerk)
    open_counter(page)
    asked: list[Route] = []

    def answer(route: Route) -> None:
        asked.append(route)

    page.route("**/receptions/", answer)
    with page.expect_request("**/receptions/"):
        press(page, "1")
    press(page, "6")
    page.wait_for_timeout(300)
    asked[0].abort()
    expect(page.get_by_role("alert").filter(has_text="保存できませんでした")).to_be_visible()
    page.wait_for_timeout(300)
    assert len(asked) == 1
    assert not Reception.objects.exists()
    watch.faults.clear()


def test_the_key_of_the_trouble_form_leads_into_its_text(page: Page, sign_in: SignIn, user_of) -> None:
    clerk = user_of("counter_staff")
    assign(clerk, site_of())
    sign_in(page, clerk)
    open_counter(page)
    press(page, "t")
    expect(page.get_by_label("状況")).to_be_focused()
    page.keyboard.type("123")
    expect(page.get_by_label("状況")).to_have_value("123")
    assert not Reception.objects.exists()


@pytest.mark.parametrize("failure", ["unreachable", "503"])
def test_what_could_not_be_saved_stays_and_is_saved_once(
    page: Page, sign_in: SignIn, user_of, watch: Watch, failure: str
) -> None:
    clerk = user_of("counter_staff")
    assign(clerk, site_of())
    sign_in(page, clerk)
    open_counter(page)
    page.get_by_label("人数").fill("2")
    page.get_by_role("checkbox", name="写真").check()
    page.get_by_label("言語").select_option("英語")
    key = page.locator("#reception [name=submission_key]")
    before = key.input_value()

    def answer(route: Route) -> None:
        """The server takes the form, and its answer is lost on the way."""
        route.fetch()
        route.abort() if failure == "unreachable" else route.fulfill(status=503)

    page.route("**/receptions/", answer)
    page.get_by_role("button", name="スマホ").click()
    expect(page.get_by_role("alert").filter(has_text="保存できませんでした")).to_be_visible()
    assert (key.input_value(), page.get_by_label("人数").input_value()) == (before, "2")
    expect(page.get_by_role("checkbox", name="写真")).to_be_checked()
    page.unroute("**/receptions/")
    page.get_by_role("button", name="スマホ").click()
    expect(page.get_by_text("1番、2番を記録しました。")).to_be_visible()
    expect(page.get_by_role("alert").filter(has_text="保存できませんでした")).to_have_count(0)
    assert (key.input_value() != before, page.get_by_label("人数").input_value()) == (True, "1")
    assert Reception.objects.count() == 2
    assert watch.faults  # the browser's own words about the lost answer
    watch.faults.clear()


def test_who_was_signed_out_comes_back_to_the_desk(page: Page, sign_in: SignIn, user_of) -> None:
    clerk = user_of("counter_staff")
    assign(clerk, site_of())
    sign_in(page, clerk)
    open_counter(page)
    desk = page.url
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="スマホ").click()
    expect(page.get_by_label("ログインID")).to_be_visible()
    page.get_by_label("ログインID").fill(clerk.username)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="ログイン").click()
    page.wait_for_url(desk)
    press(page, "1")
    expect(page.locator(".recent li")).to_have_count(1)


def test_a_record_of_a_colleague_appears_on_the_open_desk_without_reload(
    open_page: OpenPage, sign_in: SignIn, user_of
) -> None:
    first, second = user_of("counter_staff"), user_of("counter_staff")
    pages = []
    for clerk in (first, second):
        assign(clerk, site_of())
        window = open_page()
        sign_in(window, clerk)
        pages.append(window)
    open_counter(pages[0])
    pages[1].get_by_role("link", name="本庁舎").click()
    expect(pages[1].get_by_role("heading", level=1)).to_contain_text("本庁舎")
    pages[1].evaluate("window.stays = true")
    pages[0].get_by_role("button", name="郵便").click()
    expect(pages[0].locator(".recent li")).to_have_count(1)
    expect(pages[1].locator(".recent li")).to_have_count(1)
    assert pages[1].evaluate("window.stays") is True


def test_without_scripts_a_plain_assist_is_recorded(open_page: OpenPage, sign_in: SignIn, user_of) -> None:
    page = open_page(java_script_enabled=False)
    clerk = user_of("counter_staff")
    assign(clerk, site_of())
    sign_in(page, clerk)
    open_counter(page)
    page.get_by_role("button", name="スマホ").click()
    expect(page.locator(".recent li")).to_have_count(1)
    assert Reception.objects.count() == 1


def test_the_desk_fits_a_tablet_held_upright(open_page: OpenPage, sign_in: SignIn, user_of) -> None:
    page = open_page(viewport=TABLET, has_touch=True)
    clerk = user_of("counter_staff")
    assign(clerk, site_of())
    sign_in(page, clerk)
    open_counter(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= TABLET["width"]
    expect(page.get_by_role("button", name="マイナアシスト", exact=True)).to_be_in_viewport()
    look(page, "counter-desk-tablet")


def test_a_correction_a_trouble_for_the_leader_and_the_month(page: Page, sign_in: SignIn, user_of) -> None:
    leader = user_of("site_leader")
    assign(leader, site_of())
    sign_in(page, leader)
    open_counter(page)
    press(page, "1")
    expect(page.get_by_text("1番を記録しました。")).to_be_visible()
    page.get_by_role("link", name="1番を訂正").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1番の受付を訂正")
    assert barriers(page) == []
    look(page, "reception-amend")
    press(page, "3")
    page.get_by_label("言語").select_option("ネパール語")
    press(page, "Control+Enter")
    expect(page.get_by_text("1番の受付を訂正しました。")).to_be_visible()
    assert tally(page, "ウ スマホ") == "1"

    press(page, "t")
    page.get_by_label("状況").fill("機器が起動しなかった。")
    page.get_by_label("対応").fill("予備の機器に替えた。")
    press(page, "Control+Enter")
    expect(page.get_by_text("困難事例・トラブルを記録しました。")).to_be_visible()
    page.get_by_role("button", name="運営責任者へ引き継ぐ").click()
    expect(page.get_by_text("引受け待ち")).to_be_visible()
    look(page, "counter-desk-trouble")
    page.get_by_role("link", name="すべての受付").click()
    assert barriers(page) == []
    look(page, "reception-list")

    page.goto("/counters/troubles/")
    page.get_by_role("button", name="引き受ける").click()
    page.get_by_text("解決を記録する").first.click()
    page.get_by_label("結果").fill("機器を交換した。")
    assert barriers(page) == []
    look(page, "trouble-queue")
    page.get_by_role("button", name="解決を記録する").click()
    expect(page.get_by_text("機器を交換した。")).to_be_visible()
    page.goto("/counters/hours/")
    assert barriers(page) == []
    look(page, "counter-hours")
