"""The half days of the coming weeks as a table: one's own marks, and what the others have said (第2-1-(3)-③)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.contracts.calendar import Calendar

from .actions import Whose
from .diary import CREW_ROLES, Diary
from .enums import Half
from .half_days import Slot, period_of, slots_shown
from .models import Facility, Vehicle


@dataclass(frozen=True)
class Choice:
    """Somebody or something whose half days the user may mark."""

    key: str
    label: str
    whose: Whose


@dataclass(frozen=True)
class Side:
    """What one side has said for a half day."""

    label: str
    possible: list[str]
    impossible: list[str]
    unanswered: int


@dataclass(frozen=True)
class Cell:
    """One half day: the mark, the agreed visit in it, and what the others say."""

    day: date
    half: Half
    mark: bool | None
    visit: str
    sides: list[Side] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.day:%Y-%m-%d}/{self.half.value}"

    @property
    def id(self) -> str:
        return self.key.replace("/", "-")


@dataclass(frozen=True)
class Row:
    """One day; the first of a week begins a group."""

    day: date
    begins_week: bool
    cells: list[Cell]


def choices_of(user: User) -> list[Choice]:
    """Whose half days the user may mark: the general manager the crew's and the vehicles', the city its officers'.

    Everybody who goes to visits marks his or her own, which come first.
    """
    own = [user] if user.role in CREW_ROLES or user.is_city else []
    others = User.objects.filter(is_active=True).exclude(pk=user.pk).order_by("display_name")
    if user.role == Role.GENERAL_MANAGER:
        people, cars = list(others.filter(role__in=CREW_ROLES)), list(Vehicle.objects.filter(is_active=True))
    elif user.is_city:
        people, cars = list(others.filter(role__in=(Role.CITY_STAFF, Role.CITY_APPROVER))), []
    else:
        people, cars = [], []
    return [
        *(Choice(f"person-{row.pk}", f"{row}（自分）", Whose(person=row)) for row in own),
        *(Choice(f"person-{row.pk}", str(row), Whose(person=row)) for row in people),
        *(Choice(f"vehicle-{row.pk}", f"車両　{row.name}", Whose(vehicle=row)) for row in cars),
    ]


def staff_rows(whose: Whose, now: datetime, calendar: Calendar) -> list[Row]:
    """The table of a person or a vehicle, with what everybody else has said; a fixed number of queries."""
    return _rows(whose, now, calendar, with_others=True)


def facility_rows(facility: Facility, now: datetime, calendar: Calendar) -> list[Row]:
    """The facility's own table; what others can is not shown to it."""
    return _rows(Whose(facility=facility), now, calendar, with_others=False)


def _rows(whose: Whose, now: datetime, calendar: Calendar, *, with_others: bool) -> list[Row]:
    slots = slots_shown(timezone.localdate(now), calendar)
    if not slots:
        return []
    diary = Diary.load(slots[0][0], slots[-1][0], calendar)
    days = list(dict.fromkeys(day for day, _ in slots))
    return [
        Row(
            day=day,
            begins_week=number == 0 or day.isocalendar().week != days[number - 1].isocalendar().week,
            cells=[_cell(whose, (day, half), diary, with_others=with_others) for half in Half],
        )
        for number, day in enumerate(days)
    ]


def _cell(whose: Whose, slot: Slot, diary: Diary, *, with_others: bool) -> Cell:
    kind, key = whose.kind_and_key
    starts, ends = period_of(slot, diary.calendar)
    busy = next((b for b in diary.busy.get((kind, key), ()) if b.starts_at < ends and starts < b.ends_at), None)
    return Cell(
        day=slot[0],
        half=slot[1],
        mark=diary.marks.get((kind, key, *slot)),
        visit="" if busy is None else busy.label,
        sides=_sides(whose, slot, diary) if with_others else [],
    )


def _sides(whose: Whose, slot: Slot, diary: Diary) -> list[Side]:
    me = whose.person.pk if whose.person else None
    people = [user for user in diary.people if user.pk != me]
    cars = [car.name for car in diary.vehicles if diary.vehicle(car.pk, [slot], period_of(slot, diary.calendar)).why]
    sides = [
        _side("責任者", [user for user in people if user.role == Role.SITE_LEADER], slot, diary),
        _side("従事者", [user for user in people if user.role == Role.COUNTER_STAFF], slot, diary),
        _side("市", [user for user in people if user.is_city], slot, diary),
    ]
    return [*(side for side in sides if side), *([Side("車両", [], cars, 0)] if cars else [])]


def _side(label: str, users: Sequence[User], slot: Slot, diary: Diary) -> Side | None:
    if not users:
        return None
    period = period_of(slot, diary.calendar)
    states = {user.display_name: _known(user, slot, period, diary) for user in users}
    return Side(
        label,
        [name for name, state in states.items() if state],
        [name for name, state in states.items() if state is False],
        list(states.values()).count(None),
    )


def _known(user: User, slot: Slot, period: tuple[datetime, datetime], diary: Diary) -> bool | None:
    """The mark, or 不可 where the person is on an agreed visit; the roster is left to the dates that are proposed."""
    state = diary.person(user.pk, [slot], period)
    return state.is_possible if state.is_firm else diary.marks.get(("person", user.pk, *slot))
