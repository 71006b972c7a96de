"""What contractor and city settle about the call centre: improvements, and the talks about its staffing."""

import uuid
from datetime import datetime

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.accounts.models import User
from apps.core.fields import GuardedTextField
from apps.core.history import track
from apps.workforce.enums import StaffingResult
from apps.workforce.refusals import NotPossible


@track()
class Improvement(models.Model):
    """One thing that was to go better in the call centre, and what came of it (第2-2-(3)-エ)."""

    noted_on = models.DateField("起票日")
    what = GuardedTextField("改善の内容", max_length=1000)
    effect = GuardedTextField("効果", max_length=1000, blank=True)
    done_on = models.DateField("実施日", null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="記録した人"
    )
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    class Meta:
        verbose_name = "改善の記録"
        verbose_name_plural = "改善の記録"
        ordering = ["-noted_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | (Q(done_on__gte=F("noted_on")) & ~Q(effect="")),
                name="improvement_done_with_effect",
                violation_error_message="実施日を入力するときは、効果も必要です。実施日は起票日以降にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.noted_on} {self.what[:20]}"


@track()
class StaffingTalk(models.Model):
    """The talk with the city about one month's calls and the seats that they need (第2-2-(3)-ケ)."""

    month = models.DateField("対象の月")
    held_on = models.DateField("協議した日")
    calls_expected = models.PositiveIntegerField("想定入電件数")
    calls_actual = models.PositiveIntegerField("実際の入電件数")
    seats = models.PositiveSmallIntegerField("協議後の席数")
    result = models.CharField("結果", max_length=20, choices=StaffingResult.choices)
    decision = GuardedTextField("決定内容", max_length=1000)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="記録した人"
    )
    recorded_at = models.DateTimeField("記録した時刻")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="確認した人"
    )
    confirmed_at = models.DateTimeField("確認した時刻", null=True, blank=True)
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    class Meta:
        verbose_name = "体制の協議"
        verbose_name_plural = "体制の協議"
        ordering = ["-month"]
        constraints = [
            models.UniqueConstraint(
                fields=["month"],
                name="staffingtalk_one_per_month",
                violation_error_message="この月の協議は、すでに記録されています。",
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="staffingtalk_month_is_its_first_day",
                violation_error_message="対象の月を選び直してください。",
            ),
            models.CheckConstraint(
                condition=Q(held_on__gte=F("month")),
                name="staffingtalk_held_in_month_or_later",
                violation_error_message="協議した日は、対象の月の初日以降にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="staffingtalk_confirmation_is_whole",
                violation_error_message="確認した人と時刻を、そろえて記録してください。",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("recorded_by")),
                name="staffingtalk_is_not_confirmed_by_its_author",
                violation_error_message="記録した本人は、確認できません。",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="confirmed_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__confirmed_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"

    def confirm(self, *, by: User, at: datetime) -> None:
        """The city agrees to what is written; it stays as it is from then on. Raises NotPossible."""
        if self.confirmed_at:
            raise NotPossible("この協議の記録は、すでに確認されています。")
        if by.pk == self.recorded_by_id:
            raise NotPossible("記録した本人は、確認できません。")
        self.confirmed_by, self.confirmed_at = by, at
