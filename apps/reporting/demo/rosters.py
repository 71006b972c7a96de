"""Shifts with their breaks in turns: published for the last months of each term, drafted for the next month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from apps.contracts.calendar import DAY
from apps.contracts.enums import SiteKind
from apps.contracts.models import Site
from apps.core.clock import JST, month_bounds
from apps.outreach.models import Visit
from apps.workforce.enums import Duty
from apps.workforce.models import Break, PatternBreak, RosterPublication, Shift, ShiftPattern, month_of

from .people import RELIEF
from .rows import copy, keys_from, settle
from .world import World, in_history

MONTHS_SHOWN = 3
PUBLISHED_ON = 20
"""The day of the month before on which a roster is published."""
PATTERNS = {
    "早": ("窓口 休憩11時", None, time(8, 30), time(17, 30), time(11)),
    "中": ("窓口 休憩12時", None, time(8, 30), time(17, 30), time(12)),
    "遅": ("窓口 休憩13時", None, time(8, 30), time(17, 30), time(13)),
    "終": ("窓口 休憩14時", None, time(8, 30), time(17, 30), time(14)),
    "駅早": ("駅窓口 休憩12時", "station", time(9, 30), time(18, 30), time(12)),
    "駅中": ("駅窓口 休憩13時", "station", time(9, 30), time(18, 30), time(13)),
    "駅遅": ("駅窓口 休憩14時", "station", time(9, 30), time(18, 30), time(14)),
    "電早": ("コールセンター 休憩11時", "callcenter", time(8, 15), time(17, 30), time(11)),
    "電中": ("コールセンター 休憩12時", "callcenter", time(8, 15), time(17, 30), time(12)),
    "電遅": ("コールセンター 休憩13時", "callcenter", time(8, 15), time(17, 30), time(13)),
}
BREAK = timedelta(hours=1)
COUNTER_TURNS, STATION_TURNS, CALL_TURNS = ("早", "中", "遅"), ("駅早", "駅中", "駅遅"), ("電早", "電中", "電遅")
AT_STATION = {"K151": (2, 3, 4, 5, 6), "K152": (1, 2, 3, 4, 5), "K153": (1, 2, 4, 5, 6), "K154": (1, 3, 4, 5, 6)}
"""ISO weekdays: the station opens on six days, each person works on five."""
OFF_AT_THE_CALL_CENTRE = {"K204": 3, "K206": 5}
STATION_LEADER_ON_MONDAYS, IN_THE_LEADERS_PLACE = "K111", RELIEF
"""Their own leader is off; whoever comes leaves a place at the other counter, which the relief takes."""
VISITORS, STAYING = ("K101", "K102"), ("K103", "K104")
"""The main counter has four people, so that two may go to a facility."""
GAP_SITE, GAP_OPEN_DAY = "naguwashi", 1
"""The draft of the next month lacks one person there on its second open day."""


@dataclass(frozen=True)
class Planned:
    """One person's day as the roster has it."""

    staff: str
    site: str
    duty: Duty
    pattern: str


@in_history
def build(world: World) -> None:
    patterns(world)
    shifts(world)
    publications(world)


def patterns(world: World) -> None:
    ShiftPattern.objects.bulk_create(
        ShiftPattern(
            code=code,
            label=label,
            site=world.sites[site] if site else None,
            starts_at=starts,
            ends_at=ends,
            order=order,
        )
        for order, (code, (label, site, starts, ends, _)) in enumerate(PATTERNS.items(), start=1)
    )
    PatternBreak.objects.bulk_create(
        PatternBreak(pattern=pattern, starts_at=rests, ends_at=later(rests, BREAK))
        for pattern in ShiftPattern.objects.all()
        for rests in (PATTERNS[pattern.code][4],)
    )


def later(clock: time, by: timedelta) -> time:
    return (datetime.combine(date.min, clock) + by).time()


def months_shown(world: World) -> list[date]:
    """First days of the months with a published roster: the last ones of each term up to the current month."""
    current = month_of(world.today)
    return [
        month
        for term in world.terms
        for month in [month for month in term.months() if month <= current][-MONTHS_SHOWN:]
    ]


def next_month(world: World) -> date:
    return month_of(month_of(world.today) + 31 * DAY)


def days_of(month: date) -> Iterator[date]:
    first, last = month_bounds(month.year, month.month)
    while first <= last:
        yield first
        first += DAY


def visit_times(world: World) -> dict[date, time]:
    """When the visit of a day begins, for the days with one."""
    moments = Visit.objects.filter(starts_at__isnull=False).values_list("starts_at", flat=True)
    local = [moment.astimezone(JST) for moment in moments if moment]
    return {moment.date(): moment.time() for moment in local}


def plan(world: World, day: date, visit_at: time | None) -> Iterator[Planned]:
    """Who works where on the day, breaks in turns, so that two are at every place at every minute."""
    open_sites = {code for code in world.sites if world.calendar.hours(code, day)}
    weekday = day.isoweekday()
    borrowed = weekday == 1 and "station" in open_sites
    for code, site in world.sites.items():
        if code not in open_sites or site.kind == SiteKind.CITY:
            continue
        if code == "callcenter":
            yield from at_the_call_centre(world, weekday)
        elif code == "station":
            crew = [staff for staff, days in AT_STATION.items() if weekday in days]
            yield from in_turns(world, code, [STATION_LEADER_ON_MONDAYS, *crew] if borrowed else crew, STATION_TURNS)
        elif code == "honcho":
            yield from at_the_main_counter(world, visit_at)
        else:
            crew = crew_of(world, code)
            if borrowed and STATION_LEADER_ON_MONDAYS in crew:
                crew[crew.index(STATION_LEADER_ON_MONDAYS)] = IN_THE_LEADERS_PLACE
            yield from in_turns(world, code, crew, COUNTER_TURNS)


def crew_of(world: World, site: str) -> list[str]:
    """Who works at this counter and nowhere else, and its leader, by number."""
    number = {"takashina": "K11", "ohigashi": "K12", "kasumigaseki": "K13", "naguwashi": "K14"}[site]
    return sorted(code for code in world.staff if code.startswith(number))


def in_turns(world: World, site: str, crew: list[str], turns: tuple[str, ...]) -> Iterator[Planned]:
    for number, staff in enumerate(crew):
        yield Planned(staff, site, Duty(world.staff[staff].duty), turns[number % len(turns)])


def at_the_main_counter(world: World, visit_at: time | None) -> Iterator[Planned]:
    """While two are away, the other two stay; both pairs take their breaks before or after."""
    turns = ("遅", "終") if visit_at and visit_at < time(12) else ("早", "中")
    for pair in (VISITORS, STAYING):
        yield from in_turns(world, "honcho", list(pair), turns)


def at_the_call_centre(world: World, weekday: int) -> Iterator[Planned]:
    people = [code for code, staff in world.staff.items() if staff.duty == Duty.OPERATOR]
    crew = sorted(code for code in people if OFF_AT_THE_CALL_CENTRE.get(code) != weekday)
    yield from in_turns(world, "callcenter", ["K201", *crew], CALL_TURNS)


def shifts(world: World) -> None:
    """The published months, and the draft of the next one with its gap."""
    patterns_by_code = {pattern.code: pattern for pattern in ShiftPattern.objects.all()}
    keys, visits = keys_from(Shift), visit_times(world)
    rows, rests = [], []
    for month in [*months_shown(world), next_month(world)]:
        is_draft = month > world.today
        gap = gap_of(world, month) if is_draft else None
        published_at = None if is_draft else publication_moment(world, month)
        for day in days_of(month):
            for planned in plan(world, day, visits.get(day)):
                if day == gap and planned.site == GAP_SITE and planned.pattern == COUNTER_TURNS[-1]:
                    continue
                pattern, pk = patterns_by_code[planned.pattern], next(keys)
                rows.append((
                    pk, world.staff[planned.staff].pk, world.sites[planned.site].pk, planned.duty.value, day,
                    pattern.starts_at, pattern.ends_at, pattern.pk, published_at,
                    None if is_draft else world.users["manager1"].pk,
                ))  # fmt: skip
                starts = PATTERNS[planned.pattern][4]
                rests.append((pk, starts, later(starts, BREAK)))
    fields = (
        "id", "staff", "site", "duty", "day", "starts_at", "ends_at", "pattern", "published_at", "published_by",
    )  # fmt: skip
    copy(Shift, fields, rows)
    settle(Shift)
    copy(Break, ("shift", "starts_at", "ends_at"), rests)


def gap_of(world: World, month: date) -> date | None:
    """The day of the draft on which somebody is missing."""
    open_days = [day for day in days_of(month) if world.calendar.hours(GAP_SITE, day)]
    return open_days[GAP_OPEN_DAY] if len(open_days) > GAP_OPEN_DAY else None


def publication_moment(world: World, month: date) -> datetime:
    before = month - DAY
    return min(datetime.combine(before.replace(day=PUBLISHED_ON), time(17), JST), world.now)


def staffed_sites(world: World) -> list[Site]:
    return [site for site in world.sites.values() if site.kind != SiteKind.CITY]


def publications(world: World) -> None:
    RosterPublication.objects.bulk_create(
        RosterPublication(
            site=site,
            month=month,
            published_at=publication_moment(world, month),
            published_by=world.users["manager1"],
        )
        for month in months_shown(world)
        for site in staffed_sites(world)
    )
