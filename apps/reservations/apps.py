from django.apps import AppConfig


class ReservationsConfig(AppConfig):
    name = "apps.reservations"
    verbose_name = "受取予約"
