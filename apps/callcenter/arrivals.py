"""Our own calls by half hour, and what each weekday and half hour usually brings (第2-2-(3)-ア・キ).

Half hours are counted from midnight in Japan: number 17 begins at 8:30. Only calls inside the opening hours count.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.db.models import Count, F, Func, Max, Q, Sum, Value
from django.utils import timezone

from apps.callcenter.enums import Outcome
from apps.callcenter.models import Call
from apps.contracts.calendar import Calendar, Hours, days_between
from apps.core.clock import JST

from .counts import CALL_CENTRE, Tally

MINUTES = 30
_LENGTH = timedelta(minutes=MINUTES)
_ORIGIN = datetime(2000, 1, 1, tzinfo=JST)
DAYS_THAT_SPEAK_FOR_A_WEEKDAY = 2
"""A weekday seen less often is taken for a day like any other."""


@dataclass(slots=True)
class HalfHour:
    """The calls of one half hour of one day. Waits and talks are sums in seconds."""

    day: date
    number: int
    tally: Tally
    talk_seconds: int
    waited_seconds: int
    last_at: datetime


def half_hours(first: date, last: date, calendar: Calendar, *, short_seconds: int) -> list[HalfHour]:
    """Counts by half hour of arrival, in one query; a half hour without a call has no row.

    A call whose end is not known yet is left out, as it is everywhere.
    """
    rows = (
        Call.objects.arrived_between(first, last)
        .exclude(outcome=Outcome.OPEN)
        .with_in_hours(first, last, calendar)
        .annotate(starts_at=_begun_half_hour())
        .order_by()  # thousands of groups are put in order more cheaply than tens of thousands of calls
        .values("starts_at", "in_hours", "outcome")
        .annotate(
            count=Count("pk"),
            short=Count("pk", filter=Q(ended_at__lt=F("arrived_at") + timedelta(seconds=short_seconds))),
            talk=Sum("talk_seconds"),
            waited=Sum("wait_seconds"),
            last=Max("arrived_at"),
        )
    )
    found: dict[datetime, HalfHour] = {}
    for row in rows:
        cell = found.get(row["starts_at"]) or found.setdefault(row["starts_at"], _empty(row))
        _count(cell, row)
    return [found[starts_at] for starts_at in sorted(found)]


def _begun_half_hour() -> Func:
    return Func(Value(_LENGTH), "arrived_at", Value(_ORIGIN), function="date_bin", output_field=models.DateTimeField())


def _empty(row: Mapping[str, Any]) -> HalfHour:
    local = timezone.localtime(row["starts_at"], JST)
    return HalfHour(local.date(), (local.hour * 60 + local.minute) // MINUTES, Tally(), 0, 0, row["last"])


def _count(cell: HalfHour, row: Mapping[str, Any]) -> None:
    cell.last_at = max(cell.last_at, row["last"])
    if not row["in_hours"]:
        cell.tally.out_of_hours += row["count"]
        return
    cell.tally.offered += row["count"]
    cell.waited_seconds += row["waited"]
    match row["outcome"]:
        case Outcome.ANSWERED:
            cell.tally.answered += row["count"]
            cell.talk_seconds += row["talk"]
        case Outcome.ABANDONED:
            cell.tally.abandoned += row["count"]
            cell.tally.abandoned_short += row["short"]
        case Outcome.OVERFLOW:
            cell.tally.overflow += row["count"]


def clock_of(number: int) -> str:
    """`8:30` for half hour 17."""
    return f"{number // 2}:{number % 2 * MINUTES:02}"


def open_minutes(hours: Hours, since: time = time.min) -> dict[int, float]:
    """The half hours that [opens, closes) touches, each with its open minutes; only what lies at or after `since`."""
    opens, closes = max(_minutes(hours.opens), _minutes(since)), _minutes(hours.closes)
    touched = range(int(opens // MINUTES), -int(-closes // MINUTES))
    minutes = {number: min(closes, (number + 1) * MINUTES) - max(opens, number * MINUTES) for number in touched}
    return {number: length for number, length in minutes.items() if length > 0}


def _minutes(at: time) -> float:
    return at.hour * 60 + at.minute + at.second / 60 + at.microsecond / 60_000_000


@dataclass(frozen=True)
class OpenHalfHour:
    """One half hour to come, with the minutes of it in which the centre is open."""

    day: date
    number: int
    minutes: float


def open_half_hours(first: date, last: date, calendar: Calendar, since: datetime | None = None) -> list[OpenHalfHour]:
    """Every half hour of these days in which the centre is open, in order; of `since` on where it is given."""
    found = []
    begins = since.astimezone(JST) if since else None
    for day in days_between(first, last):
        hours = calendar.hours(CALL_CENTRE, day)
        if hours is None or (begins and day < begins.date()):
            continue
        left = open_minutes(hours, begins.time() if begins and day == begins.date() else time.min)
        found += [OpenHalfHour(day, number, minutes) for number, minutes in left.items()]
    return found


@dataclass(frozen=True)
class Pattern:
    """What a minute of each weekday and half hour usually brings, from the days on which calls were recorded.

    `per_minute` is by (ISO weekday, half hour), `any_day` by half hour. The dispersions say how much more than by pure
    chance the calls of a day, and the lost ones among them, go up and down; never below 1.
    """

    days: int
    total: Tally
    per_minute: Mapping[tuple[int, int], float]
    any_day: Mapping[int, float]
    mean_per_minute: float
    volume_dispersion: float
    loss_dispersion: float

    def rate(self, weekday: int, number: int) -> float:
        """Calls a minute; a half hour never seen counts as one like any other."""
        found = self.per_minute.get((weekday, number))
        return self.any_day.get(number, self.mean_per_minute) if found is None else found

    def expected(self, half_hour: OpenHalfHour) -> float:
        return self.rate(half_hour.day.isoweekday(), half_hour.number) * half_hour.minutes

    @property
    def lost_share(self) -> float:
        return 1 - self.total.answered / self.total.offered


def pattern(cells: Iterable[HalfHour], first: date, last: date, calendar: Calendar) -> Pattern | None:
    """The pattern of the open days first…last. A day without any call was not recorded; None where no day was."""
    by_day: dict[date, list[HalfHour]] = defaultdict(list)
    for cell in cells:
        if first <= cell.day <= last and cell.tally.offered:
            by_day[cell.day].append(cell)
    opened = {day: open_minutes(hours) for day in by_day if (hours := calendar.hours(CALL_CENTRE, day))}
    if not opened:
        return None
    weekday_days: dict[int, int] = defaultdict(int)
    minutes: dict[tuple[int, int], float] = defaultdict(float)
    calls: dict[tuple[int, int], int] = defaultdict(int)
    for day, lengths in opened.items():
        weekday_days[day.isoweekday()] += 1
        for number, length in lengths.items():
            minutes[day.isoweekday(), number] += length
        for cell in by_day[day]:
            calls[day.isoweekday(), cell.number] += cell.tally.offered
    any_minutes: dict[int, float] = defaultdict(float)
    any_calls: dict[int, int] = defaultdict(int)
    for (weekday, number), length in minutes.items():
        any_minutes[number] += length
        any_calls[number] += calls[weekday, number]
    total = Tally()
    for day in opened:
        for cell in by_day[day]:
            total += cell.tally
    usual = Pattern(
        days=len(opened),
        total=total,
        per_minute={
            (weekday, number): calls[weekday, number] / length
            for (weekday, number), length in minutes.items()
            if weekday_days[weekday] >= DAYS_THAT_SPEAK_FOR_A_WEEKDAY
        },
        any_day={number: any_calls[number] / length for number, length in any_minutes.items()},
        mean_per_minute=sum(any_calls.values()) / sum(any_minutes.values()),
        volume_dispersion=1,
        loss_dispersion=1,
    )
    return _with_dispersion(usual, by_day, opened)


def _with_dispersion(
    usual: Pattern, by_day: Mapping[date, list[HalfHour]], opened: Mapping[date, Mapping[int, float]]
) -> Pattern:
    """Pearson's measure over the days: squared deviations from what was expected, over that, per degree of freedom."""
    volume = loss = 0.0
    for day, lengths in opened.items():
        came = sum(cell.tally.offered for cell in by_day[day])
        lost = came - sum(cell.tally.answered for cell in by_day[day])
        expected = sum(usual.rate(day.isoweekday(), number) * length for number, length in lengths.items())
        expected_lost = usual.lost_share * came
        volume += (came - expected) ** 2 / expected if expected else 0
        loss += (lost - expected_lost) ** 2 / expected_lost if expected_lost else 0
    weekdays = len({weekday for weekday, _ in usual.per_minute}) or 1
    return Pattern(
        days=usual.days,
        total=usual.total,
        per_minute=usual.per_minute,
        any_day=usual.any_day,
        mean_per_minute=usual.mean_per_minute,
        volume_dispersion=max(1.0, volume / max(1, usual.days - weekdays)),
        loss_dispersion=max(1.0, loss / max(1, usual.days - 1)),
    )
