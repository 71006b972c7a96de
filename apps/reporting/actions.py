"""Writes of this room: making, confirming, issuing. Each locks the report's row and is harmless when repeated."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pghistory
from django.db import OperationalError, transaction
from django.utils import timezone
from psycopg.errors import LockNotAvailable

from apps.accounts.models import User
from apps.contracts.calendar import Calendar

from . import analysis, attestation, cells, files, queue, reminders
from .comparison import Difference, differences
from .content import collect
from .drift import plain, recount, since_draft
from .duties import due_report
from .enums import ReportKind, ReportState
from .full_records import FullRecords, write_records
from .models import Report, ReportDecision, ReportRevision, TransitionNotAllowed
from .periods import Period, over_at
from .progress import Tell, silent

OUTDATED = "下書きの作成後に記録が変わりました。最新の記録で作り直してください。"
BUSY = "報告書を作成しているか、ほかの人が操作しています。しばらくしてから、もう一度操作してください。"
OVERTAKEN = "この画面を開いた後に、報告書が作り直されました。数値と文章を確かめて、もう一度操作してください。"
NOT_NEWEST = "この版の後に、新しい版が作成されています。画面を読み込み直してください。"
NEXT_IS_BEGUN = "受託者が次の版を作成しています。次の版が提出されてから、決定してください。"
NOT_OVER = "対象期間がまだ終わっていません。{:%Y年%-m月%-d日 %-H:%M}以後に提出してください。"
FILE_FIELDS = ("xlsx", "pdf", "xlsx_sha256", "pdf_sha256")


class AlreadyDone(TransitionNotAllowed):
    """The same person took the same step a moment ago, and nothing is wrong: a button pressed twice."""


class IssueStopped(Exception):
    """The report may not leave the house as it is; `reasons` are sentences for the user.

    `differences`: where the records have left the draft behind. `asks`: a person may say that some of the places that
    look personal are not.
    """

    def __init__(self, reasons: list[str], *, differences: Sequence[Difference] = (), asks: bool = False) -> None:
        super().__init__(" ".join(reasons))
        self.reasons, self.differences, self.asks = reasons, list(differences), asks


def request_report(
    *,
    kind: ReportKind,
    period: Period,
    by: User | None,
    at: datetime,
    reason: str = "",
    calendar: Calendar | None = None,
) -> Report:
    """Have the report of a period made by the worker, for the first time or anew; raises `TransitionNotAllowed`.

    What the city holds is made anew for a reason: where the city returned it, its comment is the reason.
    """
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
            report.request(by=by, at=at, reason=reason or _comment(report))
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
        records = write_records(period, calendar, at, tell) if is_data else None
        content = collect(report.kind, period, made_on=timezone.localdate(at), calendar=calendar, records=records)
        revision = _store(report, content, at=at, because=_changed_records(report, calendar), tell=tell)
        if records:
            _keep_data(revision, records)
        report.take_draft()
        report.save()
        queue.done(report)
    return revision


def note_failure(*, report_id: int, message: str) -> None:
    """Tell whoever waits for the report why it could not be made."""
    Report.objects.filter(pk=report_id, state=ReportState.REQUESTED).update(failure=message[:200])


def confirm_report(
    *,
    report: Report,
    remarks: str,
    by: User,
    at: datetime,
    cause: str = "",
    measure: str = "",
    seen: str | None = None,
) -> Report:
    """Take the words into the files and mark the report as read by a supervisor; raises `TransitionNotAllowed`.

    `seen`: the stamp of the making that was read. Numbers that came meanwhile are not confirmed.
    """
    with transaction.atomic():
        report = _at_rest(report.pk)
        words = (remarks, cause, measure)
        is_same = words == (report.remarks, report.cause, report.measure)
        if report.state == ReportState.CONFIRMED and report.confirmed_by == by and is_same:
            raise AlreadyDone("すでに確認済です。")
        report.confirm(by=by, at=at)
        _require_seen(report, seen)
        if not is_same:
            report.remarks, report.cause, report.measure = words
            report.remarks_by = by if any(words) else None
            content = open_revision(report).content
            _store(report, content, at=at, because=content.get("revision", {}).get("because", []))
        report.save()
    return report


def send_back_report(*, report: Report) -> Report:
    """Take a confirmation back; raises `TransitionNotAllowed`."""
    with transaction.atomic():
        report = _at_rest(report.pk)
        if report.state == ReportState.DRAFT:
            raise AlreadyDone("すでに下書きに戻しています。")
        report.send_back()
        report.save()
    return report


def issue_report(
    *,
    report: Report,
    by: User,
    at: datetime,
    confirmed_text: bool = False,
    calendar: Calendar | None = None,
    seen: str | None = None,
) -> Report:
    """Freeze the open revision and hand it to the city; raises `TransitionNotAllowed` or `IssueStopped`.

    The figures are counted once more, so that what leaves the house is what the records say at this moment; the files
    are printed once more where they attest something else than the draft, such as who looked through the texts.

    `confirmed_text`: somebody has read the places that look personal and says they are not. A My Number never passes.
    `seen`: the stamp of the making that was read. Another one that came meanwhile is not issued.
    """
    with transaction.atomic():
        report = _at_rest(report.pk)
        if report.state == ReportState.ISSUED and report.issued_by == by:
            raise AlreadyDone("すでに提出されています。")
        report.issue(by=by, at=at)
        _require_seen(report, seen)
        over = over_at(ReportKind(report.kind), Period(report.first_on, report.last_on))
        if at < over:
            raise IssueStopped([NOT_OVER.format(timezone.localtime(over))])
        revision = open_revision(report)
        calendar = calendar or Calendar.load()
        if changed := since_draft(revision.content, recount(report, calendar, at)):
            raise IssueStopped([OUTDATED], differences=changed)
        if reasons := _objections(revision.content, confirmed_text=confirmed_text):
            raise IssueStopped(reasons, asks=reasons != _objections(revision.content, confirmed_text=True))
        if confirmed_text:
            pghistory.context(confirmed_text="個人情報ではないことを確認して提出")
        attested = _attested(revision.content, confirmed_by=by.display_name if confirmed_text else "")
        if attested != revision.content:
            _print(revision, attested, at=revision.made_at)
        try:
            cells.freeze(revision, calendar)
        except cells.CellsDiffer as error:  # somebody wrote while the figures were counted
            raise IssueStopped([OUTDATED, *error.reasons]) from error
        revision.issued_at = at
        revision.save(update_fields=["content", *FILE_FIELDS, "issued_at"])
        report.save()
        reminders.refresh_badges_after_commit(at)
    return report


def decide_report(
    *, report: Report, accepted: bool, comment: str, by: User, at: datetime, number: int | None = None
) -> ReportDecision:
    """The city accepts what it holds, or returns it with a comment; raises `TransitionNotAllowed`.

    `number`: the revision that was read. Another one that came meanwhile is not decided on.
    """
    if not accepted and not comment.strip():
        raise TransitionNotAllowed("差し戻すときは、理由を入力してください。")
    with transaction.atomic():
        report = _at_rest(report.pk, being_made=NEXT_IS_BEGUN)
        revision = report.revisions.select_related("decision").defer("content", "xlsx", "pdf").latest("number")
        if number not in (None, revision.number) and revision.issued_at:
            raise TransitionNotAllowed(NOT_NEWEST)
        if report.issued_at and not report.is_handed_over:
            raise TransitionNotAllowed(NEXT_IS_BEGUN)
        made = getattr(revision, "decision", None)
        if made and (made.accepted, made.comment, made.decided_by) == (accepted, comment, by):
            raise AlreadyDone(f"すでに{report.get_state_display()}されています。")
        report.decide(accepted=accepted)
        assert revision.issued_at
        decided_at = max(at, revision.issued_at)  # the clock of another machine may be a moment behind
        decision = ReportDecision.objects.create(
            revision=revision, accepted=accepted, comment=comment, decided_at=decided_at, decided_by=by
        )
        report.save()
        reminders.refresh_badges_after_commit(at)
    return decision


def with_words(content: dict[str, Any], report: Report) -> dict[str, Any]:
    """The content with what people wrote; cause and measure only where the kind has a place for them."""
    words = {"remarks": report.remarks, "cause": report.cause, "measure": report.measure}
    author = report.remarks_by.display_name if report.remarks_by else ""
    return {**content, **{name: text for name, text in words.items() if name in content}, "remarks_by": author}


def with_revision(content: dict[str, Any], report: Report, because: list[dict[str, Any]]) -> dict[str, Any]:
    """The content with what it changes of the revision that the city holds; a first revision changes nothing."""
    held = report.newest_issued()
    if held is None:
        return content
    fresh = plain(content)
    found = attestation.without_doubtful(differences(held.content, fresh), held.content, fresh)
    changed = [list(difference) for difference in found]
    described = {"number": held.number + 1, "reason": report.reason, "differences": changed, "because": because}
    return {**content, "revision": described}


def open_revision(report: Report) -> ReportRevision:
    return report.revisions.get(issued_at__isnull=True)


def _require_seen(report: Report, stamp: str | None) -> None:
    """TransitionNotAllowed where a page is answered whose numbers and words are no longer those of the report."""
    if stamp is not None and stamp != report.revisions.only("number", "pdf_sha256").get(issued_at__isnull=True).stamp:
        raise TransitionNotAllowed(OVERTAKEN)


def _keep_data(revision: ReportRevision, records: FullRecords) -> None:
    """Put these files in the place of those that an earlier making of the same revision left."""
    revision.data_files.all().delete()
    for each in records.files:
        revision.data_files.create(
            subject=each.subject, form=each.form, rows=each.rows, size=each.size, sha256=each.sha256, file=each.file
        )


def _at_rest(report_id: int, *, being_made: str = BUSY) -> Report:
    """The report, locked for a person's step; nobody waits for a worker, who holds the row for as long as it works."""
    if Report.objects.only("state", "failure").get(pk=report_id).is_being_made:
        raise TransitionNotAllowed(being_made)
    return _locked(report_id)


def _locked(report_id: int) -> Report:
    """Raises `TransitionNotAllowed` where somebody else keeps the row for longer than a page may wait."""
    try:
        return Report.objects.select_for_update(of=("self",), no_key=True).get(pk=report_id)
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise TransitionNotAllowed(BUSY) from error
        raise


def _store(
    report: Report,
    content: dict[str, Any],
    *,
    at: datetime,
    because: list[dict[str, Any]],
    tell: Tell = silent,
) -> ReportRevision:
    """Write the revision that is not issued yet: the same row until the issue, the next number after it."""
    content = with_revision(with_words(content, report), report, because)
    revision = report.revisions.filter(issued_at__isnull=True).first()
    if revision is None:
        revision = ReportRevision(report=report, number=report.revisions.count() + 1)
    tell("点検")
    _print(revision, _attested(content), at=at, tell=tell)
    revision.made_at, revision.made_by, revision.reason = at, report.requested_by, report.reason
    revision.save()
    return revision


def _print(revision: ReportRevision, content: dict[str, Any], *, at: datetime, tell: Tell = silent) -> None:
    """Put the content and the files that are made of it into the revision."""
    made = {form: files.build(content, form, at, tell) for form in files.FORMATS}
    revision.content, revision.definitions_version = content, content["definitions_version"]
    revision.keep_files(made["xlsx"], made["pdf"])


def _attested(content: dict[str, Any], *, confirmed_by: str = "") -> dict[str, Any]:
    """The content with what the guard says of its texts, and who looked through those that it doubts."""
    return {**content, "guard": {**attestation.attest(content), "confirmed_by": confirmed_by}}


def _changed_records(report: Report, calendar: Calendar) -> list[dict[str, Any]]:
    """The records that changed since the revision that the city holds."""
    held = report.newest_issued()
    return cells.because(held, calendar) if held else []


def _comment(report: Report) -> str:
    """What the city said when it returned the report."""
    if report.state != ReportState.RETURNED:
        return ""
    return ReportDecision.objects.filter(revision__report=report).latest("decided_at").comment


def _objections(content: dict[str, Any], *, confirmed_text: bool) -> list[str]:
    """Why the content may not be handed over: personal data, a missing cause or measure, an order without an answer."""
    return [
        *attestation.found(content, only_forbidden=confirmed_text),
        *analysis.missing_words(content).values(),
        *analysis.unanswered_orders(content),
    ]
