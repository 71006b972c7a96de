"""The month's money: notice, inspection, invoice, the city's return, the second revision, acceptance and payment."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from playwright.sync_api import Page, expect

from tests.contracts.factories import decided
from tests.reporting.invoice_factories import priced_term

from .conftest import OpenPage, SignIn, barriers, look

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("contract")]
JUNE = "/reports/invoices/R7/2025-06/"


@pytest.fixture(autouse=True)
def _second_of_july(_morning: None) -> Iterator[None]:
    with time_machine.travel("2025-07-02T09:00:00+09:00", tick=True):
        yield


def opened(open_page: OpenPage, sign_in: SignIn, role: str, address: str = JUNE) -> Page:
    page = open_page()
    sign_in(page, role)
    page.goto(address)
    return page


def test_a_month_goes_from_the_notice_to_the_payment_through_a_return(
    open_page: OpenPage, sign_in: SignIn, tmp_path: Path
) -> None:
    priced_term()
    manager = opened(open_page, sign_in, "general_manager", "/reports/")
    manager.get_by_role("link", name="請求書").click()
    assert barriers(manager) == []
    look(manager, "invoice-list")
    manager.get_by_role("link", name="2025年6月").click()
    manager.get_by_role("button", name="下書きを作成する").click()
    assert barriers(manager) == []
    look(manager, "invoice-draft")
    manager.get_by_label("完了の通知日").fill("2025-07-01")
    manager.get_by_role("button", name="完了を通知する").click()

    city = opened(open_page, sign_in, "city_staff")
    assert barriers(city) == []
    look(city, "invoice-inspection")
    city.get_by_label("合格", exact=True).check()
    city.get_by_role("button", name="検査の結果を記録する").click()
    expect(city.locator("main")).to_contain_text("検査の結果を記録しました。")

    manager.goto(JUNE)
    manager.get_by_role("button", name="市へ提出する").click()
    approver = opened(open_page, sign_in, "city_approver")
    assert barriers(approver) == []
    look(approver, "invoice-decision")
    approver.get_by_label("差し戻す").check()
    approver.get_by_label("市の意見").fill("契約番号を入れてください。")
    approver.get_by_role("button", name="決定を記録する").click()

    manager.goto("/reports/invoices/R7/issuer/")
    assert barriers(manager) == []
    look(manager, "invoice-issuer")
    manager.get_by_label("契約番号").fill("第123号")
    manager.get_by_role("button", name="登録する").click()
    manager.goto(JUNE)
    manager.get_by_label("作り直す理由").fill("契約番号を加えた。")
    manager.get_by_role("button", name="次の版を作成する").click()
    expect(manager.locator("main")).to_contain_text("第123号")
    look(manager, "invoice-revision")
    manager.get_by_role("button", name="市へ提出する").click()

    approver.goto(JUNE)
    approver.get_by_label("受理する").check()
    approver.get_by_role("button", name="決定を記録する").click()
    city.goto(JUNE)
    with city.expect_download() as download:
        city.get_by_role("link", name="pdf", exact=True).first.click()
    file = tmp_path / "invoice.pdf"
    download.value.save_as(file)
    assert file.read_bytes().startswith(b"%PDF")
    city.get_by_label("支払日").fill("2025-07-02")
    city.get_by_role("button", name="支払を記録する").click()
    expect(city.locator("dl.facts").first).to_contain_text("支払済")
    look(city, "invoice-paid")


def test_the_schedule_and_the_reckoning_are_read_by_the_city(open_page: OpenPage, sign_in: SignIn) -> None:
    priced_term()
    decided("C18")
    page = opened(open_page, sign_in, "city_approver", "/reports/invoices/R7/schedule/")
    assert barriers(page) == []
    look(page, "invoice-schedule")
    page.get_by_label("契約の終了（この月まで支払う）").check()
    page.get_by_label("業務の最終日").fill("2025-09-10")
    page.get_by_role("combobox", name=re.compile("^協議")).select_option(index=1)
    page.get_by_label("理由").fill("契約を終えることになった。")
    page.get_by_role("button", name="変更を登録する").click()
    expect(page.locator("main")).to_contain_text("額の協議待ち")
    look(page, "invoice-schedule-end")
    page.get_by_role("link", name="解除・遅延の計算").click()
    page.get_by_role("button", name="違約金を計算する").click()
    expect(page.locator("main")).to_contain_text("3,666,666円")
    assert barriers(page) == []
    look(page, "invoice-calculators")
