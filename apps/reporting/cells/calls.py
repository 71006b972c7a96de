"""Cells of the call centre: calls by day and hour, inquiries by category and result, reservations by day."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import ExtractHour, TruncDate

from apps.callcenter.counts import COUNTED
from apps.callcenter.enums import Outcome, Result
from apps.callcenter.models import Call
from apps.callcenter.models.calls import ABANDONED, UNDECIDED
from apps.core.clock import JST, day_bounds
from apps.reporting.enums import DataSubject
from apps.reporting.figures import reservations
from apps.reporting.figures.calls import received
from apps.reservations.models import Reservation, ReservationChange

from .keys import Cells, Key
from .scope import Scope

CALLS, INQUIRIES = "calls", "inquiries"
LEFT_SOON, LEFT_LATER, OUT_OF_HOURS = "abandoned_short", "abandoned_later", "out_of_hours"
UNDECIDED_NUMBERS = UNDECIDED_IN, UNDECIDED_OUT = "undecided", "undecided_out_of_hours"
LOGGED, ROWS = "logged", "rows"
PLAIN, COMPLAINT = "plain", "complaint"
KINDS = (PLAIN, COMPLAINT)
NEW, CHANGED, CANCELLED = reservations.ACTS
ACTS: Mapping[str, tuple[QuerySet[Any], str]] = {
    NEW: (Reservation.objects.all(), "booked_at"),
    CHANGED: (ReservationChange.objects.all(), "changed_at"),
    CANCELLED: (Reservation.objects.all(), "cancelled_at"),
}
"""What callers did with reservations: each act is a source of its own, under its own name."""

CALL_SUMS = {
    "abandoned": (LEFT_SOON, LEFT_LATER),
    "offered": (Outcome.ANSWERED.value, LEFT_SOON, LEFT_LATER, Outcome.OVERFLOW.value),
    LOGGED: (
        Outcome.ANSWERED.value, LEFT_SOON, LEFT_LATER, Outcome.OVERFLOW.value, OUT_OF_HOURS, *UNDECIDED_NUMBERS,
    ),
    ROWS: (ROWS, *UNDECIDED_NUMBERS),
}  # fmt: skip
INQUIRY_SUMS = {
    "count": tuple(f"{result}.{kind}" for result in Result.values for kind in KINDS),
    **{result: tuple(f"{result}.{kind}" for kind in KINDS) for result in Result.values},
    "complaints": tuple(f"{result}.{COMPLAINT}" for result in Result.values),
    "complaints_transferred": (f"{Result.TRANSFERRED}.{COMPLAINT}",),
}


def call_cells(scope: Scope, cells: Cells) -> None:
    """Each call of the days in exactly one cell, judged by the opening hours that hold now; one query."""
    short = scope.calendar.parameters.value("callcenter.short_abandon_seconds", scope.period.last)
    days = scope.days
    rows = (
        Call.objects.arrived_between(*days)
        .with_in_hours(*days, scope.calendar)
        .annotate(
            date=TruncDate("arrived_at", tzinfo=JST),
            hour=ExtractHour("arrived_at", tzinfo=JST),
            measure=Case(
                When(UNDECIDED & Q(in_hours=True), then=Value(UNDECIDED_IN)),
                When(UNDECIDED, then=Value(UNDECIDED_OUT)),
                When(in_hours=False, then=Value(OUT_OF_HOURS)),
                When(ABANDONED & Q(ended_at__lt=F("arrived_at") + timedelta(seconds=short)), then=Value(LEFT_SOON)),
                When(ABANDONED, then=Value(LEFT_LATER)),
                default=F("outcome"),
                output_field=CharField(),
            ),
        )
    )
    for day, hour, measure, ids in (
        scope.narrowed(rows).order_by().values_list("date", "hour", "measure").annotate(ids=ArrayAgg("pk"))
    ):
        cells.add(Key(CALLS, f"{day}/{hour}", measure), sorted(ids))


def inquiry_cells(scope: Scope, cells: Cells) -> None:
    """The inquiries received on the days by category, result and complaint; one query."""
    rows = scope.narrowed(received(*scope.period)).order_by().values_list("category_id", "result", "is_complaint")
    for category, result, is_complaint, ids in rows.annotate(ids=ArrayAgg("pk")):
        kind = COMPLAINT if is_complaint else PLAIN
        cells.add(Key(INQUIRIES, str(category), f"{result}.{kind}"), sorted(ids))


def reservation_cells(scope: Scope, cells: Cells) -> None:
    """What callers booked, moved and gave up, by the day of the act; one query for each act."""
    for act, (acts, moment) in ACTS.items():
        within = {f"{moment}__gte": day_bounds(scope.days.first)[0], f"{moment}__lt": day_bounds(scope.days.last)[1]}
        rows = acts.filter(**within).order_by().values_list(TruncDate(moment, tzinfo=JST))
        for day, ids in rows.annotate(ids=ArrayAgg("pk")):
            cells.add(act_key(act, str(day)), sorted(ids))


def record_cells(scope: Scope, cells: Cells) -> None:
    """Everything that the month's data hold: all calls by day, those not decided yet too, and all inquiries."""
    calls = (
        Call.objects.arrived_between(*scope.days)
        .with_in_hours(*scope.days, scope.calendar)
        .annotate(
            measure=Case(
                When(~UNDECIDED, then=Value(ROWS)),
                When(in_hours=True, then=Value(UNDECIDED_IN)),
                default=Value(UNDECIDED_OUT),
                output_field=CharField(),
            )
        )
        .order_by()
    )
    for day, measure, ids in calls.values_list(TruncDate("arrived_at", tzinfo=JST), "measure").annotate(
        ids=ArrayAgg("pk")
    ):
        cells.add(Key(CALLS, str(day), measure), sorted(ids))
    inquiries = received(*scope.days).order_by().values_list(TruncDate("received_at", tzinfo=JST))
    for day, ids in inquiries.annotate(ids=ArrayAgg("pk")):
        cells.add(Key(INQUIRIES, str(day), ROWS), sorted(ids))


# --- the numbers of a content -----------------------------------------------------------------------------------------


def call_key(measure: str, day: str = "", hour: int | None = None) -> Key:
    """Of an hour of a day, of a day, of an hour of all days, of the month; `day` may be a weekday."""
    return Key(CALLS, day if hour is None else f"{day or '*'}/{hour}", measure)


def inquiry_key(measure: str, category: int | None = None) -> Key:
    """Of one category, or of all."""
    return Key(INQUIRIES, "" if category is None else str(category), measure)


def act_key(act: str, day: str = "") -> Key:
    """What callers did with reservations on a day, or in the month."""
    return Key(act, day, act)


def month_numbers(content: Mapping[str, Any]) -> Iterator[tuple[Key, int]]:
    """Every number of the monthly call report that counts records."""
    for row in content["grid"]:
        yield from ((call_key(name, row["date"], row["hour"]), row[name]) for name in COUNTED)
    for row in content["days"]:
        yield from ((call_key(name, row["date"]), row[name]) for name in (*COUNTED, OUT_OF_HOURS))
    for row in content["hours"]:
        yield from ((call_key(name, hour=row["hour"]), row[name]) for name in (*COUNTED, OUT_OF_HOURS))
    for row in content["weekdays"]:
        yield from ((call_key(name, row["weekday"]), row[name]) for name in COUNTED)
    summary = content["summary"]
    yield from ((call_key(name), summary[name]) for name in (*COUNTED, OUT_OF_HOURS, LEFT_SOON))
    for name in ("transferred", "pending", "complaints", "complaints_transferred"):
        yield inquiry_key(name), summary[name]
    for row in content["inquiries"]:
        yield from ((inquiry_key(name, row["category_id"]), row[name]) for name in INQUIRY_SUMS)
    for name in INQUIRY_SUMS:
        yield inquiry_key(name), sum(row[name] for row in content["inquiries"])
    for row in content["reservations"]["days"]:
        yield from ((act_key(act, row["date"]), row[act]) for act in ACTS)
    yield from ((act_key(act), content["reservations"]["total"][act]) for act in ACTS)


def record_numbers(content: Mapping[str, Any]) -> Iterator[tuple[Key, int]]:
    """Every number of the month's data that counts records."""
    for row in content["files"]:
        yield file_key(row["subject"]), row["rows"]
    yield from ((call_key(name), content[name]) for name in UNDECIDED_NUMBERS)


def file_key(subject: str) -> Key:
    """`subject` as the content names it."""
    return Key(CALLS if subject == DataSubject.CALLS.label else INQUIRIES, "", ROWS)
