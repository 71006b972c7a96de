from typing import ClassVar

import pgtrigger
from django.db import models

from apps.accounts.models import User
from apps.core.fields import GuardedTextField
from apps.core.history import track

from .reports import ReportRevision


@track()
class ReportDecision(models.Model):
    """What the city said of one issued revision: accepted, or returned with a comment (第2-1-(12)); final."""

    revision = models.OneToOneField(ReportRevision, models.PROTECT, related_name="decision", verbose_name="報告書の版")
    accepted = models.BooleanField("受理")
    comment = GuardedTextField("市の意見", blank=True, max_length=500)
    decided_at = models.DateTimeField("受理・差戻しの日時")
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="受理・差戻しをした人")

    class Meta:
        verbose_name = "報告書の受理・差戻し"
        verbose_name_plural = "報告書の受理・差戻し"
        ordering: ClassVar[list[str]] = ["decided_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(accepted=True) | models.Q(comment__regex=r"\S"),
                name="reportdecision_return_has_comment",
                violation_error_message="差し戻すときは、理由を入力してください。",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="is_about_what_the_city_holds",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    PERFORM 1 FROM reporting_report p JOIN reporting_reportrevision r ON r.report_id = p.id
                    WHERE r.id = NEW.revision_id AND p.state = 'issued' AND r.issued_at <= NEW.decided_at
                    AND NOT EXISTS (
                        SELECT 1 FROM reporting_reportrevision n WHERE n.report_id = p.id AND n.number > r.number
                    )
                    FOR NO KEY UPDATE OF p;
                    IF NOT FOUND THEN
                        RAISE EXCEPTION 'only the newest revision is decided on, after its issue'
                            USING ERRCODE = 'check_violation',
                            CONSTRAINT = 'reportdecision_is_about_what_the_city_holds';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(name="is_final", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.revision} {self.result()}"

    def result(self) -> str:
        return "受理" if self.accepted else "差戻し"
