from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from apps.contracts.calendar import Calendar
from apps.core.db import constraint_as_form_error
from apps.outreach import actions
from apps.outreach.actors import Actor
from apps.outreach.forms import (
    AnswerForm,
    PeopleForm,
    ProposalForm,
    VisitCancelForm,
    VisitConfirmForm,
    VisitRequestForm,
)
from apps.outreach.gates import timing_warnings
from apps.outreach.live import live_answer, live_part
from apps.outreach.models import NotPossible, PersonHold, VehicleHold, Visit
from apps.outreach.visit_page import VisitPage

from .people import user_of

LIVE = "outreach/_visit_live.html"


@require_http_methods(["GET", "HEAD", "POST"])
def visit_create(request: HttpRequest) -> HttpResponse:
    """Takes down a facility's request."""
    today = timezone.localdate()
    initial = {"requested_on": today, "facility": request.GET.get("facility")}
    form = VisitRequestForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            visit = actions.request_visit(
                **_without_tick(form.cleaned_data), by=Actor.of(user_of(request)), at=timezone.now()
            )
        except actions.FacilityClosed as refusal:
            form.add_error("facility", str(refusal))
        except NotPossible as refusal:
            form.add_error("requested_on", str(refusal))
        else:
            messages.success(request, "要請を記録しました。次に日程を提案してください。")
            return to_visit(visit)
    return render(request, "outreach/visit_create.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@vary_on_headers("HX-Request")
def visit_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One visit with its next step; the open page asks again and gets what has changed."""
    visit = visit_of(request, pk)
    if "HX-Request" in request.headers:
        context = _live_context(request, _page(request, visit))
        return live_answer(request, "outreach/_visit_live_frame.html", LIVE, context)
    return detail(request, visit)


@require_POST
def visit_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    visit, now = visit_of(request, pk), timezone.now()
    form = VisitConfirmForm(request.POST, today=timezone.localdate(now))
    if form.is_valid():
        try:
            with (
                constraint_as_form_error(form, Visit),
                constraint_as_form_error(form, PersonHold),
                constraint_as_form_error(form, VehicleHold),
            ):
                actions.confirm_visit(
                    visit=visit,
                    by=user_of(request),
                    at=now,
                    calendar=Calendar.load(),
                    timing_reason=form.cleaned_data["timing_reason"],
                    counter_reason=form.cleaned_data["counter_reason"],
                    limit_agreement=form.cleaned_data["limit_agreement"],
                )
        except actions.LimitReached as refusal:
            form.add_error("limit_agreement", str(refusal))
        except actions.NoLeaderLeft as refusal:
            form.add_error("counter_reason", str(refusal))
        except actions.UnusualTiming as refusal:
            form.add_error("timing_reason", str(refusal))
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        if form.is_valid():
            messages.success(request, "訪問を確定しました。")
            return to_visit(visit)
    return detail(request, visit_of(request, pk), confirm_form=form)


@require_POST
def visit_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    visit = visit_of(request, pk)
    form = VisitCancelForm(request.POST)
    if form.is_valid():
        try:
            actions.cancel_visit(
                visit=visit, reason=form.cleaned_data["reason"], by=Actor.of(user_of(request)), at=timezone.now()
            )
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "訪問を中止にしました。")
            return to_visit(visit)
    return detail(request, visit_of(request, pk), cancel_form=form)


def detail(request: HttpRequest, visit: Visit, **tried: forms.Form) -> HttpResponse:
    """The page of the visit; a form that was refused comes back as it was sent, 422."""
    page = _page(request, visit)
    for name, form in tried.items():
        if form.errors and not _is_shown(page, name, form):
            for sentence in _sentences(form):
                messages.error(request, sentence)
    live = _live_context(request, page)
    context: dict[str, Any] = {
        "can": page.can,
        "timing_warnings": timing_warnings(visit, page.calendar) if page.can["confirm"] else [],
        "is_counter_empty": page.can["confirm"] and "counter" in page.stopping,
        "is_limit_reached": page.can["confirm"] and "limit" in page.stopping,
        "propose_form": ProposalForm(),
        "people_form": PeopleForm(visit=visit, user=page.user, state_of=page.state_of) if page.can["people"] else None,
        "confirm_form": VisitConfirmForm(today=timezone.localdate(page.now)),
        "cancel_form": VisitCancelForm(),
        "answer_form": AnswerForm() if page.may_answer_facility else None,
    }
    context |= live | live_part(request, LIVE, live) | tried
    is_refused = any(form.errors for form in tried.values())
    return render(request, "outreach/visit_detail.html", context, status=422 if is_refused else 200)


def visit_of(request: HttpRequest, pk: int) -> Visit:
    """The visit, if the user may read it; else not found."""
    return get_object_or_404(Visit.objects.for_user(user_of(request)).with_people(), pk=pk)


def to_visit(visit: Visit) -> HttpResponse:
    return HttpResponseRedirect(reverse("outreach:visit_detail", args=[visit.pk]), status=303)


def _page(request: HttpRequest, visit: Visit) -> VisitPage:
    shows_all = request.GET.get("all") == "1"
    return VisitPage(visit, user_of(request), timezone.now(), Calendar.load(), shows_all=shows_all)


def _live_context(request: HttpRequest, page: VisitPage) -> dict[str, Any]:
    parameters = page.calendar.parameters
    return {
        "page": page,
        "visit": page.visit,
        "edition": page.edition,
        "is_stale": request.GET.get("edition", page.edition) != page.edition,
        "shown_edition": request.GET.get("edition") or page.edition,
        "poll_seconds": parameters.value("live.poll_seconds", timezone.localdate(page.now)),
    }


def _is_shown(page: VisitPage, name: str, form: forms.Form) -> bool:
    """Whether the page still has the form; without it, its sentences are messages."""
    return page.can.get(name.removesuffix("_form"), page.may_answer_facility)


def _sentences(form: forms.Form) -> list[str]:
    return list(dict.fromkeys(str(sentence) for errors in form.errors.values() for sentence in errors))


def _without_tick(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name != VisitRequestForm.CONFIRMATION}
