from datetime import timedelta

from django.db import models

UNDO_WINDOW = timedelta(minutes=1)
"""How long a recorded reception can be taken back at the desk."""


class SessionState(models.TextChoices):
    """How far a site's day has come; follows from the four times of the session (第2-1-(3)-②, (8)-②)."""

    PLANNED = "planned", "開設前"
    SET_UP = "set_up", "設営済み"
    OPEN = "open", "開設中"
    CLOSED = "closed", "閉設"
    CLEARED = "cleared", "撤去済み"


TRANSITIONS: dict[SessionState, frozenset[SessionState]] = {
    SessionState.PLANNED: frozenset({SessionState.SET_UP, SessionState.OPEN}),
    SessionState.SET_UP: frozenset({SessionState.OPEN}),
    SessionState.OPEN: frozenset({SessionState.CLOSED}),
    SessionState.CLOSED: frozenset({SessionState.CLEARED}),
    SessionState.CLEARED: frozenset(),
}


class ServiceKind(models.TextChoices):
    """What was done for the person; each kind is counted apart (第2-1-(12)-②)."""

    ASSIST = "assist", "申請支援"
    PHOTO = "photo", "写真撮影"
    USAGE = "usage", "利活用サポート"
    EXPRESS_PHOTO = "express_photo", "特急発行写真"
    GUIDANCE = "guidance", "案内のみ"
    OTHER = "other", "その他"


class AssistMethod(models.TextChoices):
    """The three ways of 申請サポート方式 (第2-1-(2)-①)."""

    DEVICE = "device", "ア マイナアシスト"
    POST = "post", "イ 郵便"
    SMARTPHONE = "smartphone", "ウ スマートフォン"


class UsageKind(models.TextChoices):
    """What the person wanted to use the card for (第2-1-(2)-②)."""

    HEALTH_INSURANCE = "health_insurance", "健康保険証利用"
    MYNA_PORTAL = "myna_portal", "マイナポータル"
    PUBLIC_ACCOUNT = "public_account", "公金受取口座"
    OTHER = "other", "その他の利活用"


class SourceDocument(models.TextChoices):
    """The paper whose QR code was read on the person's own smartphone (第2-1-(2)-①-ウ)."""

    APPLICATION_FORM = "application_form", "交付申請書"
    NOTIFICATION_LETTER = "notification_letter", "個人番号通知書"


class Accommodation(models.TextChoices):
    """Reasonable accommodation given, by type only (第3-9-(4))."""

    WRITING = "writing", "筆談"
    READING_ALOUD = "reading_aloud", "代読"
    WHEELCHAIR = "wheelchair", "車いす"
    SIGN_LANGUAGE = "sign_language", "手話"
    OTHER = "other", "その他の配慮"
