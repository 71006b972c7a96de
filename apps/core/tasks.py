from celery import shared_task
from django.core.cache import cache
from django.utils import timezone


@shared_task
def beat_heartbeat() -> None:
    """Leaves the time at which scheduler and worker were last seen working together."""
    cache.set("beat-heartbeat", timezone.now().isoformat(), timeout=3600)
