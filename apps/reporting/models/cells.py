"""The records behind the numbers of an issued report, kept for as long as the report is."""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q

from .reports import ReportRevision


def cardinality(field: str) -> Func:
    return Func(F(field), function="cardinality", output_field=models.IntegerField())


class FrozenCell(models.Model):
    """The records that one number of an issued report counted, or whose amounts it added up.

    Only the finest numbers have a row; a sum is the union of those below it. A 0 has none.
    """

    revision = models.ForeignKey(ReportRevision, models.PROTECT, related_name="cells", verbose_name="報告書の版")
    source = models.CharField("記録の種類", max_length=20)
    place = models.CharField("行の位置", max_length=80)
    measure = models.CharField("項目", max_length=40)
    record_ids = ArrayField(models.BigIntegerField(), verbose_name="数えた記録の番号")
    amounts = ArrayField(models.IntegerField(), verbose_name="記録ごとの数", null=True, blank=True)
    number = models.IntegerField("数")

    class Meta:
        verbose_name = "報告書の数の内訳"
        verbose_name_plural = "報告書の数の内訳"
        ordering: ClassVar[list[str]] = ["revision", "source", "place", "measure"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "source", "place", "measure"],
                name="frozencell_one_per_revision_and_place",
                violation_error_message="この版のこの欄の内訳はすでにあります。",
            ),
            models.CheckConstraint(
                condition=Q(record_ids__len__gt=0),
                name="frozencell_has_records",
                violation_error_message="内訳には、数えた記録が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(amounts__isnull=False) | Q(number=cardinality("record_ids")),
                name="frozencell_number_is_the_count_of_its_records",
                violation_error_message="欄の数は、数えた記録の件数にしてください。",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_changes", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="frozen_with_its_revision",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF EXISTS (
                        SELECT 1 FROM reporting_reportrevision r
                        WHERE r.id = NEW.revision_id AND r.issued_at IS NOT NULL
                    ) THEN
                        RAISE EXCEPTION 'the revision is issued'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'frozencell_frozen_with_its_revision';
                    END IF;
                    IF NEW.amounts IS NOT NULL AND (
                        cardinality(NEW.amounts) <> cardinality(NEW.record_ids)
                        OR NEW.number <> (SELECT coalesce(sum(amount), 0) FROM unnest(NEW.amounts) AS amount)
                    ) THEN
                        RAISE EXCEPTION 'the number is not the sum of its records'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'frozencell_number_is_sum_of_records';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.revision} {self.source}:{self.place}:{self.measure}"
