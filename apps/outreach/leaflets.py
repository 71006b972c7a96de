"""What the leaflets of a term come to, and whether one is overdue (第2-1-(4)-②)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Sum, When

from apps.contracts.models import ContractTerm
from apps.contracts.parameters import Parameters
from apps.core.clock import day_bounds
from apps.outreach.enums import LeafletStepKind, VisitStatus
from apps.outreach.models import LeafletCampaign, LeafletLetter, LeafletStep, VisitStep


@dataclass(frozen=True)
class LeafletWarning:
    """Too few leaflets were posted in the term: what is due when, and whether the day has gone by."""

    term: ContractTerm
    due_on: date
    posted: int
    needed: int
    is_overdue: bool
    clause: str


OF_A_CAMPAIGN = ("campaigns", "printed", "posted", "returned")
"""What is counted of each leaflet."""


@dataclass(frozen=True)
class LeafletFigures:
    """The leaflets of one term in numbers, up to a day; `requests` came through the links of its letters."""

    campaigns: int
    printed: int
    posted: int
    returned: int
    requests: int


def due_on(term: ContractTerm, months: int) -> date:
    """The last day of so many months from the start of the term."""
    year, month = divmod(term.starts_on.year * 12 + term.starts_on.month - 1 + months, 12)
    same_day = date(year, month + 1, min(term.starts_on.day, monthrange(year, month + 1)[1]))
    return min(same_day - timedelta(days=1), term.ends_on)


def warning(term: ContractTerm, today: date, parameters: Parameters | None = None) -> LeafletWarning | None:
    """What the calendar and the campaigns' page say while fewer were posted than the contract wants; else None."""
    parameters = parameters or Parameters.load()
    day = min(max(today, term.starts_on), term.ends_on)
    row = parameters.row("leaflet.times_per_year", day)
    due = due_on(term, parameters.value("leaflet.due_months", day))
    if today < due - timedelta(days=parameters.value("leaflet.warning_days", day)):
        return None
    needed, posted = row.typed_value, LeafletCampaign.objects.filter(term=term).posted().count()
    if posted >= needed:
        return None
    return LeafletWarning(term, due, posted, needed, is_overdue=today > due, clause=row.clause)


def current_warning(today: date, parameters: Parameters | None = None) -> LeafletWarning | None:
    """The warning of the term that today falls in; between terms there is none."""
    term = ContractTerm.objects.containing(today).first()
    return warning(term, today, parameters) if term else None


def figures(term: ContractTerm, until: date) -> LeafletFigures:
    """Sums over the term's leaflets (第2-1-(4)-②), and the requests that answered them, as this day left them.

    What was called off by then counts nothing. A day that has passed always has the same sums.
    """
    sums = counted_campaigns(term, until).aggregate(
        **{f"sum_{name}": Sum(f"{name}_then", default=0) for name in OF_A_CAMPAIGN}
    )
    return LeafletFigures(
        **{name: sums[f"sum_{name}"] for name in OF_A_CAMPAIGN}, requests=requested_visits(term, until).count()
    )


def counted_campaigns(term: ContractTerm, until: date) -> QuerySet[LeafletCampaign]:
    """The term's leaflets, each with what it counted when this day ended, as `<name>_then`."""
    end = day_bounds(until)[1]
    came_back = LeafletStep.objects.filter(
        campaign=OuterRef("pk"), kind__in=(LeafletStepKind.RETURNED, LeafletStepKind.RETURN_UNDONE), taken_at__lt=end
    ).order_by("-taken_at", "-pk")
    printed, posted = Q(printed_on__lte=until), Q(posted_on__lte=until)
    return (
        LeafletCampaign.objects.filter(term=term)
        .exclude(cancelled_at__lt=end)
        .annotate(
            campaigns_then=Case(When(printed, then=1), default=0),
            printed_then=Case(When(printed, then=F("printed")), default=0),
            posted_then=Case(When(posted, then=F("posted")), default=0),
            returned_then=Subquery(came_back.values("number")[:1]),
        )
    )


def requested_visits(term: ContractTerm, until: date) -> QuerySet[VisitStep, Any]:
    """The visits (`visit`) that were asked for through the links of the term's letters, up to this day."""
    return _asked_by(LeafletLetter.objects.filter(campaign__term=term)).filter(taken_at__lt=day_bounds(until)[1])


def requests_by(letters: QuerySet[LeafletLetter]) -> int:
    """Visits that were asked for through the links of these letters."""
    return _asked_by(letters).count()


def _asked_by(letters: QuerySet[LeafletLetter]) -> QuerySet[VisitStep, Any]:
    asked = VisitStep.objects.filter(status=VisitStatus.REQUESTED, taken_by_link__leaflet_letter__in=letters)
    return asked.order_by().values("visit").distinct()
