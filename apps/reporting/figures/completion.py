"""The work of a whole term for 委託業務実施報告書 (第3-3-(1)): the issued monthly reports, month by month."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from apps.callcenter.rates import cut_rate
from apps.contracts.calendar import Calendar
from apps.contracts.enums import Decision, DocumentState
from apps.contracts.models import ContractTerm, Document, DocumentVersion
from apps.reporting.duties import months_of_work, with_agreed_days
from apps.reporting.enums import ReportKind, Span
from apps.reporting.models import ReportRevision
from apps.reporting.periods import Period

from . import counter_month
from .counters import MAIN
from .reservations import ACTS

CALLS = ("offered", "answered", "abandoned", "overflow")
ENDS = ("completed_inside", "transferred", "complaints", "complaints_transferred")
CALL_NUMBERS = (*CALLS, *ENDS, *ACTS)
"""What a month of the calls is told by: the calls, how the inquiries ended, and the reservations (第2-2-(7)-①)."""

VISITS = ("receptions", "on_site")
MONTHLY = (ReportKind.COUNTER_MONTHLY, ReportKind.CALL_MONTHLY)
OF_MONTHS = tuple(kind for kind in ReportKind if kind.span is Span.MONTH)
ISSUED = ("report__kind", "report__first_on", "report__last_on", "number", "issued_at", "xlsx_sha256", "pdf_sha256")
Row = dict[str, Any]


def completion(period: Period, calendar: Calendar, today: date) -> Row:
    """Sums of what was issued; a month without an issued report is named and counts nothing.

    A month is one on which the work of its kind was agreed on; what was over before this system took the reporting over
    was handed over without it, and lacks nothing here.
    """
    months = {kind: months_added_up(period, kind) for kind in OF_MONTHS}
    issued = list(issued_revisions(period).values_list(*ISSUED))
    there = {(kind, first) for kind, first, *_ in issued}
    since = calendar.parameters.value("reports.since", today)
    contents = _contents(period)
    counters = [
        (month, contents.get((ReportKind.COUNTER_MONTHLY, month.first))) for month in months[ReportKind.COUNTER_MONTHLY]
    ]
    calls = [(month, contents.get((ReportKind.CALL_MONTHLY, month.first))) for month in months[ReportKind.CALL_MONTHLY]]
    call_rows = [call_row(month, content) for month, content in calls]
    return {
        "counter_months": [_counter_row(month, content) for month, content in counters],
        "sites": _sites([content for _, content in counters if content]),
        "total": _sum([content["total"] for _, content in counters if content], counter_month.ITEMS),
        "visits_total": _sum([content["visits_total"] for _, content in counters if content], VISITS),
        "visits_count": sum(len(content["visits"]) for _, content in counters if content),
        "call_months": call_rows,
        "calls": _calls_total(call_rows),
        "missing": [
            {"month": str(month), "report": kind.label}
            for kind in OF_MONTHS
            for month in months[kind]
            if month.last >= since and (kind, month.first) not in there
        ],
        "documents": _document_rows(documents(period, today)),
        "reports": [_issued_row(*each) for each in issued],
    }


def months_added_up(period: Period, kind: ReportKind) -> list[Period]:
    """The months of a report that the work of a term consists of; another one that was issued counts nothing."""
    term = with_agreed_days(ContractTerm.objects.containing(period.first)).first()
    return months_of_work(term, kind) if term else []


def issued_revisions(period: Period) -> Any:
    """The last issued revision of each report of the period, in the order of kinds and days."""
    return (
        ReportRevision.objects.filter(
            report__last_on__gte=period.first,
            report__first_on__lte=period.last,
            issued_at__isnull=False,
        )
        .exclude(report__kind=ReportKind.COMPLETION)
        .order_by("report__kind", "report__first_on", "report_id", "-number")
        .distinct("report__kind", "report__first_on", "report_id")
    )


def _contents(period: Period) -> dict[tuple[str, date], Row]:
    rows = issued_revisions(period).filter(report__kind__in=MONTHLY)
    named = rows.values_list("report__kind", "report__first_on", "content")
    return {(kind, first): content for kind, first, content in named}


def _issued_row(kind: str, first: date, last: date, number: int, issued_at: datetime, xlsx: str, pdf: str) -> Row:
    return {
        "report": ReportKind(kind).label,
        "period": str(Period(first, last)),
        "revision": number,
        "issued_on": timezone.localdate(issued_at).isoformat(),
        "xlsx_sha256": xlsx,
        "pdf_sha256": pdf,
    }


def _counter_row(month: Period, content: Row | None) -> Row:
    """What counters and visits did in a month, apart; None where nothing was issued."""
    row: Row = {"month": str(month)}
    for name in MAIN:
        row[name] = content["total"][name] if content else None
    row["visits_count"] = len(content["visits"]) if content else None
    for name in VISITS:
        row[f"visits_{name}"] = content["visits_total"][name] if content else None
    return row


def call_row(month: Period, content: Row | None) -> Row:
    numbers = {name: call_number(content, name) if content else None for name in CALL_NUMBERS}
    return {"month": str(month), **numbers, "answer_rate": content["summary"]["answer_rate"] if content else None}


def call_number(content: Row, name: str) -> int | None:
    """What an issued month says of it; None where it does not know."""
    of = content["reservations"]["total"] if name in ACTS else content["summary"]
    number: int | None = of[name]
    return number


def _calls_total(rows: Sequence[Row]) -> Row:
    """第2-2-(3)-イ: the rate of the term is of its sums, not a mean of the months."""
    total = {name: sum(row[name] or 0 for row in rows) for name in CALL_NUMBERS}
    return {**total, "answer_rate": cut_rate(total["answered"], total["offered"])}


def _sites(contents: Sequence[Row]) -> list[Row]:
    """Each counter's sums over the issued months, in the order of the last of them."""
    sums: dict[str, Row] = {}
    for content in reversed(contents):
        for row in content["sites"]:
            known = sums.setdefault(
                row["site"],
                {
                    "site": row["site"], "site_name": row["site_name"],
                    **dict.fromkeys((*counter_month.ITEMS, "opened_days"), 0),
                },
            )  # fmt: skip
            for name in (*counter_month.ITEMS, "opened_days"):
                known[name] += row[name]
    return list(sums.values())


def _sum(rows: Sequence[Row], names: Sequence[str]) -> dict[str, int]:
    return {name: sum(row[name] for row in rows) for name in names}


def documents(period: Period, today: date) -> QuerySet[Document]:
    """What was submitted: each paper with the newest version that was, and the one in force at the period's end."""
    submitted = DocumentVersion.objects.filter(submitted_on__isnull=False)
    later = submitted.filter(document=OuterRef("document"), number__gt=OuterRef("number"))
    newest = Prefetch("versions", submitted.filter(~Exists(later)), to_attr="newest_versions")
    found = Document.objects.filter(Exists(submitted.filter(document=OuterRef("pk"))))
    return found.with_version_in_force(min(today, period.last)).prefetch_related(newest)  # type: ignore[no-redef]


def _document_rows(found: Iterable[Document]) -> list[Row]:
    """The papers that were submitted (第1-9, 第2-1-(6)): where the newest stands, and which one was in force."""
    rows = []
    for document in found:
        newest, valid = document.newest_version, document.version_in_force
        rows.append(
            {
                "code": document.code,
                "document": document.title,
                "clause": document.clause,
                "state": DocumentState(document.state).label,
                "newest": newest.number if newest else None,
                "submitted_on": _day(newest.submitted_on if newest else None),
                "accepted_on": _day(newest.decided_on if newest and newest.decision == Decision.ACCEPTED else None),
                "in_force": valid.number if valid else None,
                "in_force_from": _day(valid.in_force_from if valid else None),
            }
        )
    return rows


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
