"""Which records the numbers of each kind of report count, and which numbers that are."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from apps.reporting import reader
from apps.reporting.enums import ReportKind

from . import calls, counters, issued, outreach
from .keys import Cells, Key
from .scope import Scope

SUMS: Mapping[str, Mapping[str, Sequence[str]]] = {
    calls.CALLS: calls.CALL_SUMS,
    calls.INQUIRIES: calls.INQUIRY_SUMS,
    counters.SERVICES: counters.SERVICE_SUMS,
}
"""Measures that are sums of others, so that no record is kept twice."""


@dataclass(frozen=True)
class KindOfCells:
    """How the cells of a kind are counted, each function its own sources; and the numbers that must agree."""

    counted: Mapping[Callable[[Scope, Cells], None], Sequence[str]]
    numbers: Callable[[Mapping[str, Any]], Iterator[tuple[Key, int]]]


VISITS = (counters.VISITS,)
KINDS: Mapping[str, KindOfCells] = {
    ReportKind.CALL_MONTHLY: KindOfCells(
        {
            calls.call_cells: (calls.CALLS,),
            calls.inquiry_cells: (calls.INQUIRIES,),
            calls.reservation_cells: tuple(calls.ACTS),
        },
        calls.month_numbers,
    ),
    ReportKind.COUNTER_DAILY: KindOfCells(
        {
            counters.counter_cells: (counters.RECEPTIONS, counters.SERVICES, counters.TROUBLES),
            counters.visit_cells: VISITS,
        },
        counters.day_numbers,
    ),
    ReportKind.COUNTER_MONTHLY: KindOfCells(
        {
            issued.day_cells: (issued.DAYS, issued.DAY_VISITS),
            counters.opening_cells: (counters.SESSIONS, counters.VOICES),
            outreach.bound_cells: (outreach.BOUND,),
        },
        lambda content: chain(issued.counter_month_numbers(content), outreach.bound_numbers(content)),
    ),
    ReportKind.OUTREACH_MONTHLY: KindOfCells(
        {
            outreach.month_visit_cells: VISITS,
            outreach.bound_cells: (outreach.BOUND,),
            outreach.vehicle_cells: (outreach.DRIVES,),
        },
        outreach.outreach_month_numbers,
    ),
    ReportKind.DRIVING_MONTHLY: KindOfCells({outreach.trip_cells: (outreach.TRIPS,)}, outreach.driving_numbers),
    ReportKind.RECORDS_MONTHLY: KindOfCells({calls.record_cells: (calls.CALLS, calls.INQUIRIES)}, calls.record_numbers),
    ReportKind.COMPLETION: KindOfCells(
        {issued.month_cells: (issued.MONTHS, issued.MONTH_VISITS, issued.MONTH_CALLS)}, issued.term_numbers
    ),
}


def count(kind: str, scope: Scope, source: str = "") -> Cells:
    """The cells as the records stand now, all of them or those of one source; read without personal data."""
    cells = Cells(SUMS)
    with reader.without_personal_data():
        for counted, sources in KINDS[kind].counted.items():
            if not source or source in sources:
                counted(scope, cells)
    return cells


def has_source(kind: str, source: str) -> bool:
    return any(source in sources for sources in KINDS[kind].counted.values())


def numbers_of(kind: str, content: Mapping[str, Any]) -> dict[Key, int]:
    """Every number of a content that counts records, by its key."""
    return dict(KINDS[kind].numbers(content))
