from collections.abc import Iterable
from datetime import date, datetime
from typing import Self

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q, QuerySet

from apps.accounts.fields import NetworkField
from apps.accounts.models import User
from apps.callcenter.enums import CallState, EventKind
from apps.contracts.models.spans import covering, days, hash_of, same
from apps.core.fields import GuardedCharField
from apps.core.history import track

from .profiles import CallProfile


@track(exclude=["token_hash"])
class TelephoneSource(models.Model):
    """One telephone system that announces its calls to us, with the one token it shows (第2-2-(5)-①-ア)."""

    name = GuardedCharField("名称", max_length=80, unique=True, error_messages={"unique": "この名称は登録済みです。"})
    profile = models.ForeignKey(
        CallProfile,
        on_delete=models.PROTECT,
        related_name="sources",
        verbose_name="通話記録の形式",
        help_text="この電話システムの通話記録を取り込むときの形式。通話IDと内線番号はこの形式のものと照合します。",
    )
    networks = ArrayField(
        NetworkField("接続元の範囲"), default=list, blank=True, verbose_name="接続元の範囲（空欄は制限なし）"
    )
    token_hash = models.CharField("トークンのSHA-256", max_length=64, unique=True, editable=False)
    token_made_at = models.DateTimeField("トークンの発行日時")
    token_made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="トークンの発行者")
    revoked_at = models.DateTimeField("失効日時", null=True, blank=True)
    revoked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="失効させた人"
    )

    class Meta:
        verbose_name = "電話システム"
        verbose_name_plural = "電話システム"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="telephonesource_revocation_names_who_and_when",
                violation_error_message="失効には日時と失効させた人の両方が必要です。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LiveCallQuerySet(QuerySet["LiveCall"]):
    def open_for(self, user: User, *, quiet_since: datetime, talking_since: datetime) -> Self:
        """Calls that concern this person now: talking, just ended and not yet recorded, or ringing at their phone.

        Ringing and ended calls without news since `quiet_since` are left out, and talks begun before `talking_since`,
        whose end was never announced.
        """
        talking = Q(operator=user, answered_at__gte=talking_since, ended_at__isnull=True)
        ended = Q(operator=user, answered_at__isnull=False, ended_at__gte=quiet_since)
        ringing = Q(
            answered_at__isnull=True,
            ended_at__isnull=True,
            rung_at__gte=quiet_since,
            pk__in=self._rung_at_phone_of(user),
        )
        return self.filter(talking | ended | ringing, settled_at__isnull=True)

    @staticmethod
    def _rung_at_phone_of(user: User) -> "QuerySet[TelephoneEvent, int]":
        return TelephoneEvent.objects.filter(operator=user, kind=EventKind.RINGING).values_list("live_call", flat=True)

    def answered(self) -> Self:
        return self.filter(answered_at__isnull=False)


class LiveCall(models.Model):
    """One caller's call as the telephone system announces it, however often it is passed on; without the number.

    Its moments are derived from all events known of it (`apps.callcenter.phone.derive`), never set one by one.
    """

    source = models.ForeignKey(
        TelephoneSource, on_delete=models.PROTECT, related_name="live_calls", verbose_name="電話システム"
    )
    external_id = models.CharField("通話ID", max_length=120)
    rung_at = models.DateTimeField("着信日時")
    answered_at = models.DateTimeField("応答日時", null=True)
    passed_at = models.DateTimeField("最後に引き継がれた日時", null=True)
    ended_at = models.DateTimeField("終了日時", null=True)
    extension = models.CharField("内線番号", max_length=40, blank=True)
    operator = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="live_calls", verbose_name="対応者"
    )
    settled_at = models.DateTimeField(
        "記録を保存した日時", null=True, help_text="このときから発信者番号は残っていません。"
    )

    objects = LiveCallQuerySet.as_manager()

    class Meta:
        verbose_name = "着信の通知"
        verbose_name_plural = "着信の通知"
        ordering = ["-rung_at", "-pk"]
        indexes = [
            models.Index(fields=["operator", "-rung_at"], name="livecall_by_operator"),
            models.Index(fields=["rung_at"], name="livecall_rung_at"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"],
                name="livecall_one_row_per_id_of_the_telephone_system",
                violation_error_message="この通話IDはすでに通知されています。",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(answered_at__gte=F("rung_at")),
                name="livecall_is_answered_after_it_rang",
                violation_error_message="応答日時が着信日時より前です。",
            ),
            models.CheckConstraint(
                condition=Q(passed_at__isnull=True) | Q(answered_at__isnull=False, passed_at__gte=F("answered_at")),
                name="livecall_is_passed_on_after_it_was_answered",
                violation_error_message="応答より前に引き継がれています。",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True)
                | (
                    Q(ended_at__gte=F("rung_at"))
                    & (Q(answered_at__isnull=True) | Q(ended_at__gte=F("answered_at")))
                    & (Q(passed_at__isnull=True) | Q(ended_at__gte=F("passed_at")))
                ),
                name="livecall_ends_last",
                violation_error_message="終了日時がほかの日時より前です。",
            ),
        ]

    def __str__(self) -> str:
        return self.external_id

    @property
    def state(self) -> CallState:
        if self.ended_at:
            return CallState.ENDED
        return CallState.ANSWERED if self.answered_at else CallState.RINGING

    @property
    def since(self) -> datetime:
        """Since when it is in its state, with whoever has it now."""
        return self.ended_at or self.passed_at or self.answered_at or self.rung_at


class TelephoneEvent(models.Model):
    """One moment of a call as announced, kept as it came; the caller's number is not in it."""

    source = models.ForeignKey(
        TelephoneSource, on_delete=models.PROTECT, related_name="call_events", verbose_name="電話システム"
    )
    event_id = models.CharField("通知ID", max_length=120)
    live_call = models.ForeignKey(LiveCall, on_delete=models.CASCADE, related_name="events", verbose_name="通話")
    kind = models.CharField("種類", max_length=12, choices=EventKind.choices)
    occurred_at = models.DateTimeField("発生日時")
    received_at = models.DateTimeField("受信日時")
    extension = models.CharField("内線番号", max_length=40, blank=True)
    operator = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="対応者")

    class Meta:
        verbose_name = "通話の通知"
        verbose_name_plural = "通話の通知"
        ordering = ["occurred_at", "pk"]
        indexes = [
            models.Index(fields=["source", "-received_at"], name="telephoneevent_by_source"),
            models.Index(
                fields=["operator", "live_call"], name="telephoneevent_ringing_at", condition=Q(kind=EventKind.RINGING)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "event_id"],
                name="telephoneevent_is_taken_once",
                violation_error_message="この通知はすでに受け付けています。",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=EventKind.values),
                name="telephoneevent_kind_is_known",
                violation_error_message="通知の種類が正しくありません。",
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.live_call_id}"


class OperatorCodeQuerySet(QuerySet["OperatorCode"]):
    def valid_on(self, day: date) -> Self:
        return self.filter(covering(day, "starts_on", "ends_on"))

    def holders(self, profile_ids: Iterable[int]) -> "CodeHolders":
        """Who held which code when, read with one query for many calls."""
        return CodeHolders(self.filter(profile__in=list(profile_ids)))


class CodeHolders:
    """Looks a code up by the day of the call."""

    def __init__(self, rows: Iterable["OperatorCode"]) -> None:
        self._rows: dict[tuple[int, str], list[OperatorCode]] = {}
        for row in rows:
            self._rows.setdefault((row.profile_id, row.code), []).append(row)

    def user_id(self, profile_id: int, code: str, day: date) -> int | None:
        for row in self._rows.get((profile_id, code), ()):
            if row.starts_on <= day and (row.ends_on is None or day <= row.ends_on):
                return row.user_id
        return None


@track()
class OperatorCode(models.Model):
    """Which person stands behind one code of a telephone system (extension, agent name) from one day to another."""

    profile = models.ForeignKey(
        CallProfile, on_delete=models.PROTECT, related_name="operator_codes", verbose_name="通話記録の形式"
    )
    code = GuardedCharField("内線番号・担当者記号", max_length=40)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="operator_codes", verbose_name="対応者")
    starts_on = models.DateField("開始日")
    ends_on = models.DateField("終了日", null=True, blank=True)

    objects = OperatorCodeQuerySet.as_manager()

    class Meta:
        verbose_name = "対応者の記号"
        verbose_name_plural = "対応者の記号"
        ordering = ["profile", "code", "-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(code=""),
                name="operatorcode_is_not_empty",
                violation_error_message="内線番号・担当者記号を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="operatorcode_ends_after_it_starts",
                violation_error_message="終了日が開始日より前です。",
            ),
            ExclusionConstraint(
                name="operatorcode_has_one_person_at_a_time",
                expressions=[
                    (same(F("profile")), RangeOperators.OVERLAPS),
                    (same(hash_of("code")), RangeOperators.OVERLAPS),
                    (days("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="この記号は、同じ期間にすでにほかの行に登録されています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.user}"
