"""The issued daily reports of a period, and where they and the records of today say something else."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from apps.reporting.comparison import NAMES
from apps.reporting.enums import ReportKind
from apps.reporting.models import Report, ReportRevision
from apps.reporting.periods import Period
from apps.reporting.withheld import Withheld

from . import counters, outreach

ITEMS = (*counters.COUNTS, "troubles")
HOURS = ("opened_at", "closed_at")
OF_THE_DAY = ("starts", "ends", "trouble_texts")
NO_REPORT, NOT_ISSUED, CHANGED = "日報が未作成", "日報が未提出", "日報の提出後に記録を変更"
Row = dict[str, Any]


@dataclass(frozen=True)
class IssuedDay:
    """The last issued revision of a day's report: it counts until the next one is issued, whatever is being written."""

    content: Row
    number: int
    xlsx_sha256: str
    pk: int


class Place(NamedTuple):
    """One counter or one visit on one day; the key stays the same when the place is given another name."""

    day: date
    key: str


@dataclass(frozen=True)
class Cells:
    """What a counter or a visit counted on a day, under the name that the row has; a counter also has its hours."""

    name: str
    counts: Mapping[str, int]
    hours: Mapping[str, str | None] = field(default_factory=dict)


def issued_days(period: Period) -> dict[date, IssuedDay]:
    """The daily reports of the period that were handed over, each with its last issued revision."""
    revisions = (
        ReportRevision.objects.filter(
            report__kind=ReportKind.COUNTER_DAILY,
            report__first_on__range=(period.first, period.last),
            issued_at__isnull=False,
        )
        .order_by("report_id", "-number")
        .distinct("report_id")
        .values_list("report__first_on", "content", "number", "xlsx_sha256", "pk")
    )
    return {day: IssuedDay(*rest) for day, *rest in revisions}


def issued_visits(issued: Mapping[date, IssuedDay]) -> list[Row]:
    """The visits of the days as the month prints them: their hours stand in the day, what went wrong in a list."""
    told = (visit for day in sorted(issued) for visit in issued[day].content["visits"])
    withheld = Withheld.now()
    return [{name: value for name, value in withheld.in_row(visit).items() if name not in OF_THE_DAY} for visit in told]


def states(period: Period, days: Sequence[date], issued: Mapping[date, IssuedDay]) -> dict[date, str]:
    """Why the records of a day may be in no issued report, or differ from it."""
    made = Report.objects.filter(kind=ReportKind.COUNTER_DAILY, first_on__range=(period.first, period.last))
    begun = set(made.values_list("first_on", flat=True))
    return {day: CHANGED if day in issued else NOT_ISSUED if day in begun else NO_REPORT for day in days}


def site_cells(rows_by_day: Mapping[date, Sequence[Row]]) -> dict[Place, Cells]:
    """The counters' rows of these days."""
    return {
        Place(day, row["site"]): Cells(
            row["site_name"], {name: row[name] for name in ITEMS}, {name: row[name] for name in HOURS}
        )
        for day, rows in rows_by_day.items()
        for row in rows
    }


def visit_cells(visits: Sequence[Row]) -> dict[Place, Cells]:
    """Each visit once, with the visit itself as one of the things counted."""
    return {
        Place(date.fromisoformat(visit["date"]), f"visit {visit['visit']}"): Cells(
            visit["facility"], {"visits_count": 1} | {name: visit[name] or 0 for name in outreach.COUNTS}
        )
        for visit in visits
    }


def changes(reported: Mapping[Place, Cells], now: Mapping[Place, Cells], why: Mapping[date, str]) -> list[Row]:
    """Every cell in which the two differ: with both numbers and why. What no report holds counts nothing there."""
    found: dict[tuple[date, str], list[Row]] = defaultdict(list)
    for place in sorted({*reported, *now}):
        told, there = reported.get(place), now.get(place)
        name = there.name if there else reported[place].name
        found[place.day, name] += [
            {
                "date": place.day.isoformat(),
                "place": name,
                "place_key": place.key,
                "item": NAMES[item],
                "reported": before,
                "now": after,
                "why": why.get(place.day, NO_REPORT),
            }
            for item, before, after in _beside(told, there)
            if (before or 0) != (after or 0)
        ]
    return [row for key in sorted(found) for row in found[key]]


def _beside(told: Cells | None, there: Cells | None) -> Iterator[tuple[str, int | str | None, int | str | None]]:
    """(item, reported, now); the hours of a counter stand beside each other only where a report told them."""
    for item in told.counts if told else there.counts if there else ():
        yield item, told.counts[item] if told else None, there.counts[item] if there else 0
    if told and there:
        for item, before in told.hours.items():
            yield item, before, there.hours[item]
