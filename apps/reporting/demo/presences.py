"""Clock-ins and clock-outs that follow the roster: some come late, nobody leaves a place below its floor."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from apps.core.clock import JST
from apps.workforce.enums import LeftAs
from apps.workforce.models import OutingMember, Presence, Shift

from .rows import copy, stream
from .world import World, in_history

LATE = 0.02
"""How often somebody comes after the shift began; always before the place opens or while enough others are there."""


class Stretch(NamedTuple):
    """One stretch of being somewhere, as the roster has it; `outing` instead of the shift's own place."""

    starts: datetime
    ends: datetime
    left_as: LeftAs
    outing: int | None = None


@in_history
def build(world: World) -> None:
    """Everybody who was not absent, up to now; whoever is at work now has not left."""
    outings = outings_of(world)
    shifts = (
        Shift.objects.published()
        .filter(day__lte=world.today, absence__isnull=True)
        .select_related("staff")
        .prefetch_related("breaks")
    )
    rows = [row for shift in shifts for row in rows_of(world, shift, outings[shift.day, shift.staff_id])]
    fields = ("staff", "site", "outing", "duty", "arrived_at", "left_at", "left_as", "recorded_by", "correction")
    copy(Presence, fields, rows)


def outings_of(world: World) -> dict[tuple[date, int], list[OutingMember]]:
    found: dict[tuple[date, int], list[OutingMember]] = defaultdict(list)
    for member in OutingMember.objects.filter(outing__day__lte=world.today).select_related("outing"):
        found[member.outing.day, member.staff_id].append(member)
    return found


def rows_of(world: World, shift: Shift, travels: list[OutingMember]) -> Iterator[tuple[Any, ...]]:
    """The stretches of one shift that have begun, as rows for COPY."""
    chance = stream(world.seed, "presence", shift.staff.code, shift.day)
    by = shift.staff.user_id or world.users["leader1"].pk
    stretches = list(stretches_of(shift, travels))
    first, last = stretches[0], stretches[-1]
    late = chance.random() < LATE
    early_or_late = timedelta(minutes=chance.randint(8, 24) if late else -chance.randint(1, 12))
    stretches[0] = first._replace(starts=first.starts + early_or_late)
    stretches[-1] = stretches[-1]._replace(ends=last.ends + timedelta(minutes=chance.randint(0, 9)))
    for stretch in stretches:
        if stretch.starts > world.now:
            return
        has_ended = stretch.ends <= world.now
        yield (
            shift.staff_id,
            None if stretch.outing else shift.site_id,
            stretch.outing,
            shift.duty,
            stretch.starts,
            stretch.ends if has_ended else None,
            stretch.left_as.value if has_ended else "",
            by,
            "",
        )


def stretches_of(shift: Shift, travels: list[OutingMember]) -> Iterator[Stretch]:
    """The shift cut by its breaks and by the outings of the person, in order."""
    cuts: list[tuple[time, time, int | None]] = [(rest.starts_at, rest.ends_at, None) for rest in shift.breaks.all()]
    cuts += [(member.outing.starts_at, member.outing.ends_at, member.outing_id) for member in travels]
    begins = shift.starts_at
    for starts, ends, outing in sorted(cuts):
        left_as = LeftAs.MOVE if outing else LeftAs.BREAK
        if begins < starts:
            yield Stretch(moment(shift.day, begins), moment(shift.day, starts), left_as)
        if outing:
            yield Stretch(moment(shift.day, starts), moment(shift.day, ends), LeftAs.MOVE, outing)
        begins = ends
    yield Stretch(moment(shift.day, begins), moment(shift.day, shift.ends_at), LeftAs.OUT)


def moment(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, JST)
