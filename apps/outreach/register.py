"""The register of facilities as its list shows it: where each facility stands with its visits."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Max, Q, QuerySet

from apps.contracts.models import ContractTerm

from .enums import TOOK_PLACE, UNDER_WAY, VisitState, VisitStatus
from .models import Facility, Visit
from .models.facilities import FacilityQuerySet

READING = ("name_kana", "office_number")


@dataclass
class Standing:
    """The visits to one facility that took place in any term, and how it stands in this one."""

    facility: Facility
    visits: int = 0
    last_visited_at: datetime | None = None
    state: VisitState = VisitState.NONE


def standings(facilities: Iterable[Facility], term: ContractTerm | None) -> list[Standing]:
    """Each facility with its visits, in one query. Who was visited and asks again counts as visited."""
    found = [Standing(facility) for facility in facilities]
    visits: dict[int, list[Visit]] = defaultdict(list)
    for visit in Visit.objects.filter(facility__in=[row.facility.pk for row in found]).order_by():
        visits[visit.facility_id].append(visit)
    for row in found:
        made = [visit for visit in visits[row.facility.pk] if visit.status in TOOK_PLACE]
        row.visits = len(made)
        row.last_visited_at = max((visit.starts_at for visit in made if visit.starts_at), default=None)
        in_term = {visit.status for visit in visits[row.facility.pk] if term and visit.term_id == term.pk}
        if in_term.intersection(TOOK_PLACE):
            row.state = VisitState.VISITED
        elif in_term.intersection(UNDER_WAY):
            row.state = VisitState.ASKING
    return found


def in_state(facilities: FacilityQuerySet, state: VisitState, term: ContractTerm | None) -> FacilityQuerySet:
    """Visited in the term, not visited in it, or with a visit of it under way."""
    if state == VisitState.NONE:
        return facilities.exclude(pk__in=_visited(TOOK_PLACE, term))
    return facilities.filter(pk__in=_visited(TOOK_PLACE if state == VisitState.VISITED else UNDER_WAY, term))


def ordered(facilities: FacilityQuerySet, order: str) -> FacilityQuerySet:
    """By reading; by number, capacity or the last visit (`visited`: newest first, `waiting`: never visited first)."""
    if order in ("visited", "waiting"):
        last = Max("visits__starts_at", filter=Q(visits__status__in=TOOK_PLACE))
        key = F("last").desc(nulls_last=True) if order == "visited" else F("last").asc(nulls_first=True)
        return facilities.alias(last=last).order_by(key, *READING)
    if order == "capacity":
        return facilities.order_by(F("capacity").desc(nulls_last=True), *READING)
    return facilities.order_by("office_number") if order == "number" else facilities.order_by(*READING)


def _visited(statuses: Iterable[VisitStatus], term: ContractTerm | None) -> QuerySet[Visit, Any]:
    return Visit.objects.filter(status__in=statuses, term=term).order_by().values("facility")
