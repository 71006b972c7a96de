from typing import ClassVar

import pgtrigger
from django.db import models

from apps.accounts.models import User
from apps.core.fields import GuardedTextField
from apps.core.history import track

from .reports import Report


@track()
class RevisionWithdrawal(models.Model):
    """One next revision that the contractor began and took back before its issue; its number is free again."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="withdrawals", verbose_name="報告書")
    number = models.PositiveSmallIntegerField("版")
    reason = GuardedTextField("取りやめた理由", max_length=500)
    withdrawn_at = models.DateTimeField("取りやめた日時")
    withdrawn_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="取りやめた人")

    class Meta:
        verbose_name = "報告書の版の取りやめ"
        verbose_name_plural = "報告書の版の取りやめ"
        ordering: ClassVar[list[str]] = ["-withdrawn_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reason__regex=r"\S"),
                name="revisionwithdrawal_has_reason",
                violation_error_message="取りやめる理由を入力してください。",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="is_of_the_open_next_revision",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    PERFORM 1 FROM reporting_report p JOIN reporting_reportrevision r ON r.report_id = p.id
                    WHERE p.id = NEW.report_id AND p.state NOT IN ('issued', 'accepted', 'returned')
                    AND r.number = NEW.number - 1 AND r.issued_at <= NEW.withdrawn_at
                    AND NOT EXISTS (
                        SELECT 1 FROM reporting_reportrevision n WHERE n.report_id = p.id AND n.number > r.number
                    )
                    FOR NO KEY UPDATE OF p;
                    IF NOT FOUND THEN
                        RAISE EXCEPTION 'only a revision that was begun after an issue and not issued is withdrawn'
                            USING ERRCODE = 'check_violation',
                            CONSTRAINT = 'revisionwithdrawal_is_of_the_open_next_revision';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(name="is_final", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.report} 第{self.number}版"
