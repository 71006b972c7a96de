from apps.accounts.enums import Role
from apps.accounts.models import User

from .models import Visit


def can_report_result(user: User, visit: Visit) -> bool:
    """A leader reports on the visit that he or she led, the general manager on any."""
    return user.role == Role.GENERAL_MANAGER or (user.role == Role.SITE_LEADER and visit.leader_id == user.pk)
