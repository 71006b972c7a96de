"""What a report and an invoice have in common: files that do not change once they were handed over."""

import hashlib

from django.db import models

from apps.accounts.models import User
from apps.core.fields import GuardedTextField

FORMS = ("xlsx", "pdf")


class TransitionNotAllowed(Exception):
    """The paper does not stand where this step begins; the message is the user's sentence."""


class MadeFiles(models.Model):
    """One making of a paper: what it says and its two files, frozen by each model's trigger from the issue on."""

    number = models.PositiveSmallIntegerField("版")
    content = models.JSONField("数値")
    xlsx = models.BinaryField("Excelファイル")
    pdf = models.BinaryField("PDFファイル")
    xlsx_sha256 = models.CharField("Excelのハッシュ値", max_length=64)
    pdf_sha256 = models.CharField("PDFのハッシュ値", max_length=64)
    made_at = models.DateTimeField("作成日時")
    made_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="作成を指示した人"
    )
    reason = GuardedTextField("作り直した理由", blank=True, max_length=500)
    issued_at = models.DateTimeField("提出日時", null=True, blank=True)

    class Meta:
        abstract = True

    def keep_files(self, xlsx: bytes, pdf: bytes) -> None:
        """Take the files with their hashes."""
        self.xlsx, self.pdf = xlsx, pdf
        self.xlsx_sha256, self.pdf_sha256 = sha256(xlsx), sha256(pdf)

    @property
    def stamp(self) -> str:
        """What tells one making from another; a page names with it what its reader has seen."""
        return f"{self.number}-{self.pdf_sha256[:16]}"

    def is_intact(self, *forms: str) -> bool:
        """Whether the stored files, or these of them, are still those whose hashes were taken when they were made."""
        return all(sha256(bytes(getattr(self, form))) == getattr(self, f"{form}_sha256") for form in forms or FORMS)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
