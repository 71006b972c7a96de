"""委託業務実施報告書 (第3-3-(1)): the work of a term from its issued reports, the documents, and the list of files."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from apps.core.clock import reiwa
from apps.reporting.cells import Key
from apps.reporting.cells.issued import month_call_key, month_key, month_visit_key
from apps.reporting.enums import ReportKind

from .charts import BLUE, GREEN, GREY, ORANGE, Chart, ChartKind, Series, Side
from .counter_daily import COLUMNS
from .counter_monthly import CHARTED, LABELS
from .sheets import Paper, Section, Table

Content = Mapping[str, Any]
WIDTHS = (28, 14, *[9.5] * len(COLUMNS))
VISIT_KEYS = ("visits_count", "receptions", "on_site")
NOT_ISSUED = "提出済の月次の報告書がない月の欄は「—」とし、合計に含めません。"


def paper(content: Content) -> Paper:
    first, last = (date.fromisoformat(content[name]) for name in ("first", "last"))
    return Paper(
        name=ReportKind.COMPLETION.label,
        subtitle=f"{reiwa(first)}から{reiwa(last)}まで",
        remarks_name=ReportKind.COMPLETION.remarks_name,
        sections=[
            Section("実施報告書", [_counters(content), _visits(content), _calls(content), _missing(content)]),
            Section("グラフ", charts=[_counters_chart(content), _calls_chart(content)]),
            Section("窓口別", [_sites(content)]),
            Section("文書", [_documents(content)]),
            Section("報告書の一覧", [_reports(content)]),
        ],
    )


def _month(text: str) -> str:
    year, month = text[:7].split("-")
    return f"{year}年{int(month)}月"


def _counters(content: Content) -> Table:
    months, total = content["counter_months"], content["total"]
    return Table(
        "1　申請サポート窓口（月次の報告書の件数。単位：件）",
        ("月", "出張の回数", *LABELS),
        WIDTHS,
        [(_month(row["month"]), row["visits_count"], *[row[key] for key, _ in COLUMNS]) for row in months],
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
            (_month(row["month"]), row["visits_count"], row["visits_receptions"], row["visits_on_site"])
            for row in content["counter_months"]
        ],
        total=("合計", content["visits_count"], total["receptions"], total["on_site"]),
        keys=[(None, *[month_visit_key(key, row["month"]) for key in VISIT_KEYS]) for row in content["counter_months"]],
        total_keys=(None, *[month_visit_key(key) for key in VISIT_KEYS]),
    )


def _calls(content: Content) -> Table:
    return Table(
        "3　コールセンター（月次の報告書の件数。単位：件、応答率は％）",
        ("月", "着信", "応答", "切電", "溢れ", "応答率", "苦情"),
        (28, 14, *[9.5] * 5),
        [_call_line(_month(row["month"]), row) for row in content["call_months"]],
        total=_call_line("合計", content["calls"]),
        notes=["応答率の合計は、期間の応答の合計 ÷ 期間の着信の合計です。"],
        keys=[_call_keys(row["month"]) for row in content["call_months"]],
        total_keys=_call_keys(""),
    )


def _call_line(name: str, row: Content) -> tuple[Any, ...]:
    rate = None if row["answer_rate"] is None else Decimal(row["answer_rate"])
    return (name, row["offered"], row["answered"], row["abandoned"], row["overflow"], rate, row["complaints"])


def _call_keys(month: str) -> tuple[Key | None, ...]:
    counts = [month_call_key(name, month) for name in ("offered", "answered", "abandoned", "overflow")]
    return (None, *counts, None, month_call_key("complaints", month))


def _missing(content: Content) -> Table:
    return Table(
        "4　提出済の報告書がない月",
        ("報告書", "月"),
        (28, 14),
        [(row["report"], _month(row["month"])) for row in content["missing"]],
    )


def _counters_chart(content: Content) -> Chart:
    rows = content["counter_months"]
    return Chart(
        "月別の件数（窓口）",
        ChartKind.BAR,
        "月",
        [_month(row["month"]) for row in rows],
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
        [_month(row["month"]) for row in rows],
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


def _documents(content: Content) -> Table:
    return Table(
        "6　提出した文書（仕様書 第1-9ほか）",
        ("文書", "仕様書の箇所", "最新の版の状態", "最新の版", "適用中の版", "適用開始日"),
        (44, 26, 18, 10, 12, 16),
        [
            (
                row["document"], row["clause"], row["state"], row["newest"], row["in_force"],
                row["in_force_from"] or None,
            )
            for row in content["documents"]
        ],
    )  # fmt: skip


def _reports(content: Content) -> Table:
    return Table(
        "7　提出した報告書とハッシュ値（SHA-256）",
        ("報告書", "対象", "版", "提出日", "Excel", "PDF"),
        (34, 15, 5, 15, 46, 46),
        [
            (row["report"], row["period"], row["revision"], row["issued_on"], row["xlsx_sha256"], row["pdf_sha256"])
            for row in content["reports"]
        ],
    )
