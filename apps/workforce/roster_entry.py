"""The cells of a roster page as they come back from the browser."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from apps.contracts.models import Site

from .models import StaffMember
from .roster_actions import CellEdit, CellFault
from .roster_cells import LONGEST_CELL, CellError, Patterns, ShiftPlan, parse_cell, usual_duty

_CELL = re.compile(r"c([0-9]{1,15})-([0-9]{2})")
STALE_PAGE = "画面の内容が壊れています。画面を読み込み直して、もう一度入力してください。"
PATTERNS_CHANGED = "表示した後に勤務の型が変わりました。いまの内容を確かめて、もう一度保存してください。"


@dataclass
class RosterEntry:
    """What was changed on the page: the edits, what was typed for each, and what is no shift at all."""

    edits: list[CellEdit] = field(default_factory=list)
    typed: dict[tuple[int, date], str] = field(default_factory=dict)
    errors: dict[tuple[int, date], str] = field(default_factory=dict)
    fault: str = ""

    @classmethod
    def read(
        cls,
        posted: Mapping[str, str],
        *,
        site: Site,
        first: date,
        last: date,
        people: Iterable[StaffMember],
        patterns: Patterns,
    ) -> "RosterEntry":
        """A cell that reads as it was seen was not touched and is left out, whatever has become of it since."""
        entry = cls()
        seen = _seen(posted.get("seen", ""))
        if seen is None:
            entry.fault = STALE_PAGE
            return entry
        known = {person.pk: person for person in people}
        for name, text in posted.items():
            found = _CELL.fullmatch(name)
            staff = known.get(int(found[1])) if found else None
            if not found or staff is None or not 1 <= int(found[2]) <= last.day:
                continue
            day, before = first.replace(day=int(found[2])), seen.get(name, "")
            text = text.strip()[: LONGEST_CELL + 1]
            if text == before:
                continue
            entry.typed[staff.pk, day] = text
            entry._take(staff, day, text, before, site, patterns)
        return entry

    def refuse(self, faults: Iterable[CellFault]) -> None:
        """Puts what the roster said to the cells beside them."""
        self.errors |= {(fault.staff.pk, fault.day): fault.sentence for fault in faults}

    def _take(self, staff: StaffMember, day: date, text: str, before: str, site: Site, patterns: Patterns) -> None:
        usual = usual_duty(staff.duty, site.kind)

        def plans(cell: str) -> tuple[ShiftPlan, ...]:
            return tuple(parse_cell(cell, usual=usual, kind=site.kind, patterns=patterns))

        try:
            wanted = plans(text)
        except CellError as error:
            self.errors[staff.pk, day] = str(error)
            return
        try:
            self.edits.append(CellEdit(staff, day, wanted, seen=plans(before)))
        except CellError:
            self.errors[staff.pk, day] = PATTERNS_CHANGED


def _seen(text: str) -> dict[str, str] | None:
    """The filled cells by name, as the page was told; None for anything else."""
    try:
        seen = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return None
    if not isinstance(seen, dict) or not all(isinstance(value, str) for value in seen.values()):
        return None
    return seen
