"""The cells of a revision: counted from the records of today until the issue, then written once and only read."""

from collections.abc import Sequence
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from apps.contracts.calendar import Calendar
from apps.reporting.duties import until_ends
from apps.reporting.models import FrozenCell, ReportRevision
from apps.reporting.periods import Period

from .keys import Cell, Cells, Key, day_of, measures_of
from .kinds import SUMS, count, numbered
from .names import cell_name
from .scope import Scope

TABLE = FrozenCell._meta.db_table
COLUMNS = ("revision_id", "source", "place", "measure", "record_ids", "amounts", "number")


class CellsDiffer(Exception):
    """Numbers of the report are not the number of their records; `reasons` are sentences for the user."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def freeze(revision: ReportRevision, calendar: Calendar) -> int:
    """Keep the records behind every number of a revision that is about to be issued; answers how many cells it kept.

    Raises `CellsDiffer`, and keeps nothing, when one number of the report is not the number of its records.
    """
    content = revision.content
    cells = live_cells(revision, calendar)
    wrong = [
        f"{cell_name(key, content)}：報告書では {number:,}、記録では {found:,} です。"
        for key, number in numbered(revision.report.kind, content)
        if (found := cells.number(key)) != number
    ]
    if wrong:
        raise CellsDiffer(wrong)
    return _write(revision, cells)


def _write(revision: ReportRevision, cells: Cells) -> int:
    """By COPY, which the triggers see too: a million records take seconds less than as parameters."""
    number = 0
    with connection.cursor() as cursor, cursor.copy(f"COPY {TABLE} ({', '.join(COLUMNS)}) FROM STDIN") as into:
        for key, cell in cells:
            into.write_row((revision.pk, *key, _array(cell.ids), _array(cell.amounts), cell.number))
            number += 1
    return number


def _array(numbers: Sequence[int] | None) -> str | None:
    return None if numbers is None else f"{{{','.join(map(str, numbers))}}}"


def rows_of(revision: ReportRevision, key: Key, calendar: Calendar) -> Cell:
    """The records of one number: as they were at the issue, or as they are now for a revision that is not issued."""
    return frozen_cell(revision, key) if revision.issued_at else live_cell(revision, key, calendar)


def frozen_cell(revision: ReportRevision, key: Key) -> Cell:
    """The records of one number as they were at the issue, without reading the other cells."""
    rows = FrozenCell.objects.filter(revision=revision, source=key.source, measure__in=measures_of(key, SUMS))
    if key.place and not key.is_pattern:
        rows = rows.filter(Q(place=key.place) | Q(place__startswith=f"{key.place}/"))
    return _cells(rows).at(key)


def frozen_cells(revision: ReportRevision) -> Cells:
    """Everything that an issued revision kept."""
    return _cells(FrozenCell.objects.filter(revision=revision))


def live_cell(revision: ReportRevision, key: Key, calendar: Calendar) -> Cell:
    """The records of one number as they are now, without counting what belongs to others."""
    day = day_of(key.path[0]) if key.path else None
    return count(revision.report.kind, scope_of(revision, calendar, day=day), key.source).at(key)


def live_cells(revision: ReportRevision, calendar: Calendar) -> Cells:
    """All cells of the revision's days as the records are now."""
    return count(revision.report.kind, scope_of(revision, calendar))


def scope_of(
    revision: ReportRevision, calendar: Calendar, *, day: date | None = None, records: Sequence[int] | None = None
) -> Scope:
    """What the revision counted: its own time, as of the day on which it was made."""
    period = Period(revision.report.first_on, revision.report.last_on)
    inside = day if day and period.first <= day <= period.last else None
    made_on = date.fromisoformat(revision.content["made_on"])
    return Scope(period, until_ends(calendar), made_on, day=inside, records=records)


def _cells(rows: QuerySet[FrozenCell]) -> Cells:
    cells = Cells(SUMS)
    for source, place, measure, ids, amounts in rows.order_by("pk").values_list(
        "source", "place", "measure", "record_ids", "amounts"
    ):
        cells.add(Key(source, place, measure), ids, amounts)
    return cells
