"""Offices: who holds which from when, with what the contract asks of them (第2-1-(9)-①, 第2-2-(3)-ウ・オ・ク)."""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta

from django.db import connection, transaction

from apps.contracts.models import ContractTerm
from apps.contracts.parameters import parameter
from apps.core.clock import long_date, short_date
from apps.core.submissions import submit_once

from .enums import OFFICE_OF_DUTY, SINGLE_OFFICES, Office, QualificationKind
from .models import Appointment, OutingMember, Shift, StaffMember
from .refusals import NotPossible

DAY = timedelta(days=1)
DAYS_NAMED = 3


class AppointmentNotAllowed(NotPossible):
    """The person or the day does not fit the office; `shortfalls` holds one sentence for each reason."""

    def __init__(self, *shortfalls: str) -> None:
        super().__init__(" ".join(shortfalls))
        self.shortfalls = shortfalls


class OfficeVacant(NotPossible):
    """An office of one person would have nobody."""


class StillLeading(NotPossible):
    """The published roster counts on the person as a leader on days after the office."""


def shortfalls(office: Office, staff: StaffMember, day: date) -> list[str]:
    """What the person lacks for the office on the day, a sentence each; empty where the person may be appointed.

    A 運営責任者 is trained and certified after having been chosen: the gate asks for that, not the appointment.
    """
    return list(_shortfalls(Office(office), staff, day))


def _shortfalls(office: Office, staff: StaffMember, day: date) -> Iterator[str]:
    proofs = {row.kind: row for row in staff.qualifications.all() if row.verified_on <= day}

    def lacks(kind: QualificationKind, *, years: int = 0) -> bool:
        return kind not in proofs or (proofs[kind].years or 0) < years

    if not (staff.joined_on <= day and (staff.left_on is None or day <= staff.left_on)):
        yield f"{long_date(day)}は、この人の従事期間の外です。"
    if office in (Office.GENERAL_MANAGER, Office.SITE_LEADER) and not staff.is_permanent:
        yield f"{office.label}は、正社員に限ります（第2-1-(9)-①）。"
    if office == Office.GENERAL_MANAGER:
        years = parameter("leaders.general_manager_years", day)
        if lacks(QualificationKind.COMPARABLE_CONTRACT, years=years):
            yield f"同様の業務委託の経験{years}年以上の確認の記録がありません（第2-1-(9)-①）。"
        for kind, clause in (
            (QualificationKind.CARD_SUPPORT_MANAGEMENT, "第2-1-(9)"),
            (QualificationKind.CARD_KNOWLEDGE, "第2-1-(9)-①"),
            (QualificationKind.PERSONAL_DATA, "第2-1-(9)-①"),
        ):
            if lacks(kind):
                yield f"「{kind.label}」の確認の記録がありません（{clause}）。"
    if office == Office.CC_GENERAL_MANAGER and all(
        lacks(kind) for kind in (QualificationKind.CARD_WORK, QualificationKind.CARD_SUPPORT_MANAGEMENT)
    ):
        yield f"「{QualificationKind.CARD_WORK.label}」の確認の記録がありません（第2-2-(3)-ウ）。"
    if office == Office.CC_LEADER:
        years = parameter("callcenter.leader_years", day)
        if lacks(QualificationKind.CALL_CENTRE_MANAGEMENT, years=years):
            yield f"コールセンター業務の管理経験{years}年以上の確認の記録がありません（第2-2-(3)-オ）。"


def appoint(
    *,
    office: Office | str,
    staff: StaffMember,
    starts_on: date,
    consulted_on: date,
    document: str,
    phone: str,
    succeeds: Appointment | None,
    submission_key: uuid.UUID,
) -> Appointment:
    """Gives somebody an office; in an office of one person the holder's time ends the day before.

    `succeeds` is the last holder's appointment as the author of the change saw it: of two successors at one moment
    one is appointed. Raises AppointmentNotAllowed.
    """
    office = Office(office)
    if consulted_on > starts_on:
        raise AppointmentNotAllowed("市と協議した日は、開始日と同じ日かそれより前の日にしてください。")
    if reasons := shortfalls(office, staff, starts_on):
        raise AppointmentNotAllowed(*reasons)

    def create() -> Appointment:
        if office in SINGLE_OFFICES:
            _make_room(office, staff, starts_on, succeeds)
        return Appointment.objects.create(
            office=office,
            staff=staff,
            starts_on=starts_on,
            consulted_on=consulted_on,
            document=document,
            phone=phone,
            submission_key=submission_key,
        )

    appointment, _ = submit_once(Appointment, submission_key, create)
    return appointment


def last_appointment(office: Office) -> Appointment | None:
    """Who holds an office of one person last, begun or not: whom the next one succeeds."""
    return Appointment.objects.filter(office=office).select_related("staff").order_by("-starts_on").first()


def _lock(office: str) -> None:
    """One change of an office at a time, the first appointment included, for which there is no row to hold."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"appointment:{office}"])


def _make_room(office: Office, staff: StaffMember, starts_on: date, succeeds: Appointment | None) -> None:
    """Ends the last holder's time the day before; held under the office's lock until the successor is written."""
    _lock(office)
    last = last_appointment(office)
    if last != succeeds:
        raise AppointmentNotAllowed("ほかの人の選任が先に登録されました。内容を確かめて、もう一度登録してください。")
    if last is None:
        return
    if last.staff_id == staff.pk:
        raise AppointmentNotAllowed(f"{staff}さんは、すでに{office.label}です。")
    if starts_on <= last.starts_on:
        sentence = f"開始日は、前任の{last.staff}さんの開始日（{long_date(last.starts_on)}）より後の日にしてください。"
        raise AppointmentNotAllowed(sentence)
    if last.ends_on and starts_on > last.ends_on + DAY:
        raise AppointmentNotAllowed(f"空白が生じないよう、{long_date(last.ends_on + DAY)}までに始めてください。")
    last.ends_on = starts_on - DAY
    last.save()


def end_appointment(*, appointment: Appointment, ends_on: date) -> None:
    """Ends an office; one of a single person ends with the last term only, otherwise by naming a successor.

    Raises OfficeVacant, StillLeading, and NotPossible for a day before the beginning.
    """
    with transaction.atomic():
        locked = _locked(appointment)
        if ends_on < locked.starts_on:
            raise NotPossible("終了日は、開始日と同じ日かそれより後の日にしてください。")
        if locked.ends_on and locked.ends_on <= ends_on:
            raise NotPossible("この選任は、その日までにすでに終わっています。")
        if locked.office in SINGLE_OFFICES and ends_on < _last_day_of_contract():
            label = locked.get_office_display()
            raise OfficeVacant(f"{label}は、後任のいないまま終えられません。後任を選任すると、前日で終わります。")
        _refuse_still_leading(locked, ends_on + DAY)
        locked.ends_on = ends_on
        locked.save()


def _locked(appointment: Appointment) -> Appointment:
    """The row as it stands now, its office held. Raises NotPossible once it was withdrawn."""
    _lock(appointment.office)
    try:
        return Appointment.objects.select_related("staff").get(pk=appointment.pk)
    except Appointment.DoesNotExist:
        raise NotPossible("この選任は、すでに取り消されています。") from None


def _refuse_still_leading(appointment: Appointment, since: date) -> None:
    """The roster does not count on a leader who is none any more (第2-1-(9)-①, 第2-2-(3)-オ).

    Days that another appointment of the person to the office covers do not count, nor do shifts noted as an absence.
    """
    staff, office = appointment.staff, Office(appointment.office)
    duties = [duty for duty, held in OFFICE_OF_DUTY.items() if held == office]
    if not duties:
        return
    shifts = Shift.objects.published().filter(staff=staff, duty__in=duties, day__gte=since, absence__isnull=True)
    days = set(shifts.values_list("day", flat=True))
    if office == Office.SITE_LEADER:
        led = OutingMember.objects.filter(staff=staff, leads=True, outing__day__gte=since)
        days |= set(led.values_list("outing__day", flat=True))
    others = list(staff.appointments.filter(office=office).exclude(pk=appointment.pk))
    counted_on = sorted(
        day
        for day in days
        if (appointment.ends_on is None or day <= appointment.ends_on)
        and not any(other.starts_on <= day and (other.ends_on is None or day <= other.ends_on) for other in others)
    )
    if counted_on:
        first = "、".join(short_date(day) for day in counted_on[:DAYS_NAMED])
        raise StillLeading(
            f"{staff}さんは、{office.label}としての勤務がその後に{len(counted_on)}日あります（最初は{first}）。"
            "先に勤務表または出張申請受付の担当を変更してください。"
        )


def _last_day_of_contract() -> date:
    last = ContractTerm.objects.order_by("-ends_on").values_list("ends_on", flat=True).first()
    return last or date.max


def submit_history(*, appointment: Appointment, submitted_on: date, today: date) -> None:
    """The work history of a new holder was handed to the city (第2-2-(3)-ク). Raises NotPossible."""
    with transaction.atomic():
        locked = _locked(appointment)
        if not locked.consulted_on <= submitted_on <= today:
            raise NotPossible("提出日は、市と協議した日から本日までの日にしてください。")
        locked.history_submitted_on = submitted_on
        locked.save()


def withdraw_appointment(*, appointment: Appointment, today: date) -> None:
    """Takes back an appointment that has not begun; the predecessor in an office of one person goes on.

    Raises StillLeading, NotPossible.
    """
    with transaction.atomic():
        appointment = _locked(appointment)
        if appointment.starts_on <= today:
            raise NotPossible("すでに始まった選任は、取り消せません。")
        is_single = appointment.office in SINGLE_OFFICES
        if is_single and appointment != last_appointment(Office(appointment.office)):
            raise NotPossible("後任の選任を、先に取り消してください。")
        _refuse_still_leading(appointment, appointment.starts_on)
        ends_on = appointment.ends_on
        appointment.delete()
        if is_single:
            day_before = appointment.starts_on - DAY
            for predecessor in Appointment.objects.filter(office=appointment.office, ends_on=day_before):
                predecessor.ends_on = ends_on
                predecessor.save()
