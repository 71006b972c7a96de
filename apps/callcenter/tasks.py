import logging
from datetime import timedelta
from typing import Any

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


@shared_task(bind=True, time_limit=900, soft_time_limit=870, max_retries=60)
def read_call_log(self: Any, *, pk: int) -> None:
    """Reads a large telephone log; an import that is settled or read elsewhere is left alone."""
    try:
        actions.read_spooled(pk=pk)
    except actions.ImportBusy as busy:
        raise self.retry(exc=busy, countdown=10) from None


@shared_task(time_limit=120, soft_time_limit=110)
def erase_old_call_logs() -> int:
    """Erases the files of logs that nobody read for a day; run twice, the second run finds none."""
    return actions.erase_old_spools(now=timezone.now())


@shared_task(time_limit=300, soft_time_limit=280)
def look_after_call_counts() -> int:
    """Holds the counts by quarter hour against the calls; where they differ, says so in the log and counts anew."""
    actions.fold_counts()
    if differing := actions.miscounts():
        days = ", ".join(miscount.day.isoformat() for miscount in differing)
        logger.error("The counts of %s days differ from their calls and are made anew: %s.", len(differing), days)
        actions.recount_calls()
    return len(differing)
