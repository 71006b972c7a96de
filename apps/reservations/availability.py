"""What can be offered to a caller now, desk by desk and day by day (第2-2-(4)-エ). Two queries, however many slots."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.db.models import F
from django.utils import timezone

from apps.core import clock

from .models import PickupDesk, Slot


@dataclass(frozen=True)
class Cell:
    """One slot as the operator sees it."""

    slot_id: int
    starts_at: datetime
    remaining: int
    is_closed: bool
    is_past: bool
    places: int

    @property
    def is_offered(self) -> bool:
        return not self.is_closed and not self.is_past and self.remaining >= self.places

    @property
    def label(self) -> str:
        if self.is_closed:
            return "停止"
        if self.is_past:
            return "終了"
        return f"残{self.remaining}" if self.remaining > 0 else "満"


@dataclass(frozen=True)
class Row:
    """One starting time across the days; a day without such a slot has None."""

    starts: time
    cells: Sequence[Cell | None]


@dataclass(frozen=True)
class Availability:
    """The slots of one desk in [first, last], both included, and the earliest offers of every desk."""

    as_of: datetime
    desks: Sequence[PickupDesk]
    desk: PickupDesk | None
    first: date
    last: date
    until: date
    places: int
    cells: Sequence[Cell]

    @cached_property
    def days(self) -> list[date]:
        return sorted({timezone.localdate(cell.starts_at) for cell in self.cells})

    @cached_property
    def rows(self) -> list[Row]:
        by_time: dict[time, dict[date, Cell]] = {}
        for cell in self.cells:
            local = timezone.localtime(cell.starts_at)
            by_time.setdefault(local.time(), {})[local.date()] = cell
        return [Row(starts, [of_day.get(day) for day in self.days]) for starts, of_day in sorted(by_time.items())]

    @cached_property
    def offered(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.is_offered]

    @property
    def previous_week(self) -> date | None:
        earlier = self.first - timedelta(days=7)
        return earlier if earlier >= monday_of(timezone.localdate(self.as_of)) else None

    @property
    def next_week(self) -> date | None:
        later = self.last + timedelta(days=1)
        return later if later <= self.until else None


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def load(
    *, now: datetime, until: date, week: date | None, places: int, desk_id: int | None, weeks: int = 1
) -> Availability:
    """`weeks` weeks at one desk, from the Monday of `week` on.

    An unknown desk is the first desk; without a week it is the one of the desk's earliest offer.
    Nothing after `until` is offered.
    """
    last_moment = clock.day_bounds(until)[1]
    desks = list(PickupDesk.objects.active().with_earliest(now=now, until=last_moment, places=places))
    desk = next((each for each in desks if each.pk == desk_id), desks[0] if desks else None)
    if week is None:
        week = timezone.localdate(getattr(desk, "earliest", None) or now)
    first = monday_of(week)
    last = first + timedelta(weeks=weeks, days=-1)
    cells: list[Cell] = []
    if desk is not None:
        slots = (
            Slot.objects.filter(desk=desk)
            .between(clock.day_bounds(first)[0], min(clock.day_bounds(last)[1], last_moment))
            .with_held(now=now)
            .order_by("starts_at")
            .values_list("pk", "starts_at", F("remaining"), "is_closed")
        )
        cells = [
            Cell(pk, starts_at, max(remaining, 0), is_closed, starts_at <= now, places)
            for pk, starts_at, remaining, is_closed in slots
        ]
    return Availability(now, desks, desk, first, last, until, places, cells)


def next_offers(*, slot: Slot, now: datetime, until: date, places: int, limit: int = 6) -> list[Slot]:
    """The slots of the same desk nearest in time to `slot` that still offer `places`, in order of time."""
    offered = Slot.objects.filter(desk=slot.desk_id).offering(places, now=now).exclude(pk=slot.pk)
    earliest = max(now, clock.day_bounds(slot.day)[0])
    last_moment = clock.day_bounds(until)[1]
    return list(offered.between(earliest, last_moment).order_by("starts_at").select_related("desk")[:limit])
