"""What the guard says of the texts of a report (第2-1-(12)): counts for the last sheet, and places to be looked at."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apps.core import textguard
from apps.core.textguard import Finding

from .comparison import NAMES, Difference, row_name
from .enums import ReportKind

PARTS_OF_OURS = frozenset({"definitions", "findings", "guard"})
"""Parts of a content in which nobody writes: definitions of terms, and what the guard itself says."""

REVISION_REASON = "作り直した理由"
"""All that is read of a revision: its differences are told without doubtful texts, its records named by numbers."""

NOT_REPEATED = "（個人情報の疑いがあるため表示しません）"
"""What a list of differences says instead of a text that looks personal: it may have been withdrawn because of that."""

NOT_TYPED = frozenset(
    {
        "kind", "period", "first", "last", "title", "client", "contractor", "made_on", "remarks_by",
        "site", "site_name", "date", "weekday", "day", "month", "time", "planned", "opened_at", "closed_at", "starts",
        "ends", "started", "ended", "requested_on", "planned_on", "issued_on", "in_force_from", "revision", "status",
        "state", "why", "facility_kind", "category", "subject", "form", "before_result", "after_result", "licence",
        "departure", "arrival", "counted_from", "source",
    }
)  # fmt: skip
"""Names under which the product's own words stand, the rows of the contract, days and times; all else may be typed."""

WITH_NAMES_OF_STAFF = {ReportKind.DRIVING_MONTHLY: frozenset({"driver", "passengers", "before", "after"})}
"""Where a report says who drove and who checked (第2-1-(2)-④): a name is no finding there, anything else is."""

_NO_TEXT = re.compile("[0-9a-f]{64}|[0-9]{1,3}[.][0-9]")
"""A hash or a rate, wherever it stands."""

_PLACES = {**NAMES, "facility": "施設", "place": "場所", "document": "文書", "item": "項目"}


@dataclass(frozen=True)
class Text:
    """One text of a report that people may have written, and where it stands in the words of the printed report."""

    place: str
    text: str
    may_name_staff: bool = False

    def findings(self) -> list[Finding]:
        return [each for each in textguard.inspect(self.text) if not (self.may_name_staff and each.rule == "name")]


def attest(content: Mapping[str, Any]) -> dict[str, int]:
    """How many texts were read by which version of the rules, and how many places were found; ready to be frozen."""
    read = list(texts(content))
    findings = [finding for each in read for finding in each.findings()]
    return {
        "rules_version": textguard.RULES_VERSION,
        "texts": len(read) + content.get("guard_cells", 0),
        "hits": len(findings) + content.get("guard_hits", 0),
        "refused": sum(finding.severity == textguard.REFUSE for finding in findings) + content.get("guard_refused", 0),
    }


def found(content: Mapping[str, Any], *, only_forbidden: bool = False) -> list[str]:
    """Where the texts look like personal data: sentences with place and rule, never the text."""
    in_texts = [
        f"{each.place}の{finding.start + 1}文字目：{textguard.SENTENCES[finding.rule]}"
        for each in texts(content)
        for finding in each.findings()
        if finding.severity == textguard.REFUSE or not only_forbidden
    ]
    in_files = [
        f"{row['record']}：{textguard.SENTENCES[row['rule']]}"
        for row in content.get("findings", ())
        if row["severity"] == textguard.REFUSE or not only_forbidden
    ]
    return [*in_texts, *in_files]


def without_doubtful(
    differences: Sequence[Difference], before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[Difference]:
    """The differences of two contents without the texts that look personal, and without rows that bore such a name."""
    old, new = (list(texts(content)) for content in (before, after))
    doubtful = {each.text for each in (*old, *new) if each.findings()}
    gone = doubtful - {each.text for each in new}

    def shown(value: Any) -> Any:
        return NOT_REPEATED if isinstance(value, str) and value in doubtful else value

    return [
        (NOT_REPEATED if any(text in place for text in gone) else place, shown(was), shown(now))
        for place, was, now in differences
    ]


def texts(content: Mapping[str, Any]) -> Iterator[Text]:
    """Every text of a report that may have been typed, in the order of its content."""
    kind = ReportKind(content["kind"])
    names = WITH_NAMES_OF_STAFF.get(kind, frozenset())
    for name, part in content.items():
        if name == "revision":
            yield from _texts_of("reason", part.get("reason", ""), REVISION_REASON, names)
        elif name not in PARTS_OF_OURS:
            yield from _texts_of(name, part, kind.remarks_name if name == "remarks" else _PLACES.get(name, name), names)


def _texts_of(name: str, part: Any, place: str, names: frozenset[str]) -> Iterator[Text]:
    if isinstance(part, Mapping):
        for key, inner in part.items():
            yield from _texts_of(key, inner, f"{place} {_PLACES.get(key, key)}".strip(), names)
    elif isinstance(part, list | tuple):
        for number, inner in enumerate(part, start=1):
            yield from _texts_of(name, inner, f"{place} {_row(inner, number)}".strip(), names)
    elif isinstance(part, str) and part and name not in NOT_TYPED and not _NO_TEXT.fullmatch(part):
        yield Text(place, part, name in names)


def _row(part: Any, number: int) -> str:
    """What a row is called, with its time; one whose name is itself doubtful is only counted."""
    name = f"{number}件目"
    if isinstance(part, Mapping):
        name = " ".join(filter(None, [row_name(part, number), part.get("time")]))
    return f"{number}件目" if textguard.inspect(name) else name
