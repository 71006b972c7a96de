"""One place of a day, person by person: planned hours, the clock, absences and stand-ins."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.http import Http404
from django.utils import timezone

from apps.accounts.models import User
from apps.contracts.enums import SiteKind
from apps.contracts.models import Site

from .attendance_scope import can_report_absence, kinds_read
from .clocking import Standing, standings
from .models import Absence, Outing, Presence, Shift, StaffMember


@dataclass(frozen=True)
class PersonOfDay:
    """One person at one place: shifts there, and the stretches of the day wherever they were.

    `is_forgotten`: the day is over and nobody has clocked the person out.
    """

    staff: StaffMember
    shifts: list[Shift]
    standing: Standing
    is_here: bool
    can_report: bool
    absences: list[Absence] = field(default_factory=list)
    is_leader: bool = False
    is_forgotten: bool = False


def place_of(user: User, key: str, day: date) -> Site | Outing:
    """The site or outing of the address; 404 where there is none, or none that the user sees."""
    kinds = kinds_read(user)
    if key.startswith("outing-"):
        number = key[7:]
        is_number = number.isascii() and number.isdigit() and len(number) < 19
        outing = Outing.objects.filter(pk=int(number), day=day).first() if is_number else None
        if outing is None or SiteKind.COUNTER not in kinds:
            raise Http404
        return outing
    site = Site.objects.filter(code=key, kind__in=kinds).first() if key.isprintable() else None
    if site is None:
        raise Http404
    return site


def people_of(user: User, where: Site | Outing, day: date, now: datetime) -> list[PersonOfDay]:
    """Who is planned there or was there, in the order of their hours; a fixed number of queries."""
    leaders: set[int] = set()
    if isinstance(where, Site):
        own = Shift.objects.published().filter(site=where, day=day)
        here = Presence.objects.begun_on(day).filter(site=where)
        planned = set(own.values_list("staff", flat=True))
    else:
        members = dict(where.members.values_list("staff", "leads"))
        here = Presence.objects.begun_on(day).filter(outing=where)
        planned, leaders = set(members), {staff for staff, leads in members.items() if leads}
    ids = planned | set(here.values_list("staff", flat=True))
    shifts = Shift.objects.published().filter(staff__in=ids, day=day)
    shifts_of: dict[int, list[Shift]] = {pk: [] for pk in ids}
    for shift in (
        shifts.select_related("site", "absence__stand_in__staff").prefetch_related("breaks").order_by("starts_at")
    ):
        if not isinstance(where, Site) or shift.site_id == where.pk:
            shifts_of[shift.staff_id].append(shift)
    clocks = standings(ids, day)
    today = timezone.localdate(now)
    people = [
        PersonOfDay(
            staff=staff,
            shifts=shifts_of[staff.pk],
            standing=clocks[staff.pk],
            is_here=_is_at(clocks[staff.pk], where),
            can_report=any(can_report_absence(user, shift, today) for shift in shifts_of[staff.pk]),
            absences=[shift.absence for shift in shifts_of[staff.pk] if hasattr(shift, "absence")],
            is_leader=staff.pk in leaders or any(shift.leads for shift in shifts_of[staff.pk]),
            is_forgotten=day < today and clocks[staff.pk].at_work is not None,
        )
        for staff in StaffMember.objects.filter(pk__in=ids)
    ]
    return sorted(people, key=lambda person: (not person.shifts, *_hours(person.shifts), person.staff.name_kana))


def _is_at(standing: Standing, where: Site | Outing) -> bool:
    stretch = standing.at_work or standing.resting
    return stretch is not None and (stretch.site or stretch.outing) == where


def _hours(shifts: Iterable[Shift]) -> tuple[str, str]:
    return next(((f"{shift.starts_at}", f"{shift.ends_at}") for shift in shifts), ("", ""))
