"""The monthly report of the counters (第2-1-(12)-①-イ): the issued days added up, and where the records differ."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import cycle
from typing import Any

from apps.core.clock import WEEKDAYS, reiwa_month, short_date
from apps.reporting.cells.counters import opening_key
from apps.reporting.cells.differences import now_key, reported_key
from apps.reporting.cells.formulas import formula_key
from apps.reporting.cells.issued import day_key, day_visit_key, visit_day_key
from apps.reporting.cells.keys import Key
from apps.reporting.cells.outreach import TERM_VISITS, bound_key, leaflet_key
from apps.reporting.cells.papers import day_revision_key
from apps.reporting.cells.readings import read_key
from apps.reporting.enums import ReportKind

from . import counter_tables
from .charts import BLUE, COLORS, GREEN, ORANGE, Chart, ChartKind, Series
from .counter_daily import AGREED_NOTE, COLUMNS, NOTES
from .counter_daily import VISIT_COLUMNS as DAY_VISIT_COLUMNS
from .sheets import Paper, Section, Table

Content = Mapping[str, Any]
LABELS = tuple(f"申請支援 {label}" if key.startswith("assists") else label for key, label in COLUMNS)
VISIT_LABELS = tuple(f"申請支援 {label}" if key.startswith("assists") else label for key, label in DAY_VISIT_COLUMNS)
CHARTED = (("receptions", "受付", BLUE), ("assists", "申請支援", ORANGE), ("photos", "写真撮影", GREEN))
LEAFLETS = (
    ("campaigns", "チラシの作成（年度、回）"),
    ("posted", "チラシの発送（年度、通）"),
    ("returned", "チラシの返戻（年度、通）"),
    ("requests", "チラシのリンクからの要請（年度、件）"),
)
NARROW = [9.5] * len(COLUMNS)
FIRST_WIDTHS = (28, 14.5, *NARROW)
SUM_NOTES = (
    "件数は、提出済の日報の数の合計です。日報の数と現在の記録の数が異なる欄を、差異の一覧にすべて示します。",
    "開設日数は、3と同じく、窓口の開設の記録から数えた日数です。",
)
OPENING = (
    ("opened_days", "開設日数"),
    ("unopened_days", "開設の記録なし"),
    ("unclosed_days", "閉設の記録なし"),
    ("opening", "開設時間"),
    ("setup", "設営"),
    ("clearing", "撤去"),
    ("late", "遅い開設"),
    ("early", "早い閉設"),
    ("complaints", "苦情"),
    ("compliments", "感謝・評価"),
)
OPENING_NOTES = (
    "現在の記録から数えた数です。設営は設営完了から開設まで、撤去は閉設から当日の撤去完了までの時間で、開設時間に含めません。",
    "閉設の記録がない日の開設時間は、0分として数えます。",
)


def paper(content: Content) -> Paper:
    first = date.fromisoformat(content["first"])
    return Paper(
        name="申請サポート窓口 業務月報",
        subtitle=f"{reiwa_month(first)}分",
        remarks_name=ReportKind.COUNTER_MONTHLY.remarks_name,
        sections=[
            Section("月報", [_by_site(content), _whole(content), _opening(content), _others(content)]),
            Section("グラフ", charts=[_days_chart(content), _sites_chart(content), _weekdays_chart(content)]),
            Section("日別", [_by_day(content)]),
            Section("出張", [_visits(content)]),
            Section("出張の回数", [_visit_numbers(content), _cancelled(content)]),
            Section("トラブル・困難事例", [_troubles(content)]),
            Section("日報の提出", [_days(content)]),
            Section("差異", [_changes(content)]),
        ],
    )


def _by_site(content: Content) -> Table:
    total = content["total"]
    agreed = total["assists_e"]
    return Table(
        "1　窓口別の件数（仕様書 第2-1-(12)-②。単位：件）",
        ("窓口", "開設日数", *LABELS),
        FIRST_WIDTHS,
        [(row["site_name"], row["opened_days"], *[row[key] for key, _ in COLUMNS]) for row in content["sites"]],
        total=("窓口の合計", sum(row["opened_days"] for row in content["sites"]), *[total[key] for key, _ in COLUMNS]),
        notes=[*NOTES, *([AGREED_NOTE.format(count=agreed)] if agreed else []), *SUM_NOTES],
        keys=[
            (None, opening_key("opened_days", row["site"]), *[day_key(key, row["site"]) for key, _ in COLUMNS])
            for row in content["sites"]
        ],
        total_keys=(None, opening_key("opened_days"), *[day_key(key) for key, _ in COLUMNS]),
    )


def _whole(content: Content) -> Table:
    """Counters and visits side by side, then both; what only one of them counts has a dash in the other's row."""
    visits, whole = content["visits_total"], content["whole"]
    opened = sum(row["opened_days"] for row in content["sites"])
    return Table(
        "2　窓口と出張（単位：件）",
        ("区分", "開設日数・回数", *LABELS),
        FIRST_WIDTHS,
        [
            ("窓口", opened, *[content["total"][key] for key, _ in COLUMNS]),
            ("出張", len(content["visits"]), *[visits.get(key) for key, _ in COLUMNS]),
        ],
        total=("全体", None, *[whole.get(key) for key, _ in COLUMNS]),
        notes=["出張の件数は窓口の件数に含めません。"],
        keys=[
            (None, opening_key("opened_days"), *[day_key(key) for key, _ in COLUMNS]),
            (None, visit_day_key(), *[day_visit_key(key) for key, _ in COLUMNS]),
        ],
        total_keys=(None, None, *[formula_key(f"whole_{key}") for key, _ in COLUMNS]),
    )


def _opening(content: Content) -> Table:
    """Of the counters' own records, since a day's report tells neither setting up nor clearing."""
    return Table(
        "3　開設（仕様書 第2-1-(3)-②、(8)。時間の単位：分）",
        ("窓口", "予定日数", *[label for _, label in OPENING]),
        (28, 14.5, *[9.5] * len(OPENING)),
        [(row["site_name"], row["planned_days"], *[row.get(key) for key, _ in OPENING]) for row in content["sites"]],
        notes=OPENING_NOTES,
        keys=[
            (
                None,
                read_key("planned_days", row["site"]),
                *[_opening_key(key, row["site"]) for key, _ in OPENING],
            )
            for row in content["sites"]
        ],
    )


def _opening_key(measure: str, site: str) -> Key:
    """A day without an opening has no record that could be listed."""
    return read_key(measure, site) if measure == "unopened_days" else opening_key(measure, site)


def _others(content: Content) -> Table:
    return counter_tables.others("4　その他の件数（単位：件）", content, day_key, total="窓口の合計")


def _by_day(content: Content) -> Table:
    order = [row["site"] for row in content["sites"]]
    rows = sorted(content["grid"], key=lambda row: (order.index(row["site"]), row["date"]))
    return Table(
        "5　窓口別・日別の件数（提出済の日報の数。単位：件）",
        ("窓口", "日", *LABELS),
        FIRST_WIDTHS,
        [(row["place"], date.fromisoformat(row["date"]), *[row[key] for key, _ in COLUMNS]) for row in rows],
        total=("窓口の合計", "", *[content["total"][key] for key, _ in COLUMNS]),
        keys=[(None, None, *[day_key(key, row["site"], row["date"]) for key, _ in COLUMNS]) for row in rows],
        total_keys=(None, None, *[day_key(key) for key, _ in COLUMNS]),
    )


def _days_chart(content: Content) -> Chart:
    days = [row["date"] for row in content["days"]]
    found = {(row["site"], row["date"]): row["receptions"] for row in content["grid"]}
    return Chart(
        "日別の受付（窓口）",
        ChartKind.STACKED,
        "日",
        [f"{day.month}/{day.day}" for day in map(date.fromisoformat, days)],
        [
            Series(row["site_name"], [found.get((row["site"], day)) for day in days], color)
            for row, color in zip(content["sites"], cycle(COLORS), strict=False)
        ],
    )


def _sites_chart(content: Content) -> Chart:
    return Chart(
        "窓口別の件数",
        ChartKind.BAR,
        "窓口",
        [row["site_name"] for row in content["sites"]],
        [Series(name, [row[key] for row in content["sites"]], color) for key, name, color in CHARTED],
    )


def _weekdays_chart(content: Content) -> Chart:
    """A day's share, because a month has four or five of each weekday."""
    days: dict[int, set[str]] = defaultdict(set)
    counts: dict[tuple[int, str], int] = defaultdict(int)
    for row in content["grid"]:
        weekday = date.fromisoformat(row["date"]).weekday()
        days[weekday].add(row["date"])
        for key, _, _ in CHARTED:
            counts[weekday, key] += row[key]
    weekdays = sorted(days)
    return Chart(
        "曜日別の1日あたりの件数（窓口）",
        ChartKind.BAR,
        "曜日",
        [WEEKDAYS[weekday] for weekday in weekdays],
        [
            Series(name, [_share(counts[weekday, key], len(days[weekday])) for weekday in weekdays], color)
            for key, name, color in CHARTED
        ],
        unit="件/日",
    )


def _share(count: int, days: int) -> Decimal:
    """A day's share, cut to a tenth."""
    return Decimal(count * 10 // days) / 10


def _visits(content: Content) -> Table:
    return Table(
        "6　出張申請受付（1行が1回の訪問。単位：件）",
        ("施設", "日", "施設の種類", "状態", *VISIT_LABELS, "未了の理由"),
        (27, 12, 16, 8, *[8.5] * len(DAY_VISIT_COLUMNS), 18),
        [
            (
                row["facility"], date.fromisoformat(row["date"]), row["facility_kind"], row["status"],
                *[row[key] for key, _ in DAY_VISIT_COLUMNS], row["incomplete_reason"] or None,
            )
            for row in content["visits"]
        ],
        total=("出張の合計", "", "", "", *[content["visits_total"][key] for key, _ in DAY_VISIT_COLUMNS], ""),
        empty="提出済の日報に、この月の出張はありません。",
        keys=[
            (*[None] * 4, *[day_visit_key(key, row["visit"], row["date"]) for key, _ in DAY_VISIT_COLUMNS], None)
            for row in content["visits"]
        ],
        total_keys=(*[None] * 4, *[day_visit_key(key) for key, _ in DAY_VISIT_COLUMNS], None),
    )  # fmt: skip


def _visit_numbers(content: Content) -> Table:
    leaflets = content["leaflets"] or {}
    kinds = [row for row in content["facility_kinds"] if row["count"]]
    sent = [(name, label) for name, label in LEAFLETS if name in leaflets]
    rows: list[tuple[str, int, int | str]] = [
        ("月の出張（回）", content["month_visits"], content["month_aim"]),
        ("年度の出張（回、月末まで）", content[TERM_VISITS], content["term_limit"]),
        *[(f"月の出張のうち {row['facility_kind']}（回）", row["count"], "") for row in kinds],
        *[(label, leaflets[name], "") for name, label in sent],
    ]
    return Table(
        "7　出張の回数とチラシ（仕様書 第2-1-(1)-②、(4)-②）",
        ("項目", "数", "目安・上限"),
        (36, 26, 40),
        rows,
        keys=[
            (None, bound_key("month_visits"), read_key("month_aim")),
            (None, bound_key(TERM_VISITS), read_key("term_limit")),
            *[(None, bound_key("month_visits", row["facility_kind"]), None) for row in kinds],
            *[(None, leaflet_key(name), None) for name, _ in sent],
        ],
    )


def _cancelled(content: Content) -> Table:
    return Table(
        "8　この月に中止になった出張",
        ("施設", "予定日", "理由"),
        (36, 26, 40),
        [
            (
                row["facility"],
                date.fromisoformat(row["planned_on"]) if row["planned_on"] else None,
                row["reason"],
            )
            for row in content["cancelled"]
        ],
    )


def _troubles(content: Content) -> Table:
    return Table(
        "9　トラブル・困難事例（状況と対応）",
        ("日", "窓口・施設", "時刻", "状況", "対応"),
        (12, 27, 10, 45, 45),
        [
            (date.fromisoformat(row["date"]), row["place"], row["time"], row["situation"], row["response"] or None)
            for row in content["trouble_texts"]
        ],
    )


def _days(content: Content) -> Table:
    missing = "、".join(short_date(date.fromisoformat(row["date"])) for row in content["missing_days"]) or "なし"
    return Table(
        f"10　日報の提出（対象 {content['days_expected']}日、提出済 {content['days_issued']}日）",
        ("日", "状態", "版", "日報（Excel）のハッシュ値 SHA-256"),
        (13, 14, 6, 92),
        [
            (date.fromisoformat(row["date"]), row["state"], row["revision"], row["sha256"] or None)
            for row in content["days"]
        ],
        keys=[(None, None, day_revision_key(row["date"]), None) for row in content["days"]],
        notes=[
            f"日報が提出されていない日　{missing}",
            "差戻しを受けた日報は、次の版を提出するまで、提出済の版の数を用います。",
        ],
    )


def _changes(content: Content) -> Table:
    return Table(
        "11　日報と現在の記録の差異",
        ("日", "窓口・施設", "項目", "日報の数", "現在の記録の数", "理由"),
        (12, 30, 24, 12, 16, 36),
        [
            (
                date.fromisoformat(row["date"]), row["place"], row["item"], row["reported"], row["now"], row["why"],
            )
            for row in content["changes"]
        ],
        keys=[(*[None] * 3, reported_key(row), now_key(row), None) for row in content["changes"]],
        empty="差異はありません。月の数は、現在の記録の数と一致しています。",
    )  # fmt: skip
