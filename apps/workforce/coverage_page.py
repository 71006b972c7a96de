"""What the coverage pages show: every place of a day, planned beside actual, by half hours and gap by gap."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from apps.accounts.models import User
from apps.contracts.calendar import Calendar
from apps.contracts.enums import SiteKind
from apps.core.marks import mark_of

from .attendance_scope import can_lead, kinds_read
from .coverage import LEADERS, DayCoverage, Gap, Place, PlaceCoverage, Span, Stint
from .enums import VacancyKind
from .models import Absence, StaffMember, Vacancy

HALF_HOUR = 30


@dataclass(frozen=True)
class Cell:
    """The fewest heads of a half hour; None where the place is closed or nothing is to be judged yet."""

    heads: int | None
    floor: int

    @property
    def is_below(self) -> bool:
        return self.heads is not None and self.heads < self.floor


@dataclass(frozen=True)
class CoverageRow:
    """One place's day: the plan and what really was."""

    place: Place
    planned: PlaceCoverage
    actual: PlaceCoverage
    planned_cells: list[Cell]
    actual_cells: list[Cell]
    now: int | None
    has_people: bool

    @property
    def is_below_now(self) -> bool:
        return self.now is not None and self.now < self.place.floor

    @property
    def is_leader(self) -> bool:
        return self.place.kind == VacancyKind.LEADER


@dataclass(frozen=True)
class PersonAt:
    """One person and where: a leader on duty, or somebody who did not clock out."""

    name: str
    place: str


@dataclass(frozen=True)
class CoveragePage:
    """Everything of one day that the user may see; `hours` are those of the strip, each with its number of cells."""

    day: date
    hours: list[tuple[int, int]]
    rows: list[CoverageRow]
    leaders: list[PersonAt]
    absences: list[Absence]
    vacancies: list[Vacancy]
    leads: bool
    is_today: bool = False
    planned_leaders: list[PersonAt] = field(default_factory=list)
    forgotten: list[PersonAt] = field(default_factory=list)

    @property
    def planned_gaps(self) -> list[Gap]:
        return [gap for row in self.rows for gap in row.planned.gaps]

    @property
    def actual_gaps(self) -> list[Gap]:
        return [gap for row in self.rows for gap in row.actual.gaps]

    @property
    def planned_minutes(self) -> int:
        return sum(gap.minutes for gap in self.planned_gaps)

    @property
    def actual_minutes(self) -> int:
        return sum(gap.minutes for gap in self.actual_gaps)

    @property
    def leader_row(self) -> CoverageRow | None:
        return next((row for row in self.rows if row.place.key == LEADERS), None)

    @property
    def version(self) -> str:
        """Changes exactly when something that the page shows has changed."""
        rows = [
            (row.place, row.planned_cells, row.actual_cells, row.planned.gaps, row.actual.gaps, row.now)
            for row in self.rows
        ]
        absences = [(row.pk, row.starts_at, row.ends_at, row.reason, row.stand_in_id) for row in self.absences]
        vacancies = [(row.pk, row.starts_at, row.ends_at, row.missing, row.filled_at) for row in self.vacancies]
        return mark_of(rows, self.leaders, self.planned_leaders, self.forgotten, absences, vacancies)


def coverage_page(*, user: User, day: date, now: datetime, calendar: Calendar) -> CoveragePage:
    """The day as this user may see it; a fixed number of queries."""
    kinds = kinds_read(user)
    planned = DayCoverage.planned(day, calendar)
    actual = DayCoverage.actual(day, calendar, now)
    pairs = [
        (plan, real)
        for plan, real in zip(planned.places, actual.places, strict=True)
        if _kind(plan.place, calendar) in kinds
    ]
    starts = min((plan.place.opens for plan, _ in pairs), default=0) // HALF_HOUR * HALF_HOUR
    ends = max((plan.place.closes for plan, _ in pairs), default=0)
    slots = range(starts, ends, HALF_HOUR)
    local = timezone.localtime(now)
    minute = local.hour * 60 + local.minute
    is_today = day == local.date()
    rows = [
        CoverageRow(
            place=plan.place,
            planned=plan,
            actual=real,
            planned_cells=_cells(plan, slots),
            actual_cells=_cells(real, slots),
            now=_heads_now(actual, plan.place, minute) if is_today else None,
            has_people=plan.place.key != LEADERS and plan.place.kind == VacancyKind.HEADS,
        )
        for plan, real in pairs
    ]
    sees_leaders = SiteKind.COUNTER in kinds
    on_duty = actual.leaders_at(math.nextafter(minute, 0)) if is_today and sees_leaders else []
    labels = {row.place.key: row.place.label for row in rows}
    forgotten = [stint for stint in actual.forgotten if stint.place in labels]
    people = {stint.person for stint in [*on_duty, *planned.leading, *forgotten]}
    names = dict(StaffMember.objects.filter(pk__in=people).values_list("pk", "name"))
    absences = Absence.objects.filter(shift__day=day, shift__site__kind__in=kinds)
    vacancies = Vacancy.objects.filter(day=day).select_related("site", "outing")
    return CoveragePage(
        day=day,
        hours=list(Counter(slot // 60 for slot in slots).items()),
        rows=rows,
        leaders=_named(on_duty, names, labels),
        planned_leaders=_named(planned.leading if sees_leaders else [], names, labels),
        forgotten=_named(forgotten, names, labels),
        absences=list(
            absences.select_related("shift__staff", "shift__site", "stand_in__staff").order_by(
                "shift__site", "starts_at"
            )
        ),
        vacancies=[row for row in vacancies if is_vacancy_seen(row, kinds)],
        leads=any(can_lead(user, site) for site in calendar.sites.values() if site.kind in kinds),
        is_today=is_today,
    )


def is_vacancy_seen(vacancy: Vacancy, kinds: frozenset[SiteKind]) -> bool:
    """Outings and the leader somewhere go with the counters."""
    return (SiteKind(vacancy.site.kind) if vacancy.site else SiteKind.COUNTER) in kinds


def _kind(place: Place, calendar: Calendar) -> SiteKind:
    site = calendar.sites.get(place.key)
    return SiteKind(site.kind) if site else SiteKind.COUNTER


def _cells(row: PlaceCoverage, slots: Sequence[int]) -> list[Cell]:
    return [Cell(_fewest(row.spans, slot, slot + HALF_HOUR), row.place.floor) for slot in slots]


def _fewest(spans: Sequence[Span], starts: int, ends: int) -> int | None:
    return min((span.heads for span in spans if span.starts < ends and starts < span.ends), default=None)


def _heads_now(actual: DayCoverage, place: Place, minute: int) -> int | None:
    """Who is there in the last whole minute, at a place that is open; None before the opening and after the closing."""
    row = actual.find(place.key, place.kind)
    return row.heads_at(minute - 1) if row and place.opens < minute < place.closes else None


def _named(stints: Sequence[Stint], names: dict[int, str], labels: dict[str, str]) -> list[PersonAt]:
    return [
        PersonAt(names[person], labels.get(place, ""))
        for person, place in dict.fromkeys((stint.person, stint.place) for stint in stints)
        if person in names
    ]
