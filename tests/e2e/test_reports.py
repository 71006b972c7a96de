"""The month of the telephone: a supervisor takes in the log, makes the report, confirms, issues and downloads it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.callcenter.factories import answered, log, row

from .conftest import OpenPage, SignIn, barriers, look

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("contract")]


@pytest.fixture(autouse=True)
def _first_of_july(_morning: None) -> Iterator[None]:
    with time_machine.travel("2025-07-01T09:00:00+09:00", tick=True):
        yield


def take_in(page: Page, content: bytes) -> None:
    page.goto("/calls/import/")
    page.locator("input[type=file]").set_input_files({"name": "cdr.csv", "mimeType": "text/csv", "buffer": content})
    page.locator("main form").get_by_role("button").last.click()


def test_the_monthly_report_is_made_issued_downloaded_and_read_by_the_city(
    open_page: OpenPage, sign_in: SignIn, tmp_path: Path
) -> None:
    page = open_page()
    sign_in(page, "cc_leader")
    take_in(page, log([answered(1), answered(2), row(3, wait=30, ended="2025/06/02 10:00:30")]))
    look(page, "call-import")
    page.get_by_role("link", name="報告").first.click()
    assert barriers(page) == []
    look(page, "report-list")
    page.goto("/reports/call_monthly/2025-06/")
    page.get_by_role("button", name="今すぐ作成する").click()
    expect(page.get_by_role("button", name="数値を確認済にする")).to_be_visible()
    assert barriers(page) == []
    look(page, "report-draft")
    page.locator("[name=proposal]").fill("特になし")
    page.locator("[name=cause]").fill("開設直後に着信が集中し、切電が生じました。")
    page.locator("[name=measure]").fill("翌月から昼の席を一つ増やします。")
    page.get_by_role("button", name="数値を確認済にする").click()
    page.get_by_role("button", name="市へ提出する").click()
    expect(page.locator("dl.facts").first).to_contain_text("提出")
    with page.expect_download() as download:
        page.get_by_role("link", name="ダウンロード xlsx").click()
    file = tmp_path / "report.xlsx"
    download.value.save_as(file)
    texts = {str(cell.value) for sheet in load_workbook(file) for line in sheet.iter_rows() for cell in line}
    assert any("66.6" in text or text == "0.666" for text in texts)

    city = open_page()
    sign_in(city, "city_staff")
    city.goto("/reports/")
    city.locator("main").get_by_role("link", name="2025年6月").first.click()
    expect(city.get_by_role("link", name="ダウンロード xlsx")).to_be_visible()
    expect(city.get_by_role("button", name="市へ提出する")).to_have_count(0)
    look(city, "report-of-the-city")
