import uuid
from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.accounts.models import User
from apps.contracts.models import Site
from apps.core.fields import GuardedCharField, GuardedTextField
from apps.core.history import track
from apps.counters.enums import EquipmentKind, EquipmentSource, EquipmentStatus

from .rules import both_or_neither


class EquipmentRequirementQuerySet(models.QuerySet["EquipmentRequirement"]):
    def get_by_natural_key(self, kind: str, site: str | None, valid_from: date) -> "EquipmentRequirement":
        return self.get(kind=kind, site__code=site, valid_from=valid_from)

    def minimums(self, sites: Iterable[Site], day: date) -> dict[int, dict[EquipmentKind, int]]:
        """Site pk → kind → least quantity on the day; a site's own figure goes before that of all sites."""
        newest: dict[tuple[int | None, str], int] = {
            (row.site_id, row.kind): row.minimum for row in self.filter(valid_from__lte=day).order_by("valid_from")
        }
        return {
            site.pk: {
                kind: minimum
                for kind in EquipmentKind
                if (minimum := newest.get((site.pk, kind), newest.get((None, kind), 0)))
            }
            for site in sites
        }


@track()
class EquipmentRequirement(models.Model):
    """How many of one kind every counter, or one counter, needs from a day on (第2-1-(7)-①)."""

    kind = models.CharField("品目", max_length=20, choices=EquipmentKind.choices)
    site = models.ForeignKey(
        Site,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="equipment_requirements",
        verbose_name="窓口",
        help_text="空欄は、すべての窓口です。",
    )
    minimum = models.PositiveSmallIntegerField("必要数")
    valid_from = models.DateField("適用開始日")

    objects = EquipmentRequirementQuerySet.as_manager()

    class Meta:
        verbose_name = "物品の必要数"
        verbose_name_plural = "物品の必要数"
        ordering = ["kind", "site", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "site", "valid_from"],
                nulls_distinct=False,
                name="equipmentrequirement_one_per_kind_site_and_day",
                violation_error_message="この品目のこの日からの必要数は、すでに登録されています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.minimum}"

    def natural_key(self) -> tuple[str, str | None, date]:
        return (self.kind, self.site.code if self.site else None, self.valid_from)


class EquipmentItemQuerySet(models.QuerySet["EquipmentItem"]):
    def usable(self) -> "EquipmentItemQuerySet":
        return self.filter(status=EquipmentStatus.USABLE)

    def to_remove(self) -> "EquipmentItemQuerySet":
        """What is at the counter and must be taken away or locked up at the end of the day (第2-1-(3)-②)."""
        return self.usable().filter(removed_daily=True)

    def in_order(self) -> "EquipmentItemQuerySet":
        """What is no longer used last."""
        is_retired = models.Case(models.When(status=EquipmentStatus.RETIRED, then=1), default=0)
        return self.order_by(is_retired, "name", "pk")


@track()
class EquipmentItem(models.Model):
    """Goods of one kind at one counter: a single numbered device, or a quantity of things (第2-1-(7))."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="equipment", verbose_name="窓口")
    kind = models.CharField("品目", max_length=20, choices=EquipmentKind.choices)
    name = GuardedCharField("名称", max_length=80)
    quantity = models.PositiveSmallIntegerField("数量", default=1)
    serial = GuardedCharField("製造番号", max_length=60, blank=True)
    source = models.CharField("調達方法", max_length=20, choices=EquipmentSource.choices)
    status = models.CharField("状態", max_length=20, choices=EquipmentStatus.choices, default=EquipmentStatus.USABLE)
    removed_daily = models.BooleanField("毎日の持ち帰り・施錠の対象", default=False)
    network_note = GuardedCharField("接続の設定（MACアドレス・SSID）", max_length=200, blank=True)
    note = GuardedTextField("備考", max_length=500, blank=True)
    last_checked_on = models.DateField("最後に確認した日", null=True, blank=True)
    last_checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="最後に確認した人",
    )
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    objects = EquipmentItemQuerySet.as_manager()

    class Meta:
        verbose_name = "物品"
        verbose_name_plural = "物品"
        ordering = ["site", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "serial"],
                condition=~Q(serial=""),
                name="equipmentitem_serial_is_unique_in_kind",
                violation_error_message="この品目のこの製造番号は、すでに登録されています。",
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=1),
                name="equipmentitem_quantity_is_at_least_one",
                violation_error_message="数量は1以上にしてください。なくなった物品は、状態を「廃止」にします。",
            ),
            models.CheckConstraint(
                condition=Q(serial="") | Q(quantity=1),
                name="equipmentitem_serial_means_a_single_one",
                violation_error_message="製造番号のある物品は、1台ずつ登録してください（数量は1です）。",
            ),
            models.CheckConstraint(
                condition=Q(serial="") | Q(removed_daily=True),
                name="equipmentitem_serial_means_removed_daily",
                violation_error_message="製造番号のある物品は、毎日の持ち帰り・施錠の対象にしてください。",
            ),
            models.CheckConstraint(
                condition=both_or_neither("last_checked_on", "last_checked_by"),
                name="equipmentitem_last_checked_on_with_by",
                violation_error_message="確認した日と確認した人は、そろえて記録してください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.serial}）" if self.serial else self.name

    def check_off(self, *, by: User, on: date) -> None:
        """Notes that somebody saw it there and working as the register says."""
        self.last_checked_on, self.last_checked_by = on, by
        self.save(update_fields=["last_checked_on", "last_checked_by"])


@track()
class NetworkAttest(models.Model):
    """A leader's word for one month that a counter's devices use encrypted lines of their own only (第2-1-(11)-②)."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="network_attests", verbose_name="窓口")
    month = models.DateField("対象月", help_text="月の初日です。")
    statement = GuardedTextField("確認した内容", max_length=500)
    attested_at = models.DateTimeField("確認した時刻")
    attested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="確認した人"
    )

    class Meta:
        verbose_name = "通信の確認"
        verbose_name_plural = "通信の確認"
        ordering = ["-month", "site"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "month"],
                name="networkattest_one_per_site_and_month",
                violation_error_message="この窓口のこの月の通信の確認は、すでに記録されています。",
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="networkattest_month_is_its_first_day",
                violation_error_message="対象月は、月の初日で記録してください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site} {self.month:%Y-%m}"
