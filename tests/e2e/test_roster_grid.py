"""The roster's grid under the hands: arrows, Enter, a block pasted from a spreadsheet; its side pages on a tablet."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from apps.workforce.enums import Duty
from apps.workforce.models import Shift
from apps.workforce.roster_actions import CellEdit
from tests.workforce.factories import make_staff
from tests.workforce.roster_factories import make_pattern, plan, save, site_of

from .conftest import TABLET, OpenPage, SignIn, barriers, look

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("contract")]
GRID = "/staff/roster/?month=2025-06&site=honcho"
PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const paste = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(paste);
}"""


@pytest.fixture
def people():
    make_pattern("日", "9-17", "12-13")
    return [
        make_staff(ready_for=Duty.COUNTER_STAFF, posted_to=site_of(), name=name, name_kana=kana)
        for name, kana in (("霞　導", "ア"), ("芳野　案内", "イ"))
    ]


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.getAttribute('aria-label')")


def test_hands_move_through_the_grid_and_paste_a_block(page: Page, sign_in: SignIn, people) -> None:
    sign_in(page, "general_manager")
    page.goto(GRID)
    page.get_by_label("霞　導 6/5（木）").focus()
    moves = {
        "ArrowRight": "霞　導 6/6（金）",
        "ArrowDown": "芳野　案内 6/6（金）",
        "ArrowLeft": "芳野　案内 6/5（木）",
        "ArrowUp": "霞　導 6/5（木）",
        "Enter": "芳野　案内 6/5（木）",
        "Shift+Enter": "霞　導 6/5（木）",
    }
    for key, place in moves.items():
        page.keyboard.press(key)
        assert focused(page) == place
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert focused(page) == "霞　導 6/9（月）"  # the weekend is passed over
    page.evaluate(PASTE, "日\t9-12\n\t13-17\n")
    expect(page.get_by_label("霞　導 6/10")).to_have_value("9-12")
    expect(page.get_by_label("芳野　案内 6/10")).to_have_value("13-17")
    expect(page.locator("[data-roster-count]")).to_have_text("変更 3 件（まだ保存していません）")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("勤務表を保存しました（3件）。")).to_be_visible()
    assert set(Shift.objects.values_list("staff__name", "day")) == {
        ("霞　導", date(2025, 6, 9)),
        ("霞　導", date(2025, 6, 10)),
        ("芳野　案内", date(2025, 6, 10)),
    }
    look(page, "roster-grid")


def test_grid_without_scripts_is_a_plain_form(open_page: OpenPage, sign_in: SignIn, people) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, "general_manager")
    page.goto(GRID)
    page.get_by_label("霞　導 6/5（木）").fill("日")
    page.get_by_role("button", name="保存する").click()
    expect(page.get_by_text("勤務表を保存しました（1件）。")).to_be_visible()


def test_side_pages_are_free_of_barriers_on_a_tablet(open_page: OpenPage, sign_in: SignIn, people) -> None:
    page = open_page(viewport=TABLET)
    sign_in(page, "general_manager")
    save([CellEdit(people[0], date(2025, 6, 9), (plan("9-17"),))])
    for address, name in {
        GRID: "roster-tablet",
        "/staff/roster/copy/?month=2025-06&site=honcho": "roster-copy",
        "/staff/roster/publish/?month=2025-06&site=honcho": "roster-publish",
        "/staff/roster/import/": "roster-import",
        "/staff/roster/patterns/": "roster-patterns",
        "/staff/roster/patterns/new/": "roster-pattern",
    }.items():
        page.goto(address)
        assert barriers(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        look(page, name)
