"""Driving: a trip is opened, checked, departs, comes back and is checked again (第2-1-(2)-④)."""

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.contracts.enums import IncidentKind
from apps.contracts.models import Incident
from apps.core.clock import day_bounds, short_date
from apps.core.submissions import submit_once
from apps.outreach.enums import CheckPhase
from apps.outreach.models import AlcoholCheck, NotPossible, Trip, TripPassenger, Vehicle

INTOXICATED = "出発前の確認で、酒気を帯びていました。"


class DriverIsNotSober(NotPossible):
    """The driver was checked with alcohol on the day of the departure, for whichever drive."""

    def __init__(self) -> None:
        super().__init__("この運転者は、この日の確認で酒気を帯びていました。別の運転者の記録で運転してください。")


class OdometerRunsBack(NotPossible):
    """The odometer shows less than at the vehicle's last return; either of the two is mistyped."""


class OdometerGap(NotPossible):
    """The odometer does not go on where the vehicle's last trip ended, and nobody said why."""


def open_trip(*, by: User, at: datetime, submission_key: uuid.UUID, values: dict[str, Any]) -> Trip:
    """Begins the record of one drive: `values` names vehicle, driver, visit and purpose."""

    def create() -> Trip:
        return Trip.objects.create(opened_at=at, opened_by=by, submission_key=submission_key, **values)

    trip, _ = submit_once(Trip, submission_key, create)
    return trip


def record_check(
    *, trip: Trip, by: User, at: datetime, submission_key: uuid.UUID, values: dict[str, Any]
) -> AlcoholCheck:
    """Writes down the check before departure or after the return, whichever is due.

    A positive one before departure stops the trip and opens an incident; after the return it opens one too.
    Raises NotPossible.
    """

    def create() -> AlcoholCheck:
        locked = _lock(trip)
        phase = _phase_due(locked)
        if values["checked_at"] > at:
            raise NotPossible("確認の日時が今より後です。")
        if phase == CheckPhase.AFTER and locked.returned_at and values["checked_at"] < locked.returned_at:
            raise NotPossible("帰着後の確認の日時が、帰着より前です。")
        check = AlcoholCheck.objects.create(
            trip=locked,
            phase=phase,
            driver_id=locked.driver_id,
            vehicle_id=locked.vehicle_id,
            recorded_by=by,
            submission_key=submission_key,
            **values,
        )
        if check.is_intoxicated:
            if phase == CheckPhase.BEFORE:
                locked.stopped_at, locked.stop_reason = at, INTOXICATED
                locked.save(update_fields=["stopped_at", "stop_reason"])
            _open_incident(check, by=by, at=at)
        return check

    check, _ = submit_once(AlcoholCheck, submission_key, create)
    return check


def depart(
    *,
    trip: Trip,
    departed_at: datetime,
    departure_km: int,
    gap_reason: str,
    at: datetime,
    passengers: Collection[User] = (),
) -> Trip:
    """Lets the trip begin once it is checked; the database refuses it otherwise. Who rides along is written down (C25).

    Raises NotPossible, DriverIsNotSober, OdometerRunsBack, OdometerGap; IntegrityError where vehicle or driver are on
    the road already.
    """
    with transaction.atomic():
        locked = _lock(trip)
        Vehicle.objects.select_for_update(of=("self",), no_key=True).get(pk=locked.vehicle_id)
        _refuse_finished(locked)
        if locked.departed_at:
            raise NotPossible("すでに出発しています。")
        if departed_at > at:
            raise NotPossible("出発の時刻が今より後です。")
        check = locked.before
        if check is None:
            raise NotPossible("出発前の確認（運転免許証・酒気帯び）を先に記録してください。")
        if check.checked_at > departed_at:
            raise NotPossible("出発の時刻が、出発前の確認より前です。")
        if timezone.localdate(check.checked_at) != timezone.localdate(departed_at):
            raise NotPossible(
                "出発前の確認が、出発の日のものではありません。取りやめにして、新しい記録で確認してください。"
            )
        begin, end = day_bounds(timezone.localdate(departed_at))
        positive = AlcoholCheck.objects.filter(is_intoxicated=True, checked_at__gte=begin, checked_at__lt=end)
        if positive.filter(driver=locked.driver_id).exists():
            raise DriverIsNotSober
        last = Trip.objects.last_return(locked.vehicle_id)
        if last and last.returned_at and departed_at < last.returned_at:
            came_back = timezone.localtime(last.returned_at)
            raise NotPossible(
                f"出発の時刻が、この車両の前回の帰着（{short_date(came_back)} {came_back:%H:%M}）より前です。"
            )
        last_km = last.return_km if last else None
        if last_km is not None and departure_km < last_km:
            raise OdometerRunsBack(
                f"前回の帰着時の値（{last_km:,} km）より小さくなっています。"
                "前回の値が誤っているときは、統括責任者が前回の記録で帰着の値を直せます。"
            )
        has_gap = last_km is not None and departure_km > last_km
        if has_gap and not gap_reason:
            raise OdometerGap(f"前回の帰着時の値（{last_km:,} km）と続きません。理由を入力してください。")
        locked.departed_at, locked.departure_km = departed_at, departure_km
        locked.gap_reason = gap_reason if has_gap else ""
        if any(rider.pk == locked.driver.user_id for rider in passengers):
            raise NotPossible("運転者は、同乗者に選べません。")
        locked.save()
        TripPassenger.objects.bulk_create(TripPassenger(trip=locked, rider=rider) for rider in passengers)
    return locked


def come_back(*, trip: Trip, returned_at: datetime, return_km: int, at: datetime) -> Trip:
    """Ends the drive. Raises NotPossible."""
    with transaction.atomic():
        locked = _lock(trip)
        if not locked.departed_at or locked.departure_km is None:
            raise NotPossible("まだ出発していません。")
        if locked.returned_at:
            raise NotPossible("すでに帰着しています。")
        if returned_at > at:
            raise NotPossible("帰着の時刻が今より後です。")
        if returned_at <= locked.departed_at:
            raise NotPossible("帰着の時刻が出発より前です。")
        if return_km < locked.departure_km:
            raise NotPossible(f"出発時の値（{locked.departure_km:,} km）より小さくなっています。")
        locked.returned_at, locked.return_km = returned_at, return_km
        locked.save()
    return locked


def correct_return(*, trip: Trip, return_km: int, by: User, at: datetime, reason: str) -> Trip:
    """Puts a mistyped odometer of the return right while the vehicle stands; the history keeps what stood there before.

    Raises NotPossible.
    """
    with transaction.atomic():
        locked = _lock(trip)
        Vehicle.objects.select_for_update(of=("self",), no_key=True).get(pk=locked.vehicle_id)
        if locked.departure_km is None or not locked.returned_at:
            raise NotPossible("まだ帰着していません。")
        if Trip.objects.departed_after(locked).exists():
            raise NotPossible("この車両はその後に出発しているため、帰着の値を直せません。")
        if return_km < locked.departure_km:
            raise NotPossible(f"出発時の値（{locked.departure_km:,} km）より小さくなっています。")
        if return_km == locked.return_km:
            raise NotPossible("記録されている値と同じです。")
        locked.return_km = return_km
        locked.corrected_at, locked.corrected_by, locked.correction_reason = at, by, reason
        locked.save()
    return locked


def stop_trip(*, trip: Trip, reason: str, at: datetime) -> Trip:
    """Ends the record of a drive that does not take place. Raises NotPossible."""
    with transaction.atomic():
        locked = _lock(trip)
        _refuse_finished(locked)
        if locked.departed_at:
            raise NotPossible("出発した後は、取りやめにできません。")
        locked.stopped_at, locked.stop_reason = at, reason
        locked.save()
    return locked


def _lock(trip: Trip) -> Trip:
    return Trip.objects.locked().get(pk=trip.pk)


def _refuse_finished(trip: Trip) -> None:
    if trip.stopped_at:
        raise NotPossible(f"この運転は取りやめになっています（{trip.stop_reason}）。")


def _phase_due(trip: Trip) -> CheckPhase:
    _refuse_finished(trip)
    if trip.departed_at is None:
        return CheckPhase.BEFORE
    if trip.returned_at is None:
        raise NotPossible("運転中です。帰着を先に記録してください。")
    if trip.after:
        raise NotPossible("帰着後の確認は、すでに記録されています。")
    return CheckPhase.AFTER


def _open_incident(check: AlcoholCheck, *, by: User, at: datetime) -> None:
    Incident.objects.create(
        kind=IncidentKind.DRIVING,
        detected_at=check.checked_at,
        situation=(
            f"{check.get_phase_display()}の確認で酒気を帯びていました（{check.vehicle}、"
            f"{short_date(check.checked_at)}）。検知器の値は運転の記録にあります。"
        ),
        measure=check.instruction,
        recorded_by=by,
        recorded_at=at,
        submission_key=uuid.uuid5(check.submission_key, "incident"),
    )
