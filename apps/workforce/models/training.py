"""What people were taught, promised and read."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from apps.contracts.models import DocumentVersion
from apps.core.fields import GuardedTextField
from apps.core.history import track
from apps.workforce.enums import TrainingKind, TrainingTopic

from .people import StaffMember

OF_A_VERSION = (TrainingKind.BASIC, TrainingKind.RETRAINING)


@track()
class TrainingSession(models.Model):
    """One training that was held: what for, by whom, after which version of a paper (第2-1-(5), (6))."""

    kind = models.CharField("種類", max_length=20, choices=TrainingKind.choices)
    held_on = models.DateField("実施日")
    trainer = models.ForeignKey(StaffMember, models.PROTECT, related_name="trainings_given", verbose_name="講師")
    version = models.ForeignKey(
        DocumentVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="trainings",
        verbose_name="カリキュラム・マニュアルの版",
    )
    minutes = models.PositiveSmallIntegerField("時間（分）")
    note = GuardedTextField("備考", max_length=500, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="記録した人"
    )
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    class Meta:
        verbose_name = "研修"
        verbose_name_plural = "研修"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=OF_A_VERSION, version__isnull=False)
                | (~Q(kind__in=OF_A_VERSION) & Q(version__isnull=True)),
                name="trainingsession_version_belongs_to_kind",
                violation_error_message="業務研修と再研修には、用いたカリキュラム・マニュアルの版が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1),
                name="trainingsession_takes_time",
                violation_error_message="時間は1分以上で入力してください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.held_on}"


@track()
class Attendance(models.Model):
    """One person at one training, and the topics that the person completed."""

    session = models.ForeignKey(TrainingSession, models.PROTECT, related_name="attendances", verbose_name="研修")
    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="attendances", verbose_name="受講者")
    topics = ArrayField(
        models.CharField(max_length=30, choices=TrainingTopic.choices),
        verbose_name="修了した科目",
        blank=True,
        default=list,
    )

    class Meta:
        verbose_name = "受講"
        verbose_name_plural = "受講"
        ordering = ["session", "staff"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "staff"],
                name="attendance_one_per_person_and_session",
                violation_error_message="この人の受講は、すでに記録されています。",
            ),
            models.CheckConstraint(
                condition=Q(topics__contained_by=TrainingTopic.values),
                name="attendance_topics_are_known",
                violation_error_message="科目を選び直してください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session} {self.staff}"

    @property
    def topic_labels(self) -> list[str]:
        """The topics in the order in which they are taught."""
        return [topic.label for topic in TrainingTopic if topic in self.topics]


@track()
class Pledge(models.Model):
    """One person's pledge of confidentiality, signed and then handed to the city (第3-2-(4))."""

    staff = models.OneToOneField(StaffMember, models.PROTECT, related_name="pledge", verbose_name="従事者等")
    signed_on = models.DateField("署名日")
    submitted_on = models.DateField("市への提出日", null=True, blank=True)

    class Meta:
        verbose_name = "誓約書"
        verbose_name_plural = "誓約書"
        ordering = ["staff"]
        constraints = [
            models.CheckConstraint(
                condition=Q(submitted_on__isnull=True) | Q(submitted_on__gte=F("signed_on")),
                name="pledge_submitted_after_signing",
                violation_error_message="市への提出日は、署名日以降にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return str(self.staff)


@track()
class ReadReceipt(models.Model):
    """One person has read one version of a paper, said so on their own (第2-2-(7), 第3-2-(5))."""

    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="read_receipts", verbose_name="従事者等")
    version = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="read_receipts", verbose_name="文書の版")
    read_at = models.DateTimeField("確認した時刻")

    class Meta:
        verbose_name = "閲読の確認"
        verbose_name_plural = "閲読の確認"
        ordering = ["version", "staff"]
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "version"],
                name="readreceipt_one_per_person_and_version",
                violation_error_message="この文書は、すでに確認済みです。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.staff}"
