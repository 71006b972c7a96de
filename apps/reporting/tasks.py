"""What the worker does: it wakes actions and keeps no rules. Run twice, each leaves one report with one revision."""

import logging

import pghistory
from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError
from django.utils import timezone

from . import actions, drift, invoice_actions, mails, reminders, runs
from .progress import Progress

logger = logging.getLogger(__name__)

FAULT = "集計中に誤りが起きました。システム管理者に連絡してください。"
TOO_LONG = "時間内に作成が終わりませんでした。システム管理者に連絡してください。"


@shared_task(time_limit=300, soft_time_limit=270, autoretry_for=(OperationalError,), retry_backoff=5, max_retries=3)
def make_report(*, report_id: int) -> None:
    """Make one report, unless another worker is at it; a worker killed on the way leaves nothing behind."""
    at = timezone.now()
    with pghistory.context(task="make_report"), runs.making(report_id, at) as may_make:
        if not may_make:
            return
        progress = Progress(report_id, at)
        try:
            actions.make_draft(report_id=report_id, at=at, tell=progress)
        except OperationalError:
            raise
        except SoftTimeLimitExceeded:
            actions.note_failure(report_id=report_id, message=TOO_LONG)
            raise
        except Exception:
            actions.note_failure(report_id=report_id, message=FAULT)
            raise
        finally:
            progress.clear()


@shared_task(time_limit=300, soft_time_limit=270)
def request_due_reports() -> None:
    """Every half hour: the days that closed and the months that ended, and what an outage left out."""
    now = timezone.now()
    with pghistory.context(task="request_due_reports"):
        runs.withdraw_early(now)
        runs.request_due(now)


@shared_task(time_limit=60, soft_time_limit=50)
def send_reports_again() -> None:
    """Every minute: what was asked for and is in nobody's hands."""
    with pghistory.context(task="send_reports_again"):
        runs.send_again(timezone.now())


@shared_task(time_limit=300, soft_time_limit=270)
def draft_monthly_invoices() -> None:
    """Every hour: the invoices of the months that ended; one that cannot be made yet waits for a person."""
    with pghistory.context(task="draft_monthly_invoices"):
        invoice_actions.draft_due_invoices(at=timezone.now())


@shared_task(time_limit=300, soft_time_limit=270)
def send_report_reminders() -> None:
    """Every ten minutes: what the mailboxes are to be told, and the mails that did not leave yet."""
    if not mails.sends_mail():
        return
    mails.give_up_lost(timezone.now())
    mails.plan(timezone.now())
    for mail_id in mails.waiting():
        try:
            mails.deliver(mail_id, timezone.now())
        except SoftTimeLimitExceeded:
            raise
        except Exception:  # what is wrong with one mail does not hold up the others
            logger.exception("The reminder's mail %s could not be delivered", mail_id)


@shared_task(time_limit=60, soft_time_limit=50)
def count_report_badges() -> None:
    """Every ten minutes: the counts beside 報告 in the menu, which change with the day."""
    reminders.refresh_counts(timezone.now())


@shared_task(time_limit=1800, soft_time_limit=1740)
def note_drifts() -> None:
    """At night: which of the reports that the city holds the records have left behind."""
    with pghistory.context(task="note_drifts"):
        drift.note_drifts(timezone.now())
