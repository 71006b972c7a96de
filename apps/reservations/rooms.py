"""The pages of the reservation room, with what waits on each for somebody."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from apps.accounts.enums import Role
from apps.accounts.matrix import may
from apps.accounts.models import User

from .actions import is_mirror
from .models import CallNotice, CityDifference, Reservation, WaitingEntry


@dataclass(frozen=True)
class Tab:
    """One page; `waiting` is how many entries wait there, None where nothing can."""

    name: str
    label: str
    url: str
    waiting: int | None = None


Count = Callable[[User], int]


def to_be_read_back(user: User) -> QuerySet[Reservation]:
    """Bookings that are not finished: an operator's own, a leader's all."""
    rows = Reservation.objects.for_user(user).without_read_back()
    return rows.filter(booked_by=user) if user.role == Role.OPERATOR else rows


_ALWAYS: tuple[tuple[str, str, Count | None], ...] = (
    ("availability", "空き", None),
    ("search", "検索", None),
    ("unfinished", "読み上げ未了", lambda user: to_be_read_back(user).count()),
    ("notices", "要連絡", lambda user: CallNotice.objects.unsettled().count()),
    ("waiting", "空き待ち", lambda user: WaitingEntry.objects.waiting().count()),
    ("day_list", "来所の記録", None),
    ("slot_plans", "枠", None),
    ("bring_lists", "持ち物", None),
    ("retention", "消去", None),
)
_MIRROR: tuple[tuple[str, str, Count | None], ...] = (
    ("provisional", "仮予約", lambda user: Reservation.objects.for_user(user).provisional().count()),
    ("city_lists", "市との照合", lambda user: CityDifference.objects.unresolved().count()),
)


def tabs_for(user: User, today: date) -> list[Tab]:
    """What someone may open; the pages of the city's own system only where it is the book, or something is left."""
    tabs = [_tab(name, label, count, user) for name, label, count in _ALWAYS if _may(user, name)]
    mirrored = [_tab(name, label, count, user) for name, label, count in _MIRROR if _may(user, name)]
    if not is_mirror(today):
        mirrored = [tab for tab in mirrored if tab.waiting]
    at = next((index for index, tab in enumerate(tabs) if tab.name == "day_list"), len(tabs))
    return tabs[:at] + mirrored + tabs[at:]


def _may(user: User, name: str) -> bool:
    return may(user.role, f"reservations:{name}")


def _tab(name: str, label: str, count: Count | None, user: User) -> Tab:
    return Tab(name, label, reverse(f"reservations:{name}"), count(user) if count else None)
