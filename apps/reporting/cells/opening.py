"""Which numbers of a revision open something, and what."""

from functools import cached_property
from typing import Self

from apps.reporting.models import ReportRevision

from .formulas import Formula, formula
from .frozen import frozen_sources
from .keys import Key
from .kinds import numbers_of
from .readings import Reading, readings


class OpenNumbers:
    """The numbers of a revision: those that count records, those that are worked out, and those read elsewhere.

    An issued revision has the records of the sources that it kept: those that came into the product later are not
    among them, and their numbers stay plain.
    """

    def __init__(self, revision: ReportRevision, kept: set[str] | None) -> None:
        """`kept`: the sources that an issued revision kept; None for a draft."""
        self.kind, self.content, self.kept = revision.content["kind"], revision.content, kept
        self.counted = numbers_of(self.kind, self.content)
        self.read = readings(self.kind, self.content)

    @classmethod
    def of(cls, revision: ReportRevision) -> Self:
        """One query for an issued revision, none for a draft."""
        return cls(revision, frozen_sources(revision))

    @cached_property
    def is_closed(self) -> bool:
        """Issued before the records behind the numbers were kept."""
        return self.kept == set() and any(self.counted.values())

    def number(self, key: Key) -> int:
        if key in self.read:
            return int(self.read[key].number)
        return self.counted.get(key, 0)

    def counts(self, key: Key) -> bool:
        """Whether the records of this number are known; of a 0 there are none."""
        if self.is_closed or key not in self.counted:
            return False
        return not self.counted[key] or self.kept is None or key.source in self.kept

    def formula(self, key: Key) -> Formula | None:
        """How it was worked out, if every part of it opens."""
        found = None if self.is_closed else formula(self.kind, self.content, key)
        return found if found and all(part in self.read or self.counts(part) for _, part in found.parts) else None

    def reading(self, key: Key) -> Reading | None:
        return None if self.is_closed else self.read.get(key)

    def opens(self, key: Key) -> bool:
        """Whether the number is a link: a 0 that counts records is none."""
        if self.reading(key) or self.formula(key):
            return True
        return self.counts(key) and bool(self.counted[key])
