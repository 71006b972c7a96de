"""A facility's link in a browser: its secret stays on the paper, and what is given back or revoked stays shut."""

import io
import logging
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Request, expect

from apps.accounts.models import AccessEvent
from apps.core.logs import JsonFormatter
from tests.outreach.factories import make_facility

from .conftest import OpenPage, SignIn, Watch, barriers, look, within
from .outreach_steps import PHONE, SEEN_WITHIN, ask_for_a_visit, come_by, overflow, printed_address

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("contract")]

NAME = "特別養護老人ホーム見本の杜"
DEAD = "このリンクは使えません"


@pytest.fixture
def manager(open_page: OpenPage, sign_in: SignIn) -> Page:
    make_facility(name=NAME)
    page = open_page()
    sign_in(page, "general_manager")
    return page


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    return open_page(viewport=PHONE)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Every line that the server writes, in the words in which it is written."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(JsonFormatter())
    loggers = [logging.getLogger(), logging.getLogger("django.server")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
    yield lines
    for logger, level in zip(loggers, levels, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)


def without_refusals(watch: Watch) -> None:
    """Takes out what the browser itself says of a page that answers 404."""
    watch.faults[:] = [fault for fault in watch.faults if "status of 404" not in fault]


def expect_dead(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(DEAD, timeout=within(SEEN_WITHIN))
    expect(page.locator("main")).to_contain_text("にご連絡ください。")
    expect(page.locator("body")).not_to_contain_text(NAME)


def test_the_secret_of_a_link_leaves_no_trace(manager: Page, phone: Page, watch: Watch, log: io.StringIO) -> None:
    asked: list[Request] = []
    phone.context.on("request", lambda request: asked.append(request))
    address = printed_address(manager, NAME)
    secret = address.rstrip("/").rpartition("/")[2]
    assert len(secret) >= 43  # 256 bits
    come_by(phone, address)
    entered = len(asked)
    shown = []
    for link in ("訪問を要請する", "送らずに戻る"):
        phone.get_by_role("link", name=link).click()
        shown.append((phone.url, phone.evaluate("document.referrer"), phone.content()))
    ask_for_a_visit(phone, 8)
    shown.append((phone.url, phone.evaluate("document.referrer"), phone.content()))
    phone.wait_for_timeout(2_500)  # a live poll
    assert not [seen for seen in shown if any(secret in text for text in seen)]
    headers = [request.all_headers() for request in asked]
    assert len(headers) > entered
    assert not [name for each in headers for name, text in each.items() if secret in text]
    assert not [request.url for request in asked[entered:] if secret in request.url]
    cookies = phone.context.cookies()
    assert not [cookie["name"] for cookie in cookies if secret in cookie["value"]]
    [found] = [cookie for cookie in cookies if cookie["name"].endswith("facility")]
    assert (found["httpOnly"], found["sameSite"]) == (True, "Strict")

    phone.goto(f"{address.rstrip('/')}.")  # an address cut out of a letter together with its full stop
    expect(phone.locator("body")).not_to_contain_text(secret)
    assert "Not Found" in log.getvalue()
    assert secret not in log.getvalue()
    assert not [event for event in AccessEvent.objects.all() if secret in f"{event.path}{event.reason}{event.login_id}"]
    without_refusals(watch)


def test_after_the_end_the_back_button_shows_nothing_of_the_facility(manager: Page, phone: Page, watch: Watch) -> None:
    come_by(phone, printed_address(manager, NAME))
    ask_for_a_visit(phone, 8)
    phone.get_by_role("button", name="利用を終える").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("利用を終えました")
    assert barriers(phone) == []
    look(phone, "facility-ended")
    phone.go_back()
    expect_dead(phone)
    phone.reload()
    expect_dead(phone)
    phone.goto("/f/")
    expect_dead(phone)
    assert [cookie["name"] for cookie in phone.context.cookies() if cookie["name"].endswith("facility")] == []
    without_refusals(watch)


def test_a_link_revoked_while_its_page_is_open_leads_to_whom_to_ask(manager: Page, phone: Page, watch: Watch) -> None:
    address = printed_address(manager, NAME)
    come_by(phone, address)
    manager.get_by_role("link", name=f"{NAME}に戻る").click()
    assert barriers(manager) == []
    look(manager, "facility-page")
    manager.get_by_role("link", name="取り消す").click()
    manager.get_by_label("取消しの理由").fill("別の施設に渡してしまった")
    manager.get_by_role("button", name="リンクを取り消す").click()
    expect_dead(phone)
    assert barriers(phone) == []
    assert overflow(phone) <= 0
    look(phone, "facility-no-link")
    expect(manager.locator("main")).to_contain_text("取消し済み")

    phone.goto(address)
    phone.get_by_role("button", name="施設の画面を開く").click()
    expect_dead(phone)
    without_refusals(watch)


def test_every_page_of_a_facility_suits_a_small_phone_and_everybody(manager: Page, phone: Page, watch: Watch) -> None:
    def judge(name: str) -> None:
        assert barriers(phone) == [], name
        assert overflow(phone) <= 0, name
        look(phone, f"facility-{name}")

    address = printed_address(manager, NAME)
    assert barriers(manager) == []
    look(manager, "facility-link-printed")
    phone.goto(address)
    judge("enter")
    come_by(phone, address)
    judge("home-empty")
    phone.get_by_role("link", name="訪問を要請する").click()
    judge("request")
    phone.get_by_label("申請する方の人数").fill("8")
    phone.get_by_label("希望・連絡事項").fill("午前中を希望します。担当者の携帯は090-0000-0000です。")
    phone.get_by_role("button", name="要請を送る").click()
    expect(phone.get_by_role("alert").first).to_be_visible()
    judge("request-refused")
    phone.get_by_label("希望・連絡事項").fill("午前中を希望します。")
    phone.get_by_role("button", name="要請を送る").click()
    expect(phone.get_by_text("要請を受け付けました。")).to_be_visible()
    judge("home")
    phone.get_by_role("link", name="人数や希望を変える").click()
    judge("change")
    phone.get_by_label("申請する方の人数").fill("9")
    phone.get_by_role("button", name="変更を保存する").click()
    expect(phone.locator("main")).to_contain_text("9人")
    phone.get_by_role("link", name="日時を提案する").click()
    judge("propose")
    phone.get_by_label("訪問日").fill("2025-06-10")
    phone.get_by_label("開始").fill("10:00")
    phone.get_by_label("終了").fill("12:00")
    phone.get_by_role("button", name="この日時を提案する").click()
    expect(phone.locator(".dates__asked")).to_contain_text("2025年6月10日（火） 10:00〜12:00")
    judge("home-proposal")
    expect(phone.locator(".dates .button--primary")).to_have_count(0)  # it has said 可 by proposing
    phone.get_by_role("link", name="要請を取り下げる").click()
    judge("withdraw")
    phone.get_by_label("取り下げの理由").fill("別の方法で申請することになった")
    phone.get_by_role("button", name="要請を取り下げる").click()
    expect(phone.locator(".facility__state")).to_contain_text("中止")
    judge("home-cancelled")
    phone.goto("/f/visits/0/withdraw/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("ページが見つかりません")
    judge("not-found")
    without_refusals(watch)
    watch.faults[:] = [fault for fault in watch.faults if not re.search("status of 422", fault)]
