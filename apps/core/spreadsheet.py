"""Text that came from people is never a formula in a workbook."""

import re

from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

LONGEST_TEXT = 32_767
LOOKS_LIKE_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_UNPAIRED = re.compile("[\ud800-\udfff]")


def plain_text(text: str) -> str:
    """Without the characters that a workbook cannot hold, and no longer than a cell."""
    return _UNPAIRED.sub("", ILLEGAL_CHARACTERS_RE.sub("", text))[:LONGEST_TEXT]


def write_text(cell: Cell, value: object) -> None:
    """Puts `value` into the cell as text, whatever it begins with; characters a workbook cannot hold are left out.

    Text that looks like a formula gets Excel's own mark for text, so that editing the cell does not make it one.
    """
    text = plain_text("" if value is None else str(value))
    cell.value = text
    cell.data_type = "s"
    if text.startswith(LOOKS_LIKE_FORMULA):
        cell.quotePrefix = True
