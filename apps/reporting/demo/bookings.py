"""Pickup desks, their slots, and reservations of people who do not exist."""

import random
from datetime import time, timedelta

from apps.contracts.calendar import DAY
from apps.contracts.models import ContractTerm
from apps.core import spelling
from apps.reservations import actions, numbers
from apps.reservations.enums import ReservationStatus, WishedTime
from apps.reservations.models import Applicant, CallNotice, PickupDesk, Reservation, Slot, SlotPlan

from .rows import key, stream
from .world import World, in_history

CAPACITY = {"honcho": 6}
OTHER_CAPACITY = 3
DAYS_BACK = 45
WAITING = 6
FAMILIES = (
    ("架空", "カクウ"),
    ("仮名", "カメイ"),
    ("見本", "ミホン"),
    ("例示", "レイジ"),
    ("試行", "シコウ"),
    ("模擬", "モギ"),
)
GIVEN = (
    ("太郎", "タロウ"),
    ("花子", "ハナコ"),
    ("一郎", "イチロウ"),
    ("春子", "ハルコ"),
    ("健", "ケン"),
    ("葵", "アオイ"),
    ("実", "ミノル"),
)
CANCEL_REASONS = ("都合が悪くなったため", "体調がすぐれないため")


def build(world: World) -> None:
    open_desks(world)
    generate_slots(world)
    reserve(world)
    wait(world)
    stop_a_slot(world)


@in_history
def open_desks(world: World) -> None:
    for desk in PickupDesk.objects.select_related("site"):
        SlotPlan.objects.create(
            desk=desk,
            weekdays=[1, 2, 3, 4, 5],
            first_time=time(9, 0),
            last_time=time(16, 30),
            lunch_starts=time(12, 0),
            lunch_ends=time(13, 0),
            step_minutes=30,
            capacity=CAPACITY.get(desk.site.code, OTHER_CAPACITY),
            valid_from=world.terms[-1].starts_on,
            valid_to=world.terms[-1].ends_on,
            created_by=world.users["city1"],
            submission_key=key(stream(world.seed, "plan", desk.site.code)),
        )


def generate_slots(world: World) -> None:
    """The action writes its own reason into the history."""
    today = world.today
    window = world.calendar.parameters.value("reservations.window_days", today)
    first, last = (
        max(today - DAYS_BACK * DAY, world.terms[-1].starts_on),
        min(today + window * DAY, world.terms[-1].ends_on),
    )
    for plan in SlotPlan.objects.order_by("pk"):
        actions.generate_slots(plan=plan, first=first, last=last, by=world.users["city1"])


@in_history
def reserve(world: World) -> None:
    """Fill the slots, the nearer the fuller; whoever came before the retention ended has no personal row any more."""
    chance = stream(world.seed, "reservations")
    term = world.terms[-1]
    retention = world.calendar.parameters.value("reservations.retention_days", world.today)
    forget_before = world.now - retention * DAY
    taken: set[str] = set()
    slots = list(Slot.objects.order_by("starts_at", "desk_id"))
    reservations: list[Reservation] = []
    for slot in slots:
        days_ahead = (slot.starts_at - world.now) / timedelta(days=1)
        fullness = 0.72 if days_ahead < 3 else max(0.06, 0.66 - days_ahead / 40)
        while slot.booked < slot.capacity and chance.random() < fullness:
            party = 2 if slot.capacity - slot.booked > 1 and chance.random() < 0.12 else 1
            reservation = a_reservation(world, slot, term, party, chance)
            number = numbers.new_number(chance.randrange)
            while number in taken:
                number = numbers.new_number(chance.randrange)
            taken.add(number)
            reservation.number = number
            if slot.starts_at >= forget_before:
                reservation.applicant = an_applicant(term.code, chance)
            if reservation.status != ReservationStatus.CANCELLED:
                slot.booked += party
            reservations.append(reservation)
    Applicant.objects.bulk_create([each.applicant for each in reservations if each.applicant], batch_size=1000)
    Reservation.objects.bulk_create(reservations, batch_size=1000)
    Slot.objects.bulk_update([slot for slot in slots if slot.booked], ["booked"], batch_size=1000)


def a_reservation(world: World, slot: Slot, term: ContractTerm, party: int, chance: random.Random) -> Reservation:
    operator = world.users[chance.choice(("operator1", "operator2"))]
    latest = min(slot.starts_at - timedelta(hours=18), world.now - timedelta(minutes=5))
    booked_at = latest - timedelta(minutes=chance.randint(0, 20 * 24 * 60))
    reservation = Reservation(
        slot=slot, term=term, party_size=party, booked_at=booked_at, booked_by=operator,
        read_back_at=booked_at + timedelta(minutes=2), read_back_by=operator, submission_key=key(chance),
    )  # fmt: skip
    draw = chance.random()
    if draw < 0.05:
        reservation.status = ReservationStatus.CANCELLED
        reservation.cancelled_at = booked_at + (latest - booked_at) * chance.random()
        reservation.cancelled_by, reservation.cancel_reason = operator, chance.choice(CANCEL_REASONS)
    elif slot.ends_at < world.now:
        reservation.status = ReservationStatus.NO_SHOW if draw < 0.11 else ReservationStatus.CAME
        reservation.outcome_at, reservation.outcome_by = slot.ends_at, world.users["city1"]
    return reservation


def an_applicant(key_id: str, chance: random.Random) -> Applicant:
    """A name made of words for "made up", and a telephone number of a block that is not given out."""
    family, given = chance.choice(FAMILIES), chance.choice(GIVEN)
    return Applicant(
        key_id=key_id,
        name=spelling.normalise_name(f"{family[0]} {given[0]}"),
        kana=spelling.normalise_kana(f"{family[1]} {given[1]}"),
        phone=f"0900000{chance.randrange(10_000):04d}",
    )


def wait(world: World) -> None:
    """Callers who found no place: the newest were not called yet, one was not reached, one needs no place any more."""
    chance = stream(world.seed, "waiting")
    desks, operator = list(PickupDesk.objects.active()), world.users["operator1"]
    window = world.calendar.parameters.value("reservations.window_days", world.today)
    for place in range(WAITING):
        at = world.now - timedelta(days=WAITING - place, hours=chance.randint(1, 5))
        person = an_applicant("", chance)
        entry = actions.enter_waiting(
            wish=actions.Wish(
                desk=chance.choice(desks),
                first_day=world.today + DAY,
                last_day=min(world.today + chance.randint(5, window) * DAY, world.terms[-1].ends_on),
                wished_time=chance.choice(list(WishedTime)),
                party_size=chance.choice((1, 1, 2, 4)),
            ),
            applicant=actions.ApplicantData(person.name, person.kana, person.phone),
            submission_key=key(chance),
            by=operator,
            now=at,
        )
        if place == 0:
            actions.decline_waiting(entry=entry, by=operator, now=at + timedelta(days=1))
        elif place == 1:
            actions.record_attempt(about=entry, submission_key=key(chance), by=operator, now=at + timedelta(hours=20))


def stop_a_slot(world: World) -> None:
    """A fully booked time of the coming days is stopped: its people are to be called, one was not reached."""
    chance = stream(world.seed, "stopped")
    later = world.now + timedelta(days=2)
    slot = Slot.objects.filter(starts_at__gt=later, booked__gte=2).order_by("starts_at", "desk_id").first()
    if slot is None:
        return
    at = world.now - timedelta(hours=1)
    actions.set_slot_closed(
        slot_id=slot.pk, closed=True, by=world.users["city1"], reason="交付の機器の点検のため", now=at
    )
    notice = CallNotice.objects.unsettled().order_by("pk").first()
    if notice is not None:
        actions.record_attempt(
            about=notice, submission_key=key(chance), by=world.users["operator2"], now=at + timedelta(minutes=20)
        )
