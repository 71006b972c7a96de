"""Reports of the last months and their days: accepted by the city, one of them returned, one overtaken by a late
correction of the records; drafts where they are not due yet. What is older was handed over before this system came."""

from datetime import date, datetime, time, timedelta

from django.db.models import F

from apps.contracts.calendar import DAY, Calendar
from apps.contracts.models import Parameter
from apps.core.clock import JST
from apps.counters.models import Reception
from apps.reporting import actions, drift
from apps.reporting.duties import DueReport, reports_due
from apps.reporting.enums import ReportKind, ReportState
from apps.reporting.figures.calls import call_summary
from apps.reporting.models import Report
from apps.reporting.permissions import CALL_CENTRE

from .phone import MONTH_TO_IMPORT
from .world import World, in_history

MONTHS = 2
"""How many whole months the system has been reporting for."""
FROM_THE_DAYS = [ReportKind.COUNTER_MONTHLY, ReportKind.OUTREACH_MONTHLY]
CORRECTED = 4
"""Of the newest days, the one whose records are put right after the city has its report."""
DECIDED_AFTER = timedelta(days=1, hours=4)
CAUSE = "着信が集中した午前中に切電が増え、目標に届きませんでした。"
MEASURE = "翌月は10時から12時の席を1席増やし、受取予約の案内文を短くして1件あたりの応対時間を縮めます。"
COMMENT = "前月から応答率が変わった理由を、曜日や時間帯の傾向と合わせて追記してください。"
OPINION = "受取予約と持ち物の確認が全体の約半数を占めました。"
PROPOSAL = "持ち物の案内をホームページの目立つ場所に置くことを提案します。"


@in_history
def build(world: World) -> None:
    """Everything that is due since the system reports: the days first, of which the months are added up."""
    Parameter.objects.filter(key="reports.since").update(value=first_reported(world.today).isoformat())
    calendar = Calendar.load()
    for due in sorted(reports_due(world.today, ReportKind, calendar), key=made_on):
        first = due.period.first
        if due.kind == ReportKind.CALL_MONTHLY and (first.year, first.month) == MONTH_TO_IMPORT:
            continue
        made_at = made_on(due)
        if made_at < world.now:
            make(world, due, made_at, calendar)
    decide(world)
    correct(world, calendar)


def first_reported(today: date) -> date:
    """The first day of the month that many months ago."""
    first = today.replace(day=1)
    for _ in range(MONTHS):
        first = (first - DAY).replace(day=1)
    return first


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
    by = world.users["ccleader1" if due.kind in CALL_CENTRE else "manager1"]
    words = {"remarks": ""}
    if is_monthly:
        is_below = call_summary(*due.period)["meets_90"] is False
        words = {"remarks": OPINION, "proposal": PROPOSAL} | ({"cause": CAUSE, "measure": MEASURE} if is_below else {})
    report = Report.objects.create(
        kind=due.kind, first_on=due.period.first, last_on=due.period.last, nominal_due_on=due.nominal,
        safe_due_on=due.safe, requested_at=made_at, remarks_by=by if any(words.values()) else None, **words,
    )  # fmt: skip
    actions.make_draft(report_id=report.pk, at=made_at, calendar=calendar)
    issued_at = issue_moment(due)
    if issued_at < world.now:
        actions.confirm_report(report=report, by=by, at=issued_at, log_read=is_monthly, **words)
        actions.issue_report(report=report, by=by, at=issued_at, calendar=calendar)


def decide(world: World) -> None:
    """The city accepts the day after; the newest month of the calls it returns."""
    issued = Report.objects.filter(state=ReportState.ISSUED, issued_at__lt=world.now - DECIDED_AFTER)
    returned = issued.filter(kind=ReportKind.CALL_MONTHLY).order_by("-last_on").first()
    for report in issued.order_by("pk"):
        assert report.issued_at
        actions.decide_report(
            report=report, accepted=report != returned, comment=COMMENT if report == returned else "",
            by=world.users["approver1"], at=report.issued_at + DECIDED_AFTER,
        )  # fmt: skip


def correct(world: World, calendar: Calendar) -> None:
    """Somebody who was counted twice is taken out after the issue; the night finds it."""
    days = Report.objects.filter(kind=ReportKind.COUNTER_DAILY, issued_at__isnull=False).order_by("-first_on")
    report = next(reversed(list(days[: CORRECTED + 1])), None)
    if report is None:
        return
    counted = Reception.objects.filter(session__held_on=report.first_on, voided_at__isnull=True)
    twice = counted.order_by("session__site__code", "-number")[:1]
    Reception.objects.filter(pk__in=twice.values("pk")).update(
        voided_at=F("received_at"), voided_by=world.users["leader1"]
    )
    for each in Report.objects.filter(first_on__lte=report.first_on, last_on__gte=report.first_on):
        if each.is_handed_over and each.kind != ReportKind.CALL_MONTHLY:
            drift.note_drift(each, calendar, world.now)


def issue_moment(due: DueReport) -> datetime:
    day: date = due.safe if due.kind == ReportKind.COUNTER_DAILY else max(due.safe - DAY, due.period.last + DAY)
    return datetime.combine(day, time(11), JST)
