"""A person's record where it touches others: leaving ends postings and offices, and leaves no shift behind."""

from datetime import date, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import Q, QuerySet

from apps.accounts.models import User
from apps.core.clock import short_date

from .enums import SINGLE_OFFICES, Office
from .models import Appointment, Posting, Shift, StaffMember
from .refusals import NotPossible

ONLY_PERMANENT = (Office.GENERAL_MANAGER, Office.SITE_LEADER)
Dated = TypeVar("Dated", Posting, Appointment)


class StillInOffice(NotPossible):
    """The person holds an office that the change would leave without a rightful holder."""


class StillRostered(NotPossible):
    """The roster counts on the person after the last day."""


class AccountTaken(NotPossible):
    """Somebody else's record was linked to the account a moment ago."""


def change_person(*, staff: StaffMember, today: date) -> None:
    """Stores a changed person; whoever leaves gives up postings and offices with the last day.

    Raises StillInOffice where a successor has to be named first, or where the office asks for a permanent employee, and
    StillRostered as long as a shift after the last day is neither taken away nor noted as an absence, and AccountTaken.
    """
    with transaction.atomic():
        _refuse_taken_account(staff)
        held = _later_than(staff.appointments.all(), today - timedelta(days=1))
        if not staff.is_permanent and (office := held.filter(office__in=ONLY_PERMANENT).first()):
            raise StillInOffice(f"{office.get_office_display()}に選任されている間は、正社員に限ります。")
        if staff.left_on:
            counted_on = Shift.objects.filter(staff=staff, day__gt=staff.left_on, absence__isnull=True).order_by("day")
            if first := counted_on.first():
                raise StillRostered(
                    f"従事終了日より後の勤務が{counted_on.count()}件あります（最初は{short_date(first.day)}）。"
                    "先に勤務表から外してください。"
                )
            later = _later_than(staff.appointments.all(), staff.left_on)
            if office := later.filter(office__in=SINGLE_OFFICES).first():
                raise StillInOffice(f"{office.get_office_display()}の後任を、先に選任してください。")
            _end(later, staff.left_on)
            _end(_later_than(staff.postings.all(), staff.left_on), staff.left_on)
        staff.save()


def _refuse_taken_account(staff: StaffMember) -> None:
    if staff.user_id is None:
        return
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=staff.user_id)
    if StaffMember.objects.filter(user=staff.user_id).exclude(pk=staff.pk).exists():
        raise AccountTaken("この利用者は、ほかの人の記録と結び付いています。")


def _later_than(rows: QuerySet[Dated], day: date) -> QuerySet[Dated]:
    return rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))


def _end(rows: QuerySet[Dated], day: date) -> None:
    """Ends with the day; what would begin after it goes away."""
    for row in rows:
        if row.starts_on > day:
            row.delete()
        else:
            row.ends_on = day
            row.save()
