"""Which records the numbers of each kind of report count, and which numbers that are."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from apps.reporting import reader
from apps.reporting.enums import ReportKind

from . import calls, centre, counters, differences, gaps, issued, outreach, papers
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
    """How the cells of a kind are counted, each function its own sources; and the numbers that must agree.

    `of_its_day`: sources that go on after the days of the report, or repeat others: they are no reason why it differs.
    """

    counted: Mapping[Callable[[Scope, Cells], None], Sequence[str]]
    numbers: Sequence[Callable[[Mapping[str, Any]], Iterator[tuple[Key, int]]]]
    of_its_day: Collection[str] = ()


VISITS = (counters.VISITS,)
TALLIED = (counters.RECEPTIONS, counters.SERVICES, counters.TROUBLES)
OF_VISITS = (issued.DAY_VISITS, issued.VISIT_DAYS)
LEAFLETS = (outreach.LEAFLETS, outreach.LEAFLET_REQUESTS)
KINDS: Mapping[str, KindOfCells] = {
    ReportKind.CALL_MONTHLY: KindOfCells(
        {
            calls.call_cells: (calls.CALLS,),
            calls.inquiry_cells: (calls.INQUIRIES,),
            calls.reservation_cells: tuple(calls.ACTS),
            centre.seat_cells: tuple(centre.COUNTED_FROM.values()),
            centre.trend_cells: (centre.TREND,),
            centre.faq_cells: (centre.FAQ, centre.FAQ_ENDED),
            centre.improvement_cells: (centre.IMPROVEMENTS,),
            gaps.unpaired_cells: tuple(gaps.UNPAIRED.values()),
            gaps.log_cells: tuple(gaps.OF_A_DAY.values()),
            gaps.category_cells: (gaps.CATEGORIES,),
        },
        [calls.month_numbers, centre.centre_numbers, gaps.gap_numbers],
        of_its_day={centre.TREND, gaps.CATEGORIES, *gaps.OF_A_DAY.values(), *gaps.UNPAIRED.values()},
    ),
    ReportKind.COUNTER_DAILY: KindOfCells(
        {
            counters.counter_cells: TALLIED,
            counters.visit_cells: VISITS,
            differences.visited_cells: (differences.VISITED,),
        },
        [counters.day_numbers, differences.visited_numbers],
        of_its_day={differences.VISITED},
    ),
    ReportKind.COUNTER_MONTHLY: KindOfCells(
        {
            issued.day_cells: (issued.DAYS,),
            issued.day_visit_cells: OF_VISITS,
            counters.opening_cells: (counters.SESSIONS, counters.VOICES),
            outreach.bound_cells: (outreach.BOUND,),
            outreach.leaflet_cells: LEAFLETS,
            papers.day_revision_cells: (papers.REVISIONS,),
            differences.counted_now_cells: TALLIED,
            differences.visited_now_cells: (*VISITS, differences.VISITED),
        },
        [
            issued.counter_month_numbers,
            outreach.bound_numbers,
            outreach.leaflet_numbers,
            papers.day_revision_numbers,
            differences.difference_numbers,
        ],
        of_its_day={issued.VISIT_DAYS, *LEAFLETS, papers.REVISIONS, *TALLIED, *VISITS, differences.VISITED},
    ),
    ReportKind.OUTREACH_MONTHLY: KindOfCells(
        {
            outreach.month_visit_cells: VISITS,
            outreach.bound_cells: (outreach.BOUND,),
            outreach.vehicle_cells: (outreach.DRIVEN,),
            outreach.term_month_cells: (outreach.TERM_MONTHS,),
            outreach.waiting_cells: (outreach.WAITING,),
            outreach.leaflet_cells: LEAFLETS,
            issued.day_visit_cells: OF_VISITS,
            differences.visited_cells: (differences.VISITED,),
        },
        [outreach.outreach_month_numbers, differences.difference_numbers],
        of_its_day={outreach.TERM_MONTHS, *LEAFLETS, *OF_VISITS, differences.VISITED},
    ),
    ReportKind.DRIVING_MONTHLY: KindOfCells(
        {outreach.trip_cells: (outreach.TRIPS, outreach.ODOMETER)}, [outreach.driving_numbers]
    ),
    ReportKind.RECORDS_MONTHLY: KindOfCells(
        {calls.record_cells: (calls.CALLS, calls.INQUIRIES)}, [calls.record_numbers]
    ),
    ReportKind.COMPLETION: KindOfCells(
        {
            issued.month_cells: (issued.MONTHS, issued.MONTH_VISITS, issued.MONTH_CALLS),
            papers.document_cells: (papers.DOCUMENTS,),
            papers.term_revision_cells: (papers.REVISIONS,),
        },
        [issued.term_numbers, papers.paper_numbers],
        of_its_day={papers.DOCUMENTS, papers.REVISIONS},
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


def numbers_of(kind: str, content: Mapping[str, Any]) -> dict[Key, int]:
    """Every number of a content that counts records, by its key."""
    return dict(numbered(kind, content))


def numbered(kind: str, content: Mapping[str, Any]) -> Iterator[tuple[Key, int]]:
    """The same one by one: a number that the content says twice must agree twice."""
    return chain.from_iterable(numbers(content) for numbers in KINDS[kind].numbers)
