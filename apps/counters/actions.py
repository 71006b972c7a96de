import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.contracts.calendar import Calendar
from apps.contracts.models import Site
from apps.core.submissions import submit_once

from .enums import AssistMethod, ServiceKind, SourceDocument, UsageKind
from .models import CounterSession, NotPossible, Reception, Service, Trouble

OVERRIDE_ROLES = (Role.SITE_LEADER, Role.GENERAL_MANAGER)


class SiteIsClosed(NotPossible):
    """The calendar closes the counter that day and nobody with the right to do so gave a reason to open it."""


class NotToday(NotPossible):
    """A session is set up, opened and served on its own day only."""


class NotOpen(NotPossible):
    """The session is not open, or there is none yet, so nothing is added to it or taken back."""


class UndoIsOver(NotPossible):
    """More than a minute has passed, or it was taken back already."""


class ImpossibleReception(NotPossible):
    """What was chosen contradicts itself or the counter's equipment."""


class ServiceGiven(NamedTuple):
    """One service to be recorded, before it is a row."""

    kind: ServiceKind
    method: AssistMethod | str = ""
    source_document: SourceDocument | str = ""
    usage: UsageKind | str = ""


def finish_setup(
    *, site: Site, day: date, by: User, at: datetime, calendar: Calendar, override_reason: str = ""
) -> CounterSession:
    """Notes that the counter is set up. Refused on a closed day as `open_session` is (第2-1-(3)-②)."""
    with transaction.atomic():
        session = _session_to_start(site, day, by, at, calendar, override_reason)
        session.finish_setup(by=by, at=at)
    return session


def open_session(
    *, site: Site, day: date, by: User, at: datetime, calendar: Calendar, override_reason: str = ""
) -> CounterSession:
    """Opens the counter for the day (第2-1-(1)-①).

    Raises SiteIsClosed with the calendar's reason on a closed day, unless a leader gives a reason; NotToday;
    TransitionNotAllowed when it was opened already.
    """
    with transaction.atomic():
        session = _session_to_start(site, day, by, at, calendar, override_reason)
        session.open(by=by, at=at)
    return session


def record_reception(
    *,
    session: CounterSession,
    services: Sequence[ServiceGiven],
    by: User,
    at: datetime,
    submission_key: uuid.UUID,
    people: int = 1,
    form_issued_at_window: bool = False,
    interpreter: bool = False,
    accommodation: str = "",
    gave_up: bool = False,
) -> list[Reception]:
    """Records one reception for each person of the group, all with the same services (C27).

    The same submission key again gives back what it recorded the first time. Raises NotOpen once the session is closed,
    NotToday on another day, ImpossibleReception.
    """
    _refuse_contradictions(session.site, services, form_issued_at_window, gave_up)

    def create() -> Reception:
        locked = _open_session_of(session, at)
        first = locked.receptions.next_number()
        receptions = Reception.objects.bulk_create(
            Reception(
                session=locked,
                number=first + place,
                received_at=at,
                received_by=by,
                submission_key=submission_key,
                group_size=people,
                place_in_group=place + 1,
                form_issued_at_window=form_issued_at_window,
                interpreter=interpreter,
                accommodation=accommodation,
                gave_up=gave_up,
            )
            for place in range(people)
        )
        Service.objects.bulk_create(
            Service(reception=reception, **service._asdict()) for reception in receptions for service in services
        )
        return receptions[0]

    submit_once(Reception, submission_key, create)
    return list(Reception.objects.filter(submission_key=submission_key).order_by("place_in_group"))


def undo_reception(*, reception: Reception, by: User, at: datetime) -> None:
    """Takes back a reception, and with it its group, within a minute. Raises UndoIsOver, NotOpen."""
    with transaction.atomic():
        session = _open_session_of(reception.session, at)
        group = session.receptions.counted().filter(submission_key=reception.submission_key)
        if not group or not all(member.can_be_undone(at) for member in group):
            raise UndoIsOver("取り消せるのは、記録してから1分以内です。")
        group.update(voided_at=at, voided_by=by)


def close_session(*, session: CounterSession, by: User, at: datetime) -> CounterSession:
    """Closes the counter; who records at the same moment is in before it or refused. Raises TransitionNotAllowed."""
    with transaction.atomic():
        locked = CounterSession.objects.locked().get(pk=session.pk)
        last = locked.receptions.counted().order_by("received_at").last()
        if locked.opened_at and at <= locked.opened_at:
            raise NotPossible("閉設の時刻は、開設の時刻より後にしてください。")
        if last and at < last.received_at:
            raise NotPossible(
                f"{timezone.localtime(last.received_at):%H:%M}に受付があります。閉設はそれより後の時刻にしてください。"
            )
        locked.close(by=by, at=at)
    return locked


def clear_session(*, session: CounterSession, by: User, at: datetime) -> CounterSession:
    """Notes that everything is cleared away. Raises TransitionNotAllowed before the closing."""
    with transaction.atomic():
        locked = CounterSession.objects.locked().get(pk=session.pk)
        locked.clear(by=by, at=at)
    return locked


def record_trouble(
    *, session: CounterSession, situation: str, response: str, by: User, at: datetime, submission_key: uuid.UUID
) -> Trouble:
    """Writes down a hard case of a session that was opened; after the closing too. Raises NotOpen."""
    if session.opened_at is None:
        raise NotOpen("開設する前の日には、困難事例・トラブルを記録できません。")
    trouble, _ = submit_once(
        Trouble,
        submission_key,
        lambda: Trouble.objects.create(
            session=session,
            situation=situation,
            response=response,
            recorded_at=at,
            recorded_by=by,
            submission_key=submission_key,
        ),
    )
    return trouble


def _session_to_start(
    site: Site, day: date, by: User, at: datetime, calendar: Calendar, override_reason: str
) -> CounterSession:
    """The day's session, locked, made if it is not there; refuses other days and, without a reason, closed ones."""
    if timezone.localdate(at) != day:
        raise NotToday("設営完了と開設は、その当日にだけ記録できます。")
    session, _ = CounterSession.objects.get_or_create(site=site, held_on=day)
    session = CounterSession.objects.locked().get(pk=session.pk)
    closed_reason = calendar.closed_reason(site.code, day)
    if closed_reason and not session.override_reason:
        if not override_reason:
            raise SiteIsClosed(f"{site.name}は、この日は休業日です（{closed_reason}）。")
        if by.role not in OVERRIDE_ROLES:
            raise SiteIsClosed(f"休業日（{closed_reason}）の開設は、運営責任者か統括責任者が理由を付けて行います。")
        session.override_reason = override_reason
        session.override_by = by
    return session


def _open_session_of(session: CounterSession, at: datetime) -> CounterSession:
    """The session, locked; refused unless it is open and this is its day."""
    locked = CounterSession.objects.locked().get(pk=session.pk)
    if not locked.is_open:
        raise NotOpen(f"この窓口は「{locked.state.label}」のため、受付を変更できません。")
    if timezone.localdate(at) != locked.held_on:
        raise NotToday("受付を記録できるのは、開設した当日だけです。")
    return locked


def _refuse_contradictions(
    site: Site, services: Sequence[ServiceGiven], form_issued_at_window: bool, gave_up: bool
) -> None:
    if form_issued_at_window and not site.can_issue_form:
        raise ImpossibleReception(f"{site.name}では、申請書を窓口で交付できません。")
    kinds = {service.kind for service in services}
    if gave_up and kinds:
        raise ImpossibleReception("途中で取りやめた受付には、対応内容を付けません。")
    if not gave_up and not kinds:
        raise ImpossibleReception("対応内容を選んでください。")
    alone = kinds & {ServiceKind.EXPRESS_PHOTO, ServiceKind.GUIDANCE}
    if alone and len(kinds) > 1:
        raise ImpossibleReception(f"「{alone.pop().label}」は、ほかの対応と一緒に記録しません。")
