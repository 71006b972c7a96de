"""Places kept free for a few minutes while the caller thinks."""

import uuid
from datetime import datetime, timedelta

from django.utils import timezone

from apps.accounts.models import User
from apps.contracts.parameters import parameter
from apps.reservations.models import Hold

from .locks import authored, ids_of_run, lock_slots
from .places import Window, seat


def hold_slot(*, slot_id: int, places: int, by: User, now: datetime, spread: bool = False) -> Hold:
    """Keeps `places` free for the operator's caller; `spread` over the following slots where one is too small.

    Held again, the same hold starts anew. Returns the hold of the first slot.
    Raises SlotIsFull, SlotIsClosed, SlotIsPast, SlotIsTooSoon, SlotIsTooFarAhead, SlotIsBusy.
    """
    seconds = parameter("reservations.hold_seconds", timezone.localdate(now))
    window = Window.at(now)
    with authored(by):
        ids = ids_of_run(slot_id, places) if spread else [slot_id]
        slots = lock_slots(ids)
        shares = seat([slots[pk] for pk in ids], places, by=by, window=window)
        former = holds_of_run(slot_id, by=by)
        Hold.objects.for_user(by).filter(run__in=former).exclude(slot__in=shares).delete()
        kept = {"held_at": now, "expires_at": now + timedelta(seconds=seconds), "run": uuid.uuid4()}
        made = [
            Hold.objects.update_or_create(slot_id=pk, held_by=by, defaults=kept | {"places": share})[0]
            for pk, share in shares.items()
        ]
    return made[0]


def release_hold(*, slot_id: int, by: User) -> None:
    """Gives back what `by` held in the slot and in those held with it; nothing happens when there is nothing."""
    Hold.objects.for_user(by).filter(run__in=holds_of_run(slot_id, by=by)).delete()


def holds_of_run(slot_id: int, *, by: User) -> list[uuid.UUID]:
    return list(Hold.objects.for_user(by).filter(slot_id=slot_id).values_list("run", flat=True))


def release_expired_holds(*, now: datetime) -> int:
    """Clears away holds that are worth nothing any more. Availability does not wait for this."""
    deleted, _ = Hold.objects.expired(now).delete()
    return deleted
