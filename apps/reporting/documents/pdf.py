"""Building blocks of every PDF: the typefaces embedded, A4, n/m at the foot, the same bytes for the same content."""

import io
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from reportlab.graphics.shapes import STATE_DEFAULTS
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
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from apps.core.clock import JST

from . import dates

REGULAR, BOLD = "BIZUDPGothic", "BIZUDPGothic-Bold"
FALLBACK = {REGULAR: "NotoSansJP", BOLD: "NotoSansJP-Bold"}
"""What prints the characters that the typeface lacks, such as 𠮷 (U+20BB7) in a name."""

FONT_FILES = {
    REGULAR: "@expo-google-fonts/biz-udpgothic/400Regular/BIZUDPGothic_400Regular.ttf",
    BOLD: "@expo-google-fonts/biz-udpgothic/700Bold/BIZUDPGothic_700Bold.ttf",
    FALLBACK[REGULAR]: "@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf",
    FALLBACK[BOLD]: "@expo-google-fonts/noto-sans-jp/700Bold/NotoSansJP_700Bold.ttf",
}
NAVY, PALE, GREY, RED = (colors.HexColor(code) for code in ("#00118F", "#E8F1FE", "#999999", "#B40000"))
BLANK_LINES = re.compile(r"\A\s*\n")
VARIATION_SELECTORS = re.compile("[\U000e0100-\U000e01ef\ufe00-\ufe0f]")
LONG_CODE = re.compile("<([0-9A-F]{5,6})>")
MISSING = "〓"  # the printers' sign for a character that no typeface here has
SIGNATURE_WIDTH = 45  # mm
LEAST_START, SHORTEST_PAGE = 150 * mm, 165 * mm
"""What must be left of a page for a row that is divided, and what a page has in either direction at least."""
ROOM_FOR_A_START = 40 * mm
"""A table begins on a page with its heading and some rows, else on the next."""
LONG_TEXT, LONG_LINES = 200, 10
"""From how many characters or lines on a cell of a table may be divided between two pages."""

ALIGN = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT}


class _Font(TTFont):
    """A typeface whose characters beyond U+FFFF can be searched and copied: reportlab writes their codes too short."""

    def addObjects(self, doc: Any) -> None:
        super().addObjects(doc)
        for name, stream in doc.idToObject.items():
            if name.startswith("toUnicodeCMap:"):
                stream.content = LONG_CODE.sub(_as_utf16, stream.content)


def _as_utf16(code: re.Match[str]) -> str:
    return f"<{chr(int(code[1], 16)).encode('utf-16-be').hex().upper()}>"


@cache
def register_fonts() -> None:
    for name, file in FONT_FILES.items():
        pdfmetrics.registerFont(_Font(name, settings.NODE_MODULES / file))
    for regular, bold in ((REGULAR, BOLD), (FALLBACK[REGULAR], FALLBACK[BOLD])):
        pdfmetrics.registerFontFamily(regular, normal=regular, bold=bold, italic=regular, boldItalic=bold)
    STATE_DEFAULTS["fontName"] = REGULAR  # else every drawing names Helvetica, which the file does not carry


@cache
def _has(font: str, character: str) -> bool:
    register_fonts()
    return ord(character) in pdfmetrics.getFont(font).face.charToGlyph


def drawable(text: str) -> str:
    """Text in which nothing prints as an empty box: variation selectors go, what no typeface has becomes 〓."""
    kept = VARIATION_SELECTORS.sub("", text)
    return "".join(ch if ch.isspace() or _has(REGULAR, ch) or _has(FALLBACK[REGULAR], ch) else MISSING for ch in kept)


def runs(text: str, font: str = REGULAR) -> list[tuple[str, str]]:
    """`drawable` text in pieces of one typeface each: (piece, name of the typeface)."""
    parts = groupby(drawable(text), lambda ch: font if ch.isspace() or _has(font, ch) else FALLBACK[font])
    return [("".join(piece), name) for name, piece in parts]


def width(text: str, size: float, font: str = REGULAR) -> float:
    """How wide the text prints, in points."""
    return sum(float(pdfmetrics.stringWidth(piece, name, size)) for piece, name in runs(text, font))


def draw_text(canvas: Canvas, x: float, y: float, text: str, size: float, font: str = REGULAR) -> None:
    """One line of text from the left `x` on the base line `y`, in the canvas's colour."""
    for piece, name in runs(text, font):
        canvas.setFont(name, size)
        canvas.drawString(x, y, piece)
        x += pdfmetrics.stringWidth(piece, name, size)


def printable(text: str, *, bold: bool = False) -> str:
    """`drawable` text as markup of a paragraph in the regular or the bold typeface."""
    font = BOLD if bold else REGULAR
    pieces = [
        escape(piece) if name == font else f'<font name="{name}">{escape(piece)}</font>'
        for piece, name in runs(text, font)
    ]
    return "".join(pieces).replace("\n", "<br/>")


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


class _Text(Paragraph):
    """People's words: broken over pages between two lines, without the blanks that reportlab puts there."""

    def __init__(self, value: str, look: ParagraphStyle, *, bold: bool) -> None:
        super().__init__(printable(value, bold=bold), look)
        self.value, self.bold = drawable(value), bold

    def split(self, width: float, height: float) -> list[Flowable]:
        if not hasattr(self, "blPara"):  # a table measures with the width inside its padding, and splits with the whole
            self.wrap(width, height)
        lines, fitting = self.blPara.lines, int(height / self.style.leading + 1e-6)
        if fitting >= len(lines):
            return [self]
        if fitting == 0:
            return []
        shown = sum(len("".join(_line_text(line).split())) for line in lines[:fitting])
        ends = [place for place, ch in enumerate(self.value, start=1) if not ch.isspace()][shown - 1] if shown else 0
        parts = (self.value[:ends], BLANK_LINES.sub("", self.value[ends:]))
        return [_Text(part, self.style, bold=self.bold) for part in parts]


def _line_text(line: Any) -> str:
    """The words of a line as reportlab keeps it: pieces of several typefaces, or (free width, words)."""
    return "".join(piece.text for piece in line.words) if hasattr(line, "words") else "".join(line[1])


def text(
    value: str, size: float = 9, align: str = "left", *, bold: bool = False, color: Any = colors.black
) -> Paragraph:
    return _Text(value, style(size, align, bold=bold, color=color), bold=bold)


class _Heading(Paragraph):
    """A heading that the reader's list of contents leads to."""

    def __init__(self, value: str, look: ParagraphStyle) -> None:
        super().__init__(printable(value, bold=True), look)
        self.value = drawable(value)

    def draw(self) -> None:
        self.canv.mark(self.value, self.height)
        super().draw()

    def split(self, aW: float, aH: float) -> list[Flowable]:
        return []  # stands on one page


def heading(value: str) -> Paragraph:
    return _Heading(
        value,
        ParagraphStyle("heading", parent=style(11, bold=True, color=NAVY), spaceBefore=9, spaceAfter=4, keepWithNext=1),
    )


def table(
    rows: Sequence[Sequence[Any]],
    widths: Sequence[float],
    *,
    header_rows: int = 1,
    extra: Sequence[tuple[Any, ...]] = (),
    padding: float = 3,
    notes: Sequence[str] = (),
) -> Table:
    """Cells are text, numbers or flowables; widths in mm. The header is on every page; long texts go over pages.

    `notes` stand below the last rows, on one page with them.
    """
    head = [
        ("BACKGROUND", (0, 0), (-1, header_rows - 1), PALE),
        ("FONT", (0, 0), (-1, header_rows - 1), BOLD, 8.5),
        ("ALIGN", (0, 0), (-1, header_rows - 1), "CENTER"),
    ]
    grid = len(rows) - 1
    if notes:
        rows = [*rows, [[text(note, 8) for note in notes], *[""] * (len(widths) - 1)]]
        extra = [*extra, ("SPAN", (0, -1), (-1, -1)), ("BACKGROUND", (0, -1), (-1, -1), colors.white)]
    long_rows = [number for number, row in enumerate(rows) if any(_is_long(cell) for cell in row)]
    made = _Table(
        rows,
        colWidths=[width * mm for width in widths],
        repeatRows=header_rows,
        splitInRow=int(bool(long_rows)),
        hAlign="LEFT",
    )
    made.setStyle(
        TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), REGULAR, 8.5),
                ("GRID", (0, 0), (-1, grid), 0.4, GREY),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                *(("VALIGN", (0, number), (-1, number), "TOP") for number in long_rows),
                ("TOPPADDING", (0, 0), (-1, -1), padding),
                ("BOTTOMPADDING", (0, 0), (-1, -1), padding),
                *(head if header_rows else []),
                *([("NOSPLIT", (0, -3), (-1, -1))] if notes and len(rows) > header_rows + 3 and not long_rows else []),
                *extra,
            ]
        )
    )  # fmt: skip
    return made


class _Table(Table):
    """Rows go to the next page whole; one is divided where not even a page of its own has room for it.

    reportlab divides a row wherever it stands, and draws the head once more in the middle of a page.
    """

    splitInRow: int

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        wanted, self.splitInRow = self.splitInRow, 0
        parts = super().split(availWidth, availHeight)
        for part in (self, *parts):
            part.splitInRow = wanted
        if parts or not wanted:
            return parts
        if self.repeatRows and (availHeight < LEAST_START or first_rows(self) <= SHORTEST_PAGE):
            return []
        return super().split(availWidth, availHeight)


def first_rows(made: Table) -> float:
    """The height of a table's head and first row, in points."""
    made.wrap(0, 0)
    return float(sum(made._rowHeights[: made.repeatRows + 1]))


def headed(title: str, made: Table) -> list[Flowable]:
    """A table below its heading, on the next page where the first row would not fit on this one."""
    head = heading(title)
    head.keepWithNext = 0  # a long table would be sent to the next page as a whole
    return [CondPageBreak(max(ROOM_FOR_A_START, min(LEAST_START, first_rows(made) + 12 * mm))), head, made]


def _is_long(cell: Any) -> bool:
    """Whether a cell, text or a list of texts, may need more than what is left of a page."""
    parts = [part for part in (cell if isinstance(cell, list) else [cell]) if isinstance(part, _Text)]
    lines = sum(part.value.count("\n") + 1 for part in parts)
    return lines > LONG_LINES or any(len(part.value) > LONG_TEXT for part in parts)


def sign_off(signers: Sequence[str]) -> list[Flowable]:
    """Room for the names of those who sign, at the right of the page."""
    names = [text(signer, 8, "center") for signer in signers]
    made = table([names, [Spacer(1, 12 * mm)] * len(signers)], (SIGNATURE_WIDTH,) * len(signers), padding=2)
    made.hAlign = "RIGHT"
    return [KeepTogether([Spacer(1, 4 * mm), made])]


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
        self.marks: list[tuple[str, float]] = []

    def mark(self, title: str, y: float) -> None:
        """A place of this page that stands in the list of contents, `y` points above where one draws."""
        self.marks.append((title, self.absolutePosition(0, y)[1]))

    def showPage(self) -> None:
        self.pages.append(dict(self.__dict__))
        self.marks = []
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self.pages, start=1):
            self.__dict__.update(page)
            width, _ = self._pagesize
            self.setFillColor(colors.HexColor("#444444"))
            draw_text(self, 15 * mm, 9 * mm, self.foot, 7.5)
            self.setFont(REGULAR, 7.5)
            self.drawRightString(width - 15 * mm, 9 * mm, f"{number} / {len(self.pages)} ページ")
            for place, (title, y) in enumerate(self.marks):
                self.bookmarkHorizontalAbsolute(f"{number}-{place}", y)
                self.addOutlineEntry(title, f"{number}-{place}")
            super().showPage()
        super().save()


def date_file(canvas: Canvas, made_at: datetime) -> None:
    """The file's own date: without it, equal bytes would say 1 January 2000."""
    local = made_at.astimezone(JST)
    stamp = canvas._doc._timeStamp
    stamp.t, stamp.lt = local.timestamp(), local.timetuple()
    stamp.YMDhms, stamp.dhh, stamp.dmm = tuple(local.timetuple())[:6], 9, 0


def page_break(*, to: str) -> list[Flowable]:
    """Start a new page, "portrait" or "landscape"."""
    return [NextPageTemplate(to), PageBreak()]


def to_bytes(
    story: Sequence[Flowable], *, title: str, author: str, foot: str, made_at: datetime, first: str = "portrait"
) -> bytes:
    """The file; `invariant` keeps the clock and a random id out of it, so that equal content is equal bytes."""
    register_fonts()
    result = io.BytesIO()
    document = BaseDocTemplate(
        result,
        title=title,
        author=author,
        subject=made_at.astimezone(JST).strftime("%Y-%m-%d"),
        creator=author,
        producer=author,
        lang="ja-JP",
        invariant=1,
        pageCompression=1,
        initialFontName=REGULAR,
    )
    for name, size in (("portrait", A4), ("landscape", landscape(A4))):
        frame = Frame(15 * mm, 15 * mm, size[0] - 30 * mm, size[1] - 27 * mm, *[0] * 4)  # no paddings
        document.addPageTemplates(PageTemplate(id=name, frames=[frame], pagesize=size))
    if first != "portrait":
        document.pageTemplates.reverse()

    def canvas(*args: Any, **options: Any) -> NumberedCanvas:
        made = NumberedCanvas(*args, foot=foot, **options)
        date_file(made, made_at)
        return made

    document.build(list(story), canvasmaker=canvas)
    return result.getvalue()
