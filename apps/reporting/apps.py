from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ReportingConfig(AppConfig):
    name = "apps.reporting"
    verbose_name = "報告"

    def ready(self) -> None:
        import_module("apps.reporting.tasks")  # a report is sent to the worker by the name of its task
        from apps.reporting.reader import renew_grants

        post_migrate.connect(renew_grants, sender=self, dispatch_uid="reporting.renew_grants")
