from django.apps import AppConfig
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.forms import (
    BooleanField,
    ChoiceField,
    Field,
    FileField,
    ModelChoiceField,
    ModelMultipleChoiceField,
    MultipleChoiceField,
)

CHOOSE = {"required": "選んでください。", "invalid_choice": "一覧から選んでください。"}

# What a form says by kind of field, where Django's words are not the office's; a form may still use words of its own.
SENTENCES: dict[type[Field], dict[str, str]] = {
    Field: {"required": "入力してください。"},
    ChoiceField: CHOOSE,
    MultipleChoiceField: CHOOSE | {"invalid_list": CHOOSE["invalid_choice"]},
    ModelChoiceField: CHOOSE,
    ModelMultipleChoiceField: CHOOSE
    | {"invalid_list": CHOOSE["invalid_choice"], "invalid_pk_value": CHOOSE["invalid_choice"]},
    FileField: {"required": "選んでください。"},
    BooleanField: {"required": "確認して、チェックを入れてください。"},
}


class CoreConfig(AppConfig):
    name = "apps.core"
    verbose_name = "共通"

    def ready(self) -> None:
        from apps.core import checks  # noqa: F401 - registers the start-up checks

        for kind, sentences in SENTENCES.items():
            kind.default_error_messages = {**kind.default_error_messages, **sentences}
        MaxLengthValidator.message = "%(limit_value)d文字以内で入力してください（現在%(show_value)d文字）。"
        ProhibitNullCharactersValidator.message = "使えない文字（NUL文字）が含まれています。"
