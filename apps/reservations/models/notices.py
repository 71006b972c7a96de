import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Count, Max, Q, QuerySet

from apps.accounts.models import User
from apps.core.fields import GuardedCharField
from apps.core.history import track
from apps.reservations.enums import NoticeResult

from .bookings import Reservation
from .slots import Slot
from .waiting import WaitingEntry


class CallNoticeQuerySet(QuerySet["CallNotice"]):
    def unsettled(self) -> Self:
        return self.filter(settled_at__isnull=True)

    def with_attempts(self) -> Self:
        """Adds `attempt_count` and `last_attempt_at`."""
        return self.annotate(attempt_count=Count("attempts"), last_attempt_at=Max("attempts__called_at"))


@track()
class CallNotice(models.Model):
    """One citizen who must be called because the slot of the booking was stopped, until moved or cancelled."""

    reservation = models.ForeignKey(
        Reservation, on_delete=models.PROTECT, verbose_name="受取予約", related_name="call_notices"
    )
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, verbose_name="停止した枠", related_name="call_notices")
    reason = GuardedCharField("停止の理由", max_length=200)
    raised_at = models.DateTimeField("発生日時")
    settled_at = models.DateTimeField("処理日時", null=True, blank=True)
    settled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, verbose_name="処理した担当者", related_name="+"
    )
    result = models.CharField("結果", max_length=10, choices=NoticeResult.choices, blank=True)

    objects = CallNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "連絡の必要な予約"
        verbose_name_plural = "連絡の必要な予約"
        constraints = [
            models.UniqueConstraint(
                fields=["reservation", "slot"],
                condition=Q(settled_at__isnull=True),
                name="callnotice_once_per_reservation_and_slot",
                violation_error_message="この予約への連絡は、すでに一覧にあります。",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True, result="")
                | Q(settled_at__isnull=False, result=NoticeResult.RESUMED)
                | Q(
                    settled_at__isnull=False,
                    settled_by__isnull=False,
                    result__in=[NoticeResult.MOVED, NoticeResult.CANCELLED, NoticeResult.PASSED],
                ),
                name="callnotice_settlement_is_whole",
                violation_error_message="処理の日時・担当者・結果は、すべてを記録してください。",
            ),
        ]

    def __str__(self) -> str:
        return f"連絡 {self.pk}"

    def settle(self, result: NoticeResult, *, by: User | None, at: datetime) -> None:
        """Done with; `by` is None where the slot takes bookings again by the calendar alone."""
        self.settled_at, self.settled_by, self.result = at, by, result
        self.save(update_fields=["settled_at", "settled_by", "result"])


@track()
class CallAttempt(models.Model):
    """One call in vain: nobody answered, about a stopped slot or a place that got free."""

    notice = models.ForeignKey(
        CallNotice,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name="連絡の必要な予約",
        related_name="attempts",
    )
    waiting_entry = models.ForeignKey(
        WaitingEntry, on_delete=models.PROTECT, null=True, blank=True, verbose_name="空き待ち", related_name="attempts"
    )
    called_at = models.DateTimeField("発信日時")
    called_by = models.ForeignKey(User, on_delete=models.PROTECT, verbose_name="発信者", related_name="+")
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    class Meta:
        verbose_name = "不在の記録"
        verbose_name_plural = "不在の記録"
        ordering = ("called_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(notice__isnull=False, waiting_entry__isnull=True)
                | Q(notice__isnull=True, waiting_entry__isnull=False),
                name="callattempt_is_about_one_thing",
                violation_error_message="不在の記録は、連絡か空き待ちのどちらか一方のものです。",
            ),
        ]

    def __str__(self) -> str:
        return f"不在 {self.pk}"
