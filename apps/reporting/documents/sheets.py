"""Reports that consist of tables: said once as sections, printed as a workbook, as a PDF and on the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from math import ceil
from typing import Any

from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer

from apps.core.clock import reiwa, short_date

from . import excel_charts, pdf, pdf_charts, workbook
from .charts import Chart
from .workbook import NAVY, PALE, Value, heading, put

DASH = "—"
NOTHING = "（該当なし）"
NO_REMARKS = "（記載なし）"
MANY_COLUMNS, MANY_ON_A_PAGE = 14, 8
ROOM_FOR_A_START = 40 * mm
"""A table begins on a page with its heading and some rows, else on the next."""

PAGE = {True: 266, False: 180}
"""Width between the margins in mm, landscape and portrait."""


@dataclass(frozen=True)
class Table:
    """A table with its heading; `widths` are in characters, a cell without value prints a dash."""

    title: str
    labels: Sequence[str]
    widths: Sequence[float]
    rows: Sequence[Sequence[Value]]
    total: Sequence[Value] | None = None
    notes: Sequence[str] = ()
    empty: str = NOTHING

    @property
    def lines(self) -> list[list[tuple[str, bool]]]:
        """The rows as a page prints them: (text, whether it is a number)."""
        return [[_shown(value) for value in row] for row in self.rows]

    @property
    def heads(self) -> list[tuple[str, bool]]:
        """The headings as a page prints them: (text, whether numbers stand below it)."""
        below = self.last_line or (self.lines[0] if self.rows else [])
        return [(label, bool(below) and below[place][1]) for place, label in enumerate(self.labels)]

    @property
    def is_grid(self) -> bool:
        """Whether the page keeps its many columns narrow and scrolls them."""
        return len(self.labels) > MANY_ON_A_PAGE

    @property
    def last_line(self) -> list[tuple[str, bool]]:
        return [_shown(value) for value in self.total or ()]


@dataclass(frozen=True)
class Section:
    """What stands on one sheet of the workbook and begins a page of the PDF: tables, and charts below them."""

    name: str
    tables: Sequence[Table] = ()
    landscape: bool = True
    charts: Sequence[Chart] = ()

    @property
    def widths(self) -> Sequence[float]:
        """The columns of the sheet: those of its widest table, else those that charts need."""
        if not self.tables:
            return excel_charts.widths(self.charts)
        return max((table.widths for table in self.tables), key=len)


@dataclass(frozen=True)
class Paper:
    """A whole report: its name, the time it covers, its sections and the supervisor's words."""

    name: str
    subtitle: str
    remarks_name: str
    sections: Sequence[Section] = field(default_factory=tuple)

    @property
    def title(self) -> str:
        return f"{self.name}　{self.subtitle}"


def _shown(value: Value) -> tuple[str, bool]:
    if value is None:
        return DASH, True
    if isinstance(value, int):
        return f"{value:,}", True
    if isinstance(value, date):
        return short_date(value), False
    return str(value), isinstance(value, Decimal)


# --- workbook -----------------------------------------------------------------------------------------------------


def xlsx(paper: Paper, content: Mapping[str, Any], made_at: datetime) -> bytes:
    book = workbook.new_workbook(paper.title)
    foot = f"{content['title']}　{paper.title}"
    for number, section in enumerate(paper.sections):
        widths = section.widths
        alone = number > 0 and len(section.tables) == 1
        sheet = workbook.add_sheet(
            book,
            section.name,
            widths=widths,
            landscape=section.landscape,
            footer=foot,
            repeat="3:3" if alone else "",
        )
        top = _front(sheet, paper, content, len(widths)) if number == 0 else _head(sheet, paper)
        for table in section.tables:
            top = _table(sheet, table, top, widths) + 1
        top = excel_charts.put_charts(sheet, top, section.charts)
        if number == 0:
            _remarks(sheet, paper, content, top, widths)
        elif alone:
            sheet.freeze_panes = "A4"
    return workbook.to_bytes(book, made_at)


def _head(sheet: Worksheet, paper: Paper) -> int:
    put(sheet, 1, 1, paper.title, size=9, box=False)
    return 2


def _front(sheet: Worksheet, paper: Paper, content: Mapping[str, Any], last: int) -> int:
    """The head of the first sheet; answers the row below it."""
    made_on = f"作成日　{reiwa(date.fromisoformat(content['made_on']))}"
    put(sheet, 1, 1, made_on, align="right", box=False, until=(1, last))
    put(sheet, 2, 1, paper.name, bold=True, size=18, color=NAVY, align="center", box=False, until=(2, last))
    put(sheet, 3, 1, paper.subtitle, size=11, align="center", box=False, until=(3, last))
    sheet.row_dimensions[2].height = 34
    parties = (("件名", content["title"]), ("委託者", content["client"]), ("受託者", content["contractor"]))
    for row, (label, value) in enumerate(parties, start=5):
        put(sheet, row, 1, label, bold=True, fill=PALE, align="center")
        put(sheet, row, 2, value, until=(row, last))
        sheet.row_dimensions[row].height = 19
    return 9


def _table(sheet: Worksheet, table: Table, top: int, widths: Sequence[float]) -> int:
    """Answers the first free row below the table and its notes."""
    heading(sheet, top, table.title)
    workbook.header_row(sheet, top + 1, table.labels, height=_height(table.labels, widths))
    row = top + 2
    for values in table.rows:
        for column, value in enumerate(values, start=1):
            _cell(sheet, row, column, value)
        sheet.row_dimensions[row].height = _height(values, widths)
        row += 1
    if not table.rows:
        put(sheet, row, 1, table.empty, until=(row, len(table.labels)))
        row += 1
    if table.total:
        for column, value in enumerate(table.total, start=1):
            _cell(sheet, row, column, value, bold=True, fill=PALE)
        row += 1
    for note in table.notes:
        put(sheet, row, 1, note, size=9, box=False)
        row += 1
    return row


def _cell(
    sheet: Worksheet, row: int, column: int, value: Value, *, bold: bool = False, fill: str | None = None
) -> None:
    if value is None:
        put(sheet, row, column, DASH, bold=bold, fill=fill, align="right")
    elif isinstance(value, date):
        put(sheet, row, column, value, bold=bold, fill=fill, align="left", form=workbook.MONTH_DAY)
    else:
        put(sheet, row, column, value, bold=bold, fill=fill, wrap=isinstance(value, str))


def _height(values: Sequence[Value], widths: Sequence[float]) -> float:
    """Excel does not grow a row by itself."""
    lines = [
        _lines(value, width) for value, width in zip(values, widths, strict=False) if isinstance(value, str) and value
    ]
    return 6 + 13 * max(lines, default=1)


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column; a full-width character takes two of the column's units."""
    return sum(max(1, ceil(workbook.units(line) / (width - 1))) for line in text.splitlines() or [""])


def _remarks(sheet: Worksheet, paper: Paper, content: Mapping[str, Any], top: int, widths: Sequence[float]) -> None:
    heading(sheet, top, paper.remarks_name)
    cell = put(sheet, top + 1, 1, content["remarks"] or NO_REMARKS, until=(top + 1, len(widths)), wrap=True)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    lines = _lines(content["remarks"], sum(widths))
    sheet.row_dimensions[top + 1].height = max(36, 15 * lines)


# --- PDF ----------------------------------------------------------------------------------------------------------


def pdf_bytes(paper: Paper, content: Mapping[str, Any], made_at: datetime) -> bytes:
    return pdf.to_bytes(
        _story(paper, content),
        title=paper.title,
        foot=f"{content['title']}　{paper.title}",
        made_at=made_at,
        first="landscape" if paper.sections[0].landscape else "portrait",
    )


def _story(paper: Paper, content: Mapping[str, Any]) -> list[Flowable]:
    story: list[Flowable] = []
    for number, section in enumerate(paper.sections):
        width = PAGE[section.landscape]
        if number == 0:
            story += [
                pdf.text(f"作成日　{reiwa(date.fromisoformat(content['made_on']))}", 9, "right"),
                pdf.text(paper.name, 17, "center", bold=True, color=pdf.NAVY),
                pdf.text(paper.subtitle, 10.5, "center"),
                Spacer(1, 3 * mm),
                pdf.contract_table(content, width),
            ]
        else:
            story += pdf.page_break(to="landscape" if section.landscape else "portrait")
        whole = max((sum(table.widths) for table in section.tables), default=width)
        for table in section.tables:
            story += _pdf_table(table, width / whole)
        for chart in section.charts:
            story.append(KeepTogether([pdf.heading(chart.title), pdf_charts.drawing(chart, width)]))
        if number == 0:
            story += [
                pdf.heading(paper.remarks_name),
                pdf.table([[pdf.text(content["remarks"] or NO_REMARKS)]], (width,), header_rows=0, padding=5),
            ]
    return story


def _pdf_table(table: Table, scale: float) -> list[Flowable]:
    size = 8 if len(table.labels) <= MANY_COLUMNS else 7
    rows: list[list[Any]] = [[pdf.text(label, size - 0.5, "center", bold=True) for label in table.labels]]
    rows += [[pdf.text(text, size, "right" if number else "left") for text, number in line] for line in table.lines]
    extra: list[tuple[Any, ...]] = [("LEFTPADDING", (0, 0), (-1, -1), 3), ("RIGHTPADDING", (0, 0), (-1, -1), 3)]
    if not table.rows:
        rows.append([pdf.text(table.empty, 8), *[""] * (len(table.labels) - 1)])
        extra.append(("SPAN", (0, 1), (-1, 1)))
    if table.total:
        total = [pdf.text(text, size, "right" if number else "left", bold=True) for text, number in table.last_line]
        rows.append(total)
        extra.append(("BACKGROUND", (0, -1), (-1, -1), pdf.PALE))
    widths = [each * scale for each in table.widths]
    notes = [pdf.text(note, 8) for note in table.notes]
    title = pdf.heading(table.title)
    title.keepWithNext = 0  # a long table would be sent to the next page as a whole
    made = pdf.table(rows, widths, extra=extra, padding=2.2)
    return [CondPageBreak(ROOM_FOR_A_START), title, made, Spacer(1, 1 * mm), *notes]
