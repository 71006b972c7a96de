"""The contractor's people, who do not exist: their papers, trainings, offices and places of work."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import QuerySet

from apps.contracts.calendar import DAY
from apps.contracts.enums import Decision, DocumentKind
from apps.contracts.models import Document, DocumentVersion, Site
from apps.core.clock import JST
from apps.workforce.enums import (
    CALL_CENTRE_DUTIES,
    SINGLE_OFFICES,
    Duty,
    Employment,
    Office,
    QualificationKind,
    TrainingKind,
    TrainingTopic,
)
from apps.workforce.models import (
    Appointment,
    Attendance,
    CareerCertificate,
    Pledge,
    Posting,
    Qualification,
    ReadReceipt,
    StaffMember,
    TrainingSession,
)

from .rows import key, stream
from .world import World, in_history

AGENCY = "架空スタッフ株式会社"


@dataclass(frozen=True)
class Made:
    """One made-up person, as written down here."""

    code: str
    name: str
    kana: str
    duty: Duty
    employment: Employment
    sites: tuple[str, ...]
    account: str = ""


COUNTER, LEADER, OPERATOR, CC_LEADER = Duty.COUNTER_STAFF, Duty.SITE_LEADER, Duty.OPERATOR, Duty.CC_LEADER
PERMANENT, CONTRACT, PART_TIME = Employment.PERMANENT, Employment.CONTRACT, Employment.PART_TIME
DISPATCHED = Employment.DISPATCHED
EVERY_COUNTER = ("honcho", "takashina", "ohigashi", "kasumigaseki", "naguwashi", "station")
MANAGER, CC_MANAGER, RELIEF, NEWCOMER = "K001", "K002", "K190", "K191"
STAFF = (
    Made(MANAGER, "川島　統", "カワシマ オサム", COUNTER, PERMANENT, (), "manager1"),
    Made(CC_MANAGER, "小仙波　総", "コセンバ フサ", CC_LEADER, PERMANENT, ()),
    Made("K101", "霞　導", "カスミ シルベ", LEADER, PERMANENT, EVERY_COUNTER, "leader1"),
    Made("K102", "高階　窓子", "タカシナ マドコ", COUNTER, CONTRACT, ("honcho",), "counter1"),
    Made("K103", "芳野　案内", "ヨシノ アンナ", COUNTER, PERMANENT, ("honcho",)),
    Made("K104", "古谷　受子", "フルヤ ウケコ", COUNTER, PART_TIME, ("honcho",)),
    Made("K111", "福原　率", "フクハラ リツ", LEADER, PERMANENT, ("takashina", "station")),
    Made("K112", "藤間　写", "フジマ ウツシ", COUNTER, CONTRACT, ("takashina",)),
    Made("K113", "砂　照", "スナ テル", COUNTER, DISPATCHED, ("takashina",)),
    Made("K121", "豊田　明", "トヨダ アカリ", COUNTER, PERMANENT, ("ohigashi",)),
    Made("K122", "増形　操", "マスガタ ミサオ", COUNTER, CONTRACT, ("ohigashi",)),
    Made("K123", "池辺　結", "イケノベ ユイ", COUNTER, DISPATCHED, ("ohigashi",)),
    Made("K131", "笠幡　支", "カサハタ ササエ", COUNTER, PERMANENT, ("kasumigaseki",)),
    Made("K132", "安比奈　援", "アイナ タスケ", COUNTER, CONTRACT, ("kasumigaseki",)),
    Made("K133", "吉田　拓", "ヨシダ ヒラク", COUNTER, PART_TIME, ("kasumigaseki",)),
    Made("K141", "小堤　栞", "コヅツミ シオリ", COUNTER, PERMANENT, ("naguwashi",)),
    Made("K142", "鯨井　紡", "クジライ ツムギ", COUNTER, CONTRACT, ("naguwashi",)),
    Made("K143", "下広谷　歩", "シモヒロヤ アユム", COUNTER, DISPATCHED, ("naguwashi",)),
    Made("K151", "脇田　舵", "ワキタ カジ", LEADER, PERMANENT, ("station",)),
    Made("K152", "仙波　環", "センバ タマキ", COUNTER, CONTRACT, ("station",)),
    Made("K153", "菅間　灯", "スガマ トモリ", COUNTER, PART_TIME, ("station",)),
    Made("K154", "岸　渡", "キシ ワタル", COUNTER, DISPATCHED, ("station",)),
    Made(RELIEF, "伊佐沼　助", "イサヌマ タスク", COUNTER, PERMANENT, EVERY_COUNTER),
    Made(NEWCOMER, "久下戸　新", "クゲド アラタ", COUNTER, CONTRACT, ("honcho",)),
    Made("K201", "的場　受話", "マトバ ジュワ", CC_LEADER, PERMANENT, ("callcenter",), "ccleader1"),
    Made("K202", "大東　声", "ダイトウ コエ", OPERATOR, CONTRACT, ("callcenter",), "operator1"),
    Made("K203", "名細　響", "ナグワシ ヒビキ", OPERATOR, CONTRACT, ("callcenter",), "operator2"),
    Made("K204", "渋井　聴", "シブイ キキ", OPERATOR, PART_TIME, ("callcenter",)),
    Made("K205", "寺尾　語", "テラオ カタリ", OPERATOR, DISPATCHED, ("callcenter",)),
    Made("K206", "石原　答", "イシハラ コタエ", OPERATOR, PART_TIME, ("callcenter",)),
)
NOT_RETRAINED = ("K104", "K123", "K154")
"""Who has not been taught the new counter manual yet: 要再研修."""
Proven = dict[QualificationKind, int | None]
PROVEN: dict[str, Proven] = {
    MANAGER: {
        QualificationKind.CARD_SUPPORT_MANAGEMENT: 4,
        QualificationKind.COMPARABLE_CONTRACT: 3,
        QualificationKind.CARD_KNOWLEDGE: None,
        QualificationKind.PERSONAL_DATA: None,
    },
    CC_MANAGER: {
        QualificationKind.CALL_CENTRE_MANAGEMENT: 6,
        QualificationKind.COMPARABLE_CONTRACT: 3,
        QualificationKind.PERSONAL_DATA: None,
    },
}
PROVEN_BY_DUTY: dict[Duty, Proven] = {
    LEADER: {
        QualificationKind.CARD_SUPPORT_MANAGEMENT: 2,
        QualificationKind.SYSTEM_KNOWLEDGE: None,
        QualificationKind.PERSONAL_DATA: None,
    },
    CC_LEADER: {
        QualificationKind.CALL_CENTRE_MANAGEMENT: 2,
        QualificationKind.MANNERS: None,
        QualificationKind.PC_SKILL: None,
    },
    OPERATOR: {QualificationKind.MANNERS: None, QualificationKind.PC_SKILL: None},
    COUNTER: {},
}
PHONES = {Office.GENERAL_MANAGER: "090-0000-0001", Office.CC_GENERAL_MANAGER: "090-0000-0002"}
CURRICULUM_DAYS, TRAINING_DAYS, JOINING_DAYS = 45, 12, 20
"""How many days before the first term its papers are prepared, people are trained, and people join."""


@in_history
def build(world: World) -> None:
    people(world)
    contacts(world)
    papers(world)
    qualifications(world)
    appointments(world)
    trainings(world)


def people(world: World) -> None:
    first = world.terms[0].starts_on
    StaffMember.objects.bulk_create(
        StaffMember(
            code=made.code, name=made.name, name_kana=made.kana, duty=made.duty, employment=made.employment,
            employer=AGENCY if made.employment == Employment.DISPATCHED else "",
            user=world.users.get(made.account),
            joined_on=world.today - 3 * DAY if made.code == NEWCOMER else first - JOINING_DAYS * DAY,
            submission_key=key(stream(world.seed, "staff", made.code)),
        )
        for made in STAFF
    )  # fmt: skip
    world.staff = {staff.code: staff for staff in StaffMember.objects.all()}
    Posting.objects.bulk_create(
        Posting(
            staff=world.staff[made.code],
            site=world.sites[code],
            starts_on=max(first, world.staff[made.code].joined_on),
        )
        for made in STAFF
        for code in made.sites
    )
    Pledge.objects.bulk_create(
        Pledge(staff=staff, signed_on=staff.joined_on + DAY, submitted_on=staff.joined_on + 4 * DAY)
        for staff in settled(world)
    )


def settled(world: World) -> list[StaffMember]:
    """Everybody who has done what the first day asks for: all but the newcomer."""
    return [staff for staff in world.staff.values() if staff.code != NEWCOMER]


def contacts(world: World) -> None:
    """Numbers of a block that is not given out."""
    for number, site in enumerate(Site.objects.exclude(code="city"), start=1):
        site.phone, site.mobile = f"049-000-{2000 + number}", f"090-0000-1{number:03d}"
        site.save()
        world.sites[site.code] = site


def papers(world: World) -> None:
    """Every paper was accepted before the first term; in the current one the counter manual has a second version."""
    prepared = world.terms[0].starts_on - CURRICULUM_DAYS * DAY
    DocumentVersion.objects.bulk_create(
        a_version(world, document, 1, prepared, in_force_from=prepared + 15 * DAY)
        for document in Document.objects.exclude(code__in=("threat-response", "leak-response-plan"))
    )
    undecided: dict[str, dict[str, Any]] = {
        "threat-response": {},
        "leak-response-plan": {"submitted_on": world.today - 2 * DAY, "submitted_by": world.users["manager1"]},
    }
    DocumentVersion.objects.bulk_create(
        DocumentVersion(
            document=Document.objects.get(code=code), number=1, prepared_on=world.today - 6 * DAY,
            location=f"電子保管 {code} 第1版", submission_key=key(stream(world.seed, "version", code)), **submission,
        )
        for code, submission in undecided.items()
    )  # fmt: skip
    manual = Document.objects.get(code="counter-manual")
    begins = manual_began(world)
    DocumentVersion.objects.bulk_create(
        [a_version(world, manual, 2, begins - 15 * DAY, in_force_from=begins, reason="受付の記録の方法を改めたため")]
    )


def manual_began(world: World) -> date:
    """Three weeks ago, or as early in the current term as that allows."""
    return max(world.today - 21 * DAY, world.terms[-1].starts_on)


def a_version(
    world: World, document: Document, number: int, prepared: date, *, in_force_from: date, reason: str = ""
) -> DocumentVersion:
    return DocumentVersion(
        document=document, number=number, prepared_on=prepared, replaces_reason=reason,
        location=f"電子保管 {document.code} 第{number}版",
        submitted_on=prepared + 4 * DAY, submitted_by=world.users["manager1"],
        decided_on=prepared + 11 * DAY, decided_by=world.users["approver1"], decision=Decision.ACCEPTED,
        in_force_from=in_force_from, submission_key=key(stream(world.seed, "version", document.code, number)),
    )  # fmt: skip


def qualifications(world: World) -> None:
    by, verified = world.users["manager1"], world.terms[0].starts_on - (JOINING_DAYS - 2) * DAY
    Qualification.objects.bulk_create(
        Qualification(
            staff=staff, kind=kind, years=years, verified_on=verified, verified_by=by,
            evidence=f"{staff.code} 職務経歴書（事務局の鍵付き書庫）",
            submission_key=key(stream(world.seed, "qualification", staff.code, kind)),
        )
        for staff in settled(world)
        for kind, years in PROVEN.get(staff.code, PROVEN_BY_DUTY[Duty(staff.duty)]).items()
    )  # fmt: skip
    CareerCertificate.objects.bulk_create(
        CareerCertificate(
            staff=staff, submitted_on=verified + DAY, submitted_by=by, document=f"経歴証明書 {staff.code}",
            decided_on=verified + 5 * DAY, decided_by=world.users["approver1"], is_accepted=True,
            submission_key=key(stream(world.seed, "certificate", staff.code)),
        )
        for staff in settled(world)
        if staff.duty == Duty.SITE_LEADER or staff.code == MANAGER
    )  # fmt: skip


def offices(world: World) -> list[tuple[Office, StaffMember]]:
    by_duty = {Duty.SITE_LEADER: Office.SITE_LEADER, Duty.CC_LEADER: Office.CC_LEADER}
    return [
        (Office.GENERAL_MANAGER, world.staff[MANAGER]),
        (Office.CC_GENERAL_MANAGER, world.staff[CC_MANAGER]),
        *(
            (by_duty[Duty(staff.duty)], staff)
            for staff in world.staff.values()
            if staff.duty in by_duty and staff.code != CC_MANAGER
        ),
    ]


def appointments(world: World) -> None:
    """Anew for each term; the first begins early enough for the trainings, and no office of one person has a gap."""
    terms = [*world.terms]
    spans = [(term.starts_on, term.ends_on) for term in terms]
    spans[0] = (terms[0].starts_on - (JOINING_DAYS - 1) * DAY, terms[0].ends_on)
    Appointment.objects.bulk_create(
        Appointment(
            office=office, staff=staff, starts_on=starts, ends_on=ends, consulted_on=starts - 5 * DAY,
            document=f"協議書 {staff.code}-{number}",
            phone=PHONES.get(office, f"090-0000-2{staff.code[1:]}"),
            history_submitted_on=starts - 5 * DAY if office in SINGLE_OFFICES else None,
            submission_key=key(stream(world.seed, "appointment", office, staff.code, number)),
        )
        for number, (starts, ends) in enumerate(spans, start=1)
        for office, staff in offices(world)
    )  # fmt: skip


def trainings(world: World) -> None:
    """Basic and confidentiality training before the first day, the leaders' by the manager, then the new manual's."""
    held, everybody = world.terms[0].starts_on - TRAINING_DAYS * DAY, settled(world)
    call_centre = [staff for staff in everybody if staff.duty in CALL_CENTRE_DUTIES]
    counters = [staff for staff in everybody if staff not in call_centre]
    manager, cc_manager = world.staff[MANAGER], world.staff[CC_MANAGER]
    curricula = versions(DocumentKind.TRAINING_CURRICULUM, 1)
    teach(world, TrainingKind.BASIC, held, manager, counters, 360, curricula.get(document__code="counter-curriculum"))
    teach(
        world, TrainingKind.BASIC, held, cc_manager, call_centre, 420,
        curricula.get(document__code="callcenter-curriculum"),
    )  # fmt: skip
    teach(world, TrainingKind.CONFIDENTIALITY, held + DAY, manager, everybody, 90)
    leaders = [staff for staff in counters if staff.duty == Duty.SITE_LEADER]
    teach(world, TrainingKind.LEADER, held + 2 * DAY, manager, leaders, 180)
    begins = manual_began(world)
    retrained = [staff for staff in counters if staff.code not in NOT_RETRAINED]
    manual = versions(DocumentKind.COUNTER_MANUAL, 2).get()
    teach(world, TrainingKind.RETRAINING, min(begins + 2 * DAY, world.today), manager, retrained, 60, manual)
    readings(world, everybody)


def versions(kind: DocumentKind, number: int) -> QuerySet[DocumentVersion]:
    return DocumentVersion.objects.filter(document__kind=kind, number=number)


def teach(
    world: World,
    kind: TrainingKind,
    held_on: date,
    trainer: StaffMember,
    people: list[StaffMember],
    minutes: int,
    version: DocumentVersion | None = None,
) -> None:
    session = TrainingSession.objects.create(
        kind=kind, held_on=held_on, trainer=trainer, version=version, minutes=minutes,
        recorded_by=world.users["manager1"], submission_key=key(stream(world.seed, "training", kind, trainer.code)),
    )  # fmt: skip
    topics = TrainingTopic.values if kind == TrainingKind.BASIC else []
    Attendance.objects.bulk_create(Attendance(session=session, staff=staff, topics=topics) for staff in people)


def readings(world: World, people: list[StaffMember]) -> None:
    """Everybody has read what concerns everybody or their own work."""
    read_at = datetime.combine(world.terms[0].starts_on - TRAINING_DAYS * DAY, time(16), JST)
    to_read = DocumentVersion.objects.filter(document__needs_reading=True, number=1).select_related("document")
    ReadReceipt.objects.bulk_create(
        ReadReceipt(staff=staff, version=version, read_at=read_at)
        for version in to_read
        for staff in people
        if version.document.audience == "all" or staff.duty in CALL_CENTRE_DUTIES
    )
