"""The month's driving record as a file: the contractor's own, with names, made anew whenever it is asked for."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET

from apps.accounts.actions import record_access
from apps.accounts.enums import AccessKind
from apps.accounts.requests import SignedInRequest
from apps.contracts.parameters import Parameters
from apps.core.clock import parse_month

from . import files
from .documents import driving_month as document
from .figures.driving import driving_month


@require_GET
def driving_download(request: SignedInRequest, period: str, form: str) -> HttpResponse:
    """`2025-06` as xlsx or pdf; leaves an access row."""
    try:
        first, last = parse_month(period)
    except ValueError as error:
        raise Http404(str(error)) from error
    if form not in files.FORMATS:
        raise Http404
    parameters = Parameters.load()
    head = {name: parameters.value(f"contract.{name}", last) for name in ("title", "client", "contractor")}
    record_access(request, AccessKind.EXPORT, reason=f"運転記録 {period} {form}")
    make = document.xlsx if form == "xlsx" else document.pdf_bytes
    made = make(driving_month(first, last, for_city=False), head, first, timezone.now())
    response = HttpResponse(made, content_type=files.CONTENT_TYPES[form])
    response["Content-Disposition"] = files.driving_attachment(first, form)
    patch_cache_control(response, private=True, no_store=True)
    return response
