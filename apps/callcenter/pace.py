"""How the answer rate of a month stands and how it will end (第2-2-(3)-ア・イ・ケ; C14, C16).

The contract's figure is the strict one: answered by an operator, of all that arrived inside the opening hours, pooled
over the month, judged in integers, cut for display. That there are always enough seats is a rule of its own.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any, TypeVar, cast

from django.core.cache import cache
from django.db.models import Count, Q
from django.utils import timezone
from redis import RedisError

from apps.callcenter.models import Call, LiveCall
from apps.callcenter.models.calls import ANSWERED, UNDECIDED
from apps.contracts.calendar import Calendar, days_between
from apps.core.clock import JST, day_bounds, month_bounds, short_date

from .arrivals import HalfHour, Pattern, half_hours, open_half_hours, pattern
from .counts import CALL_CENTRE, Tally, summed
from .forecast import Forecast, forecast
from .rates import answers_until_met, cut_rate, meets, missing_answers, still_allowed

STRIP_SECONDS = 5
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Judged:
    """Calls of one hour, day, weekday or month and how they stand against the target."""

    tally: Tally
    target: int

    @property
    def lost(self) -> int:
        return self.tally.offered - self.tally.answered

    @property
    def rate(self) -> str | None:
        return cut_rate(self.tally.answered, self.tally.offered)

    @property
    def meets(self) -> bool | None:
        return meets(self.tally.answered, self.tally.offered, self.target)

    @property
    def reference_rate(self) -> str | None:
        """Without the callers who hung up at once (C14); never the contract's figure."""
        return cut_rate(self.tally.answered, self.tally.offered - self.tally.abandoned_short)

    @property
    def may_still_lose(self) -> int:
        """Of the calls so far, how many more could have been lost with the target still met."""
        return still_allowed(self.tally.answered, self.tally.offered, self.target)

    @property
    def missing_answers(self) -> int:
        """How many of the lost calls would have had to be answered."""
        return missing_answers(self.tally.answered, self.tally.offered, self.target)

    @property
    def answers_until_met(self) -> int | None:
        """How many calls must now be answered without a loss; None where the target forgives nothing."""
        if self.target == 100:
            return None
        return answers_until_met(self.tally.answered, self.tally.offered, self.target)

    @property
    def lost_percent(self) -> int:
        """Cut to whole per cent; 0 where nothing came."""
        return self.lost * 100 // self.tally.offered if self.tally.offered else 0


@dataclass(frozen=True)
class Deviation:
    """One figure of the specification beside ours, and whether the talk of 第2-2-(3)-ケ is due."""

    expected: int
    actual: int
    percent: int

    @property
    def is_over(self) -> bool:
        return abs(self.actual - self.expected) * 100 > self.expected * self.percent

    @property
    def tenths(self) -> int:
        """The deviation in tenths of a per cent, cut towards nought."""
        return int(Fraction((self.actual - self.expected) * 1000, self.expected))

    @property
    def shown(self) -> str:
        sign = "±" if self.tenths == 0 else "＋" if self.tenths > 0 else "－"
        return f"{sign}{abs(self.tenths) // 10}.{abs(self.tenths) % 10}"


@dataclass(frozen=True)
class Pace:
    """One month of the call centre up to the last call that is known.

    `no_forecast` says why there is none; a month that is over has neither. `volume_is_forecast`: the month's calls are
    those of the forecast.
    """

    first: date
    last: date
    known_until: datetime
    is_over: bool
    cells: list[HalfHour]
    month: Judged
    missing_days: list[date]
    forecast: Forecast | None
    no_forecast: str
    volume: Deviation | None
    volume_is_forecast: bool
    wrap_up: int
    handling: Deviation | None
    """Seconds a call: the mean talk of the month and the agreed work after it (C15)."""

    @property
    def target(self) -> int:
        return self.month.target

    @property
    def known_words(self) -> str:
        """`6/17（火）`, or `6/18（水） 9:40` in the middle of a day."""
        local = timezone.localtime(self.known_until)
        if local == day_bounds(local.date())[0]:
            return short_date(local.date() - timedelta(days=1))
        return f"{short_date(local)} {local.hour}:{local.minute:02}"

    def by_day(self) -> list[tuple[date, Judged, Judged]]:
        """Each day with calls: itself, and the month up to and with it."""
        rows, so_far = [], Tally()
        for day, judged in self._grouped(lambda cell: cell.day):
            so_far = summed([so_far, judged.tally])
            rows.append((day, judged, Judged(so_far, self.target)))
        return rows

    def by_hour(self) -> list[tuple[int, Judged]]:
        return self._grouped(lambda cell: cell.number // 2)

    def by_weekday(self) -> list[tuple[int, Judged]]:
        """By ISO weekday."""
        return self._grouped(lambda cell: cell.day.isoweekday())

    def heat(self) -> tuple[list[int], list[tuple[int, list[Judged | None]]]]:
        """The weekdays, and for each half hour of the month one cell a weekday; None where nothing came."""
        cells = dict(self._grouped(lambda cell: (cell.number, cell.day.isoweekday())))
        weekdays = sorted({weekday for _, weekday in cells})
        numbers = sorted({number for number, _ in cells})
        return weekdays, [(number, [cells.get((number, weekday)) for weekday in weekdays]) for number in numbers]

    def chart_days(self) -> list[dict[str, Any]]:
        return [judged.tally.as_row(date=day.isoformat()) for day, judged, _ in self.by_day()]

    def _grouped(self, key: Callable[[HalfHour], K]) -> list[tuple[K, Judged]]:
        groups: dict[K, list[Tally]] = defaultdict(list)
        for cell in self.cells:
            if cell.tally.offered:
                groups[key(cell)].append(cell.tally)
        return [(name, Judged(summed(groups[name]), self.target)) for name in sorted(groups)]  # type: ignore[type-var]


def month_to_date(day: date, now: datetime, calendar: Calendar) -> Pace:
    """The month of `day` as it stands at `now`; one query."""
    first, last = month_bounds(day.year, day.month)
    read = calendar.parameters.value
    target, short = read("callcenter.answer_rate_percent", last), read("callcenter.short_abandon_seconds", last)
    is_over = now >= day_bounds(last)[1]
    recent_first, recent_last = recent_days(now, calendar)
    cells = half_hours(first if is_over else min(first, recent_first), last, calendar, short_seconds=short)
    own = [cell for cell in cells if first <= cell.day <= last and cell.last_at <= now]
    month = Judged(summed(cell.tally for cell in own), target)
    known_until = day_bounds(last)[1] if is_over else _known_until(own, first, now)
    found, reason = None, ""
    if not is_over:
        usual = pattern(cells, recent_first, recent_last, calendar)
        left = open_half_hours(first, last, calendar, known_until)
        reason = too_little(usual, calendar, timezone.localdate(now))
        found = forecast(month.tally, usual, left, target) if usual and not reason else None
    offered = month.tally.offered if is_over else found and found.offered.likely
    percent, wrap_up = read("callcenter.volume_deviation_percent", last), read("callcenter.wrap_up_seconds", last)
    return Pace(
        first=first,
        last=last,
        known_until=known_until,
        is_over=is_over,
        cells=own,
        month=month,
        missing_days=_missing(own, first, last, known_until, calendar),
        forecast=found,
        no_forecast=reason,
        volume=Deviation(read("callcenter.monthly_calls", last), offered, percent) if offered else None,
        volume_is_forecast=not is_over,
        wrap_up=wrap_up,
        handling=_handling(own, wrap_up, read("callcenter.minutes_per_call", last) * 60, percent),
    )


def recent_days(now: datetime, calendar: Calendar) -> tuple[date, date]:
    """The weeks that a forecast is made from: whole days, up to and with yesterday."""
    today = timezone.localdate(now)
    weeks = calendar.parameters.value("callcenter.forecast_weeks", today)
    return today - timedelta(weeks=weeks), today - timedelta(days=1)


def too_little(usual: Pattern | None, calendar: Calendar, today: date) -> str:
    """Why the recent weeks do not carry a forecast; empty where they do."""
    wanted, days = calendar.parameters.value("callcenter.forecast_least_days", today), usual.days if usual else 0
    if days >= wanted:
        return ""
    weeks = calendar.parameters.value("callcenter.forecast_weeks", today)
    return f"直近{weeks}週間で通話記録のある日は{days}日です。{wanted}日そろうと見込みを表示します。"


def _known_until(own: Iterable[HalfHour], first: date, now: datetime) -> datetime:
    """Up to when calls are known: the last one of today, else the end of the last day that has any."""
    last_at = max((cell.last_at for cell in own), default=None)
    if last_at is None:
        return day_bounds(first)[0]
    day = timezone.localdate(last_at)
    return last_at if day == timezone.localdate(now) else day_bounds(day)[1]


def _missing(own: Iterable[HalfHour], first: date, last: date, known_until: datetime, calendar: Calendar) -> list[date]:
    """Open days before the last known call without any record: a log was not taken in."""
    seen = {cell.day for cell in own}
    return [
        day
        for day in days_between(first, last)
        if day not in seen and day_bounds(day)[1] <= known_until and calendar.hours(CALL_CENTRE, day)
    ]


def _handling(own: Sequence[HalfHour], wrap_up: int, expected: int, percent: int) -> Deviation | None:
    answered = sum(cell.tally.answered for cell in own)
    talk = sum(cell.talk_seconds for cell in own)
    return Deviation(expected, talk // answered + wrap_up, percent) if answered else None


@dataclass(frozen=True)
class Strip:
    """The head line of the operator's desk: the calls of today that are known, and the month to date.

    Calls of today are those that the telephone system announced; where it announces none, those of the log.
    """

    calls_today: int
    answered_today: int
    month: Judged

    @property
    def rate(self) -> str | None:
        return self.month.rate


def strip(now: datetime) -> Strip:
    """Today and the month at `now`; counted anew every few seconds for all together; without the cache, each time."""
    today = timezone.localdate(now)
    key = f"callcenter.strip.{today.isoformat()}"
    with suppress(RedisError):
        if counted := cache.get(key):
            return cast(Strip, counted)
    counted = _count_strip(today, now)
    with suppress(RedisError):
        cache.set(key, counted, STRIP_SECONDS)
    return counted


def _count_strip(today: date, now: datetime) -> Strip:
    calendar = Calendar.load()
    begins = day_bounds(today)[0]
    since = Q(arrived_at__gte=begins)
    found = (
        Call.objects.arrived_between(today.replace(day=1), today)
        .filter(arrived_at__lte=now)
        .exclude(UNDECIDED)
        .with_in_hours(today.replace(day=1), today, calendar)
        .filter(Q(in_hours=True))
        .aggregate(
            offered=Count("pk"),
            answered=Count("pk", filter=ANSWERED),
            today=Count("pk", filter=since),
            answered_today=Count("pk", filter=since & ANSWERED),
        )
    )
    month = Tally(offered=found["offered"], answered=found["answered"], abandoned=found["offered"] - found["answered"])
    target = calendar.parameters.value("callcenter.answer_rate_percent", today)
    calls, answered = _announced(today, now, calendar) or (found["today"], found["answered_today"])
    return Strip(calls, answered, Judged(month, target))


def _announced(today: date, now: datetime, calendar: Calendar) -> tuple[int, int] | None:
    """Calls that rang inside today's hours and how many of them were answered; None where none was announced."""
    hours = calendar.hours(CALL_CENTRE, today)
    if hours is None:
        return None
    opens, closes = (datetime.combine(today, at, JST) for at in hours)
    found = LiveCall.objects.filter(rung_at__gte=opens, rung_at__lt=min(closes, now)).aggregate(
        calls=Count("pk"), answered=Count("pk", filter=Q(answered_at__isnull=False))
    )
    return (found["calls"], found["answered"]) if found["calls"] else None
