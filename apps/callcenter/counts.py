"""Calls counted by day and hour: what every figure, page and judgement of the answer rate adds up.

Days are inclusive, hours half-open, one call is one row.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from apps.callcenter.models import Call, CallProfile, GridCell, QuarterCount
from apps.callcenter.models.opening import cut_quarters
from apps.callcenter.models.quarters import SHORT_SECONDS
from apps.contracts.calendar import Calendar, Hours, days_between

from .rates import cut_rate

CALL_CENTRE = "callcenter"
COUNTED = ("offered", "answered", "abandoned", "overflow")


@dataclass(slots=True)
class Tally:
    """Calls of one hour, one day or one month. 着信 = 応答 + 切電 + 溢れ; 時間外 stands beside it."""

    offered: int = 0
    answered: int = 0
    abandoned: int = 0
    overflow: int = 0
    out_of_hours: int = 0
    abandoned_short: int = 0

    def __iadd__(self, other: Any) -> "Tally":
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        return self

    def checked(self) -> "Tally":
        """Itself, unless its parts do not add up."""
        if self.offered != self.answered + self.abandoned + self.overflow:
            raise ArithmeticError(f"着信が、応答・切電・溢れの合計と一致しません: {self}")
        return self

    def as_row(self, **key: Any) -> dict[str, Any]:
        return {
            **key,
            **{name: getattr(self, name) for name in (*COUNTED, "out_of_hours")},
            "answer_rate": cut_rate(self.answered, self.offered),
        }


@dataclass
class CallMonth:
    """The calls of a span of days, counted once by day and hour; every other figure adds these cells up."""

    first: date
    last: date
    calendar: Calendar
    cells: dict[tuple[date, int], Tally]

    def cell(self, day: date, hour: int) -> Tally:
        return self.cells.get((day, hour)) or Tally()

    def open_hours(self) -> dict[date, list[int]]:
        """The clock hours in which the call centre was open, by open day: 8…17 for 8:30 to 17:15."""
        return {
            day: hours_touched(hours)
            for day in days_between(self.first, self.last)
            if (hours := self.calendar.hours(CALL_CENTRE, day))
        }

    def grid_keys(self) -> list[tuple[date, int]]:
        """Every open hour of every open day, and any other hour with calls offered (lines served round the clock)."""
        opened = {(day, hour) for day, hours in self.open_hours().items() for hour in hours}
        return sorted(opened | {key for key, tally in self.cells.items() if tally.offered})

    def total(self) -> Tally:
        return summed(self.cells.values())

    def by_day(self) -> list[dict[str, Any]]:
        """One row for each day of the grid; a closed day has none, even when somebody called in vain."""
        days = sorted({day for day, _ in self.grid_keys()})
        return [self._row({"date": day.isoformat()}, lambda key, day=day: key[0] == day) for day in days]

    def by_hour(self) -> list[dict[str, Any]]:
        hours = sorted({hour for _, hour in self.grid_keys()})
        return [self._row({"hour": hour}, lambda key, hour=hour: key[1] == hour) for hour in hours]

    def _row(self, key: dict[str, Any], belongs: Any) -> dict[str, Any]:
        return summed(tally for place, tally in self.cells.items() if belongs(place)).as_row(**key)


def summed(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total += tally
    return total.checked()


def hours_touched(hours: Hours) -> list[int]:
    """Clock hours that [opens, closes) touches: a closing on the full hour does not touch the hour it begins."""
    ends_inside = bool(hours.closes.minute or hours.closes.second or hours.closes.microsecond)
    return list(range(hours.opens.hour, hours.closes.hour + ends_inside))


def count_calls(first: date, last: date, calendar: Calendar | None = None) -> CallMonth:
    """Count every call that arrived on these days, judged by the opening hours that hold now for those days.

    Read from the counts by quarter hour, in two queries; the calls themselves are only asked where an opening or a
    closing cuts a quarter hour in two.
    """
    calendar = calendar or Calendar.load()
    short = calendar.parameters.value("callcenter.short_abandon_seconds", last)
    if short not in SHORT_SECONDS:
        return count_one_by_one(first, last, calendar)
    sites = CallProfile.objects.sites()
    cut = cut_quarters(first, last, calendar, sites)
    asked = Call.objects.in_quarters(cut).grid(first, last, calendar, short_seconds=short) if cut else ()
    cells = _cells(asked)
    for hour in QuarterCount.objects.by_hour(first, last, calendar, sites, without=cut, short_seconds=short):
        offered = hour.answered + hour.abandoned + hour.overflow
        cells[hour.date, hour.hour] += (
            Tally(offered, hour.answered, hour.abandoned, hour.overflow, 0, hour.abandoned_short)
            if hour.in_hours
            else Tally(out_of_hours=offered)
        )
    return CallMonth(first, last, calendar, cells)


def count_one_by_one(first: date, last: date, calendar: Calendar) -> CallMonth:
    """The same from each call of these days: slower, and what the counts by quarter hour are held against."""
    short = calendar.parameters.value("callcenter.short_abandon_seconds", last)
    return CallMonth(first, last, calendar, _cells(Call.objects.grid(first, last, calendar, short_seconds=short)))


def _cells(rows: Iterable[GridCell]) -> dict[tuple[date, int], Tally]:
    cells: dict[tuple[date, int], Tally] = defaultdict(Tally)
    for row in rows:
        cells[row.date, row.hour] = Tally(
            row.offered, row.answered, row.abandoned, row.overflow, row.out_of_hours, row.abandoned_short
        ).checked()
    return cells
