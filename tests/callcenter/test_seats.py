"""Seats by half hour: published Erlang values, the floor, what a seat is worth, and the roster beside the need."""

import csv
import math
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.callcenter.arrivals import OpenHalfHour, Pattern
from apps.callcenter.counts import Tally
from apps.callcenter.seats import SeatModel, Times, answered_share, seats_needed
from apps.callcenter.staffing import Load, NoSuchLoad, service

FIVE_MINUTES = Times(180, 120, 60)
DAY = date(2025, 6, 2)


def model(rates, *, times=FIVE_MINUTES, target=90, floor=2):
    """Calls a minute by half hour, the same on every weekday."""
    usual = Pattern(20, Tally(offered=100, answered=90), {}, MappingProxyType(rates), 0.2, 1, 1)
    return SeatModel(usual, times, target, floor)


def half_hours(*numbers, day=DAY):
    return [OpenHalfHour(day, number, 30) for number in numbers]


@pytest.mark.parametrize(
    ("erlangs", "seats", "waits"),
    [
        (0.5, 1, 0.5), (0.5, 2, 0.1), (1, 2, 0.3333), (1, 3, 0.0909), (2, 3, 0.4444), (2, 4, 0.1739),
        (3, 4, 0.5094), (3, 5, 0.2362), (4, 6, 0.2848), (5, 6, 0.5875), (5, 8, 0.1673), (10, 12, 0.4494),
    ],
)  # fmt: skip
def test_erlang_c_gives_the_values_of_the_published_tables(erlangs, seats, waits):
    """Probability of waiting of M/M/s, as in every table of Erlang's C formula."""
    found = service(Load(erlangs * 12, 300, 0, math.inf), seats)
    assert found.probability_of_wait == pytest.approx(waits, abs=5e-5)


@pytest.mark.parametrize(("seats", "blocked"), [(1, 0.5), (2, 0.2), (3, 0.0625), (4, 0.0154), (5, 0.0031)])
def test_without_any_patience_erlang_a_is_erlang_b(seats, blocked):
    """Callers who hang up at once are blocked calls: B(s, 1 erlang) of the published tables."""
    found = service(Load(12, 300, 0, 1e-6), seats)
    assert found.abandonment == pytest.approx(blocked, abs=5e-5)


@pytest.mark.parametrize(
    ("calls_an_hour", "times", "seats"),
    [
        (14.2, Times(300, 0, 60), 3),  # the specification's own volume
        (14.2, Times(300, 120, 60), 4),  # five minutes without the work after the call (C15)
        (14.2 * 1.6, Times(300, 0, 60), 4),  # its busiest hour
        (1, Times(60, 0, 60), 2),  # the floor
    ],
)
def test_specifications_volume_needs_the_seats_that_were_reckoned(calls_an_hour, times, seats):
    assert seats_needed(times, calls_an_hour / 60, 90, 2) == seats


@settings(deadline=None)
@given(
    a_minute=st.floats(0, 3),
    talk=st.integers(10, 600),
    wrap_up=st.integers(0, 300),
    patience=st.integers(5, 600),
    floor=st.integers(1, 6),
)
def test_need_keeps_the_floor_and_the_target_with_no_seat_to_spare(a_minute, talk, wrap_up, patience, floor):
    times = Times(talk, wrap_up, patience)
    seats = seats_needed(times, a_minute, 90, floor)
    assert seats >= floor
    assert answered_share(times, a_minute, seats) >= 0.9
    if seats > floor:
        assert answered_share(times, a_minute, seats - 1) < 0.9


@settings(deadline=None)
@given(rates=st.lists(st.floats(0, 2), min_size=3, max_size=3))
def test_one_seat_more_never_gives_less(rates):
    found = model(dict(enumerate(rates, start=20))).prices(half_hours(20, 21, 22))
    assert all(fewer.outcome.answered <= more.outcome.answered + 1e-9 for fewer, more in pairwise(found))
    assert all(price.points is None or price.points >= -1e-9 for price in found)
    assert [price.is_below_floor for price in found][:2] == [True, False]


def test_nobody_is_answered_without_a_seat_and_nobody_lost_without_a_call():
    assert answered_share(FIVE_MINUTES, 0.2, 0) == 0
    assert answered_share(FIVE_MINUTES, 0, 0) == 1
    assert seats_needed(FIVE_MINUTES, 0, 90, 2) == 2


def test_load_that_no_centre_has_is_refused_in_words():
    with pytest.raises(NoSuchLoad):
        seats_needed(FIVE_MINUTES, 1_000, 90, 2)
    with pytest.raises(NoSuchLoad):
        seats_needed(FIVE_MINUTES, 0.2, 100, 2)


def test_outcome_weighs_each_half_hour_by_its_calls():
    busy_and_quiet = model({20: 1.0, 21: 0.1})
    found = busy_and_quiet.outcome(half_hours(20, 21), lambda _: 3)
    by_hand = 30 * answered_share(FIVE_MINUTES, 1.0, 3) + 3 * answered_share(FIVE_MINUTES, 0.1, 3)
    assert found.answered == pytest.approx(by_hand)
    assert (found.calls, found.seat_minutes, found.seat_hours) == (pytest.approx(33), 180, 3)
    assert found.tenths == math.floor(by_hand / 33 * 1000)
    assert found.lost == pytest.approx(33 - by_hand)


def test_needed_seats_meet_the_target_and_no_calls_have_no_rate():
    found = model({20: 0.5, 21: 0.1})
    assert found.outcome(half_hours(20, 21), found.seats).meets is True
    empty = found.outcome([], found.seats)
    assert (empty.rate, empty.meets) == (None, None)


def test_price_of_a_half_hour_is_the_difference_of_its_own_rates():
    busy = model({20: 0.5})
    (price,) = busy.prices_by_half_hour(half_hours(20))
    needed = price.seats_low
    shares = [answered_share(FIVE_MINUTES, 0.5, seats) * 100 for seats in (needed - 1, needed, needed + 1)]
    assert (price.rate, price.seats_high, price.clock) == (pytest.approx(shares[1]), needed, "10:00")
    assert price.one_less == pytest.approx(shares[0] - shares[1])
    assert price.one_more == pytest.approx(shares[2] - shares[1])


def test_roster_stands_beside_the_need():
    need = model({20: 0.5}).need(half_hours(20)[0], {(DAY, 20): 2})
    assert (need.seats, need.planned, need.difference, need.calls) == (5, 2, -3, pytest.approx(15))
    assert model({20: 0.5}).need(half_hours(20)[0], {}).difference is None


# --- against a real centre --------------------------------------------------------------------------------------------


def test_a_large_banks_morning_needs_what_erlang_a_says(shared_data):
    """Arrivals of an American bank by five minutes: a load two hundred times ours stays exact and monotone."""
    path = shared_data / "calls" / "bank_calls_2003_5min.csv"
    if not path.is_file():
        pytest.skip(f"no arrivals at {path}")
    with path.open() as lines:
        rows = {row["DateTime"]: int(row["Calls"]) for row in csv.DictReader(lines)}
    ten = datetime.combine(date(2003, 3, 3), time(10), None)
    calls = sum(rows[f"{ten + timedelta(minutes=5 * step):%Y-%m-%d %H:%M:%S}"] for step in range(6))
    times = Times(180, 0, 120)
    seats = seats_needed(times, calls / 30, 90, 2)
    load = calls / 30 * 3
    assert calls > 1_000
    assert 0.88 * load < seats < load  # with impatient callers fewer seats than erlangs answer nine of ten
    assert answered_share(times, calls / 30, seats) >= 0.9 > answered_share(times, calls / 30, seats - 1)
