"""Our reservations of a day beside the city's list of it (C1). No database: rows in, differences out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from .enums import DifferenceKind


@dataclass(frozen=True)
class Ours:
    """One reservation that stands here; `number` is the city's, empty while it is 仮."""

    reservation_id: int
    number: str
    starts_at: datetime
    desk_id: int
    is_of_day: bool = True


@dataclass(frozen=True)
class Theirs:
    """One line of the city's list; `desk_id` is None where the list names no desk."""

    number: str
    starts_at: datetime
    desk_id: int | None = None


@dataclass(frozen=True)
class Difference:
    """One point to be settled by a person."""

    kind: DifferenceKind
    reservation_id: int | None
    number: str
    their_start: datetime | None = None
    their_desk_id: int | None = None


def compare(ours: Iterable[Ours], theirs: Iterable[Theirs]) -> list[Difference]:
    """Ours without theirs, theirs without ours, and pairs that differ in time or desk.

    `ours` holds all that stand on the day, and those of other days (`is_of_day` False) whose number is on the list.
    """
    ours = list(ours)
    by_number = {each.number: each for each in ours if each.number}
    differences: list[Difference] = []
    on_list: set[str] = set()
    for line in theirs:
        on_list.add(line.number)
        own = by_number.get(line.number)
        found = (line.number, line.starts_at, line.desk_id)
        if own is None:
            differences.append(Difference(DifferenceKind.THEIRS_ONLY, None, *found))
        elif own.starts_at != line.starts_at or line.desk_id not in {None, own.desk_id}:
            differences.append(Difference(DifferenceKind.DIFFERENT, own.reservation_id, *found))
    differences += [
        Difference(DifferenceKind.OURS_ONLY, each.reservation_id, each.number)
        for each in ours
        if each.is_of_day and each.number not in on_list
    ]
    return differences
