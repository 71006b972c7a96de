"""Writes of the FAQ: proposed by operators, written by the leader, approved by the city, ended by the city."""

import re
import unicodedata
import uuid
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import F, Max, Q

from apps.accounts.enums import CITY_ROLES
from apps.accounts.models import User
from apps.callcenter.enums import FaqState
from apps.callcenter.faq import LONGEST_SEARCH, search_terms
from apps.callcenter.models import (
    FaqDisclosure,
    FaqEntry,
    FaqProposal,
    FaqSearchMiss,
    FaqStepNotAllowed,
    FaqVersion,
    InquiryCategory,
)
from apps.core import textguard, textpatterns
from apps.core.bigrams import normalise
from apps.core.clock import JST
from apps.core.marks import random_mark
from apps.core.submissions import submit_once

from .inquiries import ChangedMeanwhile

DRAFT_CHANGED: Final = "ほかの方が下書きを書き直しています。いまの下書きを確かめてから、もう一度保存してください。"
WORDING_CHANGED: Final = (
    "画面を開いた後に、版の内容が変わりました。いまの内容を確かめてから、もう一度決定してください。"
)
STILL_TYPING: Final = timedelta(seconds=20)
_NUMBER: Final = re.compile(r"[0-9]{4}")


def write_answer(
    *,
    by: User | None,
    at: datetime,
    submission_key: uuid.UUID,
    values: dict[str, Any],
    category: InquiryCategory | None = None,
    code: str = "",
    entry: FaqEntry | None = None,
    proposal: FaqProposal | None = None,
) -> tuple[FaqVersion, bool]:
    """A new answer (with its `category`), or the next version of an `entry`, as a draft; False when it was there.

    A `proposal` it was made of is adopted in the same breath. Without `by` it was read from a file. Raises
    `FaqStepNotAllowed` while another version of the entry is open, when the entry is ended, or the proposal decided.
    """

    def create() -> FaqVersion:
        target = _locked(entry) if entry is not None else _new_entry(category, code)
        if not target.is_active:
            raise FaqStepNotAllowed("廃止した項目には、新しい版を作れません。")
        if target.versions.open().exists():
            raise FaqStepNotAllowed("この項目には、下書きか承認待ちの版がすでにあります。")
        last = target.versions.aggregate(last=Max("number"))["last"] or 0
        version = FaqVersion.objects.create(
            entry=target,
            number=last + 1,
            author=by,
            written_on=at.astimezone(JST).date(),
            submission_key=submission_key,
            **values,
        )
        if proposal is not None and by is not None:
            wish = FaqProposal.objects.select_for_update(of=("self",), no_key=True).get(pk=proposal.pk)
            wish.adopt(by=by, at=at, version=version)
            wish.save()
        return version

    return submit_once(FaqVersion, submission_key, create)


def rewrite_draft(
    *, version: FaqVersion, by: User | None, on: date, values: dict[str, Any], seen: str | None = None
) -> FaqVersion:
    """Changes the words of a draft; who writes last is its author, nobody for a file.

    `seen` is the `wording` that the writer had on the page, none for a file. Raises `FaqStepNotAllowed`,
    `ChangedMeanwhile`.
    """
    with transaction.atomic():
        version = _locked_version(version)
        if version.state != FaqState.DRAFT:
            raise FaqStepNotAllowed("書き直せるのは、下書きだけです。画面を開き直してください。")
        before = version.wording
        for name, value in values.items():
            setattr(version, name, value)
        if seen is not None and before not in {seen, version.wording}:  # the same form twice changes nothing
            raise ChangedMeanwhile(DRAFT_CHANGED)
        version.author, version.written_on = by, on
        version.save()
    return version


def submit_answer(*, version: FaqVersion, by: User, on: date) -> FaqVersion:
    """Hands a draft to the city. Raises `FaqStepNotAllowed`."""
    with transaction.atomic():
        version = _locked_version(version)
        version.submit(by=by, on=on)
        version.save()
    return version


def return_answer(*, version: FaqVersion, by: User, reason: str, seen: str | None = None) -> FaqVersion:
    """The city gives the version back with its reason; `seen` as in `approve_answer`.

    Raises `FaqStepNotAllowed`, `ChangedMeanwhile`.
    """
    if by.role not in CITY_ROLES:
        raise FaqStepNotAllowed("差し戻せるのは、市の職員だけです。")
    with transaction.atomic():
        version = _locked_version(version)
        _must_be_as_seen(version, seen)
        version.send_back(reason=reason)
        version.save()
    return version


def approve_answer(
    *, version: FaqVersion, by: User, on: date, in_force_from: date, seen: str | None = None
) -> FaqVersion:
    """The city approves: the version holds from its day on, until the next approved one begins.

    What held on that day ends there. A change of the source that was noted before the version was written is settled.
    `seen` is the `wording` that the officer had on the page. Raises `FaqStepNotAllowed`, `ChangedMeanwhile`.
    """
    with transaction.atomic():
        entry = _locked(version.entry)
        version = _locked_version(version)
        _must_be_as_seen(version, seen)
        if not entry.is_active:
            raise FaqStepNotAllowed("廃止した項目の版は、承認できません。")
        version.approve(by=by, on=on, in_force_from=in_force_from)
        others = entry.versions.filter(state=FaqState.APPROVED)
        others.filter(Q(in_force_until__isnull=True) | Q(in_force_until__gt=in_force_from)).filter(
            in_force_from__lte=in_force_from
        ).update(in_force_until=in_force_from)
        version.in_force_until = (
            others.filter(in_force_from__gt=in_force_from)
            .exclude(in_force_until=F("in_force_from"))
            .order_by("in_force_from")
            .values_list("in_force_from", flat=True)
            .first()
        )
        version.save()
        if entry.source_changed_on is not None and entry.source_changed_on <= version.written_on:
            entry.source_changed_on, entry.source_change = None, ""
            entry.save()
    return version


def retire_entry(*, entry: FaqEntry, by: User, on: date, reason: str) -> FaqEntry:
    """The city ends an answer: operators read it no more from this day on. Raises `FaqStepNotAllowed`."""
    if by.role not in CITY_ROLES:
        raise FaqStepNotAllowed("廃止できるのは、市の職員だけです。")
    with transaction.atomic():
        entry = _locked(entry)
        if not entry.is_active:
            raise FaqStepNotAllowed("この項目は、すでに廃止されています。")
        approved = entry.versions.filter(state=FaqState.APPROVED)
        running = approved.filter(Q(in_force_until__isnull=True) | Q(in_force_until__gt=on))
        running.filter(in_force_from__lte=on).update(in_force_until=on)
        running.filter(in_force_from__gt=on).update(in_force_until=F("in_force_from"))
        entry.is_active, entry.retired_by, entry.retired_on, entry.retired_reason = False, by, on, reason
        entry.save()
    return entry


def check_source(*, entry: FaqEntry, by: User, on: date, change: str = "") -> FaqEntry:
    """Somebody read the source again: it says the same, or `change` tells what a new version must take up."""
    with transaction.atomic():
        entry = _locked(entry)
        entry.source_checked_on, entry.source_checked_by = on, by
        entry.source_changed_on, entry.source_change = (on, change) if change else (None, "")
        entry.save()
    return entry


def propose_answer(
    *, by: User, at: datetime, submission_key: uuid.UUID, values: dict[str, Any]
) -> tuple[FaqProposal, bool]:
    """An operator's wish; the same form posted again gives the same record and False."""

    def create() -> FaqProposal:
        return FaqProposal.objects.create(proposed_by=by, proposed_at=at, submission_key=submission_key, **values)

    return submit_once(FaqProposal, submission_key, create)


def decline_proposal(*, proposal: FaqProposal, by: User, at: datetime, reason: str) -> FaqProposal:
    """見送り with a reason that the proposer reads. Raises `FaqStepNotAllowed`."""
    with transaction.atomic():
        proposal = FaqProposal.objects.select_for_update(of=("self",), no_key=True).get(pk=proposal.pk)
        proposal.decline(by=by, at=at, reason=reason)
        proposal.save()
    return proposal


def record_disclosure(
    *, by: User, at: datetime, submission_key: uuid.UUID, values: dict[str, Any]
) -> tuple[FaqDisclosure, bool]:
    """The manual was given to a third party with the city's consent (第2-2-(4)-サ)."""

    def create() -> FaqDisclosure:
        return FaqDisclosure.objects.create(recorded_by=by, recorded_at=at, submission_key=submission_key, **values)

    return submit_once(FaqDisclosure, submission_key, create)


def note_search(*, by: User, at: datetime, text: str, found: bool) -> None:
    """Remembers a search that found nothing, unless its words look personal; of a sentence, what it is about.

    Who is still typing sends the beginnings of a word first: within twenty seconds the next search that begins alike
    takes the place of the one before, and takes it away when it finds something.
    """
    words = " ".join(unicodedata.normalize("NFKC", text).split())
    if len(words) > LONGEST_SEARCH:
        words = " ".join(search_terms(text))[:LONGEST_SEARCH]
    spelling = normalise(words)
    before = (
        FaqSearchMiss.objects.filter(searched_by=by, searched_at__gt=at - STILL_TYPING)
        .order_by("-searched_at", "-pk")
        .first()
    )
    if before is not None and normalise(before.words)[:1] != spelling[:1]:
        before = None
    if found or not spelling or looks_personal(words):
        if before is not None:
            before.delete()
    elif before is not None:
        before.words, before.searched_at = words, at
        before.save()
    else:
        FaqSearchMiss.objects.create(searched_by=by, searched_at=at, words=words)


def looks_personal(words: str) -> bool:
    """Whether the guard finds anything, a longer number stands there, or a word begins like a surname."""
    return bool(
        _NUMBER.search(words)
        or textguard.inspect(words)
        or any(word[:length] in textpatterns.SURNAMES for word in words.split() for length in (2, 3))
    )


def _new_entry(category: InquiryCategory | None, code: str) -> FaqEntry:
    if category is None:
        raise FaqStepNotAllowed("分類を選んでください。")
    return FaqEntry.objects.create(category=category, code=code or f"faq-{random_mark()}")


def _locked(entry: FaqEntry) -> FaqEntry:
    return FaqEntry.objects.select_for_update(of=("self",), no_key=True).get(pk=entry.pk)


def _locked_version(version: FaqVersion) -> FaqVersion:
    return FaqVersion.objects.select_for_update(of=("self",), no_key=True).get(pk=version.pk)


def _must_be_as_seen(version: FaqVersion, seen: str | None) -> None:
    if seen is not None and version.wording != seen:
        raise ChangedMeanwhile(WORDING_CHANGED)
