from django.apps import AppConfig
from django.forms import BooleanField, ChoiceField, Field, FileField

# What a form says of an empty field, by kind of field; a form may still say it in words of its own.
REQUIRED: dict[type[Field], str] = {
    Field: "入力してください。",
    ChoiceField: "選んでください。",
    FileField: "選んでください。",
    BooleanField: "確認して、チェックを入れてください。",
}


class CoreConfig(AppConfig):
    name = "apps.core"
    verbose_name = "共通"

    def ready(self) -> None:
        from apps.core import checks  # noqa: F401 - registers the start-up checks

        for kind, sentence in REQUIRED.items():
            kind.default_error_messages = {**kind.default_error_messages, "required": sentence}
