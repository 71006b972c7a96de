"""Address labels on A4 sheets: any name and address fits its label (第2-1-(4)-②)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from . import pdf
from .placed import HEIGHT, draw_lines, to_bytes, wrapped

SMALLEST = 0.3
"""How far a label's text may shrink."""


@dataclass(frozen=True)
class Layout:
    """One kind of label sheet on A4; measures in mm."""

    code: str
    label: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    padding: float

    @property
    def places(self) -> int:
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[float, float]:
        """The upper left corner of a place (from 0, along the rows), in points from the lower left of the page."""
        row, column = divmod(place, self.columns)
        return (self.left + column * self.width) * mm, HEIGHT - (self.top + row * self.height) * mm


LAYOUTS = {
    layout.code: layout
    for layout in (
        Layout("12", "12面（86.4×42.3 mm）", 2, 6, 86.4, 42.3, 18.6, 21.6, 5.0),
        Layout("21", "21面（70.0×42.3 mm）", 3, 7, 70.0, 42.3, 0.0, 0.45, 5.0),
        Layout("24", "24面（70.0×33.9 mm）", 3, 8, 70.0, 33.9, 0.0, 12.9, 4.5),
    )
}


@dataclass(frozen=True)
class Label:
    """One address as it is printed."""

    postal_mark: str
    address: str
    name: str
    addressee: str

    @property
    def is_printable(self) -> bool:
        """Whether every character can be printed."""
        text = "".join((self.address, self.name, self.addressee))
        return pdf.MISSING not in pdf.drawable(text).replace(pdf.MISSING, "", text.count("〓"))


def labels_pdf(labels: Sequence[Label], layout: Layout, start: int, made_at: datetime) -> bytes:
    """Labels in order, the first one at place `start` (from 1) of the first sheet."""

    def draw(canvas: Canvas) -> None:
        place = start - 1
        for number, label in enumerate(labels):
            if number and place % layout.places == 0:
                canvas.showPage()
            _label(canvas, label, layout, place % layout.places)
            place += 1
        canvas.showPage()

    return to_bytes("宛名ラベル", "", made_at, draw)


def _label(canvas: Canvas, label: Label, layout: Layout, place: int) -> None:
    left, top = layout.corner(place)
    padding = layout.padding * mm
    width, height = layout.width * mm - 2 * padding, layout.height * mm - 2 * padding
    blocks = fitted(label, width, height)
    used = sum(size * leading * len(lines) for lines, size, leading, _ in blocks)
    y = top - padding - max(0.0, (height - used) / 3)
    for lines, size, leading, font in blocks:
        y = draw_lines(canvas, lines, left + padding, y, size, font=font, leading=leading)


def fitted(label: Label, width: float, height: float) -> list[tuple[list[str], float, float, str]]:
    """The parts of a label with size and leading, as large as they fit."""
    scale = 1.0
    while True:
        blocks = [
            (wrapped(text, width, size * scale, font), size * scale, leading, font)
            for text, size, leading, font in (
                (label.postal_mark, 10.5, 1.4, pdf.REGULAR),
                (label.address, 9.5, 1.35, pdf.REGULAR),
                (label.name, 12.5, 1.5, pdf.BOLD),
                (label.addressee, 10.5, 1.4, pdf.REGULAR),
            )
            if text
        ]
        used = sum(size * leading * len(lines) for lines, size, leading, _ in blocks)
        if used <= height or scale <= SMALLEST:
            return blocks
        scale -= 0.05
