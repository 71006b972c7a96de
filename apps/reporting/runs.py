"""What runs without anybody's hand: reports are asked for when their time has come, sent again when a worker died,
and given up when they kill every worker.

Each of these may run twice, late, or on two machines at once. A period that the clock only seemed to have passed leaves
no report behind.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from apps.contracts.calendar import DAY, Calendar
from apps.core.db import held

from . import progress, queue
from .duties import DueReport, made_from, reports_due
from .enums import ReportKind, ReportState
from .models import Report, ReportRevision, ReportRun
from .periods import Period, over_at

LOOKED_BACK = timedelta(weeks=9)
"""How long an outage may last before its reports wait for a person."""

MOST_TRIES = 3
GIVEN_UP = f"作成の途中で{MOST_TRIES}回止まりました。システム管理者に連絡してください。"
ADDED_UP = {
    ReportKind.COUNTER_MONTHLY: {ReportKind.COUNTER_DAILY},
    ReportKind.OUTREACH_MONTHLY: {ReportKind.COUNTER_DAILY},
    ReportKind.COMPLETION: set(ReportKind) - {ReportKind.COMPLETION},
}
"""Which reports another one adds up, compares or lists: the last of them are issued after its first draft was made."""

ISSUE_MAY_TAKE = timedelta(minutes=1)
"""How long after its moment an issue may be committed, unseen until then; a making too many does no harm."""

FROM_THE_FUTURE = timedelta(minutes=5)
"""By how much two machines' clocks may differ before one of them counts as wrong."""


def request_due(now: datetime, calendar: Calendar | None = None) -> list[Report]:
    """Ask for every report whose time has come and that is not there, or whose draft time has left behind.

    Those asked for. The first draft of what adds up other reports is made anew after each of them that is handed over,
    until a person confirms it: a draft that is younger than all of them is left alone.
    """
    calendar = calendar or Calendar.load()
    today = timezone.localdate(now)
    due_reports = [
        due
        for due in reports_due(today, ReportKind, calendar)
        if due.period.last >= today - LOOKED_BACK
        and over_at(due.kind, due.period._replace(last=due.worked_until)) <= now
    ]
    there = _reports_since(today - LOOKED_BACK)
    asked = [_request(due, there.get((due.kind, *due.period)), now) for due in reversed(due_reports)]
    return [report for report in asked if report]


def withdraw_early(now: datetime) -> int:
    """Take back what the system asked for while the clock was ahead: nobody has read it, and its period still runs."""
    early = [
        report.pk
        for report in Report.objects.filter(
            requested_by=None,
            state__in=(ReportState.REQUESTED, ReportState.DRAFT),
            last_on__gte=timezone.localdate(now) - DAY,
        )
        if _is_early(report, now)
    ]
    with transaction.atomic():
        untouched = (
            Report.objects.filter(pk__in=early, requested_by=None, remarks_by=None, confirmed_at=None, issued_at=None)
            .filter(state__in=(ReportState.REQUESTED, ReportState.DRAFT))
            .select_for_update(of=("self",), skip_locked=True)
        )
        for report in untouched:
            report.revisions.all().delete()
            report.delete()
        return len(untouched)


@contextmanager
def making(report_id: int, at: datetime) -> Iterator[bool]:
    """Whether the worker may make the report; while it does, nobody else begins it, sends it again or gives it up.

    A locked row would not do: it is free between the counting of the try and the making. Who asks anew after the draft
    stands and before the lock is free again may have its message dropped as one too many; `send_again` sends it anew.
    """
    with _held(report_id) as is_ours:
        yield is_ours and begin(report_id, at)


def begin(report_id: int, at: datetime) -> bool:
    """Count one more try of a worker, before it can die of it; whether it may make the report."""
    with transaction.atomic():
        report = _waiting().filter(pk=report_id).first()
        if report is None or (report.requested_by_id is None and _is_early(report, at)):
            return False
        run, _ = ReportRun.objects.get_or_create(report=report, defaults={"sent_at": at})
        if run.tries >= MOST_TRIES:
            _give_up(report)
            return False
        run.tries += 1
        run.save(update_fields=["tries"])
        return True


def send_again(now: datetime) -> int:
    """Send what was asked for and is in nobody's hands: its worker died, or the message was lost; how many."""
    with transaction.atomic():
        ReportRun.objects.bulk_create(
            [ReportRun(report=report, sent_at=report.requested_at) for report in _waiting().filter(run=None)],
            ignore_conflicts=True,
        )
    overdue = ReportRun.objects.overdue(now, queue.SENT_AGAIN_AFTER).values_list("report_id", flat=True)
    to_send = [report_id for report_id in overdue if _is_to_be_sent(report_id, now)]
    for report_id in to_send:  # now that a worker may hold it
        queue.send_on_commit(report_id)
    return len(to_send)


def _is_to_be_sent(report_id: int, now: datetime) -> bool:
    with _held(report_id) as is_free, transaction.atomic():
        report = _waiting().filter(pk=report_id).first() if is_free else None
        if report is None:
            return False
        if ReportRun.objects.filter(report=report, tries__gte=MOST_TRIES).exists():
            _give_up(report)
            return False
        if not ReportRun.objects.overdue(now, queue.SENT_AGAIN_AFTER).filter(report=report).update(sent_at=now):
            return False
        progress.forget(report.pk)
        return True


def _held(report_id: int) -> AbstractContextManager[bool]:
    return held("reporting.Report", report_id)


def _waiting() -> QuerySet[Report]:
    """Requested reports that nobody is making now; the rows stay locked."""
    return Report.objects.filter(state=ReportState.REQUESTED, failure="").select_for_update(
        of=("self",), no_key=True, skip_locked=True
    )


def _give_up(report: Report) -> None:
    report.failure = GIVEN_UP
    report.save(update_fields=["failure"])


def _request(due: DueReport, there: Report | None, now: datetime) -> Report | None:
    if there is None:
        return _request_first(due, now)
    return _request_anew(there, now) if _was_made_early(there, now) or _is_overtaken(there, now) else None


def _request_first(due: DueReport, now: datetime) -> Report | None:
    """None where another beat was quicker."""
    with transaction.atomic():
        report, is_new = Report.objects.get_or_create(
            kind=due.kind,
            first_on=due.period.first,
            last_on=due.period.last,
            defaults={
                "nominal_due_on": due.nominal,
                "safe_due_on": due.safe,
                "requested_at": now,
                "state": ReportState.REQUESTED,
            },
        )
        if is_new:
            queue.ask(report, now)
    return report if is_new else None


def _request_anew(there: Report, now: datetime) -> Report | None:
    with transaction.atomic():
        drafts = Report.objects.filter(pk=there.pk, state=ReportState.DRAFT)
        report = drafts.select_for_update(of=("self",), no_key=True, skip_locked=True).first()
        if report:
            report.request(by=None, at=now)
            report.save()
            queue.ask(report, now)
    return report


def _reports_since(day: date) -> dict[tuple[str, date, date], Report]:
    made = ReportRevision.objects.filter(report=OuterRef("pk"), issued_at=None).values("made_at")
    reports = Report.objects.filter(last_on__gte=day).annotate(draft_made_at=Subquery(made))
    return {(report.kind, report.first_on, report.last_on): report for report in reports}


def _was_made_early(report: Report, now: datetime) -> bool:
    """A first draft that was counted before its period was over, or by a clock that was ahead."""
    made_at = getattr(report, "draft_made_at", None)
    if report.state != ReportState.DRAFT or report.issued_at or made_at is None:
        return False
    period = Period(report.first_on, report.last_on)
    return made_at < made_from(ReportKind(report.kind), period) or made_at > now + FROM_THE_FUTURE


def _is_overtaken(report: Report, now: datetime) -> bool:
    """A first draft that adds up reports of which one was handed over since, or while it was counted."""
    made_at = getattr(report, "draft_made_at", None)
    parts = ADDED_UP.get(ReportKind(report.kind))
    if report.state != ReportState.DRAFT or report.issued_at or made_at is None or not parts:
        return False
    inside = Report.objects.filter(kind__in=parts, first_on__lte=report.last_on, last_on__gte=report.first_on)
    return inside.filter(issued_at__gt=made_at - ISSUE_MAY_TAKE, issued_at__lte=now).exists()


def _is_early(report: Report, now: datetime) -> bool:
    return now < made_from(ReportKind(report.kind), Period(report.first_on, report.last_on))
