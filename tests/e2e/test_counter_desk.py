"""A counter's day: set up, open, record by click and by key, take back, close."""

import pytest
from playwright.sync_api import Page, expect

from apps.counters.models import CounterSession, Reception
from tests.counters.factories import assign, site_of, tick_all

from .conftest import TABLET, OpenPage, SignIn, barriers, look, press

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
