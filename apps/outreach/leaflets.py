"""What the leaflets of a term come to, and whether one is overdue (第2-1-(4)-②)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum

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
    end = day_bounds(until)[1]
    came_back = LeafletStep.objects.filter(
        campaign=OuterRef("pk"), kind__in=(LeafletStepKind.RETURNED, LeafletStepKind.RETURN_UNDONE), taken_at__lt=end
    ).order_by("-taken_at", "-pk")
    sums = (
        LeafletCampaign.objects.filter(term=term)
        .exclude(cancelled_at__lt=end)
        .annotate(returned_then=Subquery(came_back.values("number")[:1]))
        .aggregate(
            campaigns=Count("pk", filter=Q(printed_on__lte=until)),
            sum_printed=Sum("printed", filter=Q(printed_on__lte=until), default=0),
            sum_posted=Sum("posted", filter=Q(posted_on__lte=until), default=0),
            sum_returned=Sum("returned_then", default=0),
        )
    )
    return LeafletFigures(
        campaigns=sums["campaigns"],
        printed=sums["sum_printed"],
        posted=sums["sum_posted"],
        returned=sums["sum_returned"],
        requests=_asked_by(LeafletLetter.objects.filter(campaign__term=term)).filter(taken_at__lt=end).count(),
    )


def requests_by(letters: QuerySet[LeafletLetter]) -> int:
    """Visits that were asked for through the links of these letters."""
    return _asked_by(letters).count()


def _asked_by(letters: QuerySet[LeafletLetter]) -> QuerySet[VisitStep, Any]:
    asked = VisitStep.objects.filter(status=VisitStatus.REQUESTED, taken_by_link__leaflet_letter__in=letters)
    return asked.order_by().values("visit").distinct()
