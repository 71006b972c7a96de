import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q, Value

from apps.core.history import track
from apps.counters.enums import UNDO_WINDOW, VoiceKind

from .rules import both_or_neither
from .sessions import CounterSession


class VoiceQuerySet(models.QuerySet["Voice"]):
    def counted(self) -> "VoiceQuerySet":
        """Voices that stand: everything that was not taken back."""
        return self.filter(voided_at__isnull=True)

    def undoable(self, at: datetime) -> "VoiceQuerySet":
        """Those recorded within the last minute."""
        return self.filter(recorded_at__lte=at, recorded_at__gte=at - UNDO_WINDOW)

    def tally(self) -> dict[str, int]:
        """How many of each kind, in one query; keys as in VoiceKind."""
        return self.aggregate(**{kind.value: Count("pk", filter=Q(kind=kind)) for kind in VoiceKind})


@track()
class Voice(models.Model):
    """One complaint or compliment at a counter; that it was, never who or what (第2-1-(10)-①)."""

    session = models.ForeignKey(CounterSession, models.PROTECT, related_name="voices", verbose_name="窓口の開設")
    kind = models.CharField("種類", max_length=20, choices=VoiceKind.choices)
    recorded_at = models.DateTimeField("記録した時刻")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="記録した人"
    )
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)
    voided_at = models.DateTimeField("取り消した時刻", null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="取り消した人"
    )

    objects = VoiceQuerySet.as_manager()

    class Meta:
        verbose_name = "市民の声"
        verbose_name_plural = "市民の声"
        ordering = ["session", "recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=VoiceKind.values),
                name="voice_is_complaint_or_compliment",
                violation_error_message="苦情かお褒めのどちらかを選んでください。",
            ),
            models.CheckConstraint(
                condition=both_or_neither("voided_at", "voided_by"),
                name="voice_voided_at_with_by",
                violation_error_message="取り消した時刻と人は、そろえて記録してください。",
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True)
                | (Q(voided_at__gte=F("recorded_at")) & Q(voided_at__lte=F("recorded_at") + Value(UNDO_WINDOW))),
                name="voice_voided_within_a_minute",
                violation_error_message="取り消しは、記録してから1分以内に限ります。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session} {self.get_kind_display()}"

    @property
    def undo_until(self) -> datetime:
        return self.recorded_at + UNDO_WINDOW

    def can_be_undone(self, at: datetime) -> bool:
        return self.voided_at is None and self.recorded_at <= at <= self.undo_until
