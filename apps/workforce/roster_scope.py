"""Whose rosters somebody reads and writes (the permission matrix, row 2)."""

from django.db.models import QuerySet

from apps.accounts.enums import CITY_ROLES, Role
from apps.accounts.models import User
from apps.contracts.enums import SiteKind
from apps.contracts.models import Site

STAFFED = (SiteKind.COUNTER, SiteKind.CALLCENTER)
READERS_OF_EVERY_ROSTER = frozenset({Role.GENERAL_MANAGER, Role.SITE_LEADER, *CITY_ROLES})


def readable_rosters(user: User) -> QuerySet[Site]:
    """The places whose roster the user sees; the city sees what is published of them."""
    staffed = Site.objects.filter(kind__in=STAFFED)
    if user.role in READERS_OF_EVERY_ROSTER:
        return staffed
    if user.role == Role.CC_LEADER:
        return staffed.filter(kind=SiteKind.CALLCENTER)
    return staffed.none()


def writable_rosters(user: User) -> QuerySet[Site]:
    """The places whose roster the user plans, publishes, reads in and takes out as a file."""
    staffed = Site.objects.filter(kind__in=STAFFED)
    if user.role == Role.GENERAL_MANAGER:
        return staffed
    if user.role == Role.CC_LEADER:
        return staffed.filter(kind=SiteKind.CALLCENTER)
    return staffed.none()


def sees_drafts(user: User) -> bool:
    """Whether the user sees shifts before they are published: the contractor's planners and leaders."""
    return user.role not in CITY_ROLES
