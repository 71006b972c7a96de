from datetime import date
from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from apps.accounts import drafts
from apps.accounts.matrix import may
from apps.accounts.models import User
from apps.counters import actions
from apps.counters.desk import Desk
from apps.counters.forms import HandOverForm, OutcomeForm, TroubleForm, TroubleTextForm
from apps.counters.models import NotPossible, Trouble
from apps.counters.permissions import can_amend_trouble

PAGE_SIZE = 50


@require_POST
@vary_on_headers("HX-Request")
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
            drafts.discard(desk.user, desk.trouble_draft_key)
            return desk.answer_trouble(saved="困難事例・トラブルを記録しました。")
    return desk.answer_trouble(form)


@require_http_methods(["GET", "HEAD", "POST"])
def trouble_amend(request: HttpRequest, site: str, day: date, pk: int) -> HttpResponse:
    """Corrects the words of a trouble."""
    desk = Desk.load_to_write(request, site, day)
    trouble = _trouble_of(desk, pk)
    if not can_amend_trouble(desk.user, trouble):
        raise PermissionDenied
    written = {"situation": trouble.situation, "response": trouble.response}
    form = TroubleTextForm(request.POST if request.method == "POST" else None, initial=written)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.amend_trouble(trouble=trouble, situation=given["situation"], response=given["response"])
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "困難事例・トラブルを訂正しました。")
            return desk.redirect()
    context = {"site": desk.site, "day": desk.day, "trouble": trouble, "form": form}
    return render(request, "counters/trouble_amend.html", context, status=422 if form.errors else 200)


@require_POST
def trouble_hand_over(request: HttpRequest, site: str, day: date, pk: int) -> HttpResponse:
    """Asks a leader to take a trouble over."""
    desk = Desk.load_to_write(request, site, day)
    trouble = _trouble_of(desk, pk)
    form = HandOverForm(request.POST)
    if not form.is_valid():
        messages.error(request, "引継ぎ先を選んでください。")
        return desk.redirect()
    try:
        handed = actions.hand_over_trouble(trouble=trouble, to=form.cleaned_data["to"], by=desk.user, at=desk.now)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{handed.get_handed_to_role_display()}へ引き継ぎました。")
    return desk.redirect()


@require_safe
def trouble_queue(request: HttpRequest) -> HttpResponse:
    """What leaders were asked to take over, open ones first (第2-1-(9)-②-統括オ・ク, 運営ウ)."""
    return _queue(request)


@require_POST
def trouble_take(request: HttpRequest, pk: int) -> HttpResponse:
    trouble = _queued_trouble(request, pk)
    try:
        actions.take_trouble(trouble=trouble, by=_user(request), at=timezone.now())
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "引き受けました。")
    return HttpResponseRedirect(reverse("counters:trouble_queue"), status=303)


@require_POST
def trouble_solve(request: HttpRequest, pk: int) -> HttpResponse:
    trouble = _queued_trouble(request, pk)
    form = OutcomeForm(request.POST, auto_id=f"id_{trouble.pk}_%s")
    if form.is_valid():
        try:
            actions.solve_trouble(
                trouble=trouble, outcome=form.cleaned_data["outcome"], by=_user(request), at=timezone.now()
            )
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "解決を記録しました。")
            return HttpResponseRedirect(reverse("counters:trouble_queue"), status=303)
    return _queue(request, solving=trouble, form=form)


def _queue(request: HttpRequest, *, solving: Trouble | None = None, form: OutcomeForm | None = None) -> HttpResponse:
    """The queue; the trouble that could not be solved has its form there, as it was posted."""
    user = _user(request)
    people = ("recorded_by", "handed_by", "taken_by", "solved_by")
    troubles = Trouble.objects.for_user(user).handed_over().most_urgent_first().select_related("session__site", *people)
    page = Paginator(troubles, PAGE_SIZE).get_page(request.GET.get("page"))
    takes_over = may(user.role, "counters:trouble_take", "POST")
    rows = [
        {
            "trouble": trouble,
            "is_mine": takes_over and trouble.handed_to_role == user.role,
            "form": form if solving == trouble and form else OutcomeForm(auto_id=f"id_{trouble.pk}_%s"),
        }
        for trouble in page
    ]
    return render(
        request,
        "counters/trouble_queue.html",
        {"page": page, "rows": rows, "solving": form},
        status=422 if form else 200,
    )


def _queued_trouble(request: HttpRequest, pk: int) -> Trouble:
    return get_object_or_404(Trouble.objects.for_user(_user(request)).handed_over(), pk=pk)


def _trouble_of(desk: Desk, pk: int) -> Trouble:
    troubles = Trouble.objects.filter(session__site=desk.site, session__held_on=desk.day)
    return get_object_or_404(troubles.select_related("session"), pk=pk)


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)
