"""One month of visits as a table of weeks, Sunday first."""

import calendar as weeks
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from apps.contracts.calendar import CITY, Calendar

from .models import Visit

_SUNDAY_FIRST = weeks.Calendar(firstweekday=weeks.SUNDAY)


@dataclass(frozen=True)
class Day:
    """One cell: a day of this month or of its neighbours, and why the city is closed on it."""

    date: date
    is_in_month: bool
    is_today: bool
    closed_reason: str | None
    visits: list[Visit]

    @property
    def warning(self) -> str:
        """Two visits of one day need two leaders (第2-1-(9), C22)."""
        leaders = [visit.leader_id for visit in self.visits if visit.leader_id]
        return "2件目には別の運営責任者が必要です" if len(leaders) != len(set(leaders)) else ""


def days_shown(year: int, month: int) -> tuple[date, date]:
    """First and last day of the table, days of the neighbouring months included."""
    rows = _SUNDAY_FIRST.monthdatescalendar(year, month)
    return rows[0][0], rows[-1][-1]


def month_table(*, year: int, month: int, visits: Iterable[Visit], today: date, calendar: Calendar) -> list[list[Day]]:
    """The weeks of the month with each day's visits in the order of their start."""
    by_day: dict[date, list[Visit]] = defaultdict(list)
    for visit in sorted(visits, key=lambda visit: (visit.starts_at, visit.pk)):
        by_day[visit.scheduled_day].append(visit)
    return [
        [
            Day(
                date=day,
                is_in_month=day.month == month,
                is_today=day == today,
                closed_reason=calendar.closed_reason(CITY, day),
                visits=by_day[day],
            )
            for day in week
        ]
        for week in _SUNDAY_FIRST.monthdatescalendar(year, month)
    ]
