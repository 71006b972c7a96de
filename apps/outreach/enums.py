from django.db import models


class Party(models.TextChoices):
    """The three whose plans must fit together before a visit is agreed (第2-1-(3)-③)."""

    CITY = "city", "市"
    CONTRACTOR = "contractor", "受託者"
    FACILITY = "facility", "施設"


class LinkPurpose(models.TextChoices):
    """Why a facility was given a link."""

    REQUEST = "request", "訪問の要請と日程の調整"
    LEAFLET = "leaflet", "チラシの送付"


class Need(models.TextChoices):
    """What the people who apply at a facility need (第2-1-(1)-②)."""

    WHEELCHAIR = "wheelchair", "車いすの方がいる"
    BEDRIDDEN = "bedridden", "寝たきりの方がいる（居室での撮影）"
    SIGN = "sign", "手話・筆談が必要な方がいる"
    LANGUAGE = "language", "日本語以外の言語が必要な方がいる"


class VenueItem(models.TextChoices):
    """What the facility can offer to the people who come."""

    ROOM = "room", "会場にする部屋"
    DESK = "desk", "机といす"
    POWER = "power", "電源（コンセント）"
    PARKING = "parking", "駐車場所"


class FacilityKind(models.TextChoices):
    """What kind of facility asks for a visit (第2-1-(1)-②)."""

    CARE_HOME = "care_home", "介護老人福祉施設"
    HEALTH_CARE_HOME = "health_care_home", "介護老人保健施設"
    DISABILITY = "disability", "障害者支援施設"
    HOSPITAL = "hospital", "病院・診療所"
    OTHER = "other", "その他の施設"


class FacilitySource(models.TextChoices):
    """Where an entry of the register comes from."""

    HAND = "hand", "手入力"
    PUBLIC = "public", "介護サービス情報の公表"


class ImportStage(models.TextChoices):
    """How far a file of facilities has come."""

    SHOWN = "shown", "確認待ち"
    TAKEN = "taken", "取込済"


class RowOutcome(models.TextChoices):
    """What became of one line of a file of facilities."""

    WAITING = "waiting", "確認待ち"
    NEW = "new", "新規"
    CHANGED = "changed", "変更"
    SAME = "same", "変更なし"
    LEFT = "left", "見送り"
    REJECTED = "rejected", "不備"
    DISMISSED = "dismissed", "対象外"


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

TOOK_PLACE = (VisitStatus.HELD, VisitStatus.COMPLETED)
"""States of a visit that was made."""

UNDER_WAY = (VisitStatus.REQUESTED, VisitStatus.COORDINATING, VisitStatus.CONFIRMED)
"""States of a visit that is still to be made."""


class VisitState(models.TextChoices):
    """Where a facility stands in a term."""

    VISITED = "visited", "訪問済"
    ASKING = "asking", "要請中"
    NONE = "none", "未訪問"


class Half(models.TextChoices):
    """The half of a day for which somebody marks 可 or 不可; the borders are parameters."""

    MORNING = "am", "午前"
    AFTERNOON = "pm", "午後"


class VisitDuty(models.TextChoices):
    """What one more person does at a visit (第2-1-(9))."""

    LEADER = "leader", "運営責任者"
    CREW = "crew", "従事者"
    OFFICER = "officer", "同行する市職員"


class Verdict(models.TextChoices):
    """Whether a half day suits everybody whom a visit needs; the best first."""

    ALL = "all", "全員可"
    OPEN = "open", "未回答あり"
    NONE = "none", "不可"


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


class ItemPhase(models.TextChoices):
    """When on the day of a visit a line of its list is ticked."""

    PREPARE = "prepare", "準備・積込"
    ARRIVE = "arrive", "到着"
    LEAVE = "leave", "撤収"


class ItemUse(models.TextChoices):
    """What a line of the day's list is needed for (第2-1-(2)-①, ②, ④)."""

    DEVICE = "device", "ア マイナアシスト"
    POST = "post", "イ 郵便"
    SMARTPHONE = "smartphone", "ウ スマートフォン"
    USAGE = "usage", "利活用"
    IDENTITY = "identity", "本人確認"


METHODS = (ItemUse.DEVICE, ItemUse.POST, ItemUse.SMARTPHONE)
"""The three ways of 申請サポート方式; every one of them is offered at every place (第2-1-(2)-①)."""


class VisitCount(models.TextChoices):
    """What is counted of the people at a visit; each is a column of the result (第2-1-(2)-④, (12)-②)."""

    RECEIVED = "received", "受付"
    ON_SITE = "on_site", "うち出張申請受付"
    DEVICE = "assists_device", "申請補助 ア マイナアシスト"
    POST = "assists_post", "申請補助 イ 郵便"
    SMARTPHONE = "assists_smartphone", "申請補助 ウ スマートフォン"
    USAGE = "usage", "利活用"
    PHOTOS = "photos", "写真"
    INCOMPLETE = "incomplete", "未了"
    DOCUMENTS = "documents_received", "受領した書類"


OUTCOMES = (VisitCount.ON_SITE, VisitCount.DEVICE, VisitCount.POST, VisitCount.SMARTPHONE, VisitCount.INCOMPLETE)
"""How the application of one person ended: at most one of these for each person received (C27)."""


class LeafletStatus(models.TextChoices):
    """Where a leaflet stands; computed from what happened to it, never stored (第2-1-(4)-②)."""

    DRAFT = "draft", "作成中"
    CHECKING = "checking", "宛先の確認待ち"
    CHECKED = "checked", "宛先確認済み"
    PRINTED = "printed", "印刷済み"
    STUFFED = "stuffed", "封入済み"
    POSTED = "posted", "発送済み"
    COMPLETED = "completed", "完了"
    CANCELLED = "cancelled", "中止"


class LeafletSource(models.TextChoices):
    """Where an address of a leaflet came from."""

    REGISTER = "register", "施設の一覧"
    FILE = "file", "ファイル"
    HAND = "hand", "手入力"


class LeafletStepKind(models.TextChoices):
    """What can happen to a leaflet."""

    CREATED = "created", "作成を開始"
    EDITED = "edited", "登録の訂正"
    DESIGN_AGREED = "design_agreed", "デザインを市が承認"
    CHECK_ASKED = "check_asked", "宛先の確認を市へ依頼"
    CHECKED = "checked", "宛先を市が確認"
    CHECK_VOIDED = "check_voided", "宛先の変更により市の確認が無効"
    PRINTED = "printed", "印刷"
    STUFFED = "stuffed", "封入"
    POSTED = "posted", "発送"
    RETURNED = "returned", "返戻の記録"
    RETURN_UNDONE = "return_undone", "返戻の記録の取消し"
    CORRECTED = "corrected", "数・費用の記録"
    LETTERS_MADE = "letters_made", "施設のリンクを載せた手紙を作成"
    COMPLETED = "completed", "完了"
    CANCELLED = "cancelled", "中止"
    ERASED = "erased", "宛先の一覧を消去"


ONCE = (
    LeafletStepKind.PRINTED,
    LeafletStepKind.STUFFED,
    LeafletStepKind.POSTED,
    LeafletStepKind.COMPLETED,
    LeafletStepKind.CANCELLED,
    LeafletStepKind.ERASED,
)
"""Steps that a leaflet takes at most once."""
