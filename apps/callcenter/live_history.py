"""How the live history is read (第2-2-(4)-セ): quick among a million records, and without missing one.

Nothing here counts or sorts the whole table. Each narrowing walks an index in the order of the list; a heading is
several such walks, merged. Words are first looked for among the newest records, where a frequent word is found at once,
and only then by the index of character pairs, which is quick for what is rare.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, DateTimeField, DecimalField, Exists, F, Func, OuterRef, QuerySet, Sum, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce

from apps.accounts.models import User
from apps.callcenter.models import Inquiry, InquiryCategory, LiveLook, LiveSeen
from apps.callcenter.models.inquiries import LAST_CHANGE, InquiryQuerySet
from apps.core.clock import parse_moment
from apps.core.marks import mark_of

PAGE = 50
MOST_COUNTED = 1_000
NEWEST_READ = 10_000
LONGEST_SAVE = timedelta(minutes=10)
OLDEST_STAMP = timedelta(hours=24)


@dataclass(frozen=True)
class Wanted:
    """What the history is narrowed to; by default nothing."""

    first: date | None = None
    last: date | None = None
    category: InquiryCategory | None = None
    result: str = ""
    is_complaint: bool = False
    operator: User | None = None
    text: str = ""
    unseen_by: LiveLook | None = None

    def within(self, first: date, last: date) -> "Wanted":
        """The same, of these days alone."""
        return replace(self, first=max(self.first or first, first), last=min(self.last or last, last))


class Place(NamedTuple):
    """Where a record stands in the list."""

    saved_at: datetime
    pk: int

    def __str__(self) -> str:
        return f"{self.saved_at.isoformat()}_{self.pk}"

    @classmethod
    def parse(cls, text: str) -> "Place | None":
        """As printed into an address; None for anything else."""
        moment, _, pk = text.rpartition("_")
        saved_at = parse_moment(moment)
        return cls(saved_at, int(pk)) if saved_at and pk.isascii() and pk.isdigit() and len(pk) < 19 else None


class Page(NamedTuple):
    """Numbers of the records of one page, newest first, and where the next page begins."""

    numbers: list[int]
    next_before: Place | None


def page(rows: InquiryQuerySet, wanted: Wanted, before: Place | None = None) -> Page:
    """The newest `PAGE` records of `rows` that are wanted, from `before` (excluded) downwards."""
    if before:
        rows = rows.older_than(*before)
    places = _newest(_narrowed(rows, wanted), wanted, PAGE + 1)
    more = len(places) > PAGE
    return Page([place.pk for place in places[:PAGE]], places[PAGE - 1] if more else None)


def matching(rows: InquiryQuerySet, wanted: Wanted) -> InquiryQuerySet:
    """All that are wanted, for a file of some period: the period's index leads, words are read row by row."""
    rows = _narrowed(rows, wanted).spelling(wanted.text)
    return rows.filter(category__in=_family(wanted.category)) if wanted.category else rows


def _narrowed(rows: InquiryQuerySet, wanted: Wanted) -> InquiryQuerySet:
    """Everything but category and words."""
    rows = rows.saved_between(wanted.first, wanted.last)
    if wanted.result:
        rows = rows.filter(result=wanted.result)
    if wanted.is_complaint:
        rows = rows.filter(is_complaint=True)
    if wanted.operator:
        rows = rows.filter(operator=wanted.operator)
    return unseen(rows, wanted.unseen_by) if wanted.unseen_by else rows


def _newest(rows: InquiryQuerySet, wanted: Wanted, count: int) -> list[Place]:
    family = _family(wanted.category)
    lanes = [rows.filter(category=pk) for pk in family] if family else [rows]
    if not wanted.text:
        return _merged(lanes, count)
    edge = _edge_of_newest(lanes)
    recent = [lane.filter(saved_at__gte=edge) for lane in lanes] if edge else lanes
    found = _merged([lane.spelling(wanted.text) for lane in recent], count)
    if len(found) == count or not edge:
        return found
    choices: list[int | None] = [*family] or [None]
    hits = [
        lane.saying(wanted.text, result=wanted.result, category=category)
        for lane, category in zip(lanes, choices, strict=True)
    ]
    return _sorted(hits, count)


def _family(category: InquiryCategory | None) -> list[int]:
    """The category, and of a heading also what stands under it."""
    if category is None:
        return []
    return [category.pk, *InquiryCategory.objects.filter(parent=category).values_list("pk", flat=True)]


def _merged(lanes: list[InquiryQuerySet], count: int) -> list[Place]:
    """The first `count` of several walks, each of which some index serves in order."""
    return _first_of([lane.newest_first().values_list("saved_at", "pk")[:count] for lane in lanes], count)


def _sorted(lanes: list[InquiryQuerySet], count: int) -> list[Place]:
    """The newest of sets that are small: found first, then sorted.

    The sum keeps PostgreSQL from walking the whole table in the list's order in the hope of meeting them soon.
    """
    moment = CombinedExpression(F("saved_at"), "+", Value(timedelta()), output_field=DateTimeField())
    return _first_of(
        [lane.order_by(moment.desc(), "-pk").values_list("saved_at", "pk")[:count] for lane in lanes], count
    )


def _first_of(walks: "list[QuerySet[Inquiry, tuple[datetime, int]]]", count: int) -> list[Place]:
    if len(walks) == 1:
        return [Place(*row) for row in walks[0]]
    return [Place(*row) for row in walks[0].union(*walks[1:], all=True).order_by("-saved_at", "-pk")[:count]]


def _edge_of_newest(lanes: list[InquiryQuerySet]) -> datetime | None:
    """From which moment on at most `NEWEST_READ` records stand in the lanes; None where all of them do."""
    depth = NEWEST_READ // len(lanes)
    walks = [lane.newest_first().values_list("saved_at", flat=True)[depth : depth + 1] for lane in lanes]
    found = list(walks[0].union(*walks[1:], all=True)) if len(walks) > 1 else list(walks[0])
    return max(found, default=None)


# --- whether anything has changed ------------------------------------------------------------------------------------


def stamp(rows: InquiryQuerySet, now: datetime, known: str = "") -> str:
    """Differs from `known` whenever a record was saved, corrected or added to since `known` was made.

    It sums up the records that changed since an anchor some minutes before `known`, by an index on the last change: a
    record that was saved first and committed last falls into it as well, unless its saving took longer than
    `LONGEST_SAVE`. All readers ask the same, whatever they narrow the list to, and within a minute get the same. A
    stamp that is a day old, or none of ours, is answered by one with a new anchor.
    """
    anchor = _anchor_of(known, now) or int((now - LONGEST_SAVE).timestamp()) // 60 * 60
    changed = rows.alias(change=LAST_CHANGE).filter(change__gte=datetime.fromtimestamp(anchor, UTC))
    seconds = Func(LAST_CHANGE, template="extract(epoch FROM %(expressions)s)", output_field=DecimalField())
    facts = changed.aggregate(count=Count("pk"), seconds=Sum(seconds))
    newest = rows.order_by("-pk").values_list("pk", flat=True).first()
    told = f"{facts['count']} {facts['seconds']} {newest}"
    return f"{anchor}-{mark_of(told)}"


def _anchor_of(known: str, now: datetime) -> int | None:
    anchor = known.partition("-")[0]
    if not (anchor.isascii() and anchor.isdigit() and len(anchor) < 12):
        return None
    return int(anchor) if now - OLDEST_STAMP <= datetime.fromtimestamp(int(anchor), UTC) <= now else None


# --- what is new to a reader -----------------------------------------------------------------------------------------


def unseen(rows: InquiryQuerySet, look: LiveLook) -> InquiryQuerySet:
    """Saved, corrected or added to since the reader's last visit, and not opened since."""
    change = Coalesce(OuterRef("revised_at"), OuterRef("saved_at"))
    seen = LiveSeen.objects.filter(user=look.user_id, inquiry=OuterRef("pk"), change__gte=change)
    return rows.alias(change=LAST_CHANGE).filter(~Exists(seen), change__gt=look.since)


def count_unseen(rows: InquiryQuerySet, look: LiveLook) -> int:
    """How many there are; `MOST_COUNTED` + 1 where there are more than that."""
    return unseen(rows, look).order_by()[: MOST_COUNTED + 1].count()


def marks(inquiries: list[Inquiry], look: LiveLook) -> dict[int, str]:
    """新 or 更新 by number, for those that the reader has not seen as they are."""
    fresh = [inquiry for inquiry in inquiries if inquiry.changed_at > look.since]
    seen = dict(
        LiveSeen.objects.filter(user=look.user_id, inquiry__in=fresh).values_list("inquiry", "change") if fresh else ()
    )
    return {
        inquiry.pk: "新" if inquiry.saved_at > look.since and inquiry.pk not in seen else "更新"
        for inquiry in fresh
        if inquiry.pk not in seen or seen[inquiry.pk] < inquiry.changed_at
    }
