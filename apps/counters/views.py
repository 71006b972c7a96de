from collections.abc import Callable
from datetime import date
from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from apps.accounts.matrix import may
from apps.accounts.models import User
from apps.contracts.calendar import DAY, Calendar
from apps.core.db import constraint_as_form_error

from . import actions
from .board import day_board
from .desk import Desk, poll_seconds
from .enums import SessionState
from .forms import ClosingTimeForm, OverrideForm, ReceptionForm, SiteAssignmentForm, TroubleForm
from .models import CounterSession, NotPossible, Reception, SiteAssignment
from .permissions import can_undo_reception


@require_safe
@vary_on_headers("HX-Request")
def board(request: HttpRequest) -> HttpResponse:
    """Every counter of one day; the open page asks again and gets 204 while nothing has changed."""
    now = timezone.now()
    today = timezone.localdate(now)
    day = _asked_day(request, today)
    calendar = Calendar.load()
    shown = day_board(user=_user(request), day=day, now=now, calendar=calendar)
    if request.GET.get("v") == shown.version:
        return HttpResponse(status=204)
    context = {
        "board": shown,
        "day": day,
        "today": today,
        "previous_day": day - DAY,
        "next_day": day + DAY,
        "poll_seconds": poll_seconds(calendar, today) if day == today else None,
        "can_see_assignments": may(_user(request).role, "counters:assignment_list"),
    }
    is_fragment = "HX-Request" in request.headers
    return render(request, "counters/_board_table.html" if is_fragment else "counters/board.html", context)


@require_safe
@vary_on_headers("HX-Request")
def session(request: HttpRequest, site: str, day: date) -> HttpResponse:
    """The counter desk: one session of one site."""
    desk = Desk.load(request, site, day)
    if request.GET.get("v") == desk.version:
        return HttpResponse(status=204)
    if "HX-Request" in request.headers:
        return render(request, "counters/_session_log.html", desk.log_context())
    return desk.render()


@require_POST
def session_setup(request: HttpRequest, site: str, day: date) -> HttpResponse:
    return _start(request, site, day, actions.finish_setup, "設営完了を記録しました。")


@require_POST
def session_open(request: HttpRequest, site: str, day: date) -> HttpResponse:
    return _start(request, site, day, actions.open_session, "開設しました。")


@require_POST
def session_close(request: HttpRequest, site: str, day: date) -> HttpResponse:
    """Closes now, or at the time that is stated when the closing was forgotten on the day."""
    desk = Desk.load_to_write(request, site, day)
    at, form = desk.now, None
    # without a step to take, on a page that has aged, there is no form to give back: the action's refusal says why
    if day < desk.today and desk.can("counters:session_close", SessionState.CLOSED):
        form = ClosingTimeForm(request.POST)
        if not form.is_valid():
            return desk.render(closing_form=form, status=422)
        at = form.moment(day)
    try:
        actions.close_session(session=desk.existing_session, by=desk.user, at=at)
    except NotPossible as refusal:
        if form is None:
            messages.error(request, str(refusal))
            return desk.redirect()
        form.add_error("closed_time", str(refusal))
        return desk.render(closing_form=form, status=422)
    messages.success(request, "閉設しました。")
    return desk.redirect()


@require_POST
def session_clear(request: HttpRequest, site: str, day: date) -> HttpResponse:
    desk = Desk.load_to_write(request, site, day)
    try:
        actions.clear_session(session=desk.existing_session, by=desk.user, at=desk.now)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "撤去完了を記録しました。")
    return desk.redirect()


@require_POST
def reception_record(request: HttpRequest, site: str, day: date) -> HttpResponse:
    desk = Desk.load_to_write(request, site, day)
    form = ReceptionForm(request.POST, site=desk.site)
    if form.is_valid():
        try:
            actions.record_reception(
                session=desk.existing_session, services=form.services(), by=desk.user, at=desk.now, **form.details()
            )
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            return desk.redirect()
    return desk.render(reception_form=form, status=422)


@require_POST
def reception_undo(request: HttpRequest, site: str, day: date, number: int) -> HttpResponse:
    desk = Desk.load_to_write(request, site, day)
    receptions = Reception.objects.filter(session__site=desk.site, session__held_on=day)
    reception = get_object_or_404(receptions.select_related("session"), number=number)
    if not can_undo_reception(desk.user, reception):
        raise PermissionDenied
    try:
        actions.undo_reception(reception=reception, by=desk.user, at=desk.now)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    return desk.redirect()


@require_POST
def trouble_record(request: HttpRequest, site: str, day: date) -> HttpResponse:
    desk = Desk.load_to_write(request, site, day)
    form = TroubleForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.record_trouble(
                session=desk.existing_session,
                situation=given["situation"],
                response=given["response"],
                submission_key=given["submission_key"],
                by=desk.user,
                at=desk.now,
            )
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "困難事例・トラブルを記録しました。")
            return desk.redirect()
    return desk.render(trouble_form=form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def assignment_list(request: HttpRequest) -> HttpResponse:
    """Who works at which counter; the general manager adds to it."""
    form = SiteAssignmentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with constraint_as_form_error(form, SiteAssignment):
            form.save()
        if form.is_valid():
            messages.success(request, "窓口の担当を登録しました。")
            return HttpResponseRedirect(reverse("counters:assignment_list"), status=303)
    today = timezone.localdate()
    return render(
        request,
        "counters/assignment_list.html",
        {
            "assignments": SiteAssignment.objects.current_or_coming(today).select_related("user", "site"),
            "form": form,
            "today": today,
            "can_edit": may(_user(request).role, "counters:assignment_list", "POST"),
        },
        status=422 if form.errors else 200,
    )


@require_POST
def assignment_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends an assignment with today; one that has not begun is removed, as nobody worked on it."""
    today = timezone.localdate()
    assignment = get_object_or_404(SiteAssignment.objects.current_or_coming(today), pk=pk)
    assignment.end(today)
    messages.success(request, f"{assignment}の担当を終了しました。")
    return HttpResponseRedirect(reverse("counters:assignment_list"), status=303)


def _start(
    request: HttpRequest, site: str, day: date, action: Callable[..., CounterSession], done: str
) -> HttpResponse:
    """Sets up or opens; on a closed day the form for the reason comes back with what is missing."""
    desk = Desk.load_to_write(request, site, day)
    reason = ""
    if "override_reason" in request.POST:
        form = OverrideForm(request.POST)
        if not form.is_valid():
            return desk.render(override_form=form, status=422)
        reason = form.cleaned_data["override_reason"]
    try:
        action(site=desk.site, day=day, by=desk.user, at=desk.now, calendar=desk.calendar, override_reason=reason)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return desk.redirect()


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)


def _asked_day(request: HttpRequest, today: date) -> date:
    """The day of the address; today where it names none, or one that no contract will see."""
    try:
        day = date.fromisoformat(request.GET.get("date", ""))
    except ValueError:
        return today
    return day if 2000 <= day.year < 3000 else today
