"""A report on its whole way: stopped by the guard, issued, returned, corrected, accepted, overtaken by the records."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
import time_machine
from playwright.sync_api import Page, expect

from tests.callcenter.factories import answered, log

from .conftest import OpenPage, SignIn, Watch, barriers, look

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("contract")]
ADDRESS = "/reports/call_monthly/2025-06/"
COMMENT = "午前中の着信が増えた理由を追記してください。"
PHONE, CORRECTED = "連絡先 090-1234-5678 への問合せが多い月でした。", "代表電話への問合せが多い月でした。"


@pytest.fixture(autouse=True)
def _first_of_july(_morning: None) -> Iterator[None]:
    with time_machine.travel("2025-07-01T09:00:00+09:00", tick=True):
        yield


def take_in(page: Page, content: bytes) -> None:
    page.goto("/calls/import/")
    page.locator("input[type=file]").set_input_files({"name": "cdr.csv", "mimeType": "text/csv", "buffer": content})
    page.locator("main form").get_by_role("button").last.click()
    page.wait_for_load_state()


def remarks(page: Page, text: str) -> None:
    page.get_by_label("傾向の分析・所見・改善策").fill(text)
    page.get_by_label("意見・提案").fill("案内文の見直しを提案します。")
    page.get_by_role("button", name="数値を確認済にする").click()


def download(page: Page, revision: int, folder: Path) -> str:
    """The hash of a revision's workbook, as it comes down."""
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=f"第{revision}版", exact=True))
    with page.expect_download() as coming:
        row.get_by_role("link", name="xlsx", exact=True).click()
    file = folder / f"{revision}-{coming.value.suggested_filename}"
    coming.value.save_as(file)
    return sha256(file.read_bytes()).hexdigest()


def head(page: Page) -> object:
    return page.locator("dl.facts").first


def test_report_goes_to_the_city_and_back_and_stays_what_it_was(
    open_page: OpenPage, sign_in: SignIn, watch: Watch, tmp_path: Path
) -> None:
    supervisor, city = open_page(), open_page()
    sign_in(supervisor, "cc_leader")
    take_in(supervisor, log([answered(1), answered(2)]))

    # drafted; the guard asks about a text, and stops it at the issue with its place
    supervisor.goto(ADDRESS)
    supervisor.get_by_role("button", name="今すぐ作成する").click()
    remarks(supervisor, PHONE)
    supervisor.get_by_label("個人情報ではないことを確認しました").check()
    supervisor.get_by_role("button", name="数値を確認済にする").click()
    supervisor.get_by_role("button", name="市へ提出する").click()
    expect(supervisor.get_by_role("alert")).to_contain_text("傾向の分析・所見・改善策の5文字目")
    assert barriers(supervisor) == []
    look(supervisor, "report-stopped")
    supervisor.get_by_role("button", name="下書きに戻す").click()
    remarks(supervisor, CORRECTED)
    supervisor.get_by_role("button", name="市へ提出する").click()
    expect(head(supervisor)).to_contain_text("市（確認）")
    first = download(supervisor, 1, tmp_path)

    # the city's staff return it; the comment is the reason of the second revision
    sign_in(city, "city_staff")
    city.goto(ADDRESS)
    assert barriers(city) == []
    look(city, "report-to-decide")
    city.get_by_role("button", name="差し戻す").click()
    expect(city.get_by_text("差し戻すときは、理由を入力してください。").first).to_be_visible()
    city.get_by_label("市の意見").fill(COMMENT)
    city.get_by_role("button", name="差し戻す").click()
    expect(head(city)).to_contain_text("受託者（次の版）")
    supervisor.goto("/reports/?due=returned")
    supervisor.locator("main").get_by_role("link", name="2025年6月").click()
    expect(supervisor.get_by_text(COMMENT).first).to_be_visible()
    assert barriers(supervisor) == []
    look(supervisor, "report-returned")
    supervisor.get_by_role("button", name="次の版を作成する").click()
    remarks(supervisor, f"{CORRECTED}午前中は受取予約の案内の直後に着信が集中しました。")
    supervisor.get_by_role("button", name="市へ提出する").click()
    expect(head(supervisor)).to_contain_text("第2版")

    # the approver accepts
    approver = open_page()
    sign_in(approver, "city_approver")
    approver.goto(ADDRESS)
    approver.get_by_label("受理する").check()
    approver.get_by_role("button", name="決定を記録する").click()
    expect(head(approver)).to_contain_text("受理")

    # calls that were missing are taken in; the page offers the third revision, and the first is what it was
    take_in(supervisor, log([answered(3)]))
    supervisor.goto(ADDRESS)
    changed = supervisor.get_by_role("table", name="変わった数値と文章")
    expect(changed.get_by_role("row").filter(has_text="月の集計 着信")).to_contain_text("3")
    assert barriers(supervisor) == []
    look(supervisor, "report-drifted")
    assert download(supervisor, 1, tmp_path) == first
    supervisor.get_by_role("button", name="次の版を作成する").click()
    expect(supervisor.get_by_role("heading", name="第2版との違い")).to_be_visible()
    assert barriers(supervisor) == []
    look(supervisor, "report-third")
    assert download(supervisor, 1, tmp_path) == first
    watch.faults[:] = [fault for fault in watch.faults if "422" not in fault]
