"""Whether a moment lies inside the opening hours: asked of the calendar each time, stored nowhere."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Case, Func, Q, Value, When
from psycopg.types.multirange import TimestamptzMultirange

from apps.contracts.calendar import Calendar, days_between
from apps.contracts.models import Site
from apps.core.clock import JST

QUARTER = timedelta(minutes=15)


def in_hours(moment: str, first: date, last: date, calendar: Calendar, sites: Iterable[Site]) -> Case:
    """Whether the column `moment` lies inside [opens, closes) of the profile's site on one of the days first…last.

    The opening hours go to PostgreSQL as one multirange for each of `sites`, among which all profiles have theirs. A
    profile without a site takes calls round the clock.
    """
    spans = {site: opening(calendar, site, first, last) for site in sites}
    return Case(
        When(profile__site__isnull=True, then=Value(True)),
        *(
            When(Q(profile__site=site) & Q(_within(moment, found)), then=Value(True))
            for site, found in spans.items()
            if found
        ),
        default=Value(False),
        output_field=models.BooleanField(),
    )


def _within(moment: str, spans: list[DateTimeTZRange]) -> Func:
    """`moment <@ multirange`: inside one of many half-open spans, by one parameter instead of one OR per span."""
    return Func(
        moment,
        Value(TimestamptzMultirange(spans)),
        template="%(expressions)s",
        arg_joiner=" <@ ",
        output_field=models.BooleanField(),
    )


def opening(calendar: Calendar, site: Site, first: date, last: date) -> list[DateTimeTZRange]:
    """The spans in which the site is open on the days first…last."""
    return [
        DateTimeTZRange(datetime.combine(day, hours.opens, JST), datetime.combine(day, hours.closes, JST), "[)")
        for day in days_between(first, last)
        if (hours := calendar.hours(site.code, day))
    ]


def cut_quarters(first: date, last: date, calendar: Calendar, sites: Iterable[Site]) -> dict[Site, list[datetime]]:
    """By site, where the quarter hours begin that an opening or a closing of these days cuts in two."""
    found = {}
    for site in sites:
        borders = {border for span in opening(calendar, site, first, last) for border in (span.lower, span.upper)}
        if cut := {begun_quarter(border) for border in borders if begun_quarter(border) != border}:
            found[site] = sorted(cut)
    return found


def begun_quarter(moment: datetime) -> datetime:
    """Where the quarter hour of the moment began."""
    return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)
