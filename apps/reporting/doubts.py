"""The places of a revision that look personal: told one by one, and read by another than who issues (第2-1-(12))."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db import connection
from django.urls import reverse

from apps.accounts.matrix import may
from apps.accounts.models import User
from apps.callcenter.models import InquiryNote

from .attestation import Page, Place, places
from .enums import RecordText
from .full_records import TEXTS, Doubt
from .models import DoubtfulPlace, Report, ReportRevision, TextClearance
from .permissions import OF_ONE_ROLE
from .withheld import Key

NAMED = 10
"""As many places are named where an issue is stopped; all have a page of their own."""

FORBIDDEN = "マイナンバーの疑いがある箇所が{:,}件あります。記録の文章を直すか伏せてから、報告書を作り直してください。"
NOT_READ = "個人情報の疑いがある箇所が{:,}件あります。提出する人とは別の人が、すべての箇所を読んで確認してください。"
NOT_READ_BY_ONE = "個人情報の疑いがある箇所が{:,}件あります。すべての箇所を読んで確認してから、提出してください。"
BY_ONESELF = "個人情報の疑いがある箇所を確認した人とは別の人が、提出してください。"


class Places:
    """Every place of a revision, those of its content and then those of its files; a page of them is fetched."""

    def __init__(self, revision: ReportRevision) -> None:
        self.in_texts = places(revision.content)
        self.in_files = DoubtfulPlace.objects.filter(revision=revision).order_by("-is_refused", "pk")

    @cached_property
    def _of_files(self) -> int:
        return self.in_files.count()

    def __len__(self) -> int:
        return len(self.in_texts) + self._of_files

    def __getitem__(self, part: slice) -> list[Place]:
        first, last, _ = part.indices(len(self))
        before = len(self.in_texts)
        found = self.in_texts[first:last]
        if last > before:
            found += _of_inquiries(self.in_files[max(first - before, 0) : last - before])
        return found


def _of_inquiries(rows: Iterable[DoubtfulPlace]) -> list[Place]:
    """Each with the text of its inquiry; where it is in the column of the notes, with all of them."""
    found, notes = list(rows), defaultdict(list)
    noted = {row.inquiry for row in found if TEXTS[row.column] == RecordText.INQUIRY_NOTE}
    for pk, inquiry in InquiryNote.objects.filter(inquiry__in=noted).order_by("pk").values_list("pk", "inquiry"):
        notes[inquiry].append(Key(RecordText.INQUIRY_NOTE.value, pk))
    return [_of_inquiry(row, notes[row.inquiry]) for row in found]


def _of_inquiry(row: DoubtfulPlace, notes: Sequence[Key]) -> Place:
    where = f"Q{row.inquiry:06d} {row.column}の{row.position}文字目"
    text = TEXTS[row.column]
    keys = tuple(notes) if text == RecordText.INQUIRY_NOTE else (Key(text.value, row.inquiry),)
    return Place(where, row.rule, row.is_refused, Page("callcenter:live_detail", (row.inquiry,)), keys)


def address(page: Page, revision: ReportRevision, role: str) -> str:
    """The page of a record, for a role that may open it; else the report's own."""
    name, arguments = page
    if name and may(role, name):
        return reverse(name, args=arguments)
    return reverse("reporting:detail", args=[revision.report.kind, revision.report.period])


def keep(revision: ReportRevision, doubts: Sequence[Doubt]) -> None:
    """Put the places of the files in the place of those that an earlier making left; by COPY, they may be many."""
    DoubtfulPlace.objects.filter(revision=revision).delete()
    columns = '(revision_id, inquiry, "column", position, rule, is_refused)'
    copy = f"COPY {DoubtfulPlace._meta.db_table} {columns} FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(copy) as into:
        for doubt in doubts:
            into.write_row((revision.pk, *doubt))


def clearance_of(revision: ReportRevision) -> TextClearance | None:
    """Who has read the places of exactly these files."""
    made = revision.clearances.filter(pdf_sha256=revision.pdf_sha256)
    return made.select_related("cleared_by").first()


@dataclass(frozen=True)
class Standing:
    """How many places of an open revision look personal, how many may never pass, and who has read them.

    `withheld`: how many texts the revision does not say because of that.
    """

    hits: int
    refused: int
    withheld: int
    clearance: TextClearance | None
    is_of_two: bool

    @property
    def sentence(self) -> str:
        """What is to be done before the issue, as long as nobody has read the places."""
        if self.refused:
            return FORBIDDEN.format(self.refused)
        return (NOT_READ if self.is_of_two else NOT_READ_BY_ONE).format(self.hits)


def is_of_two(report: Report) -> bool:
    """Whether somebody else than who has read the places issues the report."""
    return report.kind not in OF_ONE_ROLE


def standing(revision: ReportRevision | None) -> Standing | None:
    """None for a revision that is issued, and for one of whose texts none is doubted and none withheld."""
    guard = revision.content.get("guard") if revision and revision.issued_at is None else None
    if revision is None or not guard or not (guard["hits"] or guard["withheld"]):
        return None
    counts = (guard["hits"], guard["refused"], guard["withheld"])
    return Standing(*counts, clearance_of(revision), is_of_two(revision.report))


def objections(revision: ReportRevision, by: User) -> list[str]:
    """Why this person may not hand the texts over: sentences for the user, with the first of the places."""
    found = standing(revision)
    if found is None or not found.hits:
        return []
    if found.clearance is None:
        return [found.sentence, *(place.sentence for place in Places(revision)[:NAMED])]
    if found.clearance.cleared_by == by and found.is_of_two:
        return [BY_ONESELF]
    return []
