"""Whose records somebody reads and keeps (the permission matrix, row 12)."""

from django.db.models import QuerySet

from apps.accounts.enums import CITY_ROLES, Role
from apps.accounts.models import User

from .enums import CALL_CENTRE_DUTIES, COUNTER_DUTIES, Duty
from .models import CareerCertificate, Posting, StaffMember, TrainingSession


def readable_people(user: User) -> QuerySet[StaffMember]:
    """The general manager sees everybody, leaders those of their own service; nobody else opens a person's record."""
    if user.role == Role.SITE_LEADER:
        return StaffMember.objects.filter(duty__in=COUNTER_DUTIES)
    return writable_people(user)


def writable_people(user: User) -> QuerySet[StaffMember]:
    """Whose record the user keeps: the general manager all, the call centre's leader those of the call centre."""
    if user.role == Role.GENERAL_MANAGER:
        return StaffMember.objects.all()
    if user.role == Role.CC_LEADER:
        return StaffMember.objects.filter(duty__in=CALL_CENTRE_DUTIES)
    return StaffMember.objects.none()


def writable_duties(user: User) -> list[Duty]:
    """The duties for which the user takes people on."""
    return [duty for duty in Duty if user.role == Role.GENERAL_MANAGER or duty in CALL_CENTRE_DUTIES]


def sees_whole_record(user: User) -> bool:
    """A site leader sees names and trainings, no qualifications, certificates or offices."""
    return user.role in (Role.GENERAL_MANAGER, Role.CC_LEADER)


def pledging_people(user: User) -> QuerySet[StaffMember]:
    """Whose pledge the user may look up: the city's list holds everybody's."""
    return StaffMember.objects.all() if user.role in CITY_ROLES else writable_people(user)


def readable_certificates(user: User) -> QuerySet[CareerCertificate]:
    if user.role == Role.GENERAL_MANAGER or user.role in CITY_ROLES:
        return CareerCertificate.objects.all()
    return CareerCertificate.objects.none()


def readable_trainings(user: User) -> QuerySet[TrainingSession]:
    """Trainings of people whose record the user reads; the general manager's are all."""
    if user.role == Role.GENERAL_MANAGER:
        return TrainingSession.objects.all()
    return TrainingSession.objects.filter(attendances__staff__in=readable_people(user)).distinct()


def readable_postings(user: User) -> QuerySet[Posting]:
    if user.role == Role.CC_LEADER:
        return Posting.objects.filter(staff__in=writable_people(user))
    return Posting.objects.all()
