"""Heads at every place, minute by minute, planned and actual (第2-1-(8)-③, (9); 第2-2-(3)-ア; C22, C23).

A day is counted in minutes since midnight in Japan, half-open: a shift until 12:00 does not hold the minute 12:00. A
minute has as many heads as its emptiest moment. The first half of this module calculates and knows no database; the
second half reads the roster and the clock-ins with a fixed number of queries, however long the period.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import pairwise
from typing import NamedTuple

from django.db.models import Max, Prefetch
from django.utils import timezone

from apps.contracts.calendar import Calendar, days_between
from apps.contracts.enums import SiteKind
from apps.contracts.models import Site
from apps.core.clock import day_bounds

from .enums import COUNTER_DUTIES, Duty, LeftAs, VacancyKind
from .models import Outing, OutingMember, Presence, Shift

LEADERS = "leaders"
"""Key of the one place that is nowhere in particular: a leader at some counter, all day (第2-1-(9)-①)."""
COUNTED_DUTIES = {SiteKind.COUNTER: COUNTER_DUTIES, SiteKind.CALLCENTER: frozenset({Duty.OPERATOR})}
"""Who is a head at a place; at the call centre only who sits in a seat and answers is (第2-2-(3)-ア, オ)."""
MINUTES_OF_A_DAY = 24 * 60


@dataclass(frozen=True)
class Place:
    """One place of one day and its floor: a counter, the call centre, an outing, or a leader somewhere."""

    key: str
    label: str
    opens: int
    closes: int
    floor: int
    kind: VacancyKind = VacancyKind.HEADS
    site_id: int | None = None
    outing_id: int | None = None


class Stint(NamedTuple):
    """One person at one place without a pause. Minutes are whole in a plan, with a fraction where a clock stamped.

    `is_open`: it has not ended, and lasts up to now. `record`: the shift or the clock-in that says so.
    """

    person: int
    place: str
    starts: float
    ends: float
    leads: bool = False
    is_open: bool = False
    record: int = 0


class Span(NamedTuple):
    """Minutes with the same number of heads."""

    starts: int
    ends: int
    heads: int

    @property
    def minutes(self) -> int:
        return self.ends - self.starts


@dataclass(frozen=True)
class Gap:
    """Minutes with the same number of heads below the floor; `reason` is what is missing."""

    place: Place
    starts: int
    ends: int
    heads: int
    floor: int
    missing: int
    reason: VacancyKind

    @property
    def minutes(self) -> int:
        return self.ends - self.starts

    @property
    def starts_at(self) -> str:
        return clock(self.starts)

    @property
    def ends_at(self) -> str:
        return clock(self.ends)


def heads(stints: Iterable[Stint], place: Place) -> list[Span]:
    """The opening hours cut into spans of equal heads, without hole or overlap; a person counts once."""
    here = [stint for stint in stints if stint.place == place.key and stint.starts < stint.ends]
    if place.opens >= place.closes:
        return []
    moments = {float(place.opens), float(place.closes)}
    moments |= {edge for stint in here for edge in stint[2:4] if place.opens < edge < place.closes}
    counted = [
        (starts, ends, len({stint.person for stint in here if stint.starts <= starts and ends <= stint.ends}))
        for starts, ends in pairwise(sorted(moments))
    ]
    minutes = sorted({math.floor(moment) for moment in moments} | {math.ceil(moment) for moment in moments})
    spans: list[Span] = []
    for starts, ends in pairwise(minutes):
        count = min(count for begins, over, count in counted if begins < ends and starts < over)
        if spans and spans[-1].heads == count:
            starts = spans.pop().starts
        spans.append(Span(starts, ends, count))
    return spans


def gaps(stints: Iterable[Stint], place: Place) -> list[Gap]:
    """The spans with fewer heads than the floor of the place."""
    return gaps_in(heads(stints, place), place)


def gaps_in(spans: Iterable[Span], place: Place) -> list[Gap]:
    return [
        Gap(place, span.starts, span.ends, span.heads, place.floor, place.floor - span.heads, place.kind)
        for span in spans
        if span.heads < place.floor
    ]


def without(starts: float, ends: float, away: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """What is left of [starts, ends) when the spans of `away` are taken out, in order."""
    left = []
    for leaves, returns in sorted(away):
        if starts < min(leaves, ends):
            left.append((starts, min(leaves, ends)))
        starts = max(starts, returns)
    if starts < ends:
        left.append((starts, ends))
    return left


def presumed_end(starts: float, goes_home: int | None, closes: int | None) -> float:
    """Until when somebody who never clocked out is counted: to the end of the shift, else to the place's closing.

    Whoever came after both is counted for nothing.
    """
    return next((end for end in (goes_home, closes) if end is not None and end > starts), starts)


def clock(minute: int) -> str:
    """`09:05`; the end of the day is `24:00`."""
    return f"{minute // 60:02}:{minute % 60:02}"


def clock_time(minute: int) -> time:
    """A minute as the time of a row; the end of the day is the last moment that a time can be."""
    return time(minute // 60, minute % 60) if minute < MINUTES_OF_A_DAY else time.max


def minute_of(at: time, *, up: bool = False) -> int:
    """The minute that holds this time; with `up` the first one that does not begin before it."""
    begun = at.second or at.microsecond
    return at.hour * 60 + at.minute + (1 if up and begun else 0)


@dataclass(frozen=True)
class PlaceCoverage:
    """One place's day as counted."""

    place: Place
    spans: list[Span]
    gaps: list[Gap]

    @property
    def minutes_below(self) -> int:
        return sum(gap.minutes for gap in self.gaps)

    def heads_at(self, minute: int) -> int | None:
        """Heads in this minute; None outside the hours that were judged."""
        return next((span.heads for span in self.spans if span.starts <= minute < span.ends), None)

    def next_gap(self, minute: int) -> Gap | None:
        """The gap that lasts at this minute, else the next one."""
        return next((gap for gap in self.gaps if minute < gap.ends), None)


@dataclass(frozen=True)
class DayCoverage:
    """Every place of one day as counted: the plan, or what the clock-ins say up to now."""

    day: date
    places: list[PlaceCoverage]
    stints: list[Stint]
    leading: list[Stint]
    forgotten: list[Stint] = field(default_factory=list)
    """Stints of a past day without a clock-out, as far as they are presumed to have lasted."""

    @classmethod
    def planned(cls, day: date, calendar: Calendar, *, drafts: bool = False) -> "DayCoverage":
        """The roster's day: shifts less breaks, absences and outings; drafts count only when asked for."""
        return planned_days(day, day, calendar, drafts=drafts)[0]

    @classmethod
    def actual(cls, day: date, calendar: Calendar, now: datetime) -> "DayCoverage":
        """The day as it really went, up to and not including the minute of `now`.

        A stretch without an end lasts on today; on a past day it lasts until its person was to go home.
        """
        return actual_days(day, day, calendar, now)[0]

    @property
    def gaps(self) -> list[Gap]:
        return [gap for covered in self.places for gap in covered.gaps]

    def find(self, key: str, kind: VacancyKind = VacancyKind.HEADS) -> PlaceCoverage | None:
        """One place of the day; None where it is closed."""
        return next((row for row in self.places if row.place.key == key and row.place.kind == kind), None)

    @property
    def leaders(self) -> PlaceCoverage | None:
        """The leaders at the counters together; None where no counter opens."""
        return self.find(LEADERS, VacancyKind.LEADER)

    def leaders_at(self, minute: float) -> list[Stint]:
        """Leaders on duty in this minute, on a break or not; `place` says where."""
        return [stint for stint in self.leading if stint.starts <= minute < stint.ends]


def planned_days(first: date, last: date, calendar: Calendar, *, drafts: bool = False) -> list[DayCoverage]:
    """The plan of each day from `first` to `last`, both included; five queries."""
    shifts = Shift.objects.filter(day__range=(first, last)).select_related("absence").prefetch_related("breaks")
    shifts_of, outings_of = defaultdict(list), _outings(first, last)
    for shift in shifts if drafts else shifts.published():
        shifts_of[shift.day].append(shift)
    return [
        _counted(day, calendar, outings_of[day], *_planned_stints(shifts_of[day], outings_of[day], calendar))
        for day in days_between(first, last)
    ]


def actual_days(first: date, last: date, calendar: Calendar, now: datetime) -> list[DayCoverage]:
    """What the clock-ins say of each day from `first` to `last`, both included.

    Three queries, and one more where somebody did not clock out on a past day.
    """
    begins, ends = day_bounds(first)[0], day_bounds(last)[1]
    stretches_of, outings_of = defaultdict(list), _outings(first, last)
    for stretch in Presence.objects.overlapping(begins, ends).order_by("arrived_at"):
        arrived = timezone.localdate(stretch.arrived_at)
        left = timezone.localdate(stretch.left_at) if stretch.left_at else arrived
        for day in days_between(max(arrived, first), min(left, last)):
            stretches_of[day].append(stretch)
    goes_home = _planned_ends(stretches_of, timezone.localdate(now))
    return [
        _counted(
            day,
            calendar,
            outings_of[day],
            *_actual_stints(
                day, stretches_of[day], places_of(day, calendar, outings_of[day]), goes_home, calendar, now
            ),
            until=_until(day, now),
        )
        for day in days_between(first, last)
    ]


def month_gaps(
    first: date, last: date, calendar: Calendar, *, drafts: bool = True, sites: Iterable[Site] | None = None
) -> dict[date, list[Gap]]:
    """Gaps of the plan by day, only of days that have some; `sites` leaves out outings and the leader somewhere."""
    wanted = None if sites is None else {site.pk for site in sites}
    found = {
        covered.day: [gap for gap in covered.gaps if wanted is None or gap.place.site_id in wanted]
        for covered in planned_days(first, last, calendar, drafts=drafts)
    }
    return {day: gaps for day, gaps in found.items() if gaps}


@dataclass(frozen=True)
class BelowFloor:
    """How many minutes of a period one place was really below its floor."""

    key: str
    label: str
    kind: VacancyKind
    days: int
    minutes: int


def minutes_below(first: date, last: date, calendar: Calendar, now: datetime) -> list[BelowFloor]:
    """Actual minutes below the floor by place and kind, in the order of the places; outings are one line together."""
    days: dict[tuple[str, str, VacancyKind], int] = defaultdict(int)
    minutes: dict[tuple[str, str, VacancyKind], int] = defaultdict(int)
    for covered in actual_days(first, last, calendar, now):
        for row in covered.places:
            name = (row.place.key, row.place.label) if row.place.outing_id is None else ("outings", "出張申請受付")
            line = (*name, row.place.kind)
            days[line] += bool(row.gaps)
            minutes[line] += row.minutes_below
    order = {code: place for place, code in enumerate(calendar.sites)}
    lines = sorted(minutes, key=lambda line: (order.get(line[0], len(order)), line[0] != LEADERS))
    return [BelowFloor(*line, days=days[line], minutes=minutes[line]) for line in lines]


def _counted(
    day: date,
    calendar: Calendar,
    outings: Sequence[Outing],
    stints: list[Stint],
    leading: list[Stint],
    forgotten: Sequence[Stint] = (),
    *,
    until: int = MINUTES_OF_A_DAY,
) -> DayCoverage:
    rows = []
    places = places_of(day, calendar, outings)
    counters = {place.key for place in places if place.site_id}
    for place in places:
        leaders = place.kind == VacancyKind.LEADER
        counted = leading if leaders else stints
        if place.key == LEADERS:
            counted = [stint._replace(place=LEADERS) for stint in leading if stint.place in counters]
        judged = heads(counted, _until_then(place, until))
        rows.append(PlaceCoverage(place, judged, gaps_in(judged, place)))
    return DayCoverage(day, rows, stints, leading, list(forgotten))


def places_of(day: date, calendar: Calendar, outings: Iterable[Outing]) -> list[Place]:
    """What must be staffed on the day: open counters and call centre, a leader at the counters, each outing."""
    read = calendar.parameters.value
    floors = {SiteKind.COUNTER: "counters.minimum_heads", SiteKind.CALLCENTER: "callcenter.minimum_seats"}
    places, counters = [], []
    for site in calendar.sites.values():
        hours = calendar.hours(site.code, day) if site.kind in floors else None
        if hours is None:
            continue
        opens, closes = minute_of(hours.opens), minute_of(hours.closes, up=True)
        floor = read(floors[SiteKind(site.kind)], day)
        places.append(Place(site.code, site.short_name, opens, closes, floor, site_id=site.pk))
        if site.kind == SiteKind.COUNTER:
            counters.append(places[-1])
    if counters:
        opens, closes = min(place.opens for place in counters), max(place.closes for place in counters)
        floor = read("leaders.site_leaders_per_day", day)
        places.append(Place(LEADERS, "運営責任者（窓口のいずれか）", opens, closes, floor, VacancyKind.LEADER))
    for outing in outings:
        opens, closes = minute_of(outing.starts_at), minute_of(outing.ends_at, up=True)
        for kind, key in (
            (VacancyKind.HEADS, "outreach.minimum_heads"),
            (VacancyKind.LEADER, "outreach.minimum_leaders"),
        ):
            floor = read(key, day)
            places.append(Place(_outing_key(outing), outing.label, opens, closes, floor, kind, outing_id=outing.pk))
    return places


def _outings(first: date, last: date) -> dict[date, list[Outing]]:
    found: dict[date, list[Outing]] = defaultdict(list)
    members = Prefetch("members", OutingMember.objects.order_by("pk"))  # by name would ask for names
    for outing in Outing.objects.filter(day__range=(first, last)).prefetch_related(members):
        found[outing.day].append(outing)
    return found


def _outing_key(outing: Outing) -> str:
    return f"outing-{outing.pk}"


def _planned_stints(
    shifts: Sequence[Shift], outings: Sequence[Outing], calendar: Calendar
) -> tuple[list[Stint], list[Stint]]:
    """Who works where, breaks taken out, and which leaders are on duty where, breaks left in."""
    sites = {site.pk: site for site in calendar.sites.values()}
    resting: dict[int, list[tuple[int, int]]] = defaultdict(list)
    absent: dict[int, list[tuple[int, int]]] = defaultdict(list)
    travelling: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for shift in shifts:
        resting[shift.staff_id] += [(minute_of(b.starts_at), minute_of(b.ends_at, up=True)) for b in shift.breaks.all()]
        if absence := getattr(shift, "absence", None):
            absent[shift.staff_id].append((minute_of(absence.starts_at), minute_of(absence.ends_at, up=True)))
    for outing in outings:
        for member in outing.members.all():
            travelling[member.staff_id].append((minute_of(outing.starts_at), minute_of(outing.ends_at, up=True)))
    stints: list[Stint] = []
    leading: list[Stint] = []

    def add(
        person: int, place: str, starts: int, ends: int, leads: bool, away: list[tuple[int, int]], record: int = 0
    ) -> None:
        for on, off in without(starts, ends, away + resting[person]):
            stints.append(Stint(person, place, on, off, leads, record=record))
        for on, off in without(starts, ends, away) if leads else ():
            leading.append(Stint(person, place, on, off, leads))

    for shift in shifts:
        site = sites.get(shift.site_id or 0)
        if site and shift.duty in COUNTED_DUTIES.get(SiteKind(site.kind), ()):
            starts, ends = minute_of(shift.starts_at, up=True), minute_of(shift.ends_at)
            away = absent[shift.staff_id] + travelling[shift.staff_id]
            add(shift.staff_id, site.code, starts, ends, shift.leads, away, shift.pk)
    for outing in outings:
        starts, ends = minute_of(outing.starts_at), minute_of(outing.ends_at, up=True)
        for member in outing.members.all():
            add(member.staff_id, _outing_key(outing), starts, ends, member.leads, absent[member.staff_id])
    return stints, leading


def _planned_ends(stretches_of: Mapping[date, Sequence[Presence]], today: date) -> dict[tuple[int, date], int]:
    """When those who did not clock out on a past day were to go home, by person and day."""
    people = {row.staff_id for day, rows in stretches_of.items() if day < today for row in rows if row.left_at is None}
    shifts = Shift.objects.published().filter(staff__in=people, day__in=stretches_of).order_by()
    ends = shifts.values_list("staff", "day").annotate(ends_at=Max("ends_at"))
    return {(staff, day): minute_of(ends_at) for staff, day, ends_at in ends}


def _actual_stints(
    day: date,
    stretches: Sequence[Presence],
    places: Iterable[Place],
    goes_home: Mapping[tuple[int, date], int],
    calendar: Calendar,
    now: datetime,
) -> tuple[list[Stint], list[Stint], list[Stint]]:
    """As planned ones, and those without a clock-out on a past day.

    A leader's break counts as duty once the leader has come back, or while it lasts today.
    """
    is_past, closes = day < timezone.localdate(now), {place.key: place.closes for place in places}
    sites = {site.pk: site for site in calendar.sites.values()}
    stints: list[Stint] = []
    leading: list[Stint] = []
    forgotten: list[Stint] = []
    next_start: dict[int, float] = {}
    for stretch in sorted(stretches, key=lambda row: row.arrived_at, reverse=True):
        starts, ends = _minute_on(day, stretch.arrived_at), _minute_on(day, stretch.left_at or now)
        until, next_start[stretch.staff_id] = next_start.get(stretch.staff_id), starts
        leads = stretch.duty == Duty.SITE_LEADER
        is_open = stretch.left_at is None and not is_past
        if stretch.outing_id:
            key = f"outing-{stretch.outing_id}"
        else:
            site = sites.get(stretch.site_id or 0)
            if site is None or stretch.duty not in COUNTED_DUTIES.get(SiteKind(site.kind), ()):
                continue
            key = site.code
        if is_past and stretch.left_at is None:
            ends = presumed_end(starts, goes_home.get((stretch.staff_id, day)), closes.get(key))
            forgotten.append(Stint(stretch.staff_id, key, starts, ends, leads))
        stints.append(Stint(stretch.staff_id, key, starts, ends, leads, is_open, stretch.pk))
        if leads:
            resting = stretch.left_as == LeftAs.BREAK
            if resting and until is None and day == timezone.localdate(now):
                until, is_open = _minute_on(day, now), True
            leading.append(Stint(stretch.staff_id, key, starts, until if resting and until else ends, leads, is_open))
    return stints[::-1], leading[::-1], forgotten[::-1]


def _minute_on(day: date, moment: datetime) -> float:
    """A moment in minutes since the day's midnight, cut to the day and to whole seconds."""
    seconds = int((moment - day_bounds(day)[0]).total_seconds() // 1)
    return min(max(seconds, 0), MINUTES_OF_A_DAY * 60) / 60


def _until(day: date, now: datetime) -> int:
    """Up to where the day can be judged: all of a past day, today until the minute of now, nothing of tomorrow."""
    return math.floor(_minute_on(day, now))


def _until_then(place: Place, until: int) -> Place:
    return Place(place.key, place.label, place.opens, min(place.closes, until), place.floor, place.kind)
