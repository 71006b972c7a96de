"""The invoice of one month (第1-7), as a workbook and as a PDF."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from apps.core.clock import reiwa, reiwa_month

from . import pdf, workbook
from .workbook import NAVY, PALE, RED, put

YEN = '"¥"#,##0'
UNKNOWN = "（要入力）"
TITLE = "請求書"
LEAD = "下記のとおり請求します。"
TAX = "消費税及び地方消費税"
ISSUER = (
    ("address", "所在地", True),
    ("contractor", "商号又は名称", True),
    ("representative", "代表者", True),
    ("registration_number", "登録番号", False),
)
ACCOUNT = (
    ("bank", "金融機関"),
    ("branch", "支店"),
    ("account_kind", "預金の種類"),
    ("account_number", "口座番号"),
    ("account_name", "口座名義（カナ）"),
)
"""Field of the content and its name on the paper; of the issuer's fields also whether the paper needs it."""
PAGE_WIDTH = 180


def day_of(content: Mapping[str, Any], key: str) -> date:
    return date.fromisoformat(content[key])


def month_name(content: Mapping[str, Any]) -> str:
    """令和7年6月分"""
    return f"{reiwa_month(day_of(content, 'first'))}分"


def span(content: Mapping[str, Any], first: str, last: str) -> str:
    return f"{reiwa(day_of(content, first))}から{reiwa(day_of(content, last))}まで"


def contract_sum(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The sum of the whole contract with its tax (第1-3)."""
    net, tax, gross = (f"{content[f'contract_{name}']:,}円" for name in ("net", "tax", "gross"))
    return [("契約金額", f"税込{gross}（税抜{net}、{TAX}{content['contract_percent']}％ {tax}）")]


def facts(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What the claim is for; the contract's number only where there is one."""
    number = [("契約番号", content["contract_number"])] if content["contract_number"] else []
    return [
        ("件名", content["title"]),
        *number,
        *contract_sum(content),
        ("履行期間", f"{content['term']}　{span(content, 'term_first', 'term_last')}"),
        ("請求の対象", f"{month_name(content)}（{span(content, 'first', 'last')}）"),
    ]


def line_name(content: Mapping[str, Any]) -> str:
    return f"業務委託料　{month_name(content)}（{content['days']}日間）"


def issuer_lines(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(label, content[key] or UNKNOWN) for key, label, is_needed in ISSUER if content[key] or is_needed]


def xlsx(content: Mapping[str, Any], made_at: datetime) -> bytes:
    book = workbook.new_workbook(f"{TITLE} {content['number']}", content["contractor"])
    sheet = workbook.add_sheet(
        book, TITLE, widths=(18, 18, 10, 12, 14, 20), footer=f"{content['title']}　{TITLE} {content['number']}", pages=1
    )
    put(sheet, 1, 1, "請　求　書", bold=True, size=20, color=NAVY, align="center", box=False, until=(1, 6))
    sheet.row_dimensions[1].height = 40
    put(sheet, 2, 5, "請求書番号", box=False, align="right")
    put(sheet, 2, 6, content["number"], box=False, align="right")
    put(sheet, 3, 5, "請求日", box=False, align="right")
    put(sheet, 3, 6, day_of(content, "made_on"), box=False)
    put(sheet, 5, 1, f"{content['addressee']}　様", bold=True, size=14, box=False, until=(5, 3))
    row = 6
    for label, value in issuer_lines(content):
        row += 1
        put(sheet, row, 4, label, size=9, box=False)
        _value(sheet, row, 5, value, until=(row, 6), box=False)
        sheet.row_dimensions[row].height = 15 * workbook.lines_needed(value, 17)
    row += 2
    put(sheet, row, 1, LEAD, box=False, until=(row, 6))
    row += 2
    put(sheet, row, 1, "請求金額（税込）", bold=True, size=12, fill=PALE, align="center", until=(row, 2))
    put(sheet, row, 3, content["gross"], bold=True, size=18, form=YEN, align="center", until=(row, 6))
    sheet.row_dimensions[row].height = 36
    row += 1
    for label, value in facts(content):
        row += 1
        put(sheet, row, 1, label, bold=True, fill=PALE)
        put(sheet, row, 2, value, wrap=True, until=(row, 6))
        sheet.row_dimensions[row].height = 6 + 14 * workbook.lines_needed(value, 36)
    row += 2
    workbook.heading(sheet, row, "内訳")
    row += 1
    for column, end, label in ((1, 3, "摘要"), (4, 4, "数量"), (5, 5, "単位"), (6, 6, "金額（円）")):
        put(sheet, row, column, label, bold=True, fill=PALE, align="center", until=(row, end))
    row += 1
    put(sheet, row, 1, line_name(content), until=(row, 3))
    put(sheet, row, 4, 1, align="center")
    put(sheet, row, 5, "月", align="center")
    put(sheet, row, 6, content["net"])
    for label, key in (("小計（税抜）", "net"), (f"{TAX}（{content['percent']}％）", "tax"), ("合計（税込）", "gross")):
        row += 1
        put(sheet, row, 1, label, bold=True, align="right", until=(row, 5))
        put(sheet, row, 6, content[key], bold=True, form=YEN if key == "gross" else None)
    for line in range(row - 4, row + 1):
        sheet.row_dimensions[line].height = 20
    row += 2
    workbook.heading(sheet, row, "振込先")
    for key, label in ACCOUNT:
        row += 1
        put(sheet, row, 1, label, bold=True, fill=PALE)
        _value(sheet, row, 2, content[key] or UNKNOWN, until=(row, 6))
        sheet.row_dimensions[row].height = 18
    row += 2
    workbook.heading(sheet, row, "備考")
    for note in content["notes"]:
        row += 1
        put(sheet, row, 1, note, size=9, box=False, wrap=True, until=(row, 6))
        sheet.row_dimensions[row].height = 14 * workbook.lines_needed(note, 46)
    return workbook.to_bytes(book, made_at)


def _value(sheet: Any, row: int, column: int, value: str, **options: Any) -> None:
    """A text that nobody may overlook where it is still missing."""
    put(sheet, row, column, value, color=RED if value == UNKNOWN else "FF000000", wrap=True, **options)


def pdf_bytes(content: Mapping[str, Any], made_at: datetime) -> bytes:
    return pdf.to_bytes(
        _story(content),
        title=f"{TITLE} {content['number']}",
        author=content["contractor"],
        foot=f"{content['title']}　{TITLE} {content['number']}",
        made_at=made_at,
    )


def _story(content: Mapping[str, Any]) -> list[Flowable]:
    head = [("請求書番号", content["number"]), ("請求日", reiwa(day_of(content, "made_on")))]
    amount = [
        pdf.text("請求金額（税込）", 12, "center", bold=True),
        pdf.text(f"¥{content['gross']:,}", 18, "center", bold=True),
    ]
    label_column = [("BACKGROUND", (0, 0), (0, -1), pdf.PALE), ("FONT", (0, 0), (0, -1), pdf.BOLD, 8.5)]
    sums = (
        ("小計（税抜）", f"{content['net']:,}"),
        (f"{TAX}（{content['percent']}％）", f"{content['tax']:,}"),
        ("合計（税込）", f"¥{content['gross']:,}"),
    )
    lines = [
        ["摘要", "数量", "単位", "金額（円）"],
        [pdf.text(line_name(content)), "1", "月", pdf.text(f"{content['net']:,}", 9, "right")],
        *(
            [pdf.text(label, 9, "right", bold=True), "", "", pdf.text(value, 9, "right", bold=True)]
            for label, value in sums
        ),
    ]
    return [
        pdf.text("請　求　書", 20, "center", bold=True, color=pdf.NAVY),
        Spacer(1, 5 * mm),
        _plain([[pdf.text(label, 9, "right"), pdf.text(value, 9, "right")] for label, value in head], (130, 50)),
        Spacer(1, 4 * mm),
        pdf.text(f"{content['addressee']}　様", 14, bold=True),
        Spacer(1, 4 * mm),
        _plain([["", pdf.text(label, 8.5), _text(value)] for label, value in issuer_lines(content)], (86, 26, 68)),
        Spacer(1, 6 * mm),
        pdf.text(LEAD, 10),
        Spacer(1, 4 * mm),
        pdf.table([amount], (60, 120), header_rows=0, extra=[("BACKGROUND", (0, 0), (0, 0), pdf.PALE)], padding=8),
        Spacer(1, 4 * mm),
        pdf.table(
            [[label, pdf.text(value)] for label, value in facts(content)], (36, 144), header_rows=0, extra=label_column
        ),
        pdf.heading("内訳"),
        pdf.table(
            lines,
            (110, 16, 16, 38),
            extra=[("ALIGN", (1, 1), (2, 1), "CENTER"), *(("SPAN", (0, row), (2, row)) for row in (2, 3, 4))],
            padding=5,
        ),
        pdf.heading("振込先"),
        pdf.table(
            [[label, _text(content[key] or UNKNOWN)] for key, label in ACCOUNT],
            (36, 144),
            header_rows=0,
            extra=label_column,
        ),
        pdf.heading("備考"),
        *(pdf.text(note, 8.5) for note in content["notes"]),
    ]


def _text(value: str) -> Flowable:
    return pdf.text(value, 9, color=pdf.RED if value == UNKNOWN else pdf.colors.black)


def _plain(rows: list[list[Any]], widths: tuple[float, ...]) -> Table:
    """Rows without lines, on the right half of the page."""
    made = Table(rows, colWidths=[width * mm for width in widths], hAlign="LEFT")
    made.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                *((side, (0, 0), (-1, -1), 1) for side in ("TOPPADDING", "BOTTOMPADDING")),
            ]
        )
    )
    return made
