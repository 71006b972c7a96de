"""Two people who did not come: for one somebody stood in, the other's place is still open."""

from datetime import date, datetime, time, timedelta

from apps.contracts.calendar import DAY
from apps.core.clock import JST
from apps.workforce.coverage import DayCoverage, clock_time
from apps.workforce.enums import AbsenceReason
from apps.workforce.models import Absence, Break, Shift, Vacancy, month_of

from .people import RELIEF
from .rosters import COUNTER_TURNS, MONTHS_SHOWN
from .world import World, in_history

FILLED_SITE, OPEN_SITE = "ohigashi", "naguwashi"
REPORTED, ANSWERED = time(7, 35), timedelta(minutes=24)


@in_history
def build(world: World) -> None:
    if filled_on := day_filled(world):
        absence = report(world, FILLED_SITE, filled_on, datetime.combine(filled_on, REPORTED, JST))
        vacancies = note_vacancies(world, absence)
        stand_in(world, absence)
        for vacancy in vacancies:
            vacancy.filled_at = absence.reported_at + ANSWERED
        Vacancy.objects.bulk_update(vacancies, ["filled_at"])
    if open_on := day_open(world):
        reported_at = min(datetime.combine(open_on, REPORTED, JST), world.now - timedelta(minutes=40))
        note_vacancies(world, report(world, OPEN_SITE, open_on, reported_at))


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
    return Absence.objects.create(
        shift=shift, starts_at=shift.starts_at, ends_at=shift.ends_at, reason=AbsenceReason.SUDDEN,
        reported_at=at, reported_by=world.users["leader1"],
    )  # fmt: skip


def note_vacancies(world: World, absence: Absence) -> list[Vacancy]:
    """One for each span in which the place has too few people without the absent one."""
    shift = absence.shift
    gaps = [gap for gap in DayCoverage.planned(shift.day, world.calendar).gaps if gap.place.site_id == shift.site_id]
    return Vacancy.objects.bulk_create(
        Vacancy(
            kind=gap.reason, site=shift.site, day=shift.day, starts_at=clock_time(gap.starts),
            ends_at=clock_time(gap.ends), missing=gap.missing, detected_at=absence.reported_at,
        )
        for gap in gaps
    )  # fmt: skip


def stand_in(world: World, absence: Absence) -> None:
    """The relief works the hours and takes the break of the absent person."""
    shift = absence.shift
    answered_at = absence.reported_at + ANSWERED
    absence.stand_in = Shift.objects.create(
        staff=world.staff[RELIEF], site=shift.site, duty=shift.duty, day=shift.day, starts_at=shift.starts_at,
        ends_at=shift.ends_at, pattern=shift.pattern, published_at=answered_at, published_by=world.users["leader1"],
    )  # fmt: skip
    Break.objects.bulk_create(
        Break(shift=absence.stand_in, starts_at=rest.starts_at, ends_at=rest.ends_at) for rest in shift.breaks.all()
    )
    absence.save()
