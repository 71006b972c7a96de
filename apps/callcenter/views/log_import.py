from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.models import User
from apps.callcenter.actions import ImportBusy, ImportReport, import_calls
from apps.callcenter.enums import ImportState
from apps.callcenter.forms import ImportForm
from apps.callcenter.models import CallImport

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request: HttpRequest) -> HttpResponse:
    """Takes a telephone log, or only counts what it would bring; below, the runs so far."""
    form = ImportForm(request.POST or None, request.FILES or None)
    report: ImportReport | None = None
    is_preview = "preview" in request.POST
    if request.method == "POST" and form.is_valid():
        report = _read(request, form, dry_run=is_preview)
        if report and not is_preview:
            return HttpResponseRedirect(reverse("callcenter:import_detail", args=[report.run.pk]), status=303)
    context = {
        "form": form,
        "report": report,
        "page": Paginator(CallImport.objects.select_related("profile", "by"), PER_PAGE).get_page(
            request.GET.get("page")
        ),
    }
    template = "callcenter/_import_preview.html" if "HX-Request" in request.headers else "callcenter/import.html"
    return render(
        request, template, context, status=422 if form.errors and "HX-Request" not in request.headers else 200
    )


def _read(request: HttpRequest, form: ImportForm, *, dry_run: bool) -> ImportReport | None:
    upload = form.cleaned_data["file"]
    try:
        report = import_calls(
            file=upload.file,
            file_name=upload.name,
            profile=form.cleaned_data["profile"],
            at=timezone.now(),
            by=cast(User, request.user),
            encoding=form.cleaned_data["encoding"] or None,
            dry_run=dry_run,
        )
    except ImportBusy as error:
        form.add_error(None, str(error))
        return None
    if not dry_run and report.run.state == ImportState.TAKEN:
        messages.success(request, f"取り込みました（新規 {report.run.new:,} 件、変更 {report.run.changed:,} 件）。")
    return report


@require_safe
def import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of one file, with every row that was not taken and why."""
    run = get_object_or_404(CallImport.objects.select_related("profile", "by"), pk=pk)
    page = Paginator(run.rejected_rows.all(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "callcenter/import_detail.html", {"run": run, "page": page})
