"""A manager's month: the grid by keys alone, a gap keeps it from being published, then people see their days."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from apps.contracts.calendar import Calendar
from apps.workforce.enums import Duty
from apps.workforce.models import RosterPublication, Shift
from tests.workforce.factories import make_staff
from tests.workforce.roster_factories import make_pattern, site_of

from .conftest import OpenPage, SignIn, Watch, barriers, look

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("contract")]

FIRST, LAST = date(2025, 7, 1), date(2025, 7, 31)
CODES = ("早", "中", "遅")


@pytest.fixture
def crew(user_of):
    """A leader and two others of one counter; the last one has an account."""
    site = site_of("honcho")
    for code, rest in zip(CODES, ("11-12", "12-13", "13-14"), strict=True):
        make_pattern(code, "8:30-17:30", rest, label=f"日勤 {rest}")
    people = [
        make_staff(ready_for=duty, on=FIRST, posted_to=site, name=name, name_kana=kana)
        for duty, name, kana in (
            (Duty.SITE_LEADER, "霞　導", "ア"),
            (Duty.COUNTER_STAFF, "芳野　案内", "イ"),
        )
    ]
    clerk = make_staff(
        ready_for=Duty.COUNTER_STAFF,
        on=FIRST,
        posted_to=site,
        name="古谷　受子",
        name_kana="ウ",
        user=user_of("counter_staff"),
    )
    return [*people, clerk]


def fill(page: Page, row: str, code: str, days: list[date]) -> None:
    """Writes one person's month from the first box on: the code, then the arrow to the right."""
    page.get_by_label(f"{row} ").first.focus()
    for _ in days:
        page.keyboard.insert_text(code)
        page.keyboard.press("ArrowRight")


def test_a_managers_month(page: Page, sign_in: SignIn, open_page: OpenPage, watch: Watch, crew) -> None:
    days = Calendar.load().open_days("honcho", FIRST, LAST)
    sign_in(page, "general_manager")
    page.goto("/staff/roster/?month=2025-07&site=honcho")
    for staff, code in zip(crew, CODES, strict=True):
        fill(page, staff.name, code, days)
    gap = page.get_by_label(f"{crew[2].name} 7/8")
    expect(gap).to_have_value(CODES[2])
    gap.press("Delete")
    expect(page.get_by_text("まだ保存していません")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("保存しました").first).to_be_visible()
    assert Shift.objects.filter(published_at__isnull=True).count() == 3 * len(days) - 1
    assert barriers(page) == []
    look(page, "manager-grid")

    page.get_by_role("link", name="公開前の確認").click()
    page.get_by_role("button", name="公開する").click()
    expect(page.get_by_role("button", name="もう一度確かめて公開する")).to_be_visible()
    assert "422" in watch.faults.pop()
    refused = page.locator("tr", has_text="7/8")
    expect(refused.first).to_contain_text("本庁舎")
    expect(page.get_by_text("公開できません").first).to_be_visible()
    assert not RosterPublication.objects.exists()
    assert barriers(page) == []
    look(page, "manager-refused")

    page.get_by_role("link", name="勤務表へ戻る").click()
    page.get_by_label(f"{crew[2].name} 7/8").focus()
    page.keyboard.insert_text(CODES[2])
    expect(page.get_by_text("変更 1 件")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("保存しました").first).to_be_visible()
    page.get_by_role("link", name="公開前の確認").click()
    page.get_by_role("button", name="公開する").click()
    expect(page.get_by_text("公開済").first).to_be_visible()
    assert Shift.objects.published().count() == 3 * len(days)
    look(page, "manager-published")

    window = open_page()
    sign_in(window, crew[2].user)
    window.goto("/staff/my/")
    shown = window.get_by_role("row", name="7/1（火）")
    expect(shown).to_contain_text("08:30–17:30")
    expect(shown).to_contain_text("本庁舎")
    assert barriers(window) == []
