"""Who sees the coverage of which places, and who clocks, notes absences and finds stand-ins there."""

from datetime import date

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.contracts.enums import SiteKind
from apps.contracts.models import Site

from .models import Shift

COUNTERS, CALL_CENTRE = frozenset({SiteKind.COUNTER}), frozenset({SiteKind.CALLCENTER})
LEADS = {
    Role.SITE_LEADER: COUNTERS,
    Role.CC_LEADER: CALL_CENTRE,
    Role.GENERAL_MANAGER: COUNTERS | CALL_CENTRE,
}
READS = LEADS | {Role.CITY_STAFF: COUNTERS | CALL_CENTRE, Role.CITY_APPROVER: COUNTERS | CALL_CENTRE}


def kinds_read(user: User) -> frozenset[SiteKind]:
    """Kinds of places whose coverage the user sees; outings and the leader somewhere go with the counters."""
    return READS.get(Role(user.role), frozenset())


def can_lead(user: User, site: Site | None) -> bool:
    """Whether the user clocks for others, notes absences and finds stand-ins at the place; None is an outing."""
    kind = SiteKind(site.kind) if site else SiteKind.COUNTER
    return kind in LEADS.get(Role(user.role), frozenset())


def can_report_absence(user: User, shift: Shift, today: date) -> bool:
    """Leaders of the counters on the day itself, who plan the roster on any day (第2-1-(9)-②-カ)."""
    if not can_lead(user, shift.site):
        return False
    return shift.day == today or user.role != Role.SITE_LEADER
