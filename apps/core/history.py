"""What a model's history holds: every insert, update and delete, whoever or whatever makes it."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import pghistory
from django.db.models import Model

M = TypeVar("M", bound=type[Model])


def track(*, exclude: Sequence[str] = ()) -> Callable[[M], M]:
    """Class decorator: database triggers write each change of a row to an append-only table.

    `exclude` names columns that the history must not hold: secrets, personal data, large files.
    """
    return pghistory.track(
        pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=list(exclude)
    )
