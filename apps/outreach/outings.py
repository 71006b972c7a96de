"""A binding visit is an outing of the workforce: its leaders and crew count there while it lasts (C22)."""

from datetime import date, datetime, time

from django.db.models import ProtectedError
from django.utils import timezone

from apps.contracts.calendar import Calendar
from apps.workforce.models import Outing, StaffMember
from apps.workforce.vacancies import lock_vacancies, review_vacancies

from .enums import BINDING, VisitDuty
from .models import NotPossible, Visit


def keep_outing(visit: Visit, *, at: datetime, calendar: Calendar | None = None) -> None:
    """Makes the outing what the visit is now: its hours and people while it is binding, none otherwise.

    Call it in the transaction of each step that changes a visit, after its locks. People without a staff record are
    nobody's head. Raises NotPossible when somebody has already clocked in on an outing that would go.
    """
    outing = visit.outing
    if not outing and visit.status not in BINDING:
        return
    lock_vacancies()
    days = {outing.day} if outing else set()
    if visit.status in BINDING and visit.starts_at and visit.ends_at:
        day, starts_at, ends_at = _hours(visit.starts_at, visit.ends_at)
        outing = outing or Outing()
        outing.label, outing.day, outing.starts_at, outing.ends_at = visit.facility.name, day, starts_at, ends_at
        outing.save()
        leads = {visit.crew_id: False} | {
            member.person_id: member.duty == VisitDuty.LEADER for member in visit.people_besides()
        }
        leads[visit.leader_id] = True
        staff = StaffMember.objects.filter(user__in=[person for person in leads if person])
        wanted = {person.pk: leads[person.user_id] for person in staff}
        outing.members.exclude(staff__in=wanted).delete()
        for person, is_leader in wanted.items():
            outing.members.update_or_create(staff_id=person, defaults={"leads": is_leader})
        if visit.outing_id != outing.pk:
            visit.outing = outing
            visit.save(update_fields=["outing"])
        days.add(day)
    elif outing:
        visit.outing = None
        visit.save(update_fields=["outing"])
        try:
            outing.delete()
        except ProtectedError:
            raise NotPossible("訪問先での打刻があるため、日程の変更と中止はできません。") from None
    for day in sorted(days):
        review_vacancies(day, at, calendar)


def _hours(starts_at: datetime, ends_at: datetime) -> tuple[date, time, time]:
    """The visit's hours on the day on which it starts."""
    starts, ends = timezone.localtime(starts_at), timezone.localtime(ends_at)
    return starts.date(), starts.time(), ends.time() if ends.date() == starts.date() else time.max
