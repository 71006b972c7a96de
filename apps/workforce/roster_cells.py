"""What one cell of the roster says, as people write it.

    早                          a pattern, with its breaks
    9:00-17:00/12:00-13:00      hours and breaks; full hours may be written 9-17
    早/11:30-12:30              a pattern's hours with other breaks
    早/責                       with a duty other than the person's own: 責 leads, 従 (or オ) does not
    早+17:30-19:00              two shifts of one day

Full-width letters and the dashes and waves that an IME makes are understood.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import time
from itertools import pairwise

from apps.contracts.enums import SiteKind

from .breaks import Span, break_shortage, misplaced_break
from .enums import Duty
from .models import Shift, ShiftPattern

LONGEST_CELL = 200
MOST_SHIFTS, MOST_BREAKS = 3, 4
DUTIES = {
    SiteKind.COUNTER: (Duty.SITE_LEADER, Duty.COUNTER_STAFF),
    SiteKind.CALLCENTER: (Duty.CC_LEADER, Duty.OPERATOR),
}
"""At each kind of place: who leads, and who does not."""
LEADING = frozenset({Duty.SITE_LEADER, Duty.CC_LEADER})
LEADS, FOLLOWS, OPERATES = "責", "従", "オ"
_SPAN = re.compile(r"(\d{1,2})(?::(\d{2}))?-(\d{1,2})(?::(\d{2}))?")


class CellError(ValueError):
    """What was written is no shift; the message says why, in the words of the office."""


@dataclass(frozen=True)
class ShiftPlan:
    """One shift as it is to be, before it is a row. The pattern is a way to write it: equal hours are the same plan."""

    duty: Duty
    hours: Span
    breaks: tuple[Span, ...] = ()
    pattern_id: int | None = field(default=None, compare=False)

    @property
    def worked_minutes(self) -> int:
        """From start to end without the breaks."""
        return self.hours.minutes - sum(pause.minutes for pause in self.breaks)

    @classmethod
    def of(cls, shift: Shift) -> "ShiftPlan":
        """What a row says; its breaks must have been fetched with it, or cost a query."""
        return cls(Duty(shift.duty), Span(shift.starts_at, shift.ends_at), breaks_of(shift), shift.pattern_id)


def shortage_of_day(plans: Iterable[ShiftPlan]) -> int:
    """Minutes of break that one person's day lacks, wherever the shifts are (第2-1-(8)-③).

    The shifts add up, as the law counts the day's work; the time between two of them is a break.
    """
    plans = list(plans)
    if not plans:
        return 0
    day = Span(min(plan.hours.starts_at for plan in plans), max(plan.hours.ends_at for plan in plans))
    return break_shortage(day.minutes, day.minutes - sum(plan.worked_minutes for plan in plans))


def breaks_of(owner: Shift | ShiftPattern) -> tuple[Span, ...]:
    return tuple(sorted(Span(pause.starts_at, pause.ends_at) for pause in owner.breaks.all()))


class Patterns:
    """The patterns of one place, read once with their breaks."""

    def __init__(self, patterns: Iterable[ShiftPattern]) -> None:
        self.rows = list(patterns)
        self._plans = {row.pk: (Span(row.starts_at, row.ends_at), breaks_of(row)) for row in self.rows}
        self._by_code = {_folded(row.code): row for row in self.rows}
        self._codes = {row.pk: row.code for row in self.rows}

    @classmethod
    def load(cls, site_id: int | None = None) -> "Patterns":
        """Those that may be used at the place, or all; two queries."""
        rows = ShiftPattern.objects.prefetch_related("breaks")
        return cls(rows.usable_at(site_id) if site_id else rows)

    def plan(self, code: str, duty: Duty) -> ShiftPlan | None:
        row = self._by_code.get(code)
        if row is None:
            return None
        hours, breaks = self._plans[row.pk]
        return ShiftPlan(duty, hours, breaks, row.pk)

    def code_of(self, plan: ShiftPlan) -> str:
        """The code, as long as the shift still is what the pattern says."""
        if plan.pattern_id and self._plans.get(plan.pattern_id) == (plan.hours, plan.breaks):
            return self._codes[plan.pattern_id]
        return ""


def usual_duty(main_duty: str, kind: str) -> Duty:
    """What somebody with this main duty does at a place of this kind, unless the cell says otherwise."""
    leads, follows = DUTIES[SiteKind(kind)]
    return leads if Duty(main_duty) == leads else follows


def parse_cell(text: str, *, usual: Duty, kind: str, patterns: Patterns) -> list[ShiftPlan]:
    """The shifts that a cell asks for, by their start; none where it is blank. Raises `CellError`."""
    if len(text) > LONGEST_CELL:
        raise CellError(f"{LONGEST_CELL}文字以内で入力してください。")
    written = [part for part in _folded(text).split("+") if part]
    if len(written) > MOST_SHIFTS:
        raise CellError(f"1日の勤務は{MOST_SHIFTS}つまでです。")
    plans = sorted((_plan(part, usual, kind, patterns) for part in written), key=lambda plan: plan.hours)
    for earlier, later in pairwise(plans):
        if later.hours.starts_at < earlier.hours.ends_at:
            raise CellError(f"勤務 {earlier.hours} と {later.hours} が重なっています。")
    return plans


def cell_text(plans: Iterable[ShiftPlan], *, usual: Duty, patterns: Patterns) -> str:
    """What `parse_cell` reads back to the same plans."""
    return "+".join(_text(plan, usual, patterns) for plan in plans)


def parse_span(text: str) -> Span | None:
    """Hours such as `9:00-17:00` or `9-17`; None for anything else."""
    found = _SPAN.fullmatch(_folded(text))
    if not found:
        return None
    try:
        return Span(time(int(found[1]), int(found[2] or 0)), time(int(found[3]), int(found[4] or 0)))
    except ValueError:
        return None


def _plan(text: str, usual: Duty, kind: str, patterns: Patterns) -> ShiftPlan:
    first, *rest = text.split("/")
    duty = usual
    if rest and rest[-1] in (LEADS, FOLLOWS, OPERATES):
        leads, follows = DUTIES[SiteKind(kind)]
        duty = leads if rest.pop() == LEADS else follows
    if (plan := patterns.plan(first, duty)) and not rest:
        return plan
    hours = plan.hours if plan else parse_span(first)
    if hours is None:
        raise CellError(f"「{first}」という勤務の型はありません。型の記号か、9:00-17:00 の形の時間を入力してください。")
    if hours.starts_at >= hours.ends_at:
        raise CellError(f"勤務 {hours} は、終了を開始より後の時刻にしてください。")
    if len(rest) > MOST_BREAKS:
        raise CellError(f"休憩は{MOST_BREAKS}つまでです。")
    breaks = []
    for part in rest:
        pause = parse_span(part)
        if pause is None:
            raise CellError(f"「{part}」は休憩の時間として読めません。12:00-13:00 の形で入力してください。")
        breaks.append(pause)
    if fault := misplaced_break(hours, breaks):
        raise CellError(fault)
    return ShiftPlan(duty, hours, tuple(sorted(breaks)))


def _text(plan: ShiftPlan, usual: Duty, patterns: Patterns) -> str:
    parts = [patterns.code_of(plan)] if patterns.code_of(plan) else [_written(plan.hours), *map(_written, plan.breaks)]
    if plan.duty != usual:
        parts.append(LEADS if plan.duty in LEADING else OPERATES if plan.duty == Duty.OPERATOR else FOLLOWS)
    return "/".join(parts)


def _written(span: Span) -> str:
    return f"{_clock(span.starts_at)}-{_clock(span.ends_at)}"


def _clock(clock: time) -> str:
    return f"{clock.hour}:{clock.minute:02}" if clock.minute else str(clock.hour)


def half_width(text: str) -> str:
    """No blanks, half-width letters and signs."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _folded(text: str) -> str:
    """One spelling, with one kind of dash between digits; elsewhere ー may be part of a code."""
    return re.sub(r"(?<=\d)[‐-―−~〜～ー](?=\d)", "-", half_width(text))
