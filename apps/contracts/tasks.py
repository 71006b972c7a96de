import logging
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from apps.accounts import drafts

from .parameters import parameter

logger = logging.getLogger(__name__)


@shared_task(time_limit=60, soft_time_limit=50)
def erase_old_drafts() -> int:
    """Erases what nobody saved within the hours the contract's terms allow; run twice, the second run finds nothing."""
    now = timezone.now()
    hours = parameter("drafts.retention_hours", timezone.localdate(now))
    count = drafts.erase_saved_before(now - timedelta(hours=hours))
    logger.info("Erased %s drafts older than %s hours.", count, hours)
    return count
