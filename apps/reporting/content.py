"""What a report says: the figures and the words around them, as JSON that can be frozen and printed again."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime, time
from typing import Any

from apps.contracts.calendar import Calendar
from apps.core.clock import JST

from . import reader
from .call_month import call_month, without_each_other
from .duties import until_ends
from .enums import ReportKind
from .figures import completion, counter_month, counters, outreach, outreach_month
from .figures.definitions import DEFINITIONS_VERSION
from .figures.driving import driving_month
from .full_records import FullRecords, write_records
from .periods import Period


def collect(
    kind: str,
    period: Period,
    *,
    made_on: date,
    calendar: Calendar | None = None,
    records: FullRecords | None = None,
    of_its_day: bool = True,
) -> dict[str, Any]:
    """The figures of the period as they stand now, with an empty place for the remarks; read without personal data.

    `records`: the files of a kind that hands over data, when they were written before. `of_its_day`: also what takes a
    reading of every record and is not compared once the report is issued.
    """
    calendar = until_ends(calendar or Calendar.load())
    with reader.without_personal_data():
        body = records.described() if records else BODIES[ReportKind(kind)](period, calendar, made_on)
        if of_its_day and kind == ReportKind.CALL_MONTHLY:
            body |= without_each_other(period, calendar, body)
    return {
        "kind": kind,
        "period": str(period),
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "title": calendar.parameters.value("contract.title", period.last),
        "client": calendar.parameters.value("contract.client", period.last),
        "contractor": calendar.parameters.value("contract.contractor", period.last),
        "made_on": made_on.isoformat(),
        "definitions_version": DEFINITIONS_VERSION,
        "remarks": "",
        "remarks_by": "",
        **body,
    }


def _counter_day(period: Period, calendar: Calendar, made_on: date) -> dict[str, Any]:
    sites = counters.counter_days(period.first, calendar)
    visits = outreach.visit_rows(*period)
    return {
        "sites": sites,
        "total": counters.total_of(sites),
        **outreach.beside_counters(sites, visits),
        "unsigned_reason": "",
    }


def _counter_month(period: Period, calendar: Calendar, made_on: date) -> dict[str, Any]:
    return counter_month.counter_month(period, calendar, made_on)


def _outreach_month(period: Period, calendar: Calendar, made_on: date) -> dict[str, Any]:
    return outreach_month.outreach_month(period, calendar)


def _driving_month(period: Period, calendar: Calendar, made_on: date) -> dict[str, Any]:
    """What the city reads: staff numbers, and whether somebody smelt of alcohol, not the value of the detector."""
    lines = [asdict(line) for line in driving_month(*period, for_city=True)]
    return {"lines": lines, "distance": sum(line["distance"] or 0 for line in lines)}


def _records_month(period: Period, calendar: Calendar, made_on: date) -> dict[str, Any]:
    """The files are written only to be described; whoever keeps them writes them first."""
    return write_records(period, calendar, datetime.combine(made_on, time(), JST)).described()


def _completion(period: Period, calendar: Calendar, made_on: date) -> dict[str, Any]:
    return completion.completion(period, calendar, made_on)


BODIES: dict[ReportKind, Callable[[Period, Calendar, date], dict[str, Any]]] = {
    ReportKind.CALL_MONTHLY: call_month,
    ReportKind.COUNTER_DAILY: _counter_day,
    ReportKind.COUNTER_MONTHLY: _counter_month,
    ReportKind.OUTREACH_MONTHLY: _outreach_month,
    ReportKind.DRIVING_MONTHLY: _driving_month,
    ReportKind.RECORDS_MONTHLY: _records_month,
    ReportKind.COMPLETION: _completion,
}
