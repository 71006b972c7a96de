from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from .vacancies import review_published, review_vacancies_between


@shared_task(time_limit=840, soft_time_limit=800)
def review_published_vacancies() -> None:
    """The night's look at every published day to come; run twice, the second run finds nothing new."""
    review_published(timezone.now())


@shared_task(time_limit=120, soft_time_limit=110)
def review_imminent_vacancies() -> None:
    """The look at today and tomorrow; run twice, the second run finds nothing new."""
    now = timezone.now()
    today = timezone.localdate(now)
    review_vacancies_between(today, today + timedelta(days=1), now)
