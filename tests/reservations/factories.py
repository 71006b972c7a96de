"""A small office for the tests: one term, one desk, parameters of its own. It is Monday 2 June 2025, 10:00."""

import uuid
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import count

from django.db.models import Sum

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.contracts.enums import SiteKind, ValueKind
from apps.contracts.models import Agreement, Closure, ContractTerm, OpeningRule, Parameter, Site
from apps.core.clock import JST
from apps.reservations import actions
from apps.reservations.actions import ApplicantData
from apps.reservations.enums import BringCase, WishedTime
from apps.reservations.models import (
    BringList,
    FurtherSlot,
    PickupDesk,
    Reservation,
    Slot,
    SlotPlan,
    WaitingEntry,
)

NOW = datetime(2025, 6, 2, 10, 0, tzinfo=JST)
TOMORROW = date(2025, 6, 3)
NAME, KANA, PHONE = "髙橋　はるか", "タカハシ ハルカ", "09011112222"
CALLER = ApplicantData(NAME, KANA, PHONE)
PARAMETERS = {
    "reservations.mode": (ValueKind.TEXT, "own"),
    "reservations.hold_seconds": (ValueKind.INTEGER, 180),
    "reservations.window_days": (ValueKind.INTEGER, 60),
    "reservations.lead_minutes": (ValueKind.INTEGER, 0),
    "reservations.change_minutes": (ValueKind.INTEGER, 0),
    "reservations.weeks_shown": (ValueKind.INTEGER, 4),
    "reservations.city_number_pattern": (ValueKind.TEXT, "[0-9A-Z-]{4,20}"),
    "reservations.retention_days": (ValueKind.INTEGER, 30),
    "calendar.year_end_first": (ValueKind.TEXT, "12-29"),
    "calendar.year_end_last": (ValueKind.TEXT, "01-03"),
}
_serial: Iterator[int] = count(1001)  # of one width, however many tests ran before


def at(hour: int, minute: int = 0, day: date = TOMORROW) -> datetime:
    return datetime.combine(day, time(hour, minute), JST)


def make_office() -> PickupDesk:
    """The rows every test needs; returns the one desk."""
    ContractTerm.objects.create(
        code="R7", title="令和7年度", starts_on=date(2025, 6, 1), ends_on=date(2026, 3, 31), signed_on=date(2025, 4, 1)
    )
    for key, (kind, value) in PARAMETERS.items():
        Parameter.objects.create(key=key, label=key, kind=kind, value=value, clause="第2-2-(2)-オ")
    BringList.objects.create(
        case=BringCase.OWN, valid_from=date(2025, 6, 1), items="交付通知書\n本人確認書類", source="市の指示"
    )
    return make_desk()


def set_parameter(key: str, value: object) -> None:
    Parameter.objects.filter(key=key).update(value=value)


def make_operators(how_many: int) -> list[User]:
    """Operators who never sign in: no password is hashed for them."""
    return User.objects.bulk_create(
        User(username=f"thread-{n}", display_name=f"オペレーター{n}", role=Role.OPERATOR, must_change_password=False)
        for n in range(how_many)
    )


def make_desk(**fields: object) -> PickupDesk:
    number = next(_serial)
    site = Site.objects.create(
        code=f"site{number}",
        name=f"実施場所{number}",
        short_name=f"場所{number}",
        kind=SiteKind.COUNTER,
        address="川越市元町1丁目3番地1",
        order=number,
    )
    OpeningRule.objects.create(
        site=site,
        weekdays=[1, 2, 3, 4, 5],
        opens_at=time(9),
        closes_at=time(17),
        valid_from=date(2025, 6, 1),
        clause="第2-1-(1)-①",
    )
    defaults = {
        "name": f"受取窓口{number}",
        "place": "市役所本庁舎1階",
        "site": site,
        "order": number,
    }
    return PickupDesk.objects.create(**(defaults | fields))


def make_plan(desk: PickupDesk, **fields: object) -> SlotPlan:
    defaults = {
        "desk": desk,
        "weekdays": [1, 2, 3, 4, 5],
        "first_time": time(9),
        "last_time": time(16, 30),
        "step_minutes": 30,
        "lunch_starts": time(12),
        "lunch_ends": time(13),
        "capacity": 2,
        "valid_from": date(2025, 6, 1),
        "valid_to": date(2026, 3, 31),
    }
    return SlotPlan.objects.create(**(defaults | fields))


def make_slot(desk: PickupDesk, starts_at: datetime | None = None, **fields: object) -> Slot:
    start = starts_at or at(10)
    defaults = {"desk": desk, "starts_at": start, "ends_at": start + timedelta(minutes=30), "capacity": 2}
    return Slot.objects.create(**(defaults | fields))


def person(number: int = 0) -> ApplicantData:
    return ApplicantData(name=f"試験　太郎{number}", kana="シケン タロウ", phone=f"090{number:08d}")


def book(
    slot: Slot, by: User, *, party_size: int = 1, number: int = 0, now: datetime = NOW, **fields: object
) -> Reservation:
    return actions.book(
        slot_id=slot.pk,
        applicant=fields.pop("applicant", None) or person(number),
        party_size=party_size,
        submission_key=fields.pop("submission_key", None) or uuid.uuid4(),
        by=by,
        now=now,
        **fields,
    )


def wait_for(desk: PickupDesk, by: User, *, number: int = 0, now: datetime = NOW, **wish: object) -> WaitingEntry:
    applicant = wish.pop("applicant", None) or person(number)
    wished = {
        "first_day": TOMORROW,
        "last_day": date(2025, 6, 30),
        "wished_time": WishedTime.ANY,
        "party_size": 1,
    } | wish
    return actions.enter_waiting(
        wish=actions.Wish(desk=desk, **wished),
        applicant=applicant,
        submission_key=uuid.uuid4(),
        by=by,
        now=now,
    )


def close_day(desk: PickupDesk | None, day: date = TOMORROW, reason: str = "設備の点検") -> Closure:
    agreement, _ = Agreement.objects.get_or_create(code="C1", defaults={"title": "休業", "place": "第2-2-(1)"})
    return Closure.objects.create(site=desk.site if desk else None, day=day, reason=reason, agreement=agreement)


def people_booked(slot: Slot) -> int:
    """What `booked` of the slot must be: its people, counted from the reservations themselves."""
    standing = Reservation.objects.standing()
    starting = standing.filter(slot=slot).aggregate(n=Sum("party_size"))["n"] or 0
    elsewhere = FurtherSlot.objects.filter(reservation__in=standing.filter(slot=slot)).aggregate(n=Sum("places"))["n"]
    following = FurtherSlot.objects.filter(reservation__in=standing, slot=slot).aggregate(n=Sum("places"))["n"]
    return int(starting - (elsewhere or 0) + (following or 0))


def posted(**fields: object) -> dict[str, object]:
    """What a browser sends of the booking form."""
    return {
        "name": NAME,
        "kana": "たかはし　はるか",
        "phone": "０９０－１１１１－２２２２",
        "party_size": 1,
        "submission_key": uuid.uuid4(),
    } | fields
