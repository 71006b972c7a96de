"""Writes of this room: making, confirming, issuing. Each locks the report's row and is harmless when repeated."""

from datetime import datetime
from typing import Any

import pghistory
from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.contracts.calendar import Calendar

from . import files, queue
from .content import collect, found_personal_data, needs_remarks
from .duties import due_report
from .enums import ReportKind, ReportState
from .full_records import FullRecords, write_records
from .models import Report, ReportRevision
from .periods import Period
from .progress import Tell, silent


class IssueStopped(Exception):
    """The report may not leave the house as it is; `reasons` are sentences for the user."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def request_report(
    *,
    kind: ReportKind,
    period: Period,
    by: User | None,
    at: datetime,
    reason: str = "",
    calendar: Calendar | None = None,
) -> Report:
    """Have the report of a period made by the worker, for the first time or anew; raises `TransitionNotAllowed`."""
    calendar = calendar or Calendar.load()
    due = due_report(kind, period, calendar)
    with transaction.atomic():
        report, is_new = Report.objects.get_or_create(
            kind=kind,
            first_on=period.first,
            last_on=period.last,
            defaults={
                "nominal_due_on": due.nominal,
                "safe_due_on": due.safe,
                "requested_at": at,
                "requested_by": by,
                "state": ReportState.REQUESTED,
            },
        )
        if not is_new:
            if report.is_being_made:  # its row is the worker's; whoever asks again is only told so
                queue.send_on_commit(report.pk)
                return report
            report = _locked(report.pk)
            report.request(by=by, at=at, reason=reason)
            report.save()
        queue.ask(report, at)
    return report


def make_draft(
    *, report_id: int, at: datetime, calendar: Calendar | None = None, tell: Tell = silent
) -> ReportRevision | None:
    """Count, print and store a requested report; None when there is nothing to do, because somebody else does it."""
    with transaction.atomic():
        report = queue.take(report_id)
        if report is None:
            return None
        tell("集計")
        period = Period(report.first_on, report.last_on)
        calendar = calendar or Calendar.load()
        is_data = report.kind == ReportKind.RECORDS_MONTHLY
        records = write_records(period, calendar, at) if is_data else None
        content = collect(report.kind, period, made_on=timezone.localdate(at), calendar=calendar, records=records)
        revision = _store(report, with_remarks(content, report), at=at, tell=tell)
        if records:
            _keep_data(revision, records)
        report.take_draft()
        report.save()
        queue.done(report)
    return revision


def note_failure(*, report_id: int, message: str) -> None:
    """Tell whoever waits for the report why it could not be made."""
    Report.objects.filter(pk=report_id, state=ReportState.REQUESTED).update(failure=message[:200])


def confirm_report(*, report: Report, remarks: str, by: User, at: datetime) -> Report:
    """Take the remarks into the files and mark the report as read by a supervisor; raises `TransitionNotAllowed`."""
    with transaction.atomic():
        report = _locked(report.pk)
        report.confirm(by=by, at=at)
        if remarks != report.remarks:
            report.remarks, report.remarks_by = remarks, by if remarks else None
            _store(report, with_remarks(open_revision(report).content, report), at=at)
        report.save()
    return report


def send_back_report(*, report: Report) -> Report:
    """Take a confirmation back; raises `TransitionNotAllowed`."""
    with transaction.atomic():
        report = _locked(report.pk)
        report.send_back()
        report.save()
    return report


def issue_report(*, report: Report, by: User, at: datetime, confirmed_text: bool = False) -> Report:
    """Freeze the open revision and hand it to the city; raises `TransitionNotAllowed` or `IssueStopped`.

    `confirmed_text`: somebody has read the places that look personal and says they are not. A My Number never passes.
    """
    with transaction.atomic():
        report = _locked(report.pk)
        report.issue(by=by, at=at)
        revision = open_revision(report)
        reasons = found_personal_data(revision.content, only_forbidden=confirmed_text)
        if needs_remarks(revision.content):
            reasons.append(
                "応答率が目標に届いていません。下書きに戻し、原因と改善策を"
                f"「{ReportKind.CALL_MONTHLY.remarks_name}」に書いてください。"
            )
        if reasons:
            raise IssueStopped(reasons)
        if confirmed_text:
            pghistory.context(confirmed_text="個人情報ではないことを確認して提出")
        revision.issued_at = at
        revision.save(update_fields=["issued_at"])
        report.save()
    return report


def with_remarks(content: dict[str, Any], report: Report) -> dict[str, Any]:
    author = report.remarks_by.display_name if report.remarks_by else ""
    return {**content, "remarks": report.remarks, "remarks_by": author}


def open_revision(report: Report) -> ReportRevision:
    return report.revisions.get(issued_at__isnull=True)


def _keep_data(revision: ReportRevision, records: FullRecords) -> None:
    """Put these files in the place of those that an earlier making of the same revision left."""
    revision.data_files.all().delete()
    for each in records.files:
        revision.data_files.create(
            subject=each.subject, form=each.form, rows=each.rows, size=each.size, sha256=each.sha256, file=each.file
        )


def _locked(report_id: int) -> Report:
    return Report.objects.select_for_update(of=("self",), no_key=True).get(pk=report_id)


def _store(report: Report, content: dict[str, Any], *, at: datetime, tell: Tell = silent) -> ReportRevision:
    """Write the revision that is not issued yet: the same row until the issue, the next number after it."""
    made = {form: files.build(content, form, at, tell) for form in files.FORMATS}
    revision = report.revisions.filter(issued_at__isnull=True).first()
    if revision is None:
        revision = ReportRevision(report=report, number=report.revisions.count() + 1)
    revision.content, revision.definitions_version = content, content["definitions_version"]
    revision.keep_files(made["xlsx"], made["pdf"])
    revision.made_at, revision.made_by, revision.reason = at, report.requested_by, report.reason
    revision.save()
    return revision
