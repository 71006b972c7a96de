"""Sections of tables and charts as a workbook and as a PDF; every report ends with the sections of `closing`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from reportlab.platypus import Flowable, KeepTogether

from . import closing, excel_charts, pdf, pdf_charts, workbook
from .sheets import DASH, NO_REMARKS, SIGNERS, Paper, Section, Table
from .workbook import PALE, Day, Month, Rows, Value, heading, lines_in, make_tall, put

MANY_COLUMNS = 14
GAP_POINTS = 8.0
KEPT_WHOLE = 15
"""A table of at most so many rows stands on one page, if it fits."""

PAGE = {True: 266, False: 180}
"""Width between the margins in mm, landscape and portrait."""

WIDEST = 2.7
"""How many mm a character of a column's width takes at most: a narrow table is not stretched over the page."""

Content = Mapping[str, Any]


# --- workbook -----------------------------------------------------------------------------------------------------


def xlsx(paper: Paper, content: Content, made_at: datetime) -> bytes:
    book = workbook.new_workbook(paper.title, content["contractor"])
    foot = f"{content['title']}　{paper.title}"
    for number, section in enumerate(paper.sections):
        add_section(book, section, paper, foot, front=content if number == 0 else None)
    add_closing(book, content, made_at, name=paper.title, foot=foot)
    return workbook.to_bytes(book, made_at)


def add_closing(book: Workbook, content: Content, made_at: datetime, *, name: str, foot: str) -> None:
    """The last sheets of every report; `name` stands at the head of each."""
    for section in closing.sections(content, made_at):
        add_section(book, section, Paper(name, "", ""), foot)


def add_section(book: Workbook, section: Section, paper: Paper, foot: str, *, front: Content | None = None) -> None:
    """One sheet, `front` being the content of the first one. The labels of a lone table stay in sight."""
    widths = section.widths
    sheet = workbook.add_sheet(book, section.name, widths=widths, landscape=section.landscape, footer=foot)
    top = _front(sheet, paper, front, len(widths)) if front else _head(sheet, paper, len(widths))
    if len(section.tables) == 1 and not section.charts:
        if not front:
            sheet.freeze_panes = f"{'B' if section.tables[0].is_grid else 'A'}{top + 2}"
        sheet.print_title_rows = f"{top + 1}:{top + 1}"
    blocks, glued = [], []
    for table in section.tables:
        last = put_table(sheet, table, top, widths)
        blocks.append((top, last - 1))
        glued += _ends(sheet, table, top, last - 1)
        sheet.row_dimensions[last].height = GAP_POINTS
        top = last + 1
    blocks += excel_charts.blocks(top, section.charts)
    top = excel_charts.put_charts(sheet, top, section.charts)
    if front:
        last = _remarks(sheet, paper, front, top, widths)
        blocks += [(top, last), workbook.sign_off(sheet, last + 2, SIGNERS)]
        top = last + 4
    sheet.print_area = f"A1:{get_column_letter(len(widths))}{top}"
    workbook.keep_together(sheet, blocks, glued)


def _ends(sheet: Worksheet, table: Table, top: int, last: int) -> list[Rows]:
    """What no page cuts of a long table: its heading with the first row, and its last row with the sums and notes."""
    foot = last - len(table.notes) - bool(table.total)
    return [(top, top + 2), (foot, last)] if foot > top + 2 else [(top, last)]


def _head(sheet: Worksheet, paper: Paper, columns: int) -> int:
    put(sheet, 1, 1, paper.title.strip(), size=9, box=False, wrap=True, until=(1, columns))
    return 2


def _front(sheet: Worksheet, paper: Paper, content: Content, last: int) -> int:
    """The head of the first sheet; answers the row below it."""
    workbook.title_block(sheet, paper.name, paper.subtitle, content, last)
    return 9


def put_table(sheet: Worksheet, table: Table, top: int, widths: Sequence[float]) -> int:
    """Answers the first free row below the table and its notes."""
    heading(sheet, top, table.title, until=len(widths))
    workbook.header_row(sheet, top + 1, table.labels, height=_height(table.labels, widths))
    row, words = top + 2, table.words
    for values in table.rows:
        last = make_tall(sheet, row, _height(values, widths))
        for column, value in enumerate(values, start=1):
            _cell(sheet, row, column, value, last=last, is_word=column - 1 in words)
        row = last + 1
    if not table.rows:
        put(sheet, row, 1, table.empty, until=(row, len(table.labels)))
        row += 1
    if table.total:
        for column, value in enumerate(table.total, start=1):
            _cell(sheet, row, column, value, bold=True, fill=PALE)
        sheet.row_dimensions[row].height = _height(table.total, widths)
        row += 1
    for note in table.notes:
        put(sheet, row, 1, note, size=9, box=False, wrap=True, until=(row, len(widths)))
        sheet.row_dimensions[row].height = 3 + 12 * lines_in(note, sum(widths), 9)
        row += 1
    return row


def _cell(
    sheet: Worksheet,
    row: int,
    column: int,
    value: Value,
    *,
    bold: bool = False,
    fill: str | None = None,
    last: int = 0,
    is_word: bool = False,
) -> None:
    """One value; a text that needs more than one row goes down to the row `last`; a dash stands left among words."""
    until = (last, column) if last > row else None
    if value is None:
        put(sheet, row, column, DASH, bold=bold, fill=fill, align="left" if is_word else "right", until=until)
    elif isinstance(value, date):
        form = None if isinstance(value, Day | Month) else workbook.MONTH_DAY
        put(sheet, row, column, value, bold=bold, fill=fill, align="left", form=form, until=until)
    else:
        put(sheet, row, column, value, bold=bold, fill=fill, wrap=isinstance(value, str), until=until)


def _height(values: Sequence[Value], widths: Sequence[float]) -> float:
    """Excel does not grow a row by itself."""
    lines = [
        lines_in(value, width) for value, width in zip(values, widths, strict=False) if isinstance(value, str) and value
    ]
    return 4 + 13 * max(lines, default=1)


def _remarks(sheet: Worksheet, paper: Paper, content: Content, top: int, widths: Sequence[float]) -> int:
    """Answers the last row."""
    heading(sheet, top, paper.remarks_name)
    words = content["remarks"] or NO_REMARKS
    last = make_tall(sheet, top + 1, max(36, 6 + 13 * lines_in(words, sum(widths))))
    cell = put(sheet, top + 1, 1, words, until=(last, len(widths)), wrap=True)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return last


# --- PDF ----------------------------------------------------------------------------------------------------------


def pdf_bytes(paper: Paper, content: Content, made_at: datetime) -> bytes:
    return pdf.to_bytes(
        [*_story(paper, content), *closing_story(content, made_at, landscape=paper.sections[-1].landscape)],
        title=paper.title,
        author=content["contractor"],
        foot=f"{content['title']}　{paper.title}",
        made_at=made_at,
        first="landscape" if paper.sections[0].landscape else "portrait",
    )


def closing_story(content: Content, made_at: datetime, *, landscape: bool) -> list[Flowable]:
    """The last parts of every report, on pages that lie as those before them."""
    parts = closing.sections(content, made_at)
    return [each for part in parts for each in section_story(replace(part, landscape=landscape))]


def _story(paper: Paper, content: Content) -> list[Flowable]:
    """A section begins a page where the paper turns, and else follows the one before it."""
    story: list[Flowable] = []
    landscape = paper.sections[0].landscape
    for number, section in enumerate(paper.sections):
        width = PAGE[section.landscape]
        if number == 0:
            story += pdf.title_block(paper.name, paper.subtitle, content, width)
        elif section.landscape != landscape:
            landscape = section.landscape
            story += pdf.page_break(to="landscape" if landscape else "portrait")
        story += section_story(section)
        if number == 0:
            story += [
                pdf.heading(paper.remarks_name),
                pdf.table([[pdf.text(content["remarks"] or NO_REMARKS)]], (width,), header_rows=0, padding=5),
                *pdf.sign_off(SIGNERS),
            ]
    return story


def section_story(section: Section) -> list[Flowable]:
    width = PAGE[section.landscape]
    whole = max((sum(table.widths) for table in section.tables), default=width)
    scale = min(width / whole, WIDEST)
    story = [each for table in section.tables for each in _pdf_table(table, scale)]
    for chart in section.charts:
        story.append(KeepTogether([pdf.heading(chart.title), pdf_charts.drawing(chart, width)]))
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
        extra.append(("BACKGROUND", (0, len(rows)), (-1, len(rows)), pdf.PALE))
        rows.append(total)
    widths = [each * scale for each in table.widths]
    made = pdf.table(rows, widths, extra=extra, padding=2.2, notes=table.notes)
    parts = pdf.headed(table.title, made)
    if len(rows) <= KEPT_WHOLE:
        return [KeepTogether(parts)]
    return parts
