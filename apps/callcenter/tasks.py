from celery import shared_task
from django.utils import timezone

from apps.contracts.calendar import Calendar

from . import actions


@shared_task(time_limit=60, soft_time_limit=50)
def watch_for_surge() -> None:
    """Looks whether the telephones need more seats; run twice, the second run finds the same surge."""
    actions.watch_for_surge(at=timezone.now(), calendar=Calendar.load())
