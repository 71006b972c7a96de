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
    """The three ways of 申請サポート方式, and a fourth where city and contractor agreed on one (第2-1-(2)-①)."""

    DEVICE = "device", "ア マイナアシスト"
    POST = "post", "イ 郵便"
    SMARTPHONE = "smartphone", "ウ スマートフォン"
    AGREED = "agreed", "エ 協議による方式"


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


class EquipmentKind(models.TextChoices):
    """The goods that every counter needs, in the order of 第2-1-(7)-①."""

    ASSIST_DEVICE = "assist_device", "ア マイナアシスト"
    CAMERA = "camera", "イ 写真撮影機"
    PRINTER = "printer", "ウ 写真印刷機"
    PHOTO_PAPER = "photo_paper", "エ 写真印刷用紙・両面テープ等"
    PHOTO_CUTTER = "photo_cutter", "オ フォトカッター"
    BACKDROP = "backdrop", "カ 背景・背景用スタンド・照明"
    ENVELOPES = "envelopes", "キ 交付申請書の送付用封筒"
    FURNITURE = "furniture", "ク 長机・椅子等"
    PARTITIONS = "partitions", "ケ パーテーション・衝立等"
    TRANSLATOR = "translator", "コ 翻訳機"
    PORTAL_TERMINAL = "portal_terminal", "サ マイナポータル用の端末"
    CARD_READER = "card_reader", "シ ICカードリーダー"
    HYGIENE = "hygiene", "ス 消毒用アルコール等衛生用品"
    OFFICE_SUPPLIES = "office_supplies", "セ その他の什器・事務用品等"


METHOD_EQUIPMENT: dict[AssistMethod, frozenset[EquipmentKind]] = {
    AssistMethod.DEVICE: frozenset({EquipmentKind.ASSIST_DEVICE, EquipmentKind.BACKDROP}),
    AssistMethod.POST: frozenset(
        {
            EquipmentKind.CAMERA,
            EquipmentKind.PRINTER,
            EquipmentKind.PHOTO_PAPER,
            EquipmentKind.PHOTO_CUTTER,
            EquipmentKind.BACKDROP,
            EquipmentKind.ENVELOPES,
        }
    ),
    AssistMethod.SMARTPHONE: frozenset({EquipmentKind.BACKDROP}),
}
"""What each method cannot do without (第2-1-(2)-①).

All three take a photo, so all need the backdrop. With ア マイナアシスト takes it, with ウ the applicant's own phone: no
other camera is needed, and no picture stays with us.
"""

USAGE_EQUIPMENT = frozenset({EquipmentKind.PORTAL_TERMINAL, EquipmentKind.CARD_READER})
"""What help with using the card cannot do without (第2-1-(2)-②)."""


class EquipmentSource(models.TextChoices):
    """How the goods were come by; a venue's own need not be bought (第2-1-(7))."""

    LEASE = "lease", "リース"
    RENT = "rent", "レンタル"
    BUY = "buy", "購入"
    BORROWED = "borrowed", "施設から借用"


class EquipmentStatus(models.TextChoices):
    """Only what is usable is at the counter and counts."""

    USABLE = "usable", "使用可"
    BROKEN = "broken", "故障"
    TAKEN_OUT = "taken_out", "持ち出し中"
    RETIRED = "retired", "廃止"


class ChecklistPhase(models.TextChoices):
    """When of the day something is checked."""

    OPENING = "opening", "開設"
    CLOSING = "closing", "閉設"


class VenueNoteKind(models.TextChoices):
    """What a note about a venue is (第2-1-(3), (3)-①)."""

    IMPROVEMENT = "improvement", "改善提案"
    COORDINATION = "coordination", "会場調整"


class Language(models.TextChoices):
    """The language in which the person was served; blank is Japanese."""

    ENGLISH = "english", "英語"
    CHINESE = "chinese", "中国語"
    KOREAN = "korean", "韓国語"
    VIETNAMESE = "vietnamese", "ベトナム語"
    FILIPINO = "filipino", "フィリピン語"
    PORTUGUESE = "portuguese", "ポルトガル語"
    SPANISH = "spanish", "スペイン語"
    NEPALI = "nepali", "ネパール語"
    PLAIN_JAPANESE = "plain_japanese", "やさしい日本語"
    OTHER = "other", "その他の言語"


class Interpreting(models.TextChoices):
    """What helped where the languages differed; blank is nothing (第2-1-(7)-①-コ)."""

    DEVICE = "device", "翻訳機"
    PHONE = "phone", "電話通訳"
    PERSON = "person", "同伴者・通訳者"


class VoiceKind(models.TextChoices):
    """What somebody said of the counter; only how often is kept (第2-1-(10)-①)."""

    COMPLAINT = "complaint", "苦情"
    COMPLIMENT = "compliment", "お褒め"


class TroubleState(models.TextChoices):
    """How far a trouble has come; follows from its times (第2-1-(9)-②)."""

    WRITTEN = "written", "記録のみ"
    HANDED = "handed", "引受け待ち"
    TAKEN = "taken", "対応中"
    SOLVED = "solved", "解決"
