import uuid
from datetime import datetime
from typing import ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Count, F, Prefetch, Q, QuerySet

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.callcenter.enums import AttemptResult, CallbackState
from apps.core import spelling
from apps.core.encryption import ERASED
from apps.core.fields import BlindIndexField, EncryptedTextField, GuardedCharField
from apps.core.history import track
from apps.core.personal import PersonalField

from .inquiries import Inquiry

ROLES_THAT_SEE_CALLBACKS = frozenset({Role.OPERATOR, Role.CC_LEADER, Role.GENERAL_MANAGER})
_KEPT = (
    "つながった後、定めた日数（callcenter.callback_done_days）。"
    "つながらずに終えたものは終えた日から定めた日数（callcenter.callback_abandoned_days）"
)
_PERSONAL = ["name", "kana", "phone", "phone_index", "wish", "note"]


class CallbackQuerySet(QuerySet["Callback"]):
    def for_user(self, user: User) -> Self:
        """Every call-back for those whose work it is (masked until unmasked), none for anybody else."""
        return self if user.role in ROLES_THAT_SEE_CALLBACKS else self.none()

    def waiting(self) -> Self:
        return self.filter(state=CallbackState.WAITING)

    def in_order(self) -> Self:
        """The one that is due first stands first. Adds `attempt_count`."""
        return self.annotate(attempt_count=Count("attempts")).order_by("due_at", "pk")

    def with_attempts(self) -> Self:
        """With all that a list prints, in a fixed number of queries."""
        attempts = CallbackAttempt.objects.select_related("by").order_by("at", "pk")
        return self.select_related(
            "inquiry__category__parent", "promised_by", "closed_by", "claim__user"
        ).prefetch_related(Prefetch("attempts", attempts))


@track(exclude=_PERSONAL)
class Callback(models.Model):
    """One citizen whom the centre promised to call back; who it is stands here alone, encrypted, until it is done."""

    PERSONAL_DATA: ClassVar[dict[str, PersonalField]] = {
        "name": PersonalField(purpose="折り返しの電話で本人を確かめるため", retention=_KEPT),
        "kana": PersonalField(purpose="折り返しの電話での呼出し", retention=_KEPT),
        "phone": PersonalField(purpose="折り返しの電話をかけるため", retention=_KEPT),
        "phone_index": PersonalField(
            purpose="同じ方への折り返しの重複を知るため（鍵付きハッシュ）", retention="電話番号と同時に消去"
        ),
        "wish": PersonalField(purpose="希望の時間帯に電話をかけるため", retention=_KEPT),
        "note": PersonalField(purpose="折り返しの用件を取り違えないため", retention=_KEPT),
    }

    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="callbacks", verbose_name="問い合わせ")
    key_id = models.CharField("鍵", max_length=40, editable=False)
    name = EncryptedTextField("氏名", key_from="key_id")
    kana = EncryptedTextField("カナ", key_from="key_id", blank=True)
    phone = EncryptedTextField("電話番号", key_from="key_id")
    phone_index = BlindIndexField(
        "電話番号の検索用の値", source="phone", key_from="key_id", normalise=spelling.normalise_phone
    )
    wish = EncryptedTextField("希望の時間帯", key_from="key_id", blank=True)
    note = EncryptedTextField("用件の控え", key_from="key_id", blank=True)
    due_at = models.DateTimeField("折り返しの期限")
    state = models.CharField(
        "状態", max_length=10, choices=CallbackState.choices, default=CallbackState.WAITING, db_index=True
    )
    promised_at = models.DateTimeField("約束した日時")
    promised_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="約束した人")
    closed_at = models.DateTimeField("終了日時", null=True, blank=True)
    closed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="終了の担当者"
    )
    close_reason = GuardedCharField("終了の理由", max_length=200, blank=True)
    erased_at = models.DateTimeField("消去日時", null=True, blank=True, editable=False)
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    objects = CallbackQuerySet.as_manager()

    class Meta:
        verbose_name = "折り返し"
        verbose_name_plural = "折り返し"
        ordering = ["due_at", "pk"]
        indexes = [
            models.Index(fields=["closed_at"], name="callback_to_be_erased", condition=Q(erased_at__isnull=True)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["inquiry"],
                condition=Q(state=CallbackState.WAITING),
                name="callback_one_waiting_per_inquiry",
                violation_error_message="この問い合わせの折り返しは、すでに登録されています。",
            ),
            models.CheckConstraint(
                condition=Q(state=CallbackState.WAITING, closed_at__isnull=True, closed_by__isnull=True)
                | ~Q(state=CallbackState.WAITING) & Q(closed_at__isnull=False),
                name="callback_end_is_whole",
                violation_error_message="終わった折り返しには終了の日時を記録してください。",
            ),
            models.CheckConstraint(
                condition=~Q(state=CallbackState.DECLINED) | ~Q(close_reason=""),
                name="callback_declined_with_reason",
                violation_error_message="折り返しが不要になった理由を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | ~Q(state=CallbackState.WAITING) & Q(erased_at__gte=F("closed_at")),
                name="callback_erased_after_its_end",
                violation_error_message="終わっていない折り返しの個人情報は消去できません。",
            ),
            models.CheckConstraint(
                condition=Q(due_at__gte=F("promised_at")),
                name="callback_due_after_the_promise",
                violation_error_message="折り返しの期限は、約束した日時より後にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"折り返し {self.pk}"

    @property
    def is_waiting(self) -> bool:
        return self.state == CallbackState.WAITING

    def close(self, state: CallbackState, *, by: User | None, at: datetime, reason: str = "") -> None:
        """Ends it; `by` is None where its time has simply passed."""
        self.state, self.closed_at, self.closed_by, self.close_reason = state, at, by, reason
        self.save(update_fields=["state", "closed_at", "closed_by", "close_reason"])

    def erase(self, *, at: datetime) -> None:
        """Makes the personal columns unreadable for good; a second time changes nothing."""
        if self.erased_at is None:
            self.name = self.kana = self.phone = self.wish = self.note = ERASED
            self.erased_at = at
            self.save(update_fields=[*_PERSONAL, "erased_at"])

    @property
    def masked_name(self) -> str:
        return self.name if self.name is ERASED else f"{self.name[:1]}●●●"

    @property
    def spoken_phone(self) -> str:
        return self.phone if self.phone is ERASED else spelling.spoken_phone(self.phone)

    @property
    def masked_phone(self) -> str:
        if self.phone is ERASED:
            return self.phone
        first, *_, last = self.spoken_phone.split("-")
        return f"{first}-•••-{last}"


class CallbackClaimQuerySet(QuerySet["CallbackClaim"]):
    def live(self, now: datetime) -> Self:
        return self.filter(until__gt=now)


class CallbackClaim(models.Model):
    """Somebody is calling this citizen at this moment: one row for each call-back, one for each person."""

    callback = models.OneToOneField(Callback, on_delete=models.CASCADE, related_name="claim", verbose_name="折り返し")
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+", verbose_name="架電中の人")
    since = models.DateTimeField("架電の開始日時")
    until = models.DateTimeField("確保の期限")

    objects = CallbackClaimQuerySet.as_manager()

    class Meta:
        verbose_name = "折り返しの架電中"
        verbose_name_plural = "折り返しの架電中"
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("since")),
                name="callbackclaim_lasts_a_while",
                violation_error_message="確保の期限は開始より後にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.callback_id} {self.user_id}"


class CallbackAttempt(models.Model):
    """One attempt to call back and what came of it; written once and never changed."""

    callback = models.ForeignKey(Callback, on_delete=models.PROTECT, related_name="attempts", verbose_name="折り返し")
    result = models.CharField("結果", max_length=12, choices=AttemptResult.choices)
    at = models.DateTimeField("架電日時")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="架電した人")
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    class Meta:
        verbose_name = "折り返しの架電"
        verbose_name_plural = "折り返しの架電"
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["callback"],
                condition=Q(result=AttemptResult.REACHED),
                name="callbackattempt_reached_once",
                violation_error_message="この折り返しは、すでにつながっています。",
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.callback_id} {self.get_result_display()}"


@track()
class CallbackErasure(models.Model):
    """One night's erasure of call-backs whose purpose is over, and how many there were (第3-2-(2))."""

    at = models.DateTimeField("実施日時")
    done_days = models.PositiveSmallIntegerField("つながった後に残す日数")
    abandoned_days = models.PositiveSmallIntegerField("つながらずに終えた後に残す日数")
    lapsed_count = models.PositiveIntegerField("期限を過ぎて終えた折り返し")
    done_count = models.PositiveIntegerField("消去した折り返し（つながったもの）")
    abandoned_count = models.PositiveIntegerField("消去した折り返し（つながらなかったもの）")

    class Meta:
        verbose_name = "折り返しの個人情報の消去"
        verbose_name_plural = "折り返しの個人情報の消去"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y/%m/%d %H:%M}の消去"
