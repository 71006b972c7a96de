"""QR codes hold the text that they were made of, whoever reads them."""

import base64
import re

import pytest
import qrcode
from reportlab.graphics.shapes import Drawing

from apps.core import qr

ADDRESS = "https://facility.example/f/0123456789012345678901234567890123456789_-A/"
FORMAT_MASK = 0b101010000010010


def mask_and_level(rows: list[list[bool]]) -> tuple[int, int]:
    """What the code says of itself beside its upper left corner."""
    places = [(8, n) for n in (0, 1, 2, 3, 4, 5, 7, 8)] + [(n, 8) for n in (7, 5, 4, 3, 2, 1, 0)]
    bits = int("".join(str(int(rows[row][column])) for row, column in places), 2) ^ FORMAT_MASK
    return bits >> 10 & 7, bits >> 13


@pytest.mark.parametrize("text", [ADDRESS, ADDRESS * 2, "川越市"])
def test_modules_equal_those_of_another_maker(text):
    rows = qr.modules(text)
    mask, level = mask_and_level(rows)
    other = qrcode.QRCode(
        version=(len(rows) - 17) // 4, error_correction=qrcode.ERROR_CORRECT_M, border=0, mask_pattern=mask
    )
    other.add_data(qrcode.util.QRData(text.encode(), mode=qrcode.util.MODE_8BIT_BYTE))
    other.make(fit=False)
    assert level == qrcode.ERROR_CORRECT_M
    assert rows == [[bool(dark) for dark in row] for row in other.get_matrix()]


def test_svg_draws_every_dark_module_once():
    head, _, code = qr.svg_data_uri(ADDRESS).partition(",")
    svg = base64.b64decode(code).decode()
    rows = qr.modules(ADDRESS)
    size = len(rows) + 2 * qr.QUIET
    drawn = [[False] * len(rows) for _ in rows]
    for column, row, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", svg):
        for place in range(int(column), int(column) + int(width)):
            assert not drawn[int(row) - qr.QUIET][place - qr.QUIET]
            drawn[int(row) - qr.QUIET][place - qr.QUIET] = True
    assert drawn == rows
    assert (head, f'viewBox="0 0 {size} {size}"' in svg) == ("data:image/svg+xml;base64", True)


def test_drawing_is_a_square_of_the_asked_size():
    drawing = qr.drawing(ADDRESS, 90)
    assert isinstance(drawing, Drawing)
    assert (drawing.width, drawing.height) == (90, 90)
