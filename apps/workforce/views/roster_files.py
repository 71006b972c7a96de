from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.actions import record_access
from apps.accounts.enums import AccessKind, Role
from apps.accounts.models import User
from apps.accounts.requests import SignedInRequest
from apps.contracts.calendar import Calendar
from apps.workforce.models import RosterImport
from apps.workforce.roster_actions import ReasonNeeded, RosterBusy
from apps.workforce.roster_files import exported_rows, import_roster
from apps.workforce.roster_forms import ImportForm
from apps.workforce.roster_scope import plannable_people, writable_rosters
from apps.workforce.roster_sheets import to_csv, to_workbook

from .roster import Asked

PER_PAGE = 50
CSV, XLSX = "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def roster_export(request: HttpRequest) -> HttpResponse:
    """The place's month as CSV or workbook; who took it is recorded."""
    asked = Asked.of(request, writing=True)
    form = request.GET.get("format", "csv")
    if form not in ("csv", "xlsx"):
        raise Http404("この形式では書き出せません。")
    rows = exported_rows([asked.site], asked.first, asked.last)
    title = f"勤務表 {asked.site.short_name} {asked.month}"
    content = to_csv(rows) if form == "csv" else to_workbook(rows, title)
    record_access(request, AccessKind.EXPORT, target=asked.site, reason=f"{title} {form}")
    name = f"roster-{asked.site.code}-{asked.month}.{form}"
    return HttpResponse(
        content,
        content_type=CSV if form == "csv" else XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def roster_import(request: SignedInRequest) -> HttpResponse:
    """Takes a file of shifts; below, the files so far."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if request.method == "POST" and form.is_valid():
        try:
            run = import_roster(
                content=form.cleaned_data["file"].read(),
                file_name=form.cleaned_data["file"].name,
                people={site: plannable_people(request.user, site) for site in writable_rosters(request.user)},
                by=request.user,
                at=timezone.now(),
                calendar=Calendar.load(),
                reason=form.cleaned_data["reason"],
            )
        except ReasonNeeded as needed:
            form.add_error("reason", f"{needed}ファイルも、もう一度選んでください。")
        except RosterBusy as busy:
            form.add_error(None, str(busy))
        else:
            if not run.refusal:
                messages.success(request, f"取り込みました（新規 {run.new:,} 行、変更 {run.changed:,} 行）。")
            return HttpResponseRedirect(reverse("workforce:roster_import_detail", args=[run.pk]), status=303)
    runs = _runs(request.user).select_related("imported_by")
    context = {"form": form, "page": Paginator(runs, PER_PAGE).get_page(request.GET.get("page"))}
    return render(request, "workforce/roster_import.html", context, status=422 if form.errors else 200)


@require_safe
def roster_import_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """What became of one file, with every row that was not taken and why."""
    run = get_object_or_404(_runs(request.user).select_related("imported_by"), pk=pk)
    page = Paginator(run.rejected_rows.all(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "workforce/roster_import_detail.html", {"run": run, "page": page})


def _runs(user: User) -> QuerySet[RosterImport]:
    """The general manager sees every file, others their own."""
    runs = RosterImport.objects.all()
    return runs if user.role == Role.GENERAL_MANAGER else runs.filter(imported_by=user)
