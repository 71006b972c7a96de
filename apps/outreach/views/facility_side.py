"""What a facility sees and does by its link: no account, no session, its own requests only (第2-1-(3)-③)."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts import views as accounts_views
from apps.contracts.calendar import Calendar
from apps.contracts.parameters import parameter
from apps.outreach import actions, ical, links, passes
from apps.outreach.actors import Actor
from apps.outreach.facility_home import requests_of
from apps.outreach.forms import FacilityRequestForm, FacilityWishForm, WithdrawForm
from apps.outreach.live import live_answer, live_part
from apps.outreach.middleware import PREFIX
from apps.outreach.models import FacilityLink, NotPossible, Visit
from apps.outreach.passes import FacilityRequest, facility_page
from apps.outreach.plan_grid import facility_rows
from apps.outreach.tokens import token_hash

NO_COOKIE = (
    "送信を受け付けられませんでした。Cookieを使えるようにして、ご案内のアドレスやQRコードから開き直してください。"
)
REQUESTS = "outreach/facility/_requests.html"
DONE = {
    "requested": "要請を受け付けました。日程の案ができると、この画面に表示します。",
    "changed": "変更しました。",
    "unchanged": "変更はありませんでした。",
    "withdrawn": "要請を取り下げました。",
    "answered": "回答を送りました。",
    "marked": "都合を保存しました。",
}
"""What the page says after something was done, by the word in its address: without sessions there are no messages."""


@require_safe
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link: one button. It looks nothing up, so whoever fetches it learns and changes nothing."""
    return render(request, "outreach/facility/enter.html", {"token": token})


@require_POST
def open_link(request: HttpRequest) -> HttpResponse:
    """Swaps the link for a pass and a clean address.

    What does not open is counted by address. What opens is counted by its link alone, so that nobody who shares an
    address with others (a company's, a telephone network's) can lock them out.
    """
    token, now = request.POST.get("token", ""), timezone.now()
    living = FacilityLink.objects.living(now).filter(token_hash=token_hash(token)).first()
    if living is None:
        is_counted = passes.within_rate(request, "unknown_link")
        return passes.no_link(request) if is_counted else passes.too_many(request)
    if not passes.within_rate(request, "open", key=str(living.pk)):
        return passes.too_many(request)
    try:
        opened, secret = actions.open_link(token=token, at=now, minutes=passes.pass_minutes(now))
    except actions.LinkDead:
        return passes.no_link(request)
    response = HttpResponseRedirect(reverse("facility:home"), status=303)
    passes.set_cookie(response, secret, opened, now)
    return response


@require_safe
@facility_page
def home(request: FacilityRequest) -> HttpResponse:
    """The facility's requests with what comes next, and its half days while a date is sought."""
    now, facility = timezone.now(), request.facility_link.facility
    context = _requests_context(request)
    context |= live_part(request, REQUESTS, context)
    if any(row.is_open for row in context["requests"]):
        context["days"] = facility_rows(facility, now, Calendar.load())
    context["desk"] = links.desk(timezone.localdate(now))
    context["done"] = DONE.get(request.GET.get("done", ""), "")
    return render(request, "outreach/facility/home.html", context)


@require_safe
@facility_page
def live(request: FacilityRequest) -> HttpResponse:
    """The list of requests again, once something in it has changed."""
    return live_answer(request, "outreach/_live_frame.html", REQUESTS, _requests_context(request))


@require_http_methods(["GET", "HEAD", "POST"])
@facility_page
def visit_request(request: FacilityRequest) -> HttpResponse:
    """A new request."""
    form = FacilityRequestForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if passes.within_rate(request, "ask", key=str(request.facility_link.pk)):
            _ask(request, form)
        else:
            form.add_error(None, passes.TOO_MANY)
        if form.is_valid():
            return _home("requested")
    return _form(request, "outreach/facility/request.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@facility_page
def visit_change(request: FacilityRequest, pk: int) -> HttpResponse:
    """Other wishes, as long as nothing is agreed."""
    visit = _visit(request, pk)
    form = FacilityWishForm(request.POST) if request.method == "POST" else FacilityWishForm.of_visit(visit)
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.change_wishes(
                visit=visit, wishes=form.wishes, by=Actor.by_link(request.facility_link), at=timezone.now()
            )
        except NotPossible as refusal:
            _refuse(form, refusal)
        else:
            return _home("changed" if changed else "unchanged")
    return _form(request, "outreach/facility/change.html", {"form": form, "visit": visit})


@require_http_methods(["GET", "HEAD", "POST"])
@facility_page
def visit_withdraw(request: FacilityRequest, pk: int) -> HttpResponse:
    """Takes a request back that is not agreed yet."""
    visit = _visit(request, pk)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_request(
                visit=visit,
                reason=form.cleaned_data["reason"],
                by=Actor.by_link(request.facility_link),
                at=timezone.now(),
            )
        except NotPossible as refusal:
            _refuse(form, refusal)
        else:
            return _home("withdrawn")
    return _form(request, "outreach/facility/withdraw.html", {"form": form, "visit": visit})


@require_safe
@facility_page
def visit_file(request: FacilityRequest, pk: int) -> HttpResponse:
    """The date of a visit for the facility's own calendar program."""
    visit = get_object_or_404(ical.with_history(_visits(request)).filter(starts_at__isnull=False), pk=pk)
    return ical.as_download(ical.visit_file(visit), f"visit-{visit.pk}.ics")


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Gives the pass back: the device shows nothing of the facility any more."""
    now = timezone.now()
    if opened := passes.pass_of(request, now):
        actions.end_pass(opened=opened, at=now)
    response = render(request, "outreach/facility/ended.html")
    response["Clear-Site-Data"] = '"cache"'  # nor does going back
    passes.delete_cookie(response)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: in the facilities' own words on their pages, in the office's on all others.

    Everybody may send to the facilities' pages, so that only some refusals of an address are written down.
    """
    if not request.path.startswith(PREFIX):
        return accounts_views.csrf_failure(request, reason)
    if passes.within_rate(request, "refused"):
        accounts_views.csrf_failure(request, reason)
    return _plain(request, NO_COOKIE, 403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _plain(request, "送信された内容を読み取れませんでした。前の画面に戻り、もう一度お試しください。", 400)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _plain(request, "この操作はできません。", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "outreach/facility/not_found.html", status=404)


def _plain(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    return render(request, "outreach/facility/wait.html", {"sentence": sentence}, status=status)


def _requests_context(request: FacilityRequest) -> dict[str, Any]:
    facility = request.facility_link.facility
    return {
        "facility": facility,
        "link": request.facility_link,
        "requests": requests_of(facility),
        "live_id": "requests",
        "live_url": f"{reverse('facility:live')}?",
        "poll_seconds": parameter("live.poll_seconds", on=timezone.localdate()),
    }


def _form(request: FacilityRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    context |= {"facility": request.facility_link.facility, "link": request.facility_link}
    return render(request, template, context, status=422 if context["form"].errors else 200)


def _ask(request: FacilityRequest, form: FacilityRequestForm) -> None:
    """Asks for the visit, or adds to the form that none can be asked for."""
    try:
        actions.ask_for_visit(
            facility=request.facility_link.facility,
            wishes=form.wishes,
            by=Actor.by_link(request.facility_link),
            at=timezone.now(),
            submission_key=form.cleaned_data["submission_key"],
        )
    except NotPossible as refusal:
        if isinstance(refusal, actions.LinkDead):
            raise
        form.add_error(None, "いまは要請を受け付けていません。お電話でご連絡ください。")


def _refuse(form: Any, refusal: NotPossible) -> None:
    if isinstance(refusal, actions.LinkDead):
        raise refusal
    form.add_error(None, str(refusal))


def _visits(request: FacilityRequest) -> Any:
    return Visit.objects.filter(facility=request.facility_link.facility_id)


def _visit(request: FacilityRequest, pk: int) -> Visit:
    visit: Visit = get_object_or_404(_visits(request), pk=pk)
    return visit


def _home(done: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('facility:home')}?done={done}", status=303)
