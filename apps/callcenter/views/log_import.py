from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.models import User
from apps.callcenter.actions import (
    AlreadySettled,
    ImportBusy,
    NotWaiting,
    dismiss_row,
    give_up_import,
    import_calls,
    is_stalled,
    mendable_cells,
    notice_interruption,
    progress_of,
    restart_import,
    retry_all,
    retry_row,
    spool_calls,
)
from apps.callcenter.enums import ImportState, LogKind, RejectionState
from apps.callcenter.forms import DismissForm, ImportForm, RejectedRowForm
from apps.callcenter.logs import RowFault
from apps.callcenter.logs.look import look_at
from apps.callcenter.models import CallImport, RejectedRow

PER_PAGE = 50
READ_AT_ONCE = 2_000_000
POLL_SECONDS = 2
OPEN_ROWS = Count("rejected_rows", filter=Q(rejected_rows__state=RejectionState.OPEN))


@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request: HttpRequest) -> HttpResponse:
    """Takes a telephone log (a large one by a worker), or shows what it would bring; below, the runs so far."""
    form = ImportForm(request.POST or None, request.FILES or None)
    found: dict[str, object] = {}
    if request.method == "POST" and form.is_valid():
        if "preview" in request.POST:
            found = _preview(request, form)
        elif run := _take(request, form):
            return HttpResponseRedirect(reverse("callcenter:import_detail", args=[run.pk]), status=303)
    runs = (
        CallImport.objects.select_related("profile", "by").annotate(open_rows=OPEN_ROWS).order_by("-started_at", "-pk")
    )
    page = Paginator(runs, PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, **found}
    template = "callcenter/_import_preview.html" if "HX-Request" in request.headers else "callcenter/import.html"
    return render(
        request, template, context, status=422 if form.errors and "HX-Request" not in request.headers else 200
    )


def _preview(request: HttpRequest, form: ImportForm) -> dict[str, object]:
    """What the file holds, and of a small one what it would change."""
    upload, profile = form.cleaned_data["file"], form.cleaned_data["profile"]
    encoding, at = form.cleaned_data["encoding"], timezone.now()
    look = look_at(upload.file, profile, at=at, encoding=encoding)
    if upload.size > READ_AT_ONCE or look.reason:
        return {"look": look}
    report = import_calls(
        file=upload.file, file_name=upload.name, profile=profile, at=at, encoding=encoding or None, dry_run=True
    )
    return {"look": look, "report": report}


def _take(request: HttpRequest, form: ImportForm) -> CallImport | None:
    upload = form.cleaned_data["file"]
    values = {
        "file": upload.file,
        "file_name": upload.name,
        "profile": form.cleaned_data["profile"],
        "at": timezone.now(),
        "by": cast(User, request.user),
        "encoding": form.cleaned_data["encoding"] or None,
    }
    if upload.size > READ_AT_ONCE:
        return spool_calls(**values)
    try:
        report = import_calls(**values)
    except ImportBusy as error:
        form.add_error(None, str(error))
        return None
    if report.run.state == ImportState.TAKEN:
        messages.success(request, f"取り込みました（新規 {report.run.new:,} 件、変更 {report.run.changed:,} 件）。")
    return report.run


@require_safe
def import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of one file, with every row that was not taken and why; while it is read, how far it is."""
    run = get_object_or_404(CallImport.objects.select_related("profile", "by"), pk=pk)
    notice_interruption(run)
    progress, stalled = progress_of(run), is_stalled(run, now=timezone.now())
    version = f"{run.state}-{progress}{'-stalled' if stalled else ''}"
    if request.GET.get("v") == version:
        return HttpResponse(status=204)
    if "HX-Request" in request.headers and (stalled or not run.is_under_way):
        answer = HttpResponse()
        answer["HX-Refresh"] = "true"
        return answer
    context = {
        "run": run,
        "progress": progress,
        "is_stalled": stalled,
        "version": version,
        "poll_seconds": POLL_SECONDS,
    }
    if "HX-Request" in request.headers:
        return render(request, "callcenter/_import_progress.html", context)
    rows = run.rejected_rows.select_related("settled_by").order_by("line")
    context |= {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "open_rows": rows.filter(state=RejectionState.OPEN).count(),
        "undecided": run.calls.undecided().count(),
        "counts_events": run.profile.kind != LogKind.TABLE,
    }
    return render(request, "callcenter/import_detail.html", context)


@require_POST
def import_restart(request: HttpRequest, pk: int) -> HttpResponse:
    """Lets an import that was interrupted, or to which no worker came, be read again."""
    run = get_object_or_404(CallImport, pk=pk)
    try:
        restart_import(run=run, now=timezone.now())
    except NotWaiting as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "はじめから読み込み直すよう依頼しました。")
    return redirect("callcenter:import_detail", pk=pk)


@require_POST
def import_give_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Erases the file of an import that was not read."""
    run = get_object_or_404(CallImport, pk=pk)
    try:
        give_up_import(run=run)
    except NotWaiting as error:
        messages.error(request, str(error))
    return redirect("callcenter:import_detail", pk=pk)


@require_POST
def import_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Tries every open row of an import again."""
    run = get_object_or_404(CallImport.objects.select_related("profile__site"), pk=pk, state=ImportState.TAKEN)
    try:
        retried = retry_all(run=run, by=cast(User, request.user), at=timezone.now())
    except ImportBusy as error:
        messages.error(request, str(error))
    else:
        note = messages.success if retried.taken else messages.warning
        note(request, f"{retried.taken:,} 行を取り込みました。未対応は {retried.left:,} 行です。")
    return redirect("callcenter:import_detail", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def rejected_row(request: HttpRequest, pk: int) -> HttpResponse:
    """One row that could not be taken: mend its cells and take it, or leave it out for a reason."""
    rows = RejectedRow.objects.select_related("call_import__profile__site", "settled_by")
    row = get_object_or_404(rows, pk=pk)
    is_dismissal = "dismiss" in request.POST
    posted = request.POST or None
    form = RejectedRowForm(mendable_cells(row), None if is_dismissal else posted)
    dismiss_form = DismissForm(posted if is_dismissal else None)
    chosen = dismiss_form if is_dismissal else form
    if request.method == "POST" and chosen.is_valid():
        by, at = cast(User, request.user), timezone.now()
        try:
            if is_dismissal:
                dismiss_row(row=row, note=dismiss_form.cleaned_data["note"], by=by, at=at)
                messages.success(request, f"{row.line:,} 行目を対象外にしました。")
            else:
                retry_row(row=row, cells=form.cells, by=by, at=at)
                messages.success(request, f"{row.line:,} 行目を取り込みました。")
            return redirect("callcenter:import_detail", pk=row.call_import_id)
        except (RowFault, AlreadySettled, ImportBusy) as error:
            chosen.add_error(None, str(error))
    context = {"row": row, "form": form, "dismiss_form": dismiss_form}
    return render(request, "callcenter/rejected_row.html", context, status=422 if chosen.errors else 200)
