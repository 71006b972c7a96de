from collections.abc import Callable
from datetime import datetime
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
from apps.accounts.enums import CITY_ROLES, AccessKind
from apps.accounts.matrix import may
from apps.accounts.requests import SignedInRequest
from apps.callcenter.actions import enter_city_form, escalate, step_escalation
from apps.callcenter.enums import EscalationState, Told
from apps.callcenter.escalations import MOST_SHOWN, clocked, missing_case_days, version_for, without_escalation
from apps.callcenter.forms import AnswerForm, CityFormNumberForm, CloseForm, EscalationForm, ResendForm, ReturnForm
from apps.callcenter.models import Escalation, Inquiry, StepNotAllowed
from apps.contracts.parameters import parameter
from apps.core.db import constraint_as_form_error

PER_PAGE = 20


@require_safe
def escalations(request: SignedInRequest) -> HttpResponse:
    """What the city was asked: waiting for the city, back at the centre, done. By htmx the lists alone, or 204."""
    user, now, is_fragment = request.user, timezone.now(), "HX-Request" in request.headers
    version = version_for(user, now)
    if is_fragment and request.GET.get("v") == version:
        return HttpResponse(status=204)
    visible = Escalation.objects.for_user(user)
    opened = clocked(list(visible.open().with_steps().order_by("sent_at", "pk")), now)
    closed = Paginator(visible.filter(state=EscalationState.CLOSED).with_steps(), PER_PAGE)
    context = {
        "with_city": [row for row in opened if row.escalation.is_with_city],
        "with_centre": [row for row in opened if not row.escalation.is_with_city],
        "missing": without_escalation(user, now)[:MOST_SHOWN],
        "missing_days": missing_case_days(now),
        "page": closed.get_page(request.GET.get("page")),
        "version": version,
        "as_of": now,
        "is_city": user.role in CITY_ROLES,
        "may_take": may(user.role, "callcenter:escalation_take", "POST"),
        "may_create": may(user.role, "callcenter:escalation_create", "POST"),
        "poll_seconds": parameter("live.poll_seconds", on=timezone.localdate(now)),
    }
    if not is_fragment:
        record_access(request, AccessKind.VIEW, reason="エスカレーションの一覧")
    template = "callcenter/_escalation_list.html" if is_fragment else "callcenter/escalations.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def escalation(request: SignedInRequest, pk: int) -> HttpResponse:
    """One escalation with all its steps and what this person may do; by htmx again only when something was done."""
    row = _visible(request, pk)
    if "HX-Request" in request.headers and request.GET.get("v") == _version(row):
        return HttpResponse(status=204)
    return _page(request, row, timezone.now())


@require_http_methods(["GET", "HEAD", "POST"])
def escalation_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """Asks the city about an inquiry that was saved with 転送 alone."""
    user, now = request.user, timezone.now()
    inquiry = get_object_or_404(Inquiry.objects.for_user(user).with_names(), pk=pk)
    if existing := Escalation.objects.filter(inquiry=inquiry).first():
        return _to(existing.pk)
    form = EscalationForm(request.POST or None, now=now, initial={"question": inquiry.transfer_reason})
    if request.method == "POST" and form.is_valid():
        try:
            with constraint_as_form_error(form, Escalation):
                sent, _ = escalate(inquiry=inquiry, by=user, at=now, values=form.values)
        except StepNotAllowed as error:
            form.add_error(None, str(error))
        if form.is_valid():
            messages.success(request, f"{sent} を市に送付しました。")
            return _to(sent.pk)
    context = {"form": form, "inquiry": inquiry}
    return render(request, "callcenter/escalation_create.html", context, status=422 if form.errors else 200)


@require_POST
def escalation_take(request: SignedInRequest, pk: int) -> HttpResponse:
    """The city takes it; of two officers at once, one does and the other reads who."""
    row = _visible(request, pk)
    try:
        step_escalation(escalation=row, state=EscalationState.TAKEN, by=request.user, at=timezone.now())
    except StepNotAllowed as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{row} を受領しました。")
    return _to(pk)


@require_POST
def escalation_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    return _step(request, pk, EscalationState.ANSWERED, "answer_form", AnswerForm, "回答を記録しました。")


@require_POST
def escalation_return(request: SignedInRequest, pk: int) -> HttpResponse:
    return _step(request, pk, EscalationState.RETURNED, "return_form", ReturnForm, "差し戻しました。")


@require_POST
def escalation_resend(request: SignedInRequest, pk: int) -> HttpResponse:
    return _step(request, pk, EscalationState.SENT, "resend_form", ResendForm, "市にもう一度送付しました。")


@require_POST
def escalation_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """The end; where the centre owes the caller the answer, with whether they have heard it."""

    def build(*args: Any) -> CloseForm:
        return CloseForm(*args, is_reply_due=_visible(request, pk).is_reply_due)

    return _step(request, pk, EscalationState.CLOSED, "close_form", build, "完了にしました。")


@require_POST
def escalation_form(request: SignedInRequest, pk: int) -> HttpResponse:
    """The number of the city's electronic form, where it went out after the call."""
    row, now = _visible(request, pk), timezone.now()
    form = CityFormNumberForm(request.POST, now=now)
    if form.is_valid():
        given = form.cleaned_data
        try:
            with constraint_as_form_error(form, Escalation):
                enter_city_form(escalation=row, form_sent_at=given["form_sent_at"], form_number=given["form_number"])
        except StepNotAllowed as error:
            form.add_error(None, str(error))
        if form.is_valid():
            messages.success(request, "市の電子フォームの受付番号を記録しました。")
            return _to(pk)
    return _page(request, row, now, city_form=form)


def _step(
    request: SignedInRequest,
    pk: int,
    state: EscalationState,
    name: str,
    build: Callable[..., forms.Form],
    done: str,
) -> HttpResponse:
    """One step with words: the form judged, the step taken, or the page again with the form as it was posted."""
    row, now = _visible(request, pk), timezone.now()
    form = build(request.POST)
    if form.is_valid():
        told: Told | None = form.cleaned_data.get("told")
        text: str = form.cleaned_data["text"]
        try:
            step_escalation(escalation=row, state=state, by=request.user, at=now, text=text, told=told)
        except StepNotAllowed as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, done)
            return _to(pk)
    return _page(request, _visible(request, pk), now, **{name: form})


def _page(request: SignedInRequest, row: Escalation, now: datetime, **posted: forms.Form) -> HttpResponse:
    """The page of one escalation; a form that was refused stands there open, as it was posted."""
    is_fragment = "HX-Request" in request.headers and not posted
    user = request.user
    context = {
        "row": clocked([row], now)[0],
        "escalation": row,
        "steps": row.steps.all(),
        "version": _version(row),
        "as_of": now,
        "next_states": [state.value for state in EscalationState if row.may_become(state, by=user)],
        "answer_form": AnswerForm(),
        "return_form": ReturnForm(),
        "resend_form": ResendForm(),
        "close_form": CloseForm(is_reply_due=row.is_reply_due),
        "city_form": CityFormNumberForm(now=now),
        "may_enter_form": row.is_open and not row.form_number and may(user.role, "callcenter:escalation_form", "POST"),
        "callback": row.inquiry.callbacks.order_by("-pk").first() if may(user.role, "callcenter:callback") else None,
        "is_city": user.role in CITY_ROLES,
        "poll_seconds": parameter("live.poll_seconds", on=timezone.localdate(now)),
    } | posted
    if not is_fragment:
        record_access(request, AccessKind.VIEW, row)
    template = "callcenter/_escalation.html" if is_fragment else "callcenter/escalation.html"
    response = render(request, template, context, status=422 if posted else 200)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _visible(request: SignedInRequest, pk: int) -> Escalation:
    return get_object_or_404(Escalation.objects.for_user(request.user).with_steps(), pk=pk)


def _version(row: Escalation) -> str:
    return f"{len(row.steps.all())}.{row.form_number}"


def _to(pk: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("callcenter:escalation", args=[pk]), status=303)
