"""The monthly report of the counters (第2-1-(12)-①-イ): the issued days added up, and where the records differ."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import cycle, zip_longest
from typing import Any

from apps.core.clock import WEEKDAYS, reiwa_month, short_date
from apps.reporting.cells.counters import opening_key
from apps.reporting.cells.formulas import formula_key
from apps.reporting.cells.issued import day_key, day_visit_key
from apps.reporting.cells.outreach import bound_key
from apps.reporting.enums import ReportKind

from .charts import BLUE, COLORS, GREEN, ORANGE, Chart, ChartKind, Series
from .counter_daily import AGREED_NOTE, COLUMNS, NOTES
from .counter_daily import VISIT_COLUMNS as DAY_VISIT_COLUMNS
from .sheets import Paper, Section, Table

Content = Mapping[str, Any]
LABELS = tuple(f"申請支援 {label}" if key.startswith("assists") else label for key, label in COLUMNS)
VISIT_LABELS = tuple(f"申請支援 {label}" if key.startswith("assists") else label for key, label in DAY_VISIT_COLUMNS)
CHARTED = (("receptions", "受付", BLUE), ("assists", "申請支援", ORANGE), ("photos", "写真撮影", GREEN))
NARROW = [9.5] * len(COLUMNS)
FIRST_WIDTHS = (28, 12, *NARROW)
DIFFERENCE_NOTE = (
    "月の数は、提出済の日報の数の合計です。日報の数と現在の記録の数が異なる欄を、差異の一覧にすべて示します。",
)


def paper(content: Content) -> Paper:
    first = date.fromisoformat(content["first"])
    return Paper(
        name="申請サポート窓口 業務月報",
        subtitle=f"{reiwa_month(first)}分",
        remarks_name=ReportKind.COUNTER_MONTHLY.remarks_name,
        sections=[
            Section("月報", [_by_site(content), _whole(content), _opening(content)]),
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
    agreed = total.get("assists_e", 0)
    return Table(
        "1　窓口別の件数（仕様書 第2-1-(12)-②。単位：件）",
        ("窓口", "開設日数", *LABELS),
        FIRST_WIDTHS,
        [(row["site_name"], row["opened_days"], *[row[key] for key, _ in COLUMNS]) for row in content["sites"]],
        total=("窓口の合計", sum(row["opened_days"] for row in content["sites"]), *[total[key] for key, _ in COLUMNS]),
        notes=[*NOTES, *([AGREED_NOTE.format(count=agreed)] if agreed else []), *DIFFERENCE_NOTE],
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
            (None, None, *[day_visit_key(key) for key, _ in COLUMNS]),
        ],
        total_keys=(None, None, *[formula_key(f"whole_{key}") for key, _ in COLUMNS]),
    )


def _opening(content: Content) -> Table:
    return Table(
        "3　開設（仕様書 第2-1-(8)）",
        (
            "窓口", "予定日数", "開設日数", "記録なし", "開設時間（分）", "遅れた開設（分）", "早い閉設（分）", "苦情",
            "感謝・評価",
        ),
        (27, 12, *[9.5] * 7),
        [
            (
                row["site_name"], row["planned_days"], row["opened_days"], row["unopened_days"],
                row["opening"], row["late"], row["early"], row["complaints"],
                row["compliments"],
            )
            for row in content["sites"]
        ],
        keys=[
            (
                None, None, opening_key("opened_days", row["site"]), None,
                *[opening_key(key, row["site"]) for key in ("opening", "late", "early", "complaints", "compliments")],
            )
            for row in content["sites"]
        ],
    )  # fmt: skip


def _by_day(content: Content) -> Table:
    order = [row["site"] for row in content["sites"]]
    rows = sorted(content["grid"], key=lambda row: (order.index(row["site"]), row["date"]))
    return Table(
        "4　窓口別・日別の件数（提出済の日報の数。単位：件）",
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
        "5　出張申請受付（1行が1回の訪問。単位：件）",
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
            (*[None] * 4, *[day_visit_key(key, row["visit"]) for key, _ in DAY_VISIT_COLUMNS], None)
            for row in content["visits"]
        ],
        total_keys=(*[None] * 4, *[day_visit_key(key) for key, _ in DAY_VISIT_COLUMNS], None),
    )  # fmt: skip


def _visit_numbers(content: Content) -> Table:
    kinds = [row for row in content["facility_kinds"] if row["count"]]
    keys = [bound_key("month_visits"), bound_key("term_visits")]
    keys += [bound_key("month_visits", row["facility_kind"]) for row in kinds]
    rows: list[tuple[str, str]] = [
        ("月の回数／目安", f"{content['month_visits']} / {content['month_aim']}回"),
        ("年度の回数／上限（月末まで）", f"{content['term_visits']} / {content['term_limit']}回"),
        *[(f"うち {row['facility_kind']}", f"{row['count']}回") for row in kinds],
    ]
    if leaflets := content["leaflets"]:
        rows += [
            ("チラシの作成（年度）", f"{leaflets['campaigns']}回"),
            ("チラシの発送（年度）", f"{leaflets['posted']:,}通（返戻 {leaflets['returned']:,}通）"),
            ("チラシのリンクからの要請（年度）", f"{leaflets['requests']}件"),
        ]
    return Table(
        "6　出張の回数とチラシ（仕様書 第2-1-(1)-②、(4)-②）",
        ("項目", "数"),
        (36, 26),
        rows,
        keys=[(None, key) for key, _ in zip_longest(keys, rows)],
    )


def _cancelled(content: Content) -> Table:
    return Table(
        "7　この月に中止になった出張",
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
        "8　トラブル・困難事例（状況と対応）",
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
        f"9　日報の提出（対象 {content['days_expected']}日、提出済 {content['days_issued']}日）",
        ("日", "状態", "版", "日報（Excel）のハッシュ値 SHA-256"),
        (13, 14, 6, 92),
        [
            (date.fromisoformat(row["date"]), row["state"], row["revision"], row["sha256"] or None)
            for row in content["days"]
        ],
        notes=[
            f"日報が提出されていない日　{missing}",
            "差戻しを受けた日報は、次の版を提出するまで、提出済の版の数を用います。",
        ],
    )


def _changes(content: Content) -> Table:
    return Table(
        "10　日報と現在の記録の差異",
        ("日", "窓口・施設", "項目", "日報の数", "現在の記録の数", "理由"),
        (12, 30, 24, 12, 16, 36),
        [
            (
                date.fromisoformat(row["date"]), row["place"], row["item"], row["reported"], row["now"], row["why"],
            )
            for row in content["changes"]
        ],
        empty="差異はありません。月の数は、現在の記録の数と一致しています。",
    )  # fmt: skip
