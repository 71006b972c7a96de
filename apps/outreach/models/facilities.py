import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from apps.core.fields import GuardedCharField
from apps.core.history import track
from apps.outreach.enums import FacilityKind


@track()
class Facility(models.Model):
    """One welfare facility that may ask for a visit; its telephone is the office's."""

    office_number = GuardedCharField(
        "事業所番号",
        max_length=10,
        validators=[RegexValidator(r"\A[0-9]{10}\Z", "事業所番号は10桁の数字で入力してください。")],
    )
    name = GuardedCharField("施設名", max_length=100)
    name_kana = GuardedCharField("施設名（かな）", max_length=150)
    kind = models.CharField("種別", max_length=20, choices=FacilityKind.choices)
    address = GuardedCharField("所在地", max_length=200)
    phone = GuardedCharField("電話番号（施設の代表）", max_length=20, blank=True)
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    class Meta:
        verbose_name = "施設"
        verbose_name_plural = "施設"
        ordering = ["name_kana", "office_number"]
        constraints = [
            models.UniqueConstraint(
                fields=["office_number"],
                name="facility_office_number_is_unique",
                violation_error_code="unique",
                violation_error_message="この事業所番号の施設は、すでに登録されています。",
            ),
            models.CheckConstraint(
                condition=Q(office_number__regex=r"^[0-9]{10}$"),
                name="facility_office_number_has_ten_digits",
                violation_error_message="事業所番号は10桁の数字で入力してください。",
            ),
        ]

    def __str__(self) -> str:
        return self.name
