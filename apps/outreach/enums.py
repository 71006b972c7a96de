from django.db import models


class Party(models.TextChoices):
    """The three whose plans must fit together before a visit is agreed (第2-1-(3)-③)."""

    CITY = "city", "市"
    CONTRACTOR = "contractor", "受託者"
    FACILITY = "facility", "施設"


class FacilityKind(models.TextChoices):
    """What kind of facility asks for a visit (第2-1-(1)-②)."""

    CARE_HOME = "care_home", "介護老人福祉施設"
    HEALTH_CARE_HOME = "health_care_home", "介護老人保健施設"
    DISABILITY = "disability", "障害者支援施設"
    HOSPITAL = "hospital", "病院・診療所"
    OTHER = "other", "その他の施設"


class VisitStatus(models.TextChoices):
    """Where a visit stands between the facility's request and the finished report (第2-1-(2)-④)."""

    REQUESTED = "requested", "要請"
    COORDINATING = "coordinating", "調整中"
    CONFIRMED = "confirmed", "確定"
    HELD = "held", "実施"
    COMPLETED = "completed", "完了"
    CANCELLED = "cancelled", "中止"


TRANSITIONS: dict[VisitStatus, frozenset[VisitStatus]] = {
    VisitStatus.REQUESTED: frozenset({VisitStatus.COORDINATING, VisitStatus.CANCELLED}),
    VisitStatus.COORDINATING: frozenset({VisitStatus.COORDINATING, VisitStatus.CONFIRMED, VisitStatus.CANCELLED}),
    VisitStatus.CONFIRMED: frozenset({VisitStatus.COORDINATING, VisitStatus.HELD, VisitStatus.CANCELLED}),
    VisitStatus.HELD: frozenset({VisitStatus.COMPLETED}),
    VisitStatus.COMPLETED: frozenset(),
    VisitStatus.CANCELLED: frozenset(),
}

BINDING = (VisitStatus.CONFIRMED, VisitStatus.HELD, VisitStatus.COMPLETED)
"""States in which a visit holds its people and counts towards the limit of the term (第2-1-(1)-②)."""


class CheckPhase(models.TextChoices):
    """Before driving or after it."""

    BEFORE = "before", "出発前"
    AFTER = "after", "帰着後"


class CheckMethod(models.TextChoices):
    """How the checker met the driver; face to face is the rule."""

    FACE_TO_FACE = "face", "対面"
    VIDEO = "video", "カメラ・モニター"
    PHONE = "phone", "電話"
    OTHER = "other", "その他"
