"""Which slots may be given out at a moment, and how a party is seated in them. The slots are locked by now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone

from apps.accounts.models import User
from apps.contracts.models import Closure, ExtraOpening
from apps.contracts.parameters import parameter
from apps.core import clock
from apps.reservations.models import Slot
from apps.reservations.runs import share_out

from .errors import ReservationError, SlotIsClosed, SlotIsFull, SlotIsPast, SlotIsTooFarAhead, SlotIsTooSoon

MIRROR: Final = "mirror"
_MOMENT: Final = timedelta(microseconds=1)


@dataclass(frozen=True)
class Window:
    """Which starts may be booked at `now`: in [earliest, until), by the parameters of the day."""

    now: datetime
    earliest: datetime
    until: datetime

    @classmethod
    def at(cls, now: datetime) -> "Window":
        today = timezone.localdate(now)
        lead = timedelta(minutes=parameter("reservations.lead_minutes", today))
        return cls(now, now + max(lead, _MOMENT), clock.day_bounds(last_bookable_day(today))[1])

    @property
    def last_day(self) -> date:
        return timezone.localdate(self.until - _MOMENT)


def last_bookable_day(today: date) -> date:
    """Bookings are taken up to and including this day."""
    return today + timedelta(days=parameter("reservations.window_days", today))


def is_mirror(day: date) -> bool:
    """Whether the city's system is the book and ours a working copy of it (C1)."""
    return bool(parameter("reservations.mode", day) == MIRROR)


def require_bookable(slot: Slot, window: Window) -> None:
    """Raises SlotIsClosed, SlotIsPast, SlotIsTooSoon, SlotIsTooFarAhead."""
    if slot.is_closed:
        raise SlotIsClosed
    if slot.starts_at <= window.now:
        raise SlotIsPast
    if slot.starts_at < window.earliest:
        raise SlotIsTooSoon
    if slot.starts_at >= window.until:
        raise SlotIsTooFarAhead
    if _shut_meanwhile(slot):
        raise SlotIsClosed


def _shut_meanwhile(slot: Slot) -> bool:
    """A closure entered a moment ago counts before the slots of its day are stopped; the place's own rows go first."""
    site_id = slot.desk.site_id
    closed = set(Closure.objects.filter(Q(site=site_id) | Q(site=None), day=slot.day).values_list("site_id", flat=True))
    if not closed or site_id in closed:
        return bool(closed)
    return not ExtraOpening.objects.filter(site=site_id, day=slot.day).exists()


def why_not_bookable(slot: Slot, *, now: datetime) -> str:
    """The sentence why nobody may book the slot at this moment, however many places it has; empty when one may."""
    try:
        require_bookable(slot, Window.at(now))
    except ReservationError as error:
        return error.message
    return ""


def seat(
    run: Sequence[Slot], people: int, *, by: User, window: Window, own: Mapping[int, int] | None = None
) -> dict[int, int]:
    """People by slot, the first of the run filled first; what `own` already takes there counts as free.

    Raises the errors of `require_bookable` for the first slot, and SlotIsFull.
    """
    require_bookable(run[0], window)
    usable = [run[0]]
    for slot in run[1:]:
        try:
            require_bookable(slot, window)
        except ReservationError:
            break
        usable.append(slot)
    already = own or {}
    free = [slot.remaining_for(by, now=window.now) + already.get(slot.pk, 0) for slot in usable]
    shares = share_out(people, free)
    if shares is None:
        raise SlotIsFull
    return {slot.pk: share for slot, share in zip(usable, shares, strict=False)}
