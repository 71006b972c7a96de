"""Callers who found no place: entered, called back in order, booked or ended."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from apps.accounts.models import User
from apps.contracts.models import term_of
from apps.core.submissions import submit_once
from apps.reservations.enums import BringCase, WaitingStatus, WishedTime
from apps.reservations.models import Applicant, PickupDesk, Reservation, WaitingEntry

from .bookings import ApplicantData, insert_reservation, rewrite_under, seat_waiting, term_ready
from .errors import WaitingIsOver
from .locks import authored


@dataclass(frozen=True)
class Wish:
    """What a caller waits for."""

    desk: PickupDesk
    first_day: date
    last_day: date
    wished_time: WishedTime
    party_size: int


def enter_waiting(
    *, wish: Wish, applicant: ApplicantData, submission_key: uuid.UUID, by: User, now: datetime
) -> WaitingEntry:
    """Puts the caller at the end of the desk's list. The same `submission_key` again is the same entry.

    Raises NoContractTerm, TermIsErased.
    """

    def create() -> WaitingEntry:
        term = term_ready(term_of(wish.last_day))
        person = Applicant.objects.create(
            key_id=term.code, name=applicant.name, kana=applicant.kana, phone=applicant.phone
        )
        return WaitingEntry.objects.create(
            desk=wish.desk,
            first_day=wish.first_day,
            last_day=wish.last_day,
            wished_time=wish.wished_time,
            party_size=wish.party_size,
            applicant=person,
            term=term,
            entered_at=now,
            entered_by=by,
            submission_key=submission_key,
        )

    with authored(by):
        entry, _ = submit_once(WaitingEntry, submission_key, create)
    return entry


def book_waiting(
    *,
    entry: WaitingEntry,
    slot_id: int,
    submission_key: uuid.UUID,
    by: User,
    now: datetime,
    case: BringCase = BringCase.OWN,
) -> Reservation:
    """Called back and agreed: the reservation takes over the caller's data, the entry keeps none.

    Raises WaitingIsOver and the errors of `book`.
    """

    def create() -> Reservation:
        current = _locked(entry)
        if not current.is_waiting or current.applicant is None:
            raise WaitingIsOver
        slot, shares, term = seat_waiting(slot_id, current.party_size, by=by, now=now, spread=True)
        person = current.applicant
        if person.key_id != term.code:
            rewrite_under(person, term)
        reservation = insert_reservation(
            slot, shares, person, term, submission_key=submission_key, by=by, now=now, case=case
        )
        current.applicant, current.reservation = None, reservation
        current.close(WaitingStatus.BOOKED, by=by, at=now)
        return reservation

    with authored(by):
        reservation, _ = submit_once(Reservation, submission_key, create)
    return reservation


def decline_waiting(*, entry: WaitingEntry, by: User, now: datetime) -> WaitingEntry:
    """The caller needs no place any more; the data go in the next night. Ended before: nothing happens."""
    with authored(by):
        current = _locked(entry)
        if current.is_waiting:
            current.close(WaitingStatus.DECLINED, by=by, at=now)
    return current


def expire_waiting(*, today: date, now: datetime) -> int:
    """Ends the entries whose last wished day has passed."""
    with authored(None, "希望の日の経過"):
        passed = WaitingEntry.objects.waiting().filter(last_day__lt=today)
        entries = list(passed.select_for_update(of=("self",), no_key=True, skip_locked=True))
        for entry in entries:
            entry.close(WaitingStatus.EXPIRED, by=None, at=now)
    return len(entries)


def _locked(entry: WaitingEntry) -> WaitingEntry:
    return WaitingEntry.objects.select_for_update(of=("self",), no_key=True).get(pk=entry.pk)
