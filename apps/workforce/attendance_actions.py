"""Clocking in and out, and putting right what was clocked wrong.

Who clocks for somebody else has been let in by the view; here the person's own roster is what counts. Each step locks
the person, so that a double click is one step.
"""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.contracts.enums import SiteKind
from apps.contracts.models import Site
from apps.core.clock import short_date
from apps.core.db import sentence_for

from .clocking import Standing, standings
from .enums import COUNTER_DUTIES, Bar, Duty, LeftAs
from .gates import Gate
from .models import Outing, OutingMember, Presence, Shift, StaffMember
from .refusals import NotPossible
from .roster_cells import DUTIES


class ForgottenClockOut(NotPossible):
    """An earlier day has no clock-out yet; its time is stated first."""


class NotFit(NotPossible):
    """The gate bars the person from the duty that day, whatever the roster said when it was published."""


def clock_in(
    *, staff: StaffMember, by: User, at: datetime, site: Site | None = None, outing: Outing | None = None
) -> Presence:
    """Begins the day's work at a place, with the duty of the published shift; already there is no second stretch.

    On their own, people clock in where they are rostered, leaders of the counters at any; somebody else may clock them
    in at another place as well.
    Raises ForgottenClockOut, NotFit, NotPossible without a shift that day or while at work elsewhere.
    """
    with transaction.atomic():
        standing = _lock(staff, at)
        if here := standing.at_work:
            if (here.site, here.outing) == (site, outing):
                return here
            raise NotPossible(f"すでに{here.site or here.outing}で勤務中です。移動を記録してください。")
        return _begin(staff, site, outing, by, at)


def start_break(*, staff: StaffMember, by: User, at: datetime) -> Presence:
    """Ends the stretch with a break. Raises NotPossible when the person is not at work."""
    with transaction.atomic():
        standing = _lock(staff, at)
        return standing.resting or _end(standing, LeftAs.BREAK, by, at)


def end_break(*, staff: StaffMember, by: User, at: datetime) -> Presence:
    """Goes on after the break at the same place, with the same duty. Raises NotPossible without a break."""
    with transaction.atomic():
        standing = _lock(staff, at)
        if standing.at_work:
            return standing.at_work
        before = standing.resting
        if before is None:
            raise NotPossible("休憩を始めていないため、戻りを記録できません。")
        return _save(Presence(staff=staff, site=before.site, outing=before.outing, duty=before.duty), by, at)


def clock_out(*, staff: StaffMember, by: User, at: datetime) -> Presence:
    """Ends the day's work, from a break as well. Raises NotPossible when the person has not come."""
    with transaction.atomic():
        standing = _lock(staff, at)
        if before := standing.resting:
            before.left_as, before.recorded_by = LeftAs.OUT, by
            before.save()
            return before
        return _end(standing, LeftAs.OUT, by, at)


def move_to(
    *, staff: StaffMember, by: User, at: datetime, site: Site | None = None, outing: Outing | None = None
) -> Presence:
    """Leaves one place for another at one moment, or takes up the next shift's duty at the same place."""
    with transaction.atomic():
        standing = _lock(staff, at)
        here = standing.at_work
        if here and (here.site, here.outing) == (site, outing) and here.duty == _duty(staff, site, outing, by, at):
            return here
        _end(standing, LeftAs.MOVE, by, at)
        return _begin(staff, site, outing, by, at)


def finish_forgotten(*, presence: Presence, left_at: datetime, by: User, at: datetime, reason: str) -> Presence:
    """States when an earlier day really ended. Raises NotPossible for another day or a time before the start."""
    with transaction.atomic():
        locked = _locked(presence)
        if locked.left_at is not None:
            return locked
        locked.left_at, locked.left_as, locked.correction = left_at, LeftAs.OUT, reason
        return _corrected(locked, by, at)


def correct_presence(
    *,
    presence: Presence,
    arrived_at: datetime,
    left_at: datetime | None,
    left_as: str,
    reason: str,
    by: User,
    at: datetime,
) -> Presence:
    """Puts the times of a stretch right; what stood before stays in the history. Raises NotPossible."""
    with transaction.atomic():
        locked = _locked(presence)
        if timezone.localdate(arrived_at) != timezone.localdate(locked.arrived_at):
            raise NotPossible("日付は変更できません。取り消して、正しい日に追加してください。")
        locked.arrived_at, locked.left_at, locked.left_as = arrived_at, left_at, left_as if left_at else ""
        locked.correction = reason
        return _corrected(locked, by, at)


def add_presence(
    *,
    staff: StaffMember,
    duty: str,
    arrived_at: datetime,
    left_at: datetime | None,
    left_as: str,
    reason: str,
    by: User,
    at: datetime,
    site: Site | None = None,
    outing: Outing | None = None,
) -> Presence:
    """Adds a stretch that nobody clocked. Raises NotFit, and NotPossible for a duty that the place does not know."""
    with transaction.atomic():
        _lock(staff, at, forgotten_is_fine=True)
        _refuse_unfit(staff, site, duty, timezone.localdate(arrived_at))
        presence = Presence(
            staff=staff,
            site=site,
            outing=outing,
            duty=duty,
            arrived_at=arrived_at,
            left_at=left_at,
            left_as=left_as if left_at else "",
            correction=reason,
        )
        return _corrected(presence, by, at)


def remove_presence(*, presence: Presence, reason: str, by: User) -> None:
    """Takes away a stretch that never was; who did it and why is its last entry in the history."""
    with transaction.atomic():
        locked = _locked(presence)
        locked.correction, locked.recorded_by = reason, by
        locked.save()
        locked.delete()


def own_places(staff: StaffMember, day: date) -> tuple[list[Shift], list[OutingMember]]:
    """Where somebody is rostered on the day: published shifts, and outings that they are on."""
    shifts = Shift.objects.published().filter(staff=staff, day=day).select_related("site").order_by("starts_at")
    outings = OutingMember.objects.filter(staff=staff, outing__day=day).select_related("outing")
    return list(shifts), list(outings.order_by("outing__starts_at"))


def duty_at(shifts: list[Shift], site: Site | None, at: datetime) -> Duty | None:
    """The duty of the shift that lasts now, else of the next, else of the last one; a shift at the place goes first."""
    here = [shift for shift in shifts if site and shift.site_id == site.pk] or shifts
    clock = timezone.localtime(at).time()
    for shift in here:
        if clock < shift.ends_at:
            return Duty(shift.duty)
    return Duty(here[-1].duty) if here else None


def _duty(staff: StaffMember, site: Site | None, outing: Outing | None, by: User, at: datetime) -> Duty:
    """The duty with which somebody works at the place today. Raises NotPossible when the roster knows nothing of it."""
    day = timezone.localdate(at)
    shifts, memberships = own_places(staff, day)
    if outing is not None:
        member = next((member for member in memberships if member.outing_id == outing.pk), None)
        if member is None:
            raise NotPossible(f"{staff}は、{outing.label}の出張申請受付の担当ではありません。")
        duty = Duty.SITE_LEADER if member.leads else duty_at(shifts, None, at)
        return duty if duty in COUNTER_DUTIES else Duty.COUNTER_STAFF
    is_rostered_here = any(site and shift.site_id == site.pk for shift in shifts)
    if by.pk == staff.user_id and not is_rostered_here and not any(shift.leads for shift in shifts):
        raise NotPossible(f"{short_date(day)}は、{site}での勤務がありません。責任者に連絡してください。")
    duty = duty_at(shifts, site, at)
    if duty is None:
        raise NotPossible(f"{staff}には、{short_date(day)}の公開済みの勤務がありません。")
    return duty


def duties_of(site: Site | None) -> tuple[Duty, ...]:
    """The duties of a place; on an outing (no site) those of the counters."""
    return tuple(DUTIES[SiteKind(site.kind) if site else SiteKind.COUNTER])


def _refuse_unfit(staff: StaffMember, site: Site | None, duty: Duty | str, day: date) -> None:
    """Nobody works untrained: the roster's gate, asked again on the day itself (第2-1-(5), 第2-2-(6)-③)."""
    if duty not in duties_of(site):
        raise NotPossible(f"{Duty(duty).label}の役割では、ここの勤務を記録できません。")
    barred = [found for found in Gate.load(day).obstacles(staff.pk, duty, day) if found.blocks]
    if not barred:
        return
    if all(found.code == Bar.READING for found in barred):
        remedy = "本人が「自分の勤務」で文書を確認すると、記録できます。"
    else:
        remedy = "統括責任者に連絡してください。"
    reasons = "".join(found.sentence for found in barred)
    raise NotFit(f"{staff}は、{Duty(duty).label}として勤務できません。{reasons}{remedy}")


def _begin(staff: StaffMember, site: Site | None, outing: Outing | None, by: User, at: datetime) -> Presence:
    duty = _duty(staff, site, outing, by, at)
    _refuse_unfit(staff, site, duty, timezone.localdate(at))
    return _save(Presence(staff=staff, site=site, outing=outing, duty=duty), by, at)


def _end(standing: Standing, left_as: LeftAs, by: User, at: datetime) -> Presence:
    here = standing.at_work
    if here is None:
        if left_as == LeftAs.OUT and standing.last and standing.last.left_as == LeftAs.OUT:
            return standing.last
        raise NotPossible("勤務中ではないため、記録できません。")
    if at <= here.arrived_at:
        raise NotPossible("終了は開始より後の時刻にしてください。")
    here.left_at, here.left_as, here.recorded_by = at, left_as, by
    here.save()
    return here


def _lock(staff: StaffMember, at: datetime, *, forgotten_is_fine: bool = False) -> Standing:
    """The person's clock of the day of `at`, nobody else changing it. Raises ForgottenClockOut."""
    StaffMember.objects.select_for_update(of=("self",), no_key=True).get(pk=staff.pk)
    standing = standings([staff.pk], timezone.localdate(at))[staff.pk]
    if standing.forgotten and not forgotten_is_fine:
        day = short_date(standing.forgotten.arrived_at)
        raise ForgottenClockOut(f"{day}の退勤が打刻されていません。先に退勤の時刻を記録してください。")
    return standing


def _locked(presence: Presence) -> Presence:
    StaffMember.objects.select_for_update(of=("self",), no_key=True).get(pk=presence.staff_id)
    try:
        return Presence.objects.select_related("staff", "site", "outing").get(pk=presence.pk)
    except Presence.DoesNotExist:
        raise NotPossible("この打刻は、すでに取り消されています。") from None


def _save(presence: Presence, by: User, at: datetime) -> Presence:
    presence.arrived_at, presence.recorded_by = at, by
    presence.save()
    return presence


def _corrected(presence: Presence, by: User, at: datetime) -> Presence:
    """Saves a stretch with stated times: within its day, not in the future, without another stretch at the time."""
    day = timezone.localdate(presence.arrived_at)
    if max(presence.arrived_at, presence.left_at or presence.arrived_at) > at:
        raise NotPossible("これから先の時刻は記録できません。")
    if presence.left_at is None and day != timezone.localdate(at):
        raise NotPossible("過去の日は、終了の時刻が必要です。")
    if presence.left_at is not None and presence.left_at <= presence.arrived_at:
        raise NotPossible("終了は開始より後の時刻にしてください。")
    if presence.left_at is not None and timezone.localdate(presence.left_at) != day:
        raise NotPossible("終了は、開始と同じ日の時刻にしてください。")
    presence.recorded_by = by
    try:
        with transaction.atomic():
            presence.save()
    except IntegrityError as error:
        sentence = sentence_for(Presence, error)
        if sentence is None:
            raise
        raise NotPossible(sentence) from error
    return presence
