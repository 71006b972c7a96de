import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from apps.core.fields import GuardedTextField
from apps.core.history import track

from .sessions import CounterSession


@track()
class Trouble(models.Model):
    """One hard case at a counter: the situation and what staff did, without personal data (第2-1-(12)-②-ア)."""

    session = models.ForeignKey(CounterSession, models.PROTECT, related_name="troubles", verbose_name="窓口の開設")
    situation = GuardedTextField("状況", max_length=1000)
    response = GuardedTextField("対応", max_length=1000)
    recorded_at = models.DateTimeField("記録した時刻")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="記録した人"
    )
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    class Meta:
        verbose_name = "困難事例・トラブル"
        verbose_name_plural = "困難事例・トラブル"
        ordering = ["session", "recorded_at", "pk"]

    def __str__(self) -> str:
        return f"{self.session} {self.written}"

    @property
    def written(self) -> str:
        """When it was written down: 10:30 on the session's own day, 11/23 07:38 記入 on a later one."""
        at = timezone.localtime(self.recorded_at)
        if at.date() == self.session.held_on:
            return f"{at:%H:%M}"
        return f"{at.month}/{at.day} {at:%H:%M} 記入"
