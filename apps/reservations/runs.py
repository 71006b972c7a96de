"""How people who come together are seated: in one slot, or in slots that follow each other without a gap."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class FreeSlot:
    """One slot of a desk with the places that may be given out in it."""

    pk: int
    starts_at: datetime
    ends_at: datetime
    free: int


def share_out(people: int, free: Sequence[int]) -> list[int] | None:
    """How many of `people` sit in each slot of a run, the first filled first; None when they do not fit without a gap.

    >>> share_out(4, [3, 2])
    [3, 1]
    """
    shares: list[int] = []
    for places in free:
        if people == 0:
            break
        if places < 1:
            return None
        shares.append(min(people, places))
        people -= shares[-1]
    return shares if people == 0 and shares else None


def run_from(slots: Sequence[FreeSlot], index: int) -> list[FreeSlot]:
    """The slots from `index` on that follow each other without a gap; `slots` are one desk's, in order of time."""
    run = [slots[index]]
    for slot in slots[index + 1 :]:
        if slot.starts_at != run[-1].ends_at or slot.free < 1:
            break
        run.append(slot)
    return run


def seats(slots: Sequence[FreeSlot], index: int, people: int, *, spread: bool) -> list[int] | None:
    """Shares of `people` who start in the slot at `index`: in it alone, or also in the following ones."""
    run = slots[index : index + 1]
    if spread and run[0].free < people:
        run = run_from(slots[: index + people], index)
    return share_out(people, [slot.free for slot in run])
