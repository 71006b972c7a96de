"""Numbers that no record is counted for: they are worked out of others, and open those."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apps.core.templatetags.office import rate
from apps.reporting.enums import ReportKind

from .calls import call_key, inquiry_key
from .counters import counter_key, visit_key
from .issued import day_key, day_visit_key
from .keys import Key

FORMULA, WHOLE = "formula", "whole_"
AND, LESS, DIVIDED = "＋", "−", "÷"


@dataclass(frozen=True)
class Formula:
    """What is worked out, and of which numbers: each with the sign before it."""

    name: str
    parts: Sequence[tuple[str, Key]]

    def result(self, numbers: Mapping[Key, int]) -> str:
        """What comes out, as the report prints it."""
        found = [(sign, numbers.get(key, 0)) for sign, key in self.parts]
        if any(sign == DIVIDED for sign, _ in found):
            return rate((found[0][1], found[1][1]))
        return f"{sum(-number if sign == LESS else number for sign, number in found):,}件"


def formula_key(measure: str, place: str = "") -> Key:
    return Key(FORMULA, place, measure)


def formula(kind: str, content: Mapping[str, Any], key: Key) -> Formula | None:
    """How the report came to this number; None where it has no such number."""
    if key.source != FORMULA:
        return None
    if kind == ReportKind.CALL_MONTHLY:
        return _of_calls(key)
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
    calls = {name: Key(call_key(name).source, key.place, name) for name in ("answered", "offered")}
    match key.measure, key.place:
        case "answer_rate", _:
            return Formula("応答率", [("", calls["answered"]), (DIVIDED, calls["offered"])])
        case "completed_inside", "":
            ends = [(LESS, inquiry_key(name)) for name in ("transferred", "pending")]
            return Formula("センター内完了", [("", calls["answered"]), *ends])
    return None
