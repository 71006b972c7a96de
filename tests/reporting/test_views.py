"""Who sees which report, what the pages say, and what a download leaves behind."""

import re
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.enums import AccessKind, Role
from apps.accounts.models import AccessEvent
from apps.core.clock import JST
from apps.reporting import actions
from apps.reporting.enums import ReportKind, ReportState
from apps.reporting.models import Report
from tests.callcenter.factories import answered, log, row, take

from .factories import MADE_AT, MONDAY, PERIOD_TEXTS, clear, issue, make_counter_day, make_next, make_report, seen
from .test_documents import opened, pdf_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters", "frozen")]
NOW = datetime(2025, 7, 2, 10, 0, tzinfo=JST)
MONTH, DAY = ("call_monthly", "2025-06"), ("counter_daily", MONDAY.isoformat())


@pytest.fixture
def frozen():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def draft():
    take(log([answered(1, "2025/06/02 09:00:00", "2025/06/02 09:05:00"), row(2, "2025/06/02 18:00:00")]))
    return make_report(ReportKind.CALL_MONTHLY, "2025-06")


@pytest.fixture
def issued(draft, user_of):
    manager = user_of(Role.GENERAL_MANAGER)
    actions.confirm_report(report=draft, remarks="所見。", proposal="特になし。", by=manager, at=NOW)
    return actions.issue_report(report=draft, by=manager, at=NOW)


def url(name, *args):
    return reverse(f"reporting:{name}", args=args)


def test_list_shows_every_report_due_newest_first(client_of, draft):
    page = client_of(Role.GENERAL_MANAGER).get(url("list"))
    rows = page.context["rows"]
    assert [str(row.due.period) for row in rows][:2] == ["2025-07-02", "2025-07-01"]
    month = next(row for row in rows if row.due.kind == ReportKind.CALL_MONTHLY)
    assert (month.word, month.next_step, month.due.safe.isoformat()) == ("下書き", "受託者（確認）", "2025-07-07")
    late = next(row for row in rows if str(row.due.period) == "2025-06-30")
    assert (late.word, late.standing.word, late.standing.sign) == ("未作成", "遅延", "error")


def test_list_takes_the_same_queries_for_one_report_and_for_many(client_of, draft):
    client = client_of(Role.GENERAL_MANAGER)
    client.get(url("list"))
    counts = []
    for days in (0, 12):
        for day in range(30 - days, 30):
            make_report(ReportKind.COUNTER_DAILY, f"2025-06-{day}")
        with CaptureQueriesContext(connection) as queries:
            client.get(url("list"))
        counts.append(len(queries))
    assert counts[0] == counts[1] < 25


def test_closed_day_on_which_a_counter_was_opened_is_due_on_the_next_business_day(client_of, user_of):
    sunday = date(2025, 6, 29)
    client = client_of(Role.SITE_LEADER)
    assert client.get(url("detail", "counter_daily", sunday.isoformat())).status_code == 404
    make_counter_day(user_of(Role.SITE_LEADER), day=sunday)
    assert client.get(url("detail", "counter_daily", sunday.isoformat())).status_code == 200
    rows = client.get(url("list")).context["rows"]
    row = next(row for row in rows if row.due.period.first == sunday)
    assert (row.due.nominal, row.word, row.standing.word) == (date(2025, 6, 30), "未作成", "遅延")


@pytest.mark.parametrize(
    ("role", "month", "day"),
    [
        (Role.GENERAL_MANAGER, 200, 200),
        (Role.CC_LEADER, 200, 404),
        (Role.SITE_LEADER, 404, 200),
        (Role.CITY_STAFF, 404, 404),
        (Role.CITY_APPROVER, 404, 404),
        (Role.COUNTER_STAFF, 403, 403),
        (Role.OPERATOR, 403, 403),
        (Role.SYSTEM_ADMIN, 403, 403),
    ],
)
def test_drafts_are_seen_by_those_whose_kind_it_is(client_of, draft, role, month, day):
    make_report(ReportKind.COUNTER_DAILY, MONDAY.isoformat())
    client = client_of(role)
    assert client.get(url("detail", *MONTH)).status_code == month
    assert client.get(url("detail", *DAY)).status_code == day


def test_nobody_signed_in_sees_nothing(client, issued):
    assert client.get(url("detail", *MONTH)).status_code in (302, 403)
    assert client.get(url("download", *MONTH, "xlsx")).status_code in (302, 403)


def test_city_sees_and_downloads_what_was_issued_and_not_the_revision_being_written(client_of, issued):
    client = client_of(Role.CITY_STAFF)
    assert client.get(url("detail", *MONTH)).status_code == 200
    actions.request_report(
        kind=ReportKind.CALL_MONTHLY,
        period=actions.Period(issued.first_on, issued.last_on),
        by=None,
        at=NOW,
        reason="訂正",
    )
    actions.make_draft(report_id=issued.pk, at=NOW)
    page = client.get(url("detail", *MONTH))
    assert [revision.number for revision in page.context["revisions"]] == [1]
    assert client.get(url("download", *MONTH, "xlsx") + "?revision=2").status_code == 404
    assert "_r1.xlsx" in client.get(url("download", *MONTH, "xlsx"))["Content-Disposition"]


def test_head_tells_of_the_revision_that_is_shown_and_not_of_another(client_of, issued):
    client, city = client_of(Role.GENERAL_MANAGER), client_of(Role.CITY_STAFF)

    def head(reader):
        body = reader.get(url("detail", *MONTH)).content.decode()
        return "<dt>確認</dt>" in body, "<dt>提出</dt>" in body

    assert head(client) == head(city) == (True, True)
    period = actions.Period(issued.first_on, issued.last_on)
    actions.request_report(kind=ReportKind.CALL_MONTHLY, period=period, by=None, at=NOW, reason="訂正")
    actions.make_draft(report_id=issued.pk, at=NOW)
    assert (head(client), head(city)) == ((False, False), (False, True))
    actions.confirm_report(report=issued, remarks="所見。", proposal="特になし。", by=client.user, at=NOW)
    assert (head(client), head(city)) == ((True, False), (False, True))


def test_detail_shows_the_figures_of_the_files(client_of, draft):
    body = client_of(Role.CC_LEADER).get(url("detail", *MONTH)).content.decode()
    for part in ("100.0", "目標 90 ％", "時間外", "6/2（月）", "用語の定義（第2版"):
        assert part in body


def test_chart_dates_every_second_day(client_of, draft):
    chart = client_of(Role.CC_LEADER).get(url("detail", *MONTH)).context["chart"]
    assert [bar["label"] for bar in chart["bars"]][:5] == ["6/2", "", "4", "", "6"]


def test_daily_detail_shows_sites_and_troubles(client_of, user_of):
    make_counter_day(user_of(Role.SITE_LEADER), trouble="<b>列</b>が延びた。")
    make_report(ReportKind.COUNTER_DAILY, MONDAY.isoformat())
    body = client_of(Role.SITE_LEADER).get(url("detail", *DAY)).content.decode()
    assert "川越市民サービスステーション" in body
    assert "&lt;b&gt;列&lt;/b&gt;が延びた。" in body


def test_report_that_is_due_can_be_made_at_once(client_of, django_capture_on_commit_callbacks):
    client = client_of(Role.CC_LEADER)
    assert "まだ作成していません" in client.get(url("detail", *MONTH)).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("make", *MONTH))
    assert Report.objects.get().state == ReportState.DRAFT
    assert Report.objects.get().requested_by == client.user


@pytest.mark.parametrize("period", ["2025-07", "2025-05", "1999-01", "2025-13"])
def test_month_that_is_not_due_has_no_page(client_of, period):
    assert client_of(Role.GENERAL_MANAGER).get(url("detail", "call_monthly", period)).status_code == 404


@pytest.mark.parametrize("step", ["make", "confirm", "send_back", "issue"])
@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.CC_LEADER, 404), (Role.COUNTER_STAFF, 403), (Role.CITY_APPROVER, 403), (Role.OPERATOR, 403)],
)
def test_steps_are_refused_to_other_roles_and_on_other_kinds(client_of, step, role, status):
    report = make_report(ReportKind.COUNTER_DAILY, MONDAY.isoformat())
    assert client_of(role).post(url(step, *DAY)).status_code == status
    report.refresh_from_db()
    assert report.state == ReportState.DRAFT


def test_supervisor_confirms_and_issues(client_of, draft):
    client = client_of(Role.CC_LEADER)
    client.post(url("confirm", *MONTH), {"remarks": "順調でした。", "proposal": "特になし。"} | seen(draft))
    client.post(url("issue", *MONTH), seen(draft))
    draft.refresh_from_db()
    assert (draft.state, draft.issued_by, draft.remarks) == (ReportState.ISSUED, client.user, "順調でした。")
    assert draft.revisions.get().content["remarks"] == "順調でした。"


def test_my_number_in_the_remarks_gives_the_form_back_filled(client_of, draft):
    page = client_of(Role.CC_LEADER).post(url("confirm", *MONTH), {"remarks": "番号は 123456789018 でした。"})
    assert "remarks" in page.context["remarks_form"].errors
    assert "123456789018" in page.content.decode()
    draft.refresh_from_db()
    assert (draft.state, draft.remarks) == (ReportState.DRAFT, "")


def test_remarks_that_seem_personal_are_asked_about_before_the_confirmation(client_of, draft):
    client = client_of(Role.CC_LEADER)
    remarks = {"remarks": "連絡先は 090-1234-5678 です。", "proposal": "特になし。"}
    page = client.post(url("confirm", *MONTH), remarks)
    assert "remarks" in page.context["remarks_form"].errors
    assert "個人情報ではないことを確認しました" in page.content.decode()
    draft.refresh_from_db()
    assert draft.state == ReportState.DRAFT
    client.post(url("confirm", *MONTH), remarks | {"confirmed_text": "on"} | seen(draft))
    draft.refresh_from_db()
    assert draft.state == ReportState.CONFIRMED


@pytest.mark.parametrize("kind", ReportKind)
def test_remarks_have_one_name_on_page_and_in_both_files(client_of, draft, kind, tmp_path):
    period = PERIOD_TEXTS[kind.span]
    report = draft if kind == ReportKind.CALL_MONTHLY else make_report(kind, period)
    page = client_of(Role.GENERAL_MANAGER).get(url("detail", kind, period))
    assert page.context["remarks_form"].fields["remarks"].label == kind.remarks_name
    assert f"<h2>{kind.remarks_name}</h2>" in page.content.decode()
    content = report.revisions.get().content
    cells = [cell for sheet in opened(content).worksheets for line in sheet for cell in line]
    assert [cell.value for cell in cells if kind.remarks_name in str(cell.value or "")]
    assert kind.remarks_name in pdf_text(content, tmp_path)


def test_stopped_issue_shows_the_places_until_another_has_read_them(client_of, user_of):
    make_counter_day(user_of(Role.SITE_LEADER), trouble="連絡先は 090-1234-5678 とのこと。")
    report = make_report(ReportKind.COUNTER_DAILY, MONDAY.isoformat())
    client = client_of(Role.GENERAL_MANAGER)
    client.post(url("confirm", *DAY), {"remarks": ""} | seen(report))
    page = client.post(url("issue", *DAY), seen(report)).content.decode()
    assert re.search("本庁舎.*状況の6文字目", page)
    assert url("places", *DAY) in page
    clear(report, user_of(Role.SITE_LEADER))
    client.post(url("issue", *DAY), seen(report))
    report.refresh_from_db()
    assert report.state == ReportState.ISSUED


def test_issued_report_asks_for_a_reason_before_the_next_revision(client_of, issued):
    client = client_of(Role.GENERAL_MANAGER)
    assert "reason" in client.post(url("make", *MONTH)).context["remake_form"].errors
    issued.refresh_from_db()
    assert issued.state == ReportState.ISSUED


@pytest.mark.parametrize("form", ["xlsx", "pdf"])
def test_download_is_the_stored_file_under_a_safe_name_and_leaves_a_row(client_of, issued, form):
    client = client_of(Role.CC_LEADER)
    answer = client.get(url("download", *MONTH, form))
    assert answer.content == bytes(getattr(issued.revisions.get(), form))
    assert f"filename=\"call_monthly_2025-06_r1.{form}\"; filename*=UTF-8''%E3%82%B3" in answer["Content-Disposition"]
    assert answer["Content-Disposition"].isascii()
    assert "no-store" in answer["Cache-Control"]
    event = AccessEvent.objects.get(kind=AccessKind.EXPORT)
    assert (event.user, event.target_id) == (client.user, str(issued.revisions.get().pk))


@pytest.mark.parametrize("form", ["exe", "xlsx.exe"])
def test_other_formats_are_not_there(client_of, issued, form):
    assert client_of(Role.CC_LEADER).get(url("download", *MONTH, form)).status_code == 404


def test_late_issue_is_marked(client_of, draft, user_of):
    manager = user_of(Role.GENERAL_MANAGER)
    actions.confirm_report(report=draft, remarks="所見。", proposal="特になし。", by=manager, at=MADE_AT)
    actions.issue_report(report=draft, by=manager, at=NOW + timedelta(days=10))
    rows = client_of(Role.GENERAL_MANAGER).get(url("list") + "?kind=call_monthly").context["rows"]
    assert [(row.word, row.standing.sign, row.standing.days_late) for row in rows] == [("提出済", "warn", 5)]


def test_second_revision_makes_no_report_late(client_of, issued):
    client = client_of(Role.GENERAL_MANAGER)
    late = NOW + timedelta(days=10)
    make_next(issued, client.user, late, "数値の訂正")
    issue(issued, client.user, late)
    (row,) = client.get(url("list") + "?kind=call_monthly").context["rows"]
    assert (row.number, row.standing.word, row.standing.days_late) == (2, "提出", 0)


def test_page_reads_what_two_revisions_say_however_many_there_are(client_of, issued):
    client = client_of(Role.GENERAL_MANAGER)
    counts = []
    for _ in range(2):
        make_next(issued, client.user, NOW, "数値の訂正")
        issue(issued, client.user, NOW)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(url("detail", *MONTH))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert ["content" in each.get_deferred_fields() for each in page.context["revisions"]] == [False, False, True]
    assert page.context["content"]["revision"]["differences"] == []
