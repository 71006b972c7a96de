"""How a month will end, from what our own telephones brought in recent weeks (第2-2-(3)-ア・イ).

Calls to come: for every open half hour that is left, the usual calls a minute of its weekday times its open minutes.
Lost ones among them: the share that was lost in the same weeks. Both go up and down as the days of those weeks did
(`Pattern.volume_dispersion`, `loss_dispersion`), and both means are themselves uncertain, the more so the fewer calls
they come from. The range holds 95 of 100 such months; it knows nothing of letters to be sent or seats to be added.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .arrivals import OpenHalfHour, Pattern
from .counts import Tally
from .rates import cut_rate, meets

DEVIATIONS = 1.96
"""Standard deviations to either side that hold 95 of 100."""


@dataclass(frozen=True)
class Range:
    """A figure to come: most likely, and between which two it lies."""

    low: int
    likely: int
    high: int


@dataclass(frozen=True)
class Forecast:
    """A month's end: calls offered and lost by then, and how many of those to come may be lost."""

    days: int
    target: int
    so_far: Tally
    to_come: Range
    lost: Range

    @property
    def offered(self) -> Range:
        came = self.so_far.offered
        return Range(came + self.to_come.low, came + self.to_come.likely, came + self.to_come.high)

    @property
    def rate(self) -> str | None:
        return self._rate(self.lost.likely)

    @property
    def rate_low(self) -> str | None:
        return self._rate(self.lost.high)

    @property
    def rate_high(self) -> str | None:
        return self._rate(self.lost.low)

    @property
    def meets_at_worst(self) -> bool | None:
        return self._meets(self.lost.high)

    @property
    def meets_at_best(self) -> bool | None:
        return self._meets(self.lost.low)

    @property
    def may_still_lose(self) -> int:
        """Of the calls likely to come, how many may be lost with the month still met; below 0 it is out of reach."""
        lost_already = self.so_far.offered - self.so_far.answered
        return self.offered.likely * (100 - self.target) // 100 - lost_already

    @property
    def lost_to_come(self) -> int:
        """Of the calls to come, how many will be lost if it goes on like this."""
        return self.lost.likely - (self.so_far.offered - self.so_far.answered)

    @property
    def is_within_reach(self) -> bool:
        return self.may_still_lose >= 0

    @property
    def best_rate(self) -> str | None:
        """If every call to come were answered."""
        return cut_rate(self.so_far.answered + self.to_come.likely, self.offered.likely)

    def _rate(self, lost: int) -> str | None:
        return cut_rate(self.offered.likely - lost, self.offered.likely)

    def _meets(self, lost: int) -> bool | None:
        return meets(self.offered.likely - lost, self.offered.likely, self.target)


def forecast(so_far: Tally, usual: Pattern, left: Sequence[OpenHalfHour], target: int) -> Forecast:
    """The month's end from what was counted so far and the open half hours that are left."""
    seen, share = usual.total.offered, usual.lost_share
    to_come = expected_calls(usual, left)
    volume = usual.volume_dispersion * to_come * (1 + to_come / seen)
    loss = usual.loss_dispersion * share * (1 - share) * to_come * (1 + to_come / seen) + share**2 * volume
    lost_already = so_far.offered - so_far.answered
    lost_to_come = _range(share * to_come, loss)
    return Forecast(
        days=usual.days,
        target=target,
        so_far=so_far,
        to_come=_range(to_come, volume),
        lost=Range(
            lost_already + lost_to_come.low,
            lost_already + lost_to_come.likely,
            min(lost_already + lost_to_come.high, so_far.offered + round(to_come)),
        ),
    )


def expected_calls(usual: Pattern, left: Iterable[OpenHalfHour]) -> float:
    return math.fsum(usual.expected(half_hour) for half_hour in left)


def _range(mean: float, variance: float) -> Range:
    spread = DEVIATIONS * math.sqrt(variance)
    return Range(max(0, math.floor(mean - spread)), round(mean), math.ceil(mean + spread))
