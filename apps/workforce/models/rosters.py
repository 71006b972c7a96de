"""Files of shifts that were read in, and what of them could not be taken."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.core.clock import short_date
from apps.core.fields import GuardedCharField


class RosterImport(models.Model):
    """One file of shifts that somebody read in: what became of its rows. The file itself is not kept."""

    file_name = GuardedCharField("ファイル名", max_length=200)
    sha256 = models.CharField("ファイルのSHA-256", max_length=64)
    refusal = GuardedCharField("受け付けられない理由", max_length=300, blank=True)
    read = models.PositiveIntegerField("読込", default=0)
    new = models.PositiveIntegerField("新規", default=0)
    changed = models.PositiveIntegerField("変更", default=0)
    unchanged = models.PositiveIntegerField("変更なし", default=0)
    rejected = models.PositiveIntegerField("不備", default=0)
    imported_at = models.DateTimeField("取り込んだ時刻")
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="取り込んだ人"
    )

    class Meta:
        verbose_name = "勤務表の取り込み"
        verbose_name_plural = "勤務表の取り込み"
        ordering = ["-imported_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(read=F("new") + F("changed") + F("unchanged") + F("rejected")),
                name="rosterimport_counts_add_up",
                violation_error_message="読込件数が内訳の合計と一致しません。",
            ),
            models.CheckConstraint(
                condition=Q(refusal="") | Q(read=0),
                name="rosterimport_refused_file_changes_nothing",
                violation_error_message="受け付けないファイルの件数は、0件でなければなりません。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name}（{short_date(self.imported_at)}）"


class RejectedShiftRow(models.Model):
    """One row of such a file that could not be taken, and why; the person's name is not kept of it."""

    roster_import = models.ForeignKey(
        RosterImport, models.CASCADE, related_name="rejected_rows", verbose_name="取り込み"
    )
    line = models.PositiveIntegerField("行")
    reason = GuardedCharField("理由", max_length=300)
    cells = models.JSONField("行の内容（氏名を除く）", default=dict)

    class Meta:
        verbose_name = "取り込めなかった勤務の行"
        verbose_name_plural = "取り込めなかった勤務の行"
        ordering = ["line"]
        constraints = [
            models.UniqueConstraint(
                fields=["roster_import", "line"],
                name="rejectedshiftrow_one_reason_per_line",
                violation_error_message="この行はすでに記録されています。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.line}行目: {self.reason}"
