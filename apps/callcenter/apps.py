from django.apps import AppConfig


class CallcenterConfig(AppConfig):
    name = "apps.callcenter"
    verbose_name = "コールセンター"
