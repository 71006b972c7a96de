import io

import pytest
from openpyxl import Workbook, load_workbook

from apps.core.spreadsheet import LONGEST_TEXT, write_text

HOSTILE = [
    '=HYPERLINK("http://example.com","x")',
    *("=1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1"),
    *("＝1+1", "＋1", "－1", "＠x"),
    *("#N/A", "#REF!", "1", "TRUE"),
]


def written(value):
    """The cell as a reader of the saved file sees it."""
    book = Workbook()
    write_text(book.active["A1"], value)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return load_workbook(file).active["A1"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula_or_an_error(text):
    cell = written(text)
    assert cell.data_type == "s"
    assert cell.value == text


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "＝1"])
def test_formula_like_text_stays_text_when_edited(text):
    assert written(text).quotePrefix is True


def test_plain_text_carries_no_mark():
    assert not written("受付").quotePrefix


def test_control_characters_and_lone_surrogates_are_left_out():
    assert written("a\x0bb\x00c\ud800d").value == "abcd"


def test_text_is_cut_to_what_a_cell_can_hold():
    assert len(written("あ" * (LONGEST_TEXT + 5)).value) == LONGEST_TEXT


def test_nothing_is_an_empty_cell():
    assert written(None).value in (None, "")
