"""What a missed rate still needs, in whole calls."""

from hypothesis import given
from hypothesis import strategies as st

from apps.callcenter.rates import answers_until_met, meets, missing_answers


@given(answered=st.integers(0, 3_000), lost=st.integers(0, 600), target=st.integers(1, 99))
def test_as_many_answers_as_it_takes_meet_the_target_and_one_fewer_does_not(answered, lost, target):
    more = answers_until_met(answered, answered + lost, target)
    if answered + lost + more:
        assert meets(answered + more, answered + lost + more, target)
    if more:
        assert not meets(answered + more - 1, answered + lost + more - 1, target)


@given(answered=st.integers(0, 3_000), lost=st.integers(0, 600), target=st.integers(1, 100))
def test_as_many_answers_as_were_missing_meet_the_target_and_one_fewer_does_not(answered, lost, target):
    whole, missing = answered + lost, missing_answers(answered, answered + lost, target)
    if whole:
        assert meets(answered + missing, whole, target)
    if missing:
        assert missing <= lost
        assert not meets(answered + missing - 1, whole, target)
