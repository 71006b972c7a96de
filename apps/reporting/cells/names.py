"""Cells in the words of the printed report: 10/5（月） 9時台 応答."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from apps.callcenter.models import InquiryCategory
from apps.core.clock import short_date
from apps.reporting.comparison import NAMES
from apps.reporting.figures.calls import full_name

from . import calls, counters, issued, outreach
from .keys import ANY, Key

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
    outreach.DRIVES: "運転",
}
MEASURES = {
    calls.NEW: "新規",
    calls.CHANGED: "変更",
    calls.CANCELLED: "取消",
    "rows": "行数",
    "lines": "運転の記録",
    calls.LEFT_LATER: "切電",
    "visits_count": "回数",
    **{f"{result}.{calls.PLAIN}": NAMES[result] for result in calls.Result.values},
    **{f"{result}.{calls.COMPLAINT}": f"{NAMES[result]}（苦情）" for result in calls.Result.values},
}
UNITS = {
    "distance": "km",
    **dict.fromkeys(("opening", "late", "early"), "分"),
    **dict.fromkeys(("visits_count", "month_visits", "term_visits"), "回"),
    **dict.fromkeys(("people", "officers", "identity_checked"), "人"),
    "opened_days": "日",
}


def cell_name(key: Key, content: Mapping[str, Any]) -> str:
    """The row and the column of a number; one that the content does not know is named by its number."""
    return " ".join(filter(None, [place_name(key, content), measure_name(key.measure)]))


def measure_name(measure: str) -> str:
    return MEASURES.get(measure) or NAMES.get(measure, measure)


def unit(key: Key) -> str:
    return UNITS.get(key.measure, "件")


def place_name(key: Key, content: Mapping[str, Any]) -> str:
    if not key.path:
        return "合計"
    return " ".join(_part(part, key.source, content) for part in key.path if part != ANY)


def _part(part: str, source: str, content: Mapping[str, Any]) -> str:
    if is_day(part):
        return short_date(date.fromisoformat(part))
    match source:
        case calls.CALLS:
            return f"{part}時台"
        case calls.INQUIRIES:
            return _of(content.get("inquiries", ()), "category_id", part, "category")
        case counters.VISITS | issued.DAY_VISITS:
            return _of(content.get("visits", ()), "visit", part, "facility", unknown="ほかの訪問")
        case outreach.TRIPS:
            return f"{part}行目"
        case outreach.DRIVES | outreach.BOUND:
            return part
    if len(part) == len("2026-10") and part[:4].isdecimal() and part[5:].isdecimal():
        return f"{part[:4]}年{int(part[5:])}月"
    return _of(content.get("sites", ()), "site", part, "site_name")


def _of(rows: Any, field: str, value: str, name: str, unknown: str = "") -> str:
    return next((str(row[name]) for row in rows if str(row.get(field)) == value), unknown or value)


def with_every_category(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """The content with the names of all categories of inquiries, also of those that it counts nothing of."""
    rows = InquiryCategory.objects.select_related("parent")
    named = [{"category_id": row.pk, "category": full_name(row)} for row in rows]
    return {**content, "inquiries": named}


def is_day(text: str) -> bool:
    try:
        return len(text) == len("2026-10-05") and bool(date.fromisoformat(text))
    except ValueError:
        return False
