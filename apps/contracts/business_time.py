"""Time as it runs while a place is open: the clock of a promise given in business hours.

Everything here is reckoned from a loaded `Calendar`, without a query; opening hours are half-open, [opens, closes).
"""

from datetime import date, datetime, timedelta

from apps.core.clock import JST

from .calendar import DAY, Calendar, NoBusinessDay, days_between

_MINUTE = timedelta(minutes=1)
_LONGEST_PAUSE = 366


def minutes_between(calendar: Calendar, site_code: str, start: datetime, end: datetime) -> int:
    """Whole minutes between two moments in which the place was open; 0 where `end` is not after `start`."""
    if end <= start:
        return 0
    days = days_between(start.astimezone(JST).date(), end.astimezone(JST).date())
    return sum((_open_on(calendar, site_code, day, start, end) for day in days), timedelta()) // _MINUTE


def after_minutes(calendar: Calendar, site_code: str, start: datetime, minutes: int) -> datetime:
    """The first moment at which the place has been open for so many minutes since `start`, as the clock in Japan shows
    it; raises NoBusinessDay where it does not open again within a year."""
    left, day, pause = minutes * _MINUTE, start.astimezone(JST).date(), 0
    while pause <= _LONGEST_PAUSE:
        if span := _span(calendar, site_code, day):
            begins, ends = max(span[0], start), span[1]
            if begins <= ends and left <= ends - begins:
                return (begins + left).astimezone(JST)
            left -= max(ends - begins, timedelta())
            pause = 0
        day, pause = day + DAY, pause + 1
    raise NoBusinessDay(day)


def _span(calendar: Calendar, site_code: str, day: date) -> tuple[datetime, datetime] | None:
    hours = calendar.hours(site_code, day)
    return hours and (datetime.combine(day, hours.opens, JST), datetime.combine(day, hours.closes, JST))


def _open_on(calendar: Calendar, site_code: str, day: date, start: datetime, end: datetime) -> timedelta:
    """How long the place was open on the day inside [start, end)."""
    span = _span(calendar, site_code, day)
    return max(min(span[1], end) - max(span[0], start), timedelta()) if span else timedelta()
