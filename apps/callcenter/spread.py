"""How evenly the calls of a month fall on the operators (第2-2-(3)-カ): calls an operator-hour, largest over median.

Hours are those of the clock-ins, else of the published shifts, else those between an operator's first and last call of
each day. One source holds for everybody, or one person's long break would be compared with another's short one: the
first that has hours for the people who took nearly all of the calls.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from statistics import median
from typing import Any

from django.db.models import Count, Max, Min
from django.db.models.functions import Coalesce, TruncDate

from apps.accounts.models import User
from apps.callcenter.models import Call, OperatorCode
from apps.callcenter.models.calls import ANSWERED
from apps.contracts.calendar import Calendar
from apps.core.clock import JST
from apps.workforce.coverage import DayCoverage, planned_days

from .counts import CALL_CENTRE

NEARLY_ALL = Fraction(9, 10)
FEWEST_TO_COMPARE = 2

Person = tuple[str, int | str]
"""A user's key where the code has a holder, else the code itself: ("user", 7), ("code", "OP01")."""


class HoursFrom(Enum):
    """Where an operator's hours come from, in the words of the page."""

    CLOCK = "打刻"
    SHIFTS = "公開した勤務表（休憩・不在を除く）"
    CALLS = "通話記録（各日の最初の応答から最後の終話まで）"


@dataclass(frozen=True)
class Operator:
    """One person's answered calls and hours; without enough hours the person is not compared."""

    name: str
    calls: int
    minutes: int
    is_judged: bool

    @property
    def per_hour(self) -> Fraction | None:
        return Fraction(self.calls * 60, self.minutes) if self.minutes else None

    @property
    def per_hour_shown(self) -> str:
        return _cut(self.per_hour)

    @property
    def hours_shown(self) -> str:
        return f"{self.minutes // 60}:{self.minutes % 60:02}" if self.minutes else "—"


@dataclass(frozen=True)
class Spread:
    """Everybody who answered in the period, busiest hour first, and the most loaded beside the one in the middle."""

    operators: list[Operator]
    hours_from: HoursFrom
    least_hours: int
    limit: Fraction
    without_code: int
    """Answered calls of which the log does not say who took them."""

    @property
    def judged(self) -> list[Operator]:
        return [operator for operator in self.operators if operator.is_judged]

    @property
    def median(self) -> Fraction | None:
        rates = [operator.per_hour for operator in self.judged if operator.per_hour is not None]
        return median(rates) if len(rates) >= FEWEST_TO_COMPARE else None

    @property
    def ratio(self) -> Fraction | None:
        """None where fewer than two can be compared."""
        middle, top = self.median, self.judged[0].per_hour if self.judged else None
        return top / middle if middle and top else None

    @property
    def ratio_shown(self) -> str:
        return _cut(self.ratio, 2)

    @property
    def limit_shown(self) -> str:
        return _cut(self.limit, 2)

    @property
    def is_uneven(self) -> bool | None:
        return None if self.ratio is None else self.ratio > self.limit

    @property
    def names_over(self) -> list[str]:
        middle = self.median
        return [
            operator.name
            for operator in self.judged
            if middle and operator.per_hour and operator.per_hour > self.limit * middle
        ]


def _cut(value: Fraction | None, places: int = 1) -> str:
    """Cut, never rounded: a ratio over the limit by a hair is not printed as one below it."""
    if value is None:
        return "—"
    whole, rest = divmod(int(value * 10**places), 10**places)
    return f"{whole}.{rest:0{places}}"


def spread(first: date, last: date, now: datetime, calendar: Calendar, clocked: Sequence[DayCoverage]) -> Spread:
    """Of the calls answered on these days; `clocked` is what the clock-ins say of them. A fixed number of queries."""
    rows = list(
        Call.objects.arrived_between(first, last)
        .filter(ANSWERED, arrived_at__lte=now)
        .annotate(day=TruncDate("arrived_at", tzinfo=JST))
        .order_by()
        .values("day", "profile_id", "operator_code")
        .annotate(
            count=Count("pk"), begins=Min("answered_at"), ends=Max(Coalesce("ended_at", "answered_at", "arrived_at"))
        )
    )
    named = [row for row in rows if row["operator_code"]]
    holders = OperatorCode.objects.holders({row["profile_id"] for row in named})
    calls: dict[Person, int] = defaultdict(int)
    activity: dict[tuple[Person, date], tuple[datetime, datetime]] = {}
    for row in named:
        user = holders.user_id(row["profile_id"], row["operator_code"], row["day"])
        person: Person = ("user", user) if user else ("code", row["operator_code"])
        calls[person] += row["count"]
        if row["begins"]:
            known = activity.get((person, row["day"]), (row["begins"], row["ends"]))
            activity[person, row["day"]] = (min(known[0], row["begins"]), max(known[1], row["ends"]))
    users = {user.pk: user for user in _users(calls)}
    hours_from, minutes = _hours(calls, activity, users, {row["day"] for row in rows}, clocked, calendar)
    read = calendar.parameters.value
    least = read("callcenter.spread_least_hours", last)
    operators = [
        Operator(_name(person, users), count, minutes.get(person, 0), minutes.get(person, 0) >= least * 60)
        for person, count in calls.items()
    ]
    operators.sort(key=lambda operator: (not operator.is_judged, -(operator.per_hour or 0), operator.name))
    return Spread(
        operators=operators,
        hours_from=hours_from,
        least_hours=least,
        limit=Fraction(read("callcenter.spread_ratio", last)),
        without_code=sum(row["count"] for row in rows if not row["operator_code"]),
    )


def _users(people: Iterable[Person]) -> Any:
    keys = [key for kind, key in people if kind == "user"]
    return User.objects.filter(pk__in=keys).select_related("staff_member") if keys else []


def _name(person: Person, users: Mapping[int, User]) -> str:
    kind, key = person
    return users[int(key)].display_name if kind == "user" else str(key)


def _hours(
    calls: Mapping[Person, int],
    activity: Mapping[tuple[Person, date], tuple[datetime, datetime]],
    users: Mapping[int, User],
    days: set[date],
    clocked: Sequence[DayCoverage],
    calendar: Calendar,
) -> tuple[HoursFrom, dict[Person, int]]:
    """Minutes by person from the first source that covers nearly all of the calls."""
    staff = {user.staff_member.pk: ("user", key) for key, user in users.items() if hasattr(user, "staff_member")}
    if staff and days:
        for source in (HoursFrom.CLOCK, HoursFrom.SHIFTS):
            covered_days = clocked if source == HoursFrom.CLOCK else planned_days(min(days), max(days), calendar)
            minutes = _at_the_centre(covered_days, days, staff)
            covered = sum(count for person, count in calls.items() if minutes.get(person))
            if covered >= NEARLY_ALL * sum(calls.values()):
                return source, minutes
    seconds: dict[Person, float] = defaultdict(float)
    for (person, _), (begins, ends) in activity.items():
        seconds[person] += (ends - begins).total_seconds()
    return HoursFrom.CALLS, {person: int(total // 60) for person, total in seconds.items()}


def _at_the_centre(covered: Iterable[DayCoverage], days: set[date], staff: Mapping[int, Any]) -> dict[Person, int]:
    """Minutes in a seat of the centre, on days of which calls were recorded."""
    minutes: dict[Person, float] = defaultdict(float)
    for day in covered:
        for stint in day.stints if day.day in days else ():
            if stint.place == CALL_CENTRE and stint.person in staff:
                minutes[staff[stint.person]] += stint.ends - stint.starts
    return {person: int(total) for person, total in minutes.items()}
