from datetime import datetime
from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from apps.accounts.models import User
from apps.core.history import track
from apps.reporting.enums import RecordText

from .files import TransitionNotAllowed


@track()
class WithheldText(models.Model):
    """One text of a record that the reports do not repeat because of personal data; the record stays as it is.

    A row is of one withholding, from who began it to who lifted it; the text itself stands nowhere but in the record.
    """

    text = models.CharField("文章", max_length=60, choices=RecordText.choices)
    record_id = models.BigIntegerField("記録の番号")
    withheld_at = models.DateTimeField("伏せた日時")
    withheld_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="伏せた人")
    lifted_at = models.DateTimeField("戻した日時", null=True, blank=True)
    lifted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="戻した人"
    )

    class Meta:
        verbose_name = "伏せた文章"
        verbose_name_plural = "伏せた文章"
        ordering: ClassVar[list[str]] = ["-withheld_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["text", "record_id"],
                condition=Q(lifted_at__isnull=True),
                name="withheldtext_one_per_text",
                violation_error_message="この文章は、すでに伏せています。",
            ),
            models.CheckConstraint(
                condition=Q(text__in=RecordText.values),
                name="withheldtext_is_a_text_of_a_record",
                violation_error_message="伏せる文章は、記録の文章から選んでください。",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__gte=F("withheld_at"), lifted_by__isnull=False),
                name="withheldtext_lifted_at_and_by",
                violation_error_message="文章を戻したときは、伏せた後の日時と、戻した人の両方が必要です。",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="only_lifted",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("id", "text", "record_id", "withheld_at", "withheld_by"),
            ),
            pgtrigger.Protect(
                name="lifted_once", operation=pgtrigger.Update, condition=pgtrigger.Q(old__lifted_at__isnull=False)
            ),
            pgtrigger.Protect(name="stays", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.get_text_display()}（番号 {self.record_id}）"

    def lift(self, *, by: User, at: datetime) -> None:
        """Let the reports say the text again; raises `TransitionNotAllowed`."""
        if self.lifted_at:
            raise TransitionNotAllowed("この文章は、すでに戻しています。")
        self.lifted_by, self.lifted_at = by, max(at, self.withheld_at)  # another machine's clock may be behind
        self.save(update_fields=["lifted_by", "lifted_at"])
