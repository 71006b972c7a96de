"""Which reports the contract asks for, and by when, in the terms that a day looks back on."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Prefetch, QuerySet

from apps.contracts.calendar import Calendar
from apps.contracts.deadlines import due_date
from apps.contracts.enums import Service, SiteKind
from apps.contracts.models import ContractTerm
from apps.core.clock import month_bounds
from apps.counters.models import CounterSession
from apps.outreach.models import Visit

from .enums import ReportKind, Span
from .models import PaymentChange
from .periods import Period

TERMS_LOOKED_BACK_ON = 2
SERVICES: dict[ReportKind, set[Service]] = {
    ReportKind.CALL_MONTHLY: {Service.CALLCENTER},
    ReportKind.RECORDS_MONTHLY: {Service.CALLCENTER},
    ReportKind.COUNTER_DAILY: {Service.COUNTERS},
    ReportKind.COUNTER_MONTHLY: {Service.COUNTERS},
    ReportKind.OUTREACH_MONTHLY: {Service.COUNTERS},
    ReportKind.DRIVING_MONTHLY: {Service.COUNTERS},
}
"""Whose work a kind reports, where it is not both services'."""


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
    periods = [
        (kind, period)
        for term in terms
        for kind in kinds
        for period in PERIODS[kind](term, kind, today, calendar)
        if period.last >= since
    ]
    periods.sort(key=lambda each: (each[1].last, each[0]), reverse=True)
    return [due_report(kind, period, calendar) for kind, period in periods]


def terms_looked_back_on(today: date) -> list[ContractTerm]:
    """The newest first, with what `work_days` reads of them."""
    terms = with_agreed_days(ContractTerm.objects.filter(starts_on__lte=today))
    return list(terms.order_by("-starts_on")[:TERMS_LOOKED_BACK_ON])


def with_agreed_days(terms: QuerySet[ContractTerm]) -> QuerySet[ContractTerm]:
    """The terms with the start of each service and the end that the parties agreed on; no word of why."""
    ends = PaymentChange.objects.filter(last_day__isnull=False).only("term", "last_day")
    return terms.prefetch_related("service_starts", Prefetch("payment_changes", ends))


def work_days(term: ContractTerm, kind: ReportKind) -> Period:
    """The days of the work that a kind reports, from its agreed start to the agreed end (第1-6-(2), 第3-7-(3)).

    Without an agreement the term's own; what is of both services begins with the first of them. The term is read
    `with_agreed_days`.
    """
    services = SERVICES.get(kind, set(Service))
    starts = {start.service: start.starts_on for start in term.service_starts.all()}
    ends = [change.last_day for change in term.payment_changes.all() if change.last_day]
    return Period(min(starts.get(service, term.starts_on) for service in services), min([term.ends_on, *ends]))


def months_of_work(term: ContractTerm, kind: ReportKind) -> list[Period]:
    """The months, each as a whole, on some day of which the work was agreed on."""
    work = work_days(term, kind)
    months = [Period(*month_bounds(first.year, first.month)) for first in term.months()]
    return [month for month in months if month.last >= work.first and month.first <= work.last]


def _months(term: ContractTerm, kind: ReportKind, today: date, calendar: Calendar) -> list[Period]:
    return [period for period in months_of_work(term, kind) if period.last < today]


def _counter_days(term: ContractTerm, kind: ReportKind, today: date, calendar: Calendar) -> list[Period]:
    work = work_days(term, kind)
    return [Period(day, day) for day in counter_days(work.first, min(today, work.last), calendar)]


def _whole_term(term: ContractTerm, kind: ReportKind, today: date, calendar: Calendar) -> list[Period]:
    work = work_days(term, kind)
    return [work] if work.last < today else []


def counter_days(first: date, last: date, calendar: Calendar) -> list[date]:
    """Days that each have a report: a counter opens by the calendar, or opened besides, or a visit was due (C13).

    After the agreed end of a term no counter is expected to open.
    """
    sites = [code for code, site in calendar.sites.items() if site.kind == SiteKind.COUNTER]
    ended = PaymentChange.objects.filter(last_day__isnull=False).values_list("last_day", "term__ends_on")
    over = [Period(end, term_end) for end, term_end in ended if end]
    planned = {day for code in sites for day in calendar.open_days(code, first, last)}
    planned = {day for day in planned if not any(end < day <= term_end for end, term_end in over)}
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
