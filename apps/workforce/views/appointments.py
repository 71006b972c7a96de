"""Offices: who holds them, who held them, who comes next."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.workforce.appointment_actions import (
    AppointmentNotAllowed,
    appoint,
    end_appointment,
    last_appointment,
    submit_history,
    withdraw_appointment,
)
from apps.workforce.appointment_forms import AppointmentForm, HistoryForm, LastDayForm
from apps.workforce.enums import SINGLE_OFFICES, Office
from apps.workforce.models import Appointment, StaffMember
from apps.workforce.refusals import NotPossible

from .posts import refusal_in, to


@require_safe
def appointments(request: HttpRequest) -> HttpResponse:
    """Every office with its holders of today, those to come and those of the past, and what is still owed."""
    today = timezone.localdate()
    rows = list(Appointment.objects.select_related("staff").order_by("-starts_on", "-pk"))
    offices = [
        {
            "office": office,
            "is_single": office in SINGLE_OFFICES,
            "now": [row for row in rows if row.office == office and _holds(row, today)],
            "coming": [row for row in rows if row.office == office and row.starts_on > today],
            "past": [row for row in rows if row.office == office and row.ends_on and row.ends_on < today],
        }
        for office in Office
    ]
    owed = [row for row in rows if row.history_submitted_on is None and row.starts_on <= today]
    return render(request, "workforce/appointments.html", {"offices": offices, "owed": owed, "today": today})


def _holds(row: Appointment, day: date) -> bool:
    return row.starts_on <= day and (row.ends_on is None or row.ends_on >= day)


@require_http_methods(["GET", "HEAD", "POST"])
def appointment_create(request: HttpRequest, office: str) -> HttpResponse:
    """Somebody is given an office; the holder of an office of one person ends the day before."""
    if office not in Office.values:
        raise Http404
    held = Office(office)
    today = timezone.localdate()
    last = last_appointment(held) if held in SINGLE_OFFICES else None
    people = StaffMember.objects.exclude(left_on__lt=today)
    posted = request.POST if request.method == "POST" else None
    form = AppointmentForm(posted, people=people, initial={"succeeds": last, "starts_on": today})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        names = ("staff", "starts_on", "consulted_on", "document", "phone", "succeeds", "submission_key")
        with refusal_in(form, Appointment):
            try:
                appoint(office=held, **{name: given[name] for name in names})
            except AppointmentNotAllowed as refusal:
                for sentence in refusal.shortfalls:
                    form.add_error(None, sentence)
        if form.is_valid():
            messages.success(request, f"{held.label}の選任を登録しました。業務履歴を市に提出してください。")
            return to("appointments")
    context = {"form": form, "office": held, "last": last, "is_single": held in SINGLE_OFFICES}
    return render(request, "workforce/appointment_create.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def appointment(request: HttpRequest, pk: int) -> HttpResponse:
    """One appointment; when it ends."""
    row = get_object_or_404(Appointment.objects.select_related("staff"), pk=pk)
    form = LastDayForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusal_in(form, Appointment, "ends_on"):
            end_appointment(appointment=row, ends_on=form.cleaned_data["ends_on"])
        if form.is_valid():
            messages.success(request, "選任の終了日を記録しました。")
            return to("appointments")
    return _page(request, row, end_form=form)


def _page(
    request: HttpRequest,
    row: Appointment,
    *,
    end_form: LastDayForm | None = None,
    history_form: HistoryForm | None = None,
) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "appointment": row,
        "today": today,
        "is_single": row.office in SINGLE_OFFICES,
        "has_begun": row.starts_on <= today,
        "end_form": end_form or LastDayForm(),
        "history_form": history_form or HistoryForm(initial={"submitted_on": today}),
    }
    is_refused = any(form is not None and form.errors for form in (end_form, history_form))
    return render(request, "workforce/appointment.html", context, status=422 if is_refused else 200)


@require_POST
def appointment_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Appointment, pk=pk)
    try:
        withdraw_appointment(appointment=row, today=timezone.localdate())
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return to("appointment", pk) if Appointment.objects.filter(pk=pk).exists() else to("appointments")
    messages.success(request, "選任を取り消しました。")
    return to("appointments")


@require_POST
def appointment_history(request: HttpRequest, pk: int) -> HttpResponse:
    """The work history was handed to the city (第2-2-(3)-ク)."""
    row = get_object_or_404(Appointment.objects.select_related("staff"), pk=pk)
    form = HistoryForm(request.POST)
    if form.is_valid():
        with refusal_in(form, Appointment, "submitted_on"):
            submit_history(appointment=row, submitted_on=form.cleaned_data["submitted_on"], today=timezone.localdate())
        if form.is_valid():
            messages.success(request, "業務履歴の提出を記録しました。")
            return to("appointments")
    return _page(request, row, history_form=form)
