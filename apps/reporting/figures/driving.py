"""The driving records of a month, as the lines of the printed record (第2-1-(2)-④)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch
from django.utils import timezone

from apps.core.clock import short_date
from apps.outreach.models import AlcoholCheck, Trip, TripPassenger


@dataclass(frozen=True)
class DrivingLine:
    """One drive: everything that the two checks and the odometer say; empty where it did not come to that.

    The keys say whose names these are, so that a name that is changed later is not taken for another driver or car.
    """

    day: str
    vehicle: str
    driver: str
    purpose: str
    passengers: str
    before: str
    before_result: str
    licence: str
    departure: str
    departure_km: int | None
    arrival: str
    return_km: int | None
    distance: int | None
    after: str
    after_result: str
    instructions: str
    trip: int
    vehicle_ids: list[int]
    driver_id: int
    passenger_ids: list[int]
    before_id: int | None
    after_id: int | None


def driving_month(first: date, last: date, *, with_readings: bool) -> list[DrivingLine]:
    """The drives of the days first…last, whenever they were written down, oldest first, in a fixed number of queries.

    The value of the detector is for the contractor; the city reads 有 or 無.
    """
    riders = TripPassenger.objects.select_related("rider").only("trip", "rider__display_name")
    trips = (
        Trip.objects.driven_between(first, last)
        .reverse()
        .select_related("vehicle", "driver")
        .prefetch_related("checks__checker", Prefetch("passengers", riders))
    )
    return [_line(trip, with_readings) for trip in trips]


def _line(trip: Trip, with_readings: bool) -> DrivingLine:
    before, after = trip.before, trip.after
    said = [check.instruction or check.note for check in (before, after) if check]
    return DrivingLine(
        day=short_date(trip.driven_at),
        vehicle=str(trip.vehicle),
        driver=trip.driver.name,
        purpose=trip.purpose,
        passengers="、".join(str(passenger.rider) for passenger in trip.passengers.all()) or "—",
        before=_how(before),
        before_result=_result(before, with_readings),
        licence="確認" if before and before.licence_carried else "—",
        departure=_hour(trip.departed_at),
        departure_km=trip.departure_km,
        arrival=_arrival(trip),
        return_km=trip.return_km,
        distance=trip.distance,
        after=_how(after),
        after_result=_result(after, with_readings),
        instructions="　".join(filter(None, [trip.stop_reason, trip.gap_reason, *said])),
        trip=trip.pk,
        vehicle_ids=[trip.vehicle_id],
        driver_id=trip.driver_id,
        passenger_ids=[passenger.rider_id for passenger in trip.passengers.all()],
        before_id=before.pk if before else None,
        after_id=after.pk if after else None,
    )


def _how(check: AlcoholCheck | None) -> str:
    if check is None:
        return "—"
    detail = f"（{check.method_detail}）" if check.method_detail else ""
    return f"{_hour(check.checked_at)} {check.checker.name} {check.get_method_display()}{detail}"


def _result(check: AlcoholCheck | None, with_reading: bool) -> str:
    if check is None:
        return "—"
    return ("有" if check.is_intoxicated else "無") + (f"（{check.reading} mg/L）" if with_reading else "")


def _arrival(trip: Trip) -> str:
    """The hour of the return; with its day where the drive ended on another one."""
    if trip.departed_at and trip.returned_at and short_date(trip.returned_at) != short_date(trip.departed_at):
        return f"{short_date(trip.returned_at)} {_hour(trip.returned_at)}"
    return _hour(trip.returned_at)


def _hour(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%H:%M}" if moment else "—"
