"""A contract that ends in the middle of a month: its last month, and the completion report that adds it up."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from apps.accounts.enums import Role
from apps.contracts.calendar import Calendar
from apps.contracts.models import Agreement, ExtraOpening, Parameter, ServiceStart
from apps.reporting import cells, runs
from apps.reporting.actions import IssueStopped
from apps.reporting.cells.calls import call_key
from apps.reporting.content import collect
from apps.reporting.duties import reports_due, until_ends
from apps.reporting.enums import PaymentChangeKind, ReportKind, ReportState, Span
from apps.reporting.models import Report
from apps.reporting.periods import Period, parse_period
from apps.reporting.standings import Standing
from tests.callcenter.factories import answered, log, take

from .factories import issue, make_counter_day, make_report
from .invoice_factories import make_change
from .reminder_factories import at, hand_over

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters", "no_files")]
END, AFTER = date(2025, 9, 10), date(2025, 9, 11)
SEPTEMBER = Period(date(2025, 9, 1), date(2025, 9, 30))
OF_MONTHS = {kind for kind in ReportKind if kind.span is Span.MONTH}


@pytest.fixture
def ended(masters, user_of) -> None:
    make_change(user_of(Role.CITY_APPROVER), kind=PaymentChangeKind.END, net=None, last_day=END)


# --- by when ----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("ended")
def test_last_month_is_due_with_the_completion_report():
    last = [due for due in reports_due(AFTER, ReportKind, Calendar.load()) if due.period.last >= END]
    assert {due.kind for due in last} == set(ReportKind)
    assert {due.nominal for due in last if due.kind is not ReportKind.COUNTER_DAILY} == {date(2025, 9, 17)}
    assert all(Standing(due, AFTER).is_over and not Standing(due, END).is_over for due in last)
    assert {due.kind for due in reports_due(END, ReportKind, Calendar.load()) if due.period.last >= END} == {
        ReportKind.COUNTER_DAILY
    }


@pytest.mark.usefixtures("ended")
@pytest.mark.parametrize(("moment", "asked"), [("05:29", set()), ("05:30", OF_MONTHS)])
def test_last_month_is_asked_for_on_the_morning_after_the_end(moment, asked):
    asked_for = runs.request_due(at("2025-09-11", moment))
    assert {report.kind for report in asked_for if report.last_on == SEPTEMBER.last} == asked
    assert runs.withdraw_early(at("2025-09-11", moment)) == 0


@pytest.mark.usefixtures("ended")
def test_completion_report_misses_no_month_on_its_due_day(manager):
    Parameter.objects.filter(key="reports.since").update(value="2025-09-01")
    whole = Period(date(2025, 6, 1), END)
    assert len(collect(ReportKind.COMPLETION, whole, made_on=AFTER)["missing"]) == len(OF_MONTHS)
    for kind in OF_MONTHS:
        issue(make_report(kind, "2025-09", at=at("2025-09-11")), manager, at=at("2025-09-11"))
    assert collect(ReportKind.COMPLETION, whole, made_on=date(2025, 9, 17))["missing"] == []


@pytest.mark.usefixtures("ended")
def test_last_month_is_not_issued_on_its_last_day(manager):
    evening = at("2025-09-10", "23:00")
    draft = make_report(ReportKind.DRIVING_MONTHLY, "2025-09", at=evening)
    with pytest.raises(IssueStopped, match="2025年9月11日 5:30以後"):
        issue(draft, manager, at=evening)


@pytest.mark.usefixtures("ended")
@pytest.mark.parametrize(("day", "status"), [(END, 404), (AFTER, 200)])
def test_page_of_the_last_month_is_there_on_the_day_after_the_end(client_of, day, status):
    with time_machine.travel(at(day.isoformat()), tick=False):
        page = client_of(Role.GENERAL_MANAGER).get(reverse("reporting:detail", args=("call_monthly", "2025-09")))
    assert page.status_code == status


# --- what the month says ----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("ended")
def test_call_after_the_end_is_one_out_of_hours_and_no_day_after_it_is_missed(manager):
    take(
        log(
            [
                answered(1, "2025/09/10 09:00:00", "2025/09/10 09:05:00"),
                answered(2, "2025/09/11 09:00:00", "2025/09/11 09:05:00"),
            ]
        )
    )
    report = make_report(ReportKind.CALL_MONTHLY, "2025-09", at=at("2025-10-01"))
    content = report.revisions.get().content
    summary = content["summary"]
    assert (summary["offered"], summary["out_of_hours"], content["closed_day_out_of_hours"]) == (1, 1, 1)
    told = [content["grid"], content["days"], content["seats"]["days"]]
    assert {max(row["date"] for row in rows) for rows in told} == {END.isoformat()}
    assert content["log"]["silent"][-1] == "2025-09-09"
    revision = issue(report, manager, at=at("2025-10-01")).revisions.get()
    for measure, number in (("offered", 1), ("out_of_hours", 1)):
        assert cells.rows_of(revision, call_key(measure), Calendar.load()).number == number


@pytest.mark.usefixtures("ended")
def test_counters_were_planned_until_the_end():
    content = collect(ReportKind.COUNTER_MONTHLY, SEPTEMBER, made_on=date(2025, 10, 1))
    calendar = Calendar.load()
    planned = {row["site"]: len(calendar.open_days(row["site"], SEPTEMBER.first, END)) for row in content["sites"]}
    assert {row["site"]: row["planned_days"] for row in content["sites"]} == planned
    assert {row["site"]: row["unopened_days"] for row in content["sites"]} == planned
    due = [each for each in reports_due(AFTER, [ReportKind.COUNTER_DAILY], calendar) if each.period >= SEPTEMBER[:1]]
    assert content["days_expected"] == len(due) == len(content["missing_days"])


@pytest.mark.usefixtures("ended")
def test_counter_that_opens_after_the_end_has_its_daily_report(user_of, client_of):
    day = Period(date(2025, 9, 12), date(2025, 9, 12))
    make_counter_day(user_of(Role.SITE_LEADER), day=day.first)
    october = date(2025, 10, 1)
    content = collect(ReportKind.COUNTER_MONTHLY, SEPTEMBER, made_on=october)
    due = [each.period for each in reports_due(october, [ReportKind.COUNTER_DAILY], Calendar.load())]
    assert due[0] == day
    missing = [row["date"] for row in content["missing_days"]]
    assert missing == [str(period) for period in reversed(due) if period.first >= SEPTEMBER.first]
    with time_machine.travel(at("2025-10-01"), tick=False):
        page = client_of(Role.GENERAL_MANAGER).get(reverse("reporting:detail", args=("counter_daily", "2025-09-12")))
    assert page.status_code == 200


@pytest.mark.usefixtures("ended")
def test_nothing_opens_a_place_of_a_service_after_the_end():
    sunday = date(2025, 9, 21)
    ExtraOpening.objects.create(
        site=Calendar.load().sites["honcho"], day=sunday, reason="休日窓口",
        agreement=Agreement.objects.get(code="C1"),
    )  # fmt: skip
    calendar = Calendar.load()
    counted = until_ends(calendar)
    assert calendar.hours("honcho", sunday)
    assert not counted.hours("honcho", sunday)
    assert calendar.hours("callcenter", AFTER)
    assert counted.closed_reason("callcenter", AFTER) == "運営期間外"
    assert counted.hours("callcenter", END)
    assert counted.is_business_day(AFTER)


def test_without_an_end_the_calendar_stays_as_it_is():
    calendar = Calendar.load()
    assert until_ends(calendar) is calendar


# --- a term that begins in the middle of a month ----------------------------------------------------------------------


def test_completion_report_is_made_anew_after_the_month_in_which_the_work_began(manager):
    ServiceStart.objects.update(starts_on=date(2025, 6, 16))
    made, handed, asked = (at("2026-04-01", hour) for hour in ("09:00", "09:30", "10:00"))
    whole = parse_period(ReportKind.COMPLETION, "2025-06-16--2026-03-31")
    report = Report.objects.create(
        kind=ReportKind.COMPLETION, first_on=whole.first, last_on=whole.last, state=ReportState.DRAFT,
        nominal_due_on=date(2026, 4, 7), safe_due_on=date(2026, 4, 7), requested_at=made,
    )  # fmt: skip
    report.revisions.create(
        number=1, content={}, xlsx=b"", pdf=b"", xlsx_sha256="0" * 64, pdf_sha256="0" * 64, made_at=made,
        definitions_version=1,
    )  # fmt: skip
    assert report not in runs.request_due(handed)
    hand_over(ReportKind.COUNTER_MONTHLY, "2025-06", handed, manager)
    assert report in runs.request_due(asked)
