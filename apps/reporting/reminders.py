"""What each mailbox is to be told now, and the counts by role beside 報告 in the menu.

Whoever is told learns how many, never which: the names of reports, places and people stay behind the sign-in.
"""

from contextlib import suppress
from datetime import date, datetime
from typing import NamedTuple

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from redis import RedisError

from apps.accounts.enums import Role
from apps.contracts.calendar import DAY, Calendar

from . import permissions
from .duties import reports_due
from .enums import ReportKind, Stage
from .standings import CityDuty, Shelf, Standing, city_duties, standings

CITY_ROLES = frozenset({Role.CITY_STAFF.value, Role.CITY_APPROVER.value})
BADGES = "reporting:badges"
BADGE_SECONDS = 60 * 60
"""A worker that stands still leaves no old count behind."""


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
    found += [_of_city(duty, calendar) for duty in city_duties(today)]
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


def _of_city(duty: CityDuty, calendar: Calendar) -> Reminder | None:
    stage = stage_of(duty.nominal, duty.safe, duty.today, calendar)
    return Reminder(duty.kind, duty.month, duty.month, *stage, duty.number, CITY_ROLES) if stage else None


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


def counts_by_role(today: date, calendar: Calendar) -> dict[str, int]:
    """How many reports each role must act on: the contractor issues what is due, the city decides on what it holds."""
    every = all_standings(today, calendar)
    waiting = sum(standing.is_on(Shelf.WAITING) for standing in every)
    counts = dict.fromkeys(CITY_ROLES, waiting)
    for role in set(permissions.MAILBOX_ROLES) - CITY_ROLES:
        kinds = permissions.issuable_kinds(role)
        counts[role] = sum(standing.is_to_do for standing in every if standing.due.kind in kinds)
    return counts


def refresh_badges(now: datetime, calendar: Calendar | None = None) -> dict[str, int]:
    """Count anew what stands beside 報告 in the menu."""
    counts = counts_by_role(timezone.localdate(now), calendar or Calendar.load())
    cache.set(BADGES, counts, BADGE_SECONDS)
    return counts


def refresh_badges_after_commit(now: datetime) -> None:
    """After an issue or a decision the menu of the next page shows the new count."""
    transaction.on_commit(lambda: refresh_badges(now), robust=True)


def badge_of(role: str) -> int:
    """The count for a role, without a query; 0 when nobody has counted within the hour, and without the cache."""
    counts: dict[str, int] = {}
    with suppress(RedisError):
        counts = cache.get(BADGES) or {}
    return counts.get(role, 0)
