"""The inspection of the whole term's work: the completion report opens it, each correction its next round (第3-3)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from apps.accounts.models import User
from apps.contracts.calendar import DAY, Calendar
from apps.contracts.models import ContractTerm, term_of
from apps.contracts.parameters import Parameters

from .duties import with_agreed_days, work_days
from .enums import InspectionResult, ReportKind
from .invoice_actions import InvoiceRefused, locked_term, notice_of, record_inspection
from .models import Inspection, Report

OTHER_DAYS = "業務の期間が変わりました。委託業務実施報告書を、改めた期間で作成してください。"
NOT_ISSUED = "委託業務実施報告書を提出してから、完了を通知してください（第3-3-(1)）。"


def rounds_of(report: Report) -> list[Inspection]:
    """The rounds of the inspection of the term whose work this report completes."""
    found = Inspection.objects.filter(term=term_of(report.first_on), month=None)
    return list(found.select_related("notified_by", "inspected_by").order_by("round"))


def awaits_notice(rounds: Sequence[Inspection]) -> bool:
    """Whether the contractor is the next to act: it was not opened yet, or the city asked for a correction."""
    return not rounds or rounds[-1].result == InspectionResult.FAILED


def objections(report: Report) -> list[str]:
    """Why a completion report may not be issued: the days of the work were agreed on otherwise since it was made."""
    if report.kind != ReportKind.COMPLETION:
        return []
    term = with_agreed_days(ContractTerm.objects.containing(report.first_on)).first()
    is_of_these_days = term and work_days(term, ReportKind.COMPLETION) == (report.first_on, report.last_on)
    return [] if is_of_these_days else [OTHER_DAYS]


def notify(*, report: Report, on: date, by: User, at: datetime, calendar: Calendar | None = None) -> Inspection:
    """Tell the city that the work is done, or that it is corrected; raises `InvoiceRefused`."""
    term = term_of(report.first_on)
    if term is None or report.issued_at is None:
        raise InvoiceRefused(NOT_ISSUED)
    if reasons := objections(report):
        raise InvoiceRefused(*reasons)
    notice = Inspection(term=term, report=report, notified_on=on, notified_by=by)
    return notice_of(notice, since=report.last_on, at=at, calendar=calendar or Calendar.load())


def hold_term(report: Report) -> None:
    """Nobody else gives notice until the transaction ends. The term is locked before the report, as a notice does."""
    if term := term_of(report.first_on):
        locked_term(term)


def notify_by_issue(*, report: Report, by: User, at: datetime, calendar: Calendar) -> Inspection | None:
    """The issue of the report is the notice (第3-3-(1), (2)); None while the city inspects, or once the work passed.

    For whoever holds the term (`hold_term`).
    """
    if not awaits_notice(rounds_of(report)):
        return None
    return notify(report=report, on=timezone.localdate(at), by=by, at=at, calendar=calendar)


def record(
    *,
    report: Report,
    result: InspectionResult,
    on: date,
    by: User,
    at: datetime,
    comment: str = "",
    correct_by: date | None = None,
) -> Inspection:
    """Write down what the city found (第3-3-(2), (3)); raises `InvoiceRefused`."""
    term = term_of(report.first_on)
    if term is None:
        raise InvoiceRefused(NOT_ISSUED)
    return record_inspection(
        term=term, month=None, result=result, on=on, by=by, at=at, comment=comment, correct_by=correct_by
    )


def liable_until(rounds: Sequence[Inspection], parameters: Parameters) -> date | None:
    """The last day on which the contractor answers for the work, counted from the day that it passed (第3-6)."""
    passed = rounds[-1].inspected_on if rounds and rounds[-1].result == InspectionResult.PASSED else None
    if passed is None:
        return None
    year = passed.year + parameters.value("liability.years", passed)
    is_leap_day = (passed.month, passed.day) == (2, 29)
    return (date(year, 3, 1) if is_leap_day else passed.replace(year=year)) - DAY
