"""What every part of the demo starts from: the moment, the calendar, the terms, the accounts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import wraps

import pghistory
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from apps.accounts.enums import Role
from apps.accounts.models import AllowedNetwork, User
from apps.contracts.actions import add_following_term
from apps.contracts.calendar import DAY, Calendar
from apps.contracts.models import ContractTerm, Parameter, Site
from apps.core.clock import REIWA_BEGAN, fiscal_year
from apps.workforce.models import StaffMember

PASSWORD = "kawagoe-demo-2026"  # noqa: S105 - printed by the demo itself
CONTRACTOR = "株式会社こえど受託センター（架空）"
ACCOUNTS = (
    ("counter1", "高階　窓子", Role.COUNTER_STAFF),
    ("leader1", "霞　導", Role.SITE_LEADER),
    ("manager1", "川島　統", Role.GENERAL_MANAGER),
    ("operator1", "大東　声", Role.OPERATOR),
    ("operator2", "名細　響", Role.OPERATOR),
    ("ccleader1", "的場　受話", Role.CC_LEADER),
    ("city1", "元町　市子", Role.CITY_STAFF),
    ("approver1", "連雀　認", Role.CITY_APPROVER),
    ("admin1", "松江　管理", Role.SYSTEM_ADMIN),
)
REASON = "デモデータの作成"
LOOPBACK = ("127.0.0.0/8", "::1/128")


@dataclass
class World:
    """Everything that one seeding knows; the parts of the demo add to the database, not to it."""

    seed: int
    now: datetime
    calendar: Calendar
    terms: list[ContractTerm]
    sites: dict[str, Site]
    users: dict[str, User] = field(default_factory=dict)
    staff: dict[str, StaffMember] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def days_so_far(self) -> list[date]:
        """Every day of the terms up to today."""
        days = []
        for term in self.terms:
            day, last = term.starts_on, min(term.ends_on, self.today)
            while day <= last:
                days.append(day)
                day += DAY
        return days


def in_history(build: Callable[[World], None]) -> Callable[[World], None]:
    """Give the rows that `build` makes their reason in the history.

    Not for what calls actions with a reason of their own: an inner reason takes the place of the outer one everywhere.
    """

    @wraps(build)
    def build_with_reason(world: World) -> None:
        with pghistory.context(reason=REASON):
            build(world)

    return build_with_reason


def add_current_term(now: datetime) -> None:
    """The term that follows the first one, once that is over. Its history has a reason of its own."""
    today = timezone.localdate(now)
    first_term = ContractTerm.objects.earliest("starts_on")
    if today > first_term.ends_on:
        year = fiscal_year(today)
        add_following_term(first_term, f"R{year - REIWA_BEGAN.year + 1}", date(year, 4, 1), date(year + 1, 3, 31))


def prepare(seed: int, now: datetime) -> World:
    """The accounts of the demo with their addresses and places of work."""
    today = timezone.localdate(now)
    with pghistory.context(reason=REASON):
        Parameter.objects.filter(key="contract.contractor").update(value=CONTRACTOR)
    calendar = Calendar.load()
    world = World(
        seed=seed,
        now=now,
        calendar=calendar,
        terms=list(ContractTerm.objects.filter(starts_on__lte=today).order_by("starts_on")),
        sites=calendar.sites,
    )
    settle_people(world)
    return world


@in_history
def settle_people(world: World) -> None:
    """The accounts with their addresses."""
    password = make_password(PASSWORD)
    User.objects.bulk_create(
        User(username=name, display_name=shown, role=role, password=password, must_change_password=False)
        for name, shown, role in ACCOUNTS
    )
    world.users = {user.username: user for user in User.objects.all()}
    AllowedNetwork.objects.bulk_create(
        AllowedNetwork(role=role, cidr=cidr, note="この一台（デモ）") for role in Role for cidr in LOOPBACK
    )
