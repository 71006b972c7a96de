"""Writes of the roster: cells, copied weeks, publication. Each holds the place's row: one waits for the other."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import pghistory
from django.apps import apps
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone
from psycopg.errors import DeadlockDetected

from apps.accounts.models import User
from apps.contracts.calendar import Calendar, Hours
from apps.contracts.enums import SiteKind
from apps.contracts.models import Site
from apps.core.clock import JST, month_bounds, short_date
from apps.core.db import sentence_for

from .breaks import shortage_sentence
from .coverage import LEADERS, DayCoverage, Gap, minute_of, planned_days
from .gates import Gate, Obstacle
from .models import Break, RosterPublication, Shift, StaffMember, month_of
from .roster_cells import ShiftPlan, shortage_of_day
from .vacancies import review_vacancies_between

WEEK = timedelta(days=7)
FILLED = "すでに入力があります。"
_PLANNED = ["duty", "pattern", "starts_at", "ends_at", "published_at", "published_by"]


@dataclass(frozen=True)
class CellEdit:
    """What one person is to do at the place on one day.

    `seen` is what the editor saw there, None where that does not matter.
    """

    staff: StaffMember
    day: date
    plans: tuple[ShiftPlan, ...]
    seen: tuple[ShiftPlan, ...] | None = None


@dataclass(frozen=True)
class CellFault:
    """Why one cell cannot be as it was asked for."""

    staff: StaffMember
    day: date
    sentence: str

    def __str__(self) -> str:
        return f"{self.staff.name} {short_date(self.day)}：{self.sentence}"


class CellsRefused(Exception):
    """Some cells cannot be saved, so none was."""

    def __init__(self, faults: Sequence[CellFault]) -> None:
        super().__init__("、".join(map(str, faults)))
        self.faults = list(faults)


class ReasonNeeded(Exception):
    """What is published is changed only with a reason, which the history keeps."""

    def __init__(self) -> None:
        super().__init__("公開した勤務表を変更する理由を入力してください。")


class RosterBusy(Exception):
    """Somebody else gave one of the people other hours at the same moment, at another place."""

    def __init__(self) -> None:
        super().__init__("同じ人の勤務が、ほかの画面で同時に登録されました。もう一度保存してください。")


@dataclass
class CellsSaved:
    """What became of each cell, by person and day; `faults` only where single cells may be refused.

    `to_review` are the published days to come that changed, where the caller reviews the vacancies.
    """

    kinds: dict[tuple[int, date], str] = field(default_factory=dict)
    faults: list[CellFault] = field(default_factory=list)
    to_review: list[date] = field(default_factory=list)

    @property
    def new(self) -> int:
        return self._count("new")

    @property
    def changed(self) -> int:
        return self._count("changed")

    @property
    def removed(self) -> int:
        return self._count("removed")

    @property
    def unchanged(self) -> int:
        return self._count("unchanged")

    @property
    def written(self) -> int:
        return len(self.kinds) - self.unchanged

    def _count(self, kind: str) -> int:
        return sum(one == kind for one in self.kinds.values())


def save_cells(
    *,
    site: Site,
    edits: Sequence[CellEdit],
    by: User,
    at: datetime,
    calendar: Calendar,
    reason: str = "",
    gate: Gate | None = None,
    skip_faulty: bool = False,
    reviews: bool = True,
) -> CellsSaved:
    """Makes the cells what the edits say, all or none; with `skip_faulty` the good ones, the others are reported.

    Vacancies are reviewed last; who saves several places in one transaction does it once afterwards (`reviews`).

    Refused are cells that changed since they were seen, closed days, people who may not work (`gates`), and hours in
    which the person works elsewhere. In a published month a cell is published at once and keeps the legal break. Raises
    `CellsRefused`; `ReasonNeeded` where something published changes; `RosterBusy`.
    """
    if not edits:
        return CellsSaved()
    try:
        with transaction.atomic(), pghistory.context(reason=reason) if reason else nullcontext():
            locked = _lock(site)
            writing = _Writing(locked, edits, calendar, gate)
            saved = writing.judge()
            if saved.faults and not skip_faulty:
                raise CellsRefused(saved.faults)
            if writing.touches_published and not reason:
                raise ReasonNeeded
            writing.write(by=by, at=at)
            saved.to_review = writing.days_to_review(at)
            if reviews:
                review_days(saved.to_review, at, calendar)
    except IntegrityError as error:
        if sentence_for(Shift, error) is None:
            raise
        raise RosterBusy from error
    except OperationalError as error:  # two that insert at once may each wait for the other's row
        if not isinstance(error.__cause__, DeadlockDetected):
            raise
        raise RosterBusy from error
    return saved


def review_days(days: Sequence[date], at: datetime, calendar: Calendar) -> None:
    """Notes what the changed days leave open, or fill."""
    if days:
        review_vacancies_between(min(days), max(days), at, calendar)


def copy_week(
    *,
    site: Site,
    monday: date,
    to: Sequence[date],
    by: User,
    at: datetime,
    calendar: Calendar,
    reason: str = "",
) -> CellsSaved:
    """Puts the shifts of the week of `monday` into each week whose Monday is in `to`; what is filled stays.

    Skipped and reported: filled cells, closed days, and whom `save_cells` would refuse, as somebody who has left.
    """
    source = Shift.objects.filter(site=site, day__gte=monday, day__lt=monday + WEEK)
    cells: dict[tuple[StaffMember, date], list[ShiftPlan]] = defaultdict(list)
    for shift in source.select_related("staff").prefetch_related("breaks").order_by("staff__name_kana", "day"):
        cells[shift.staff, shift.day].append(ShiftPlan.of(shift))
    edits = [
        CellEdit(staff, day - monday + target, tuple(plans)) for target in to for (staff, day), plans in cells.items()
    ]
    with transaction.atomic():
        locked = _lock(site)
        days = {edit.day for edit in edits}
        filled = set(Shift.objects.filter(site=locked, day__in=days).values_list("staff", "day"))
        free = [edit for edit in edits if (edit.staff.pk, edit.day) not in filled]
        saved = save_cells(site=locked, edits=free, by=by, at=at, calendar=calendar, reason=reason, skip_faulty=True)
    kept = [CellFault(edit.staff, edit.day, FILLED) for edit in edits if (edit.staff.pk, edit.day) in filled]
    saved.faults = sorted([*kept, *saved.faults], key=lambda fault: (fault.day, fault.staff.name_kana))
    return saved


# --- publication ----------------------------------------------------------------------------------------------------


class AlreadyPublished(Exception):
    """The month is published; `publication` says when and by whom."""

    def __init__(self, publication: RosterPublication) -> None:
        super().__init__("この月の勤務表は、すでに公開しています。")
        self.publication = publication


@dataclass(frozen=True)
class ShiftObstacle:
    """Why one planned shift must not be worked."""

    shift: Shift
    obstacle: Obstacle


@dataclass(frozen=True)
class BreakShortage:
    """One person's day, named by a shift of it, with less break than the law asks for."""

    shift: Shift
    missing: int


@dataclass(frozen=True)
class RosterFaults:
    """All that keeps a month from being published; nothing where it may be."""

    gaps: list[tuple[date, Gap]] = field(default_factory=list)
    obstacles: list[ShiftObstacle] = field(default_factory=list)
    shortages: list[BreakShortage] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.gaps or self.obstacles or self.shortages)

    @property
    def missing_minutes(self) -> int:
        """Minutes below a floor, each place for itself, however many people are missing."""
        return sum(gap.minutes for _, gap in self.gaps)


class NotPublishable(Exception):
    """The month is not published; `faults` lists every reason."""

    def __init__(self, faults: RosterFaults) -> None:
        super().__init__("人員の不足、配置できない人、または休憩の不足があるため、公開していません。")
        self.faults = faults


class NothingToPublish(Exception):
    """The place does not open any more in this month, or never in any contract term."""

    def __init__(self) -> None:
        super().__init__("この月には、これから開設する日がありません。")


def faults_of_month(*, site: Site, month: date, calendar: Calendar, today: date) -> RosterFaults:
    """What keeps the place's month from being published, drafts counted; days before today are not judged.

    Gaps below the floor (第2-1-(9), 第2-2-(3)-ア), for a counter days without a leader anywhere (第2-1-(9)-①),
    people who may not work, and breaks (第2-1-(8)-③).
    """
    first, last = month_bounds(month.year, month.month)
    first = max(first, today)
    if first > last:
        return RosterFaults()
    gaps = [
        (covered.day, gap)
        for covered in planned_days(first, last, calendar, drafts=True)
        if (hours := calendar.hours(site.code, covered.day))
        for gap in _gaps_at(site, hours, covered)
    ]
    gate = Gate.load(first, last)
    obstacles, shortages = [], []
    month_here = Shift.objects.filter(site=site, day__range=(first, last))
    everywhere = Shift.objects.filter(staff__in=month_here.values("staff"), day__range=(first, last))
    days: dict[tuple[date, int], list[Shift]] = defaultdict(list)
    for shift in everywhere.select_related("staff").prefetch_related("breaks"):
        days[shift.day, shift.staff_id].append(shift)
    for shifts in days.values():
        here = [shift for shift in shifts if shift.site_id == site.pk]
        for shift in here:
            found = gate.obstacles(shift.staff_id, shift.duty, shift.day)
            obstacles += [ShiftObstacle(shift, obstacle) for obstacle in found if obstacle.blocks]
        if here and (missing := shortage_of_day(map(ShiftPlan.of, shifts))):
            shortages.append(BreakShortage(here[0], missing))
    return RosterFaults(gaps, obstacles, shortages)


def _gaps_at(site: Site, hours: Hours, covered: DayCoverage) -> Iterator[Gap]:
    """The place's own gaps, and at a counter those of the leader somewhere, as far as the place is open then."""
    for gap in covered.gaps:
        if gap.place.site_id == site.pk:
            yield gap
        elif gap.place.key == LEADERS and site.kind == SiteKind.COUNTER:
            starts = max(gap.starts, minute_of(hours.opens))
            ends = min(gap.ends, minute_of(hours.closes, up=True))
            if starts < ends:
                yield replace(gap, starts=starts, ends=ends)


def publish_month(*, site: Site, month: date, by: User, at: datetime, calendar: Calendar) -> RosterPublication:
    """Shows the month to those who work by it: from now on nothing in it changes without a reason.

    Raises `AlreadyPublished`, `NothingToPublish`, and `NotPublishable` with every reason.
    """
    first, last = month_bounds(month.year, month.month)
    with transaction.atomic():
        locked = _lock(site)
        if publication := RosterPublication.objects.filter(site=locked, month=first).first():
            raise AlreadyPublished(publication)
        if not calendar.open_days(site.code, max(first, timezone.localdate(at)), last):
            raise NothingToPublish
        if faults := faults_of_month(site=locked, month=first, calendar=calendar, today=timezone.localdate(at)):
            raise NotPublishable(faults)
        drafts = Shift.objects.filter(site=locked, day__range=(first, last), published_at__isnull=True)
        drafts.update(published_at=at, published_by=by)
        publication = RosterPublication.objects.create(site=locked, month=first, published_at=at, published_by=by)
        if (begins := max(first, timezone.localdate(at))) <= last:
            review_vacancies_between(begins, last, at, calendar)
        return publication


# --- what holds the cells together ----------------------------------------------------------------------------------


def _lock(site: Site) -> Site:
    """One writer of a place's roster at a time."""
    return Site.objects.select_for_update(of=("self",), no_key=True).get(pk=site.pk)


def lock_rosters(sites: Iterable[Site]) -> None:
    """Holds the rosters of several places, in one order for everybody: two files at once wait, and neither dies."""
    wanted = Site.objects.filter(pk__in=[site.pk for site in sites]).order_by("pk")
    list(wanted.select_for_update(of=("self",), no_key=True).values_list("pk"))


class _Writing:
    """The edits of one place beside what is there, read with a fixed number of queries."""

    def __init__(self, site: Site, edits: Sequence[CellEdit], calendar: Calendar, gate: Gate | None) -> None:
        self.site, self.edits, self.calendar = site, edits, calendar
        days = [edit.day for edit in edits]
        first, last = min(days), max(days)
        self.gate = gate or Gate.load(first, last)
        here = Shift.objects.filter(site=site, staff__in={edit.staff.pk for edit in edits}, day__range=(first, last))
        list(here.order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk"))  # no absence meanwhile
        self.here: dict[tuple[int, date], list[Shift]] = defaultdict(list)
        self.elsewhere: dict[tuple[int, date], list[Shift]] = defaultdict(list)
        shifts = Shift.objects.filter(staff__in={edit.staff.pk for edit in edits}, day__range=(first, last))
        for shift in shifts.select_related("site", "absence").prefetch_related("breaks").order_by("starts_at"):
            where = self.here if shift.site_id == site.pk else self.elsewhere
            where[shift.staff_id, shift.day].append(shift)
        self.published = set(
            RosterPublication.objects.filter(site=site, month__range=(month_of(first), last)).values_list(
                "month", flat=True
            )
        )
        self.good: list[CellEdit] = []

    def judge(self) -> CellsSaved:
        """Sorts the edits: what is as asked for already, what is wrong, and in `good` what is to be written."""
        saved = CellsSaved()
        twice = Counter((edit.staff.pk, edit.day) for edit in self.edits)
        for edit in self.edits:
            current = self._current(edit)
            sentence = "同じ人の同じ日が、2回指定されています。" if twice[edit.staff.pk, edit.day] > 1 else ""
            key = (edit.staff.pk, edit.day)
            if edit.plans == current and not sentence:
                saved.kinds[key] = "unchanged"
            elif sentence := sentence or self._fault(edit, current):
                saved.faults.append(CellFault(edit.staff, edit.day, sentence))
            else:
                saved.kinds[key] = "new" if not current else "changed" if edit.plans else "removed"
                self.good.append(edit)
        return saved

    @property
    def touches_published(self) -> bool:
        return any(self._is_published(edit.day) or self._was_published(edit) for edit in self.good)

    def write(self, *, by: User, at: datetime) -> None:
        """Removes first, changes then, adds last, so that nobody is twice at one time on the way."""
        removed: list[int] = []
        changed: list[tuple[Shift, ShiftPlan]] = []
        added: list[tuple[Shift, ShiftPlan]] = []
        for edit in self.good:
            for shift, plan in _pairs(self.here[edit.staff.pk, edit.day], edit.plans):
                if plan is None and shift is not None:
                    removed.append(shift.pk)
                elif plan is not None:
                    row = shift or Shift(staff=edit.staff, site=self.site, day=edit.day)
                    row.duty, row.pattern_id = plan.duty, plan.pattern_id
                    row.starts_at, row.ends_at = plan.hours
                    if self._is_published(edit.day) and row.published_at is None:
                        row.published_at, row.published_by = at, by
                    (changed if shift else added).append((row, plan))
        Shift.objects.filter(pk__in=removed).delete()
        Shift.objects.bulk_update([row for row, _ in changed], _PLANNED)
        Shift.objects.bulk_create([row for row, _ in added])
        moved = [(row, plan) for row, plan in changed if ShiftPlan.of(row).breaks != plan.breaks]
        Break.objects.filter(shift__in=[row for row, _ in moved]).delete()
        Break.objects.bulk_create(
            Break(shift=row, starts_at=pause.starts_at, ends_at=pause.ends_at)
            for row, plan in [*moved, *added]
            for pause in plan.breaks
        )

    def days_to_review(self, at: datetime) -> list[date]:
        """The published days from today on that the edits change."""
        today = timezone.localdate(at)
        return sorted({edit.day for edit in self.good if self._is_published(edit.day) and edit.day >= today})

    def _current(self, edit: CellEdit) -> tuple[ShiftPlan, ...]:
        return tuple(ShiftPlan.of(shift) for shift in self.here[edit.staff.pk, edit.day])

    def _is_published(self, day: date) -> bool:
        return month_of(day) in self.published

    def _was_published(self, edit: CellEdit) -> bool:
        return any(shift.published_at for shift in self.here[edit.staff.pk, edit.day])

    def _fault(self, edit: CellEdit, current: tuple[ShiftPlan, ...]) -> str:
        if edit.seen is not None and edit.seen != current:
            return self._stale(edit)
        if any(hasattr(shift, "absence") for shift in self.here[edit.staff.pk, edit.day]):
            return "不在を記録した勤務は、勤務表では変更できません。"
        if not edit.plans:
            return ""
        if closed := self.calendar.closed_reason(self.site.code, edit.day):
            return f"{self.site.short_name}は休みです（{closed}）。"
        return next(self._faults_of_plans(edit), "")

    def _faults_of_plans(self, edit: CellEdit) -> Iterator[str]:
        for duty in {plan.duty for plan in edit.plans}:
            for obstacle in self.gate.obstacles(edit.staff.pk, duty, edit.day):
                if obstacle.blocks:
                    yield f"{duty.label}として配置できません。{obstacle.sentence}（{obstacle.clause}）"
        for plan in edit.plans:
            for other in self.elsewhere[edit.staff.pk, edit.day]:
                if plan.hours.starts_at < other.ends_at and other.starts_at < plan.hours.ends_at:
                    place = other.site.short_name if other.site else "出張申請受付"
                    yield f"{other.starts_at:%H:%M}–{other.ends_at:%H:%M} は{place}の勤務があります。"
        elsewhere = map(ShiftPlan.of, self.elsewhere[edit.staff.pk, edit.day])
        if self._is_published(edit.day) and (missing := shortage_of_day([*edit.plans, *elsewhere])):
            yield shortage_sentence(missing)

    def _stale(self, edit: CellEdit) -> str:
        """Who changed the cell since it was seen, and when, as far as the history tells."""
        shifts = [shift.pk for shift in self.here[edit.staff.pk, edit.day]]
        events = [
            apps.get_model("workforce", "BreakEvent").objects.filter(shift__in=shifts),
            apps.get_model("workforce", "ShiftEvent").objects.filter(site=self.site, staff=edit.staff, day=edit.day),
        ]
        latest = [event for rows in events for event in rows.select_related("pgh_context").order_by("-pgh_id")[:1]]
        if not latest:
            return "表示した後に変わっています。いまの内容を確かめて、もう一度保存してください。"
        event = max(latest, key=lambda event: event.pgh_created_at)
        author = User.objects.filter(pk=(event.pgh_context.metadata if event.pgh_context else {}).get("user")).first()
        who = f"{author.display_name}さん" if author else "ほかの人"
        when = event.pgh_created_at.astimezone(JST)
        changed = f"{who}が{short_date(when)} {when:%H:%M}に変更しています。"
        return f"{changed}いまの内容を確かめて、もう一度保存してください。"


def _pairs(shifts: Sequence[Shift], plans: Sequence[ShiftPlan]) -> Iterator[tuple[Shift | None, ShiftPlan | None]]:
    """Which row becomes which plan: what stays as it is left out, one for one changed, else removed and added anew."""
    kept = [shift for shift in shifts if ShiftPlan.of(shift) in plans]
    rows = [shift for shift in shifts if shift not in kept]
    wanted = [plan for plan in plans if plan not in map(ShiftPlan.of, kept)]
    if len(rows) == len(wanted) == 1:
        yield rows[0], wanted[0]
        return
    yield from ((row, None) for row in rows)
    yield from ((None, plan) for plan in wanted)
