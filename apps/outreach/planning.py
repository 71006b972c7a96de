"""The half days that suit facility, city and contractor, with people and a vehicle free (第2-1-(3)-③, (9); C22)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.utils import timezone

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.contracts.calendar import Calendar

from .diary import CREW_ROLES, Diary, State
from .enums import Half, Verdict
from .half_days import Slot, period_of, slots_between, usual_period
from .models import Visit


class Needs(NamedTuple):
    """How many have to come: heads of the contractor, leaders among them, officers of the city (第2-1-(9))."""

    heads: int
    leaders: int
    officers: int

    @classmethod
    def on(cls, day: date, calendar: Calendar) -> "Needs":
        read = calendar.parameters.value
        return cls(
            read("outreach.minimum_heads", day),
            read("outreach.minimum_leaders", day),
            read("outreach.minimum_city_staff", day),
        )


class Candidates(NamedTuple):
    """The answers for one half day: True 可, False 不可, None 未回答; no vehicle is asked for where there are none."""

    facility: bool | None
    leaders: Sequence[bool | None]
    crew: Sequence[bool | None]
    officers: Sequence[bool | None]
    vehicles: Sequence[bool | None]


@dataclass(frozen=True)
class Candidate:
    """One half day as judged for one visit."""

    day: date
    half: Half
    starts_at: datetime
    ends_at: datetime
    verdict: Verdict
    leaders: list[User]
    crew: list[User]
    officers: list[User]
    vehicle_count: int
    missing: list[str]
    warnings: list[str]

    @property
    def rank(self) -> tuple[int, int, int, date, str]:
        """The best first: by the verdict, then without warnings, then with less to ask for, then the sooner."""
        return (list(Verdict).index(self.verdict), len(self.warnings), len(self.missing), self.day, self.half)


_IMPOSSIBLE = {"施設": "施設が不可です", "車両": "空いている車両がありません"}


def judge(known: Candidates, needs: Needs) -> tuple[Verdict, list[str]]:
    """Whether a visit can be made up of these, and what is missing for 全員可, in words."""
    sides = [
        ("施設", [known.facility], 1),
        ("運営責任者", known.leaders, needs.leaders),
        ("受託者の従事者", [*known.leaders, *known.crew], needs.heads),
        ("市職員", known.officers, needs.officers),
    ]
    if known.vehicles:
        sides.append(("車両", known.vehicles, 1))
    missing, impossible = [], False
    for label, answers, needed in sides:
        sure, open_ = answers.count(True), answers.count(None)
        if sure >= needed:
            continue
        if sure + open_ < needed:
            impossible = True
            missing.append(_IMPOSSIBLE.get(label, f"{label}が足りません"))
        elif label == "施設":
            missing.append("施設が未回答です")
        else:
            missing.append(f"{label}の回答があと{needed - sure}人必要です")
    return (Verdict.NONE if impossible else Verdict.OPEN if missing else Verdict.ALL), missing


def possible_dates(visit: Visit, first: date, last: date, calendar: Calendar, now: datetime) -> list[Candidate]:
    """Each half day of the city's business days from `first` to `last`, both included, the best first.

    Hours that have begun are left out. A fixed number of queries.
    """
    slots = slots_between(max(first, timezone.localdate(now)), last, calendar)
    if not slots:
        return []
    diary = Diary.load(slots[0][0], slots[-1][0], calendar, visit=visit)
    found = [candidate(visit, slot, diary) for slot in slots if usual_period(slot, calendar)[0] > now]
    return sorted(found, key=lambda row: row.rank)


def candidate(visit: Visit, slot: Slot, diary: Diary) -> Candidate:
    """One half day for the visit, with the hours that visits usually have in it."""
    day, half = slot
    calendar = diary.calendar
    whole, usual = period_of(slot, calendar), usual_period(slot, calendar)
    states = {user.pk: diary.person(user.pk, [slot], whole, work=usual) for user in diary.people}
    leaders = [u for u in diary.people if u.role == Role.SITE_LEADER and not diary.leads_that_day(u.pk, day)]
    crew = [user for user in diary.people if user.role in CREW_ROLES and user not in leaders]
    officers = [user for user in diary.people if user.role not in CREW_ROLES]
    vehicles = [diary.vehicle(car.pk, [slot], whole) for car in diary.vehicles]

    def answers(users: Sequence[User]) -> list[bool | None]:
        return [states[user.pk].is_possible for user in users]

    known = Candidates(
        facility=diary.facility(visit.facility, [slot], whole).is_possible,
        leaders=answers(leaders),
        crew=answers(crew),
        officers=answers(officers),
        vehicles=[state.is_possible for state in vehicles],
    )
    verdict, missing = judge(known, Needs.on(day, calendar))
    return Candidate(
        day=day,
        half=half,
        starts_at=usual[0],
        ends_at=usual[1],
        verdict=verdict,
        leaders=_possible(leaders, states),
        crew=_possible(crew, states),
        officers=_possible(officers, states),
        vehicle_count=sum(state.is_possible is True for state in vehicles),
        missing=missing,
        warnings=_warnings(slot, leaders, states, diary),
    )


def _possible(users: Sequence[User], states: dict[int, State]) -> list[User]:
    return [user for user in users if states[user.pk].is_possible]


def _warnings(slot: Slot, leaders: Sequence[User], states: dict[int, State], diary: Diary) -> list[str]:
    """No leader at a counter, whoever of the possible ones goes (C22)."""
    period = usual_period(slot, diary.calendar)
    going = [user.pk for user in leaders if states[user.pk].is_possible is not False]
    if going and not any(diary.keeps_leader(period, [user]) for user in going):
        return ["窓口に残る運営責任者がいません"]
    return []
