from django.db import models


class Employment(models.TextChoices):
    """How somebody is employed; trainers and leaders must be permanent (第2-1-(5), (9)-①)."""

    PERMANENT = "permanent", "正社員"
    CONTRACT = "contract", "契約社員"
    PART_TIME = "part_time", "パート・アルバイト"
    DISPATCHED = "dispatched", "派遣社員"
    SUBCONTRACTED = "subcontracted", "再委託先の社員"


class Duty(models.TextChoices):
    """What somebody does on a shift."""

    COUNTER_STAFF = "counter_staff", "従事者"
    SITE_LEADER = "site_leader", "運営責任者"
    OPERATOR = "operator", "オペレーター"
    CC_LEADER = "cc_leader", "コールセンター運営責任者"


COUNTER_DUTIES = frozenset({Duty.COUNTER_STAFF, Duty.SITE_LEADER})
CALL_CENTRE_DUTIES = frozenset({Duty.OPERATOR, Duty.CC_LEADER})


class Office(models.TextChoices):
    """To what somebody is appointed after talking with the city (第2-1-(9)-①, 第2-2-(3)-ウ・オ)."""

    GENERAL_MANAGER = "general_manager", "統括責任者"
    CC_GENERAL_MANAGER = "cc_general_manager", "コールセンター総括責任者"
    SITE_LEADER = "site_leader", "運営責任者"
    CC_LEADER = "cc_leader", "コールセンター運営責任者"


SINGLE_OFFICES = (Office.GENERAL_MANAGER, Office.CC_GENERAL_MANAGER)
"""Held by exactly one person on every day (第2-1-(9), 第2-2-(3)-ウ)."""

OFFICE_OF_DUTY = {Duty.SITE_LEADER: Office.SITE_LEADER, Duty.CC_LEADER: Office.CC_LEADER}


class QualificationKind(models.TextChoices):
    """What somebody brings along, proven by a paper (第2-1-(5), (9)-①; 第2-2-(3)-ウ・オ, (6)-①②)."""

    CARD_SUPPORT_MANAGEMENT = "card_support_management", "カード申請支援業務の管理者経験"
    COMPARABLE_CONTRACT = "comparable_contract", "同様の業務委託の経験"
    CARD_KNOWLEDGE = "card_knowledge", "マイナンバーカードの知識"
    PERSONAL_DATA = "personal_data", "個人情報の取扱いの知識"
    CARD_WORK = "card_work", "マイナンバーカードに係る業務の経験"
    SYSTEM_KNOWLEDGE = "system_knowledge", "マイナンバー制度を取り扱う事務の知識"
    CALL_CENTRE_MANAGEMENT = "call_centre_management", "コールセンター業務の管理経験"
    MANNERS = "manners", "接遇"
    PC_SKILL = "pc_skill", "パソコン操作"


class TrainingKind(models.TextChoices):
    """What a training is for (第2-1-(5), (9)-①; 第2-2-(6)-③④; 第3-2-(4))."""

    BASIC = "basic", "業務研修"
    CONFIDENTIALITY = "confidentiality", "守秘義務研修"
    LEADER = "leader", "運営責任者研修"
    RETRAINING = "retraining", "再研修"


class TrainingTopic(models.TextChoices):
    """The three things that everybody learns before the first day (第2-1-(5))."""

    MANNERS = "manners", "接遇"
    CARD_KNOWLEDGE = "card_knowledge", "マイナンバーカードの知識"
    PRIVACY_AND_SECURITY = "privacy_and_security", "個人情報保護と情報セキュリティ"


class Bar(models.TextChoices):
    """What stands between somebody and a shift; the words are short enough for a list."""

    NOT_EMPLOYED = "not_employed", "従事期間外"
    BASIC_TRAINING = "basic_training", "業務研修"
    CONFIDENTIALITY = "confidentiality", "守秘義務研修"
    PLEDGE = "pledge", "誓約書"
    READING = "reading", "文書の確認"
    RETRAINING = "retraining", "要再研修"
    EMPLOYMENT = "employment", "雇用形態"
    APPOINTMENT = "appointment", "選任"
    GENERAL_MANAGER = "general_manager", "統括責任者と兼務"
    LEADER_TRAINING = "leader_training", "運営責任者研修"
    CERTIFICATE = "certificate", "経歴証明書"
    QUALIFICATION = "qualification", "資格・経験"


class AbsenceReason(models.TextChoices):
    """Why somebody is away, no more than the roster needs."""

    SUDDEN = "sudden", "急な欠勤"
    LATE = "late", "遅刻"
    EARLY_LEAVE = "early_leave", "早退"
    LEAVE = "leave", "休暇"


class LeftAs(models.TextChoices):
    """What ended a stretch of presence."""

    BREAK = "break", "休憩"
    OUT = "out", "退勤"
    MOVE = "move", "ほかの場所へ移動"


class VacancyKind(models.TextChoices):
    """What was missing: heads at a place, or a leader anywhere (第2-1-(9))."""

    HEADS = "heads", "人数"
    LEADER = "leader", "運営責任者"


class StaffingResult(models.TextChoices):
    """What a talk about the staffing of the call centre led to (第2-2-(3)-ケ)."""

    MORE = "more", "増員"
    SAME = "same", "現状"
    FEWER = "fewer", "減員"
