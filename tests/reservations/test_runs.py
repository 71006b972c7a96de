"""How people who come together are seated, and who is called back first: rules without a database."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.clock import JST
from apps.reservations.callbacks import next_calls
from apps.reservations.enums import WishedTime
from apps.reservations.models import WaitingEntry
from apps.reservations.runs import FreeSlot, run_from, seats, share_out

MONDAY = datetime(2025, 6, 2, 9, 0, tzinfo=JST)
STEP = timedelta(minutes=30)


def slots_of(free: list[int], gaps: frozenset[int] = frozenset()) -> list[FreeSlot]:
    """Slots of half an hour from nine on; before each index in `gaps` half an hour is missing."""
    made, start = [], MONDAY
    for index, places in enumerate(free):
        start += STEP if index in gaps else timedelta(0)
        made.append(FreeSlot(index, start, start + STEP, places))
        start += STEP
    return made


@pytest.mark.parametrize(
    ("people", "free", "shares"),
    [
        (1, [1], [1]),
        (2, [2, 5], [2]),
        (3, [2, 5], [2, 1]),
        (5, [2, 2, 2], [2, 2, 1]),
        (3, [2, 0, 5], None),
        (3, [0, 5], None),
        (8, [2, 2], None),
        (1, [], None),
    ],
)
def test_the_first_slot_of_a_run_is_filled_first(people, free, shares):
    assert share_out(people, free) == shares


@given(people=st.integers(1, 30), free=st.lists(st.integers(0, 6), max_size=8))
def test_everybody_has_a_seat_and_no_slot_is_overfull(people, free):
    shares = share_out(people, free)
    if shares is None:
        reachable = 0
        for places in free:
            if places == 0:
                break
            reachable += places
        assert reachable < people
    else:
        assert sum(shares) == people
        assert all(0 < share <= places for share, places in zip(shares, free, strict=False))


def test_a_run_ends_at_a_gap_and_at_a_full_slot():
    assert [slot.pk for slot in run_from(slots_of([1, 1, 1, 1], frozenset({2})), 0)] == [0, 1]
    assert [slot.pk for slot in run_from(slots_of([1, 1, 0, 1]), 0)] == [0, 1]


@given(
    free=st.lists(st.integers(1, 4), min_size=1, max_size=10),
    gaps=st.frozensets(st.integers(1, 9)),
    people=st.integers(1, 12),
    index=st.integers(0, 9),
)
def test_together_is_one_slot_and_spread_never_crosses_a_gap(free, gaps, people, index):
    slots = slots_of(free, gaps)
    index %= len(slots)
    together = seats(slots, index, people, spread=False)
    assert together == ([people] if free[index] >= people else None)
    shares = seats(slots, index, people, spread=True)
    if together is not None:
        assert shares == together, "whoever fits into one slot is not spread"
    if shares is not None:
        used = slots[index : index + len(shares)]
        assert all(after.starts_at == before.ends_at for before, after in pairwise(used))


def entry(pk: int, people: int, wished: WishedTime = WishedTime.ANY, last: int = 2) -> WaitingEntry:
    return WaitingEntry(
        pk=pk,
        desk_id=1,
        first_day=date(2025, 6, 2),
        last_day=date(2025, 6, last),
        wished_time=wished,
        party_size=people,
    )


def test_who_came_first_is_offered_first_and_keeps_the_place():
    calls = next_calls([entry(1, 1), entry(2, 1), entry(3, 1)], {1: slots_of([1, 1])})
    assert [call and call.pk for call in calls.values()] == [0, 1, None]


def test_a_smaller_party_behind_takes_what_the_larger_one_cannot():
    calls = next_calls([entry(1, 3), entry(2, 1)], {1: slots_of([1, 1], frozenset({1}))})
    assert calls[1] is None
    assert calls[2].pk == 0


def test_wished_half_of_the_day_and_last_day_count():
    free = {1: slots_of([1] * 8)}  # 9:00 … 12:30
    assert next_calls([entry(1, 1, WishedTime.AFTERNOON)], free)[1].starts_at == MONDAY + 6 * STEP
    assert next_calls([entry(1, 1, WishedTime.MORNING)], free)[1].starts_at == MONDAY
    tomorrow = [FreeSlot(9, MONDAY + timedelta(days=1), MONDAY + timedelta(days=1) + STEP, 5)]
    assert next_calls([entry(1, 1)], {1: tomorrow})[1] is None
    assert next_calls([entry(1, 1, last=3)], {1: tomorrow})[1].pk == 9
    assert next_calls([entry(1, 1)], {})[1] is None


@given(
    free=st.lists(st.integers(1, 3), min_size=1, max_size=6),
    gaps=st.frozensets(st.integers(1, 5)),
    parties=st.lists(st.integers(1, 4), max_size=8),
)
def test_offers_never_promise_a_place_twice_and_nobody_behind_worsens_an_offer(free, gaps, parties):
    entries = [entry(number, people) for number, people in enumerate(parties, start=1)]
    calls = next_calls(entries, {1: slots_of(free, gaps)})
    offered = sum(each.party_size for each in entries if calls[each.pk] is not None)
    assert offered <= sum(free)
    for count in range(len(entries)):
        assert next_calls(entries[:count], {1: slots_of(free, gaps)}) == dict(list(calls.items())[:count])
