"""Figures of the visits to facilities: a row of its own for each, never part of a counter's figures (C13)."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from apps.contracts.calendar import Calendar
from apps.contracts.models import term_of
from apps.core.clock import day_bounds
from apps.outreach.enums import FacilityKind, VisitStatus
from apps.outreach.leaflets import figures as leaflet_figures
from apps.outreach.models import Visit, VisitResult, VisitStep
from apps.reporting.withheld import Withheld

from .counters import clock_time

SHARED = ("receptions", "photos", "assists", "assists_a", "assists_i", "assists_u", "usage")
"""What a counter counts too, under the same name and by the same unit, the person (C27)."""

COUNTS = (*SHARED, "on_site", "incomplete", "documents", "troubles")

Row = dict[str, Any]


def visit_rows(first: date, last: date) -> list[Row]:
    """The visits that were due on these days and not cancelled, in order (第2-1-(12)-②).

    A visit whose report is not sent yet is there without figures.
    """
    visits = visits_due(first, last).select_related("facility", "result").order_by("starts_at", "pk")
    return [visit_row(visit) for visit in with_results_shown(visits)]


def with_results_shown(visits: Iterable[Visit]) -> list[Visit]:
    """The visits, each result with the phrase in the place of what is withheld."""
    found = list(visits)
    Withheld.now().shown(visit.result for visit in found if hasattr(visit, "result"))
    return found


def visits_due(first: date, last: date) -> QuerySet[Visit]:
    due: QuerySet[Visit] = Visit.objects.binding().starting_between(first, last)
    return due


def visit_row(visit: Visit) -> Row:
    result: VisitResult | None = getattr(visit, "result", None)
    sent = result if result and result.sent_at else None
    return {
        "visit": visit.pk,
        "date": visit.scheduled_day.isoformat(),
        "facility": visit.facility.name,
        "facility_kind": visit.facility.get_kind_display(),
        "starts": clock_time(visit.starts_at),
        "ends": clock_time(visit.ends_at),
        "status": visit.get_status_display(),
        **(_counts(sent) if sent else dict.fromkeys(COUNTS)),
        "incomplete_reason": sent.incomplete_reason if sent else "",
        "trouble_texts": [_trouble(sent)] if sent and sent.trouble else [],
        "result_id": sent.pk if sent else None,
    }


def _trouble(sent: VisitResult) -> Row:
    time = clock_time(sent.started_at) or ""
    return {"time": time, "situation": sent.trouble, "response": "", "result_id": sent.pk}


def _counts(result: VisitResult) -> dict[str, int]:
    return {
        "receptions": result.received,
        "photos": result.photos,
        "assists": result.assists,
        "assists_a": result.assists_device,
        "assists_i": result.assists_post,
        "assists_u": result.assists_smartphone,
        "usage": result.usage,
        "on_site": result.on_site,
        "incomplete": result.incomplete,
        "documents": result.documents_received,
        "troubles": int(bool(result.trouble)),
    }


def total_of(visits: Sequence[Row]) -> dict[str, int]:
    return {name: sum(row[name] or 0 for row in visits) for name in COUNTS}


def beside_counters(sites: Sequence[Row], visits: list[Row]) -> Row:
    """The visits, their sum, and the whole of what counters and visits both count."""
    total = total_of(visits)
    whole = {name: sum(row[name] for row in sites) + total[name] for name in (*SHARED, "troubles")}
    return {"visits": visits, "visits_total": total, "whole": whole}


def visits_of_month(first: date, last: date, calendar: Calendar) -> Row:
    """The visits of the month and the term beside what the contract aims at, by kind of facility (第2-1-(1)-②, C10).

    Those of the term are counted up to the end of the month.
    """
    bound = Visit.objects.binding()
    term = term_of(last) or term_of(first)
    of_month = bound.starting_between(first, last)
    kinds = list(of_month.values_list("facility__kind", flat=True))
    return {
        "month_visits": len(kinds),
        "month_aim": calendar.parameters.value("outreach.visits_per_month", last),
        "term_visits": bound.filter(term=term, starts_at__lt=day_bounds(last)[1]).count() if term else 0,
        "term_limit": calendar.parameters.value("outreach.visits_per_term", last),
        "facility_kinds": [{"facility_kind": kind.label, "count": kinds.count(kind)} for kind in FacilityKind],
    }


def cancelled_visits(first: date, last: date) -> list[Row]:
    """Visits called off on these days, each with the reason that was given."""
    called_off = VisitStep.objects.filter(visit=OuterRef("pk"), status=VisitStatus.CANCELLED).values("taken_at")[:1]
    visits = (
        Visit.objects.filter(status=VisitStatus.CANCELLED)
        .annotate(called_off_at=Subquery(called_off))
        .filter(called_off_at__gte=day_bounds(first)[0], called_off_at__lt=day_bounds(last)[1])
        .select_related("facility")
        .order_by("called_off_at", "pk")
    )
    return [
        {
            "visit": visit.pk,
            "facility": visit.facility.name,
            "planned_on": visit.scheduled_day.isoformat() if visit.starts_at else "",
            "reason": visit.cancel_reason,
        }
        for visit in Withheld.now().shown(visits)
    ]


def leaflets_of_term(day: date) -> dict[str, int] | None:
    """The leaflets of the term up to this day (第2-1-(4)-②); None outside every term."""
    term = term_of(day)
    return asdict(leaflet_figures(term, day)) if term else None
