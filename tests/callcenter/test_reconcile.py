"""Calls and inquiries are brought together one to one, as many as possible, the same in whatever order they come."""

import itertools
import random
from collections import defaultdict
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from apps.callcenter import reconcile as module
from apps.callcenter.reconcile import AnsweredCall, Pair, WrittenInquiry, apart, reconcile
from apps.core.clock import JST

START = datetime(2025, 6, 18, 9, 0, tzinfo=JST)
WITHIN = timedelta(minutes=15)


def minute(number: float) -> datetime:
    return START + timedelta(minutes=number)


def call(key: str, starts: float, ends: float | None = None, *, operator: int | None = 1, tied_to: int | None = None):
    return AnsweredCall(key, operator, minute(starts), minute(starts + 5 if ends is None else ends), tied_to)


def inquiry(key: int, at: float, *, operator: int = 1):
    return WrittenInquiry(key, operator, minute(at))


def test_inquiry_goes_to_the_call_it_was_written_in():
    result = reconcile([call("a", 0, 5), call("b", 10, 15)], [inquiry(1, 12), inquiry(2, 3)], within=WITHIN)
    assert result.pairs == (Pair("a", 2, False), Pair("b", 1, False))
    assert (result.calls_without, result.inquiries_without) == ((), ())


def test_tie_comes_before_time_and_operator():
    result = reconcile(
        [call("a", 0, operator=2, tied_to=1), call("b", 60)], [inquiry(1, 61), inquiry(2, 63)], within=WITHIN
    )
    assert result.pairs == (Pair("a", 1, True), Pair("b", 2, False))


def test_another_operators_inquiry_and_an_unknown_operators_call_stay_apart():
    result = reconcile([call("a", 0), call("b", 1, operator=None)], [inquiry(1, 2, operator=2)], within=WITHIN)
    assert (result.pairs, result.calls_without, result.inquiries_without) == ((), ("a", "b"), (1,))


def test_exactly_the_parameters_minutes_are_still_within():
    assert reconcile([call("a", 0, 5)], [inquiry(1, 20)], within=WITHIN).pairs == (Pair("a", 1, False),)
    late = WrittenInquiry(1, 1, minute(20) + timedelta(microseconds=1))
    assert reconcile([call("a", 0, 5)], [late], within=WITHIN).pairs == ()


def test_more_pairs_come_before_nearer_pairs():
    """The nearest inquiry of the first call is the only one that the second can have."""
    result = reconcile([call("a", 0, 1), call("b", 20, 21)], [inquiry(1, -14), inquiry(2, 6)], within=WITHIN)
    assert result.pairs == (Pair("a", 1, False), Pair("b", 2, False))


def test_tie_to_an_inquiry_that_is_not_there_is_no_pair():
    result = reconcile([call("a", 0, tied_to=9)], [inquiry(1, 300)], within=WITHIN)
    assert (result.calls_without, result.inquiries_without) == (("a",), (1,))


@st.composite
def days(draw):
    """One day of up to three operators: whose calls do not overlap, with ties to some inquiries."""
    operators = st.sampled_from([1, 2, 3])
    at = st.integers(0, 90)
    inquiries = [inquiry(number, draw(at), operator=draw(operators)) for number in range(draw(st.integers(0, 7)))]
    calls, free_from = [], defaultdict(int)
    for number in range(draw(st.integers(0, 7))):
        operator = draw(st.sampled_from([1, 2, 3, None]))
        starts = free_from[operator] + draw(st.integers(0, 25))
        ends = starts + draw(st.integers(0, 12))
        free_from[operator] = ends
        tied = draw(st.one_of(st.none(), st.integers(0, 8)))
        calls.append(call(f"c{number}", starts, ends, operator=operator, tied_to=tied))
    return calls, inquiries


@given(days(), st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None)
def test_counts_add_up_one_to_one_in_any_order(day, shuffled: random.Random):
    calls, inquiries = day
    result = reconcile(calls, inquiries, within=WITHIN)
    paired_calls, paired_inquiries = [p.call for p in result.pairs], [p.inquiry for p in result.pairs]
    assert sorted([*paired_calls, *result.calls_without]) == sorted(c.key for c in calls)
    assert sorted([*paired_inquiries, *result.inquiries_without]) == sorted(i.key for i in inquiries)
    by_call, by_inquiry = {c.key: c for c in calls}, {i.key: i for i in inquiries}
    for pair in result.pairs:
        own, written = by_call[pair.call], by_inquiry[pair.inquiry]
        if pair.by_tie:
            assert own.tied_to == written.key
        else:
            assert own.operator == written.operator
            assert apart(own, written.at) <= WITHIN
    mixed_calls, mixed_inquiries = calls[:], inquiries[:]
    shuffled.shuffle(mixed_calls)
    shuffled.shuffle(mixed_inquiries)
    assert reconcile(mixed_calls, mixed_inquiries, within=WITHIN) == result


def best_by_trying_all(calls, inquiries):
    """Most pairs, then least time apart, of one operator, by every assignment there is."""
    best = (0, timedelta(0))
    for size in range(1, min(len(calls), len(inquiries)) + 1):
        for some in itertools.combinations(calls, size):
            for others in itertools.permutations(inquiries, size):
                gaps = [apart(c, i.at) for c, i in zip(some, others, strict=True)]
                if max(gaps) <= WITHIN:
                    best = min(best, (-size, sum(gaps, timedelta(0))))
    return best


@given(st.data())
@settings(max_examples=120, deadline=None)
def test_no_assignment_has_more_pairs_or_less_time_apart(data):
    calls, end = [], 0
    for number in range(data.draw(st.integers(0, 4))):
        starts = end + data.draw(st.integers(0, 20))
        end = starts + data.draw(st.integers(0, 10))
        calls.append(call(f"c{number}", starts, end))
    inquiries = [inquiry(n, data.draw(st.integers(-10, 90))) for n in range(data.draw(st.integers(0, 4)))]
    result = reconcile(calls, inquiries, within=WITHIN)
    by_call, by_inquiry = {c.key: c for c in calls}, {i.key: i for i in inquiries}
    total = sum((apart(by_call[p.call], by_inquiry[p.inquiry].at) for p in result.pairs), timedelta(0))
    assert (-len(result.pairs), total) == best_by_trying_all(calls, inquiries)


# --- the same as from the table of all calls and inquiries ------------------------------------------------------------


def pairs_by_the_whole_table(calls, inquiries):
    """Every call against every inquiry: pair where that is best, else leave out the call where that is as good."""
    best = [[(0, timedelta(0))] * (len(inquiries) + 1) for _ in range(len(calls) + 1)]
    paired = {}
    for i, j in itertools.product(reversed(range(len(calls))), reversed(range(len(inquiries)))):
        gap = apart(calls[i], inquiries[j].at)
        count, total = best[i + 1][j + 1]
        paired[i, j] = (count - 1, total + gap) if gap <= WITHIN else (1, gap)
        best[i][j] = min(best[i + 1][j], best[i][j + 1], paired[i, j])
    found, i, j = [], 0, 0
    while i < len(calls) and j < len(inquiries):
        if is_pair := best[i][j] == paired[i, j]:
            found.append((calls[i].key, inquiries[j].key))
        is_spare = best[i][j] == best[i + 1][j]
        i, j = i + (is_pair or is_spare), j + (is_pair or not is_spare)
    return found


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_pairs_are_those_of_the_whole_table(data):
    """Also where calls overlap, and where many pairs are equally good."""
    moments = st.integers(0, data.draw(st.sampled_from([5, 60, 300])))
    times = sorted(
        (starts, starts + data.draw(st.integers(0, 20))) for starts in data.draw(st.lists(moments, max_size=12))
    )
    calls = [call(f"c{number:02}", *time) for number, time in enumerate(times)]
    inquiries = [inquiry(number, at) for number, at in enumerate(sorted(data.draw(st.lists(moments, max_size=12))))]
    result = reconcile(calls, inquiries, within=WITHIN)
    assert [(pair.call, pair.inquiry) for pair in result.pairs] == pairs_by_the_whole_table(calls, inquiries)


def test_work_grows_with_the_day_and_not_with_its_square(monkeypatch):
    """Calls every ten minutes, each with an inquiry: it reaches the calls of a quarter of an hour around it."""
    looked_at = []
    monkeypatch.setattr(module, "apart", lambda *pair: looked_at.append(pair) or apart(*pair))
    for number in (50, 100):
        looked_at.clear()
        calls = [call(f"{each:03}", each * 10) for each in range(number)]
        result = reconcile(calls, [inquiry(each, each * 10 + 3) for each in range(number)], within=WITHIN)
        assert (len(result.pairs), result.calls_without) == (number, ())
        assert len(looked_at) <= 4 * number
