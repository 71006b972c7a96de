"""What a facility does by its link: its own requests, and nobody else's."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from apps.accounts.audit import changes
from apps.accounts.enums import Role
from apps.outreach import actions
from apps.outreach.actors import BY_LINK, Actor
from apps.outreach.enums import VisitStatus
from apps.outreach.facility_home import requests_of
from apps.outreach.models import FacilityLink, ProposalAnswer, Visit
from tests.threads import at_once, locked_elsewhere

from .factories import NOW, TODAY, agree, confirm, make_facility, make_user, make_visit, propose
from .link_factories import facility_client, make_link

HX = {"HX-Request": "true"}
MY_NUMBER = "123456789018"
SENT = {
    "head_count": "8",
    "needs": ["wheelchair", "bedridden"],
    "venue": ["room", "power"],
    "wish": "午前中を希望します。",
}


def fresh_form(client: Client, address: str = "/f/new/") -> dict[str, object]:
    page = client.get(address).content.decode()
    return SENT | {"submission_key": re.search(r'submission_key" value="([^"]+)"', page)[1]}


def text_of(client: Client, address: str = "/f/", **options: object) -> str:
    return client.get(address, **options).content.decode()


# --- asking -----------------------------------------------------------------------------------------------------------


def test_facility_asks_for_a_visit():
    client, link = facility_client()
    answer = client.post("/f/new/", fresh_form(client))
    assert (answer.status_code, answer["Location"]) == (303, "/f/?done=requested")
    visit = Visit.objects.get()
    assert (visit.facility, visit.status, visit.requested_on) == (link.facility, VisitStatus.REQUESTED, TODAY)
    assert (visit.head_count, visit.needs, visit.venue) == (8, ["wheelchair", "bedridden"], ["room", "power"])
    step = visit.steps.get()
    assert (step.taken_by, step.taken_by_link, step.actor.name) == (None, link, BY_LINK)
    page = text_of(client, answer["Location"])
    assert "要請を受け付けました" in page
    assert "次は市・受託者" in page
    assert "車いすの方がいる、寝たきりの方がいる（居室での撮影）" in page


@pytest.mark.django_db(transaction=True)
def test_request_that_met_another_is_sent_again_from_a_page_of_the_facilities_own():
    client, link = facility_client()
    sent = fresh_form(client)
    with locked_elsewhere(lambda: FacilityLink.objects.select_for_update().get(pk=link.pk)):
        answer = client.post("/f/new/", sent)
    page = answer.content.decode()
    assert (answer.status_code, 'class="facility"' in page, "topbar" in page) == (503, True, False)
    _, *fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    again = {name: [value for each, value in fields if each == name] for name, _ in fields}
    assert client.post("/f/new/", again)["Location"] == "/f/?done=requested"
    visit = Visit.objects.get()
    assert (visit.needs, visit.venue, visit.wish) == (SENT["needs"], SENT["venue"], SENT["wish"])


def test_a_form_that_is_sent_twice_asks_once():
    client, _ = facility_client()
    sent = fresh_form(client)
    assert [client.post("/f/new/", sent).status_code for _ in range(2)] == [303, 303]
    assert Visit.objects.count() == 1


def test_the_same_form_of_two_facilities_asks_twice():
    client, _ = facility_client()
    sent = fresh_form(client)
    for one in (client, facility_client()[0]):
        assert one.post("/f/new/", sent).status_code == 303
    assert Visit.objects.values("facility").distinct().count() == 2


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("head_count", "0", "1 以上"),
        ("head_count", "", "必須"),
        ("needs", ["helicopter"], "一覧から選んでください"),
        ("wish", f"番号は{MY_NUMBER}です。", "マイナンバー"),
        ("wish", "山田太郎さんは090-1234-5678です。", "電話番号と思われる"),
        ("wish", "あ" * 1001, "1000"),
    ],
)
def test_form_comes_back_filled_and_says_what_is_wrong(field, value, sentence):
    client, _ = facility_client()
    answer = client.post("/f/new/", fresh_form(client) | {field: value})
    page = answer.content.decode()
    assert (answer.status_code, Visit.objects.count()) == (422, 0)
    assert sentence in page
    if field != "wish":
        assert "午前中を希望します。" in page


def test_a_number_of_a_person_is_not_stored_anywhere(caplog):
    client, _ = facility_client()
    client.post("/f/new/", fresh_form(client) | {"wish": MY_NUMBER})
    assert MY_NUMBER not in caplog.text
    assert not Visit.objects.exists()


def test_words_of_a_facility_are_only_words(client_of):
    canary = "\"><img src=x onerror=alert(1)>{{ 7|add:'7' }}"
    client, _ = facility_client()
    client.post("/f/new/", fresh_form(client) | {"wish": canary})
    visit = Visit.objects.get()
    office = client_of(Role.CITY_STAFF)
    for page in (text_of(client), text_of(office, reverse("outreach:visit_detail", args=[visit.pk]))):
        assert "&lt;img src=x" in page
        assert "<img src=x" not in page
    assert "<img src=x" not in text_of(client, reverse("facility:change", args=[visit.pk]))


def test_request_outside_every_term_says_whom_to_call(time_machine):
    time_machine.move_to(NOW.replace(year=2030), tick=False)
    client, _ = facility_client(at=NOW.replace(year=2030))
    answer = client.post("/f/new/", fresh_form(client))
    assert (answer.status_code, Visit.objects.count()) == (422, 0)
    assert "お電話で" in answer.content.decode()


# --- changing and taking back -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [VisitStatus.REQUESTED, VisitStatus.COORDINATING])
def test_facility_changes_its_wishes_until_the_visit_is_agreed(status):
    client, link = facility_client()
    visit = make_visit(status, facility=link.facility)
    address = reverse("facility:change", args=[visit.pk])
    assert 'value="12"' in text_of(client, address)
    assert client.post(address, SENT)["Location"] == "/f/?done=changed"
    visit.refresh_from_db()
    assert (visit.head_count, visit.wish, visit.status) == (8, "午前中を希望します。", status)
    step = visit.steps.last()
    assert (step.status, step.reason) == (status, "申請予定人数を12人から8人に変更、希望などを変更")
    assert client.post(address, SENT)["Location"] == "/f/?done=unchanged"
    assert visit.steps.count() == 1


@pytest.mark.parametrize("page", ["change", "withdraw"])
@pytest.mark.parametrize("status", [VisitStatus.CONFIRMED, VisitStatus.HELD])
def test_an_agreed_visit_is_the_offices(page, status):
    client, link = facility_client()
    visit = make_visit(status, facility=link.facility)
    answer = client.post(reverse(f"facility:{page}", args=[visit.pk]), SENT | {"reason": "都合が変わった"})
    assert answer.status_code == 422
    assert "変更できません" in answer.content.decode()
    visit.refresh_from_db()
    assert (visit.status, visit.head_count) == (status, 12)
    assert f"/f/visits/{visit.pk}/change/" not in text_of(client)


@pytest.mark.parametrize("status", [VisitStatus.REQUESTED, VisitStatus.COORDINATING])
def test_facility_takes_its_request_back_with_a_reason(status):
    client, link = facility_client()
    visit = make_visit(status, facility=link.facility)
    address = reverse("facility:withdraw", args=[visit.pk])
    assert client.post(address, {"reason": ""}).status_code == 422
    for _ in range(2):
        assert client.post(address, {"reason": "別の方法で申請した"})["Location"] == "/f/?done=withdrawn"
    visit.refresh_from_db()
    assert (visit.status, visit.cancel_reason) == (VisitStatus.CANCELLED, "別の方法で申請した")
    assert [step.taken_by_link for step in visit.steps.all()] == [link]
    assert "取り下げました" in text_of(client, "/f/?done=withdrawn")


# --- nobody else's ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["change", "withdraw", "file", "answer", "propose"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_visit_of_another_facility_is_not_found(page, method):
    client, _ = facility_client()
    foreign = make_visit(VisitStatus.COORDINATING)
    agree(foreign, parties=())
    sent = SENT | {"reason": "x", "proposal": foreign.proposals.get().pk, "answer": "no"}
    answer = getattr(client, method)(reverse(f"facility:{page}", args=[foreign.pk]), sent)
    assert answer.status_code in (404, 405)
    assert foreign.facility.name not in answer.content.decode()
    before = Visit.objects.values().get(pk=foreign.pk)
    assert (before["status"], before["head_count"]) == (VisitStatus.COORDINATING, 12)
    assert not foreign.steps.exists()
    assert not foreign.proposals.get().answers.exists()


def test_proposal_of_another_facility_is_not_answered_through_an_own_visit():
    client, link = facility_client()
    mine, foreign = propose(make_visit(facility=link.facility)), propose(make_visit())
    sent = {"proposal": foreign.proposals.get().pk, "answer": "no", "party": "city"}
    assert client.post(reverse("facility:answer", args=[mine.pk]), sent).status_code == 404
    before = list(ProposalAnswer.objects.order_by("pk").values_list("party", "is_possible"))
    assert not [party for party, is_possible in before if not is_possible]
    sent["proposal"] = mine.proposals.get().pk
    assert client.post(reverse("facility:answer", args=[mine.pk]), sent)["Location"] == "/f/?done=answered"
    changed = ProposalAnswer.objects.get(is_possible=False)
    assert (changed.proposal.visit, changed.party, changed.answered_by_link) == (mine, "facility", link)


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_no_other_method_reaches_a_visit(method):
    client, link = facility_client()
    visit = make_visit(VisitStatus.COORDINATING, facility=link.facility)
    for page in ("change", "withdraw", "file", "answer", "propose"):
        answer = getattr(client, method)(reverse(f"facility:{page}", args=[visit.pk]))
        assert answer.status_code in ((204, 405) if method == "options" else (405,))
        assert answer.content == b""
    assert not visit.steps.exists()


def test_home_shows_the_facilitys_own_requests_only():
    client, link = facility_client()
    mine = make_visit(facility=link.facility, wish="わたしたちの希望")
    make_visit(wish="ほかの施設の希望")
    page = text_of(client)
    assert "わたしたちの希望" in page
    assert "ほかの施設の希望" not in page
    assert [row.visit for row in requests_of(link.facility)] == [mine]


def test_link_opens_no_page_of_the_office():
    client, link = facility_client()
    visit = make_visit(facility=link.facility)
    for address in ("/", "/outreach/", f"/outreach/visits/{visit.pk}/", "/outreach/facilities/", "/outreach/feed/"):
        assert client.get(address).status_code == 302


def test_without_a_pass_nothing_is_shown_or_done():
    facility = make_facility()
    make_link(facility)
    visit = make_visit(facility=facility)
    for page in ("home", "live", "request"):
        assert Client().get(reverse(f"facility:{page}")).status_code == 404
    for page in ("change", "withdraw"):
        assert Client().post(reverse(f"facility:{page}", args=[visit.pk]), SENT | {"reason": "x"}).status_code == 404
    forged = Client()
    forged.cookies["facility"] = "A" * 43
    assert forged.get("/f/").status_code == 404
    visit.refresh_from_db()
    assert visit.status == VisitStatus.REQUESTED


# --- where it stands --------------------------------------------------------------------------------------------------


def test_each_state_says_what_comes_next(calendar):
    client, link = facility_client()
    facility = link.facility
    visit = make_visit(facility=facility)
    assert "市と受託者が日程の案を作ります" in text_of(client)
    visit = propose(visit)
    visit.proposals.get().answers.filter(party="facility").delete()
    page = text_of(client)
    assert "次は施設" in page
    assert "都合をお知らせください" in page
    agree(visit)
    assert "市と受託者が確定します" in text_of(client)
    confirm(visit, calendar)
    page = text_of(client)
    assert "日程が決まりました" in page
    assert "2025年6月10日（火）" in page
    assert "10:00〜12:00" in page
    actions.cancel_visit(visit=visit, reason="感染症の流行", by=Actor.of(make_user(Role.GENERAL_MANAGER)), at=NOW)
    page = text_of(client)
    assert "中止になりました" in page
    assert "感染症の流行" in page


def test_page_shows_a_change_and_nothing_without_one():
    client, link = facility_client()
    visit = make_visit(facility=link.facility)
    asked = re.search(r'hx-get="(/f/live/\?v=\w+)"', text_of(client))[1]
    assert client.get(asked, headers=HX).status_code == 204
    propose(visit)
    answer = client.get(asked, headers=HX)
    assert answer.status_code == 200
    assert "調整中" in answer.content.decode()
    again = re.search(r'hx-get="(/f/live/\?v=\w+)"', answer.content.decode())[1]
    assert client.get(again, headers=HX).status_code == 204


@pytest.mark.parametrize("address", ["/f/", "/f/live/"])
def test_queries_do_not_grow_with_the_requests(address, django_assert_max_num_queries):
    client, link = facility_client()
    make_visit(facility=link.facility)
    propose(make_visit(facility=link.facility))
    client.get(address)
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    for day in range(11, 20):
        moment = NOW.replace(day=day)
        propose(make_visit(facility=link.facility), starts_at=moment, ends_at=moment.replace(hour=11))
    with django_assert_max_num_queries(len(few)):
        assert len(client.get(address).context["requests"]) == 11


def test_open_requests_stand_above_those_that_are_over():
    _, link = facility_client()
    over = make_visit(VisitStatus.CANCELLED, facility=link.facility)
    open_one = make_visit(facility=link.facility, requested_on=NOW.replace(month=5))
    assert [row.visit for row in requests_of(link.facility)] == [open_one, over]


def test_office_is_told_what_the_facility_reads(client_of):
    visit = propose(make_visit())
    page = text_of(client_of(Role.GENERAL_MANAGER), reverse("outreach:visit_detail", args=[visit.pk]))
    assert page.count("施設の画面にも表示します。") == 2  # the reason of a cancellation, the word about an answer


# --- traces -----------------------------------------------------------------------------------------------------------


def test_history_names_the_link_as_who_changed():
    client, _ = facility_client()
    client.post("/f/new/", fresh_form(client))
    found, _ = changes(Role.CITY_STAFF)
    change = next(change for change in found if change.subject == "訪問")
    assert (change.author, change.url) == (BY_LINK, "/f/new/")


@pytest.mark.parametrize(("limit", "refused"), [("act", 429), ("ask", 422)])
def test_one_link_does_not_flood_the_office(limit, refused, settings):
    settings.FACILITY_RATE_LIMITS = settings.FACILITY_RATE_LIMITS | {limit: "3/h/key"}
    client, _ = facility_client()
    statuses = [client.post("/f/new/", fresh_form(client) | {"head_count": n}).status_code for n in range(1, 6)]
    assert statuses == [303, 303, 303, refused, refused]
    assert client.get("/f/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_of_a_change_and_a_confirmation_at_once_one_comes_first(contract):
    """Either the office confirms what the facility changed, or the facility reads that it is too late."""
    from apps.contracts.calendar import Calendar

    link, _ = make_link()
    visit = propose(make_visit(facility=link.facility))
    wishes = {"head_count": 40, "needs": [], "venue": [], "wish": ""}
    results = at_once([
        lambda: confirm(visit, Calendar.load()),
        lambda: actions.change_wishes(visit=visit, wishes=wishes, by=Actor.by_link(link), at=NOW),
    ])  # fmt: skip
    visit.refresh_from_db()
    assert visit.status == VisitStatus.CONFIRMED, results
    assert visit.head_count == (40 if results[1] is True else 12)


def test_draft_of_a_date_is_offered_as_a_file():
    client, link = facility_client()
    visit = make_visit(VisitStatus.CONFIRMED, facility=link.facility)
    answer = client.get(reverse("facility:file", args=[visit.pk]))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="visit-{visit.pk}.ics"'
    undated = make_visit(facility=link.facility)
    assert client.get(reverse("facility:file", args=[undated.pk])).status_code == 404
