"""The page of one visit: who acts next, the dates that suit, the course; live for everybody who has it open."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.enums import Role
from apps.outreach import actions
from apps.outreach.actors import Actor
from apps.outreach.enums import Half, Party, VisitCount, VisitStatus

from .day_factories import count, held_visit
from .factories import NOW, TUESDAY, agree, at, make_facility, make_user, make_vehicle, make_visit, propose, request

LIVE = {"HX-Request": "true"}


def address(name: str, visit) -> str:
    return reverse(f"outreach:{name}", args=[visit.pk])


@pytest.fixture
def manager(client_of):
    return client_of(Role.GENERAL_MANAGER)


@pytest.fixture
def city(client_of):
    return client_of(Role.CITY_STAFF)


def page_of(client, visit, **query) -> str:
    response = client.get(address("visit_detail", visit), query)
    assert response.status_code == 200
    return response.content.decode()


def poll_address(page: str) -> str:
    """Where the open page asks whether anything has changed."""
    found = re.search(r'id="visit-live"[^>]* hx-get="([^"]+)"', page)
    return found[1].replace("&amp;", "&")


def ask(client, where: str):
    return client.get(where, headers=LIVE)


def next_step(client, visit) -> str:
    found = re.search(r'visit-next"><strong>次は([^<]+)</strong>　([^<]+)<', page_of(client, visit))
    return f"{found[1]}：{found[2]}"


def mark(whose, *, half=Half.MORNING, is_possible=True, calendar) -> None:
    actions.mark(
        whose=whose,
        day=TUESDAY,
        half=half,
        is_possible=is_possible,
        by=Actor.of(make_user(Role.GENERAL_MANAGER)),
        at=NOW,
        calendar=calendar,
    )


def test_the_page_says_who_acts_next_in_every_state(manager):
    visit = request()
    assert next_step(manager, visit) == "市・受託者：候補の日から日程を提案してください。"
    by = Actor.of(make_user(Role.GENERAL_MANAGER))
    actions.propose_date(visit=visit, starts_at=at(10), ends_at=at(12), by=by, at=NOW)
    assert next_step(manager, visit) == "市・施設：日程への回答を待っています。"
    visit.refresh_from_db()
    agree(visit)
    assert next_step(manager, visit) == "受託者・市：訪問する人を決めてください。"
    visit = propose(visit)
    assert next_step(manager, visit) == "市の承認者：訪問を確定できます。"
    visit.proposals.get().answers.filter(party=Party.FACILITY).update(is_possible=False)
    assert next_step(manager, visit) == "市・受託者：別の日程を提案してください。"
    assert next_step(manager, make_visit(VisitStatus.CONFIRMED)).startswith("受託者：")


def test_an_open_page_gets_nothing_until_something_changes(manager, city):
    visit = propose(request())
    poll = poll_address(page_of(manager, visit))
    assert ask(manager, poll).status_code == 204
    proposal = visit.proposals.standing().get().pk
    said = {"proposal": proposal, "party": "city", "answer": "no", "note": "議会の日です"}
    assert city.post(address("visit_answer", visit), said).status_code == 303
    changed = ask(manager, poll)
    assert changed.status_code == 200
    assert "議会の日です" in changed.content.decode()
    assert "<html" not in changed.content.decode()
    assert ask(manager, poll_address(changed.content.decode())).status_code == 204


def test_a_mark_of_somebody_else_reaches_the_open_page(manager, calendar):
    visit, crew = make_visit(), make_user(Role.COUNTER_STAFF)
    poll = poll_address(page_of(manager, visit, all="1"))
    assert ask(manager, poll).status_code == 204
    mark(actions.Whose(person=crew), calendar=calendar)
    assert crew.display_name in ask(manager, poll).content.decode()


def test_a_count_of_the_visit_day_reaches_the_open_page(city):
    visit = held_visit()
    poll = poll_address(page_of(city, visit))
    assert ask(city, poll).status_code == 204
    count(visit, VisitCount.RECEIVED, times=7)
    changed = ask(city, poll)
    assert re.search(r"<dt>受付[^<]*</dt><dd>7人</dd>", changed.content.decode())
    assert ask(city, poll_address(changed.content.decode())).status_code == 204


def test_the_open_page_tells_when_its_forms_no_longer_fit(manager, client_of):
    visit = propose(request())
    poll = poll_address(page_of(manager, visit))
    assert "画面を読み込み直してください" not in page_of(manager, visit)
    client_of(Role.CITY_APPROVER).post(address("visit_confirm", visit))
    changed = ask(manager, poll).content.decode()
    assert "訪問の状態が「確定」に変わりました。" in changed
    assert "画面を読み込み直してください" in ask(manager, poll_address(changed) + "x").content.decode()


def test_a_candidate_is_proposed_by_one_press(manager, calendar):
    visit = make_visit()
    for whose in (
        actions.Whose(facility=visit.facility),
        *(actions.Whose(person=make_user(role)) for role in (Role.SITE_LEADER, Role.COUNTER_STAFF, Role.CITY_STAFF)),
    ):
        mark(whose, calendar=calendar)
    page = page_of(manager, visit)
    [form] = re.findall(r"<form[^>]*>(?:(?!</form>).)*propose-2025-06-10-am.*?</form>", page, re.DOTALL)
    fields = dict(re.findall(r'name="(day|starts|ends)" value="([^"]+)"', form))
    assert "全員可" in page[: page.index("propose-2025-06-10-am")]
    assert manager.post(address("visit_propose", visit), fields).status_code == 303
    visit.refresh_from_db()
    assert (visit.status, visit.starts_at, visit.ends_at) == (VisitStatus.COORDINATING, at(10), at(12))


def test_the_choice_of_people_tells_who_is_taken_or_cannot(manager, calendar):
    taken = make_visit(VisitStatus.CONFIRMED)
    visit = make_visit(VisitStatus.COORDINATING)
    cannot = make_user(Role.COUNTER_STAFF)
    mark(actions.Whose(person=cannot), is_possible=False, calendar=calendar)
    mark(actions.Whose(person=visit.crew), calendar=calendar)
    page = page_of(manager, visit)
    assert f"{taken.crew}（不可：{taken.facility.name}の訪問）" in page
    assert f"{cannot}（不可：不可と入力）" in page
    assert f"{visit.crew}（可）" in page
    assert f"{visit.leader}（未回答）" in page


def test_the_course_tells_who_changed_what(manager, city):
    visit = request()
    schedule = {"day": "2025-06-10", "starts": "10:00", "ends": "12:00"}
    manager.post(address("visit_propose", visit), schedule)
    leader, crew, extra = (make_user(role) for role in (Role.SITE_LEADER, Role.COUNTER_STAFF, Role.COUNTER_STAFF))
    manager.post(address("visit_people", visit), {"leader": leader.pk, "crew": crew.pk, "extra_crew": [extra.pk]})
    proposal = visit.proposals.get().pk
    for word in ("yes", "no"):
        said = {"proposal": proposal, "party": "facility", "answer": word}
        city.post(address("visit_answer", visit), said)
    page = page_of(manager, visit)
    course = page[page.index("visit-course") :]
    for what, who in (
        ("日程を提案　6/10（火） 10:00–12:00", manager.user),
        (f"運営責任者　{leader}", manager.user),
        (f"従事者　{extra}が加わる", manager.user),
        ("施設の回答　可", f"{city.user}（電話で確認）"),
        ("施設の回答　不可", f"{city.user}（電話で確認）"),
    ):
        assert re.search(rf"{re.escape(what)}　<span class=\"muted nowrap\">{re.escape(str(who))}</span>", course), what


def test_facility_words_are_shown_and_its_telephone_answer_carries_a_note(city):
    visit = make_visit(wish="午前中を希望", needs=["wheelchair"], venue=["room"])
    page = page_of(city, visit)
    assert "車いすの方がいる" in page
    assert "会場にする部屋" in page


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"answer": "maybe"}, 422),
        ({"answer": ""}, 422),
        ({"party": "everybody"}, 422),
        ({"proposal": "9" * 50}, 422),
        ({"proposal": "999999"}, 404),
        ({"note": "番号は123456789018です"}, 422),
    ],
)
def test_an_answer_that_makes_no_sense_is_refused(manager, fields, status):
    visit = propose(request())
    given = {"proposal": visit.proposals.get().pk, "party": "facility", "answer": "no"} | fields
    assert manager.post(address("visit_answer", visit), given).status_code == status
    assert visit.proposals.get().answers.get(party=Party.FACILITY).is_possible


def test_an_answer_to_another_visits_date_is_not_found(manager):
    visit, other = propose(request()), propose(request(), starts_at=at(14), ends_at=at(16))
    given = {"proposal": other.proposals.get().pk, "party": "facility", "answer": "no"}
    assert manager.post(address("visit_answer", visit), given).status_code == 404


def count_queries(client, visit) -> int:
    with CaptureQueriesContext(connection) as queries:
        page_of(client, visit, all="1")
    return len(queries)


def test_the_page_takes_the_same_queries_for_1_and_50_rows(manager, calendar):
    visit = propose(request())
    mark(actions.Whose(person=visit.crew), half=Half.AFTERNOON, calendar=calendar)
    make_visit(VisitStatus.CONFIRMED, vehicle=make_vehicle(), starts_at=at(14), ends_at=at(15))
    few = count_queries(manager, visit)
    for number in range(12):
        mark(actions.Whose(person=make_user(Role.COUNTER_STAFF)), calendar=calendar)
        mark(actions.Whose(person=make_user(Role.CITY_STAFF)), calendar=calendar)
        mark(actions.Whose(facility=make_facility()), calendar=calendar)
        make_visit(VisitStatus.CONFIRMED, vehicle=make_vehicle(), starts_at=at(14), ends_at=at(15))
        starts = at(10, number, day=TUESDAY)
        actions.propose_date(
            visit=visit, starts_at=starts, ends_at=at(13), by=Actor.of(make_user(Role.CITY_STAFF)), at=NOW
        )
        agree(visit)
    assert count_queries(manager, visit) == few
