"""Citizens' data go when their purpose is over (第3-2-(2)). What is counted stays as it is."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from apps.contracts.parameters import parameter
from apps.core import clock
from apps.reservations.enums import WaitingStatus
from apps.reservations.models import Reservation, RetentionRun, WaitingEntry

from .locks import authored
from .waiting import expire_waiting

REASON = "保存期間の満了による消去"
_BATCH = 200


def erase_expired(*, now: datetime) -> RetentionRun:
    """Makes the data of everybody unreadable whose pickup day lies `reservations.retention_days` back, cancelled too,
    and of those who no longer wait; writes how many there were.

    Run twice, the second run finds nothing. A row that somebody is working on is left for the next night.
    """
    today = timezone.localdate(now)
    days = parameter("reservations.retention_days", today)
    expired = expire_waiting(today=today, now=now)
    visits = _erase_of(due_reservations(today - timedelta(days=days)), now)
    waits = _erase_of(due_entries(), now)
    with authored(None, REASON):
        return RetentionRun.objects.create(
            at=now, retention_days=days, reservation_count=visits, waiting_count=waits, expired_count=expired
        )


def due_reservations(last_day: date) -> QuerySet[Reservation]:
    """Those of pickup days up to `last_day`, whatever became of them, whose applicant can still be read."""
    return Reservation.objects.filter(
        slot__starts_at__lt=clock.day_bounds(last_day)[1], applicant__isnull=False, applicant__erased_at__isnull=True
    )


def due_entries() -> QuerySet[WaitingEntry]:
    """Those that ended without a booking and whose applicant can still be read."""
    return WaitingEntry.objects.exclude(status=WaitingStatus.WAITING).filter(
        applicant__isnull=False, applicant__erased_at__isnull=True
    )


Due = QuerySet[Reservation] | QuerySet[WaitingEntry]


def _erase_of(due: Due, now: datetime) -> int:
    return sum(_batches(due, now))


def _batches(due: Due, now: datetime) -> Iterator[int]:
    """A few rows at a time, locked; the condition is judged again under the lock."""
    last_pk = 0
    while True:
        with authored(None, REASON):
            rows = due.filter(pk__gt=last_pk).order_by("pk").select_related("applicant")
            free = rows.select_for_update(of=("self",), no_key=True, skip_locked=True)
            locked: list[Reservation | WaitingEntry] = list(free[:_BATCH])
            for row in locked:
                if row.applicant is not None:
                    row.applicant.erase(at=now)
        if not locked:
            return
        last_pk = locked[-1].pk
        yield len(locked)
