"""The pages of the driving records: one step after the other, each refusal beside its field (第2-1-(2)-④)."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.outreach import actions
from apps.outreach.enums import VisitStatus
from apps.outreach.forms.driving import riders_of
from apps.outreach.models import AlcoholCheck, Trip, Visit
from tests.workforce.factories import make_staff

from .factories import NOW, make_user, make_visit
from .test_driving import MINUTE, check, come_back, depart, make_trip, make_vehicle, one_after_the_other


@pytest.fixture
def trip() -> Trip:
    return make_trip()


def posted_check(**fields):
    return {
        "submission_key": str(uuid.uuid4()), "checker": make_staff().pk, "checked_at": "2025-06-02T09:40",
        "method": "face", "detector_used": "on", "reading": "0.00", "licence_carried": "on",
    } | fields  # fmt: skip


def test_drive_by_the_pages(client_of):
    client = client_of(Role.COUNTER_STAFF)
    vehicle, driver = make_vehicle(), make_staff()
    opened = client.post(
        "/outreach/trips/new/",
        {"submission_key": str(uuid.uuid4()), "vehicle": vehicle.pk, "driver": driver.pk, "purpose": "訪問"},
    )
    assert opened.status_code == 303
    address = opened["Location"]
    assert "出発前の確認" in client.get(address).content.decode()
    assert client.post(f"{address}check/", posted_check()).status_code == 303
    departed = {"departed_at": "2025-06-02T09:45", "departure_km": "100", "gap_reason": ""}
    assert client.post(f"{address}depart/", departed).status_code == 303
    returned = {"returned_at": "2025-06-02T09:55", "return_km": "108"}
    assert client.post(f"{address}return/", returned).status_code == 303
    after = posted_check(checked_at="2025-06-02T09:58")
    assert client.post(f"{address}check/", after).status_code == 303
    text = client.get(address).content.decode()
    assert "走行 8 km" in text
    assert "を記録する</button>" not in text
    assert "訪問" in client.get("/outreach/trips/?month=2025-06").content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"licence_carried": ""}, "運転免許証の携帯を確かめてください"),
        ({"detector_used": ""}, "検知器を使って"),
        ({"reading": "0.15"}, "0より大きいとき"),
        ({"method": "phone"}, "具体的な方法"),
        ({"checked_at": "2025-06-02T10:30"}, "今より後"),
        ({"checked_at": "0001-01-01T00:00"}, "日付が正しくありません"),
        ({"reading": "x"}, "数値"),
    ],
)
def test_wrong_check_comes_back_filled(client_of, fields, sentence, trip):
    client = client_of(Role.SITE_LEADER)
    response = client.post(f"/outreach/trips/{trip.pk}/check/", posted_check(note="車内で確認", **fields))
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert "車内で確認" in response.content.decode()
    assert not AlcoholCheck.objects.exists()


def test_driver_is_no_choice_for_the_checker(client_of, trip):
    client = client_of(Role.SITE_LEADER)
    response = client.post(f"/outreach/trips/{trip.pk}/check/", posted_check(checker=trip.driver_id))
    assert response.status_code == 422
    assert not AlcoholCheck.objects.exists()


def test_gap_is_asked_beside_its_field(client_of, trip):
    check(trip)
    depart(trip)
    come_back(trip, minutes_ago=9)
    later = make_trip(trip.vehicle)
    check(later)
    response = client_of(Role.SITE_LEADER).post(
        f"/outreach/trips/{later.pk}/depart/", {"departed_at": "2025-06-02T09:55", "departure_km": "1050"}
    )
    assert response.status_code == 422
    assert response.context["departure_form"].errors["gap_reason"]


def test_general_manager_alone_puts_the_return_right(client_of, trip):
    check(trip)
    depart(trip)
    come_back(trip, km=10_120)
    page, right = f"/outreach/trips/{trip.pk}/", {"return_km": "1012", "reason": "桁を打ち間違えた"}
    assert "correction_form" not in client_of(Role.SITE_LEADER).get(page).context
    assert client_of(Role.SITE_LEADER).post(f"{page}correct/", right).status_code == 403
    manager = client_of(Role.GENERAL_MANAGER)
    assert "帰着の値が誤っているとき" in manager.get(page).content.decode()
    assert manager.post(f"{page}correct/", right | {"reason": ""}).context["correction_form"].errors["reason"]
    assert manager.post(f"{page}correct/", right | {"return_km": "999"}).context["correction_form"].errors["return_km"]
    assert manager.post(f"{page}correct/", right).status_code == 303
    assert "桁を打ち間違えた" in manager.get(page).content.decode()


def test_smaller_odometer_is_refused_beside_its_field(client_of, trip):
    later = one_after_the_other(trip)
    response = client_of(Role.SITE_LEADER).post(
        f"/outreach/trips/{later.pk}/depart/", {"departed_at": "2025-06-02T09:55", "departure_km": "1011"}
    )
    assert response.status_code == 422
    assert "統括責任者" in response.context["departure_form"].errors["departure_km"][0]


def test_city_reads_and_does_not_write(client_of, trip):
    client = client_of(Role.CITY_STAFF)
    assert client.get(f"/outreach/trips/{trip.pk}/").status_code == 200
    assert client.post(f"/outreach/trips/{trip.pk}/check/", posted_check()).status_code == 403


def test_city_reads_pass_or_fail_and_the_contractor_the_value(client_of, trip):
    check(trip, reading=Decimal("0.15"), is_intoxicated=True, instruction="運転を中止させた")
    for page in ("/outreach/trips/", f"/outreach/trips/{trip.pk}/"):
        city, leader = (client_of(role).get(page).content.decode() for role in (Role.CITY_STAFF, Role.SITE_LEADER))
        assert "0.15" in leader
        assert "0.15" not in city
        assert "有" in city


def called(name: str, role: Role) -> User:
    user = make_user(role)
    user.display_name = name
    user.save()
    return user


def test_city_reads_staff_numbers_and_the_contractor_names(client_of, trip):
    """On the record, in the list and on the pages of the visit, as in the report of the month."""
    visit = visit_today(trip)
    Trip.objects.filter(pk=trip.pk).update(visit=visit)
    checker = check(trip).checker
    rider, officer = called("久下戸 新", Role.COUNTER_STAFF), called("古谷 湊", Role.CITY_STAFF)
    code = make_staff(user=rider).code
    depart(trip)
    trip.passengers.create(rider=rider)
    trip.passengers.create(rider=officer)
    come_back(trip)
    manager = called("山田 道", Role.GENERAL_MANAGER)
    actions.correct_return(trip=trip, return_km=1011, by=manager, at=NOW, reason="打ち間違い")
    office, leader = client_of(Role.CITY_STAFF), client_of(Role.SITE_LEADER)
    driving = {trip.driver.name: trip.driver.code, checker.name: checker.code}
    riding = {rider.display_name: code, officer.display_name: officer.get_role_display()}
    for page, people in {
        "/outreach/trips/?month=2025-06": driving,
        f"/outreach/trips/{trip.pk}/": driving | riding | {manager.display_name: manager.get_role_display()},
        f"/outreach/visits/{visit.pk}/": {trip.driver.name: trip.driver.code, rider.display_name: code},
        f"/outreach/visits/{visit.pk}/day/": {trip.driver.name: trip.driver.code, rider.display_name: code},
    }.items():
        told, inside = (client.get(page).content.decode() for client in (office, leader))
        for name, number in people.items():
            assert name in inside, page
            assert name not in told, page
            assert number in told, page


def visit_today(trip: Trip, **fields):
    visit = make_visit(VisitStatus.CONFIRMED, starts_at=NOW + 30 * MINUTE, ends_at=NOW + 90 * MINUTE, **fields)
    trip.driver.user = visit.crew
    trip.driver.save()
    return visit


def test_record_for_a_visit_begins_with_its_vehicle_driver_and_goal(client_of, trip):
    visit = visit_today(trip, vehicle=trip.vehicle)
    manager = client_of(Role.GENERAL_MANAGER)
    form = manager.get(f"/outreach/trips/new/?visit={visit.pk}").context["form"]
    assert form.initial == {
        "visit": visit,
        "vehicle": trip.vehicle_id,
        "driver": trip.driver,
        "purpose": f"訪問 {visit.facility.name}",
    }
    for nonsense in ("0", "x", "９", "9" * 5000, str(visit.pk + 999)):
        assert "visit" not in manager.get("/outreach/trips/new/", {"visit": nonsense}).context["form"].initial


def open_by_page(client, trip: Trip, visit: Visit, query: str = ""):
    fields = {"vehicle": trip.vehicle_id, "driver": trip.driver_id, "visit": visit.pk, "purpose": "訪問"}
    return client.post(f"/outreach/trips/new/{query}", fields | {"submission_key": str(uuid.uuid4())})


@pytest.mark.parametrize(
    ("days_ago", "asked", "status"),
    [(0, False, 303), (1, False, 303), (7, False, 303), (8, False, 422), (8, True, 303)],
)
def test_drive_is_written_up_within_a_week_or_from_its_visit(client_of, trip, days_ago, asked, status):
    starts_at = NOW - timedelta(days=days_ago)
    visit = make_visit(VisitStatus.CONFIRMED, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))
    answer = open_by_page(client_of(Role.SITE_LEADER), trip, visit, f"?visit={visit.pk}" if asked else "")
    assert answer.status_code == status
    assert Trip.objects.filter(visit=visit).exists() is (status == 303)


def test_clerk_writes_up_drives_to_the_own_visits_only(client_of, trip):
    client, other = client_of(Role.COUNTER_STAFF), visit_today(trip)
    starts_at = NOW - timedelta(days=1)
    own = make_visit(VisitStatus.HELD, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), crew=client.user)
    assert list(client.get("/outreach/trips/new/").context["form"].fields["visit"].queryset) == [own]
    assert open_by_page(client, trip, other, f"?visit={other.pk}").status_code == 422
    assert open_by_page(client, trip, own).status_code == 303


def test_visit_is_named_without_a_link_to_who_may_not_open_it(client_of, trip):
    trip.visit = visit_today(trip)
    trip.save()
    for role, is_linked in ((Role.COUNTER_STAFF, False), (Role.SITE_LEADER, True)):
        text = client_of(role).get(f"/outreach/trips/{trip.pk}/").content.decode()
        assert trip.visit.facility.name in text
        assert (f"/outreach/visits/{trip.visit_id}/day/" in text) is is_linked


def test_riders_take_as_many_queries_for_many_members_as_for_one(trip, django_assert_num_queries):
    trip.visit = visit_today(trip)
    trip.save()
    for number in (1, 4):
        for _ in range(number):
            trip.visit.members.create(person=make_user(Role.CITY_STAFF))
        fresh = Trip.objects.select_related("visit", "driver").get(pk=trip.pk)
        with django_assert_num_queries(4):
            riders_of(fresh)
    assert len(riders_of(fresh)) == 7


def test_people_of_the_visit_are_offered_as_passengers_on_departure(client_of, trip):
    visit = visit_today(trip)
    trip.visit = visit
    trip.save()
    check(trip)
    client = client_of(Role.GENERAL_MANAGER)
    offered = client.get(f"/outreach/trips/{trip.pk}/").context["departure_form"].fields["passengers"].queryset
    assert set(offered) == {visit.leader, visit.officer}
    leaves = {"departed_at": "2025-06-02T09:55", "departure_km": "1000"}
    address = f"/outreach/trips/{trip.pk}/depart/"
    assert client.post(address, leaves | {"passengers": [visit.crew_id]}).status_code == 422
    assert client.post(address, leaves | {"passengers": [visit.officer_id]}).status_code == 303
    assert str(visit.officer) in client.get(f"/outreach/trips/{trip.pk}/").content.decode()


def test_list_asks_as_often_for_many_as_for_one(client_of, django_assert_max_num_queries, trip):
    client = client_of(Role.SITE_LEADER)
    client.get("/outreach/trips/")
    check(trip)
    with django_assert_max_num_queries(40) as one:
        client.get("/outreach/trips/")
    for _ in range(5):
        check(make_trip())
    with django_assert_max_num_queries(len(one)):
        client.get("/outreach/trips/")
