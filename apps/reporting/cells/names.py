"""Cells in the words of the printed report: 10/5（月） 9時台 応答."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from apps.callcenter.models import InquiryCategory
from apps.core.clock import WEEKDAYS, long_month, short_date
from apps.reporting.comparison import NAMES
from apps.reporting.figures.calls import full_name

from . import calls, centre, counters, differences, gaps, issued, keys, outreach, papers, readings
from .keys import ANY, FORMULA, READ, WHOLE, Key, day_of

SOURCES = {
    calls.CALLS: "通話",
    calls.INQUIRIES: "問合せ",
    calls.NEW: "受取予約の新規",
    calls.CHANGED: "受取予約の変更",
    calls.CANCELLED: "受取予約の取消",
    counters.RECEPTIONS: "窓口の受付",
    counters.SERVICES: "窓口の対応",
    counters.TROUBLES: "トラブル・困難事例",
    counters.VISITS: "出張",
    counters.SESSIONS: "窓口の開設",
    counters.VOICES: "市民の声",
    issued.DAYS: "窓口の日報",
    issued.DAY_VISITS: "日報の出張",
    issued.MONTHS: "窓口の月報",
    issued.MONTH_VISITS: "月報の出張",
    issued.MONTH_CALLS: "コールセンターの月報",
    outreach.BOUND: "訪問",
    outreach.TRIPS: "運転",
    outreach.ODOMETER: "運転",
    outreach.DRIVEN: "運転",
    outreach.TERM_MONTHS: "訪問",
    outreach.WAITING: "出張の要請",
    outreach.LEAFLETS: "チラシ",
    outreach.LEAFLET_REQUESTS: "出張の要請",
    issued.VISIT_DAYS: "日報の出張",
    differences.VISITED: "訪問",
    centre.PRESENCES: "オペレーターの打刻",
    centre.SHIFTS: "オペレーターのシフト",
    centre.TREND: "コールセンターの月報",
    centre.FAQ: "FAQの版",
    centre.FAQ_ENDED: "FAQの項目",
    centre.IMPROVEMENTS: "改善の取組",
    gaps.UNPAIRED_CALLS: "記録のない応答",
    gaps.UNPAIRED_INQUIRIES: "応答した通話のない問合せ",
    gaps.DAY_INQUIRIES: "問合せ",
    gaps.ANNOUNCED: "電話システムの着信通知",
    gaps.CATEGORIES: "コールセンターの月報",
    papers.DOCUMENTS: "文書の版",
    papers.REVISIONS: "報告書の版",
}
MEASURES = {
    calls.NEW: "新規",
    calls.CHANGED: "変更",
    calls.CANCELLED: "取消",
    "rows": "行数",
    "lines": "記録",
    "heads": "人数",
    "seat_minutes": "席時間",
    "minimum": "同時の最小席数",
    "planned_minimum": "予定の最小席数",
    "floor": "最低席数",
    "minutes_below": "最低席数を下回った時間",
    "target_percent": "応答率の目標",
    papers.REVISION: "版",
    calls.LEFT_LATER: "切電",
    calls.LOGGED: "記録のある通話",
    "visits_count": "回数",
    readings.ORDER: "市の指示による報告",
    **{f"{result}.{calls.PLAIN}": NAMES[result] for result in calls.Result.values},
    **{f"{result}.{calls.COMPLAINT}": f"{NAMES[result]}（苦情）" for result in calls.Result.values},
}
UNITS = {
    "distance": "km",
    **dict.fromkeys(("opening", "setup", "clearing", "late", "early"), "分"),
    **dict.fromkeys(("visits_count", "month_visits", "term_visits"), "回"),
    **dict.fromkeys(("people", "officers", "identity_checked"), "人"),
    **dict.fromkeys(("opened_days", "planned_days", "unopened_days", "unclosed_days"), "日"),
    **dict.fromkeys(("seat_minutes", "minutes_below"), "分"),
    **dict.fromkeys(("heads", outreach.HEADS), "人"),
    **dict.fromkeys(("minimum", "planned_minimum", "floor"), "席"),
    **dict.fromkeys(outreach.READINGS, "km"),
    **dict.fromkeys(("month_aim", "term_limit", "campaigns"), "回"),
    "printed": "枚",
    **dict.fromkeys(("posted", "returned"), "通"),
    "target_percent": "%",
    readings.ORDER: "",  # it has its own, or none
    **dict.fromkeys((*papers.VERSIONS, papers.REVISION), "版"),
}


def cell_name(key: Key, content: Mapping[str, Any]) -> str:
    """The row and the column of a number; one that the content does not know is named by its number."""
    return " ".join(filter(None, [place_name(key, content), measure_name(key.measure)]))


def measure_name(measure: str) -> str:
    """The column: what was counted."""
    if measure.startswith(WHOLE):
        return f"窓口と出張の全体 {measure_name(measure.removeprefix(WHOLE))}"
    return MEASURES.get(measure) or NAMES.get(measure, measure)


def unit(key: Key) -> str:
    """What stands behind the number where it is said alone."""
    return UNITS.get(key.measure, "件")


def place_name(key: Key, content: Mapping[str, Any]) -> str:
    """The row, from the outside inwards; the whole report is its sum."""
    if not key.path:
        return "" if key.source in (FORMULA, READ) else "合計"
    if key.measure == readings.ORDER:
        return _line_of_order(key, content)
    return " ".join(_part(part, key.source, content) for part in key.path if part != ANY)


def _part(part: str, source: str, content: Mapping[str, Any]) -> str:
    if day := day_of(part):
        return short_date(day)
    if part in WEEKDAYS:
        return f"{part}曜日"
    match source:
        case calls.CALLS | keys.FORMULA if part.isdecimal():
            return f"{part}時台"
        case gaps.CATEGORIES | keys.READ if part.isdecimal():
            return _of(content["categories"]["by_category"], "category_id", part, "category")
        case calls.INQUIRIES:
            return _of(content["inquiries"], "category_id", part, "category")
        case counters.VISITS | issued.DAY_VISITS | issued.VISIT_DAYS | differences.VISITED:
            return _of(content["visits"], "visit", part, "facility", unknown="ほかの訪問")
        case outreach.WAITING:
            return _of(content["waiting"], "visit", part, "facility", unknown="ほかの要請")
        case outreach.TRIPS | outreach.ODOMETER:
            return _of(map(_drive, content["lines"]), "trip", part, "name", unknown="ほかの運転")
        case outreach.DRIVEN:
            cars = ({**row, "key": "+".join(map(str, row["vehicle_ids"]))} for row in content["driving"])
            return _of(cars, "key", part, "vehicle", unknown="ほかの車両")
        case papers.DOCUMENTS:
            return _of(content["documents"], "code", part, "document")
        case centre.IMPROVEMENTS:
            return _of(content["improvements"], "improvement", part, "noted_on")
        case outreach.BOUND | papers.REVISIONS:
            return part
    if len(part) == len("2026-10") and part[:4].isdecimal() and part[5:].isdecimal():
        return long_month(date.fromisoformat(f"{part}-01"))
    return _of(content.get("sites", ()), "site", part, "site_name")


def _line_of_order(key: Key, content: Mapping[str, Any]) -> str:
    """The order by its subject, the line of its table by its label."""
    order, line = key.path
    told = next(row for row in content["orders"] if str(row["order_id"]) == order)
    return f"{told['item']} {told['table'][int(line) - 1]['item']}"


def _drive(line: Mapping[str, Any]) -> Mapping[str, Any]:
    left = line["departure"].strip("—")
    return {"trip": line["trip"], "name": " ".join(filter(None, [line["day"], left, line["vehicle"]]))}


def _of(rows: Any, field: str, value: str, name: str, unknown: str = "") -> str:
    return next((str(row[name]) for row in rows if str(row[field]) == value), unknown or value)


def with_every_category(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """The content with the names of all categories of inquiries, also of those that it counts nothing of."""
    rows = InquiryCategory.objects.select_related("parent")
    named = [{"category_id": row.pk, "category": full_name(row)} for row in rows]
    return {**content, "inquiries": named}
