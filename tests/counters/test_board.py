"""The day board: who is where, what is missing, whom to call (第2-1-(8), (9), (9)-①). It is Monday 2 June 2025."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.enums import Role
from apps.contracts.calendar import Calendar
from apps.contracts.models import Site
from apps.counters.board import day_board
from apps.counters.models import Trouble
from apps.workforce.enums import Duty, LeftAs, Office
from apps.workforce.models import Vacancy
from apps.workforce.vacancies import review_vacancies
from tests.workforce import days
from tests.workforce.days import make_absence, make_outing, make_presence, make_shift, publish, staff_counter
from tests.workforce.factories import make_appointment, make_staff

from .factories import (
    MONDAY,
    NOW,
    SUNDAY,
    assign,
    at,
    make_equipment,
    make_session,
    make_user,
    record,
    site_of,
    tick_all,
)

LIVE = {"HX-Request": "true"}
COUNTERS = days.COUNTERS


@pytest.fixture
def leader(client_of):
    return client_of(Role.SITE_LEADER)


def board_at(moment=NOW, *, role=Role.SITE_LEADER, day=MONDAY, user=None):
    return day_board(user=user or make_user(role), day=day, now=moment, calendar=Calendar.load())


def row_at(moment=NOW, code="honcho", **options):
    return next(row for row in board_at(moment, **options).rows if row.site.code == code)


def heads_at(moment=NOW, code="honcho", **options):
    heads = row_at(moment, code, **options).heads
    return heads.state.kind, heads.state.word, heads.basis


def come(shift, hours="08:50-", **options):
    return make_presence(shift.staff, hours, code=shift.site.code, duty=Duty(shift.duty), **options)


# --- heads


def test_heads_are_the_plan_until_somebody_clocks_in():
    assert heads_at() == ("off", "勤務表なし", "")
    one, two, _ = staff_counter()
    assert heads_at() == ("warn", "3/2人", "予定・出勤の記録なし")
    come(one)
    assert heads_at() == ("error", "1/2人", "実績")
    come(two)
    assert heads_at() == ("ok", "2/2人", "実績")


def test_heads_are_judged_only_while_the_counter_is_open():
    for shift in staff_counter()[:1]:
        come(shift, "08:40-16:59")
    assert heads_at(at(8, 59, 59)) == ("off", "3/2人", "予定")
    assert heads_at(at(9)) == ("error", "1/2人", "実績")
    assert heads_at(at(17)) == ("warn", "不足480分", "実績")
    assert heads_at(at(10, day=SUNDAY)) == ("off", "3/2人", "予定")


def test_heads_end_in_the_second_of_the_clock_out_and_an_open_stretch_does_not():
    one, two, _ = staff_counter()
    come(one, "08:50-12:00")
    come(two)
    assert heads_at(at(11, 59, 59)) == ("ok", "2/2人", "実績")
    assert heads_at(at(12)) == ("error", "1/2人", "実績")


def test_the_next_gap_of_the_plan_is_told_with_its_hours():
    make_absence(staff_counter()[0])
    assert row_at(at(10)).heads.next_gap == "12:00–14:00 1人不足"
    assert row_at(at(14)).heads.next_gap == ""


def test_a_closed_counter_has_no_heads():
    assert row_at(day=SUNDAY).heads is None


# --- leaders


def leading(hours="09:00-17:00", code="honcho", name="霞　導"):
    return make_shift(make_staff(duty=Duty.SITE_LEADER, name=name), hours, code=code, duty=Duty.SITE_LEADER)


def line_at(moment=NOW, **options):
    line = board_at(moment, **options).leader_line
    return line.state.kind, line.present, line.planned


def test_the_leader_line_is_red_from_the_first_opening_until_one_has_checked_in():
    shift = leading()
    planned = ("霞　導（本庁舎）",)
    assert line_at(at(8, 59, 59)) == ("off", (), planned)
    assert line_at(at(9)) == ("error", (), planned)
    come(shift)
    assert line_at(at(9)) == ("ok", planned, planned)
    assert row_at(at(9)).leaders.names == ("霞　導",)
    assert board_at(day=SUNDAY).leader_line is None


def test_a_leader_on_a_break_is_still_on_duty_and_one_who_has_gone_home_is_not():
    shift = leading()
    stretch = come(shift, "08:50-12:00", left_as=LeftAs.BREAK)
    assert line_at(at(12, 30))[0] == "ok"
    stretch.left_as = LeftAs.OUT
    stretch.save()
    assert line_at(at(12, 30))[0] == "error"


def test_the_leader_line_of_a_past_day_tells_for_how_long_no_leader_was_there():
    tuesday = at(9, day=MONDAY + timedelta(days=1))
    shift = leading("09:00-18:00")
    assert board_at(tuesday).leader_line.state.word == "実績なし"
    stretch = come(shift, "08:50-17:15")
    state = board_at(tuesday).leader_line.state
    assert (state.kind, state.word) == ("warn", "実績（不在45分）")
    stretch.left_at = at(18)
    stretch.save()
    state = board_at(tuesday).leader_line.state
    assert (state.kind, state.word) == ("ok", "実績")


def test_the_leader_line_warns_when_every_leader_is_on_an_outing():
    shift = leading()
    outing = make_outing("10:00-12:00", leader=shift.staff)
    come(shift, "08:50-10:00", left_as=LeftAs.MOVE)
    make_presence(shift.staff, "10:00-", outing=outing, duty=Duty.SITE_LEADER)
    assert line_at(at(11))[0] == "warn"
    other = leading(code="takashina", name="福原　率")
    come(other)
    assert line_at(at(11))[0] == "ok"


# --- vacancies, outings, the call centre


def test_an_open_vacancy_stands_on_top_with_its_minutes_until_it_is_filled():
    publish("honcho")
    make_absence(staff_counter()[0])
    review_vacancies(MONDAY, at(9, 20))
    (vacancy,) = board_at().vacancies
    assert (vacancy.place, vacancy.span, vacancy.missing, vacancy.minutes_open) == ("本庁舎", "12:00–14:00", 1, 40)
    assert [board_at(at(hour)).vacancies[0].kind for hour in (10, 12, 14)] == ["warn", "error", "off"]
    Vacancy.objects.update(filled_at=at(10))
    assert board_at().vacancies == []


def test_staff_see_the_vacancies_of_their_own_counters_only():
    clerk = make_user(Role.COUNTER_STAFF)
    assign(clerk, site_of("takashina"))
    publish("honcho", "takashina")
    make_shift(None, "09:00-17:00", code="honcho")
    review_vacancies(MONDAY, at(9))
    assert {vacancy.place for vacancy in board_at(user=clerk).vacancies} == {"高階"}
    assert {vacancy.place for vacancy in board_at().vacancies} == {"本庁舎", "高階"}


def test_a_visit_is_a_row_of_its_own():
    leader, other = make_staff(duty=Duty.SITE_LEADER, name="霞　導"), make_staff()
    make_outing("13:00-15:30", other, leader=leader)
    (row,) = board_at(at(12)).outings
    assert (row.hours, row.state.word, row.heads.state.word, row.leaders.names) == (
        "13:00–15:30", "訪問前", "2/2人", ("霞　導",),
    )  # fmt: skip
    assert [board_at(at(hour)).outings[0].state.word for hour in (13, 16)] == ["訪問中", "終了"]
    assert board_at(role=Role.COUNTER_STAFF).outings == []


def test_the_call_centre_counts_its_operators():
    for _ in range(2):
        come(make_shift(make_staff(duty=Duty.OPERATOR), "08:30-17:15", code="callcenter", duty=Duty.OPERATOR))
    (line,) = board_at().call_centres
    assert (line.heads.state.word, line.heads.state.kind) == ("2/2人", "ok")


# --- what else a counter's row says


def test_a_row_tells_checklists_goods_troubles_and_the_signature():
    session = make_session()
    row = row_at()
    assert (row.progress.opening_done, row.progress.opening_total) == (0, 8)
    assert "コ 翻訳機" in row.missing
    assert row.signature is None
    make_equipment(session.site, "translator")
    assert "コ 翻訳機" not in row_at().missing
    tick_all(session)
    assert row_at().progress.is_opening_done
    clerk, head = session.opened_by, make_user(Role.SITE_LEADER)
    trouble = Trouble.objects.create(
        session=session, situation="停電", response="待った", recorded_at=at(10), recorded_by=clerk
    )
    assert row_at().handled.state is None
    trouble.hand_over(to=Role.SITE_LEADER, by=clerk, at=at(10, 5))
    assert row_at().handled.state.kind == "error"
    trouble.take(by=head, at=at(10, 6))
    assert row_at().handled.state.kind == "warn"
    session.close(by=clerk, at=at(17))
    assert row_at(at(17)).signature.word == "未確認"


# --- the page


def test_the_contact_card_has_the_four_numbers(leader):
    general = make_appointment(Office.GENERAL_MANAGER, make_staff(name="川島　統"))
    general.phone = "090-0000-0001"
    general.save()
    Site.objects.filter(code="honcho").update(phone="049-000-2001", mobile="090-0000-1001")
    page = leader.get(reverse("counters:board")).content.decode()
    for number in ("049-224-6178", "090-0000-0001", "049-000-2001", "090-0000-1001"):
        assert f'href="tel:{number}"' in page
    assert "川島　統" in page


def busy_day():
    """Everything at once: three people at each counter and at the call centre, sessions, troubles, a visit, gaps."""
    publish()
    for code in COUNTERS:
        session = make_session(code=code)
        record(session, people=10)
        tick_all(session)
        shifts = [*staff_counter(code), leading(code=code, name="霞　導")]
        for shift in shifts:
            come(shift)
        make_absence(staff_counter(code)[0])
    make_outing("13:00-15:30", make_staff(), leader=make_staff(duty=Duty.SITE_LEADER))
    review_vacancies(MONDAY, at(9))


def queries_of(client) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse("counters:board")).status_code == 200
    return len(queries)


def test_the_board_takes_the_same_queries_for_one_counter_and_for_a_busy_day(leader):
    publish("honcho")
    session = make_session()
    record(session)
    tick_all(session)
    come(staff_counter()[0])
    make_outing("13:00-15:30", make_staff())
    few = queries_of(leader)
    Vacancy.objects.all().delete()
    for code in COUNTERS[1:]:
        session = make_session(code=code)
        record(session, people=10)
        tick_all(session)
        for shift in staff_counter(code):
            come(shift)
    review_vacancies(MONDAY, at(9))
    assert Vacancy.objects.exists()
    assert queries_of(leader) == few


def test_the_live_fragment_is_light_and_says_nothing_twice(leader):
    busy_day()
    page = leader.get(reverse("counters:board"), headers=LIVE)
    assert len(page.content) <= 15 * 1024
    assert "連絡先" not in page.content.decode()
    link = re.search(r'hx-get="([^"]+)"', page.content.decode())[1].replace("&amp;", "&")
    assert leader.get(link, headers=LIVE).status_code == 204


def test_the_live_page_changes_when_somebody_clocks_in(leader):
    shift = staff_counter()[0]
    page = leader.get(reverse("counters:board"))
    version = page.context["board"].version
    assert leader.get(reverse("counters:board"), {"v": version}).status_code == 204
    come(shift)
    assert leader.get(reverse("counters:board"), {"v": version}).status_code == 200


def test_the_desk_shows_its_heads_and_where_the_leader_is(client_of):
    one, two, _ = staff_counter()
    come(one)
    come(two)
    come(leading(code="takashina"))
    page = client_of(Role.GENERAL_MANAGER).get(reverse("counters:session_people", args=["honcho", MONDAY]))
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))
    assert "2/2人" in text
    assert "運営責任者 霞 導（高階）" in text


def test_counter_staff_see_the_heads_of_their_own_counter_only(client_of):
    client = client_of(Role.COUNTER_STAFF)
    assign(client.user, site_of("honcho"))
    own, other = (
        client.get(reverse("counters:session_people", args=[code, MONDAY])) for code in ("honcho", "takashina")
    )
    assert (own.status_code, other.status_code) == (200, 404)
