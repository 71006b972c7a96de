"""Writes down the centre's mistakes and the emergencies on the line, and what was done about them."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction

from apps.accounts.models import User
from apps.callcenter.models import Emergency, EmergencyStep, EmergencyTick, Misguidance
from apps.core.submissions import submit_once

from .inquiries import ChangedMeanwhile

WRITTEN_MEANWHILE = "ほかの方が書き足しています。いまの内容を確かめてから、もう一度記録してください。"


class AlreadyClosed(Exception):
    """What is closed stays as it was written."""


class NotYet(Exception):
    """Something that must come before is missing."""


def record_misguidance(
    *, by: User, at: datetime, submission_key: uuid.UUID, values: dict[str, Any]
) -> tuple[Misguidance, bool]:
    """A mistake, as it was found; the city sees it from now on. The same form again is the same record and False."""

    def create() -> Misguidance:
        return Misguidance.objects.create(recorded_by=by, recorded_at=at, submission_key=submission_key, **values)

    return submit_once(Misguidance, submission_key, create)


def report_misguidance(*, misguidance: Misguidance, by: User, at: datetime) -> Misguidance:
    """The city was told. The first report counts; a second one changes nothing. Raises `AlreadyClosed`."""
    with transaction.atomic():
        current = _locked_misguidance(misguidance)
        if current.reported_at is None:
            current.reported_at, current.reported_by = max(at, current.found_at), by
            current.save(update_fields=["reported_at", "reported_by"])
    return current


def write_measures(*, misguidance: Misguidance, measure: str, prevention: str, version: str) -> Misguidance:
    """What was done, and what will keep it from happening again; the history keeps the former wording.

    `version` is that of the measures the writer saw. Raises `AlreadyClosed`, `ChangedMeanwhile`.
    """
    with transaction.atomic():
        current = _locked_misguidance(misguidance)
        if current.measures_version != version:
            raise ChangedMeanwhile(WRITTEN_MEANWHILE)
        current.measure, current.prevention = measure, prevention
        current.save(update_fields=["measure", "prevention"])
    return current


def close_misguidance(*, misguidance: Misguidance, by: User, at: datetime) -> Misguidance:
    """Done with. Raises `NotYet` before the report or without measures, `AlreadyClosed`."""
    with transaction.atomic():
        current = _locked_misguidance(misguidance)
        if current.reported_at is None:
            raise NotYet("市への報告を記録してから、完了にしてください。")
        if not (current.measure and current.prevention):
            raise NotYet("対応と再発防止策を記録してから、完了にしてください。")
        current.closed_at, current.closed_by = max(at, current.reported_at), by  # `at` was read before the lock
        current.save(update_fields=["closed_at", "closed_by"])
    return current


def raise_emergency(
    *, by: User, at: datetime, submission_key: uuid.UUID, values: dict[str, Any]
) -> tuple[Emergency, bool]:
    """Alerts the leader, the general manager and the city. The same form again is the same emergency and False."""

    def create() -> Emergency:
        return Emergency.objects.create(opened_by=by, recorded_at=at, submission_key=submission_key, **values)

    return submit_once(Emergency, submission_key, create)


def acknowledge_emergency(*, emergency: Emergency, by: User, at: datetime) -> tuple[Emergency, bool]:
    """Takes note of it by name, and ends the banner; whether this was the first to do so."""
    with transaction.atomic():
        current = _locked_emergency(emergency)
        if current.acknowledged_at is not None:
            return current, False
        current.acknowledged_at, current.acknowledged_by = max(at, current.recorded_at), by
        current.save(update_fields=["acknowledged_at", "acknowledged_by"])
    return current, True


def tick_emergency_step(*, emergency: Emergency, step: EmergencyStep, by: User, at: datetime) -> EmergencyTick:
    """One step of the procedure is done; ticked before, it stays as it was. Raises `AlreadyClosed`, `NotYet`."""
    with transaction.atomic():
        current = _locked_emergency(emergency)
        if current.closed_at:
            raise AlreadyClosed("この緊急事案は終了しています。")
        if step.procedure_id != current.procedure_id:
            raise NotYet("この緊急事案の手順ではありません。")
        tick, _ = EmergencyTick.objects.get_or_create(emergency=current, step=step, defaults={"at": at, "by": by})
    return tick


def write_words(*, emergency: Emergency, words: str, version: str) -> Emergency:
    """What was said; the history keeps the former wording.

    `version` is that of the words the writer saw. Raises `AlreadyClosed`, `ChangedMeanwhile`.
    """
    with transaction.atomic():
        current = _locked_emergency(emergency)
        if current.closed_at:
            raise AlreadyClosed("この緊急事案は終了しています。")
        if current.words_version != version:
            raise ChangedMeanwhile(WRITTEN_MEANWHILE)
        current.words = words
        current.save(update_fields=["words"])
    return current


def close_emergency(*, emergency: Emergency, by: User, at: datetime, outcome: str) -> Emergency:
    """How it ended. Raises `NotYet` before it was acknowledged or without words, `AlreadyClosed`."""
    with transaction.atomic():
        current = _locked_emergency(emergency)
        if current.closed_at:
            raise AlreadyClosed("この緊急事案は終了しています。")
        if current.acknowledged_at is None:
            raise NotYet("確認してから、終了にしてください。")
        if not current.words:
            raise NotYet("相手の言葉・状況を記録してから、終了にしてください。")
        ended_at = max(at, current.acknowledged_at)  # `at` was read before the lock
        current.outcome, current.closed_at, current.closed_by = outcome, ended_at, by
        current.save(update_fields=["outcome", "closed_at", "closed_by"])
    return current


def _locked_misguidance(misguidance: Misguidance) -> Misguidance:
    current = Misguidance.objects.select_for_update(of=("self",), no_key=True).get(pk=misguidance.pk)
    if current.closed_at:
        raise AlreadyClosed("この件は完了しています。")
    return current


def _locked_emergency(emergency: Emergency) -> Emergency:
    return Emergency.objects.select_for_update(of=("self",), no_key=True).get(pk=emergency.pk)
