from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import QuerySet

from apps.accounts.models import User
from apps.core.history import track

from .bookings import Reservation


@track()
class RetentionRun(models.Model):
    """One night's erasure of citizens' data whose purpose is over, and how many there were (第3-2-(2))."""

    at = models.DateTimeField("実施日時")
    retention_days = models.PositiveSmallIntegerField("受取日の後に残す日数")
    reservation_count = models.PositiveIntegerField("消去した予約者")
    waiting_count = models.PositiveIntegerField("消去した空き待ちの方")
    expired_count = models.PositiveIntegerField("期限切れにした空き待ち")

    class Meta:
        verbose_name = "個人情報の消去"
        verbose_name_plural = "個人情報の消去"
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.at:%Y/%m/%d %H:%M}の消去"


class RecordWatchQuerySet(QuerySet["RecordWatch"]):
    def live(self, now: datetime) -> Self:
        return self.filter(seen_at__gt=now - WATCH_LASTS)

    def of_others(self, user: User) -> Self:
        return self.exclude(user=user)


class RecordWatch(models.Model):
    """One person who has a reservation open at this moment; a row older than `WATCH_LASTS` means nothing."""

    reservation = models.ForeignKey(
        Reservation, on_delete=models.CASCADE, verbose_name="受取予約", related_name="watches"
    )
    user = models.ForeignKey(User, on_delete=models.CASCADE, verbose_name="利用者", related_name="+")
    seen_at = models.DateTimeField("最後に開いていた日時")

    objects = RecordWatchQuerySet.as_manager()

    class Meta:
        verbose_name = "開いている予約"
        verbose_name_plural = "開いている予約"
        constraints = [
            models.UniqueConstraint(
                fields=["reservation", "user"],
                name="recordwatch_once_per_reservation_and_user",
                violation_error_message="この予約はすでに開いています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reservation_id} {self.user_id}"


WATCH_LASTS = timedelta(seconds=45)
