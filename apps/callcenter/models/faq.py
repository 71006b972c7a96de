import uuid
from datetime import date
from typing import Self

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import URLValidator, validate_slug
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest

from apps.accounts.enums import CITY_ROLES, Role
from apps.accounts.models import User
from apps.callcenter.enums import FAQ_STEPS, FaqPhase, FaqState
from apps.contracts.models import Document, DocumentVersion
from apps.contracts.models.spans import same
from apps.core.bigrams import GRAMS, Bigrams, Normalised, joined
from apps.core.fields import GuardedCharField, GuardedTextField
from apps.core.history import track
from apps.core.marks import mark_of

from .inquiries import InquiryCategory

SEARCHED = ("question", "keywords", "answer")
FILLED_BY_DATABASE = ["title_text", "search_text", "search_grams"]


class FaqStepNotAllowed(Exception):
    """A step that the state of the answer, or the person, does not allow; holds the user's sentence."""


class FaqEntryQuerySet(QuerySet["FaqEntry"]):
    def get_by_natural_key(self, code: str) -> "FaqEntry":
        return self.get(code=code)

    def for_user(self, user: User, day: date) -> Self:
        """Operators see what is in force on the day; the leaders and the city see every entry."""
        if user.role != Role.OPERATOR:
            return self
        return self.filter(pk__in=FaqVersion.objects.in_force(day).values("entry"))

    def with_source(self) -> Self:
        """Adds what the freshness of an answer is judged by, of its newest approved version.

        `known_on`: the last day its source was read; `document_renewed_on`: when a newer version of the contract's own
        paper that it was taken from came into force.
        """
        newest = FaqVersion.objects.filter(entry=OuterRef("pk"), state=FaqState.APPROVED).order_by("-number")
        renewed = DocumentVersion.objects.filter(
            document=OuterRef("source_document"), in_force_from__gt=OuterRef("source_on")
        ).order_by("-in_force_from")
        return self.annotate(
            source_on=Subquery(newest.values("source_on")[:1]),
            source_document=Subquery(newest.values("source_document")[:1]),
        ).annotate(
            known_on=Greatest("source_on", "source_checked_on"),
            document_renewed_on=Subquery(renewed.values("in_force_from")[:1]),
        )

    def to_review(self, known_before: date, today: date) -> Self:
        """In use, and its source has no day, was last read too long ago, or changed; oldest first (第2-2-(4)-コ)."""
        return (
            self.with_source()
            .filter(is_active=True, pk__in=FaqVersion.objects.in_force(today).values("entry"))
            .filter(
                Q(known_on__isnull=True)
                | Q(known_on__lt=known_before)
                | Q(source_changed_on__isnull=False)
                | Q(document_renewed_on__lte=today)
            )
            .order_by(F("known_on").asc(nulls_first=True), "pk")
        )


@track()
class FaqEntry(models.Model):
    """One question that callers ask again and again; its wording is in its versions (第2-2-(4)-ケ・タ)."""

    code = GuardedCharField("記号", max_length=40, validators=[validate_slug])
    category = models.ForeignKey(InquiryCategory, models.PROTECT, related_name="faq_entries", verbose_name="分類")
    is_active = models.BooleanField("使用中", default=True)
    retired_on = models.DateField("廃止日", null=True, blank=True)
    retired_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="廃止した人"
    )
    retired_reason = GuardedTextField("廃止の理由", max_length=500, blank=True)
    source_checked_on = models.DateField("出典を確認した日", null=True, blank=True)
    source_checked_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="出典を確認した人"
    )
    source_changed_on = models.DateField("出典の変更に気付いた日", null=True, blank=True)
    source_change = GuardedTextField("出典の変更点", max_length=500, blank=True)

    objects = FaqEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "FAQの項目"
        verbose_name_plural = "FAQの項目"
        ordering = ["category__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                name="faqentry_code_is_unique",
                violation_error_message="この記号の項目はすでにあります。",
            ),
            models.CheckConstraint(
                condition=Q(is_active=True, retired_on__isnull=True, retired_by__isnull=True, retired_reason="")
                | (Q(is_active=False, retired_on__isnull=False, retired_by__isnull=False) & ~Q(retired_reason="")),
                name="faqentry_retirement_is_whole",
                violation_error_message="廃止は、日・人・理由をそろえて記録してください。",
            ),
            models.CheckConstraint(
                condition=Q(source_checked_on__isnull=True, source_checked_by__isnull=True)
                | Q(source_checked_on__isnull=False, source_checked_by__isnull=False),
                name="faqentry_check_has_day_and_person",
                violation_error_message="出典を確認した日と人を、そろえて記録してください。",
            ),
            models.CheckConstraint(
                condition=Q(source_changed_on__isnull=True, source_change="")
                | (Q(source_changed_on__isnull=False) & ~Q(source_change="")),
                name="faqentry_source_change_is_described",
                violation_error_message="出典の変更点を入力してください。",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    @property
    def number(self) -> str:
        """The number the office quotes."""
        return f"F{self.pk:04d}"


class FaqVersionQuerySet(QuerySet["FaqVersion"]):
    def get_by_natural_key(self, code: str, number: int) -> "FaqVersion":
        return self.get(entry__code=code, number=number)

    def in_force(self, day: date) -> Self:
        """The one wording of each entry that operators read on this day."""
        return self.filter(
            Q(in_force_until__isnull=True) | Q(in_force_until__gt=day),
            state=FaqState.APPROVED,
            in_force_from__lte=day,
        )

    def newest(self) -> Self:
        """The last version of each entry, whatever its state."""
        later = FaqVersion.objects.filter(entry=OuterRef("entry"), number__gt=OuterRef("number"))
        return self.filter(~Exists(later))

    def in_phase(self, phase: str, day: date) -> Self:
        """What is in this phase on the day; of 廃止, only the last word of an entry that nothing follows."""
        match phase:
            case FaqPhase.IN_FORCE:
                return self.in_force(day)
            case FaqPhase.COMING:
                lasting = Q(in_force_until__isnull=True) | Q(in_force_until__gt=F("in_force_from"))
                return self.filter(lasting, state=FaqState.APPROVED, in_force_from__gt=day)
            case FaqPhase.ENDED:
                return self.newest().filter(state=FaqState.APPROVED, in_force_until__lte=day)
        return self.filter(state=phase)

    def open(self) -> Self:
        """Being written or waiting for the city; at most one an entry."""
        return self.exclude(state=FaqState.APPROVED)

    def approved_in(self, first: date, last: date) -> Self:
        """Approved by the city on the days first…last, both inclusive."""
        return self.filter(approved_on__range=(first, last))


_CITY_ROLES_SQL = ", ".join(f"'{role.value}'" for role in sorted(CITY_ROLES))
_MAY_CHANGE_SQL = ", ".join(f"'{column}'" for column in ("in_force_until", *FILLED_BY_DATABASE))


@track(exclude=FILLED_BY_DATABASE)
class FaqVersion(models.Model):
    """第n版 of one answer: written in the centre, approved by the city, in force between two days (第2-2-(4)-コ・タ).

    `in_force_until` is the first day it no longer holds. It is set when a later version or the end of the entry takes
    its place, and only ever moves to an earlier day; nothing else of an approved version changes.
    """

    entry = models.ForeignKey(FaqEntry, models.PROTECT, related_name="versions", verbose_name="項目")
    number = models.PositiveSmallIntegerField("版")
    question = GuardedCharField("質問", max_length=200)
    answer = GuardedTextField("回答", max_length=3000)
    keywords = GuardedCharField(
        "検索語",
        max_length=300,
        blank=True,
        help_text="読み方や言い換えを、空白で区切って入力します（例：ひっこし 転居）。",
    )
    source = GuardedCharField("出典", max_length=200)
    source_url = GuardedCharField(
        "出典の所在（URL）", max_length=300, blank=True, validators=[URLValidator(["https", "http"])]
    )
    source_document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="faq_versions", verbose_name="出典の文書"
    )
    source_on = models.DateField("出典の日付", null=True, blank=True)
    change_note = GuardedTextField("変更点", max_length=500, blank=True)
    author = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="作成者"
    )  # empty for what was read from a file
    written_on = models.DateField("作成日")
    state = models.CharField("状態", max_length=10, choices=FaqState.choices, default=FaqState.DRAFT)
    submitted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="提出者"
    )
    submitted_on = models.DateField("提出日", null=True, blank=True)
    returned_reason = GuardedTextField("差戻しの理由", max_length=500, blank=True)
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承認者"
    )
    approved_on = models.DateField("承認日", null=True, blank=True)
    in_force_from = models.DateField("適用開始日", null=True, blank=True)
    in_force_until = models.DateField("適用終了日", null=True, blank=True)
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)
    title_text = models.GeneratedField(
        verbose_name="検索用の質問",
        expression=Normalised("question"),
        output_field=models.TextField(),
        db_persist=True,
    )
    search_text = models.GeneratedField(
        verbose_name="検索用の文",
        expression=Normalised(joined(*SEARCHED)),
        output_field=models.TextField(),
        db_persist=True,
    )
    search_grams = models.GeneratedField(
        verbose_name="検索用の文字の組", expression=Bigrams(joined(*SEARCHED)), output_field=GRAMS, db_persist=True
    )

    objects = FaqVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "FAQの版"
        verbose_name_plural = "FAQの版"
        ordering = ["entry", "-number"]
        indexes = [
            GinIndex(fields=["search_grams"], name="faqversion_search_grams", fastupdate=False),
            models.Index(fields=["approved_on"], name="faqversion_approved_on"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "number"],
                name="faqversion_number_is_unique",
                violation_error_message="この版はすでに登録されています。",
            ),
            models.UniqueConstraint(
                fields=["entry"],
                condition=~Q(state=FaqState.APPROVED),
                name="faqversion_one_is_open_per_entry",
                violation_error_message="この項目には、下書きか承認待ちの版がすでにあります。",
            ),
            ExclusionConstraint(
                expressions=[
                    (same(F("entry")), "&&"),
                    (
                        Func("in_force_from", "in_force_until", function="daterange", output_field=DateRangeField()),
                        "&&",
                    ),
                ],
                condition=Q(state=FaqState.APPROVED),
                name="faqversion_one_in_force_per_day",
                violation_error_message="同じ日に使う版が、すでにあります。",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | (Q(number__gt=1) & ~Q(change_note="")),
                name="faqversion_change_is_described",
                violation_error_message="第2版からは、変更点を入力してください。",
            ),
            models.CheckConstraint(
                condition=~Q(question="") & ~Q(answer="") & ~Q(source=""),
                name="faqversion_is_complete",
                violation_error_message="質問・回答・出典を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(source_on__isnull=True) | Q(source_on__lte=F("written_on")),
                name="faqversion_source_is_not_of_the_future",
                violation_error_message="出典の日付は、作成日と同じ日かそれより前の日にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(state=FaqState.DRAFT, submitted_on__isnull=True, submitted_by__isnull=True)
                | Q(
                    state__in=[FaqState.WAITING, FaqState.APPROVED],
                    submitted_on__gte=F("written_on"),
                    submitted_by__isnull=False,
                ),
                name="faqversion_submission_has_day_and_person",
                violation_error_message="提出日と提出者を、そろえて記録してください。",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=FaqState.APPROVED,
                    approved_on__gte=F("submitted_on"),
                    approved_by__isnull=False,
                    in_force_from__gte=F("approved_on"),
                )
                | (
                    Q(approved_on__isnull=True, approved_by__isnull=True, in_force_from__isnull=True)
                    & ~Q(state=FaqState.APPROVED)
                ),
                name="faqversion_approval_has_day_and_person",
                violation_error_message="承認日・承認者・適用開始日（承認日以後）を、そろえて記録してください。",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | ((Q(author__isnull=True) | ~Q(approved_by=F("author"))) & ~Q(approved_by=F("submitted_by"))),
                name="faqversion_is_not_approved_by_its_author",
                violation_error_message="作成した人と提出した人は、承認できません。",
            ),
            models.CheckConstraint(
                condition=Q(in_force_until__isnull=True) | Q(in_force_until__gte=F("in_force_from")),
                name="faqversion_ends_after_it_begins",
                violation_error_message="適用終了日は、適用開始日より前にはできません。",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="approved_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state=FaqState.APPROVED),
                func=f"""
                    IF to_jsonb(NEW) - ARRAY[{_MAY_CHANGE_SQL}] <> to_jsonb(OLD) - ARRAY[{_MAY_CHANGE_SQL}] THEN
                        RAISE EXCEPTION 'an approved version stays as it is'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'faqversion_approved_stays';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(
                name="end_only_comes_earlier",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__in_force_until__isnull=False)
                & (
                    pgtrigger.Q(new__in_force_until__isnull=True)
                    | pgtrigger.Q(new__in_force_until__gt=pgtrigger.F("old__in_force_until"))
                ),
            ),
            pgtrigger.Trigger(
                name="is_approved_by_the_city",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("approved_by_id"),
                condition=pgtrigger.Q(new__approved_by__isnull=False),
                func=f"""
                    IF NOT EXISTS (
                        SELECT 1 FROM {User._meta.db_table} u
                        WHERE u.id = NEW.approved_by_id AND u.role IN ({_CITY_ROLES_SQL})
                    ) THEN
                        RAISE EXCEPTION 'the approver is not of the city'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'faqversion_is_approved_by_the_city';
                    END IF;
                    RETURN NEW;
                """,  # noqa: S608 - fixed names
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry} {self.name}"

    def natural_key(self) -> tuple[str, int]:
        return (self.entry.code, self.number)

    natural_key.dependencies = ["callcenter.faqentry"]  # type: ignore[attr-defined]  # read by the serialisers

    @property
    def name(self) -> str:
        return f"第{self.number}版"

    @property
    def wording(self) -> str:
        """Changes with any word of the version: what a form carries to tell whether somebody wrote meanwhile."""
        words = (self.question, self.answer, self.keywords, self.source, self.source_url, self.change_note)
        shown = (self.pk, *words, self.source_document_id, self.source_on)
        return mark_of(shown)

    def phase(self, day: date) -> FaqPhase:
        """What this version is on the day."""
        if self.state != FaqState.APPROVED:
            return FaqPhase(self.state)
        if self.in_force_until is not None and self.in_force_until <= max(day, self.in_force_from or day):
            return FaqPhase.ENDED
        return FaqPhase.IN_FORCE if self.in_force_from is not None and self.in_force_from <= day else FaqPhase.COMING

    def submit(self, *, by: User, on: date) -> None:
        """Hand the draft to the city. Raises FaqStepNotAllowed."""
        self._step_to(FaqState.WAITING)
        self.submitted_by, self.submitted_on, self.returned_reason = by, on, ""

    def send_back(self, *, reason: str) -> None:
        """The city wants it written otherwise: it is a draft again. Raises FaqStepNotAllowed."""
        self._step_to(FaqState.DRAFT)
        self.submitted_by, self.submitted_on, self.returned_reason = None, None, reason

    def approve(self, *, by: User, on: date, in_force_from: date) -> None:
        """The city approves the wording from a day on. Raises FaqStepNotAllowed."""
        self._step_to(FaqState.APPROVED)
        if by.role not in CITY_ROLES:
            raise FaqStepNotAllowed("承認できるのは、市の職員だけです。")
        if by.pk in {self.author_id, self.submitted_by_id}:
            raise FaqStepNotAllowed("作成した人と提出した人は、承認できません。")
        self.approved_by, self.approved_on, self.in_force_from = by, on, in_force_from

    def _step_to(self, state: FaqState) -> None:
        if state not in FAQ_STEPS[self.state]:
            raise FaqStepNotAllowed(f"{self.get_state_display()}の版を「{state.label}」にはできません。")
        self.state = state
