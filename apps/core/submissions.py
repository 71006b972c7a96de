"""A form that is posted twice makes one record: each form carries a one-time key that is unique in the database."""

import uuid
from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.db import connections, models, router, transaction

T = TypeVar("T", bound=models.Model)


class SubmissionForm(forms.Form):
    """Adds the hidden one-time key. Render `form.hidden_fields`, save with `submit_once`."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


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
