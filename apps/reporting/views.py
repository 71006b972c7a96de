import logging
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.forms import CharField, Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET, require_POST

from apps.accounts.actions import record_access
from apps.accounts.enums import AccessKind
from apps.accounts.matrix import may
from apps.accounts.models import User
from apps.accounts.requests import SignedInRequest
from apps.callcenter.charts import answer_chart
from apps.contracts.calendar import Calendar
from apps.contracts.deadlines import Due

from . import actions, doubts, files, permissions
from .cells.opening import OpenNumbers
from .comparison import Difference
from .drift import Drift, drift, recount, since_draft
from .duties import DueReport, due_report, reports_due, worked_until
from .enums import ReportKind, ReportState
from .forms import RemakeForm, RemarksForm, ReportDecisionForm, WithdrawForm
from .inspection_page import final_context
from .models import (
    DataFile,
    InvoiceRevision,
    ReminderMail,
    Report,
    ReportRevision,
    RevisionWithdrawal,
    TransitionNotAllowed,
)
from .owed import owed_on
from .page_tables import page_table
from .periods import parse_period
from .progress import STEPS, State, progress_of
from .report_rows import report_row, report_rows
from .standings import asked_shelf, shelf_counts, shelves_for, standings

logger = logging.getLogger(__name__)

ROWS_PER_PAGE = 30
RECORDS_CHANGED = "提出後に記録が変わったため"
DAMAGED = "保存したファイルが壊れているため、ダウンロードできません。システム管理者に連絡してください。"

FIGURES_TEMPLATES = {
    ReportKind.CALL_MONTHLY: "reporting/_call_monthly.html",
    ReportKind.COUNTER_DAILY: "reporting/_counter_daily.html",
}
"""How the page shows the figures; the other kinds consist of tables."""


DATA_FILES = Prefetch("data_files", DataFile.objects.defer("file"))


@require_GET
def report_list(request: SignedInRequest) -> HttpResponse:
    """The reports due in this term and the one before: how they stand, who acts next, and the files."""
    role = request.user.role
    readable = permissions.readable_kinds(role)
    chosen = [kind for kind in ReportKind if kind in readable and request.GET.get("kind", kind.value) == kind.value]
    today, calendar = timezone.localdate(), Calendar.load()
    shelves = shelves_for(sees_drafts=permissions.sees_drafts(role))
    shelf = asked_shelf(request.GET.get("due"), shelves)
    every = standings(reports_due(today, chosen, calendar), today)
    page = Paginator(
        [standing.due for standing in every if shelf is None or standing.is_on(shelf)], ROWS_PER_PAGE
    ).get_page(request.GET.get("page"))
    return render(
        request,
        "reporting/list.html",
        {
            "page": page,
            "rows": report_rows(list(page.object_list), request.user, today),
            "shelf": shelf,
            "shelves": shelf_counts(every, shelves),
            "owed": owed_on(today, calendar) if permissions.reads_invoices(role) else [],
            "mail_troubles": ReminderMail.objects.for_user(request.user).troubles(),
            "kinds": [kind for kind in ReportKind if kind in readable],
            "chosen": request.GET.get("kind", ""),
            "issuable": permissions.issuable_kinds(role),
            "sees_drafts": permissions.sees_drafts(role),
            "may_download": may(role, "reporting:download"),
        },
    )


@require_GET
def report_detail(request: SignedInRequest, kind: ReportKind, period: str) -> HttpResponse:
    """The figures as they will be printed, and the next step for whoever may take it."""
    report, due = find(request, kind, period)
    return render(request, "reporting/detail.html", detail_context(request, report, due))


def detail_context(request: SignedInRequest, report: Report | None, due: DueReport, **forms: Any) -> dict[str, Any]:
    revisions = readable_revisions(request.user, report)
    shown = revisions[0] if revisions else None
    content = shown.content if shown else None
    older = revisions[1] if len(revisions) > 1 else None
    may_act = permissions.may_act(request.user.role, due.kind, is_next=bool(report and report.issued_at))
    decision = getattr(shown, "decision", None)
    drifted = found_drift(request.user, report)
    has_changed = drifted is not None and not drifted.failed
    return {
        "report": report,
        "due": due,
        "row": report_row(due, report, request.user, timezone.localdate()),
        "content": content,
        "table": page_table(content) if content else None,
        "cells_at": cells_at(report, shown) if report and shown else "",
        "open_numbers": OpenNumbers(shown) if shown else None,
        "figures_template": FIGURES_TEMPLATES.get(due.kind, "reporting/_tables.html"),
        "chart": answer_chart(content["days"], content["target_percent"])
        if content and "target_percent" in content
        else None,
        "shown": shown,
        # the report's own times belong to its newest revision: another one that is shown has its own day of issue
        "is_confirmed": bool(
            report and shown and report.confirmed_at and bool(shown.issued_at) == report.is_handed_over
        ),
        "decision": decision,
        "may_decide": bool(report and report.state == ReportState.ISSUED)
        and may(request.user.role, "reporting:decide", "POST"),
        "decision_form": ReportDecisionForm(
            may_accept=permissions.may_accept(request.user.role), initial={"number": shown.number if shown else None}
        ),
        "revisions": revisions,
        "older": older,
        "drift": drifted,
        "may_act": may_act,
        "may_download": may(request.user.role, "reporting:download"),
        "remarks_form": remarks_form(report, due, content, older.content if older else None),
        "make_seen": report.stamp() if report and may_act else "",
        "remake_form": RemakeForm(initial={"reason": RECORDS_CHANGED if has_changed else ""}),
        "withdraw_form": WithdrawForm(),
        "withdrawals": withdrawals_of(request.user, report),
        "progress": shown_progress(request.user, report),
        "steps": STEPS,
        "doubts": doubts.standing(shown) if permissions.sees_drafts(request.user.role) else None,
        "stopped": [],
        "outdated": left_behind(report, content) if may_act and "outdated" not in forms else [],
        "refused": "",
        **final_context(report),
        **forms,
    }


def left_behind(report: Report | None, content: dict[str, Any] | None) -> list[Difference]:
    """Where the records have left a draft behind, for whoever acts on it; whole records take too long to count."""
    if report is None or content is None:
        return []
    if report.state not in (ReportState.DRAFT, ReportState.CONFIRMED) or report.kind == ReportKind.RECORDS_MONTHLY:
        return []
    now = timezone.now()
    try:
        return since_draft(content, recount(report, Calendar.load(), now))
    except Exception:  # what was drafted is shown even when the records of today cannot be counted
        logger.exception("The report %s could not be counted again", report.pk)
        return []


def remarks_form(
    report: Report | None, due: DueReport, content: dict[str, Any] | None, former: dict[str, Any] | None
) -> RemarksForm:
    """What was written so far; a call centre's month that has no remarks of its own yet begins with its facts."""
    words = {name: getattr(report, name) if report else "" for name in actions.WORDS}
    return RemarksForm(kind=due.kind, content=content, former=former, written=words["remarks"], initial=words)


def open_content(report: Report) -> dict[str, Any] | None:
    """What the revision says that is not issued yet."""
    return report.revisions.filter(issued_at__isnull=True).values_list("content", flat=True).first()


def found_drift(user: User, report: Report | None) -> Drift | None:
    """What the records say now that the city's revision does not; for the contractor, who may make the next one.

    A month's whole records are too many to be counted at each look: of them the page knows what the night found. What
    was issued is shown even when the records of today cannot be counted.
    """
    if report is None or not report.is_handed_over or not permissions.sees_drafts(user.role):
        return None
    if report.kind == ReportKind.RECORDS_MONTHLY:
        return Drift() if report.drifted_at else None
    try:
        return drift(report, Calendar.load(), timezone.now()) or None
    except Exception:
        logger.exception("The report %s could not be counted again", report.pk)
        return Drift(failed=True)


@require_GET
def report_state(request: SignedInRequest, kind: ReportKind, period: str) -> HttpResponse:
    """Asked by the open page while the worker makes the report: nothing new, how far it is, or load the page again."""
    report, due = find(request, kind, period)
    progress = shown_progress(request.user, report)
    if progress is None:
        return HttpResponse(headers={"HX-Refresh": "true"})
    if request.GET.get("seen") == progress.stamp:
        return HttpResponse(status=204)
    return render(request, "reporting/_progress.html", {"due": due, "progress": progress, "steps": STEPS})


def shown_progress(user: User, report: Report | None) -> State | None:
    """How far the worker is; for those who see what is being written, and not the city."""
    if report is None or not report.is_being_made or not permissions.sees_drafts(user.role):
        return None
    return progress_of(report.pk, report.requested_at, timezone.now())


@require_POST
def report_make(request: SignedInRequest, kind: ReportKind, period: str) -> HttpResponse:
    """Have the worker make the report, for the first time or anew."""
    report, due = find(request, kind, period, to_act=True)
    if report and report.is_handed_over and kind not in permissions.revisable_kinds(request.user.role):
        raise Http404
    form = RemakeForm(request.POST)
    if not form.is_valid() and (asks_reason(report) or form["reason"].value()):
        refused = "" if asks_reason(report) else actions.CHANGED
        return give_back(
            request, report, due, form, name="remake_form", is_open=asks_reason(report), status=422, refused=refused
        )
    try:
        actions.request_report(
            kind=kind, period=due.period, by=request.user, at=timezone.now(),
            reason=form.cleaned_data.get("reason", ""), seen=request.POST.get("seen", ""),
        )  # fmt: skip
    except actions.AlreadyDone as done:
        messages.info(request, str(done))
    except TransitionNotAllowed as error:
        report, due = find(request, kind, period, to_act=True)
        return give_back(
            request, report, due, form, name="remake_form", is_open=asks_reason(report), status=409, refused=str(error)
        )
    else:
        messages.success(request, "報告書の作成を始めました。")
    return redirect("reporting:detail", kind, period)


def asks_reason(report: Report | None) -> bool:
    """Whether the next revision needs a reason of its own; where the city returned this one, it has the city's."""
    return report is not None and report.state in (ReportState.ISSUED, ReportState.ACCEPTED)


@require_POST
def report_withdraw(request: SignedInRequest, kind: ReportKind, period: str) -> HttpResponse:
    """Take the next revision back before its issue, for a reason."""
    report, due = find_made(request, kind, period)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return give_back(request, report, due, form, name="withdraw_form", is_open=report.is_next, status=422)
    try:
        withdrawal = actions.withdraw_revision(
            report=report, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now(),
            seen=request.POST.get("seen", ""),
        )  # fmt: skip
    except actions.AlreadyDone as done:
        messages.info(request, str(done))
    except TransitionNotAllowed as error:
        report, due = find_made(request, kind, period)
        return give_back(
            request, report, due, form, name="withdraw_form", is_open=report.is_next, status=409, refused=str(error)
        )
    else:
        messages.success(request, f"第{withdrawal.number}版の作成を取りやめ、提出済の版に戻しました。")
    return redirect("reporting:detail", kind, period)


@require_POST
def report_confirm(request: SignedInRequest, kind: ReportKind, period: str) -> HttpResponse:
    report, due = find_made(request, kind, period)
    form = RemarksForm(request.POST, kind=due.kind, content=open_content(report))
    if not form.is_valid():
        is_open = report.state == ReportState.DRAFT
        return give_back(request, report, due, form, name="remarks_form", is_open=is_open, status=422)
    try:
        given = (*actions.WORDS, "log_read")
        words = {name: form.cleaned_data[name] for name in given if name in form.cleaned_data}
        actions.confirm_report(
            report=report, by=request.user, at=timezone.now(), seen=request.POST.get("seen", ""), **words
        )
    except actions.AlreadyDone as done:
        messages.info(request, str(done))
        return redirect("reporting:detail", kind, period)
    except TransitionNotAllowed as error:
        report, due = find_made(request, kind, period)
        again = RemarksForm(request.POST, kind=due.kind, content=open_content(report))
        is_open = report.state == ReportState.DRAFT
        return give_back(
            request, report, due, again, name="remarks_form", is_open=is_open, status=409, refused=str(error)
        )
    messages.success(request, "報告書を確認済にしました。")
    return redirect("reporting:detail", kind, period)


def give_back(
    request: SignedInRequest,
    report: Report | None,
    due: DueReport,
    form: Form,
    *,
    name: str,
    is_open: bool,
    status: int,
    refused: str = "",
) -> HttpResponse:
    """The page as it stands now, with what was typed: in its form, or to be copied where the step is past."""
    texts = [field for field in form.visible_fields() if isinstance(field.field, CharField) and field.value()]
    typed = [] if is_open else [(field.label, field.value()) for field in texts]
    context = detail_context(request, report, due, refused=refused, typed=typed, **{name: form})
    return render(request, "reporting/detail.html", context, status=status)


@require_POST
def report_send_back(request: SignedInRequest, kind: ReportKind, period: str) -> HttpResponse:
    report, _ = find_made(request, kind, period)
    try:
        actions.send_back_report(report=report)
    except actions.AlreadyDone as done:
        messages.info(request, str(done))
    except TransitionNotAllowed as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "報告書を下書きに戻しました。")
    return redirect("reporting:detail", kind, period)


@require_POST
def report_issue(request: SignedInRequest, kind: ReportKind, period: str) -> HttpResponse:
    """Issue, or give the page back with every place that stands in the way."""
    report, due = find_made(request, kind, period)
    try:
        actions.issue_report(report=report, by=request.user, at=timezone.now(), seen=request.POST.get("seen", ""))
    except actions.AlreadyDone as done:
        messages.info(request, str(done))
    except TransitionNotAllowed as error:
        messages.error(request, str(error))
    except actions.IssueStopped as stop:
        context = detail_context(request, report, due, stopped=stop.reasons, outdated=stop.differences)
        return render(request, "reporting/detail.html", context, status=422)
    else:
        messages.success(request, "報告書を提出済にしました。この版の数値とファイルは固定されました。")
    return redirect("reporting:detail", kind, period)


@require_GET
def report_download(request: SignedInRequest, kind: ReportKind, period: str, form: str) -> HttpResponse:
    """One file of one revision, the newest unless `?revision=` names another; leaves an access row."""
    report, due = find(request, kind, period)
    if report is None or form not in files.FORMATS:
        raise Http404
    rows = revisions_for(request.user, report)
    if number := request.GET.get("revision", ""):
        rows = rows.filter(number=int(number) if number.isdecimal() and len(number) < 5 else 0)
    revision = rows.only("number", form, f"{form}_sha256").first()
    if revision is None:
        raise Http404
    if not revision.is_intact(form):
        return tell_damaged(request, revision, back_to=reverse("reporting:detail", args=[kind, period]))
    record_access(request, AccessKind.EXPORT, target=revision, reason=f"{report} 第{revision.number}版 {form}")
    response = HttpResponse(bytes(getattr(revision, form)), content_type=files.CONTENT_TYPES[form])
    response["Content-Disposition"] = files.attachment(kind, due.period.first, period, revision.number, form)
    patch_cache_control(response, private=True, no_store=True)
    return response


def tell_damaged(
    request: SignedInRequest, kept: ReportRevision | InvoiceRevision | DataFile, *, back_to: str
) -> HttpResponse:
    """Hand out nothing whose hash is another one than when it was made."""
    logger.error("The stored file of %s %s is damaged", kept._meta.label, kept.pk)
    messages.error(request, DAMAGED)
    return redirect(back_to)


def find(
    request: SignedInRequest, kind: ReportKind, text: str, *, to_act: bool = False
) -> tuple[Report | None, DueReport]:
    """The report of the address, or that it is due and not made yet; 404 for what this reader may not know of."""
    if kind not in permissions.readable_kinds(request.user.role):
        raise Http404
    try:
        period = parse_period(kind, text)
    except ValueError as error:
        raise Http404(str(error)) from error
    report = Report.objects.for_user(request.user).of(kind, *period).with_issues().select_related(
        "confirmed_by", "issued_by", "requested_by", "remarks_by"
    ).first()  # fmt: skip
    if to_act and not permissions.may_act(request.user.role, kind, is_next=bool(report and report.is_next)):
        raise Http404
    if report:
        due = Due(report.nominal_due_on, report.safe_due_on)
        return report, DueReport(kind, period, *due, worked_until(kind, period))
    calendar = Calendar.load()
    is_due = any(each.period == period for each in reports_due(timezone.localdate(), [kind], calendar))
    if not is_due or not permissions.sees_drafts(request.user.role):
        raise Http404
    return None, due_report(kind, period, calendar)


def find_made(request: SignedInRequest, kind: ReportKind, text: str) -> tuple[Report, DueReport]:
    report, due = find(request, kind, text, to_act=True)
    if report is None:
        raise Http404
    return report, due


def cells_at(report: Report, revision: ReportRevision) -> str:
    """Where the numbers of a revision open their records: the key of a number completes the address."""
    return f"{reverse('reporting:rows', args=[report.kind, report.period])}?revision={revision.number}&cell="


def revisions_for(user: User, report: Report) -> Any:
    rows = ReportRevision.objects.filter(report=report).order_by("-number")
    return rows if permissions.sees_drafts(user.role) else rows.filter(issued_at__isnull=False)


def withdrawals_of(user: User, report: Report | None) -> list[RevisionWithdrawal]:
    """The revisions that were taken back before their issue; the city is told nothing of them."""
    if report is None or not permissions.sees_drafts(user.role):
        return []
    return list(report.withdrawals.select_related("withdrawn_by"))


def readable_revisions(user: User, report: Report | None) -> list[ReportRevision]:
    """The newest first; only the newest and the one before it, which a page compares, with what they say."""
    if report is None:
        return []
    found = list(
        revisions_for(user, report)
        .select_related("made_by", "decision__decided_by")
        .defer("content", "xlsx", "pdf")
        .prefetch_related(DATA_FILES)
    )
    compared = found[:2]
    contents = dict(ReportRevision.objects.filter(pk__in=[each.pk for each in compared]).values_list("pk", "content"))
    for revision in compared:
        revision.content = contents[revision.pk]
    return found
