"""Driving records: no departure unchecked, nobody and no car on two roads, no kilometre twice (第2-1-(2)-④)."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.accounts.enums import Role
from apps.contracts.enums import IncidentKind
from apps.contracts.models import Incident
from apps.core.db import sentence_for, violated
from apps.outreach import actions
from apps.outreach.enums import CheckMethod, CheckPhase
from apps.outreach.models import AlcoholCheck, NotPossible, Trip, TripPassenger
from tests.threads import at_once
from tests.workforce.factories import make_staff

from .factories import NOW, make_user, make_vehicle

MINUTE = timedelta(minutes=1)


def make_trip(vehicle=None, driver=None, *, opened_at=NOW) -> Trip:
    return Trip.objects.create(
        vehicle=vehicle or make_vehicle(),
        driver=driver or make_staff(),
        purpose="施設への訪問",
        opened_at=opened_at,
        opened_by=make_user(Role.COUNTER_STAFF),
    )


def sober(trip: Trip, **fields):
    return {
        "checker": make_staff(),
        "checked_at": NOW - 20 * MINUTE,
        "method": CheckMethod.FACE_TO_FACE,
        "method_detail": "",
        "detector_used": True,
        "reading": Decimal(0),
        "is_intoxicated": False,
        "licence_carried": True,
        "instruction": "",
        "note": "",
    } | fields


def check(trip: Trip, *, at=NOW, **fields) -> AlcoholCheck:
    return actions.record_check(
        trip=trip, by=trip.opened_by, at=at, submission_key=uuid.uuid4(), values=sober(trip, **fields)
    )


def depart(trip: Trip, *, minutes_ago: int = 10, km: int = 1000, gap_reason: str = "") -> Trip:
    return actions.depart(
        trip=trip, departed_at=NOW - minutes_ago * MINUTE, departure_km=km, gap_reason=gap_reason, at=NOW
    )


def come_back(trip: Trip, *, minutes_ago: int = 1, km: int = 1012) -> Trip:
    return actions.come_back(trip=trip, returned_at=NOW - minutes_ago * MINUTE, return_km=km, at=NOW)


@pytest.fixture
def trip() -> Trip:
    return make_trip()


def refused(error) -> str | None:
    return violated(error.value)


def test_a_whole_drive(trip):
    check(trip)
    depart(trip)
    come_back(trip)
    check(trip, checked_at=NOW)
    row = Trip.objects.with_facts().get()
    assert (row.distance, row.is_finished) == (12, True)
    assert (row.before.phase, row.after.phase) == (CheckPhase.BEFORE, CheckPhase.AFTER)
    assert not Incident.objects.exists()


def test_unchecked_trip_does_not_depart(trip):
    with pytest.raises(NotPossible, match="出発前の確認"):
        depart(trip)


def test_database_refuses_an_unchecked_departure_by_any_way(trip):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Trip.objects.filter(pk=trip.pk).update(departed_at=NOW, departure_km=1)
    assert refused(error) == "trip_departs_only_checked_and_sober"


@pytest.mark.django_db(transaction=True)
def test_departure_before_its_check_is_refused(trip):
    check(trip)
    with pytest.raises(NotPossible, match="確認より前"):
        depart(trip, minutes_ago=30)
    with pytest.raises(IntegrityError) as error:
        Trip.objects.filter(pk=trip.pk).update(departed_at=NOW - 30 * MINUTE, departure_km=1)
    assert refused(error) == "trip_departs_only_checked_and_sober"


def test_check_of_the_day_before_does_not_do(trip):
    check(trip, checked_at=NOW - timedelta(days=1))
    with pytest.raises(NotPossible, match="出発の日のものではありません"):
        depart(trip)


def test_intoxicated_driver_stops_the_trip_and_opens_an_incident(trip):
    check(trip, reading=Decimal("0.15"), is_intoxicated=True, licence_carried=False, instruction="運転を中止させた")
    trip.refresh_from_db()
    assert trip.stopped_at == NOW
    incident = Incident.objects.get()
    assert (incident.kind, incident.measure) == (IncidentKind.DRIVING, "運転を中止させた")
    assert trip.driver.name not in incident.situation
    assert "mg/L" not in incident.situation
    for attempt in (lambda: depart(trip), lambda: check(trip)):
        with pytest.raises(NotPossible, match="取りやめ"):
            attempt()
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Trip.objects.filter(pk=trip.pk).update(stopped_at=None, stop_reason="", departed_at=NOW, departure_km=1)
    assert refused(error) == "trip_departs_only_checked_and_sober"


def drunk(trip: Trip, **fields) -> AlcoholCheck:
    return check(
        trip, reading=Decimal("0.15"), is_intoxicated=True, licence_carried=False, instruction="中止", **fields
    )


@pytest.mark.parametrize("order", ["another record is opened afterwards", "another record was checked before"])
def test_driver_with_a_positive_check_drives_on_no_record_of_that_day(trip, order):
    other = make_trip(driver=trip.driver)
    for row in (trip, other) if "afterwards" in order else (other, trip):
        (drunk if row == trip else check)(row)
    with pytest.raises(actions.DriverIsNotSober, match="別の運転者の記録で"):
        depart(other)
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Trip.objects.filter(pk=other.pk).update(departed_at=NOW, departure_km=1)
    assert refused(error) == "trip_departs_only_checked_and_sober"
    somebody_else = make_trip(other.vehicle)
    check(somebody_else)
    assert depart(somebody_else).departed_at


def test_positive_check_of_another_day_or_after_the_departure_leaves_the_drive_its_return(trip):
    drunk(make_trip(driver=trip.driver), checked_at=NOW - timedelta(days=1))
    check(trip)
    depart(trip)
    drunk(make_trip(driver=trip.driver), checked_at=NOW - 5 * MINUTE)
    assert come_back(trip).returned_at


def test_intoxication_after_the_return_opens_an_incident(trip):
    check(trip)
    depart(trip)
    come_back(trip)
    check(trip, checked_at=NOW, reading=Decimal("0.10"), is_intoxicated=True, instruction="帰宅させた")
    assert Incident.objects.count() == 1
    assert Trip.objects.get().stopped_at is None


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"method": CheckMethod.PHONE}, "alcoholcheck_not_face_to_face_says_how"),
        ({"detector_used": False}, "alcoholcheck_uses_a_detector"),
        ({"reading": Decimal("0.05")}, "alcoholcheck_any_reading_is_intoxication"),
        ({"licence_carried": False}, "alcoholcheck_before_driving_sees_the_licence"),
        ({"reading": Decimal("0.2"), "is_intoxicated": True}, "alcoholcheck_intoxication_has_an_instruction"),
    ],
)
def test_wrong_checks_are_refused_with_a_sentence(trip, fields, constraint):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        check(trip, **fields)
    assert refused(error) == constraint
    assert sentence_for(AlcoholCheck, error.value)


def test_nobody_checks_himself(trip):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        check(trip, checker=trip.driver)
    assert refused(error) == "alcoholcheck_is_by_somebody_else"


def test_check_is_of_the_trips_driver_and_vehicle_and_never_changes(trip):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        AlcoholCheck.objects.create(
            trip=trip, phase=CheckPhase.BEFORE, driver=make_staff(), vehicle=trip.vehicle,
            recorded_by=trip.opened_by, **sober(trip),
        )  # fmt: skip
    assert refused(error) == "alcoholcheck_is_of_its_trip"
    row = check(trip)
    with pytest.raises(Exception, match="annot update or delete"), transaction.atomic():
        AlcoholCheck.objects.filter(pk=row.pk).update(reading=Decimal(1))
    with pytest.raises(Exception, match="annot update or delete"), transaction.atomic():
        row.delete()


@pytest.mark.parametrize("shared", ["vehicle", "driver"])
def test_vehicle_and_driver_are_on_one_road_at_a_time(trip, shared):
    other = make_trip(**{shared: getattr(trip, shared)})
    for row in (trip, other):
        check(row)
    depart(trip)
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        depart(other, minutes_ago=5)
    assert refused(error) == f"trip_{shared}_is_on_one_road"
    come_back(trip, minutes_ago=6)
    depart(other, minutes_ago=5, km=1012)


def test_odometer_goes_on_where_the_last_trip_ended(trip):
    check(trip)
    depart(trip)
    come_back(trip, minutes_ago=9)
    later = make_trip(trip.vehicle)
    check(later)
    with pytest.raises(actions.OdometerRunsBack, match=r"1,012 km.*統括責任者"):
        depart(later, minutes_ago=5, km=1011, gap_reason="誤り")
    with pytest.raises(actions.OdometerGap, match="理由"):
        depart(later, minutes_ago=5, km=1020)
    assert depart(later, minutes_ago=5, km=1020, gap_reason="給油と洗車").gap_reason == "給油と洗車"


def one_after_the_other(first: Trip) -> Trip:
    """A second drive of the same vehicle, checked and not departed; the first came back with 1,012 km."""
    check(first)
    depart(first)
    come_back(first, minutes_ago=9)
    later = make_trip(first.vehicle)
    check(later)
    return later


def test_database_refuses_kilometres_driven_twice(trip):
    later = one_after_the_other(trip)
    depart(later, minutes_ago=5, km=1012)
    come_back(later, km=1020)
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Trip.objects.filter(pk=trip.pk).update(return_km=1015)
    assert refused(error) == "trip_no_kilometre_is_driven_twice"


@pytest.mark.parametrize(
    ("km", "gap_reason", "is_refused"),
    [(1011, "", True), (1011, "整備", True), (1013, "", True), (1013, "整備", False), (1012, "", False)],
)
def test_database_itself_keeps_the_odometer_going_on(trip, km, gap_reason, is_refused):
    later = Trip.objects.filter(pk=one_after_the_other(trip).pk)
    fields = {"departed_at": NOW - 5 * MINUTE, "departure_km": km, "gap_reason": gap_reason}
    if not is_refused:
        assert later.update(**fields) == 1
        return
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        later.update(**fields)
    assert refused(error) == "trip_odometer_goes_on"


def test_departure_before_the_last_return_of_the_vehicle_is_refused_in_words(trip):
    later = one_after_the_other(trip)
    with pytest.raises(NotPossible, match=r"前回の帰着（6/2（月） 09:51）より前"):
        depart(later, minutes_ago=10, km=1012)


def correct(trip: Trip, km: int) -> Trip:
    manager = make_user(Role.GENERAL_MANAGER)
    return actions.correct_return(trip=trip, return_km=km, by=manager, at=NOW, reason="桁を打ち間違えた")


def test_mistyped_return_is_put_right_and_the_vehicle_drives_on(trip):
    check(trip)
    depart(trip)
    come_back(trip, minutes_ago=9, km=10_120)
    later = make_trip(trip.vehicle)
    check(later)
    with pytest.raises(actions.OdometerRunsBack):
        depart(later, minutes_ago=5, km=1012, gap_reason="前回の誤り")
    row = correct(trip, 1012)
    assert (row.distance, row.correction_reason) == (12, "桁を打ち間違えた")
    assert 10_120 in Trip.pgh_event_model.objects.filter(pgh_obj=trip).values_list("return_km", flat=True)
    assert depart(later, minutes_ago=5, km=1012).gap_reason == ""
    with pytest.raises(NotPossible, match="その後に出発している"):
        correct(trip, 1011)


def test_return_that_is_not_there_or_not_wrong_is_not_put_right(trip):
    with pytest.raises(NotPossible, match="まだ帰着していません"):
        correct(trip, 1012)
    check(trip)
    depart(trip)
    come_back(trip)
    for km, sentence in ((999, "1,000 km"), (1012, "同じです")):
        with pytest.raises(NotPossible, match=sentence):
            correct(trip, km)
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Trip.objects.filter(pk=trip.pk).update(corrected_at=NOW)
    assert refused(error) == "trip_return_is_corrected_with_who_when_and_why"


def test_another_vehicle_has_an_odometer_of_its_own(trip):
    one_after_the_other(trip)
    other = make_trip()
    check(other)
    assert depart(other, minutes_ago=5, km=3).departure_km == 3


def test_who_rides_along_is_written_down_and_the_driver_is_nobody_of_them(trip):
    trip.driver.user = make_user(Role.COUNTER_STAFF)
    trip.driver.save()
    leader, officer = make_user(Role.SITE_LEADER), make_user(Role.CITY_STAFF)
    check(trip)
    leaves = {"trip": trip, "departed_at": NOW, "departure_km": 1000, "gap_reason": "", "at": NOW}
    with pytest.raises(NotPossible, match="同乗者に選べません"):
        actions.depart(**leaves, passengers=[leader, trip.driver.user])
    actions.depart(**leaves, passengers=[leader, officer])
    assert [passenger.rider for passenger in trip.passengers.all()] == [leader, officer]


def test_database_refuses_the_driver_as_passenger_and_a_passenger_twice(trip):
    trip.driver.user = make_user(Role.COUNTER_STAFF)
    trip.driver.save()
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        TripPassenger.objects.create(trip=trip, rider=trip.driver.user)
    assert refused(error) == "trippassenger_is_not_the_driver"
    rider = TripPassenger.objects.create(trip=trip, rider=make_user(Role.CITY_STAFF)).rider
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        TripPassenger.objects.create(trip=trip, rider=rider)
    assert refused(error) == "trippassenger_rides_once"


@pytest.mark.parametrize(
    ("minutes_ago", "km", "sentence"), [(10, 1012, "出発より前"), (1, 999, "1,000"), (-1, 1012, "今より後")]
)
def test_return_that_cannot_be_is_refused(trip, minutes_ago, km, sentence):
    check(trip)
    depart(trip)
    with pytest.raises(NotPossible, match=sentence):
        come_back(trip, minutes_ago=minutes_ago, km=km)


def test_record_is_kept_for_a_year():
    old, young = make_trip(opened_at=timezone.now() - timedelta(days=20 * 366)), make_trip()
    Trip.objects.filter(pk=young.pk).update(opened_at=timezone.now() + timedelta(days=20 * 366))
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        young.delete()
    assert refused(error) == "trip_is_kept_one_year"
    old.delete()
    assert list(Trip.objects.all()) == [young]


@pytest.mark.django_db(transaction=True)
def test_one_of_two_departures_at_once(contract):
    vehicle = make_vehicle()
    trips = [make_trip(vehicle) for _ in range(2)]
    for row in trips:
        check(row)
    results = at_once([lambda row=row: depart(row) for row in trips])
    assert sorted(type(result).__name__ for result in results) == ["IntegrityError", "Trip"]
    assert Trip.objects.filter(departed_at__isnull=False).count() == 1


@pytest.mark.django_db(transaction=True)
def test_check_sent_twenty_times_is_one(contract):
    row, key = make_trip(), uuid.uuid4()
    values = sober(row)
    at_once(
        [
            lambda: actions.record_check(trip=row, by=row.opened_by, at=NOW, submission_key=key, values=values)
            for _ in range(20)
        ]
    )
    assert AlcoholCheck.objects.count() == 1
