"""All records of a busy month as files: how long they take, on the clock and of the processor, and how much memory."""

import resource
import time
import tracemalloc
from dataclasses import dataclass
from datetime import date, timedelta

from apps.contracts.calendar import Calendar
from apps.core.clock import day_bounds, month_bounds
from apps.reporting.full_records import write_records
from apps.reporting.periods import Period
from tests.bench import call_months, live

MONTH = date(2025, 9, 1)
INQUIRIES = CALLS = 100_000
IN_THE_MONTH = timedelta(minutes=5)  # an inquiry is saved some minutes after it came


@dataclass(frozen=True)
class Run:
    """What one writing of the four files took; `peak` in MB is of Python's own memory and from a second run."""

    seconds: float
    processor: float
    peak: float
    size: float


def fill() -> None:
    call_months.fill_calls(MONTH, CALLS)
    since, until = day_bounds(MONTH)[0] + IN_THE_MONTH, day_bounds(month_bounds(MONTH.year, MONTH.month)[1])[1]
    live.fill(INQUIRIES, first=since, apart=(until - since) / (INQUIRIES + 1))


def run() -> Run:
    before, start = _processor(), time.perf_counter()
    size = _write()
    seconds, processor = time.perf_counter() - start, _processor() - before
    tracemalloc.start()
    _write()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return Run(seconds, processor, peak / 2**20, size / 2**20)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _write() -> int:
    period = Period(*month_bounds(MONTH.year, MONTH.month))
    records = write_records(period, Calendar.load(), day_bounds(period.last)[1])
    assert [each.rows for each in records.files] == [INQUIRIES] * 2 + [CALLS] * 2
    return sum(each.size for each in records.files)
