"""What each reader of the live history has already looked at."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import QuerySet

from apps.accounts.models import User

from .inquiries import Inquiry

VISIT_ENDS_AFTER = timedelta(seconds=settings.SESSION_IDLE_SECONDS)
SAVE_MAY_TAKE = timedelta(seconds=5)


class LiveLook(models.Model):
    """One person's reading of the live history: what changed after `since` is new to them in this visit.

    A visit ends when nothing was asked for half an hour; an open page that asks by itself proves nobody at the screen.
    What was being saved at such a moment counts again rather than never.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, verbose_name="利用者")
    since = models.DateTimeField("未確認とする起点")
    looked_at = models.DateTimeField("閲覧日時")

    class Meta:
        verbose_name = "応答履歴の閲覧"
        verbose_name_plural = "応答履歴の閲覧"

    def __str__(self) -> str:
        return f"{self.user} {self.looked_at:%Y-%m-%d %H:%M}"

    @classmethod
    def of(cls, user: User, at: datetime) -> Self:
        """The person's reading as it stands; that of a first visit begins now and is not saved."""
        return cls.objects.filter(user=user).first() or cls(user=user, since=at - SAVE_MAY_TAKE, looked_at=at)

    def look(self, at: datetime) -> None:
        """Somebody asked for something at `at`: it goes on with the visit, or begins the next one."""
        if at - self.looked_at >= VISIT_ENDS_AFTER:
            self.since = max(self.since, self.looked_at - SAVE_MAY_TAKE)
        self.looked_at = max(self.looked_at, at)
        self.save(update_fields=["since", "looked_at"])

    def catch_up(self, since: datetime, at: datetime) -> None:
        """What was there at `since` has been looked at."""
        self.since = max(self.since, since)
        self.looked_at = max(self.looked_at, at)
        self.save(update_fields=["since", "looked_at"])


class LiveSeenQuerySet(QuerySet["LiveSeen"]):
    def mark(self, user: User, inquiries: Iterable[Inquiry]) -> None:
        """These records, as they were read, are known to the person."""
        LiveSeen.objects.bulk_create(
            [LiveSeen(user=user, inquiry=inquiry, change=inquiry.changed_at) for inquiry in inquiries],
            update_conflicts=True,
            unique_fields=["user", "inquiry"],
            update_fields=["change"],
        )

    def no_longer_needed(self, look: LiveLook) -> Self:
        """What counts as seen by its age alone."""
        return self.filter(user=look.user_id, change__lte=look.since)


class LiveSeen(models.Model):
    """One record as one person has opened it, kept as long as it would otherwise count as new to them."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name="利用者")
    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="+", verbose_name="問い合わせ")
    change = models.DateTimeField("閲覧した内容の最終更新日時")

    objects = LiveSeenQuerySet.as_manager()

    class Meta:
        verbose_name = "応答履歴で開いた記録"
        verbose_name_plural = "応答履歴で開いた記録"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "inquiry"],
                name="liveseen_is_one_per_user_and_inquiry",
                violation_error_message="この記録の閲覧はすでに記録されています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inquiry_id} {self.change:%Y-%m-%d %H:%M}"
