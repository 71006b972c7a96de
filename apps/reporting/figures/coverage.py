"""Heads at one place of a day, planned and actual, as the coverage page shows them (第2-1-(9), 第2-2-(3)-ア)."""

from datetime import date, datetime
from typing import Any

from apps.contracts.calendar import Calendar
from apps.contracts.enums import SiteKind
from apps.workforce.coverage import DayCoverage, PlaceCoverage, clock


def coverage(site_code: str, day: date, now: datetime) -> dict[str, Any]:
    """One place's day; closed, it has neither hours nor spans. A counter shows the leader at the counters besides.

    LookupError when no counter and no call centre has this code.
    """
    calendar = Calendar.load()
    site = calendar.sites.get(site_code)
    if site is None or site.kind not in (SiteKind.COUNTER, SiteKind.CALLCENTER):
        raise LookupError(f"窓口またはコールセンター {site_code} はありません。")
    planned, actual = DayCoverage.planned(day, calendar), DayCoverage.actual(day, calendar, now)
    row = planned.find(site_code)
    answer: dict[str, Any] = {
        "site": site_code,
        "date": day.isoformat(),
        "opens": clock(row.place.opens) if row else None,
        "closes": clock(row.place.closes) if row else None,
        "floor": row.place.floor if row else None,
        "planned": _heads(row),
        "actual": _heads(actual.find(site_code)),
    }
    if site.kind == SiteKind.COUNTER:
        leaders = planned.leaders
        answer["leader"] = {
            "floor": leaders.place.floor if leaders else None,
            "planned": _heads(leaders),
            "actual": _heads(actual.leaders),
        }
    return answer


def _heads(row: PlaceCoverage | None) -> dict[str, Any]:
    spans, gaps = (row.spans, row.gaps) if row else ([], [])
    return {
        "spans": [{"from": clock(span.starts), "to": clock(span.ends), "heads": span.heads} for span in spans],
        "below": [
            {"from": gap.starts_at, "to": gap.ends_at, "heads": gap.heads, "missing": gap.missing} for gap in gaps
        ],
        "minutes_below": sum(gap.minutes for gap in gaps),
    }
