"""The month, the list and the visit over HTTP: pages, rights, refusals beside their field."""

import re
import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.enums import Role
from apps.outreach.enums import VisitStatus
from apps.outreach.models import Visit

from .factories import (
    TODAY,
    agree,
    at,
    fill_term,
    make_agreement,
    make_facility,
    make_user,
    make_vehicle,
    make_visit,
    people,
)

READERS = (Role.SITE_LEADER, Role.GENERAL_MANAGER, Role.CITY_STAFF, Role.CITY_APPROVER)
OUTSIDERS = (Role.OPERATOR, Role.CC_LEADER, Role.SYSTEM_ADMIN)
SCHEDULE = {"day": "2025-06-10", "starts": "10:00", "ends": "12:00"}


def address(name: str, visit: Visit | None = None) -> str:
    return reverse(f"outreach:{name}", args=[visit.pk] if visit else [])


@pytest.fixture
def manager(client_of):
    return client_of(Role.GENERAL_MANAGER)


@pytest.fixture
def city(client_of):
    return client_of(Role.CITY_STAFF)


@pytest.fixture
def approver(client_of):
    return client_of(Role.CITY_APPROVER)


def answer(client, visit: Visit, party: str, word: str = "yes", **fields: object):
    proposal = visit.proposals.standing().get().pk
    return client.post(address("visit_answer", visit), {"proposal": proposal, "party": party, "answer": word} | fields)


def request_form(**fields: object) -> dict[str, object]:
    return {"head_count": 12, "requested_on": "2025-06-02", "submission_key": uuid.uuid4()} | fields


# --- the way through


def test_visit_is_requested_answered_by_three_confirmed_and_seen_on_the_month(city, manager, approver):
    facility, crew = make_facility(), people()
    requested = city.post(address("visit_create"), request_form(facility=facility.pk, wish="午前中を希望"))
    visit = Visit.objects.get()
    assert (requested.status_code, requested["Location"]) == (303, address("visit_detail", visit))
    page = city.get(address("calendar")).content.decode()
    assert facility.name in page[page.index("日程の決まっていない要請") :]

    assert manager.post(address("visit_propose", visit), SCHEDULE).status_code == 303
    chosen = {"leader": crew["leader"].pk, "crew": crew["crew"].pk, "vehicle": make_vehicle().pk}
    assert manager.post(address("visit_people", visit), chosen).status_code == 303
    page = approver.get(address("visit_detail", visit)).content.decode()
    assert "市・施設の回答を待っています。" in page
    assert "同行する市職員が決まっていません。" in page
    assert city.post(address("visit_people", visit), {"officer": crew["officer"].pk}).status_code == 303
    assert answer(city, visit, "city").status_code == 303
    assert answer(city, visit, "facility").status_code == 303
    assert approver.post(address("visit_confirm", visit)).status_code == 303

    visit.refresh_from_db()
    assert (visit.status, visit.starts_at, visit.officer) == (VisitStatus.CONFIRMED, at(10), crew["officer"])
    month = manager.get(address("calendar"), {"month": "2025-06"})
    assert re.search(rf'href="{address("visit_detail", visit)}">10:00 {facility.name}', month.content.decode())
    assert (month.context["pace"].in_term, month.context["pace"].in_month) == (1, 1)
    assert "電話で確認（" in manager.get(address("visit_detail", visit)).content.decode()


def test_what_the_facility_says_by_telephone_of_needs_and_room_is_kept(manager):
    form = request_form(facility=make_facility().pk, needs=["wheelchair"], venue=["room"])
    page = manager.post(address("visit_create"), form, follow=True).content.decode()
    visit = Visit.objects.get()
    assert (visit.needs, visit.venue) == (["wheelchair"], ["room"])
    assert "車いすの方がいる" in page
    unknown = request_form(facility=form["facility"], needs=["helicopter"])
    assert error_of(manager.post(address("visit_create"), unknown), "form", "needs")


def test_same_request_posted_twice_is_one_visit(city):
    form = request_form(facility=make_facility().pk)
    assert [city.post(address("visit_create"), form).status_code for _ in range(2)] == [303, 303]
    assert Visit.objects.count() == 1


def test_contractor_cannot_set_the_citys_officer_nor_the_city_the_crew(city, manager):
    visit, crew = make_visit(), people()
    everybody = {duty: person.pk for duty, person in crew.items()}
    manager.post(address("visit_people", visit), everybody)
    visit.refresh_from_db()
    assert (visit.leader, visit.crew, visit.officer) == (crew["leader"], crew["crew"], None)
    city.post(address("visit_people", visit), {"officer": crew["officer"].pk, "leader": ""})
    visit.refresh_from_db()
    assert (visit.leader, visit.officer) == (crew["leader"], crew["officer"])


def test_cancellation_asks_for_a_reason(manager):
    visit = make_visit(VisitStatus.CONFIRMED)
    assert manager.post(address("visit_cancel", visit), {"reason": ""}).status_code == 422
    assert manager.post(address("visit_cancel", visit), {"reason": "施設の都合"}).status_code == 303
    visit.refresh_from_db()
    assert (visit.status, visit.cancel_reason) == (VisitStatus.CANCELLED, "施設の都合")


# --- refusals beside their field


def error_of(response, form: str, field: str) -> str:
    assert response.status_code == 422
    [sentence] = response.context[form].errors[field]
    assert sentence in response.content.decode()
    return sentence


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("0001-01-01", "日付が正しくありません。"),
        ("9999-12-31", "日付が正しくありません。"),
        ("2025-05-31", "より前の日です。"),
        ("2025-06-03", "今日より後です。"),
    ],
)
def test_day_on_which_no_request_came_is_refused_beside_the_field(city, day, sentence):
    form = request_form(facility=make_facility().pk, requested_on=day)
    assert sentence in error_of(city.post(address("visit_create"), form), "form", "requested_on")
    assert not Visit.objects.exists()


@pytest.mark.parametrize(("duty", "field"), [("leader", "leader"), ("crew", "crew"), ("extra_crew", "extra_crew")])
def test_person_taken_is_refused_beside_the_field(manager, duty, field):
    taken, second = make_visit(VisitStatus.CONFIRMED), make_visit(VisitStatus.COORDINATING, leader=None, crew=None)
    person = taken.leader_id if duty == "leader" else taken.crew_id
    response = manager.post(address("visit_people", second), {duty: person})
    assert str(taken.facility) in error_of(response, "people_form", field)
    second.refresh_from_db()
    assert (second.leader, second.crew, second.members.count()) == (None, None, 0)


def test_vehicle_taken_is_refused_beside_the_field(manager):
    taken = make_visit(VisitStatus.CONFIRMED, vehicle=make_vehicle())
    second = make_visit(VisitStatus.COORDINATING)
    chosen = {"leader": second.leader_id, "crew": second.crew_id, "vehicle": taken.vehicle_id}
    response = manager.post(address("visit_people", second), chosen)
    assert str(taken.facility) in error_of(response, "people_form", "vehicle")


def test_facility_taken_is_refused_beside_the_start(manager):
    taken = make_visit(VisitStatus.CONFIRMED)
    second = make_visit(facility=taken.facility)
    response = manager.post(address("visit_propose", second), SCHEDULE)
    assert "同じ時間に確定した訪問" in error_of(response, "propose_form", "starts")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends": "10:00"}, "ends"),
        ({"day": "2026-04-01"}, "day"),
        ({"day": ""}, "day"),
        ({"starts": "25:00"}, "starts"),
    ],
)
def test_wrong_schedule_is_refused_beside_the_field(manager, changes, field):
    visit = make_visit()
    response = manager.post(address("visit_propose", visit), SCHEDULE | changes)
    assert error_of(response, "propose_form", field)


def test_same_person_as_leader_and_crew_is_refused_beside_the_field(manager):
    leader = make_user(Role.SITE_LEADER)
    response = manager.post(address("visit_people", make_visit()), {"leader": leader.pk, "crew": leader.pk})
    assert "別の人" in error_of(response, "people_form", "crew")


def test_twenty_first_visit_asks_for_an_agreement_beside_the_field(approver):
    fill_term(20)
    visit = make_visit(VisitStatus.COORDINATING)
    agree(visit)
    agreement, open_question = make_agreement(), make_agreement(decided=False)
    assert "上限に達しています" in approver.get(address("visit_detail", visit)).content.decode()
    refused = approver.post(address("visit_confirm", visit))
    assert "上限に達しています" in error_of(refused, "confirm_form", "limit_agreement")
    undecided = approver.post(address("visit_confirm", visit), {"limit_agreement": open_question.pk})
    assert error_of(undecided, "confirm_form", "limit_agreement")
    assert approver.post(address("visit_confirm", visit), {"limit_agreement": agreement.pk}).status_code == 303
    visit.refresh_from_db()
    assert (visit.status, visit.limit_agreement) == (VisitStatus.CONFIRMED, agreement)


def test_saturday_visit_warns_and_asks_for_a_reason_beside_the_field(approver):
    saturday = date(2025, 6, 7)
    visit = make_visit(VisitStatus.COORDINATING, starts_at=at(10, day=saturday), ends_at=at(12, day=saturday))
    agree(visit)
    assert "市の休業日です（土曜日）" in approver.get(address("visit_detail", visit)).content.decode()
    refused = approver.post(address("visit_confirm", visit))
    assert "理由を入力してください" in error_of(refused, "confirm_form", "timing_reason")
    assert approver.post(address("visit_confirm", visit), {"timing_reason": "施設の行事"}).status_code == 303


def test_a_visit_of_the_last_leader_asks_for_a_reason_beside_the_field(approver, manager, leader_who_stays):
    leader_who_stays.postings.all().delete()
    visit = make_visit(VisitStatus.COORDINATING)
    agree(visit)
    page = approver.get(address("visit_detail", visit)).content.decode()
    assert 'name="counter_reason"' in page
    assert "理由を入力すると、訪問を確定できます。" in page
    refused = approver.post(address("visit_confirm", visit))
    assert "理由を入力してください" in error_of(refused, "confirm_form", "counter_reason")
    reason = {"counter_reason": "統括責任者が窓口に入るため"}
    assert approver.post(address("visit_confirm", visit), reason).status_code == 303
    assert "統括責任者が窓口に入るため" in manager.get(address("visit_detail", visit)).content.decode()


def test_the_last_leader_joins_a_confirmed_visit_with_a_reason_beside_the_field(manager, leader_who_stays):
    leader_who_stays.user = make_user(Role.SITE_LEADER)
    leader_who_stays.save()
    visit = make_visit(VisitStatus.CONFIRMED)
    assert 'name="counter_reason"' not in manager.get(address("visit_detail", visit)).content.decode()
    form = {"leader": visit.leader_id, "crew": visit.crew_id, "extra_crew": [leader_who_stays.user_id]}
    refused = manager.post(address("visit_people", visit), form)
    assert "理由を入力してください" in error_of(refused, "people_form", "counter_reason")
    assert 'name="counter_reason"' in refused.content.decode()
    assert manager.post(address("visit_people", visit), form | {"counter_reason": "研修のため"}).status_code == 303
    visit.refresh_from_db()
    assert (visit.counter_reason, visit.members.count()) == ("研修のため", 1)


def test_my_number_in_a_wish_is_refused(city):
    form = request_form(facility=make_facility().pk, wish="番号は123456789018です")
    assert "マイナンバー" in error_of(city.post(address("visit_create"), form), "form", "wish")
    assert not Visit.objects.exists()


def test_wish_that_seems_personal_passes_after_a_second_look(city):
    form = request_form(facility=make_facility().pk, wish="連絡先は090-1234-5678")
    assert city.post(address("visit_create"), form).status_code == 422
    assert city.post(address("visit_create"), form | {"confirmed_text": "on"}).status_code == 303


STALE = {
    "visit_propose": SCHEDULE,
    "visit_people": {},
    "visit_confirm": {},
    "visit_cancel": {"reason": "施設の都合"},
}


@pytest.mark.parametrize("name", STALE)
def test_step_from_a_stale_page_is_refused_with_a_sentence(manager, approver, name):
    visit = make_visit(VisitStatus.CANCELLED, starts_at=at(10), ends_at=at(12), **people())
    response = (approver if name == "visit_confirm" else manager).post(address(name, visit), STALE[name])
    assert response.status_code == 422
    assert re.search(
        r'<div id="messages" role="status">\s*<p class="notice notice--error">[^<]*「中止」', response.content.decode()
    )


def test_a_second_cancellation_is_told_that_it_came_late(manager):
    visit = make_visit(VisitStatus.CANCELLED)
    response = manager.post(address("visit_cancel", visit), {"reason": "施設の都合"})
    assert response.status_code == 422
    assert "この訪問は、すでに「中止」になっています。" in response.content.decode()


def test_a_second_confirmation_is_told_that_it_came_late(approver):
    response = approver.post(address("visit_confirm", make_visit(VisitStatus.CONFIRMED)))
    assert response.status_code == 422
    assert "この訪問は、すでに「確定」になっています。" in response.content.decode()


def test_confirmation_without_people_is_refused_with_a_sentence(approver):
    visit = make_visit(VisitStatus.COORDINATING, officer=None)
    agree(visit)
    response = approver.post(address("visit_confirm", visit))
    assert error_of(response, "confirm_form", "__all__") == "同行する市職員が決まっていません。"


# --- rights


@pytest.mark.parametrize("role", Role)
def test_visits_that_a_role_sees(client_of, role):
    client = client_of(role)
    other = make_visit(VisitStatus.CONFIRMED)
    statuses = (client.get(address("visit_detail", other)).status_code, client.get(address("calendar")).status_code)
    expected = (200, 200) if role in READERS else (404, 200) if role == Role.COUNTER_STAFF else (403, 403)
    assert statuses == expected


def test_staff_see_the_visits_they_join(client_of):
    client = client_of(Role.COUNTER_STAFF)
    own, other = make_visit(VisitStatus.CONFIRMED, crew=client.user), make_visit(VisitStatus.COORDINATING)
    assert client.get(address("visit_detail", own)).status_code == 200
    assert list(client.get(address("list")).context["page"]) == [own]
    assert other.facility.name not in client.get(address("calendar"), {"month": "2025-06"}).content.decode()


def test_nobody_signed_in_sees_or_writes_anything(client):
    visit = make_visit(VisitStatus.CONFIRMED)
    for name in ("calendar", "list", "visit_create"):
        assert client.get(address(name)).status_code == 302
    assert client.post(address("visit_cancel", visit), {"reason": "都合"}).status_code == 302
    visit.refresh_from_db()
    assert visit.status == VisitStatus.CONFIRMED


WRITERS = {
    "visit_create": {Role.GENERAL_MANAGER, Role.CITY_STAFF},
    "visit_propose": {Role.GENERAL_MANAGER, Role.CITY_STAFF},
    "visit_people": {Role.GENERAL_MANAGER, Role.CITY_STAFF},
    "visit_answer": {Role.GENERAL_MANAGER, Role.CITY_STAFF, Role.CITY_APPROVER},
    "visit_confirm": {Role.CITY_APPROVER},
    "visit_cancel": {Role.GENERAL_MANAGER},
}


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("role", Role)
def test_only_the_matrix_roles_write(client_of, role, name):
    visit = make_visit(VisitStatus.COORDINATING, crew=make_user(Role.COUNTER_STAFF))
    target = address(name, visit) if name.startswith("visit_") and name != "visit_create" else address(name)
    status = client_of(role).post(target, {}).status_code
    assert (status != 403) is (role in WRITERS[name])


def test_leader_reports_on_the_own_visit_only(client_of, time_machine):
    time_machine.move_to(at(13), tick=False)
    client = client_of(Role.SITE_LEADER)
    own = make_visit(VisitStatus.CONFIRMED, leader=client.user)
    other = make_visit(VisitStatus.CONFIRMED)
    reason = {"unready_reason": "物品が届かないため"}
    assert client.post(address("visit_hold", own), reason).status_code == 303
    assert client.post(address("visit_hold", other)).status_code == 403
    assert [Visit.objects.get(pk=visit.pk).status for visit in (own, other)] == [
        VisitStatus.HELD,
        VisitStatus.CONFIRMED,
    ]


# --- month, list


def test_month_leads_to_its_neighbours_and_shows_holidays(city):
    page = city.get(address("calendar"), {"month": "2025-11"}).content.decode()
    assert 'href="/outreach/?month=2025-10"' in page
    assert 'href="/outreach/?month=2025-12"' in page
    assert "祝日" in page


@pytest.mark.parametrize("text", ["", "June", "2025-13", "0001-01", "9999-12"])
def test_month_that_makes_no_sense_is_this_month(city, text):
    assert city.get(address("calendar"), {"month": text}).context["first"] == TODAY.replace(day=1)


def test_month_outside_every_term_has_no_pace(city):
    assert city.get(address("calendar"), {"month": "2030-01"}).context["pace"] is None


def test_list_is_filtered_by_state_and_name(city):
    asked = make_visit()
    make_visit(VisitStatus.CONFIRMED)
    assert list(city.get(address("list"), {"status": "requested"}).context["page"]) == [asked]
    assert list(city.get(address("list"), {"facility": asked.facility.name}).context["page"]) == [asked]
    assert "当てはまる訪問はありません。" in city.get(address("list"), {"facility": "無い名前"}).content.decode()


def count_queries(get) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert get().status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", ["calendar", "list"])
def test_lists_take_the_same_queries_for_1_and_50_rows(city, name):
    make_visit(VisitStatus.COORDINATING), make_visit()
    few = count_queries(lambda: city.get(address(name)))
    for _ in range(24):
        make_visit(VisitStatus.COORDINATING), make_visit()
    assert count_queries(lambda: city.get(address(name))) == few
