"""The figures of a report in the order in which its page prints them, each number with the key of its records."""

from datetime import date
from typing import Any

from . import day_ends, files
from .cells.calls import LEFT_SOON, OUT_OF_HOURS, call_key, inquiry_key
from .cells.counters import counter_key, visit_key
from .cells.differences import visited_key
from .cells.formulas import formula_key
from .cells.keys import Key
from .cells.readings import TARGET, read_key
from .documents.call_monthly_front import count_notes, outcome_note, word_rows, words_version
from .documents.call_monthly_grid import MEASURES
from .documents.call_monthly_sections import DAYS, charts, figures, improvements, orders
from .documents.counter_daily import (
    COLUMNS,
    VISIT_COLUMNS,
    opening,
    others,
    shown_hours,
    signing,
    unfinished,
    visit_lines,
)
from .documents.sheets import Section
from .enums import ReportKind

Linked = tuple[Any, Key | None]
"""What the page prints, and the key of its records where it has any."""


def page_table(content: dict[str, Any]) -> dict[str, Any]:
    """What the page of a report's kind prints of a content."""
    if content["kind"] == ReportKind.COUNTER_DAILY:
        return _counter_day(content)
    if content["kind"] == ReportKind.CALL_MONTHLY:
        return _call_month(content)
    return {"sections": files.PAPERS[content["kind"]](content).sections}


def _counter_day(content: dict[str, Any]) -> dict[str, Any]:
    return {
        "columns": COLUMNS,
        "rows": [
            (site, opening(site), [(site[name], counter_key(name, site["site"])) for name, _ in COLUMNS])
            for site in content["sites"]
        ],
        "total": [(content["total"][name], counter_key(name)) for name, _ in COLUMNS],
        "visit_columns": VISIT_COLUMNS,
        "visits": _visits(content) if content["visits"] else [],
        "unfinished": unfinished(content),
        "others": {"sections": [Section("", [others(content)])]},
        "ends": {"sections": [Section("", [signing(content)])]},
        "day": date.fromisoformat(content["first"]),
        "unclosed": day_ends.unclosed(content),
        "unsigned": [] if content["unsigned_reason"] else day_ends.unsigned(content),
    }


def _visits(content: dict[str, Any]) -> list[list[Linked]]:
    """One line a visit, their sum with how many they are, and the whole of counters and visits."""
    names = [name for name, _ in VISIT_COLUMNS]
    keys: list[list[Key | None]] = [
        [None, *(visit_key(name, row["visit"], row["date"]) for name in names)] for row in content["visits"]
    ]
    keys.append([visited_key(), *(visit_key(name) for name in names)])
    keys.append([None, *(formula_key(f"whole_{name}") if name in content["whole"] else None for name in names)])
    lines = [(place, shown_hours(hours), *numbers) for place, hours, *numbers in visit_lines(content)]
    return [list(zip(line, [None, *of_line], strict=True)) for line, of_line in zip(lines, keys, strict=True)]


def _call_month(content: dict[str, Any]) -> dict[str, Any]:
    hours = [row["hour"] for row in content["hours"]]
    grid = {(row["date"], row["hour"]): row for row in content["grid"]}
    summary = content["summary"]
    days = [
        {
            "date": date.fromisoformat(day["date"]),
            "lines": [
                (
                    name,
                    [
                        (grid.get((day["date"], hour), {}).get(measure), call_key(measure, day["date"], hour))
                        for hour in hours
                    ],
                    (day[measure], call_key(measure, day["date"])),
                )
                for measure, name in MEASURES
            ],
            "answer_rate": (day["answer_rate"], formula_key("answer_rate", day["date"])),
            "out_of_hours": (day[OUT_OF_HOURS], call_key(OUT_OF_HOURS, day["date"])),
        }
        for day in content["days"]
    ]
    totals = [
        (
            name,
            [(row[measure], call_key(measure, hour=row["hour"])) for row in content["hours"]],
            (content["total"][measure], call_key(measure)),
        )
        for measure, name in MEASURES
    ]
    return {
        "target": (content["target_percent"], read_key(TARGET)),
        "verdict": " ％　● 達成" if summary["meets_90"] else " ％　■ 未達",
        "short_name": f"うち{content['short_seconds']}秒未満 ",
        "short": (summary[LEFT_SOON], call_key(LEFT_SOON)),
        "hours": hours,
        "days": days,
        "totals": totals,
        "out_of_hours": (content["total"][OUT_OF_HOURS], call_key(OUT_OF_HOURS)),
        "answer_rate": (content["total"]["answer_rate"], formula_key("answer_rate")),
        "rates": [(row["answer_rate"], formula_key("answer_rate", f"*/{row['hour']}")) for row in content["hours"]],
        "cards": {name: call_key(name) for name in ("offered", "answered", "abandoned", "overflow", OUT_OF_HOURS)}
        | {"answer_rate": formula_key("answer_rate")},
        "ends": {
            name: (summary[name], inquiry_key(name))
            for name in ("transferred", "pending", "complaints", "complaints_transferred")
        }
        | {"completed_inside": (summary["completed_inside"], formula_key("completed_inside"))},
        "rates_of_answered": {
            name: (content[name], formula_key(name)) for name in ("completed_rate", "transferred_rate", "pending_rate")
        },
        "outcome_note": outcome_note(content),
        "count_notes": count_notes(content),
        "words_version": words_version(content),
        "words": word_rows(content),
        "sections": [*figures(content), *improvements(content), *orders(content)],
        "charts": [chart for chart in charts(content).charts if chart.label != DAYS],
    }
