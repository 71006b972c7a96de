"""Numbers that are neither counted nor worked out of others: where each of them is read, and what it says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from apps.core.clock import short_date
from apps.reporting.enums import ReportKind
from apps.reporting.figures.call_trend import COUNTED_NOW

from .gaps import COUNT, category_place
from .keys import READ, Key
from .lines import Line, coverage_of

TARGET, ORDER = "target_percent", "order"
TERMS = {
    TARGET: "callcenter.answer_rate_percent",
    "floor": "callcenter.minimum_seats",
    "month_aim": "outreach.visits_per_month",
    "term_limit": "outreach.visits_per_term",
}
"""Numbers that the contract sets."""

SAID = {
    "minimum": "受付時間内の1分ごとの席数のうち、最も少ない数です。時刻ごとの席数は、この日の配置の画面にあります。",
    "planned_minimum": "公開済のシフトによる席数で、最も少ない数です。時刻ごとの席数は、この日の配置の画面にあります。",
    "minutes_below": "席数が最低席数より少なかった分数です。その時間帯は、この日の配置の画面にあります。",
}
SET = "契約条件に定めた数です。定めた日と根拠は、契約条件の画面にあります。"
COUNTED_THEN = (
    "この月の報告書は提出前でした。この数は、報告書を作成した日の記録から数えたものです。"
    "通話は、その月の報告書の数から開けます。"
)
ASKED_THEN = (
    "この月の報告書は提出前でした。この数は、報告書を作成した日の記録から数えたものです。"
    "問合せは、その月の報告書の数から開けます。"
)
ORDERED = "市の指示に対して受託者が報告した数です。"
PLANNED = "窓口を開設する予定の日数です。休業日と臨時の開設は、開設日の画面にあります。"
UNOPENED = "開設する予定の日のうち、作成日の前日までに開設の記録がない日数です。開設時間の画面で確かめられます。"
Content = Mapping[str, Any]


@dataclass(frozen=True)
class Reading:
    """A number, what it is, and the page on which it can be followed."""

    number: int | Decimal
    says: str
    page: Line
    unit: str = ""


def read_key(measure: str, place: str = "") -> Key:
    """Of a number that is read on another page."""
    return Key(READ, place, measure)


def readings(kind: str, content: Content) -> dict[Key, Reading]:
    """Every number of the report that is read elsewhere."""
    match kind:
        case ReportKind.CALL_MONTHLY:
            return dict(_of_calls(content))
        case ReportKind.COUNTER_MONTHLY:
            return dict([*_of_openings(content), *_of_visits(content)])
        case ReportKind.OUTREACH_MONTHLY:
            return dict(_of_visits(content))
    return {}


def order_key(order: Content, place: int) -> Key:
    """Of a line of the table that was reported on an order."""
    return read_key(ORDER, f"{order['order_id']}/{place}")


def _of_calls(content: Content) -> Iterator[tuple[Key, Reading]]:
    yield read_key(TARGET), _set(TARGET, content[TARGET])
    for row in content["seats"]["days"]:
        day = date.fromisoformat(row["date"])
        page = Line([f"{short_date(day)}の配置"], *coverage_of(day))
        for name, says in SAID.items():
            if row[name] is not None:
                yield read_key(name, row["date"]), Reading(row[name], says, page)
        yield read_key("floor", row["date"]), _set("floor", row["floor"])
    for row in content["trend"]:
        yield read_key(TARGET, row["month"]), _set(TARGET, row[TARGET])
        if row["source"] == COUNTED_NOW:
            page = _report_of(content, row["month"])
            for name in ("offered", "answered"):
                yield read_key(name, row["month"]), Reading(row[name], COUNTED_THEN, page)
    yield from _of_categories(content)
    for order in content["orders"]:
        page = Line([order["item"]], "reporting:order", [order["order_id"]])
        for place, row in enumerate(order["table"], start=1):
            yield order_key(order, place), Reading(Decimal(row["number"]), ORDERED, page, row["unit"])


def _of_categories(content: Content) -> Iterator[tuple[Key, Reading]]:
    """The inquiries of the months whose report was not issued yet."""
    categories = content["categories"]
    pages = {
        row["month"]: _report_of(content, row["month"]) for row in categories["months"] if row["source"] == COUNTED_NOW
    }
    for row in categories["months"]:
        if row["month"] in pages:
            place = category_place(row["month"], None)
            yield read_key(COUNT, place), Reading(row["count"], ASKED_THEN, pages[row["month"]])
    for category in categories["by_category"]:
        for row in category["months"]:
            if row["month"] in pages:
                place = category_place(row["month"], category["category_id"])
                yield read_key(COUNT, place), Reading(row["count"], ASKED_THEN, pages[row["month"]])


def _report_of(content: Content, month: str) -> Line:
    name = f"{ReportKind.CALL_MONTHLY.label} {month}"
    return Line([name], "reporting:detail", [content["kind"], month])


def _of_openings(content: Content) -> Iterator[tuple[Key, Reading]]:
    month = f"?month={content['first'][:7]}"
    planned = Line(["開設日"], "contracts:calendar", [], month)
    opened = Line(["開設時間の月計"], "counters:hours", [], month)
    for row in content["sites"]:
        yield read_key("planned_days", row["site"]), Reading(row["planned_days"], PLANNED, planned)
        yield read_key("unopened_days", row["site"]), Reading(row["unopened_days"], UNOPENED, opened)


def _of_visits(content: Content) -> Iterator[tuple[Key, Reading]]:
    for name in ("month_aim", "term_limit"):
        yield read_key(name), _set(name, content[name])


def _set(name: str, number: int) -> Reading:
    return Reading(number, SET, Line(["契約条件"], "contracts:parameter", [TERMS[name]]))
