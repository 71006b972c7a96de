"""The records behind one number of a report."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from apps.accounts.models import User
from apps.accounts.requests import SignedInRequest
from apps.contracts.calendar import Calendar

from . import cells, permissions
from .cells.formulas import Formula, formula
from .cells.frozen import knows_rows
from .cells.kinds import numbers_of
from .cells.lines import LISTINGS, address
from .cells.marks import marks
from .cells.names import SOURCES, unit
from .enums import ReportKind
from .models import Report, ReportRevision
from .views import cells_at, find, revisions_for

RECORDS_PER_PAGE = 100


@require_GET
def cell_rows(request: SignedInRequest, kind: ReportKind, period: str) -> HttpResponse:
    """Exactly the records that one number counted: as they were at the issue, or as they are for a draft."""
    report, due = find(request, kind, period)
    key = cells.parse_key(request.GET.get("cell", ""))
    if report is None or key is None:
        raise Http404
    revision = asked_revision(request.user, report, request.GET.get("revision", ""))
    context = {"report": report, "due": due, "revision": revision, "cells_at": cells_at(report, revision)}
    numbers = numbers_of(kind, revision.content)
    if any(numbers.values()) and not knows_rows(revision):
        raise Http404
    if worked_out := formula(kind, revision.content, key):
        context |= formula_context(worked_out, numbers, revision)
    elif key in numbers:
        context |= rows_context(request, revision, key, numbers[key])
    else:
        raise Http404
    return render(request, "reporting/rows.html", context | {"name": cells.cell_name(key, revision.content)})


def asked_revision(user: User, report: Report, number: str) -> ReportRevision:
    """The newest revision that the reader may have, unless another one is asked for."""
    rows = revisions_for(user, report).select_related("report").defer("xlsx", "pdf")
    if number:
        rows = rows.filter(number=int(number) if number.isdecimal() and len(number) < 5 else 0)
    revision: ReportRevision | None = rows.first()
    if revision is None:
        raise Http404
    return revision


def rows_context(request: SignedInRequest, revision: ReportRevision, key: cells.Key, number: int) -> dict[str, Any]:
    calendar, listing = Calendar.load(), LISTINGS[key.source]
    cell = cells.rows_of(revision, key, calendar)
    page = Paginator(listing.in_order(cell.ids), RECORDS_PER_PAGE).get_page(request.GET.get("page"))
    ids = list(page.object_list)
    lines = listing.of(ids, key)
    # what became of them since is the contractor's to mend and to report: the city learns it with the next revision
    is_marked = revision.issued_at and permissions.sees_drafts(request.user.role)
    marked = marks(revision, key, cell, ids, calendar) if is_marked else {}
    amounts = cell.amount_of() if cell.amounts is not None else {}
    rows = [
        {
            "pk": pk,
            "texts": lines[pk].texts if pk in lines else None,
            "url": address(lines[pk], request.user.role) if pk in lines else "",
            "amount": amounts.get(pk),
            "mark": marked.get(pk, ""),
        }
        for pk in ids
    ]
    return {
        "page": page,
        "rows": rows,
        "columns": listing.columns,
        "amount_name": listing.amount if amounts else "",
        "has_links": any(row["url"] for row in rows),
        "has_marks": any(marked.values()),
        "source": SOURCES[key.source],
        "unit": unit(key),
        "number": number,
        "found": cell.number,
    }


def formula_context(worked_out: Formula, numbers: dict[cells.Key, int], revision: ReportRevision) -> dict[str, Any]:
    parts = [
        {"sign": sign, "name": cells.cell_name(key, revision.content), "number": numbers.get(key, 0), "key": key}
        for sign, key in worked_out.parts
    ]
    return {"formula": worked_out, "parts": parts, "result": worked_out.result(numbers)}
