import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kawagoe_mynumber.settings.local")

app = Celery("kawagoe_mynumber")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
