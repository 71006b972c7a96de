"""What a report says: the figures and the words around them, as JSON that can be frozen and printed again."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date, datetime, time
from typing import Any

from apps.contracts.calendar import Calendar
from apps.core import textguard
from apps.core.clock import JST

from . import reader
from .call_month import call_month
from .enums import ReportKind
from .figures import completion, counter_month, counters, outreach, outreach_month
from .figures.definitions import DEFINITIONS_VERSION
from .figures.driving import driving_month
from .full_records import FullRecords, write_records
from .periods import Period


def collect(
    kind: str,
    period: Period,
    *,
    made_on: date,
    calendar: Calendar | None = None,
    records: FullRecords | None = None,
) -> dict[str, Any]:
    """The figures of the period as they stand now, with an empty place for the remarks; read without personal data.

    `records`: the files of a kind that hands over data, when they were written before.
    """
    calendar = calendar or Calendar.load()
    with reader.without_personal_data(with_staff_names=kind == ReportKind.DRIVING_MONTHLY):
        body = records.described() if records else BODIES[ReportKind(kind)](period, calendar, made_on)
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


def _counter_day(period: Period, calendar: Calendar, made_on: date) -> dict[str, Any]:
    sites = counters.counter_days(period.first, calendar)
    visits = outreach.visit_rows(*period)
    return {"sites": sites, "total": counters.total_of(sites), **outreach.beside_counters(sites, visits)}


def _counter_month(period: Period, calendar: Calendar, made_on: date) -> dict[str, Any]:
    return counter_month.counter_month(period, calendar, made_on)


def _outreach_month(period: Period, calendar: Calendar, made_on: date) -> dict[str, Any]:
    return outreach_month.outreach_month(period, calendar)


def _driving_month(period: Period, calendar: Calendar, made_on: date) -> dict[str, Any]:
    """What the city reads: whether somebody smelt of alcohol, not the value of the detector."""
    lines = [asdict(line) for line in driving_month(*period, with_readings=False)]
    return {"lines": lines, "distance": sum(line["distance"] or 0 for line in lines)}


def _records_month(period: Period, calendar: Calendar, made_on: date) -> dict[str, Any]:
    """The files are written only to be described; whoever keeps them writes them first."""
    return write_records(period, calendar, datetime.combine(made_on, time(), JST)).described()


def _completion(period: Period, calendar: Calendar, made_on: date) -> dict[str, Any]:
    return completion.completion(period, made_on)


BODIES: dict[ReportKind, Callable[[Period, Calendar, date], dict[str, Any]]] = {
    ReportKind.CALL_MONTHLY: call_month,
    ReportKind.COUNTER_DAILY: _counter_day,
    ReportKind.COUNTER_MONTHLY: _counter_month,
    ReportKind.OUTREACH_MONTHLY: _outreach_month,
    ReportKind.DRIVING_MONTHLY: _driving_month,
    ReportKind.RECORDS_MONTHLY: _records_month,
    ReportKind.COMPLETION: _completion,
}


def needs_remarks(content: dict[str, Any]) -> bool:
    """Whether the report may not be issued without a cause and a measure: a month below the target (第2-2-(3)-イ)."""
    return (
        content["kind"] == ReportKind.CALL_MONTHLY
        and content["summary"]["meets_90"] is False
        and not content["remarks"]
    )


def found_personal_data(content: dict[str, Any], *, only_forbidden: bool = False) -> list[str]:
    """Where the texts look like personal data: sentences with place and rule, never the text (第2-1-(12))."""
    found = [
        f"{place}の{finding.start + 1}文字目：{textguard.SENTENCES[finding.rule]}"
        for place, text in _texts(content)
        for finding in textguard.inspect(text)
        if finding.severity == textguard.REFUSE or not only_forbidden
    ]
    in_files = [
        f"{row['record']}：{textguard.SENTENCES[row['rule']]}"
        for row in content.get("findings", ())
        if row["severity"] == textguard.REFUSE or not only_forbidden
    ]
    return [*found, *in_files]


def _texts(content: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield ReportKind(content["kind"]).remarks_name, content["remarks"]
    for row in (*content.get("sites", ()), *content.get("visits", ())):
        place = row.get("site_name") or row["facility"]
        for text in row.get("trouble_texts", ()):
            yield f"{place} {text['time']} トラブルの状況", text["situation"]
            yield f"{place} {text['time']} トラブルの対応", text["response"]
        yield f"{place} 未了の理由", row.get("incomplete_reason", "")
    for text in content.get("trouble_texts", ()):
        place = f"{text['date']} {text['place']} {text['time']}"
        yield f"{place} トラブルの状況", text["situation"]
        yield f"{place} トラブルの対応", text["response"]
    for number, line in enumerate(content.get("lines", ()), start=1):
        for key, label in (("purpose", "行き先・用務"), ("instructions", "指示事項・その他")):
            yield f"{number}行目 {label}", line[key]
    for row in content.get("cancelled", ()):
        yield f"{row['facility']} 中止の理由", row["reason"]
