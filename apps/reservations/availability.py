"""What can be offered to a caller now, desk by desk and day by day (第2-2-(4)-エ). Few queries, however many slots.

People who come together sit in one slot, or, where the caller agrees (`spread`), in slots that follow each other.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Final

from django.db import connection
from django.db.models import Count, F, Q, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from apps.core import clock

from .actions import Window
from .models import Hold, PickupDesk, Slot
from .runs import FreeSlot, seats

NOON: Final = 12
WEEK: Final = timedelta(days=7)


@dataclass(frozen=True)
class Cell:
    """One slot as the operator sees it; `slots_needed` is 0 where the people do not fit from here on."""

    slot_id: int
    starts_at: datetime
    remaining: int
    is_closed: bool
    is_past: bool
    is_cut_off: bool
    slots_needed: int

    @property
    def is_offered(self) -> bool:
        return self.slots_needed > 0 and not (self.is_closed or self.is_past or self.is_cut_off)

    @property
    def label(self) -> str:
        if self.is_closed:
            return "停止"
        if self.is_past:
            return "終了"
        if self.is_cut_off:
            return "締切"
        if self.is_offered and self.slots_needed > 1:
            return f"続き{self.slots_needed}枠"
        return f"残{self.remaining}" if self.remaining > 0 else "満"


@dataclass(frozen=True)
class Row:
    """One starting time across the days; a day without such a slot has None."""

    starts: time
    cells: Sequence[Cell | None]


@dataclass(frozen=True)
class Day:
    """One day of the weeks at a glance: how many of its open slots can be offered."""

    day: date
    open_slots: int
    offered: int

    @property
    def label(self) -> str:
        if not self.open_slots:
            return "—"
        return f"{self.offered}枠" if self.offered else "満"


@dataclass(frozen=True)
class Availability:
    """The slots of one desk in [first, last], both included, the earliest offers of every desk, the weeks ahead."""

    as_of: datetime
    desks: Sequence[PickupDesk]
    desk: PickupDesk | None
    first: date
    last: date
    until: date
    places: int
    spread: bool
    cells: Sequence[Cell]
    weeks: Sequence[Sequence[Day]] = field(default_factory=list)

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
    def spread_mark(self) -> str | None:
        """What the address says about it: nothing where it is not wished."""
        return "on" if self.spread else None

    @property
    def previous_week(self) -> date | None:
        earlier = self.first - WEEK
        return earlier if earlier >= monday_of(timezone.localdate(self.as_of)) else None

    @property
    def next_week(self) -> date | None:
        later = self.last + timedelta(days=1)
        return later if later <= self.until else None


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def load(
    *,
    window: Window,
    week: date | None = None,
    places: int = 1,
    desk_id: int | None = None,
    weeks_shown: int = 1,
    spread: bool = False,
) -> Availability:
    """One week at one desk, from the Monday of `week` on, and `weeks_shown` weeks at a glance from this one on.

    An unknown desk is the first desk; without a week it is the one of the desk's earliest offer.
    Nothing outside the window is offered.
    """
    now, spread = window.now, spread and places > 1
    active = PickupDesk.objects.active()
    if spread:
        reach = _reach(window, places)
        desks = [reach.mark(desk) for desk in active]
    else:
        reach = None
        desks = list(active.with_earliest(now=window.earliest, until=window.until, places=places))
    desk = next((each for each in desks if each.pk == desk_id), desks[0] if desks else None)
    if week is None:
        week = timezone.localdate(getattr(desk, "earliest", None) or now)
    first = monday_of(week)
    last = first + WEEK - timedelta(days=1)
    cells: list[Cell] = []
    glance: list[list[Day]] = []
    if desk is not None:
        cells = _cells(desk, first, last, window, places, spread=spread)
        glance = _glance(desk, window, places, weeks_shown, reach)
    return Availability(now, desks, desk, first, last, window.last_day, places, spread, cells, glance)


def _cells(desk: PickupDesk, first: date, last: date, window: Window, places: int, *, spread: bool) -> list[Cell]:
    start, end = clock.day_bounds(first)[0], min(clock.day_bounds(last)[1], window.until)
    slots = Slot.objects.filter(desk=desk).between(start, end).with_held(now=window.now).order_by("starts_at")
    rows = list(slots.values_list("pk", "starts_at", "ends_at", F("remaining"), "is_closed"))
    bookable = [
        FreeSlot(pk, starts_at, ends_at, remaining)
        for pk, starts_at, ends_at, remaining, is_closed in rows
        if remaining > 0 and not is_closed and starts_at >= window.earliest
    ]
    shares = {slot.pk: seats(bookable, index, places, spread=spread) for index, slot in enumerate(bookable)}
    return [
        Cell(
            slot_id=pk,
            starts_at=starts_at,
            remaining=max(remaining, 0),
            is_closed=is_closed,
            is_past=starts_at <= window.now,
            is_cut_off=window.now < starts_at < window.earliest,
            slots_needed=len(shares.get(pk) or ()),
        )
        for pk, starts_at, _, remaining, is_closed in rows
    ]


def _glance(desk: PickupDesk, window: Window, places: int, weeks: int, reach: "Reach | None") -> list[list[Day]]:
    """Monday to Sunday of this and the next weeks."""
    monday = monday_of(timezone.localdate(window.now))
    end = min(clock.day_bounds(monday + weeks * WEEK)[0], window.until)
    slots = Slot.objects.filter(desk=desk, is_closed=False).between(window.earliest, end)
    on_day = TruncDate("starts_at", tzinfo=clock.JST)
    counted: dict[date, tuple[int, int]] = {}
    if reach is None:
        of_days = slots.with_held(now=window.now).values(on=on_day).order_by()
        fits = Count("pk", filter=Q(remaining__gte=places))
        for row in of_days.annotate(slots=Count("pk"), fits=fits):
            counted[row["on"]] = (row["slots"], row["fits"])
    else:
        for each in slots.values(on=on_day).order_by().annotate(slots=Count("pk")):
            counted[each["on"]] = (each["slots"], reach.starts.get((desk.pk, each["on"]), 0))
    days = [monday + timedelta(days=n) for n in range(weeks * 7)]
    found = [Day(day, *counted.get(day, (0, 0))) for day in days]
    return [found[start : start + 7] for start in range(0, len(found), 7)]


_REACH: Final = """
WITH held AS (
    SELECT slot_id, SUM(places) AS places FROM reservations_hold WHERE expires_at > %(now)s GROUP BY slot_id
), open AS (
    SELECT desk_id, starts_at, ends_at, starts_at AT TIME ZONE %(zone)s AS local,
           capacity - booked - COALESCE(held.places, 0) AS free
    FROM reservations_slot LEFT JOIN held ON held.slot_id = reservations_slot.id
    WHERE NOT is_closed AND booked < capacity AND starts_at >= %(start)s AND starts_at < %(end)s
), joined AS (
    SELECT *, LAG(ends_at) OVER (PARTITION BY desk_id, local::date ORDER BY starts_at) = starts_at AS follows
    FROM open WHERE free > 0
), runs AS (
    SELECT *, COUNT(*) FILTER (WHERE follows IS NOT TRUE) OVER (PARTITION BY desk_id ORDER BY starts_at) AS run
    FROM joined
), ahead AS (
    SELECT *, SUM(free) OVER (PARTITION BY desk_id, run ORDER BY starts_at DESC) AS places FROM runs
)
SELECT desk_id, local::date, COUNT(*), MIN(starts_at),
       MIN(starts_at) FILTER (WHERE EXTRACT(HOUR FROM local) >= %(noon)s)
FROM ahead WHERE places >= %(people)s GROUP BY desk_id, local::date
"""


@dataclass(frozen=True)
class Reach:
    """From how many slots of each desk and day the people fit, spread over the following ones, and the first such."""

    starts: Mapping[tuple[int, date], int]
    earliest: Mapping[int, datetime]
    earliest_afternoon: Mapping[int, datetime]

    def mark(self, desk: PickupDesk) -> PickupDesk:
        """Sets `earliest` and `earliest_afternoon`, as `with_earliest` does for people in one slot."""
        desk.earliest = self.earliest.get(desk.pk)  # type: ignore[attr-defined]
        desk.earliest_afternoon = self.earliest_afternoon.get(desk.pk)  # type: ignore[attr-defined]
        return desk


def _reach(window: Window, people: int) -> Reach:
    """One pass over the open slots inside the database: runs without a gap, and the places left from each slot on."""
    with connection.cursor() as cursor:
        cursor.execute(
            _REACH,
            {
                "now": window.now,
                "zone": str(clock.JST),
                "start": window.earliest,
                "end": window.until,
                "noon": NOON,
                "people": people,
            },
        )
        rows = cursor.fetchall()
    earliest: dict[int, datetime] = {}
    afternoon: dict[int, datetime] = {}
    for desk, _, _, first, first_afternoon in sorted(rows, key=lambda row: row[1]):
        earliest.setdefault(desk, first)
        if first_afternoon is not None:
            afternoon.setdefault(desk, first_afternoon)
    return Reach({(desk, day): count for desk, day, count, _, _ in rows}, earliest, afternoon)


def free_slots(
    *, start: datetime, end: datetime, now: datetime, desk_id: int | None = None
) -> dict[int, list[FreeSlot]]:
    """Open slots that start in [start, end) with a place neither booked nor held, in order of time, by desk."""
    slots = Slot.objects.filter(is_closed=False, booked__lt=F("capacity")).between(start, end)
    if desk_id is not None:
        slots = slots.filter(desk=desk_id)
    held = dict(Hold.objects.live(now).values_list("slot_id").annotate(n=Sum("places")))
    free: dict[int, list[FreeSlot]] = defaultdict(list)
    columns = ("desk_id", "pk", "starts_at", "ends_at", "capacity", "booked")
    for desk, pk, starts_at, ends_at, capacity, booked in slots.order_by("desk_id", "starts_at").values_list(*columns):
        places = capacity - booked - held.get(pk, 0)
        if places > 0:
            free[desk].append(FreeSlot(pk, starts_at, ends_at, places))
    return free


def next_offers(*, slot: Slot, window: Window, places: int, spread: bool = False, limit: int = 6) -> list[Slot]:
    """The slots of the same desk nearest in time to `slot` from which `places` fit, in order of time."""
    start = max(window.earliest, clock.day_bounds(slot.day)[0])
    free = free_slots(start=start, end=window.until, now=window.now, desk_id=slot.desk_id).get(slot.desk_id, [])
    found = [
        each.pk
        for index, each in enumerate(free)
        if each.pk != slot.pk and seats(free, index, places, spread=spread) is not None
    ][:limit]
    offers = Slot.objects.filter(pk__in=found).with_held(now=window.now)
    return list(offers.order_by("starts_at").select_related("desk"))
