"""Cells of the visits' month and of the driving record."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from apps.contracts.models import term_of
from apps.core.clock import day_bounds
from apps.outreach.enums import FacilityKind
from apps.outreach.models import Trip, Visit
from apps.reporting.figures import outreach, outreach_month

from .counters import add_visits, visit_numbers
from .keys import Cells, Key
from .scope import Scope

TRIPS, DRIVES, BOUND = "trips", "drives", "bound"
PLAIN = str.maketrans("/:*", "／：＊")
"""A name as part of a place."""

MONTH_COUNTS = (*outreach.COUNTS, *outreach_month.MEASURED)
Content = Mapping[str, Any]


def month_visit_cells(scope: Scope, cells: Cells) -> None:
    """What the month says of each visit, from the same rows."""
    add_visits(outreach_month.month_rows(scope.period), cells, MONTH_COUNTS)


def trip_cells(scope: Scope, cells: Cells) -> None:
    """Each drive in the line in which the driving record prints it, with its kilometres."""
    trips = Trip.objects.driven_between(*scope.period).reverse()
    for number, trip in enumerate(trips, start=1):
        cells.add(trip_key("lines", number), [trip.pk])
        cells.add(trip_key("distance", number), [trip.pk], [trip.distance or 0])


def vehicle_cells(scope: Scope, cells: Cells) -> None:
    """The drives of the month by the name of the car."""
    driven: dict[str, dict[int, int]] = defaultdict(dict)
    trips = Trip.objects.driven_between(*scope.period).filter(departed_at__isnull=False).select_related("vehicle")
    for trip in trips:
        driven[trip.vehicle.name][trip.pk] = trip.distance or 0
    for vehicle, distances in driven.items():
        pks = sorted(distances)
        cells.add(vehicle_key("lines", vehicle), pks)
        cells.add(vehicle_key("distance", vehicle), pks, [distances[pk] for pk in pks])


def bound_cells(scope: Scope, cells: Cells) -> None:
    """The visits that count towards the aim of the month, by kind of facility, and towards the limit of the term."""
    bound = Visit.objects.binding()
    kinds: dict[str, list[int]] = defaultdict(list)
    for pk, kind in bound.starting_between(*scope.period).order_by("pk").values_list("pk", "facility__kind"):
        kinds[FacilityKind(kind).label].append(pk)
    for kind, pks in kinds.items():
        cells.add(bound_key("month_visits", kind), pks)
    if term := term_of(scope.period.last) or term_of(scope.period.first):
        of_term = bound.filter(term=term, starts_at__lt=day_bounds(scope.period.last)[1])
        cells.add(bound_key("term_visits"), list(of_term.order_by("pk").values_list("pk", flat=True)))


# --- the numbers of a content -----------------------------------------------------------------------------------------


def bound_key(measure: str, facility_kind: str = "") -> Key:
    return Key(BOUND, facility_kind.translate(PLAIN), measure)


def bound_numbers(content: Content) -> Iterator[tuple[Key, int]]:
    for row in content["facility_kinds"]:
        yield bound_key("month_visits", row["facility_kind"]), row["count"]
    yield bound_key("month_visits"), content["month_visits"]
    yield bound_key("term_visits"), content["term_visits"]


def trip_key(measure: str, line: int | None = None) -> Key:
    """Of one line of the driving record, or of all."""
    return Key(TRIPS, "" if line is None else str(line), measure)


def vehicle_key(measure: str, vehicle: str = "") -> Key:
    """Of one car, or of all."""
    return Key(DRIVES, vehicle.translate(PLAIN), measure)


def driving_numbers(content: Content) -> Iterator[tuple[Key, int]]:
    for number, line in enumerate(content["lines"], start=1):
        yield trip_key("lines", number), 1
        yield trip_key("distance", number), line["distance"] or 0
    yield trip_key("distance"), content["distance"]


def outreach_month_numbers(content: Content) -> Iterator[tuple[Key, int]]:
    yield from visit_numbers(content, MONTH_COUNTS)
    yield from bound_numbers(content)
    for row in content["driving"]:
        yield vehicle_key("lines", row["vehicle"]), row["trips"]
        yield vehicle_key("distance", row["vehicle"]), row["distance"]
