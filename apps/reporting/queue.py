"""How a report reaches the worker. The task is called by its name, so that whoever asks need not know the worker."""

import logging
from datetime import datetime, timedelta
from functools import partial

from celery import signature
from django.db import transaction
from kombu.exceptions import OperationalError

from .enums import ReportState
from .models import Report, ReportRun

SENT_AGAIN_AFTER = timedelta(minutes=2)
GOOD_FOR = timedelta(minutes=10)
"""A queue that stood still holds few messages for each report. When one is no longer good is a time by the sender's
clock, so this is longer than by how much the worker's clock may differ (`runs.FROM_THE_FUTURE`)."""

logger = logging.getLogger(__name__)


def ask(report: Report, at: datetime) -> None:
    """Have the worker make a report, as often as it takes; sent when the transaction ends."""
    ReportRun.objects.update_or_create(report=report, defaults={"sent_at": at, "tries": 0})
    send_on_commit(report.pk)


def take(report_id: int) -> Report | None:
    """The requested report, locked until the transaction ends; None when another worker holds it or has made it."""
    waiting = Report.objects.filter(pk=report_id, state=ReportState.REQUESTED)
    return waiting.select_for_update(of=("self",), no_key=True, skip_locked=True).first()


def done(report: Report) -> None:
    """The worker is asked for nothing any more."""
    ReportRun.objects.filter(report=report).delete()


def send_on_commit(report_id: int) -> None:
    transaction.on_commit(partial(_send, report_id))


def _send(report_id: int) -> None:
    """Where nobody takes the message, the report stays requested, and the beat sends it again."""
    call = signature("apps.reporting.tasks.make_report", kwargs={"report_id": report_id})
    try:
        call.apply_async(expires=GOOD_FOR.total_seconds())
    except OperationalError:
        logger.warning("Report %s could not be sent to a worker; it is sent again.", report_id)
