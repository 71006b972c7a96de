from datetime import date
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.matrix import may
from apps.accounts.models import User
from apps.contracts.calendar import DAY, Calendar
from apps.contracts.models import term_of
from apps.core.clock import month_bounds, parse_month
from apps.core.db import constraint_as_form_error
from apps.core.submissions import submit_once
from apps.outreach import actions
from apps.outreach.enums import VisitStatus
from apps.outreach.forms import (
    FacilityFilterForm,
    FacilityForm,
    VisitCancelForm,
    VisitConfirmForm,
    VisitFilterForm,
    VisitRequestForm,
    VisitScheduleForm,
    hiragana,
)
from apps.outreach.models import Facility, NotPossible, Visit
from apps.outreach.month import days_shown, month_table
from apps.outreach.permissions import can_report_result

ROWS_A_PAGE = 50


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """A month of visits, with the pace of the term and of the month."""
    today = timezone.localdate()
    first, last = _asked_month(request, today)
    business = Calendar.load()
    user = _user(request)
    visits = Visit.objects.for_user(user).with_people()
    term = term_of(first) or term_of(last)
    context = {
        "first": first,
        "previous_month": first - DAY,
        "next_month": last + DAY,
        "weeks": month_table(
            year=first.year,
            month=first.month,
            visits=visits.scheduled().starting_between(*days_shown(first.year, first.month)),
            today=today,
            calendar=business,
        ),
        "undated": visits.filter(status=VisitStatus.REQUESTED).order_by("requested_on", "pk"),
        "pace": actions.pace(term=term, year=first.year, month=first.month, today=today, calendar=business)
        if term
        else None,
        "may_create": may(user.role, "outreach:visit_create", "POST"),
    }
    return render(request, "outreach/calendar.html", context)


@require_safe
def visit_list(request: HttpRequest) -> HttpResponse:
    user = _user(request)
    form = VisitFilterForm(request.GET)
    visits = Visit.objects.for_user(user).with_people()
    if form.is_valid():
        if status := form.cleaned_data["status"]:
            visits = visits.filter(status=status)
        if name := form.cleaned_data["facility"]:
            visits = visits.filter(facility__name__icontains=name)
    page = Paginator(visits, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "form": form,
        "may_create": may(user.role, "outreach:visit_create", "POST"),
        "may_see_facilities": may(user.role, "outreach:facility_list"),
    }
    return render(request, "outreach/visit_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def visit_create(request: HttpRequest) -> HttpResponse:
    """Takes down a facility's request."""
    today = timezone.localdate()
    initial = {"requested_on": today, "facility": request.GET.get("facility")}
    form = VisitRequestForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            visit = actions.request_visit(**_without_tick(form.cleaned_data), by=_user(request), at=timezone.now())
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
    form = VisitScheduleForm(request.POST, visit=visit, user=_user(request))
    if form.is_valid():
        try:
            actions.schedule_visit(visit=visit, **form.arrangement(), by=_user(request), at=timezone.now())
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
                    by=_user(request),
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
def visit_hold(request: HttpRequest, pk: int) -> HttpResponse:
    visit = _visit_to_report_on(request, pk)
    try:
        actions.hold_visit(visit=visit, by=_user(request), at=timezone.now())
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "実施済みにしました。")
    return _to_visit(visit)


@require_POST
def visit_complete(request: HttpRequest, pk: int) -> HttpResponse:
    visit = _visit_to_report_on(request, pk)
    try:
        actions.complete_visit(visit=visit, by=_user(request), at=timezone.now())
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "完了にしました。")
    return _to_visit(visit)


@require_POST
def visit_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    visit = _visit(request, pk)
    form = VisitCancelForm(request.POST)
    if form.is_valid():
        try:
            actions.cancel_visit(visit=visit, reason=form.cleaned_data["reason"], by=_user(request), at=timezone.now())
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "訪問を中止にしました。")
            return _to_visit(visit)
    return _detail(request, _visit(request, pk), cancel_form=form)


@require_safe
def facility_list(request: HttpRequest) -> HttpResponse:
    form = FacilityFilterForm(request.GET)
    facilities = Facility.objects.annotate(visit_count=Count("visits")).order_by("name_kana", "office_number")
    if not form.is_valid():
        facilities = facilities.none()
    elif name := form.cleaned_data["name"]:
        facilities = facilities.filter(Q(name__icontains=name) | Q(name_kana__contains=hiragana(name)))
    context = {
        "page": Paginator(facilities, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "may_create": may(_user(request).role, "outreach:facility_create", "POST"),
        "may_request": may(_user(request).role, "outreach:visit_create", "POST"),
    }
    return render(request, "outreach/facility_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def facility_create(request: HttpRequest) -> HttpResponse:
    form = FacilityForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if form.is_valid():
            form.instance.submission_key = form.cleaned_data["submission_key"]
            with constraint_as_form_error(form, Facility):
                submit_once(Facility, form.instance.submission_key, form.save)
        if form.is_valid() or form.was_recorded():
            messages.success(request, "施設を登録しました。")
            return HttpResponseRedirect(reverse("outreach:facility_list"), status=303)
    return render(request, "outreach/facility_create.html", {"form": form}, status=422 if form.errors else 200)


def _detail(
    request: HttpRequest,
    visit: Visit,
    *,
    schedule_form: VisitScheduleForm | None = None,
    confirm_form: VisitConfirmForm | None = None,
    cancel_form: VisitCancelForm | None = None,
) -> HttpResponse:
    user = _user(request)
    business = Calendar.load()
    missing = [label for field, label in actions.PEOPLE.items() if getattr(visit, f"{field}_id") is None]
    can = {
        "schedule": _can(user, visit, "outreach:visit_schedule", VisitStatus.COORDINATING),
        "confirm": _can(user, visit, "outreach:visit_confirm", VisitStatus.CONFIRMED),
        "hold": _can(user, visit, "outreach:visit_hold", VisitStatus.HELD) and can_report_result(user, visit),
        "complete": _can(user, visit, "outreach:visit_complete", VisitStatus.COMPLETED)
        and can_report_result(user, visit),
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
        "steps": visit.steps.select_related("taken_by"),
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
    return get_object_or_404(Visit.objects.for_user(_user(request)).with_people(), pk=pk)


def _visit_to_report_on(request: HttpRequest, pk: int) -> Visit:
    visit = _visit(request, pk)
    if not can_report_result(_user(request), visit):
        raise PermissionDenied
    return visit


def _to_visit(visit: Visit) -> HttpResponse:
    return HttpResponseRedirect(reverse("outreach:visit_detail", args=[visit.pk]), status=303)


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)


def _asked_month(request: HttpRequest, today: date) -> tuple[date, date]:
    """The month of the address; this month where it names none, or one that no contract will see."""
    try:
        first, last = parse_month(request.GET.get("month", ""))
    except ValueError:
        return month_bounds(today.year, today.month)
    return (first, last) if 2000 <= first.year < 3000 else month_bounds(today.year, today.month)


def _without_tick(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name != VisitRequestForm.CONFIRMATION}
