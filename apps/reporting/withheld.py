"""Texts that the reports do not repeat because of personal data (伏せる): one function stands before every text."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from django.db.models import Model

from .enums import RecordText
from .models import WithheldText

PHRASE = "（個人情報を含むため、受託者が伏せました）"
"""What a report says instead of a text that is withheld."""

PRINTED = (
    ("situation", "trouble_id", RecordText.TROUBLE_SITUATION),
    ("response", "trouble_id", RecordText.TROUBLE_RESPONSE),
    ("situation", "result_id", RecordText.VISIT_TROUBLE),
    ("incomplete_reason", "result_id", RecordText.VISIT_INCOMPLETE),
    ("visit_report", "result_id", RecordText.VISIT_REPORT),
    ("reason", "visit", RecordText.VISIT_CANCELLED),
    ("purpose", "trip", RecordText.TRIP_PURPOSE),
    ("instructions", "trip", RecordText.TRIP_STOPPED),
    ("instructions", "trip", RecordText.TRIP_GAP),
    ("instructions", "before_id", RecordText.CHECK_INSTRUCTION),
    ("instructions", "before_id", RecordText.CHECK_NOTE),
    ("instructions", "after_id", RecordText.CHECK_INSTRUCTION),
    ("instructions", "after_id", RecordText.CHECK_NOTE),
    ("before", "before_id", RecordText.CHECK_METHOD),
    ("after", "after_id", RecordText.CHECK_METHOD),
    ("what", "improvement", RecordText.IMPROVEMENT),
    ("item", "order_id", RecordText.ORDER_SUBJECT),
    ("wish", "order_id", RecordText.ORDER_WISH),
)
"""Under which name a row of a content says a text, and which key of the row says of which record it is."""

M = TypeVar("M", bound=Model)


class Key(NamedTuple):
    """One text of one record."""

    text: str
    record_id: int


class Withheld:
    """The texts that are withheld at one moment; every text of a record comes into a report through `said`."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self.keys = frozenset(keys)
        self.replaced = 0
        """How many texts were said otherwise so far."""

    @classmethod
    def now(cls) -> "Withheld":
        rows = WithheldText.objects.filter(lifted_at__isnull=True).values_list("text", "record_id")
        return cls(Key(*row) for row in rows)

    def said(self, text: str, record_id: int, words: str) -> str:
        """The words of the record, or the phrase where they are withheld; what is empty stays empty."""
        if not self.keys or not words or (text, record_id) not in self.keys:
            return words
        self.replaced += 1
        return PHRASE

    def shown(self, records: Iterable[M]) -> list[M]:
        """The records with the phrase in the place of each text that is withheld; not to be saved."""
        found = list(records)
        for record in found:
            for text, field in _fields(type(record)):
                if (text, record.pk) in self.keys:
                    setattr(record, field, self.said(text, record.pk, getattr(record, field)))
        return found

    def in_row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A row of an issued content, as a report says it that repeats it."""
        return {
            name: self.said(*keys[0], words) if len(keys := keys_of(row, name)) == 1 else words
            for name, words in row.items()
        }


def keys_of(row: Mapping[str, Any], name: str) -> tuple[Key, ...]:
    """The texts of records that a row of a content says under this name; one alone, or several put together."""
    return tuple(Key(text.value, row[key]) for said, key, text in PRINTED if said == name and row.get(key) is not None)


def _fields(model: type[Model]) -> Iterator[tuple[str, str]]:
    label = f"{model._meta.label}."
    for text in RecordText.values:
        if text.startswith(label):
            yield text, text.removeprefix(label)
