"""Where each duty to report stands: 未, 提出 with the minute of its proof, or 遅延 with the days."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, Protocol

from django.db.models import TextChoices
from django.utils import timezone

from .duties import DueReport
from .enums import HANDED_OVER, ReportState
from .models import Report


class Shelf(TextChoices):
    """The duties that the list can be narrowed to; the value is part of its address."""

    OPEN = "open", "未提出"
    OVERDUE = "overdue", "期限超過"
    TODAY = "today", "今日まで"
    WEEK = "week", "今週"
    LATE = "late", "遅延"
    RETURNED = "returned", "差戻し"
    NEXT = "next", "次の版が未提出"
    WAITING = "waiting", "市の確認待ち"


SIGNS = {
    Shelf.OVERDUE: "error",
    Shelf.TODAY: "warn",
    Shelf.WEEK: "off",
    Shelf.RETURNED: "error",
    Shelf.NEXT: "warn",
    Shelf.WAITING: "info",
    Shelf.OPEN: "off",
    Shelf.LATE: "warn",
}
"""The shelves in the order of the list's links, each with its sign."""

ASKED_FOR = (Shelf.OVERDUE, Shelf.TODAY)
TO_DO = (*ASKED_FOR, Shelf.RETURNED, Shelf.NEXT)
"""Where the contractor must act now: due by today or late, returned by the city, or begun anew; no report is on two."""


class Standing(NamedTuple):
    """One report due, as it stands on one day: by when, and when the city first had it.

    The first issue is the proof: what the city returns, or records that change later, make no report late.
    """

    due: DueReport
    today: date
    submitted_at: datetime | None = None
    state: ReportState | None = None
    number: int = 0

    @property
    def days_late(self) -> int:
        """Whole days after the day that the contract names, up to the submission or to today."""
        day = timezone.localdate(self.submitted_at) if self.submitted_at else self.today
        return max((day - self.due.nominal).days, 0)

    @property
    def is_over(self) -> bool:
        """Whether the days of work that the report is about have passed: before, nobody can be asked for it."""
        return self.due.worked_until < self.today

    @property
    def word(self) -> str:
        if self.submitted_at:
            return "提出"
        return "遅延" if self.days_late else "未"

    @property
    def sign(self) -> str:
        if self.submitted_at:
            return "warn" if self.days_late else "info"
        if self.days_late:
            return "error"
        return "warn" if self.is_on(Shelf.TODAY) else "off"

    def is_on(self, shelf: Shelf) -> bool:
        match shelf:
            case Shelf.OPEN:
                return self.submitted_at is None
            case Shelf.LATE:
                return self.days_late > 0
            case Shelf.RETURNED:
                return self.state is ReportState.RETURNED
            case Shelf.NEXT:
                return self.submitted_at is not None and self.state not in HANDED_OVER
            case Shelf.WAITING:
                return self.state is ReportState.ISSUED
        is_asked_for = self.submitted_at is None and self.is_over
        return is_asked_for and shelf is urgency(self.due.nominal, self.due.safe, self.today)


def urgency(nominal: date, safe: date, today: date) -> Shelf | None:
    """How near the day is on which something open is due; None when it is not due this week."""
    if today > nominal:
        return Shelf.OVERDUE
    if today >= safe:
        return Shelf.TODAY
    sunday = today + timedelta(days=7 - today.isoweekday())
    return Shelf.WEEK if safe <= sunday else None


class Shelved(Protocol):
    """Something that is due and stands on a shelf."""

    def is_on(self, shelf: Shelf) -> bool: ...


class ShelfCount(NamedTuple):
    """How many duties stand on a shelf, for the link to them."""

    shelf: Shelf
    number: int

    @property
    def sign(self) -> str:
        return SIGNS[self.shelf]


def shelf_counts(duties: Sequence[Shelved], shelves: Iterable[Shelf]) -> list[ShelfCount]:
    return [ShelfCount(shelf, sum(duty.is_on(shelf) for duty in duties)) for shelf in shelves]


def shelves_for(*, sees_drafts: bool) -> list[Shelf]:
    """The shelves of a party's list: the city is told nothing of a revision that is being written."""
    return [shelf for shelf in SIGNS if sees_drafts or shelf is not Shelf.NEXT]


def asked_shelf(text: str | None, shelves: Iterable[Shelf]) -> Shelf | None:
    """The one of these shelves that an address names; None, the whole list, where it names none of them."""
    return next((shelf for shelf in shelves if shelf.value == text), None)


def standings(due_reports: Iterable[DueReport], today: date) -> list[Standing]:
    """How each of these stands, in their order; one query."""
    due_reports = list(due_reports)
    begun = _begun(due_reports)
    return [standing_of(due, begun.get((due.kind, *due.period)), today) for due in due_reports]


def standing_of(due: DueReport, begun: Any, today: date) -> Standing:
    """How one report stands that was begun, read `with_issues`, or None; it keeps the due days it began with."""
    if begun is None:
        return Standing(due, today)
    due = due._replace(nominal=begun.nominal_due_on, safe=begun.safe_due_on)
    held = held_state(begun)
    # what the city returned stays returned while the next revision is written
    state = held if held is ReportState.RETURNED else ReportState(begun.state)
    return Standing(due, today, begun.first_issued_at, state, begun.issued_number or 0)


def held_state(begun: Any) -> ReportState | None:
    """Where the revision stands that the city holds, whatever is written meanwhile; None before the first."""
    if begun.issued_number is None:
        return None
    return {None: ReportState.ISSUED, True: ReportState.ACCEPTED, False: ReportState.RETURNED}[begun.accepted]


def _begun(due_reports: list[DueReport]) -> dict[tuple[str, date, date], Report]:
    """The rows of the reports that somebody or something began, by kind and days; nothing of what they say."""
    if not due_reports:
        return {}
    rows = (
        Report.objects.filter(
            kind__in={due.kind for due in due_reports},
            first_on__gte=min(due.period.first for due in due_reports),
            last_on__lte=max(due.period.last for due in due_reports),
        )
        .with_issues()
        .order_by()
        .only("kind", "first_on", "last_on", "nominal_due_on", "safe_due_on", "state")
    )
    return {(row.kind, row.first_on, row.last_on): row for row in rows}
