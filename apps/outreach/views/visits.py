from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.matrix import may
from apps.accounts.models import User
from apps.contracts.calendar import Calendar
from apps.core.db import constraint_as_form_error
from apps.outreach import actions
from apps.outreach.actors import Actor
from apps.outreach.enums import VisitStatus
from apps.outreach.forms import VisitCancelForm, VisitConfirmForm, VisitRequestForm, VisitScheduleForm
from apps.outreach.models import NotPossible, Visit

from .people import user_of


@require_http_methods(["GET", "HEAD", "POST"])
def visit_create(request: HttpRequest) -> HttpResponse:
    """Takes down a facility's request."""
    today = timezone.localdate()
    initial = {"requested_on": today, "facility": request.GET.get("facility")}
    form = VisitRequestForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actor = Actor.of(user_of(request))
            visit = actions.request_visit(**_without_tick(form.cleaned_data), by=actor, at=timezone.now())
        except NotPossible as refusal:
            form.add_error("requested_on", str(refusal))
        else:
            messages.success(request, "要請を記録しました。次に日程を調整してください。")
            return _to_visit(visit)
    return render(request, "outreach/visit_create.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def visit_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One visit with its next step."""
    return _detail(request, _visit(request, pk))


@require_POST
def visit_schedule(request: HttpRequest, pk: int) -> HttpResponse:
    visit = _visit(request, pk)
    form = VisitScheduleForm(request.POST, visit=visit, user=user_of(request))
    if form.is_valid():
        try:
            actions.schedule_visit(visit=visit, **form.arrangement(), by=user_of(request), at=timezone.now())
        except actions.Conflict as conflict:
            for field, sentence in conflict.errors.items():
                form.add_error(field if field in form.fields else None, sentence)
        except actions.OutsideTerm as refusal:
            form.add_error("day", str(refusal))
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "日程の案を記録しました。")
            return _to_visit(visit)
    return _detail(request, _visit(request, pk), schedule_form=form)


@require_POST
def visit_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    visit = _visit(request, pk)
    form = VisitConfirmForm(request.POST)
    if form.is_valid():
        try:
            with constraint_as_form_error(form, Visit):
                actions.confirm_visit(
                    visit=visit,
                    by=user_of(request),
                    at=timezone.now(),
                    calendar=Calendar.load(),
                    timing_reason=form.cleaned_data["timing_reason"],
                    limit_agreement=form.cleaned_data["limit_agreement"],
                )
        except actions.LimitReached as refusal:
            form.add_error("limit_agreement", str(refusal))
        except actions.UnusualTiming as refusal:
            form.add_error("timing_reason", str(refusal))
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        if form.is_valid():
            messages.success(request, "訪問を確定しました。")
            return _to_visit(visit)
    return _detail(request, _visit(request, pk), confirm_form=form)


@require_POST
def visit_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    visit = _visit(request, pk)
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
            return _to_visit(visit)
    return _detail(request, _visit(request, pk), cancel_form=form)


def _detail(
    request: HttpRequest,
    visit: Visit,
    *,
    schedule_form: VisitScheduleForm | None = None,
    confirm_form: VisitConfirmForm | None = None,
    cancel_form: VisitCancelForm | None = None,
) -> HttpResponse:
    user = user_of(request)
    business = Calendar.load()
    missing = [label for field, label in actions.PEOPLE.items() if getattr(visit, f"{field}_id") is None]
    can = {
        "schedule": _can(user, visit, "outreach:visit_schedule", VisitStatus.COORDINATING),
        "confirm": _can(user, visit, "outreach:visit_confirm", VisitStatus.CONFIRMED),
        "cancel": _can(user, visit, "outreach:visit_cancel", VisitStatus.CANCELLED),
    }
    tried = {"schedule": schedule_form, "confirm": confirm_form, "cancel": cancel_form}
    is_refused = any(form is not None and form.errors for form in tried.values())
    for step, form in tried.items():
        if form is not None and (not can[step] or (step == "confirm" and missing)):  # no longer on the page
            for sentence in _sentences(form):
                messages.error(request, sentence)
    context: dict[str, Any] = {
        "visit": visit,
        "can": can,
        "steps": visit.steps.select_related("taken_by", "taken_by_link"),
        "warnings": actions.timing_warnings(visit, business),
        "is_limit_reached": can["confirm"] and actions.is_limit_reached(visit.term, visit, business),
        "missing": missing,
        "schedule_form": schedule_form or VisitScheduleForm(visit=visit, user=user),
        "confirm_form": confirm_form or VisitConfirmForm(),
        "cancel_form": cancel_form or VisitCancelForm(),
    }
    return render(request, "outreach/visit_detail.html", context, status=422 if is_refused else 200)


def _sentences(form: forms.Form) -> list[str]:
    return list(dict.fromkeys(str(sentence) for errors in form.errors.values() for sentence in errors))


def _can(user: User, visit: Visit, url_name: str, status: VisitStatus) -> bool:
    return may(user.role, url_name, "POST") and visit.can_become(status)


def _visit(request: HttpRequest, pk: int) -> Visit:
    return get_object_or_404(Visit.objects.for_user(user_of(request)).with_people(), pk=pk)


def _to_visit(visit: Visit) -> HttpResponse:
    return HttpResponseRedirect(reverse("outreach:visit_detail", args=[visit.pk]), status=303)


def _without_tick(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name != VisitRequestForm.CONFIRMATION}
