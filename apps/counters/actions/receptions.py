"""What clerks record of the people at a counter, correct and take back."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

import pghistory
from django.db import transaction

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.contracts.models import Site
from apps.contracts.parameters import parameter
from apps.core.submissions import submit_once
from apps.counters.enums import AssistMethod, ServiceKind, SourceDocument, UsageKind
from apps.counters.models import POSTAL_TICKS, CounterSession, NotPossible, Reception, Service

from .sessions import open_session_of, session_open_today


class UndoIsOver(NotPossible):
    """More than a minute has passed, or it was taken back already."""


class ImpossibleReception(NotPossible):
    """What was chosen contradicts itself, the counter's equipment or what was agreed."""


class ServiceGiven(NamedTuple):
    """One service to be recorded, before it is a row."""

    kind: ServiceKind
    method: AssistMethod | str = ""
    source_document: SourceDocument | str = ""
    usage: UsageKind | str = ""

    @classmethod
    def of(cls, service: Service) -> "ServiceGiven":
        return cls(ServiceKind(service.kind), service.method, service.source_document, service.usage)


class Circumstances(NamedTuple):
    """What is noted of a reception besides the services."""

    form_issued_at_window: bool = False
    pickup_explained: bool = False
    language: str = ""
    interpreting: str = ""
    accommodation: str = ""
    gave_up: bool = False


NOTHING_TO_NOTE = Circumstances()


def record_reception(
    *,
    session: CounterSession,
    services: Sequence[ServiceGiven],
    by: User,
    at: datetime,
    submission_key: uuid.UUID,
    people: int = 1,
    circumstances: Circumstances = NOTHING_TO_NOTE,
) -> list[Reception]:
    """Records one reception for each person of the group, all with the same services (C27).

    The same submission key again gives back what it recorded the first time. Raises NotOpen once the session is closed,
    NotToday on another day, ImpossibleReception.
    """
    _refuse_contradictions(session.site, session.held_on, services, circumstances)

    def create() -> Reception:
        locked = session_open_today(session, at)
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
                **circumstances._asdict(),
            )
            for place in range(people)
        )
        Service.objects.bulk_create(
            Service(reception=reception, **service._asdict()) for reception in receptions for service in services
        )
        return receptions[0]

    submit_once(Reception, submission_key, create)
    return list(Reception.objects.filter(submission_key=submission_key).order_by("place_in_group"))


def amend_reception(
    *,
    reception: Reception,
    services: Sequence[ServiceGiven],
    by: User,
    at: datetime,
    circumstances: Circumstances = NOTHING_TO_NOTE,
    reason: str = "",
) -> Reception:
    """Corrects one reception as long as its session is open; number, time and group stay as they are.

    The history keeps who, when and what was there before; the general manager, who was not there, says why.
    Raises NotOpen once the session is closed, ImpossibleReception, NotPossible for one that was taken back or without
    a reason.
    """
    if by.role == Role.GENERAL_MANAGER and not reason:
        raise NotPossible("統括責任者が訂正するときは、理由を入力してください。")
    with pghistory.context(amended_at=at.isoformat(), **({"reason": reason} if reason else {})), transaction.atomic():
        session = open_session_of(reception.session)
        _refuse_contradictions(session.site, session.held_on, services, circumstances)
        amended = session.receptions.get(pk=reception.pk)
        if amended.voided_at:
            raise NotPossible("取り消した受付は、訂正できません。")
        kept = set()
        for service in amended.services.all():
            if (given := ServiceGiven.of(service)) in services:
                kept.add(given)
            else:
                service.delete()
        for given in services:
            if given not in kept:
                Service.objects.create(reception=amended, **given._asdict())
        for name, value in circumstances._asdict().items():
            setattr(amended, name, value)
        amended.save()
    return amended


def undo_reception(*, reception: Reception, by: User, at: datetime) -> None:
    """Takes back a reception, and with it its group, within a minute. Raises UndoIsOver, NotOpen."""
    with transaction.atomic():
        session = session_open_today(reception.session, at)
        group = session.receptions.counted().filter(submission_key=reception.submission_key)
        if not group or not all(member.can_be_undone(at) for member in group):
            raise UndoIsOver("取り消せるのは、記録してから1分以内です。")
        group.update(voided_at=at, voided_by=by)


def check_post(*, reception: Reception, ticks: Mapping[str, bool]) -> None:
    """Sets ticks of an assist by post, by their names in POSTAL_TICKS (第2-1-(2)-①-イ).

    Raises NotOpen once the session is closed, NotPossible where nobody was helped by post.
    """
    with transaction.atomic():
        session = open_session_of(reception.session)
        service = Service.objects.postal().filter(reception=reception, reception__session=session).first()
        if service is None:
            raise NotPossible("郵便での申請支援を記録した受付ではありません。")
        for name in POSTAL_TICKS:
            setattr(service, name, ticks.get(name, getattr(service, name)))
        service.save()


def agreed_method(day: date) -> str:
    """The name of the fourth method that city and contractor agreed on; empty where there is none that day."""
    return str(parameter("counters.agreed_method", day)).strip()


def _refuse_contradictions(
    site: Site, day: date, services: Iterable[ServiceGiven], circumstances: Circumstances
) -> None:
    if circumstances.form_issued_at_window and not site.can_issue_form:
        raise ImpossibleReception(f"{site.name}では、申請書を窓口で交付できません。")
    if circumstances.interpreting and not circumstances.language:
        raise ImpossibleReception("通訳を使ったときは、言語を選んでください。")
    kinds = {service.kind for service in services}
    if circumstances.gave_up and kinds:
        raise ImpossibleReception("途中で取りやめた受付には、対応内容を付けません。")
    if not circumstances.gave_up and not kinds:
        raise ImpossibleReception("対応内容を選んでください。")
    alone = kinds & {ServiceKind.EXPRESS_PHOTO, ServiceKind.GUIDANCE}
    if alone and len(kinds) > 1:
        raise ImpossibleReception(f"「{alone.pop().label}」は、ほかの対応と一緒に記録しません。")
    if any(service.method == AssistMethod.AGREED for service in services) and not agreed_method(day):
        raise ImpossibleReception("ア・イ・ウのほかの方式は、市と協議して認められた日から記録できます。")
