"""Reports of the months and days that have passed: issued where they were due, drafts where they are not."""

from datetime import date, datetime, time, timedelta

from apps.contracts.calendar import DAY, Calendar
from apps.core.clock import JST
from apps.reporting import actions
from apps.reporting.duties import DueReport, reports_due
from apps.reporting.enums import ReportKind
from apps.reporting.figures.calls import call_summary
from apps.reporting.models import Report

from .phone import MONTH_TO_IMPORT
from .world import World, in_history

MONTHLY_REPORTS, DAILY_REPORTS, COUNTER_MONTHS = 8, 80, 3
"""How many of the last reports there are: two thirds of a year of calls, a quarter of the counters' days and months."""
FROM_THE_DAYS = [ReportKind.COUNTER_MONTHLY, ReportKind.OUTREACH_MONTHLY]
MEASURE = (
    "着信が集中した午前中に切電が増え、目標に届きませんでした。"
    "翌月は10時から12時の席を1席増やし、受取予約の案内文を短くして1件あたりの応対時間を縮めます。"
)
OPINION = (
    "受取予約と持ち物の確認が全体の約半数を占めました。持ち物の案内をホームページの目立つ場所に置くことを提案します。"
)


@in_history
def build(world: World) -> None:
    """The last months of calls and the last quarter of the counters; older ones are made when somebody asks."""
    calendar = Calendar.load()
    months = reports_due(world.today, [ReportKind.CALL_MONTHLY], calendar)[:MONTHLY_REPORTS]
    days = reports_due(world.today, [ReportKind.COUNTER_DAILY], calendar)[:DAILY_REPORTS]
    counters = reports_due(world.today, FROM_THE_DAYS, calendar)[: COUNTER_MONTHS * len(FROM_THE_DAYS)]
    for due in [*months, *days, *counters]:
        first = due.period.first
        if due.kind == ReportKind.CALL_MONTHLY and (first.year, first.month) == MONTH_TO_IMPORT:
            continue
        made_at = made_on(due)
        if made_at < world.now:
            make(world, due, made_at, calendar)


def made_on(due: DueReport) -> datetime:
    """When the beat makes it: in the evening of a counter's day, early on the first of the next month.

    What is held against the issued days is made just before its issue: the last of them are issued by then.
    """
    if due.kind == ReportKind.COUNTER_DAILY:
        return datetime.combine(due.period.last, time(20), JST)
    if due.kind in FROM_THE_DAYS:
        return issue_moment(due) - timedelta(hours=1)
    return datetime.combine(due.period.last + DAY, time(5, 30), JST)


def make(world: World, due: DueReport, made_at: datetime, calendar: Calendar) -> None:
    is_monthly = due.kind == ReportKind.CALL_MONTHLY
    by = world.users["ccleader1" if is_monthly else "manager1"]
    remarks = ""
    if is_monthly:
        remarks = MEASURE if call_summary(*due.period)["meets_90"] is False else OPINION
    report = Report.objects.create(
        kind=due.kind, first_on=due.period.first, last_on=due.period.last, nominal_due_on=due.nominal,
        safe_due_on=due.safe, requested_at=made_at, remarks=remarks, remarks_by=by if remarks else None,
    )  # fmt: skip
    actions.make_draft(report_id=report.pk, at=made_at, calendar=calendar)
    issued_at = issue_moment(due)
    if issued_at < world.now:
        actions.confirm_report(report=report, remarks=remarks, by=by, at=issued_at)
        actions.issue_report(report=report, by=by, at=issued_at)


def issue_moment(due: DueReport) -> datetime:
    day: date = due.safe if due.kind == ReportKind.COUNTER_DAILY else max(due.safe - DAY, due.period.last + DAY)
    return datetime.combine(day, time(11), JST)
