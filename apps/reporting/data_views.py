"""The files of records that go with a report (第2-2-(7)), as they were when the report was made."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET

from apps.accounts.actions import record_access
from apps.accounts.enums import AccessKind
from apps.accounts.requests import SignedInRequest

from . import files
from .enums import DataForm, DataSubject, ReportKind
from .models import DataFile
from .views import find, revisions_for, tell_damaged

CONTENT_TYPES = {DataForm.XLSX: files.CONTENT_TYPES["xlsx"], DataForm.CSV: "text/csv; charset=utf-8"}


@require_GET
def report_data(request: SignedInRequest, kind: ReportKind, period: str, subject: str, form: str) -> HttpResponse:
    """One file of the newest revision, unless `?revision=` names another; leaves an access row."""
    report, _ = find(request, kind, period)
    if report is None or subject not in DataSubject.values or form not in DataForm.values:
        raise Http404
    rows = revisions_for(request.user, report)
    if number := request.GET.get("revision", ""):
        rows = rows.filter(number=int(number) if number.isdecimal() and len(number) < 5 else 0)
    revision = rows.only("number").first()
    kept = DataFile.objects.filter(revision=revision, subject=subject, form=form).first() if revision else None
    if revision is None or kept is None:
        raise Http404
    if not kept.is_intact():
        return tell_damaged(request, kept, back_to=reverse("reporting:detail", args=[kind, period]))
    record_access(
        request,
        AccessKind.EXPORT,
        target=kept,
        reason=f"{report} 第{revision.number}版 {kept.get_subject_display()} {form}",
    )
    response = HttpResponse(bytes(kept.file), content_type=CONTENT_TYPES[DataForm(form)])
    response["Content-Disposition"] = files.data_attachment(
        DataSubject(subject), period, revision.number, DataForm(form)
    )
    patch_cache_control(response, private=True, no_store=True)
    return response
