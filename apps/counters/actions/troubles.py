"""Hard cases: written down, corrected, handed over to a leader, taken and solved."""

import uuid
from datetime import datetime

from django.db import transaction

from apps.accounts.models import User
from apps.core.submissions import submit_once
from apps.counters.models import CounterSession, NotPossible, Trouble

from .sessions import NotOpen


class DayIsSigned(NotPossible):
    """The site leader has signed the day's report: its words stand."""


def record_trouble(
    *, session: CounterSession, situation: str, response: str, by: User, at: datetime, submission_key: uuid.UUID
) -> Trouble:
    """Writes down a hard case of a session that was opened; after the closing too. Raises NotOpen, DayIsSigned."""
    if session.opened_at is None:
        raise NotOpen("開設する前の日には、困難事例・トラブルを記録できません。")

    def create() -> Trouble:
        _refuse_signed(session)
        return Trouble.objects.create(
            session=session,
            situation=situation,
            response=response,
            recorded_at=at,
            recorded_by=by,
            submission_key=submission_key,
        )

    trouble, _ = submit_once(Trouble, submission_key, create)
    return trouble


def amend_trouble(*, trouble: Trouble, situation: str, response: str) -> Trouble:
    """Corrects the words of a hard case; the history keeps what was there before. Raises DayIsSigned."""
    with transaction.atomic():
        _refuse_signed(trouble.session)
        locked = Trouble.objects.locked().get(pk=trouble.pk)
        locked.situation, locked.response = situation, response
        locked.save()
    return locked


def hand_over_trouble(*, trouble: Trouble, to: str, by: User, at: datetime) -> Trouble:
    """Asks a leader to take over (第2-1-(9)-②-統括オ・ク, 運営ウ). Raises TransitionNotAllowed."""
    with transaction.atomic():
        locked = Trouble.objects.locked().get(pk=trouble.pk)
        locked.hand_over(to=to, by=by, at=at)
    return locked


def take_trouble(*, trouble: Trouble, by: User, at: datetime) -> Trouble:
    """Somebody of the role that was asked takes it over. Raises TransitionNotAllowed, NotPossible for other roles."""
    with transaction.atomic():
        locked = Trouble.objects.locked().get(pk=trouble.pk)
        _refuse_other_roles(locked, by)
        locked.take(by=by, at=at)
    return locked


def solve_trouble(*, trouble: Trouble, outcome: str, by: User, at: datetime) -> Trouble:
    """Notes how it ended. Raises TransitionNotAllowed, NotPossible for other roles."""
    with transaction.atomic():
        locked = Trouble.objects.locked().get(pk=trouble.pk)
        _refuse_other_roles(locked, by)
        locked.solve(outcome=outcome, by=by, at=at)
    return locked


def _refuse_signed(session: CounterSession) -> None:
    """Holds the session's row, so that nobody signs meanwhile."""
    if CounterSession.objects.locked().get(pk=session.pk).signed_at:
        raise DayIsSigned("運営責任者が日の報告を確認したため、困難事例・トラブルを追加したり直したりできません。")


def _refuse_other_roles(trouble: Trouble, by: User) -> None:
    if trouble.handed_at and by.role != trouble.handed_to_role:
        raise NotPossible(f"この件は、{trouble.get_handed_to_role_display()}が引き受けます。")
