"""Somebody does not come: the absence is noted, trained people who are free are named, one of them is put in the place.

第2-2-(3)-コ for the call centre, 第2-1-(9) 欠員 for the counters.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, OperationalError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from psycopg.errors import DeadlockDetected

from apps.accounts.models import User
from apps.contracts.calendar import Calendar
from apps.core.clock import JST, month_bounds
from apps.core.db import sentence_for

from .breaks import Span
from .coverage import DayCoverage, clock_time, gaps, minute_of
from .enums import AbsenceReason, Duty
from .gates import Gate, Obstacle
from .models import Absence, Break, OutingMember, Posting, Presence, Shift, StaffMember
from .refusals import NotPossible
from .roster_cells import ShiftPlan, shortage_of_day
from .vacancies import review_vacancies

STEP = 15
"""Minutes between the times at which a break is tried."""


class NotAvailable(NotPossible):
    """The person may not or cannot stand in; somebody else may have taken the same person a moment ago."""


@dataclass(frozen=True)
class StandIn:
    """Somebody who may take the place, and how much the person works already."""

    staff: StaffMember
    is_posted_here: bool
    minutes_of_week: int
    minutes_of_month: int
    warnings: tuple[Obstacle, ...] = ()

    @property
    def hours_of_week(self) -> str:
        return f"{self.minutes_of_week // 60}時間{self.minutes_of_week % 60:02}分"

    @property
    def hours_of_month(self) -> str:
        return f"{self.minutes_of_month // 60}時間{self.minutes_of_month % 60:02}分"


def report_absence(
    *, shift: Shift, starts_at: time, ends_at: time, reason: AbsenceReason | str, by: User, at: datetime
) -> Absence:
    """Notes that somebody does not work a published shift or a part of it; said again, the later word holds.

    Raises NotPossible for a draft, for hours outside the shift, and for a shift that was taken away meanwhile.
    """
    with transaction.atomic():
        locked = Shift.objects.select_for_update(of=("self",), no_key=True).filter(pk=shift.pk).first()
        if locked is None:
            raise NotPossible("この勤務は、勤務表から外されています。")
        if locked.published_at is None:
            raise NotPossible("公開前の勤務です。勤務表で変更してください。")
        if not locked.starts_at <= starts_at < ends_at <= locked.ends_at:
            raise NotPossible(
                f"不在の時間は、勤務時間（{locked.starts_at:%H:%M}–{locked.ends_at:%H:%M}）の中で入力してください。"
            )
        absence = Absence.objects.filter(shift=locked).first() or Absence(shift=locked, reported_at=at)
        absence.starts_at, absence.ends_at, absence.reason = starts_at, ends_at, reason
        absence.reported_by = by
        absence.save()
        review_vacancies(locked.day, at)
    return absence


def cancel_absence(*, absence: Absence, at: datetime) -> None:
    """The person works after all. Raises NotPossible once somebody was put in the place."""
    with transaction.atomic():
        locked = _locked(absence)
        if locked.stand_in_id is not None:
            raise NotPossible("代わりの人が決まっているため、取り消せません。先に代わりの人を取り消してください。")
        locked.delete()
        review_vacancies(locked.shift.day, at)


def stand_ins_for(absence: Absence, gate: Gate) -> list[StandIn]:
    """Who may take the place and is free: posted there first, then who works least; a fixed number of queries.

    Free is who has no other shift, drafts included, no outing in these hours and no absence that day.
    """
    shift = absence.shift
    day = shift.day
    busy = set(_overlapping(Shift.objects.filter(day=day), absence).values_list("staff", flat=True))
    busy |= set(
        OutingMember.objects.filter(
            outing__day=day, outing__starts_at__lt=absence.ends_at, outing__ends_at__gt=absence.starts_at
        ).values_list("staff", flat=True)
    )
    busy |= set(Absence.objects.filter(shift__day=day).values_list("shift__staff", flat=True))
    posted = set(Posting.objects.on(day).filter(site=shift.site_id).values_list("staff", flat=True))
    week, month = _planned_minutes(day)
    found = []
    for staff in StaffMember.objects.employed(day):
        if staff.pk in busy:
            continue
        obstacles = gate.obstacles(staff.pk, shift.duty, day)
        if not any(obstacle.blocks for obstacle in obstacles):
            found.append(StandIn(staff, staff.pk in posted, week[staff.pk], month[staff.pk], warnings=tuple(obstacles)))
    return sorted(found, key=lambda person: (not person.is_posted_here, person.minutes_of_week, person.staff.code))


def assign_stand_in(
    *,
    absence: Absence,
    staff: StaffMember,
    by: User,
    at: datetime,
    calendar: Calendar,
    starts_at: time | None = None,
    ends_at: time | None = None,
) -> Shift:
    """Puts somebody in the place of who is absent: a published shift of the absent hours, with its lawful break.

    Raises NotAvailable when the person may not work with this duty, has become busy or would lack the day's break,
    NotPossible when somebody else was put in the place.
    """
    with transaction.atomic():
        locked = _locked(absence)
        if locked.stand_in is not None:
            raise NotPossible(f"すでに{locked.stand_in.staff}が代わりに入っています。")
        missed = locked.shift
        starts_at, ends_at = starts_at or locked.starts_at, ends_at or locked.ends_at
        if not locked.starts_at <= starts_at < ends_at <= locked.ends_at:
            raise NotPossible("代わりの勤務は、不在の時間の中で入力してください。")
        StaffMember.objects.select_for_update(of=("self",), no_key=True).get(pk=staff.pk)
        _refuse_unfit(staff, missed)
        shift = Shift(
            staff=staff,
            site=missed.site,
            duty=missed.duty,
            day=missed.day,
            starts_at=starts_at,
            ends_at=ends_at,
            published_at=at,
            published_by=by,
        )
        _save_shift(shift)
        Break.objects.bulk_create(
            Break(shift=shift, starts_at=pause.starts_at, ends_at=pause.ends_at)
            for pause in lawful_breaks(shift, missed, calendar)
        )
        locked.stand_in = shift
        locked.save()
        review_vacancies(missed.day, at, calendar)
    return shift


def withdraw_stand_in(*, absence: Absence, at: datetime) -> None:
    """Takes the wrong person out of the place again: the shift goes, and the place is open as before.

    Raises NotPossible without a stand-in, for a past day, once the person has clocked in for it, and when the person's
    own absence from it is on record.
    """
    with transaction.atomic():
        locked = _locked(absence)
        shift = locked.stand_in
        if shift is None:
            raise NotPossible("代わりの人は、決まっていません。")
        if shift.day < timezone.localdate(at):
            raise NotPossible("過ぎた日の代わりの人は、取り消せません。")
        StaffMember.objects.select_for_update(of=("self",), no_key=True).get(pk=shift.staff_id)
        Shift.objects.select_for_update(of=("self",), no_key=True).get(pk=shift.pk)
        if Absence.objects.filter(shift=shift).exists():
            raise NotPossible(f"{shift.staff}の不在が記録されています。先にその不在を取り消してください。")
        if _has_come(shift, at):
            raise NotPossible(f"{shift.staff}は、すでに出勤しています。")
        locked.stand_in = None
        locked.save()
        shift.delete()
        review_vacancies(locked.shift.day, at)


def _has_come(shift: Shift, at: datetime) -> bool:
    """Whether the person clocked in for the shift; who is there for an own earlier shift has not yet."""
    starts, ends = (datetime.combine(shift.day, clock, JST) for clock in (shift.starts_at, shift.ends_at))
    is_there = Presence.objects.overlapping(starts, ends).begun_on(shift.day).filter(staff=shift.staff_id)
    earlier = Shift.objects.filter(staff=shift.staff_id, day=shift.day, starts_at__lt=shift.starts_at)
    return is_there.exists() and (starts <= at or not earlier.exists())


def lawful_breaks(shift: Shift, missed: Shift, calendar: Calendar) -> list[Span]:
    """The breaks of the shift that was missed where they still make a lawful day; else one where it is missed least.

    The person's other shifts of the day count. Raises NotAvailable where the break that is owed has no room.
    """
    hours = Span(shift.starts_at, shift.ends_at)
    others = Shift.objects.filter(staff=shift.staff_id, day=shift.day).exclude(pk=shift.pk).prefetch_related("breaks")
    worked_besides = [ShiftPlan.of(other) for other in others]

    def owed_with(breaks: list[Span]) -> int:
        return shortage_of_day([*worked_besides, ShiftPlan(Duty(shift.duty), hours, tuple(breaks))])

    taken_over = [
        Span(pause.starts_at, pause.ends_at)
        for pause in missed.breaks.all()
        if hours.starts_at < pause.starts_at and pause.ends_at < hours.ends_at
    ]
    if not owed_with(taken_over):
        return taken_over
    owed = owed_with([])
    starts, ends = minute_of(shift.starts_at), minute_of(shift.ends_at)
    if starts + owed + 1 >= ends:
        raise NotAvailable(f"{shift.staff}は、この日の休憩が{owed}分足りなくなるため、代わりに入れません。")
    tries = range(-(-(starts + 1) // STEP) * STEP, ends - owed, STEP) or range(starts + 1, starts + 2)
    covered = DayCoverage.planned(shift.day, calendar)
    row = covered.find(shift.site.code) if shift.site else None

    def harm(begins: int) -> tuple[int, int]:
        middle = abs(2 * begins + owed - starts - ends)
        if row is None:
            return 0, middle
        mine = {stint for stint in covered.stints if stint.person == shift.staff_id and starts <= stint.starts < ends}
        kept = [
            stint._replace(starts=on, ends=off)
            for stint in mine
            for on, off in ((stint.starts, min(stint.ends, begins)), (max(stint.starts, begins + owed), stint.ends))
        ]
        return sum(gap.minutes * gap.missing for gap in gaps([*(set(covered.stints) - mine), *kept], row.place)), middle

    begins = min(tries, key=harm)
    return [Span(clock_time(begins), clock_time(begins + owed))]


def _locked(absence: Absence) -> Absence:
    try:
        rows = Absence.objects.select_for_update(of=("self",), no_key=True).select_related(
            "shift__site", "stand_in__staff"
        )
        return rows.get(pk=absence.pk)
    except Absence.DoesNotExist:
        raise NotPossible("この不在は、すでに取り消されています。") from None


def _overlapping(shifts: QuerySet[Shift], absence: Absence) -> QuerySet[Shift]:
    """Shifts of the same day that share a minute with the absence; touching ends do not."""
    return shifts.filter(starts_at__lt=absence.ends_at, ends_at__gt=absence.starts_at)


def _refuse_unfit(staff: StaffMember, missed: Shift) -> None:
    """The same gate as the roster's, asked again while the person is locked."""
    obstacles = Gate.load(missed.day).obstacles(staff.pk, missed.duty, missed.day)
    if sentences := [obstacle.sentence for obstacle in obstacles if obstacle.blocks]:
        raise NotAvailable(f"{staff}は、この勤務に就けません。{''.join(sentences)}")
    if Absence.objects.filter(shift__day=missed.day, shift__staff=staff).exists():
        raise NotAvailable(f"{staff}は、この日に不在の記録があります。")


def _save_shift(shift: Shift) -> None:
    outings = OutingMember.objects.filter(staff=shift.staff_id, outing__day=shift.day)
    if outings.filter(outing__starts_at__lt=shift.ends_at, outing__ends_at__gt=shift.starts_at).exists():
        raise NotAvailable(f"{shift.staff}は、同じ時間に出張申請受付があります。")
    try:
        with transaction.atomic():
            shift.save()
    except IntegrityError as error:
        sentence = sentence_for(Shift, error)
        if sentence is None:
            raise
        raise NotAvailable(f"{shift.staff}は、代わりに入れません。{sentence}") from error
    except OperationalError as error:  # the roster inserts a shift of the same person at the same moment
        if not isinstance(error.__cause__, DeadlockDetected):
            raise
        raise NotAvailable(
            f"{shift.staff}の勤務が、ほかの画面で同時に登録されました。もう一度登録してください。"
        ) from error


def _planned_minutes(day: date) -> tuple[dict[int, int], dict[int, int]]:
    """Minutes that each person is planned in the day's week (from Monday) and month, breaks taken off."""
    monday = day - timedelta(days=day.weekday())
    sunday = monday + timedelta(days=6)
    first, last = month_bounds(day.year, day.month)
    period = min(monday, first), max(sunday, last)
    week: dict[int, int] = defaultdict(int)
    month: dict[int, int] = defaultdict(int)
    for sign, staff_id, on, starts_at, ends_at in _worked_and_rested(*period):
        minutes = sign * (minute_of(ends_at) - minute_of(starts_at))
        week[staff_id] += minutes if monday <= on <= sunday else 0
        month[staff_id] += minutes if first <= on <= last else 0
    return week, month


def _worked_and_rested(first: date, last: date) -> Iterator[tuple[int, int, date, time, time]]:
    shifts = Shift.objects.filter(day__range=(first, last))
    for row in shifts.values_list("staff", "day", "starts_at", "ends_at"):
        yield 1, *row
    breaks = Break.objects.filter(shift__day__range=(first, last))
    for row in breaks.values_list("shift__staff", "shift__day", "starts_at", "ends_at"):
        yield -1, *row
