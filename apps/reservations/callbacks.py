"""Whom to call when places get free: first come, first called, desk by desk (第2-2-(4)-エ). No database."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils import timezone

from .models import WaitingEntry
from .runs import FreeSlot, seats


def next_calls(entries: Sequence[WaitingEntry], free: Mapping[int, Sequence[FreeSlot]]) -> dict[int, FreeSlot | None]:
    """The earliest slot that may be offered to each entry, None where there is none.

    `entries` are in call-back order, `free` holds the free slots of each desk in order of time. Who stands before keeps
    the places of his offer, so that nobody behind is called for a place that is not left.
    """
    left = {desk: list(slots) for desk, slots in free.items()}
    calls: dict[int, FreeSlot | None] = {}
    for entry in entries:
        slots = left.get(entry.desk_id, [])
        calls[entry.pk] = None
        for index, slot in enumerate(slots):
            local = timezone.localtime(slot.starts_at)
            if local.date() > entry.last_day:
                break
            if slot.free < 1 or not entry.wishes(local.date(), local):
                continue
            shares = seats(slots, index, entry.party_size, spread=True)
            if shares is None:
                continue
            for offset, share in enumerate(shares):
                slots[index + offset] = replace(slots[index + offset], free=slots[index + offset].free - share)
            calls[entry.pk] = slot
            break
    return calls
