from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from apps.accounts.matrix import may
from apps.accounts.models import User
from apps.contracts.calendar import DAY, Calendar
from apps.contracts.models import term_of
from apps.core.clock import FIRST_DAY, LAST_DAY, asked_month
from apps.outreach import actions
from apps.outreach.enums import VisitStatus
from apps.outreach.forms import VisitFilterForm
from apps.outreach.leaflets import current_warning
from apps.outreach.live import live_answer, live_part
from apps.outreach.models import Visit, VisitQuerySet
from apps.outreach.month import days_shown, month_table

from .people import user_of

ROWS_A_PAGE = 50


MONTH = "outreach/_calendar.html"


@require_safe
@vary_on_headers("HX-Request")
def calendar(request: HttpRequest) -> HttpResponse:
    """A month of visits, with the pace of the term and of the month; the open page gets what has changed."""
    now = timezone.now()
    today = timezone.localdate(now)
    context = _month(request, today)
    if "HX-Request" in request.headers:
        return live_answer(request, "outreach/_live_frame.html", MONTH, context)
    context |= live_part(request, MONTH, context)
    if may(user_of(request).role, "outreach:leaflets", "GET"):
        context["leaflet_warning"] = current_warning(today)
    return render(request, "outreach/calendar.html", context)


def _month(request: HttpRequest, today: date) -> dict[str, Any]:
    first, last = asked_month(request.GET.get("month"), today)
    business, user = Calendar.load(), user_of(request)
    visits = Visit.objects.for_user(user).with_people()
    if is_mine := request.GET.get("mine") == "1":
        visits = visits.with_person(user)
    shown = visits.scheduled().starting_between(*days_shown(first.year, first.month))
    term = term_of(first) or term_of(last)
    mine = "&mine=1" if is_mine else ""
    return {
        "first": first,
        "previous_month": first - DAY,
        "next_month": last + DAY,
        "is_mine": is_mine,
        "weeks": month_table(year=first.year, month=first.month, visits=shown, today=today, calendar=business),
        "undated": visits.filter(status=VisitStatus.REQUESTED).order_by("requested_on", "pk"),
        "pace": actions.pace(term=term, year=first.year, month=first.month, today=today, calendar=business)
        if term
        else None,
        "may_create": may(user.role, "outreach:visit_create", "POST"),
        "live_id": "month",
        "live_url": f"{reverse('outreach:calendar')}?month={first:%Y-%m}{mine}&",
        "poll_seconds": business.parameters.value("live.poll_seconds", today),
    }


@require_safe
def visit_list(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    form = VisitFilterForm(request.GET)
    visits = Visit.objects.for_user(user).with_people()
    if form.is_valid():
        visits = _filtered(visits, form.cleaned_data, user)
    page = Paginator(visits, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "form": form, "may_create": may(user.role, "outreach:visit_create", "POST")}
    return render(request, "outreach/visit_list.html", context)


def _filtered(visits: VisitQuerySet, given: dict[str, Any], user: User) -> VisitQuerySet:
    if given["status"]:
        visits = visits.filter(status=given["status"])
    if given["facility"]:
        visits = visits.filter(facility__name__icontains=given["facility"])
    if given["first"] or given["last"]:
        visits = visits.starting_between(given["first"] or FIRST_DAY, given["last"] or LAST_DAY)
    return visits.with_person(user) if given["mine"] else visits
