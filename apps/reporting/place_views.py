"""The places of a report that look personal: read one by one, withheld, or cleared by who will not issue it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.requests import SignedInRequest

from . import actions, doubts, permissions, withholding
from .duties import DueReport
from .enums import ReportKind, ReportState
from .forms import ClearanceForm, WithholdForm
from .models import Report, ReportRevision, TransitionNotAllowed
from .views import find
from .withheld import PHRASE

PLACES_PER_PAGE = 100
WITHHELD = "文章を伏せました。報告書を作り直すと、伏せたことを示す文が代わりに入ります。"
ALREADY_WITHHELD = "この文章は、すでに伏せています。報告書を作り直してください。"
TO_BE_MENDED = "この文章は伏せていません。記録が変わったか、記録をまだ直せます。記録を確かめてください。"
NOT_WITHHELD = "この報告書で伏せている文章ではありません。画面を読み込み直してください。"
LIFTED = "文章を戻しました。報告書を作り直すと、記録の文章が入ります。"
CLEARED = "すべての箇所を確認済にしました。この報告書を提出できます。"
CLEARED_BY_TWO = "すべての箇所を確認済にしました。この報告書は、別の人が提出します。"


@require_http_methods(["GET", "POST"])
def report_places(request: SignedInRequest, kind: ReportKind, period: str) -> HttpResponse:
    """Every place of the newest revision, each with the page on which it is mended; the last page asks who read all."""
    report, revision, due = _found(request, kind, period)
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


@require_POST
def text_withhold(request: SignedInRequest, kind: ReportKind, period: str) -> HttpResponse:
    """Keep the text of one place out of the reports; the record stays as it is."""
    _, revision, _ = _found(request, kind, period)
    form = WithholdForm(request.POST)
    if not form.is_valid() or form.cleaned_data["seen"] != revision.stamp:
        messages.error(request, actions.OVERTAKEN)
        return redirect("reporting:places", kind, period)
    number, at = form.cleaned_data["place"], timezone.now()
    way = next(iter(withholding.ways(doubts.Places(revision)[number : number + 1], at)), None)
    if way and way.keys:
        withholding.withhold(keys=way.keys, by=request.user, at=at)
        messages.success(request, WITHHELD)
    elif way and way.is_withheld:
        messages.info(request, ALREADY_WITHHELD)
    else:
        messages.error(request, TO_BE_MENDED)
    listed_on = number // PLACES_PER_PAGE + 1
    return redirect(f"{reverse('reporting:places', args=[kind, period])}?page={listed_on}")


@require_POST
def text_lift(request: SignedInRequest, kind: ReportKind, period: str, pk: int) -> HttpResponse:
    """Let the reports say a text of this report again."""
    _, revision, _ = _found(request, kind, period)
    row = next((each.row for each in withholding.withheld_from(revision) if each.row.pk == pk), None)
    try:
        if row is None:
            raise TransitionNotAllowed(NOT_WITHHELD)
        withholding.lift(row=row, by=request.user, at=timezone.now())
    except TransitionNotAllowed as error:
        messages.error(request, str(error))
    else:
        messages.success(request, LIFTED)
    return redirect("reporting:places", kind, period)


def _found(request: SignedInRequest, kind: ReportKind, period: str) -> tuple[Report, ReportRevision, DueReport]:
    """The report with its newest revision; 404 where there is none for this reader."""
    report, due = find(request, kind, period)
    revision = report.revisions.defer("xlsx", "pdf").select_related("report").first() if report else None
    if report is None or revision is None:
        raise Http404
    return report, revision, due


def _page(
    request: SignedInRequest, report: Report, revision: ReportRevision, places: doubts.Places, context: dict[str, Any]
) -> HttpResponse:
    refused = request.method == "POST"
    page = Paginator(range(len(places)), PLACES_PER_PAGE).get_page(-1 if refused else request.GET.get("page"))
    shown = places[max(page.start_index() - 1, 0) : page.end_index()]
    role, ways = request.user.role, withholding.ways(shown, timezone.now())
    rows = [(place, doubts.address(place.page, revision, role), way) for place, way in zip(shown, ways, strict=True)]
    withheld = [(each, doubts.address(each.page, revision, role)) for each in withholding.withheld_from(revision)]
    guard, clearance = revision.content.get("guard", {}), doubts.clearance_of(revision)
    waits = report.state == ReportState.CONFIRMED and not guard.get("refused") and clearance is None
    context |= {
        "report": report,
        "revision": revision,
        "page": page,
        "rows": rows,
        "withheld": withheld,
        "phrase": PHRASE,
        "make_seen": report.stamp() if _may_make(role, report, revision) else "",
        "guard": guard,
        "clearance": clearance,
        "may_clear": bool(waits and rows and not page.has_next()),
        "waits": waits,
        "is_of_two": doubts.is_of_two(report),
    }
    return render(request, "reporting/places.html", context, status=422 if refused else 200)


def _may_make(role: str, report: Report, revision: ReportRevision) -> bool:
    """Whether this reader has the draft made anew; what the city holds is made anew for a reason, on its own page."""
    is_open = revision.issued_at is None and not report.is_being_made
    return is_open and permissions.may_act(role, ReportKind(report.kind), is_next=report.is_next)
