from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from apps.counters import actions
from apps.counters.desk import Desk
from apps.counters.enums import SessionState
from apps.counters.forms import ClosingTimeForm, OverrideForm
from apps.counters.models import CounterSession, NotPossible


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
