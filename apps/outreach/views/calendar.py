from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.accounts.matrix import may
from apps.contracts.calendar import DAY, Calendar
from apps.contracts.models import term_of
from apps.core.clock import month_bounds, parse_month
from apps.outreach import actions
from apps.outreach.enums import VisitStatus
from apps.outreach.forms import VisitFilterForm
from apps.outreach.models import Visit
from apps.outreach.month import days_shown, month_table

from .people import user_of

ROWS_A_PAGE = 50


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """A month of visits, with the pace of the term and of the month."""
    today = timezone.localdate()
    first, last = _asked_month(request, today)
    business = Calendar.load()
    user = user_of(request)
    visits = Visit.objects.for_user(user).with_people()
    term = term_of(first) or term_of(last)
    context = {
        "first": first,
        "previous_month": first - DAY,
        "next_month": last + DAY,
        "weeks": month_table(
            year=first.year,
            month=first.month,
            visits=visits.scheduled().starting_between(*days_shown(first.year, first.month)),
            today=today,
            calendar=business,
        ),
        "undated": visits.filter(status=VisitStatus.REQUESTED).order_by("requested_on", "pk"),
        "pace": actions.pace(term=term, year=first.year, month=first.month, today=today, calendar=business)
        if term
        else None,
        "may_create": may(user.role, "outreach:visit_create", "POST"),
    }
    return render(request, "outreach/calendar.html", context)


@require_safe
def visit_list(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    form = VisitFilterForm(request.GET)
    visits = Visit.objects.for_user(user).with_people()
    if form.is_valid():
        if status := form.cleaned_data["status"]:
            visits = visits.filter(status=status)
        if name := form.cleaned_data["facility"]:
            visits = visits.filter(facility__name__icontains=name)
    page = Paginator(visits, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "form": form,
        "may_create": may(user.role, "outreach:visit_create", "POST"),
        "may_see_facilities": may(user.role, "outreach:facility_list"),
    }
    return render(request, "outreach/visit_list.html", context)


def _asked_month(request: HttpRequest, today: date) -> tuple[date, date]:
    """The month of the address; this month where it names none, or one that no contract will see."""
    try:
        first, last = parse_month(request.GET.get("month", ""))
    except ValueError:
        return month_bounds(today.year, today.month)
    return (first, last) if 2000 <= first.year < 3000 else month_bounds(today.year, today.month)
