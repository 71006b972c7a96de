"""A day's roster and clock for the tests: shifts, breaks, absences, outings, stretches. It is Monday 2 June 2025."""

from datetime import date, datetime, time

from apps.contracts.models import Site
from apps.core.clock import JST
from apps.workforce.enums import AbsenceReason, Duty, LeftAs
from apps.workforce.models import Absence, Break, Outing, Presence, RosterPublication, Shift, StaffMember, month_of

from .factories import MONDAY, at, clerk, make_staff

COUNTERS = ("honcho", "takashina", "ohigashi", "kasumigaseki", "naguwashi", "station")


def site_of(code: str = "honcho") -> Site:
    return Site.objects.get(code=code)


def clock_of(text: str) -> time:
    return time.fromisoformat(text)


def moment(text: str, *, day: date = MONDAY) -> datetime:
    return datetime.combine(day, clock_of(text), JST)


def make_shift(
    staff: StaffMember | None = None,
    hours: str = "09:00-17:00",
    *rests: str,
    code: str | None = "honcho",
    duty: Duty = Duty.COUNTER_STAFF,
    day: date = MONDAY,
    draft: bool = False,
    ready: bool = False,
) -> Shift:
    """A shift of the person, else of somebody new, who with `ready` lacks nothing for the duty."""
    starts, ends = hours.split("-")
    shift = Shift.objects.create(
        staff=staff or (make_staff(ready_for=duty, on=day) if ready else make_staff(duty=duty)),
        site=site_of(code) if code else None,
        duty=duty,
        day=day,
        starts_at=clock_of(starts),
        ends_at=clock_of(ends),
        published_at=None if draft else at(9, day=date(2025, 5, 20)),
        published_by=None if draft else clerk(),
    )
    for rest in rests:
        begins, over = rest.split("-")
        Break.objects.create(shift=shift, starts_at=clock_of(begins), ends_at=clock_of(over))
    return shift


def make_absence(shift: Shift, hours: str | None = None) -> Absence:
    starts, ends = map(clock_of, hours.split("-")) if hours else (shift.starts_at, shift.ends_at)
    return Absence.objects.create(
        shift=shift,
        starts_at=starts,
        ends_at=ends,
        reason=AbsenceReason.SUDDEN,
        reported_at=at(8, day=shift.day),
        reported_by=clerk(),
    )


def make_outing(hours: str = "10:00-12:00", *members: StaffMember, leader: StaffMember | None = None) -> Outing:
    starts, ends = map(clock_of, hours.split("-"))
    outing = Outing.objects.create(label="特別養護老人ホーム", day=MONDAY, starts_at=starts, ends_at=ends)
    for member in members:
        outing.members.create(staff=member)
    if leader:
        outing.members.create(staff=leader, leads=True)
    return outing


def make_presence(
    staff: StaffMember,
    hours: str,
    *,
    code: str | None = "honcho",
    outing: Outing | None = None,
    duty: Duty = Duty.COUNTER_STAFF,
    left_as: LeftAs = LeftAs.OUT,
    day: date = MONDAY,
) -> Presence:
    """A stretch `09:00-12:00`, or `09:00-` where nobody has clocked out."""
    starts, ends = hours.split("-")
    return Presence.objects.create(
        staff=staff,
        site=None if outing else site_of(code or "honcho"),
        outing=outing,
        duty=duty,
        arrived_at=moment(starts, day=day),
        left_at=moment(ends, day=day) if ends else None,
        left_as=left_as if ends else "",
        recorded_by=clerk(),
    )


def staff_counter(code: str = "honcho", hours: str = "09:00-17:00", *, day: date = MONDAY) -> list[Shift]:
    """Three people with breaks in turns: never fewer than two."""
    rests = ("11:00-12:00", "12:00-13:00", "13:00-14:00")
    return [make_shift(None, hours, rest, code=code, day=day) for rest in rests]


def publish(*codes: str, day: date = MONDAY) -> None:
    for code in codes or (*COUNTERS, "callcenter"):
        RosterPublication.objects.create(
            site=site_of(code), month=month_of(day), published_at=at(9, day=date(2025, 5, 20)), published_by=clerk()
        )
