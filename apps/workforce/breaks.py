"""The break that the law asks for in a day's work (労働基準法 第34条; 第2-1-(8)-③)."""

from collections.abc import Sequence
from datetime import time
from itertools import pairwise
from typing import NamedTuple

from .coverage import minute_of

LEGAL_BREAKS = ((8 * 60, 60), (6 * 60, 45))
"""Who works more minutes than the first is owed at least the second: the law's figures, none of the contract's."""


class Span(NamedTuple):
    """From one time of a day up to, not including, another."""

    starts_at: time
    ends_at: time

    @property
    def minutes(self) -> int:
        return minute_of(self.ends_at) - minute_of(self.starts_at)

    def __str__(self) -> str:
        return f"{self.starts_at:%H:%M}–{self.ends_at:%H:%M}"


def break_shortage(minutes: int, break_minutes: int) -> int:
    """Minutes of break that are missing; 0 where the law is kept.

    `minutes` run from the start to the end of the shift. The law counts the time worked, that is without the breaks:
    9:00–15:30 with half an hour off is six hours of work, not more, and lawful without a longer break.
    """
    worked = minutes - break_minutes
    for more_than, owed in LEGAL_BREAKS:
        if worked > more_than:
            return max(0, owed - break_minutes)
    return 0


def shortage_of(hours: Span, breaks: Sequence[Span]) -> int:
    """`break_shortage` of one shift."""
    return break_shortage(hours.minutes, sum(pause.minutes for pause in breaks))


def shortage_sentence(missing: int) -> str:
    return f"休憩が{missing}分足りません（労働時間6時間超は45分以上、8時間超は60分以上。第2-1-(8)-③）。"


def misplaced_break(hours: Span, breaks: Sequence[Span]) -> str:
    """What is wrong with where the breaks lie, as a sentence; empty where nothing is.

    A break comes in the course of the work (労働時間の途中): it neither begins nor ends the shift.
    """
    for pause in breaks:
        if pause.starts_at >= pause.ends_at:
            return f"休憩 {pause} は、終了を開始より後の時刻にしてください。"
        if not (hours.starts_at < pause.starts_at and pause.ends_at < hours.ends_at):
            return f"休憩 {pause} は、勤務 {hours} の途中に置いてください。"
    ordered = sorted(breaks)
    for earlier, later in pairwise(ordered):
        if later.starts_at < earlier.ends_at:
            return f"休憩 {earlier} と {later} が重なっています。"
    return ""
