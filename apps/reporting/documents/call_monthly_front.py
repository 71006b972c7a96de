"""The first sheet and page of the call centre's monthly report: the rate, the counts and what the words mean."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from openpyxl.worksheet.worksheet import Worksheet
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from apps.core.clock import reiwa, reiwa_month
from apps.reporting.figures.reservations import ACTS
from apps.reporting.figures.seats import day_sources

from . import pdf, workbook
from .call_monthly_log import lacking_note, undecided_note, unpaired_note
from .sheets import SIGNERS, Section, Table
from .workbook import NAVY, PALE, RED, Value, header_row, heading, hours_of, put, rate_cell

Content = Mapping[str, Any]
NAME = "コールセンター応答状況報告書"
ACT_NAMES = dict(zip(ACTS, ("新規", "変更", "取消"), strict=True))
RATE, COUNTS, OUTCOMES, BOOKINGS, SEATS, WORDS = (
    "1　応答率（仕様書 第2-2-(3)-ア・イ、(7)-①-ウ）",
    "2　通話の件数（同 ア）",
    "3　応対の結果（同 ウ・オ）",
    "4　予約の受付（同 イ、件）",
    "5　オペレーターの配置（同 エ）",
    "6　用語の定義",
)
WORDS_SHEET = "用語の定義"
ROUNDED = "率はそれぞれ小数第2位以下を切り捨てています。合計が100 %にならないことがあります。"
LAST = 6
"""How many columns the sheet has."""


def subtitle(content: Content) -> str:
    return f"{reiwa_month(date.fromisoformat(content['first']))}分"


def verdict(content: Content) -> str:
    meets = content["summary"]["meets_90"]
    return "—（着信なし）" if meets is None else "達成" if meets else "未達"


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
        ("未了", summary["pending"], content["pending_rate"]),
        ("苦情", summary["complaints"], None),
        ("　うち転送", summary["complaints_transferred"], None),
    ]


def count_notes(content: Content) -> list[str]:
    """What the counts leave out: calls without an end, and days that the log lacks."""
    return [note for note in (undecided_note(content), lacking_note(content)) if note]


def outcome_note(content: Content) -> str:
    """Why the rates do not add up to 100, or why there are none."""
    over = content["summary"]["completed_inside"] is None
    why = "転送と未了の合計が応答を上回るため、率を示しません。" if over else ROUNDED
    return f"{why}率は、通話記録の応答に対する問合せの記録の割合です（{unpaired_note(content)}）。"


def booking_cells(content: Content) -> list[tuple[str, Value]]:
    return [(ACT_NAMES[act], content["reservations"]["total"][act]) for act in ACTS]


def seat_cells(content: Content) -> list[tuple[str, Value]]:
    """The month's sums, and of the fewest seats the fewest; the days stand on their own sheet."""
    total, days = content["seats"]["total"], day_sources(content["seats"])
    floors = {row["floor"] for row in content["seats"]["days"]}
    return [
        ("集計した日数", days.clock + days.plan),
        ("延べ人数", total["heads"]),
        ("席時間（時間）", hours_of(total["seat_minutes"])),
        ("同時の最小席数", total["minimum"]),
        ("最低席数", max(floors, default=None)),
        ("下回った時間（分）", total["minutes_below"]),
    ]


def seat_note(content: Content) -> str:
    """What the sums are made of: the roster is what was planned, not what was."""
    days = day_sources(content["seats"])
    planned = f"、シフト {days.plan}日（予定の席数）" if days.plan else ""
    nothing = f"。開設{sum(days)}日のうち{days.nothing}日は打刻もシフトもなく、集計に含みません" if days.nothing else ""
    return f"うち打刻 {days.clock}日{planned}{nothing}。"


class Line(NamedTuple):
    """One line of figures below its heading, and a note where it needs one."""

    title: str
    cells: Sequence[tuple[str, Value]]
    note: str = ""


def lines(content: Content) -> list[Line]:
    """The reservations and the seats of the month."""
    return [Line(BOOKINGS, booking_cells(content)), Line(SEATS, seat_cells(content), seat_note(content))]


def reference_sentence(content: Content) -> str:
    rate = content["reference_rate"]
    shown = "—" if rate is None else f"{rate} %"
    return f"参考：{content['short_seconds']}秒未満の切電を着信から除いた応答率　{shown}（契約上の数値ではありません）"


def words_heading(content: Content) -> str:
    return f"{WORDS}（{words_version(content)}）"


def words(content: Content) -> Section:
    """A sheet of its own in the workbook, so that the first one stays large enough to be read on one page."""
    return Section(
        WORDS_SHEET, [Table(words_heading(content), ("用語", "意味"), (18, 78), word_rows(content))], landscape=False
    )


def words_version(content: Content) -> str:
    """The number of the words and since when the numbers in them hold: together they name one text."""
    since = content.get("definitions_since")
    holds = f"、適用日 {reiwa(date.fromisoformat(since))}" if since else ""
    return f"第{content['definitions_version']}版{holds}"


def word_rows(content: Content) -> list[tuple[str, str]]:
    """The terms with their meanings, the rows of the contract behind them, and how far they are agreed on."""
    rows = [(term, meaning) for term, meaning in content["definitions"]]
    if follow := content.get("definitions_follow"):
        rows.append(("契約条件", "。".join(f"{row['item']}　{row['value']}{_from(row)}" for row in follow)))
    if points := content.get("definitions_agreed"):
        rows.append(("市との協議", "。".join(f"{row['code']} {row['title']}　{_agreed(row)}" for row in points)))
    return rows


def _from(row: Content) -> str:
    since = row["valid_from"]
    return f"（適用日 {reiwa(date.fromisoformat(since))}）" if since else "（契約期間の初日から）"


def _agreed(row: Content) -> str:
    decided = row["decided_on"]
    return f"決定（{reiwa(date.fromisoformat(decided))}）" if decided else "協議中（決定まで、この定義による）"


# --- workbook -----------------------------------------------------------------------------------------------------


def summary_sheet(sheet: Worksheet, content: Content) -> None:
    workbook.title_block(sheet, NAME, subtitle(content), content, LAST)
    heading(sheet, 9, RATE)
    _rate_boxes(sheet, content)
    put(sheet, 12, 1, reference_sentence(content), size=9, box=False, until=(12, LAST))

    heading(sheet, 14, COUNTS)
    header_row(sheet, 15, ("区分", "件数（件）", "説明", "", "", ""))
    sheet.merge_cells("C15:F15")
    for row, (label, count, note) in enumerate(count_rows(content), start=16):
        put(sheet, row, 1, label)
        put(sheet, row, 2, count)
        put(sheet, row, 3, f"　{note}", until=(row, LAST))
        sheet.row_dimensions[row].height = 18
    row += 1
    for note in count_notes(content):
        row = _note(sheet, row, note)

    top = row + 1
    heading(sheet, top, OUTCOMES)
    header_row(sheet, top + 1, ("区分", "件数（件）", "応答に対する率"))
    for row, (label, number, rate) in enumerate(outcome_rows(content), start=top + 2):
        put(sheet, row, 1, label)
        put(sheet, row, 2, "—" if number is None else number, align="right")
        put(sheet, row, 3, "" if rate is None else rate_cell(rate), align="right")
        sheet.row_dimensions[row].height = 18

    row = _note(sheet, row + 1, outcome_note(content)) + 1
    for line in lines(content):
        heading(sheet, row, line.title)
        _line(sheet, row + 1, line.cells)
        row += 3
        if line.note:
            put(sheet, row, 1, line.note, size=9, box=False, until=(row, LAST))
            row += 1
        row += 1

    heading(sheet, row, words_heading(content))
    row = _note(sheet, row + 1, f"用語の意味は、「{WORDS_SHEET}」のシートのとおりです。")
    workbook.sign_off(sheet, row + 1, SIGNERS)


def _note(sheet: Worksheet, row: int, note: str) -> int:
    """Answers the row below it."""
    put(sheet, row, 1, note, size=9, box=False, wrap=True, until=(row, LAST))
    sheet.row_dimensions[row].height = 3 + 12 * workbook.lines_needed(note, 52)
    return row + 1


def _rate_boxes(sheet: Worksheet, content: Content) -> None:
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


def _line(sheet: Worksheet, row: int, cells: Sequence[tuple[str, Value]]) -> None:
    """One line of figures below their names."""
    header_row(sheet, row, [label for label, _ in cells])
    for column, (_, value) in enumerate(cells, start=1):
        put(sheet, row + 1, column, "—" if value is None else value, align="right")
    sheet.row_dimensions[row + 1].height = 18


# --- PDF ----------------------------------------------------------------------------------------------------------


def pdf_summary(content: Content) -> list[Flowable]:
    summary = content["summary"]
    failed = summary["meets_90"] is False
    rate = "—" if summary["answer_rate"] is None else f"{summary['answer_rate']} %"
    target = f"{content['target_percent']} % 以上"
    shown = [pdf.text(each, 20, "center", bold=True) for each in (rate, target)]
    judged = pdf.text(verdict(content), 20, "center", bold=True, color=pdf.RED if failed else pdf.NAVY)
    return [
        *pdf.title_block(NAME, subtitle(content), content, 180),
        pdf.heading(RATE),
        pdf.table([["応答率", "目標", "判定"], [*shown, judged]], (60, 60, 60), padding=4),
        Spacer(1, 1.5 * mm),
        pdf.text(reference_sentence(content), 8),
        pdf.heading(COUNTS),
        pdf.table(
            [
                ["区分", "件数（件）", "説明"],
                *[[name, f"{count:,}", note] for name, count, note in count_rows(content)],
            ],
            (45, 30, 105), extra=[("ALIGN", (1, 1), (1, -1), "RIGHT")], padding=1.6,
        ),
        *[part for note in count_notes(content) for part in _pdf_note(note)],
        pdf.heading(OUTCOMES),
        pdf.table(
            [
                ["区分", "件数（件）", "応答に対する率"],
                *[
                    [name, "—" if count is None else f"{count:,}", "" if part is None else f"{part} %"]
                    for name, count, part in outcome_rows(content)
                ],
            ],
            (45, 30, 40), extra=[("ALIGN", (1, 1), (-1, -1), "RIGHT")], padding=1.6,
        ),
        *_pdf_note(outcome_note(content)),
        *[part for line in lines(content) for part in _pdf_line(line)],
        pdf.heading(words_heading(content)),
        pdf.table(
            [[pdf.text(term, 7.5, bold=True), pdf.text(meaning, 7.5)] for term, meaning in word_rows(content)],
            (30, 150), header_rows=0, padding=1,
        ),
    ]  # fmt: skip


def _pdf_line(line: Line) -> list[Flowable]:
    numbers = ["—" if value is None else f"{value:,}" for _, value in line.cells]
    labels, right = [label for label, _ in line.cells], [("ALIGN", (0, 1), (-1, -1), "RIGHT")]
    table = pdf.table([labels, numbers], (30,) * len(labels), extra=right, padding=1.6)
    return [pdf.heading(line.title), table, *_pdf_note(line.note)]


def _pdf_note(note: str) -> list[Flowable]:
    return [Spacer(1, 1 * mm), pdf.text(note, 8)] if note else []
