"""The roster's pages: who sees and changes what, and what comes back from a form that cannot be saved."""

import gzip
import json
import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from apps.accounts.enums import Role
from apps.contracts.calendar import Calendar
from apps.workforce.enums import Duty
from apps.workforce.models import RosterPublication, Shift
from apps.workforce.roster_actions import CellEdit, publish_month

from .factories import MONDAY, at, clerk, make_staff, version_in_force
from .roster_factories import crew, fill, make_pattern, make_shift, plan, published, save, site_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
PAGE = reverse("workforce:roster")
SAVE = reverse("workforce:roster_save")
COPY = reverse("workforce:roster_copy_week")
PUBLISH = reverse("workforce:roster_publish")
JUNE = {"month": "2025-06", "site": "honcho"}
DAY = plan("9-17", "12-13")


@pytest.fixture
def staff():
    return make_staff(ready_for=Duty.COUNTER_STAFF, name="川越 花子", posted_to=site_of())


@pytest.fixture
def manager(client_of):
    return client_of(Role.GENERAL_MANAGER)


def box(staff, day=2):
    return f"c{staff.pk}-{day:02}"


def page_of(client, **query):
    return client.get(PAGE, JUNE | query)


def post(client, cells, *, seen=None, **fields):
    return client.post(SAVE, JUNE | {"seen": json.dumps(seen or {})} | fields | cells)


def value_of(answer, name):
    found = re.search(rf'<input id="{name}"[^>]*value="([^"]*)"', answer.content.decode())
    return found[1] if found else None


def june():
    return Calendar.load().open_days("honcho", MONDAY, date(2025, 6, 30))


# --- the page -------------------------------------------------------------------------------------------------------


def test_page_shows_every_place_and_the_people_of_one(manager, staff):
    helper = make_staff(ready_for=Duty.COUNTER_STAFF, name="応援 次郎")
    make_shift(helper, MONDAY, "9-12")
    answer = page_of(manager)
    page = answer.context["page"]
    assert [row.site.code for row in page.places] == [
        "honcho", "takashina", "ohigashi", "kasumigaseki", "naguwashi", "station", "callcenter",
    ]  # fmt: skip
    assert {row.staff for row in page.rows} == {staff, helper}
    assert value_of(answer, box(helper)) == "9-12"
    assert value_of(answer, box(staff)) == ""
    assert value_of(answer, box(staff, 7)) is None  # Saturday


def test_overview_says_heads_floor_minutes_below_and_leader(manager):
    people = crew()
    fill(people, [MONDAY])
    page = page_of(manager).context["page"]
    days = {day.day: day for day in page.places[0].days}
    monday, tuesday = days[MONDAY], days[MONDAY + timedelta(days=1)]
    assert (monday.heads, monday.floor, monday.minutes_below, monday.has_leader) == (2, 2, 0, True)
    assert (tuesday.heads, tuesday.floor, tuesday.minutes_below, tuesday.has_leader) == (0, 2, 480, False)
    assert days[date(2025, 6, 1)].closed == "日曜日"
    text = page_of(manager).content.decode()
    assert f"{reverse('workforce:coverage')}?date=2025-06-02" in text
    assert "▲480" in text


def test_somebody_who_is_posted_elsewhere_is_added_to_the_page(manager):
    helper = make_staff(ready_for=Duty.COUNTER_STAFF, name="応援 次郎", posted_to=site_of("takashina"))
    assert helper in page_of(manager).context["page"].others
    answer = page_of(manager, add=helper.pk)
    assert value_of(answer, box(helper)) == ""
    assert post(manager, {box(helper): "9-12"}, add=helper.pk).status_code == 303
    assert Shift.objects.get().site == site_of()


def test_shift_elsewhere_is_named_beside_the_cell(manager, staff):
    make_shift(staff, MONDAY, "9-12", site=site_of("takashina"))
    assert "高階 09:00–12:00" in page_of(manager).content.decode()


def test_retraining_and_missing_break_stand_beside_the_cell(manager, staff):
    save([CellEdit(staff, day, (plan("9-17"),)) for day in (MONDAY, date(2025, 6, 3))])
    remarks = {remark.sentence: remark for remark in page_of(manager).context["page"].remarks}
    (shortage,) = [remark for sentence, remark in remarks.items() if "休憩が45分足りません" in sentence]
    assert (shortage.blocks, shortage.spoken_days, shortage.cell) == (True, "6/2（月）～6/3（火）の2日", box(staff))
    version_in_force("counter-manual", since=MONDAY)
    text = page_of(manager).content.decode()
    assert "の再研修を受けていません。" in text
    assert "要確認" in text


def test_somebody_who_may_no_longer_work_is_marked(manager):
    newcomer = make_staff(name="新人 一郎", posted_to=site_of())
    make_shift(newcomer, MONDAY, "9-12")
    text = page_of(manager).content.decode()
    assert "公開できません" in text
    assert "業務研修を修了していません" in text


@pytest.mark.parametrize("role", [Role.CITY_STAFF, Role.CITY_APPROVER])
def test_city_reads_what_is_published(client_of, role):
    people = crew()
    fill(people, [MONDAY])
    reader = client_of(role)
    page = page_of(reader).context["page"]
    assert (page.rows, {day.closed for day in page.places[0].days}) == ([], {"公開前"})
    published(Shift.objects.get(staff=people[0]))
    RosterPublication.objects.create(site=site_of(), month=date(2025, 6, 1), published_at=at(9), published_by=clerk())
    answer = page_of(reader)
    page, text = answer.context["page"], answer.content.decode()
    assert ([row.staff for row in page.rows], page.places[0].days[1].heads) == ([people[0]], 0)
    assert page.places[0].days[1].minutes_below == 480
    assert "9-17/11-12" in text
    assert "<input id=" not in text
    assert page.remarks == []


def test_site_leader_reads_drafts_and_writes_nothing(client_of, staff):
    save([CellEdit(staff, MONDAY, (DAY,))])
    leader = client_of(Role.SITE_LEADER)
    answer = page_of(leader)
    assert "9-17/12-13" in answer.content.decode()
    assert "<input id=" not in answer.content.decode()
    for address in (SAVE, COPY, PUBLISH):
        assert leader.post(address, JUNE).status_code == 403


def test_leader_of_the_call_centre_plans_the_call_centre_alone(client_of):
    leader = client_of(Role.CC_LEADER)
    operator = make_staff(ready_for=Duty.OPERATOR, posted_to=site_of("callcenter"))
    assert [row.site.code for row in leader.get(PAGE).context["page"].places] == ["callcenter"]
    assert page_of(leader).status_code == 404
    assert post(leader, {box(operator): "9-12"}).status_code == 404
    for address in (COPY, PUBLISH):
        assert leader.post(address, JUNE).status_code == 404
    assert post(leader, {box(operator): "9-12"}, site="callcenter").status_code == 303
    assert Shift.objects.get().duty == Duty.OPERATOR


def test_leader_of_the_call_centre_cannot_roster_counter_staff(client_of, staff):
    assert post(client_of(Role.CC_LEADER), {box(staff): "9-12"}, site="callcenter").status_code == 303
    assert not Shift.objects.exists()


@pytest.mark.parametrize("role", [Role.COUNTER_STAFF, Role.OPERATOR, Role.SYSTEM_ADMIN])
def test_others_do_not_open_the_roster(client_of, role):
    assert client_of(role).get(PAGE).status_code == 403


@pytest.mark.parametrize("query", [{"month": "2025-13"}, {"month": "9999-12"}, {"month": "\0"}, {"add": "9" * 30}])
def test_page_answers_with_its_defaults(manager, query):
    assert manager.get(PAGE, query).status_code == 200


@pytest.mark.parametrize("site", ["city", "nowhere", "\0"])
def test_place_without_a_roster_is_not_found(manager, site):
    assert page_of(manager, site=site).status_code == 404


# --- saving ---------------------------------------------------------------------------------------------------------


def test_changed_cells_are_saved_together(manager, staff):
    make_pattern("早", "9-16", "12-12:45")
    answer = post(
        manager, {box(staff, 2): "早", box(staff, 3): "９：００～１７：００／１２：００～１３：００", box(staff, 4): ""}
    )
    assert (answer.status_code, answer["Location"]) == (303, f"{PAGE}?month=2025-06&site=honcho")
    assert Shift.objects.count() == 2
    page = page_of(manager)
    assert [value_of(page, box(staff, day)) for day in (2, 3, 4)] == ["早", "9-17/12-13", ""]
    assert "勤務表を保存しました（2件）。" in page.content.decode()


def test_untouched_cells_stay_even_if_they_changed_meanwhile(manager, staff):
    save([CellEdit(staff, MONDAY, (DAY,))])
    post(manager, {box(staff, 2): "9-12", box(staff, 3): "9-12"}, seen={box(staff, 2): "9-12"})
    assert {(shift.day.day, shift.ends_at.hour) for shift in Shift.objects.all()} == {(2, 17), (3, 12)}


def test_wrong_cell_comes_back_with_its_sentence_and_nothing_typed_is_lost(manager, staff):
    newcomer = make_staff(name="新人 一郎", posted_to=site_of())
    save([CellEdit(staff, MONDAY, (DAY,))])
    cells = {box(staff, 2): "9-16/12-13", box(staff, 3): "遅", box(newcomer, 2): "9-12"}
    answer = post(manager, cells, seen={box(staff, 2): "9-17/12-13"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert [value_of(answer, name) for name in cells] == ["9-16/12-13", "遅", "9-12"]
    assert f'<a href="#{box(staff, 3)}">川越 花子 6/3（火）：「遅」という勤務の型はありません。' in text
    assert f'id="{box(staff, 3)}-error"' in text
    assert Shift.objects.count() == 1
    answer = post(manager, cells | {box(staff, 3): ""}, seen=answer.context["page"].seen)
    assert "従事者として配置できません。" in answer.content.decode()
    assert [value_of(answer, name) for name in cells] == ["9-16/12-13", "", "9-12"]
    assert (
        post(manager, cells | {box(staff, 3): "", box(newcomer, 2): ""}, seen=answer.context["page"].seen).status_code
        == 303
    )
    assert Shift.objects.get().ends_at.hour == 16


def test_cell_changed_by_a_colleague_is_refused_and_then_taken_knowingly(client_of, staff):
    mine, colleague = client_of(Role.GENERAL_MANAGER), client_of(Role.GENERAL_MANAGER, display_name="高階")
    assert post(colleague, {box(staff): "9-12"}).status_code == 303
    answer = post(mine, {box(staff): "13-17"})
    assert answer.status_code == 422
    assert "高階さんが" in answer.content.decode()
    assert value_of(answer, box(staff)) == "13-17"
    assert post(mine, {box(staff): "13-17"}, seen=answer.context["page"].seen).status_code == 303
    assert Shift.objects.get().starts_at.hour == 13


def test_form_sent_twice_saves_once(manager, staff):
    for _ in range(2):
        assert post(manager, {box(staff): "9-12"}).status_code == 303
    assert Shift.objects.count() == 1


def test_broken_page_state_is_told(manager, staff):
    for seen in ("{", "[]", '{"a": 1}', "[" * 100_000):
        answer = manager.post(SAVE, JUNE | {"seen": seen, box(staff): "9-12"})
        assert answer.status_code == 422
        assert "画面を読み込み直して" in answer.content.decode()
    assert not Shift.objects.exists()


def test_cells_of_nobody_and_of_no_day_are_left_out(manager, staff):
    assert post(manager, {"c999999-02": "9-12", box(staff, 31): "9-12", "c1-99": "x", "cx": "y"}).status_code == 303
    assert not Shift.objects.exists()


def test_published_month_asks_for_a_reason(manager, staff):
    fill(crew(), june())
    publish_month(site=site_of(), month=date(2025, 6, 1), by=clerk(), at=at(10), calendar=Calendar.load())
    answer = post(manager, {box(staff): "9-12"})
    assert answer.status_code == 422
    assert "変更する理由を入力してください" in answer.content.decode()
    assert value_of(answer, box(staff)) == "9-12"
    assert post(manager, {box(staff): "9-12"}, reason="来場者が増えるため").status_code == 303
    assert Shift.objects.get(staff=staff).published_at is not None


def test_reason_with_personal_data_is_questioned(manager, staff):
    answer = post(manager, {box(staff): "9-12"}, reason="049-224-8811に電話したため")
    assert answer.status_code == 422
    assert not Shift.objects.exists()


# --- copying and publishing -----------------------------------------------------------------------------------------


def test_week_is_copied_and_what_was_skipped_is_shown(manager, staff):
    save([CellEdit(staff, MONDAY, (DAY,)), CellEdit(staff, date(2025, 6, 10), (plan("9-12"),))])
    save([CellEdit(staff, date(2025, 6, 3), (DAY,))])
    form = JUNE | {"monday": "2025-06-02", "target": "2025-06-11", "weeks": "1"}
    text = manager.post(COPY, form).content.decode()
    assert "1件の勤務をコピーしました。" in text
    assert "すでに入力があります。" in text
    assert Shift.objects.filter(day=date(2025, 6, 9)).count() == 1
    assert manager.post(COPY, form | {"target": "x"}).status_code == 422
    assert manager.get(COPY, JUNE).context["form"].initial["monday"] == "2025-06-02"


def test_copy_into_a_published_month_asks_for_a_reason(manager, staff):
    save([CellEdit(staff, MONDAY, (DAY,))])
    RosterPublication.objects.create(site=site_of(), month=date(2025, 6, 1), published_at=at(9), published_by=clerk())
    form = JUNE | {"monday": "2025-06-02", "target": "2025-06-09", "weeks": "2"}
    assert manager.post(COPY, form).status_code == 422
    assert "2件の勤務をコピーしました" in manager.post(COPY, form | {"reason": "翌週も同じため"}).content.decode()


def test_publication_is_refused_with_every_reason_and_the_way_there(manager, staff):
    fill(crew(), june())
    gone = Shift.objects.filter(day=date(2025, 6, 12)).latest("pk")
    gone.delete()
    newcomer = make_staff(name="新人 一郎")
    make_shift(newcomer, date(2025, 6, 13), "9-17")
    answer = manager.post(PUBLISH, JUNE)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "人員の不足（1か所、合計120分）" in text
    assert "本庁舎 人数 あと1人" in text
    assert f"{reverse('workforce:coverage')}?date=2025-06-12" in text
    assert f"#c{newcomer.pk}-13" in text
    assert "休憩の不足（1件）" in text
    assert not RosterPublication.objects.exists()
    assert "人員の不足（1か所、合計120分）" in manager.get(PUBLISH, JUNE).content.decode()


def test_publication_is_done_and_told(manager):
    fill(crew(), june())
    assert "公開できます。" in manager.get(PUBLISH, JUNE).content.decode()
    assert manager.post(PUBLISH, JUNE).status_code == 303
    assert RosterPublication.objects.get().published_by == manager.user
    assert "公開済" in page_of(manager).content.decode()
    again = manager.post(PUBLISH, JUNE)
    assert "公開しています" in again.content.decode()
    assert RosterPublication.objects.count() == 1


# --- size -----------------------------------------------------------------------------------------------------------


def test_page_of_thirty_people_takes_the_queries_of_one_and_stays_light(manager, django_assert_max_num_queries):
    make_pattern("日", "9-17", "12-13")
    people = [make_staff(ready_for=Duty.COUNTER_STAFF, posted_to=site_of())]

    def cost():
        with django_assert_max_num_queries(60) as queries:
            answer = page_of(manager)
        return len(queries), answer

    page_of(manager)
    save([CellEdit(people[0], MONDAY, (DAY,))])
    few, _ = cost()
    people += [make_staff(ready_for=Duty.COUNTER_STAFF, posted_to=site_of()) for _ in range(29)]
    save([CellEdit(person, day, (DAY,)) for person in people for day in june()])
    many, answer = cost()
    assert many == few
    assert len(gzip.compress(answer.content)) < 100_000
