"""Trainings that were held, and papers that somebody has read."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.contracts.enums import Audience, DocumentKind
from apps.contracts.models import DocumentVersion
from apps.core.submissions import submit_once

from .enums import Duty, Office, QualificationKind, TrainingKind
from .gates import AUDIENCE_OF_DUTY
from .models import Appointment, Attendance, ReadReceipt, Shift, StaffMember, TrainingSession
from .models.training import OF_A_VERSION
from .refusals import NotPossible


class TrainerNotAllowed(NotPossible):
    """The trainer is not who the contract asks for (第2-1-(5), (9)-①)."""


class VersionNotAllowed(NotPossible):
    """The curriculum was not in force on the day, or the paper is not one that people are retrained on."""


class NothingToRead(NotPossible):
    """The paper is not one that this person has to read today."""


def record_training(
    *,
    kind: TrainingKind | str,
    held_on: date,
    trainer: StaffMember,
    version: DocumentVersion | None,
    minutes: int,
    note: str,
    attended: Mapping[StaffMember, list[str]],
    by: User,
    today: date,
    submission_key: uuid.UUID,
) -> TrainingSession:
    """Puts a training on record; `attended` holds the topics that each person completed, for the basic one only.

    Raises TrainerNotAllowed, VersionNotAllowed, and NotPossible for a day to come, nobody, or nothing completed.
    """
    kind = TrainingKind(kind)
    if held_on > today:
        raise NotPossible("実施日は、本日までの日にしてください。")
    if not attended:
        raise NotPossible("受講者を1人以上選んでください。")
    if trainer in attended:
        raise TrainerNotAllowed("講師は、受講者になれません。")
    if kind == TrainingKind.BASIC and not all(attended.values()):
        raise NotPossible("業務研修では、受講者ごとに修了した科目を1つ以上選んでください。")
    _refuse_trainer(kind, trainer, held_on)
    if kind in OF_A_VERSION:
        _refuse_version(kind, version, held_on)

    def create() -> TrainingSession:
        session = TrainingSession.objects.create(
            kind=kind,
            held_on=held_on,
            trainer=trainer,
            version=version if kind in OF_A_VERSION else None,
            minutes=minutes,
            note=note,
            recorded_by=by,
            submission_key=submission_key,
        )
        for staff, topics in attended.items():
            done = topics if kind == TrainingKind.BASIC else []
            Attendance.objects.create(session=session, staff=staff, topics=done)
        return session

    session, _ = submit_once(TrainingSession, submission_key, create)
    return session


def _refuse_trainer(kind: TrainingKind, trainer: StaffMember, held_on: date) -> None:
    """Work is taught by a permanent employee with a manager's experience, leaders by the 統括責任者.

    Who teaches confidentiality the contract leaves open (第3-2-(4)).
    """
    if kind == TrainingKind.LEADER:
        if Appointment.objects.on(held_on).filter(office=Office.GENERAL_MANAGER, staff=trainer).exists():
            return
        raise TrainerNotAllowed("運営責任者研修の講師は、実施日に統括責任者である人に限ります（第2-1-(9)-①）。")
    if kind in OF_A_VERSION:
        experience = trainer.qualifications.filter(
            kind=QualificationKind.CARD_SUPPORT_MANAGEMENT, verified_on__lte=held_on
        )
        if not (trainer.is_permanent and experience.exists()):
            label = QualificationKind.CARD_SUPPORT_MANAGEMENT.label
            raise TrainerNotAllowed(f"講師は、正社員で、実施日までに「{label}」を確認した人に限ります（第2-1-(5)）。")


def _refuse_version(kind: TrainingKind, version: DocumentVersion | None, held_on: date) -> None:
    if version is None:
        raise VersionNotAllowed("用いたカリキュラム・マニュアルの版を選んでください。")
    document = version.document
    if kind == TrainingKind.RETRAINING:
        if not (document.needs_training and version.in_force_from):
            raise VersionNotAllowed("再研修には、市が承諾したマニュアルの版を選んでください。")
        return
    is_in_force = DocumentVersion.objects.in_force(held_on).filter(pk=version.pk).exists()
    if document.kind != DocumentKind.TRAINING_CURRICULUM or not is_in_force:
        raise VersionNotAllowed(
            "業務研修には、実施日に適用されていた研修カリキュラムの版を選んでください（第2-1-(6)）。"
        )


def readings_to_do(staff: StaffMember, day: date) -> list[DocumentVersion]:
    """The papers in force on the day that this person has to read and has not confirmed, the oldest first.

    Those of the main duty, and those of every duty that the person is planned for from the day on, drafts included: who
    helps out in the other service could not be rostered there otherwise.
    """
    planned = Shift.objects.filter(staff=staff, day__gte=day).order_by().values_list("duty", flat=True).distinct()
    audiences = {Audience.ALL, *(AUDIENCE_OF_DUTY[Duty(duty)] for duty in [staff.duty, *planned])}
    asked = DocumentVersion.objects.in_force(day).filter(document__needs_reading=True, document__audience__in=audiences)
    unread = asked.exclude(read_receipts__staff=staff)
    return list(unread.select_related("document").order_by("in_force_from", "document__order"))


def confirm_reading(*, staff: StaffMember, version: DocumentVersion, at: datetime) -> ReadReceipt:
    """This person says to have read the version; a second time is the first (第2-2-(7), 第3-2-(5)).

    Raises NothingToRead.
    """
    with transaction.atomic():
        receipt = ReadReceipt.objects.filter(staff=staff, version=version).first()
        if receipt is None:
            if version not in readings_to_do(staff, timezone.localdate(at)):
                raise NothingToRead("この文書は、確認の対象ではありません。")
            receipt, _ = ReadReceipt.objects.get_or_create(staff=staff, version=version, defaults={"read_at": at})
    return receipt
