from apps.accounts.enums import Role
from apps.accounts.models import User

from .models import Visit


def can_report_result(user: User, visit: Visit) -> bool:
    """A leader reports on the visit that he or she led, the general manager on any."""
    return user.role == Role.GENERAL_MANAGER or (user.role == Role.SITE_LEADER and visit.leader_id == user.pk)


def can_work_on_day(user: User, visit: Visit) -> bool:
    """The people of the contractor who are at the visit, and the general manager, write down its day."""
    if user.is_city:
        return False
    if user.role == Role.GENERAL_MANAGER or user.pk in (visit.leader_id, visit.crew_id):
        return True
    return user.role in (Role.COUNTER_STAFF, Role.SITE_LEADER) and visit.members.filter(person=user).exists()


def can_confirm_for_the_city(user: User) -> bool:
    """The identity of applicants and the documents taken over are the city's to confirm (第2-1-(2)-④-ア)."""
    return user.is_city
