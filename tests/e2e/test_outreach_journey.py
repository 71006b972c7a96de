"""A visit from the facility's request to 完了, in the browsers of the three parties at once."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from icalendar import Calendar
from playwright.sync_api import Locator, Page, expect

from tests.conftest import UserOf
from tests.outreach.factories import make_facility

from .conftest import MORNING, OpenPage, SignIn, Watch, barriers, look
from .outreach_steps import PHONE, SEEN_WITHIN, Office, Sights, ask_for_a_visit, come_by, overflow, printed_address

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("contract")]

NAME = "特別養護老人ホーム見本の杜"
OTHER = "介護老人保健施設見本の丘"
DATE = "2025年6月10日（火） 10:00"
PROPOSE = "6/10（火）午前　この日を提案する"
HALF_DAY = "#\\32 025-06-10-am-yes"
"""The button 可 of the morning of 10 June; an id that begins with a digit is written this way in CSS."""


@pytest.fixture
def clock(_morning: None) -> Iterator[time_machine.Traveller]:
    """The office's clock, which the journey moves on to the day of the visit."""
    with time_machine.travel(MORNING, tick=True) as traveller:
        yield traveller


def row_of(page: Page, party: str) -> Locator:
    """The line of one party's answer on the visit's page."""
    return page.locator(".visit-answers tbody tr").filter(has=page.get_by_role("rowheader", name=party, exact=True))


def answered(page: Page, party: str) -> Locator:
    return row_of(page, party).locator(".state", has_text="可").filter(has_not_text="不可")


def candidate(page: Page) -> Locator:
    """The morning of 10 June among the dates that suit the visit."""
    return page.locator(".visit-candidates tr").filter(has=page.get_by_role("button", name=PROPOSE))


def mark(page: Page, half_day: str = HALF_DAY) -> None:
    page.locator(half_day).click()
    expect(page.locator(half_day)).to_have_attribute("aria-pressed", "true")


def show_plan_of(page: Page, name: str) -> None:
    page.get_by_label("だれの予定").select_option(label=name)
    page.get_by_role("button", name="表示する").click()
    expect(page.get_by_role("table", name=f"{name}の予定")).to_be_visible()


def open_plan(page: Page) -> None:
    page.get_by_role("navigation", name="メニュー").get_by_role("link", name="出張申請").click()
    page.get_by_role("navigation", name="出張申請の画面").get_by_role("link", name="予定の入力").click()


def agree_on_a_date(manager: Page, city: Page, phone: Page, office: Office, sights: Sights) -> str:
    """All three mark the morning and see the others' marks, a date is proposed and answered; the visit's address."""
    for page in (manager, city):
        open_plan(page)
        assert barriers(page) == []
    others = city.locator("tr", has=city.locator(HALF_DAY)).locator(".plan__others").first
    show_plan_of(manager, office.leader.display_name)
    mark(manager)
    sights.of(others.get_by_text(f"可 {office.leader.display_name}"))
    show_plan_of(manager, office.crew.display_name)
    mark(manager)
    sights.of(others.get_by_text(f"可 {office.crew.display_name}"))
    look(city, "journey-plan-city")
    others = manager.locator("tr", has=manager.locator(HALF_DAY)).locator(".plan__others").first
    mark(city)
    sights.of(others.get_by_text(f"可 {office.officer.display_name}"))

    for page in (manager, city):
        page.get_by_role("navigation", name="出張申請の画面").get_by_role("link", name="一覧").click()
        page.get_by_role("link", name=NAME).click()
        expect(candidate(page)).to_contain_text("施設が未回答です")
    assert barriers(manager) == []
    look(manager, "journey-visit-requested")
    mark(phone)
    sights.of(*(candidate(page).get_by_text("全員可") for page in (manager, city)))

    manager.get_by_role("button", name=PROPOSE).click()
    sights.of(phone.get_by_text(f"{DATE}〜12:00"), city.get_by_role("button", name="市は可"))
    assert barriers(phone) == []
    look(phone, "journey-facility-proposal")
    expect(phone.locator(".dates .button--primary")).to_have_text("この日時で可")
    phone.get_by_role("button", name="この日時で可").click()
    sights.of(*(answered(page, "施設") for page in (manager, city)))
    expect(row_of(city, "施設")).to_contain_text("施設（リンク）")
    city.get_by_role("button", name="市は可").click()
    on_phone = phone.locator(".dates__answers li", has_text="市 ").locator(".state--ok")
    sights.of(answered(manager, "市"), on_phone)
    return manager.url


def choose_who_goes(manager: Page, city: Page, office: Office, sights: Sights) -> None:
    manager.get_by_label("運営責任者", exact=True).select_option(value=str(office.leader.pk))
    manager.get_by_label("従事者", exact=True).select_option(value=str(office.crew.pk))
    manager.get_by_label("車両", exact=True).select_option(value=str(office.vehicle_pk))
    manager.get_by_role("button", name="訪問する人を記録する").click()
    sights.of(city.locator("#visit-live dl dd", has_text=office.leader.display_name))
    city.get_by_label("同行する市職員", exact=True).select_option(value=str(office.officer.pk))
    city.get_by_role("button", name="訪問する人を記録する").click()
    sights.of(manager.locator(".visit-gates").get_by_text("市職員が1人以上同行します。"))
    assert barriers(manager) == []
    look(manager, "journey-visit-coordinating")


def confirm(approver: Page, address: str) -> None:
    approver.goto(address)
    gates = approver.locator(".visit-gates li")
    expect(gates.filter(has_text="3者が、この日時を「可」と回答しています。")).to_be_visible()
    expect(gates.locator(".state")).to_have_text(["✓ 済"] * gates.count())
    approver.get_by_role("button", name="訪問を確定する").click()


def keep_in_ones_calendar(phone: Page) -> None:
    with phone.expect_download() as download:
        phone.get_by_role("link", name="予定表に入れる").click()
    assert download.value.suggested_filename.endswith(".ics")
    [event] = Calendar.from_ical(Path(download.value.path()).read_bytes()).events
    assert event["STATUS"] == "CONFIRMED"
    assert event.start == datetime(2025, 6, 10, 1, 0, tzinfo=UTC)
    assert NAME in event["LOCATION"]


def ask_for_the_same_officer_again(manager: Page, city: Page, office: Office, watch: Watch) -> None:
    """Another facility's visit in the same hours: the officer who is taken is refused in words."""
    manager.get_by_role("navigation", name="出張申請の画面").get_by_role("link", name="一覧").click()
    manager.get_by_role("link", name="要請を記録する").click()
    manager.get_by_label("施設", exact=False).first.select_option(label=OTHER)
    manager.get_by_label("申請予定人数").fill("5")
    manager.get_by_label("要請を受けた日").fill("2025-06-03")
    manager.get_by_role("button", name="記録する").click()
    manager.get_by_label("訪問日").fill("2025-06-10")
    manager.get_by_label("開始").fill("11:00")
    manager.get_by_label("終了").fill("13:00")
    manager.get_by_role("button", name="この日時を提案する").click()
    expect(manager.locator("#visit-live")).to_contain_text("2025年6月10日（火） 11:00")
    city.goto(manager.url)
    city.get_by_label("同行する市職員", exact=True).select_option(value=str(office.officer.pk))
    city.get_by_role("button", name="訪問する人を記録する").click()
    expect(city.locator("main")).to_contain_text(
        f"（{office.officer.display_name}）は、同じ時間に{NAME}の訪問が確定しています。"
    )
    look(city, "journey-officer-taken")
    watch.faults[:] = [fault for fault in watch.faults if "422" not in fault]


def drive_off(phone: Page, office: Office) -> None:
    """The alcohol check of one by the other, then the departure, which is not offered before."""
    phone.get_by_role("link", name="運転の記録を始める").click()
    phone.get_by_label("車両").select_option(value=str(office.vehicle_pk))
    phone.get_by_label("運転者").select_option(label=office.crew.display_name)
    phone.get_by_label("行き先・用務").fill("施設への訪問")
    phone.get_by_role("button", name="出発前の確認へ").click()
    expect(phone.get_by_role("heading", name="出発前の確認")).to_be_visible()
    expect(phone.get_by_role("button", name="出発を記録する")).to_have_count(0)
    check_sober(phone, office, licence=True)
    assert barriers(phone) == []
    look(phone, "journey-departure")
    phone.get_by_label("走行距離計（km）").fill("12000")
    phone.get_by_label(office.leader.display_name).check()
    phone.get_by_role("button", name="出発を記録する").click()
    expect(phone.get_by_role("button", name="帰着を記録する")).to_be_visible()


def check_sober(phone: Page, office: Office, *, licence: bool) -> None:
    phone.get_by_label("確認者").select_option(label=office.leader.display_name)
    phone.get_by_label("アルコール検知器を使った").check()
    phone.get_by_label("検知器の値").fill("0")
    if licence:
        phone.get_by_label("運転免許証の携帯を確かめた").check()
    phone.get_by_role("button", name="確認を記録する").click()
    expect(phone.get_by_role("button", name="確認を記録する")).to_have_count(0)


def drive_back(phone: Page, office: Office) -> None:
    phone.get_by_label("走行距離計（km）").fill("12014")
    phone.get_by_role("button", name="帰着を記録する").click()
    expect(phone.get_by_role("heading", name="帰着後の確認")).to_be_visible()
    check_sober(phone, office, licence=False)


def tick_all(phone: Page, part: str) -> None:
    """Every line of one part of the day's list, one tap after the other."""
    waiting = phone.locator(f"{part} .day-tick[aria-pressed='false']")
    for left in range(waiting.count() - 1, -1, -1):
        waiting.first.click()
        expect(waiting).to_have_count(left)


def count(phone: Page, what: str, number: int) -> None:
    for value in range(1, number + 1):
        phone.get_by_role("button", name=f"{what}を1増やす", exact=True).click()
        expect(phone.get_by_role("status", name=what, exact=True)).to_have_text(str(value))


def number(page: Page, label: str, value: int, button: str) -> None:
    page.get_by_label(label).fill(str(value))
    page.get_by_role("button", name=button).click()


def receive_people(phone: Page, city: Page, sights: Sights) -> None:
    """Three people, two of whom apply on the spot; the city identifies them and takes their documents over."""
    for what, times in (("受付", 3), ("うち出張申請受付", 2), ("申請補助 ウ スマートフォン", 1), ("受領した書類", 2)):
        count(phone, what, times)
    sights.of(city.locator("#identity").get_by_text("出張申請受付 2人"))
    expect(phone.get_by_role("button", name="本人確認を記録する")).to_have_count(0)
    number(city, "本人確認をした人数", 2, "本人確認を記録する")
    sights.of(phone.locator("#identity .state", has_text="確認済み"))
    assert barriers(phone) == []
    assert overflow(phone) <= 0
    look(phone, "journey-day-phone")
    number(phone, "市へ引き渡した書類", 2, "引き渡しを記録する")
    sights.of(city.get_by_role("button", name="受け取りを記録する"))
    number(city, "市が受け取った書類", 1, "受け取りを記録する")
    uneven = "引き渡した書類（2人分）と、市が受け取った書類（1人分）が一致しません。"
    sights.of(phone.locator("#hand-over").get_by_text(uneven))
    assert barriers(city) == []
    look(city, "journey-day-city")


def report(phone: Page) -> None:
    phone.get_by_label("実際の終了").fill("2025-06-10T10:20")
    phone.get_by_label("報告", exact=False).last.fill("予定どおり終えました。")
    phone.get_by_role("button", name="保存して完了にする").click()


def test_a_visit_from_the_request_to_its_completion(
    open_page: OpenPage, sign_in: SignIn, user_of: UserOf, watch: Watch, clock: time_machine.Traveller
) -> None:
    office, sights = Office.open(user_of, name=NAME), Sights()
    make_facility(name=OTHER)
    manager, city, approver = open_page(), open_page(), open_page()
    phone = open_page(viewport=PHONE)
    for page, user in ((manager, office.manager), (city, office.officer), (approver, office.approver)):
        sign_in(page, user)
    paper = printed_address(manager, NAME)
    come_by(phone, paper)
    ask_for_a_visit(phone, 12)

    address = agree_on_a_date(manager, city, phone, office, sights)
    choose_who_goes(manager, city, office, sights)
    confirm(approver, address)
    sights.of(phone.locator(".facility__state").get_by_text("確定"), manager.locator(".visit-head").get_by_text("確定"))
    assert barriers(approver) == []
    look(approver, "journey-visit-confirmed")
    look(phone, "journey-facility-confirmed")
    keep_in_ones_calendar(phone)
    ask_for_the_same_officer_again(manager, city, office, watch)
    for page in (manager, city, approver, phone):
        page.close()

    clock.move_to("2025-06-10T09:40:00+09:00")
    crew, city, phone = open_page(viewport=PHONE), open_page(), open_page(viewport=PHONE)
    sign_in(crew, office.leader)
    sign_in(city, office.officer)
    come_by(phone, paper)
    for page in (crew, city):
        page.goto(address)
        page.get_by_role("link", name="訪問日の画面を開く").click()
    drive_off(crew, office)
    trip = crew.url
    crew.get_by_role("link", name=NAME).click()
    tick_all(crew, "#lines")
    tick_all(crew, "#arrive")
    expect(crew.locator("#arrive")).to_contain_text("訪問の開始時刻（10:00）になると、実施にできます。")
    clock.move_to("2025-06-10T10:01:00+09:00")
    crew.get_by_role("button", name="訪問を実施にする").click()
    sights.of(city.get_by_label("本人確認をした人数"), phone.locator(".facility__state").get_by_text("実施"))
    receive_people(crew, city, sights)
    tick_all(crew, "#leave")
    clock.move_to("2025-06-10T10:25:00+09:00")
    report(crew)
    expect(crew.locator("main")).to_contain_text("市が受け取った書類（1人分）が一致しません。")
    expect(crew.get_by_role("button", name="保存して完了にする")).to_be_visible()
    look(crew, "journey-refused")
    number(city, "市が受け取った書類", 2, "受け取りを記録する")
    sights.of(crew.get_by_text("完了に必要なことは、すべて記録されています。"))
    crew.get_by_role("button", name="保存して完了にする").click()
    expect(crew.locator(".visit-head")).to_contain_text("完了")
    sights.of(phone.get_by_text("この訪問は完了しました。"), city.locator("#close .state", has_text="完了"))
    assert barriers(crew) == []
    look(crew, "journey-visit-completed")
    crew.goto(trip)
    drive_back(crew, office)
    assert sights.usual <= 3 * SEEN_WITHIN, sights.seconds  # a slow machine is no fault
