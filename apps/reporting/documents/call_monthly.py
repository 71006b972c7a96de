"""The monthly answer-rate report of the call centre (第2-2-(7)-①): the frozen figures as a workbook and as a PDF."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from openpyxl.chart import Reference
from openpyxl.styles import Alignment, Border, Side
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet
from reportlab.lib import colors
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from apps.core.clock import reiwa, short_date
from apps.reporting.enums import ReportKind

from . import pdf, workbook
from .workbook import MONTH_DAY, NAVY, PALE, RED, header_row, heading, put, rate_cell

Content = Mapping[str, Any]
MEASURES = (("offered", "着信"), ("answered", "応答"), ("abandoned", "切電"), ("overflow", "溢れ"))
RESULTS = (("completed", "完了"), ("referred", "案内"), ("transferred", "転送"), ("pending", "未了"))
BAR_COLORS = {"answered": "264AF4", "abandoned": "F5A524", "overflow": "8C8C8C"}
DAYS_ON_A_PAGE = 12
RATE_COLOR, TARGET_COLOR = "0B6E4F", "B40000"


def title(content: Content) -> str:
    return f"コールセンター応答状況報告書　{reiwa_month(content)}分"


def reiwa_month(content: Content) -> str:
    return reiwa(date.fromisoformat(content["first"])).rpartition("月")[0] + "月"


def verdict(content: Content) -> str:
    meets = content["summary"]["meets_90"]
    return "—（着信なし）" if meets is None else "達成" if meets else "未達"


def period_text(content: Content) -> str:
    return f"{reiwa(date.fromisoformat(content['first']))}から{reiwa(date.fromisoformat(content['last']))}まで"


def count_rows(content: Content) -> list[tuple[str, int, str]]:
    summary = content["summary"]
    return [
        ("着信", summary["offered"], "受付時間内に届いた通話"),
        ("応答", summary["answered"], "オペレーターにつながった通話"),
        ("切電", summary["abandoned"], "つながる前に発信者が切った通話"),
        (f"　うち{content['short_seconds']}秒未満", summary["abandoned_short"], "参考（内数）"),
        ("溢れ", summary["overflow"], "自動音声の案内で終わった通話"),
        ("時間外", summary["out_of_hours"], "受付時間の外。着信に含めない"),
        ("取りこぼしの余裕", summary["may_still_lose"], "目標を満たしたまま、さらに許された件数"),
    ]


def outcome_rows(content: Content) -> list[tuple[str, int | None, str | None]]:
    summary = content["summary"]
    return [
        ("センター内完了", summary["completed_inside"], content["completed_rate"]),
        ("転送", summary["transferred"], content["transferred_rate"]),
        ("未了", summary["pending"], None),
        ("苦情", summary["complaints"], None),
        ("　うち転送", summary["complaints_transferred"], None),
    ]


def remarks_of(content: Content) -> str:
    return content["remarks"] or "（記載なし）"


# --- workbook -----------------------------------------------------------------------------------------------------


def xlsx(content: Content, made_at: datetime) -> bytes:
    book = workbook.new_workbook(title(content))
    foot = f"{content['title']}　{title(content)}"
    summary_sheet(workbook.add_sheet(book, "概要", widths=(18, 15, 15, 15, 15, 18), footer=foot, pages=1), content)
    hours = [row["hour"] for row in content["hours"]]
    grid_sheet(
        workbook.add_sheet(
            book,
            "日別×時間帯",
            widths=(15, 9, *[9.5] * len(hours), 10, 11, 10),
            landscape=True,
            footer=foot,
            repeat="3:4",
        ),
        content,
        hours,
    )
    chart_sheet(
        workbook.add_sheet(
            book, "グラフ", widths=(13, 9, 9, 9, 9, 10, 10, 3, *[9] * 9), landscape=True, footer=foot, pages=1
        ),
        content,
    )
    inquiry_sheet(workbook.add_sheet(book, "問合せ", widths=(34, 10, 10, 10, 10, 10, 10), footer=foot), content)
    return workbook.to_bytes(book, made_at)


def summary_sheet(sheet: Worksheet, content: Content) -> None:
    put(sheet, 1, 1, f"作成日　{reiwa(date.fromisoformat(content['made_on']))}", align="right", box=False, until=(1, 6))
    put(
        sheet,
        2,
        1,
        "コールセンター応答状況報告書",
        bold=True,
        size=18,
        color=NAVY,
        align="center",
        box=False,
        until=(2, 6),
    )
    put(
        sheet,
        3,
        1,
        f"{reiwa_month(content)}分（{period_text(content)}）",
        size=11,
        align="center",
        box=False,
        until=(3, 6),
    )
    sheet.row_dimensions[2].height, sheet.row_dimensions[3].height = 34, 20
    for row, (label, value) in enumerate(
        (("件名", content["title"]), ("委託者", content["client"]), ("受託者", content["contractor"])), start=5
    ):
        put(sheet, row, 1, label, bold=True, fill=PALE, align="center")
        put(sheet, row, 2, value, until=(row, 6), wrap=True)
        sheet.row_dimensions[row].height = 22

    heading(sheet, 9, "1　応答率（仕様書 第2-2-(3)-ア・イ、(7)-①-ウ）")
    failed = content["summary"]["meets_90"] is False
    boxes = (
        ("応答率", rate_cell(content["summary"]["answer_rate"]), "FF000000"),
        ("目標", content["target_percent"], "FF000000"),
        ("判定", verdict(content), RED if failed else NAVY),
    )
    for index, (label, value, color) in enumerate(boxes):
        column = 1 + index * 2
        put(sheet, 10, column, label, bold=True, fill=PALE, align="center", until=(10, column + 1))
        put(
            sheet, 11, column, value, bold=True, size=24, color=color, align="center", until=(11, column + 1),
            form='0" % 以上"' if label == "目標" else None,
        )  # fmt: skip
    sheet.row_dimensions[11].height = 44
    put(sheet, 12, 1, reference_sentence(content), size=9, box=False, until=(12, 6))

    heading(sheet, 14, "2　通話の件数（同 ア）")
    header_row(sheet, 15, ("区分", "件数（件）", "説明", "", "", ""))
    sheet.merge_cells("C15:F15")
    for row, (label, count, note) in enumerate(count_rows(content), start=16):
        put(sheet, row, 1, label)
        put(sheet, row, 2, count)
        put(sheet, row, 3, f"　{note}", until=(row, 6))
        sheet.row_dimensions[row].height = 18

    heading(sheet, 24, "3　応対の結果（同 ウ・オ）")
    header_row(sheet, 25, ("区分", "件数（件）", "応答に対する率"))
    for row, (label, number, rate) in enumerate(outcome_rows(content), start=26):
        put(sheet, row, 1, label)
        put(sheet, row, 2, "—" if number is None else number, align="right")
        put(sheet, row, 3, "" if rate is None else rate_cell(rate), align="right")
        sheet.row_dimensions[row].height = 18

    heading(sheet, 32, f"4　{ReportKind.CALL_MONTHLY.remarks_name}（同 カ）")
    cell = put(sheet, 33, 1, remarks_of(content), until=(33, 6), wrap=True)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.row_dimensions[33].height = max(54, 15 * workbook.lines_needed(remarks_of(content), 44))
    put(sheet, 34, 1, f"記載者　{content['remarks_by'] or '—'}", size=9, align="right", box=False, until=(34, 6))

    heading(sheet, 36, f"5　用語の定義（第{content['definitions_version']}版）")
    row = 37
    for term, meaning in content["definitions"]:
        put(sheet, row, 1, term, bold=True, size=9)
        put(sheet, row, 2, meaning, size=9, until=(row, 6), wrap=True)
        sheet.row_dimensions[row].height = 4 + 13 * workbook.lines_needed(meaning, 40)
        row += 1
    sign_off(sheet, row + 1)


def sign_off(sheet: Worksheet, row: int) -> None:
    """Room for the names of those who confirm: the contractor's manager and the city's officer."""
    for column, label in ((3, "受託者 統括責任者"), (5, "市 確認")):
        put(sheet, row, column, label, size=9, fill=PALE, align="center", until=(row, column + 1))
        put(sheet, row + 1, column, "", until=(row + 1, column + 1))
    sheet.row_dimensions[row + 1].height = 42


def reference_sentence(content: Content) -> str:
    rate = content["reference_rate"]
    shown = "—" if rate is None else f"{rate} %"
    return f"参考：{content['short_seconds']}秒未満の切電を着信から除いた応答率　{shown}（契約上の数値ではありません）"


def grid_sheet(sheet: Worksheet, content: Content, hours: list[int]) -> None:
    last = 5 + len(hours)
    heading(sheet, 1, f"日別・時間帯別の通話件数　{reiwa_month(content)}分（単位：件）")
    put(sheet, 2, 1, "着信 ＝ 応答 ＋ 切電 ＋ 溢れ。時間外は着信に含めません。", size=9, box=False)
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
        sheet.row_dimensions[row].height = 12.5
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
    pages = -(-(days + 1) // DAYS_ON_A_PAGE)
    per_page = -(-(days + 1) // pages)
    for day in range(per_page, days, per_page):
        sheet.row_breaks.append(Break(id=4 + day * len(MEASURES)))


def chart_sheet(sheet: Worksheet, content: Content) -> None:
    labels = ("応答", "切電", "溢れ", "着信", "応答率", "目標")
    heading(sheet, 1, f"日別の着信と応答率　{reiwa_month(content)}分")
    top, rows = 2, content["days"]
    for name, rows, label in (("日別", content["days"], "日付"), ("時間帯別", content["hours"], "時間帯")):
        if top > 2:
            heading(sheet, top - 1, f"時間帯別の着信と応答率　{reiwa_month(content)}分")
        header_row(sheet, top, (label, *labels))
        for row, entry in enumerate(rows, start=top + 1):
            put(sheet, row, 1, short_label(entry), align="center")
            for column, key in enumerate(("answered", "abandoned", "overflow", "offered"), start=2):
                put(sheet, row, column, entry[key])
            put(sheet, row, 6, rate_cell(entry["answer_rate"]), align="right", form="0.0")
            put(sheet, row, 7, content["target_percent"], form="0")
        bottom = top + max(1, len(rows))
        workbook.count_and_rate_chart(
            sheet,
            f"I{top}",
            title=f"{name}の着信（応答・切電・溢れ）と応答率",
            label_title=label,
            labels=Reference(sheet, min_col=1, min_row=top + 1, max_row=bottom),
            bars=[
                (Reference(sheet, min_col=column, min_row=top, max_row=bottom), BAR_COLORS[key])
                for column, key in ((2, "answered"), (3, "abandoned"), (4, "overflow"))
            ],
            lines=[
                (Reference(sheet, min_col=6, min_row=top, max_row=bottom), RATE_COLOR, False),
                (Reference(sheet, min_col=7, min_row=top, max_row=bottom), TARGET_COLOR, True),
            ],
            size_cm=(20, 11.5),
        )
        top = max(bottom, top + 24) + 3


def short_label(entry: Content) -> str:
    if "hour" in entry:
        return f"{entry['hour']}時台"
    day = date.fromisoformat(entry["date"])
    return f"{day.month}/{day.day}"


def inquiry_sheet(sheet: Worksheet, content: Content) -> None:
    heading(sheet, 1, f"問合せの分類別件数　{reiwa_month(content)}分（単位：件）")
    header_row(sheet, 2, ("分類", "件数", *[name for _, name in RESULTS], "うち苦情"), height=22)
    row = 3
    for entry in content["inquiries"]:
        put(sheet, row, 1, entry["category"])
        for column, key in enumerate(("count", *[key for key, _ in RESULTS], "complaints"), start=2):
            put(sheet, row, column, entry[key])
        sheet.row_dimensions[row].height = 18
        row += 1
    if not content["inquiries"]:
        put(sheet, row, 1, "この月の問合せの記録はありません。", until=(row, 7))
        row += 1
    put(sheet, row, 1, "合計", bold=True, fill=PALE)
    for column, key in enumerate(("count", *[key for key, _ in RESULTS], "complaints"), start=2):
        put(sheet, row, column, sum(entry[key] for entry in content["inquiries"]), bold=True, fill=PALE)
    sheet.freeze_panes = "B3"
    sheet.print_title_rows = "2:2"


# --- PDF ----------------------------------------------------------------------------------------------------------


def pdf_bytes(content: Content, made_at: datetime) -> bytes:
    return pdf.to_bytes(
        [*pdf_summary(content), *pdf.page_break(to="landscape"), *pdf_grid(content)],
        title=title(content),
        foot=f"{content['title']}　{title(content)}",
        made_at=made_at,
    )


def pdf_summary(content: Content) -> list[Flowable]:
    summary = content["summary"]
    failed = summary["meets_90"] is False
    rate = "—" if summary["answer_rate"] is None else f"{summary['answer_rate']} %"
    target = f"{content['target_percent']} % 以上"
    shown = [pdf.text(each, 20, "center", bold=True) for each in (rate, target)]
    judged = pdf.text(verdict(content), 20, "center", bold=True, color=pdf.RED if failed else pdf.NAVY)
    return [
        pdf.text(f"作成日　{reiwa(date.fromisoformat(content['made_on']))}", 9, "right"),
        pdf.text("コールセンター応答状況報告書", 17, "center", bold=True, color=pdf.NAVY),
        pdf.text(f"{reiwa_month(content)}分（{period_text(content)}）", 10.5, "center"),
        Spacer(1, 4 * mm),
        pdf.contract_table(content, 180),
        pdf.heading("1　応答率（仕様書 第2-2-(3)-ア・イ、(7)-①-ウ）"),
        pdf.table(
            [["応答率", "目標", "判定"], [*shown, judged]],
            (60, 60, 60), padding=4,
        ),
        Spacer(1, 1.5 * mm),
        pdf.text(reference_sentence(content), 8),
        pdf.heading("2　通話の件数（同 ア）"),
        pdf.table(
            [
                ["区分", "件数（件）", "説明"],
                *[[name, f"{count:,}", note] for name, count, note in count_rows(content)],
            ],
            (45, 30, 105), extra=[("ALIGN", (1, 1), (1, -1), "RIGHT")], padding=2.2,
        ),
        pdf.heading("3　応対の結果（同 ウ・オ）"),
        pdf.table(
            [
                ["区分", "件数（件）", "応答に対する率"],
                *[
                    [name, "—" if count is None else f"{count:,}", "" if part is None else f"{part} %"]
                    for name, count, part in outcome_rows(content)
                ],
            ],
            (45, 30, 40), extra=[("ALIGN", (1, 1), (-1, -1), "RIGHT")], padding=2.2,
        ),
        pdf.heading(f"4　{ReportKind.CALL_MONTHLY.remarks_name}（同 カ）"),
        pdf.table([[pdf.text(remarks_of(content))]], (180,), header_rows=0, padding=5),
        pdf.text(f"記載者　{content['remarks_by'] or '—'}", 8, "right"),
        pdf.heading(f"5　用語の定義（第{content['definitions_version']}版）"),
        pdf.table(
            [[pdf.text(term, 8, bold=True), pdf.text(meaning, 8)] for term, meaning in content["definitions"]],
            (32, 148), header_rows=0, padding=1.8,
        ),
    ]  # fmt: skip


def pdf_grid(content: Content) -> list[Flowable]:
    hours = [row["hour"] for row in content["hours"]]
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
            last = [whole["answer_rate"] or "—", str(whole["out_of_hours"])] if not offset else ["", ""]
            rows.append(
                [
                    label if not offset else "",
                    name,
                    *["" if cell is None else cell[key] for cell in by_hour],
                    whole[key],
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
        pdf.heading(f"日別・時間帯別の通話件数　{reiwa_month(content)}分（単位：件、応答率は %）"),
        pdf.table(rows, (22, 13, *[wide] * (len(hours) + 1), 18, 18), extra=extra, padding=0.7),
    ]
