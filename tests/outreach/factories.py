"""Visits for the tests. It is Monday 2 June 2025, 10:00."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime, time
from itertools import count

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.contracts.models import Agreement, ContractTerm
from apps.core.clock import JST
from apps.outreach import actions
from apps.outreach.actors import Actor
from apps.outreach.enums import BINDING, FacilityKind, Party, VisitStatus
from apps.outreach.models import DateProposal, Facility, Vehicle, Visit, VisitResult

TODAY = date(2025, 6, 2)
NOW = datetime(2025, 6, 2, 10, 0, tzinfo=JST)
TUESDAY = date(2025, 6, 10)
_serial = count(1001)  # of one width, however many tests ran before


def at(hour: int, minute: int = 0, *, day: date = TUESDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), JST)


def make_user(role: Role) -> User:
    """Somebody who never signs in: no password is hashed."""
    number = next(_serial)
    return User.objects.create(
        username=f"{role}-o{number}", display_name=f"職員{number}", role=role, must_change_password=False
    )


def make_facility(**fields: object) -> Facility:
    number = next(_serial)
    defaults = {
        "office_number": f"11704{number:05}",
        "name": f"特別養護老人ホーム{number}",
        "name_kana": f"とくべつようごろうじんほーむ{number}",
        "kind": FacilityKind.CARE_HOME,
        "address": "川越市元町1丁目3番地1",
    }
    return Facility.objects.create(**(defaults | fields))


def people() -> dict[str, User]:
    return {
        "leader": make_user(Role.SITE_LEADER),
        "crew": make_user(Role.COUNTER_STAFF),
        "officer": make_user(Role.CITY_STAFF),
    }


def term() -> ContractTerm:
    return ContractTerm.objects.get(code="R7")


def make_visit(status: VisitStatus = VisitStatus.REQUESTED, **fields: object) -> Visit:
    """A visit of people of its own; from 調整 on with a date, 10:00 to 12:00 on a Tuesday unless told."""
    defaults: dict[str, object] = {"requested_on": TODAY, "head_count": 12, "term": term(), "status": status}
    if "facility" not in fields:
        defaults["facility"] = make_facility()
    if status not in (VisitStatus.REQUESTED, VisitStatus.CANCELLED):
        defaults |= {"starts_at": at(10), "ends_at": at(12), **people()}
    if status == VisitStatus.CANCELLED:
        defaults["cancel_reason"] = "施設の都合"
    given = defaults | fields
    visit = Visit.objects.create(**(given | {"status": VisitStatus.COORDINATING} if status in BINDING else given))
    if status in BINDING:
        agree(visit)
        visit.status = status
        visit.save(update_fields=["status"])
    if status == VisitStatus.COMPLETED:
        report_on(visit)
    return visit


def report_on(visit: Visit) -> None:
    """A result to which nobody came: without one a visit is not completed when the transaction ends."""
    leader = visit.leader or make_user(Role.SITE_LEADER)
    VisitResult.objects.create(
        visit=visit,
        started_at=at(10),
        ended_at=at(12),
        documents_handed_over=0,
        handed_over_at=at(12),
        handed_over_by=leader,
        documents_taken_over=0,
        taken_over_at=at(12),
        taken_over_by=visit.officer or make_user(Role.CITY_STAFF),
        report="来場者はいませんでした。",
        sent_at=at(13),
        sent_by=leader,
    )


def agree(visit: Visit, *, parties: Iterable[Party] = Party) -> DateProposal:
    """The visit's own hours as a proposal that the parties answered with 可; the facility by telephone."""
    by = make_user(Role.GENERAL_MANAGER)
    proposal = visit.proposals.standing().filter(starts_at=visit.starts_at, ends_at=visit.ends_at).first()
    if proposal is None:
        visit.proposals.standing().update(withdrawn_at=NOW)
        proposal = visit.proposals.create(
            starts_at=visit.starts_at, ends_at=visit.ends_at, proposed_at=NOW, proposed_by=by
        )
    for party in parties:
        answer = {"is_possible": True, "answered_at": NOW, "answered_by": by}
        proposal.answers.update_or_create(party=party, defaults=answer)
    return proposal


def make_agreement(*, decided: bool = True) -> Agreement:
    number = 900 + next(_serial)
    fields = {"decided_on": TODAY, "decision": "21回目の訪問を認める。"} if decided else {}
    return Agreement.objects.create(
        code=f"C{number}", title="回数を超える訪問", place="第2-1-(1)-②", question="21回目を行ってよいか。", **fields
    )


def fill_term(places: int) -> None:
    """Confirms as many visits, each on a day and with people of its own."""
    for number in range(places):
        day = date(2025, 7, 1 + number)
        make_visit(VisitStatus.CONFIRMED, starts_at=at(10, day=day), ends_at=at(11, day=day))


def make_vehicle(**fields: object) -> Vehicle:
    number = next(_serial)
    return Vehicle.objects.create(**({"name": f"{number}号車", "plate": f"川越 500 あ {number:04}"} | fields))


def propose(visit: Visit, *, starts_at: datetime | None = None, ends_at: datetime | None = None, **crew: User) -> Visit:
    """A date that all three parties answered with 可, and who goes: people of their own unless told."""
    by = Actor.of(make_user(Role.GENERAL_MANAGER))
    actions.propose_date(visit=visit, starts_at=starts_at or at(10), ends_at=ends_at or at(12), by=by, at=NOW)
    visit = actions.assign(visit=visit, people=people() | crew, by=by, at=NOW)
    agree(visit)
    return visit


def confirm(visit: Visit, calendar: object, **fields: object) -> Visit:
    """Confirms as it stands; a visit without answers is answered by all first."""
    if not visit.proposals.standing().exists() and visit.starts_at:
        agree(visit)
    given = {"by": fields.pop("by", None) or make_user(Role.CITY_APPROVER), "at": NOW, "calendar": calendar}
    return actions.confirm_visit(visit=visit, **(given | fields))


def request(**fields: object) -> Visit:
    given = {
        "facility": fields.get("facility") or make_facility(),
        "head_count": 12,
        "wish": "",
        "requested_on": TODAY,
        "by": Actor.of(make_user(Role.CITY_STAFF)),
        "at": NOW,
        "submission_key": uuid.uuid4(),
    }
    return actions.request_visit(**(given | fields))
