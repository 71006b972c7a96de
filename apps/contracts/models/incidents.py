"""What went wrong, and how soon the city knew (第2-1-(10), 第2-2-(7), 第3-9-(2))."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.accounts.models import User
from apps.contracts.enums import IncidentKind
from apps.core.fields import GuardedTextField
from apps.core.history import track


class IncidentQuerySet(models.QuerySet["Incident"]):
    def open(self) -> "IncidentQuerySet":
        return self.filter(closed_at__isnull=True)


@track()
class Incident(models.Model):
    """One thing that went wrong: found, reported to the city, answered with a prevention, closed."""

    kind = models.CharField("種類", max_length=20, choices=IncidentKind.choices)
    detected_at = models.DateTimeField("発見の日時")
    situation = GuardedTextField("状況", max_length=1000)
    measure = GuardedTextField("取った措置", max_length=1000, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="記録した人"
    )
    recorded_at = models.DateTimeField("記録の日時")
    reported_at = models.DateTimeField("市に報告した日時", null=True, blank=True)
    prevention = GuardedTextField("再発の防止策", max_length=1000, blank=True)
    closed_at = models.DateTimeField("終結の日時", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="終結とした人"
    )
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = "事故・障害の記録"
        verbose_name_plural = "事故・障害の記録"
        ordering = ["-detected_at", "-pk"]
        indexes = [models.Index(fields=["-detected_at", "-id"], name="incident_newest_first")]
        constraints = [
            models.CheckConstraint(
                condition=Q(reported_at__isnull=True) | Q(reported_at__gte=F("detected_at")),
                name="incident_is_reported_after_it_is_found",
                violation_error_message="市に報告した日時は、発見の日時以降にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False, reported_at__isnull=False, prevention__gt=""),
                name="incident_is_closed_with_report_and_prevention",
                violation_error_message="終結には、市への報告と再発の防止策の両方が必要です。",
            ),
        ]

    def __str__(self) -> str:
        return f"I{self.pk:04d}"

    @property
    def minutes_to_report(self) -> int | None:
        """Whole minutes between finding and reporting; None while the city does not know."""
        return None if self.reported_at is None else (self.reported_at - self.detected_at) // timedelta(minutes=1)

    def close(self, *, by: User, at: datetime) -> None:
        """Ends the record; saved by the caller's transaction."""
        self.closed_at, self.closed_by = at, by
        self.save()
