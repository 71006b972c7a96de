from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.accounts.models import User
from apps.contracts.calendar import DAY, Calendar
from apps.core.clock import asked_month
from apps.counters.hours import month_by_counter, total_of
from apps.counters.permissions import readable_sites


@require_safe
def hours(request: HttpRequest) -> HttpResponse:
    """One month of every counter: minutes late and early, open, set up and cleared (第2-1-(8))."""
    today = timezone.localdate()
    first, last = asked_month(request.GET.get("month"), today)
    sites = list(readable_sites(cast(User, request.user), today))
    months = month_by_counter(first=first, last=last, sites=sites, calendar=Calendar.load(), today=today)
    context = {
        "first": first,
        "months": months,
        "total": total_of(months),
        "previous": first - DAY,
        "next": last + DAY,
    }
    return render(request, "counters/hours.html", context)
