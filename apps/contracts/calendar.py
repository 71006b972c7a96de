"""When each place is open, and which days are the city's business days.

Hours are half-open, [opens, closes): 17:14:59 is inside, 17:15:00 is outside.
"""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from copy import copy
from functools import lru_cache
from typing import NamedTuple

import jpholiday

from apps.core.clock import JST

from .enums import SERVICE_OF_KIND, SiteKind, Weekday
from .models import Closure, ContractTerm, ExtraOpening, OpeningRule, ServiceStart, Site
from .parameters import Parameters

DAY = datetime.timedelta(days=1)
CITY = "city"
OUTSIDE = "運営期間外"


class Hours(NamedTuple):
    opens: datetime.time
    closes: datetime.time


class UnknownSite(LookupError):
    """No place has this code."""


class NoBusinessDay(LookupError):
    """The city has no business day within a year: its opening rule is missing."""


@lru_cache(maxsize=4096)
def holiday_name(day: datetime.date) -> str | None:
    """Name of the public holiday, substitutes included; future years are computed from the law as it stands."""
    return jpholiday.is_holiday_name(day)


class Calendar:
    """Opening days and hours of every place; reads a fixed number of queries once and is kept for one computation."""

    def __init__(
        self,
        *,
        sites: list[Site],
        rules: list[OpeningRule],
        closures: list[Closure],
        extra_openings: list[ExtraOpening],
        terms: list[ContractTerm],
        service_starts: list[ServiceStart],
        parameters: Parameters,
    ) -> None:
        self.parameters = parameters
        self.sites = {site.code: site for site in sites}
        self._rules: dict[int, list[OpeningRule]] = defaultdict(list)
        for rule in rules:
            self._rules[rule.site_id].append(rule)
        self._closures = {(closure.site_id, closure.day): closure for closure in closures}
        self._extra_openings = {(extra.site_id, extra.day): extra for extra in extra_openings}
        self._terms = terms
        self._starts = {(start.term_id, start.service): start.starts_on for start in service_starts}
        self._idle: Sequence[tuple[datetime.date, datetime.date]] = ()
        self._memory: dict[tuple[str, datetime.date], Hours | str] = {}

    @classmethod
    def load(cls, *, later_starts: bool = True) -> "Calendar":
        """`later_starts`: whether a service that begins later by agreement is closed until then."""
        return cls(
            sites=list(Site.objects.all()),
            rules=list(OpeningRule.objects.all()),
            closures=list(Closure.objects.all()),
            extra_openings=list(ExtraOpening.objects.all()),
            terms=list(ContractTerm.objects.all()),
            service_starts=list(ServiceStart.objects.all()) if later_starts else [],
            parameters=Parameters.load(),
        )

    def without_services(self, idle: Sequence[tuple[datetime.date, datetime.date]]) -> "Calendar":
        """The same calendar with no place of a service open from the first to the last day of these spans."""
        other = copy(self)
        other._idle, other._memory = idle, {}
        return other

    def hours(self, site_code: str, day: datetime.date) -> Hours | None:
        """The hours of the place on this day, None when it is closed; raises UnknownSite."""
        answer = self._judge(site_code, day)
        return answer if isinstance(answer, Hours) else None

    def closed_reason(self, site_code: str, day: datetime.date) -> str | None:
        """Why the place is closed on this day, in words for the screen; None when it is open."""
        answer = self._judge(site_code, day)
        return None if isinstance(answer, Hours) else answer

    def is_open(self, site_code: str, moment: datetime.datetime) -> bool:
        """Whether the place is open at this moment (aware), as the clock in Japan shows it."""
        local = moment.astimezone(JST)
        hours = self.hours(site_code, local.date())
        return hours is not None and hours.opens <= local.time() < hours.closes

    def open_days(self, site_code: str, first: datetime.date, last: datetime.date) -> list[datetime.date]:
        """The days from `first` to `last`, both included, on which the place opens."""
        return [day for day in days_between(first, last) if self.hours(site_code, day)]

    def is_business_day(self, day: datetime.date) -> bool:
        """Whether the city hall is open: deadlines are counted in these days (C11)."""
        return self.hours(CITY, day) is not None

    def is_in_term(self, day: datetime.date) -> bool:
        """Whether a contract term holds the day."""
        return any(term.starts_on <= day <= term.ends_on for term in self._terms)

    def next_business_day(self, day: datetime.date) -> datetime.date:
        """The first business day of the city strictly after `day`."""
        return self._business_day(day + DAY, DAY)

    def business_day_on_or_before(self, day: datetime.date) -> datetime.date:
        return self._business_day(day, -DAY)

    def _business_day(self, day: datetime.date, step: datetime.timedelta) -> datetime.date:
        for _ in range(366):
            if self.is_business_day(day):
                return day
            day += step
        raise NoBusinessDay(day)

    def _judge(self, site_code: str, day: datetime.date) -> Hours | str:
        key = (site_code, day)
        if key not in self._memory:
            try:
                site = self.sites[site_code]
            except KeyError:
                raise UnknownSite(site_code) from None
            self._memory[key] = self._hours_or_reason(site, day)
        return self._memory[key]

    def _hours_or_reason(self, site: Site, day: datetime.date) -> Hours | str:
        """An exception of the place itself goes before one of all places; either goes before the weekly rule.

        Days without services have neither.
        """
        if site.kind in SERVICE_OF_KIND and any(first <= day <= last for first, last in self._idle):
            return OUTSIDE
        rule = self._rule(site, day)
        for site_id in (site.pk, None) if site.kind != SiteKind.CITY else (site.pk,):
            if closure := self._closures.get((site_id, day)):
                return f"臨時休業 {closure.reason}"
            extra = self._extra_openings.get((site_id, day))
            if extra and extra.opens_at and extra.closes_at:
                return Hours(extra.opens_at, extra.closes_at)
            if extra and rule:
                return Hours(rule.opens_at, rule.closes_at)
        if rule is None or self._service_starts_later(site, day):
            return OUTSIDE
        if rule.closed_at_year_end and self.is_year_end(day):
            return "年末年始"
        if rule.closed_on_holidays and (name := holiday_name(day)):
            return f"祝日 {name}"
        if day.isoweekday() not in rule.weekdays:
            return f"{Weekday(day.isoweekday()).label}曜日"
        return Hours(rule.opens_at, rule.closes_at)

    def _rule(self, site: Site, day: datetime.date) -> OpeningRule | None:
        for rule in self._rules[site.pk]:
            if rule.valid_from <= day and (rule.valid_to is None or day <= rule.valid_to):
                return rule
        return None

    def _service_starts_later(self, site: Site, day: datetime.date) -> bool:
        """Whether the day lies in a term whose service of this place has not begun (第1-6-(2))."""
        service = SERVICE_OF_KIND.get(site.kind)
        for term in self._terms:
            if service and term.starts_on <= day <= term.ends_on:
                return day < self._starts.get((term.pk, service), term.starts_on)
        return False

    def is_year_end(self, day: datetime.date) -> bool:
        """Whether the day is inside 年末年始, the days of 第2-2-(1)."""
        first: str = self.parameters.value("calendar.year_end_first", day)
        last: str = self.parameters.value("calendar.year_end_last", day)
        month_and_day = f"{day:%m-%d}"
        if first <= last:
            return first <= month_and_day <= last
        return month_and_day >= first or month_and_day <= last


def days_between(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """Every day from `first` to `last`, both included."""
    return [first + DAY * n for n in range((last - first).days + 1)]
