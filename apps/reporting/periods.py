"""The days that a report covers, and how an address says them."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from apps.core.clock import JST, month_bounds, parse_month

from .enums import ReportKind, Span

BETWEEN = "--"
WRONG_DAY = "日付は「2025-06-02」の形で指定してください。"
WRONG_SPAN = f"期間は「2025-06-01{BETWEEN}2026-03-31」の形で指定してください。"

DAY_IS_OVER, MONTH_IS_OVER = time(20), time(5, 30)
"""A day is counted in its evening; a month or a term the morning after, when the logs of its last day are there."""


class Period(NamedTuple):
    """The days of a report, both inside it."""

    first: date
    last: date

    def __str__(self) -> str:
        """As in addresses and commands: a day `2025-06-02`, a month `2025-06`, else both days with `--` between."""
        if self.first == self.last:
            return self.first.isoformat()
        if (self.first, self.last) == month_bounds(self.first.year, self.first.month):
            return self.first.strftime("%Y-%m")
        return f"{self.first.isoformat()}{BETWEEN}{self.last.isoformat()}"


def over_at(kind: ReportKind, period: Period) -> datetime:
    """The moment from which everything of these days is known, where they are those of a report of this kind."""
    if kind.span is Span.DAY:
        return datetime.combine(period.last, DAY_IS_OVER, JST)
    return datetime.combine(period.last + timedelta(days=1), MONTH_IS_OVER, JST)


def parse_period(kind: str, text: str) -> Period:
    """`2025-06` for a monthly kind, `2025-06-02` for a daily one, both days for one of a term.

    ValueError with a sentence for anything else.
    """
    span = ReportKind(kind).span
    if span is Span.MONTH:
        return Period(*parse_month(text))
    if span is Span.DAY:
        day = _day(text, WRONG_DAY)
        return Period(day, day)
    if text.count(BETWEEN) != 1:
        raise ValueError(WRONG_SPAN)
    period = Period(*(_day(part, WRONG_SPAN) for part in text.split(BETWEEN)))
    if period.last < period.first:
        raise ValueError(WRONG_SPAN)
    return period


def _day(text: str, sentence: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(sentence) from None
    if day.isoformat() != text:
        raise ValueError(sentence)
    return day
