"""A leader's morning: somebody calls in sick, a trained colleague takes the place, no minute stays below the floor."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from apps.workforce.enums import Duty
from apps.workforce.models import Vacancy
from tests.workforce.days import make_shift, publish, site_of
from tests.workforce.factories import make_staff, post

from .conftest import TABLET, OpenPage, SignIn, barriers, look

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("contract")]

TODAY = date(2025, 6, 3)


@pytest.fixture
def leader(user_of):
    """The leader of a counter with three people in turns; two more have no shift today, one of them untrained."""
    user, site = user_of("site_leader"), site_of("honcho")
    staff = make_staff(ready_for=Duty.SITE_LEADER, user=user, posted_to=site, name="霞　導")
    make_shift(staff, "09:00-17:00", "11:00-12:00", duty=Duty.SITE_LEADER, day=TODAY)
    for name, rest in (("芳野　案内", "12:00-13:00"), ("古谷　受子", "13:00-14:00")):
        make_shift(make_staff(ready_for=Duty.COUNTER_STAFF, posted_to=site, name=name), "09:00-17:00", rest, day=TODAY)
    make_staff(ready_for=Duty.COUNTER_STAFF, posted_to=site, name="伊佐沼　助")
    post(make_staff(name="久下戸　新"), site)
    publish("honcho", day=TODAY)
    return user


def row_of_the_board(page: Page) -> str:
    page.get_by_role("navigation", name="メニュー").get_by_role("link", name="本日の状況").click()
    return page.locator("#board .board-table tr", has_text="本庁舎").inner_text()


def gaps_planned(page: Page) -> str:
    page.get_by_role("navigation", name="メニュー").get_by_role("link", name="人員", exact=True).click()
    page.get_by_role("link", name="本庁舎").click()
    return page.locator(".panel", has=page.get_by_role("heading", name="予定で下回る時間")).inner_text()


def test_a_leaders_morning(page: Page, sign_in: SignIn, open_page: OpenPage, leader) -> None:
    sign_in(page, leader)
    assert "3/2人" in row_of_the_board(page)
    assert "最低人数を満たしています" in gaps_planned(page)

    page.get_by_role("row", name="古谷　受子").get_by_role("link", name="不在を記録").click()
    page.get_by_label("急な欠勤").check()
    page.get_by_role("button", name="不在を記録する").click()
    offered = page.get_by_role("region", name="代わりに入れる人").or_(page.locator("[aria-label='代わりに入れる人']"))
    expect(offered).to_contain_text("伊佐沼　助")
    expect(offered).not_to_contain_text("久下戸　新")
    expect(page.get_by_text("11:00–13:00").or_(page.get_by_text("11:00–12:00")).first).to_be_visible()
    assert barriers(page) == []
    look(page, "leader-stand-ins")
    assert Vacancy.objects.filter(filled_at__isnull=True).exists()
    board = row_of_the_board(page)
    assert "2/2人" in board
    assert "1人不足" in board
    expect(page.locator("#board")).to_contain_text("欠員")
    look(page, "leader-board-vacancy")

    page.go_back()
    page.get_by_role("button", name="伊佐沼　助を代わりに入れる").click()
    expect(page.locator("h1")).to_be_visible()
    assert "最低人数を満たしています" in gaps_planned(page)
    board = row_of_the_board(page)
    assert "3/2人" in board
    assert "不足" not in board
    expect(page.locator("#board")).not_to_contain_text("欠員")
    assert barriers(page) == []
    look(page, "leader-board-green")

    page.goto("/staff/vacancies/?month=2025-06")
    expect(page.get_by_text("補充済み").first).to_be_visible()
    vacancy = Vacancy.objects.filter(day=TODAY).earliest("starts_at")
    assert vacancy.filled_at >= vacancy.detected_at

    tablet = open_page(viewport=TABLET, has_touch=True)
    sign_in(tablet, leader)
    assert "本日の状況" in tablet.locator("h1").inner_text()
    assert tablet.evaluate("document.documentElement.scrollWidth") <= TABLET["width"]
    look(tablet, "leader-board-tablet")
