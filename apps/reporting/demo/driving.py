"""The cars of the contractor, driven to every visit that took place, with their checks."""

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

from apps.outreach.enums import CheckMethod, CheckPhase, VisitStatus
from apps.outreach.models import AlcoholCheck, Trip, TripPassenger, Visit

from .rows import key, stream
from .world import World, in_history

FIRST_KM = 12_400
MINUTE = timedelta(minutes=1)


@in_history
def build(world: World) -> None:
    """One drive there and back for each visit held: checked by the leader, driven by the other of the crew."""
    chance = stream(world.seed, "driving")
    of_account = {staff.user_id: staff for staff in world.staff.values()}
    held = Visit.objects.filter(status__in=(VisitStatus.HELD, VisitStatus.COMPLETED)).order_by("starts_at")
    trips, checks = [], []
    odometer: dict[int | None, int] = defaultdict(lambda: FIRST_KM)
    for visit in held.select_related("facility", "leader", "crew", "officer", "vehicle"):
        if not (visit.starts_at and visit.ends_at and visit.leader and visit.crew and visit.vehicle):
            continue
        car, km = visit.vehicle, odometer[visit.vehicle_id]
        leaves, returns = visit.starts_at - 40 * MINUTE, visit.ends_at + 45 * MINUTE
        distance = chance.randint(6, 28)
        trip = Trip(
            vehicle=car, driver=of_account[visit.crew_id], visit=visit, purpose=f"訪問 {visit.facility.name}"[:100],
            opened_at=leaves - 15 * MINUTE, opened_by=visit.crew, submission_key=key(chance),
            departed_at=leaves, departure_km=km, returned_at=returns, return_km=km + distance,
        )  # fmt: skip
        odometer[visit.vehicle_id] = km + distance
        trips.append(trip)
        checks += [
            AlcoholCheck(
                trip=trip, phase=phase, checker=of_account[visit.leader_id], driver=trip.driver, vehicle=car,
                checked_at=at, method=CheckMethod.FACE_TO_FACE, detector_used=True, reading=Decimal(0),
                is_intoxicated=False, licence_carried=phase == CheckPhase.BEFORE, recorded_by=visit.leader,
                submission_key=key(chance),
            )
            for phase, at in ((CheckPhase.BEFORE, leaves - 10 * MINUTE), (CheckPhase.AFTER, returns + 5 * MINUTE))
        ]  # fmt: skip
    _write(trips, checks)
    TripPassenger.objects.bulk_create(
        TripPassenger(trip=trip, rider=rider)
        for trip in trips
        for rider in (trip.visit and trip.visit.leader, trip.visit and trip.visit.officer)
        if rider
    )


def _write(trips: list[Trip], checks: list[AlcoholCheck]) -> None:
    """A drive departs only once its check stands in the table; one after the other, as the odometer goes on."""
    road = [(trip.departed_at, trip.departure_km, trip.returned_at, trip.return_km) for trip in trips]
    for trip in trips:
        trip.departed_at = trip.departure_km = trip.returned_at = trip.return_km = None
    Trip.objects.bulk_create(trips)
    AlcoholCheck.objects.bulk_create(checks)
    for trip, facts in zip(trips, road, strict=True):
        trip.departed_at, trip.departure_km, trip.returned_at, trip.return_km = facts
        trip.save(update_fields=["departed_at", "departure_km", "returned_at", "return_km"])
