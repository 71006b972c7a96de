"""The driving records of a month, as the lines of the printed record (第2-1-(2)-④)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch
from django.utils import timezone

from apps.accounts.models import User
from apps.core.clock import short_date
from apps.outreach.models import AlcoholCheck, Trip, TripPassenger
from apps.reporting.withheld import Withheld
from apps.workforce.models import StaffMember


@dataclass(frozen=True)
class DrivingLine:
    """One drive: everything that the two checks and the odometer say; empty where it did not come to that.

    The keys say who is meant, so that a name or number that is changed later is not taken for another driver or car.
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


def driving_month(first: date, last: date, *, for_city: bool) -> list[DrivingLine]:
    """The drives of the days first…last, whenever they were written down, oldest first, in a fixed number of queries.

    The contractor's own record names people and has the value of the detector; the city reads staff numbers and 有 or
    無, and no name is asked of the database (第2-1-(12)).
    """
    trips = Trip.objects.driven_between(first, last).reverse().select_related("vehicle", "driver")
    checks = AlcoholCheck.objects.select_related("checker")
    riders = TripPassenger.objects.select_related("rider").only("trip", "rider__display_name")
    if for_city:
        trips = trips.defer("driver__name", "driver__name_kana")
        checks = checks.defer("checker__name", "checker__name_kana")
        riders = TripPassenger.objects.select_related("rider__staff_member").only(
            "trip", "rider__role", "rider__staff_member__user", "rider__staff_member__code"
        )
    withheld = Withheld.now() if for_city else Withheld([])
    rows = withheld.shown(trips.prefetch_related(Prefetch("checks", checks), Prefetch("passengers", riders)))
    withheld.shown(check for trip in rows for check in trip.checks.all())
    return [_line(trip, for_city) for trip in rows]


def _line(trip: Trip, for_city: bool) -> DrivingLine:
    before, after = trip.before, trip.after
    said = [check.instruction or check.note for check in (before, after) if check]
    return DrivingLine(
        day=short_date(trip.driven_at),
        vehicle=str(trip.vehicle),
        driver=_person(trip.driver, for_city),
        purpose=trip.purpose,
        passengers="、".join(_rider(passenger.rider, for_city) for passenger in trip.passengers.all()) or "—",
        before=_how(before, for_city),
        before_result=_result(before, for_city),
        licence="確認" if before and before.licence_carried else "—",
        departure=_hour(trip.departed_at),
        departure_km=trip.departure_km,
        arrival=_arrival(trip),
        return_km=trip.return_km,
        distance=trip.distance,
        after=_how(after, for_city),
        after_result=_result(after, for_city),
        instructions="　".join(filter(None, [trip.stop_reason, trip.gap_reason, *said])),
        trip=trip.pk,
        vehicle_ids=[trip.vehicle_id],
        driver_id=trip.driver_id,
        passenger_ids=[passenger.rider_id for passenger in trip.passengers.all()],
        before_id=before.pk if before else None,
        after_id=after.pk if after else None,
    )


def _person(person: StaffMember, for_city: bool) -> str:
    return person.code if for_city else person.name


def _rider(rider: User, for_city: bool) -> str:
    """For the city the staff number; of the city's own people, who have none, their role."""
    if not for_city:
        return rider.display_name
    staff: StaffMember | None = getattr(rider, "staff_member", None)
    return staff.code if staff else rider.get_role_display()


def _how(check: AlcoholCheck | None, for_city: bool) -> str:
    if check is None:
        return "—"
    detail = f"（{check.method_detail}）" if check.method_detail else ""
    return f"{_hour(check.checked_at)} {_person(check.checker, for_city)} {check.get_method_display()}{detail}"


def _result(check: AlcoholCheck | None, for_city: bool) -> str:
    if check is None:
        return "—"
    return ("有" if check.is_intoxicated else "無") + ("" if for_city else f"（{check.reading} mg/L）")


def _arrival(trip: Trip) -> str:
    """The hour of the return; with its day where the drive ended on another one."""
    if trip.departed_at and trip.returned_at and short_date(trip.returned_at) != short_date(trip.departed_at):
        return f"{short_date(trip.returned_at)} {_hour(trip.returned_at)}"
    return _hour(trip.returned_at)


def _hour(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%H:%M}" if moment else "—"
