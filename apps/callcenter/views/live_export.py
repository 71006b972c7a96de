from typing import cast

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.accounts.actions import record_access
from apps.accounts.enums import AccessKind
from apps.accounts.models import User
from apps.callcenter.enums import ExportForm
from apps.callcenter.export import write_export
from apps.callcenter.forms import LiveExportForm
from apps.callcenter.live_history import Wanted

from .live import wanted_by

TYPES = {
    ExportForm.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportForm.CSV: "text/csv; charset=utf-8",
    ExportForm.CSV_SJIS: "text/csv; charset=Shift_JIS",
}


@require_safe
def live_export(request: HttpRequest) -> HttpResponse:
    """Asks which month, in which form, and whether as the list was narrowed."""
    today = timezone.localdate()
    asked = request.GET.copy()
    asked.setdefault("month", f"{today:%Y-%m}")
    asked.setdefault("form", ExportForm.XLSX)
    form = LiveExportForm(asked)
    return _page(request, form)


@require_safe
def live_export_file(request: HttpRequest) -> HttpResponseBase:
    """The month's records as a file; who took it, what and how many is recorded."""
    form = LiveExportForm(request.GET)
    if not form.is_valid():
        return _page(request, form, status=422)
    first, last = form.cleaned_data["month"]
    file_form = ExportForm(form.cleaned_data["form"])
    is_narrowed = form.cleaned_data["is_narrowed"] and bool(form.conditions)
    wanted = (wanted_by(form) if is_narrowed else None) or Wanted()
    export = write_export(
        user=cast(User, request.user),
        month=first,
        wanted=wanted.within(first, last),
        conditions=f"条件：{'、'.join(form.conditions)}" if is_narrowed else "全件",
        form=file_form,
        at=timezone.now(),
    )
    what = "一部" if is_narrowed else "全件"
    record_access(
        request, AccessKind.EXPORT, reason=f"応答履歴 {first:%Y-%m} {what} {export.count}件 {file_form.label}"
    )
    name = f"応答履歴_{first:%Y-%m}_{what}_{export.count}件.{file_form.suffix}"
    return FileResponse(export.file, as_attachment=True, filename=name, content_type=TYPES[file_form])


def _page(request: HttpRequest, form: LiveExportForm, status: int = 200) -> HttpResponse:
    conditions = form.conditions if form.is_valid() else []
    return render(request, "callcenter/live_export.html", {"form": form, "conditions": conditions}, status=status)
