"""The month of the counters as the sum of its issued daily reports, cell by cell (第2-1-(12)-①-イ)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from apps.contracts.calendar import Calendar
from apps.contracts.models import Site
from apps.counters.hours import MonthFigures, month_by_counter
from apps.reporting.comparison import NAMES
from apps.reporting.duties import counter_days
from apps.reporting.enums import ReportKind
from apps.reporting.models import Report, ReportRevision
from apps.reporting.periods import Period

from . import counters, outreach

ITEMS = (*counters.COUNTS, "troubles")
NO_REPORT, NOT_ISSUED, CHANGED = "日報が未作成", "日報が未提出", "日報の提出後に記録を変更"
Row = dict[str, Any]


@dataclass(frozen=True)
class IssuedDay:
    """The last issued revision of a day's report."""

    content: Row
    number: int
    xlsx_sha256: str


def counter_month(period: Period, calendar: Calendar, today: date) -> Row:
    """Everything of the month: by site and by day, visits apart, and where the issued days and the records differ."""
    issued = issued_days(period)
    expected = [day for day in counter_days(*period, calendar) if day <= today]
    days = sorted({*expected, *issued})
    now = counters.counter_rows(days, calendar)
    visits_now = outreach.visit_rows(*period)
    states = _states(period, days, issued)
    sites, visits = _site_rows(period, issued, calendar, today), _visit_rows(issued)
    return {
        "days": [_day_row(day, issued.get(day), states[day]) for day in days],
        "days_expected": len(expected),
        "days_issued": sum(1 for day in expected if day in issued),
        "missing_days": [{"date": day.isoformat(), "why": states[day]} for day in expected if day not in issued],
        "sites": sites,
        "total": {name: sum(row[name] for row in sites) for name in ITEMS},
        **outreach.beside_counters(sites, visits),
        **outreach.visits_of_month(*period, calendar),
        "cancelled": outreach.cancelled_visits(*period),
        "leaflets": outreach.leaflets_of_term(period.last),
        "grid": [row for day in days if day in issued for row in _grid_rows(day, issued[day].content)],
        "trouble_texts": [row for day in days if day in issued for row in _troubles(issued[day].content)],
        "changes": [
            *_changes(_site_cells(issued), _site_cells_now(now), states),
            *_changes(_visit_cells(visits), _visit_cells(visits_now), states),
        ],
    }


def issued_days(period: Period) -> dict[date, IssuedDay]:
    """The daily reports of the period that were handed over, each with its last issued revision."""
    revisions = (
        ReportRevision.objects.filter(
            report__kind=ReportKind.COUNTER_DAILY,
            report__first_on__range=(period.first, period.last),
            issued_at__isnull=False,
        )
        .order_by("report_id", "-number")
        .distinct("report_id")
        .values_list("report__first_on", "content", "number", "xlsx_sha256")
    )
    return {day: IssuedDay(content, number, sha256) for day, content, number, sha256 in revisions}


def _states(period: Period, days: Sequence[date], issued: Mapping[date, IssuedDay]) -> dict[date, str]:
    """Why the records of a day may be in no issued report, or differ from it."""
    made = Report.objects.filter(kind=ReportKind.COUNTER_DAILY, first_on__range=(period.first, period.last))
    begun = set(made.values_list("first_on", flat=True))
    return {day: CHANGED if day in issued else NOT_ISSUED if day in begun else NO_REPORT for day in days}


def _day_row(day: date, issued: IssuedDay | None, state: str) -> Row:
    if issued is None:
        return {"date": day.isoformat(), "state": state, "revision": None, "sha256": ""}
    return {
        "date": day.isoformat(),
        "state": "提出済",
        "revision": issued.number,
        "sha256": issued.xlsx_sha256,
    }


def _site_rows(period: Period, issued: Mapping[date, IssuedDay], calendar: Calendar, today: date) -> list[Row]:
    """Each counter's sums over the issued days, with its opening in the month (第2-1-(8)).

    A day that was issued before something was counted has 0 of it.
    """
    sites = list(Site.objects.counters())
    sums = {site.code: dict.fromkeys(ITEMS, 0) for site in sites}
    for day in issued.values():
        for row in day.content["sites"]:
            for name in ITEMS:
                sums[row["site"]][name] += row.get(name, 0)
    hours = month_by_counter(first=period.first, last=period.last, sites=sites, calendar=calendar, today=today)
    return [
        {
            "site": site.code,
            "site_name": site.name,
            **sums[site.code],
            "planned_days": len(calendar.open_days(site.code, *period)),
            **_opening(figures),
        }
        for site, figures in hours
    ]


def _opening(figures: MonthFigures) -> dict[str, int]:
    return {
        "opened_days": figures.opened_days,
        "unopened_days": figures.unopened_days,
        "opening": figures.opening,
        "late": figures.late,
        "early": figures.early,
        "complaints": figures.complaints,
        "compliments": figures.compliments,
    }


def _visit_rows(issued: Mapping[date, IssuedDay]) -> list[Row]:
    return [visit for day in sorted(issued) for visit in issued[day].content.get("visits", ())]


def _grid_rows(day: date, content: Row) -> Iterator[Row]:
    """The counters that were to open on the day or had anything to count."""
    for row in content["sites"]:
        if row["planned"] or row["opened_at"] or any(row.get(name) for name in ITEMS):
            yield {
                "date": day.isoformat(),
                "place": row["site_name"],
                **{name: row.get(name, 0) for name in ITEMS},
            }


def _troubles(content: Row) -> Iterator[Row]:
    for row in (*content["sites"], *content.get("visits", ())):
        for text in row["trouble_texts"]:
            yield {"date": content["first"], "place": row.get("site_name") or row["facility"], **text}


# --- issued days beside the records as they stand now ---------------------------------------------------------------

Cells = dict[tuple[date, str], dict[str, int]]
"""The counts of one place on one day."""


def _site_cells(issued: Mapping[date, IssuedDay]) -> Cells:
    return {
        (day, row["site_name"]): {name: row.get(name, 0) for name in ITEMS}
        for day, report in issued.items()
        for row in report.content["sites"]
    }


def _site_cells_now(now: Mapping[date, Sequence[Row]]) -> Cells:
    return {(day, row["site_name"]): {name: row[name] for name in ITEMS} for day, rows in now.items() for row in rows}


def _visit_cells(visits: Sequence[Row]) -> Cells:
    cells: Cells = defaultdict(lambda: dict.fromkeys(outreach.COUNTS, 0))
    for visit in visits:
        place = cells[date.fromisoformat(visit["date"]), visit["facility"]]
        for name in outreach.COUNTS:
            place[name] += visit[name] or 0
    return dict(cells)


def _changes(reported: Cells, now: Cells, states: Mapping[date, str]) -> list[Row]:
    """Every cell in which the two differ: with both numbers and why. What no report holds counts nothing there."""
    changes = []
    for key in sorted({*reported, *now}):
        day, place = key
        told, found = reported.get(key, {}), now.get(key, {})
        for name in told or found:
            if told.get(name, 0) != found.get(name, 0):
                changes.append(
                    {
                        "date": day.isoformat(),
                        "place": place,
                        "item": NAMES[name],
                        "reported": told.get(name),
                        "now": found.get(name, 0),
                        "why": states.get(day, NO_REPORT),
                    }
                )
    return changes
