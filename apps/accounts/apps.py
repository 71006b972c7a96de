from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "apps.accounts"
    verbose_name = "利用者"

    def ready(self) -> None:
        from . import checks, sign_ins  # noqa: F401 - they register themselves
