"""Months of calls and of their inquiries as a busy office would have them, by plain SQL."""

import time
import tracemalloc
from datetime import date
from typing import Any

from django.db import connection

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.callcenter.models import CallImport, CallProfile
from apps.contracts.calendar import days_between
from apps.core.clock import day_bounds, month_bounds
from apps.reporting import content, files
from apps.reporting.enums import ReportKind

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

INQUIRIES = """
INSERT INTO callcenter_inquiry (received_at, saved_at, category_id, summary, result, target_section, transfer_reason,
    is_complaint, operator_id, submission_key)
SELECT arrived_at, arrived_at + interval '5 minutes', categories[1 + id %% cardinality(categories)], '手続きを案内した',
    result, CASE result WHEN 'referred' THEN '市民税課' ELSE '' END,
    CASE result WHEN 'transferred' THEN '市の判断が必要' ELSE '' END, id %% 97 = 0, %(operator)s, gen_random_uuid()
FROM callcenter_call
    CROSS JOIN (SELECT array_agg(id) AS categories FROM callcenter_inquirycategory c
        WHERE NOT EXISTS (SELECT 1 FROM callcenter_inquirycategory d WHERE d.parent_id = c.id)) AS k
    CROSS JOIN LATERAL (SELECT CASE WHEN id / 7 %% 100 < 70 THEN 'completed' WHEN id / 7 %% 100 < 88 THEN 'referred'
        WHEN id / 7 %% 100 < 97 THEN 'transferred' ELSE 'pending' END AS result) AS y
WHERE outcome = 'answered' AND arrived_at >= %(since)s AND arrived_at < %(until)s
"""


def fill_calls(first: date, count: int) -> None:
    """`count` calls on the working days of the month, from a quarter of an hour before the opening to one after it."""
    profile = CallProfile.objects.get(code="jp_pbx")
    days = [day_bounds(day)[0] for day in days_between(*month_bounds(first.year, first.month)) if day.isoweekday() < 6]
    run = CallImport.objects.create(
        profile=profile, file_name="bench.csv", sha256="0" * 64, state="taken", started_at=days[-1]
    )
    values = {"profile": profile.pk, "run": run.pk, "prefix": f"{first:%y%m}-", "days": days, "day_count": len(days)}
    _execute(CALLS, values | {"count": count}, "callcenter_call")


def fill_inquiries(first: date) -> None:
    """One inquiry for each answered call of the month, without its history."""
    operator, _ = User.objects.get_or_create(
        username="bench-months", defaults={"display_name": "試験", "role": Role.OPERATOR, "password": "!"}
    )
    since, until = day_bounds(first)[0], day_bounds(month_bounds(first.year, first.month)[1])[1]
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
    _execute(INQUIRIES, {"operator": operator.pk, "since": since, "until": until}, "callcenter_inquiry")
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = DEFAULT")


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


def _execute(sql: str, values: dict[str, Any], table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(sql, values)
        cursor.execute(f"VACUUM ANALYZE {table}")
        cursor.execute("RESET statement_timeout")
