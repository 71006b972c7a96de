"""Which numbers of a revision open something, and what."""

from apps.reporting.models import ReportRevision

from .formulas import Formula, formula
from .keys import Key
from .kinds import numbers_of
from .readings import Reading, readings


class OpenNumbers:
    """The numbers of a revision: those that count records, those that are worked out, and those read elsewhere."""

    def __init__(self, revision: ReportRevision) -> None:
        self.kind, self.content = revision.content["kind"], revision.content
        self.counted = numbers_of(self.kind, self.content)
        self.read = readings(self.kind, self.content)

    def number(self, key: Key) -> int:
        """What the report says there, whether it is counted or read; 0 where it says nothing."""
        if key in self.read:
            return int(self.read[key].number)
        return self.counted.get(key, 0)

    def counts(self, key: Key) -> bool:
        """Whether this number counts records; of a 0 there are none."""
        return key in self.counted

    def formula(self, key: Key) -> Formula | None:
        """How it was worked out, if every part of it opens."""
        found = formula(self.kind, self.content, key)
        return found if found and all(part in self.read or self.counts(part) for _, part in found.parts) else None

    def reading(self, key: Key) -> Reading | None:
        """Where it is read, if it is neither counted nor worked out."""
        return self.read.get(key)

    def opens(self, key: Key) -> bool:
        """Whether the number is a link: a 0 that counts records is none."""
        if self.reading(key) or self.formula(key):
            return True
        return self.counts(key) and bool(self.counted[key])
