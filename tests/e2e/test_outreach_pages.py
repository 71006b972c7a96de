"""The office's pages of outreach: usable by everybody, and by keys and finger on small windows."""

import pytest
from playwright.sync_api import Page, expect

from tests.outreach.facility_files import DIRTY, written
from tests.outreach.factories import make_facility, make_vehicle

from .conftest import OpenPage, SignIn, barriers, look
from .outreach_steps import PHONE, overflow

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("contract")]

NAME = "特別養護老人ホーム見本の杜"


def judge(page: Page, name: str) -> None:
    assert barriers(page) == [], name
    assert overflow(page) <= 0, name
    look(page, f"outreach-{name}")


def tab(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="出張申請の画面").get_by_role("link", name=name).click()
    page.wait_for_load_state()


def test_every_room_of_outreach_suits_everybody_and_a_phone(open_page: OpenPage, sign_in: SignIn) -> None:
    make_facility(name=NAME)
    make_vehicle()
    page = open_page()
    sign_in(page, "general_manager")
    page.get_by_role("navigation", name="メニュー").get_by_role("link", name="出張申請").click()
    judge(page, "calendar")
    rooms = {"一覧": "list", "予定の入力": "plan", "施設": "facilities", "運転の記録": "trips", "チラシ": "leaflets"}
    for room, name in rooms.items():
        tab(page, room)
        judge(page, name)
    page.set_viewport_size(PHONE)
    for room, name in ({"カレンダー": "calendar"} | rooms).items():
        tab(page, room)
        judge(page, f"{name}-phone")


def test_a_request_that_is_cancelled(open_page: OpenPage, sign_in: SignIn) -> None:
    make_facility(name=NAME)
    page = open_page()
    sign_in(page, "general_manager")
    page.get_by_role("navigation", name="メニュー").get_by_role("link", name="出張申請").click()
    tab(page, "施設")
    page.get_by_role("link", name=NAME, exact=True).click()
    judge(page, "facility")
    page.get_by_role("link", name="要請を記録する").click()
    judge(page, "request")
    page.get_by_label("申請予定人数").fill("12")
    page.get_by_label("要請を受けた日").fill("2025-06-03")
    page.get_by_role("button", name="記録する").click()
    expect(page.locator(".visit-head")).to_contain_text("要請")
    page.get_by_text("訪問を中止にする").first.click()
    page.get_by_label("中止の理由").fill("施設の都合")
    page.get_by_role("button", name="訪問を中止にする").click()
    expect(page.locator(".visit-head")).to_contain_text("中止")
    judge(page, "visit-cancelled")


def test_a_file_of_facilities_is_looked_at_before_it_is_taken(open_page: OpenPage, sign_in: SignIn) -> None:
    page = open_page()
    sign_in(page, "general_manager")
    page.goto("/outreach/facilities/import/")
    judge(page, "import")
    file = {"name": "施設.csv", "mimeType": "text/csv", "buffer": written(DIRTY, encoding="cp932")}
    page.get_by_label("ファイル（CSV）").set_input_files(file)
    page.get_by_role("button", name="読み込んで確かめる").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("取り込む内容を確かめる")
    judge(page, "import-look")
    page.set_viewport_size(PHONE)
    judge(page, "import-look-phone")
    page.get_by_role("button", name="取り込む", exact=True).click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("取り込む内容を確かめる")
    judge(page, "import-done-phone")


def test_a_leaflet_from_its_first_address_to_the_citys_check(open_page: OpenPage, sign_in: SignIn) -> None:
    manager, city = open_page(), open_page()
    sign_in(manager, "general_manager")
    sign_in(city, "city_staff")
    manager.goto("/outreach/leaflets/")
    manager.get_by_role("link", name="チラシを作る").click()
    judge(manager, "leaflet-new")
    manager.get_by_label("件名").fill("出張申請のご案内")
    manager.get_by_label("目的").fill("出張申請受付の案内")
    manager.get_by_label("作成の予定").fill("500")
    manager.get_by_role("button", name="作成を始める").click()
    expect(manager.get_by_role("heading", level=1)).to_have_text("出張申請のご案内")
    judge(manager, "leaflet")
    address = manager.url
    manager.get_by_role("link", name="宛先を追加する").click()
    judge(manager, "leaflet-add")
    manager.get_by_label("宛名").fill("架空の園")
    manager.get_by_label("郵便番号").fill("350-0001")
    manager.get_by_label("住所").fill("埼玉県川越市架空町1-1")
    manager.get_by_role("button", name="追加する Ctrl+Enter").click()
    manager.goto(address)
    manager.get_by_role("link", name="宛先の一覧").first.click()
    expect(manager.get_by_role("region", name="宛先の一覧")).to_contain_text("架空の園")
    judge(manager, "leaflet-addresses")
    manager.goto(address)
    manager.get_by_role("button", name="依頼").first.click()
    city.goto(address)
    judge(city, "leaflet-city")
    city.get_by_role("link", name="宛先を確認する").click()
    judge(city, "leaflet-check")
    city.get_by_role("button", name="このページをすべて確認した").click()
    city.get_by_role("button", name="宛先を確認した").click()
    manager.goto(address)
    expect(manager.locator("main")).to_contain_text("市が確認")
    manager.set_viewport_size(PHONE)
    judge(manager, "leaflet-phone")
