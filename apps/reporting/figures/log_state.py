"""What the telephone log of a month lacks: calls without an end, days without calls, calls and records without a pair.

The answer rate is counted from the log alone (第2-2-(3)-ア), so that a gap in the log changes it without a trace.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import TruncDate

from apps.callcenter.counts import CALL_CENTRE, CallMonth
from apps.callcenter.enums import Outcome
from apps.callcenter.models import Call, LiveCall, OperatorCode
from apps.callcenter.reconcile import AnsweredCall, WrittenInquiry, reconcile
from apps.contracts.calendar import Calendar
from apps.core.clock import JST, day_bounds
from apps.reporting.periods import Period

from .calls import received

DAY = timedelta(days=1)


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

    @cached_property
    def found(self) -> tuple[set[int], set[int]]:
        """The calls and the inquiries that are paired though nobody tied them, and only on days with such inquiries."""
        left: dict[date, list[Any]] = defaultdict(list)
        for row in self._untied_inquiries().values_list(
            "pk", "operator_id", "received_at", "live_call__source__profile_id", "live_call__external_id"
        ):
            left[row[2].astimezone(JST).date()].append(row)
        calls: dict[date, list[Any]] = defaultdict(list)
        if left:
            for row in (
                self._untied_calls()
                .filter(day__in=list(left))
                .values_list(
                    "pk", "profile_id", "external_id", "operator_code", "day", "arrived_at", "answered_at", "ended_at"
                )
            ):
                calls[row[4]].append(row)
        holders = OperatorCode.objects.holders({row[1] for rows in calls.values() for row in rows})
        found_calls, found_inquiries = set(), set()
        for day, rows in left.items():
            tied = {(profile, external): pk for pk, _, _, profile, external in rows if external}
            within = timedelta(minutes=self.calendar.parameters.value("callcenter.match_minutes", day))
            answered = [
                AnsweredCall(
                    str(pk), holders.user_id(profile, code, day), answered or arrived, ended or answered or arrived,
                    tied.get((profile, external)),
                )
                for pk, profile, external, code, _, arrived, answered, ended in calls[day]
            ]  # fmt: skip
            written = [WrittenInquiry(pk, operator, at) for pk, operator, at, *_ in rows]
            for pair in reconcile(answered, written, within=within).pairs:
                found_calls.add(int(pair.call))
                found_inquiries.add(pair.inquiry)
        return found_calls, found_inquiries

    def calls(self) -> Any:
        """The answered calls that nobody wrote down."""
        return self._untied_calls().exclude(pk__in=self.found[0])

    def inquiries(self) -> Any:
        """The inquiries without a call that counts as answered."""
        return self._untied_inquiries().exclude(pk__in=self.found[1])

    def counts(self, answered: int, inquiries: int) -> dict[str, int]:
        """How many they are, of so many answered calls and inquiries of the period."""
        without = self.inquiries().count()
        return {
            "answers_without_inquiry": answered - (inquiries - without),
            "inquiries_without_answer": without,
        }

    def _untied_inquiries(self) -> Any:
        return received(*self.period).exclude(Exists(self.answered.filter(pk=OuterRef("call"))))

    def _untied_calls(self) -> Any:
        """Answered calls that no inquiry of the period is tied to."""
        tied = received(*self.period).filter(call=OuterRef("pk"))
        return self.answered.annotate(day=TruncDate("arrived_at", tzinfo=JST)).exclude(Exists(tied))
