"""Seats for a telephone load, against published tables, a naive count of states and the contract's own volume."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.callcenter.staffing import Load, NoSuchLoad, needed, seat_table, service


def load(erlangs: float, *, patience: float = math.inf, handling: float = 300) -> Load:
    return Load(erlangs * 3600 / handling, handling, 0, patience)


@pytest.mark.parametrize(
    ("erlangs", "seats", "waits"),
    [(0.5, 1, 0.5), (1, 2, 0.3333), (5, 7, 0.3241), (8, 10, 0.4092), (10, 14, 0.1741)],
)
def test_callers_who_never_hang_up_wait_as_the_erlang_c_tables_say(erlangs, seats, waits):
    assert service(load(erlangs), seats).probability_of_wait == pytest.approx(waits, abs=5e-5)


def test_a_queue_without_patience_and_too_few_seats_has_no_answer():
    assert service(load(8), 8) is None
    assert service(load(8, patience=60), 8).answer_rate < 1


@given(
    erlangs=st.floats(0.1, 30),
    seats=st.integers(1, 40),
    patience=st.floats(5, 600),
    handling=st.floats(30, 900),
)
def test_the_shares_are_those_of_counting_every_state(erlangs, seats, patience, handling):
    found = service(load(erlangs, patience=patience, handling=handling), seats)
    weights = [1.0]
    for calls in range(1, 4000):
        leaves = min(calls, seats) / handling + max(0, calls - seats) / patience
        weights.append(weights[-1] * erlangs / handling / leaves)
    total = math.fsum(weights)
    queue = math.fsum((calls - seats) * weight for calls, weight in enumerate(weights) if calls > seats) / total
    assert found.probability_of_wait == pytest.approx(math.fsum(weights[seats:]) / total, abs=1e-9)
    assert found.average_wait == pytest.approx(queue * handling / erlangs, rel=1e-6, abs=1e-9)
    assert found.abandonment == pytest.approx(queue * handling / erlangs / patience, abs=1e-9)


@given(erlangs=st.floats(0.1, 60), patience=st.floats(5, 3600))
def test_one_seat_more_never_answers_less(erlangs, patience):
    shares = [service(load(erlangs, patience=patience), seats).answer_rate for seats in range(1, 80)]
    assert all(fewer <= more + 1e-12 for fewer, more in pairwise(shares))
    assert all(0 <= share <= 1 for share in shares)


@pytest.mark.parametrize(("patience", "two", "three"), [(30, 0.7802, 0.9261), (120, 0.8232, 0.9474)])
def test_two_seats_are_too_few_for_the_contracts_own_volume(patience, two, three):
    """2,500 calls of five minutes a month, 14.2 an hour: the minimum of two seats cannot reach 90 % (C16)."""
    volume = Load(14.2, 300, 0, patience)
    assert service(volume, 2).answer_rate == pytest.approx(two, abs=5e-5)
    assert service(volume, 3).answer_rate == pytest.approx(three, abs=5e-5)
    assert needed(volume, 0.9, floor=2) == 3


def test_the_floor_holds_where_fewer_would_do():
    assert needed(Load(1, 60, 0, 60), 0.9, floor=2) == 2


def test_a_load_far_above_its_seats_stays_within_what_a_float_holds():
    crowded = service(load(400, patience=3600, handling=60), 1)
    assert crowded.answer_rate == pytest.approx(1 / 400, rel=1e-6)


@pytest.mark.parametrize(
    "wrong",
    [(0, 300, 0, 60), (-1, 300, 0, 60), (math.nan, 300, 0, 60), (10, 0, 0, 60), (10, 300, -1, 60), (10, 300, 0, 0),
     (10, 300, 0, 1e9), (10, 300, 0, math.nan), (100_000, 300, 0, 60)],
)  # fmt: skip
def test_a_load_that_cannot_be_is_refused(wrong):
    with pytest.raises(NoSuchLoad):
        Load(*wrong)


@pytest.mark.parametrize("target", [0, 1, 1.5, math.nan])
def test_a_target_that_is_no_share_is_refused(target):
    with pytest.raises(NoSuchLoad):
        needed(load(1, patience=60), target, floor=2)


def test_the_table_shows_the_price_of_each_seat():
    table = seat_table(Load(14.2, 300, 0, 60), 0.9)
    assert (table["seats"], table["answer_rate"]) == (3, 0.935294)
    assert [row["seats"] for row in table["rows"]] == [1, 2, 3, 4, 5]
    assert table["rows"][2]["abandonment"] == pytest.approx(1 - table["answer_rate"], abs=2e-6)
    assert seat_table(load(8), 0.9, seats=8)["answer_rate"] is None
