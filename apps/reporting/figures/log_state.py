"""What the telephone log of a month lacks: calls without an end, days without calls, calls and records without a pair.

The answer rate is counted from the log alone (第2-2-(3)-ア), so that a gap in the log changes it without a trace.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import TruncDate

from apps.callcenter.counts import CALL_CENTRE, CallMonth
from apps.callcenter.enums import Outcome
from apps.callcenter.models import Call, CodeHolders, LiveCall, OperatorCode
from apps.callcenter.reconcile import AnsweredCall, Pair, WrittenInquiry, reconcile
from apps.contracts.calendar import Calendar
from apps.core.clock import JST, day_bounds
from apps.reporting.periods import Period

from .calls import received

DAY = timedelta(days=1)
CHUNK = 2_000
"""So many records are held at once."""


# --- calls whose end is not known -------------------------------------------------------------------------------------


def undecided_calls(period: Period, calendar: Calendar) -> Any:
    """Calls of these days whose end the log does not tell, with `in_hours`: they are in no other number (§6)."""
    return Call.objects.arrived_between(*period).undecided().with_in_hours(*period, calendar)


Undecided = Mapping[tuple[date, bool], int]
"""By day and whether it was inside the opening hours."""


def undecided_by_day(period: Period, calendar: Calendar) -> Undecided:
    """How many they are, in one query."""
    calls = undecided_calls(period, calendar).order_by().annotate(day=TruncDate("arrived_at", tzinfo=JST))
    rows = calls.values_list("day", "in_hours").annotate(number=Count("pk"))
    return {(day, in_hours): number for day, in_hours, number in rows}


def undecided_summary(undecided: Undecided) -> dict[str, int]:
    """How many of them arrived inside the opening hours, and how many outside."""
    inside = sum(number for (_, in_hours), number in undecided.items() if in_hours)
    return {"undecided": inside, "undecided_out_of_hours": sum(undecided.values()) - inside}


# --- days that the log lacks ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LogDay:
    """One open day that the telephone log seems not to hold, or not to its end.

    `inquiries`: received on this day. `announced`: calls that the telephone system announced and that are neither in
    the log nor followed by a later call of it.
    """

    day: date
    logged: int
    inquiries: list[int]
    announced: list[int]

    def as_row(self) -> dict[str, Any]:
        counts = {"inquiries": len(self.inquiries), "announced": len(self.announced)}
        return {"date": self.day.isoformat(), "logged": self.logged, **counts}


@dataclass(frozen=True)
class LogState:
    """How complete the log is: the days on which records say that it lacks calls, and those without any record."""

    lacking: list[LogDay]
    silent: list[date]

    def as_content(self) -> dict[str, Any]:
        return {"lacking": [day.as_row() for day in self.lacking], "silent": [day.isoformat() for day in self.silent]}


def log_state(counted: CallMonth, undecided: Undecided, made_on: date) -> LogState:
    """第2-2-(7)-①-ア: the open days that were over on `made_on`, held against inquiries and announced calls.

    What a file covered is not kept, so that nothing is known of a day of which no record tells anything: it is named.
    """
    period = Period(counted.first, counted.last)
    logged = _logged(counted, undecided)
    announced = _announced_beyond(period)
    inquiries = _received_on(period, [day for day in counted.open_hours() if not logged[day]])
    lacking, silent = [], []
    for day in counted.calendar.open_days(CALL_CENTRE, *period):
        if day >= made_on:
            continue
        if announced[day] or (not logged[day] and inquiries[day]):
            lacking.append(LogDay(day, logged[day], inquiries[day], announced[day]))
        elif not logged[day]:
            silent.append(day)
    return LogState(lacking, silent)


def _logged(counted: CallMonth, undecided: Undecided) -> Counter[date]:
    """Calls of each day, whatever became of them."""
    logged = Counter[date]()
    for (day, _), tally in counted.cells.items():
        logged[day] += tally.offered + tally.out_of_hours
    for (day, _), number in undecided.items():
        logged[day] += number
    return logged


def _received_on(period: Period, days: Iterable[date]) -> dict[date, list[int]]:
    found: dict[date, list[int]] = defaultdict(list)
    wanted = set(days)
    if wanted:
        on = received(*period).order_by("pk").annotate(day=TruncDate("received_at", tzinfo=JST))
        for day, pk in on.filter(day__in=wanted).values_list("day", "pk"):
            found[day].append(pk)
    return found


def _announced_beyond(period: Period) -> dict[date, list[int]]:
    """Announced calls by day that the log of their profile does not hold although it should, in one query.

    One that lies before another logged call of its day was not taken for a call by the telephone system itself.
    """
    of_profile = Call.objects.filter(profile=OuterRef("source__profile"))
    held = of_profile.filter(external_id=OuterRef("external_id"))
    later = of_profile.filter(arrived_at__gte=OuterRef("rung_at"), arrived_at__lt=OuterRef("rung_at") + DAY)
    followed = later.annotate(day=TruncDate("arrived_at", tzinfo=JST)).filter(day=OuterRef("day"))
    rows = (
        LiveCall.objects.filter(rung_at__gte=day_bounds(period.first)[0], rung_at__lt=day_bounds(period.last)[1])
        .annotate(day=TruncDate("rung_at", tzinfo=JST))
        .exclude(Exists(held))
        .exclude(Exists(followed))
    )
    found: dict[date, list[int]] = defaultdict(list)
    for day, pk in rows.order_by("pk").values_list("day", "pk"):
        found[day].append(pk)
    return found


# --- answered calls and inquiries without each other ------------------------------------------------------------------


class Unpaired:
    """第2-2-(7)-①-ウ: the rates divide inquiries by answered calls; these are those of each that have no other.

    A pair is an inquiry received in the period and a call answered in it inside the opening hours: tied, or of the same
    operator at the same time, as the reconciliation pairs them. 応答 − calls without = 問合せ − inquiries without.
    """

    def __init__(self, period: Period, calendar: Calendar) -> None:
        self.period, self.calendar = period, calendar
        with_hours: Any = Call.objects.arrived_between(*period).with_in_hours(*period, calendar)
        self.answered = with_hours.filter(in_hours=True, outcome=Outcome.ANSWERED)

    def counts(self, answered: int, inquiries: int) -> dict[str, int]:
        """How many they are, of so many answered calls and inquiries of the period."""
        tied = received(*self.period).filter(Exists(self._of_the_tie()), call__isnull=False).count()
        paired = tied + sum(1 for _ in self.pairs())
        return {"answers_without_inquiry": answered - paired, "inquiries_without_answer": inquiries - paired}

    def calls(self) -> Any:
        """The answered calls that nobody wrote down."""
        return self._untied_calls().exclude(pk__in=self._found[0])

    def inquiries(self) -> Any:
        """The inquiries without a call that counts as answered."""
        return self._untied_inquiries().exclude(pk__in=self._found[1])

    def pairs(self) -> Iterator[Pair]:
        """The calls and the inquiries that are paired though the log ties them not, a day at a time.

        Only those of operators whose code is known can be, and inquiries tied to an announced call that the log has.
        """
        first, last = self.period
        of_period = OperatorCode.objects.filter(Q(ends_on=None) | Q(ends_on__gte=first), starts_on__lte=last)
        codes, announced = list(of_period), self._announced()
        if not codes and not announced:
            return
        calls = self._untied_calls().filter(
            Q(operator_code__in={row.code for row in codes}) | Q(external_id__in={name for _, name in announced})
        )
        written = self._untied_inquiries().filter(
            Q(operator__in={row.user_id for row in codes}) | Q(pk__in=announced.values())
        )
        heard = self._heard(calls, CodeHolders(codes), announced)
        of_days: Iterator[tuple[date, AnsweredCall | WrittenInquiry]]
        of_days = merge(heard, self._written(written), key=itemgetter(0))
        for day, rows in groupby(of_days, key=itemgetter(0)):
            found = [row for _, row in rows]
            within = timedelta(minutes=self.calendar.parameters.value("callcenter.match_minutes", day))
            yield from reconcile(
                [row for row in found if isinstance(row, AnsweredCall)],
                [row for row in found if isinstance(row, WrittenInquiry)],
                within=within,
            ).pairs

    @cached_property
    def _found(self) -> tuple[set[int], set[int]]:
        pairs = list(self.pairs())
        return {int(pair.call) for pair in pairs}, {pair.inquiry for pair in pairs}

    def _announced(self) -> dict[tuple[int, str], int]:
        """By profile and id of the call the inquiries that are tied to its announcement alone."""
        logged = Call.objects.filter(
            profile=OuterRef("live_call__source__profile"), external_id=OuterRef("live_call__external_id")
        )
        rows = self._untied_inquiries().filter(Exists(logged), live_call__isnull=False)
        named = rows.values_list("live_call__source__profile_id", "live_call__external_id", "pk")
        return {(profile, name): pk for profile, name, pk in named}

    def _heard(
        self, calls: Any, holders: CodeHolders, announced: Mapping[tuple[int, str], int]
    ) -> Iterator[tuple[date, AnsweredCall]]:
        columns = ("pk", "profile_id", "external_id", "operator_code", "arrived_at", "answered_at", "ended_at")
        for pk, profile, name, code, arrived, answered, ended in (
            calls.order_by("arrived_at").values_list(*columns).iterator(chunk_size=CHUNK)
        ):
            day, starts = arrived.astimezone(JST).date(), answered or arrived
            operator = holders.user_id(profile, code, day)
            yield day, AnsweredCall(str(pk), operator, starts, ended or starts, announced.get((profile, name)))

    def _written(self, inquiries: Any) -> Iterator[tuple[date, WrittenInquiry]]:
        rows = inquiries.order_by("received_at").values_list("pk", "operator_id", "received_at")
        for pk, operator, at in rows.iterator(chunk_size=CHUNK):
            yield at.astimezone(JST).date(), WrittenInquiry(pk, operator, at)

    def _of_the_tie(self) -> Any:
        return self.answered.filter(pk=OuterRef("call"))

    def _untied_inquiries(self) -> Any:
        return received(*self.period).exclude(Exists(self._of_the_tie()))

    def _untied_calls(self) -> Any:
        """Answered calls that no inquiry of the period is tied to."""
        return self.answered.exclude(Exists(received(*self.period).filter(call=OuterRef("pk"))))
