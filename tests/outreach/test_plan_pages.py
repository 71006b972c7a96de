"""Half days marked by a press: by staff on their plan, by a facility on its own page; seen by the others at once."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.enums import Role
from apps.outreach.enums import Half, Party, VisitStatus
from apps.outreach.models import Availability

from .factories import TUESDAY, agree, at, make_facility, make_user, make_vehicle, make_visit, request
from .link_factories import facility_client

PLAN = "/outreach/plan/"
LIVE = {"HX-Request": "true"}
MORNING = "2025-06-10/am"


def marks() -> list[tuple]:
    return [(row.day, row.half, row.is_possible) for row in Availability.objects.all()]


def press(client, word: str, whose: str, *, slot: str = MORNING, **headers):
    return client.post(PLAN, {"whose": whose, "slot": f"{slot}/{word}"}, headers=headers)


def own(client) -> str:
    return f"person-{client.user.pk}"


def poll_address(page: str) -> str:
    return re.search(r'id="plan"[^>]* hx-get="([^"]+)"', page)[1].replace("&amp;", "&")


@pytest.mark.parametrize("role", [Role.COUNTER_STAFF, Role.SITE_LEADER, Role.CITY_STAFF, Role.CITY_APPROVER])
def test_everybody_who_goes_marks_the_own_half_days(client_of, role):
    client = client_of(role)
    saved = press(client, "yes", own(client))
    assert (saved.status_code, saved["Location"]) == (303, f"{PLAN}?whose={own(client)}")
    assert marks() == [(TUESDAY, Half.MORNING, True)]
    page = client.get(PLAN).content.decode()
    assert 'value="2025-06-10/am/none" aria-pressed="true"' in page
    press(client, "none", own(client))
    assert marks() == []


def test_a_press_with_htmx_gets_the_table_alone(client_of):
    client = client_of(Role.COUNTER_STAFF)
    answer = press(client, "no", own(client), **LIVE)
    assert answer.status_code == 200
    assert "<html" not in answer.content.decode()
    assert 'value="2025-06-10/am/none" aria-pressed="true"' in answer.content.decode()


def test_the_press_of_one_is_on_the_open_page_of_another(client_of):
    crew, city = client_of(Role.COUNTER_STAFF), client_of(Role.CITY_STAFF)
    poll = poll_address(city.get(PLAN).content.decode())
    assert city.get(poll, headers=LIVE).status_code == 204
    press(crew, "yes", own(crew))
    changed = city.get(poll, headers=LIVE)
    assert re.search(rf"可 [^<]*{crew.user.display_name}", changed.content.decode())
    assert city.get(poll_address(changed.content.decode()), headers=LIVE).status_code == 204


def keys_of(client) -> set[str]:
    page = client.get(PLAN).content.decode()
    return set(re.findall(r'<option value="([^"]+)"', page)) or {re.search(r'name="whose" value="([^"]+)"', page)[1]}


def test_whose_half_days_a_role_marks(client_of):
    people = {role: make_user(role) for role in (Role.COUNTER_STAFF, Role.SITE_LEADER, Role.CITY_STAFF)}
    car = make_vehicle()
    crew = {f"person-{people[role].pk}" for role in (Role.COUNTER_STAFF, Role.SITE_LEADER)}
    officer = f"person-{people[Role.CITY_STAFF].pk}"
    manager, city, leader = (client_of(role) for role in (Role.GENERAL_MANAGER, Role.CITY_STAFF, Role.SITE_LEADER))
    assert keys_of(manager) == crew | {f"vehicle-{car.pk}", own(leader)}
    assert keys_of(city) == {officer, own(city)}
    assert keys_of(leader) == {own(leader)}
    assert press(leader, "yes", officer).status_code == 404
    assert press(city, "yes", f"vehicle-{car.pk}").status_code == 404
    assert press(manager, "no", f"vehicle-{car.pk}").status_code == 303
    assert Availability.objects.get().vehicle == car


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.CC_LEADER, Role.SYSTEM_ADMIN])
def test_others_have_no_plan(client_of, role):
    client = client_of(role)
    assert client.get(PLAN).status_code == 403
    assert press(client, "yes", own(client)).status_code == 403


@pytest.mark.parametrize(
    "slot",
    [
        "2025-06-10/am/",
        "2025-06-31/am",
        "2025-06-10/xx",
        "9" * 5000,
        "2025-06-01/am",
        "2026-04-01/am",
        "2025-06-10\0/am",
    ],
)
def test_a_press_that_makes_no_sense_marks_nothing_and_says_so(client_of, slot):
    client = client_of(Role.COUNTER_STAFF)
    answer = press(client, "yes", own(client), slot=slot, **LIVE)
    assert "notice--error" in answer.content.decode()
    assert marks() == []


def test_a_half_day_with_an_agreed_visit_shows_it_and_is_not_taken_back(client_of):
    client = client_of(Role.COUNTER_STAFF)
    visit = make_visit(VisitStatus.CONFIRMED, crew=client.user)
    page = client.get(PLAN).content.decode()
    assert f"訪問</span> <span>{visit.facility.name}</span>" in page
    assert 'id="2025-06-10-am-no"' not in page
    refused = press(client, "no", own(client), **LIVE)
    assert "訪問が確定しています" in refused.content.decode()
    assert marks() == []
    followed = client.post(PLAN, {"whose": own(client), "slot": f"{MORNING}/no"}, follow=True)
    assert "訪問が確定しています" in followed.content.decode()


def test_the_plan_takes_the_same_queries_for_1_and_50_people(client_of):
    client = client_of(Role.CITY_STAFF)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(PLAN).status_code == 200
        return len(queries)

    make_visit(VisitStatus.CONFIRMED, vehicle=make_vehicle())
    few = count()
    for _ in range(16):
        make_visit(VisitStatus.CONFIRMED, vehicle=make_vehicle())
    assert count() == few


# --- the facility's own page


def test_a_facility_marks_its_half_days_with_and_without_script():
    facility = make_facility()
    request(facility=facility)
    client, link = facility_client(facility)
    assert 'id="2025-06-10-am-yes"' in client.get("/f/").content.decode()
    plain = client.post("/f/days/", {"slot": f"{MORNING}/yes"})
    assert (plain.status_code, plain["Location"]) == (303, "/f/?done=marked")
    part = client.post("/f/days/", {"slot": "2025-06-10/pm/no"}, headers=LIVE)
    assert 'value="2025-06-10/pm/none" aria-pressed="true"' in part.content.decode()
    assert [(row.facility, row.marked_by_link) for row in Availability.objects.all()] == [(facility, link)] * 2


def test_a_facility_does_not_see_who_else_can(client_of):
    crew = client_of(Role.COUNTER_STAFF)
    press(crew, "yes", own(crew))
    facility = make_facility()
    request(facility=facility)
    client, _ = facility_client(facility)
    assert crew.user.display_name not in client.get("/f/").content.decode()


def coordinated(facility):
    visit = make_visit(VisitStatus.COORDINATING, facility=facility)
    proposal = agree(visit, parties=[Party.CONTRACTOR])
    return visit, proposal


@pytest.mark.parametrize(("word", "is_possible"), [("yes", True), ("no", False)])
def test_a_facility_answers_the_date_of_its_visit(word, is_possible, client_of):
    facility = make_facility()
    visit, proposal = coordinated(facility)
    client, link = facility_client(facility)
    assert "この日時で可" in client.get("/f/").content.decode()
    sent = client.post(f"/f/visits/{visit.pk}/answer/", {"proposal": proposal.pk, "answer": word, "note": "玄関へ"})
    assert (sent.status_code, sent["Location"]) == (303, "/f/?done=answered")
    answer = proposal.answers.get(party=Party.FACILITY)
    assert (answer.is_possible, answer.answered_by_link, answer.note) == (is_possible, link, "玄関へ")
    page = client_of(Role.CITY_STAFF).get(reverse("outreach:visit_detail", args=[visit.pk])).content.decode()
    assert "施設（リンク）" in page


def test_a_facility_cannot_answer_for_another_nor_as_another_party():
    visit, proposal = coordinated(make_facility())
    client, _ = facility_client(make_facility())
    given = {"proposal": proposal.pk, "answer": "yes"}
    assert client.post(f"/f/visits/{visit.pk}/answer/", given).status_code == 404
    assert client.get(f"/f/visits/{visit.pk}/propose/").status_code == 404
    own_client, _ = facility_client(visit.facility)
    own_client.post(f"/f/visits/{visit.pk}/answer/", given | {"party": "city"})
    assert {answer.party for answer in proposal.answers.all()} == {Party.CONTRACTOR, Party.FACILITY}


def test_an_answer_to_a_date_that_was_replaced_is_refused_with_a_sentence():
    facility = make_facility()
    visit, proposal = coordinated(facility)
    client, _ = facility_client(facility)
    visit.starts_at, visit.ends_at = at(13), at(15)
    visit.save()
    agree(visit, parties=[Party.CONTRACTOR])
    refused = client.post(f"/f/visits/{visit.pk}/answer/", {"proposal": proposal.pk, "answer": "yes", "note": "玄関へ"})
    assert refused.status_code == 422
    assert "取り下げられています" in refused.content.decode()
    assert "玄関へ" in refused.content.decode()


def test_a_facility_proposes_a_date_of_its_own():
    facility = make_facility()
    visit = request(facility=facility)
    client, link = facility_client(facility)
    where = f"/f/visits/{visit.pk}/propose/"
    assert client.get(where).status_code == 200
    wrong = client.post(where, {"day": "2025-06-10", "starts": "12:00", "ends": "10:00"})
    assert wrong.status_code == 422
    sent = client.post(where, {"day": "2025-06-10", "starts": "10:00", "ends": "12:00"})
    assert (sent.status_code, sent["Location"]) == (303, "/f/?done=answered")
    proposal = visit.proposals.get()
    assert (proposal.proposed_by_link, proposal.parties_without_yes()) == (link, [Party.CITY, Party.CONTRACTOR])


def test_a_facility_does_not_change_what_is_confirmed():
    facility = make_facility()
    visit = make_visit(VisitStatus.CONFIRMED, facility=facility)
    client, _ = facility_client(facility)
    given = {"proposal": visit.proposals.get().pk, "answer": "no"}
    assert client.post(f"/f/visits/{visit.pk}/answer/", given).status_code == 422
    where = f"/f/visits/{visit.pk}/propose/"
    assert client.post(where, {"day": "2025-06-12", "starts": "10:00", "ends": "12:00"}).status_code == 422
    refused = client.post("/f/days/", {"slot": f"{MORNING}/no"})
    assert "訪問が確定しています" in refused.content.decode()
    visit.refresh_from_db()
    assert (visit.status, visit.starts_at) == (VisitStatus.CONFIRMED, at(10))


def test_without_a_pass_nothing_is_marked():
    assert Client().post("/f/days/", {"slot": f"{MORNING}/yes"}).status_code == 404
    assert marks() == []


def test_month_warns_of_two_visits_of_one_leader_on_one_day(client_of):
    leader = make_user(Role.SITE_LEADER)
    for hour in (10, 14):
        make_visit(VisitStatus.COORDINATING, leader=leader, starts_at=at(hour), ends_at=at(hour + 1))
    page = client_of(Role.CITY_STAFF).get("/outreach/", {"month": "2025-06"}).content.decode()
    assert page.count("2件目には別の運営責任者が必要です") == 1


def test_month_is_live_and_shows_the_own_visits_alone(client_of):
    client = client_of(Role.SITE_LEADER)
    mine = make_visit(VisitStatus.CONFIRMED, leader=client.user)
    other = make_visit(VisitStatus.CONFIRMED)
    page = client.get("/outreach/", {"month": "2025-06", "mine": "1"}).content.decode()
    assert mine.facility.name in page
    assert other.facility.name not in page
    poll = re.search(r'id="month"[^>]* hx-get="([^"]+)"', page)[1].replace("&amp;", "&")
    assert client.get(poll, headers=LIVE).status_code == 204
    make_visit(VisitStatus.CONFIRMED, crew=client.user, starts_at=at(14), ends_at=at(15))
    assert client.get(poll, headers=LIVE).status_code == 200


def test_list_is_filtered_by_days_and_by_the_own_visits(client_of):
    client = client_of(Role.CITY_STAFF)
    mine = make_visit(VisitStatus.CONFIRMED, officer=client.user)
    make_visit(VisitStatus.CONFIRMED, starts_at=at(14), ends_at=at(15))
    assert list(client.get("/outreach/visits/", {"mine": "on"}).context["page"]) == [mine]
    spans = [({"first": "2025-06-10"}, 2), ({"first": "2025-06-11"}, 0), ({"last": "2025-06-09"}, 0)]
    for span, number in spans:
        assert len(client.get("/outreach/visits/", span).context["page"]) == number
