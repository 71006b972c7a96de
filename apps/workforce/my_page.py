"""Somebody's own page: the clock of today, the coming shifts, and what is still to be done before them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from apps.contracts.models import DocumentVersion, Site

from .attendance_actions import duty_at, own_places
from .clocking import Standing, standings
from .enums import Duty
from .gates import Gate, Obstacle, Paper
from .models import Outing, OutingMember, Shift, StaffMember
from .training_actions import readings_to_do

WEEKS_SHOWN = 5


@dataclass(frozen=True)
class PlaceToday:
    """A place where the person may clock in, or go to from another one, and the duty there at this moment."""

    key: str
    label: str
    duty: str


@dataclass(frozen=True)
class MyDay:
    """One person's today and what comes."""

    staff: StaffMember
    standing: Standing
    shifts: list[Shift]
    outings: list[OutingMember]
    to_come_to: list[PlaceToday]
    coming: list[Shift]
    coming_outings: list[OutingMember]
    readings: list[DocumentVersion]
    retraining: list[Paper]
    obstacles: list[Obstacle]
    forgotten_since: date | None
    suggested_end: str


def my_day(staff: StaffMember, now: datetime) -> MyDay:
    """A fixed number of queries, however many shifts there are."""
    today = timezone.localdate(now)
    shifts, outings = own_places(staff, today)
    standing = standings([staff.pk], today)[staff.pk]
    gate = Gate.load(today)
    last = today + timedelta(weeks=WEEKS_SHOWN)
    coming = Shift.objects.published().filter(staff=staff, day__gt=today, day__lte=last)
    members = OutingMember.objects.filter(staff=staff, outing__day__gt=today, outing__day__lte=last)
    forgotten = standing.forgotten
    since = timezone.localdate(forgotten.arrived_at) if forgotten else None
    ended = Shift.objects.filter(staff=staff, day=since).order_by("-ends_at").first() if since else None
    return MyDay(
        staff=staff,
        standing=standing,
        shifts=shifts,
        outings=outings,
        to_come_to=places_to_come_to(standing, shifts, outings, now),
        coming=list(coming.select_related("site", "absence").prefetch_related("breaks").order_by("day", "starts_at")),
        coming_outings=list(members.select_related("outing").order_by("outing__day", "outing__starts_at")),
        readings=readings_to_do(staff, today),
        retraining=gate.retraining_due(staff.pk, staff.duty, today),
        obstacles=_obstacles(gate, staff, shifts, today),
        forgotten_since=since,
        suggested_end=f"{ended.ends_at:%H:%M}" if ended else "",
    )


def _obstacles(gate: Gate, staff: StaffMember, shifts: list[Shift], today: date) -> list[Obstacle]:
    """What bars the person from the main duty and from those of today's shifts, each said once."""
    duties = dict.fromkeys([staff.duty, *(shift.duty for shift in shifts)])
    found = (obstacle for duty in duties for obstacle in gate.obstacles(staff.pk, duty, today))
    return list(dict.fromkeys(obstacle for obstacle in found if obstacle.blocks))


def places_to_come_to(
    standing: Standing, shifts: list[Shift], outings: list[OutingMember], now: datetime
) -> list[PlaceToday]:
    """The places of today's roster; who is at one of them already finds it only with another duty."""
    here = standing.at_work
    found = {}
    for shift in shifts:
        if shift.site:
            duty = duty_at(shifts, shift.site, now) or Duty(shift.duty)
            if not (here and here.site == shift.site and here.duty == duty):
                found[shift.site.code] = PlaceToday(shift.site.code, shift.site.short_name, duty.label)
    for member in outings:
        if not (here and here.outing == member.outing):
            key = key_of(member.outing)
            found[key] = PlaceToday(key, member.outing.label, "")
    return list(found.values())


def key_of(where: Site | Outing) -> str:
    """How addresses and forms name a place."""
    return where.code if isinstance(where, Site) else f"outing-{where.pk}"
