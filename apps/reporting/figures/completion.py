"""The work of a whole term for 委託業務実施報告書 (第3-3-(1)): the issued monthly reports, month by month."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from apps.callcenter.rates import cut_rate
from apps.contracts.enums import DocumentState
from apps.contracts.models import Document, term_of
from apps.core.clock import month_bounds
from apps.reporting.enums import ReportKind
from apps.reporting.models import ReportRevision
from apps.reporting.periods import Period

from . import counter_month
from .counters import MAIN

CALLS = ("offered", "answered", "abandoned", "overflow")
VISITS = ("receptions", "on_site")
MONTHLY = (ReportKind.COUNTER_MONTHLY, ReportKind.CALL_MONTHLY)
Row = dict[str, Any]


def completion(period: Period, today: date) -> Row:
    """Sums of what was issued; a month without an issued report is named and counts nothing."""
    months = _months(period)
    issued = _issued(period)
    contents = _contents(period)
    counters = [(month, contents.get((ReportKind.COUNTER_MONTHLY, month.first))) for month in months]
    calls = [(month, contents.get((ReportKind.CALL_MONTHLY, month.first))) for month in months]
    call_rows = [_call_row(month, content) for month, content in calls]
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
            for kind in MONTHLY
            for month in months
            if (kind, month.first) not in contents
        ],
        "documents": _document_rows(documents(period, today)),
        "reports": issued,
    }


def _months(period: Period) -> list[Period]:
    term = term_of(period.first)
    firsts = term.months() if term else [period.first.replace(day=1)]
    return [Period(*month_bounds(first.year, first.month)) for first in firsts if first <= period.last]


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


def _issued(period: Period) -> list[Row]:
    names = (
        "report__kind", "report__first_on", "report__last_on", "number", "issued_at", "xlsx_sha256", "pdf_sha256",
    )  # fmt: skip
    return [
        {
            "report": ReportKind(kind).label,
            "period": str(Period(first, last)),
            "revision": number,
            "issued_on": timezone.localdate(issued_at).isoformat(),
            "xlsx_sha256": xlsx,
            "pdf_sha256": pdf,
        }
        for kind, first, last, number, issued_at, xlsx, pdf in issued_revisions(period).values_list(*names)
    ]


def _counter_row(month: Period, content: Row | None) -> Row:
    """What counters and visits did in a month, apart; None where nothing was issued."""
    row: Row = {"month": str(month)}
    for name in MAIN:
        row[name] = content["total"].get(name, 0) if content else None
    row["visits_count"] = len(content["visits"]) if content else None
    for name in VISITS:
        row[f"visits_{name}"] = content["visits_total"][name] if content else None
    return row


def _call_row(month: Period, content: Row | None) -> Row:
    summary = content["summary"] if content else {}
    return {
        "month": str(month),
        **{name: summary.get(name) for name in CALLS},
        "answer_rate": summary.get("answer_rate"),
        "complaints": summary.get("complaints"),
    }


def _calls_total(rows: Sequence[Row]) -> Row:
    """第2-2-(3)-イ: the rate of the term is of its sums, not a mean of the months."""
    total = {name: sum(row[name] or 0 for row in rows) for name in (*CALLS, "complaints")}
    return {**total, "answer_rate": cut_rate(total["answered"], total["offered"])}


def _sites(contents: Sequence[Row]) -> list[Row]:
    """Each counter's sums over the issued months, in the order of the last of them.

    A month that was issued before something was counted has 0 of it.
    """
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
                known[name] += row.get(name, 0)
    return list(sums.values())


def _sum(rows: Sequence[Row], names: Sequence[str]) -> dict[str, int]:
    return {name: sum(row.get(name, 0) for row in rows) for name in names}


def documents(period: Period, today: date) -> QuerySet[Document]:
    """The register, each document with its newest version and the one in force at the end of the period."""
    return Document.objects.with_version_in_force(min(today, period.last)).with_newest_version()


def _document_rows(found: Iterable[Document]) -> list[Row]:
    """The register of documents (第1-9, 第2-1-(6)): where the newest version stands, and which one was in force."""
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
                "in_force": valid.number if valid else None,
                "in_force_from": valid.in_force_from.isoformat() if valid and valid.in_force_from else "",
            }
        )
    return rows
