"""The day's checklists at the desk: by click, by keys alone, without scripts; the counter closes after all of it."""

import pytest
from playwright.sync_api import Page, expect

from apps.contracts.models import Site
from apps.counters.models import ChecklistTick
from tests.counters.factories import assign, make_equipment

from .conftest import TABLET, OpenPage, SignIn, barriers, look, press

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("contract")]


@pytest.fixture
def site() -> Site:
    site = Site.objects.get(code="honcho")
    make_equipment(site, "camera", name="デジタルカメラ", serial="C-1")
    make_equipment(site, "portal_terminal", name="ノートパソコン", serial="P-1")
    return site


@pytest.fixture
def open_desk(site: Site, sign_in: SignIn, user_of):
    """The open counter before the eyes of its clerk."""

    def open_it(page: Page) -> Page:
        clerk = user_of("counter_staff")
        assign(clerk, site)
        sign_in(page, clerk)
        page.get_by_role("link", name="本庁舎").click()
        page.get_by_role("button", name="開設する").click()
        expect(page.get_by_text("開設中").first).to_be_visible()
        page.wait_for_load_state()  # the keys are there with the scripts
        return page

    return open_it


def lines(page: Page) -> int:
    return page.locator(".checklist > li").count()


def test_every_line_is_ticked_by_keys_alone_and_then_the_counter_closes(page: Page, open_desk) -> None:
    open_desk(page)
    total = lines(page)
    page.get_by_text("閉設する").first.click()
    page.get_by_role("button", name="閉設する").click()
    expect(page.get_by_text("閉設できません")).to_be_visible()
    expect(page.locator("#checklist-progress")).to_contain_text("▲")

    press(page, "c")
    for done in range(total):
        if not page.locator("#checklist-next").is_visible():  # the opening is done, the closing list still folded
            press(page, "c")
        expect(page.locator("#checklist-next")).to_be_focused()
        if page.locator("#checklist-next").evaluate("element => element.tagName") == "INPUT":
            page.keyboard.type("3")
            page.keyboard.press("Enter")
            expect(page.get_by_text("3件あります")).to_be_visible()
            assert barriers(page) == []
            look(page, "checklist-refused")
            expect(page.locator("#checklist-next")).to_be_focused()
            page.keyboard.press("Control+A")
            page.keyboard.type("0")
        page.keyboard.press("Enter")
        expect(page.locator("#checklist [action$='untick/']")).to_have_count(done + 1)
    expect(page.locator("#checklist-progress")).not_to_contain_text("▲")
    look(page, "checklist-done")

    page.get_by_text("閉設する").first.click()
    page.get_by_role("button", name="閉設する").click()
    expect(page.get_by_text("閉設したため")).to_be_visible()


def test_a_tick_is_taken_back_by_click_and_number_keys_still_record(page: Page, open_desk) -> None:
    open_desk(page)
    page.get_by_role("button", name="衝立").click()
    expect(page.locator("#checklist [action$='untick/']")).to_have_count(1)
    page.keyboard.press("1")
    expect(page.locator(".recent li")).to_have_count(1)
    page.locator("#checklist [action$='untick/'] button").click()
    expect(page.locator("#checklist [action$='untick/']")).to_have_count(0)
    assert not ChecklistTick.objects.exists()


def test_without_scripts_a_line_is_ticked(open_page: OpenPage, open_desk) -> None:
    page = open_desk(open_page(java_script_enabled=False))
    page.get_by_role("button", name="衝立").click()
    expect(page.locator("#checklist [action$='untick/']")).to_have_count(1)
    page.locator("summary", has_text="閉設チェック").click()
    page.get_by_label("写真データの残りの件数").fill("0")
    page.get_by_role("button", name="写真データ").click()
    expect(page.locator("#checklist [action$='untick/']")).to_have_count(2)
    assert ChecklistTick.objects.filter(count=0).count() == 1


def test_the_lists_fit_a_tablet_held_upright(open_page: OpenPage, open_desk) -> None:
    page = open_desk(open_page(viewport=TABLET, has_touch=True))
    page.locator("summary", has_text="閉設チェック").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= TABLET["width"]
    look(page, "checklist-tablet")
