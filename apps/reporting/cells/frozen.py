"""The cells of an issued report: written once at the issue, read for as long as the report is kept."""

from collections.abc import Sequence
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from apps.contracts.calendar import Calendar
from apps.reporting.models import FrozenCell, Report, ReportRevision
from apps.reporting.periods import Period

from .keys import ANY, Cell, Cells, Key, measures_of
from .kinds import KINDS, SUMS, count, has_source
from .names import cell_name
from .scope import Scope

TABLE = FrozenCell._meta.db_table
COLUMNS = ("revision_id", "source", "place", "measure", "record_ids", "amounts", "number")


class CellsDiffer(Exception):
    """Numbers of the report are not the number of their records; `reasons` are sentences for the user."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def knows_rows(revision: ReportRevision) -> bool:
    """Whether the records behind its numbers can be shown: not for what was issued before they were kept."""
    return revision.issued_at is None or FrozenCell.objects.filter(revision=revision).exists()


def freeze(revision: ReportRevision, calendar: Calendar) -> int:
    """Keep the records behind every number of a revision that is about to be issued; answers how many cells it kept.

    Raises `CellsDiffer`, and keeps nothing, when one number of the report is not the number of its records.
    """
    report, content = revision.report, revision.content
    cells = count(report.kind, _scope(report, calendar))
    wrong = [
        f"{cell_name(key, content)}：報告書では {number:,}、記録では {found:,} です。"
        for key, number in KINDS[report.kind].numbers(content)
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
    return frozen_cell(revision, key) if revision.issued_at else live_cell(revision.report, key, calendar)


def frozen_cell(revision: ReportRevision, key: Key) -> Cell:
    rows = FrozenCell.objects.filter(revision=revision, source=key.source, measure__in=measures_of(key, SUMS))
    if key.place and ANY not in key.path:
        rows = rows.filter(Q(place=key.place) | Q(place__startswith=f"{key.place}/"))
    return _cells(rows).at(key)


def frozen_cells(revision: ReportRevision) -> Cells:
    return _cells(FrozenCell.objects.filter(revision=revision))


def live_cell(report: Report, key: Key, calendar: Calendar) -> Cell:
    if not has_source(report.kind, key.source):
        return Cell([])
    return count(report.kind, _scope(report, calendar, day=_day(key)), key.source).at(key)


def live_cells(report: Report, calendar: Calendar) -> Cells:
    return count(report.kind, _scope(report, calendar))


def _scope(report: Report, calendar: Calendar, day: date | None = None) -> Scope:
    period = Period(report.first_on, report.last_on)
    inside = day if day and period.first <= day <= period.last else None
    return Scope(period, calendar, day=inside)


def _day(key: Key) -> date | None:
    """The day that the place begins with."""
    try:
        return date.fromisoformat(key.path[0]) if key.path else None
    except ValueError:
        return None


def _cells(rows: QuerySet[FrozenCell]) -> Cells:
    cells = Cells(SUMS)
    for source, place, measure, ids, amounts in rows.order_by("pk").values_list(
        "source", "place", "measure", "record_ids", "amounts"
    ):
        cells.add(Key(source, place, measure), ids, amounts)
    return cells
