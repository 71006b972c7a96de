from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    name = "apps.workforce"
    verbose_name = "従事者と勤務"
