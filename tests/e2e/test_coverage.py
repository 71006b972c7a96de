"""A leader's morning: somebody is ill, a trained person takes the place, the gap closes; and a clerk's own clock."""

from datetime import date

import pytest
from playwright.sync_api import expect

from apps.accounts.enums import Role
from apps.workforce.enums import Duty
from tests.workforce.days import COUNTERS, make_outing, make_presence, make_shift, publish, site_of, staff_counter
from tests.workforce.factories import make_staff

from .conftest import TABLET, barriers, look

TUESDAY = date(2025, 6, 3)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def tuesday(contract):
    """Every counter has three people and the main one a leader; all have come but one."""
    for code in COUNTERS:
        for shift in staff_counter(code, "09:00-18:00", day=TUESDAY):
            make_presence(shift.staff, "08:50-", code=code, day=TUESDAY)
    leader = make_shift(None, "09:00-18:00", duty=Duty.SITE_LEADER, day=TUESDAY).staff
    make_presence(leader, "08:45-", duty=Duty.SITE_LEADER, day=TUESDAY)
    publish(*COUNTERS)


def test_leader_finds_a_stand_in_and_the_gap_closes(tuesday, page, open_page, sign_in):
    missing = site_of("takashina").shifts.filter(breaks__starts_at="12:00", day=TUESDAY).get()
    missing.staff.presences.all().delete()
    person = make_staff(ready_for=Duty.COUNTER_STAFF, on=TUESDAY, posted_to=site_of("takashina"), name="代理 一")
    leader = sign_in(page, Role.SITE_LEADER)
    page.get_by_role("navigation", name="メニュー").get_by_role("link", name="人員").click()
    watching = open_page(viewport=TABLET)
    sign_in(watching, leader)
    watching.goto("/staff/coverage/")
    page.get_by_role("link", name=site_of("takashina").short_name).click()
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=missing.staff.name))
    look(page, "coverage-place")
    row.get_by_role("link", name="不在を記録").click()
    look(page, "coverage-absence-report")
    page.get_by_role("button", name="不在を記録する").click()
    expect(page.get_by_text("11:00–12:00（1／2人、60分）")).to_be_visible()
    look(page, "coverage-stand-ins")
    assert barriers(page) == []
    gaps = watching.get_by_role("region", name="予定で下回る時間")
    expect(watching.get_by_role("cell", name="11:00–12:00")).to_be_visible()
    look(watching, "coverage-gap-tablet")
    assert barriers(watching) == []
    page.get_by_role("button", name=f"{person}を代わりに入れる").click()
    expect(page.get_by_text("最低人数を満たしています")).to_be_visible()
    expect(watching.get_by_text("予定では、すべての時間で最低人数を満たしています。")).to_be_visible()
    assert gaps.count() == 0
    page.get_by_role("link", name="人員の状況").click()
    look(page, "coverage")
    page.get_by_role("link", name="欠員の記録").click()
    expect(page.get_by_role("cell", name="補充済み").first).to_be_visible()
    look(page, "vacancies")


def test_clerk_clocks_the_own_day(contract, page, sign_in, user_of):
    clerk = user_of(Role.COUNTER_STAFF)
    staff = make_staff(ready_for=Duty.COUNTER_STAFF, on=TUESDAY, user=clerk)
    make_shift(staff, "09:00-17:00", "12:00-13:00", day=TUESDAY)
    for day in range(4, 14):
        make_shift(staff, "09:00-17:00", "12:00-13:00", day=date(2025, 6, day))
    make_outing("13:00-15:00", staff)
    sign_in(page, clerk)
    page.get_by_role("link", name="自分の勤務").click()
    look(page, "my-before")
    page.get_by_role("button", name="出勤").click()
    expect(page.get_by_text("勤務中")).to_be_visible()
    page.get_by_role("button", name="休憩").click()
    expect(page.get_by_text("休憩中")).to_be_visible()
    look(page, "my-resting")
    page.get_by_role("button", name="戻り").click()
    page.set_viewport_size(TABLET)
    look(page, "my-tablet")
    assert barriers(page) == []
    page.get_by_role("button", name="退勤").click()
    expect(page.get_by_text("退勤済み")).to_be_visible()
