"""Figures of the call centre (第2-2-(7)-①-ア・ウ・オ). Days are inclusive, hours half-open, one call is one row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.db.models import Count, Q

from apps.callcenter.enums import Result
from apps.callcenter.models import Call, Inquiry
from apps.contracts.calendar import Calendar, Hours, days_between
from apps.contracts.parameters import parameter
from apps.core.clock import day_bounds

from .rates import cut_rate, meets, still_allowed

CALL_CENTRE = "callcenter"
Span = Literal["office", "all"]
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
    """Count every call that arrived on these days, judged by the opening hours that hold now for those days (§6)."""
    calendar = calendar or Calendar.load()
    rows = Call.objects.grid(first, last, calendar, short_seconds=parameter("callcenter.short_abandon_seconds", last))
    cells = {
        (row.date, row.hour): Tally(
            row.offered, row.answered, row.abandoned, row.overflow, row.out_of_hours, row.abandoned_short
        ).checked()
        for row in rows
    }
    return CallMonth(first, last, calendar, cells)


def call_grid(first: date, last: date, hours: Span = "office") -> list[dict[str, Any]]:
    """第2-2-(7)-①-ア: by day and hour; "all" has 24 hours of every day and the calls out of hours in a column."""
    counted = count_calls(first, last)
    if hours == "office":
        return [as_cell(day, hour, counted.cell(day, hour)) for day, hour in counted.grid_keys()]
    return [
        as_cell(day, hour, tally) | {"out_of_hours": tally.out_of_hours}
        for day in days_between(first, last)
        for hour in range(24)
        for tally in [counted.cell(day, hour)]
    ]


def as_cell(day: date, hour: int, tally: Tally) -> dict[str, Any]:
    return {"date": day.isoformat(), "hour": hour, **{name: getattr(tally, name) for name in COUNTED}}


def call_summary(first: date, last: date) -> dict[str, Any]:
    """第2-2-(7)-①-ア・ウ・オ for these days; the rate is pooled and judged in integers (第2-2-(3)-ア)."""
    return summarise(count_calls(first, last))


def summarise(counted: CallMonth) -> dict[str, Any]:
    """`may_still_lose`: of the calls offered so far, how many more could have been lost with the target still met."""
    total, last = counted.total(), counted.last
    target = parameter("callcenter.answer_rate_percent", last)
    ends = inquiry_ends(counted.first, last)
    inside = total.answered - ends["transferred"] - ends["pending"]
    return {
        "offered": total.offered,
        "answered": total.answered,
        "abandoned": total.abandoned,
        "abandoned_short": total.abandoned_short,
        "overflow": total.overflow,
        "out_of_hours": total.out_of_hours,
        "answer_rate": cut_rate(total.answered, total.offered),
        "meets_90": meets(total.answered, total.offered, target),
        "may_still_lose": still_allowed(total.answered, total.offered, target),
        "transferred": ends["transferred"],
        "completed_inside": inside if inside >= 0 else None,
        "pending": ends["pending"],
        "complaints": ends["complaints"],
        "complaints_transferred": ends["complaints_transferred"],
    }


def inquiry_ends(first: date, last: date) -> dict[str, int]:
    """How the inquiries received on these days ended (C17: completed inside = 応答 − 転送 − 未了)."""
    transferred, complaint = Q(result=Result.TRANSFERRED), Q(is_complaint=True)
    return received(first, last).aggregate(
        transferred=Count("pk", filter=transferred),
        pending=Count("pk", filter=Q(result=Result.PENDING)),
        complaints=Count("pk", filter=complaint),
        complaints_transferred=Count("pk", filter=complaint & transferred),
    )


def inquiries_by_category(first: date, last: date) -> list[dict[str, Any]]:
    """第1-4: the inquiries received on these days by main category and result, in the order of the categories."""
    rows = (
        received(first, last)
        .order_by("category__order", "category__pk")
        .values("category__name", "category__parent__name", "category__order", "category__pk")
        .annotate(
            count=Count("pk"),
            **{result.value: Count("pk", filter=Q(result=result)) for result in Result},
            complaints=Count("pk", filter=Q(is_complaint=True)),
        )
    )
    kept = ("count", *(result.value for result in Result), "complaints")
    return [{"category": full_name(row), **{key: row[key] for key in kept}} for row in rows]


def full_name(row: dict[str, Any]) -> str:
    """受取予約・変更: a category below a heading is named with it."""
    heading, name = row["category__parent__name"], row["category__name"]
    return f"{heading}・{name}" if heading else str(name)


def received(first: date, last: date) -> Any:
    return Inquiry.objects.filter(received_at__gte=day_bounds(first)[0], received_at__lt=day_bounds(last)[1])
