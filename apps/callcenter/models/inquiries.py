import uuid
from datetime import date, datetime, timedelta
from itertools import pairwise
from operator import attrgetter
from typing import Self

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat

from apps.accounts.enums import CITY_ROLES, Role
from apps.accounts.models import User
from apps.callcenter.enums import Result
from apps.core import clock
from apps.core.bigrams import GRAMS, Bigrams, Normalised, containing, joined, normalise
from apps.core.fields import GuardedCharField, GuardedTextField
from apps.core.history import track
from apps.reservations.models import Reservation

from .calls import Call
from .phone import LiveCall

OWN_EDIT_SPAN = timedelta(hours=24)
LAST_CHANGE = Coalesce("revised_at", "saved_at")
SEARCH_GRAMS = Func(
    Bigrams("search_text"),
    Func(
        Cast("result", models.TextField()),
        Concat(Value("#"), Cast("category", models.TextField())),
        template="ARRAY[%(expressions)s]",
        output_field=GRAMS,
    ),
    function="array_cat",
    output_field=GRAMS,
)
"""Characters and pairs of an inquiry's words, then its result and `#category`, which no word can hold."""
WORDING = ("category_id", "summary", "result", "target_section", "transfer_reason", "is_complaint")
"""What a correction shows the former text of."""
WATCH_LASTS = timedelta(seconds=45)
ROLES_THAT_SEE_ALL = frozenset({Role.CC_LEADER, Role.GENERAL_MANAGER, *CITY_ROLES})


def tied_to_own_call() -> pgtrigger.Trigger:
    """An inquiry is tied to no call that another operator had: not as announced, nor as the telephone log names them.

    A log names one of those who talked; where it is the announced call itself, the announcement is what counts.
    """
    return pgtrigger.Trigger(
        name="tied_to_own_call",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Condition("NEW.live_call_id IS NOT NULL OR NEW.call_id IS NOT NULL"),
        func="""
            IF TG_OP = 'UPDATE' THEN
                IF NEW.operator_id = OLD.operator_id AND NEW.live_call_id IS NOT DISTINCT FROM OLD.live_call_id
                    AND NEW.call_id IS NOT DISTINCT FROM OLD.call_id THEN
                    RETURN NEW;
                END IF;
            END IF;
            IF EXISTS (
                SELECT 1 FROM callcenter_livecall announced
                WHERE announced.id = NEW.live_call_id AND announced.operator_id IS DISTINCT FROM NEW.operator_id
            ) OR EXISTS (
                SELECT 1 FROM callcenter_call logged
                JOIN callcenter_operatorcode held
                    ON held.profile_id = logged.profile_id AND held.code = logged.operator_code
                    AND held.starts_on <= (logged.arrived_at AT TIME ZONE 'Asia/Tokyo')::date
                    AND coalesce(held.ends_on, 'infinity') >= (logged.arrived_at AT TIME ZONE 'Asia/Tokyo')::date
                WHERE logged.id = NEW.call_id AND held.user_id <> NEW.operator_id AND NOT EXISTS (
                    SELECT 1 FROM callcenter_livecall announced
                    WHERE announced.id = NEW.live_call_id AND announced.external_id = logged.external_id
                )
            ) THEN
                RAISE EXCEPTION 'the call was another operator''s'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'inquiry_is_tied_to_a_call_of_its_operator';
            END IF;
            RETURN NEW;
        """,
    )


def escalated_stays_transferred() -> pgtrigger.Trigger:
    """What the city was asked to decide is a transfer for good: it counts so in the month (第2-2-(4)-ス)."""
    return pgtrigger.Trigger(
        name="escalated_stays_transferred",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("result"),
        condition=pgtrigger.Q(new__result__df=pgtrigger.F("old__result")),
        func=f"""
            IF NEW.result <> '{Result.TRANSFERRED}' AND EXISTS (
                SELECT 1 FROM callcenter_escalation WHERE inquiry_id = NEW.id
            ) THEN
                RAISE EXCEPTION 'the city was asked already'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'inquiry_escalated_stays_transferred';
            END IF;
            RETURN NEW;
        """,  # noqa: S608 - a fixed word
    )


class InquiryCategoryQuerySet(QuerySet["InquiryCategory"]):
    def get_by_natural_key(self, code: str) -> "InquiryCategory":
        return self.get(code=code)

    def choosable(self, also: int | None = None) -> Self:
        """Categories an inquiry may have: in use and without children; `also` keeps one that a record already has."""
        return self.filter(Q(is_active=True, children__isnull=True) | Q(pk=also))


@track()
class InquiryCategory(models.Model):
    """One subject of inquiries (第1-4, 第2-2-(1)③④). A row with children is a heading; only rows without are chosen."""

    code = GuardedCharField(
        "記号", max_length=40, unique=True, error_messages={"unique": "この記号の分類はすでにあります。"}
    )
    name = GuardedCharField("名称", max_length=60)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上位の分類"
    )
    order = models.PositiveSmallIntegerField("表示順")
    is_active = models.BooleanField("使用中", default=True)

    objects = InquiryCategoryQuerySet.as_manager()

    class Meta:
        verbose_name = "問い合わせの分類"
        verbose_name_plural = "問い合わせの分類"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["order"],
                name="inquirycategory_order_is_unique",
                violation_error_message="この表示順はすでに使われています。",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="inquirycategory_is_not_its_own_parent",
                violation_error_message="自分自身を上位の分類にはできません。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    @property
    def full_name(self) -> str:
        """With its heading: 受取予約：変更."""
        return f"{self.parent.name}：{self.name}" if self.parent else self.name


class InquiryQuerySet(QuerySet["Inquiry"]):
    def for_user(self, user: User) -> Self:
        """Operators see their own records; the centre's leader, the general manager and the city all; others none."""
        if user.role in ROLES_THAT_SEE_ALL:
            return self
        return self.filter(operator=user) if user.role == Role.OPERATOR else self.none()

    def saved_between(self, first: date | None, last: date | None) -> Self:
        """Saved on the local days first…last, both inclusive; None leaves that end open."""
        rows = self
        if first:
            rows = rows.filter(saved_at__gte=clock.day_bounds(first)[0])
        if last:
            rows = rows.filter(saved_at__lt=clock.day_bounds(last)[1])
        return rows

    def saying(self, text: str, *, result: str = "", category: int | None = None) -> Self:
        """Whose words contain every word of `text`; width, kana and case do not matter (`core.bigrams`).

        A result or category that is asked for as well is looked up in the same index.
        """
        also = [*([result] if result else []), *([f"#{category}"] if category else [])]
        rows = self.alias(search_grams=SEARCH_GRAMS).filter(containing(text))
        return rows.filter(search_grams__contains=also) if also else rows

    def spelling(self, text: str) -> Self:
        """As `saying`, by reading each row: quicker in a small set, and where the words are frequent."""
        words = Q()
        for word in normalise(text).split():
            words &= Q(search_text__contains=word)
        return self.filter(words)

    def with_call_end(self) -> Self:
        """Adds `call_ended_at`: by the telephone log, else as announced; None where neither is known."""
        return self.annotate(call_ended_at=Coalesce("call__ended_at", "live_call__ended_at"))

    def saved_late(self, limit: timedelta) -> Self:
        """Saved longer than `limit` after the end of their call (第2-2-(4)-セ)."""
        return self.with_call_end().filter(saved_at__gt=F("call_ended_at") + limit)

    def handed_to_leader(self) -> Self:
        """Passed to the 運営責任者 inside the centre: no transfer (第2-2-(3)-オ)."""
        return self.filter(handed_to__isnull=False)

    def newest_first(self) -> Self:
        return self.order_by("-saved_at", "-pk")

    def older_than(self, saved_at: datetime, pk: int) -> Self:
        """What follows this row in `newest_first`."""
        return self.filter(saved_at__lte=saved_at).exclude(saved_at=saved_at, pk__gte=pk)

    def with_names(self) -> Self:
        """With all that a list prints, without a query per row."""
        return self.select_related("category__parent", "operator", "reservation")


@track(exclude=["search_text"])
class Inquiry(models.Model):
    """What one caller wanted and what became of it; one main category, no personal data (第2-2-(4)-シ・ス・セ)."""

    call = models.OneToOneField(
        Call, on_delete=models.PROTECT, null=True, blank=True, related_name="inquiry", verbose_name="通話"
    )
    live_call = models.OneToOneField(
        LiveCall, on_delete=models.PROTECT, null=True, blank=True, related_name="inquiry", verbose_name="着信の通知"
    )
    received_at = models.DateTimeField("受付日時")
    category = models.ForeignKey(
        InquiryCategory, on_delete=models.PROTECT, related_name="inquiries", verbose_name="分類"
    )
    summary = GuardedTextField("内容", max_length=2000)
    result = models.CharField("結果", max_length=12, choices=Result.choices)
    target_section = GuardedCharField("案内先", max_length=80, blank=True)
    transfer_reason = GuardedCharField("転送の理由", max_length=200, blank=True)
    is_complaint = models.BooleanField("苦情", default=False)
    reservation = models.ForeignKey(
        Reservation, on_delete=models.PROTECT, null=True, blank=True, related_name="inquiries", verbose_name="受取予約"
    )
    faq_versions = models.ManyToManyField(
        "callcenter.FaqVersion", through="FaqUse", related_name="inquiries", verbose_name="参照したFAQ"
    )
    operator = models.ForeignKey(User, on_delete=models.PROTECT, related_name="inquiries", verbose_name="対応者")
    handed_to = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="引継ぎ先（運営責任者）"
    )
    handed_at = models.DateTimeField("引継ぎ日時", null=True, blank=True, editable=False)
    saved_at = models.DateTimeField("記録日時")
    revised_at = models.DateTimeField("最終更新日時", null=True, blank=True)
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)
    search_text = models.GeneratedField(
        verbose_name="検索用の文",
        expression=Normalised(joined("summary", "target_section", "transfer_reason")),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = InquiryQuerySet.as_manager()

    class Meta:
        verbose_name = "問い合わせ"
        verbose_name_plural = "問い合わせ"
        ordering = ["-saved_at", "-pk"]
        indexes = [
            models.Index(fields=["-saved_at", "-id"], name="inquiry_newest_first"),
            models.Index(fields=["category", "-saved_at", "-id"], name="inquiry_by_category"),
            models.Index(fields=["result", "-saved_at", "-id"], name="inquiry_by_result"),
            models.Index(fields=["operator", "-saved_at", "-id"], name="inquiry_by_operator"),
            models.Index(fields=["-saved_at", "-id"], name="inquiry_complaints", condition=Q(is_complaint=True)),
            models.Index(fields=["received_at"], name="inquiry_received_at"),
            models.Index(fields=["category", "result", "-saved_at", "-id"], name="inquiry_by_category_and_result"),
            models.Index(LAST_CHANGE.desc(), F("id").desc(), name="inquiry_last_changed_first"),
            GinIndex(SEARCH_GRAMS, name="inquiry_words", fastupdate=False),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(summary=""),
                name="inquiry_has_a_summary",
                violation_error_message="内容を入力してください。",
            ),
            models.CheckConstraint(
                condition=(Q(result=Result.REFERRED) & ~Q(target_section=""))
                | (~Q(result=Result.REFERRED) & Q(target_section="")),
                name="inquiry_referred_names_the_section",
                violation_error_message="結果が「案内」のときは案内先を入力してください。ほかの結果では空欄にしてください。",
            ),
            models.CheckConstraint(
                condition=(Q(result=Result.TRANSFERRED) & ~Q(transfer_reason=""))
                | (~Q(result=Result.TRANSFERRED) & Q(transfer_reason="")),
                name="inquiry_transferred_gives_the_reason",
                violation_error_message="結果が「転送」のときは理由を入力してください。ほかの結果では空欄にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(received_at__lte=F("saved_at")),
                name="inquiry_is_received_before_it_is_saved",
                violation_error_message="受付日時が記録した日時より後です。",
            ),
            models.CheckConstraint(
                condition=Q(handed_to__isnull=True, handed_at__isnull=True)
                | Q(handed_to__isnull=False, handed_at__isnull=False),
                name="inquiry_handed_names_the_leader_and_the_moment",
                violation_error_message="運営責任者への引継ぎには、引継ぎ先と日時の両方が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(handed_to__isnull=True) | ~Q(handed_to=F("operator")),
                name="inquiry_is_not_handed_to_its_own_operator",
                violation_error_message="自分自身に引き継ぐことはできません。",
            ),
            models.CheckConstraint(
                condition=Q(handed_at__isnull=True) | Q(handed_at__gte=F("received_at")),
                name="inquiry_is_handed_after_it_is_received",
                violation_error_message="引継ぎ日時が受付日時より前です。",
            ),
        ]
        triggers = [tied_to_own_call(), escalated_stays_transferred()]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The number the office quotes; it never has twelve digits."""
        return f"Q{self.pk:06d}"

    @property
    def changed_at(self) -> datetime:
        """When it was last corrected or added to, else when it was saved (`LAST_CHANGE`)."""
        return self.revised_at or self.saved_at

    @property
    def version(self) -> str:
        """What a form carries to tell whether the record was corrected or added to since it was shown."""
        return self.revised_at.isoformat() if self.revised_at else ""

    @property
    def minutes_to_save(self) -> int | None:
        """Whole minutes from the end of the call to the saving, 0 where it was saved before; needs `with_call_end`.

        None where no end of a call is known.
        """
        ended_at: datetime | None = vars(self)["call_ended_at"]
        return max(0, int((self.saved_at - ended_at).total_seconds() // 60)) if ended_at else None

    def is_saved_late(self, limit: timedelta) -> bool:
        """Whether it was saved longer than `limit` after the end of its call; needs `with_call_end`."""
        ended_at: datetime | None = vars(self)["call_ended_at"]
        return ended_at is not None and self.saved_at > ended_at + limit

    def can_be_edited(self, *, by: User, at: datetime) -> bool:
        """Its operator may correct it for 24 hours; later it is only added to, by notes."""
        return self.operator_id == by.pk and at < self.saved_at + OWN_EDIT_SPAN

    def versions(self) -> list[models.Model]:
        """The former wordings of a corrected record, newest first; a note or a step of its escalation makes none."""
        events: QuerySet[models.Model] = self.events.all()  # type: ignore[attr-defined]  # made by pghistory
        known = events.order_by("-pgh_id").select_related("category")
        wording = attrgetter(*WORDING)
        return [older for newer, older in pairwise(known) if wording(newer) != wording(older)]


@track()
class FaqUse(models.Model):
    """One answer of the FAQ, in the wording of that day, that an operator read out in one inquiry (第2-2-(4)-タ)."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="faq_uses", verbose_name="問い合わせ")
    faq_version = models.ForeignKey(
        "callcenter.FaqVersion", on_delete=models.PROTECT, related_name="uses", verbose_name="使ったFAQ"
    )

    class Meta:
        verbose_name = "FAQの参照"
        verbose_name_plural = "FAQの参照"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inquiry", "faq_version"],
                name="faquse_once_per_inquiry_and_version",
                violation_error_message="このFAQはすでに記録されています。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.inquiry_id} {self.faq_version_id}"


class InquiryNote(models.Model):
    """One remark added to a saved inquiry; written once and never changed."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="notes", verbose_name="問い合わせ")
    text = GuardedTextField("追記", max_length=1000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, verbose_name="記入者")
    at = models.DateTimeField("追記日時")
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    class Meta:
        verbose_name = "問い合わせの追記"
        verbose_name_plural = "問い合わせの追記"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="inquirynote_is_not_empty",
                violation_error_message="追記を入力してください。",
            )
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.inquiry_id} {self.at:%Y-%m-%d %H:%M}"


class InquiryWatchQuerySet(QuerySet["InquiryWatch"]):
    def live(self, now: datetime) -> Self:
        return self.filter(seen_at__gt=now - WATCH_LASTS)

    def left(self, now: datetime) -> Self:
        """Not live any more."""
        return self.filter(seen_at__lte=now - WATCH_LASTS)

    def of_others(self, user: User) -> Self:
        return self.exclude(user=user)


class InquiryWatch(models.Model):
    """One person who has a saved inquiry open at this moment; a row older than `WATCH_LASTS` means nothing."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="watches", verbose_name="問い合わせ")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name="利用者")
    seen_at = models.DateTimeField("最後に開いていた日時")

    objects = InquiryWatchQuerySet.as_manager()

    class Meta:
        verbose_name = "開いている問い合わせ"
        verbose_name_plural = "開いている問い合わせ"
        constraints = [
            models.UniqueConstraint(
                fields=["inquiry", "user"],
                name="inquirywatch_once_per_inquiry_and_user",
                violation_error_message="この問い合わせはすでに開いています。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.inquiry_id} {self.user_id}"
