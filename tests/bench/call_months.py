"""Months of calls and of their inquiries as a busy office would have them, by plain SQL."""

import time
import tracemalloc
from datetime import date

from django.db import connection

from apps.callcenter.models import CallImport, CallProfile
from apps.contracts.calendar import days_between
from apps.core.clock import day_bounds, month_bounds
from apps.reporting import content, files
from apps.reporting.enums import ReportKind
from tests.bench import live

BUSY = {date(2025, 6, 1): 25_000, date(2025, 7, 1): 1_000_000}
"""By month: how many calls it has."""

CALLS = """
INSERT INTO callcenter_call (profile_id, external_id, arrived_at, queued_at, answered_at, ended_at, outcome,
    wait_seconds, talk_seconds, operator_code, is_withheld, call_import_id)
SELECT %(profile)s, %(prefix)s || i, at, at, CASE WHEN outcome = 'answered' THEN at + wait END,
    at + wait + CASE WHEN outcome = 'answered' THEN talk ELSE interval '0' END, outcome, extract(epoch FROM wait),
    CASE WHEN outcome = 'answered' THEN extract(epoch FROM talk) ELSE 0 END,
    CASE WHEN outcome = 'answered' THEN 'OP' || h / 31 %% 30 ELSE '' END, false, %(run)s
FROM generate_series(1, %(count)s) AS i
    CROSS JOIN LATERAL (SELECT abs(hashint8(i)) AS h, abs(hashint8(i + 7)) AS g) AS x
    CROSS JOIN LATERAL (
        SELECT
            (%(days)s::timestamptz[])[1 + h %% %(day_count)s] + (29700 + g %% 33300) * interval '1 s' AS at,
            h / 1009 %% 90 * interval '1 s' AS wait,
            (60 + g / 1013 %% 240) * interval '1 s' AS talk,
            CASE WHEN h / 7 %% 100 < 90 THEN 'answered' WHEN h / 7 %% 100 < 97 THEN 'abandoned'
                ELSE 'overflow' END AS outcome
    ) AS y
"""


def fill_calls(first: date, count: int) -> None:
    """`count` calls on the working days of the month, from a quarter of an hour before the opening to one after it."""
    profile = CallProfile.objects.get(code="jp_pbx")
    days = [day_bounds(day)[0] for day in days_between(*month_bounds(first.year, first.month)) if day.isoweekday() < 6]
    run = CallImport.objects.create(
        profile=profile, file_name="bench.csv", sha256="0" * 64, state="taken", started_at=days[-1], taken_at=days[-1]
    )
    values = {"profile": profile.pk, "run": run.pk, "prefix": f"{first:%y%m}-", "days": days, "day_count": len(days)}
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(CALLS, values | {"count": count})
        cursor.execute("VACUUM ANALYZE callcenter_call")
        cursor.execute("RESET statement_timeout")


def fill_inquiries(first: date, count: int) -> None:
    """`count` inquiries, evenly over the month."""
    since, until = day_bounds(first)[0], day_bounds(month_bounds(first.year, first.month)[1])[1]
    live.fill(count, first=since, apart=(until - since) / (count + 1))


def empty() -> None:
    """Takes all calls and inquiries away again."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE callcenter_call, callcenter_inquiry CASCADE")


def report_of(first: date) -> tuple[float, float]:
    """The month's report counted and written as a workbook: seconds, and in a second run the peak of memory in MB."""
    start = time.perf_counter()
    _write(first)
    taken = time.perf_counter() - start
    tracemalloc.start()
    _write(first)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return taken, peak / 2**20


def _write(first: date) -> None:
    period = content.Period(*month_bounds(first.year, first.month))
    report = content.collect(ReportKind.CALL_MONTHLY, period, made_on=period.last)
    assert files.build(report, "xlsx", day_bounds(period.last)[1])
