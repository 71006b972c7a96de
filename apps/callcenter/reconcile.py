"""Answered calls and inquiries brought together, one to one (第2-2-(4)-セ・ソ). Pure: no clock, no database."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

NO_TIME: Final = timedelta(0)


@dataclass(frozen=True, slots=True)
class AnsweredCall:
    """One answered call: who had it (None: unknown), from when to when, and the inquiry it is tied to, if any."""

    key: str
    operator: int | None
    starts: datetime
    ends: datetime
    tied_to: int | None = None


@dataclass(frozen=True, slots=True)
class WrittenInquiry:
    """One inquiry: who wrote it, and when its caller was spoken to."""

    key: int
    operator: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Pair:
    """One call with its inquiry; `by_tie`: the call itself says so, else operator and time."""

    call: str
    inquiry: int
    by_tie: bool


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Calls = pairs + calls without an inquiry; inquiries = pairs + inquiries without a call. Each in order of time."""

    pairs: tuple[Pair, ...]
    calls_without: tuple[str, ...]
    inquiries_without: tuple[int, ...]


class _Step(NamedTuple):
    """Of a call and an inquiry in its reach: are they best paired, and is leaving the call out as good?"""

    is_pair: bool
    is_spare: bool


def reconcile(calls: Iterable[AnsweredCall], inquiries: Iterable[WrittenInquiry], *, within: timedelta) -> Reconciled:
    """First what is tied; of the rest, operator by operator, as many pairs as possible in the order of time.

    A call and an inquiry may be paired by time when the inquiry's moment lies in the call, or outside by at most
    `within`; of all ways to make the most pairs the one with the least time between them is taken. The result does not
    depend on the order of the arguments.
    """
    in_time = sorted(calls, key=lambda call: (call.starts, call.ends, call.key))
    written = sorted(inquiries, key=lambda inquiry: (inquiry.at, inquiry.key))
    free = {inquiry.key for inquiry in written}
    pairs: dict[str, Pair] = {}
    for call in in_time:
        if call.tied_to is not None and call.tied_to in free:
            free.remove(call.tied_to)
            pairs[call.key] = Pair(call.key, call.tied_to, by_tie=True)
    calls_of: dict[int, list[AnsweredCall]] = defaultdict(list)
    for call in in_time:
        if call.key not in pairs and call.operator is not None:
            calls_of[call.operator].append(call)
    inquiries_of: dict[int, list[WrittenInquiry]] = defaultdict(list)
    for inquiry in written:
        if inquiry.key in free:
            inquiries_of[inquiry.operator].append(inquiry)
    for operator, own_calls in calls_of.items():
        for call, inquiry in _most_pairs(own_calls, inquiries_of[operator], within):
            free.remove(inquiry.key)
            pairs[call.key] = Pair(call.key, inquiry.key, by_tie=False)
    return Reconciled(
        pairs=tuple(pairs[call.key] for call in in_time if call.key in pairs),
        calls_without=tuple(call.key for call in in_time if call.key not in pairs),
        inquiries_without=tuple(inquiry.key for inquiry in written if inquiry.key in free),
    )


def apart(call: AnsweredCall, at: datetime) -> timedelta:
    """How far a moment lies outside a call; nothing inside it."""
    return max(call.starts - at, at - call.ends, NO_TIME)


def _most_pairs(
    calls: Sequence[AnsweredCall], inquiries: Sequence[WrittenInquiry], within: timedelta
) -> list[tuple[AnsweredCall, WrittenInquiry]]:
    """The best pairs that do not cross, both sides being in order of time.

    Pairs that cross are never better: uncrossed they are as many and no further apart. `best[j]`: of the calls from one
    on, which goes from the last to the first, and the inquiries from j, the number of pairs (negative) and their time
    apart. A call changes it only for the inquiries in its reach: the work grows with the pairs that are possible.
    """
    times = [inquiry.at for inquiry in inquiries]
    reaches = [(bisect_left(times, call.starts - within), bisect_right(times, call.ends + within)) for call in calls]
    best = [(0, NO_TIME)] * (len(times) + 1)
    steps: list[list[_Step]] = []
    known_from = len(times)
    for call, (first, until) in zip(reversed(calls), reversed(reaches), strict=True):
        best[first:known_from] = [best[known_from]] * (known_from - first)  # in reach of none of the later calls
        known_from, behind, own = first, best[until], []
        for j in range(until - 1, first - 1, -1):
            without, gap = best[j], apart(call, times[j])
            paired = (behind[0] - 1, behind[1] + gap)
            best[j], behind = min(without, best[j + 1], paired), without
            own.append(_Step(is_pair=best[j] == paired, is_spare=best[j] == without))
        steps.append(own[::-1])
    pairs = []
    j = 0
    for call, (first, _), own in zip(calls, reaches, reversed(steps), strict=True):
        if not own or (j < first and own[0].is_spare):
            continue
        j = max(j, first)
        while j - first < len(own):
            step = own[j - first]
            if step.is_pair:
                pairs.append((call, inquiries[j]))
                j += 1
            if step.is_pair or step.is_spare:
                break
            j += 1
    return pairs
