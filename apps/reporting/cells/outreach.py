"""Cells of the visits' month and of the driving record."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils import timezone

from apps.contracts.models import term_of
from apps.core.clock import day_bounds
from apps.outreach.enums import FacilityKind
from apps.outreach.leaflets import OF_A_CAMPAIGN, counted_campaigns, requested_visits
from apps.outreach.models import Trip, Visit
from apps.reporting.figures import outreach, outreach_month

from .counters import add_visits, visit_numbers
from .keys import Cells, Key
from .scope import Scope

TRIPS, ODOMETER, DRIVEN, BOUND = "trips", "odometer", "driven", "bound"
TERM_MONTHS, WAITING, LEAFLETS, LEAFLET_REQUESTS = "term_months", "waiting", "leaflets", "leaflet_requests"
READINGS = ("departure_km", "return_km")
REQUESTS, HEADS, TERM_VISITS = "requests", "head_count", "term_visits"
PLAIN = str.maketrans("/:*", "／：＊")
"""A name as part of a place."""

MONTH_COUNTS = (*outreach.COUNTS, *outreach_month.MEASURED)
Content = Mapping[str, Any]


def month_visit_cells(scope: Scope, cells: Cells) -> None:
    """What the month says of each visit, from the same rows."""
    add_visits(outreach_month.month_rows(scope.period), cells, MONTH_COUNTS)


def trip_cells(scope: Scope, cells: Cells) -> None:
    """Each drive as a line of the driving record, with its kilometres."""
    for trip in Trip.objects.driven_between(*scope.period).reverse():
        cells.add(trip_key("lines", trip.pk), [trip.pk])
        cells.add(trip_key("distance", trip.pk), [trip.pk], [trip.distance or 0])
        for name in READINGS:
            cells.add(odometer_key(name, trip.pk), [trip.pk], [getattr(trip, name) or 0])


def vehicle_cells(scope: Scope, cells: Cells) -> None:
    """The drives of the month by the name of the car, under its own key: another name is no other car."""
    driven: dict[str, list[Trip]] = defaultdict(list)
    trips = Trip.objects.driven_between(*scope.period).filter(departed_at__isnull=False).select_related("vehicle")
    for trip in trips.order_by("pk"):
        driven[trip.vehicle.name].append(trip)
    for drives in driven.values():
        pks, vehicles = [trip.pk for trip in drives], sorted({trip.vehicle_id for trip in drives})
        cells.add(vehicle_key("lines", vehicles), pks)
        cells.add(vehicle_key("distance", vehicles), pks, [trip.distance or 0 for trip in drives])


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
        cells.add(bound_key(TERM_VISITS), list(of_term.order_by("pk").values_list("pk", flat=True)))


def term_month_cells(scope: Scope, cells: Cells) -> None:
    """The visits that count towards the limit of the term, by month."""
    months: dict[str, list[int]] = defaultdict(list)
    if term := term_of(scope.period.last) or term_of(scope.period.first):
        rows = Visit.objects.binding().filter(term=term, starts_at__lt=day_bounds(scope.period.last)[1]).order_by("pk")
        for pk, starts_at in rows.values_list("pk", "starts_at"):
            months[f"{timezone.localdate(starts_at):%Y-%m}"].append(pk)
    for month, pks in months.items():
        cells.add(term_month_key(month), pks)


def waiting_cells(scope: Scope, cells: Cells) -> None:
    """Each request that waited when the month ended, with the people that it speaks of."""
    for row in outreach_month.waiting_requests(scope.period.last):
        cells.add(waiting_key(row["visit"]), [row["visit"]], [row[HEADS] or 0])


def leaflet_cells(scope: Scope, cells: Cells) -> None:
    """The leaflets of the term with what was counted of each, and the visits that were asked for through them."""
    if term := term_of(scope.period.last):
        campaigns = list(counted_campaigns(term, scope.period.last).order_by("pk"))
        for name in OF_A_CAMPAIGN:
            amounts = [getattr(each, f"{name}_then") or 0 for each in campaigns]
            cells.add(leaflet_key(name), [each.pk for each in campaigns], amounts)
        asked = requested_visits(term, scope.period.last).values_list("visit", flat=True)
        cells.add(leaflet_key(REQUESTS), sorted(asked))


# --- the numbers of a content -----------------------------------------------------------------------------------------


def bound_key(measure: str, facility_kind: str = "") -> Key:
    """Of the visits that count towards the aim of the month, of a kind of facility or of all, or towards the limit."""
    return Key(BOUND, facility_kind.translate(PLAIN), measure)


def bound_numbers(content: Content) -> Iterator[tuple[Key, int]]:
    """The visits of the month by kind of facility, and those of the month and the term."""
    for row in content["facility_kinds"]:
        yield bound_key("month_visits", row["facility_kind"]), row["count"]
    yield bound_key("month_visits"), content["month_visits"]
    yield bound_key(TERM_VISITS), content[TERM_VISITS]


def trip_key(measure: str, trip: int | None = None) -> Key:
    """Of one drive, whatever line the driving record prints it in, or of all."""
    return Key(TRIPS, "" if trip is None else str(trip), measure)


def odometer_key(measure: str, trip: int) -> Key:
    """What the car showed when it left or came back from a drive."""
    return Key(ODOMETER, str(trip), measure)


def vehicle_key(measure: str, vehicles: Sequence[int] = ()) -> Key:
    """Of a car, or of all."""
    return Key(DRIVEN, "+".join(map(str, vehicles)), measure)


def term_month_key(month: str) -> Key:
    """Of one month of the term."""
    return Key(TERM_MONTHS, month, TERM_VISITS)


def waiting_key(visit: int) -> Key:
    """Of a request that still waits: the people that it speaks of."""
    return Key(WAITING, str(visit), HEADS)


def leaflet_key(measure: str) -> Key:
    """Of the leaflets of the term; what was asked for through them are visits."""
    return Key(LEAFLET_REQUESTS if measure == REQUESTS else LEAFLETS, "", measure)


def leaflet_numbers(content: Content) -> Iterator[tuple[Key, int]]:
    """The numbers of the leaflets; outside every term there are none."""
    yield from ((leaflet_key(name), number) for name, number in (content["leaflets"] or {}).items())


def driving_numbers(content: Content) -> Iterator[tuple[Key, int]]:
    """Every number of the driving record."""
    for line in content["lines"]:
        yield trip_key("lines", line["trip"]), 1
        yield trip_key("distance", line["trip"]), line["distance"] or 0
        yield from ((odometer_key(name, line["trip"]), line[name] or 0) for name in READINGS)
    yield trip_key("distance"), content["distance"]


def outreach_month_numbers(content: Content) -> Iterator[tuple[Key, int]]:
    """Every number of the visits' month that counts records or adds up what they say."""
    yield from visit_numbers(content, MONTH_COUNTS)
    yield from bound_numbers(content)
    yield from leaflet_numbers(content)
    yield from ((term_month_key(row["month"]), row["visits_count"]) for row in content["months"])
    yield from ((waiting_key(row["visit"]), row[HEADS] or 0) for row in content["waiting"])
    for row in content["driving"]:
        yield vehicle_key("lines", row["vehicle_ids"]), row["trips"]
        yield vehicle_key("distance", row["vehicle_ids"]), row["distance"]
    yield vehicle_key("lines"), sum(row["trips"] for row in content["driving"])
    yield vehicle_key("distance"), sum(row["distance"] for row in content["driving"])
