from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.actions import record_access
from apps.accounts.enums import AccessKind
from apps.accounts.matrix import may
from apps.accounts.requests import SignedInRequest
from apps.callcenter.actions import (
    AlreadyClosed,
    ChangedMeanwhile,
    NotYet,
    acknowledge_emergency,
    close_emergency,
    raise_emergency,
    tick_emergency_step,
    write_words,
)
from apps.callcenter.forms import EmergencyEndForm, EmergencyForm, EmergencyWordsForm
from apps.callcenter.incidents import (
    alarm_seconds,
    steps_of,
    version_of_alarm,
    version_of_emergencies,
    version_of_emergency,
)
from apps.callcenter.models import Emergency, EmergencyStep
from apps.contracts.parameters import parameter
from apps.core.db import constraint_as_form_error

PER_PAGE = 50


@require_safe
def emergencies(request: SignedInRequest) -> HttpResponse:
    """The emergencies, newest first. By htmx the list alone, or 204."""
    user, now, is_fragment = request.user, timezone.now(), "HX-Request" in request.headers
    visible = Emergency.objects.for_user(user)
    version = version_of_emergencies(visible)
    if is_fragment and request.GET.get("v") == version:
        return HttpResponse(status=204)
    today = timezone.localdate(now)
    page = Paginator(visible.with_names(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": [(row, row.minutes_to_acknowledge(now)) for row in page],
        "page": page,
        "version": version,
        "as_of": now,
        "may_create": may(user.role, "callcenter:emergency_create", "POST"),
        "poll_seconds": parameter("live.poll_seconds", on=today),
    }
    if not is_fragment:
        record_access(request, AccessKind.VIEW, reason="緊急事案の一覧")
    return _answer(request, "callcenter/_emergency_list.html", "callcenter/emergencies.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def emergency_create(request: SignedInRequest) -> HttpResponse:
    """What happens on the line; the time is that of the key. By htmx a part of the desk, otherwise a page."""
    user, now, is_fragment = request.user, timezone.now(), "HX-Request" in request.headers
    form = EmergencyForm(
        request.POST or None,
        user=user,
        now=now,
        initial={"opened_at": now, "inquiry": request.GET.get("inquiry", "")[:20]},
    )
    if request.method == "POST" and form.is_valid():
        with constraint_as_form_error(form, Emergency):
            saved, _ = raise_emergency(
                by=user, at=now, submission_key=form.cleaned_data["submission_key"], values=form.values
            )
        if form.is_valid():
            if is_fragment:
                return _section(request, _visible(request, saved.pk))
            messages.success(request, "緊急事案として、責任者と市に知らせました。")
            return _to(saved.pk)
    context = {"form": form}
    status = 422 if form.errors and not is_fragment else 200
    return _answer(request, "callcenter/_emergency_form.html", "callcenter/emergency_create.html", context, status)


@require_safe
def emergency(request: SignedInRequest, pk: int) -> HttpResponse:
    """One emergency with its procedure; by htmx again only when something was done."""
    row = _visible(request, pk)
    if "HX-Request" in request.headers:
        if request.GET.get("v") == version_of_emergency(row):
            return HttpResponse(status=204)
        return _section(request, row)
    return _page(request, row)


@require_POST
def emergency_acknowledge(request: SignedInRequest, pk: int) -> HttpResponse:
    """Takes note of it by name; the banner goes."""
    row, is_first = acknowledge_emergency(emergency=_visible(request, pk), by=request.user, at=timezone.now())
    if is_first:
        messages.success(request, f"{row} を確認しました。")
    elif row.acknowledged_by:
        messages.info(request, f"{row.acknowledged_by.display_name}さんが、先に確認しています。")
    return _to(pk)


@require_POST
def emergency_tick(request: SignedInRequest, pk: int, step: int) -> HttpResponse:
    """One step of the procedure is done."""
    row = _visible(request, pk)
    done = get_object_or_404(EmergencyStep.objects.filter(procedure=row.procedure_id), pk=step)
    try:
        tick_emergency_step(emergency=row, step=done, by=request.user, at=timezone.now())
    except (AlreadyClosed, NotYet) as error:
        messages.error(request, str(error))
    return _section(request, _visible(request, pk)) if "HX-Request" in request.headers else _to(pk)


@require_POST
def emergency_words(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was said, written down or corrected."""
    row = _visible(request, pk)
    form = EmergencyWordsForm(request.POST, initial={"words": row.words})
    if form.is_valid():
        try:
            write_words(emergency=row, words=form.cleaned_data["words"], version=form.cleaned_data["version"])
        except (AlreadyClosed, ChangedMeanwhile) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "相手の言葉・状況を記録しました。")
            return _to(pk)
    row = _visible(request, pk)
    form.renew(row.words_version)
    return _page(request, row, words_form=form)


@require_POST
def emergency_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """How it ended."""
    row = _visible(request, pk)
    form = EmergencyEndForm(request.POST)
    if form.is_valid():
        try:
            close_emergency(emergency=row, by=request.user, at=timezone.now(), outcome=form.cleaned_data["outcome"])
        except (AlreadyClosed, NotYet) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "緊急事案を終了しました。")
            return _to(pk)
    return _page(request, _visible(request, pk), end_form=form)


@require_safe
def emergency_alarm(request: SignedInRequest) -> HttpResponse:
    """The banner on every page of those who must know, until somebody has taken note by name; 204 while it stands."""
    visible = Emergency.objects.for_user(request.user)
    version = version_of_alarm(visible)
    if request.GET.get("v", "") == version:
        return HttpResponse(status=204)
    context = {
        "emergencies": visible.unacknowledged().with_names().order_by("pk") if version else [],
        "version": version,
        "seconds": alarm_seconds(request.user.role),
    }
    return render(request, "callcenter/_emergency_alarm.html", context)


def _section(request: SignedInRequest, row: Emergency) -> HttpResponse:
    response = render(request, "callcenter/_emergency.html", _context(request, row))
    patch_vary_headers(response, ["HX-Request"])
    return response


def _page(request: SignedInRequest, row: Emergency, **posted: forms.Form) -> HttpResponse:
    """The page of one emergency; a form that was refused stands there as it was posted."""
    role = request.user.role
    context = _context(request, row) | {
        "words_form": EmergencyWordsForm(initial={"words": row.words, "version": row.words_version}),
        "end_form": EmergencyEndForm(),
        "may_close": not row.closed_at and may(role, "callcenter:emergency_close", "POST"),
    }
    record_access(request, AccessKind.VIEW, row)
    return render(request, "callcenter/emergency.html", context | posted, status=422 if posted else 200)


def _context(request: SignedInRequest, row: Emergency) -> dict[str, Any]:
    now, role = timezone.now(), request.user.role
    return {
        "emergency": row,
        "steps": steps_of(row.procedure, now, row),
        "minutes": row.minutes_to_acknowledge(now),
        "allowed": parameter("promptly.threat_response_minutes", timezone.localdate(row.opened_at)),
        "version": version_of_emergency(row),
        "as_of": now,
        "may_acknowledge": not row.acknowledged_at and may(role, "callcenter:emergency_acknowledge", "POST"),
        "may_tick": not row.closed_at and may(role, "callcenter:emergency_tick", "POST"),
        "may_write": not row.closed_at and may(role, "callcenter:emergency_words", "POST"),
        "poll_seconds": parameter("live.poll_seconds", on=timezone.localdate(now)),
    }


def _answer(
    request: SignedInRequest, fragment: str, page: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    template = fragment if "HX-Request" in request.headers else page
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _visible(request: SignedInRequest, pk: int) -> Emergency:
    return get_object_or_404(Emergency.objects.for_user(request.user).with_ticks(), pk=pk)


def _to(pk: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("callcenter:emergency", args=[pk]), status=303)
