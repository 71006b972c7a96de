"""Half days of the coming weeks, as the three parties have marked them."""

from datetime import date, timedelta
from random import Random

from apps.accounts.models import User
from apps.contracts.calendar import DAY
from apps.outreach.enums import Half
from apps.outreach.half_days import Slot, slots_between
from apps.outreach.models import Availability, Facility, PersonHold, Vehicle, Visit

from .rows import stream
from .world import World

ANSWERED = 0.8
"""How many of the half days somebody has marked."""


def build(world: World, waiting: list[Visit], cars: list[Vehicle]) -> None:
    """Marks of the people who go, of the facilities that wait for a date, and of one vehicle in the workshop.

    Whoever goes to an agreed visit has marked that half day 可.
    """
    chance = stream(world.seed, "half days")
    weeks = world.calendar.parameters.value("outreach.plan_weeks", world.today)
    slots = slots_between(world.today + DAY, world.today + timedelta(weeks=weeks), world.calendar)
    agreed = set(PersonHold.objects.filter(day__gt=world.today).values_list("person", "day"))
    marks = [
        mark
        for name, share in (("leader1", 0.75), ("counter1", 0.7), ("city1", 0.65), ("approver1", 0.4))
        for mark in of_person(world, world.users[name], slots, share, agreed, chance)
    ]
    for facility in {visit.facility_id: visit.facility for visit in waiting}.values():
        marks += of_facility(world, facility, slots, chance)
    workshop = [slot for slot in slots if slot[0].isoweekday() == 5][:2]
    marks += [mark_of(world, slot, False, world.users["manager1"], vehicle=cars[-1]) for slot in workshop]
    Availability.objects.bulk_create(marks)


def of_person(
    world: World, person: User, slots: list[Slot], share: float, agreed: set[tuple[int, date]], chance: Random
) -> list[Availability]:
    return [
        mark_of(world, slot, (person.pk, slot[0]) in agreed or chance.random() < share, person, person=person)
        for slot in slots
        if (person.pk, slot[0]) in agreed or chance.random() < ANSWERED
    ]


def of_facility(world: World, facility: Facility, slots: list[Slot], chance: Random) -> list[Availability]:
    """A facility offers its afternoons more often than its mornings, as told by telephone."""
    share = {Half.MORNING: 0.35, Half.AFTERNOON: 0.7}
    return [
        mark_of(world, slot, chance.random() < share[slot[1]], world.users["city1"], facility=facility)
        for slot in slots
        if chance.random() < ANSWERED
    ]


def mark_of(world: World, slot: Slot, is_possible: bool, by: User, **whose: object) -> Availability:
    return Availability(
        day=slot[0],
        half=slot[1],
        is_possible=is_possible,
        marked_at=world.now - timedelta(hours=2),
        marked_by=by,
        **whose,
    )
