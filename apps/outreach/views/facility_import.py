"""Files of facilities: looked at first, then taken; rows with faults are mended and tried again."""

import re

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.outreach import actions
from apps.outreach.enums import ImportStage, RowOutcome
from apps.outreach.facility_file import FileRefused, RowFault
from apps.outreach.forms import FacilityImportForm, FacilityRowForm, RowDismissForm
from apps.outreach.models import FacilityImport, FacilityImportRow, NotPossible

from .people import user_of

RUNS_A_PAGE = 20
ROWS_A_PAGE = 100


@require_http_methods(["GET", "HEAD", "POST"])
def facility_import(request: HttpRequest) -> HttpResponse:
    """Reads a file to be looked at; below, the files so far."""
    now = timezone.now()
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FacilityImportForm(*posted, today=timezone.localdate(now))
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            run, is_new = actions.read_facilities(
                content=upload.read(),
                file_name=upload.name,
                source_on=form.cleaned_data["source_on"],
                by=user_of(request),
                at=now,
            )
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            if not is_new:
                messages.warning(request, "同じ内容のファイルは、すでに読み込まれています。その内容を表示します。")
            return _to_run(run.pk)
    runs = FacilityImport.objects.with_counts().select_related("read_by").order_by("-read_at", "-pk")
    context = {"form": form, "page": Paginator(runs, RUNS_A_PAGE).get_page(request.GET.get("page"))}
    return render(request, "outreach/facility_import.html", context, status=422 if form.errors else 200)


@require_safe
def facility_import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What taking a file would do; once taken, what became of its rows."""
    run = get_object_or_404(FacilityImport.objects.with_counts().select_related("read_by", "taken_by"), pk=pk)
    if run.stage == ImportStage.SHOWN:
        rejected = run.rows.filter(outcome=RowOutcome.REJECTED)
        context = {"run": run, "plan": actions.plan_import(run, at=timezone.now()), "rejected": rejected}
        return render(request, "outreach/facility_import_look.html", context)
    rows = run.rows.select_related("facility", "settled_by")
    open_rows = rows.filter(outcome=RowOutcome.REJECTED)
    others = rows.exclude(outcome=RowOutcome.REJECTED)
    context = {
        "run": run,
        "rejected": open_rows,
        "page": Paginator(others, ROWS_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "outreach/facility_import_done.html", context)


@require_POST
def facility_import_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the new facilities and the ticked changes of a file."""
    run = get_object_or_404(FacilityImport, pk=pk)
    ticked = {int(text) for text in request.POST.getlist("change") if re.fullmatch(r"[0-9]{1,18}", text)}
    version = request.POST.get("version", "")
    try:
        actions.take_import(run=run, by=user_of(request), at=timezone.now(), changes=ticked, version=version)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "ファイルを取り込みました。")
    return _to_run(pk)


@require_POST
def facility_import_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Forgets a file that was looked at and is not to be taken."""
    try:
        actions.discard_import(run=get_object_or_404(FacilityImport, pk=pk))
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return _to_run(pk)
    messages.success(request, "取り込まずに、読み込んだ内容を消しました。")
    return HttpResponseRedirect(reverse("outreach:facility_import"), status=303)


@require_http_methods(["GET", "HEAD", "POST"])
def facility_import_row(request: HttpRequest, pk: int) -> HttpResponse:
    """One row that could not be taken: mend its cells and take it, or leave it out for a reason."""
    rows = FacilityImportRow.objects.select_related("facility_import", "facility", "settled_by")
    row = get_object_or_404(rows, pk=pk)
    posted = request.POST if request.method == "POST" else None
    is_dismissal = posted is not None and "dismiss" in posted
    form = FacilityRowForm(row.cells, None if is_dismissal else posted)
    dismiss_form = RowDismissForm(posted if is_dismissal else None)
    chosen = dismiss_form if is_dismissal else form
    differences: list[actions.Difference] = []
    if posted is not None and chosen.is_valid():
        by, at = user_of(request), timezone.now()
        try:
            if is_dismissal:
                actions.dismiss_row(row=row, note=dismiss_form.cleaned_data["note"], by=by, at=at)
                messages.success(request, f"{row.line}行目を対象外にしました。")
            else:
                actions.retry_row(row=row, cells=form.cells, replaces=form.cleaned_data["replaces"], by=by, at=at)
                messages.success(request, f"{row.line}行目を取り込みました。")
            return _to_run(row.facility_import_id)
        except actions.WouldChange as refusal:
            differences = refusal.differences
            form.add_error("replaces", f"{refusal}置き換えてよければ、チェックを入れてください。")
        except (RowFault, NotPossible) as refusal:
            chosen.add_error(None, str(refusal))
    context = {"row": row, "form": form, "dismiss_form": dismiss_form, "differences": differences}
    return render(request, "outreach/facility_import_row.html", context, status=422 if chosen.errors else 200)


def _to_run(pk: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("outreach:facility_import_detail", args=[pk]), status=303)
