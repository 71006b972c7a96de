from celery import shared_task
from django.utils import timezone

from . import actions


@shared_task(time_limit=60, soft_time_limit=50)
def release_expired_holds() -> int:
    """Clears expired holds away; run twice, the second run finds nothing."""
    return actions.release_expired_holds(now=timezone.now())
