"""Shifts as rows of a CSV file or a workbook, out and in; knows no database.

One row is one shift. Text from people is never a formula in a workbook, nor in a CSV file that Excel opens.
"""

import csv
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.utils.exceptions import InvalidFileException

from apps.core.spreadsheet import LOOKS_LIKE_FORMULA, write_text

from .breaks import Span

COLUMNS = ("社員番号", "氏名", "場所", "役割", "日付", "開始", "終了", "休憩", "記号", "状態")
NEEDED = COLUMNS[:8]
WORKBOOK_STARTS = b"PK\x03\x04"
ENCODINGS = ("utf-8-sig", "cp932")
MOST_ROWS = 5_000
LONGEST_CELL = 200
UNREADABLE = (
    InvalidFileException, zipfile.BadZipFile, zlib.error, ParseError, KeyError, ValueError, OSError, IndexError,
    TypeError, RuntimeError,
)  # fmt: skip
"""What a file that only begins like a workbook makes openpyxl raise: damaged, with a password, of another program."""
LARGEST_WORKBOOK = 50_000_000
"""Bytes that a workbook may hold once unpacked."""


class FileRefused(Exception):
    """Nothing of the file is taken; the message says why, in the words of the office."""


@dataclass(frozen=True)
class SheetRow:
    """One row as it stands in the file: its line, and its cells by column."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def spoken_breaks(breaks: Iterable[Span]) -> str:
    return "、".join(f"{pause.starts_at:%H:%M}-{pause.ends_at:%H:%M}" for pause in breaks)


def to_csv(rows: Iterable[Iterable[str]]) -> bytes:
    """UTF-8 with the mark by which Excel knows it; what looks like a formula begins with an apostrophe."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def to_workbook(rows: Iterable[Iterable[str]], title: str) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = re.sub(r"[\\/*?:\[\]]", "", title)[:31]
    for number, cells in enumerate([COLUMNS, *rows], start=1):
        for column, cell in enumerate(cells, start=1):
            place = sheet.cell(row=number, column=column)
            assert isinstance(place, Cell)
            write_text(place, cell)
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGHIJ", (12, 16, 16, 22, 12, 8, 8, 24, 8, 10), strict=True):
        sheet.column_dimensions[letter].width = width
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read_rows(content: bytes) -> list[SheetRow]:
    """The rows below the header, blank ones left out. Raises `FileRefused`."""
    lines = _workbook_lines(content) if content.startswith(WORKBOOK_STARTS) else _csv_lines(content)
    header: list[str] = []
    rows: list[SheetRow] = []
    for number, cells in lines:
        if not any(cells):
            continue
        if not header:
            header = _header(cells)
            continue
        if len(rows) == MOST_ROWS:
            raise FileRefused(f"行が多すぎます（上限{MOST_ROWS:,}行）。月や場所で分けてください。")
        rows.append(SheetRow(number, dict(zip(header, (cell[:LONGEST_CELL] for cell in cells), strict=False))))
    if not header:
        raise FileRefused("ファイルが空です。")
    return rows


def _header(cells: list[str]) -> list[str]:
    if missing := [name for name in NEEDED if name not in cells]:
        raise FileRefused(f"必要な列がありません：{'、'.join(missing)}。1行目に列の名前を入れてください。")
    if twice := [name for name in NEEDED if cells.count(name) > 1]:
        raise FileRefused(f"同じ名前の列が2つ以上あります：{'、'.join(twice)}。")
    return cells


def _csv_lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise FileRefused("文字コードが読めません。UTF-8かShift_JISのCSV、またはExcelブックにしてください。")
    if "\0" in text:
        raise FileRefused("文字ではないデータが含まれています。CSVかExcelブックか確認してください。")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            yield reader.line_num, [_plain(cell) for cell in cells]
    except csv.Error as error:
        raise FileRefused('引用符（"）が閉じられていないか、CSVの形式が異なります。') from error


def _workbook_lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > LARGEST_WORKBOOK:
                raise FileRefused("Excelブックが大きすぎます。月や場所で分けてください。")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        for number, cells in enumerate(sheet.iter_rows(max_row=MOST_ROWS * 2, max_col=50, values_only=True), start=1):
            yield number, [_plain(_spoken(cell)) for cell in cells]
    except UNREADABLE as error:
        raise FileRefused("Excelブックとして読めません。Excelで開いて、.xlsx形式で保存し直してください。") from error


def _spoken(value: object) -> str:
    """A cell of a workbook as somebody would have typed it."""
    match value:
        case None:
            return ""
        case datetime():
            return f"{value:%Y-%m-%d}"
        case date():
            return value.isoformat()
        case time():
            return f"{value:%H:%M}"
        case float() if value.is_integer():
            return str(int(value))
    return str(value)


def _plain(cell: str) -> str:
    """Half-width, without blanks around it and without the apostrophe that an export put before a formula."""
    text = unicodedata.normalize("NFKC", cell).strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(LOOKS_LIKE_FORMULA) else text


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(LOOKS_LIKE_FORMULA) else cell
