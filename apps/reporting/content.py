"""What a report says: the figures and the words around them, as JSON that can be frozen and printed again."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from apps.contracts.calendar import Calendar
from apps.core import textguard
from apps.core.clock import parse_month

from .enums import ReportKind
from .figures import calls, counters
from .figures.definitions import DEFINITIONS_VERSION, definitions
from .figures.rates import cut_rate


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
    counted = calls.count_calls(*period, calendar)
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
    yield "所見・連絡事項", content["remarks"]
    for site in content.get("sites", ()):
        for text in site["trouble_texts"]:
            yield f"{site['site_name']} {text['time']} トラブルの状況", text["situation"]
            yield f"{site['site_name']} {text['time']} トラブルの対応", text["response"]


def differences(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    """(place, before, after) for every figure and text that differs, the date of making left out."""
    before, after = dict(_leaves(old)), dict(_leaves(new))
    places = [*before, *(place for place in after if place not in before)]
    return [
        (place, before.get(place), after.get(place))
        for place in places
        if place != "made_on" and before.get(place) != after.get(place)
    ]


def _leaves(value: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _leaves(part, f"{place}.{key}" if place else key)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _leaves(part, f"{place}[{_label(part, index)}]")
    else:
        yield place, value


def _label(part: Any, index: int) -> str:
    """A row of a list is named by its day, hour, site or category: an inserted row does not shift the others."""
    if isinstance(part, dict):
        names = [str(part[key]) for key in ("date", "hour", "site", "category") if key in part]
        if names:
            return " ".join(names)
    return str(index + 1)
