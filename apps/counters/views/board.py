from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from apps.accounts.matrix import may
from apps.accounts.models import User
from apps.contracts.calendar import DAY, Calendar
from apps.core.clock import asked_day
from apps.counters.board import contact_card, day_board
from apps.counters.desk import poll_seconds


@require_safe
@vary_on_headers("HX-Request")
def board(request: HttpRequest) -> HttpResponse:
    """Every place of one day; the open page asks again and gets 204 while nothing has changed."""
    user = cast(User, request.user)
    now = timezone.now()
    today = timezone.localdate(now)
    day = asked_day(request.GET.get("date"), today)
    calendar = Calendar.load()
    shown = day_board(user=user, day=day, now=now, calendar=calendar)
    if request.GET.get("v") == shown.version:
        return HttpResponse(status=204)
    context = {
        "board": shown,
        "day": day,
        "today": today,
        "previous_day": day - DAY,
        "next_day": day + DAY,
        "poll_seconds": poll_seconds(calendar, today) if day == today else None,
        "can_see_postings": may(user.role, "workforce:postings"),
        "can_see_month": may(user.role, "counters:hours"),
    }
    is_fragment = "HX-Request" in request.headers
    if not is_fragment:
        context["contacts"] = contact_card(user=user, day=day, calendar=calendar)
    return render(request, "counters/_board_table.html" if is_fragment else "counters/board.html", context)
