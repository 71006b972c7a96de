"""Cells that are sums of issued reports: each number of the month opens the days, each of the term the months."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from apps.reporting.enums import ReportKind
from apps.reporting.figures import completion, outreach
from apps.reporting.figures.counters import MAIN
from apps.reporting.figures.issued_days import issued_days

from .calls import ACTS, INQUIRY_SUMS, act_key, call_key, inquiry_key
from .counters import ITEMS, counter_key, opening_key, visit_key
from .keys import Cells, Key, visit_place
from .papers import REVISION
from .scope import Scope

DAYS, DAY_VISITS, VISIT_DAYS = "days", "day_visits", "visit_days"
MONTHS, MONTH_VISITS, MONTH_CALLS = "months", "month_visits", "month_calls"
CALLS = completion.CALL_NUMBERS
HELD = "visits_count"
OPENING = (
    "opened_days", "unclosed_days", "opening", "setup", "clearing", "late", "early", "complaints", "compliments",
)  # fmt: skip
Content = Mapping[str, Any]


# --- the month of the counters ----------------------------------------------------------------------------------------


def day_cells(scope: Scope, cells: Cells) -> None:
    """Each number of the month with the issued days that it adds up."""
    for day, issued in issued_days(scope.period).items():
        for row in issued.content["sites"]:
            for name in ITEMS:
                cells.add(day_key(name, row["site"], day), [issued.pk], [row[name]])


def day_visit_cells(scope: Scope, cells: Cells) -> None:
    """Each visit in the issued day that tells of it: that it was, and what was counted on it."""
    for day, issued in issued_days(scope.period).items():
        for row in issued.content["visits"]:
            cells.add(visit_day_key(row["visit"], day), [issued.pk], [1])
            for name in outreach.COUNTS:
                cells.add(day_visit_key(name, row["visit"], day), [issued.pk], [row[name] or 0])


def day_key(measure: str, site: str = "", day: date | str = "") -> Key:
    """Of a counter on a day, of a counter, of a day, of the month."""
    return Key(DAYS, f"{site or '*'}/{day}" if day else site, measure)


def day_visit_key(measure: str, visit: int | None = None, day: date | str = "") -> Key:
    """Of a visit in the report of a day, or of all visits."""
    return Key(DAY_VISITS, visit_place(visit, day), measure)


def visit_day_key(visit: int | None = None, day: date | str = "") -> Key:
    """A visit as one of the visits of the issued days, or all of them."""
    return Key(VISIT_DAYS, visit_place(visit, day), HELD)


def counter_month_numbers(content: Content) -> Iterator[tuple[Key, int]]:
    """Every number of the counters' month that adds up issued days or openings."""
    for row in content["sites"]:
        yield from ((day_key(name, row["site"]), row[name]) for name in ITEMS)
        yield from ((opening_key(name, row["site"]), row[name]) for name in OPENING)
    for name in OPENING:
        yield opening_key(name), sum(row[name] for row in content["sites"])
    yield from ((day_key(name), content["total"][name]) for name in ITEMS)
    for row in content["grid"]:
        yield from ((day_key(name, row["site"], row["date"]), row[name]) for name in MAIN)
    for row in content["visits"]:
        yield from ((day_visit_key(name, row["visit"], row["date"]), row[name] or 0) for name in outreach.COUNTS)
    yield from ((day_visit_key(name), content["visits_total"][name]) for name in outreach.COUNTS)
    yield from ((visit_day_key(row["visit"], row["date"]), 1) for row in content["visits"])
    yield visit_day_key(), len(content["visits"])


# --- the term ---------------------------------------------------------------------------------------------------------


def month_cells(scope: Scope, cells: Cells) -> None:
    """Each number of the term with the issued months that it adds up."""
    rows = completion.issued_revisions(scope.period).filter(report__kind__in=completion.MONTHLY)
    of_work = {
        (kind, month.first) for kind in completion.MONTHLY for month in completion.months_added_up(scope.period, kind)
    }
    for pk, kind, first, content in rows.values_list("pk", "report__kind", "report__first_on", "content"):
        if (kind, first) not in of_work:
            continue
        month = f"{first:%Y-%m}"
        if kind == ReportKind.CALL_MONTHLY:
            for name in CALLS:
                cells.add(month_call_key(name, month), [pk], [completion.call_number(content, name) or 0])
            continue
        for row in content["sites"]:
            for name in (*ITEMS, "opened_days"):
                cells.add(month_key(name, row["site"], month), [pk], [row[name]])
        cells.add(month_visit_key("visits_count", month), [pk], [len(content["visits"])])
        for name in outreach.COUNTS:
            cells.add(month_visit_key(name, month), [pk], [content["visits_total"][name]])


def month_key(measure: str, site: str = "", month: str = "") -> Key:
    """Of a counter in a month, of a counter, of a month, of the term."""
    return Key(MONTHS, f"{site or '*'}/{month}" if month else site, measure)


def month_visit_key(measure: str, month: str = "") -> Key:
    """Of the visits of a month, or of the term."""
    return Key(MONTH_VISITS, month, measure)


def month_call_key(measure: str, month: str = "") -> Key:
    """Of the call centre in a month, or in the term."""
    return Key(MONTH_CALLS, month, measure)


def term_numbers(content: Content) -> Iterator[tuple[Key, int]]:
    """Every number of the completion report that adds up issued months."""
    for row in content["counter_months"]:
        month = row["month"]
        yield from ((month_key(name, month=month), row[name] or 0) for name in MAIN)
        yield month_visit_key("visits_count", month), row["visits_count"] or 0
        yield from ((month_visit_key(name, month), row[f"visits_{name}"] or 0) for name in completion.VISITS)
    for row in content["sites"]:
        yield from ((month_key(name, row["site"]), row[name]) for name in (*ITEMS, "opened_days"))
    yield from ((month_key(name), content["total"][name]) for name in ITEMS)
    yield month_key("opened_days"), sum(row["opened_days"] for row in content["sites"])
    yield month_visit_key("visits_count"), content["visits_count"]
    yield from ((month_visit_key(name), number) for name, number in content["visits_total"].items())
    for row in content["call_months"]:
        yield from ((month_call_key(name, row["month"]), row[name] or 0) for name in CALLS)
    yield from ((month_call_key(name), content["calls"][name]) for name in CALLS)


# --- the number of the issued report behind a number ------------------------------------------------------------------


def inner_key(key: Key) -> Key | None:
    """Where this number stands in the report of the day or month that it was taken from.

    None where it is the length of a list there, or the number of the revision, and stands nowhere as a number.
    """
    if key.measure in (HELD, REVISION):
        return None
    site = key.path[0] if key.path and key.path[0] != "*" else ""
    match key.source:
        case "days":
            return counter_key(key.measure, site)
        case "day_visits":
            return visit_key(key.measure, *key.visit_and_day) if key.place else visit_key(key.measure)
        case "months":
            return opening_key(key.measure, site) if key.measure == "opened_days" else day_key(key.measure, site)
        case "month_visits":
            return day_visit_key(key.measure)
        case "trend":
            return call_key(key.measure)
        case "categories":
            return inquiry_key(key.measure, int(site) if site else None)
    if key.measure in ACTS:
        return act_key(key.measure)
    if key.measure in INQUIRY_SUMS:
        return inquiry_key(key.measure)
    return call_key(key.measure) if key.measure in completion.CALLS else None
