"""What each mailbox is to be told now, and what each role reads on its desk and beside 報告 in the menu.

Whoever is told learns how many, never which: the names of reports, places and people stay behind the sign-in.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import NamedTuple

from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from redis import RedisError

from apps.accounts.enums import Role
from apps.contracts.calendar import DAY, Calendar

from . import permissions
from .duties import reports_due
from .enums import ReportKind, Stage
from .owed import Owed, owed_on
from .standings import ASKED_FOR, TO_DO, Shelf, Shelved, Standing, shelf_counts, standings

CITY_ROLES = frozenset({Role.CITY_STAFF.value, Role.CITY_APPROVER.value})
TO_DO_COUNTS = "reporting:to-do"
COUNTS_SECONDS = 60 * 60
"""A worker that stands still leaves no old count behind."""

OF_REPORTS = {
    Shelf.OVERDUE: "提出期限を過ぎた報告書 {}件",
    Shelf.TODAY: "今日までに提出する報告書 {}件",
    Shelf.RETURNED: "市が差し戻した報告書 {}件",
    Shelf.NEXT: "次の版を提出していない報告書 {}件",
    Shelf.WAITING: "受理・差戻しを待つ報告書 {}件",
}
OF_THE_CITY = {
    Shelf.OVERDUE: "期限を過ぎた検査・支払 {}件",
    Shelf.TODAY: "今日までの検査・支払 {}件",
}
OF_CORRECTIONS = {
    Shelf.OVERDUE: "補正の期限を過ぎた検査 {}件",
    Shelf.TODAY: "今日までに補正する検査 {}件",
}
"""What a desk says by shelf: what waits at the reports, and what either party owes beside them."""


class Reminder(NamedTuple):
    """One duty at one stage, and the roles whose mailboxes are told of it.

    `stage_on` is the day that the stage stands for: the safe day before it and on it, each business day when late, the
    last day of the period for what a party did. `number` is the revision or the round; 0 for a duty nobody has done.
    """

    kind: str
    first: date
    last: date
    stage: Stage
    stage_on: date
    number: int
    roles: frozenset[str]

    @property
    def matter(self) -> "Matter":
        return matter_of(self.kind, self.first, self.last, self.stage, self.number)


class Matter(NamedTuple):
    """What a reminder is about: a duty at every stage of its deadline, but each issue and each return by itself."""

    kind: str
    first: date
    last: date
    event: str
    number: int


def matter_of(kind: str, first: date, last: date, stage: Stage, number: int) -> Matter:
    return Matter(str(kind), first, last, stage.value if stage in (Stage.ISSUED, Stage.RETURNED) else "", number)


def is_inside_hours(now: datetime, calendar: Calendar) -> bool:
    """Whether anybody may be told now: a business day of the city, from the first hour up to the last, half-open."""
    local = timezone.localtime(now)
    day, value = local.date(), calendar.parameters.value
    is_time = value("reminders.from", day) <= local.time() < value("reminders.until", day)
    return is_time and calendar.is_business_day(day)


def due_now(now: datetime, calendar: Calendar | None = None) -> list[Reminder]:
    """Everything that somebody is to be told at this moment, told already or not; nothing outside the hours."""
    calendar = calendar or Calendar.load()
    if not is_inside_hours(now, calendar):
        return []
    today = timezone.localdate(now)
    found = [_of_report(standing, calendar) for standing in all_standings(today, calendar)]
    found += [_of_owed(each, calendar) for each in owed_on(today, calendar)]
    return [reminder for reminder in found if reminder]


def all_standings(today: date, calendar: Calendar) -> list[Standing]:
    return standings(reports_due(today, list(ReportKind), calendar), today)


def _of_report(standing: Standing, calendar: Calendar) -> Reminder | None:
    due = standing.due
    period, contractor = (
        due.period,
        frozenset(role for role in permissions.MAILBOX_ROLES if due.kind in permissions.issuable_kinds(role)),
    )
    if standing.is_on(Shelf.WAITING):
        return Reminder(due.kind, *period, Stage.ISSUED, period.last, standing.number, CITY_ROLES)
    if standing.is_on(Shelf.RETURNED):
        return Reminder(due.kind, *period, Stage.RETURNED, period.last, standing.number, contractor)
    if standing.submitted_at or not standing.is_over:
        return None
    stage = stage_of(due.nominal, due.safe, standing.today, calendar)
    return Reminder(due.kind, *period, *stage, 0, contractor) if stage else None


def _of_owed(each: Owed, calendar: Calendar) -> Reminder | None:
    stage = stage_of(each.nominal, each.safe, each.today, calendar)
    roles = CITY_ROLES if each.is_of_the_city else permissions.CORRECTING
    return Reminder(each.kind, each.first, each.last, *stage, each.number, roles) if stage else None


def stage_of(nominal: date, safe: date, today: date, calendar: Calendar) -> tuple[Stage, date] | None:
    """The stage of an open deadline on a business day, with the day that it stands for; None while it is far."""
    if today > nominal:
        return Stage.LATE, today
    if today >= safe:
        return Stage.TODAY, safe
    day = safe
    for _ in range(calendar.parameters.value("reminders.days_before", today)):
        day = calendar.business_day_on_or_before(day - DAY)
    return (Stage.BEFORE, safe) if today >= day else None


class ToDo(NamedTuple):
    """How much waits for one role, by shelf: reports to issue or to decide on, and what its party owes beside them."""

    reports: dict[Shelf, int]
    owed: dict[Shelf, int]


def to_do_by_role(today: date, calendar: Calendar) -> dict[str, ToDo]:
    """What each role must act on: the contractor issues and corrects, the city decides, inspects and pays."""
    every, owed = all_standings(today, calendar), owed_on(today, calendar)
    by_city = _counted([each for each in owed if each.is_of_the_city], OF_THE_CITY)
    corrections = _counted([each for each in owed if not each.is_of_the_city], OF_CORRECTIONS)
    found = dict.fromkeys(CITY_ROLES, ToDo(_counted(every, [Shelf.WAITING]), by_city))
    for role, kinds in permissions.ISSUABLE.items():
        shelves = TO_DO if permissions.revisable_kinds(role) else ASKED_FOR
        reports = _counted([each for each in every if each.due.kind in kinds], shelves)
        found[role] = ToDo(reports, corrections if role in permissions.CORRECTING else {})
    return found


def _counted(duties: Sequence[Shelved], shelves: Iterable[Shelf]) -> dict[Shelf, int]:
    return {count.shelf: count.number for count in shelf_counts(duties, shelves) if count.number}


def refresh_counts(now: datetime, calendar: Calendar | None = None) -> dict[str, ToDo]:
    """Count anew what the desks and the menu tell."""
    found = to_do_by_role(timezone.localdate(now), calendar or Calendar.load())
    cache.set(
        TO_DO_COUNTS, {role: (dict(each.reports), dict(each.owed)) for role, each in found.items()}, COUNTS_SECONDS
    )
    return found


def refresh_counts_after_commit(now: datetime) -> None:
    """After an issue or a decision the next page shows the new count."""
    transaction.on_commit(lambda: refresh_counts(now), robust=True)


def to_do_of(role: str) -> ToDo:
    """What waits for a role, without a query; nothing when nobody has counted within the hour, or without the cache."""
    found = None
    with suppress(RedisError):
        found = (cache.get(TO_DO_COUNTS) or {}).get(role)
    return ToDo(*found) if found else ToDo({}, {})


def badge_of(role: str) -> int:
    """How many reports wait for a role."""
    return sum(to_do_of(role).reports.values())


def notices_of(role: str) -> list[tuple[str, str]]:
    """Each count that a role reads on its desk, with the address of the list that it speaks of."""
    reports, owed = to_do_of(role)
    at, of_party = reverse("reporting:list"), OF_THE_CITY if role in CITY_ROLES else OF_CORRECTIONS
    kinds = permissions.issuable_kinds(role)
    only = f"kind={next(iter(kinds)).value}&" if len(kinds) == 1 else ""
    told = [(OF_REPORTS[shelf].format(number), f"{at}?{only}due={shelf.value}") for shelf, number in reports.items()]
    return told + [(of_party[shelf].format(number), f"{at}#owed") for shelf, number in owed.items()]
