"""The one door to all locks of this room.

Locks: the reservation (or the waiting entry) first, then slots in the order of their keys, as late as possible. The row
that gets scarcer is the slot; `slot_booked_within_capacity` is the last guard behind its lock.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

import pghistory
from django.db import OperationalError, transaction
from django.db.models import F

from apps.accounts.models import User
from apps.core import clock
from apps.core.db import has_met_another
from apps.reservations.models import Reservation, Slot

from .errors import SlotIsBusy


@contextmanager
def authored(by: User | None, reason: str = "") -> Iterator[None]:
    """One transaction, its author and reason in the history; somebody else's lock in the way becomes SlotIsBusy."""
    known = {"user": by.pk if by else None, "reason": reason}
    try:
        with pghistory.context(**{key: value for key, value in known.items() if value}), transaction.atomic():
            yield
    except OperationalError as error:
        if has_met_another(error):
            raise SlotIsBusy from error
        raise


def lock_slots(ids: Iterable[int]) -> dict[int, Slot]:
    return {slot.pk: slot for slot in Slot.objects.filter(pk__in=set(ids)).select_related("desk").locked()}


def lock_reservation(reservation: Reservation) -> Reservation:
    return Reservation.objects.select_for_update(of=("self",), no_key=True).get(pk=reservation.pk)


def ids_of_run(slot_id: int, people: int) -> list[int]:
    """The slot and those that follow it at its desk without a gap on the same day, as many as `people` may need."""
    first = Slot.objects.get(pk=slot_id)
    day_ends = clock.day_bounds(first.day)[1]
    following = Slot.objects.filter(desk=first.desk_id).between(first.starts_at, day_ends).order_by("starts_at")
    run: list[int] = []
    ends_at = first.starts_at
    for pk, starts, ends in following.values_list("pk", "starts_at", "ends_at")[:people]:
        if starts != ends_at:
            break
        run.append(pk)
        ends_at = ends
    return run


def take(shares: Mapping[int, int]) -> None:
    """Adds the people to `booked` of each slot (gives back, when negative); the constraint has the last word."""
    for slot_id, places in shares.items():
        if places:
            Slot.objects.filter(pk=slot_id).update(booked=F("booked") + places)
