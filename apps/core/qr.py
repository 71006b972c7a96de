"""QR codes with a quiet zone, for pages (SVG) and for PDFs (a drawing); error level M."""

import base64
from itertools import groupby

from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRErrorCorrectLevel
from reportlab.graphics.shapes import Drawing

QUIET = 4
"""Empty modules that a reader needs around the code (JIS X 0510)."""


def modules(text: str) -> list[list[bool]]:
    """Rows of the code, True where it is dark."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(QR8bitByte(text.encode()))
    code.make()
    return [[bool(dark) for dark in row] for row in code.modules]


def svg_data_uri(text: str) -> str:
    """The code as the `src` of an `<img>`."""
    rows = modules(text)
    size = len(rows) + 2 * QUIET
    path = "".join(
        f"M{column + QUIET} {row + QUIET}h{width}v1h-{width}z"
        for row, line in enumerate(rows)
        for column, width in _runs(line)
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{path}"/></svg>'
    )
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def drawing(text: str, size: float) -> Drawing:
    """The code for reportlab, a square of `size` points including its quiet zone."""
    code = QrCodeWidget(
        [QR8bitByte(text.encode())], barLevel="M", barWidth=size, barHeight=size, barBorder=QUIET, x=0, y=0
    )
    return Drawing(size, size, code)


def _runs(line: list[bool]) -> list[tuple[int, int]]:
    """Where the dark stretches of a row begin, and how long they are."""
    runs, column = [], 0
    for dark, stretch in groupby(line):
        width = len(list(stretch))
        if dark:
            runs.append((column, width))
        column += width
    return runs
