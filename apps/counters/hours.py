"""A month of a counter in minutes: opened late, closed early, open, set up and cleared (第2-1-(3)-②, (8))."""

from collections import Counter, defaultdict
from dataclasses import dataclass, fields, replace
from datetime import date

from apps.contracts.calendar import DAY, Calendar
from apps.contracts.models import Site

from .enums import VoiceKind
from .models import CounterSession, Voice


@dataclass(frozen=True)
class MonthFigures:
    """What adds up over days and counters; setting up and clearing stand apart and are never part of the opening."""

    opened_days: int = 0
    unopened_days: int = 0
    unclosed_days: int = 0
    opening: int = 0
    late_days: int = 0
    late: int = 0
    early_days: int = 0
    early: int = 0
    setup: int = 0
    clearing: int = 0
    complaints: int = 0
    compliments: int = 0

    def __add__(self, other: "MonthFigures") -> "MonthFigures":
        return MonthFigures(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


def month_by_counter(
    *, first: date, last: date, sites: list[Site], calendar: Calendar, today: date
) -> list[tuple[Site, MonthFigures]]:
    """The days from `first` to `last`, both included; a planned day before today without opening counts as such."""
    in_month = {"held_on__range": (first, last), "site__in": sites}
    sessions: dict[int, list[CounterSession]] = defaultdict(list)
    for session in CounterSession.objects.filter(**in_month, opened_at__isnull=False):
        sessions[session.site_id].append(session)
    voices = Voice.objects.counted().filter(session__in=CounterSession.objects.filter(**in_month))
    heard = Counter(voices.order_by().values_list("session__site", "kind"))
    months = []
    for site in sites:
        opened = {session.held_on for session in sessions[site.pk]}
        past = [first + DAY * number for number in range((min(last, today - DAY) - first).days + 1)]
        figures = MonthFigures(
            unopened_days=sum(1 for day in past if day not in opened and calendar.hours(site.code, day)),
            complaints=heard[site.pk, VoiceKind.COMPLAINT.value],
            compliments=heard[site.pk, VoiceKind.COMPLIMENT.value],
        )
        months.append((site, sum((_figures_of(each, site, calendar) for each in sessions[site.pk]), figures)))
    return months


def total_of(months: list[tuple[Site, MonthFigures]]) -> MonthFigures:
    return sum((figures for _, figures in months), MonthFigures())


def _figures_of(session: CounterSession, site: Site, calendar: Calendar) -> MonthFigures:
    """One opened session; a step that is still to come counts no minutes."""
    hours = calendar.hours(site.code, session.held_on)
    figures = MonthFigures(
        opened_days=1,
        unclosed_days=int(session.closed_at is None),
        opening=session.opening_minutes or 0,
        setup=session.setup_minutes or 0,
        clearing=session.clearing_minutes or 0,
    )
    if hours is None:
        return figures
    late, early = session.late_opening_minutes(hours.opens), session.early_closing_minutes(hours.closes)
    return replace(figures, late=late, late_days=int(late > 0), early=early, early_days=int(early > 0))
