"""The figures of the contract by day. No such figure is a literal anywhere else."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from .models import Parameter


class UnknownParameter(LookupError):
    """No row of this key holds on this day."""


class Parameters:
    """All parameters of all days, read with one query and kept for one computation."""

    def __init__(self, rows: Iterable[Parameter]) -> None:
        self._rows: dict[str, list[Parameter]] = defaultdict(list)
        for row in rows:
            self._rows[row.key].append(row)

    @classmethod
    def load(cls) -> "Parameters":
        return cls(Parameter.objects.all())

    def row(self, key: str, on: datetime.date) -> Parameter:
        for row in self._rows.get(key, ()):
            if (row.valid_from is None or row.valid_from <= on) and (row.valid_to is None or on <= row.valid_to):
                return row
        raise UnknownParameter(f"{key} on {on}")

    def value(self, key: str, on: datetime.date) -> Any:
        """The typed value that holds on the day; raises UnknownParameter."""
        return self.row(key, on).typed_value


def parameter(key: str, on: datetime.date) -> Any:
    """The value of one parameter on one day, as int, Decimal, str, bool, date or time; raises UnknownParameter.

    One query a call: a computation over many days keeps `Parameters.load()` (or `Calendar.parameters`) instead.
    """
    row = Parameter.objects.filter(key=key).valid_on(on).first()
    if row is None:
        raise UnknownParameter(f"{key} on {on}")
    return row.typed_value
