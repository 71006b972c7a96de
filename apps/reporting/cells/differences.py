"""Cells of the differences between the issued days and the records: what both of them say, place by place."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F

from apps.contracts.models import Site
from apps.counters.models import Reception, Trouble
from apps.reporting.comparison import NAMES
from apps.reporting.figures import outreach
from apps.reporting.figures.issued_days import issued_days

from .counters import FINEST, ITEMS, add_visits, counter_key, source_of, visit_key
from .issued import HELD, day_key, day_visit_key, visit_day_key
from .keys import Cells, Key, visit_place
from .scope import Scope

VISITED = "visited"
MEASURE_OF = {NAMES[name]: name for name in (*outreach.COUNTS, *ITEMS, HELD)}
"""The difference is told by the name of what was counted."""

A_VISIT = "visit "
Content = Mapping[str, Any]


def counted_now_cells(scope: Scope, cells: Cells) -> None:
    """The records of each counter and day for which the issued day says something else; two queries."""
    counted: dict[tuple[str, str], dict[str, list[int]]] = defaultdict(dict)
    within = {"session__held_on__range": scope.period, "session__site__in": Site.objects.counters()}
    rows: Any = Reception.objects.filter(**within).counted().order_by()
    named = rows.annotate(site=F("session__site__code"), day=F("session__held_on")).values("site", "day")
    for row in named.annotate(**FINEST):
        counted[row["site"], f"{row['day']}"] = {name: row[name] for name in FINEST}
    troubles = Trouble.objects.filter(**within).order_by().values_list("session__site__code", "session__held_on")
    for site, day, ids in troubles.annotate(ids=ArrayAgg("pk")):
        counted[site, f"{day}"]["troubles"] = ids
    told = {
        (row["site"], f"{day}"): row
        for day, issued in issued_days(scope.period).items()
        for row in issued.content["sites"]
    }
    for (site, day), found in counted.items():
        reported = told.get((site, day), {})
        if any(len(ids) != reported.get(name, 0) for name, ids in found.items()):
            for name, ids in found.items():
                cells.add(Key(source_of(name), f"{site}/{day}", name), sorted(ids))


def visited_now_cells(scope: Scope, cells: Cells) -> None:
    """The visits of the month as the records have them, each with what was counted on it."""
    add_visits(outreach.visit_rows(*scope.period), cells, outreach.COUNTS)
    visited_cells(scope, cells)


def visited_cells(scope: Scope, cells: Cells) -> None:
    """Each visit of the month as one of the visits that the records have."""
    for visit in outreach.visits_due(*scope.period).only("starts_at").order_by("pk"):
        cells.add(visited_key(visit.pk, visit.scheduled_day), [visit.pk])


# --- the numbers of a content -----------------------------------------------------------------------------------------


def reported_key(row: Content) -> Key | None:
    """What the issued day said; None of the hours of a counter, which are no numbers."""
    name = MEASURE_OF.get(row["item"])
    if name is None:
        return None
    if (visit := _visit(row)) is None:
        return day_key(name, row["place_key"], row["date"])
    return visit_day_key(visit, row["date"]) if name == HELD else day_visit_key(name, visit, row["date"])


def now_key(row: Content) -> Key | None:
    """What the records say."""
    name = MEASURE_OF.get(row["item"])
    if name is None:
        return None
    if (visit := _visit(row)) is None:
        return counter_key(name, f"{row['place_key']}/{row['date']}")
    return visited_key(visit, row["date"]) if name == HELD else visit_key(name, visit, row["date"])


def visited_key(visit: int | None = None, day: date | str = "") -> Key:
    """A visit as one of the visits of the records, or all of them."""
    return Key(VISITED, visit_place(visit, day), HELD)


def visited_numbers(content: Content) -> Iterator[tuple[Key, int]]:
    """How many visits the day has."""
    yield visited_key(), len(content["visits"])


def _visit(row: Content) -> int | None:
    key = str(row["place_key"])
    return int(key.removeprefix(A_VISIT)) if key.startswith(A_VISIT) else None


def difference_numbers(content: Content) -> Iterator[tuple[Key, int]]:
    """Both numbers of every difference."""
    for row in content["changes"]:
        for key, number in ((reported_key(row), row["reported"]), (now_key(row), row["now"])):
            if key is not None:
                yield key, number or 0
