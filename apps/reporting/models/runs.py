from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models

from .reports import Report


class ReportRunQuerySet(models.QuerySet["ReportRun"]):
    def overdue(self, now: datetime, after: timedelta) -> "ReportRunQuerySet":
        """Sent to a worker longer ago than `after`; a moment that lies ahead was read from a clock that went wrong."""
        return self.exclude(sent_at__gt=now - after, sent_at__lte=now)


class ReportRun(models.Model):
    """What the worker has been asked for a report, from the request to the end of its making; gone after that."""

    report = models.OneToOneField(Report, models.CASCADE, related_name="run", verbose_name="報告書")
    sent_at = models.DateTimeField("作成を頼んだ日時")
    tries = models.PositiveSmallIntegerField("作成を試みた回数", default=0)

    objects = ReportRunQuerySet.as_manager()

    class Meta:
        verbose_name = "報告書の作成の進み"
        verbose_name_plural = "報告書の作成の進み"
        ordering: ClassVar[list[str]] = ["sent_at"]

    def __str__(self) -> str:
        return f"{self.report} {self.tries}回"
