"""Which reports the contract asks for, and by when, in the terms that a day looks back on."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Prefetch, QuerySet

from apps.contracts.calendar import DAY, Calendar
from apps.contracts.deadlines import due_date
from apps.contracts.enums import Service, SiteKind
from apps.contracts.models import ContractTerm
from apps.core.clock import month_bounds
from apps.counters.models import CounterSession
from apps.outreach.models import Visit

from .enums import ReportKind, Span
from .models import PaymentChange
from .periods import Period, over_at

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
    """One report that is due for a period that has passed, or of which no day of work is left."""

    kind: ReportKind
    period: Period
    nominal: date
    safe: date
    worked_until: date


def due_report(kind: ReportKind, period: Period, calendar: Calendar, idle: Sequence[Period] | None = None) -> DueReport:
    """A month in which the work ends is due as many days after that end as another one after its own.

    `idle`: the `days_after_ends`, where they were read before.
    """
    until = worked_until(kind, period, idle)
    nominal, safe = due_date(kind.value, period.last if kind.span is Span.TERM else period.first, calendar)
    if until < period.last:
        nominal -= period.last - until
        safe = calendar.business_day_on_or_before(nominal)
    return DueReport(kind, period, nominal, safe, until)


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
    idle = days_after_ends()
    return [due_report(kind, period, calendar, idle) for kind, period in periods]


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


def days_after_ends() -> list[Period]:
    """The days of each term after the end that the parties agreed on (第3-7-(3))."""
    ends = PaymentChange.objects.filter(last_day__isnull=False).values_list("last_day", "term__ends_on")
    return [Period(end + DAY, term_end) for end, term_end in ends if end and end < term_end]


def until_ends(calendar: Calendar) -> Calendar:
    """The calendar that reports are counted by: after the agreed end of a term no place opens."""
    idle = days_after_ends()
    return calendar.without_services(idle) if idle else calendar


def worked_until(kind: ReportKind, period: Period, idle: Sequence[Period] | None = None) -> date:
    """The last day of a period, of a month the agreed end inside it: its report is made and due from then on."""
    if kind.span is not Span.MONTH:
        return period.last
    idle = days_after_ends() if idle is None else idle
    return min([period.last, *(rest.first - DAY for rest in idle if period.first < rest.first <= period.last)])


def made_from(kind: ReportKind, period: Period) -> datetime:
    """The moment from which the report of a period is made, and may be issued."""
    return over_at(kind, Period(period.first, worked_until(kind, period)))


def months_of_work(term: ContractTerm, kind: ReportKind) -> list[Period]:
    """The months, each as a whole, on some day of which the work was agreed on."""
    work = work_days(term, kind)
    months = [Period(*month_bounds(first.year, first.month)) for first in term.months()]
    return [month for month in months if month.last >= work.first and month.first <= work.last]


def _months(term: ContractTerm, kind: ReportKind, today: date, calendar: Calendar) -> list[Period]:
    end = work_days(term, kind).last
    return [period for period in months_of_work(term, kind) if min(period.last, end) < today]


def _counter_days(term: ContractTerm, kind: ReportKind, today: date, calendar: Calendar) -> list[Period]:
    """The whole term's: outside the days agreed on, those on which a counter opened or a visit was due all the same."""
    end = work_days(term, kind).last
    if end < term.ends_on:
        calendar = calendar.without_services([(end + DAY, term.ends_on)])
    return [Period(day, day) for day in counter_days(term.starts_on, min(today, term.ends_on), calendar)]


def _whole_term(term: ContractTerm, kind: ReportKind, today: date, calendar: Calendar) -> list[Period]:
    work = work_days(term, kind)
    return [work] if work.last < today else []


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
