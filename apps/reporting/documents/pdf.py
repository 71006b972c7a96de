"""Building blocks of every PDF: the typeface embedded, A4, n/m at the foot, the same bytes for the same content."""

import io
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from . import dates

FONT_FOLDER = "@expo-google-fonts/biz-udpgothic"
REGULAR, BOLD = "BIZUDPGothic", "BIZUDPGothic-Bold"
NAVY, PALE, GREY, RED = (colors.HexColor(code) for code in ("#00118F", "#E8F1FE", "#999999", "#B40000"))
VARIATION_SELECTORS = re.compile("[\U000e0100-\U000e01ef\ufe00-\ufe0f]")
MISSING = "〓"  # the printers' sign for a character that the typeface does not have
ALIGN = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT}


@cache
def register_fonts() -> None:
    folder = settings.NODE_MODULES / FONT_FOLDER
    pdfmetrics.registerFont(TTFont(REGULAR, folder / "400Regular" / "BIZUDPGothic_400Regular.ttf"))
    pdfmetrics.registerFont(TTFont(BOLD, folder / "700Bold" / "BIZUDPGothic_700Bold.ttf"))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)


def drawable(text: str) -> str:
    """Text in which nothing prints as an empty box: variation selectors go, what the typeface lacks becomes 〓."""
    register_fonts()
    glyphs = pdfmetrics.getFont(REGULAR).face.charToGlyph
    kept = VARIATION_SELECTORS.sub("", text)
    return "".join(ch if ch.isspace() or ord(ch) in glyphs else MISSING for ch in kept)


def width(text: str, size: float, font: str = REGULAR) -> float:
    """How wide the text prints, in points."""
    register_fonts()
    return float(pdfmetrics.stringWidth(text, font, size))


def printable(text: str) -> str:
    """`drawable` text as markup of a paragraph."""
    return escape(drawable(text)).replace("\n", "<br/>")


@cache
def style(
    size: float, align: str = "left", *, bold: bool = False, color: Any = colors.black, leading: float = 1.45
) -> ParagraphStyle:
    register_fonts()
    return ParagraphStyle(
        f"{size}-{align}-{bold}-{color}",
        fontName=BOLD if bold else REGULAR,
        fontSize=size,
        leading=size * leading,
        alignment=ALIGN[align],
        textColor=color,
        wordWrap="CJK",
    )


def text(
    value: str, size: float = 9, align: str = "left", *, bold: bool = False, color: Any = colors.black
) -> Paragraph:
    return Paragraph(printable(value), style(size, align, bold=bold, color=color))


def heading(value: str) -> Paragraph:
    return Paragraph(
        printable(value),
        ParagraphStyle("heading", parent=style(11, bold=True, color=NAVY), spaceBefore=9, spaceAfter=4, keepWithNext=1),
    )


def table(
    rows: Sequence[Sequence[Any]],
    widths: Sequence[float],
    *,
    header_rows: int = 1,
    extra: Sequence[tuple[Any, ...]] = (),
    padding: float = 3,
) -> Table:
    """Cells are text, numbers or flowables; widths in mm; the header is repeated on every page."""
    head = [
        ("BACKGROUND", (0, 0), (-1, header_rows - 1), PALE),
        ("FONT", (0, 0), (-1, header_rows - 1), BOLD, 8.5),
        ("ALIGN", (0, 0), (-1, header_rows - 1), "CENTER"),
    ]
    made = Table(rows, colWidths=[width * mm for width in widths], repeatRows=header_rows, hAlign="LEFT")
    made.setStyle(
        TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), REGULAR, 8.5),
                ("GRID", (0, 0), (-1, -1), 0.4, GREY),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("TOPPADDING", (0, 0), (-1, -1), padding),
                ("BOTTOMPADDING", (0, 0), (-1, -1), padding),
                *(head if header_rows else []),
                *extra,
            ]
        )
    )  # fmt: skip
    return made


def title_block(name: str, subtitle: str, content: Mapping[str, Any], width: float) -> list[Flowable]:
    """The head of the first page: when it was made, what it is, and who the parties are; `width` in mm."""
    return [
        text(dates.made_on(content), 9, "right"),
        text(name, 17, "center", bold=True, color=NAVY),
        text(dates.with_period(subtitle, content), 10.5, "center"),
        Spacer(1, 3 * mm),
        contract_table(content, width),
    ]


def contract_table(content: Mapping[str, Any], width: float) -> Table:
    """The job and its two parties, as every report names them; `width` in mm."""
    rows = (("件名", "title"), ("委託者", "client"), ("受託者", "contractor"))
    first_column = [("BACKGROUND", (0, 0), (0, -1), PALE), ("FONT", (0, 0), (0, -1), BOLD, 8.5)]
    return table(
        [[label, text(content[key])] for label, key in rows],
        (30, width - 30),
        header_rows=0,
        extra=first_column,
        padding=2,
    )


class NumberedCanvas(Canvas):
    """Prints the foot of every page after the last one is known."""

    def __init__(self, *args: Any, foot: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.foot = foot
        self.pages: list[dict[str, Any]] = []

    def showPage(self) -> None:
        self.pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self.pages, start=1):
            self.__dict__.update(page)
            width, _ = self._pagesize
            self.setFont(REGULAR, 7.5)
            self.setFillColor(colors.HexColor("#444444"))
            self.drawString(15 * mm, 9 * mm, self.foot)
            self.drawRightString(width - 15 * mm, 9 * mm, f"{number} / {len(self.pages)} ページ")
            super().showPage()
        super().save()


def page_break(*, to: str) -> list[Flowable]:
    """Start a new page, "portrait" or "landscape"."""
    return [NextPageTemplate(to), PageBreak()]


def to_bytes(story: Sequence[Flowable], *, title: str, foot: str, made_at: datetime, first: str = "portrait") -> bytes:
    """The file; `invariant` keeps the clock and a random id out of it, so that equal content is equal bytes."""
    register_fonts()
    result = io.BytesIO()
    document = BaseDocTemplate(
        result,
        title=title,
        author="",
        subject=made_at.strftime("%Y-%m-%d"),
        creator="",
        lang="ja-JP",
        invariant=1,
        pageCompression=1,
    )
    for name, size in (("portrait", A4), ("landscape", landscape(A4))):
        frame = Frame(
            15 * mm,
            15 * mm,
            size[0] - 30 * mm,
            size[1] - 27 * mm,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        document.addPageTemplates(PageTemplate(id=name, frames=[frame], pagesize=size))
    if first != "portrait":
        document.pageTemplates.reverse()
    foot = drawable(foot)

    def canvas(*args: Any, **options: Any) -> NumberedCanvas:
        return NumberedCanvas(*args, foot=foot, **options)

    document.build(list(story), canvasmaker=canvas)
    return result.getvalue()
