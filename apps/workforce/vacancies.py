"""Vacancies: when a published day was found to lack people, and when they were found (第2-1-(9) 欠員).

At every minute the open vacancies of a place add up to what its plan lacks. A vacancy that is filled for an hour is cut
there: the hour is filled, the rest stays open since the same moment.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from apps.contracts.calendar import Calendar
from apps.contracts.enums import SiteKind
from apps.core.clock import month_bounds

from .coverage import DayCoverage, Gap, clock_time, minute_of, planned_days
from .enums import VacancyKind
from .models import RosterPublication, Vacancy, month_of


class Lack(NamedTuple):
    """So many people missing from one minute to another."""

    starts: int
    ends: int
    missing: int


@dataclass(frozen=True)
class Where:
    """What a vacancy is one of: heads or a leader, at a site, on an outing or anywhere."""

    kind: str
    site_id: int | None
    outing_id: int | None


def review_vacancies(day: date, at: datetime, calendar: Calendar | None = None) -> None:
    """Compares the day's plan with its open vacancies: what is new is noted as found at `at`, what is gone as filled.

    Only places whose roster of that month is published are judged, and the leader only where that of every open counter
    is. Call it after each change of a published shift, an absence or an outing, in the same transaction.
    """
    review_vacancies_between(day, day, at, calendar)


def review_published(at: datetime) -> None:
    """`review_vacancies` for each day from today to the end of the last published month.

    Finds what a closure, an extra opening or a changed floor opened or closed without a write of the roster.
    """
    today = timezone.localdate(at)
    newest = RosterPublication.objects.aggregate(Max("month"))["month__max"]
    last = month_bounds(newest.year, newest.month)[1] if newest else today
    review_vacancies_between(today, max(today, last), at)


def review_vacancies_between(first: date, last: date, at: datetime, calendar: Calendar | None = None) -> None:
    """`review_vacancies` for each day from `first` to `last`; a fixed number of queries while nothing changes."""
    calendar = calendar or Calendar.load()
    with transaction.atomic():
        lock_vacancies()
        publications = RosterPublication.objects.filter(month__range=(month_of(first), last))
        published = set(publications.values_list("site", "month"))
        open_rows: dict[date, list[Vacancy]] = defaultdict(list)
        unfilled = Vacancy.objects.filter(day__range=(first, last), filled_at__isnull=True)
        for row in unfilled.order_by("detected_at", "pk"):
            open_rows[row.day].append(row)
        for covered in planned_days(first, last, calendar):
            sites = {site for site, month in published if month == month_of(covered.day)}
            _settle(covered.day, _judged(covered, sites, calendar), open_rows[covered.day], at)


def lock_vacancies() -> None:
    """Held to the end of the transaction: two reviews at once would both note the same vacancy.

    The last lock of a transaction: a visit, its term, a place's roster and a person are locked before. Only an outing,
    to which vacancies point, is written after: else a review that notes one and its writer wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", ["workforce.Vacancy"])


def _judged(covered: DayCoverage, published: set[int], calendar: Calendar) -> list[Gap]:
    counters = {
        row.place.site_id
        for row in covered.places
        if row.place.site_id and calendar.sites[row.place.key].kind == SiteKind.COUNTER
    }
    leader_is_judged = counters <= published
    return [
        gap
        for gap in covered.gaps
        if (gap.place.site_id in published)
        or gap.place.outing_id
        or (leader_is_judged and gap.reason == VacancyKind.LEADER)
    ]


def _settle(day: date, gaps: Iterable[Gap], open_rows: Iterable[Vacancy], at: datetime) -> None:
    lacks: dict[Where, list[Lack]] = defaultdict(list)
    rows: dict[Where, list[Vacancy]] = defaultdict(list)
    for gap in gaps:
        lacks[Where(gap.reason.value, gap.place.site_id, gap.place.outing_id)].append(
            Lack(gap.starts, gap.ends, gap.missing)
        )
    for row in open_rows:
        rows[Where(row.kind, row.site_id, row.outing_id)].append(row)
    for where in lacks.keys() | rows.keys():
        rest = lacks[where]
        for row in rows[where]:
            had = Lack(minute_of(row.starts_at), minute_of(row.ends_at, up=True), row.missing)
            kept, gone, rest = divide(had, rest)
            if gone:
                _cut(row, kept, gone, at)
        for lack in rest:
            Vacancy.objects.create(**_span(lack), **vars(where), day=day, detected_at=at)


def divide(had: Lack, wanted: list[Lack]) -> tuple[list[Lack], list[Lack], list[Lack]]:
    """What of a vacancy is still missing, what is not any more, and what is missing besides."""
    edges = {had.starts, had.ends} | {edge for lack in wanted for edge in lack[:2]}
    kept: list[Lack] = []
    gone: list[Lack] = []
    rest: list[Lack] = []
    for starts, ends in pairwise(sorted(edges)):
        before = had.missing if had.starts <= starts and ends <= had.ends else 0
        now = sum(lack.missing for lack in wanted if lack.starts <= starts and ends <= lack.ends)
        still = min(before, now)
        for found, missing in ((kept, still), (gone, before - still), (rest, now - still)):
            _add(found, Lack(starts, ends, missing))
    return kept, gone, rest


def _add(found: list[Lack], lack: Lack) -> None:
    """Appends a lack, joined to the one before where nothing lies between them."""
    if not lack.missing:
        return
    if found and found[-1].ends == lack.starts and found[-1].missing == lack.missing:
        lack = found.pop()._replace(ends=lack.ends)
    found.append(lack)


def _cut(row: Vacancy, kept: list[Lack], gone: list[Lack], at: datetime) -> None:
    """The row itself becomes the first part that is still missing, or as a whole filled; the other parts new rows."""
    filled_at = max(at, row.detected_at)
    parts = [(lack, None) for lack in kept] + [(lack, filled_at) for lack in gone]
    (own, own_filled_at), *others = parts
    for field, value in {**_span(own), "filled_at": own_filled_at}.items():
        setattr(row, field, value)
    row.save()
    for lack, part_filled_at in others:
        Vacancy.objects.create(
            **_span(lack),
            kind=row.kind,
            site_id=row.site_id,
            outing_id=row.outing_id,
            day=row.day,
            detected_at=row.detected_at,
            filled_at=part_filled_at,
        )


def _span(lack: Lack) -> dict[str, object]:
    return {"starts_at": clock_time(lack.starts), "ends_at": clock_time(lack.ends), "missing": lack.missing}
