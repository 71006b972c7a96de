"""Model fields for what people type: guarded where anyone may read it, encrypted where it is personal."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.forms import TextInput

from apps.core import encryption, forms, textguard


def _last_guard(value: Any) -> Any:
    """What every write passes, with or without a form. ForbiddenText names the rule, never the text."""
    if isinstance(value, str):
        try:
            textguard.refuse_forbidden(value)
        except ValidationError as error:
            raise textguard.ForbiddenText(error.message) from None
    return value


class GuardedCharField(models.CharField):
    """One line that people type: refuses a My Number in forms, imports and plain saves alike."""

    default_validators = [textguard.refuse_forbidden]

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**({"form_class": forms.GuardedCharField} | kwargs))

    def get_prep_value(self, value: Any) -> Any:
        return _last_guard(super().get_prep_value(value))


class GuardedTextField(models.TextField):
    """Longer text that people type: refuses a My Number in forms, imports and plain saves alike."""

    default_validators = [textguard.refuse_forbidden]

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**({"form_class": forms.GuardedCharField} | kwargs))

    def get_prep_value(self, value: Any) -> Any:
        return _last_guard(super().get_prep_value(value))


class Ciphertext(str):
    """Text that `EncryptedTextField` made itself; nothing else reaches the column."""

    __slots__ = ()


ERASED_IN_COLUMN = Ciphertext("erased")


class EncryptedTextField(models.TextField):
    """Personal text, encrypted with the data key that the instance's attribute `key_from` names.

    The attribute holds the plain text, or `encryption.ERASED` once the key was destroyed. It is written by `save` and
    `bulk_create` only: `update` and `bulk_update` do not know the key and are refused, and so is every lookup except
    `isnull`. The text can be read back only in the same app, model and field.
    """

    default_validators = [textguard.refuse_forbidden]

    def __init__(self, *args: Any, key_from: str, **kwargs: Any) -> None:
        self.key_from = key_from
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"key_from": self.key_from}

    @property
    def context(self) -> str:
        return f"{self.model._meta.label_lower}.{self.name}"

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**({"form_class": forms.GuardedCharField, "widget": TextInput} | kwargs))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        if value is encryption.ERASED:
            return ERASED_IN_COLUMN
        if not value:
            return value if value is None else Ciphertext()
        key_id = getattr(model_instance, self.key_from)
        return Ciphertext(encryption.encrypt(key_id, _last_guard(str(value)), self.context))

    def get_prep_value(self, value: Any) -> Any:
        if value is None or isinstance(value, Ciphertext):
            return value
        raise TypeError(f"{self.context} は save または bulk_create で保存してください。")

    def from_db_value(self, value: str | None, expression: Any, connection: BaseDatabaseWrapper) -> str | None:
        if not value:
            return value
        return encryption.ERASED if value == ERASED_IN_COLUMN else encryption.decrypt(value, self.context)

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError(f"{self.context} は書き出せません。")


class BlindIndexField(models.CharField):
    """Keyed hash of the encrypted field `source`, by which its exact value is found.

    `normalise` brings different spellings of one value together. Always saved together with its source: name both in
    `update_fields`.
    """

    FIXED = {"max_length": 64, "editable": False, "blank": True, "db_index": True}

    def __init__(
        self, *args: Any, source: str, key_from: str, normalise: Callable[[str], str] = str.strip, **kwargs: Any
    ) -> None:
        self.source, self.key_from, self.normalise = source, key_from, normalise
        super().__init__(*args, **(kwargs | self.FIXED))

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs = {name: value for name, value in kwargs.items() if name not in self.FIXED}
        kwargs |= {"source": self.source, "key_from": self.key_from}
        if self.normalise is not str.strip:
            kwargs["normalise"] = self.normalise
        return name, path, args, kwargs

    def index_of(self, key_id: str, value: str) -> str:
        """What the column holds for `value`; to be searched with `exact`."""
        normal = self.normalise(value)
        return encryption.blind_index(key_id, normal) if normal else ""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = getattr(model_instance, self.source)
        erased = value is encryption.ERASED
        index = self.index_of(getattr(model_instance, self.key_from), value) if value and not erased else ""
        setattr(model_instance, self.attname, index)
        return index
