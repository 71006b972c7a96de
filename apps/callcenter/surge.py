"""Whether the telephones need more seats right now, and how many (第2-2-(3)-ア).

What came in the last minutes is held against what these minutes usually bring. It is known at once where the telephone
system announces its calls; else from the log, as long as that was taken in a moment ago.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Count, Max, Q
from django.utils import timezone

from apps.callcenter.enums import SurgeReason, SurgeSource
from apps.callcenter.models import Call, LiveCall, SurgeEvent
from apps.callcenter.models.calls import ANSWERED, UNDECIDED
from apps.contracts.calendar import Calendar
from apps.core.clock import day_bounds, month_bounds
from apps.workforce.coverage import DayCoverage

from .arrivals import MINUTES, Pattern, half_hours, open_half_hours, pattern
from .counts import CALL_CENTRE
from .pace import recent_days, too_little
from .seats import Times, seats_needed

TELEPHONE_SPEAKS_FOR = timedelta(hours=24)
"""As long as a telephone system announced a call within this time, its announcements are what is judged."""


@dataclass(frozen=True)
class Thresholds:
    """When a surge begins and when it is over."""

    window: timedelta
    least_calls: int
    volume_percent: int
    lost_percent: int
    calm: timedelta

    @classmethod
    def agreed(cls, calendar: Calendar, at: datetime) -> "Thresholds":
        day = timezone.localdate(at)

        def read(name: str) -> int:
            return int(calendar.parameters.value(f"callcenter.surge_{name}", day))

        return cls(
            timedelta(minutes=read("window_minutes")),
            read("least_calls"),
            read("volume_percent"),
            read("lost_percent"),
            timedelta(minutes=read("calm_minutes")),
        )

    @property
    def window_minutes(self) -> int:
        return int(self.window.total_seconds() // 60)

    @property
    def calm_minutes(self) -> int:
        return int(self.calm.total_seconds() // 60)

    def reached(self, calls: int, lost: int, usual: float) -> SurgeReason | None:
        """Too few calls are never a surge: two lost of three say nothing."""
        if calls < self.least_calls:
            return None
        if calls * 100 >= usual * self.volume_percent:
            return SurgeReason.VOLUME
        return SurgeReason.LOSS if lost * 100 >= calls * self.lost_percent else None


@dataclass(frozen=True)
class Sight:
    """The last minutes as they were at `at`: calls, lost ones, what is usual, seats there and seats needed."""

    at: datetime
    source: SurgeSource
    window: timedelta
    calls: int
    lost: int
    usual: float
    seats: int
    needed: int
    reason: SurgeReason | None

    @property
    def seats_to_add(self) -> int:
        """At least one once a threshold is reached: what is there was not enough."""
        return max(1, self.needed - self.seats)

    def figures(self) -> Mapping[str, object]:
        """The columns of a new `SurgeEvent`."""
        return {
            "found_at": self.at,
            "source": self.source,
            "reason": self.reason,
            "window_minutes": int(self.window.total_seconds() // 60),
            "usual_calls": round(Decimal(self.usual), 1),
            "calls": self.calls,
            "lost": self.lost,
            "seats": self.seats,
            "seats_to_add": self.seats_to_add,
            "last_over_at": self.at,
            "latest_calls": self.calls,
            "latest_lost": self.lost,
        }


def lasting() -> SurgeEvent | None:
    """The surge that has not ended, for the city's and the leader's boards."""
    return SurgeEvent.objects.lasting().select_related("decided_by").first()


def look(at: datetime, calendar: Calendar) -> Sight | None:
    """What the telephones show at this moment; None while the centre is closed or nothing says how it goes."""
    if not calendar.is_open(CALL_CENTRE, at):
        return None
    limits = Thresholds.agreed(calendar, at)
    counted = _announced(at, limits.window, calendar) or _logged(at, limits.window, calendar)
    if counted is None:
        return None
    source, until, calls, lost = counted
    begins = _begins(until, limits.window, calendar)
    minutes = max((until - begins).total_seconds() / 60, 1)
    read, day = calendar.parameters.value, timezone.localdate(at)
    usual = _usual(begins, until, at, calendar)
    return Sight(
        at=at,
        source=source,
        window=limits.window,
        calls=calls,
        lost=lost,
        usual=usual,
        seats=_seats(at, calendar),
        needed=seats_needed(
            Times.agreed(calendar, day),
            calls / minutes,
            read("callcenter.answer_rate_percent", day),
            read("callcenter.minimum_seats", day),
        ),
        reason=limits.reached(calls, lost, usual),
    )


Counted = tuple[SurgeSource, datetime, int, int]


def _announced(at: datetime, window: timedelta, calendar: Calendar) -> Counted | None:
    """From the telephone system's announcements: who hung up unanswered was lost, who still waits is not yet."""
    begins = _begins(at, window, calendar)
    found = LiveCall.objects.filter(rung_at__gt=at - TELEPHONE_SPEAKS_FOR, rung_at__lte=at).aggregate(
        known=Count("pk"),
        calls=Count("pk", filter=Q(rung_at__gt=begins)),
        lost=Count("pk", filter=Q(rung_at__gt=begins, answered_at__isnull=True, ended_at__isnull=False)),
    )
    return (SurgeSource.TELEPHONE, at, found["calls"], found["lost"]) if found["known"] else None


def _logged(at: datetime, window: timedelta, calendar: Calendar) -> Counted | None:
    """From the log of today, up to its last call; a log older than the window tells nothing of this moment."""
    today = timezone.localdate(at)
    calls = Call.objects.arrived_between(today, today).filter(arrived_at__lte=at).exclude(UNDECIDED)
    last = calls.aggregate(last=Max("arrived_at"))["last"]
    if last is None or last < at - window:
        return None
    found = (
        calls.with_in_hours(today, today, calendar)
        .filter(Q(in_hours=True), arrived_at__gt=_begins(last, window, calendar))
        .aggregate(calls=Count("pk"), lost=Count("pk", filter=~ANSWERED))
    )
    return SurgeSource.LOG, last, found["calls"], found["lost"]


def _begins(until: datetime, window: timedelta, calendar: Calendar) -> datetime:
    """Where the last minutes begin: never before the centre opened that day."""
    hours = calendar.hours(CALL_CENTRE, timezone.localdate(until))
    begins = until - window
    if hours is None:
        return begins
    opens = timezone.localtime(until).replace(
        hour=hours.opens.hour, minute=hours.opens.minute, second=hours.opens.second, microsecond=0
    )
    return max(begins, opens - timedelta(microseconds=1))


def _usual(begins: datetime, until: datetime, at: datetime, calendar: Calendar) -> float:
    """Calls that this stretch of the day usually brings; without enough own days, the specification's even share."""
    day = timezone.localdate(until)
    first, last = recent_days(at, calendar)
    short = calendar.parameters.value("callcenter.short_abandon_seconds", day)
    recent = pattern(half_hours(first, last, calendar, short_seconds=short), first, last, calendar)
    if recent is None or too_little(recent, calendar, day):
        month = month_bounds(day.year, day.month)
        open_minutes = math.fsum(half_hour.minutes for half_hour in open_half_hours(*month, calendar))
        a_minute = calendar.parameters.value("callcenter.monthly_calls", day) / open_minutes
        return float(a_minute) * (until - begins).total_seconds() / 60
    return _between(recent, begins, until)


def _between(recent: Pattern, begins: datetime, until: datetime) -> float:
    midnight = day_bounds(timezone.localdate(until))[0]
    first, last = ((moment - midnight).total_seconds() / 60 for moment in (begins, until))
    weekday = timezone.localdate(until).isoweekday()
    return math.fsum(
        recent.rate(weekday, number) * (min(last, (number + 1) * MINUTES) - max(first, number * MINUTES))
        for number in range(int(first // MINUTES), -int(-last // MINUTES))
    )


def _seats(at: datetime, calendar: Calendar) -> int:
    """Seats taken at this moment by the clock-ins; where nobody clocks, those of the published roster."""
    today, local = timezone.localdate(at), timezone.localtime(at)
    minute = local.hour * 60 + local.minute
    actual = DayCoverage.actual(today, calendar, at).find(CALL_CENTRE)
    clocked = actual.heads_at(minute - 1) if actual else None
    if clocked:
        return clocked
    planned = DayCoverage.planned(today, calendar).find(CALL_CENTRE)
    return (planned and planned.heads_at(minute)) or 0
