"""Calls by the quarter hour of their arrival, counted by the database whenever a call comes, changes or goes.

The borders of the opening hours lie on quarters as a rule, so that hours may be judged afterwards, as of each call.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import pgtrigger
from django.db import models
from django.db.models import Func, Q, QuerySet, Sum, Value
from django.db.models.functions import ExtractHour, TruncDate
from django.utils import timezone

from apps.callcenter.enums import Outcome
from apps.contracts.calendar import Calendar
from apps.contracts.models import Site
from apps.core import clock

from .opening import QUARTER, in_hours
from .profiles import CallProfile

SHORT_SECONDS = (5, 10, 15, 20, 30)
"""Callers who hung up within so many seconds are counted; for any other number the calls themselves are."""

COUNTED = {
    "answered": f"outcome = '{Outcome.ANSWERED}'",
    "abandoned": f"outcome = '{Outcome.ABANDONED}'",
    "overflow": f"outcome = '{Outcome.OVERFLOW}'",
    **{
        f"abandoned_in_{seconds}": f"outcome = '{Outcome.ABANDONED}' AND ended_at - arrived_at < interval '{seconds} s'"
        for seconds in SHORT_SECONDS
    },
}
"""The columns, each with the calls that it counts. A call whose end is not known yet is in none."""

NAMES = ", ".join(COUNTED)
NOUGHTS = ", ".join("0" for _ in COUNTED)
_ORIGIN = datetime(2000, 1, 1, tzinfo=clock.JST)
_STARTS_AT = f"date_bin('15 minutes', arrived_at, '{_ORIGIN.isoformat()}')"


def signed(table: str, sign: int) -> str:
    """SQL: the calls of `table`, which come (1) or go (-1)."""
    return f"SELECT {sign} AS sign, profile_id, arrived_at, ended_at, outcome FROM {table}"  # noqa: S608 - fixed words


def counted(calls: str) -> str:
    """SQL: what these signed calls add to each quarter hour; where that is nothing, there is no row."""
    sums = ", ".join(f"coalesce(sum(sign) FILTER (WHERE {which}), 0) AS {name}" for name, which in COUNTED.items())
    return f"""
        SELECT * FROM (
            SELECT profile_id, {_STARTS_AT} AS starts_at, {sums} FROM ({calls}) AS signed_call GROUP BY 1, 2
        ) AS change WHERE ({NAMES}) <> ({NOUGHTS})
    """  # noqa: S608 - fixed words


def added(counts: str) -> str:
    """SQL: keeps the counts of a query."""
    return f"INSERT INTO callcenter_quartercount (profile_id, starts_at, {NAMES}) {counts}"


def counting_triggers() -> list[pgtrigger.Trigger]:
    """Whatever writes calls adds what it changed, once a statement and in its own transaction."""
    came, went = signed("new_values", 1), signed("old_values", -1)
    return [
        _after(pgtrigger.Insert, "count_new", added(counted(came)), new="new_values"),
        _after(
            pgtrigger.Update,
            "count_changed",
            added(counted(f"{came} UNION ALL {went}")),
            new="new_values",
            old="old_values",
        ),
        _after(pgtrigger.Delete, "count_gone", added(counted(went)), old="old_values"),
        _after(pgtrigger.Truncate, "count_none", "DELETE FROM callcenter_quartercount"),
    ]


def _after(operation: Any, name: str, statement: str, **tables: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**tables) if tables else None,
        func=f"{' '.join(statement.split())}; RETURN NULL;",
    )


class HourCount(NamedTuple):
    """Calls that arrived in one hour of one day, either inside or outside the opening hours."""

    date: date
    hour: int
    in_hours: bool
    answered: int
    abandoned: int
    overflow: int
    abandoned_short: int


class QuarterCountQuerySet(QuerySet["QuarterCount"]):
    def by_hour(
        self,
        first: date,
        last: date,
        calendar: Calendar,
        sites: Iterable[Site],
        without: Mapping[Site, Sequence[datetime]],
        *,
        short_seconds: int,
    ) -> list[HourCount]:
        """Calls of the local days first…last by day and hour, in one query; what has no call has no row.

        `sites` are those of all profiles, `without` says by site which quarter hours are not to be counted: those that
        an opening or a closing cuts in two. `short_seconds` is one of `SHORT_SECONDS`.
        """
        rows = self.filter(starts_at__gte=clock.day_bounds(first)[0], starts_at__lt=clock.day_bounds(last)[1])
        for site, begins in without.items():
            rows = rows.exclude(profile__site=site, starts_at__in=begins)
        sums = (
            rows.annotate(
                date=TruncDate("starts_at", tzinfo=clock.JST),
                hour=ExtractHour("starts_at", tzinfo=clock.JST),
                in_hours=in_hours("starts_at", first, last, calendar, sites),
            )
            .order_by()
            .values_list("date", "hour", "in_hours")
            .annotate(
                sum_answered=Sum("answered"),
                sum_abandoned=Sum("abandoned"),
                sum_overflow=Sum("overflow"),
                sum_short=Sum(f"abandoned_in_{short_seconds}"),
            )
        )
        return [HourCount(*row) for row in sums if any(row[3:])]


class QuarterCount(models.Model):
    """What one statement changed in the calls of a profile in one quarter hour; their sum is the calls that arrived.

    The triggers of `Call` write here, and the actions that look after the counts. Rows are only added, so that no
    import waits for another one.
    """

    profile = models.ForeignKey(CallProfile, on_delete=models.CASCADE, verbose_name="形式")
    starts_at = models.DateTimeField("15分の始まり")
    answered = models.IntegerField("応答")
    abandoned = models.IntegerField("切電")
    overflow = models.IntegerField("溢れ")
    abandoned_in_5 = models.IntegerField("5秒未満の切電")
    abandoned_in_10 = models.IntegerField("10秒未満の切電")
    abandoned_in_15 = models.IntegerField("15秒未満の切電")
    abandoned_in_20 = models.IntegerField("20秒未満の切電")
    abandoned_in_30 = models.IntegerField("30秒未満の切電")

    objects = QuarterCountQuerySet.as_manager()

    class Meta:
        verbose_name = "15分ごとの通話件数"
        verbose_name_plural = "15分ごとの通話件数"
        ordering = ["starts_at", "profile"]
        indexes = [models.Index(fields=["starts_at", "profile"], name="quartercount_by_time")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    starts_at=Func(
                        Value(QUARTER), "starts_at", Value(_ORIGIN), function="date_bin",
                        output_field=models.DateTimeField(),
                    )
                ),
                name="quartercount_begins_on_the_quarter",
                violation_error_message="15分ごとの区切りの時刻にしてください。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{clock.short_date(self.starts_at)} {timezone.localtime(self.starts_at, clock.JST):%H:%M}"
