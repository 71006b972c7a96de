"""Building blocks of every workbook: one typeface, one table style, A4 print set-up, equal bytes for equal content."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from math import ceil
from typing import Any
from xml.sax.saxutils import escape

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
YEAR_MONTH, ISO = 'yyyy"年"m"月"', "yyyy-mm-dd"
COUNT, RATE, AMOUNT = "#,##0", '0.0" %"', "#,##0.0"
ROW_POINTS, MOST_POINTS, CHARACTER_POINTS, LEAST_POINTS = 15.0, 409.0, 5.25, 110.0
"""A row's height without one of its own, the most that it may have, a column's unit, the least that begins a page."""
ACROSS, DOWN = 0.92, 0.96
"""How much of a page is used at most: a printer's columns and rows are a little larger than those of the screen."""
SIGNATURE_WIDTH, SIGNATURE_POINTS = 22.0, 39.0
LONGEST_FOOT = 90
"""Characters of the foot's left part: Excel repairs a foot above 255, its right part and marks included."""

THIN, HAIR = Side("thin", GREY), Side("hair", GREY)
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
Value = str | int | Decimal | date | None
Rows = tuple[int, int]
"""The first and the last of some rows of a sheet."""


class Month(date):
    """The first day of a month, shown as the month: a real date, so that a column of them can be sorted."""

    @classmethod
    def of(cls, text: str) -> "Month":
        """From `2025-06` or a day of that month."""
        return cls.fromisoformat(f"{text[:7]}-01")


class Day(date):
    """A day that is shown with its year."""


class Amount(Decimal):
    """A number with one place that is no rate, such as hours."""


class Counted(int):
    """A number that is shown with its unit, because its column holds something else: 3回."""

    unit: str

    def __new__(cls, number: int, unit: str) -> "Counted":
        made = super().__new__(cls, number)
        made.unit = unit
        return made

    @property
    def text(self) -> str:
        return f"{int(self):,}{self.unit}"


def new_workbook(title: str, author: str) -> Workbook:
    """`author` is who hands the report over."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.title = title
    workbook.properties.creator = author
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
    sheet.sheet_view.tabSelected = len(workbook.worksheets) == 1
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, pages
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom, margins.header, margins.footer = 0.6, 0.7, 0.3, 0.35
    foot: HeaderFooterItem = sheet.oddFooter  # type: ignore[assignment]
    foot.left.text, foot.right.text = escape_footer(footer[:LONGEST_FOOT]), "&P / &N ページ"
    for part in (foot.left, foot.right):
        part.font, part.size = f"{TYPEFACE},Regular", 8
    if repeat:
        sheet.print_title_rows = repeat
    return sheet


def keep_together(sheet: Worksheet, blocks: Sequence[Rows], glued: Sequence[Rows] = ()) -> None:
    """Break pages before the blocks of rows (first, last) that would not fit on what is left of one.

    A block longer than a page begins where it stands, unless hardly anything of it would fit there, and goes on at
    any row that is not inside one of the `glued` rows.
    """
    if not blocks or _points(sheet, 1, blocks[-1][1]) <= page_points(sheet) * DOWN:
        return
    page = page_points(sheet, fix_scale(sheet)) * DOWN
    heads = _repeated_points(sheet)
    used, row = 0.0, 1
    for first, last in blocks:
        used += _points(sheet, row, first - 1)
        height = _points(sheet, first, last)
        if used > heads and used + height > page and (height <= page - heads or page - used < LEAST_POINTS):
            sheet.row_breaks.append(Break(id=first - 1))
            used = heads
        for top, bottom in _pieces(first, last, glued):
            height = _points(sheet, top, bottom)
            if used > heads and used + height > page:
                sheet.row_breaks.append(Break(id=top - 1))
                used = heads
            used += height
        row = last + 1


def fix_scale(sheet: Worksheet) -> float:
    """Fit the columns to the page's width by a scale: Excel passes over page breaks where it is told to fit a page."""
    scale = min(100, int(100 * ACROSS * _printed_width(sheet) / _columns_width(sheet)))
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=False)
    sheet.page_setup.scale = scale
    return scale / 100


def page_points(sheet: Worksheet, scale: float | None = None) -> float:
    """How many points of rows a printed page holds at this scale, or with the columns made to fit its width."""
    margins = sheet.page_margins
    height = _paper(sheet)[1] - (margins.top + margins.bottom) * 72
    return height / (scale or min(1.0, _printed_width(sheet) / _columns_width(sheet)))


def _paper(sheet: Worksheet) -> tuple[float, float]:
    """Width and height of A4 in points."""
    width, height = 210 / 25.4 * 72, 297 / 25.4 * 72
    return (height, width) if sheet.page_setup.orientation == "landscape" else (width, height)


def _printed_width(sheet: Worksheet) -> float:
    return _paper(sheet)[0] - (sheet.page_margins.left + sheet.page_margins.right) * 72


def _columns_width(sheet: Worksheet) -> float:
    return float(sum(each.width for each in sheet.column_dimensions.values()) * CHARACTER_POINTS)


def _points(sheet: Worksheet, first: int, last: int) -> float:
    return sum(sheet.row_dimensions[row].height or ROW_POINTS for row in range(first, last + 1))


def _repeated_points(sheet: Worksheet) -> float:
    """The height of the rows that head every page."""
    repeated = str(sheet.print_title_rows or "").replace("$", "")
    first, _, last = repeated.partition(":")
    return _points(sheet, int(first), int(last)) if repeated else 0.0


def _pieces(first: int, last: int, glued: Sequence[Rows]) -> Iterator[Rows]:
    """The rows of a block in pieces that no page cuts: single ones, and those that are glued."""
    ends = {top: bottom for top, bottom in glued if first <= top and bottom <= last}
    row = first
    while row <= last:
        yield row, ends.get(row, row)
        row = ends.get(row, row) + 1


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
    if isinstance(value, Counted):
        return f'{COUNT}"{value.unit}"'
    if isinstance(value, int):
        return COUNT
    if isinstance(value, Amount):
        return AMOUNT
    if isinstance(value, Decimal):
        return RATE
    return YEAR_MONTH if isinstance(value, Month) else ISO if isinstance(value, Day) else REIWA


def heading(sheet: Worksheet, row: int, text: str, *, size: float = 12, column: int = 1, until: int = 0) -> None:
    """`until`: the last column that it may take; a longer one takes more lines."""
    end = (row, until) if until else None
    put(sheet, row, column, text, bold=True, size=size, color=NAVY, box=False, wrap=bool(until), until=end)
    wide = sum(sheet.column_dimensions[get_column_letter(each)].width for each in range(column, until + 1))
    lines = lines_in(text, wide, size) if until else 1
    sheet.row_dimensions[row].height = size * (0.5 + 1.4 * lines)


def header_row(sheet: Worksheet, row: int, labels: Iterable[str], *, column: int = 1, height: float = 20) -> None:
    for offset, label in enumerate(labels):
        put(sheet, row, column + offset, label, bold=True, fill=PALE, align="center", wrap=True)
    sheet.row_dimensions[row].height = height


def sign_off(sheet: Worksheet, row: int, signers: Sequence[str]) -> Rows:
    """Room for the names of those who sign, at the right of two rows; answers them."""
    for (first, last), signer in zip(_boxes(sheet, len(signers)), signers, strict=True):
        put(sheet, row, first, signer, size=9, fill=PALE, align="center", until=(row, last))
        put(sheet, row + 1, first, "", until=(row + 1, last))
    sheet.row_dimensions[row + 1].height = SIGNATURE_POINTS
    return row, row + 1


def _boxes(sheet: Worksheet, count: int) -> list[Rows]:
    """The columns of as many boxes from the right, each wide enough for a name."""
    widths = [each.width for each in sheet.column_dimensions.values()]
    found: list[Rows] = []
    last = len(widths)
    for _ in range(count):
        first = last
        while first > 1 and sum(widths[first - 1 : last]) < SIGNATURE_WIDTH:
            first -= 1
        found.insert(0, (first, last))
        last = first - 1
    return found


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


APP_PROPERTIES = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Company>{}</Company></Properties>"
)
"""Instead of openpyxl's own, which name the library."""


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
            elif name == "docProps/app.xml":
                content = APP_PROPERTIES.format(escape(str(workbook.properties.creator))).encode()
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return result.getvalue()
