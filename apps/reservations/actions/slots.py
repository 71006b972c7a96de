"""Slots from plans, stopped and resumed by hand or by the calendar. Bookings in them are never touched."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from apps.accounts.models import User
from apps.contracts.calendar import Calendar, days_between
from apps.contracts.models import ExtraOpening
from apps.core import clock
from apps.reservations.models import Slot, SlotPlan

from .errors import SlotIsOutsideHours
from .locks import authored, lock_slots
from .notices import raise_notices, withdraw_notices

OUTSIDE_HOURS = "開設時間外"
_BATCH = 200


@dataclass(frozen=True)
class Generated:
    """What one run of `generate_slots` did."""

    created: int
    already_there: int
    closed_days: int


@dataclass(frozen=True)
class Followed:
    """What one run of `follow_calendar` did."""

    stopped: int
    resumed: int
    to_call: int


def generate_slots(*, plan: SlotPlan, first: date, last: date, by: User | None) -> Generated:
    """Makes the slots of `plan` on the open days of the desk's site from `first` to `last`, both included.

    On a day that opens by exception the plan holds whatever the weekday, unless another plan of the desk has that
    weekday. What already stands at that desk and time stays as it is, booked or closed or altered, so a second run
    adds nothing.
    """
    calendar = Calendar.load()
    site = plan.desk.site.code
    extra_days = _extra_days(plan, first, last)
    wanted: list[Slot] = []
    closed_days = 0
    for day in days_between(first, last):
        is_extra = day in extra_days
        if not is_extra and day.isoweekday() not in plan.weekdays:
            continue
        hours = calendar.hours(site, day)
        if hours is None:
            closed_days += 1
            continue
        opens, closes = (datetime.combine(day, time, clock.JST) for time in (hours.opens, hours.closes))
        wanted += [
            Slot(desk=plan.desk, plan=plan, starts_at=start, ends_at=end, capacity=plan.capacity)
            for start, end in plan.spans_of(day, any_weekday=is_extra)
            if opens <= start and end <= closes
        ]
    start, end = clock.day_bounds(first)[0], clock.day_bounds(last)[1]
    with authored(by, "枠の作成"):
        slots = Slot.objects.filter(desk=plan.desk).between(start, end)
        before = slots.count()
        Slot.objects.bulk_create(wanted, ignore_conflicts=True, batch_size=1000)
        created = slots.count() - before
    return Generated(created=created, already_there=len(wanted) - created, closed_days=closed_days)


def _extra_days(plan: SlotPlan, first: date, last: date) -> set[date]:
    """Days that open by exception and that no plan of the desk would have by their weekday."""
    span = ExtraOpening.objects.filter(Q(site=plan.desk.site_id) | Q(site=None), day__range=(first, last))
    plans = list(SlotPlan.objects.filter(desk=plan.desk_id))
    return {
        day
        for day in span.values_list("day", flat=True)
        if not any(each.valid_from <= day <= each.valid_to and day.isoweekday() in each.weekdays for each in plans)
    }


def set_slot_closed(*, slot_id: int, closed: bool, by: User, reason: str, now: datetime) -> Slot:
    """Stops or resumes taking bookings for a slot. The bookings it has stay; who has one is listed to be called.

    Raises SlotIsOutsideHours when the calendar, not a person, has stopped it.
    """
    with authored(by, reason):
        slot = lock_slots([slot_id])[slot_id]
        if not closed and slot.is_stopped_by_calendar:
            raise SlotIsOutsideHours
        slot.is_closed, slot.is_stopped_by_calendar = closed, False
        slot.save(update_fields=["is_closed", "is_stopped_by_calendar"])
        if not closed:
            withdraw_notices(slot, by=by, at=now)
        elif slot.starts_at > now:
            raise_notices(slot, reason=reason, at=now)
    return slot


def follow_calendar(*, now: datetime) -> Followed:
    """Stops the coming slots that lie outside the hours of their place, and resumes those that it once stopped.

    What a person has stopped stays stopped. Run twice, the second run finds nothing to do.
    """
    calendar = Calendar.load()
    to_stop: dict[str, list[int]] = defaultdict(list)
    to_resume: list[int] = []
    coming = Slot.objects.filter(starts_at__gt=now).order_by("pk")
    columns = ("pk", "desk__site__code", "starts_at", "ends_at", "is_closed", "is_stopped_by_calendar")
    for pk, site, starts, ends, is_closed, is_stopped in coming.values_list(*columns).iterator():
        reason = _why_outside(calendar, site, timezone.localtime(starts), timezone.localtime(ends))
        if reason and not is_closed:
            to_stop[reason].append(pk)
        elif not reason and is_stopped:
            to_resume.append(pk)
    stopped = [_stop(ids, reason, now) for reason, all_ids in to_stop.items() for ids in _batches(all_ids)]
    resumed = [_resume(ids, now) for ids in _batches(to_resume)]
    return Followed(sum(count for count, _ in stopped), sum(resumed), sum(calls for _, calls in stopped))


def _batches(ids: list[int]) -> list[list[int]]:
    """Few rows at a time, so that nobody who books waits long for their locks."""
    return [ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH)]


def _why_outside(calendar: Calendar, site: str, starts: datetime, ends: datetime) -> str:
    """Why the place does not have this span; empty when it has."""
    hours = calendar.hours(site, starts.date())
    if hours is None:
        return calendar.closed_reason(site, starts.date()) or OUTSIDE_HOURS
    return "" if hours.opens <= starts.time() and ends.time() <= hours.closes else OUTSIDE_HOURS


def _stop(ids: list[int], reason: str, now: datetime) -> tuple[int, int]:
    with authored(None, reason):
        slots = [slot for slot in lock_slots(ids).values() if not slot.is_closed]
        Slot.objects.filter(pk__in=[slot.pk for slot in slots]).update(is_closed=True, is_stopped_by_calendar=True)
        to_call = sum(raise_notices(slot, reason=reason, at=now) for slot in slots if slot.booked)
    return len(slots), to_call


def _resume(ids: list[int], now: datetime) -> int:
    with authored(None, "休業の取消による再開"):
        slots = [slot for slot in lock_slots(ids).values() if slot.is_stopped_by_calendar]
        Slot.objects.filter(pk__in=[slot.pk for slot in slots]).update(is_closed=False, is_stopped_by_calendar=False)
        for slot in slots:
            withdraw_notices(slot, by=None, at=now)
    return len(slots)
