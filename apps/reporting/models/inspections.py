from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from apps.accounts.models import User
from apps.contracts.models import ContractTerm
from apps.core.fields import GuardedTextField
from apps.core.history import track
from apps.reporting.enums import InspectionResult

from .reports import Report


@track()
class Inspection(models.Model):
    """One inspection of a month's work, or at the end of the term's, from the notice to the result (第3-3-(2), C24).

    The final one has no month but the completion report, whose issue is the notice (第3-3-(1)). After a correction the
    work is inspected again, in the next round (第3-3-(4)).
    """

    term = models.ForeignKey(ContractTerm, models.PROTECT, related_name="inspections", verbose_name="契約年度")
    month = models.DateField("対象月（初日）", null=True, blank=True)
    report = models.ForeignKey(
        Report, models.PROTECT, null=True, blank=True, related_name="inspections", verbose_name="委託業務実施報告書"
    )
    round = models.PositiveSmallIntegerField("回")
    notified_on = models.DateField("完了の通知日")
    notified_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="通知した人")
    nominal_due_on = models.DateField("検査の期限")
    safe_due_on = models.DateField("検査の目安日")
    result = models.CharField("結果", max_length=10, choices=InspectionResult.choices, blank=True)
    inspected_on = models.DateField("検査日", null=True, blank=True)
    inspected_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="検査した人"
    )
    comment = GuardedTextField("補正の内容・意見", blank=True, max_length=1000)
    correct_by = models.DateField("補正の期限", null=True, blank=True)

    class Meta:
        verbose_name = "検査"
        verbose_name_plural = "検査"
        ordering: ClassVar[list[str]] = ["term", "month", "round"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "month", "round"],
                name="inspection_round_is_unique",
                nulls_distinct=False,
                violation_error_message="この完了の通知は、すでに記録されています。",
            ),
            models.UniqueConstraint(
                fields=["term", "month"],
                condition=~Q(result=InspectionResult.FAILED),
                name="inspection_one_open_or_passed",
                nulls_distinct=False,
                violation_error_message="この完了の通知は、すでに記録されています。",
            ),
            models.CheckConstraint(
                condition=Q(month__isnull=False, report__isnull=True) | Q(month__isnull=True, report__isnull=False),
                name="inspection_is_of_a_month_or_of_the_completion_report",
                violation_error_message="検査の対象は、月か委託業務実施報告書のどちらかにしてください。",
            ),
            models.CheckConstraint(
                condition=Q(month__isnull=True) | Q(month__day=1),
                name="inspection_month_is_a_first_day",
                violation_error_message="対象月は、月の初日で表します。",
            ),
            models.CheckConstraint(
                condition=Q(month__isnull=True) | Q(notified_on__gte=F("month")),
                name="inspection_notice_follows_month",
                violation_error_message="完了の通知日は、対象月の初日より後の日にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(safe_due_on__lte=F("nominal_due_on")),
                name="inspection_safe_day_is_not_after_due_day",
                violation_error_message="検査の目安日は、検査の期限より後にできません。",
            ),
            models.CheckConstraint(
                condition=Q(result="", inspected_on__isnull=True, inspected_by__isnull=True)
                | (~Q(result="") & Q(inspected_on__gte=F("notified_on"), inspected_by__isnull=False)),
                name="inspection_result_has_day_and_person",
                violation_error_message="検査日は、完了の通知日と同じ日かそれより後の日にしてください。",
            ),
            models.CheckConstraint(
                condition=(Q(result=InspectionResult.FAILED, correct_by__gte=F("inspected_on")) & ~Q(comment=""))
                | (~Q(result=InspectionResult.FAILED) & Q(correct_by__isnull=True)),
                name="inspection_failed_names_correction_and_day",
                violation_error_message="不合格のときは、補正の内容と、検査日以後の補正の期限を入力してください。",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="final_follows_the_issue",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__report__isnull=False),
                func="""
                    IF NOT EXISTS (
                        SELECT 1 FROM reporting_report p
                        WHERE p.id = NEW.report_id AND p.kind = 'completion' AND p.issued_at IS NOT NULL
                    ) THEN
                        RAISE EXCEPTION 'the report of completion is not issued'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'inspection_final_follows_the_issue';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term.code} {f'{self.month:%Y-%m}' if self.month else '最終'} 第{self.round}回"
