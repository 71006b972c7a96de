import uuid
from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.accounts.models import User
from apps.core.fields import GuardedCharField, GuardedTextField
from apps.core.history import track
from apps.reservations.enums import DifferenceKind

from .bookings import Reservation
from .slots import PickupDesk


class CityListProfileQuerySet(QuerySet["CityListProfile"]):
    def get_by_natural_key(self, code: str) -> "CityListProfile":
        return self.get(code=code)


@track()
class CityListProfile(models.Model):
    """How the city's system writes its list of a day: names of the columns, forms of date and time, as data."""

    code = GuardedCharField("コード", max_length=20, unique=True)
    name = GuardedCharField("名称", max_length=60)
    encodings = ArrayField(models.CharField(max_length=20), verbose_name="文字コード")
    delimiter = GuardedCharField("区切り", max_length=1, default=",")
    columns = models.JSONField("列の名前", help_text="number・date・time・desk に当たる列の名前です。")
    date_formats = ArrayField(models.CharField(max_length=30), verbose_name="日付の書式")
    time_formats = ArrayField(models.CharField(max_length=30), verbose_name="時刻の書式")
    desk_names = models.JSONField(
        "窓口の名前", default=dict, blank=True, help_text="市の一覧での名前から、本システムの窓口名へ。"
    )

    skips = models.JSONField(
        "除く行", default=dict, blank=True, help_text="列の名前から、その列がこの値なら数えない値の一覧へ（取消など）。"
    )

    objects = CityListProfileQuerySet.as_manager()

    class Meta:
        verbose_name = "市の一覧の形式"
        verbose_name_plural = "市の一覧の形式"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class CityListQuerySet(QuerySet["CityList"]):
    def newest(self) -> Self:
        """The last list of each day: the one that counts."""
        later = CityList.objects.filter(day=OuterRef("day"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(later))


@track()
class CityList(models.Model):
    """One file of the city's reservations of one day, as it was handed over (C1)."""

    profile = models.ForeignKey(CityListProfile, on_delete=models.PROTECT, verbose_name="形式", related_name="+")
    day = models.DateField("対象日")
    sha256 = models.BinaryField("ファイルのハッシュ値", max_length=32)
    row_count = models.PositiveIntegerField("読み取れた行")
    fault_count = models.PositiveIntegerField("読み取れない行")
    imported_at = models.DateTimeField("取込日時")
    imported_by = models.ForeignKey(User, on_delete=models.PROTECT, verbose_name="取り込んだ担当者", related_name="+")

    objects = CityListQuerySet.as_manager()

    class Meta:
        verbose_name = "市の一覧"
        verbose_name_plural = "市の一覧"
        ordering = ("-day", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "sha256"],
                name="citylist_once_per_day_and_file",
                violation_error_message="このファイルは、この日の一覧として取込済みです。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y/%m/%d}の一覧"


class CityListRow(models.Model):
    """One line of the city's list: a booking there, or a line that could not be read, with the reason."""

    city_list = models.ForeignKey(CityList, on_delete=models.CASCADE, verbose_name="市の一覧", related_name="rows")
    line = models.PositiveIntegerField("行")
    number = GuardedCharField("市の受付番号", max_length=20, blank=True)
    starts_at = models.DateTimeField("日時", null=True, blank=True)
    desk = models.ForeignKey(
        PickupDesk, on_delete=models.PROTECT, null=True, blank=True, verbose_name="窓口", related_name="+"
    )
    fault = GuardedCharField("読み取れない理由", max_length=200, blank=True)
    cells = models.JSONField("行の内容", default=dict, blank=True)

    class Meta:
        verbose_name = "市の一覧の行"
        verbose_name_plural = "市の一覧の行"
        ordering = ("line",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(fault="") | Q(starts_at__isnull=False) & ~Q(number=""),
                name="citylistrow_is_read_or_has_a_reason",
                violation_error_message="読み取れない行には理由を記録してください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line}行目"


class CityDifferenceQuerySet(QuerySet["CityDifference"]):
    def unresolved(self) -> Self:
        return self.filter(resolved_at__isnull=True)

    def of_day(self, day: date) -> Self:
        return self.filter(day=day)


@track()
class CityDifference(models.Model):
    """One point where our reservations of a day and the city's list disagree, until a named person settles it (C1)."""

    day = models.DateField("対象日")
    kind = models.CharField("相違", max_length=12, choices=DifferenceKind.choices)
    reservation = models.ForeignKey(
        Reservation, on_delete=models.PROTECT, null=True, blank=True, verbose_name="受取予約", related_name="+"
    )
    number = GuardedCharField("市の受付番号", max_length=20, blank=True)
    their_start = models.DateTimeField("市の日時", null=True, blank=True)
    their_desk = models.ForeignKey(
        PickupDesk, on_delete=models.PROTECT, null=True, blank=True, verbose_name="市の窓口", related_name="+"
    )
    city_list = models.ForeignKey(
        CityList, on_delete=models.PROTECT, verbose_name="市の一覧", related_name="differences"
    )
    found_at = models.DateTimeField("検出日時")
    resolved_at = models.DateTimeField("処理日時", null=True, blank=True)
    resolved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, verbose_name="処理した担当者", related_name="+"
    )
    note = GuardedTextField("処理の内容", max_length=500, blank=True)
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    objects = CityDifferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "市の一覧との相違"
        verbose_name_plural = "市の一覧との相違"
        ordering = ("day", "kind", "their_start", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "reservation", "number"],
                nulls_distinct=False,
                condition=Q(resolved_at__isnull=True),
                name="citydifference_once_while_unresolved",
                violation_error_message="この相違は、すでに一覧にあります。",
            ),
            models.CheckConstraint(
                condition=Q(reservation__isnull=False) | ~Q(number=""),
                name="citydifference_names_a_booking",
                violation_error_message="相違には、受取予約か市の受付番号が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True, note="")
                | Q(resolved_at__isnull=False) & ~Q(note=""),
                name="citydifference_settlement_is_whole",
                violation_error_message="処理の内容を入力してください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"
