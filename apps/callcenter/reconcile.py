"""Answered calls and inquiries brought together, one to one (第2-2-(4)-セ・ソ). Pure: no clock, no database."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

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

    `best[i][j]`: of the calls from i and the inquiries from j, the number of pairs (negative) and their time apart.
    Pairs that cross are never better: uncrossed they are as many and no further apart.
    """
    best = [[(0, NO_TIME)] * (len(inquiries) + 1) for _ in range(len(calls) + 1)]
    for i in range(len(calls) - 1, -1, -1):
        for j in range(len(inquiries) - 1, -1, -1):
            found = min(best[i + 1][j], best[i][j + 1])
            if (gap := apart(calls[i], inquiries[j].at)) <= within:
                count, total = best[i + 1][j + 1]
                found = min(found, (count - 1, total + gap))
            best[i][j] = found
    pairs = []
    i = j = 0
    while i < len(calls) and j < len(inquiries):
        gap = apart(calls[i], inquiries[j].at)
        count, total = best[i + 1][j + 1]
        if gap <= within and best[i][j] == (count - 1, total + gap):
            pairs.append((calls[i], inquiries[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
