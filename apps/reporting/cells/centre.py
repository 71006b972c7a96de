"""Cells of what the call centre's month says beside the calls: seats, months before, answers and improvements."""

from collections.abc import Iterator, Mapping
from typing import Any

from apps.reporting.figures.call_trend import ISSUED, issued_months, months_shown
from apps.reporting.figures.improvements import faq_records, improvements_of
from apps.reporting.figures.seats import CLOCK, PLAN, placed_days

from .keys import Cells, Key
from .scope import Scope

PRESENCES, SHIFTS = "presences", "shifts"
TREND, FAQ, FAQ_ENDED, IMPROVEMENTS = "trend", "faq", "faq_ended", "improvements"
COUNTED_FROM = {CLOCK: PRESENCES, PLAN: SHIFTS}
SEATED = ("heads", "seat_minutes")
OF_A_MONTH = ("offered", "answered")
ENDED = "faq_retired"
Content = Mapping[str, Any]


def seat_cells(scope: Scope, cells: Cells) -> None:
    """The clock-ins, or the shifts, of each day: the first one of each person, and their minutes in a seat."""
    for placed in placed_days(*scope.days, scope.calendar, scope.made_on):
        if placed.found:
            source, day = COUNTED_FROM[placed.source], placed.day.isoformat()
            cells.add(Key(source, day, "heads"), sorted(placed.found.firsts))
            records = sorted(placed.found.minutes)
            cells.add(Key(source, day, "seat_minutes"), records, [placed.found.minutes[pk] for pk in records])


def trend_cells(scope: Scope, cells: Cells) -> None:
    """The issued month reports that the trend repeats."""
    for month, issued in issued_months(months_shown(scope.period.first)[:-1]).items():
        for name in OF_A_MONTH:
            cells.add(trend_key(name, f"{month:%Y-%m}"), [issued.pk], [getattr(issued, name)])


def faq_cells(scope: Scope, cells: Cells) -> None:
    """The answers that were added, reworded or retired in the month, and those in force at its end."""
    for name, rows in faq_records(*scope.period).items():
        cells.add(faq_key(name), list(rows.order_by("pk").values_list("pk", flat=True)))


def improvement_cells(scope: Scope, cells: Cells) -> None:
    """Each improvement as a line of its table."""
    for pk in improvements_of(*scope.period).values_list("pk", flat=True):
        cells.add(improvement_key(pk), [pk])


# --- the numbers of a content -----------------------------------------------------------------------------------------


def seat_key(measure: str, source: str, day: str = "") -> Key:
    """`source` as the content says it: from the clock or from the roster."""
    return Key(COUNTED_FROM[source], day, measure)


def seat_sources(content: Content) -> list[str]:
    """What the days of the month are counted from, the clock first."""
    found = {row["counted_from"] for row in content["seats"]["days"]}
    return [source for source in COUNTED_FROM if source in found]


def trend_key(measure: str, month: str) -> Key:
    """Of a month before, in its issued report."""
    return Key(TREND, month, measure)


def faq_key(measure: str) -> Key:
    """What is retired is an entry, all else a version of one."""
    return Key(FAQ_ENDED if measure == ENDED else FAQ, "", measure)


def improvement_key(pk: int) -> Key:
    """Of one line of the improvements."""
    return Key(IMPROVEMENTS, str(pk), "lines")


def centre_numbers(content: Content) -> Iterator[tuple[Key, int]]:
    """Every number of seats, months before, answers and improvements that counts records."""
    for row in content["seats"]["days"]:
        if row["counted_from"]:
            yield from ((seat_key(name, row["counted_from"], row["date"]), row[name]) for name in SEATED)
    for source in seat_sources(content):
        rows = [row for row in content["seats"]["days"] if row["counted_from"] == source]
        yield from ((seat_key(name, source), sum(row[name] for row in rows)) for name in SEATED)
    for row in content["trend"]:
        if row["source"] == ISSUED:
            yield from ((trend_key(name, row["month"]), row[name]) for name in OF_A_MONTH)
    yield from ((faq_key(name), number) for name, number in content["faq"].items())
    yield from ((improvement_key(row["improvement"]), 1) for row in content["improvements"])
