"""The records behind one number of a report."""

from typing import Any
from urllib.parse import quote

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from apps.accounts.models import User
from apps.accounts.requests import SignedInRequest
from apps.contracts.calendar import Calendar

from . import cells, permissions
from .cells.formulas import AND, Formula
from .cells.lines import LISTINGS, Line, address
from .cells.marks import marks
from .cells.names import SOURCES, unit
from .cells.opening import OpenNumbers
from .cells.readings import Reading
from .documents.workbook import hours_of
from .enums import ReportKind
from .models import Report, ReportRevision
from .periods import parse_period
from .views import cells_at, find, revisions_for

RECORDS_PER_PAGE = 100
SEAT_MINUTES = "seat_minutes"
"""Printed in hours by the report, counted in minutes."""


@require_GET
def cell_rows(request: SignedInRequest, kind: ReportKind, period: str) -> HttpResponse:
    """Exactly the records that one number counted: as they were at the issue, or as they are for a draft."""
    report, due = find(request, kind, period)
    key = cells.parse_key(request.GET.get("cell", ""))
    if report is None or key is None:
        raise Http404
    revision = asked_revision(request.user, report, request.GET.get("revision", ""))
    context: dict[str, Any] = {
        "report": report,
        "due": due,
        "revision": revision,
        "cells_at": cells_at(report, revision),
    }
    numbers = context["open_numbers"] = OpenNumbers(revision)
    if worked_out := numbers.formula(key):
        context |= formula_context(worked_out, numbers, key)
    elif reading := numbers.reading(key):
        context |= reading_context(request.user, reading, key)
    elif numbers.counts(key):
        context |= rows_context(request, revision, key, numbers.counted[key])
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
    """One page of the records that a number counted, with what became of them since for whoever has to mend it."""
    calendar, listing = Calendar.load(), LISTINGS[key.source]
    cell = cells.rows_of(revision, key, calendar)
    places = range(len(cell.ids))
    page = Paginator(places, RECORDS_PER_PAGE).get_page(request.GET.get("page"))
    ids = listing.in_order(cell.ids, page.start_index() - 1, page.end_index()) if places else []
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
        "in_hours": hours_of(number) if key.measure == SEAT_MINUTES else None,
    }


def formula_context(worked_out: Formula, numbers: OpenNumbers, key: cells.Key) -> dict[str, Any]:
    """The numbers that a number is worked out of, each with its link."""
    known = {part: numbers.number(part) for _, part in worked_out.parts}
    parts = [
        {
            "sign": "" if worked_out.is_least or (sign == AND and not place) else sign,
            "name": cells.cell_name(part, numbers.content),
            "number": known[part],
            "query": quote(str(part), safe=":/*") if numbers.opens(part) else "",
        }
        for place, (sign, part) in enumerate(worked_out.parts)
    ]
    in_hours = hours_of(sum(known.values())) if key.measure == SEAT_MINUTES else None
    return {"formula": worked_out, "parts": parts, "result": worked_out.result(known), "in_hours": in_hours}


def reading_context(user: User, reading: Reading, key: cells.Key) -> dict[str, Any]:
    """What a number is that is read elsewhere, and the page, for a role that may open it."""
    return {
        "reading": reading,
        "result": f"{reading.number:,}{reading.unit or unit(key)}",
        "page_name": reading.page.texts[0],
        "url": address(reading.page, user.role) if has_page(user, reading.page) else "",
    }


def has_page(user: User, page: Line) -> bool:
    """Whether a report that is named is one that the reader knows; every other page is there."""
    if page.page != "reporting:detail":
        return True
    kind, text = page.arguments
    return Report.objects.for_user(user).of(kind, *parse_period(kind, text)).exists()
