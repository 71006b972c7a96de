"""The telephone system announces a call; its operator sees it on the open desk, and nobody else does."""

import json
import time
from datetime import datetime, timedelta
from itertools import count
from urllib.request import Request, urlopen

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from apps.callcenter.models import Inquiry, LiveCall
from apps.core.clock import JST
from tests.callcenter.factories import answered, log, make_inquiry, take
from tests.callcenter.phone_factories import MASKED, NUMBER, give_code, make_source
from tests.conftest import UserOf

from .conftest import TABLET, OpenPage, SignIn, asks_every, barriers, look, within

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("contract")]

NUMBERS = count(1)
SEEN_WITHIN_SECONDS = 2


def announce(origin: str, token: str, kind: str, call_id: str, **fields: str) -> None:
    """What a telephone system sends, over the wire."""
    event = {
        "event_id": f"wire-{next(NUMBERS)}", "call_id": call_id, "kind": kind,
        "occurred_at": timezone.localtime().isoformat(),
    }  # fmt: skip
    request = Request(
        f"{origin}{reverse('callcenter:phone_events')}",
        data=json.dumps(event | fields).encode(),
        headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    )
    with urlopen(request, timeout=10) as answer:
        assert json.load(answer)["accepted"] == 1


def strip(page: Page):
    return page.locator("#desk-call")


def test_announced_call_reaches_the_open_desk_within_two_seconds_and_no_other(
    open_page: OpenPage, sign_in: SignIn, user_of: UserOf, live_server: LiveServer
) -> None:
    first, second = open_page(), open_page()
    give_code(sign_in(first, "operator"), "201")
    give_code(sign_in(second, "operator"), "202")
    _, token = make_source(user_of("cc_leader"))
    expect(strip(first)).to_contain_text("着信の通知はありません")
    waits = []
    for kind, state in (("ringing", "着信中"), ("answered", "通話中"), ("ended", "記録待ち")):
        announce(live_server.url, token, kind, "a", extension="201", caller=NUMBER)
        began = time.monotonic()
        expect(strip(first)).to_contain_text(state, timeout=within(SEEN_WITHIN_SECONDS))
        waits.append(time.monotonic() - began)
        if kind == "ringing":
            announce(live_server.url, token, kind, "b", extension="202", caller="049-000-0000")
            expect(strip(second)).to_contain_text("049-•••-0000", timeout=within(SEEN_WITHIN_SECONDS))
    assert asks_every(strip(first)) < SEEN_WITHIN_SECONDS
    assert min(waits) <= 3 * SEEN_WITHIN_SECONDS  # a slow machine is no fault
    expect(strip(first)).to_contain_text(MASKED)
    expect(strip(first)).not_to_contain_text("049-•••-0000")
    expect(strip(second)).not_to_contain_text(MASKED)
    assert barriers(first) == []
    look(first, "phone-ended")


def test_what_is_typed_survives_the_next_call_and_is_tied_to_its_own(
    page: Page, sign_in: SignIn, user_of: UserOf, live_server: LiveServer
) -> None:
    operator = sign_in(page, "operator")
    give_code(operator, "201")
    _, token = make_source(user_of("cc_leader"))
    announce(live_server.url, token, "answered", "a", extension="201", caller=NUMBER)
    expect(strip(page)).to_contain_text("通話中")
    page.get_by_role("group", name="分類").get_by_role("radio").first.check()
    page.get_by_role("textbox", name="内容").fill("更新の手続きに必要な持ち物を案内した。")
    expect(page.locator("#inquiry-form [data-draft-status]")).to_contain_text("保存")
    announce(live_server.url, token, "ended", "a", extension="201")
    announce(live_server.url, token, "answered", "b", extension="201", caller="049-000-0000")
    expect(strip(page).get_by_role("radio")).to_have_count(2)
    expect(page.get_by_role("textbox", name="内容")).to_have_value("更新の手続きに必要な持ち物を案内した。")
    look(page, "phone-two-calls")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status").get_by_text("保存しました")).to_be_visible()
    assert Inquiry.objects.get().live_call == LiveCall.objects.get(external_id="a")
    expect(strip(page)).not_to_contain_text(MASKED)
    expect(strip(page)).to_contain_text("通話中")


def test_leader_registers_a_system_gives_a_code_and_explains_a_difference(
    page: Page, sign_in: SignIn, user_of: UserOf, live_server: LiveServer
) -> None:
    operator = user_of("operator")
    sign_in(page, "cc_leader")
    page.goto(reverse("callcenter:phone_sources"))
    page.get_by_role("textbox", name="名称").fill("主装置")
    page.get_by_label("通話記録の形式").select_option(label="国内の交換機（CSV、通話ごとに1行）")
    page.get_by_role("button", name="登録してトークンを発行する").click()
    token = page.locator("#token").inner_text()
    announce(live_server.url, token, "ringing", "unknown", extension="299")
    assert barriers(page) == []
    look(page, "phone-sources")
    page.get_by_role("link", name="対応者の記号").click()
    expect(page.get_by_text("担当者の分からない内線番号")).to_be_visible()
    page.get_by_label("通話記録の形式").select_option(label="国内の交換機（CSV、通話ごとに1行）")
    page.get_by_role("textbox", name="内線番号・担当者記号").fill("OP01")
    page.get_by_label("対応者", exact=False).last.select_option(label=operator.display_name)
    page.get_by_label("開始日").fill("2025-06-01")
    page.get_by_role("button", name="登録する").click()
    expect(page.get_by_role("row", name="OP01")).to_be_visible()
    assert barriers(page) == []
    look(page, "phone-codes")
    take(log([answered(1), answered(2, "2025/06/02 11:00:00", "2025/06/02 11:05:00")]))
    noon = datetime(2025, 6, 2, 10, 5, 40, tzinfo=JST)
    make_inquiry(operator, at=noon, saved_at=noon + timedelta(minutes=12))
    page.goto(f"{reverse('callcenter:reconciliation')}?date=2025-06-02")
    expect(page.get_by_text("応答した通話 2 件 ＝ 突合 1 件")).to_be_visible()
    page.get_by_label("理由").select_option(label="用件の前に切れた")
    page.get_by_role("button", name="11:00:00の通話：この差の説明にする").click()
    expect(page.get_by_role("row", name="11:00:00").get_by_text("用件の前に切れた")).to_be_visible()
    assert barriers(page) == []
    look(page, "reconciliation")
    page.get_by_role("link", name="月の一覧").click()
    expect(page.get_by_role("row", name="6/2（月）")).to_be_visible()
    assert barriers(page) == []
    look(page, "reconciliation-month")
    page.set_viewport_size(TABLET)
    page.go_back()
    look(page, "reconciliation-tablet")
