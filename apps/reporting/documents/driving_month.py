"""The month's driving record with its checks for alcohol (第2-1-(2)-④), as a workbook and as a PDF."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from apps.core.clock import long_month
from apps.reporting.figures.driving import DrivingLine

from . import pdf, workbook
from .workbook import NAVY, put

COLUMNS: tuple[tuple[str, str, float], ...] = (
    ("day", "日", 13),
    ("vehicle", "車両（登録番号）", 16),
    ("driver", "運転者", 11),
    ("purpose", "行き先・用務", 16),
    ("passengers", "同乗者", 12),
    ("before", "出発前の確認（時刻・確認者・方法）", 17),
    ("before_result", "酒気帯び", 11),
    ("licence", "免許証", 8),
    ("departure", "出発", 10),
    ("departure_km", "距離計 km", 11),
    ("arrival", "帰着", 10),
    ("return_km", "距離計 km", 11),
    ("distance", "走行 km", 10),
    ("after", "帰着後の確認（時刻・確認者・方法）", 17),
    ("after_result", "酒気帯び", 11),
    ("instructions", "指示事項・その他", 15),
)
"""Field of `DrivingLine`, heading, width in characters."""

DISTANCE = [field for field, _, _ in COLUMNS].index("distance") + 1

NOTE = "検知器はすべての確認で使用しています。この記録は1年間保存します。"
NOTHING = "この月の運転の記録はありません。"
PAGE_WIDTH = 270


def title(month: date) -> str:
    return f"運転記録・酒気帯び確認記録　{long_month(month)}"


def total(lines: Sequence[DrivingLine]) -> int:
    return sum(line.distance or 0 for line in lines)


def xlsx(lines: Sequence[DrivingLine], head: Mapping[str, Any], month: date, made_at: datetime) -> bytes:
    """`head` names the job and its two parties (title, client, contractor)."""
    book = workbook.new_workbook(title(month), head["contractor"])
    last = len(COLUMNS)
    sheet = workbook.add_sheet(
        book,
        "運転記録",
        widths=[width for _, _, width in COLUMNS],
        landscape=True,
        footer=f"{head['title']}　{title(month)}",
        repeat="4:4",
    )
    put(sheet, 1, 1, title(month), bold=True, size=16, color=NAVY, box=False, until=(1, last))
    put(sheet, 2, 1, f"{head['title']}　受託者 {head['contractor']}　{NOTE}", size=9, box=False, until=(2, last))
    workbook.header_row(sheet, 4, [label for _, label, _ in COLUMNS], height=32)
    sheet.freeze_panes = "C5"
    row = 4
    for line in lines:
        row += 1
        for column, (field, _, _) in enumerate(COLUMNS, start=1):
            value = getattr(line, field)
            put(sheet, row, column, "—" if value is None else value, wrap=True)
        sheet.row_dimensions[row].height = 30
    if not lines:
        row += 1
        put(sheet, row, 1, NOTHING, until=(row, last))
    put(sheet, row + 1, 1, "走行の合計（km）", bold=True, until=(row + 1, DISTANCE - 1))
    put(sheet, row + 1, DISTANCE, total(lines), bold=True)
    return workbook.to_bytes(book, made_at)


def pdf_bytes(lines: Sequence[DrivingLine], head: Mapping[str, Any], month: date, made_at: datetime) -> bytes:
    return pdf.to_bytes(
        _story(lines, head, month),
        title=title(month),
        author=head["contractor"],
        foot=f"{head['title']}　{title(month)}",
        made_at=made_at,
        first="landscape",
    )


def _story(lines: Sequence[DrivingLine], head: Mapping[str, Any], month: date) -> list[Flowable]:
    whole = sum(width for _, _, width in COLUMNS)
    rows: list[list[Any]] = [[pdf.text(label, 7, "center", bold=True) for _, label, _ in COLUMNS]]
    for line in lines:
        values = [getattr(line, field) for field, _, _ in COLUMNS]
        rows.append([pdf.text("—" if value is None else str(value), 7) for value in values])
    if not lines:
        rows.append([pdf.text(NOTHING, 8), *[""] * (len(COLUMNS) - 1)])
    return [
        pdf.text(title(month), 16, "center", bold=True, color=pdf.NAVY),
        Spacer(1, 3 * mm),
        pdf.contract_table(head, PAGE_WIDTH),
        Spacer(1, 3 * mm),
        pdf.table(
            rows,
            [PAGE_WIDTH * width / whole for _, _, width in COLUMNS],
            extra=[] if lines else [("SPAN", (0, 1), (-1, 1))],
            padding=2,
        ),
        Spacer(1, 2 * mm),
        pdf.text(f"走行の合計　{total(lines):,} km　　{NOTE}", 8.5),
    ]
