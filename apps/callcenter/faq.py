"""What the FAQ answers: searches, what is to be reviewed, what it lacks, how much it changed (第2-2-(4)-コ・タ)."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import add, or_
from typing import Final

from django.db.models import Case, Count, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Length

from apps.callcenter.enums import FaqState
from apps.callcenter.models import (
    FaqEntry,
    FaqProposal,
    FaqSearchMiss,
    FaqVersion,
    Inquiry,
    InquiryCategory,
)
from apps.callcenter.models.faq import FaqEntryQuerySet, FaqVersionQuerySet
from apps.contracts.parameters import parameter
from apps.core.bigrams import containing, normalise
from apps.core.clock import day_bounds

LONGEST_SEARCH: Final = 60
LONGEST_SENTENCE: Final = 500
MOST_WORDS: Final = 8
_PARTICLE: Final = "ヲ"  # を stands between words and in none
_TERM: Final = re.compile(
    "[一-鿿々]+(?:[いうえきくけげしすせちっつびべみむめりるれ]{1,2}[一-鿿々]+)*|[ァ-ヺー]{2,}|[0-9A-Za-z]{2,}"
)
_KANJI: Final = re.compile("[一-鿿々]")


@dataclass(frozen=True)
class FaqHit:
    """One answer found, as the operator reads it out."""

    entry: int
    version: int
    number: str
    category: str
    question: str
    answer: str
    source: str
    source_on: date | None
    is_stale: bool


def search_words(text: str) -> list[str]:
    """The words of what was typed, in their one spelling; no more than anybody types."""
    return normalise(text[:LONGEST_SEARCH]).replace(_PARTICLE, " ").split()[:MOST_WORDS]


def search_terms(text: str) -> list[str]:
    """What a sentence is about: its words with kanji, in katakana, Latin letters or digits, without particles."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST_SENTENCE])
    terms = dict.fromkeys(normalise(term) for term in _TERM.findall(plain))
    return [term for term in terms if len(term) > 1][:MOST_WORDS]


def search(text: str, *, day: date, limit: int = 8, category: InquiryCategory | None = None) -> list[FaqHit]:
    """Answers in force on the day for words or a sentence, the nearest first; those of `category` before equal ones.

    First those that hold every word as typed. Where there is none, those that hold the kanji of every word, whatever
    kana stand between (引っ越し finds 引越); then those that hold any of the words that a sentence is about, in their
    question if there are such. Without words, all of the category.
    """
    words, terms = search_words(text), search_terms(text)
    rows = FaqVersion.objects.in_force(day).filter(entry__is_active=True)
    found: list[FaqVersion] = []
    if words:
        ranked = _ranked(rows, words, category)
        found = list(ranked.filter(*(Q(title_text__contains=word) for word in words))[:limit])
        if len(found) < limit:  # where the questions already give enough, the answers need not be read
            found = list(ranked.filter(containing(" ".join(words)))[:limit])
        if not found and (loosely := _by_kanji(words)) is not None:
            found = list(_ranked(rows, words, category).filter(loosely)[:limit])
        if not found and terms:
            ranked = _ranked(rows, terms, category)
            found = list(ranked.filter(reduce(or_, (Q(title_text__contains=term) for term in terms)))[:limit])
            found = found or list(ranked.filter(reduce(or_, map(containing, terms)))[:limit])
    elif category is not None:
        found = list(_ranked(about(rows, category), [])[:limit])
    stale = stale_entries({row.entry_id for row in found}, day)
    return [
        FaqHit(
            entry=row.entry_id,
            version=row.pk,
            number=row.entry.number,
            category=row.entry.category.full_name,
            question=row.question,
            answer=row.answer,
            source=row.source,
            source_on=row.source_on,
            is_stale=row.entry_id in stale,
        )
        for row in found
    ]


def about(rows: FaqVersionQuerySet, category: InquiryCategory | None) -> FaqVersionQuerySet:
    """Of this category; of a heading, all that stand under it; without one, all."""
    if category is None:
        return rows
    return rows.filter(Q(entry__category=category) | Q(entry__category__parent=category))


def matching(rows: FaqVersionQuerySet, words: list[str]) -> FaqVersionQuerySet:
    """Those that hold every word, the ones with most of them in the question first; all where there is no word."""
    return _ranked(rows, words).filter(containing(" ".join(words)))


def matching_some(rows: FaqVersionQuerySet, words: list[str]) -> FaqVersionQuerySet:
    """Those that hold any of the words, the ones with most of them first; for where none holds every word."""
    return _ranked(rows, words, column="search_text").filter(reduce(or_, map(containing, words)))


def _ranked(
    rows: FaqVersionQuerySet,
    words: list[str],
    category: InquiryCategory | None = None,
    *,
    column: str = "title_text",
) -> FaqVersionQuerySet:
    """In the order of a search, by how many of the words `column` holds.

    With what a list prints and without the columns that only the search reads.
    """
    rows = rows.select_related("entry__category__parent").defer("title_text", "search_text", "search_grams")
    if not words:
        return rows.order_by("entry__category__order", "entry")
    return rows.annotate(rank=_held(column, words) * 2 + _near(category)).order_by(
        "-rank", Length("title_text"), "entry"
    )


def _held(column: str, words: list[str]) -> Combinable:
    """How many of the words stand in the column."""
    held = [
        Case(When(**{f"{column}__contains": word}, then=1), default=0, output_field=IntegerField()) for word in words
    ]
    return reduce(add, held)


def _near(category: InquiryCategory | None) -> Combinable:
    """One for an answer of the category, or of its heading."""
    if category is None:
        return Value(0)
    wanted = [category.pk] if category.parent_id is None else [category.pk, category.parent_id]
    return Case(When(entry__category__in=wanted, then=1), default=0, output_field=IntegerField())


def stale_entries(entries: set[int], day: date) -> set[int]:
    """Which of these entries are to be reviewed."""
    return set(to_review(day).filter(pk__in=entries).values_list("pk", flat=True)) if entries else set()


def _by_kanji(words: list[str]) -> Q | None:
    """Rows with every kanji of each word, whatever kana stand between; None where no word has two of them."""
    found, is_looser = Q(), False
    for word in words:
        kanji = sorted(set(_KANJI.findall(word)))
        if len(kanji) > 1:
            found &= Q(search_grams__contains=kanji)
            is_looser = True
        else:
            found &= containing(word)
    return found if is_looser else None


def to_review(day: date) -> FaqEntryQuerySet:
    """Answers in use whose source is undated, was last read too long ago, or changed since (第2-2-(4)-コ)."""
    return FaqEntry.objects.to_review(day - timedelta(days=parameter("callcenter.faq_source_days", day)), day)


@dataclass(frozen=True)
class FaqUpdates:
    """How often the FAQ was renewed in a span of days (第2-2-(4)-タ)."""

    added: int
    revised: int
    retired: int

    @property
    def total(self) -> int:
        return self.added + self.revised + self.retired


def updates_in(first: date, last: date) -> FaqUpdates:
    """Versions that the city approved and answers that were ended on the days first…last, both inclusive."""
    approved = FaqVersion.objects.approved_in(first, last)
    earlier = FaqVersion.objects.filter(entry=OuterRef("entry"), number__lt=OuterRef("number"), state=FaqState.APPROVED)
    counted = approved.annotate(is_revision=Subquery(earlier.values("pk")[:1])).aggregate(
        revised=Count("is_revision"), all=Count("pk")
    )
    retired = FaqEntry.objects.filter(retired_on__range=(first, last)).count()
    return FaqUpdates(counted["all"] - counted["revised"], counted["revised"], retired)


@dataclass(frozen=True)
class Topic:
    """One category of inquiries and how far the FAQ answered them."""

    category: InquiryCategory
    inquiries: int
    unanswered: int  # inquiries for which the operator used no answer of the FAQ
    answers: int  # in force at the end of the span
    proposals: int


def topics_without_answer(first: date, last: date) -> list[Topic]:
    """Categories by inquiries of first…last that no answer of the FAQ was used for, most first (第2-2-(4)-タ)."""
    asked = (
        Inquiry.objects.saved_between(first, last)
        .order_by()
        .values("category")
        .annotate(all=Count("pk", distinct=True), answered=Count("faq_uses__inquiry", distinct=True))
    )
    answers = Counter(FaqVersion.objects.in_force(last).values_list("entry__category", flat=True))
    proposals = Counter(
        FaqProposal.objects.waiting().filter(inquiry__isnull=False).values_list("inquiry__category", flat=True)
    )
    categories = InquiryCategory.objects.select_related("parent").in_bulk([row["category"] for row in asked])
    topics = [
        Topic(
            category=categories[row["category"]],
            inquiries=row["all"],
            unanswered=row["all"] - row["answered"],
            answers=answers[row["category"]] + answers[categories[row["category"]].parent_id or 0],
            proposals=proposals[row["category"]],
        )
        for row in asked
    ]
    return sorted(topics, key=lambda topic: (-topic.unanswered, topic.category.order))


def words_not_found(first: date, last: date) -> list[tuple[str, int]]:
    """What was searched on first…last and not found, with how often; spellings of one word counted as one."""
    searched = FaqSearchMiss.objects.filter(
        searched_at__gte=day_bounds(first)[0], searched_at__lt=day_bounds(last)[1]
    ).values_list("words", flat=True)
    return _counted(searched)


def _counted(searched: Iterable[str]) -> list[tuple[str, int]]:
    spelling: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for words in searched:
        one = normalise(words)
        counts[one] += 1
        spelling.setdefault(one, words)
    return [(spelling[one], count) for one, count in counts.most_common()]
