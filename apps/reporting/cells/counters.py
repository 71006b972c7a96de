"""Cells of the counters' day: receptions, services and troubles of each counter, by the counts of the figures."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F

from apps.contracts.models import Site
from apps.counters.enums import VoiceKind
from apps.counters.models import TALLY, CounterSession, Reception, Trouble, Voice
from apps.reporting.figures import outreach
from apps.reporting.figures.issued_days import ITEMS

from .keys import Cells, Key, visit_place
from .scope import Scope

RECEPTIONS, SERVICES, TROUBLES, VISITS = "receptions", "services", "troubles", "visits"
SESSIONS, VOICES = "sessions", "voices"
HEARD = tuple(f"{kind}s" for kind in VoiceKind.values)
SERVICE_SUMS = {
    "assists": tuple(name for name in TALLY if name.startswith("assists_")),
    "usage": tuple(name for name in TALLY if name.startswith("usage_")),
}


def counts_services(count: Count) -> bool:
    """Whether a count of the tally is of the services of a reception, and not of the reception itself."""
    return count.source_expressions[0] == F("services")


def source_of(measure: str) -> str:
    """Which records a column of the counters' report counts."""
    if measure == "troubles":
        return TROUBLES
    return SERVICES if counts_services(TALLY[measure]) else RECEPTIONS


def ids_of(count: Count) -> ArrayAgg:
    """The records that a count counts: the same rows by the same condition."""
    return ArrayAgg(count.source_expressions[0], filter=count.filter, distinct=True, default=[])


FINEST = {name: ids_of(count) for name, count in TALLY.items() if name not in SERVICE_SUMS}


def counter_cells(scope: Scope, cells: Cells) -> None:
    """Receptions, services and troubles of the days by counter; two queries."""
    within = {"session__held_on__range": scope.period, "session__site__in": Site.objects.counters()}
    rows: Any = Reception.objects.filter(**within).counted().order_by()
    for row in rows.annotate(site=F("session__site__code")).values("site").annotate(**FINEST):
        for name in FINEST:
            cells.add(counter_key(name, row["site"]), sorted(row[name]))
    troubles = Trouble.objects.filter(**within).order_by().values_list("session__site__code")
    for site, ids in troubles.annotate(ids=ArrayAgg("pk")):
        cells.add(counter_key("troubles", site), sorted(ids))


def visit_cells(scope: Scope, cells: Cells) -> None:
    """What was counted on each visit: a number of the visit's report, not a number of records."""
    add_visits(outreach.visit_rows(*scope.period), cells, outreach.COUNTS)


def add_visits(rows: list[dict[str, Any]], cells: Cells, names: tuple[str, ...]) -> None:
    """Of each row of a visit the numbers of these names."""
    for row in rows:
        for name in names:
            cells.add(visit_key(name, row["visit"], row["date"]), [row["visit"]], [row[name] or 0])


def opening_cells(scope: Scope, cells: Cells) -> None:
    """Openings of the month with their minutes, and what citizens said, by counter."""
    sites = Site.objects.counters()
    opened = CounterSession.objects.filter(held_on__range=scope.period, site__in=sites, opened_at__isnull=False)
    minutes: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for session in opened.select_related("site"):
        for name, amount in _opening(session, scope).items():
            minutes[session.site.code, name][session.pk] = amount
    for (site, name), amounts in minutes.items():
        pks = sorted(amounts)
        cells.add(Key(SESSIONS, site, name), pks, [amounts[pk] for pk in pks])
    voices = Voice.objects.counted().filter(session__held_on__range=scope.period, session__site__in=sites).order_by()
    for site, kind, ids in voices.values_list("session__site__code", "kind").annotate(ids=ArrayAgg("pk")):
        cells.add(Key(VOICES, site, f"{kind}s"), sorted(ids))


def _opening(session: CounterSession, scope: Scope) -> dict[str, int]:
    hours = scope.calendar.hours(session.site.code, session.held_on)
    return {
        "opened_days": 1,
        "unclosed_days": int(session.closed_at is None),
        "opening": session.opening_minutes or 0,
        "setup": session.setup_minutes or 0,
        "clearing": session.clearing_minutes or 0,
        "late": session.late_opening_minutes(hours.opens) if hours else 0,
        "early": session.early_closing_minutes(hours.closes) if hours else 0,
    }


# --- the numbers of a content -----------------------------------------------------------------------------------------


def counter_key(measure: str, site: str = "") -> Key:
    """Of one counter, or of all of them."""
    return Key(source_of(measure), site, measure)


def visit_key(measure: str, visit: int | None = None, day: date | str = "") -> Key:
    """Of a visit on a day, or of all visits."""
    return Key(VISITS, visit_place(visit, day), measure)


def opening_key(measure: str, site: str = "") -> Key:
    """Of the openings of a counter in the month or of what citizens said there, or of all counters."""
    return Key(VOICES if measure in HEARD else SESSIONS, site, measure)


def day_numbers(content: Mapping[str, Any]) -> Iterator[tuple[Key, int]]:
    """Every number of the counters' daily report."""
    for row in content["sites"]:
        yield from ((counter_key(name, row["site"]), row[name]) for name in ITEMS)
    yield from ((counter_key(name), content["total"][name]) for name in ITEMS)
    yield from visit_numbers(content, outreach.COUNTS)


def visit_numbers(content: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[tuple[Key, int]]:
    """The numbers of these names of each visit, and their sums."""
    for row in content["visits"]:
        yield from ((visit_key(name, row["visit"], row["date"]), row[name] or 0) for name in names)
    yield from ((visit_key(name), content["visits_total"][name]) for name in names)
