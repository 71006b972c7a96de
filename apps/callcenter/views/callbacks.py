from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.actions import record_access
from apps.accounts.enums import AccessKind
from apps.accounts.matrix import may
from apps.accounts.models import User
from apps.accounts.requests import SignedInRequest
from apps.callcenter.actions import (
    CallbackNotPossible,
    claim_callback,
    end_callback,
    promise_callback,
    record_callback_attempt,
    release_callback,
)
from apps.callcenter.enums import CallbackState, Result
from apps.callcenter.escalations import missing_case_days, shown_since
from apps.callcenter.forms import AttemptForm, CallbackCreateForm, CallbackEndForm, ClaimForm
from apps.callcenter.models import Callback, CallbackAttempt, CallbackClaim, CallbackErasure, Inquiry
from apps.callcenter.models.inquiries import InquiryQuerySet
from apps.contracts.parameters import parameter
from apps.core.db import constraint_as_form_error
from apps.core.marks import mark_of

PER_PAGE = 50
MOST_SHOWN = 200
ERASURES_SHOWN = 14


@require_safe
def callbacks(request: SignedInRequest) -> HttpResponse:
    """Whom to call back, the first due first, masked, with who is calling now. By htmx the list alone, or 204."""
    user, now, is_fragment = request.user, timezone.now(), "HX-Request" in request.headers
    version = _version(user, now)
    if is_fragment and request.GET.get("v") == version:
        return HttpResponse(status=204)
    visible = Callback.objects.for_user(user)
    page = Paginator(visible.waiting().in_order().with_attempts(), PER_PAGE).get_page(request.GET.get("page"))
    live = {claim.callback_id: claim for claim in CallbackClaim.objects.live(now).select_related("user")}
    counted = dict(visible.values_list("state").annotate(count=Count("pk")).order_by())
    context = {
        "rows": [(row, live.get(row.pk), list(row.attempts.all())[-1:], row.due_at < now) for row in page],
        "page": page,
        "missing": _without_callback(user, now)[:MOST_SHOWN],
        "missing_days": missing_case_days(now),
        "counts": [(state.label, counted.get(state.value, 0)) for state in CallbackState],
        "version": version,
        "as_of": now,
        "may_create": may(user.role, "callcenter:callback_create", "POST"),
        "poll_seconds": parameter("live.poll_seconds", on=timezone.localdate(now)),
    }
    if not is_fragment:
        context["erasures"] = CallbackErasure.objects.all()[:ERASURES_SHOWN]
        record_access(request, AccessKind.VIEW, reason="折り返しの一覧")
    template = "callcenter/_callback_list.html" if is_fragment else "callcenter/callbacks.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def callback_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """Promises a call about an inquiry that was saved without one."""
    user, now = request.user, timezone.now()
    inquiry = get_object_or_404(Inquiry.objects.for_user(user).with_names(), pk=pk)
    form = CallbackCreateForm(request.POST or None, now=now)
    if request.method == "POST" and form.is_valid():
        try:
            with constraint_as_form_error(form, Callback):
                promise_callback(
                    inquiry=inquiry, by=user, at=now, values=form.values,
                    submission_key=form.cleaned_data["submission_key"],
                )  # fmt: skip
        except CallbackNotPossible as error:
            form.add_error(None, str(error))
        if form.is_valid():
            messages.success(request, "折り返しを登録しました。")
            return HttpResponseRedirect(reverse("callcenter:callbacks"), status=303)
    context = {"form": form, "inquiry": inquiry}
    return render(request, "callcenter/callback_create.html", context, status=422 if form.errors else 200)


@require_safe
def callback(request: SignedInRequest, pk: int) -> HttpResponse:
    """One call-back, masked."""
    return _page(request, _visible(request, pk))


@require_POST
def callback_claim(request: SignedInRequest, pk: int) -> HttpResponse:
    """Takes the call-back and shows the number once, for a reason that goes into the access log."""
    row, now = _visible(request, pk), timezone.now()
    form = ClaimForm(request.POST)
    if form.is_valid():
        try:
            claim_callback(callback=row, by=request.user, now=now)
        except CallbackNotPossible as error:
            form.add_error(None, str(error))
            return _page(request, _visible(request, pk), status=409, claim_form=form)
        return _page(request, _visible(request, pk), shown_for=form.cleaned_data["reason"])
    return _page(request, row, status=422, claim_form=form)


@require_POST
def callback_release(request: SignedInRequest, pk: int) -> HttpResponse:
    """Gives the call-back back uncalled."""
    release_callback(callback=_visible(request, pk), by=request.user)
    return HttpResponseRedirect(reverse("callcenter:callbacks"), status=303)


@require_POST
def callback_attempt(request: SignedInRequest, pk: int) -> HttpResponse:
    """What came of the call."""
    row, now = _visible(request, pk), timezone.now()
    form = AttemptForm(request.POST, now=now)
    if form.is_valid():
        given = form.cleaned_data
        try:
            attempt, _ = record_callback_attempt(
                callback=row, by=request.user, at=now, result=given["result"], due_at=given["due_at"],
                submission_key=given["submission_key"],
            )  # fmt: skip
        except CallbackNotPossible as error:
            form.add_error(None, str(error))
            return _page(request, _visible(request, pk), status=409, attempt_form=form)
        messages.success(request, f"架電の結果（{attempt.get_result_display()}）を記録しました。")
        return HttpResponseRedirect(reverse("callcenter:callbacks"), status=303)
    return _page(request, row, status=422, attempt_form=form)


@require_POST
def callback_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """There will be no further call, and why."""
    row = _visible(request, pk)
    form = CallbackEndForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            end_callback(callback=row, state=given["state"], by=request.user, at=timezone.now(), reason=given["reason"])
        except CallbackNotPossible as error:
            form.add_error(None, str(error))
            return _page(request, _visible(request, pk), status=409, end_form=form)
        messages.success(request, "折り返しを終了しました。個人情報は定めた日数の後、夜間に消去します。")
        return HttpResponseRedirect(reverse("callcenter:callbacks"), status=303)
    return _page(request, row, status=422, end_form=form)


def _page(
    request: SignedInRequest, row: Callback, *, shown_for: str = "", status: int = 200, **posted: forms.Form
) -> HttpResponse:
    """One call-back. Writes the access row that every look at it costs."""
    if shown_for:
        record_access(request, AccessKind.UNMASK, row, shown_for)
    else:
        record_access(request, AccessKind.VIEW, row)
    now, user = timezone.now(), request.user
    claim = CallbackClaim.objects.live(now).filter(callback=row).select_related("user").first()
    context: dict[str, Any] = {
        "callback": row,
        "attempts": row.attempts.all(),
        "claim": claim,
        "is_mine": claim is not None and claim.user_id == user.pk,
        "is_shown": bool(shown_for),
        "is_late": row.is_waiting and row.due_at < now,
        "may_call": may(user.role, "callcenter:callback_claim", "POST"),
        "claim_form": ClaimForm(),
        "attempt_form": AttemptForm(now=now),
        "end_form": CallbackEndForm(),
    }
    return render(request, "callcenter/callback.html", context | posted, status=status)


def _visible(request: SignedInRequest, pk: int) -> Callback:
    return get_object_or_404(Callback.objects.for_user(request.user).with_attempts(), pk=pk)


def _without_callback(user: User, now: datetime) -> InquiryQuerySet:
    """Recent inquiries with the result 未了 for which nobody was promised a call."""
    rows = Inquiry.objects.for_user(user).saved_between(shown_since(now), None)
    return rows.filter(result=Result.PENDING, callbacks__isnull=True).with_names().newest_first()


def _version(user: User, now: datetime) -> str:
    """Changes when anything that the list shows changes."""
    visible = Callback.objects.for_user(user)
    shown = (
        list(visible.waiting().order_by("pk").values_list("pk", "due_at")),
        CallbackAttempt.objects.filter(callback__in=visible.waiting()).count(),
        list(CallbackClaim.objects.live(now).order_by("pk").values_list("pk", "callback", "user")),
        visible.exclude(state=CallbackState.WAITING).count(),
        list(_without_callback(user, now).values_list("pk", flat=True)[:MOST_SHOWN]),
        visible.waiting().filter(due_at__lt=now).count(),
    )
    return mark_of(shown)
