from celery import shared_task
from django.utils import timezone

from . import actions


@shared_task(time_limit=60, soft_time_limit=50)
def release_expired_holds() -> int:
    """Clears expired holds away, and the marks of who had what open; run twice, the second run finds nothing."""
    now = timezone.now()
    actions.forget_watches(now=now)
    return actions.release_expired_holds(now=now)


@shared_task(time_limit=120, soft_time_limit=110)
def follow_calendar() -> None:
    """Stops and resumes slots as the calendar of their place now says."""
    actions.follow_calendar(now=timezone.now())


@shared_task(time_limit=840, soft_time_limit=800)
def erase_expired_applicants() -> None:
    """The night's erasure; what it did stands in `RetentionRun`."""
    actions.erase_expired(now=timezone.now())
