"""What a report says: the figures and the words around them, as JSON that can be frozen and printed again."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from apps.callcenter.counts import count_calls
from apps.callcenter.rates import cut_rate
from apps.contracts.calendar import Calendar
from apps.core import textguard
from apps.core.clock import parse_month, short_date
from apps.counters.enums import UsageKind

from .enums import ReportKind
from .figures import calls, counters
from .figures.definitions import DEFINITIONS_VERSION, definitions


class Period(NamedTuple):
    """The days of a report, both inside it."""

    first: date
    last: date

    def __str__(self) -> str:
        return self.first.isoformat() if self.first == self.last else self.first.strftime("%Y-%m")


def parse_period(kind: str, text: str) -> Period:
    """`2025-06` for a monthly kind, `2025-06-02` for a daily one. ValueError with a sentence for anything else."""
    if kind == ReportKind.CALL_MONTHLY:
        return Period(*parse_month(text))
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError("日付は「2025-06-02」の形で指定してください。") from None
    if day.isoformat() != text:
        raise ValueError("日付は「2025-06-02」の形で指定してください。")
    return Period(day, day)


def collect(kind: str, period: Period, *, made_on: date, calendar: Calendar | None = None) -> dict[str, Any]:
    """The figures of the period as they stand now, with an empty place for the remarks."""
    calendar = calendar or Calendar.load()
    body = _call_month(period, calendar) if kind == ReportKind.CALL_MONTHLY else _counter_day(period.first, calendar)
    return {
        "kind": kind,
        "period": str(period),
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "title": calendar.parameters.value("contract.title", period.last),
        "client": calendar.parameters.value("contract.client", period.last),
        "contractor": calendar.parameters.value("contract.contractor", period.last),
        "made_on": made_on.isoformat(),
        "definitions_version": DEFINITIONS_VERSION,
        "remarks": "",
        "remarks_by": "",
        **body,
    }


def _call_month(period: Period, calendar: Calendar) -> dict[str, Any]:
    short = calendar.parameters.value("callcenter.short_abandon_seconds", period.last)
    target = calendar.parameters.value("callcenter.answer_rate_percent", period.last)
    counted = count_calls(*period, calendar)
    summary = calls.summarise(counted)
    days = counted.by_day()
    answered, completed = summary["answered"], summary["completed_inside"]
    return {
        "definitions": definitions(short_seconds=short, target_percent=target),
        "target_percent": target,
        "short_seconds": short,
        "summary": summary,
        "reference_rate": cut_rate(answered, summary["offered"] - summary["abandoned_short"]),
        "completed_rate": None if completed is None else cut_rate(completed, answered),
        "transferred_rate": cut_rate(summary["transferred"], answered),
        "days": days,
        "hours": counted.by_hour(),
        "total": counted.total().as_row(),
        "grid": [calls.as_cell(day, hour, counted.cell(day, hour)) for day, hour in counted.grid_keys()],
        "closed_day_out_of_hours": summary["out_of_hours"] - sum(day["out_of_hours"] for day in days),
        "inquiries": calls.inquiries_by_category(*period),
    }


def _counter_day(day: date, calendar: Calendar) -> dict[str, Any]:
    sites = counters.counter_days(day, calendar)
    return {"sites": sites, "total": counters.total_of(sites)}


def needs_remarks(content: dict[str, Any]) -> bool:
    """Whether the report may not be issued without a cause and a measure: a month below the target (第2-2-(3)-イ)."""
    return (
        content["kind"] == ReportKind.CALL_MONTHLY
        and content["summary"]["meets_90"] is False
        and not content["remarks"]
    )


def found_personal_data(content: dict[str, Any], *, only_forbidden: bool = False) -> list[str]:
    """Where the texts look like personal data: sentences with place and rule, never the text (第2-1-(12))."""
    return [
        f"{place}の{finding.start + 1}文字目：{textguard.SENTENCES[finding.rule]}"
        for place, text in _texts(content)
        for finding in textguard.inspect(text)
        if finding.severity == textguard.REFUSE or not only_forbidden
    ]


def _texts(content: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield ReportKind(content["kind"]).remarks_name, content["remarks"]
    for site in content.get("sites", ()):
        for text in site["trouble_texts"]:
            yield f"{site['site_name']} {text['time']} トラブルの状況", text["situation"]
            yield f"{site['site_name']} {text['time']} トラブルの対応", text["response"]


def differences(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    """(place in Japanese, before, after) for every figure and text that differs, the date of making left out."""
    before, after = (dict(leaves({**content, "made_on": ""})) for content in (old, new))
    places = [*before, *(place for place in after if place not in before)]
    return [(place, before.get(place), after.get(place)) for place in places if before.get(place) != after.get(place)]


def leaves(value: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Every figure and text with its place in the words of the printed report: 6/2（月） 9時台 応答."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key == "remarks":
                yield ReportKind(value["kind"]).remarks_name, part
            elif key not in NAMING_KEYS:
                named = dict(part) if key == "definitions" else part
                yield from leaves(named, f"{place} {NAMES.get(key, key)}".strip())
    elif isinstance(value, list):
        for number, part in enumerate(value, start=1):
            yield from leaves(part, f"{place} {_row_name(part, number)}".strip())
    else:
        yield place, VERDICTS.get(value, value) if isinstance(value, bool) else value


def _row_name(part: Any, number: int) -> str:
    """A row of a list is named by its site, category, day or hour: an inserted row does not shift the others."""
    for key in ("site_name", "category"):
        if key in part:
            return str(part[key])
    names = [short_date(date.fromisoformat(part["date"]))] if "date" in part else []
    if "hour" in part:
        names.append(f"{part['hour']}時台")
    return " ".join(names) or f"{number}件目"


NAMING_KEYS = ("site", "site_name", "date", "hour", "category")
VERDICTS = {True: "達成", False: "未達"}
NAMES = {
    "kind": "種類",
    "period": "対象期間",
    "first": "対象期間の初日",
    "last": "対象期間の末日",
    "title": "件名",
    "client": "委託者",
    "contractor": "受託者",
    "made_on": "作成日",
    "definitions_version": "用語の定義の版",
    "definitions": "用語の定義",
    "remarks_by": "記載者",
    "sites": "",
    "total": "合計",
    "planned": "予定の開設時間",
    "opened_at": "開設",
    "closed_at": "閉設",
    "receptions": "受付",
    "assists": "申請支援",
    "assists_a": "申請支援 ア",
    "assists_i": "申請支援 イ",
    "assists_u": "申請支援 ウ",
    "assists_e": "申請支援 エ",
    "photos": "写真撮影",
    "express_photos": "特急写真",
    "usage": "利活用",
    **{f"usage_{kind.value}": f"利活用 {kind.label}" for kind in UsageKind},
    "guidance_only": "案内のみ",
    "other": "その他",
    "forms_issued": "申請書の交付",
    "interpreted": "通訳",
    "accommodated": "合理的配慮",
    "gave_up": "途中で取りやめ",
    "troubles": "トラブル件数",
    "trouble_texts": "トラブル・困難事例",
    "time": "時刻",
    "situation": "状況",
    "response": "対応",
    "target_percent": "目標（％）",
    "short_seconds": "短い切電とする秒数",
    "summary": "月の集計",
    "days": "",
    "hours": "時間帯の計",
    "grid": "",
    "offered": "着信",
    "answered": "応答",
    "abandoned": "切電",
    "abandoned_short": "短い切電",
    "overflow": "溢れ",
    "out_of_hours": "時間外",
    "closed_day_out_of_hours": "閉所日の時間外",
    "answer_rate": "応答率",
    "reference_rate": "短い切電を除いた応答率",
    "meets_90": "目標の判定",
    "may_still_lose": "取りこぼしの余裕",
    "inquiries": "問合せ",
    "count": "件数",
    "completed": "完了",
    "referred": "案内",
    "transferred": "転送",
    "pending": "未了",
    "completed_inside": "センター内完了",
    "completed_rate": "センター内完了の率",
    "transferred_rate": "転送の率",
    "complaints": "苦情",
    "complaints_transferred": "苦情のうち転送",
}
"""What the parts of the content are called where revisions are compared."""
