"""How many seats each half hour needs, from our own arrivals by Erlang A (第2-2-(3)-ア・キ; C15, C16).

Each half hour is taken for a steady state of its own. Needed are the fewest seats with which the target share of its
callers is answered, never fewer than the contract's floor: both rules hold, so the higher one is advised.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import Avg, ExpressionWrapper, F, fields

from apps.callcenter.models import Inquiry
from apps.contracts.calendar import Calendar
from apps.core.clock import day_bounds
from apps.workforce.coverage import DayCoverage, planned_days

from .arrivals import MINUTES, HalfHour, OpenHalfHour, Pattern, clock_of
from .counts import CALL_CENTRE
from .staffing import MOST_SEATS, Load, needed, service

Planned = Mapping[tuple[date, int], int]
"""Seats of the published roster by day and half hour, at the emptiest minute; a day without a roster has none."""


@dataclass(frozen=True)
class Times:
    """Seconds: of talk, of work after it, and until a caller who waits hangs up."""

    talk: int
    wrap_up: int
    patience: int

    @classmethod
    def agreed(cls, calendar: Calendar, on: date) -> "Times":
        read = calendar.parameters.value
        return cls(
            read("callcenter.talk_seconds", on),
            read("callcenter.wrap_up_seconds", on),
            read("callcenter.patience_seconds", on),
        )


@lru_cache(maxsize=20_000)
def answered_share(times: Times, calls_per_minute: float, seats: int) -> float:
    """Share of the callers that so many seats answer; nobody is answered without a seat. Raises NoSuchLoad."""
    if calls_per_minute <= 0:
        return 1.0
    if seats < 1:
        return 0.0
    found = service(_load(times, calls_per_minute), min(seats, MOST_SEATS))
    return found.answer_rate if found else 0.0


@lru_cache(maxsize=20_000)
def seats_needed(times: Times, calls_per_minute: float, target: int, floor: int) -> int:
    """The fewest seats, never fewer than the floor, that answer `target` per cent. Raises NoSuchLoad."""
    return needed(_load(times, calls_per_minute), target / 100, floor) if calls_per_minute > 0 else floor


def _load(times: Times, calls_per_minute: float) -> Load:
    return Load(calls_per_minute * 60, times.talk, times.wrap_up, times.patience)


@dataclass(frozen=True)
class Need:
    """One half hour of one day: the calls it usually brings, the seats it needs and those of the roster."""

    half_hour: OpenHalfHour
    calls: float
    seats: int
    planned: int | None

    @property
    def difference(self) -> int | None:
        """Planned seats beyond the needed ones; below 0 some are missing."""
        return None if self.planned is None else self.planned - self.seats


@dataclass(frozen=True)
class Outcome:
    """What one way to fill the seats gives over a span of half hours."""

    calls: float
    answered: float
    seat_minutes: float
    target: int

    @property
    def tenths(self) -> int | None:
        """Answer rate in tenths of a per cent, cut; None where no call is to be expected."""
        return math.floor(self.answered / self.calls * 1000) if self.calls else None

    @property
    def rate(self) -> str | None:
        return None if self.tenths is None else f"{self.tenths // 10}.{self.tenths % 10}"

    @property
    def lost(self) -> float:
        return self.calls - self.answered

    @property
    def meets(self) -> bool | None:
        """Judged uncut, like the month itself."""
        return self.answered * 100 >= self.calls * self.target if self.calls else None

    @property
    def seat_hours(self) -> int:
        return round(self.seat_minutes / 60)


@dataclass(frozen=True)
class SeatPrice:
    """A number of seats all day long: what the month gives with it, and what the last of them adds."""

    seats: int
    outcome: Outcome
    points: float | None
    """Answer points that it gives beyond one seat less; None for the first of the list."""

    is_below_floor: bool

    @property
    def points_shown(self) -> str:
        return "—" if self.points is None else f"＋{self.points:.1f}"


@dataclass(frozen=True)
class HalfHourPrice:
    """One half hour of the day over all days of the month: needed seats, and what one less or one more changes."""

    number: int
    calls: float
    seats_low: int
    seats_high: int
    rate: float
    one_less: float
    one_more: float

    @property
    def clock(self) -> str:
        return clock_of(self.number)


@dataclass(frozen=True)
class SeatModel:
    """Our usual arrivals, the agreed times and both rules of the contract."""

    usual: Pattern
    times: Times
    target: int
    floor: int

    def need(self, half_hour: OpenHalfHour, planned: Planned) -> Need:
        return Need(
            half_hour,
            self.usual.expected(half_hour),
            self.seats(half_hour),
            planned.get((half_hour.day, half_hour.number)),
        )

    def seats(self, half_hour: OpenHalfHour) -> int:
        return seats_needed(self.times, self._per_minute(half_hour), self.target, self.floor)

    def outcome(self, half_hours: Iterable[OpenHalfHour], seats: Callable[[OpenHalfHour], int]) -> Outcome:
        """Calls, answers and seat minutes when each half hour has the seats that `seats` says."""
        calls = answered = seat_minutes = 0.0
        for half_hour in half_hours:
            came, number = self.usual.expected(half_hour), seats(half_hour)
            calls += came
            answered += came * answered_share(self.times, self._per_minute(half_hour), number)
            seat_minutes += number * half_hour.minutes
        return Outcome(calls, answered, seat_minutes, self.target)

    def prices(self, half_hours: Sequence[OpenHalfHour]) -> list[SeatPrice]:
        """The same seats all day, from one below the floor to one above the busiest half hour's need."""
        most = max((self.seats(half_hour) for half_hour in half_hours), default=self.floor) + 1
        found: list[SeatPrice] = []
        for seats in range(max(1, self.floor - 1), most + 1):
            outcome = self.outcome(half_hours, _always(seats))
            points = (
                (outcome.answered - found[-1].outcome.answered) / outcome.calls * 100
                if found and outcome.calls
                else None
            )
            found.append(SeatPrice(seats, outcome, points, seats < self.floor))
        return found

    def prices_by_half_hour(self, half_hours: Iterable[OpenHalfHour]) -> list[HalfHourPrice]:
        """What one seat less and one more than needed change in the answer rate of each half hour, in points."""
        by_number: dict[int, list[OpenHalfHour]] = {}
        for half_hour in half_hours:
            by_number.setdefault(half_hour.number, []).append(half_hour)
        return [self._price(number, by_number[number]) for number in sorted(by_number)]

    def _price(self, number: int, half_hours: Sequence[OpenHalfHour]) -> HalfHourPrice:
        seats = [self.seats(half_hour) for half_hour in half_hours]
        shares = [self._points(half_hours, step) for step in (-1, 0, 1)]
        calls = math.fsum(self.usual.expected(half_hour) for half_hour in half_hours)
        return HalfHourPrice(
            number, calls, min(seats), max(seats), shares[1], shares[0] - shares[1], shares[2] - shares[1]
        )

    def _points(self, half_hours: Sequence[OpenHalfHour], step: int) -> float:
        found = self.outcome(half_hours, lambda half_hour: self.seats(half_hour) + step)
        return found.answered / found.calls * 100 if found.calls else 100.0

    def _per_minute(self, half_hour: OpenHalfHour) -> float:
        return self.usual.rate(half_hour.day.isoweekday(), half_hour.number)


def _always(seats: int) -> Callable[[OpenHalfHour], int]:
    return lambda _: seats


def planned_seats(first: date, last: date, calendar: Calendar) -> dict[tuple[date, int], int]:
    """The published roster's seats by day and half hour; five queries."""
    seats: dict[tuple[date, int], int] = {}
    for covered in planned_days(first, last, calendar):
        seats |= {(covered.day, number): heads for number, heads in _heads(covered).items()}
    return seats


def _heads(covered: DayCoverage) -> dict[int, int]:
    """Heads of each half hour at its emptiest minute; none of a day on which nobody is planned there."""
    found = covered.find(CALL_CENTRE)
    if found is None or not any(stint.place == CALL_CENTRE for stint in covered.stints):
        return {}
    heads: dict[int, int] = {}
    for span in found.spans:
        for number in range(span.starts // MINUTES, -(-span.ends // MINUTES)):
            heads[number] = min(heads.get(number, span.heads), span.heads)
    return heads


@dataclass(frozen=True)
class FloorKept:
    """The second rule beside the answer rate: the contract's seats, at every minute of the opening hours (C16)."""

    days: int
    minutes: int

    @property
    def is_kept(self) -> bool:
        return self.minutes == 0


def floor_kept(clocked: Iterable[DayCoverage]) -> FloorKept | None:
    """Days and minutes below the floor by the clock-ins; None where nobody clocked in at the centre."""
    days = [day for day in clocked if any(stint.place == CALL_CENTRE for stint in day.stints)]
    below = [found.minutes_below for day in days if (found := day.find(CALL_CENTRE))]
    return FloorKept(sum(1 for minutes in below if minutes), sum(below)) if days else None


@dataclass(frozen=True)
class Measured:
    """Times as our own calls have them, in seconds; None where nothing says so.

    `patience`: all waiting over all who hung up, the estimate for callers of whom most are answered before they would
    have. `wrap_up`: from the end of the call to the saved record, later ones than the agreed delay left out.
    """

    talk: int | None
    wrap_up: int | None
    patience: int | None


def measure(cells: Iterable[HalfHour], first: date, last: date, *, longest_wrap_up: timedelta) -> Measured:
    """From the calls of these days; one query."""
    answered = hung_up = talk = waited = 0
    for cell in cells:
        if first <= cell.day <= last:
            answered += cell.tally.answered
            hung_up += cell.tally.abandoned
            talk += cell.talk_seconds
            waited += cell.waited_seconds
    delay = ExpressionWrapper(F("saved_at") - F("call__ended_at"), output_field=fields.DurationField())
    wrap_up = (
        Inquiry.objects.filter(received_at__gte=day_bounds(first)[0], received_at__lt=day_bounds(last)[1])
        .annotate(delay=delay)
        .filter(delay__gte=timedelta(0), delay__lte=longest_wrap_up)
        .aggregate(mean=Avg("delay"))["mean"]
    )
    return Measured(
        talk=talk // answered if answered else None,
        wrap_up=int(wrap_up.total_seconds()) if wrap_up else None,
        patience=waited // hung_up if hung_up else None,
    )
