"""Who must be called because a slot was stopped, and what came of it."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from apps.accounts.models import User
from apps.core.submissions import submit_once
from apps.reservations.enums import OPEN_STATUSES, NoticeResult
from apps.reservations.models import CallAttempt, CallNotice, Reservation, Slot, WaitingEntry

from .errors import AlreadySettled, WaitingIsOver
from .locks import authored


def raise_notices(slot: Slot, *, reason: str, at: datetime) -> int:
    """Lists everybody who has a place in the stopped slot; who is listed already stays once. The slot is locked."""
    standing = Reservation.objects.taking(slot).filter(status__in=OPEN_STATUSES)
    listed = set(CallNotice.objects.unsettled().filter(slot=slot).values_list("reservation_id", flat=True))
    missing = [
        CallNotice(reservation=reservation, slot=slot, reason=reason, raised_at=at)
        for reservation in standing
        if reservation.pk not in listed
    ]
    CallNotice.objects.bulk_create(missing)
    return len(missing)


def settle_notices(
    reservation: Reservation, result: NoticeResult, *, by: User, at: datetime, keep_slots: Iterable[int] = ()
) -> None:
    """The reservation no longer sits in its stopped slots, but for `keep_slots`."""
    for notice in reservation.call_notices.unsettled().exclude(slot__in=list(keep_slots)):
        notice.settle(result, by=by, at=at)


def withdraw_notices(slot: Slot, *, by: User | None, at: datetime) -> None:
    """The slot takes place after all: nobody has to be called about it."""
    for notice in CallNotice.objects.unsettled().filter(slot=slot):
        notice.settle(NoticeResult.RESUMED, by=by, at=at)


def record_attempt(
    *, about: CallNotice | WaitingEntry, submission_key: uuid.UUID, by: User, now: datetime
) -> CallAttempt:
    """Nobody answered. The same `submission_key` again is the same attempt. Raises AlreadySettled, WaitingIsOver."""

    def create() -> CallAttempt:
        if isinstance(about, CallNotice):
            if CallNotice.objects.select_for_update(of=("self",)).get(pk=about.pk).settled_at is not None:
                raise AlreadySettled
            target: dict[str, Any] = {"notice": about}
        else:
            if not WaitingEntry.objects.select_for_update(of=("self",)).get(pk=about.pk).is_waiting:
                raise WaitingIsOver
            target = {"waiting_entry": about}
        return CallAttempt.objects.create(called_at=now, called_by=by, submission_key=submission_key, **target)

    with authored(by):
        attempt, _ = submit_once(CallAttempt, submission_key, create)
    return attempt
