"""A counter clerk's day: clock in, open, thirty people by keys alone, a trouble, no closing before the last tick."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from apps.counters.models import CounterSession, Reception, Trouble
from apps.reporting.figures.counters import counter_day
from apps.workforce.enums import Duty
from apps.workforce.models import Presence
from tests.workforce.days import make_shift, site_of
from tests.workforce.factories import make_staff, post

from .conftest import SignIn, barriers, look, press
from .test_counter_desk import tally

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("contract")]

TODAY = date(2025, 6, 3)
SINGLES = "1123411674511123611721134112"
"""Twenty-eight people one after the other; a group of three follows, and the twenty-eighth is taken back."""
SHOWN = {"受付": "receptions", "申請支援": "assists", "写真": "photos", "利活用": "usage", "案内のみ": "guidance_only"}


def tick_next(page: Page, done: int) -> None:
    """Tick the line that the key c leads to; where a number is asked for, nothing is left."""
    page.wait_for_load_state()
    if not page.locator("#checklist-next:focus").count():
        press(page, "c")
    expect(page.locator("#checklist-next")).to_be_focused()
    if page.locator("#checklist-next").evaluate("element => element.tagName") == "INPUT":
        page.keyboard.type("0")
    page.keyboard.press("Enter")
    expect(page.locator("#checklist [action$='untick/']")).to_have_count(done + 1)


def close(page: Page) -> None:
    page.get_by_text("閉設する").first.click()
    page.get_by_role("button", name="閉設する").click()


def test_a_clerks_day(page: Page, sign_in: SignIn, user_of) -> None:
    clerk, site = user_of("counter_staff"), site_of("honcho")
    staff = make_staff(ready_for=Duty.COUNTER_STAFF, user=clerk)
    post(staff, site)
    make_shift(staff, "09:00-17:00", "12:00-13:00", day=TODAY)
    sign_in(page, clerk)

    page.get_by_role("navigation", name="メニュー").get_by_role("link", name="自分の勤務").click()
    page.get_by_role("button", name="出勤　本庁舎").click()
    expect(page.get_by_text("勤務中")).to_be_visible()
    assert barriers(page) == []
    assert Presence.objects.get().site == site

    page.get_by_role("navigation", name="メニュー").get_by_role("link", name="本日の状況").click()
    expect(page.get_by_role("row", name="本庁舎").first).to_contain_text("1/2人")
    page.get_by_role("link", name="本庁舎").click()
    page.get_by_role("button", name="設営完了を記録する").click()
    lines = page.locator(".checklist > li").count()
    opening = page.locator(".checklist").first.locator("li").count()
    press(page, "c")
    for done in range(opening):
        tick_next(page, done)
    page.get_by_role("button", name="開設する").click()
    expect(page.get_by_text("開設中").first).to_be_visible()

    page.evaluate("window.stays = true")
    for number, key in enumerate(SINGLES, start=1):
        press(page, key)
        expect(page.get_by_text(f"{number}番を記録しました。")).to_be_visible()
        if key == "2":
            page.get_by_role("button", name=f"{number}番の郵便を4つとも確認").press("Enter")
            expect(page.get_by_text("郵便の確認")).to_have_count(0)
    for key in ("n", "3", "Enter"):
        press(page, key)
    expect(page.get_by_text("29番、30番、31番を記録しました。")).to_be_visible()
    page.locator("#undo-28").press("Enter")
    expect(page.locator("#undo-28")).to_have_count(0)
    assert page.evaluate("window.stays") is True
    assert Reception.objects.counted().count() == 30
    look(page, "clerk-day-thirty")

    press(page, "t")
    page.get_by_label("状況").fill("撮影を何度もやり直し、待つ人が増えた。")
    page.get_by_label("対応").fill("照明の位置を直した。")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("困難事例・トラブルを記録しました。")).to_be_visible()
    page.locator("h1").click()

    for done in range(opening, lines - 1):
        tick_next(page, done)
    last = page.locator("#checklist-next").get_attribute("aria-label")
    close(page)
    refusal = page.get_by_text("閉設できません")
    expect(refusal).to_contain_text("1件残っている")
    named = refusal.inner_text()
    assert named[named.index("「") + 1 : named.index("」")] in last
    assert barriers(page) == []
    look(page, "clerk-day-refused")
    tick_next(page, lines - 1)
    close(page)
    expect(page.get_by_text("閉設したため")).to_be_visible()
    look(page, "clerk-day-closed")

    session = CounterSession.objects.get()
    counted = session.receptions.counted().tally()
    assert {label: int(tally(page, label)) for label in SHOWN} == {label: counted[key] for label, key in SHOWN.items()}
    assert (counted["receptions"], counted["assists"], Trouble.objects.count()) == (30, 22, 1)
    answer = StringIO()
    call_command("figure", "counter_day", "--site", "honcho", "--date", TODAY.isoformat(), "--json", stdout=answer)
    figure = json.loads(answer.getvalue())
    assert figure == counter_day("honcho", TODAY)
    assert {name: figure[name] for name in counted} == counted
