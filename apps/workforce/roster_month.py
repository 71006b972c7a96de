"""One month of the roster as its page shows it: all places by day above, the people of one place below."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from apps.contracts.calendar import Calendar, days_between
from apps.contracts.models import Site
from apps.core.clock import WEEKDAYS, short_date

from .breaks import shortage_sentence
from .coverage import DayCoverage, planned_days
from .enums import Duty
from .gates import Gate
from .models import Posting, RosterPublication, Shift, StaffMember
from .roster_cells import LEADING, Patterns, ShiftPlan, cell_text, shortage_of_day, usual_duty

NOT_PUBLISHED = "公開前"
Typed = Mapping[tuple[int, date], str]
"""What somebody wrote, by person and day."""


@dataclass(frozen=True)
class DayHead:
    """One column."""

    day: date
    is_today: bool
    closed: str

    @property
    def number(self) -> int:
        return self.day.day

    @property
    def weekday(self) -> str:
        return WEEKDAYS[self.day.weekday()]

    @property
    def number_and_weekday(self) -> str:
        return short_date(self.day)


@dataclass(frozen=True)
class PlaceDay:
    """One place on one day: fewest heads against the floor, minutes below it, whether a leader is planned there."""

    day: date
    closed: str = ""
    heads: int = 0
    floor: int = 0
    minutes_below: int = 0
    has_leader: bool = False


@dataclass(frozen=True)
class PlaceRow:
    """One place's month in the overview."""

    site: Site
    publication: RosterPublication | None
    days: list[PlaceDay]

    @property
    def minutes_below(self) -> int:
        return sum(day.minutes_below for day in self.days)


@dataclass
class GridCell:
    """What one person does at the place on one day, as text; `seen` is what is in the database."""

    name: str
    label: str
    day: date
    text: str = ""
    seen: str = ""
    elsewhere: str = ""
    closed: str = ""
    note: str = ""
    blocks: bool = False
    error: str = ""

    @property
    def is_open(self) -> bool:
        """Whether something may be written here: on a closed day only to take it away."""
        return not self.closed or bool(self.text or self.seen)

    @property
    def has_more(self) -> bool:
        """Whether anything stands beside the text."""
        return bool(self.note or self.elsewhere or self.error)


@dataclass
class GridRow:
    """One person's month at the place."""

    staff: StaffMember
    is_added: bool
    cells: list[GridCell]
    worked_days: int = 0
    worked_minutes: int = 0

    @property
    def worked_hours(self) -> str:
        """`152` or `152.5`: cut to a tenth."""
        hours, minutes = divmod(self.worked_minutes, 60)
        return f"{hours}.{minutes * 10 // 60}" if minutes else str(hours)


@dataclass
class Remark:
    """One thing to look at about one person, for all days on which it holds."""

    staff: StaffMember
    sentence: str
    blocks: bool
    days: list[date] = field(default_factory=list)
    cell: str = ""

    @property
    def spoken_days(self) -> str:
        first, last = short_date(self.days[0]), short_date(self.days[-1])
        return first if len(self.days) == 1 else f"{first}～{last}の{len(self.days)}日"


def cell_name(staff_id: int, day: date) -> str:
    """Name and id of a cell's text box on the page of its month."""
    return f"c{staff_id}-{day:%d}"


@dataclass
class RosterMonth:
    """What the page shows. Loading takes a fixed number of queries, however many people and shifts there are."""

    site: Site
    first: date
    last: date
    heads: list[DayHead]
    places: list[PlaceRow]
    rows: list[GridRow]
    remarks: list[Remark]
    others: list[StaffMember]
    patterns: Patterns
    publication: RosterPublication | None

    @classmethod
    def load(
        cls,
        *,
        site: Site,
        sites: Sequence[Site],
        first: date,
        last: date,
        today: date,
        calendar: Calendar,
        drafts: bool,
        addable: QuerySet[StaffMember] | None = None,
        added: Iterable[int] = (),
        typed: Typed | None = None,
        errors: Typed | None = None,
    ) -> "RosterMonth":
        """`addable` are those who may be planned where they are not posted, `added` the numbers of those who are.

        `typed` and `errors` come from a form that is given back. Who does not see drafts sees no remarks either.
        """
        publications = {
            publication.site_id: publication
            for publication in RosterPublication.objects.filter(month=first).select_related("published_by")
        }
        coverage = planned_days(first, last, calendar, drafts=drafts)
        grid = _Grid(site, first, last, calendar, drafts=drafts, addable=addable, added=set(added))
        return cls(
            site=site,
            first=first,
            last=last,
            heads=[
                DayHead(day, day == today, calendar.closed_reason(site.code, day) or "")
                for day in days_between(first, last)
            ],
            places=[
                PlaceRow(one, publications.get(one.pk), _place_days(one, coverage, calendar))
                if drafts or one.pk in publications
                else PlaceRow(one, None, [PlaceDay(covered.day, NOT_PUBLISHED) for covered in coverage])
                for one in sites
            ],
            rows=grid.rows(typed or {}, errors or {}),
            remarks=grid.remarks(),
            others=grid.others,
            patterns=grid.patterns,
            publication=publications.get(site.pk),
        )

    @property
    def seen(self) -> dict[str, str]:
        """What the cells said when the page was made; the filled ones only."""
        return {cell.name: cell.seen for row in self.rows for cell in row.cells if cell.seen}

    @property
    def faulty_cells(self) -> list[tuple[GridRow, GridCell]]:
        return [(row, cell) for row in self.rows for cell in row.cells if cell.error]


def _place_days(site: Site, coverage: Iterable[DayCoverage], calendar: Calendar) -> list[PlaceDay]:
    days = []
    for covered in coverage:
        found = covered.find(site.code)
        if found is None:
            days.append(PlaceDay(covered.day, closed=calendar.closed_reason(site.code, covered.day) or "—"))
            continue
        heads = min((span.heads for span in found.spans), default=0)
        leads = any(stint.place == site.code for stint in covered.leading)
        days.append(PlaceDay(covered.day, "", heads, found.place.floor, found.minutes_below, leads))
    return days


class _Grid:
    """The people of one place and all their shifts of the month."""

    def __init__(
        self,
        site: Site,
        first: date,
        last: date,
        calendar: Calendar,
        *,
        drafts: bool,
        addable: QuerySet[StaffMember] | None,
        added: set[int],
    ) -> None:
        self.site, self.first, self.last, self.calendar, self.drafts = site, first, last, calendar, drafts
        self.patterns = Patterns.load(site.pk)
        self.gate = Gate.load(first, last)
        people_here = Shift.objects.filter(day__range=(first, last), site=site).values("staff")
        posted = Posting.objects.filter(site=site, starts_on__lte=last).exclude(ends_on__lt=first)
        whose = Q(staff__in=people_here) | Q(staff__in=posted.values("staff")) | Q(staff__in=added)
        shifts = Shift.objects.filter(whose, day__range=(first, last)).select_related("site").prefetch_related("breaks")
        self.here: dict[tuple[int, date], list[Shift]] = defaultdict(list)
        self.elsewhere: dict[tuple[int, date], list[Shift]] = defaultdict(list)
        for shift in (shifts if drafts else shifts.published()).order_by("starts_at"):
            where = self.here if shift.site_id == site.pk else self.elsewhere
            where[shift.staff_id, shift.day].append(shift)
        here = {staff_id for staff_id, _ in self.here}
        if drafts:
            here |= set(posted.values_list("staff", flat=True))
        people = StaffMember.objects.filter(pk__in=here)
        if addable is not None:
            people |= addable.filter(joined_on__lte=last).exclude(left_on__lt=first)
        known = list(people)
        self.people = sorted(
            (person for person in known if person.pk in here | added),
            key=lambda person: (person.duty not in LEADING, person.name_kana, person.code),
        )
        self.added = added - here
        self.others = [person for person in known if person.pk not in here | added]
        self._remarks: dict[tuple[int, str], Remark] = {}

    def rows(self, typed: Typed, errors: Typed) -> list[GridRow]:
        return [self._row(person, typed, errors) for person in self.people]

    def remarks(self) -> list[Remark]:
        """What stood beside the cells, once for each person; known after `rows`."""
        return sorted(self._remarks.values(), key=lambda remark: (not remark.blocks, remark.staff.name_kana))

    def _row(self, staff: StaffMember, typed: Typed, errors: Typed) -> GridRow:
        row = GridRow(staff, staff.pk in self.added, [])
        usual = usual_duty(staff.duty, self.site.kind)
        for day in days_between(self.first, self.last):
            plans = [ShiftPlan.of(shift) for shift in self.here[staff.pk, day]]
            seen = cell_text(plans, usual=usual, patterns=self.patterns) if plans else ""
            cell = GridCell(
                name=cell_name(staff.pk, day),
                label=f"{staff.name} {short_date(day)}",
                day=day,
                text=typed.get((staff.pk, day), seen),
                seen=seen,
                elsewhere="、".join(map(_spoken, self.elsewhere.get((staff.pk, day), ()))),
                closed=self.calendar.closed_reason(self.site.code, day) or "",
                error=errors.get((staff.pk, day), ""),
            )
            if plans:
                if self.drafts:
                    self._remark(staff, cell, plans)
                row.worked_days += 1
                row.worked_minutes += sum(plan.worked_minutes for plan in plans)
            row.cells.append(cell)
        return row

    def _remark(self, staff: StaffMember, cell: GridCell, plans: Sequence[ShiftPlan]) -> None:
        found = [
            (f"{obstacle.sentence}（{obstacle.clause}）", obstacle.blocks)
            for duty in {plan.duty for plan in plans}
            for obstacle in self.gate.obstacles(staff.pk, duty, cell.day)
        ]
        elsewhere = map(ShiftPlan.of, self.elsewhere.get((staff.pk, cell.day), ()))
        if missing := shortage_of_day([*plans, *elsewhere]):
            found.append((shortage_sentence(missing), True))
        for sentence, blocks in found:
            remark = self._remarks.setdefault((staff.pk, sentence), Remark(staff, sentence, blocks, cell=cell.name))
            remark.days.append(cell.day)
        cell.note = "　".join(sentence for sentence, _ in found)
        cell.blocks = any(blocks for _, blocks in found)


def _spoken(shift: Shift) -> str:
    place = shift.site.short_name if shift.site else "出張申請受付"
    role = f" {Duty(shift.duty).label}" if shift.duty in LEADING else ""
    return f"{place} {shift.starts_at:%H:%M}–{shift.ends_at:%H:%M}{role}"
