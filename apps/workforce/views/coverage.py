from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from apps.accounts.models import User
from apps.contracts.calendar import DAY, Calendar
from apps.contracts.models import Site
from apps.core.clock import asked_day, asked_month
from apps.workforce.attendance_scope import can_lead, kinds_read
from apps.workforce.coverage import DayCoverage
from apps.workforce.coverage_page import coverage_page, is_vacancy_seen
from apps.workforce.models import Outing, Vacancy, month_of
from apps.workforce.place_page import people_of, place_of


@dataclass(frozen=True)
class VacancyLine:
    """One vacancy of the list, and whether its hours are over."""

    vacancy: Vacancy
    is_over: bool

    @property
    def rank(self) -> int:
        """Open ones first, then those that nobody filled, then the filled."""
        if self.vacancy.filled_at is not None:
            return 2
        return 1 if self.is_over else 0


@require_safe
@vary_on_headers("HX-Request")
def coverage(request: HttpRequest) -> HttpResponse:
    """Every place of one day; the open page asks again and gets 204 while nothing has changed."""
    user = cast(User, request.user)
    now = timezone.now()
    today = timezone.localdate(now)
    day = asked_day(request.GET.get("date"), today)
    calendar = Calendar.load()
    page = coverage_page(user=user, day=day, now=now, calendar=calendar)
    if request.GET.get("v") == page.version:
        return HttpResponse(status=204)
    context = {
        "page": page,
        "day": day,
        "today": today,
        "previous_day": day - DAY,
        "next_day": day + DAY,
        "poll_seconds": calendar.parameters.value("live.poll_seconds", day) if day == today else None,
    }
    is_fragment = "HX-Request" in request.headers
    return render(request, "workforce/_coverage.html" if is_fragment else "workforce/coverage.html", context)


@require_safe
def coverage_place(request: HttpRequest, place: str) -> HttpResponse:
    """Who is planned and who is there at one place of a day, with what a leader does about it."""
    user = cast(User, request.user)
    now = timezone.now()
    today = timezone.localdate(now)
    day = asked_day(request.GET.get("date"), today)
    calendar = Calendar.load()
    where = place_of(user, place, day)
    site = where if isinstance(where, Site) else None
    context = {
        "place": place,
        "where": where,
        "site": site,
        "day": day,
        "today": today,
        "previous_day": day - DAY,
        "next_day": day + DAY,
        "is_outing": isinstance(where, Outing),
        "people": people_of(user, where, day, now),
        "leads": can_lead(user, site),
        "planned": DayCoverage.planned(day, calendar).find(place),
        "actual": DayCoverage.actual(day, calendar, now).find(place),
        "closed_reason": calendar.closed_reason(site.code, day) if site else None,
    }
    return render(request, "workforce/coverage_place.html", context)


@require_safe
def vacancies(request: HttpRequest) -> HttpResponse:
    """The vacancies of a month, those still open first: when they were found and when they were filled."""
    user = cast(User, request.user)
    now = timezone.now()
    today = timezone.localdate(now)
    first, last = asked_month(request.GET.get("month"), today)
    rows = Vacancy.objects.filter(day__range=(first, last)).select_related("site", "outing")
    kinds, clock = kinds_read(user), timezone.localtime(now).time()
    lines = [
        VacancyLine(row, is_over=(row.day, row.ends_at) <= (today, clock))
        for row in rows
        if is_vacancy_seen(row, kinds)
    ]
    filled = [line.vacancy.minutes_open for line in lines if line.vacancy.minutes_open is not None]
    context = {
        "lines": sorted(lines, key=lambda line: (line.rank, line.vacancy.day, line.vacancy.starts_at)),
        "month": first,
        "previous_month": month_of(first - DAY),
        "next_month": last + DAY,
        "open_count": sum(line.rank == 0 for line in lines),
        "lost_count": sum(line.rank == 1 for line in lines),
        "filled_count": len(filled),
        "longest": max(filled, default=None),
    }
    return render(request, "workforce/vacancies.html", context)
