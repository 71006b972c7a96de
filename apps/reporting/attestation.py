"""What the guard says of the texts of a report (第2-1-(12)): counts for the last sheet, and places to be looked at."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from apps.core import textguard

from .comparison import NAMES, Difference, row_name
from .enums import ReportKind
from .withheld import PHRASE, Key, keys_of

PARTS_OF_OURS = frozenset(
    {"title", "definitions", "definitions_since", "definitions_follow", "log", "findings", "guard"}
)
"""Parts of a content in which nobody writes: what the contract and the telephone log say, and the guard itself."""

REVISION = {"reason": "作り直した理由", "differences": "前の版との違い", "because": "変わった数値のもとになった記録"}
"""What a revision says of itself, which is read like all else."""

NOT_REPEATED = "（個人情報の疑いがあるため表示しません）"
"""What a list of differences says instead of a text that looks personal: it may have been withdrawn because of that."""

NOT_TYPED = frozenset(
    {
        "kind", "period", "first", "last", "client", "contractor", "made_on", "remarks_by", "log_checked_by",
        "site", "site_name", "date", "weekday", "day", "month", "time", "planned", "opened_at", "closed_at",
        "signed_at", "starts", "ends", "started", "ended", "requested_on", "planned_on", "issued_on", "in_force_from",
        "revision", "status", "state", "why", "facility_kind", "category", "subject", "form", "before_result",
        "after_result", "licence", "departure", "arrival", "counted_from", "source", "when", "by",
    }
)  # fmt: skip
"""Names under which the product's own words stand, the rows of the contract, days and times; all else may be typed."""

PAGES = (
    ("trip", "trip", "outreach:trip"),
    ("visit", "visit", "outreach:visit_detail"),
    ("order_id", "order_id", "reporting:order"),
    ("code", "document", "contracts:document"),
    ("code", "title", "contracts:agreement"),
)
"""The key of a row, what tells the row from others with such a key, and the page on which its record is mended."""

_NO_TEXT = re.compile("[0-9a-f]{64}|[0-9]{1,3}[.][0-9]")
"""A hash or a rate, wherever it stands."""

_PLACES = {**NAMES, "facility": "施設", "place": "場所", "document": "文書", "item": "項目"}


class Page(NamedTuple):
    """Where a record is kept: the name of a page and its arguments; without a name it is the report's own."""

    name: str = ""
    arguments: tuple[Any, ...] = ()


THE_REPORT = Page()


class Text(NamedTuple):
    """One text of a report that people may have written, where it stands in the words of the printed report."""

    where: str
    text: str
    page: Page
    keys: tuple[Key, ...] = ()
    """The texts of records that it consists of, as far as nobody may change them any more from some moment on."""


class Place(NamedTuple):
    """One place that looks like personal data: where, by which rule, and the page on which it is mended."""

    where: str
    rule: str
    is_refused: bool
    page: Page
    keys: tuple[Key, ...] = ()

    @property
    def sentence(self) -> str:
        return f"{self.where}：{self.reason}"

    @property
    def reason(self) -> str:
        return f"{textguard.SENTENCES[self.rule].partition('。')[0]}。"


def attest(content: Mapping[str, Any]) -> dict[str, int]:
    """How many texts were read by which version of the rules, how many places were found and how many texts withheld.

    Files of records are read while they are written, once: with them the version is the one of that time.
    """
    read = list(texts(content))
    findings = [finding for each in read for finding in textguard.inspect(each.text)]
    return {
        "rules_version": content["guard_rules"] if "guard_cells" in content else textguard.RULES_VERSION,
        "texts": len(read) + content.get("guard_cells", 0),
        "withheld": withheld_in(content),
        "hits": len(findings) + content.get("guard_hits", 0),
        "refused": sum(finding.severity == textguard.REFUSE for finding in findings) + content.get("guard_refused", 0),
    }


def withheld_in(content: Mapping[str, Any]) -> int:
    """How many texts the report withholds; what it says of its former revision is none of them."""
    of_its_own = {name: part for name, part in content.items() if name != "revision"}
    replaced: int = content.get("withheld", 0)
    return replaced + sum(each.text.count(PHRASE) for each in texts(of_its_own))


def is_of_these_rules(content: Mapping[str, Any]) -> bool:
    """Whether the guard of a content says what the rules of today say of it, and of the files that belong to it."""
    told = attest(content)
    return told["rules_version"] == textguard.RULES_VERSION and told.items() <= content["guard"].items()


def places(content: Mapping[str, Any]) -> list[Place]:
    """Where the texts of the content look like personal data, what may never pass first; never the text itself."""
    found = [
        Place(
            f"{each.where}の{finding.start + 1}文字目",
            finding.rule,
            finding.severity == textguard.REFUSE,
            each.page,
            each.keys,
        )
        for each in texts(content)
        for finding in textguard.inspect(each.text)
    ]
    return sorted(found, key=lambda place: not place.is_refused)


def without_doubtful(
    differences: Sequence[Difference], before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[Difference]:
    """The differences of two contents without the texts that look personal or that one of the two withholds.

    A row that bore such a name is not named either.
    """
    old, new = (list(texts(content)) for content in (before, after))
    doubtful = {each.text for each in (*old, *new) if textguard.inspect(each.text)}
    gone = doubtful - {each.text for each in new}

    def shown(value: Any, other: Any) -> Any:
        is_hidden = isinstance(value, str) and (value in doubtful or _withholds(other)) and not _withholds(value)
        return NOT_REPEATED if is_hidden else value

    return [
        (NOT_REPEATED if any(text in place for text in gone) else place, shown(was, now), shown(now, was))
        for place, was, now in differences
    ]


def _withholds(value: Any) -> bool:
    return isinstance(value, str) and PHRASE in value


def texts(content: Mapping[str, Any]) -> Iterator[Text]:
    """Every text of a report that may have been typed, in the order of its content."""
    kind = ReportKind(content["kind"])
    for name, part in content.items():
        if name == "revision":
            for key, where in REVISION.items():
                yield from _texts_of(key, part.get(key), where, THE_REPORT)
        elif name not in PARTS_OF_OURS:
            where = kind.remarks_name if name == "remarks" else _PLACES.get(name, name)
            yield from _texts_of(name, part, where, THE_REPORT)


def _texts_of(name: str, part: Any, where: str, page: Page, keys: tuple[Key, ...] = ()) -> Iterator[Text]:
    if isinstance(part, Mapping):
        for key, inner in part.items():
            named = f"{where} {_PLACES.get(key, key)}".strip()
            yield from _texts_of(key, inner, named, _page(part, page), keys_of(part, key))
    elif isinstance(part, list | tuple):
        for number, inner in enumerate(part, start=1):
            yield from _texts_of(name, inner, f"{where} {_row(inner, number)}".strip(), page)
    elif isinstance(part, str) and part and name not in NOT_TYPED and not _NO_TEXT.fullmatch(part):
        yield Text(where, part, page, keys)


def _page(row: Mapping[str, Any], around: Page) -> Page:
    """The page of the record that a row tells of, else of the row around it; of what a day's report said, that one."""
    for key, sign, name in PAGES:
        if key in row and sign in row:
            return Page(name, (row[key],))
    if "improvement" in row:
        return Page("workforce:cooperation")
    if "site" in row and "date" in row:
        return Page("counters:session", (row["site"], date.fromisoformat(row["date"])))
    if "date" in row and "place" in row:
        return Page("reporting:detail", (ReportKind.COUNTER_DAILY, row["date"]))
    return around


def _row(part: Any, number: int) -> str:
    """What a row is called, with its time; one whose name is itself doubtful is only counted."""
    name = f"{number}件目"
    if isinstance(part, Mapping):
        name = " ".join(filter(None, [row_name(part, number), part.get("time")]))
    return f"{number}件目" if textguard.inspect(name) else name
