"""Whose rosters somebody reads and writes (the permission matrix, row 2)."""

from django.db.models import Q, QuerySet

from apps.accounts.enums import CITY_ROLES, Role
from apps.accounts.models import User
from apps.contracts.enums import SiteKind
from apps.contracts.models import Site

from .models import Posting, Shift, ShiftPattern, StaffMember
from .people_scope import writable_people

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


def plannable_people(user: User, site: Site) -> QuerySet[StaffMember]:
    """Whom the user may give a shift at the place: whose record the user keeps, and who was planned there before."""
    known = Q(pk__in=writable_people(user).values("pk"))
    known |= Q(pk__in=Posting.objects.filter(site=site).values("staff"))
    known |= Q(pk__in=Shift.objects.filter(site=site).values("staff"))
    return StaffMember.objects.filter(known)


def writable_patterns(user: User) -> QuerySet[ShiftPattern]:
    """The general manager keeps every pattern, the call centre's leader those of the call centre alone."""
    if user.role == Role.GENERAL_MANAGER:
        return ShiftPattern.objects.all()
    return ShiftPattern.objects.filter(site__in=writable_rosters(user))
