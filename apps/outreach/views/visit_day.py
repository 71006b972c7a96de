"""The day of a visit on one page for a phone; saved by htmx at each tap, and without scripts by plain forms."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from apps.accounts import drafts
from apps.accounts.matrix import may
from apps.contracts.parameters import parameter
from apps.outreach import actions
from apps.outreach.enums import ItemPhase, VisitStatus
from apps.outreach.forms import LineForm, NumberForm, TapForm, VisitHoldForm, VisitReportForm
from apps.outreach.models import NotPossible, Visit, VisitItem
from apps.outreach.permissions import can_confirm_for_the_city, can_report_result, can_work_on_day
from apps.outreach.visit_day import Day

from .people import user_of

IDENTITY, HANDING_OVER, TAKING_OVER = "identity", "hand-over", "take-over"
LINES, COUNTS = "lines", "counts"
PART_OF_PHASE = {ItemPhase.PREPARE: LINES, ItemPhase.ARRIVE: "arrive", ItemPhase.LEAVE: "leave"}


@dataclass(frozen=True)
class Refusal:
    """Why something was not written down, and in which part of the page it is said; of a count beside it."""

    part: str
    sentence: str
    count: str = ""


@require_safe
@vary_on_headers("HX-Request")
def visit_day(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole day of a visit. By htmx its living parts, or 204 while nothing has changed."""
    day = _day(request, pk)
    if "HX-Request" in request.headers:
        if request.GET.get("v") == day.version:
            return HttpResponse(status=204)
        return render(request, "outreach/_day_live.html", _living(request, day))
    return _page(request, day)


@require_safe
def visit_packing(request: HttpRequest, pk: int) -> HttpResponse:
    """The packing list on paper."""
    day = _day(request, pk)
    if not day.visit.starts_at:
        raise Http404
    return render(request, "outreach/day_packing.html", {"visit": day.visit, "day": day, "now": timezone.now()})


@require_POST
@vary_on_headers("HX-Request")
def visit_line(request: HttpRequest, pk: int) -> HttpResponse:
    """Ticks a line of the list or takes the tick back; for valuables also that they are back."""
    visit = _visit_to_write(request, pk)
    form = LineForm(request.POST)
    if not form.is_valid():
        return _answer(request, pk, LINES, _first_sentence(form))
    item_id, do = form.cleaned_data["item"], form.cleaned_data["do"]
    by, at = user_of(request), timezone.now()

    def write() -> None:
        if do == "tick":
            actions.tick_item(visit=visit, item_id=item_id, by=by, at=at)
        elif do == "untick":
            actions.untick_item(visit=visit, item_id=item_id)
        else:
            actions.bring_back(visit=visit, item_id=item_id, by=by, at=at, is_back=do == "back")

    phase = VisitItem.objects.filter(pk=item_id).values_list("phase", flat=True).first()
    part = PART_OF_PHASE[ItemPhase.LEAVE if "back" in do else ItemPhase(phase or ItemPhase.PREPARE)]
    anchor = f"back-{item_id}" if "back" in do else f"line-{item_id}"
    return _answer(request, pk, part, _refused(write), anchor=anchor)


@require_POST
@vary_on_headers("HX-Request")
def visit_count(request: HttpRequest, pk: int) -> HttpResponse:
    """One person more or fewer in one count; the same tap sent twice counts once."""
    visit = _visit_to_write(request, pk)
    form = TapForm(request.POST)
    if not form.is_valid():
        return _answer(request, pk, COUNTS, _first_sentence(form))
    count, step = form.cleaned_data["count"], form.cleaned_data["step"]
    refusal = _refused(
        lambda: actions.count_person(
            visit=visit,
            count=count,
            step=step,
            by=user_of(request),
            at=timezone.now(),
            submission_key=uuid.uuid5(form.cleaned_data["key"], f"{pk}:{count}:{step}"),
        )
    )
    return _answer(request, pk, COUNTS, refusal, count=count)


@require_POST
@vary_on_headers("HX-Request")
def visit_identity(request: HttpRequest, pk: int) -> HttpResponse:
    """The city's officer says how many people were identified."""
    return _number(request, pk, IDENTITY, _visit_of_the_city(request, pk), actions.check_identities)


@require_POST
@vary_on_headers("HX-Request")
def visit_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """The crew says how many sets of documents went to the city."""
    return _number(request, pk, HANDING_OVER, _visit_to_write(request, pk), actions.hand_over)


@require_POST
@vary_on_headers("HX-Request")
def visit_take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """The city's officer says how many sets were taken over."""
    return _number(request, pk, TAKING_OVER, _visit_of_the_city(request, pk), actions.take_over)


@require_POST
def visit_hold(request: HttpRequest, pk: int) -> HttpResponse:
    """The visit begins."""
    visit = _visit_to_report_on(request, pk)
    form = VisitHoldForm(request.POST)
    if form.is_valid():
        try:
            actions.hold_visit(
                visit=visit,
                by=user_of(request),
                at=timezone.now(),
                unready_reason=form.cleaned_data["unready_reason"],
            )
        except actions.NotReady as refusal:
            form.add_error("unready_reason", str(refusal))
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "訪問を「実施」にしました。受付の記録を始められます。")
            return _to_day(pk, "counts")
    return _page(request, _day(request, pk), hold_form=form)


@require_POST
def visit_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Keeps the report; the visit stays open."""
    visit = _visit_to_write(request, pk)
    form, error = _write_report(request, visit)
    if error:
        return error
    assert form.is_valid()
    messages.success(request, "報告を保存しました。")
    return _to_day(pk, "report")


@require_POST
def visit_complete(request: HttpRequest, pk: int) -> HttpResponse:
    """Completes the visit; what the report's form holds is kept first, whatever else is missing."""
    visit = _visit_to_report_on(request, pk)
    if "edition" in request.POST:
        _, error = _write_report(request, visit)
        if error:
            return error
    try:
        actions.complete_visit(visit=visit, by=user_of(request), at=timezone.now())
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return _to_day(pk, "close")
    messages.success(request, "訪問を完了にしました。")
    return HttpResponseRedirect(reverse("outreach:visit_detail", args=[pk]), status=303)


def _write_report(request: HttpRequest, visit: Visit) -> tuple[VisitReportForm, HttpResponse | None]:
    """The form, and the page that says why it was not saved; None once it was."""
    day = _day(request, visit.pk)
    now, user = timezone.now(), user_of(request)
    form = VisitReportForm(request.POST, initial=VisitReportForm.initial_of(day.result, now))
    if form.is_valid():
        try:
            actions.write_report(visit=visit, values=form.values, edition=request.POST.get("edition", ""), at=now)
        except actions.NotOfTheDay as refusal:
            form.add_error(refusal.field, str(refusal))
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.discard(user, _draft_key(visit.pk))
            return form, None
    return form, _page(request, _day(request, visit.pk), report_form=form)


def _number(request: HttpRequest, pk: int, part: str, visit: Visit, action: Callable[..., object]) -> HttpResponse:
    form = _number_form(part, request.POST)
    if form.is_valid():
        refusal = _refused(
            lambda: action(visit=visit, count=form.cleaned_data["number"], by=user_of(request), at=timezone.now())
        )
        if not refusal:
            return _answer(request, pk, part, None)
        form.add_error("number", refusal)
    return _answer(request, pk, part, _first_sentence(form), forms={part: form})


LABELS = {
    IDENTITY: "本人確認をした人数",
    HANDING_OVER: "市へ引き渡した書類（人分）",
    TAKING_OVER: "市が受け取った書類（人分）",
}


def _number_form(part: str, posted: Any = None, initial: int | None = None) -> NumberForm:
    return NumberForm(posted, label=LABELS[part], auto_id=f"{part}-%s", initial={"number": initial})


def _refused(write: Callable[[], object]) -> str | None:
    try:
        write()
    except NotPossible as refusal:
        return str(refusal)
    return None


def _answer(
    request: HttpRequest,
    pk: int,
    part: str,
    sentence: str | None,
    *,
    anchor: str | None = None,
    count: str = "",
    forms: dict[str, NumberForm] | None = None,
) -> HttpResponse:
    """By htmx the living parts with the refusal in its place; else the page at that place."""
    refusal = Refusal(part, sentence, count) if sentence else None
    if "HX-Request" in request.headers:
        context = _living(request, _day(request, pk), refusal=refusal, posted=forms)
        return render(request, "outreach/_day_live.html", context)
    if refusal:
        return _page(request, _day(request, pk), refusal=refusal, posted=forms)
    return _to_day(pk, anchor or part)


def _living(
    request: HttpRequest,
    day: Day,
    *,
    refusal: Refusal | None = None,
    posted: dict[str, NumberForm] | None = None,
    hold_form: VisitHoldForm | None = None,
) -> dict[str, Any]:
    user, result = user_of(request), day.result
    suggested = {
        IDENTITY: result.on_site if result.identity_checked is None else result.identity_checked,
        HANDING_OVER: (
            result.documents_received if result.documents_handed_over is None else result.documents_handed_over
        ),
        TAKING_OVER: (
            result.documents_handed_over if result.documents_taken_over is None else result.documents_taken_over
        ),
    }
    number_forms = {part: _number_form(part, initial=number) for part, number in suggested.items()} | (posted or {})
    return {
        "visit": day.visit,
        "day": day,
        "result": result,
        "version": day.version,
        "poll_seconds": parameter("live.poll_seconds", on=timezone.localdate()),
        "tap_key": uuid.uuid4(),
        "refusal": refusal,
        "identity_form": number_forms[IDENTITY],
        "hand_over_form": number_forms[HANDING_OVER],
        "take_over_form": number_forms[TAKING_OVER],
        "hold_form": hold_form or VisitHoldForm(),
        "can_write": day.works and day.is_under_way,
        "can_count": day.works and day.is_held,
        "can_confirm": day.confirms and day.is_held,
        "can_hold": can_report_result(user, day.visit) and day.visit.status == VisitStatus.CONFIRMED,
        "can_drive": day.works and may(user.role, "outreach:trip_create", "POST"),
        "is_early": bool(day.visit.starts_at and timezone.now() < day.visit.starts_at),
    }


def _page(
    request: HttpRequest,
    day: Day,
    *,
    refusal: Refusal | None = None,
    posted: dict[str, NumberForm] | None = None,
    hold_form: VisitHoldForm | None = None,
    report_form: VisitReportForm | None = None,
) -> HttpResponse:
    """The whole page; a posted form comes back as it was sent."""
    user, visit = user_of(request), day.visit
    now: datetime = timezone.now()
    can_report = day.works and day.is_held
    draft = drafts.find(request, _draft_key(visit.pk)) if can_report else None
    initial = VisitReportForm.initial_of(day.result, now)
    restored = draft.initial if draft else None
    context = _living(request, day, refusal=refusal, posted=posted, hold_form=hold_form) | {
        "draft": draft,
        "can_report": can_report,
        "can_complete": can_report and can_report_result(user, visit),
        "report_form": report_form or VisitReportForm(initial=initial | (restored or {})),
        "edition": (restored or {}).get("edition", actions.report_edition(day.saved)),
    }
    tried = ((hold_form, context["can_hold"]), (report_form, can_report))
    for form, is_shown in tried:
        if form is not None and form.errors and not is_shown:
            messages.error(request, _first_sentence(form))
    is_wrong = refusal or any(form is not None and form.errors for form, _ in tried)
    return render(request, "outreach/visit_day.html", context, status=422 if is_wrong else 200)


def _first_sentence(form: forms.Form) -> str:
    return str(next(iter(form.errors.values()))[0])


def _draft_key(pk: int) -> str:
    return f"visit-report:{pk}"


def _visit(request: HttpRequest, pk: int) -> Visit:
    return get_object_or_404(Visit.objects.for_user(user_of(request)).with_people(), pk=pk)


def _day(request: HttpRequest, pk: int) -> Day:
    return Day(_visit(request, pk), user_of(request))


def _visit_to_write(request: HttpRequest, pk: int) -> Visit:
    visit = _visit(request, pk)
    if not can_work_on_day(user_of(request), visit):
        raise PermissionDenied
    return visit


def _visit_of_the_city(request: HttpRequest, pk: int) -> Visit:
    if not can_confirm_for_the_city(user_of(request)):
        raise PermissionDenied
    return _visit(request, pk)


def _visit_to_report_on(request: HttpRequest, pk: int) -> Visit:
    visit = _visit(request, pk)
    if not can_report_result(user_of(request), visit):
        raise PermissionDenied
    return visit


def _to_day(pk: int, anchor: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('outreach:visit_day', args=[pk])}#{anchor}", status=303)
