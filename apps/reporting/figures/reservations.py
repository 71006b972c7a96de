"""Reservations that callers made, moved and gave up (第2-2-(7)-①-イ), by the day of the act, each act counted once."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate

from apps.core.clock import JST, day_bounds
from apps.reservations.models import Reservation, ReservationChange

ACTS = ("new_bookings", "changed_bookings", "cancelled_bookings")


def reservations_taken(first: date, last: date, days: Iterable[date]) -> dict[str, Any]:
    """第2-2-(7)-①-イ: acts of the days first…last; `days` have a row each, and so has every other day with an act.

    A reservation made and moved on one day is one of each; the same one moved twice was changed twice. Read from the
    reservations and from the rows that every move leaves, so that what became of a reservation later changes nothing.
    """
    counted: dict[date, dict[str, int]] = defaultdict(lambda: dict.fromkeys(ACTS, 0))
    moments = (
        (Reservation.objects.all(), "booked_at"),
        (ReservationChange.objects.all(), "changed_at"),
        (Reservation.objects.all(), "cancelled_at"),
    )
    for act, (rows, moment) in zip(ACTS, moments, strict=True):
        for day, number in _by_day(rows, moment, first, last):
            counted[day][act] = number
    lines = [{"date": day.isoformat(), **counted[day]} for day in sorted({*days, *counted})]
    return {"days": lines, "total": {act: sum(line[act] for line in lines) for act in ACTS}}


def _by_day(rows: QuerySet[Any], moment: str, first: date, last: date) -> Iterable[tuple[date, int]]:
    within = {f"{moment}__gte": day_bounds(first)[0], f"{moment}__lt": day_bounds(last)[1]}
    days = rows.filter(**within).order_by().values_list(TruncDate(moment, tzinfo=JST))
    return days.annotate(number=Count("pk"))
