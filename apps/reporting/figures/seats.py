"""Operators placed at the call centre by day (第2-2-(7)-①-エ), beside the roster and the contract's floor."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from apps.callcenter.counts import CALL_CENTRE
from apps.contracts.calendar import Calendar
from apps.core.clock import day_bounds
from apps.workforce.coverage import (
    DayCoverage,
    Gap,
    PlaceCoverage,
    Span,
    Stint,
    actual_days,
    clock,
    planned_days,
)

CLOCK, PLAN = "打刻", "シフト"
"""What a day is counted from: the operators' clock-ins, or the published roster where nobody clocked in."""


@dataclass(frozen=True)
class Placed:
    """Operators of one day inside the opening hours: people, minutes of seats, fewest at the same time.

    `firsts`: of each of these people the record that comes first; `minutes`: the minutes of seats, record by record.
    """

    heads: int
    seat_minutes: int
    minimum: int
    gaps: list[Gap]
    firsts: Sequence[int]
    minutes: Mapping[int, int]


class PlacedDay(NamedTuple):
    """One open day: as the report counts it, as it was planned, and from which of the two the report counts it."""

    day: date
    floor: int
    found: Placed | None
    by_plan: Placed | None
    source: str


class DaySources(NamedTuple):
    """How many open days are counted from the clock-ins, how many from the roster, and how many from nothing."""

    clock: int
    plan: int
    nothing: int


def seats_placed(first: date, last: date, calendar: Calendar, counted_on: date) -> dict[str, Any]:
    """第2-2-(7)-①-エ: one row for each open day, with a day's heads, seat minutes and fewest simultaneous seats.

    Days before `counted_on` are counted from the clock-ins; a day without any, and the days to come, from the roster.
    A minute has as many seats as its emptiest moment, breaks taken off; people count once a day.
    """
    days = list(placed_days(first, last, calendar, counted_on))
    rows = [_row(each) for each in days]
    gaps = [(each.day, gap) for each in days if each.found for gap in each.found.gaps]
    return {"days": rows, "total": _total(rows), "longest_gap": _longest(gaps)}


def placed_days(first: date, last: date, calendar: Calendar, counted_on: date) -> Iterator[PlacedDay]:
    """The open days one by one, with the records behind their numbers."""
    clocked = {each.day: each for each in actual_days(first, last, calendar, day_bounds(counted_on)[0])}
    for planned in planned_days(first, last, calendar):
        covered = planned.find(CALL_CENTRE)
        if covered is None:
            continue
        by_plan = _placed(planned, covered)
        by_clock = _placed_of(clocked[planned.day]) if planned.day < counted_on else None
        source = CLOCK if by_clock else PLAN
        yield PlacedDay(planned.day, covered.place.floor, by_clock or by_plan, by_plan, source)


def day_sources(seats: Mapping[str, Any]) -> DaySources:
    """From the days of a content: only those by the clock are what was, those by the roster are what was planned."""
    sources = [row["counted_from"] for row in seats["days"]]
    return DaySources(sources.count(CLOCK), sources.count(PLAN), sources.count(None))


def _placed_of(day: DayCoverage) -> Placed | None:
    covered = day.find(CALL_CENTRE)
    return _placed(day, covered) if covered else None


def _placed(day: DayCoverage, covered: PlaceCoverage) -> Placed | None:
    """None where nobody was there: a day without clock-ins or without a roster is not a day with no seats."""
    opens, closes = covered.place.opens, covered.place.closes
    stints = sorted(
        (
            stint
            for stint in day.stints
            if stint.place == CALL_CENTRE and stint.starts < closes and stint.ends > max(opens, stint.starts)
        ),
        key=lambda stint: (stint.starts, stint.record),
    )
    people = {stint.person for stint in stints}
    if not people:
        return None
    return Placed(
        heads=len(people),
        seat_minutes=sum(span.heads * span.minutes for span in covered.spans),
        minimum=min(span.heads for span in covered.spans),
        gaps=covered.gaps,
        firsts=[*{stint.person: stint.record for stint in reversed(stints)}.values()],
        minutes=_minutes_by_record(stints, covered.spans),
    )


def _minutes_by_record(stints: Sequence[Stint], spans: Iterable[Span]) -> Mapping[int, int]:
    """The minutes of seats as parts of the records: together exactly those of the spans.

    A minute in which one left and another came is one seat: it goes to whoever had it when the minute began.
    """
    minutes: dict[int, int] = defaultdict(int)
    edges = {minute for stint in stints for edge in stint[2:4] for minute in (math.floor(edge), math.ceil(edge))}
    for span in spans:
        cuts = sorted({span.starts, span.ends, *(edge for edge in edges if span.starts < edge < span.ends)})
        for starts, ends in pairwise(cuts):
            there = [stint for stint in stints if stint.starts < ends and starts < stint.ends]
            there.sort(key=lambda stint: not (stint.starts <= starts and ends <= stint.ends))
            seats = list({stint.person: stint.record for stint in there}.values())
            for record in seats[: span.heads]:
                minutes[record] += ends - starts
    return minutes


def _row(placed: PlacedDay) -> dict[str, Any]:
    found, by_plan = placed.found, placed.by_plan
    return {
        "date": placed.day.isoformat(),
        "counted_from": placed.source if found else None,
        "heads": found.heads if found else None,
        "seat_minutes": found.seat_minutes if found else None,
        "minimum": found.minimum if found else None,
        "planned_minimum": by_plan.minimum if by_plan else None,
        "floor": placed.floor,
        "minutes_below": sum(gap.minutes for gap in found.gaps) if found else None,
    }


def _total(rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Sums of the days, and of the fewest seats the fewest; `heads` are people times days.

    None where no day is known: that is not a month without operators.
    """
    known = [row for row in rows if row["counted_from"]]
    planned = [row["planned_minimum"] for row in rows if row["planned_minimum"] is not None]
    return {
        "days_counted": len(known),
        "days_by_clock": sum(row["counted_from"] == CLOCK for row in known),
        "heads": sum(row["heads"] for row in known) if known else None,
        "seat_minutes": sum(row["seat_minutes"] for row in known) if known else None,
        "minimum": min((row["minimum"] for row in known), default=None),
        "planned_minimum": min(planned, default=None),
        "minutes_below": sum(row["minutes_below"] for row in known) if known else None,
        "days_below": sum(row["minutes_below"] > 0 for row in known) if known else None,
    }


def _longest(gaps: Iterable[tuple[date, Gap]]) -> dict[str, Any] | None:
    """The longest stretch of the month below the floor, the first of equally long ones; spans that touch are one."""
    stretches: list[tuple[date, int, int, int]] = []
    for day, gap in gaps:
        if stretches and stretches[-1][0] == day and stretches[-1][2] == gap.starts:
            _, starts, _, heads = stretches.pop()
            stretches.append((day, starts, gap.ends, min(heads, gap.heads)))
        else:
            stretches.append((day, gap.starts, gap.ends, gap.heads))
    if not stretches:
        return None
    day, starts, ends, heads = max(stretches, key=lambda stretch: stretch[2] - stretch[1])
    return {
        "day": day.isoformat(),
        "since": clock(starts),
        "until": clock(ends),
        "minutes": ends - starts,
        "heads": heads,
    }
