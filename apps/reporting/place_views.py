"""The places of a report that look personal: read one by one, and cleared by somebody who will not issue it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from apps.accounts.requests import SignedInRequest

from . import actions, doubts
from .enums import ReportKind, ReportState
from .forms import ClearanceForm
from .models import Report, ReportRevision, TransitionNotAllowed
from .views import find

PLACES_PER_PAGE = 100
CLEARED = "すべての箇所を確認済にしました。この報告書を提出できます。"
CLEARED_BY_TWO = "すべての箇所を確認済にしました。この報告書は、別の人が提出します。"


@require_http_methods(["GET", "POST"])
def report_places(request: SignedInRequest, kind: ReportKind, period: str) -> HttpResponse:
    """Every place of the newest revision, each with the page on which it is mended; the last page asks who read all."""
    report, due = find(request, kind, period)
    revision = report.revisions.defer("xlsx", "pdf").first() if report else None
    if report is None or revision is None:
        raise Http404
    places = doubts.Places(revision)
    form = ClearanceForm(
        request.POST if request.method == "POST" else None, initial={"places": len(places), "seen": revision.stamp}
    )
    if form.is_valid():
        try:
            actions.clear_texts(report=report, by=request.user, at=timezone.now(), **form.said())
        except actions.AlreadyDone as done:
            messages.info(request, str(done))
        except TransitionNotAllowed as error:
            messages.error(request, str(error))
        else:
            messages.success(request, CLEARED_BY_TWO if doubts.is_of_two(report) else CLEARED)
        return redirect("reporting:detail", kind, period)
    return _page(request, report, revision, places, {"form": form, "due": due})


def _page(
    request: SignedInRequest, report: Report, revision: ReportRevision, places: doubts.Places, context: dict[str, Any]
) -> HttpResponse:
    refused = request.method == "POST"
    page = Paginator(range(len(places)), PLACES_PER_PAGE).get_page(-1 if refused else request.GET.get("page"))
    shown = places[max(page.start_index() - 1, 0) : page.end_index()]
    rows = [(place, doubts.address(place, revision, request.user.role)) for place in shown]
    guard, clearance = revision.content.get("guard", {}), doubts.clearance_of(revision)
    waits = report.state == ReportState.CONFIRMED and not guard.get("refused") and clearance is None
    context |= {
        "report": report,
        "revision": revision,
        "page": page,
        "rows": rows,
        "guard": guard,
        "clearance": clearance,
        "may_clear": bool(waits and rows and not page.has_next()),
        "waits": waits,
        "is_of_two": doubts.is_of_two(report),
    }
    return render(request, "reporting/places.html", context, status=422 if refused else 200)
