"""Writes of this room: making, confirming, issuing. Each locks the report's row and is harmless when repeated."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import OperationalError, transaction
from django.utils import timezone
from psycopg.errors import LockNotAvailable

from apps.accounts.models import User
from apps.contracts.calendar import Calendar

from . import analysis, attestation, cells, day_ends, doubts, files, final_inspections, progress, queue, reminders
from .comparison import Difference, differences
from .content import collect
from .drift import plain, recount, since_draft
from .duties import due_report, made_from
from .enums import ReportKind, ReportState
from .full_records import FullRecords, write_records
from .models import Report, ReportDecision, ReportRevision, RevisionWithdrawal, TextClearance, TransitionNotAllowed
from .periods import Period
from .progress import Tell, silent

OTHER_RULES = "下書きの作成後に、個人情報の点検の規則が変わりました。最新の記録で作り直してください。"
NOTHING_TO_CLEAR = "個人情報の疑いがある箇所の確認は、確認済の報告書で、マイナンバーの疑いがないときに行います。"
OUTDATED = "下書きの作成後に記録が変わりました。最新の記録で作り直してください。"
BUSY = "報告書を作成しているか、ほかの人が操作しています。しばらくしてから、もう一度操作してください。"
OVERTAKEN = "この画面を開いた後に、報告書が作り直されました。数値と文章を確かめて、もう一度操作してください。"
CHANGED = "この画面を開いた後に、報告書の状態または内容が変わりました。確かめて、もう一度操作してください。"
ALREADY_BEGUN = "次の版の作成は、すでに始まっています。"
NOT_NEWEST = "この版の後に、新しい版が作成されています。画面を読み込み直してください。"
NEXT_IS_BEGUN = "受託者が次の版を作成しています。次の版が提出されてから、決定してください。"
WITHDRAWN = "次の版の作成は、取りやめられました。"
NOTHING_BEGUN = "取りやめる版はありません。次の版は、まだ作成していないか、すでに提出されています。"
NOT_OVER = "対象期間がまだ終わっていません。{:%Y年%-m月%-d日 %-H:%M}以後に提出してください。"
WORDLESS = "月報を確認済にするには、傾向の分析・所見と、意見・提案の両方を入力してください。"
WORDS = ("remarks", "cause", "measure", "proposal", "unsigned_reason")
"""What people add to the figures of a report."""

FILE_FIELDS = ("xlsx", "pdf", "xlsx_sha256", "pdf_sha256")


class AlreadyDone(TransitionNotAllowed):
    """The same person took the same step a moment ago, and nothing is wrong: a button pressed twice."""


class IssueStopped(Exception):
    """The report may not leave the house as it is; `reasons` are sentences for the user.

    `differences`: where the records have left the draft behind.
    """

    def __init__(self, reasons: list[str], *, differences: Sequence[Difference] = ()) -> None:
        super().__init__(" ".join(reasons))
        self.reasons, self.differences = reasons, list(differences)


def request_report(
    *,
    kind: ReportKind,
    period: Period,
    by: User | None,
    at: datetime,
    reason: str = "",
    calendar: Calendar | None = None,
    seen: str | None = None,
) -> Report:
    """Have the report of a period made by the worker, for the first time or anew; raises `TransitionNotAllowed`.

    What the city holds is made anew for a reason: where the city returned it, its comment is the reason. `seen`: the
    stamp of the report that was read, or "" where there was none; what somebody else did meanwhile is not undone.
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
                if reason not in ("", report.reason):
                    raise TransitionNotAllowed(ALREADY_BEGUN)
                queue.send_on_commit(report.pk)
                return report
            report = _locked(report.pk)
            if seen not in (None, report.stamp()):
                if reason and report.is_next and (report.requested_by, report.reason) == (by, reason):
                    raise AlreadyDone(ALREADY_BEGUN)
                raise TransitionNotAllowed(CHANGED)
            report.request(by=by, at=at, reason=reason or _comment(report))
            report.save()
            if report.is_next:
                reminders.refresh_counts_after_commit(at)
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
    proposal: str = "",
    unsigned_reason: str = "",
    log_read: bool = False,
    seen: str | None = None,
) -> Report:
    """Take the words into the files and mark the report as read by a supervisor; raises `TransitionNotAllowed`.

    `log_read`: the supervisor has read what the telephone log lacks. `seen`: the stamp of the making that was read.
    Numbers that came meanwhile are not confirmed.
    """
    with transaction.atomic():
        report = _open(report.pk)
        words = (remarks, cause, measure, proposal, unsigned_reason)
        is_same = words == tuple(getattr(report, name) for name in WORDS)
        if report.state == ReportState.CONFIRMED and report.confirmed_by == by and is_same:
            raise AlreadyDone("すでに確認済です。")
        report.confirm(by=by, at=at)
        _require_seen(report, seen)
        is_call_month = report.kind == ReportKind.CALL_MONTHLY
        if is_call_month and not (remarks.strip() and proposal.strip()):
            raise TransitionNotAllowed(WORDLESS)
        content = open_revision(report).content
        checked_by = by.display_name if is_call_month and log_read and analysis.log_doubts(content) else ""
        if not is_same or checked_by != content.get("log_checked_by", ""):
            for name, text in zip(WORDS, words, strict=True):
                setattr(report, name, text)
            report.remarks_by = by if any(words) else None
            if "log_checked_by" in content:
                content["log_checked_by"] = checked_by
            _store(report, content, at=at, because=content.get("revision", {}).get("because", []))
        report.save()
    return report


def send_back_report(*, report: Report) -> Report:
    """Take a confirmation back; raises `TransitionNotAllowed`."""
    with transaction.atomic():
        report = _open(report.pk)
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
    calendar: Calendar | None = None,
    seen: str | None = None,
) -> Report:
    """Freeze the open revision and hand it to the city; raises `TransitionNotAllowed` or `IssueStopped`.

    The figures are counted once more, so that what leaves the house is what the records say at this moment. Texts that
    look personal were read by somebody else before (`clear_texts`); a My Number never passes.

    `seen`: the stamp of the making that was read. Another one that came meanwhile is not issued.
    """
    with transaction.atomic():
        if report.kind == ReportKind.COMPLETION:
            final_inspections.hold_term(report)
        report = _open(report.pk)
        if report.state == ReportState.ISSUED and report.issued_by == by:
            raise AlreadyDone("すでに提出されています。")
        report.issue(by=by, at=at)
        _require_seen(report, seen)
        over = made_from(ReportKind(report.kind), Period(report.first_on, report.last_on))
        if at < over:
            raise IssueStopped([NOT_OVER.format(timezone.localtime(over))])
        revision = open_revision(report)
        calendar = calendar or Calendar.load()
        if changed := since_draft(revision.content, recount(report, calendar, at)):
            raise IssueStopped([OUTDATED], differences=changed)
        if not attestation.is_of_these_rules(revision.content):
            raise IssueStopped([OTHER_RULES])
        if reasons := _objections(revision, by):
            raise IssueStopped(reasons)
        try:
            cells.freeze(revision, calendar)
        except cells.CellsDiffer as error:  # somebody wrote while the figures were counted
            raise IssueStopped([OUTDATED, *error.reasons]) from error
        revision.issued_at = at
        revision.save(update_fields=["issued_at"])
        report.save()
        if report.kind == ReportKind.COMPLETION:
            final_inspections.notify_by_issue(report=report, by=by, at=at, calendar=calendar)
        reminders.refresh_counts_after_commit(at)
    return report


def clear_texts(*, report: Report, by: User, at: datetime, places: int, seen: str | None = None) -> TextClearance:
    """Somebody who will not issue the report has read all its places that look personal; raises `TransitionNotAllowed`.

    The files are printed once more, with who read them and how many. `places`: as many as the page has listed.
    """
    with transaction.atomic():
        report = _open(report.pk)
        revision = report.revisions.order_by("-number")[0]
        made, guard = doubts.clearance_of(revision), revision.content["guard"]
        if made and made.cleared_by == by:
            raise AlreadyDone("すでに確認しています。")
        if made or report.state != ReportState.CONFIRMED or guard["refused"] or not guard["hits"]:
            raise TransitionNotAllowed(NOTHING_TO_CLEAR)
        _require_seen(report, seen)
        if not attestation.is_of_these_rules(revision.content):
            raise TransitionNotAllowed(OTHER_RULES)
        if not places == guard["hits"] == len(doubts.Places(revision)):
            raise TransitionNotAllowed(OVERTAKEN)
        _print(revision, _attested(revision.content, confirmed_by=by.display_name), at=revision.made_at)
        revision.save(update_fields=["content", *FILE_FIELDS])
        return TextClearance.objects.create(
            revision=revision, pdf_sha256=revision.pdf_sha256, places=places, cleared_at=at, cleared_by=by
        )


def withdraw_revision(
    *, report: Report, reason: str, by: User, at: datetime, seen: str | None = None
) -> RevisionWithdrawal:
    """Take the next revision back before its issue: what the city holds stands again as it stood before.

    A revision that waits for its worker is taken back as well, one that is in a worker's hands is not. `seen`: the
    stamp of the making that was read, or "" where there was none; another one that came meanwhile stays, with the words
    that somebody typed. Raises `TransitionNotAllowed`.
    """
    with transaction.atomic():
        report = queue.take(report.pk) or _at_rest(report.pk)
        issued_at = report.issued_at
        if issued_at is None or report.is_handed_over:
            if (last := report.last_withdrawal()) and last.withdrawn_by == by:
                raise AlreadyDone("すでに取りやめています。")
            raise TransitionNotAllowed(WITHDRAWN if last else NOTHING_BEGUN)
        opened = report.revisions.filter(issued_at__isnull=True)
        if seen is not None and seen != next((each.stamp for each in opened.only("number", "pdf_sha256")), ""):
            raise TransitionNotAllowed(OVERTAKEN)
        opened.delete()
        withdrawal = RevisionWithdrawal.objects.create(
            report=report, number=report.revisions.count() + 1, reason=reason, withdrawn_by=by,
            withdrawn_at=max(at, report.requested_at, issued_at),  # another machine's clock may be a moment behind
        )  # fmt: skip
        report.stand_again()
        queue.done(report)
        progress.forget(report.pk)
        reminders.refresh_counts_after_commit(at)
    return withdrawal


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
        reminders.refresh_counts_after_commit(at)
    return decision


def with_words(content: dict[str, Any], report: Report) -> dict[str, Any]:
    """The content with what people wrote, as far as the kind has a place for it."""
    author = report.remarks_by.display_name if report.remarks_by else ""
    return {**content, **{name: getattr(report, name) for name in WORDS if name in content}, "remarks_by": author}


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
    doubts.keep(revision, records.guard.doubts)


def _at_rest(report_id: int, *, being_made: str = BUSY) -> Report:
    """The report, locked for a person's step; nobody waits for a worker, who holds the row for as long as it works."""
    if Report.objects.only("state", "failure").get(pk=report_id).is_being_made:
        raise TransitionNotAllowed(being_made)
    return _locked(report_id)


def _open(report_id: int) -> Report:
    """The report at rest, unless the revision that its page showed was withdrawn meanwhile."""
    report = _at_rest(report_id)
    if report.is_handed_over and report.last_withdrawal():
        raise TransitionNotAllowed(WITHDRAWN)
    return report


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
    """The content with what the guard says of its texts, and who has read how many of those that it doubts."""
    told = attestation.attest(content)
    return {**content, "guard": {**told, "read": told["hits"] if confirmed_by else 0, "confirmed_by": confirmed_by}}


def _changed_records(report: Report, calendar: Calendar) -> list[dict[str, Any]]:
    """The records that changed since the revision that the city holds."""
    held = report.newest_issued()
    return cells.because(held, calendar) if held else []


def _comment(report: Report) -> str:
    """What the city said when it returned the report."""
    if report.state != ReportState.RETURNED:
        return ""
    return ReportDecision.objects.filter(revision__report=report).latest("decided_at").comment


def _objections(revision: ReportRevision, by: User) -> list[str]:
    """Why the content may not be handed over: personal data, missing words, a day without its end, other days."""
    return [
        *doubts.objections(revision, by),
        *analysis.missing_words(revision.content).values(),
        *analysis.unread_doubts(revision.content),
        *analysis.unanswered_orders(revision.content),
        *day_ends.objections(revision.content),
        *final_inspections.objections(revision.report),
    ]
