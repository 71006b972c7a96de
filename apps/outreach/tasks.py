from celery import shared_task
from django.utils import timezone

from .actions import leaflets


@shared_task(time_limit=120, soft_time_limit=110)
def erase_leaflet_addresses() -> int:
    """The night's erasure of leaflets' lists whose purpose is over; run twice, the second run finds nothing."""
    return leaflets.erase_due(now=timezone.now())
