from django.db import models


class Outcome(models.TextChoices):
    """How a call ended. Whether it counts as offered (着信) is not said here: the opening hours decide."""

    ANSWERED = "answered", "応答"
    ABANDONED = "abandoned", "切電"
    OVERFLOW = "overflow", "溢れ（自動音声で終了）"


class ImportState(models.TextChoices):
    """Whether a telephone log was taken. A file is refused as a whole when its form is wrong."""

    TAKEN = "taken", "取込済"
    REFUSED = "refused", "受付不可"


class Result(models.TextChoices):
    """How an inquiry ended (第2-2-(4)-シ・ス, (7)-①-ウ)."""

    COMPLETED = "completed", "完了"
    REFERRED = "referred", "案内"
    TRANSFERRED = "transferred", "転送"
    PENDING = "pending", "未了"


class SurgeSource(models.TextChoices):
    """From where the calls were known when a surge was found."""

    TELEPHONE = "telephone", "電話システムの通知"
    LOG = "log", "取り込んだ通話記録"


class SurgeReason(models.TextChoices):
    """Which threshold was reached: more calls than usual, or too many of them lost."""

    VOLUME = "volume", "着信の増加"
    LOSS = "loss", "取りこぼしの増加"


class SurgeDecision(models.TextChoices):
    """What the leader did about it."""

    ADDED = "added", "席を追加した"
    NONE = "none", "席を追加しない"
