"""The whole FAQ as a file, for the city whose manual it is (第2-2-(4)-サ)."""

import csv
import io
from collections.abc import Iterable
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter

from apps.callcenter.models import FaqVersion
from apps.core.spreadsheet import LOOKS_LIKE_FORMULA, write_text

COLUMNS = (
    "番号", "記号", "分類", "版", "状態", "質問", "回答", "検索語", "出典", "出典の所在", "出典の文書", "出典の日付",
    "変更点", "作成者", "作成日", "承認者", "承認日", "適用開始日", "適用終了日",
)  # fmt: skip
_WIDTHS = (8, 18, 22, 5, 14, 40, 80, 24, 30, 30, 20, 12, 30, 14, 12, 14, 12, 12, 12)


def all_versions(today: date) -> list[list[str]]:
    """One row a version of every answer, the ended ones too, oldest entry first."""
    versions = (
        FaqVersion.objects.select_related("entry__category__parent", "source_document", "author", "approved_by")
        .defer("title_text", "search_text", "search_grams")
        .order_by("entry__category__order", "entry", "number")
    )
    return [
        [
            version.entry.number,
            version.entry.code,
            version.entry.category.full_name,
            str(version.number),
            version.phase(today).label,
            version.question,
            version.answer,
            version.keywords,
            version.source,
            version.source_url,
            str(version.source_document or ""),
            _day(version.source_on),
            version.change_note,
            version.author.display_name if version.author else "",
            _day(version.written_on),
            version.approved_by.display_name if version.approved_by else "",
            _day(version.approved_on),
            _day(version.in_force_from),
            _day(version.in_force_until),
        ]
        for version in versions
    ]


def to_csv(rows: Iterable[Iterable[str]]) -> bytes:
    """UTF-8 with the mark by which Excel knows it; what looks like a formula begins with an apostrophe."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([f"'{cell}" if cell.startswith(LOOKS_LIKE_FORMULA) else cell for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def to_workbook(rows: list[list[str]], today: date) -> bytes:
    """A sheet of the rows, and one that says how many there are and of which day."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "FAQ"
    for number, cells in enumerate([COLUMNS, *rows], start=1):
        for column, text in enumerate(cells, start=1):
            cell = sheet.cell(row=number, column=column)
            assert isinstance(cell, Cell)
            write_text(cell, text)
    sheet.freeze_panes = "A2"
    for column, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    about = book.create_sheet("書き出しの記録")
    about.append(["書き出した日", today])
    about.append(["行数（見出しを除く）", len(rows)])
    about.append(["項目の数", len({row[0] for row in rows})])
    about.column_dimensions["A"].width = 24
    about.column_dimensions["B"].width = 14
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
