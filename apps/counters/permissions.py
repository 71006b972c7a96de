from datetime import date

from django.db.models import QuerySet

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.contracts.models import Site

from .models import READERS_OF_EVERY_SITE, Reception, SiteAssignment


def readable_sites(user: User, day: date) -> QuerySet[Site]:
    """Counters whose day the user may see: counter staff those they are assigned to, leaders and the city all."""
    counters = Site.objects.counters()
    if user.role in READERS_OF_EVERY_SITE:
        return counters
    if user.role == Role.COUNTER_STAFF:
        return counters.filter(pk__in=SiteAssignment.objects.on(day).filter(user=user).values("site"))
    return counters.none()


def works_at(user: User, site: Site, day: date) -> bool:
    """Whether the user may write at this counter: staff and leaders where assigned, the general manager anywhere."""
    if user.role == Role.GENERAL_MANAGER:
        return True
    if user.role in (Role.COUNTER_STAFF, Role.SITE_LEADER):
        return SiteAssignment.objects.on(day).filter(user=user, site=site).exists()
    return False


def can_undo_reception(user: User, reception: Reception) -> bool:
    """Staff take back what they recorded themselves, a leader anything at the counter."""
    return user.role == Role.SITE_LEADER or reception.received_by_id == user.pk
