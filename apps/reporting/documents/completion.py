"""委託業務実施報告書 (第3-3-(1)): the work of a term from its issued reports, the documents, and the list of files."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from apps.core.clock import long_month, reiwa
from apps.reporting.cells import Key
from apps.reporting.cells.formulas import formula_key
from apps.reporting.cells.issued import month_call_key, month_key, month_visit_key
from apps.reporting.cells.papers import VERSIONS, document_key, term_revision_key
from apps.reporting.enums import ReportKind
from apps.reporting.figures.completion import CALLS, ENDS
from apps.reporting.figures.reservations import ACTS

from . import counter_tables
from .charts import BLUE, GREEN, GREY, ORANGE, Chart, ChartKind, Series, Side
from .counter_daily import COLUMNS
from .counter_monthly import CHARTED, LABELS
from .sheets import Paper, Section, Table
from .workbook import Day, Month

Content = Mapping[str, Any]
WIDTHS = (28, 14, *[9.5] * len(COLUMNS))
VISIT_KEYS = ("visits_count", "receptions", "on_site")
RATE = "answer_rate"
CALL_COLUMNS = (*CALLS, RATE, *ENDS, *ACTS)
CALL_LABELS = (
    "着信", "応答", "切電", "溢れ", "応答率", "完了", "転送", "苦情", "苦情の転送",
    "予約の新規", "予約の変更", "予約の取消",
)  # fmt: skip
"""The columns of the calls."""
NOT_ISSUED = "提出済の月次の報告書がない月の欄は「—」とし、合計に含めません。"


def paper(content: Content) -> Paper:
    first, last = (date.fromisoformat(content[name]) for name in ("first", "last"))
    return Paper(
        name=ReportKind.COMPLETION.label,
        subtitle=f"{reiwa(first)}から{reiwa(last)}まで",
        remarks_name=ReportKind.COMPLETION.remarks_name,
        sections=[
            Section("実施報告書", [_counters(content), _visits(content), _calls(content)]),
            Section("未提出の月", [_missing(content)]),
            Section("グラフ", charts=[_counters_chart(content), _calls_chart(content)]),
            Section("窓口別", [_sites(content), _others(content)]),
            Section("文書", [_documents(content)]),
            Section("報告書の一覧", [_reports(content)]),
        ],
    )


def _counters(content: Content) -> Table:
    months, total = content["counter_months"], content["total"]
    return Table(
        "1　申請サポート窓口（月次の報告書の件数。単位：件）",
        ("月", "出張の回数", *LABELS),
        WIDTHS,
        [(Month.of(row["month"]), row["visits_count"], *[row[key] for key, _ in COLUMNS]) for row in months],
        total=("合計", content["visits_count"], *[total[key] for key, _ in COLUMNS]),
        notes=[NOT_ISSUED, "件数は窓口のものです。出張の件数は2に示します。"],
        keys=[
            (
                None,
                month_visit_key("visits_count", row["month"]),
                *[month_key(key, month=row["month"]) for key, _ in COLUMNS],
            )
            for row in months
        ],
        total_keys=(None, month_visit_key("visits_count"), *[month_key(key) for key, _ in COLUMNS]),
    )


def _visits(content: Content) -> Table:
    total = content["visits_total"]
    return Table(
        "2　出張申請受付（窓口の件数に含めない。単位：回・件）",
        ("月", "出張の回数", "受付", "出張申請受付"),
        (28, 14, 9.5, 9.5),
        [
            (Month.of(row["month"]), row["visits_count"], row["visits_receptions"], row["visits_on_site"])
            for row in content["counter_months"]
        ],
        total=("合計", content["visits_count"], total["receptions"], total["on_site"]),
        keys=[(None, *[month_visit_key(key, row["month"]) for key in VISIT_KEYS]) for row in content["counter_months"]],
        total_keys=(None, *[month_visit_key(key) for key in VISIT_KEYS]),
    )


def _calls(content: Content) -> Table:
    return Table(
        "3　コールセンター（月次の報告書の件数。単位：件、応答率は％）",
        ("月", *CALL_LABELS),
        (28, 14, *[9.5] * (len(CALL_LABELS) - 1)),
        [_call_line(Month.of(row["month"]), row) for row in content["call_months"]],
        total=_call_line("合計", content["calls"]),
        notes=["応答率の合計は、期間の応答の合計 ÷ 期間の着信の合計です。", "完了は、センター内で終えた件数です。"],
        keys=[_call_keys(row["month"]) for row in content["call_months"]],
        total_keys=_call_keys(""),
    )


def _call_line(name: str | Month, row: Content) -> tuple[Any, ...]:
    rate = None if row["answer_rate"] is None else Decimal(row["answer_rate"])
    return (name, *[rate if key == RATE else row[key] for key in CALL_COLUMNS])


def _call_keys(month: str) -> tuple[Key | None, ...]:
    return (None, *[formula_key(key, month) if key == RATE else month_call_key(key, month) for key in CALL_COLUMNS])


def _missing(content: Content) -> Table:
    return Table(
        "4　提出済の報告書がない月",
        ("報告書", "月"),
        (44, 14),
        [(row["report"], Month.of(row["month"])) for row in content["missing"]],
    )


def _counters_chart(content: Content) -> Chart:
    rows = content["counter_months"]
    return Chart(
        "月別の件数（窓口）",
        ChartKind.BAR,
        "月",
        [long_month(Month.of(row["month"])) for row in rows],
        [Series(name, [row[key] for row in rows], color) for key, name, color in CHARTED],
    )


def _calls_chart(content: Content) -> Chart:
    rows = content["call_months"]
    parts = (("answered", "応答", BLUE), ("abandoned", "切電", ORANGE), ("overflow", "溢れ", GREY))
    rates = [None if row["answer_rate"] is None else Decimal(row["answer_rate"]) for row in rows]
    return Chart(
        "月別の着信（応答・切電・溢れ）と応答率",
        ChartKind.STACKED,
        "月",
        [long_month(Month.of(row["month"])) for row in rows],
        [
            *[Series(name, [row[key] for row in rows], color) for key, name, color in parts],
            Series("応答率", rates, GREEN, Side.RIGHT),
        ],
    )


def _sites(content: Content) -> Table:
    total = content["total"]
    return Table(
        "5　窓口別の件数（期間の合計。単位：件）",
        ("窓口", "開設日数", *LABELS),
        WIDTHS,
        [(row["site_name"], row["opened_days"], *[row[key] for key, _ in COLUMNS]) for row in content["sites"]],
        total=("合計", sum(row["opened_days"] for row in content["sites"]), *[total[key] for key, _ in COLUMNS]),
        keys=[
            (None, *[month_key(key, row["site"]) for key in ("opened_days", *(key for key, _ in COLUMNS))])
            for row in content["sites"]
        ],
        total_keys=(None, *[month_key(key) for key in ("opened_days", *(key for key, _ in COLUMNS))]),
    )


def _others(content: Content) -> Table:
    return counter_tables.others("6　窓口別のその他の件数（期間の合計。単位：件）", content, month_key, total="合計")


def _documents(content: Content) -> Table:
    return Table(
        "7　提出した文書（仕様書 第1-9ほか）",
        ("文書", "仕様書の箇所", "状態", "提出した版", "提出日", "承諾日", "適用中の版", "適用開始日"),
        (40, 22, 12, 12, 15, 15, 12, 15),
        [
            (
                row["document"], row["clause"], row["state"], row["newest"], _day(row["submitted_on"]),
                _day(row["accepted_on"]), row["in_force"], _day(row["in_force_from"]),
            )
            for row in content["documents"]
        ],
        keys=[
            (None, None, None, newest, None, None, in_force, None)
            for row in content["documents"]
            for newest, in_force in [[document_key(each, row["code"]) for each in VERSIONS]]
        ],
    )  # fmt: skip


def _day(text: str | None) -> Day | None:
    return Day.fromisoformat(text) if text else None


def _reports(content: Content) -> Table:
    return Table(
        "8　提出した報告書とハッシュ値（SHA-256）",
        ("報告書", "対象", "版", "提出日", "Excel", "PDF"),
        (34, 15, 5, 15, 46, 46),
        [
            (
                row["report"], row["period"], row["revision"], Day.fromisoformat(row["issued_on"]),
                row["xlsx_sha256"], row["pdf_sha256"],
            )
            for row in content["reports"]
        ],
        keys=[(None, None, term_revision_key(row), None, None, None) for row in content["reports"]],
    )  # fmt: skip
