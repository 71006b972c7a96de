"""What may happen to slots, holds and reservations. Every action is one transaction and says who does it and when.

Locks: the reservation first (where there is one), then slots in the order of their keys, as late as possible.
The row that gets scarcer is the slot; `slot_booked_within_capacity` is the last guard behind its lock.
"""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

import pghistory
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import F
from django.utils import timezone
from psycopg.errors import LockNotAvailable

from apps.accounts.models import User
from apps.contracts.calendar import Calendar, days_between
from apps.contracts.models import ContractTerm, term_of
from apps.contracts.parameters import parameter
from apps.core import clock
from apps.core.db import violated
from apps.core.encryption import KeyDestroyed, keyring
from apps.core.submissions import submit_once

from . import numbers
from .enums import ReservationStatus
from .models import Applicant, Hold, Reservation, ReservationChange, Slot, SlotPlan

OWN_BOOK: Final = "own"
_NUMBER_ATTEMPTS: Final = 10


class ReservationError(Exception):
    """Why it cannot be done, in the words the operator reads."""

    message = "予約を処理できませんでした。"

    def __init__(self) -> None:
        super().__init__(self.message)


class SlotIsFull(ReservationError):
    message = "この枠は満席になりました。ほかの枠を選んでください。"


class SlotIsClosed(ReservationError):
    message = "この枠は受付を停止しています。ほかの枠を選んでください。"


class SlotIsPast(ReservationError):
    message = "この枠の時刻は過ぎています。ほかの枠を選んでください。"


class SlotIsTooFarAhead(ReservationError):
    message = "この枠はまだ予約を受け付けていません。予約できる期間の枠を選んでください。"


class SlotIsTheSame(ReservationError):
    message = "いまの予約と同じ枠です。ほかの枠を選んでください。"


class SlotIsBusy(ReservationError):
    message = "ほかの操作と重なりました。入力はそのままで、もう一度押してください。"


class BookedElsewhere(ReservationError):
    message = "この契約では市の予約システムが予約の台帳です。こちらでは予約できません。"


class NoContractTerm(ReservationError):
    message = "この日はどの契約期間にも入っていないため、予約できません。"


class TermIsErased(ReservationError):
    message = "この日の契約期間は個人情報の消去が済んでいるため、予約できません。"


class NotConfirmed(ReservationError):
    message = "この予約は「確定」ではないため、変更できません。"


class NotYetDue(ReservationError):
    message = "来所・不来所は、予約の当日から記録できます。"


@dataclass(frozen=True)
class Generated:
    """What one run of `generate_slots` did."""

    created: int
    already_there: int
    closed_days: int


# --- slots ----------------------------------------------------------------------------------------------------------


def generate_slots(*, plan: SlotPlan, first: date, last: date, by: User | None) -> Generated:
    """Makes the slots of `plan` on the open days of the desk's site from `first` to `last`, both included.

    What already stands at that desk and time stays as it is, booked or closed or altered, so a second run adds nothing.
    """
    calendar = Calendar.load()
    site = plan.desk.site.code
    days = [day for day in days_between(first, last) if day.isoweekday() in plan.weekdays]
    wanted: list[Slot] = []
    closed_days = 0
    for day in days:
        hours = calendar.hours(site, day)
        if hours is None:
            closed_days += 1
            continue
        opens, closes = (datetime.combine(day, time, clock.JST) for time in (hours.opens, hours.closes))
        wanted += [
            Slot(desk=plan.desk, plan=plan, starts_at=start, ends_at=end, capacity=plan.capacity)
            for start, end in plan.spans_of(day)
            if opens <= start and end <= closes
        ]
    start, end = clock.day_bounds(first)[0], clock.day_bounds(last)[1]
    with _transaction(by, "枠の作成"):
        slots = Slot.objects.filter(desk=plan.desk).between(start, end)
        before = slots.count()
        Slot.objects.bulk_create(wanted, ignore_conflicts=True, batch_size=1000)
        created = slots.count() - before
    return Generated(created=created, already_there=len(wanted) - created, closed_days=closed_days)


def set_slot_closed(*, slot_id: int, closed: bool, by: User, reason: str) -> Slot:
    """Stops or resumes taking bookings for a slot; the bookings it has stay."""
    with _transaction(by, reason):
        slot = _lock_slots([slot_id])[slot_id]
        slot.is_closed = closed
        slot.save(update_fields=["is_closed"])
    return slot


# --- holds ----------------------------------------------------------------------------------------------------------


def hold_slot(*, slot_id: int, places: int, by: User, now: datetime) -> Hold:
    """Keeps `places` free for the operator's caller. Held again, the same hold starts anew.

    Raises SlotIsFull, SlotIsClosed, SlotIsPast, SlotIsTooFarAhead, SlotIsBusy, BookedElsewhere.
    """
    seconds = parameter("reservations.hold_seconds", timezone.localdate(now))
    until = _last_bookable_moment(now)
    with _transaction(by):
        slot = _lock_slots([slot_id])[slot_id]
        _require_bookable(slot, now=now, until=until)
        _require_places(slot, places, by=by, now=now)
        hold, _ = Hold.objects.update_or_create(
            slot=slot,
            held_by=by,
            defaults={"places": places, "held_at": now, "expires_at": now + timedelta(seconds=seconds)},
        )
    return hold


def release_hold(*, slot_id: int, by: User) -> None:
    """Gives back what `by` held in the slot; nothing happens when there is nothing to give back."""
    Hold.objects.for_user(by).filter(slot_id=slot_id).delete()


def release_expired_holds(*, now: datetime) -> int:
    """Clears away holds that are worth nothing any more. Availability does not wait for this."""
    deleted, _ = Hold.objects.expired(now).delete()
    return deleted


# --- reservations ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ApplicantData:
    """What the caller said, already in one spelling (`apps.core.spelling`)."""

    name: str
    kana: str
    phone: str


def book(
    *, slot_id: int, applicant: ApplicantData, party_size: int, submission_key: uuid.UUID, by: User, now: datetime
) -> Reservation:
    """Gives `party_size` places of the slot to the caller and uses up the operator's own hold on it.

    The same `submission_key` again, in parallel or later, returns the same reservation and takes no second place.
    Raises the errors of `hold_slot` and NoContractTerm.
    """

    until = _last_bookable_moment(now)

    def create() -> Reservation:
        slot = _lock_slots([slot_id])[slot_id]
        _require_bookable(slot, now=now, until=until)
        _require_places(slot, party_size, by=by, now=now)
        term = _term_with_key(slot)
        person = Applicant.objects.create(
            key_id=term.code, name=applicant.name, kana=applicant.kana, phone=applicant.phone
        )
        reservation = _insert_with_free_number(
            Reservation(
                slot=slot,
                applicant=person,
                term=term,
                party_size=party_size,
                booked_at=now,
                booked_by=by,
                submission_key=submission_key,
            )
        )
        _take(slot, party_size)
        release_hold(slot_id=slot.pk, by=by)
        return reservation

    with _transaction(by):
        reservation, _ = submit_once(Reservation, submission_key, create)
    return reservation


def change(
    *, reservation: Reservation, new_slot_id: int, reason: str, submission_key: uuid.UUID, by: User, now: datetime
) -> ReservationChange:
    """Moves the reservation to another slot and keeps a row of the move; the new time has to be read back again.

    Raises the errors of `book`, NotConfirmed and SlotIsTheSame.
    """

    until = _last_bookable_moment(now)

    def move() -> ReservationChange:
        current = _lock_reservation(reservation)
        if not current.is_confirmed:
            raise NotConfirmed
        if current.slot_id == new_slot_id:
            raise SlotIsTheSame
        slots = _lock_slots([current.slot_id, new_slot_id])
        old, new = slots[current.slot_id], slots[new_slot_id]
        _require_bookable(new, now=now, until=until)
        _require_places(new, current.party_size, by=by, now=now)
        _take(new, current.party_size)
        _take(old, -current.party_size)
        _move_to_term(current, _term_with_key(new))
        current.slot, current.read_back_at, current.read_back_by = new, None, None
        current.save(update_fields=["slot", "read_back_at", "read_back_by"])
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

    with _transaction(by, reason):
        moved, _ = submit_once(ReservationChange, submission_key, move)
    return moved


def cancel(*, reservation: Reservation, reason: str, by: User, now: datetime) -> Reservation:
    """Cancels and gives the places back. Cancelled before: nothing happens. Raises TransitionNotAllowed."""
    with _transaction(by, reason):
        current = _lock_reservation(reservation)
        if current.status != ReservationStatus.CANCELLED:
            current.cancel(by=by, at=now, reason=reason)
            slot = _lock_slots([current.slot_id])[current.slot_id]
            _take(slot, -current.party_size)
    return current


def mark_came(*, reservation: Reservation, by: User, now: datetime) -> Reservation:
    """The citizen came. Raises NotYetDue before the day, TransitionNotAllowed."""
    return _record_outcome(reservation, ReservationStatus.CAME, by=by, now=now)


def mark_no_show(*, reservation: Reservation, by: User, now: datetime) -> Reservation:
    """The citizen did not come. Raises NotYetDue before the day, TransitionNotAllowed."""
    return _record_outcome(reservation, ReservationStatus.NO_SHOW, by=by, now=now)


def _record_outcome(reservation: Reservation, outcome: ReservationStatus, *, by: User, now: datetime) -> Reservation:
    with _transaction(by):
        current = _lock_reservation(reservation)
        if current.status == outcome:
            return current
        if current.slot.day > timezone.localdate(now):
            raise NotYetDue
        if outcome == ReservationStatus.CAME:
            current.mark_came(by=by, at=now)
        else:
            current.mark_no_show(by=by, at=now)
    return current


def confirm_read_back(*, reservation: Reservation, by: User, now: datetime) -> Reservation:
    """The caller has heard number, time, place and what to bring: only now is the booking finished.

    Raises NotConfirmed.
    """
    with _transaction(by):
        current = _lock_reservation(reservation)
        if not current.is_confirmed:
            raise NotConfirmed
        current.confirm_read_back(by=by, at=now)
    return current


# --- parts ----------------------------------------------------------------------------------------------------------


@contextmanager
def _transaction(by: User | None, reason: str = "") -> Iterator[None]:
    """One transaction, its author and reason in the history; a lock that cannot be had in time becomes SlotIsBusy."""
    known = {"user": by.pk if by else None, "reason": reason}
    try:
        with pghistory.context(**{key: value for key, value in known.items() if value}), transaction.atomic():
            yield
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise SlotIsBusy from error
        raise


def _lock_slots(ids: Iterable[int]) -> dict[int, Slot]:
    return {slot.pk: slot for slot in Slot.objects.filter(pk__in=set(ids)).locked()}


def _lock_reservation(reservation: Reservation) -> Reservation:
    return Reservation.objects.select_for_update(of=("self",), no_key=True).get(pk=reservation.pk)


def last_bookable_day(today: date) -> date:
    """Bookings are taken up to and including this day."""
    return today + timedelta(days=parameter("reservations.window_days", today))


def _last_bookable_moment(now: datetime) -> datetime:
    """Up to here, not included, a slot may start. Raises BookedElsewhere where the slots here are not the book (C1)."""
    today = timezone.localdate(now)
    if parameter("reservations.mode", today) != OWN_BOOK:
        raise BookedElsewhere
    return clock.day_bounds(last_bookable_day(today))[1]


def why_not_bookable(slot: Slot, *, now: datetime) -> str:
    """The sentence why nobody may book the slot at this moment, however many places it has; empty when one may."""
    try:
        _require_bookable(slot, now=now, until=_last_bookable_moment(now))
    except ReservationError as error:
        return error.message
    return ""


def _require_bookable(slot: Slot, *, now: datetime, until: datetime) -> None:
    if slot.is_closed:
        raise SlotIsClosed
    if slot.starts_at <= now:
        raise SlotIsPast
    if slot.starts_at >= until:
        raise SlotIsTooFarAhead


def _require_places(slot: Slot, places: int, *, by: User, now: datetime) -> None:
    if slot.remaining_for(by, now=now) < places:
        raise SlotIsFull


def _take(slot: Slot, places: int) -> None:
    """Adds to `booked` (or gives back, when negative). The row is locked by now; the constraint has the last word."""
    Slot.objects.filter(pk=slot.pk).update(booked=F("booked") + places)


def _term_with_key(slot: Slot) -> ContractTerm:
    """The term of the visit's day, with the data key that its personal text is written with."""
    term = term_of(slot.day)
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
        reservation.applicant.key_id = term.code
        reservation.applicant.save()


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
