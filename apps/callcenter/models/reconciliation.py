import uuid

import pgtrigger
from django.db import models
from django.db.models import Q

from apps.accounts.models import User
from apps.callcenter.enums import DifferenceReason
from apps.core.fields import GuardedCharField

from .calls import Call
from .inquiries import Inquiry


class ReconciliationNote(models.Model):
    """Why one answered call has no inquiry, or one inquiry no call, in a named person's words (第2-2-(4)-セ・ソ)."""

    call = models.ForeignKey(
        Call, on_delete=models.PROTECT, null=True, blank=True, related_name="reconciliation_notes", verbose_name="通話"
    )
    inquiry = models.ForeignKey(
        Inquiry,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reconciliation_notes",
        verbose_name="問い合わせ",
    )
    reason = models.CharField("理由", max_length=20, choices=DifferenceReason.choices)
    text = GuardedCharField("説明", max_length=200, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="記入者")
    at = models.DateTimeField("記入日時")
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    class Meta:
        verbose_name = "突合の説明"
        verbose_name_plural = "突合の説明"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(call__isnull=True, inquiry__isnull=False) | Q(call__isnull=False, inquiry__isnull=True),
                name="reconciliationnote_is_about_one_record",
                violation_error_message="通話か問い合わせのどちらか一方についての説明にしてください。",
            ),
            models.CheckConstraint(
                condition=~Q(reason=DifferenceReason.OTHER) | ~Q(text=""),
                name="reconciliationnote_other_reason_is_explained",
                violation_error_message="理由が「その他」のときは説明を入力してください。",
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} {self.at:%Y-%m-%d %H:%M}"
