"""How far the telephone log of the month can be relied on, and the inquiries by category month by month."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from apps.core.clock import reiwa_month, short_date
from apps.reporting.cells.calls import LOGGED, UNDECIDED_IN, UNDECIDED_OUT, call_key
from apps.reporting.cells.formulas import category_number
from apps.reporting.cells.gaps import OF_A_DAY, lacking_key, unpaired_key
from apps.reporting.figures.call_trend import ISSUED

from .sheets import Section, Table
from .workbook import Month

Content = Mapping[str, Any]
NAME = "通話記録"
LACKING_NOTE = (
    "応答率は、通話記録のある通話だけで計算しています。欠けのある日の通話は、着信にも応答にも含まれていません。"
    "通話記録のある日の着信通知は、その日の最後の通話より後に通知され、通話記録にないものです。"
)


def undecided_note(content: Content) -> str:
    """The calls that are in no other number, in one sentence."""
    summary = content["summary"]
    outside = f"。ほかに時間外{summary[UNDECIDED_OUT]:,}件" if summary[UNDECIDED_OUT] else ""
    return f"結果未確定 {summary[UNDECIDED_IN]:,}件（着信に含めない{outside}）"


def unpaired_note(content: Content) -> str:
    """第2-2-(7)-①-ウ: what the rates divide does not come from the same records."""
    calls, inquiries = content["answers_without_inquiry"], content["inquiries_without_answer"]
    return f"記録のない応答{calls:,}件／応答した通話のない問合せ{inquiries:,}件"


def lacking_note(content: Content) -> str:
    """The days that the rate does not know of; empty where there are none."""
    days = [row["date"] for row in content["log"]["lacking"]]
    return f"通話記録に欠けのある開設日があり、応答率に反映されていません：{named(days)}" if days else ""


def named(days: list[str]) -> str:
    return "、".join(short_date(date.fromisoformat(day)) for day in days)


def log(content: Content) -> list[Section]:
    """第2-2-(7)-①-ア・ウ: which calls are in no number, and which days the log lacks."""
    return [Section(NAME, [_state(content), _lacking(content)], landscape=False)]


def _state(content: Content) -> Table:
    summary = content["summary"]
    lines = (
        (
            "結果未確定（受付時間内）", summary[UNDECIDED_IN], call_key(UNDECIDED_IN),
            "着信に含めない。続きの記録で確定したときに数え直す",
        ),
        ("結果未確定（時間外）", summary[UNDECIDED_OUT], call_key(UNDECIDED_OUT), "同上"),
        (
            "記録のない応答", content["answers_without_inquiry"], unpaired_key("answers_without_inquiry"),
            "応答のうち、問合せの記録と結び付かないもの",
        ),
        (
            "応答した通話のない問合せ", content["inquiries_without_answer"], unpaired_key("inquiries_without_answer"),
            "問合せのうち、応答と結び付かないもの",
        ),
    )  # fmt: skip
    checked = content["log_checked_by"]
    return Table(
        "通話記録の状況（仕様書 第2-2-(7)-①-ア・ウ、単位：件）",
        ("項目", "件数", "説明"),
        (34, 12, 50),
        [(label, number, says) for label, number, _, says in lines],
        keys=[(None, key, None) for _, _, key, _ in lines],
        notes=[f"結果未確定の通話と欠けのある日を確かめて報告した者　{checked}"] if checked else (),
    )


def _lacking(content: Content) -> Table:
    rows, silent = content["log"]["lacking"], content["log"]["silent"]
    names = (LOGGED, *OF_A_DAY)
    unknown = f"通話・問合せ・着信通知のいずれの記録もない開設日　{len(silent)}日：{named(silent)}"
    return Table(
        "通話記録に欠けのある開設日（単位：件）",
        ("日付", "記録のある通話", "問合せ", "記録にない着信通知"),
        (24, 24, 24, 24),
        [[date.fromisoformat(row["date"]), *[row[name] for name in names]] for row in rows],
        keys=[[None, *[lacking_key(name, row["date"]) for name in names]] for row in rows],
        notes=[*([LACKING_NOTE] if rows else []), *([unknown] if silent else [])],
        empty="該当する日はありません。",
    )


def categories(content: Content) -> list[Section]:
    """第1-4, 第2-2-(7)-①-カ: a month a column, the report's own last."""
    months, rows = content["categories"]["months"], content["categories"]["by_category"]
    source = {month["month"]: month["source"] for month in months}
    table = Table(
        "問合せの分類別の推移（仕様書 第1-4、第2-2-(7)-①-カ、単位：件）",
        ("分類", *[_short(month["month"], is_first=not place) for place, month in enumerate(months)]),
        (30, *[max(6.5, min(22, 66 / len(months)))] * len(months)),
        [[row["category"], *[month["count"] for month in row["months"]]] for row in rows],
        total=["合計", *[month["count"] for month in months]],
        keys=[
            [
                None,
                *[category_number(source[each["month"]], each["month"], row["category_id"]) for each in row["months"]],
            ]
            for row in rows
        ],
        total_keys=[None, *[category_number(month["source"], month["month"]) for month in months]],
        notes=_sources(months),
        empty="問合せの記録はありません。",
    )
    return [Section("分類別推移", [table], landscape=False)]


def _short(month: str, *, is_first: bool) -> str:
    """`8年4月`, the year of the era where it begins: twelve of them stand side by side."""
    year, _, within = reiwa_month(Month.of(month)).removeprefix("令和").partition("年")
    return f"{year}年{within}" if is_first or within == "1月" else within


def _sources(months: list[dict[str, Any]]) -> list[str]:
    issued = [month for month in months if month["source"] == ISSUED]
    return ["年は令和です。", *(["提出済の月は提出した版の数値、ほかの月は作成日現在の記録です。"] if issued else [])]
