import re
import uuid
from datetime import date
from typing import Self

from django.core.validators import RegexValidator, validate_slug
from django.db import models
from django.db.models import Q, QuerySet

from apps.accounts.models import User
from apps.core.fields import GuardedCharField, GuardedTextField
from apps.core.history import track


class SectionQuerySet(QuerySet["Section"]):
    def get_by_natural_key(self, code: str) -> "Section":
        return self.get(code=code)

    def active(self) -> Self:
        return self.filter(is_active=True)

    def to_check(self, checked_before: date) -> Self:
        """In use, and nobody has compared it with what is published since this day."""
        return self.active().filter(Q(checked_on__isnull=True) | Q(checked_on__lt=checked_before))


@track()
class Section(models.Model):
    """Whom callers are guided to: one section of the city, or the nation's line (第2-2-(4)-シ)."""

    code = GuardedCharField("記号", max_length=40, validators=[validate_slug])
    name = GuardedCharField("名称", max_length=80)
    scope = GuardedTextField("受け持つ用件", max_length=500)
    phone = GuardedCharField(
        "電話番号",
        max_length=20,
        validators=[
            RegexValidator(
                re.compile(r"0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}"), "電話番号は「049-224-8811」の形で入力してください。"
            )
        ],
    )
    is_switchboard = models.BooleanField(
        "代表電話", default=False, help_text="直通ではなく、代表電話から取り次いでもらう番号です。"
    )
    hours = GuardedCharField("受付時間", max_length=200)
    note = GuardedTextField("案内のしかた", max_length=500, blank=True)
    is_national_line = models.BooleanField("国の総合フリーダイヤル", default=False)
    source = GuardedCharField("出典", max_length=200)
    order = models.PositiveSmallIntegerField("表示順")
    is_active = models.BooleanField("使用中", default=True)
    checked_on = models.DateField("確認日", null=True, blank=True)
    checked_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="確認した人"
    )

    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = "案内先"
        verbose_name_plural = "案内先"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                name="section_code_is_unique",
                violation_error_message="この記号の案内先はすでにあります。",
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(is_active=True),
                name="section_name_is_unique",
                violation_error_message="この名称の案内先はすでにあります。",
            ),
            models.UniqueConstraint(
                fields=["is_national_line"],
                condition=Q(is_national_line=True, is_active=True),
                name="section_one_national_line",
                violation_error_message="国の総合フリーダイヤルは、すでに登録されています。",
            ),
            models.CheckConstraint(
                condition=Q(checked_on__isnull=True, checked_by__isnull=True)
                | Q(checked_on__isnull=False, checked_by__isnull=False),
                name="section_check_has_day_and_person",
                violation_error_message="確認日と確認した人を、そろえて記録してください。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)
