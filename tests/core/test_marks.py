import re
from uuid import uuid4

from apps.core.marks import mark_of, random_mark

LETTERS = re.compile("[a-p]{16}")


def test_mark_is_equal_where_what_was_shown_is():
    assert mark_of(1, ["二"]) == mark_of(1, ["二"])
    assert len({mark_of(1), mark_of("1"), mark_of([1]), mark_of(1, 1), mark_of()}) == 5


def test_no_mark_can_be_read_as_a_number():
    assert all(LETTERS.fullmatch(mark) for _ in range(1000) for mark in (mark_of(uuid4()), random_mark()))
    assert random_mark() != random_mark()
