"""Vehicles and driving records: short pages, one step at a time, usable on a phone."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.matrix import may
from apps.accounts.models import User
from apps.core.clock import asked_month
from apps.core.db import constraint_as_form_error
from apps.core.submissions import submit_once
from apps.outreach import actions
from apps.outreach.enums import CheckPhase
from apps.outreach.forms import CheckForm, CorrectionForm, DepartureForm, ReturnForm, StopForm, TripForm, VehicleForm
from apps.outreach.models import AlcoholCheck, NotPossible, Trip, Vehicle, Visit
from apps.workforce.models import StaffMember

from .people import user_of

ROWS_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def vehicle_list(request: HttpRequest) -> HttpResponse:
    """The contractor's cars; the general manager adds one below the list."""
    form = VehicleForm(request.POST) if request.method == "POST" else VehicleForm()
    if request.method == "POST" and form.is_valid():
        key = form.instance.submission_key = form.cleaned_data["submission_key"]
        with constraint_as_form_error(form, Vehicle):
            submit_once(Vehicle, key, form.save)
        if form.is_valid():
            messages.success(request, f"{form.instance} を登録しました。")
            return _to("vehicles")
    context = {
        "vehicles": Vehicle.objects.all(),
        "form": form if may(user_of(request).role, "outreach:vehicles", "POST") else None,
    }
    return render(request, "outreach/vehicle_list.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def vehicle(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Vehicle, pk=pk)
    form = VehicleForm(request.POST if request.method == "POST" else None, instance=row)
    if request.method == "POST" and form.is_valid():
        with constraint_as_form_error(form, Vehicle):
            form.save()
        if form.is_valid():
            messages.success(request, "車両の登録を直しました。")
            return _to("vehicles")
    return render(request, "outreach/vehicle.html", {"form": form, "pk": pk}, status=422 if form.errors else 200)


@require_safe
def trip_list(request: HttpRequest) -> HttpResponse:
    """The driving records of a month, newest first."""
    month = asked_month(request.GET.get("month"), timezone.localdate())
    trips = Trip.objects.driven_between(*month).with_facts()
    context = {
        "first": month[0],
        "page": Paginator(trips, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "may_create": may(user_of(request).role, "outreach:trip_create", "POST"),
        "shows_readings": not user_of(request).is_city,
    }
    return render(request, "outreach/trip_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def trip_create(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    posted = request.POST if request.method == "POST" else None
    user, asked = user_of(request), _asked_visit(request)
    form = TripForm(posted, user=user, asked=asked, now=now, initial=_suggested(user, asked))
    if request.method == "POST" and form.is_valid():
        with constraint_as_form_error(form, Trip):
            row = actions.open_trip(
                by=user, at=now, submission_key=form.cleaned_data["submission_key"], values=form.values
            )
        if form.is_valid():
            return _to("trip", row.pk)
    return render(request, "outreach/trip_create.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def trip(request: HttpRequest, pk: int) -> HttpResponse:
    """One drive with its next step."""
    return _page(request, _trip(pk), timezone.now())


@require_POST
def trip_check(request: HttpRequest, pk: int) -> HttpResponse:
    row, now = _trip(pk), timezone.now()
    form = CheckForm(request.POST, trip=row, phase=_phase(row), now=now)
    if form.is_valid():
        try:
            with constraint_as_form_error(form, AlcoholCheck):
                check = actions.record_check(
                    trip=row,
                    by=user_of(request),
                    at=now,
                    submission_key=form.cleaned_data["submission_key"],
                    values=form.values,
                )
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        if form.is_valid():
            if check.is_intoxicated:
                messages.error(
                    request,
                    "酒気を帯びているため、運転できません。事故・障害として記録しました。市へ報告してください。",
                )
            else:
                messages.success(request, f"{check.get_phase_display()}の確認を記録しました。")
            return _to("trip", pk)
    return _page(request, _trip(pk), now, check_form=form)


@require_POST
def trip_depart(request: HttpRequest, pk: int) -> HttpResponse:
    row, now = _trip(pk), timezone.now()
    form = DepartureForm(request.POST, trip=row)
    if form.is_valid():
        try:
            with constraint_as_form_error(form, Trip):
                actions.depart(
                    trip=row,
                    at=now,
                    **{name: form.cleaned_data[name] for name in ("departed_at", "departure_km", "gap_reason")},
                    passengers=form.cleaned_data.get("passengers", ()),
                )
        except actions.OdometerRunsBack as refusal:
            form.add_error("departure_km", str(refusal))
        except actions.OdometerGap as refusal:
            form.add_error("gap_reason", str(refusal))
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        if form.is_valid():
            messages.success(request, "出発を記録しました。")
            return _to("trip", pk)
    return _page(request, _trip(pk), now, departure_form=form)


@require_POST
def trip_return(request: HttpRequest, pk: int) -> HttpResponse:
    row, now = _trip(pk), timezone.now()
    form = ReturnForm(request.POST)
    if form.is_valid():
        try:
            with constraint_as_form_error(form, Trip):
                actions.come_back(trip=row, at=now, **form.cleaned_data)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        if form.is_valid():
            messages.success(request, "帰着を記録しました。続けて帰着後の確認を記録してください。")
            return _to("trip", pk)
    return _page(request, _trip(pk), now, return_form=form)


@require_POST
def trip_correct(request: HttpRequest, pk: int) -> HttpResponse:
    row, now = _trip(pk), timezone.now()
    form = CorrectionForm(request.POST)
    if form.is_valid():
        try:
            with constraint_as_form_error(form, Trip):
                actions.correct_return(
                    trip=row,
                    return_km=form.cleaned_data["return_km"],
                    by=user_of(request),
                    at=now,
                    reason=form.cleaned_data["reason"],
                )
        except NotPossible as refusal:
            form.add_error("return_km", str(refusal))
        if form.is_valid():
            messages.success(request, "帰着の値を直しました。")
            return _to("trip", pk)
    return _page(request, _trip(pk), now, correction_form=form)


@require_POST
def trip_stop(request: HttpRequest, pk: int) -> HttpResponse:
    row, now = _trip(pk), timezone.now()
    form = StopForm(request.POST)
    if form.is_valid():
        try:
            actions.stop_trip(trip=row, reason=form.cleaned_data["reason"], at=now)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        if form.is_valid():
            messages.success(request, "運転を取りやめにしました。")
            return _to("trip", pk)
    return _page(request, _trip(pk), now, stop_form=form)


def _page(request: HttpRequest, row: Trip, now: datetime, **given: forms.Form) -> HttpResponse:
    """The record so far and the form of the step that is due; a posted form comes back as it was sent."""
    user = user_of(request)
    context: dict[str, Any] = {
        "trip": row,
        "shows_readings": not user.is_city,
        "opens_visit": row.visit is not None and Visit.objects.for_user(user).filter(pk=row.visit.pk).exists(),
    }
    if may(user.role, "outreach:trip_check", "POST") and not row.is_finished:
        context |= _due(row, now)
    stands = row.returned_at is not None and not Trip.objects.departed_after(row).exists()
    if stands and may(user.role, "outreach:trip_correct", "POST"):
        context["correction_form"] = CorrectionForm(initial={"return_km": row.return_km})
    context |= given
    wrong = any(form.errors for form in given.values())
    return render(request, "outreach/trip.html", context, status=422 if wrong else 200)


def _due(row: Trip, now: datetime) -> dict[str, forms.Form]:
    if row.departed_at is None:
        stop: dict[str, forms.Form] = {"stop_form": StopForm()}
        if row.before is None:
            return stop | {"check_form": CheckForm(trip=row, phase=CheckPhase.BEFORE, now=now)}
        last = Trip.objects.last_return(row.vehicle_id)
        initial = {"departed_at": now, "departure_km": last.return_km if last else None}
        return stop | {"departure_form": DepartureForm(initial=initial, trip=row)}
    if row.returned_at is None:
        return {"return_form": ReturnForm(initial={"returned_at": now})}
    return {"check_form": CheckForm(trip=row, phase=CheckPhase.AFTER, now=now)}


def _asked_visit(request: HttpRequest) -> Visit | None:
    """The visit that the address names, where the user may read it."""
    asked = request.GET.get("visit", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        return None
    return Visit.objects.for_user(user_of(request)).select_related("facility").filter(pk=asked).first()


def _suggested(user: User, visit: Visit | None) -> dict[str, Any]:
    """What the new record begins with: of the visit that was asked for its vehicle, its goal, and its driver.

    The driver is whoever asks, where he or she is at the visit, else the second of the crew.
    """
    own = StaffMember.objects.filter(user=user).first()
    if visit is None:
        return {"driver": own}
    is_there = own is not None and user.pk in (visit.leader_id, visit.crew_id)
    return {
        "visit": visit,
        "vehicle": visit.vehicle_id,
        "driver": own if is_there else StaffMember.objects.filter(user=visit.crew_id).first(),
        "purpose": f"訪問 {visit.facility.name}"[:100],
    }


def _phase(row: Trip) -> str:
    return CheckPhase.BEFORE if row.departed_at is None else CheckPhase.AFTER


def _trip(pk: int) -> Trip:
    return get_object_or_404(Trip.objects.with_facts(), pk=pk)


def _to(name: str, *args: object) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(f"outreach:{name}", args=args), status=303)
