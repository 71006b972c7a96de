"""What the records say now, beside what a report says: before its issue, and for as long as the city holds it."""

import json
import logging
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone

from apps.contracts.calendar import Calendar

from . import attestation, cells
from .comparison import Difference, differences
from .content import collect
from .duties import terms_looked_back_on
from .enums import HANDED_OVER, DataForm, DataSubject, ReportKind
from .full_records import described_now
from .like_for_like import like_for_like
from .models import Report
from .periods import Period

logger = logging.getLogger(__name__)

WORDS = frozenset({"remarks", "remarks_by", "cause", "measure", "proposal", "log_checked_by", "unsigned_reason"})
"""What people add to the figures."""

OF_ITS_DAY = frozenset(
    {
        "title",
        "client",
        "contractor",
        "definitions",
        "definitions_version",
        "definitions_since",
        "definitions_follow",
        "definitions_agreed",
        "categories",
        "log",
        "answers_without_inquiry",
        "inquiries_without_answer",
        "documents",
        "missing",
        "leaflets",
        "trend",
        "reports",
    }
)
"""What goes on changing after the days of a report, or belongs to the other reports: it was right when it was said."""


@dataclass(frozen=True)
class Drift:
    """What the records say now that an issued report does not, and the records that changed; empty is false.

    `failed`: the records of today could not be counted, so nobody knows.
    """

    differences: list[Difference] = field(default_factory=list)
    because: list[dict[str, Any]] = field(default_factory=list)
    failed: bool = False

    def __bool__(self) -> bool:
        return bool(self.differences)


def recount(report: Report, calendar: Calendar, now: datetime, *, of_its_day: bool = True) -> dict[str, Any]:
    """The content that the report would have if it were made now, without words; of handed-over data the CSV only.

    `of_its_day`: with the parts that only a draft is compared in, however long they take.
    """
    period = Period(report.first_on, report.last_on)
    if report.kind == ReportKind.RECORDS_MONTHLY:
        return plain({"kind": report.kind, **described_now(period, calendar)})
    made_on = timezone.localdate(now)
    return plain(collect(report.kind, period, made_on=made_on, calendar=calendar, of_its_day=of_its_day))


def since_draft(content: dict[str, Any], fresh: dict[str, Any]) -> list[Difference]:
    """Where the records have left a draft behind."""
    return differences(_of_records(content), fresh, besides=WORDS)


def drift(report: Report, calendar: Calendar, now: datetime) -> Drift:
    """Where the records have left the newest issued revision behind, in its own parts and under its own names."""
    revision = report.newest_issued()
    if revision is None:
        return Drift()
    fresh = recount(report, calendar, now, of_its_day=False)
    then, today = like_for_like(_of_reception(revision.content), fresh)
    found = differences(then, today, besides=WORDS | OF_ITS_DAY)
    if not found:
        return Drift()
    return Drift(attestation.without_doubtful(found, then, today), cells.because(revision, calendar))


def note_drift(report: Report, calendar: Calendar, now: datetime) -> None:
    """Mark a report that the city holds, or take the mark away; nothing when a new revision was begun meanwhile."""
    found = drift(report, calendar, now)
    if bool(found) == bool(report.drifted_at):
        return
    held = Report.objects.filter(pk=report.pk, state__in=HANDED_OVER, issued_at=report.issued_at, issued_at__lte=now)
    held.update(drifted_at=now if found else None)


def note_drifts(now: datetime) -> int:
    """Go through the reports of these terms that the city holds, the newest first.

    One that cannot be counted is logged and does not stop the others.
    """
    calendar = Calendar.load()
    terms = terms_looked_back_on(timezone.localdate(now))
    since = min((term.starts_on for term in terms), default=timezone.localdate(now))
    failed = 0
    for report in Report.objects.filter(state__in=HANDED_OVER, last_on__gte=since).order_by("-last_on", "-pk"):
        try:
            note_drift(report, calendar, now)
        except SoftTimeLimitExceeded:
            raise
        except Exception:
            failed += 1
            logger.exception("The report %s could not be counted again", report.pk)
    return failed


def plain(content: dict[str, Any]) -> dict[str, Any]:
    """The content as the database gives it back."""
    found: dict[str, Any] = json.loads(json.dumps(content))
    return found


def _of_records(content: dict[str, Any]) -> dict[str, Any]:
    """The same, but for handed-over data only what a recount knows: a workbook holds the moment of its making."""
    if content["kind"] != ReportKind.RECORDS_MONTHLY:
        return content
    told = ("kind", "reception_sha256", "withheld")
    known: dict[str, Any] = {name: content[name] for name in told if name in content}
    return {**known, "files": [each for each in content["files"] if each["form"] == DataForm.CSV.label]}


def _of_reception(content: dict[str, Any]) -> dict[str, Any]:
    """The same; of the inquiries only how many they are, since what becomes of one is written into its row.

    What an inquiry said at its reception has a hash of its own.
    """
    content = _of_records(content)
    if content["kind"] != ReportKind.RECORDS_MONTHLY:
        return content
    rows_only = ("subject", "form", "rows")
    return content | {
        "files": [
            {name: row[name] for name in rows_only} if row["subject"] == DataSubject.INQUIRIES.label else row
            for row in content["files"]
        ]
    }
