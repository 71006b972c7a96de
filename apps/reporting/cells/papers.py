"""Cells that name papers: the versions of documents, and the revisions of reports. Their number is a version's own."""

from collections.abc import Iterator, Mapping
from typing import Any

from apps.reporting.enums import ReportKind
from apps.reporting.figures import completion
from apps.reporting.figures.issued_days import issued_days
from apps.reporting.periods import Period

from .keys import Cells, Key
from .scope import Scope

DOCUMENTS, REVISIONS = "documents", "revisions"
VERSIONS = ("newest", "in_force")
REVISION = "revision"
Content = Mapping[str, Any]


def document_cells(scope: Scope, cells: Cells) -> None:
    """The newest version of each document, and the one in force."""
    for document in completion.documents(scope.period, scope.made_on):
        for name, version in zip(VERSIONS, (document.newest_version, document.version_in_force), strict=True):
            if version:
                cells.add(document_key(name, document.code), [version.pk], [version.number])


def day_revision_cells(scope: Scope, cells: Cells) -> None:
    """The revisions of the daily reports that the counters' month adds up."""
    for day, issued in issued_days(scope.period).items():
        cells.add(day_revision_key(day.isoformat()), [issued.pk], [issued.number])


def term_revision_cells(scope: Scope, cells: Cells) -> None:
    """The revisions that the completion report lists."""
    rows = completion.issued_revisions(scope.period)
    for pk, kind, first, last, number in rows.values_list(
        "pk", "report__kind", "report__first_on", "report__last_on", "number"
    ):
        row = {"report": ReportKind(kind).label, "period": str(Period(first, last))}
        cells.add(term_revision_key(row), [pk], [number])


# --- the numbers of a content -----------------------------------------------------------------------------------------


def document_key(measure: str, code: str) -> Key:
    """Of a document: its newest version, or the one in force."""
    return Key(DOCUMENTS, code, measure)


def day_revision_key(day: str) -> Key:
    """Of the daily report of a day."""
    return Key(REVISIONS, day, REVISION)


def term_revision_key(row: Content) -> Key:
    """Of a line of the list of issued reports."""
    return Key(REVISIONS, f"{row['report']}/{row['period']}", REVISION)


def day_revision_numbers(content: Content) -> Iterator[tuple[Key, int]]:
    """The revision of each day that the counters' month adds up."""
    yield from ((day_revision_key(row["date"]), row["revision"] or 0) for row in content["days"])


def paper_numbers(content: Content) -> Iterator[tuple[Key, int]]:
    """The versions and revisions that the completion report lists."""
    for row in content["documents"]:
        yield from ((document_key(name, row["code"]), row[name] or 0) for name in VERSIONS)
    yield from ((term_revision_key(row), row["revision"]) for row in content["reports"])
