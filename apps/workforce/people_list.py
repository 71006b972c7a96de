"""The list of people as a leader reads it: who, where, and whether the person may work."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from .enums import Bar, Office
from .gates import Gate, Obstacle, Paper
from .models import Appointment, Posting, StaffMember


@dataclass(frozen=True)
class PersonRow:
    """One person on a day; before the first day of work, on that day."""

    staff: StaffMember
    sites: list[str]
    offices: list[str]
    obstacles: list[Obstacle]
    has_left: bool

    @property
    def blocking(self) -> list[Obstacle]:
        return [obstacle for obstacle in self.obstacles if obstacle.blocks]

    @property
    def needs_retraining(self) -> bool:
        return any(obstacle.code == Bar.RETRAINING for obstacle in self.obstacles)

    @property
    def warnings(self) -> list[Obstacle]:
        """What does not block, retraining aside."""
        return [obstacle for obstacle in self.obstacles if not obstacle.blocks and obstacle.code != Bar.RETRAINING]

    def is_in(self, state: str) -> bool:
        """Whether the row belongs to a choice of the list's filter."""
        match state:
            case "ready":
                return not self.has_left and not self.blocking
            case "blocked":
                return bool(self.blocking)
            case "retraining":
                return self.needs_retraining
        return True


def person_rows(people: Iterable[StaffMember], today: date) -> list[PersonRow]:
    """One row a person, with a number of queries that does not depend on how many there are."""
    people = list(people)
    gate = Gate.load(today, max([today, *(staff.joined_on for staff in people)]))
    sites: dict[int, list[str]] = defaultdict(list)
    for posting in Posting.objects.on(today).select_related("site").order_by("site__order", "pk"):
        sites[posting.staff_id].append(posting.site.short_name)
    offices: dict[int, list[str]] = defaultdict(list)
    for appointment in Appointment.objects.on(today):
        offices[appointment.staff_id].append(Office(appointment.office).label)
    return [
        PersonRow(staff, sites[staff.pk], offices[staff.pk], obstacles_of(staff, gate, today), _has_left(staff, today))
        for staff in people
    ]


def obstacles_of(staff: StaffMember, gate: Gate, today: date) -> list[Obstacle]:
    """Before the main duty, today or on the first day to come; none once the person has left."""
    if _has_left(staff, today):
        return []
    return gate.obstacles(staff.pk, staff.duty, max(today, staff.joined_on))


def _has_left(staff: StaffMember, today: date) -> bool:
    return staff.left_on is not None and staff.left_on < today


def retraining_lists(people: Iterable[StaffMember], today: date) -> Iterator[tuple[Paper, list[StaffMember]]]:
    """For each manual in force that somebody still has to be retrained on, who that is."""
    gate = Gate.load(today)
    due: dict[Paper, list[StaffMember]] = defaultdict(list)
    for staff in people:
        for paper in gate.retraining_due(staff.pk, staff.duty, today):
            due[paper].append(staff)
    yield from sorted(due.items(), key=lambda item: (item[0].in_force_from, item[0].title))
