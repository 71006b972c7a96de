"""What the worker does: it wakes actions and keeps no rules. Run twice, each leaves one report with one revision."""

import logging
from datetime import timedelta

import pghistory
from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from apps.contracts.calendar import Calendar
from apps.contracts.models import ContractTerm, term_of
from apps.core.clock import month_bounds

from . import actions, invoice_actions
from .duties import counter_days
from .enums import ReportKind
from .models import Report
from .periods import Period

logger = logging.getLogger(__name__)

OTHER_MONTHLY = (
    ReportKind.COUNTER_MONTHLY,
    ReportKind.OUTREACH_MONTHLY,
    ReportKind.DRIVING_MONTHLY,
    ReportKind.RECORDS_MONTHLY,
)


@shared_task(time_limit=300, soft_time_limit=270, autoretry_for=(OperationalError,), retry_backoff=5, max_retries=3)
def make_report(*, report_id: int) -> None:
    with pghistory.context(task="make_report"):
        try:
            actions.make_draft(report_id=report_id, at=timezone.now())
        except OperationalError:
            raise
        except Exception:
            actions.note_failure(
                report_id=report_id, message="集計中に誤りが起きました。システム管理者に連絡してください。"
            )
            raise


@shared_task(time_limit=300, soft_time_limit=270)
def draft_monthly_call_reports() -> None:
    """On the first of a month, the answer-rate report of the month before."""
    day = timezone.localdate().replace(day=1) - timedelta(days=1)
    request_missing(ReportKind.CALL_MONTHLY, Period(*month_bounds(day.year, day.month)))


@shared_task(time_limit=300, soft_time_limit=270)
def draft_monthly_reports() -> None:
    """On the first of a month, the other reports of the month before, and of the term when it has ended."""
    day = timezone.localdate().replace(day=1) - timedelta(days=1)
    month = Period(*month_bounds(day.year, day.month))
    for kind in OTHER_MONTHLY:
        request_missing(kind, month)
    for term in ContractTerm.objects.filter(ends_on__range=month):
        request_missing(ReportKind.COMPLETION, Period(term.starts_on, term.ends_on))


@shared_task(time_limit=300, soft_time_limit=270)
def draft_monthly_invoices() -> None:
    """On the first of a month, the invoice of the month before; one that cannot be made yet waits for a person."""
    day = timezone.localdate().replace(day=1) - timedelta(days=1)
    term = term_of(day) or term_of(day.replace(day=1))
    if term is None:
        return
    with pghistory.context(task="draft_monthly_invoices"):
        try:
            invoice_actions.draft_missing_invoice(term=term, month=day.replace(day=1), at=timezone.now())
        except invoice_actions.InvoiceRefused as refusal:
            logger.info("No invoice was drafted for %s %s: %s", term.code, f"{day:%Y-%m}", refusal)


@shared_task(time_limit=300, soft_time_limit=270)
def draft_daily_counter_reports() -> None:
    """In the evening, the daily report of today's counters."""
    today = timezone.localdate()
    calendar = Calendar.load()
    if counter_days(today, today, calendar):
        request_missing(ReportKind.COUNTER_DAILY, Period(today, today), calendar)


def request_missing(kind: ReportKind, period: Period, calendar: Calendar | None = None) -> None:
    """Ask for a report that nobody asked for yet; days outside every term have none."""
    if (term_of(period.last) or term_of(period.first)) and not Report.objects.of(kind, *period).exists():
        actions.request_report(kind=kind, period=period, by=None, at=timezone.now(), calendar=calendar)
