"""The answer rate month by month, as far back as the report looks (第2-2-(7)-①-カ)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from apps.callcenter.counts import Tally, count_calls, summed
from apps.callcenter.rates import cut_rate
from apps.contracts.calendar import Calendar
from apps.contracts.models import ContractTerm
from apps.core.clock import month_bounds
from apps.reporting.enums import ReportKind
from apps.reporting.models import ReportRevision
from apps.reporting.periods import Period

MOST_MONTHS = 12
ISSUED, COUNTED_NOW, THIS_REPORT = "提出済の報告書", "現在の記録", "この報告書"


def monthly_trend(period: Period, counted: Tally, calendar: Calendar) -> list[dict[str, Any]]:
    """第2-2-(7)-①-カ: the last twelve months of this term and the one before, up to the report's own month.

    A month whose report was issued stands as the city received it; the others are counted now. `counted`: the report's
    own month, which is always what the report itself says.
    """
    months = months_shown(period.first)
    issued = issued_months(months[:-1])
    tallies = _counted([month for month in months[:-1] if month not in issued], calendar)
    rows = []
    for month in months[:-1]:
        counts = issued.get(month) or tallies[month]
        source = ISSUED if month in issued else COUNTED_NOW
        rows.append(_row(month, counts.offered, counts.answered, source, calendar))
    return [*rows, _row(period.first, counted.offered, counted.answered, THIS_REPORT, calendar)]


def months_shown(month: date) -> list[date]:
    """First days of the months, the report's own last; only this one where it lies in no term."""
    terms = ContractTerm.objects.filter(starts_on__lte=month_bounds(month.year, month.month)[1])
    months = [each for term in terms.order_by("-starts_on")[:2] for each in term.months() if each < month]
    return [*sorted(set(months))[1 - MOST_MONTHS :], month]


def _row(month: date, offered: int, answered: int, source: str, calendar: Calendar) -> dict[str, Any]:
    target = calendar.parameters.value("callcenter.answer_rate_percent", month_bounds(month.year, month.month)[1])
    return {
        "month": f"{month:%Y-%m}",
        "offered": offered,
        "answered": answered,
        "lost": offered - answered,
        "answer_rate": cut_rate(answered, offered),
        "target_percent": target,
        "source": source,
    }


class IssuedMonth(NamedTuple):
    """What the newest issued revision of a month says, and which revision that is."""

    pk: int
    offered: int
    answered: int


def issued_months(months: Sequence[date]) -> dict[date, IssuedMonth]:
    """Those of these months whose report was issued."""
    revisions = (
        ReportRevision.objects.filter(
            report__kind=ReportKind.CALL_MONTHLY, report__first_on__in=months, issued_at__isnull=False
        )
        .order_by("number")
        .values_list("report__first_on", "pk", "content__summary__offered", "content__summary__answered")
    )
    return {month: IssuedMonth(*said) for month, *said in revisions}


def _counted(months: Iterable[date], calendar: Calendar) -> dict[date, Tally]:
    """The months counted at once: by the hour, whatever their number of calls."""
    wanted = sorted(months)
    if not wanted:
        return {}
    counted = count_calls(wanted[0], month_bounds(wanted[-1].year, wanted[-1].month)[1], calendar)
    return {
        month: summed(tally for (day, _), tally in counted.cells.items() if day.replace(day=1) == month)
        for month in wanted
    }
