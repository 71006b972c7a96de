"""A facility's visit: asked for, planned by the contractor and the city, confirmed, seen on the month."""

import pytest
from playwright.sync_api import expect

from apps.outreach.enums import FacilityKind
from apps.outreach.models import Facility
from apps.workforce.enums import Duty
from tests.conftest import UserOf
from tests.workforce.days import site_of
from tests.workforce.factories import make_staff

from .conftest import OpenPage, SignIn, barriers, look, press, within

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("contract")]

NAME = "特別養護老人ホーム小江戸の里"


def test_a_visit_is_asked_for_planned_confirmed_and_seen_on_the_month(
    open_page: OpenPage, sign_in: SignIn, user_of: UserOf
) -> None:
    Facility.objects.create(
        office_number="1170400001",
        name=NAME,
        name_kana="こえどのさと",
        kind=FacilityKind.values[0],
        address="川越市大字小江戸1番地",
    )
    make_staff(duty=Duty.SITE_LEADER, posted_to=site_of())
    leader, crew, officer = user_of("site_leader"), user_of("counter_staff"), user_of("city_staff")

    manager = open_page()
    sign_in(manager, "general_manager")
    manager.get_by_role("link", name="出張申請").click()
    assert barriers(manager) == []
    press(manager, "n")
    expect(manager.get_by_role("heading", level=1)).to_have_text("訪問の要請を記録")
    manager.get_by_label("施設", exact=False).first.select_option(label=NAME)
    manager.get_by_label("申請予定人数").fill("12")
    manager.get_by_label("要請を受けた日").fill("2025-06-03")
    look(manager, "visit-request")
    press(manager, "Control+Enter")
    expect(manager.get_by_role("heading", level=1)).to_contain_text(NAME)
    address = manager.url
    manager.get_by_label("訪問日").fill("2025-06-18")
    manager.get_by_label("開始").fill("10:00")
    manager.get_by_label("終了").fill("12:00")
    manager.get_by_role("button", name="この日時を提案する").click()
    expect(manager.locator("main")).to_contain_text("2025年6月18日（水） 10:00")
    manager.get_by_label("運営責任者", exact=True).select_option(value=str(leader.pk))
    manager.get_by_label("従事者", exact=True).select_option(value=str(crew.pk))
    manager.get_by_role("button", name="訪問する人を記録する").click()
    expect(manager.locator("#visit-live")).to_contain_text("同行する市職員が決まっていません。")
    look(manager, "visit-planned")

    city = open_page()
    sign_in(city, officer)
    city.goto(address)
    city.get_by_label("同行する市職員", exact=True).select_option(value=str(officer.pk))
    city.get_by_role("button", name="訪問する人を記録する").click()
    city.get_by_role("button", name="市は可", exact=True).click()
    city.get_by_role("button", name="施設は可（電話）", exact=True).click()
    expect(city.locator("#visit-live")).to_contain_text("電話で確認")
    expect(manager.locator("#visit-live")).to_contain_text("電話で確認", timeout=within(3))

    approver = open_page()
    sign_in(approver, "city_approver")
    approver.goto(address)
    approver.get_by_role("button", name="訪問を確定する").click()
    expect(approver.locator("#visit-live")).to_contain_text("訪問日の準備をしてください。")
    look(approver, "visit-confirmed")

    manager.get_by_role("link", name="出張申請").first.click()
    expect(manager.locator(".calendar").get_by_role("link", name=NAME)).to_be_visible()
    expect(manager.locator(".calendar").get_by_role("link", name=NAME)).to_contain_text("確定")
    look(manager, "visit-calendar")
