"""The month of the counters as the sum of its issued daily reports, cell by cell (第2-1-(12)-①-イ)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from apps.contracts.calendar import Calendar
from apps.contracts.models import Site
from apps.counters.hours import MonthFigures, month_by_counter
from apps.reporting.duties import counter_days
from apps.reporting.periods import Period
from apps.reporting.withheld import Withheld

from . import counters, outreach
from .issued_days import ITEMS, IssuedDay, changes, issued_days, issued_visits, site_cells, states, visit_cells

Row = dict[str, Any]


def counter_month(period: Period, calendar: Calendar, today: date) -> Row:
    """Everything of the month: by site and by day, visits apart, and where the issued days and the records differ."""
    issued = issued_days(period)
    expected = [day for day in counter_days(*period, calendar) if day <= today]
    days = sorted({*expected, *issued})
    now = counters.counter_rows(days, calendar)
    visits_now = outreach.visit_rows(*period)
    why = states(period, days, issued)
    sites, visits, withheld = _site_rows(period, issued, calendar, today), issued_visits(issued), Withheld.now()
    return {
        "days": [_day_row(day, issued.get(day), why[day]) for day in days],
        "days_expected": len(expected),
        "days_issued": sum(1 for day in expected if day in issued),
        "missing_days": [{"date": day.isoformat(), "why": why[day]} for day in expected if day not in issued],
        "sites": sites,
        "total": {name: sum(row[name] for row in sites) for name in ITEMS},
        **outreach.beside_counters(sites, visits),
        **outreach.visits_of_month(*period, calendar),
        "cancelled": outreach.cancelled_visits(*period),
        "leaflets": outreach.leaflets_of_term(period.last),
        "grid": [row for day in days if day in issued for row in _grid_rows(day, issued[day].content)],
        "trouble_texts": [row for day in days if day in issued for row in _troubles(issued[day].content, withheld)],
        "changes": [
            *changes(site_cells({day: each.content["sites"] for day, each in issued.items()}), site_cells(now), why),
            *changes(visit_cells(visits), visit_cells(visits_now), why),
        ],
    }


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
    """Each counter's sums over the issued days, with its opening in the month (第2-1-(8))."""
    sites = list(Site.objects.counters())
    sums = {site.code: dict.fromkeys(ITEMS, 0) for site in sites}
    for day in issued.values():
        for row in day.content["sites"]:
            for name in ITEMS:
                sums[row["site"]][name] += row[name]
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
        "unclosed_days": figures.unclosed_days,
        "opening": figures.opening,
        "setup": figures.setup,
        "clearing": figures.clearing,
        "late": figures.late,
        "early": figures.early,
        "complaints": figures.complaints,
        "compliments": figures.compliments,
    }


def _grid_rows(day: date, content: Row) -> Iterator[Row]:
    """The counters that were to open on the day or had anything to count."""
    for row in content["sites"]:
        if row["planned"] or row["opened_at"] or any(row[name] for name in ITEMS):
            yield {
                "date": day.isoformat(),
                "place": row["site_name"],
                "site": row["site"],
                **{name: row[name] for name in counters.MAIN},
            }


def _troubles(content: Row, withheld: Withheld) -> Iterator[Row]:
    for row in (*content["sites"], *content["visits"]):
        for text in row["trouble_texts"]:
            place = row.get("site_name") or row["facility"]
            yield {"date": content["first"], "place": place, **withheld.in_row(text)}
