"""What the guard found in the files of a revision, and who read all places that look personal."""

from typing import Any, ClassVar

import pgtrigger
from django.db import models

from apps.accounts.models import User
from apps.core.history import track
from apps.core.textguard import SENTENCES

from .reports import ReportRevision, frozen_with_its_revision


def _frozen(operation: Any, name: str, **places: str) -> pgtrigger.Trigger:
    """Like `frozen_with_its_revision`, but asked once for each statement: a month may have 100,000 places.

    `places`: what the rows before it (`old`) and after it (`new`) are called in the statement.
    """
    revisions = " UNION ".join(f"SELECT DISTINCT revision_id FROM {rows}" for rows in places.values())  # noqa: S608
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**places),
        func=f"""
            IF EXISTS (
                SELECT 1 FROM reporting_reportrevision r JOIN ({revisions}) changed ON changed.revision_id = r.id
                WHERE r.issued_at IS NOT NULL
            ) THEN
                RAISE EXCEPTION 'the revision is issued'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'doubtfulplace_frozen_with_its_revision';
            END IF;
            RETURN NULL;
        """,  # noqa: S608 - fixed words
    )


class DoubtfulPlace(models.Model):
    """One place in the records of a data file that looks like personal data: where and by which rule, never the text.

    What stands in the content of a revision is read there whenever it is asked for; files are read while written.
    """

    revision = models.ForeignKey(ReportRevision, models.CASCADE, related_name="places", verbose_name="報告書の版")
    inquiry = models.BigIntegerField("記録の番号")
    column = models.CharField("欄", max_length=20)
    position = models.PositiveIntegerField("何文字目")
    rule = models.CharField("規則", max_length=20)
    is_refused = models.BooleanField("マイナンバーの疑い")

    class Meta:
        verbose_name = "個人情報の疑いがある箇所"
        verbose_name_plural = "個人情報の疑いがある箇所"
        ordering: ClassVar[list[str]] = ["revision", "pk"]
        triggers = [
            _frozen(pgtrigger.Insert, "frozen_insert", new="new_places"),
            _frozen(pgtrigger.Update, "frozen_update", old="old_places", new="new_places"),
            _frozen(pgtrigger.Delete, "frozen_delete", old="old_places"),
        ]

    def __str__(self) -> str:
        return f"Q{self.inquiry:06d} {self.column}の{self.position}文字目：{SENTENCES[self.rule]}"


@track()
class TextClearance(models.Model):
    """Somebody has read every place of one making that looks personal, and found no personal data (第2-1-(12)); final.

    It is worth what it says for these very files: whoever makes them anew needs another one.
    """

    revision = models.ForeignKey(ReportRevision, models.CASCADE, related_name="clearances", verbose_name="報告書の版")
    pdf_sha256 = models.CharField("PDFのハッシュ値", max_length=64)
    places = models.PositiveIntegerField("読んだ箇所の数")
    cleared_at = models.DateTimeField("確認日時")
    cleared_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="確認した人")

    class Meta:
        verbose_name = "個人情報の疑いの確認"
        verbose_name_plural = "個人情報の疑いの確認"
        ordering: ClassVar[list[str]] = ["-cleared_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "pdf_sha256"],
                name="textclearance_one_per_making",
                violation_error_message="この版の個人情報の疑いは、すでに確認されています。",
            ),
        ]
        triggers = [
            frozen_with_its_revision("textclearance"),
            pgtrigger.Trigger(
                name="is_of_every_place_of_the_open_making",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT EXISTS (
                        SELECT 1 FROM reporting_reportrevision r
                        WHERE r.id = NEW.revision_id AND r.pdf_sha256 = NEW.pdf_sha256
                        AND (r.content #>> '{guard,hits}')::int = NEW.places
                        AND (r.content #>> '{guard,refused}')::int = 0
                    ) THEN
                        RAISE EXCEPTION 'not all places of the open making were read, or one may never pass'
                            USING ERRCODE = 'check_violation',
                            CONSTRAINT = 'textclearance_is_of_every_place_of_the_open_making';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(name="never_changes", operation=pgtrigger.Update),
        ]

    def __str__(self) -> str:
        return f"{self.revision} {self.places}件"
