"""What people write into a cell, and what the cell shows them again."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.contracts.enums import SiteKind
from apps.workforce.breaks import Span
from apps.workforce.enums import Duty
from apps.workforce.roster_cells import (
    DUTIES,
    LONGEST_CELL,
    CellError,
    Patterns,
    ShiftPlan,
    cell_text,
    parse_cell,
    usual_duty,
)

from .roster_factories import make_pattern, plan, site_of

NONE = Patterns([])


def parsed(text, *, usual=Duty.COUNTER_STAFF, kind=SiteKind.COUNTER, patterns=NONE):
    return parse_cell(text, usual=usual, kind=kind, patterns=patterns)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", []),
        ("  　", []),
        ("9:00-17:00/12:00-13:00", [plan("9-17", "12-13")]),
        ("9-17/12-13", [plan("9-17", "12-13")]),
        ("９：００～１７：００／１２：００～１３：００", [plan("9-17", "12-13")]),
        ("9:30ー16:15", [plan("9:30-16:15")]),
        ("9-17/15-15:15/12-13", [plan("9-17", "12-13", "15-15:15")]),
        ("13-17+9-12", [plan("9-12"), plan("13-17")]),
        ("9-12＋12-17/責", [plan("9-12"), plan("12-17", duty=Duty.SITE_LEADER)]),
        ("9-17/12-13/責", [plan("9-17", "12-13", duty=Duty.SITE_LEADER)]),
        ("9-17/従", [plan("9-17")]),
    ],
)
def test_hours_are_read_as_people_write_them(text, wanted):
    assert parsed(text) == wanted


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("早", "「早」という勤務の型はありません"),
        ("17-9", "終了を開始より後の時刻に"),
        ("9-9", "終了を開始より後の時刻に"),
        ("25-26", "という勤務の型はありません"),
        ("9:75-10", "という勤務の型はありません"),
        ("9-17/昼", "「昼」は休憩の時間として読めません"),
        ("9-17/17-18", "途中に置いてください"),
        ("9-17/12-13/12:30-14", "重なっています"),
        ("9-13+12-17", "重なっています"),
        ("9-10+10-11+11-12+12-13", "3つまで"),
        ("9-17/10-10:05/11-11:05/12-12:05/13-13:05/14-14:05", "4つまで"),
        ("9-17" + "/" * 200, "200文字以内"),
        ("責", "「責」という勤務の型はありません"),
    ],
)
def test_what_is_no_shift_gets_its_sentence(text, word):
    with pytest.raises(CellError, match=word):
        parsed(text)


@pytest.mark.django_db
def test_pattern_stands_for_its_hours_and_breaks(contract):
    early = make_pattern("早", "9-16", "12-12:45")
    make_pattern("電", "9-16", site=site_of("callcenter"))
    patterns = Patterns.load(site_of().pk)
    assert parsed("早", patterns=patterns) == [plan("9-16", "12-12:45")]
    assert parsed(" 早／11-12 ", patterns=patterns) == [plan("9-16", "11-12")]
    assert parsed("早/責", patterns=patterns) == [plan("9-16", "12-12:45", duty=Duty.SITE_LEADER)]
    assert parsed("早", patterns=patterns)[0].pattern_id == early.pk
    with pytest.raises(CellError, match="「電」という勤務の型はありません"):
        parsed("電", patterns=patterns)


@pytest.mark.django_db
def test_cell_shows_the_code_only_as_long_as_the_shift_is_what_it_says(contract):
    early = make_pattern("早", "9-16", "12-12:45")
    shift = parsed("早", patterns=Patterns.load())[0]
    assert cell_text([shift], usual=Duty.COUNTER_STAFF, patterns=Patterns.load()) == "早"
    early.ends_at = time(15)
    early.save()
    assert cell_text([shift], usual=Duty.COUNTER_STAFF, patterns=Patterns.load()) == "9-16/12-12:45"


@pytest.mark.parametrize(
    ("main", "kind", "wanted"),
    [
        (Duty.COUNTER_STAFF, SiteKind.COUNTER, Duty.COUNTER_STAFF),
        (Duty.SITE_LEADER, SiteKind.COUNTER, Duty.SITE_LEADER),
        (Duty.SITE_LEADER, SiteKind.CALLCENTER, Duty.OPERATOR),
        (Duty.CC_LEADER, SiteKind.CALLCENTER, Duty.CC_LEADER),
        (Duty.OPERATOR, SiteKind.COUNTER, Duty.COUNTER_STAFF),
    ],
)
def test_usual_duty_is_the_main_one_where_the_place_has_it(main, kind, wanted):
    assert usual_duty(main, kind) == wanted


MINUTES = st.integers(0, 24 * 60 - 1)


def spans(minutes, *, apart=False):
    """Sorted minutes in pairs; `apart` leaves out the outermost, so that the spans lie inside."""
    edges = sorted(minutes)[1:-1] if apart else sorted(minutes)
    clocks = [time(*divmod(minute, 60)) for minute in edges]
    return [Span(*pair) for pair in zip(clocks[::2], clocks[1::2], strict=False)]


@st.composite
def cells(draw):
    """A kind of place, a usual duty, and shifts of one day with breaks in their course."""
    kind = draw(st.sampled_from(list(DUTIES)))
    duties = st.sampled_from(DUTIES[kind])
    points = sorted(draw(st.sets(MINUTES, min_size=2, max_size=14)))
    cut = draw(st.integers(2, len(points)))
    found = []
    for part in (points[:cut], points[cut:]):
        if len(part) >= 2:
            hours = Span(time(*divmod(part[0], 60)), time(*divmod(part[-1], 60)))
            found.append(ShiftPlan(draw(duties), hours, tuple(spans(part, apart=True)[:4])))
    return kind, draw(duties), found


@given(cells())
def test_what_a_cell_shows_is_read_back_to_the_same_plans(cell):
    kind, usual, wanted = cell
    text = cell_text(wanted, usual=usual, patterns=NONE)
    assert len(text) <= LONGEST_CELL
    assert parse_cell(text, usual=usual, kind=kind, patterns=NONE) == wanted
