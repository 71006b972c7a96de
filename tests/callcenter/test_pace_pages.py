"""The pages of pace, seats and surges: who sees what, in figures that are the month's own."""

import re
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.enums import Role
from apps.callcenter.enums import Outcome, SurgeDecision
from apps.callcenter.models import SurgeEvent
from apps.contracts.models import Parameter, Site
from apps.core.clock import JST
from apps.workforce.enums import Duty
from apps.workforce.models import Shift
from tests.workforce.factories import clerk, make_staff
from tests.workforce.test_cooperation import make_talk

from .call_rows import call, mixed, moment, save_calls, steady
from .factories import make_inquiry
from .test_surge import make_surge

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]
PACE, SEATS, SURGES = (reverse(f"callcenter:{name}") for name in ("pace", "seats", "surges"))
BANNER = reverse("callcenter:surge_banner")
READERS = [Role.CC_LEADER, Role.GENERAL_MANAGER, Role.CITY_STAFF, Role.CITY_APPROVER]
JULY = datetime(2025, 7, 10, 12, 0, tzinfo=JST)


def text_of(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


# --- pace -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", READERS)
def test_month_is_shown_to_leaders_and_city(client_of, role):
    save_calls(mixed(899, 101))
    page = text_of(client_of(role), f"{PACE}?month=2025-06")
    assert "89.9 %" in page
    assert "■ 未達" in page
    assert "899件 ÷ 1,000件" in page


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.COUNTER_STAFF, Role.SITE_LEADER])
def test_pace_is_closed_to_others(client_of, role):
    client = client_of(role)
    assert {client.get(page).status_code for page in (PACE, SEATS, SURGES, BANNER)} == {403}


def test_finished_month_names_what_was_missing(client_of):
    save_calls(mixed(880, 120))
    with time_machine.travel(JULY):
        page = text_of(client_of(Role.CITY_STAFF), f"{PACE}?month=2025-06")
    assert "88.0 %" in page
    assert "90 %に届くには、あと20件の応答が必要でした" in page
    assert "確定した月" in page
    assert "月末の見込み" not in page.split("数え方")[0].replace("（月末の見込み）", "")


def test_running_month_says_how_many_may_still_be_lost(client_of):
    save_calls(steady(date(2025, 6, 2), date(2025, 6, 17), a_half_hour=6, lost_of=12))
    page = text_of(client_of(Role.CC_LEADER), PACE)
    assert re.search(r"取りこぼしの余裕（月末まで） あと \d+ 件", page)
    assert "今日までの件数だけでは あと" in page
    assert re.search(r"幅 \d\d\.\d%〜\d\d\.\d%", page)


def test_too_little_data_is_said_on_the_page(client_of):
    save_calls(mixed(9, 1, date(2025, 6, 17)))
    page = text_of(client_of(Role.CC_LEADER), PACE)
    assert "10日そろうと見込みを表示します。" in page


def test_empty_month_has_a_dash_and_no_chart(client_of):
    answer = client_of(Role.CITY_STAFF).get(f"{PACE}?month=2025-07")
    assert '<span class="big-number">—</span>' in answer.content.decode()
    assert "<svg" not in answer.content.decode()


def test_chart_has_the_target_line_and_its_table(client_of):
    save_calls(mixed(9, 1) + mixed(8, 2, date(2025, 6, 3)))
    page = client_of(Role.CITY_STAFF).get(f"{PACE}?month=2025-06").content.decode()
    assert 'class="chart__target"' in page
    assert "6/3（火）" in page
    assert "heat__cell--3" not in page
    assert "▲ 80.0%" in page


def test_two_rules_are_judged_apart(client_of):
    save_calls(mixed(900, 100))
    page = text_of(client_of(Role.CITY_STAFF), f"{PACE}?month=2025-06")
    assert re.search(r"月間の応答率 90 %以上 ● 達成", page)
    assert re.search(r"常時 2席以上 ○ 判定できません コールセンターの打刻がありません", page)


def test_volume_beyond_the_agreed_share_leads_to_the_talk(client_of):
    save_calls(mixed(1_990, 0))
    with time_machine.travel(JULY):
        client = client_of(Role.CC_LEADER)
        assert "協議の対象" in text_of(client, f"{PACE}?month=2025-06")
        assert "差が基準を超えています" in text_of(client, f"{PACE}?month=2025-06")
        make_talk(month=date(2025, 6, 1), held_on=date(2025, 7, 3))
        assert "記録あり・確認待ち" in text_of(client, f"{PACE}?month=2025-06")


@pytest.mark.parametrize("month", ["", "2025-13", "x", "9999-12", "0001-01", "２０２５-06", "\0"])
def test_strange_month_is_the_current_one(client_of, month):
    answer = client_of(Role.CC_LEADER).get(PACE, {"month": month})
    assert (answer.status_code, answer.context["pace"].first) == (200, date(2025, 6, 1))


@pytest.mark.parametrize("month", ["2000-01", "2100-12"])
def test_first_and_last_month_lead_no_further(client_of, month):
    answer = client_of(Role.CC_LEADER).get(PACE, {"month": month})
    assert (answer.context["before"] is None) == (month == "2000-01")
    assert (answer.context["after"] is None) == (month == "2100-12")


def test_page_costs_the_same_queries_whatever_it_shows(client_of):
    client = client_of(Role.CC_LEADER)
    save_calls(mixed(1, 0, date(2025, 6, 3)))
    few = queries_of(client, PACE)
    save_calls(steady(date(2025, 4, 21), date(2025, 6, 17)))
    assert queries_of(client, PACE) == few


def queries_of(client, address):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


# --- seats ------------------------------------------------------------------------------------------------------------


def roster(day, *, heads, starts="08:30", ends="17:15"):
    for _ in range(heads):
        Shift.objects.create(
            staff=make_staff(duty=Duty.OPERATOR), site=Site.objects.get(code="callcenter"), duty=Duty.OPERATOR, day=day,
            starts_at=starts, ends_at=ends, published_at=moment(date(2025, 6, 1), "12:00"), published_by=clerk(),
        )  # fmt: skip


def test_needed_and_planned_seats_stand_side_by_side(client_of):
    save_calls(steady(date(2025, 5, 1), date(2025, 6, 17), a_half_hour=10))
    roster(date(2025, 6, 18), heads=3)
    answer = client_of(Role.CC_LEADER).get(f"{SEATS}?week=2025-06-18")
    week = dict(answer.context["week"])
    wednesday = week["10:00"][2]
    assert (wednesday.planned, wednesday.seats, wednesday.difference) == (3, 4, -1)
    assert week["10:00"][1].planned is None
    assert week["17:00"][2].seats == 2  # no call ever came then; the floor stays
    page = answer.content.decode()
    assert "▲ 計画3（-1）" in page
    assert "契約の設定" in page


def test_draft_shifts_are_no_plan(client_of):
    save_calls(steady(date(2025, 5, 1), date(2025, 6, 17)))
    roster(date(2025, 6, 18), heads=3)
    Shift.objects.update(published_at=None, published_by=None)
    answer = client_of(Role.CC_LEADER).get(f"{SEATS}?week=2025-06-18")
    assert answer.context["with_planned"] is None
    assert answer.context["unpublished"] == 5


def test_break_leaves_the_emptiest_minute(client_of):
    save_calls(steady(date(2025, 5, 1), date(2025, 6, 17)))
    roster(date(2025, 6, 18), heads=2)
    roster(date(2025, 6, 18), heads=1, ends="10:10")
    week = dict(client_of(Role.CC_LEADER).get(f"{SEATS}?week=2025-06-18").context["week"])
    assert [week[clock][2].planned for clock in ("9:30", "10:00", "10:30")] == [3, 2, 2]


def test_other_times_are_reckoned_with_and_nothing_is_kept(client_of):
    save_calls(steady(date(2025, 5, 1), date(2025, 6, 17), a_half_hour=10))
    client = client_of(Role.GENERAL_MANAGER)
    longer = client.get(f"{SEATS}?week=2025-06-18&talk=600&wrap_up=0&patience=120").context
    agreed = client.get(f"{SEATS}?week=2025-06-18").context
    assert longer["times"].talk == 600
    assert (longer["times"].wrap_up, agreed["times"].wrap_up) == (0, 120)
    assert longer["with_needed"].seat_hours > agreed["with_needed"].seat_hours
    assert Parameter.objects.get(key="callcenter.talk_seconds").value == 180


def test_measured_times_stand_beside_the_agreed_ones(client_of, operator):
    at = moment(date(2025, 6, 17), "10:00")
    answered = call(at, talk=200, wait=10)
    save_calls([answered, call(at, Outcome.ABANDONED, wait=40), *steady(date(2025, 6, 2), date(2025, 6, 3))])
    make_inquiry(operator, at=at, call=answered, saved_at=answered.ended_at + timedelta(seconds=90))
    late = call(at, talk=200, wait=10)
    save_calls([late])
    make_inquiry(operator, at=at, call=late, saved_at=late.ended_at + timedelta(hours=3))  # written down after hours
    context = client_of(Role.CC_LEADER).get(SEATS).context
    hung_up = 204 // 10 + 1
    assert context["measured"].wrap_up == 90
    assert context["measured"].talk == (184 * 180 + 400) // 186
    assert context["measured"].patience == (204 * 5 + 60) // hung_up


def test_both_readings_of_the_specifications_minutes_are_shown(client_of):
    save_calls(steady(date(2025, 5, 1), date(2025, 6, 17), a_half_hour=10))
    inside, apart = client_of(Role.CITY_STAFF).get(SEATS).context["readings"]
    assert (inside.times.talk + inside.times.wrap_up, apart.times.talk, apart.times.wrap_up) == (300, 300, 120)
    assert inside.most_seats < apart.most_seats


@pytest.mark.parametrize("query", ["talk=0", "talk=99999999999", "wrap_up=-1", "patience=x", "week=2025-99-01"])
def test_strange_times_are_refused_in_words(client_of, query):
    answer = client_of(Role.CC_LEADER).get(f"{SEATS}?{query}")
    assert answer.status_code == 422
    assert answer.context["form"].errors


def test_load_beyond_any_centre_is_a_sentence(client_of):
    save_calls(steady(date(2025, 5, 1), date(2025, 6, 17), a_half_hour=10))
    Parameter.objects.filter(key="callcenter.answer_rate_percent").update(value=100)
    answer = client_of(Role.CC_LEADER).get(SEATS)
    assert (answer.status_code, answer.context["no_plan"]) == (
        200,
        "目標は、0より大きく1より小さい割合にしてください。",
    )


def test_no_records_leave_the_page_with_a_hint(client_of):
    assert "10日そろうと見込みを表示します。" in text_of(client_of(Role.CC_LEADER), SEATS)


def test_seats_cost_the_same_queries_whatever_they_show(client_of):
    client = client_of(Role.CC_LEADER)
    save_calls(steady(date(2025, 5, 20), date(2025, 6, 17)))
    roster(date(2025, 6, 18), heads=2)
    few = queries_of(client, SEATS)
    save_calls(steady(date(2025, 4, 30), date(2025, 6, 17)))
    roster(date(2025, 6, 19), heads=5)
    assert queries_of(client, SEATS) == few


# --- surges -----------------------------------------------------------------------------------------------------------


def test_city_sees_a_surge_and_what_was_done_about_it(client_of):
    city, leader, event = client_of(Role.CITY_STAFF), client_of(Role.CC_LEADER), make_surge()
    page = text_of(city, BANNER)
    assert "▲ 着信の急増" in page
    assert "追加の目安 2席" in page
    answer = leader.post(
        reverse("callcenter:surge", args=[event.pk]),
        {"decision": "added", "seats_added": "2", "reason": "兼務者が着席"},
    )
    assert (answer.status_code, answer["Location"]) == (303, SURGES)
    page = text_of(city, BANNER)
    assert "着信の急増・対応済" in page
    assert "兼務者が着席" in page


def test_board_is_asked_again_and_answered_only_when_something_changed(client_of):
    city = client_of(Role.CITY_STAFF)
    assert city.get(f"{BANNER}?v=none").status_code == 204
    event = make_surge()
    assert city.get(f"{BANNER}?v=none").status_code == 200
    assert city.get(f"{BANNER}?v={event.version}").status_code == 204
    SurgeEvent.objects.update(latest_calls=25)
    assert "25件" in text_of(city, f"{BANNER}?v={event.version}")
    SurgeEvent.objects.update(ended_at=event.found_at + timedelta(minutes=20))
    answer = city.get(f"{BANNER}?v={event.version}")
    assert 'hx-get="/calls/pace/surges/now/?v=none"' in answer.content.decode()
    assert "着信の急増" not in answer.content.decode()


def test_city_cannot_decide(client_of):
    address = reverse("callcenter:surge", args=[make_surge().pk])
    city = client_of(Role.CITY_APPROVER)
    assert {city.get(address).status_code, city.post(address, {"decision": "added"}).status_code} == {403}
    assert SurgeEvent.objects.get().decision == ""


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({}, "対応を選んでください。"),
        ({"decision": "added"}, "追加した席数を入力してください。"),
        ({"decision": "added", "seats_added": "0"}, "この値は 1 以上"),
        ({"decision": "none"}, "席を追加しない理由を入力してください。"),
        ({"decision": "x"}, "対応を選び直してください。"),
    ],
)
def test_half_a_decision_comes_back_as_typed(client_of, posted, sentence):
    event = make_surge()
    answer = client_of(Role.CC_LEADER).post(reverse("callcenter:surge", args=[event.pk]), posted | {"note": "x"})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert SurgeEvent.objects.get().decision == ""


def test_second_decision_is_told_that_one_is_there(client_of):
    event, first, second = make_surge(), client_of(Role.CC_LEADER), client_of(Role.GENERAL_MANAGER)
    address = reverse("callcenter:surge", args=[event.pk])
    posted = {"decision": "none", "reason": "落ち着いたため"}
    assert first.post(address, posted).status_code == 303
    assert first.post(address, posted).status_code == 303
    answer = second.post(address, {"decision": "added", "seats_added": "1"})
    assert (answer.status_code, "対応は、すでに記録されています。" in answer.content.decode()) == (422, True)
    assert SurgeEvent.objects.get().decision == SurgeDecision.NONE


def test_log_lists_surges_and_the_way_to_decide_only_for_those_who_may(client_of):
    make_surge(ended_at=datetime(2025, 6, 18, 10, 30, tzinfo=JST))
    event = make_surge(found_at=datetime(2025, 6, 18, 11, 0, tzinfo=JST))
    address = reverse("callcenter:surge", args=[event.pk])
    assert address in client_of(Role.CC_LEADER).get(SURGES).content.decode()
    page = client_of(Role.CITY_STAFF).get(SURGES).content.decode()
    assert address not in page
    assert "未対応" in page
    assert "継続中" in page
