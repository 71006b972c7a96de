"""How many seats a telephone load needs: Erlang A (calls arrive at random, callers lose patience), Erlang C beside it.

Source: Palm's M/M/s+M queue as in Mandelbaum and Zeltyn, "Service engineering in action" (2007); Erlang C is the same
queue with patience without end. Times are in seconds, loads in erlangs, shares between 0 and 1.
"""

import math
from dataclasses import dataclass
from typing import Any

MOST_SEATS = 500
"""Above this the question has no sense for one call centre."""

LONGEST_PATIENCE = 3600
"""Seconds; who waits longer is taken for somebody who waits without end."""

SMALLEST_TERM = 1e-16
"""Where the tail of the waiting callers no longer changes any of the shares."""

HUGE = 1e200
"""Where the weights are brought down together, before they leave what a float can hold."""


class NoSuchLoad(ValueError):
    """The load, the times or the seats are not ones that a call centre can have; holds the user's sentence."""


@dataclass(frozen=True)
class Load:
    """Calls of one hour, how long each takes its operator, how long a caller waits before he hangs up."""

    calls_per_hour: float
    talk: float
    wrap_up: float
    patience: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.calls_per_hour) and 0 < self.calls_per_hour <= 100_000):
            raise NoSuchLoad("1時間あたりの件数は、0より大きく100,000以下にしてください。")
        if not (math.isfinite(self.talk) and math.isfinite(self.wrap_up) and self.talk >= 1 and self.wrap_up >= 0):
            raise NoSuchLoad("通話は1秒以上、後処理は0秒以上にしてください。")
        if not (0 < self.patience <= LONGEST_PATIENCE or math.isinf(self.patience)):
            raise NoSuchLoad("待てる時間は、0秒より長く1時間以下にするか、無限にしてください。")
        if self.offered > MOST_SEATS:
            raise NoSuchLoad(f"呼量が{MOST_SEATS}アーランを超えています。")

    @property
    def handling(self) -> float:
        """Seconds that one call occupies its operator."""
        return self.talk + self.wrap_up

    @property
    def offered(self) -> float:
        """The load in erlangs: seats that would be busy if nobody ever waited."""
        return self.calls_per_hour * self.handling / 3600


@dataclass(frozen=True)
class Service:
    """What callers meet with a number of seats."""

    seats: int
    answer_rate: float
    probability_of_wait: float
    average_wait: float

    @property
    def abandonment(self) -> float:
        return 1 - self.answer_rate


def service(load: Load, seats: int) -> Service | None:
    """The steady state with these seats; None where patience has no end and the queue would grow for ever.

    Raises NoSuchLoad for a number of seats that nobody has.
    """
    if not 1 <= seats <= MOST_SEATS:
        raise NoSuchLoad(f"席数は1から{MOST_SEATS}までにしてください。")
    if math.isinf(load.patience):
        return _erlang_c(load, seats)
    below = _below(load, seats)
    drain, loses = load.handling / load.patience, load.offered
    term, above, waiting, place = 1.0, 1.0, 0.0, 0
    while term > SMALLEST_TERM * above or loses > seats + place * drain:
        place += 1
        term *= loses / (seats + place * drain)
        above += term
        waiting += place * term
        if above > HUGE:
            below, above, waiting, term = (weight / HUGE for weight in (below, above, waiting, term))
    total = below + above
    queue = waiting / total
    abandoned = queue * 3600 / (load.patience * load.calls_per_hour)
    return Service(seats, 1 - abandoned, above / total, queue * 3600 / load.calls_per_hour)


def needed(load: Load, target: float, floor: int) -> int:
    """The fewest seats, never fewer than the floor, with which the share `target` of the calls is answered.

    Raises NoSuchLoad for a target that is no share below 1, or that no number of seats reaches.
    """
    if not 0 < target < 1:
        raise NoSuchLoad("目標は、0より大きく1より小さい割合にしてください。")
    for seats in range(max(floor, 1), MOST_SEATS + 1):
        found = service(load, seats)
        if found is not None and found.answer_rate >= target:
            return seats
    raise NoSuchLoad("この呼量では、目標に届く席数がありません。")


def _below(load: Load, seats: int) -> float:
    """The weight of all states with a free seat, when the state with every seat busy and nobody waiting weighs 1."""
    weight, total = 1.0, 0.0
    for busy in range(seats, 0, -1):
        weight *= busy / load.offered
        total += weight
    return total


def _erlang_c(load: Load, seats: int) -> Service | None:
    if load.offered >= seats:
        return None
    above = seats / (seats - load.offered)
    waits = above / (_below(load, seats) + above)
    return Service(seats, 1.0, waits, waits * load.handling / (seats - load.offered))


def seat_table(load: Load, target: float, seats: int | None = None) -> dict[str, Any]:
    """What `seats` give, or the fewest that reach the target, with every number of seats up to two more beside it.

    Shares and seconds as numbers with six places; null where the queue would grow for ever.
    """
    chosen = needed(load, target, floor=1) if seats is None else seats
    found = service(load, chosen)
    return {
        "offered_load": round(load.offered, 6),
        "seats": chosen,
        "answer_rate": found and round(found.answer_rate, 6),
        "probability_of_wait": found and round(found.probability_of_wait, 6),
        "average_wait_s": found and round(found.average_wait, 6),
        "rows": [_row(number, service(load, number)) for number in range(1, min(chosen + 2, MOST_SEATS) + 1)],
    }


def _row(seats: int, found: Service | None) -> dict[str, Any]:
    return {
        "seats": seats,
        "answer_rate": found and round(found.answer_rate, 6),
        "probability_of_wait": found and round(found.probability_of_wait, 6),
        "abandonment": found and round(found.abandonment, 6),
    }
