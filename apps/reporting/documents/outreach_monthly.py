"""The monthly report of the visits (第2-1-(1)-②, (2)-④, (12)-②): a row a visit, the requests, and the differences."""

from collections.abc import Mapping
from datetime import date
from itertools import accumulate
from typing import Any

from apps.core.clock import reiwa_month
from apps.reporting.cells import Key
from apps.reporting.cells.counters import visit_key
from apps.reporting.cells.differences import now_key, reported_key
from apps.reporting.cells.formulas import formula_key
from apps.reporting.cells.outreach import (
    TERM_VISITS,
    bound_key,
    leaflet_key,
    term_month_key,
    vehicle_key,
    waiting_key,
)
from apps.reporting.cells.readings import read_key
from apps.reporting.enums import ReportKind

from .charts import COLORS, ORANGE, RED, Chart, ChartKind, Series, Side
from .sheets import Paper, Section, Table
from .workbook import Month

Content = Mapping[str, Any]

COUNTS = (
    ("receptions", "受付"),
    ("on_site", "出張申請受付"),
    ("assists", "申請支援 計"),
    ("assists_a", "申請支援 ア"),
    ("assists_i", "申請支援 イ"),
    ("assists_u", "申請支援 ウ"),
    ("photos", "写真撮影"),
    ("usage", "利活用"),
    ("incomplete", "未了"),
    ("troubles", "トラブル"),
)
HANDED = (
    ("identity_checked", "本人確認（市）"),
    ("documents", "受領した書類"),
    ("handed_over", "引き渡した書類"),
    ("taken_over", "市が受け取った書類"),
)
OUTCOMES = tuple(
    (key, label) for key, label in COUNTS if key in ("on_site", "assists_a", "assists_i", "assists_u", "incomplete")
)
"""How the application of a person ended; each person is in one of them at most."""

NARROW = 8.5
NOT_SENT = "訪問の報告を受けていない欄は「—」とし、合計に含めません。"
COUNT_NOTES = (
    "出張申請受付は、訪問先で受け付けた申請（申請時来庁方式）です。申請支援（申請サポート方式）とは別の件数です。",
    "申請支援　ア：マイナアシスト　イ：郵便　ウ：スマートフォン。受付は人を単位とし、窓口の件数に含めません。",
    NOT_SENT,
)
NO_VISIT = "この月の訪問はありません。"


def paper(content: Content) -> Paper:
    first = date.fromisoformat(content["first"])
    return Paper(
        name="出張申請受付 業務月報",
        subtitle=f"{reiwa_month(first)}分",
        remarks_name=ReportKind.OUTREACH_MONTHLY.remarks_name,
        sections=[
            Section("月報", [_numbers(content), _kinds(content), _counts(content)]),
            Section("グラフ", [_months(content)], charts=_charts(content)),
            Section("訪問の体制", [_people(content)]),
            Section("本人確認と書類", [_handed(content)]),
            Section("未了と報告", [_words(content)]),
            Section("要請と中止", [_waiting(content), _cancelled(content)]),
            Section("チラシと運転", [_leaflets(content), _driving(content)]),
            Section("差異", [_changes(content)]),
        ],
    )


def _day(row: Content) -> date:
    return date.fromisoformat(row["date"])


def _hours(row: Content) -> str:
    """The hours that were kept, else those that were agreed."""
    return f"{row['started']}–{row['ended']}" if row["ended"] else f"{row['starts']}–{row['ends']}"


def _numbers(content: Content) -> Table:
    return Table(
        "1　訪問の回数（仕様書 第2-1-(1)-②。単位：回）",
        ("区分", "回数", "目安・上限"),
        (34, 12, 14),
        [
            ("この月の訪問と、月の目安", content["month_visits"], content["month_aim"]),
            ("契約年度の累計と、年度の上限", content["term_visits"], content["term_limit"]),
        ],
        notes=["累計は、契約年度の初めからこの月の末日までの回数です。上限を超える訪問には、市との協議が必要です。"],
        keys=[
            (None, bound_key("month_visits"), read_key("month_aim")),
            (None, bound_key("term_visits"), read_key("term_limit")),
        ],
    )


def _kinds(content: Content) -> Table:
    return Table(
        "2　施設の種類別の回数（単位：回）",
        ("施設の種類", "回数"),
        (34, 12),
        [(row["facility_kind"], row["count"]) for row in content["facility_kinds"]],
        total=("合計", content["month_visits"]),
        keys=[(None, bound_key("month_visits", row["facility_kind"])) for row in content["facility_kinds"]],
        total_keys=(None, bound_key("month_visits")),
    )


def _counts(content: Content) -> Table:
    total = content["visits_total"]
    return Table(
        "3　訪問ごとの件数（仕様書 第2-1-(12)-②。1行が1回の訪問。単位：件）",
        ("施設", "日", "時間", "施設の種類", "状態", *[label for _, label in COUNTS]),
        (34, 12, 14, 16, 8, *[NARROW] * len(COUNTS)),
        [
            (
                row["facility"], _day(row), _hours(row), row["facility_kind"], row["status"],
                *[row[key] for key, _ in COUNTS],
            )
            for row in content["visits"]
        ],
        total=("合計", "", "", "", "", *[total[key] for key, _ in COUNTS]) if content["visits"] else None,
        notes=COUNT_NOTES,
        empty=NO_VISIT,
        keys=[
            (*[None] * 5, *[visit_key(key, row["visit"], row["date"]) for key, _ in COUNTS])
            for row in content["visits"]
        ],
        total_keys=(*[None] * 5, *[visit_key(key) for key, _ in COUNTS]),
    )  # fmt: skip


def _months(content: Content) -> Table:
    """Each month of the term so far, with the visits since its beginning."""
    totals = list(accumulate(row["visits_count"] for row in content["months"]))
    return Table(
        "4　月別の回数（契約年度の初めからこの月まで。単位：回）",
        ("月", "回数", "累計"),
        (34, 12, 14),
        [
            (Month.of(row["month"]), row["visits_count"], total)
            for row, total in zip(content["months"], totals, strict=True)
        ],
        keys=[
            (None, term_month_key(row["month"]), formula_key(TERM_VISITS, row["month"])) for row in content["months"]
        ],
    )


def _charts(content: Content) -> list[Chart]:
    """A month without visits has nothing to draw of them."""
    return [chart for chart in (_outcomes_chart(content), _months_chart(content)) if chart.labels]


def _outcomes_chart(content: Content) -> Chart:
    return Chart(
        "訪問ごとの申請の結果",
        ChartKind.STACKED,
        "訪問",
        [f"{_day(row).month}/{_day(row).day} {row['starts']}" for row in content["visits"]],
        [
            Series(label, [row[key] for row in content["visits"]], color)
            for (key, label), color in zip(OUTCOMES, COLORS, strict=False)
        ],
        unit="人",
    )


def _months_chart(content: Content) -> Chart:
    return Chart(
        "月別の回数と累計",
        ChartKind.BAR,
        "月",
        [f"{int(row['month'][5:])}月" for row in content["months"]],
        [
            Series("月の回数", [row["visits_count"] for row in content["months"]]),
            Series("累計", list(accumulate(row["visits_count"] for row in content["months"])), ORANGE, Side.RIGHT),
            Series("上限", [content["term_limit"]] * len(content["months"]), RED, Side.RIGHT, dashed=True),
        ],
        unit="回",
        right_unit="回",
        right_top=None,
    )


def _people(content: Content) -> Table:
    total = content["visits_total"]
    return Table(
        "5　訪問の体制（仕様書 第2-1-(9)。単位：人、距離はkm）",
        ("施設", "日", "受託者の人数", "同行した市職員", "車両", "走行の距離"),
        (34, 12, 13, 16, 20, 12),
        [
            (
                row["facility"], _day(row), row["people"], row["officers"], row["vehicle"] or None, row["distance"],
            )
            for row in content["visits"]
        ],
        total=("合計", "", total["people"], total["officers"], "", total["distance"]) if content["visits"] else None,
        notes=["走行の距離は、この訪問のために運転した距離です。氏名は記載しません。"],
        empty=NO_VISIT,
        keys=[_people_keys(row["visit"], row["date"]) for row in content["visits"]],
        total_keys=_people_keys(),
    )  # fmt: skip


def _people_keys(*visit: Any) -> tuple[Key | None, ...]:
    """Of a visit on its day, or of all visits."""
    people, officers, distance = (visit_key(name, *visit) for name in ("people", "officers", "distance"))
    return (None, None, people, officers, None, distance)


def _handed(content: Content) -> Table:
    total = content["visits_total"]
    return Table(
        "6　本人確認と書類の引渡し（仕様書 第2-1-(2)-④-ア・イ。単位：人・件）",
        ("施設", "日", *[label for _, label in HANDED]),
        (34, 12, *[14.5] * len(HANDED)),
        [(row["facility"], _day(row), *[row[key] for key, _ in HANDED]) for row in content["visits"]],
        total=("合計", "", *[total[key] for key, _ in HANDED]) if content["visits"] else None,
        notes=["本人確認は同行した市職員が行います。", NOT_SENT],
        empty=NO_VISIT,
        keys=[
            (None, None, *[visit_key(key, row["visit"], row["date"]) for key, _ in HANDED]) for row in content["visits"]
        ],
        total_keys=(None, None, *[visit_key(key) for key, _ in HANDED]),
    )


def _words(content: Content) -> Table:
    return Table(
        "7　未了の理由、困難事例・トラブル、報告",
        ("施設", "日", "未了", "未了の理由", "困難事例・トラブル", "報告"),
        (34, 12, 8, 24, 32, 44),
        [
            (
                row["facility"], _day(row), row["incomplete"], row["incomplete_reason"] or None,
                "\n".join(text["situation"] for text in row["trouble_texts"]) or None, row["visit_report"] or None,
            )
            for row in content["visits"]
        ],
        keys=[
            (None, None, visit_key("incomplete", row["visit"], row["date"]), None, None, None)
            for row in content["visits"]
        ],
        empty=NO_VISIT,
    )  # fmt: skip


def _waiting(content: Content) -> Table:
    return Table(
        "8　調整中の要請（この月の末日に日程が決まっていないもの）",
        ("施設", "要請日", "施設の種類", "状態", "申請予定人数"),
        (34, 12, 20, 10, 12),
        [
            (
                row["facility"], date.fromisoformat(row["requested_on"]), row["facility_kind"], row["status"],
                row["head_count"],
            )
            for row in content["waiting"]
        ],
        keys=[(*[None] * 4, waiting_key(row["visit"])) for row in content["waiting"]],
    )  # fmt: skip


def _cancelled(content: Content) -> Table:
    return Table(
        "9　この月に中止になった訪問",
        ("施設", "予定日", "理由"),
        (34, 12, 42),
        [
            (
                row["facility"], date.fromisoformat(row["planned_on"]) if row["planned_on"] else None, row["reason"],
            )
            for row in content["cancelled"]
        ],
    )  # fmt: skip


def _leaflets(content: Content) -> Table:
    found = content["leaflets"] or {}
    labels = (
        ("campaigns", "作成（回）"),
        ("printed", "印刷（枚）"),
        ("posted", "発送（通）"),
        ("returned", "返戻（通）"),
        ("requests", "チラシのリンクからの要請（件）"),
    )
    return Table(
        "10　チラシ（仕様書 第2-1-(4)-②。契約年度の初めからこの月の末日まで）",
        ("項目", "数"),
        (34, 14),
        [(label, found[key]) for key, label in labels if key in found],
        keys=[(None, leaflet_key(key)) for key, _ in labels if key in found],
    )


def _driving(content: Content) -> Table:
    rows = content["driving"]
    return Table(
        "11　運転（仕様書 第2-1-(2)-④）",
        ("車両", "運転の回数", "走行の距離（km）"),
        (34, 14, 16),
        [(row["vehicle"], row["trips"], row["distance"]) for row in rows],
        total=("合計", sum(row["trips"] for row in rows), sum(row["distance"] for row in rows)) if rows else None,
        keys=[(None, *[vehicle_key(name, row["vehicle_ids"]) for name in ("lines", "distance")]) for row in rows],
        total_keys=(None, vehicle_key("lines"), vehicle_key("distance")),
        notes=["この月に出発した運転です。帰着していない運転の距離は含みません。内訳は運転記録に示します。"],
    )


def _changes(content: Content) -> Table:
    return Table(
        "12　日報と現在の記録の差異",
        ("日", "施設", "項目", "日報の数", "現在の記録の数", "理由"),
        (12, 34, 24, 12, 16, 36),
        [(_day(row), row["place"], row["item"], row["reported"], row["now"], row["why"]) for row in content["changes"]],
        keys=[(*[None] * 3, reported_key(row), now_key(row), None) for row in content["changes"]],
        empty="差異はありません。提出済の日報の数は、現在の記録の数と一致しています。",
    )
