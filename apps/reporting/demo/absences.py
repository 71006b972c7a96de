"""Two people who did not come: for one somebody stood in, the other's place is still open."""

from datetime import date, datetime, time, timedelta

from apps.contracts.calendar import DAY
from apps.core.clock import JST
from apps.workforce.absence_actions import assign_stand_in, report_absence
from apps.workforce.enums import AbsenceReason
from apps.workforce.models import Absence, Shift, month_of

from .people import RELIEF
from .rosters import COUNTER_TURNS, MONTHS_SHOWN
from .world import World, in_history

FILLED_SITE, OPEN_SITE = "ohigashi", "naguwashi"
REPORTED, ANSWERED, TOLD_BEFORE = time(7, 35), timedelta(minutes=24), timedelta(minutes=40)


@in_history
def build(world: World) -> None:
    if day := day_filled(world):
        absence = report(world, FILLED_SITE, day, datetime.combine(day, REPORTED, JST))
        at = absence.reported_at + ANSWERED
        relief, leader = world.staff[RELIEF], world.users["leader1"]
        assign_stand_in(absence=absence, staff=relief, by=leader, at=at, calendar=world.calendar)
    if day := day_open(world):
        report(world, OPEN_SITE, day, min(datetime.combine(day, REPORTED, JST), world.now - TOLD_BEFORE))


def day_filled(world: World) -> date | None:
    """The last open day before today on which the relief had nothing else to do."""
    days = (world.today - DAY * back for back in range(1, 31 * MONTHS_SHOWN))
    return next((day for day in days if is_rostered(FILLED_SITE, day) and not works(RELIEF, day)), None)


def day_open(world: World) -> date | None:
    """Today or the next open day of the month; the last one where the month has none left."""
    month = [month_of(world.today) + DAY * number for number in range(31)]
    days = [day for day in month if is_rostered(OPEN_SITE, day)]
    coming = [day for day in days if day >= world.today]
    return next(iter([*coming, *reversed(days)]), None)


def is_rostered(site: str, day: date) -> bool:
    return Shift.objects.published().filter(site__code=site, day=day).exists()


def works(staff: str, day: date) -> bool:
    return Shift.objects.filter(staff__code=staff, day=day).exists()


def report(world: World, site: str, day: date, at: datetime) -> Absence:
    """Whoever has the last break of the turns is away for the whole day."""
    shift = Shift.objects.published().get(site__code=site, day=day, pattern__code=COUNTER_TURNS[-1])
    return report_absence(
        shift=shift, starts_at=shift.starts_at, ends_at=shift.ends_at, reason=AbsenceReason.SUDDEN,
        by=world.users["leader1"], at=at,
    )  # fmt: skip
