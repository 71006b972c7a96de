"""What is known about everybody's half days: marks, visits agreed, absences and the roster (第2-1-(3)-③; C22).

A diary is read once with a fixed number of queries and asked as often as one likes.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from apps.accounts.enums import CITY_ROLES, Role
from apps.accounts.models import User
from apps.contracts.calendar import Calendar
from apps.contracts.enums import SiteKind
from apps.core.clock import JST, month_bounds
from apps.workforce.enums import Duty
from apps.workforce.models import Posting, Shift, StaffMember

from .enums import BINDING
from .half_days import Slot, slots_of
from .models import Availability, Facility, PersonHold, Vehicle, VehicleHold, Visit

CREW_ROLES = (Role.SITE_LEADER, Role.COUNTER_STAFF)
Period = tuple[datetime, datetime]


class State(NamedTuple):
    """可, 不可 or not known (None) for some hours, and why it is 不可.

    What the roster says is not firm: somebody who is off may come all the same, when the roster is changed.
    """

    is_possible: bool | None
    why: str = ""
    is_firm: bool = True


class Busy(NamedTuple):
    """Hours in which somebody or something is on an agreed visit."""

    starts_at: datetime
    ends_at: datetime
    label: str
    leads: bool = False


@dataclass
class Diary:
    """Everything known about some days."""

    calendar: Calendar
    people: list[User] = field(default_factory=list)
    vehicles: list[Vehicle] = field(default_factory=list)
    marks: dict[tuple[str, int, date, str], bool] = field(default_factory=dict)
    busy: dict[tuple[str, int], list[Busy]] = field(default_factory=lambda: defaultdict(list))
    staff: dict[int, int] = field(default_factory=dict)
    shifts: dict[tuple[int, date], list[Shift]] = field(default_factory=lambda: defaultdict(list))
    months_known: set[tuple[int, int, int]] = field(default_factory=set)
    leading: dict[date, list[Shift]] = field(default_factory=lambda: defaultdict(list))
    months_led: set[tuple[int, int]] = field(default_factory=set)
    posted_leaders: list[Posting] = field(default_factory=list)

    @classmethod
    def load(cls, first: date, last: date, calendar: Calendar, *, visit: Visit | None = None) -> "Diary":
        """The days from `first` to `last` in ten queries; `visit` is left out, as it does not stand in its own way."""
        diary = cls(calendar)
        diary.people = list(User.objects.filter(is_active=True, role__in=[*CREW_ROLES, *CITY_ROLES]).order_by("pk"))
        diary.vehicles = list(Vehicle.objects.filter(is_active=True))
        for mark in Availability.objects.filter(day__range=(first, last)):
            for kind in ("person", "facility", "vehicle"):
                if key := getattr(mark, f"{kind}_id"):
                    diary.marks[kind, key, mark.day, mark.half] = mark.is_possible
        diary._read_visits(first, last, visit)
        diary._read_roster(first, last)
        return diary

    def _read_visits(self, first: date, last: date, but: Visit | None) -> None:
        visits = Visit.objects.filter(status__in=BINDING).starting_between(first, last).select_related("facility")
        agreed = {visit.pk: visit for visit in visits if but is None or visit.pk != but.pk}
        for visit in agreed.values():
            self._note("facility", visit.facility_id, visit)
        for person in PersonHold.objects.filter(visit__in=agreed):
            self._note("person", person.person_id, agreed[person.visit_id], leads=person.leads)
        for vehicle in VehicleHold.objects.filter(visit__in=agreed):
            self._note("vehicle", vehicle.vehicle_id, agreed[vehicle.visit_id])

    def _note(self, kind: str, key: int, visit: Visit, *, leads: bool = False) -> None:
        if visit.starts_at and visit.ends_at:
            self.busy[kind, key].append(Busy(visit.starts_at, visit.ends_at, visit.facility.name, leads))

    def _read_roster(self, first: date, last: date) -> None:
        """Whole months, as a month in which somebody has a published shift is one whose roster is known.

        Leaders count with or without an account: they remain at a counter all the same.
        """
        begins, ends = first.replace(day=1), month_bounds(last.year, last.month)[1]
        accounts = {user.pk for user in self.people}
        self.staff = {row.user_id: row.pk for row in StaffMember.objects.filter(user__in=accounts) if row.user_id}
        users = {staff: user for user, staff in self.staff.items()}
        published = Shift.objects.published().filter(Q(staff__in=users) | Q(duty=Duty.SITE_LEADER))
        for shift in published.filter(day__range=(begins, ends)).select_related("absence", "site"):
            if user := users.get(shift.staff_id):
                self.shifts[user, shift.day].append(shift)
                self.months_known.add((user, shift.day.year, shift.day.month))
            if shift.leads and shift.site and shift.site.kind == SiteKind.COUNTER:
                self.leading[shift.day].append(shift)
                self.months_led.add((shift.day.year, shift.day.month))
        self.posted_leaders = list(
            Posting.objects.filter(site__kind=SiteKind.COUNTER, staff__duty=Duty.SITE_LEADER, staff__left_on=None)
        )

    def person(self, user: int, slots: Iterable[Slot], period: Period, *, work: Period | None = None) -> State:
        """Whether the person can come: free in these hours and on duty in those of `work`, where they are others.

        An agreed visit goes before the mark, 不可 goes before the roster.
        """
        if found := self._busy_in("person", user, period):
            return State(False, f"{found.label}の訪問")
        marked = self._mark("person", user, slots)
        if marked.is_possible is not False and (why := self._off_duty(user, work or period)):
            return State(False, why, is_firm=False)
        return marked

    def facility(self, facility: Facility, slots: Iterable[Slot], period: Period) -> State:
        if self._busy_in("facility", facility.pk, period):
            return State(False, "同じ時間の訪問")
        return self._mark("facility", facility.pk, slots)

    def vehicle(self, vehicle: int, slots: Iterable[Slot], period: Period) -> State:
        """A vehicle can be used unless it is marked out of service or on an agreed visit."""
        if found := self._busy_in("vehicle", vehicle, period):
            return State(False, f"{found.label}の訪問")
        marked = self._mark("vehicle", vehicle, slots)
        return marked if marked.is_possible is False else State(True)

    def leads_that_day(self, user: int, day: date) -> Busy | None:
        """The agreed visit that the person leads on this day: a second one needs another leader (第2-1-(9))."""
        return next(
            (busy for busy in self.busy["person", user] if busy.leads and timezone.localdate(busy.starts_at) == day),
            None,
        )

    def keeps_leader(self, period: Period, without: Collection[int] = ()) -> bool:
        """Whether enough leaders stay for as long as any counter is open in these hours (第2-1-(9)-①; C22)."""
        open_period = self._counter_hours(period)
        needed: int = self.calendar.parameters.value("leaders.site_leaders_per_day", timezone.localdate(period[0]))
        return open_period is None or self.leaders_left(open_period, without) >= needed

    def leaders_left(self, period: Period, without: Collection[int] = ()) -> int:
        """How many lead at a counter in these hours when the users of `without` go (C22).

        By the roster, or by the postings where the roster of the month is not published yet.
        """
        day = timezone.localdate(period[0])
        if (day.year, day.month) in self.months_led:
            there = {
                shift.staff_id for shift in self.leading[day] if _holds(shift, period) and not _is_absent(shift, period)
            }
        else:
            there = {
                row.staff_id
                for row in self.posted_leaders
                if row.starts_on <= day and (row.ends_on is None or day <= row.ends_on)
            }
        away = {staff for user, staff in self.staff.items() if user in without or self._busy_in("person", user, period)}
        return len(there - away)

    def _counter_hours(self, period: Period) -> Period | None:
        """The part of the hours in which a counter is open; None where none is."""
        day = timezone.localdate(period[0])
        counters = [site.code for site in self.calendar.sites.values() if site.kind == SiteKind.COUNTER]
        hours = [found for code in counters if (found := self.calendar.hours(code, day))]
        if not hours:
            return None
        starts = max(period[0], datetime.combine(day, min(found.opens for found in hours), JST))
        ends = min(period[1], datetime.combine(day, max(found.closes for found in hours), JST))
        return (starts, ends) if starts < ends else None

    def _off_duty(self, user: int, period: Period) -> str:
        """Why the roster says no, in words; empty where it says yes or nothing is known."""
        day = timezone.localdate(period[0])
        shifts = self.shifts.get((user, day), [])
        if any(_is_absent(shift, period) for shift in shifts):
            return "不在の連絡"
        if (user, day.year, day.month) in self.months_known and not any(_holds(shift, period) for shift in shifts):
            return "勤務の時間外" if shifts else "勤務なし"
        return ""

    def _mark(self, kind: str, key: int, slots: Iterable[Slot]) -> State:
        """不可 for one of the half days is 不可; 可 only for all of them."""
        found = [self.marks.get((kind, key, day, half)) for day, half in slots]
        if False in found:
            return State(False, "不可と入力")
        return State(True if found and all(found) else None)

    def _busy_in(self, kind: str, key: int, period: Period) -> Busy | None:
        starts, ends = period
        return next(
            (busy for busy in self.busy.get((kind, key), ()) if busy.starts_at < ends and starts < busy.ends_at), None
        )


def _holds(shift: Shift, period: Period) -> bool:
    """Whether the shift lasts for the whole of the hours."""
    starts, ends = (timezone.localtime(moment).time() for moment in period)
    return shift.starts_at <= starts and ends <= shift.ends_at


def _is_absent(shift: Shift, period: Period) -> bool:
    """Whether an absence from the shift falls into the hours."""
    starts, ends = (timezone.localtime(moment).time() for moment in period)
    absence = getattr(shift, "absence", None)
    return bool(absence and absence.starts_at < ends and starts < absence.ends_at)


def diary_of(visit: Visit, calendar: Calendar) -> Diary:
    """What is known about the day of a visit with a date."""
    return Diary.load(visit.scheduled_day, visit.scheduled_day, calendar, visit=visit)


def slots_and_period(visit: Visit, calendar: Calendar) -> tuple[list[Slot], Period]:
    """The half days and the hours of a visit with a date."""
    if visit.starts_at is None or visit.ends_at is None:
        raise ValueError("the visit has no date")
    return slots_of(visit.starts_at, visit.ends_at, calendar), (visit.starts_at, visit.ends_at)
