"""Numbers that no record is counted for: they are worked out of others, and open those."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from apps.core.templatetags.office import rate
from apps.reporting.enums import ReportKind
from apps.reporting.figures.call_trend import ISSUED, THIS_REPORT

from . import names
from .calls import call_key, inquiry_key
from .centre import seat_key, seat_sources, trend_key
from .counters import counter_key, visit_key
from .gaps import COUNT, category_key, category_place
from .issued import day_key, day_visit_key, month_call_key
from .keys import FORMULA, WHOLE, Key
from .outreach import TERM_VISITS, term_month_key
from .readings import read_key

AND, LESS, DIVIDED, LEAST = "＋", "−", "÷", "最小"
FEWEST, SEATED = ("minimum", "planned_minimum"), ("heads", "seat_minutes")
Parts = Sequence[tuple[str, Key]]


@dataclass(frozen=True)
class Formula:
    """What is worked out, and of which numbers: each with the sign before it."""

    name: str
    parts: Parts
    unit: str = "件"

    @property
    def is_least(self) -> bool:
        """Whether it is the fewest of its parts, and no sum."""
        return any(sign == LEAST for sign, _ in self.parts)

    def result(self, numbers: Mapping[Key, int]) -> str:
        """What comes out, as the report prints it."""
        found = [(sign, numbers.get(key, 0)) for sign, key in self.parts]
        if self.is_least:
            return f"{min(number for _, number in found):,}{self.unit}"
        whole = sum(number for sign, number in found if sign == DIVIDED)
        added = sum(-number if sign == LESS else number for sign, number in found if sign != DIVIDED)
        return rate((added, whole)) if any(sign == DIVIDED for sign, _ in found) else f"{added:,}{self.unit}"


def formula_key(measure: str, place: str = "") -> Key:
    """Of a number that is worked out of others."""
    return Key(FORMULA, place, measure)


def formula(kind: str, content: Mapping[str, Any], key: Key) -> Formula | None:
    """How the report came to this number; None where it has no such number."""
    if key.source != FORMULA:
        return None
    match kind:
        case ReportKind.CALL_MONTHLY:
            return _of_trend(content, key) or _of_seats(content, key) or _of_calls(key)
        case ReportKind.COMPLETION:
            return _of_term(key)
        case ReportKind.OUTREACH_MONTHLY:
            return _of_months(content, key)
    whole = key.measure.removeprefix(WHOLE)
    if key.place or whole == key.measure or whole not in content.get("whole", ()):
        return None
    at_counters, at_visits = (
        (counter_key(whole), visit_key(whole))
        if kind == ReportKind.COUNTER_DAILY
        else (day_key(whole), day_visit_key(whole))
    )
    return Formula("全体（窓口と出張）", [("", at_counters), (AND, at_visits)])


def _of_calls(key: Key) -> Formula | None:
    answered, offered = (Key(call_key(name).source, key.place, name) for name in ("answered", "offered"))
    transferred, pending = inquiry_key("transferred"), inquiry_key("pending")
    inside = [("", answered), (LESS, transferred), (LESS, pending)]
    match key.measure, key.place:
        case "answer_rate", _:
            return Formula("応答率", [("", answered), (DIVIDED, offered)])
        case "completed_inside", "":
            return Formula("センター内完了", inside)
        case "completed_rate", "":
            return Formula("センター内完了の率", [*inside, (DIVIDED, answered)])
        case "transferred_rate" | "pending_rate", "":
            part = transferred if key.measure == "transferred_rate" else pending
            return Formula(names.measure_name(key.measure), [("", part), (DIVIDED, answered)])
    return None


def _of_trend(content: Mapping[str, Any], key: Key) -> Formula | None:
    """A month of the trend: of its own report, or of the month that this report is about."""
    row = next((row for row in content["trend"] if row["month"] == key.place), None)
    if row is None:
        return None
    answered, offered = (trend_number(content, row, name) for name in ("answered", "offered"))
    match key.measure:
        case "answer_rate":
            return Formula("応答率", [("", answered), (DIVIDED, offered)])
        case "lost":
            return Formula("切電・溢れ", [("", offered), (LESS, answered)])
    return None


def trend_number(content: Mapping[str, Any], row: Mapping[str, Any], measure: str) -> Key:
    """Where a month of the trend has its number: in its issued report, in this one, or nowhere but here."""
    if row["source"] == ISSUED:
        return trend_key(measure, row["month"])
    return call_key(measure) if row is content["trend"][-1] else read_key(measure, row["month"])


def category_number(source: str, month: str, category: int | None = None) -> Key:
    """The same for the inquiries of a month, of one category or of all; `source` as the content says it."""
    if source == THIS_REPORT:
        return inquiry_key(COUNT, category)
    return category_key(month, category) if source == ISSUED else read_key(COUNT, category_place(month, category))


def _of_seats(content: Mapping[str, Any], key: Key) -> Formula | None:
    """The month of the seats: days by the clock and days by the roster together, the fewest of all days."""
    if key.place:
        return None
    days = [row for row in content["seats"]["days"] if row.get(key.measure) is not None]
    unit = names.unit(key)
    if key.measure in SEATED:
        sums = [(AND, seat_key(key.measure, source)) for source in seat_sources(content)]
        return Formula(names.measure_name(key.measure), sums, unit)
    if days and key.measure in FEWEST:
        return Formula("最小", [(LEAST, read_key(key.measure, row["date"])) for row in days], unit)
    if key.measure == "minutes_below":
        below = [(AND, read_key(key.measure, row["date"])) for row in days if row[key.measure]]
        return Formula("最低席数を下回った時間", below, unit)
    return None


def seat_total_key(content: Mapping[str, Any], measure: str) -> Key | None:
    """Where all days are counted from the same, their sum opens the records themselves."""
    sources = seat_sources(content)
    return seat_key(measure, sources[0]) if len(sources) == 1 else formula_key(measure)


def _of_term(key: Key) -> Formula | None:
    """The rate of a month or of the term."""
    if key.measure != "answer_rate":
        return None
    answered, offered = (month_call_key(name, key.place) for name in ("answered", "offered"))
    return Formula("応答率", [("", answered), (DIVIDED, offered)])


def _of_months(content: Mapping[str, Any], key: Key) -> Formula | None:
    """The visits of the term up to a month."""
    months = [row["month"] for row in content["months"]]
    if key.measure != TERM_VISITS or key.place not in months:
        return None
    until = [*takewhile(lambda month: month != key.place, months), key.place]
    return Formula("累計", [(AND, term_month_key(month)) for month in until], "回")
