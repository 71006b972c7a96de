"""The day of a visit for the tests: everything packed, held at 10:00 on Tuesday 10 June 2025, ready to be completed."""

import uuid
from datetime import datetime

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.outreach import actions
from apps.outreach.enums import VisitCount, VisitStatus
from apps.outreach.models import Visit, VisitItem, VisitResult
from apps.outreach.visit_day import lines_of

from .factories import at, make_user, make_visit

WORDS = {"incomplete_reason": "", "trouble": "", "report": "予定どおり終えました。"}


def item(code: str) -> VisitItem:
    return VisitItem.objects.get(code=code)


def tick(visit: Visit, code: str, *, by: User | None = None, moment: datetime | None = None):
    return actions.tick_item(visit=visit, item_id=item(code).pk, by=by or visit.leader, at=moment or at(9))


def tick_phase(visit: Visit, *phases: str, moment: datetime | None = None) -> None:
    for line in lines_of(visit):
        if line.item.phase in phases:
            actions.tick_item(visit=visit, item_id=line.item.pk, by=visit.leader, at=moment or at(9))


def held_visit(**fields: object) -> Visit:
    """A visit that is under way: packed, arrived, begun."""
    return begin(make_visit(VisitStatus.CONFIRMED, **fields))


def begin(visit: Visit) -> Visit:
    tick_phase(visit, "prepare", "arrive")
    return actions.hold_visit(visit=visit, by=visit.leader, at=visit.starts_at)


def count(visit: Visit, what: VisitCount, step: int = 1, *, times: int = 1) -> VisitResult:
    for _ in range(times):
        result = actions.count_person(
            visit=visit, count=what, step=step, by=visit.leader, at=at(10, 30), submission_key=uuid.uuid4()
        )
    return result


def hand_over(visit: Visit, number: int, *, taken: int | None = None) -> None:
    actions.hand_over(visit=visit, count=number, by=visit.leader, at=at(11, 50))
    if taken is not None:
        actions.take_over(visit=visit, count=taken, by=visit.officer, at=at(11, 55))


def write(visit: Visit, **values: object) -> VisitResult:
    result = VisitResult.objects.get(visit=visit)
    given = {"started_at": at(10), "ended_at": at(12)} | WORDS | values
    return actions.write_report(visit=visit, values=given, edition=actions.report_edition(result), at=at(12, 5))


def bring_everything_back(visit: Visit) -> None:
    for line in lines_of(visit):
        if line.item.is_valuable and line.is_done:
            actions.bring_back(visit=visit, item_id=line.item.pk, by=visit.leader, at=at(12))


def finished_visit(**fields: object) -> Visit:
    """A visit that only waits for its completion: two people applied on the spot, one by smartphone, one gave up."""
    return finish(held_visit(**fields))


def finish(visit: Visit) -> Visit:
    """Everything of a held visit except its completion."""
    count(visit, VisitCount.RECEIVED, times=4)
    count(visit, VisitCount.ON_SITE, times=2)
    count(visit, VisitCount.SMARTPHONE)
    count(visit, VisitCount.INCOMPLETE)
    count(visit, VisitCount.PHOTOS, times=3)
    count(visit, VisitCount.DOCUMENTS, times=2)
    actions.check_identities(visit=visit, count=2, by=visit.officer, at=at(11))
    hand_over(visit, 2, taken=2)
    tick_phase(visit, "leave", moment=at(12))
    bring_everything_back(visit)
    write(visit, incomplete_reason="体調がすぐれないため")
    return visit


def complete(visit: Visit) -> Visit:
    return actions.complete_visit(visit=visit, by=visit.leader, at=at(12, 10))


def city() -> User:
    return make_user(Role.CITY_STAFF)
