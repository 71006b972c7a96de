"""Dates and people of a visit, and everybody's half days; the facility's two addresses are at the end."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from apps.contracts.calendar import Calendar
from apps.core.db import constraint_as_form_error
from apps.outreach import actions
from apps.outreach.actions.wishes import OPEN
from apps.outreach.actors import Actor
from apps.outreach.enums import Party
from apps.outreach.forms import AnswerForm, MarkForm, PeopleForm, ProposalForm
from apps.outreach.live import live_answer, live_part
from apps.outreach.models import DateProposal, NotPossible, PersonHold, VehicleHold, Visit
from apps.outreach.passes import FacilityRequest, facility_page
from apps.outreach.plan_grid import Choice, choices_of, facility_rows, staff_rows
from apps.outreach.visit_page import VisitPage

from .people import user_of
from .visits import detail, to_visit, visit_of

GRID = "outreach/_plan_grid.html"


@require_POST
def visit_propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Proposes a date, typed or chosen from those that suit."""
    visit = visit_of(request, pk)
    form = ProposalForm(request.POST)
    if form.is_valid():
        _propose(form, visit, Actor.of(user_of(request)))
        if form.is_valid():
            messages.success(request, "日程を提案しました。ほかの2者の回答を待ちます。")
            return to_visit(visit)
    return detail(request, visit_of(request, pk), propose_form=form)


@require_POST
def visit_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own party's answer, or the facility's as given by telephone."""
    visit = visit_of(request, pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        proposal = get_object_or_404(DateProposal, pk=form.cleaned_data["proposal"], visit=visit)
        _answer(form, proposal, Actor.of(user_of(request)))
        if form.is_valid():
            messages.success(request, "回答を記録しました。")
            return to_visit(visit)
    return detail(request, visit_of(request, pk), answer_form=form)


@require_POST
def visit_people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who goes, and in which vehicle."""
    visit, now = visit_of(request, pk), timezone.now()
    calendar = Calendar.load()
    page = VisitPage(visit, user_of(request), now, calendar)
    form = PeopleForm(request.POST, visit=visit, user=page.user, state_of=page.state_of)
    if form.is_valid():
        try:
            with constraint_as_form_error(form, PersonHold), constraint_as_form_error(form, VehicleHold):
                actions.assign(
                    visit=visit,
                    people=form.people,
                    members=form.members,
                    counter_reason=form.cleaned_data.get("counter_reason", ""),
                    by=Actor.of(page.user),
                    at=now,
                    calendar=calendar,
                )
        except actions.Conflict as conflict:
            for field, sentence in conflict.errors.items():
                name = form.extra_field().name if field == "members" else field
                form.add_error(name if name in form.fields else None, sentence)
        except actions.NoLeaderLeft as refusal:
            form.add_error("counter_reason" if "counter_reason" in form.fields else None, str(refusal))
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        if form.is_valid():
            messages.success(request, "訪問する人を記録しました。")
            return to_visit(visit)
    return detail(request, visit_of(request, pk), people_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def plan(request: HttpRequest) -> HttpResponse:
    """Half days of the coming weeks, marked by a press and seen by all who plan."""
    user = user_of(request)
    choices = choices_of(user)
    if not choices:
        return render(request, "outreach/plan.html", {"choices": []})
    asked = (request.POST if request.method == "POST" else request.GET).get("whose")
    choice = next((choice for choice in choices if choice.key == asked), None)
    if choice is None and request.method == "POST":
        raise Http404
    choice = choice or choices[0]
    refusal = _mark(request, choice.whose, Actor.of(user)) if request.method == "POST" else ""
    is_part = "HX-Request" in request.headers
    if request.method == "POST" and not is_part:
        if refusal:
            messages.error(request, refusal)
        return HttpResponseRedirect(f"{reverse('outreach:plan')}?whose={choice.key}", status=303)
    context = _plan_context(choice, refusal)
    if is_part:
        return live_answer(request, "outreach/_live_frame.html", GRID, context)
    context |= live_part(request, GRID, context) | {"choices": choices}
    return render(request, "outreach/plan.html", context)


@require_POST
@facility_page
def facility_answer(request: FacilityRequest, pk: int) -> HttpResponse:
    """The facility's 可 or 不可 to the date of one of its visits."""
    visit = _own_visit(request, pk)
    posted = request.POST.copy()
    posted["party"] = Party.FACILITY
    form = AnswerForm(posted)
    if form.is_valid():
        proposal = get_object_or_404(DateProposal, pk=form.cleaned_data["proposal"], visit=visit)
        _answer(form, proposal, Actor.by_link(request.facility_link))
        if form.is_valid():
            return _home("answered")
    context = _visit_context(request, visit) | {"answer_form": form}
    return render(request, "outreach/facility/dates.html", context, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@facility_page
def facility_propose(request: FacilityRequest, pk: int) -> HttpResponse:
    """A date that the facility proposes itself."""
    visit = _own_visit(request, pk)
    form = ProposalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        _propose(form, visit, Actor.by_link(request.facility_link))
        if form.is_valid():
            return _home("answered")
    context = _visit_context(request, visit) | {"form": form}
    return render(request, "outreach/facility/propose.html", context, status=422 if form.errors else 200)


@require_POST
@facility_page
def facility_mark(request: FacilityRequest) -> HttpResponse:
    """One press on a half day of the facility."""
    link, now = request.facility_link, timezone.now()
    refusal = _mark(request, actions.Whose(facility=link.facility), Actor.by_link(link))
    if "HX-Request" in request.headers or refusal:
        is_part = "HX-Request" in request.headers
        context = {
            "days": facility_rows(link.facility, now, Calendar.load()),
            "refusal": refusal,
            "facility": link.facility,
            "link": link,
        }
        return render(request, f"outreach/facility/{'_days' if is_part else 'days'}.html", context)
    return _home("marked")


def _propose(form: ProposalForm, visit: Visit, by: Actor) -> None:
    """Proposes what was typed, or adds to the form why it is not possible."""
    try:
        with constraint_as_form_error(form, DateProposal):
            actions.propose_date(visit=visit, **form.period, by=by, at=timezone.now())
    except actions.Conflict as conflict:
        for field, sentence in conflict.errors.items():
            form.add_error(field if field in form.fields else None, sentence)
    except actions.OutsideTerm as refusal:
        form.add_error("day", str(refusal))
    except NotPossible as refusal:
        if isinstance(refusal, actions.LinkDead):
            raise
        form.add_error(None, str(refusal))


def _answer(form: AnswerForm, proposal: DateProposal, by: Actor) -> None:
    given = form.cleaned_data
    try:
        actions.answer_proposal(
            proposal=proposal,
            party=Party(given["party"]),
            is_possible=form.is_possible,
            note=given["note"],
            by=by,
            at=timezone.now(),
        )
    except NotPossible as refusal:
        if isinstance(refusal, actions.LinkDead):
            raise
        form.add_error(None, str(refusal))


def _mark(request: HttpRequest, whose: actions.Whose, by: Actor) -> str:
    """Marks what was pressed; the sentence why not, or nothing."""
    form = MarkForm(request.POST)
    if not form.is_valid():
        return "日付が正しくありません。画面を読み込み直してください。"
    day, half, is_possible = form.cleaned_data["slot"]
    try:
        actions.mark(
            whose=whose,
            day=day,
            half=half,
            is_possible=is_possible,
            by=by,
            at=timezone.now(),
            calendar=Calendar.load(),
        )
    except NotPossible as refusal:
        if isinstance(refusal, actions.LinkDead):
            raise
        return str(refusal)
    return ""


def _plan_context(choice: Choice, refusal: str) -> dict[str, Any]:
    now, calendar = timezone.now(), Calendar.load()
    return {
        "choice": choice,
        "rows": staff_rows(choice.whose, now, calendar),
        "refusal": refusal,
        "live_id": "plan",
        "live_url": f"{reverse('outreach:plan')}?whose={choice.key}&",
        "poll_seconds": calendar.parameters.value("live.poll_seconds", timezone.localdate(now)),
    }


def _own_visit(request: FacilityRequest, pk: int) -> Visit:
    return get_object_or_404(Visit, pk=pk, facility=request.facility_link.facility_id)


def _visit_context(request: FacilityRequest, visit: Visit) -> dict[str, Any]:
    return {
        "facility": request.facility_link.facility,
        "link": request.facility_link,
        "visit": visit,
        "proposal": visit.proposals.standing().with_answers().first(),
        "is_open": visit.status in OPEN,
    }


def _home(done: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('facility:home')}?done={done}", status=303)
