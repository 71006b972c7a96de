"""Building blocks of every workbook: one typeface, one table style, A4 print set-up, equal bytes for equal content."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from apps.core.spreadsheet import write_text

from . import dates, pdf

TYPEFACE = "BIZ UDPGothic"
NAVY, GREY, PALE, RED = "FF00118F", "FF999999", "FFE8F1FE", "FFB40000"
REIWA = '[$-411]ggge"年"m"月"d"日"'
MONTH_DAY = '[$-411]m"/"d"（"aaa"）"'
COUNT, RATE, AMOUNT = "#,##0", '0.0" %"', "#,##0.0"
ROW_POINTS, MOST_POINTS, CHARACTER_POINTS, LEAST_POINTS = 15.0, 409.0, 5.25, 110.0
"""A row's height without one of its own, the most that it may have, a column's unit, the least that begins a page."""

THIN, HAIR = Side("thin", GREY), Side("hair", GREY)
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
Value = str | int | Decimal | date | None


class Amount(Decimal):
    """A number with one place that is no rate, such as hours."""


def new_workbook(title: str) -> Workbook:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.title = title
    workbook.properties.creator = ""
    return workbook


def add_sheet(
    workbook: Workbook,
    name: str,
    *,
    widths: Sequence[float],
    landscape: bool = False,
    footer: str = "",
    repeat: str = "",
    pages: int = 0,
) -> Worksheet:
    """A sheet that prints on A4, as wide as one page, with n/m at the foot.

    `repeat`: rows that head every page, such as "3:4". `pages`: how many it is made to fit, 0 for as many as needed.
    """
    sheet: Worksheet = workbook.create_sheet(name)
    for index, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, pages
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom, margins.header, margins.footer = 0.6, 0.7, 0.3, 0.35
    foot: HeaderFooterItem = sheet.oddFooter  # type: ignore[assignment]
    foot.left.text, foot.left.size = escape_footer(footer), 8
    foot.right.text, foot.right.size = "&P / &N ページ", 8
    if repeat:
        sheet.print_title_rows = repeat
    return sheet


def keep_together(sheet: Worksheet, blocks: Sequence[tuple[int, int]]) -> None:
    """Break pages before the blocks of rows (first, last) that would not fit on what is left of one.

    A block longer than a page begins where it stands, unless hardly anything of it would fit there.
    """
    page, used, row = _page_points(sheet), 0.0, 1
    for first, last in blocks:
        used += _points(sheet, row, first - 1)
        used -= page * int(used / page)
        height = _points(sheet, first, last)
        if used and used + height > page and (height <= page or page - used < LEAST_POINTS):
            sheet.row_breaks.append(Break(id=first - 1))
            used = 0
        used, row = used + height, last + 1


def _points(sheet: Worksheet, first: int, last: int) -> float:
    return sum(sheet.row_dimensions[row].height or ROW_POINTS for row in range(first, last + 1))


def _page_points(sheet: Worksheet) -> float:
    """How many points of rows a printed page holds, when the columns are made to fit its width."""
    size = (297, 210) if sheet.page_setup.orientation == "landscape" else (210, 297)
    margins = sheet.page_margins
    width = size[0] / 25.4 * 72 - (margins.left + margins.right) * 72
    height = size[1] / 25.4 * 72 - (margins.top + margins.bottom) * 72
    wide = sum(each.width for each in sheet.column_dimensions.values()) * CHARACTER_POINTS
    return height * max(1.0, wide / width)


def escape_footer(text: str) -> str:
    return text.replace("&", "&&")


@cache
def _font(size: float, bold: bool, color: str) -> Font:
    return Font(name=TYPEFACE, size=size, bold=bold, color=color)


@cache
def _fill(color: str) -> PatternFill:
    return PatternFill("solid", fgColor=color)


@cache
def _alignment(horizontal: str, wrap: bool) -> Alignment:
    return Alignment(horizontal=horizontal, vertical="center", wrap_text=wrap)


def put(
    sheet: Worksheet,
    row: int,
    column: int,
    value: Value,
    *,
    bold: bool = False,
    size: float = 10,
    color: str = "FF000000",
    fill: str | None = None,
    align: str | None = None,
    form: str | None = None,
    box: bool = True,
    wrap: bool = False,
    until: tuple[int, int] | None = None,
) -> Cell:
    """Write one cell, numbers as numbers and text as mere text; `until` merges it down and right to (row, column)."""
    cell: Cell = sheet.cell(row, column)  # type: ignore[assignment]
    is_text = isinstance(value, str)
    if isinstance(value, str):
        write_text(cell, value)
    elif value is not None:
        cell.value = value
        cell.number_format = form or _format(value)
    cell.font = _font(size, bold, color)
    cell.alignment = _alignment(align or ("left" if is_text else "right"), wrap)
    last_row, last_column = until or (row, column)
    for line in sheet.iter_rows(row, last_row, column, last_column):
        for each in line:
            if box:
                each.border = BOX
            if fill:
                each.fill = _fill(fill)
    if until:
        # without `Worksheet.merge_cells`, which styles the borders once more: most of the time that a file takes
        sheet.merged_cells.add(CellRange(min_row=row, min_col=column, max_row=last_row, max_col=last_column))
    return cell


def _format(value: int | Decimal | date) -> str:
    if isinstance(value, int):
        return COUNT
    if isinstance(value, Amount):
        return AMOUNT
    return RATE if isinstance(value, Decimal) else REIWA


def heading(sheet: Worksheet, row: int, text: str, *, size: float = 12, column: int = 1) -> None:
    put(sheet, row, column, text, bold=True, size=size, color=NAVY, box=False)
    sheet.row_dimensions[row].height = size * 1.9


def header_row(sheet: Worksheet, row: int, labels: Iterable[str], *, column: int = 1, height: float = 20) -> None:
    for offset, label in enumerate(labels):
        put(sheet, row, column + offset, label, bold=True, fill=PALE, align="center", wrap=True)
    sheet.row_dimensions[row].height = height


def title_block(sheet: Worksheet, name: str, subtitle: str, content: Mapping[str, Any], last: int) -> None:
    """Rows 1 to 7 of the first sheet: when it was made, what it is, and who the parties are."""
    put(sheet, 1, 1, dates.made_on(content), align="right", box=False, until=(1, last))
    put(sheet, 2, 1, name, bold=True, size=18, color=NAVY, align="center", box=False, until=(2, last))
    put(sheet, 3, 1, dates.with_period(subtitle, content), size=11, align="center", box=False, until=(3, last))
    sheet.row_dimensions[2].height = 34
    parties = (("件名", content["title"]), ("委託者", content["client"]), ("受託者", content["contractor"]))
    for row, (label, value) in enumerate(parties, start=5):
        put(sheet, row, 1, label, bold=True, fill=PALE, align="center")
        put(sheet, row, 2, value, until=(row, last), wrap=True)
        sheet.row_dimensions[row].height = 19


def lines_needed(text: str, full_width_per_line: int) -> int:
    """How many lines a wrapped cell takes: Excel does not grow the row of merged cells by itself."""
    return sum(max(1, -(-len(line) // full_width_per_line)) for line in text.splitlines() or [""])


def make_tall(sheet: Worksheet, row: int, height: float) -> int:
    """Give a row its height, or as many rows as that takes: Excel has none above 409 points. Answers the last one."""
    rows = max(1, ceil(height / MOST_POINTS))
    for each in range(row, row + rows):
        sheet.row_dimensions[each].height = height / rows
    return row + rows - 1


def units(text: str, size: float = 10) -> float:
    """The width of a text in a column's units, measured in the typeface: a digit takes more than one of them."""
    return pdf.width(text, size) / CHARACTER_POINTS


def lines_in(text: str, width: float, size: float = 10) -> int:
    """How many lines a text takes in a column of this width."""
    return sum(max(1, ceil(units(line, size) / (width - 0.7))) for line in text.splitlines() or [""])


def hours_of(minutes: int | None) -> Amount | None:
    """Hours with one place, cut as every figure."""
    if minutes is None:
        return None
    tenths = minutes * 10 // 60
    return Amount(f"{tenths // 10}.{tenths % 10}")


def rate_cell(rate: str | None) -> Decimal | str:
    """A cut rate as a number that sorts and charts, or the dash that says there was nothing to divide by."""
    return "—" if rate is None else Decimal(rate)


# --- bytes --------------------------------------------------------------------------------------------------------


def to_bytes(workbook: Workbook, made_at: datetime) -> bytes:
    """The file; equal content and moment give equal bytes, although openpyxl writes the clock into three places."""
    moment = made_at.astimezone(UTC)
    workbook.properties.created = workbook.properties.modified = moment.replace(tzinfo=None, microsecond=0)
    raw, result = io.BytesIO(), io.BytesIO()
    workbook.save(raw)
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return result.getvalue()
