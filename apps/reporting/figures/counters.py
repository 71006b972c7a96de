"""Figures of the counters' daily report (第2-1-(12)-②): counts and staff's own words, no personal data."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from apps.contracts.calendar import Calendar
from apps.contracts.models import Site
from apps.counters.models import EMPTY_TALLY, CounterSession, Reception, Trouble
from apps.reporting.withheld import Withheld

COUNTS = tuple(EMPTY_TALLY)
MAIN = (
    "receptions", "photos", "assists", "assists_a", "assists_i", "assists_u", "usage", "express_photos",
    "guidance_only", "other", "troubles",
)  # fmt: skip
"""What the first table of a report prints."""

OTHERS = tuple(name for name in COUNTS if name not in MAIN)
"""All else that is counted has a table of its own, so that nothing is compared that no file prints."""


def counter_day(site_code: str, day: date) -> dict[str, Any]:
    """One counter's day. LookupError when there is no counter of that code."""
    found = [row for row in counter_days(day) if row["site"] == site_code]
    if not found:
        raise LookupError(f"窓口 {site_code} はありません。")
    return found[0]


def counter_days(day: date, calendar: Calendar | None = None) -> list[dict[str, Any]]:
    """The same day at every counter, in the order of the sites; a counter without a session counts 0 throughout."""
    return counter_rows([day], calendar or Calendar.load())[day]


def counter_rows(days: Sequence[date], calendar: Calendar) -> dict[date, list[dict[str, Any]]]:
    """Those days at every counter, in a fixed number of queries."""
    sessions = {(row.held_on, row.site_id): row for row in CounterSession.objects.filter(held_on__in=days)}
    tallies = Reception.objects.filter(session__held_on__in=days).counted().tally_by_session()
    troubles: dict[int, list[Trouble]] = defaultdict(list)
    recorded = Trouble.objects.filter(session__held_on__in=days).select_related("session").order_by("recorded_at", "pk")
    for trouble in Withheld.now().shown(recorded):
        troubles[trouble.session_id].append(trouble)
    sites = list(Site.objects.counters())
    return {day: _day_rows(day, sites, sessions, tallies, troubles, calendar) for day in days}


def _day_rows(
    day: date,
    sites: list[Site],
    sessions: Mapping[tuple[date, int], CounterSession],
    tallies: Mapping[int, dict[str, int]],
    troubles: Mapping[int, list[Trouble]],
    calendar: Calendar,
) -> list[dict[str, Any]]:
    rows = []
    for site in sites:
        session = sessions.get((day, site.pk))
        tally = tallies.get(session.pk, EMPTY_TALLY) if session else EMPTY_TALLY
        if tally["assists"] > tally["receptions"]:
            raise ArithmeticError(f"{site} {day}: 申請支援の件数が受付件数を超えています。")
        hours = calendar.hours(site.code, day)
        texts = troubles.get(session.pk, []) if session else []
        rows.append(
            {
                "site": site.code,
                "site_name": site.name,
                "date": day.isoformat(),
                "planned": f"{hours.opens:%H:%M}–{hours.closes:%H:%M}" if hours else None,
                "opened_at": clock_time(session.opened_at) if session else None,
                "closed_at": clock_time(session.closed_at) if session else None,
                "signed_at": signing_time(session) if session else None,
                **{name: tally[name] for name in COUNTS},
                "troubles": len(texts),
                "trouble_texts": [
                    {
                        "time": text.written,
                        "situation": text.situation,
                        "response": text.response,
                        "trouble_id": text.pk,
                    }
                    for text in texts
                ],
            }
        )
    return rows


def total_of(rows: list[dict[str, Any]]) -> dict[str, int]:
    return {name: sum(row[name] for row in rows) for name in (*COUNTS, "troubles")}


def signing_time(session: CounterSession) -> str | None:
    """When the day's report was found right (第2-1-(9)-②-運営イ・エ), with the day where that was a later one."""
    if session.signed_at is None:
        return None
    signed = timezone.localtime(session.signed_at)
    return f"{signed:%H:%M}" if signed.date() == session.held_on else f"{signed:%-m/%-d %H:%M}"


def clock_time(moment: datetime | None) -> str | None:
    return timezone.localtime(moment).strftime("%H:%M") if moment else None
