import pghistory
from django.db import models
from django.db.models import F, Q

from apps.accounts.models import User
from apps.callcenter.enums import UNDER_WAY, ImportState, RejectionState
from apps.core import clock
from apps.core.fields import GuardedCharField, GuardedTextField
from apps.core.personal import PersonalField

from .profiles import CallProfile


class CallImport(models.Model):
    """One run over one file of the telephone system: what became of its rows. The file itself is not kept."""

    profile = models.ForeignKey(CallProfile, on_delete=models.PROTECT, verbose_name="形式")
    file_name = GuardedCharField("ファイル名", max_length=200)
    sha256 = models.CharField("ファイルのSHA-256", max_length=64)
    encoding = GuardedCharField("文字コード", max_length=20, blank=True)
    size = models.PositiveBigIntegerField("大きさ（バイト）", default=0)
    state = models.CharField("状態", max_length=11, choices=ImportState.choices)
    reason = GuardedTextField("受け付けられない理由", blank=True)
    read = models.PositiveIntegerField("読込", default=0)
    new = models.PositiveIntegerField("新規", default=0)
    changed = models.PositiveIntegerField("変更", default=0)
    unchanged = models.PositiveIntegerField("変更なし", default=0)
    skipped = models.PositiveIntegerField("対象外", default=0)
    rejected = models.PositiveIntegerField("不備", default=0)
    started_at = models.DateTimeField("開始日時")
    taken_at = models.DateTimeField("取込日時", null=True, help_text="この日時から、通話を集計に数えます。")
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, verbose_name="実行者", help_text="空欄はコマンドによる取り込み"
    )

    class Meta:
        verbose_name = "通話記録の取り込み"
        verbose_name_plural = "通話記録の取り込み"
        ordering = ["-started_at", "-pk"]
        indexes = [models.Index(fields=["-started_at", "-id"], name="callimport_newest_first")]
        constraints = [
            models.CheckConstraint(
                condition=Q(read=F("new") + F("changed") + F("unchanged") + F("skipped") + F("rejected")),
                name="callimport_counts_add_up",
                violation_error_message="読込件数が内訳の合計と一致しません。",
            ),
            models.CheckConstraint(
                condition=Q(state=ImportState.TAKEN) | Q(read=0),
                name="callimport_counts_only_what_was_taken",
                violation_error_message="取り込んでいないファイルの件数は0件でなければなりません。",
            ),
            models.CheckConstraint(
                condition=Q(state=ImportState.TAKEN, taken_at__isnull=False, taken_at__gte=F("started_at"))
                | ~Q(state=ImportState.TAKEN) & Q(taken_at__isnull=True),
                name="callimport_taken_at_a_moment_after_its_start",
                violation_error_message="取り込んだファイルにだけ、開始日時以後の取込日時が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(state=ImportState.REFUSED) & ~Q(reason="") | ~Q(state=ImportState.REFUSED) & Q(reason=""),
                name="callimport_refused_file_has_a_reason",
                violation_error_message="受け付けないファイルには、その理由が必要です。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name}（{clock.short_date(self.started_at)}）"

    @property
    def is_under_way(self) -> bool:
        """Whether the file is still to be read, or being read."""
        return self.state in UNDER_WAY


class ImportChunk(models.Model):
    """A piece of a large file that waits to be read, encrypted; gone as soon as the file was read."""

    PERSONAL_DATA = {
        "content": PersonalField(purpose="取り込みを待つ通話記録の一時保管", retention="読み終えるまで（最長1日）")
    }

    call_import = models.ForeignKey(
        CallImport, on_delete=models.CASCADE, related_name="chunks", verbose_name="取り込み"
    )
    number = models.PositiveIntegerField("順番")
    key_id = models.CharField("鍵", max_length=40, editable=False)
    content = models.BinaryField("暗号化した内容")

    class Meta:
        verbose_name = "読み込みを待つファイルの一部"
        verbose_name_plural = "読み込みを待つファイルの一部"
        ordering = ["call_import", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["call_import", "number"],
                name="importchunk_one_piece_per_place",
                violation_error_message="ファイルのこの部分はすでにあります。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.call_import_id}-{self.number}"


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class RejectedRow(models.Model):
    """One line of a log that could not be taken, why, and what somebody did about it; without anything personal."""

    call_import = models.ForeignKey(
        CallImport, on_delete=models.CASCADE, related_name="rejected_rows", verbose_name="取り込み"
    )
    line = models.PositiveIntegerField("行")
    reason = GuardedCharField("理由", max_length=300)
    cells = models.JSONField("行の内容（個人情報を除く）", default=dict)
    is_withheld = models.BooleanField("非通知", default=False)
    state = models.CharField("対応", max_length=10, choices=RejectionState.choices, default=RejectionState.OPEN)
    note = GuardedCharField("対象外とした理由", max_length=200, blank=True)
    settled_at = models.DateTimeField("対応日時", null=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="対応者")

    class Meta:
        verbose_name = "取り込めなかった行"
        verbose_name_plural = "取り込めなかった行"
        ordering = ["line"]
        constraints = [
            models.UniqueConstraint(
                fields=["call_import", "line"],
                name="rejectedrow_one_reason_per_line",
                violation_error_message="この行はすでに記録されています。",
            ),
            models.CheckConstraint(
                condition=Q(state=RejectionState.OPEN, settled_at__isnull=True, settled_by__isnull=True)
                | ~Q(state=RejectionState.OPEN) & Q(settled_at__isnull=False, settled_by__isnull=False),
                name="rejectedrow_settled_by_somebody_at_some_time",
                violation_error_message="対応した行には、対応者と対応日時が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(state=RejectionState.DISMISSED) & ~Q(note="")
                | ~Q(state=RejectionState.DISMISSED) & Q(note=""),
                name="rejectedrow_dismissed_with_a_reason",
                violation_error_message="対象外とするには理由が必要です。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line}行目: {self.reason}"
