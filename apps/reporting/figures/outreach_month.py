"""The month of the visits: a row for each, from the records, held against the issued daily reports (第2-1-(12)-②)."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from apps.contracts.calendar import Calendar
from apps.contracts.models import term_of
from apps.core.clock import day_bounds
from apps.outreach.enums import VisitDuty, VisitStatus
from apps.outreach.models import Trip, Visit, VisitMember, VisitResult, VisitStep
from apps.reporting.periods import Period

from . import outreach
from .counters import clock_time
from .issued_days import changes, issued_days, issued_visits, states, visit_cells

WAITING = (VisitStatus.REQUESTED, VisitStatus.COORDINATING)
MEASURED = ("people", "officers", "identity_checked", "handed_over", "taken_over", "distance")
"""What the month says of a visit besides the figures of the day."""

Row = dict[str, Any]


class Drive(NamedTuple):
    """One drive for a visit; without a distance until the car is back."""

    vehicle: str
    vehicle_id: int
    distance: int | None


def outreach_month(period: Period, calendar: Calendar) -> Row:
    """The visits of the month with everything that was counted, and where the daily reports say something else."""
    visits = month_rows(period)
    issued = issued_days(period)
    told = issued_visits(issued)
    days = sorted({date.fromisoformat(row["date"]) for row in (*visits, *told)})
    return {
        "visits": visits,
        "visits_total": outreach.total_of(visits) | {name: sum(row[name] or 0 for row in visits) for name in MEASURED},
        **outreach.visits_of_month(*period, calendar),
        "months": visits_by_month(period),
        "waiting": waiting_requests(period.last),
        "cancelled": outreach.cancelled_visits(*period),
        "leaflets": outreach.leaflets_of_term(period.last),
        "driving": driving_by_vehicle(period),
        "changes": changes(visit_cells(told), visit_cells(visits), states(period, days, issued)),
    }


def visits_by_month(period: Period) -> list[Row]:
    """The visits that count towards the limit of the term, month by month from its first to this one (C10)."""
    term = term_of(period.last) or term_of(period.first)
    if term is None:
        return []
    bound = Visit.objects.binding().filter(term=term, starts_at__lt=day_bounds(period.last)[1])
    counted = Counter(f"{timezone.localdate(start):%Y-%m}" for start in bound.values_list("starts_at", flat=True))
    months = [f"{first:%Y-%m}" for first in term.months() if first <= period.last]
    return [{"month": month, "visits_count": counted[month]} for month in months]


def month_rows(period: Period) -> list[Row]:
    """Each visit as in the daily report, with who went in numbers, the car, the hand-over and the report."""
    visits = list(
        Visit.objects.binding()
        .starting_between(*period)
        .select_related("facility", "result", "vehicle")
        .order_by("starts_at", "pk")
    )
    keys = [visit.pk for visit in visits]
    drives, people = _drives_of(keys), _people_besides(keys)
    shown = outreach.with_results_shown(visits)
    return [outreach.visit_row(visit) | _besides(visit, drives[visit.pk], people[visit.pk]) for visit in shown]


def _besides(visit: Visit, drives: Sequence[Drive], besides: Sequence[str]) -> Row:
    result: VisitResult | None = getattr(visit, "result", None)
    sent = result if result and result.sent_at else None
    driven = [drive.distance for drive in drives if drive.distance is not None]
    officers = besides.count(VisitDuty.OFFICER)
    return {
        "people": (visit.leader_id is not None) + (visit.crew_id is not None) + len(besides) - officers,
        "officers": (visit.officer_id is not None) + officers,
        "vehicle": "、".join(sorted({drive.vehicle for drive in drives}))
        or (visit.vehicle.name if visit.vehicle else ""),
        "vehicle_ids": sorted({drive.vehicle_id for drive in drives}) or ([visit.vehicle_id] if visit.vehicle else []),
        "started": clock_time(sent.started_at) if sent else None,
        "ended": clock_time(sent.ended_at) if sent else None,
        "identity_checked": sent.identity_checked if sent else None,
        "handed_over": sent.documents_handed_over if sent else None,
        "taken_over": sent.documents_taken_over if sent else None,
        "distance": sum(driven) if driven else None,
        "visit_report": sent.report if sent else "",
    }


def _people_besides(visits: Sequence[int]) -> Mapping[int, list[str]]:
    """What the people do who go along besides the leader, the crew and the officer of each of these visits."""
    people: dict[int, list[str]] = defaultdict(list)
    for visit, duty in VisitMember.objects.filter(visit__in=visits).order_by().values_list("visit", "duty"):
        people[visit].append(duty)
    return people


def _drives_of(visits: Sequence[int]) -> Mapping[int, list[Drive]]:
    drives: dict[int, list[Drive]] = defaultdict(list)
    for visit, drive in _drives(Trip.objects.filter(visit__in=visits)):
        if visit:
            drives[visit].append(drive)
    return drives


def driving_by_vehicle(period: Period) -> list[Row]:
    """The drives of the month by car; together they are the distance of the driving record (第2-1-(2)-④)."""
    drives: dict[str, list[Drive]] = defaultdict(list)
    for _, drive in _drives(Trip.objects.driven_between(*period)):
        drives[drive.vehicle].append(drive)
    return [
        {
            "vehicle": vehicle,
            "vehicle_ids": sorted({each.vehicle_id for each in drives[vehicle]}),
            "trips": len(drives[vehicle]),
            "distance": sum(each.distance or 0 for each in drives[vehicle]),
        }
        for vehicle in sorted(drives)
    ]


def _drives(trips: QuerySet[Trip]) -> Iterator[tuple[int | None, Drive]]:
    """The drives that began, each with its visit."""
    begun = trips.filter(departed_at__isnull=False).order_by("departed_at", "pk")
    rows = begun.values_list("visit", "vehicle__name", "vehicle_id", "departure_km", "return_km")
    for visit, name, vehicle, out, back in rows:
        yield visit, Drive(name, vehicle, None if out is None or back is None else back - out)


def waiting_requests(day: date) -> list[Row]:
    """The requests for which no day was agreed when this day ended, oldest first.

    As of that day, so that a report made anew says the same: a request made by telephone and written down later counts
    from the day on which it was made.
    """
    end = day_bounds(day)[1]
    reached = VisitStep.objects.filter(visit=OuterRef("pk"), taken_at__lt=end).order_by("-taken_at", "-pk")
    visits = (
        Visit.objects.filter(requested_on__lte=day)
        .annotate(then=Coalesce(Subquery(reached.values("status")[:1]), Value(VisitStatus.REQUESTED.value)))
        .filter(then__in=WAITING)
        .select_related("facility")
        .order_by("requested_on", "pk")
    )
    return [
        {
            "visit": visit.pk,
            "facility": visit.facility.name,
            "facility_kind": visit.facility.get_kind_display(),
            "requested_on": visit.requested_on.isoformat(),
            "head_count": visit.head_count,
            "status": VisitStatus(visit.then).label,
        }
        for visit in visits
    ]
