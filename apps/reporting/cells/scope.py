"""What is asked of the records: the time of a report, or as much of it as one number needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from apps.contracts.calendar import Calendar
from apps.reporting.periods import Period


@dataclass(frozen=True)
class Scope:
    """The time of a report, and the day on which it was made: days before that one are over.

    `day` and `records` narrow it, where one number is asked for and its records are many.
    """

    period: Period
    calendar: Calendar
    made_on: date
    day: date | None = None
    records: Sequence[int] | None = None

    @property
    def days(self) -> Period:
        """The days that are asked for: all of the report, or the one."""
        return Period(self.day, self.day) if self.day else self.period

    def narrowed(self, rows: Any) -> Any:
        """Of these rows only the records that are asked for."""
        return rows if self.records is None else rows.filter(pk__in=self.records)
