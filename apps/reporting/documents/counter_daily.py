"""The daily report of the counters (第2-1-(12)): the frozen figures of all sites as a workbook and as a PDF."""

from collections.abc import Mapping
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from apps.core.clock import WEEKDAYS, reiwa
from apps.reporting.cells.counters import counter_key
from apps.reporting.enums import ReportKind

from . import counter_tables, pdf, printing, workbook
from .sheets import NO_REMARKS, Paper, Section, Table
from .workbook import PALE, Counted, heading, put

Content = Mapping[str, Any]
NAME = "申請サポート窓口 業務日報"
COLUMNS = (
    ("receptions", "受付"),
    ("photos", "写真撮影"),
    ("assists", "計"),
    ("assists_a", "ア"),
    ("assists_i", "イ"),
    ("assists_u", "ウ"),
    ("usage", "利活用"),
    ("express_photos", "特急写真"),
    ("guidance_only", "案内のみ"),
    ("other", "その他"),
    ("troubles", "トラブル"),
)
VISIT_COLUMNS = (
    ("receptions", "受付"),
    ("photos", "写真撮影"),
    ("assists", "計"),
    ("assists_a", "ア"),
    ("assists_i", "イ"),
    ("assists_u", "ウ"),
    ("usage", "利活用"),
    ("on_site", "出張申請受付"),
    ("incomplete", "未了"),
    ("documents", "受領書類"),
    ("troubles", "トラブル"),
)
"""As many as the counters' columns, so that what both count stands in one line of sight."""

ASSIST_FIRST, ASSIST_LAST = 2, 5
LEFT, NARROW = (28, 14), 9.5
WIDTHS = (*LEFT, *[NARROW] * len(COLUMNS))
"""The columns: place and hours, then the counts."""

NOTES = (
    "申請支援　ア：マイナアシスト　イ：郵便　ウ：スマートフォン。受付は人を単位とします。",
    "特急写真（特急発行の写真撮影）は、申請支援にも写真撮影にも含めません。トラブルには困難事例を含みます。",
)
AGREED_NOTE = "申請支援の計には、協議による方式（エ）{count}件を含みます。"
VISIT_TITLE = "3　出張（1行が1回の訪問。単位：件）"
VISIT_NOTE = (
    "出張は窓口の件数に含めません。申請支援と出張申請受付（申請時来庁方式）は別の件数です。"
    "訪問の報告を受けていない欄は「—」とします。"
)
TROUBLE_TITLE = "4　トラブル・困難事例（状況と対応）"
MOST_TROUBLES = 8
"""More of them have a sheet of their own."""
MANY_TROUBLES = "{count}件。別のシート「トラブル・困難事例」に示します。"
NO_TROUBLE = "この日のトラブル・困難事例はありません。"
NO_VISIT = "この日の出張はありません。"
DASH = "—"


def day_of(content: Content) -> str:
    day = date.fromisoformat(content["first"])
    return f"{reiwa(day)}（{WEEKDAYS[day.weekday()]}）"


def title(content: Content) -> str:
    return f"{NAME}　{day_of(content)}"


def opening(row: Content) -> str:
    """What was kept of the opening hours: the times of the session, or why there is none."""
    if row["opened_at"]:
        return f"{row['opened_at']}–{row['closed_at'] or '（開設中）'}"
    return "休業日" if row["planned"] is None else "開設の記録なし"


def notes(content: Content) -> list[str]:
    """What the columns mean; the method by agreement has no column of its own and is told where there was one."""
    agreed = content["total"]["assists_e"]
    return [*NOTES, *([AGREED_NOTE.format(count=agreed)] if agreed else [])]


def troubles(content: Content) -> list[tuple[str, str, str, str]]:
    return [
        (row.get("site_name") or row["facility"], text["time"], text["situation"], text["response"] or DASH)
        for row in (*content["sites"], *content["visits"])
        for text in row["trouble_texts"]
    ]


def unfinished(content: Content) -> list[str]:
    """Why people at a visit left without having applied."""
    return [
        f"未了の理由（{row['facility']}）　{row['incomplete_reason']}"
        for row in content["visits"]
        if row["incomplete_reason"]
    ]


def others(content: Content) -> Table:
    return counter_tables.others("2　その他の件数（単位：件）", content, counter_key, total="合計")


def signing(content: Content) -> Table:
    """How each counter's day began and ended, and whether its 運営責任者 has found the day's report right."""
    reason = content["unsigned_reason"]
    return Table(
        "5　開設の記録と運営責任者の確認",
        ("窓口", "運営責任者の確認", "開設の予定", "閉設の予定", "開設", "閉設"),
        (*LEFT, *[NARROW] * 4),
        [
            (
                row["site_name"], signed(row), *(row["planned"] or f"{DASH}–{DASH}").split("–"),
                row["opened_at"] or DASH, row["closed_at"] or DASH,
            )
            for row in content["sites"]
        ],
        notes=[f"確認がない理由　{reason}"] if reason else [],
    )  # fmt: skip


def signed(row: Content) -> str:
    """Of a day that was opened."""
    if not row["opened_at"]:
        return DASH
    return f"確認済 {row['signed_at']}" if row["signed_at"] else "未確認"


def visit_lines(content: Content) -> list[list[Any]]:
    """One line a visit, their sum, and the whole of what counters and visits both count."""
    lines = [
        [row["facility"], f"{row['starts']}–{row['ends']}", *[shown(row[key]) for key, _ in VISIT_COLUMNS]]
        for row in content["visits"]
    ]
    total, whole = content["visits_total"], content["whole"]
    return [
        *lines,
        ["出張の合計", Counted(len(lines), "回"), *[total[key] for key, _ in VISIT_COLUMNS]],
        ["全体（窓口と出張）", "", *[shown(whole.get(key)) for key, _ in VISIT_COLUMNS]],
    ]


def shown_hours(value: str | Counted) -> str:
    """The hours of a visit, or of the sum how many visits there were."""
    return value.text if isinstance(value, Counted) else value


def shown(count: int | None) -> int | str:
    return DASH if count is None else count


# --- workbook -----------------------------------------------------------------------------------------------------


def xlsx(content: Content, made_at: datetime) -> bytes:
    book = workbook.new_workbook(title(content), content["contractor"])
    foot = f"{content['title']}　{title(content)}"
    sheet = workbook.add_sheet(book, "日報", widths=WIDTHS, landscape=True, footer=foot)
    last = 2 + len(COLUMNS)
    workbook.title_block(sheet, NAME, day_of(content), content, last)
    bottom = count_table(sheet, content, top=9)
    for offset, note in enumerate(notes(content)):
        put(sheet, bottom + 1 + offset, 1, note, size=9, box=False)
    starts = [9, bottom + 4]
    starts.append(printing.put_table(sheet, others(content), starts[-1], WIDTHS) + 1)
    starts.append(visit_table(sheet, content, top=starts[-1]))
    row = text_table(sheet, content, top=starts[-1], last=last)
    starts.append(row)
    row = printing.put_table(sheet, signing(content), row, WIDTHS) + 1
    starts.append(row)
    heading(sheet, row, f"6　{ReportKind.COUNTER_DAILY.remarks_name}")
    words = content["remarks"] or NO_REMARKS
    bottom = workbook.make_tall(sheet, row + 1, max(36, 6 + 13 * workbook.lines_in(words, sum(WIDTHS))))
    cell = put(sheet, row + 1, 1, words, until=(bottom, last), wrap=True)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    starts.append(bottom + 1)
    workbook.keep_together(sheet, [(first, following - 1) for first, following in pairwise(starts)])
    if len(troubles(content)) > MOST_TROUBLES:
        printing.add_section(book, trouble_sheet(content), Paper(title(content), "", ""), foot)
    printing.add_closing(book, content, made_at, name=title(content), foot=foot)
    return workbook.to_bytes(book, made_at)


def count_table(sheet: Worksheet, content: Content, *, top: int) -> int:
    """The counts by site with their total; answers its last row."""
    heading(sheet, top, "1　件数（仕様書 第2-1-(12)-②。単位：件）")
    head = top + 1
    for column, label in ((1, "窓口"), (2, "開設時間")):
        put(sheet, head, column, label, bold=True, fill=PALE, align="center", until=(head + 1, column))
    for index, (_, label) in enumerate(COLUMNS):
        if ASSIST_FIRST <= index <= ASSIST_LAST:
            put(sheet, head + 1, 3 + index, label, bold=True, fill=PALE, align="center")
        else:
            put(sheet, head, 3 + index, label, bold=True, fill=PALE, align="center", until=(head + 1, 3 + index))
    put(sheet, head, 3 + ASSIST_FIRST, "申請支援", bold=True, fill=PALE, align="center", until=(head, 3 + ASSIST_LAST))
    row = head + 2
    for site in content["sites"]:
        put(sheet, row, 1, site["site_name"])
        put(sheet, row, 2, opening(site), align="center")
        for column, (key, _) in enumerate(COLUMNS, start=3):
            put(sheet, row, column, site[key])
        sheet.row_dimensions[row].height = 20
        row += 1
    put(sheet, row, 1, "合計", bold=True, fill=PALE, align="center", until=(row, 2))
    for column, (key, _) in enumerate(COLUMNS, start=3):
        put(sheet, row, column, content["total"][key], bold=True, fill=PALE)
    sheet.row_dimensions[row].height = 20
    return row


def visit_table(sheet: Worksheet, content: Content, *, top: int) -> int:
    """The visits under the same columns as the counters; answers the first free row."""
    heading(sheet, top, VISIT_TITLE)
    if not content["visits"]:
        put(sheet, top + 1, 1, NO_VISIT, until=(top + 1, 2 + len(VISIT_COLUMNS)))
        return top + 3
    labels = [f"申請支援 {label}" if key.startswith("assists") else label for key, label in VISIT_COLUMNS]
    workbook.header_row(sheet, top + 1, ["施設", "時間", *labels], height=30)
    lines = visit_lines(content)
    for row, line in enumerate(lines, start=top + 2):
        is_sum = row - top > len(lines) - 1
        for column, value in enumerate(line, start=1):
            align = "center" if column == 2 else "right" if value == DASH else None
            fill = PALE if is_sum else None
            put(sheet, row, column, value, bold=is_sum, fill=fill, align=align, wrap=column == 1)
        sheet.row_dimensions[row].height = 6 + 14 * workbook.lines_in(line[0], LEFT[0])
    row = top + 2 + len(lines)
    put(sheet, row, 1, VISIT_NOTE, size=9, box=False)
    for note in unfinished(content):
        row += 1
        put(sheet, row, 1, note, size=9, box=False, wrap=True, until=(row, len(WIDTHS)))
        sheet.row_dimensions[row].height = 3 + 12 * workbook.lines_in(note, sum(WIDTHS), 9)
    return row + 2


def text_table(sheet: Worksheet, content: Content, *, top: int, last: int) -> int:
    """Troubles and hard cases in staff's words; answers the first free row."""
    heading(sheet, top, TROUBLE_TITLE)
    entries = troubles(content)
    if not entries or len(entries) > MOST_TROUBLES:
        said = MANY_TROUBLES.format(count=len(entries)) if entries else NO_TROUBLE
        put(sheet, top + 1, 1, said, until=(top + 1, last))
        return top + 3
    middle = (2 + last) // 2 + 1
    row = top + 1
    spans = ((1, 1, "窓口"), (2, 2, "時刻"), (3, middle, "状況"), (middle + 1, last, "対応"))
    for first, until, label in spans:
        put(sheet, row, first, label, bold=True, fill=PALE, align="center", until=(row, until))
    for entry in entries:
        wide = (last - 2) / 2 * NARROW
        first_row = row + 1
        row = workbook.make_tall(sheet, first_row, 6 + 13 * max(workbook.lines_in(text, wide) for text in entry[2:]))
        for (first, until, _), value in zip(spans, entry, strict=True):
            align = "center" if first == 2 else None
            put(sheet, first_row, first, value, wrap=True, until=(row, until), align=align)
    return row + 2


def trouble_sheet(content: Content) -> Section:
    """Many troubles, below a head that stands on every page."""
    table = Table(TROUBLE_TITLE, ("窓口", "時刻", "状況", "対応"), (28, 14, 51, 51), troubles(content))
    return Section("トラブル・困難事例", [table])


# --- PDF ----------------------------------------------------------------------------------------------------------


def pdf_bytes(content: Content, made_at: datetime) -> bytes:
    return pdf.to_bytes(
        [*pdf_story(content), *printing.closing_story(content, made_at, landscape=True)],
        title=title(content),
        author=content["contractor"],
        foot=f"{content['title']}　{title(content)}",
        made_at=made_at,
        first="landscape",
    )


def pdf_story(content: Content) -> list[Flowable]:
    counts: list[list[Any]] = [
        [
            "窓口",
            "開設時間",
            "受付",
            "写真撮影",
            "申請支援",
            "",
            "",
            "",
            *[label for _, label in COLUMNS[ASSIST_LAST + 1 :]],
        ],
        [
            "",
            "",
            "",
            "",
            *[label for _, label in COLUMNS[ASSIST_FIRST : ASSIST_LAST + 1]],
            *[""] * (len(COLUMNS) - ASSIST_LAST - 1),
        ],
        *[
            [pdf.text(site["site_name"], 8.5), opening(site), *[site[key] for key, _ in COLUMNS]]
            for site in content["sites"]
        ],
        ["合計", "", *[content["total"][key] for key, _ in COLUMNS]],
    ]
    singles = [*range(2 + ASSIST_FIRST), *range(3 + ASSIST_LAST, 2 + len(COLUMNS))]
    extra = [
        *[("SPAN", (column, 0), (column, 1)) for column in singles],
        ("SPAN", (2 + ASSIST_FIRST, 0), (2 + ASSIST_LAST, 0)),
        ("SPAN", (0, -1), (1, -1)),
        ("ALIGN", (2, 2), (-1, -1), "RIGHT"),
        ("ALIGN", (1, 2), (1, -1), "CENTER"),
        ("BACKGROUND", (0, -1), (-1, -1), pdf.PALE),
        ("FONT", (0, -1), (-1, -1), pdf.BOLD, 8.5),
    ]
    entries = [[pdf.text(value, 8.5) for value in entry] for entry in troubles(content)]
    if not entries:
        entries = [[pdf.text(NO_TROUBLE, 8.5), "", "", ""]]
    return [
        *pdf.title_block(NAME, day_of(content), content, 266),
        pdf.heading("1　件数（仕様書 第2-1-(12)-②。単位：件）"),
        pdf.table(counts, (52, 27, *[17] * len(COLUMNS)), header_rows=2, extra=extra),
        Spacer(1, 1.5 * mm),
        *[pdf.text(note, 8) for note in notes(content)],
        *printing.section_story(Section("", [others(content)])),
        *pdf_visits(content),
        *pdf.headed(
            TROUBLE_TITLE,
            pdf.table(
                [["窓口", "時刻", "状況", "対応"], *entries], (46, 24, 98, 98),
                extra=[] if troubles(content) else [("SPAN", (0, 1), (-1, 1))],
            ),
        ),
        *printing.section_story(Section("", [signing(content)])),
        pdf.heading(f"6　{ReportKind.COUNTER_DAILY.remarks_name}"),
        pdf.table([[pdf.text(content["remarks"] or NO_REMARKS)]], (266,), header_rows=0, padding=5),
    ]  # fmt: skip


def pdf_visits(content: Content) -> list[Flowable]:
    head = pdf.heading(VISIT_TITLE)
    if not content["visits"]:
        return [head, pdf.text(NO_VISIT, 8.5)]
    labels = [f"申請支援 {label}" if key.startswith("assists") else label for key, label in VISIT_COLUMNS]
    rows: list[list[Any]] = [[pdf.text(label, 8, "center", bold=True) for label in ("施設", "時間", *labels)]]
    rows += [[pdf.text(line[0], 8.5), shown_hours(line[1]), *line[2:]] for line in visit_lines(content)]
    extra = [
        ("ALIGN", (1, 1), (1, -1), "CENTER"),
        ("ALIGN", (2, 1), (-1, -1), "RIGHT"),
        ("BACKGROUND", (0, -2), (-1, -1), pdf.PALE),
        ("FONT", (0, -2), (-1, -1), pdf.BOLD, 8.5),
    ]
    table = pdf.table(rows, (52, 27, *[17] * len(VISIT_COLUMNS)), extra=extra)
    return [head, table, Spacer(1, 1.5 * mm), *[pdf.text(note, 8) for note in (VISIT_NOTE, *unfinished(content))]]
