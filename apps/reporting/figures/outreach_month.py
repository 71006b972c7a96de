"""The month of the visits: a row for each, from the records, held against the issued daily reports (第2-1-(12)-②)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from apps.contracts.calendar import Calendar
from apps.core.clock import day_bounds
from apps.outreach.enums import VisitDuty, VisitStatus
from apps.outreach.models import Trip, Visit, VisitResult, VisitStep
from apps.reporting.periods import Period

from . import outreach
from .counters import clock_time
from .issued_days import changes, issued_days, issued_visits, states, visit_cells

WAITING = (VisitStatus.REQUESTED, VisitStatus.COORDINATING)
MEASURED = ("people", "officers", "identity_checked", "handed_over", "taken_over", "distance")
"""What the month says of a visit besides the figures of the day."""

Row = dict[str, Any]


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
        "waiting": waiting_requests(period.last),
        "cancelled": outreach.cancelled_visits(*period),
        "leaflets": outreach.leaflets_of_term(period.last),
        "driving": driving_by_vehicle(period),
        "changes": changes(visit_cells(told), visit_cells(visits), states(period, days, issued)),
    }


def month_rows(period: Period) -> list[Row]:
    """Each visit as in the daily report, with who went in numbers, the car, the hand-over and the report."""
    visits = (
        Visit.objects.binding()
        .starting_between(*period)
        .select_related("facility", "result", "vehicle")
        .annotate(
            more_people=Count("members", filter=~Q(members__duty=VisitDuty.OFFICER)),
            more_officers=Count("members", filter=Q(members__duty=VisitDuty.OFFICER)),
        )
        .order_by("starts_at", "pk")
    )
    distances = _distances([visit.pk for visit in visits])
    return [outreach.visit_row(visit) | _besides(visit, distances.get(visit.pk)) for visit in visits]


def _besides(visit: Visit, distance: int | None) -> Row:
    result: VisitResult | None = getattr(visit, "result", None)
    sent = result if result and result.sent_at else None
    return {
        "people": (visit.leader_id is not None) + (visit.crew_id is not None) + visit.more_people,
        "officers": (visit.officer_id is not None) + visit.more_officers,
        "vehicle": visit.vehicle.name if visit.vehicle else "",
        "started": clock_time(sent.started_at) if sent else None,
        "ended": clock_time(sent.ended_at) if sent else None,
        "identity_checked": sent.identity_checked if sent else None,
        "handed_over": sent.documents_handed_over if sent else None,
        "taken_over": sent.documents_taken_over if sent else None,
        "distance": distance,
        "report": sent.report if sent else "",
    }


def _distances(visits: Sequence[int]) -> Mapping[int, int]:
    """Kilometres driven for each of these visits, over all its drives that came back."""
    driven: dict[int, int] = defaultdict(int)
    rows = Trip.objects.filter(visit__in=visits, return_km__isnull=False).order_by()
    for visit, departure, back in rows.values_list("visit", "departure_km", "return_km"):
        driven[visit] += back - departure
    return driven


def driving_by_vehicle(period: Period) -> list[Row]:
    """The drives of the month by car; together they are the distance of the driving record (第2-1-(2)-④)."""
    rows = (
        Trip.objects.driven_between(*period)
        .filter(departed_at__isnull=False)
        .order_by("vehicle__name", "vehicle")
        .values("vehicle__name", "vehicle")
        .annotate(trips=Count("pk"), distance=Coalesce(Sum(F("return_km") - F("departure_km")), Value(0)))
    )
    return [{"vehicle": row["vehicle__name"], "trips": row["trips"], "distance": row["distance"]} for row in rows]


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
