"""Complaints and compliments, counted at the desk."""

import uuid
from datetime import datetime

from django.db import transaction

from apps.accounts.models import User
from apps.core.submissions import submit_once
from apps.counters.models import CounterSession, Voice

from .receptions import UndoIsOver
from .sessions import session_open_today


def record_voice(*, session: CounterSession, kind: str, by: User, at: datetime, submission_key: uuid.UUID) -> Voice:
    """Counts one complaint or compliment. Raises NotOpen, NotToday."""

    def create() -> Voice:
        return Voice.objects.create(
            session=session_open_today(session, at),
            kind=kind,
            recorded_at=at,
            recorded_by=by,
            submission_key=submission_key,
        )

    voice, _ = submit_once(Voice, submission_key, create)
    return voice


def undo_voice(*, voice: Voice, by: User, at: datetime) -> None:
    """Takes it back within a minute. Raises UndoIsOver, NotOpen."""
    with transaction.atomic():
        session = session_open_today(voice.session, at)
        locked = session.voices.get(pk=voice.pk)
        if not locked.can_be_undone(at):
            raise UndoIsOver("取り消せるのは、記録してから1分以内です。")
        locked.voided_at, locked.voided_by = at, by
        locked.save()
