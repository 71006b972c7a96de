"""Which fields hold personal data, what for and how long.

A model that holds any says so beside its fields; a model without the attribute holds none:

    PERSONAL_DATA = {"name": PersonalField(purpose="受取予約の本人確認", retention="受取日から30日")}
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from apps.core.fields import BlindIndexField, EncryptedTextField


@dataclass(frozen=True)
class PersonalField:
    """Why one personal field is kept and until when, in the words of the data inventory."""

    purpose: str
    retention: str


@dataclass(frozen=True)
class InventoryRow:
    """One line of the data inventory."""

    model: type[models.Model]
    field: "models.Field[Any, Any]"
    declared: PersonalField


def personal_data(model: type[models.Model]) -> Mapping[str, PersonalField]:
    """What the model declares, by field name; empty where it holds no personal data."""
    return getattr(model, "PERSONAL_DATA", {})


def undeclared(model: type[models.Model]) -> list[str]:
    """What is wrong with the model's declaration, one sentence each; empty when it is complete."""
    declared = personal_data(model)
    problems = [
        f"{model._meta.label}.{field.name} は暗号化されていますが、目的と保存期間の宣言がありません。"
        for field in model._meta.concrete_fields
        if isinstance(field, EncryptedTextField | BlindIndexField) and field.name not in declared
    ]
    for name, entry in declared.items():
        try:
            model._meta.get_field(name)
        except FieldDoesNotExist:
            problems.append(f"{model._meta.label}.{name} という項目はありません。")
        if not (entry.purpose and entry.retention):
            problems.append(f"{model._meta.label}.{name} の目的と保存期間を書いてください。")
    return problems


def inventory() -> Iterator[InventoryRow]:
    """Every declared personal field of the product, for the data inventory."""
    for model in apps.get_models():
        for name, declared in personal_data(model).items():
            yield InventoryRow(model, model._meta.get_field(name), declared)  # type: ignore[arg-type]
