from celery import shared_task
from django.core.cache import cache
from django.utils import timezone

HEARTBEAT = "beat-heartbeat"
SEEN_FOR_SECONDS = 120


@shared_task
def beat_heartbeat() -> None:
    """Leaves the time at which scheduler and worker were last seen working together; after two minutes it is gone."""
    cache.set(HEARTBEAT, timezone.now().isoformat(), timeout=SEEN_FOR_SECONDS)
