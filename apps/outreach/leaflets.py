"""What the leaflets of a term come to, and whether one is overdue (第2-1-(4)-②)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet, Sum

from apps.contracts.models import ContractTerm
from apps.contracts.parameters import Parameters
from apps.outreach.enums import VisitStatus
from apps.outreach.models import LeafletCampaign, LeafletLetter, VisitStep


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
    """The leaflets of one term in numbers; `requests` came through the links of its letters."""

    campaigns: int
    planned: int
    printed: int
    stuffed: int
    posted: int
    returned: int
    printing_yen: int
    postage_yen: int
    requests: int

    @property
    def cost_yen(self) -> int:
        return self.printing_yen + self.postage_yen


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


def figures(term: ContractTerm) -> LeafletFigures:
    """Sums over the term's leaflets that were not called off (第2-1-(4)-②), and the requests that answered them."""
    names = ("planned_count", "printed", "stuffed", "posted", "returned", "printing_yen", "postage_yen")
    campaigns = LeafletCampaign.objects.filter(term=term, cancelled_at__isnull=True)
    sums = campaigns.aggregate(campaigns=Count("pk"), **{f"sum_{name}": Sum(name, default=0) for name in names})
    values = {name: sums[f"sum_{name}"] for name in names}
    return LeafletFigures(
        campaigns=sums["campaigns"],
        planned=values.pop("planned_count"),
        **values,
        requests=requests_by(LeafletLetter.objects.filter(campaign__term=term)),
    )


def requests_by(letters: QuerySet[LeafletLetter]) -> int:
    """Visits that were asked for through the links of these letters."""
    asked = VisitStep.objects.filter(status=VisitStatus.REQUESTED, taken_by_link__leaflet_letter__in=letters)
    return asked.values("visit").distinct().count()
