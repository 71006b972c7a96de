"""Heads minute by minute: the calculation against a naive count, then the roster and the clock-ins of a day."""

from datetime import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.workforce.coverage import Place, Stint, clock, clock_time, gaps, heads, minute_of, without

OPENS, CLOSES = 540, 570
COUNTER = Place("honcho", "本庁", OPENS, CLOSES, 2)
stints = st.lists(
    st.builds(
        lambda person, place, starts, length: Stint(person, place, starts, starts + length),
        st.integers(1, 5),
        st.sampled_from(["honcho", "station"]),
        st.integers(OPENS - 5, CLOSES + 5),
        st.integers(0, 25),
    ),
    max_size=12,
)
stamped_stints = st.lists(
    st.builds(
        lambda person, starts, length: Stint(person, "honcho", starts / 60, (starts + length) / 60),
        st.integers(1, 5),
        st.integers((OPENS - 1) * 60, CLOSES * 60),
        st.integers(0, 600),
    ),
    max_size=8,
)


def naive(people, place):
    """Heads of each minute: counted anew at every moment of the minute at which anything changes."""
    counts = {}
    for minute in range(place.opens, place.closes):
        moments = {minute} | {edge for stint in people for edge in stint[2:4] if minute <= edge < minute + 1}
        counts[minute] = min(
            len({s.person for s in people if s.place == place.key and s.starts <= moment < s.ends})
            for moment in moments
        )
    return counts


def tiled(spans, place):
    """The spans minute by minute, after seeing that they fill the hours without hole or overlap."""
    edges = [place.opens, *(span.ends for span in spans)]
    assert [span.starts for span in spans] == edges[:-1]
    assert edges[-1] == place.closes
    assert all(before.heads != after.heads for before, after in pairwise(spans))
    return {minute: span.heads for span in spans for minute in range(span.starts, span.ends)}


@given(stints)
def test_heads_of_a_plan_equal_a_count_minute_by_minute(people):
    assert tiled(heads(people, COUNTER), COUNTER) == naive(people, COUNTER)


@given(stamped_stints)
def test_heads_of_clocked_stretches_equal_a_count_moment_by_moment(people):
    assert tiled(heads(people, COUNTER), COUNTER) == naive(people, COUNTER)


@given(stints)
def test_gaps_are_the_minutes_below_the_floor_and_no_other(people):
    below = {
        minute: (gap.heads, gap.missing) for gap in gaps(people, COUNTER) for minute in range(gap.starts, gap.ends)
    }
    counts = naive(people, COUNTER)
    assert below == {minute: (count, 2 - count) for minute, count in counts.items() if count < 2}
    assert sum(gap.minutes for gap in gaps(people, COUNTER)) == len(below)


@given(st.integers(0, 60), st.integers(0, 60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60))))
def test_what_is_left_of_a_span_is_every_minute_that_nothing_takes(starts, ends, away):
    away = [(min(span), max(span)) for span in away]
    left = without(starts, ends, away)
    assert {minute for on, off in left for minute in range(on, off)} == {
        minute for minute in range(starts, ends) if not any(on <= minute < off for on, off in away)
    }
    assert sorted(left) == left
    assert all(on < off for on, off in left)


def test_shift_until_noon_does_not_hold_noon():
    place = Place("honcho", "本庁", 700, 740, 1)
    assert [tuple(span) for span in heads([Stint(1, "honcho", 600, 720)], place)] == [(700, 720, 1), (720, 740, 0)]


def test_place_that_never_opens_has_no_heads():
    assert heads([Stint(1, "honcho", 0, 600)], Place("honcho", "本庁", 540, 540, 2)) == []


def test_relief_within_one_minute_leaves_no_gap_and_one_after_it_leaves_that_minute():
    place = Place("honcho", "本庁", 540, 600, 1)
    before = [Stint(1, "honcho", 540, 570 + 40 / 60), Stint(2, "honcho", 570 + 10 / 60, 600)]
    after = [Stint(1, "honcho", 540, 570 + 10 / 60), Stint(2, "honcho", 570 + 40 / 60, 600)]
    assert gaps(before, place) == []
    assert [(gap.starts, gap.ends, gap.heads) for gap in gaps(after, place)] == [(570, 571, 0)]


@pytest.mark.parametrize(
    ("at", "down", "up"), [(time(9), 540, 540), (time(9, 0, 1), 540, 541), (time(23, 59, 59), 1439, 1440)]
)
def test_time_is_the_minute_that_holds_it_or_the_next_one(at, down, up):
    assert (minute_of(at), minute_of(at, up=True)) == (down, up)


def test_minutes_are_shown_and_stored_as_times():
    assert (clock(545), clock(1440)) == ("09:05", "24:00")
    assert (clock_time(545), clock_time(1440)) == (time(9, 5), time.max)
