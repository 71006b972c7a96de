from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from apps.counters import actions
from apps.counters.checklists import ChecklistIncomplete
from apps.counters.desk import Desk
from apps.counters.enums import SessionState
from apps.counters.forms import ClosingTimeForm, OverrideForm
from apps.counters.models import CounterSession, NotPossible


@require_safe
@vary_on_headers("HX-Request")
def session(request: HttpRequest, site: str, day: date) -> HttpResponse:
    """The counter desk: one session of one site."""
    desk = Desk.load(request, site, day)
    if request.GET.get("v") == desk.log_version:
        return HttpResponse(status=204)
    if "HX-Request" in request.headers:
        return render(request, "counters/_session_log.html", desk.log_context())
    return desk.render()


@require_safe
def session_people(request: HttpRequest, site: str, day: date) -> HttpResponse:
    """Heads and leaders in the desk's head, as the open page asks for them."""
    return render(request, "counters/_desk_people.html", Desk.load(request, site, day).people_context())


@require_POST
def session_setup(request: HttpRequest, site: str, day: date) -> HttpResponse:
    desk = Desk.load_to_write(request, site, day)
    return _with_override(desk, lambda **why: _start(desk, actions.finish_setup, why), "設営完了を記録しました。")


@require_POST
def session_open(request: HttpRequest, site: str, day: date) -> HttpResponse:
    desk = Desk.load_to_write(request, site, day)
    return _with_override(desk, lambda **why: _start(desk, actions.open_session, why), "開設しました。")


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
        is_about_the_time = not isinstance(refusal, ChecklistIncomplete | actions.PostalUnchecked)
        form.add_error("closed_time" if is_about_the_time else None, str(refusal))
        return desk.render(closing_form=form, status=422)
    messages.success(request, "閉設しました。")
    return desk.redirect()


@require_POST
def session_clear(request: HttpRequest, site: str, day: date) -> HttpResponse:
    desk = Desk.load_to_write(request, site, day)

    def clear(**why: Any) -> CounterSession:
        return actions.clear_session(
            session=desk.existing_session, by=desk.user, at=desk.now, calendar=desk.calendar, **why
        )

    return _with_override(desk, clear, "撤去完了を記録しました。")


@require_POST
def session_sign(request: HttpRequest, site: str, day: date) -> HttpResponse:
    """The site leader's signature under the day's report."""
    desk = Desk.load_to_write(request, site, day)
    try:
        actions.sign_session(session=desk.existing_session, by=desk.user, at=desk.now)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "この日の報告を確認しました。統括責任者と市に表示されます。")
    return desk.redirect()


def _start(desk: Desk, action: Callable[..., CounterSession], why: dict[str, Any]) -> CounterSession:
    return action(site=desk.site, day=desk.day, by=desk.user, at=desk.now, calendar=desk.calendar, **why)


def _with_override(desk: Desk, step: Callable[..., CounterSession], done: str) -> HttpResponse:
    """Takes a step; on a closed day the form for reason and agreement comes back with what is missing."""
    why = {}
    if "override_reason" in desk.request.POST:
        form = OverrideForm(desk.request.POST, today=desk.today)
        if not form.is_valid():
            return desk.render(override_form=form, status=422)
        why = {name: form.cleaned_data[name] for name in ("override_reason", "override_agreement")}
    try:
        step(**why)
    except NotPossible as refusal:
        messages.error(desk.request, str(refusal))
    else:
        messages.success(desk.request, done)
    return desk.redirect()
