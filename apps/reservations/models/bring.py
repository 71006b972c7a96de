from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet

from apps.accounts.models import User
from apps.core.fields import GuardedCharField, GuardedTextField
from apps.core.history import track
from apps.reservations.enums import BringCase


class BringListQuerySet(QuerySet["BringList"]):
    def get_by_natural_key(self, case: str, valid_from: str) -> "BringList":
        return self.get(case=case, valid_from=valid_from)

    def in_force(self, day: date) -> Self:
        """The list of each case for somebody who comes on this day: the last one to begin by then."""
        later = BringList.objects.filter(
            case=OuterRef("case"), valid_from__lte=day, valid_from__gt=OuterRef("valid_from")
        )
        return self.filter(~Exists(later), valid_from__lte=day)


@track()
class BringList(models.Model):
    """What to bring in one case, as the city ordered it from a day on (第2-2-(4)-カ); a change is a new row."""

    case = models.CharField("受け取る方", max_length=10, choices=BringCase.choices)
    valid_from = models.DateField("適用開始日（来所日）")
    items = GuardedTextField("持ち物", max_length=2000, help_text="1行に1つずつ、読み上げる順に書きます。")
    source = GuardedCharField("根拠（市の指示の日付・文書）", max_length=120)
    entered_at = models.DateTimeField("登録日時", null=True, blank=True, editable=False)
    entered_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        verbose_name="登録者",
        related_name="+",
    )

    objects = BringListQuerySet.as_manager()

    class Meta:
        verbose_name = "持ち物"
        verbose_name_plural = "持ち物"
        ordering = ("case", "-valid_from")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "valid_from"],
                name="bringlist_one_begins_on_a_day",
                violation_error_message="同じ日から適用される持ち物が、すでにあります。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_case_display()} {self.valid_from:%Y/%m/%d}から"

    def natural_key(self) -> tuple[str, date]:
        return (self.case, self.valid_from)

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.items.splitlines() if line.strip()]
