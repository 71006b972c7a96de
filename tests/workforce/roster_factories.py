"""A week of a roster for the tests: patterns, plans and the people who can fill them."""

from collections.abc import Sequence
from datetime import date, time

from apps.accounts.models import User
from apps.contracts.calendar import Calendar
from apps.contracts.models import Site
from apps.workforce.breaks import Span
from apps.workforce.enums import Duty
from apps.workforce.models import Break, PatternBreak, Shift, ShiftPattern, StaffMember
from apps.workforce.roster_actions import CellEdit, CellsSaved, save_cells
from apps.workforce.roster_cells import ShiftPlan

from .factories import MONDAY, at, clerk, make_staff

NINE_TO_FIVE = Span(time(9), time(17))
NOON = Span(time(12), time(13))
ONE = Span(time(13), time(14))


def site_of(code: str = "honcho") -> Site:
    return Site.objects.get(code=code)


def span(text: str) -> Span:
    """`9-17` or `9:30-17:15`."""
    starts, ends = (time(*map(int, part.split(":"))) for part in text.split("-"))
    return Span(starts, ends)


def plan(hours: str = "9-17", *breaks: str, duty: Duty = Duty.COUNTER_STAFF) -> ShiftPlan:
    return ShiftPlan(duty, span(hours), tuple(map(span, breaks)))


def make_pattern(
    code: str = "日", hours: str = "9-17", *breaks: str, site: Site | None = None, label: str = "日勤"
) -> ShiftPattern:
    starts_at, ends_at = span(hours)
    pattern = ShiftPattern.objects.create(code=code, label=label, site=site, starts_at=starts_at, ends_at=ends_at)
    for pause in map(span, breaks):
        PatternBreak.objects.create(pattern=pattern, starts_at=pause.starts_at, ends_at=pause.ends_at)
    return pattern


def make_shift(staff: StaffMember, day: date = MONDAY, hours: str = "9-17", *breaks: str, **fields: object) -> Shift:
    """A shift as the database takes it, asked of nobody."""
    starts_at, ends_at = span(hours)
    site = fields.pop("site") if "site" in fields else site_of()
    duty = fields.pop("duty", staff.duty)
    shift = Shift.objects.create(
        staff=staff, site=site, duty=duty, day=day, starts_at=starts_at, ends_at=ends_at, **fields
    )
    for pause in map(span, breaks):
        Break.objects.create(shift=shift, starts_at=pause.starts_at, ends_at=pause.ends_at)
    return shift


def published(shift: Shift, by: User | None = None) -> Shift:
    shift.published_at, shift.published_by = at(8), by or clerk()
    shift.save()
    return shift


def crew(site: Site | None = None, *, on: date = MONDAY) -> list[StaffMember]:
    """Who keeps a counter above its floor in turns: one leader and two others, all ready."""
    site = site or site_of()
    return [
        make_staff(ready_for=duty, on=on, posted_to=site)
        for duty in (Duty.SITE_LEADER, Duty.COUNTER_STAFF, Duty.COUNTER_STAFF)
    ]


def fill(people: Sequence[StaffMember], days: Sequence[date], *, site: Site | None = None) -> CellsSaved:
    """Every one of a crew of three on every day, 9–17, with breaks in turns."""
    breaks = ("11-12", "12-13", "13-14")
    edits = [
        CellEdit(staff, day, (plan("9-17", pause, duty=Duty(staff.duty)),))
        for day in days
        for staff, pause in zip(people, breaks, strict=True)
    ]
    return save(edits, site=site)


def save(edits: Sequence[CellEdit], *, site: Site | None = None, **options: object) -> CellsSaved:
    settings = {"by": clerk(), "at": at(10), "calendar": Calendar.load()}
    return save_cells(site=site or site_of(), edits=edits, **(settings | options))
