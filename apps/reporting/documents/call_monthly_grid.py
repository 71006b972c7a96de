"""Calls by day and hour (第2-2-(7)-①-ア): four rows a day, an hour a column, on a sheet and on pages of the PDF."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from openpyxl.styles import Border, Side
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet
from reportlab.lib import colors
from reportlab.platypus import Flowable

from apps.core.clock import reiwa_month, short_date

from . import pdf, workbook
from .workbook import MONTH_DAY, PALE, header_row, heading, put, rate_cell

Content = Mapping[str, Any]
MEASURES = (("offered", "着信"), ("answered", "応答"), ("abandoned", "切電"), ("overflow", "溢れ"))
IDENTITY = "着信 ＝ 応答 ＋ 切電 ＋ 溢れ。すべての欄で一致を確かめています。時間外は着信に含めません。"
MEASURE_POINTS, HEAD_POINTS = 12.75, 95.0
"""The height of a row, and of what stands above the days and below the total on a page."""


def month_of(content: Content) -> str:
    return reiwa_month(date.fromisoformat(content["first"]))


def open_hours(content: Content) -> list[int]:
    return [row["hour"] for row in content["hours"]]


def grid_sheet(sheet: Worksheet, content: Content) -> None:
    hours = open_hours(content)
    last = 5 + len(hours)
    heading(sheet, 1, f"日別・時間帯別の通話件数　{month_of(content)}分（単位：件）")
    put(sheet, 2, 1, IDENTITY, size=9, box=False)
    header_row(sheet, 3, ["日付", "区分", *[f"{hour}時台" for hour in hours], "計", "応答率", "時間外"], height=22)
    put(sheet, 4, 1, "", box=False)
    sheet.row_dimensions[4].height = 3
    cells = {(row["date"], row["hour"]): row for row in content["grid"]}
    top = 5
    for day in content["days"]:
        block(sheet, top, date.fromisoformat(day["date"]), [cells.get((day["date"], hour)) for hour in hours], day)
        top += len(MEASURES)
    block(sheet, top, "合計", content["hours"], content["total"], fill=PALE)
    put(sheet, top + 4, 1, "応答率", bold=True, fill=PALE, align="center", until=(top + 4, 2))
    for column, row in enumerate([*content["hours"], content["total"]], start=3):
        put(sheet, top + 4, column, rate_cell(row["answer_rate"]), fill=PALE, align="right", form="0.0", bold=True)
    for column in (last - 1, last):
        put(sheet, top + 4, column, "", fill=PALE)
    if content["closed_day_out_of_hours"]:
        note = f"時間外の計には、閉所日に届いた{content['closed_day_out_of_hours']}件を含みます。"
        put(sheet, top + 5, 1, note, size=9, box=False)
    sheet.freeze_panes = "C5"
    keep_days_together(sheet, len(content["days"]))


def block(
    sheet: Worksheet, top: int, label: date | str, by_hour: list[Any], whole: Content, *, fill: str | None = None
) -> None:
    """Four rows: one measure each, an hour a column, then the sum, the rate and the calls out of hours."""
    bottom = top + len(MEASURES) - 1
    put(sheet, top, 1, label, bold=True, align="center", form=MONTH_DAY, until=(bottom, 1), fill=fill)
    for offset, (key, name) in enumerate(MEASURES):
        row, strong = top + offset, key == "offered"
        put(sheet, row, 2, name, align="center", bold=strong, fill=fill, size=9)
        for column, cell in enumerate(by_hour, start=3):
            put(sheet, row, column, None if cell is None else cell[key], bold=strong, fill=fill, size=9)
        put(sheet, row, 3 + len(by_hour), whole[key], bold=True, fill=fill, size=9)
        sheet.row_dimensions[row].height = MEASURE_POINTS
    put(
        sheet, top, 4 + len(by_hour), rate_cell(whole["answer_rate"]), align="right", bold=True, fill=fill,
        until=(bottom, 4 + len(by_hour)),
    )  # fmt: skip
    put(sheet, top, 5 + len(by_hour), whole["out_of_hours"], fill=fill, until=(bottom, 5 + len(by_hour)))
    thick = Side("thin", "FF444444")
    for cell in sheet[bottom][: 5 + len(by_hour)]:
        cell.border = Border(left=cell.border.left, right=cell.border.right, top=cell.border.top, bottom=thick)


def keep_days_together(sheet: Worksheet, days: int) -> None:
    """Break pages between days, the same number of days on each, so that the totals do not stand alone on the last."""
    page = workbook.page_points(sheet, workbook.fix_scale(sheet)) * workbook.DOWN
    fitting = int((page - HEAD_POINTS) / (len(MEASURES) * MEASURE_POINTS))
    pages = -(-(days + 1) // max(1, fitting))
    per_page = -(-(days + 1) // pages)
    for day in range(per_page, days, per_page):
        sheet.row_breaks.append(Break(id=4 + day * len(MEASURES)))


def pdf_grid(content: Content) -> list[Flowable]:
    hours = open_hours(content)
    cells = {(row["date"], row["hour"]): row for row in content["grid"]}
    rows: list[list[Any]] = [["日付", "区分", *[f"{hour}時台" for hour in hours], "計", "応答率", "時間外"]]
    extra: list[tuple[Any, ...]] = [
        ("ALIGN", (2, 1), (-1, -1), "RIGHT"),
        ("ALIGN", (0, 1), (1, -1), "CENTER"),
        ("FONT", (0, 1), (-1, -1), pdf.REGULAR, 7.5),
        ("LEADING", (0, 0), (-1, -1), 9),
    ]
    parts = [
        (short_date(date.fromisoformat(day["date"])), [cells.get((day["date"], hour)) for hour in hours], day)
        for day in content["days"]
    ]
    for label, by_hour, whole in [*parts, ("合計", content["hours"], content["total"])]:
        top = len(rows)
        for offset, (key, name) in enumerate(MEASURES):
            last = [whole["answer_rate"] or "—", f"{whole['out_of_hours']:,}"] if not offset else ["", ""]
            rows.append(
                [
                    label if not offset else "",
                    name,
                    *["" if cell is None else f"{cell[key]:,}" for cell in by_hour],
                    f"{whole[key]:,}",
                    *last,
                ]
            )
        bottom = len(rows) - 1
        extra += [("SPAN", (column, top), (column, bottom)) for column in (0, -2, -1)]
        extra += [
            ("LINEBELOW", (0, bottom), (-1, bottom), 0.9, colors.HexColor("#444444")),
            ("NOSPLIT", (0, top), (0, bottom)),
            ("FONT", (0, top), (-1, top), pdf.BOLD, 7.5),
        ]
    extra.append(("BACKGROUND", (0, len(rows) - len(MEASURES)), (-1, -1), pdf.PALE))
    rates = [row["answer_rate"] or "—" for row in [*content["hours"], content["total"]]]
    rows.append(["応答率（%）", "", *rates, "", ""])
    extra += [
        ("SPAN", (0, -1), (1, -1)),
        ("FONT", (0, -1), (-1, -1), pdf.BOLD, 7.5),
        ("BACKGROUND", (0, -1), (-1, -1), pdf.PALE),
    ]
    wide = 196 / (len(hours) + 1)
    return [
        pdf.heading(f"日別・時間帯別の通話件数　{month_of(content)}分（単位：件、応答率は %）"),
        pdf.text(IDENTITY, 8),
        pdf.table(rows, (22, 13, *[wide] * (len(hours) + 1), 18, 18), extra=extra, padding=0.7),
    ]
