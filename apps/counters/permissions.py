from datetime import date

from django.db.models import Q, QuerySet

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.contracts.models import Site
from apps.workforce.models import Posting, Shift

from .models import READERS_OF_EVERY_SITE, Reception, Trouble, Voice


def readable_sites(user: User, day: date) -> QuerySet[Site]:
    """Counters whose day the user may see: counter staff those where they work, leaders and the city all."""
    if user.role in READERS_OF_EVERY_SITE:
        return Site.objects.counters()
    if user.role == Role.COUNTER_STAFF:
        return _workplaces(user, day)
    return Site.objects.none()


def writable_sites(user: User, day: date) -> QuerySet[Site]:
    """Counters where the user may write: staff and leaders where they work, the general manager everywhere."""
    if user.role == Role.GENERAL_MANAGER:
        return Site.objects.counters()
    if user.role in (Role.COUNTER_STAFF, Role.SITE_LEADER):
        return _workplaces(user, day)
    return Site.objects.none()


def works_at(user: User, site: Site, day: date) -> bool:
    """Whether the user may write at this counter on this day."""
    return writable_sites(user, day).filter(pk=site.pk).exists()


def _workplaces(user: User, day: date) -> QuerySet[Site]:
    """Counters to which the user is posted on the day, or where a published shift puts them."""
    posted = Posting.objects.on(day).filter(staff__user=user)
    shifts = Shift.objects.for_user(user).filter(day=day)
    return Site.objects.counters().filter(Q(pk__in=posted.values("site")) | Q(pk__in=shifts.values("site")))


def can_amend_reception(user: User, reception: Reception) -> bool:
    """Staff correct what they recorded themselves, leaders and the general manager anything at the counter."""
    return user.role in (Role.SITE_LEADER, Role.GENERAL_MANAGER) or reception.received_by_id == user.pk


def can_undo_reception(user: User, reception: Reception) -> bool:
    """Staff take back what they recorded themselves, a leader anything at the counter."""
    return user.role == Role.SITE_LEADER or reception.received_by_id == user.pk


def can_undo_voice(user: User, voice: Voice) -> bool:
    """Staff take back what they counted themselves, a leader anything at the counter."""
    return user.role == Role.SITE_LEADER or voice.recorded_by_id == user.pk


def can_amend_trouble(user: User, trouble: Trouble) -> bool:
    """Staff correct their own words until the day is closed, a site leader any until the day is signed."""
    if trouble.session.signed_at:
        return False
    if user.role == Role.SITE_LEADER:
        return True
    return trouble.recorded_by_id == user.pk and trouble.session.closed_at is None
