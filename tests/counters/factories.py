"""Counters for the tests. It is Monday 2 June 2025, 10:00, the first day anything is open."""

import uuid
from datetime import date, datetime, time, timedelta
from itertools import count

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.contracts.models import Agreement, Site
from apps.core.clock import JST
from apps.counters import actions
from apps.counters.actions import Circumstances, ServiceGiven
from apps.counters.checklists import checklist_of
from apps.counters.enums import AssistMethod, ServiceKind
from apps.counters.models import ChecklistTick, CounterSession, EquipmentItem, Reception
from apps.workforce.models import Posting, StaffMember
from tests.workforce.factories import make_staff, post

MONDAY = date(2025, 6, 2)
SUNDAY = date(2025, 6, 1)
NOW = datetime(2025, 6, 2, 10, 0, tzinfo=JST)
ASSIST = ServiceGiven(ServiceKind.ASSIST, method=AssistMethod.DEVICE)
_serial = count(1001)  # of one width, however many tests ran before


def at(hour: int, minute: int = 0, second: int = 0, *, day: date = MONDAY) -> datetime:
    return datetime.combine(day, time(hour, minute, second), JST)


def make_user(role: Role = Role.COUNTER_STAFF) -> User:
    """Somebody who never signs in: no password is hashed."""
    number = next(_serial)
    return User.objects.create(
        username=f"{role}-t{number}", display_name=f"職員{number}", role=role, must_change_password=False
    )


def site_of(code: str = "honcho") -> Site:
    return Site.objects.get(code=code)


def assign(user: User, site: Site, *, starts_on: date = SUNDAY, ends_on: date | None = None) -> Posting:
    """The user's person, made where there is none, is posted to the counter."""
    staff = StaffMember.objects.filter(user=user).first() or make_staff(user=user)
    return post(staff, site, starts_on=starts_on, ends_on=ends_on)


def make_session(
    *, code: str = "honcho", day: date = MONDAY, opened: bool = True, by: User | None = None
) -> CounterSession:
    session = CounterSession(site=site_of(code), held_on=day)
    if opened:
        session.opened_at, session.opened_by = at(9, day=day), by or make_user()
    session.save()
    return session


def make_reception(
    session: CounterSession, *, by: User | None = None, received_at: datetime | None = None
) -> Reception:
    return record(session, by=by, received_at=received_at)[0]


def record(
    session: CounterSession,
    *services: ServiceGiven,
    by: User | None = None,
    received_at: datetime | None = None,
    key: uuid.UUID | None = None,
    people: int = 1,
    **noted: object,
) -> list[Reception]:
    circumstances = Circumstances(**noted)
    return actions.record_reception(
        session=session,
        services=services or (() if circumstances.gave_up else (ASSIST,)),
        by=by or session.opened_by,
        at=received_at or at(10, day=session.held_on),
        submission_key=key or uuid.uuid4(),
        people=people,
        circumstances=circumstances,
    )


def after(moment: datetime, seconds: float) -> datetime:
    return moment + timedelta(seconds=seconds)


def make_equipment(site: Site, kind: str = "camera", **fields: object) -> EquipmentItem:
    """A usable thing of a counter; with a serial number it is one that is taken away every day."""
    given = {"name": f"品{next(_serial)}", "source": "lease", "removed_daily": bool(fields.get("serial"))} | fields
    return EquipmentItem.objects.create(site=site, kind=kind, **given)


def tick_all(session: CounterSession, by: User | None = None, at: datetime | None = None) -> None:
    """Both checklists of the session as whoever closes it must leave them, after its last reception."""
    last = session.receptions.counted().order_by("received_at").last()
    at = at or max(NOW, last.received_at if last else NOW)
    ChecklistTick.objects.bulk_create(
        ChecklistTick(
            session=session,
            item=row.item,
            equipment=row.equipment,
            count=0 if row.needs_count else None,
            ticked_at=at,
            ticked_by=by or session.opened_by,
        )
        for row in checklist_of(session).unticked
    )


def decided_agreement(code: str = "C900", *, on: date = SUNDAY - timedelta(days=30)) -> Agreement:
    """An agreement between city and contractor, asked, answered and decided on the same day."""
    agreement, _ = Agreement.objects.get_or_create(
        code=code,
        defaults={
            "title": "休業日の臨時開設", "place": "第2-1-(3)-②", "question": "臨時に開設してよいか。",
            "asked_on": on, "answered_on": on, "answer": "よい。", "decided_on": on, "decision": "臨時に開設する。",
        },
    )  # fmt: skip
    return agreement
