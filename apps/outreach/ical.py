"""Visits as calendar files (RFC 5545), for a facility's own calendar and for the people who go. No name of a person."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import cast

from django.db.models import Count, Max, Q, QuerySet
from django.http import HttpResponse
from icalendar import Calendar, Event

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.core.clock import day_bounds

from .enums import BINDING, VisitStatus
from .models import Visit

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Kawagoe//mynumber-outreach//JA"
HOST = "outreach.kawagoe-mynumber"
READS_ALL = (Role.GENERAL_MANAGER, Role.CITY_APPROVER)
SHOWN_BACK = timedelta(days=366)
REFRESH = timedelta(minutes=15)


def with_history(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """With what makes an event's number and moment: both follow from the steps alone and so repeat exactly."""
    return visits.select_related("facility").annotate(step_count=Count("steps"), last_step_at=Max("steps__taken_at"))


def visits_of(user: User, now: datetime) -> QuerySet[Visit]:
    """Visits with a date of the last year and later: all for those who steer them, else those the person goes to."""
    shown = Visit.objects.filter(starts_at__gte=now - SHOWN_BACK)
    if user.role not in READS_ALL:
        shown = shown.filter(pk__in=Visit.objects.filter(_goes(user)).values("pk"))
    return with_history(shown).order_by("starts_at", "pk")


def visit_file(visit: Visit) -> bytes:
    """One visit as the facility keeps it."""
    return _calendar([visit], "マイナンバーカード出張申請受付", for_facility=True)


def feed_file(user: User, now: datetime) -> bytes:
    """Everything that the person's calendar program shows."""
    return _calendar(visits_of(user, now), "出張申請受付", for_facility=False)


def as_download(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _goes(user: User) -> Q:
    return Q(leader=user) | Q(crew=user) | Q(officer=user) | Q(members__person=user)


def _calendar(visits: Iterable[Visit], name: str, *, for_facility: bool) -> bytes:
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("X-WR-CALNAME", name)
    calendar.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    for visit in visits:
        calendar.add_component(_event(visit, for_facility=for_facility))
    return cast(bytes, calendar.to_ical())


def _event(visit: Visit, *, for_facility: bool) -> Event:
    status = VisitStatus(visit.status)
    title = "マイナンバーカード出張申請受付" if for_facility else f"出張申請受付 {visit.facility.name}"
    changed_at: datetime = visit.last_step_at or day_bounds(visit.requested_on)[0]  # type: ignore[attr-defined]
    event = Event()
    event.add("UID", f"visit-{visit.pk}@{HOST}")
    event.add("DTSTAMP", changed_at.astimezone(UTC))
    event.add("LAST-MODIFIED", changed_at.astimezone(UTC))
    event.add("SEQUENCE", visit.step_count)  # type: ignore[attr-defined]
    event.add("DTSTART", cast(datetime, visit.starts_at).astimezone(UTC))
    event.add("DTEND", cast(datetime, visit.ends_at).astimezone(UTC))
    event.add("SUMMARY", f"【{status.label}】{title}")
    event.add("LOCATION", f"{visit.facility.name}（{visit.facility.address}）")
    event.add("DESCRIPTION", f"状態：{status.label}\n申請予定人数：{visit.head_count}人")
    event.add("STATUS", _status(status))
    event.add("TRANSP", "TRANSPARENT" if status == VisitStatus.CANCELLED else "OPAQUE")
    return event


def _status(status: VisitStatus) -> str:
    if status == VisitStatus.CANCELLED:
        return "CANCELLED"
    return "CONFIRMED" if status in BINDING else "TENTATIVE"
