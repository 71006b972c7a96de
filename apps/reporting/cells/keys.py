"""The name of one number of a report, and the records that it counted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain, product
from typing import NamedTuple

from apps.core.clock import WEEKDAYS

ANY = "*"
FORMULA, READ = "formula", "read"
"""The sources of numbers that no record is counted for: worked out of others, or read on another page."""

WHOLE = "whole_"
"""Before the measure of what counters and visits count together."""


class Key(NamedTuple):
    """Where a number stands: which records, which row of the report, which column.

    The place is a path, `2026-10-05/9`. A shorter one is the sum of those below it, `*` stands for any part: `*/9`, and
    a weekday for all days that are one: `月`.
    """

    source: str
    place: str
    measure: str

    def __str__(self) -> str:
        """As addresses carry it."""
        return ":".join(self)

    @property
    def path(self) -> list[str]:
        """The parts of the place; of the whole report none."""
        return self.place.split("/") if self.place else []

    @property
    def visit_and_day(self) -> tuple[int, str]:
        """Of a number of one visit, whose place is `visit_place`."""
        visit, day = self.path
        return int(visit), day

    @property
    def is_pattern(self) -> bool:
        """Whether the places below it begin otherwise than it does."""
        return any(part == ANY or part in WEEKDAYS for part in self.path)

    def covers(self, place: str) -> bool:
        """Whether a finest place is counted in this number."""
        wanted, parts = self.path, place.split("/")
        return len(wanted) <= len(parts) and all(
            part in stands_below(own) for part, own in zip(wanted, parts[: len(wanted)], strict=True)
        )


def visit_place(visit: int | None = None, day: date | str = "") -> str:
    """A visit on a day, because one that is moved stands in the reports of both days; without it all visits."""
    return "" if visit is None else f"{visit}/{day}"


@lru_cache(maxsize=4096)
def stands_below(part: str) -> tuple[str, ...]:
    """The parts of a place that a part is counted under: its own, any, and of a day its weekday."""
    day = day_of(part)
    return (part, ANY, WEEKDAYS[day.weekday()]) if day else (part, ANY)


def day_of(part: str) -> date | None:
    """The day that a part of a place is, if it is one."""
    try:
        return date.fromisoformat(part) if len(part) == len("2026-10-05") else None
    except ValueError:
        return None


def parse_key(text: str) -> Key | None:
    """The key that an address carries; None where the text is none."""
    parts = text.split(":")
    return Key(*parts) if len(parts) == len(Key._fields) else None


@dataclass(frozen=True)
class Cell:
    """The records of one number in the order of their numbers; with amounts where it is a sum and not a count."""

    ids: Sequence[int]
    amounts: Sequence[int] | None = None

    @property
    def number(self) -> int:
        """How many records they are, or the sum of their amounts."""
        return len(self.ids) if self.amounts is None else sum(self.amounts)

    def amount_of(self) -> Mapping[int, int]:
        """By record, what it adds to the number: 1 where they are counted."""
        return dict(zip(self.ids, self.amounts or [1] * len(self.ids), strict=True))


def united(cells: Sequence[Cell]) -> Cell:
    """What several numbers counted together; a record whose amounts stand in several of them has their sum."""
    if len(cells) == 1:
        return cells[0]
    if all(cell.amounts is None for cell in cells):
        return Cell(sorted(chain.from_iterable(cell.ids for cell in cells)))
    sums: dict[int, int] = defaultdict(int)
    for cell in cells:
        for pk, amount in cell.amount_of().items():
            sums[pk] += amount
    return Cell(sorted(sums), [sums[pk] for pk in sorted(sums)])


class Cells:
    """The finest numbers of a report with their records; every sum is a union of them."""

    def __init__(self, sums: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        """`sums`: by source, the measures that are sums of other measures."""
        self.sums = sums
        self._found: dict[Key, Cell] = {}
        self._below: dict[Key, list[Cell]] = {}

    def add(self, key: Key, ids: Sequence[int], amounts: Sequence[int] | None = None) -> None:
        """Nothing counted has no cell."""
        if amounts is not None:
            kept = [(pk, amount) for pk, amount in zip(ids, amounts, strict=True) if amount]
            ids, amounts = [pk for pk, _ in kept], [amount for _, amount in kept]
        if ids:
            self._found[key] = Cell(ids, amounts)

    def __iter__(self) -> Iterator[tuple[Key, Cell]]:
        return iter(self._found.items())

    def parts(self, key: Key) -> list[Cell]:
        """The finest cells that this number is made of."""
        if not self._below:
            self._below = self._by_every_sum()
        measures = measures_of(key, self.sums)
        return [cell for measure in measures for cell in self._below.get(key._replace(measure=measure), ())]

    def _by_every_sum(self) -> dict[Key, list[Cell]]:
        """Each cell under its own place and under all places that are sums with it."""
        below: dict[Key, list[Cell]] = defaultdict(list)
        for key, cell in self._found.items():
            for depth in range(len(key.path) + 1):
                for parts in product(*map(stands_below, key.path[:depth])):
                    below[key._replace(place="/".join(parts))].append(cell)
        return below

    def at(self, key: Key) -> Cell:
        """The records of a number, of one cell or of a sum; none where nothing was counted."""
        parts = self.parts(key)
        return united(parts) if parts else Cell([])

    def number(self, key: Key) -> int:
        """The same as a number, without bringing the records together."""
        return sum(cell.number for cell in self.parts(key))


def measures_of(key: Key, sums: Mapping[str, Mapping[str, Sequence[str]]]) -> Iterable[str]:
    """The finest measures that this one is the sum of, or itself."""
    return sums.get(key.source, {}).get(key.measure, (key.measure,))
