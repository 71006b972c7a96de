"""The break that the law asks for, and breaks where the database allows them."""

from datetime import time

import pytest
from django.db import IntegrityError, connection
from hypothesis import given
from hypothesis import strategies as st

from apps.core.db import violated
from apps.workforce.breaks import break_shortage, misplaced_break
from apps.workforce.models import Break, PatternBreak

from .factories import make_staff
from .roster_factories import make_pattern, make_shift, span


@pytest.mark.parametrize(
    ("minutes", "taken", "missing"),
    [
        (360, 0, 0),
        (361, 0, 45),
        (390, 30, 0),  # six hours of work, not more
        (391, 30, 15),
        (405, 45, 0),
        (480, 0, 45),
        (481, 0, 60),
        (525, 45, 0),  # eight hours of work, not more
        (526, 45, 15),
        (540, 60, 0),
        (540, 59, 1),
        (0, 0, 0),
    ],
)
def test_break_is_owed_for_the_time_worked(minutes, taken, missing):
    assert break_shortage(minutes, taken) == missing


@given(st.integers(0, 1440), st.integers(0, 1440))
def test_nothing_is_missing_exactly_where_the_law_is_kept(minutes, taken):
    worked = minutes - taken
    lawful = (worked <= 360 or taken >= 45) and (worked <= 480 or taken >= 60)
    assert (break_shortage(minutes, taken) == 0) == lawful


@pytest.mark.parametrize(
    ("breaks", "word"),
    [
        ([], ""),
        (["12-13", "15-15:15"], ""),
        (["12-13", "13-13:15"], ""),
        (["12-13", "12:30-13:30"], "重なっています"),
        (["9-10"], "途中に置いてください"),
        (["16-17"], "途中に置いてください"),
        (["8-9:30"], "途中に置いてください"),
        (["13-12"], "より後の時刻に"),
    ],
)
def test_break_lies_in_the_course_of_the_work(breaks, word):
    sentence = misplaced_break(span("9-17"), [span(pause) for pause in breaks])
    assert word in sentence
    assert bool(word) == bool(sentence)


@pytest.fixture
def owners(contract):
    """A shift and a pattern from 9 to 17 with a break from 12 to 13, and what makes another break of each."""
    shift, pattern = (
        make_shift(
            make_staff(),
        ),
        make_pattern(),
    )
    return {
        "shift": (shift, lambda pause: Break.objects.create(shift=shift, **pause)),
        "pattern": (pattern, lambda pause: PatternBreak.objects.create(pattern=pattern, **pause)),
    }


def at_the_end():
    """What waits for the end of the transaction is judged now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def pause(text):
    return span(text)._asdict()


RULES = {
    "shift": ("break_is_inside_its_shift", "break_apart_from_others"),
    "pattern": ("patternbreak_is_inside_its_pattern", "patternbreak_apart_from_others"),
}


@pytest.mark.parametrize("owner", RULES)
def test_break_inside_the_hours_is_taken(owners, owner):
    owners[owner][1](pause("12-13"))
    owners[owner][1](pause("13-13:15"))
    at_the_end()
    assert owners[owner][0].breaks.count() == 2


@pytest.mark.parametrize("owner", RULES)
@pytest.mark.parametrize("outside", ["8-9:30", "16:30-17:15", "18-19"])
def test_break_outside_the_hours_is_refused(owners, owner, outside):
    owners[owner][1](pause(outside))
    with pytest.raises(IntegrityError) as refusal:
        at_the_end()
    assert violated(refusal.value) == RULES[owner][0]


@pytest.mark.parametrize("owner", RULES)
def test_hours_cannot_be_cut_below_their_breaks(owners, owner):
    row, add = owners[owner]
    add(pause("12-13"))
    row.ends_at = time(12, 30)
    row.save()
    with pytest.raises(IntegrityError) as refusal:
        at_the_end()
    assert violated(refusal.value) == RULES[owner][0]


@pytest.mark.parametrize("owner", RULES)
def test_hours_and_breaks_may_move_together(owners, owner):
    row, add = owners[owner]
    first = add(pause("12-13"))
    row.starts_at, row.ends_at = time(13), time(19)
    row.save()
    first.starts_at, first.ends_at = time(15), time(16)
    first.save()
    at_the_end()
    assert [str(rest) for rest in row.breaks.all()] == ["15:00–16:00"]


@pytest.mark.parametrize("owner", RULES)
def test_breaks_that_overlap_are_refused(owners, owner):
    add = owners[owner][1]
    add(pause("12-13"))
    with pytest.raises(IntegrityError) as refusal:
        add(pause("12:59-14"))
    assert violated(refusal.value) == RULES[owner][1]
