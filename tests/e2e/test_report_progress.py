"""A report that takes its time: its page shows how far it is, may be left, and shows the draft when it is made."""

from collections.abc import Iterator

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from apps.reporting import actions, queue
from apps.reporting.models import Report
from apps.reporting.progress import Progress

from .conftest import OpenPage, SignIn, barriers, look

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("contract")]


@pytest.fixture(autouse=True)
def _first_of_july(_morning: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No worker is there: the test makes the report when the page has been seen waiting."""
    monkeypatch.setattr(queue, "_send", lambda report_id: None)
    with time_machine.travel("2025-07-01T09:00:00+09:00", tick=True):
        yield


def test_the_page_follows_the_worker_and_may_be_left(open_page: OpenPage, sign_in: SignIn) -> None:
    page = open_page()
    sign_in(page, "general_manager")
    page.goto("/reports/records_monthly/2025-06/")
    page.get_by_role("button", name="今すぐ作成する").click()
    waiting = page.locator("#report-progress")
    expect(waiting).to_contain_text("作成の順番を待っています")
    report = Report.objects.get()
    tell = Progress(report.pk, timezone.now())
    tell("集計", 12_000, 48_000)
    expect(waiting).to_contain_text("集計 12,000 / 48,000行")
    expect(waiting.get_by_role("progressbar")).to_have_attribute("value", "15")
    expect(waiting).to_contain_text("この画面を離れても作成は続きます。")
    assert barriers(page) == []
    look(page, "report-progress")
    page.get_by_role("link", name="報告書", exact=True).first.click()
    expect(page.locator("main tbody tr").filter(has_text="全記録").first).to_contain_text("作成中")
    look(page, "report-progress-list")
    page.go_back()
    tell("PDF")
    expect(waiting).to_contain_text("80 %")
    actions.make_draft(report_id=report.pk, at=timezone.now())
    expect(page.get_by_role("button", name="数値を確認済にする")).to_be_visible()


def test_the_page_says_why_it_could_not_be_made_and_lets_it_be_tried_again(
    open_page: OpenPage, sign_in: SignIn
) -> None:
    page = open_page()
    sign_in(page, "general_manager")
    page.goto("/reports/driving_monthly/2025-06/")
    page.get_by_role("button", name="今すぐ作成する").click()
    expect(page.locator("#report-progress")).to_be_visible()
    actions.note_failure(report_id=Report.objects.get().pk, message="システム管理者に連絡してください。")
    expect(page.get_by_role("alert")).to_contain_text("報告書を作成できませんでした。システム管理者に")
    assert barriers(page) == []
    look(page, "report-failed")
    page.get_by_role("button", name="もう一度作成する").click()
    expect(page.locator("#report-progress")).to_contain_text("作成の順番を待っています")
