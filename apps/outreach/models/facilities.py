"""Who may ask for a visit, whom the office calls there, and the files that facilities came from (第2-1-(1)-②)."""

import re
import unicodedata
import uuid
from typing import Any

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Count, F, Q, Value
from django.db.models.functions import Replace

from apps.core import clock
from apps.core.bigrams import GRAMS, Bigrams, Normalised, containing, joined
from apps.core.fields import GuardedCharField
from apps.core.history import track
from apps.outreach.enums import (
    FacilityKind,
    FacilitySource,
    ImportStage,
    RowOutcome,
)
from apps.outreach.facility_cells import COLUMNS

_SEARCHED = joined("name", "name_kana", "office_number", "address", "phone", Replace("phone", Value("-"), Value("")))  # type: ignore[arg-type]


class FacilityQuerySet(models.QuerySet["Facility"]):
    def searching(self, typed: str) -> "FacilityQuerySet":
        """Every word in name, reading, number, address or telephone; a telephone also without its hyphens."""
        wanted = containing(typed)
        if re.fullmatch(r"[-0-9() ]+", typed := unicodedata.normalize("NFKC", typed)):
            wanted |= containing(re.sub(r"[^0-9]", "", typed))
        return self.filter(wanted)


@track(exclude=["search_text", "search_grams"])
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
    corporation = GuardedCharField("法人の名称", max_length=100, blank=True)
    capacity = models.PositiveSmallIntegerField(
        "定員", null=True, blank=True, validators=[MinValueValidator(1, "1人以上で入力してください。")]
    )
    postal_code = GuardedCharField(
        "郵便番号",
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"\A[0-9]{3}-[0-9]{4}\Z", "郵便番号は7桁の数字で入力してください。")],
    )
    address = GuardedCharField("所在地", max_length=200)
    phone = GuardedCharField("電話番号（施設の代表）", max_length=20, blank=True)
    fax = GuardedCharField("FAX番号", max_length=20, blank=True)
    is_active = models.BooleanField("訪問の対象", default=True)
    closed_reason = GuardedCharField("休廃止の理由", max_length=100, blank=True)
    source = models.CharField("出典", max_length=10, choices=FacilitySource.choices, default=FacilitySource.HAND)
    source_on = models.DateField("出典のデータの日付", null=True, blank=True)
    edited_at = models.DateTimeField("画面で直した日時", null=True, blank=True)
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)
    search_text = models.GeneratedField(
        verbose_name="検索用の文", expression=Normalised(_SEARCHED), output_field=models.TextField(), db_persist=True
    )
    search_grams = models.GeneratedField(
        verbose_name="検索用の文字の組", expression=Bigrams(_SEARCHED), output_field=GRAMS, db_persist=True
    )

    objects = FacilityQuerySet.as_manager()

    class Meta:
        verbose_name = "施設"
        verbose_name_plural = "施設"
        ordering = ["name_kana", "office_number"]
        indexes = [
            models.Index(fields=["name_kana", "office_number"], name="facility_by_reading"),
            models.Index(
                F("capacity").desc(nulls_last=True), "name_kana", "office_number", name="facility_by_capacity"
            ),
            GinIndex(fields=["search_grams"], name="facility_search", fastupdate=False),
        ]
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
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gte=1),
                name="facility_capacity_is_positive_or_unknown",
                violation_error_message="定員は1人以上にするか、分からなければ空欄にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(is_active=True, closed_reason="") | Q(is_active=False, closed_reason__gt=""),
                name="facility_is_closed_with_a_reason",
                violation_error_message="休廃止とするには理由が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(source=FacilitySource.HAND, source_on__isnull=True)
                | (~Q(source=FacilitySource.HAND) & Q(source_on__isnull=False)),
                name="facility_from_a_file_has_its_date",
                violation_error_message="ファイルから取り込んだ施設には、そのデータの日付が必要です。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FacilityContactQuerySet(models.QuerySet["FacilityContact"]):
    def current(self) -> "FacilityContactQuerySet":
        """Not ended; the one to call first comes first."""
        return self.filter(ended_at__isnull=True).order_by("-is_first", "duty", "pk")


@track()
class FacilityContact(models.Model):
    """One place in a facility that the office calls, known by its duty; never a person's name."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="contacts", verbose_name="施設")
    duty = GuardedCharField("担当", max_length=40, help_text="例：生活相談員、事務室。氏名は入力しません。")
    phone = GuardedCharField("電話番号", max_length=20)
    extension = GuardedCharField("内線", max_length=10, blank=True)
    reachable = GuardedCharField("連絡のつく時間", max_length=60, blank=True, help_text="例：平日 9時〜12時")
    note = GuardedCharField("備考", max_length=200, blank=True)
    is_first = models.BooleanField("最初にかける連絡先", default=False)
    ended_at = models.DateTimeField("使わなくなった日時", null=True, blank=True)
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    objects = FacilityContactQuerySet.as_manager()

    class Meta:
        verbose_name = "施設の連絡先"
        verbose_name_plural = "施設の連絡先"
        ordering = ["facility", "-is_first", "duty", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["facility"],
                condition=Q(is_first=True),
                name="facilitycontact_one_is_called_first",
                violation_error_message="最初にかける連絡先は、施設に1つだけです。",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(is_first=False),
                name="facilitycontact_ended_is_not_called_first",
                violation_error_message="使わない連絡先は、最初にかける連絡先にできません。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty} {self.phone}"


class FacilityImportQuerySet(models.QuerySet["FacilityImport"]):
    def with_counts(self) -> "FacilityImportQuerySet":
        """With `read` and, by the outcome of its rows, `new`, `changed`, `same`, `left`, `rejected`."""
        counts: dict[str, Any] = {
            outcome: Count("rows", filter=Q(rows__outcome=outcome))
            for outcome in ("new", "changed", "same", "left", "rejected", "dismissed")
        }
        return self.annotate(read=Count("rows"), **counts)

    def locked(self) -> "FacilityImportQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


@track()
class FacilityImport(models.Model):
    """One file of facilities that somebody read in: shown first, then taken; its counts are those of its rows."""

    sha256 = models.CharField("ファイルのSHA-256", max_length=64)
    file_name = GuardedCharField("ファイル名", max_length=200)
    encoding = GuardedCharField("文字コード", max_length=20)
    source_on = models.DateField("データの日付")
    stage = models.CharField("段階", max_length=10, choices=ImportStage.choices, default=ImportStage.SHOWN)
    read_at = models.DateTimeField("読み込んだ日時")
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="読み込んだ人",
        help_text="空欄はコマンドによる取り込み",
    )
    taken_at = models.DateTimeField("取り込んだ日時", null=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="取り込んだ人"
    )

    objects = FacilityImportQuerySet.as_manager()

    class Meta:
        verbose_name = "施設の取り込み"
        verbose_name_plural = "施設の取り込み"
        ordering = ["-read_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"],
                name="facilityimport_one_for_each_file",
                violation_error_message="同じ内容のファイルは、すでに読み込まれています。",
            ),
            models.CheckConstraint(
                condition=Q(stage=ImportStage.SHOWN, taken_at__isnull=True, taken_by__isnull=True)
                | Q(stage=ImportStage.TAKEN, taken_at__isnull=False),
                name="facilityimport_taken_at_some_time",
                violation_error_message="取り込んだファイルには、その日時が必要です。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name}（{clock.short_date(self.read_at)}）"


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class FacilityImportRow(models.Model):
    """One line of such a file: what it said, what was cleaned or is doubtful, and what became of it.

    A line with a My Number keeps nothing of what it said.
    """

    facility_import = models.ForeignKey(FacilityImport, models.CASCADE, related_name="rows", verbose_name="取り込み")
    line = models.PositiveIntegerField("行")
    office_number = GuardedCharField("事業所番号", max_length=10, blank=True)
    outcome = models.CharField("結果", max_length=10, choices=RowOutcome.choices)
    reason = GuardedCharField("取り込めない理由", max_length=300, blank=True)
    cells = models.JSONField("行の内容", default=dict)
    cleaned = models.JSONField("整えた内容", default=list)
    doubts = models.JSONField("確かめる内容", default=list)
    facility = models.ForeignKey(Facility, models.PROTECT, null=True, related_name="import_rows", verbose_name="施設")
    note = GuardedCharField("対象外とした理由", max_length=200, blank=True)
    settled_at = models.DateTimeField("対応日時", null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="対応者"
    )

    class Meta:
        verbose_name = "施設の取り込みの行"
        verbose_name_plural = "施設の取り込みの行"
        ordering = ["facility_import", "line"]
        constraints = [
            models.UniqueConstraint(
                fields=["facility_import", "line"],
                name="facilityimportrow_one_for_each_line",
                violation_error_message="この行は、すでに記録されています。",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=RowOutcome.REJECTED) | Q(reason__gt=""),
                name="facilityimportrow_rejected_with_a_reason",
                violation_error_message="取り込めない行には、その理由が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(outcome=RowOutcome.DISMISSED, note__gt="")
                | (~Q(outcome=RowOutcome.DISMISSED) & Q(note="")),
                name="facilityimportrow_dismissed_with_a_reason",
                violation_error_message="対象外とするには理由が必要です。",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=(RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.SAME, RowOutcome.LEFT))
                | Q(facility__isnull=False),
                name="facilityimportrow_taken_leads_to_its_facility",
                violation_error_message="取り込んだ行には、その施設が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="facilityimportrow_settled_by_somebody_at_some_time",
                violation_error_message="対応した行には、対応者と対応日時が必要です。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line}行目 {self.get_outcome_display()}"

    @property
    def told_cells(self) -> list[tuple[str, str]]:
        """What the line said, column by column, empty ones left out."""
        return [(column, self.cells[column]) for column in COLUMNS if self.cells.get(column)]
