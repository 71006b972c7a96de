import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kawagoe_mynumber.settings.local")

app = Celery("kawagoe_mynumber")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
@beat_init.connect
def refuse_unsafe_settings(**kwargs: Any) -> None:
    """Ends worker and scheduler at their start: Celery would only log any other exception of a signal."""
    from django.core.exceptions import ImproperlyConfigured

    from apps.core import checks

    try:
        checks.refuse_unsafe_settings()
    except ImproperlyConfigured as error:
        raise SystemExit(str(error)) from None
