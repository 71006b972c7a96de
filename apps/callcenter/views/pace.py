from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.matrix import may
from apps.accounts.models import User
from apps.callcenter import pace as paces
from apps.callcenter import seats as seating
from apps.callcenter import surge as surges_seen
from apps.callcenter.actions import decide_surge
from apps.callcenter.arrivals import OpenHalfHour, clock_of, half_hours, open_half_hours, pattern
from apps.callcenter.charts import answer_chart
from apps.callcenter.counts import CALL_CENTRE
from apps.callcenter.enums import SurgeDecision
from apps.callcenter.forms import SeatForm, SurgeForm
from apps.callcenter.models import SurgeEvent
from apps.callcenter.spread import spread
from apps.callcenter.staffing import NoSuchLoad
from apps.contracts.calendar import Calendar
from apps.core.clock import FIRST_DAY, LAST_DAY, WEEKDAYS, asked_day, asked_month, day_bounds, month_bounds
from apps.workforce.coverage import actual_days
from apps.workforce.models import StaffingTalk

SURGES_SHOWN = 100


@require_safe
def pace(request: HttpRequest) -> HttpResponse:
    """How the month's answer rate stands and will end, when calls are lost, and how they fall on the operators."""
    now, calendar = timezone.now(), Calendar.load()
    today = timezone.localdate(now)
    first, last = asked_month(request.GET.get("month"), today)
    month = paces.month_to_date(first, now, calendar)
    clocked = actual_days(first, min(last, today), calendar, now) if first <= today else []
    weekdays, heat = month.heat()
    context = {
        "pace": month,
        "today": today,
        "before": first - timedelta(days=1) if first > FIRST_DAY else None,
        "after": last + timedelta(days=1) if last < LAST_DAY else None,
        "chart": answer_chart(month.chart_days(), month.target),
        "weekdays": [(WEEKDAYS[number - 1], judged) for number, judged in month.by_weekday()],
        "heat_head": [WEEKDAYS[number - 1] for number in weekdays],
        "heat": [(clock_of(number), [(cell, shade(cell)) for cell in cells]) for number, cells in heat],
        "floor": calendar.parameters.value("callcenter.minimum_seats", last),
        "short_seconds": calendar.parameters.value("callcenter.short_abandon_seconds", last),
        "floor_kept": seating.floor_kept(clocked),
        "spread": spread(first, last, now, calendar, clocked),
        "talk": StaffingTalk.objects.filter(month=first).select_related("confirmed_by").first(),
        "surges": SurgeEvent.objects.found_between(day_bounds(first)[0], day_bounds(last)[1]).count(),
    }
    return render(request, "callcenter/pace.html", context)


def shade(cell: paces.Judged | None) -> int:
    """0 where the target is kept, then 1 to 3 by how far it is missed; the cell says the rate in figures too."""
    if cell is None or cell.meets is not False:
        return 0
    missed = cell.lost_percent - (100 - cell.target)
    return 1 if missed < 5 else 2 if missed < 15 else 3


@dataclass(frozen=True)
class Reading:
    """One way to understand the specification's minutes a call (C15), and the seats that it leads to."""

    label: str
    times: seating.Times
    most_seats: int
    seat_hours: int


@require_safe
def seats(request: HttpRequest) -> HttpResponse:
    """Seats that each half hour of a week needs, beside those of the roster, and what a seat is worth."""
    now, calendar = timezone.now(), Calendar.load()
    today = timezone.localdate(now)
    form = SeatForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    day = asked_day(str(asked.get("week") or ""), _next_open(today, calendar))
    monday = day - timedelta(days=day.weekday())
    read = calendar.parameters.value
    agreed = seating.Times.agreed(calendar, day)
    times = seating.Times(
        asked.get("talk") or agreed.talk,
        agreed.wrap_up if asked.get("wrap_up") is None else asked["wrap_up"],
        asked.get("patience") or agreed.patience,
    )
    form.show(agreed)
    first, last = paces.recent_days(now, calendar)
    cells = half_hours(first, last, calendar, short_seconds=read("callcenter.short_abandon_seconds", day))
    usual = pattern(cells, first, last, calendar)
    reason = paces.too_little(usual, calendar, today)
    context: dict[str, Any] = {
        "form": form,
        "monday": monday,
        "week_before": monday - timedelta(days=7),
        "week_after": monday + timedelta(days=7),
        "times": times,
        "agreed": agreed,
        "measured": seating.measure(
            cells, first, last, longest_wrap_up=timedelta(minutes=read("callcenter.record_delay_minutes", day))
        ),
        "recent": (first, last),
        "days": usual.days if usual else 0,
        "target": read("callcenter.answer_rate_percent", day),
        "floor": read("callcenter.minimum_seats", day),
        "minutes_per_call": read("callcenter.minutes_per_call", day),
        "no_plan": reason,
    }
    if usual and not reason:
        try:
            context |= _plan(
                seating.SeatModel(usual, times, context["target"], context["floor"]), monday, day, calendar
            )
        except NoSuchLoad as refusal:
            context["no_plan"] = str(refusal)
    return render(request, "callcenter/seats.html", context, status=422 if form.errors else 200)


def _plan(model: seating.SeatModel, monday: date, day: date, calendar: Calendar) -> dict[str, Any]:
    """The week's table, the prices and the month of `day` in four ways to fill its seats."""
    month = month_bounds(day.year, day.month)
    sunday = monday + timedelta(days=6)
    planned = seating.planned_seats(min(monday, month[0]), max(sunday, month[1]), calendar)
    week = [model.need(half_hour, planned) for half_hour in open_half_hours(monday, sunday, calendar)]
    in_month = open_half_hours(*month, calendar)
    rostered = [half_hour for half_hour in in_month if (half_hour.day, half_hour.number) in planned]
    days = sorted({need.half_hour.day for need in week})
    by_place = {(need.half_hour.number, need.half_hour.day): need for need in week}
    return {
        "month": month[0],
        "week_days": days,
        "week": [
            (clock_of(number), [by_place.get((number, each)) for each in days])
            for number in sorted({number for number, _ in by_place})
        ],
        "missing": sum(1 for need in week if need.difference is not None and need.difference < 0),
        "unpublished": sum(1 for each in days if not any((each, number) in planned for number in range(48))),
        "with_needed": model.outcome(in_month, model.seats),
        "with_planned": model.outcome(rostered, _planned(planned)) if rostered else None,
        "rostered_days": len({half_hour.day for half_hour in rostered}),
        "open_days": len({half_hour.day for half_hour in in_month}),
        "prices": model.prices(in_month),
        "by_half_hour": model.prices_by_half_hour(in_month),
        "readings": [_reading(label, model, times, in_month) for label, times in _readings(calendar, day)],
    }


def _planned(planned: seating.Planned) -> Any:
    return lambda half_hour: planned[half_hour.day, half_hour.number]


def _readings(calendar: Calendar, day: date) -> list[tuple[str, seating.Times]]:
    agreed = seating.Times.agreed(calendar, day)
    whole = calendar.parameters.value("callcenter.minutes_per_call", day) * 60
    return [
        (
            "後処理を含む",
            seating.Times(max(1, whole - agreed.wrap_up), min(agreed.wrap_up, whole - 1), agreed.patience),
        ),
        ("後処理を含まない", seating.Times(whole, agreed.wrap_up, agreed.patience)),
    ]


def _reading(label: str, model: seating.SeatModel, times: seating.Times, in_month: list[OpenHalfHour]) -> Reading:
    other = seating.SeatModel(model.usual, times, model.target, model.floor)
    most = max((other.seats(half_hour) for half_hour in in_month), default=model.floor)
    return Reading(label, times, most, other.outcome(in_month, other.seats).seat_hours)


def _next_open(today: date, calendar: Calendar) -> date:
    """Today or the next day on which the centre opens; today where none comes within a fortnight."""
    return next(iter(calendar.open_days(CALL_CENTRE, today, today + timedelta(days=14))), today)


@require_safe
def surges(request: HttpRequest) -> HttpResponse:
    """The log of surges, newest first, and what was done about each."""
    now, calendar = timezone.now(), Calendar.load()
    user = cast(User, request.user)
    context = {
        "surges": SurgeEvent.objects.select_related("decided_by")[:SURGES_SHOWN],
        "may_decide": may(user.role, "callcenter:surge"),
        "limits": surges_seen.Thresholds.agreed(calendar, now),
        "sight": surges_seen.look(now, calendar),
        "now": now,
    }
    return render(request, "callcenter/surges.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def surge(request: HttpRequest, pk: int) -> HttpResponse:
    """What the leader did about one surge."""
    event = get_object_or_404(SurgeEvent.objects.select_related("decided_by"), pk=pk)
    initial = {"decision": SurgeDecision.ADDED, "seats_added": event.seats_to_add}
    form = SurgeForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _decide(event, form, cast(User, request.user), timezone.now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "急増への対応を記録しました。市の画面にも表示されます。")
            return HttpResponseRedirect(reverse("callcenter:surges"), status=303)
    status = 422 if form.errors else 200
    return render(request, "callcenter/surge.html", {"surge": event, "form": form}, status=status)


def _decide(event: SurgeEvent, form: SurgeForm, by: User, at: datetime) -> None:
    found = form.cleaned_data
    decide_surge(
        event=event,
        decision=SurgeDecision(found["decision"]),
        seats=found["seats_added"],
        reason=found["reason"],
        by=by,
        at=at,
    )


@require_safe
def surge_banner(request: HttpRequest) -> HttpResponse:
    """The lasting surge for the boards that show it; 204 while nothing about it has changed."""
    lasting = surges_seen.lasting()
    if request.GET.get("v", "") == (lasting.version if lasting else "none"):
        return HttpResponse(status=204)
    return render(request, "callcenter/_surge.html")
