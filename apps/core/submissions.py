"""A form that is posted twice makes one record: each form carries a one-time key that is unique in the database."""

import json
import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.core.files import File
from django.db import connections, models, router, transaction

T = TypeVar("T", bound=models.Model)

RELOAD = "画面を読み込み直して、もう一度お試しください。"


class SubmissionForm(forms.Form):
    """Adds the hidden one-time key. Render `form.hidden_fields`, save with `submit_once`.

    After cleaning, `submission_key` is the record's key: made of the posted key and of everything else in the form. A
    double click or a page sent again is the same content and so the same record. Who goes back, changes something and
    sends again has the same posted key but means another record: by the posted key alone it would be taken for the
    first one, called saved and lost.
    """

    submission_key = forms.UUIDField(
        widget=forms.HiddenInput, initial=uuid.uuid4, error_messages={"required": RELOAD, "invalid": RELOAD}
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if posted := data.get("submission_key"):
            content = {name: value for name, value in data.items() if name != "submission_key"}
            data["submission_key"] = uuid.uuid5(posted, json.dumps(content, default=_canonical, sort_keys=True))
        return data


def _canonical(value: object) -> object:
    """What stands for a cleaned value that JSON does not know: equal for equal input, in every process."""
    match value:
        case models.Model():
            return [value._meta.label, str(value.pk)]
        case models.QuerySet():
            return sorted(str(row.pk) for row in value)
        case File():
            return [value.name, value.size]
    return str(value)


def submit_once(model: type[T], key: uuid.UUID, create: Callable[[], T]) -> tuple[T, bool]:
    """The record of this submission, and whether it was made just now.

    `create` must store `key` in the record's `submission_key`. It runs inside a transaction (a savepoint where one is
    open) while posts of the same key wait; once the record is there they get it and `create` is not run again. What
    `create` raises is passed on, with nothing written.
    """
    using = router.db_for_write(model)
    with transaction.atomic(using=using):
        with connections[using].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{model._meta.label}:{key}"])
        existing = model._default_manager.using(using).filter(submission_key=key).first()
        if existing is not None:
            return existing, False
        return create(), True
