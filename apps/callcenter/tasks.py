import logging
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from apps.contracts.calendar import Calendar
from apps.contracts.parameters import parameter

from . import actions

logger = logging.getLogger(__name__)


@shared_task(time_limit=60, soft_time_limit=50)
def watch_for_surge() -> None:
    """Looks whether the telephones need more seats; run twice, the second run finds the same surge."""
    actions.watch_for_surge(at=timezone.now(), calendar=Calendar.load())


@shared_task(time_limit=300, soft_time_limit=280)
def erase_old_live_calls() -> int:
    """Erases announced calls after their days; run twice, the second run finds none."""
    now = timezone.now()
    days = parameter("phone.retention_days", timezone.localdate(now))
    count = actions.erase_live_calls(rung_before=now - timedelta(days=days))
    logger.info("Erased %s announced calls older than %s days.", count, days)
    return count


@shared_task(time_limit=840, soft_time_limit=800)
def erase_finished_callbacks() -> None:
    """The night's erasure of call-backs; what it did stands in `CallbackErasure`."""
    actions.erase_callbacks(now=timezone.now())
