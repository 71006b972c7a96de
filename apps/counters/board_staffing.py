"""Who is where on a day, as the day board says it: heads against the floor, leaders, vacancies (第2-1-(9), (9)-①)."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from apps.contracts.calendar import Calendar
from apps.core.clock import day_bounds
from apps.workforce.coverage import LEADERS, DayCoverage, Gap, PlaceCoverage, Stint, clock, minute_of
from apps.workforce.enums import VacancyKind
from apps.workforce.models import StaffMember, Vacancy

PLANNED, ACTUAL = "予定", "実績"
NOBODY_CLOCKED_IN = "予定・出勤の記録なし"


@dataclass(frozen=True)
class StateShown:
    """A state as the page shows it: kind (symbol and colour) and word."""

    kind: str
    word: str


@dataclass(frozen=True)
class Heads:
    """Heads at one place: now against the floor, or how the day went; `basis` says planned or actual."""

    state: StateShown
    basis: str = ""
    next_gap: str = ""


@dataclass(frozen=True)
class Leaders:
    """The leaders of one place by name: those who are there, else those whom the roster puts there."""

    names: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True)
class LeaderLine:
    """Where the leaders are, on top of the board; red while a counter is open and none has checked in."""

    state: StateShown
    present: tuple[str, ...]
    planned: tuple[str, ...]

    @property
    def also_planned(self) -> tuple[str, ...]:
        """The plan, where it says something else than who is there."""
        return () if set(self.planned) == set(self.present) else self.planned


@dataclass(frozen=True)
class OpenVacancy:
    """A place that still lacks people, and since when; `minutes_open` only as long as it can be filled."""

    kind: str
    place: str
    span: str
    missing: int
    detected_at: datetime
    minutes_open: int | None

    @property
    def minutes(self) -> str:
        return "" if self.minutes_open is None else f"{self.minutes_open}分経過"


@dataclass(frozen=True)
class Staffing:
    """The people of one day, planned and as they clocked in; loaded with a fixed number of queries."""

    day: date
    now: datetime
    planned: DayCoverage
    actual: DayCoverage
    names: dict[int, str]
    open_vacancies: list[Vacancy]
    places: dict[str, str]

    @classmethod
    def load(cls, *, day: date, now: datetime, calendar: Calendar) -> "Staffing":
        planned, actual = DayCoverage.planned(day, calendar), DayCoverage.actual(day, calendar, now)
        people = {stint.person for stint in [*planned.leading, *actual.leading]}
        return cls(
            day=day,
            now=now,
            planned=planned,
            actual=actual,
            names=dict(StaffMember.objects.filter(pk__in=people).values_list("pk", "name")),
            open_vacancies=list(
                Vacancy.objects.filter(day=day, filled_at__isnull=True).select_related("site", "outing")
            ),
            places={row.place.key: row.place.label for row in planned.places}
            | {code: site.short_name for code, site in calendar.sites.items()},
        )

    @property
    def is_today(self) -> bool:
        return self.day == timezone.localdate(self.now)

    @property
    def is_past(self) -> bool:
        return self.day < timezone.localdate(self.now)

    @property
    def moment(self) -> float:
        """Minutes since the day's midnight, cut to whole seconds as the clock-ins are counted."""
        return math.floor((self.now - day_bounds(self.day)[0]).total_seconds()) / 60

    @property
    def uses_clock(self) -> bool:
        """Whether anybody has clocked in that day; without it only the plan can be shown."""
        return bool(self.actual.stints)

    @property
    def outings(self) -> list[PlaceCoverage]:
        return [
            row
            for row in self.planned.places
            if row.place.outing_id is not None and row.place.kind == VacancyKind.HEADS
        ]

    def heads(self, key: str) -> Heads | None:
        """None where the place is closed that day."""
        plan = self.planned.find(key)
        if plan is None:
            return None
        if not self.is_today or self.moment >= plan.place.closes:
            return self._heads_of_the_day(plan)
        if self.moment < plan.place.opens:
            return Heads(StateShown("off", self._planned_word(plan)), PLANNED, next_gap=self._next_gap(plan))
        return self._heads_now(plan)

    def leaders(self, key: str) -> Leaders:
        """Who leads at the place: there now, else planned for the day."""
        if self.is_today or self.is_past:
            there = self._present(key) if self.is_today else self.actual.leading
            if names := self._named(stint for stint in there if stint.place == key):
                return Leaders(names, ACTUAL)
        names = self._named(stint for stint in self.planned.leading if stint.place == key)
        return Leaders(names, PLANNED if names else "")

    def leader_line(self) -> LeaderLine | None:
        """None on a day on which no counter opens."""
        plan = self.planned.find(LEADERS, VacancyKind.LEADER)
        if plan is None:
            return None
        there = self._present() if self.is_today else self.actual.leading if self.is_past else []
        return LeaderLine(
            self._leader_state(plan, there),
            present=self._named_with_place(there),
            planned=self._named_with_place(self.planned.leading),
        )

    def vacancies(self, sites: set[int] | None) -> list[OpenVacancy]:
        """What is still open; of these sites only, or everywhere with None."""
        return [
            self._vacancy(row) for row in self.open_vacancies if sites is None or (row.site_id and row.site_id in sites)
        ]

    def _heads_now(self, plan: PlaceCoverage) -> Heads:
        floor = plan.place.floor
        if self.uses_clock:
            here = [stint for stint in self.actual.stints if stint.place == plan.place.key]
            count = len({stint.person for stint in here if self._is_on(stint)})
        elif self._is_rostered(plan):
            state = StateShown("warn", f"{plan.heads_at(int(self.moment)) or 0}/{floor}人")
            return Heads(state, NOBODY_CLOCKED_IN, next_gap=self._next_gap(plan))
        else:
            return Heads(StateShown("off", "勤務表なし"))
        state = StateShown("ok" if count >= floor else "error", f"{count}/{floor}人")
        return Heads(state, ACTUAL, next_gap=self._next_gap(plan))

    def _heads_of_the_day(self, plan: PlaceCoverage) -> Heads:
        """A day that is over as it went, one to come as it is planned."""
        real = self.actual.find(plan.place.key)
        if real and self.uses_clock and (self.is_today or self.is_past):
            word = f"不足{real.minutes_below}分" if real.gaps else "不足なし"
            return Heads(StateShown("warn" if real.gaps else "info", word), ACTUAL)
        if not self._is_rostered(plan):
            return Heads(StateShown("off", "勤務表なし"))
        gap = plan.gaps[0] if plan.gaps else None
        word = f"不足{plan.minutes_below}分" if gap else self._planned_word(plan)
        return Heads(StateShown("warn" if gap else "off", word), PLANNED, next_gap=told(gap) if gap else "")

    def _planned_word(self, plan: PlaceCoverage) -> str:
        return (
            f"{plan.heads_at(plan.place.opens) or 0}/{plan.place.floor}人" if self._is_rostered(plan) else "勤務表なし"
        )

    def _is_rostered(self, plan: PlaceCoverage) -> bool:
        return any(stint.place == plan.place.key for stint in self.planned.stints)

    def _next_gap(self, plan: PlaceCoverage) -> str:
        """The next gap of the plan; one that lasts now is already in the heads."""
        gap = next((gap for gap in plan.gaps if gap.starts > self.moment), None)
        return told(gap) if gap and self._is_rostered(plan) else ""

    def _leader_state(self, plan: PlaceCoverage, there: list[Stint]) -> StateShown:
        if self.is_past:
            if not there:
                return StateShown("off", "実績なし")
            minutes = self.actual.leaders.minutes_below if self.actual.leaders else 0
            return StateShown("warn", f"実績（不在{minutes}分）") if minutes else StateShown("ok", ACTUAL)
        if not self.is_today or self.moment < plan.place.opens:
            return StateShown("info", "出勤済み") if there else StateShown("off", "出勤前")
        if self.moment >= plan.place.closes:
            return StateShown("off", "終了")
        outside = {row.place.key for row in self.outings}
        if any(stint.place not in outside for stint in there):
            return StateShown("ok", "出勤中")
        if there:
            return StateShown("warn", "窓口に運営責任者がいません（全員が出張申請受付）")
        return StateShown("error", "運営責任者の出勤がありません")

    def _vacancy(self, row: Vacancy) -> OpenVacancy:
        starts, ends = minute_of(row.starts_at), minute_of(row.ends_at, up=True)
        is_over = self.is_past or (self.is_today and self.moment >= ends)
        lasts = self.is_today and starts <= self.moment < ends
        place = row.site.short_name if row.site else row.outing.label if row.outing else "窓口のいずれか"
        return OpenVacancy(
            kind="error" if lasts else "off" if is_over else "warn",
            place=f"{place} 運営責任者" if row.kind == VacancyKind.LEADER else place,
            span=f"{clock(starts)}–{clock(ends)}",
            missing=row.missing,
            detected_at=row.detected_at,
            minutes_open=None if is_over else int((self.now - row.detected_at).total_seconds() // 60),
        )

    def _is_on(self, stint: Stint) -> bool:
        """Who has just clocked out is gone; a stretch without an end reaches up to this moment."""
        return stint.starts <= self.moment and (stint.is_open or self.moment < stint.ends)

    def _present(self, key: str | None = None) -> list[Stint]:
        """Leaders on duty at this moment, on a break or not."""
        return [stint for stint in self.actual.leading if self._is_on(stint) and key in (None, stint.place)]

    def _named(self, stints: Iterable[Stint]) -> tuple[str, ...]:
        people = dict.fromkeys(stint.person for stint in stints)
        return tuple(self.names[person] for person in people if person in self.names)

    def _named_with_place(self, stints: list[Stint]) -> tuple[str, ...]:
        found = dict.fromkeys((stint.person, stint.place) for stint in stints)
        return tuple(
            f"{self.names[person]}（{self.places.get(place, '出張')}）"
            for person, place in found
            if person in self.names
        )


def told(gap: Gap) -> str:
    return f"{gap.starts_at}–{gap.ends_at} {gap.missing}人不足"
