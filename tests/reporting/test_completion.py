"""委託業務実施報告書: the issued months added up, the documents, and every file with its hash. The driving record."""

from collections import Counter
from datetime import date, datetime

import pytest
import time_machine
from django.urls import reverse

from apps.accounts.enums import Role
from apps.contracts.calendar import Calendar
from apps.contracts.models import Document, Parameter, ServiceStart
from apps.core.clock import JST
from apps.outreach.models import Trip
from apps.reporting import tasks
from apps.reporting.comparison import differences
from apps.reporting.content import collect
from apps.reporting.duties import reports_due
from apps.reporting.enums import ReportKind, ReportState, Span
from apps.reporting.figures import completion as completion_figures
from apps.reporting.models import Report, ReportRevision
from apps.reporting.periods import Period, parse_period
from tests.callcenter.factories import answered, log, row, take
from tests.outreach.test_driving import make_trip
from tests.workforce.factories import make_staff

from . import factories
from .conftest import JUNE
from .factories import MONDAY, make_counter_day, make_report
from .test_documents import opened, pdf_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]
TERM = Period(date(2025, 6, 1), date(2026, 3, 31))
APRIL_1 = date(2026, 4, 1)
NOW = datetime(2026, 4, 1, 9, 0, tzinfo=JST)


def issue(kind, period, by):
    return factories.issue(make_report(kind, period, at=NOW), by, at=NOW)


@pytest.fixture
def issued(manager):
    """June and March of the counters, June of the calls."""
    for day in (MONDAY, date(2026, 3, 31)):
        make_counter_day(manager, day=day)
        issue(ReportKind.COUNTER_DAILY, day.isoformat(), manager)
    issue(ReportKind.COUNTER_MONTHLY, "2025-06", manager)
    issue(ReportKind.COUNTER_MONTHLY, "2026-03", manager)
    take(log([answered(1, "2025/06/02 09:00:00", "2025/06/02 09:05:00"), row(2, "2025/06/02 18:00:00")]))
    issue(ReportKind.CALL_MONTHLY, "2025-06", manager)


def completion():
    return collect(ReportKind.COMPLETION, TERM, made_on=APRIL_1)


def missing(content):
    """By report how many months it lacks."""
    return Counter(row["report"] for row in content["missing"])


def test_term_is_the_sum_of_its_issued_months_and_names_the_missing_ones(issued):
    content = completion()
    months = {row["month"]: row["receptions"] for row in content["counter_months"]}
    assert (len(months), months["2025-06"], months["2025-07"], months["2026-03"]) == (10, 3, None, 3)
    assert content["total"]["receptions"] == sum(count or 0 for count in months.values()) == 6
    site = next(row for row in content["sites"] if row["site"] == "honcho")
    assert (site["receptions"], site["opened_days"]) == (6, 2)
    calls = {row["month"]: row["offered"] for row in content["call_months"]}
    assert (calls["2025-06"], calls["2025-07"]) == (1, None)
    assert (content["calls"]["answered"], content["calls"]["answer_rate"]) == (1, "100.0")
    lacking = {kind.label: 10 for kind in ReportKind if kind.span is Span.MONTH}
    lacking |= {ReportKind.COUNTER_MONTHLY.label: 8, ReportKind.CALL_MONTHLY.label: 9}
    assert missing(content) == lacking


def test_term_lists_every_issued_file_with_its_hashes_and_the_register_of_documents(issued):
    content = completion()
    assert [(row["report"], row["period"]) for row in content["reports"]] == [
        (report.get_kind_display(), report.period)
        for report in Report.objects.filter(state=ReportState.ISSUED).order_by("kind", "first_on")
    ]
    listed = {row["xlsx_sha256"] for row in content["reports"]}
    assert listed == {report.revisions.get().xlsx_sha256 for report in Report.objects.all()}
    assert content["documents"] == []  # nothing was submitted


def test_term_lists_the_papers_that_were_submitted_with_their_days(manager, user_of, tmp_path):
    plan, manual, draft = (
        Document.objects.create(
            code=f"paper-{number}", title=f"文書{number}", kind="other", audience="all", clause="第1-9", order=number
        )
        for number in (1, 2, 3)
    )
    city = user_of(Role.CITY_STAFF)
    submitted = {"prepared_on": date(2025, 5, 1), "submitted_on": date(2025, 5, 2), "submitted_by": manager}
    accepted = {"decided_on": date(2025, 5, 7), "decided_by": city, "decision": "accepted"}
    plan.versions.create(number=1, location="第1号", in_force_from=date(2025, 6, 1), **submitted, **accepted)
    plan.versions.create(number=2, location="第2号", prepared_on=date(2025, 9, 1), replaces_reason="改訂")
    manual.versions.create(number=1, location="第3号", **submitted)
    draft.versions.create(number=1, location="第4号", prepared_on=date(2025, 5, 1))
    content = completion()
    names = ("document", "newest", "state", "submitted_on", "accepted_on", "in_force")
    assert [tuple(row[name] for name in names) for row in content["documents"]] == [
        (plan.title, 1, "承諾", "2025-05-02", "2025-05-07", 1),
        (manual.title, 1, "提出", "2025-05-02", "", None),
    ]
    lines = [line for line in opened(content)["文書"].iter_rows(values_only=True) if line[0] == plan.title]
    assert (lines[0][4], lines[0][5]) == (datetime(2025, 5, 2), datetime(2025, 5, 7))
    plan.versions.filter(number=1).update(decided_on=date(2025, 5, 8))
    assert differences(content, completion()) == [(f"書類・文書 {plan.title} 承諾日", "2025-05-07", "2025-05-08")]


def test_revisions_tell_which_month_is_no_longer_missing(issued, manager):
    before = completion()
    issue(ReportKind.DRIVING_MONTHLY, "2025-06", manager)
    found = differences(before, completion(), besides=frozenset({"reports"}))
    month = f"2025-06 {ReportKind.DRIVING_MONTHLY.label}"
    assert found == [(f"提出済の報告書がない月 {month}", "あり", None)]


def test_term_adds_up_what_became_of_the_calls_and_the_reservations(issued):
    revision = ReportRevision.objects.get(report__kind=ReportKind.CALL_MONTHLY)
    said = {"completed_inside": 7, "transferred": 2, "complaints": 3, "complaints_transferred": 1}
    acts = {"new_bookings": 5, "changed_bookings": 4, "cancelled_bookings": 6}
    content = revision.content | {"reservations": {"total": acts}}
    content["summary"] |= said
    row = completion_figures.call_row(Period(*JUNE), content)
    assert {name: row[name] for name in said | acts} == said | acts
    total = completion()["calls"]
    assert {name: total[name] for name in acts} == dict.fromkeys(acts, 0)
    assert (total["completed_inside"], total["transferred"]) == (1, 0)


def test_months_before_the_agreed_start_or_before_the_taking_over_lack_nothing(issued):
    ServiceStart.objects.filter(service="callcenter").update(starts_on=date(2025, 8, 1))
    Parameter.objects.filter(key="reports.since").update(value="2025-12-01")
    content = completion()
    assert content["call_months"][0]["month"] == "2025-08"
    assert {row["month"] for row in content["missing"]} == {"2025-12", "2026-01", "2026-02", "2026-03"}
    assert missing(content)[ReportKind.COUNTER_MONTHLY.label] == 3


def test_issued_month_in_which_no_work_was_agreed_on_counts_nothing_and_stops_nothing(issued, manager):
    ServiceStart.objects.filter(service="callcenter").update(starts_on=date(2025, 8, 1))
    term = issue(ReportKind.COMPLETION, str(TERM), manager)
    assert term.state == ReportState.ISSUED
    content = term.revisions.get().content
    assert (content["calls"]["offered"], content["total"]["receptions"]) == (0, 6)
    assert ReportKind.CALL_MONTHLY.label in {row["report"] for row in content["reports"]}


def test_term_without_calls_has_a_dash_for_its_rate(tmp_path):
    content = completion()
    assert content["calls"]["answer_rate"] is None
    lines = [line for line in opened(content)["実施報告書"].iter_rows(values_only=True) if line[0] == "合計"]
    assert lines[-1][:7] == ("合計", 0, 0, 0, 0, "—", 0)
    assert "委託業務実施報告書" in pdf_text(content, tmp_path)


def test_files_print_the_months_and_the_list(issued, tmp_path):
    content = completion()
    book = opened(content)
    assert book.sheetnames == ["実施報告書", "未提出の月", "グラフ", "窓口別", "文書", "報告書の一覧", "点検"]
    listed = [line for line in book["報告書の一覧"].iter_rows(min_row=4, values_only=True) if line[0]]
    assert [line[4] for line in listed] == [row["xlsx_sha256"] for row in content["reports"]]
    text = pdf_text(content, tmp_path)
    assert "令和7年6月1日から令和8年3月31日まで" in text
    assert "2026年3月" in text


@time_machine.travel(datetime(2026, 4, 1, 5, 30, tzinfo=JST), tick=False)
def test_first_day_after_the_term_asks_for_the_completion_report_once():
    for _ in range(2):
        tasks.request_due_reports()
    report = Report.objects.get(kind=ReportKind.COMPLETION)
    assert (report.period, report.state) == ("2025-06-01--2026-03-31", ReportState.REQUESTED)
    assert report.nominal_due_on == date(2026, 4, 7)


def test_term_that_runs_owes_no_completion_report():
    calendar = Calendar.load()
    assert reports_due(date(2026, 3, 31), [ReportKind.COMPLETION], calendar) == []
    assert [str(due.period) for due in reports_due(APRIL_1, [ReportKind.COMPLETION], calendar)] == [str(TERM)]


@pytest.mark.parametrize("text", ["2025-06", "2025-06-01", "2026-03-31--2025-06-01", "2025-6-1--2026-3-31", "a--b"])
def test_period_of_a_term_is_two_days_in_order(text):
    with pytest.raises(ValueError, match="指定"):
        parse_period("completion", text)
    assert parse_period("completion", str(TERM)) == TERM


@time_machine.travel(NOW, tick=False)
def test_page_of_the_term_opens_by_its_address(client_of, issued):
    address = reverse("reporting:detail", args=["completion", str(TERM)])
    assert client_of(Role.GENERAL_MANAGER).get(address).status_code == 200
    make_report(ReportKind.COMPLETION, str(TERM))
    page = client_of(Role.GENERAL_MANAGER).get(address).content.decode()
    assert "8　提出した報告書とハッシュ値（SHA-256）" in page
    assert client_of(Role.SITE_LEADER).get(address).status_code == 404


# --- the driving record ---------------------------------------------------------------------------------------------


def test_driving_record_is_frozen_when_it_is_issued(manager, tmp_path):
    trip = make_trip(driver=make_staff(name="試験 花"))
    report = issue(ReportKind.DRIVING_MONTHLY, "2025-06", manager)
    revision = report.revisions.get()
    (line,) = revision.content["lines"]
    assert (line["purpose"], line["driver"]) == (trip.purpose, trip.driver.code)
    hashes = (revision.xlsx_sha256, revision.pdf_sha256)
    Trip.objects.filter(pk=trip.pk).update(purpose="下見")
    revision.refresh_from_db()
    assert (revision.xlsx_sha256, revision.pdf_sha256) == hashes
    assert revision.is_intact()
    assert trip.driver.code in pdf_text(revision.content, tmp_path)


def test_month_without_a_drive_says_so(tmp_path):
    content = collect(ReportKind.DRIVING_MONTHLY, Period(*JUNE), made_on=date(2025, 7, 1))
    assert "この月の運転の記録はありません。" in pdf_text(content, tmp_path)
