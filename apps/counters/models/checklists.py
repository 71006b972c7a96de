from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from apps.contracts.models.spans import covering, days, hash_of, same
from apps.core.fields import GuardedCharField
from apps.core.history import track
from apps.counters.enums import ChecklistPhase

from .equipment import EquipmentItem
from .sessions import CounterSession

COUNT_MUST_BE_ZERO = "残っている場合は、削除してから0件で確認します。"


class ChecklistItemQuerySet(models.QuerySet["ChecklistItem"]):
    def get_by_natural_key(self, code: str, valid_from: date) -> "ChecklistItem":
        return self.get(code=code, valid_from=valid_from)

    def valid_on(self, day: date) -> "ChecklistItemQuerySet":
        return self.filter(covering(day))


@track()
class ChecklistItem(models.Model):
    """One thing that is checked before or after the opening hours of every day (第2-1-(2)-②, (3)-②, (11))."""

    code = GuardedCharField("コード", max_length=40)
    phase = models.CharField("時期", max_length=20, choices=ChecklistPhase.choices)
    text = GuardedCharField("確認すること", max_length=120)
    needs_count = models.BooleanField("残りの件数を入力する", default=False)
    order = models.PositiveSmallIntegerField("表示順")
    valid_from = models.DateField("適用開始日")
    valid_to = models.DateField("適用終了日", null=True, blank=True)

    objects = ChecklistItemQuerySet.as_manager()

    class Meta:
        verbose_name = "チェック項目"
        verbose_name_plural = "チェック項目"
        ordering = ["phase", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="checklistitem_valid_to_after_valid_from",
                violation_error_message="適用終了日は、適用開始日と同じ日かそれより後の日にしてください。",
            ),
            ExclusionConstraint(
                name="checklistitem_does_not_overlap_per_code",
                expressions=[
                    (same(hash_of("code")), RangeOperators.OVERLAPS),
                    (days("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="同じコードの項目と適用期間が重なっています。",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def natural_key(self) -> tuple[str, date]:
        return (self.code, self.valid_from)

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@track()
class ChecklistTick(models.Model):
    """One checked thing of one session: an item of the list, or a device taken away or locked up, by whom and when."""

    session = models.ForeignKey(
        CounterSession, models.PROTECT, related_name="checklist_ticks", verbose_name="窓口の開設"
    )
    item = models.ForeignKey(
        ChecklistItem, models.PROTECT, null=True, blank=True, related_name="ticks", verbose_name="チェック項目"
    )
    equipment = models.ForeignKey(
        EquipmentItem, models.PROTECT, null=True, blank=True, related_name="ticks", verbose_name="物品"
    )
    count = models.PositiveSmallIntegerField("残りの件数", null=True, blank=True)
    ticked_at = models.DateTimeField("確認した時刻")
    ticked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="確認した人")

    class Meta:
        verbose_name = "チェック"
        verbose_name_plural = "チェック"
        ordering = ["session", "ticked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(item__isnull=False, equipment__isnull=True)
                | Q(item__isnull=True, equipment__isnull=False, count__isnull=True),
                name="checklisttick_is_of_one_item_or_one_device",
                violation_error_message="確認するのは、チェック項目か物品のどちらか1つです。",
            ),
            models.UniqueConstraint(
                fields=["session", "item"],
                name="checklisttick_once_per_session_and_item",
                violation_error_message="この項目はすでに確認済みです。",
            ),
            models.UniqueConstraint(
                fields=["session", "equipment"],
                name="checklisttick_once_per_session_and_device",
                violation_error_message="この物品はすでに確認済みです。",
            ),
            models.CheckConstraint(
                condition=Q(count__isnull=True) | Q(count=0),
                name="checklisttick_nothing_is_left",
                violation_error_message=COUNT_MUST_BE_ZERO,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session} {self.item or self.equipment}"
