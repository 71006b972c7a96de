"""What is known about everybody's half days: marks, visits agreed, absences and the roster (第2-1-(3)-③; C22).

A diary is read once with a fixed number of queries and asked as often as one likes.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.utils import timezone

from apps.accounts.enums import CITY_ROLES, Role
from apps.accounts.models import User
from apps.contracts.calendar import Calendar
from apps.contracts.enums import SiteKind
from apps.core.clock import month_bounds
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
    staff: dict[int, StaffMember] = field(default_factory=dict)
    shifts: dict[tuple[int, date], list[Shift]] = field(default_factory=lambda: defaultdict(list))
    months_known: set[tuple[int, int, int]] = field(default_factory=set)
    posted_leaders: list[tuple[int, Posting]] = field(default_factory=list)

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
        """Whole months, as a month in which somebody has a published shift is one whose roster is known."""
        begins, ends = first.replace(day=1), month_bounds(last.year, last.month)[1]
        self.staff = {
            person.user_id: person
            for person in StaffMember.objects.filter(user__in=[user.pk for user in self.people])
            if person.user_id
        }
        users = {person.pk: user for user, person in self.staff.items()}
        published = Shift.objects.published().filter(staff__in=users, day__range=(begins, ends))
        for shift in published.select_related("absence", "site"):
            user = users[shift.staff_id]
            self.shifts[user, shift.day].append(shift)
            self.months_known.add((user, shift.day.year, shift.day.month))
        posted = Posting.objects.filter(staff__in=users, site__kind=SiteKind.COUNTER, staff__duty=Duty.SITE_LEADER)
        self.posted_leaders = [(users[row.staff_id], row) for row in posted]

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

    def leaders_left(self, period: Period, without: Collection[int] = ()) -> list[int]:
        """Leaders at a counter in these hours when those of `without` go; by the roster, else by the postings (C22)."""
        day = timezone.localdate(period[0])
        if any((user, day.year, day.month) in self.months_known for user in self._leaders()):
            at_counters = {user for user in self._leaders() if self._leads_a_counter(user, period)}
        else:
            at_counters = {
                user
                for user, row in self.posted_leaders
                if row.starts_on <= day and (row.ends_on is None or day <= row.ends_on)
            }
        return sorted(user for user in at_counters if user not in without and not self._busy_in("person", user, period))

    def _leaders(self) -> list[int]:
        return [user for user, person in self.staff.items() if person.duty == Duty.SITE_LEADER]

    def _leads_a_counter(self, user: int, period: Period) -> bool:
        return not self._off_duty(user, period) and any(
            shift.leads and shift.site and shift.site.kind == SiteKind.COUNTER
            for shift in self._shifts_of(user, period)
        )

    def _shifts_of(self, user: int, period: Period) -> list[Shift]:
        """Shifts that hold the whole of the hours."""
        starts, ends = (timezone.localtime(moment) for moment in period)
        return [
            shift
            for shift in self.shifts.get((user, starts.date()), ())
            if shift.starts_at <= starts.time() and ends.time() <= shift.ends_at
        ]

    def _off_duty(self, user: int, period: Period) -> str:
        """Why the roster says no, in words; empty where it says yes or nothing is known."""
        starts, ends = (timezone.localtime(moment) for moment in period)
        shifts = self.shifts.get((user, starts.date()), [])
        for shift in shifts:
            absence = getattr(shift, "absence", None)
            if absence and absence.starts_at < ends.time() and starts.time() < absence.ends_at:
                return "不在の連絡"
        if (user, starts.year, starts.month) in self.months_known and not self._shifts_of(user, period):
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


def diary_of(visit: Visit, calendar: Calendar) -> Diary:
    """What is known about the day of a visit with a date."""
    return Diary.load(visit.scheduled_day, visit.scheduled_day, calendar, visit=visit)


def slots_and_period(visit: Visit, calendar: Calendar) -> tuple[list[Slot], Period]:
    """The half days and the hours of a visit with a date."""
    if visit.starts_at is None or visit.ends_at is None:
        raise ValueError("the visit has no date")
    return slots_of(visit.starts_at, visit.ends_at, calendar), (visit.starts_at, visit.ends_at)
