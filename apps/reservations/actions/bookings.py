"""Booking, moving, cancelling and what became of it. Every action is one transaction and says who does it and when."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.contracts.models import ContractTerm, term_of
from apps.contracts.parameters import parameter
from apps.core.db import violated
from apps.core.encryption import KeyDestroyed, keyring
from apps.core.submissions import submit_once
from apps.reservations import numbers
from apps.reservations.enums import BringCase, NoticeResult, ReservationStatus
from apps.reservations.models import Applicant, FurtherSlot, Reservation, ReservationChange, Slot

from .errors import (
    ChangedMeanwhile,
    ChangeIsTooLate,
    CityNumberIsTaken,
    NoContractTerm,
    NotConfirmed,
    NotYetDue,
    SlotIsBusy,
    SlotIsTheSame,
    TermIsErased,
)
from .holds import release_hold
from .locks import authored, ids_of_run, lock_reservation, lock_slots, take
from .notices import settle_notices
from .places import Window, is_mirror, seat

_NUMBER_ATTEMPTS: Final = 10


@dataclass(frozen=True)
class ApplicantData:
    """What the caller said, already in one spelling (`apps.core.spelling`)."""

    name: str
    kana: str
    phone: str


def book(
    *,
    slot_id: int,
    applicant: ApplicantData,
    party_size: int,
    submission_key: uuid.UUID,
    by: User,
    now: datetime,
    spread: bool = False,
    case: BringCase = BringCase.OWN,
) -> Reservation:
    """Gives `party_size` places to the caller, `spread` over consecutive slots where one is too small.

    Uses up the operator's own hold. The same `submission_key` again, in parallel or later, returns the same reservation
    and takes no second place. Where the city's system is the book the reservation stays 仮 (C1).
    Raises the errors of `hold_slot`, NoContractTerm and TermIsErased.
    """

    def person(term: ContractTerm) -> Applicant:
        return Applicant.objects.create(
            key_id=term.code, name=applicant.name, kana=applicant.kana, phone=applicant.phone
        )

    def create() -> Reservation:
        slot, shares = _seat_anew(slot_id, party_size, spread=spread, by=by, now=now)
        term = term_with_key(slot)
        return insert_reservation(
            slot, shares, person(term), term, submission_key=submission_key, by=by, now=now, case=case
        )

    with authored(by):
        reservation, _ = submit_once(Reservation, submission_key, create)
    return reservation


def _seat_anew(slot_id: int, people: int, *, spread: bool, by: User, now: datetime) -> tuple[Slot, dict[int, int]]:
    """Locks the run that begins in the slot and seats the people in it."""
    window = Window.at(now)
    ids = ids_of_run(slot_id, people) if spread else [slot_id]
    slots = lock_slots(ids)
    return slots[slot_id], seat([slots[pk] for pk in ids], people, by=by, window=window)


def insert_reservation(
    slot: Slot,
    shares: Mapping[int, int],
    applicant: Applicant,
    term: ContractTerm,
    *,
    submission_key: uuid.UUID,
    by: User,
    now: datetime,
    case: BringCase = BringCase.OWN,
) -> Reservation:
    """Writes the reservation of people who are seated in locked slots, and uses up the operator's hold."""
    provisional = is_mirror(timezone.localdate(now))
    reservation = _insert_with_free_number(
        Reservation(
            slot=slot,
            applicant=applicant,
            term=term,
            party_size=sum(shares.values()),
            status=ReservationStatus.PROVISIONAL if provisional else ReservationStatus.CONFIRMED,
            case=case,
            booked_at=now,
            booked_by=by,
            submission_key=submission_key,
        )
    )
    _write_further(reservation, slot, shares)
    take(shares)
    release_hold(slot_id=slot.pk, by=by)
    return reservation


def seat_waiting(
    slot_id: int, people: int, *, by: User, now: datetime, spread: bool
) -> tuple[Slot, dict[int, int], ContractTerm]:
    """As for `book`, for somebody whose data are known already."""
    slot, shares = _seat_anew(slot_id, people, spread=spread, by=by, now=now)
    return slot, shares, term_with_key(slot)


def _write_further(reservation: Reservation, first: Slot, shares: Mapping[int, int]) -> None:
    FurtherSlot.objects.bulk_create(
        FurtherSlot(reservation=reservation, slot_id=pk, places=share) for pk, share in shares.items() if pk != first.pk
    )


def shares_of(reservation: Reservation) -> dict[int, int]:
    """People by slot as the reservation stands."""
    further = dict(reservation.further_slots.values_list("slot_id", "places"))
    return {reservation.slot_id: reservation.party_size - sum(further.values())} | further


def change(
    *,
    reservation: Reservation,
    new_slot_id: int,
    reason: str,
    submission_key: uuid.UUID,
    by: User,
    now: datetime,
    spread: bool = False,
    seen_slot_id: int | None = None,
) -> ReservationChange:
    """Moves the reservation to another slot and keeps a row of the move; the new time has to be read back again.

    `seen_slot_id` is the slot that the operator's page showed. Whoever was to be called about the old slot has been.
    Where the city's system is the book, the reservation is 仮 again.
    Raises the errors of `book`, NotConfirmed, SlotIsTheSame, ChangeIsTooLate and ChangedMeanwhile.
    """

    def move() -> ReservationChange:
        window = Window.at(now)
        current = lock_reservation(reservation)
        if not current.is_open:
            raise NotConfirmed
        if seen_slot_id is not None and current.slot_id != seen_slot_id:
            raise ChangedMeanwhile
        if current.slot_id == new_slot_id:
            raise SlotIsTheSame
        own = shares_of(current)
        run = ids_of_run(new_slot_id, current.party_size) if spread else [new_slot_id]
        slots = lock_slots([*own, *run])
        old, new = slots[current.slot_id], slots[new_slot_id]
        _require_changeable(current, old, now=now)
        shares = seat([slots[pk] for pk in run], current.party_size, by=by, window=window, own=own)
        take({pk: shares.get(pk, 0) - own.get(pk, 0) for pk in sorted({*own, *shares})})
        _move_to_term(current, term_with_key(new))
        current.slot, current.read_back_at, current.read_back_by = new, None, None
        current.save(update_fields=["slot", "read_back_at", "read_back_by"])
        current.further_slots.all().delete()
        _write_further(current, new, shares)
        if is_mirror(timezone.localdate(now)):
            current.make_provisional()
        settle_notices(current, NoticeResult.MOVED, by=by, at=now, keep_slots=shares)
        release_hold(slot_id=new.pk, by=by)
        return ReservationChange.objects.create(
            reservation=current,
            old_slot=old,
            new_slot=new,
            reason=reason,
            changed_at=now,
            changed_by=by,
            submission_key=submission_key,
        )

    with authored(by, reason):
        moved, _ = submit_once(ReservationChange, submission_key, move)
    return moved


def _require_changeable(reservation: Reservation, old: Slot, *, now: datetime) -> None:
    """A time that the office itself has stopped may be left until it begins, any other until the cut-off."""
    minutes = parameter("reservations.change_minutes", timezone.localdate(now))
    stopped = minutes > 0 and reservation.call_notices.unsettled().exists()
    if now > old.starts_at - timedelta(minutes=0 if stopped else minutes):
        raise ChangeIsTooLate


def cancel(*, reservation: Reservation, reason: str, by: User, now: datetime) -> Reservation:
    """Cancels and gives the places back. Cancelled before: nothing happens. Raises TransitionNotAllowed."""
    with authored(by, reason):
        current = lock_reservation(reservation)
        if current.status != ReservationStatus.CANCELLED:
            current.cancel(by=by, at=now, reason=reason)
            own = shares_of(current)
            lock_slots(own)
            take({pk: -places for pk, places in sorted(own.items())})
            settle_notices(current, NoticeResult.CANCELLED, by=by, at=now)
    return current


def record_outcome(*, reservation: Reservation, outcome: ReservationStatus, by: User, now: datetime) -> Reservation:
    """Whether the citizen came; 不明 is an answer too. Raises NotYetDue before the day, TransitionNotAllowed."""
    with authored(by):
        current = lock_reservation(reservation)
        if current.status == outcome:
            return current
        if current.slot.day > timezone.localdate(now):
            raise NotYetDue
        current.record_outcome(outcome, by=by, at=now)
        settle_notices(current, NoticeResult.PASSED, by=by, at=now)
    return current


def confirm_read_back(*, reservation: Reservation, by: User, now: datetime) -> Reservation:
    """The caller has heard number, time, place and what to bring: only now is the booking finished.

    Raises NotConfirmed.
    """
    with authored(by):
        current = lock_reservation(reservation)
        if not current.is_confirmed:
            raise NotConfirmed
        current.confirm_read_back(by=by, at=now)
    return current


def enter_city_number(*, reservation: Reservation, number: str, by: User, now: datetime) -> Reservation:
    """The city's system has the booking under `number`: 仮 becomes 確定. Typed wrong before, it is put right.

    A corrected number has to be read back again. Raises CityNumberIsTaken, TransitionNotAllowed.
    """
    try:
        with authored(by):
            current = lock_reservation(reservation)
            if current.city_number == number:
                return current
            if current.is_confirmed and current.city_number:
                current.make_provisional()
                current.read_back_at, current.read_back_by = None, None
                current.save(update_fields=["read_back_at", "read_back_by"])
            current.confirm_with_city_number(number, by=by, at=now)
    except IntegrityError as error:
        if violated(error) != "reservation_city_number_is_unique":
            raise
        raise CityNumberIsTaken from error
    return current


def term_with_key(slot: Slot) -> ContractTerm:
    """The term of the visit's day, with the data key that its personal text is written with."""
    return term_ready(term_of(slot.day))


def term_ready(term: ContractTerm | None) -> ContractTerm:
    """The term with its data key made. Raises NoContractTerm, TermIsErased."""
    if term is None:
        raise NoContractTerm
    try:
        keyring.create(term.code)
    except KeyDestroyed as error:
        raise TermIsErased from error
    return term


def _move_to_term(reservation: Reservation, term: ContractTerm) -> None:
    """A visit that moves into the next term is written anew under that term's key."""
    if reservation.term_id == term.pk:
        return
    reservation.term = term
    reservation.save(update_fields=["term"])
    if reservation.applicant is not None:
        rewrite_under(reservation.applicant, term)


def rewrite_under(applicant: Applicant, term: ContractTerm) -> None:
    applicant.key_id = term.code
    applicant.save()


def _insert_with_free_number(reservation: Reservation) -> Reservation:
    for _ in range(_NUMBER_ATTEMPTS):
        reservation.number = numbers.new_number()
        try:
            with transaction.atomic():
                reservation.save(force_insert=True)
        except IntegrityError as error:
            if violated(error) != "reservation_number_is_unique":
                raise
        else:
            return reservation
    raise SlotIsBusy
