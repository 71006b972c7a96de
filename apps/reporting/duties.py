"""Which reports the contract asks for, and by when, in the terms that a day looks back on."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from apps.contracts.calendar import Calendar
from apps.contracts.deadlines import due_date
from apps.contracts.enums import SiteKind
from apps.contracts.models import ContractTerm
from apps.core.clock import month_bounds
from apps.counters.models import CounterSession
from apps.outreach.models import Visit

from .enums import ReportKind, Span
from .periods import Period

TERMS_LOOKED_BACK_ON = 2


class DueReport(NamedTuple):
    """One report that is due for a period that has passed."""

    kind: ReportKind
    period: Period
    nominal: date
    safe: date


def due_report(kind: ReportKind, period: Period, calendar: Calendar) -> DueReport:
    subject = period.last if kind.span is Span.TERM else period.first
    return DueReport(kind, period, *due_date(kind.value, subject, calendar))


def reports_due(today: date, kinds: Iterable[ReportKind], calendar: Calendar) -> list[DueReport]:
    """Reports for the months that ended and the counter days up to `today`, this term and the last, newest first.

    What ended before this system took over the reporting was handed over without it.
    """
    since = calendar.parameters.value("reports.since", today)
    terms = terms_looked_back_on(today)
    every = [(kind, period) for term in terms for kind in kinds for period in PERIODS[kind](term, today, calendar)]
    periods = [(kind, period) for kind, period in every if period.last >= since]
    periods.sort(key=lambda each: (each[1].last, each[0]), reverse=True)
    return [due_report(kind, period, calendar) for kind, period in periods]


def terms_looked_back_on(today: date) -> list[ContractTerm]:
    """The newest first."""
    return list(ContractTerm.objects.filter(starts_on__lte=today).order_by("-starts_on")[:TERMS_LOOKED_BACK_ON])


def _months(term: ContractTerm, today: date, calendar: Calendar) -> list[Period]:
    months = [Period(*month_bounds(first.year, first.month)) for first in term.months()]
    return [period for period in months if period.last < today]


def _counter_days(term: ContractTerm, today: date, calendar: Calendar) -> list[Period]:
    return [Period(day, day) for day in counter_days(term.starts_on, min(today, term.ends_on), calendar)]


def _whole_term(term: ContractTerm, today: date, calendar: Calendar) -> list[Period]:
    return [Period(term.starts_on, term.ends_on)] if term.ends_on < today else []


def counter_days(first: date, last: date, calendar: Calendar) -> list[date]:
    """Days that each have a report: a counter opens by the calendar, or opened besides, or a visit was due (C13)."""
    sites = [code for code, site in calendar.sites.items() if site.kind == SiteKind.COUNTER]
    planned = {day for code in sites for day in calendar.open_days(code, first, last)}
    visits = {visit.scheduled_day for visit in Visit.objects.binding().starting_between(first, last)}
    return sorted(planned | CounterSession.objects.days_opened(first, last) | visits)


PERIODS = {
    ReportKind.CALL_MONTHLY: _months,
    ReportKind.COUNTER_DAILY: _counter_days,
    ReportKind.COUNTER_MONTHLY: _months,
    ReportKind.OUTREACH_MONTHLY: _months,
    ReportKind.DRIVING_MONTHLY: _months,
    ReportKind.RECORDS_MONTHLY: _months,
    ReportKind.COMPLETION: _whole_term,
}
