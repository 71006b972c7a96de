"""People for the tests, who joined in spring; ready for Monday 2 June 2025, the first day anything is open.

The contract's rows must be loaded (fixture `contract`).
"""

from datetime import date, datetime, time, timedelta
from itertools import count

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.contracts.enums import Decision
from apps.contracts.models import Document, DocumentVersion, Site
from apps.core.clock import JST
from apps.workforce.enums import (
    CALL_CENTRE_DUTIES,
    OFFICE_OF_DUTY,
    Duty,
    Employment,
    Office,
    QualificationKind,
    TrainingKind,
    TrainingTopic,
)
from apps.workforce.gates import AUDIENCE_OF_DUTY
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

SPRING = date(2025, 4, 1)
SUNDAY = date(2025, 6, 1)
MONDAY = date(2025, 6, 2)
EVERY_TOPIC = tuple(TrainingTopic.values)
CURRICULUM = {"counter": "counter-curriculum", "callcenter": "callcenter-curriculum"}
_serial = count(1001)  # of one width, however many tests ran before


def at(hour: int, minute: int = 0, *, day: date = MONDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), JST)


def make_user(role: Role | str = Role.GENERAL_MANAGER) -> User:
    """Somebody who never signs in: no password is hashed."""
    number = next(_serial)
    return User.objects.create(
        username=f"{role}-w{number}", display_name=f"利用者{number}", role=role, must_change_password=False
    )


def clerk() -> User:
    """Who recorded what the tests put on record."""
    user, _ = User.objects.get_or_create(
        username="clerk", defaults={"display_name": "記録係", "role": Role.GENERAL_MANAGER}
    )
    return user


def approver() -> User:
    user, _ = User.objects.get_or_create(
        username="approver", defaults={"display_name": "承認者", "role": Role.CITY_APPROVER}
    )
    return user


def make_staff(
    *,
    ready_for: Duty | str | None = None,
    on: date = MONDAY,
    posted_to: Site | None = None,
    **fields: object,
) -> StaffMember:
    """Somebody who has just joined; with `ready_for` somebody who lacks nothing for that duty from the day `on`."""
    number = next(_serial)
    duty = Duty(fields.pop("duty", ready_for or Duty.COUNTER_STAFF))
    leads = duty in OFFICE_OF_DUTY
    defaults = {
        "code": f"T{number:04}",
        "name": f"試験 {number:04}",
        "name_kana": f"シケン {number:04}",
        "employment": Employment.PERMANENT if leads else Employment.CONTRACT,
        "duty": duty,
        "joined_on": min(SPRING, on - timedelta(days=30)),
    }
    staff = StaffMember.objects.create(**(defaults | fields))
    if ready_for:
        make_ready(staff, Duty(ready_for), on=on)
    if posted_to:
        post(staff, posted_to)
    return staff


def make_ready(staff: StaffMember, duty: Duty, *, on: date = MONDAY) -> None:
    """All that the gate asks for, done a week before the day."""
    before = on - timedelta(days=7)
    train(staff, held_on=before, duty=duty)
    train(staff, kind=TrainingKind.CONFIDENTIALITY, held_on=before)
    Pledge.objects.create(staff=staff, signed_on=before, submitted_on=before)
    if duty == Duty.SITE_LEADER:
        manager = general_manager(since=min(SPRING, before))
        train(staff, kind=TrainingKind.LEADER, held_on=before, trainer=manager)
        certify(staff, on=before)
        qualify(staff, QualificationKind.SYSTEM_KNOWLEDGE, QualificationKind.PERSONAL_DATA, on=before)
    if duty == Duty.CC_LEADER:
        qualify(staff, QualificationKind.CALL_CENTRE_MANAGEMENT, years=5, on=before)
    if duty in CALL_CENTRE_DUTIES:
        qualify(staff, QualificationKind.MANNERS, QualificationKind.PC_SKILL, on=before)
    if office := OFFICE_OF_DUTY.get(duty):
        make_appointment(office, staff, starts_on=before)
    for version in DocumentVersion.objects.in_force(on).filter(document__needs_reading=True):
        if version.document.audience in ("all", AUDIENCE_OF_DUTY[duty]):
            read(staff, version, on=before)


def version_in_force(code: str, since: date = SPRING) -> DocumentVersion:
    """The version of a paper that begins on this day, accepted by the city; made where there is none."""
    document = Document.objects.get(code=code)
    version = document.versions.filter(in_force_from=since).first()
    if version:
        return version
    number = document.versions.count() + 1
    return DocumentVersion.objects.create(
        document=document,
        number=number,
        prepared_on=since,
        replaces_reason="" if number == 1 else "手順の見直し",
        location=f"文書棚{number}",
        submitted_on=since,
        submitted_by=clerk(),
        decided_on=since,
        decided_by=approver(),
        decision=Decision.ACCEPTED,
        in_force_from=since,
    )


def trainer() -> StaffMember:
    """The permanent employee with the experience that a trainer needs."""
    staff = StaffMember.objects.filter(code="TRAINER").first()
    if staff is None:
        staff = make_staff(code="TRAINER", name="講師 一", employment=Employment.PERMANENT, joined_on=date(2020, 4, 1))
        qualify(staff, QualificationKind.CARD_SUPPORT_MANAGEMENT, years=3, on=date(2020, 4, 1))
    return staff


def general_manager(*, since: date = SPRING) -> StaffMember:
    """The 統括責任者; appointed with all that is asked for where there is none yet."""
    appointment = Appointment.objects.filter(office=Office.GENERAL_MANAGER).order_by("starts_on").first()
    if appointment:
        return appointment.staff
    staff = make_staff(code="GM", name="統括 一", employment=Employment.PERMANENT, joined_on=date(2020, 4, 1))
    qualify_as_general_manager(staff)
    make_appointment(Office.GENERAL_MANAGER, staff, starts_on=since)
    return staff


def qualify_as_general_manager(staff: StaffMember) -> None:
    qualify(staff, QualificationKind.COMPARABLE_CONTRACT, years=2, on=SPRING)
    qualify(
        staff,
        QualificationKind.CARD_SUPPORT_MANAGEMENT,
        QualificationKind.CARD_KNOWLEDGE,
        QualificationKind.PERSONAL_DATA,
        on=SPRING,
    )


def train(
    *people: StaffMember,
    kind: TrainingKind = TrainingKind.BASIC,
    held_on: date = MONDAY - timedelta(days=7),
    duty: Duty = Duty.COUNTER_STAFF,
    version: DocumentVersion | None = None,
    topics: tuple[str, ...] = EVERY_TOPIC,
    trainer: StaffMember | None = None,
) -> TrainingSession:
    """A training that was held; basic ones by the curriculum of the duty, all topics completed."""
    if kind == TrainingKind.BASIC and version is None:
        version = version_in_force(CURRICULUM[AUDIENCE_OF_DUTY[duty]], since=min(SPRING, held_on))
    session = TrainingSession.objects.create(
        kind=kind,
        held_on=held_on,
        trainer=trainer or _trainer(),
        version=version,
        minutes=180,
        recorded_by=clerk(),
    )
    done = list(topics) if kind == TrainingKind.BASIC else []
    Attendance.objects.bulk_create(Attendance(session=session, staff=staff, topics=done) for staff in people)
    return session


_trainer = trainer


def qualify(staff: StaffMember, *kinds: QualificationKind, years: int | None = None, on: date = SPRING) -> None:
    for kind in kinds:
        Qualification.objects.create(
            staff=staff, kind=kind, years=years, verified_on=on, evidence="履歴書 綴り1", verified_by=clerk()
        )


def certify(staff: StaffMember, *, on: date = SPRING, accepted: bool | None = True) -> CareerCertificate:
    decided = accepted is not None
    return CareerCertificate.objects.create(
        staff=staff,
        submitted_on=on,
        submitted_by=clerk(),
        document="経歴証明書 第1号",
        decided_on=on if decided else None,
        decided_by=approver() if decided else None,
        is_accepted=accepted,
        comment="" if accepted is not False else "勤務先の記載が足りません。",
    )


def make_appointment(
    office: Office, staff: StaffMember, *, starts_on: date = SPRING, ends_on: date | None = None
) -> Appointment:
    return Appointment.objects.create(
        office=office, staff=staff, starts_on=starts_on, ends_on=ends_on, consulted_on=starts_on - timedelta(days=3)
    )


def post(staff: StaffMember, site: Site, *, starts_on: date = SUNDAY, ends_on: date | None = None) -> Posting:
    return Posting.objects.create(staff=staff, site=site, starts_on=starts_on, ends_on=ends_on)


def read(staff: StaffMember, version: DocumentVersion, *, on: date = MONDAY) -> ReadReceipt:
    return ReadReceipt.objects.create(staff=staff, version=version, read_at=at(9, day=on))
