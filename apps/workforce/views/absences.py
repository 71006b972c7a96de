from datetime import datetime, time, timedelta
from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.models import User
from apps.contracts.calendar import Calendar
from apps.workforce import absence_actions as actions
from apps.workforce.attendance_forms import AbsenceForm, StandInForm
from apps.workforce.attendance_scope import can_lead, can_report_absence
from apps.workforce.coverage import DayCoverage, clock_time, minute_of
from apps.workforce.gates import Gate
from apps.workforce.models import Absence, Shift, StaffMember
from apps.workforce.refusals import NotPossible

from .posts import row_number

ROUNDED_TO = 5


@require_http_methods(["GET", "HEAD", "POST"])
def absence_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Notes that somebody does not come, for the whole shift or a part of it, and goes on to the stand-ins."""
    user = cast(User, request.user)
    now = timezone.now()
    shifts = Shift.objects.published().select_related("staff", "site", "absence").prefetch_related("breaks")
    shift = get_object_or_404(shifts, pk=pk)
    if not can_report_absence(user, shift, timezone.localdate(now)):
        raise Http404
    form = AbsenceForm.for_shift(shift, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            absence = actions.report_absence(shift=shift, **form.cleaned_data, by=user, at=now)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{shift.staff}の{absence.get_reason_display()}を記録しました。")
            return HttpResponseRedirect(reverse("workforce:absence", args=[absence.pk]), status=303)
    context = {"shift": shift, "form": form}
    return render(request, "workforce/absence_report.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def absence(request: HttpRequest, pk: int) -> HttpResponse:
    """Who may take the place of who is absent; the leader chooses one with one click."""
    user = cast(User, request.user)
    now = timezone.now()
    rows = Absence.objects.select_related("shift__staff", "shift__site", "stand_in__staff", "reported_by")
    found = get_object_or_404(rows, pk=pk)
    shift = found.shift
    if not can_lead(user, shift.site):
        raise Http404
    can_change = can_report_absence(user, shift, timezone.localdate(now))
    if request.method == "POST" and not can_change:
        raise PermissionDenied
    starts, ends = _hours_to_fill(found, now)
    form = StandInForm(
        request.POST if request.method == "POST" else None, initial={"starts_at": starts, "ends_at": ends}
    )
    calendar = Calendar.load()
    if request.method == "POST" and form.is_valid():
        people = StaffMember.objects.employed(shift.day)
        staff = get_object_or_404(people, pk=row_number(request.POST.get("staff", "")))
        try:
            taken = actions.assign_stand_in(
                absence=found, staff=staff, by=user, at=now, calendar=calendar, **form.cleaned_data
            )
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{taken.staff}が{taken.starts_at:%H:%M}から代わりに入ります。")
            return HttpResponseRedirect(request.path, status=303)
    row = DayCoverage.planned(shift.day, calendar).find(shift.site.code) if shift.site else None
    begins, over = minute_of(found.starts_at), minute_of(found.ends_at, up=True)
    context = {
        "absence": found,
        "shift": shift,
        "form": form,
        "people": [] if found.stand_in_id or not can_change else actions.stand_ins_for(found, Gate.load(shift.day)),
        "gaps": [gap for gap in row.gaps if gap.starts < over and begins < gap.ends] if row else [],
        "can_change": can_change,
    }
    return render(request, "workforce/absence.html", context, status=422 if form.errors else 200)


@require_POST
def absence_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """The person comes after all."""
    now = timezone.now()
    found = get_object_or_404(Absence.objects.select_related("shift__staff", "shift__site"), pk=pk)
    shift = found.shift
    if not can_report_absence(cast(User, request.user), shift, timezone.localdate(now)):
        raise Http404
    try:
        actions.cancel_absence(absence=found, at=now)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("workforce:absence", args=[pk]), status=303)
    messages.success(request, f"{shift.staff}の不在を取り消しました。")
    address = (
        reverse("workforce:coverage_place", args=[shift.site.code]) if shift.site else reverse("workforce:coverage")
    )
    return HttpResponseRedirect(f"{address}?date={shift.day}", status=303)


@require_POST
def stand_in_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The wrong person was put in the place; somebody else is looked for again."""
    now = timezone.now()
    rows = Absence.objects.select_related("shift__staff", "shift__site", "stand_in__staff")
    found = get_object_or_404(rows, pk=pk)
    if not can_report_absence(cast(User, request.user), found.shift, timezone.localdate(now)):
        raise Http404
    try:
        actions.withdraw_stand_in(absence=found, at=now)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "代わりの人を取り消しました。")
    return HttpResponseRedirect(reverse("workforce:absence", args=[pk]), status=303)


def _hours_to_fill(absence: Absence, now: datetime) -> tuple[time, time]:
    """The absent hours that are still to come, from the next five minutes on; all of them on another day."""
    local = timezone.localtime(now) + timedelta(minutes=ROUNDED_TO - 1)
    soonest = minute_of(local.time()) // ROUNDED_TO * ROUNDED_TO
    starts, ends = minute_of(absence.starts_at), minute_of(absence.ends_at)
    if absence.shift.day == local.date() and starts < soonest < ends:
        starts = soonest
    return clock_time(starts), absence.ends_at
