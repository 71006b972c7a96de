"""The coverage page: what it shows to whom, how it stays live, and that the figure of the command is the same."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from apps.accounts.enums import Role
from apps.accounts.navigation import rooms_for
from apps.workforce.enums import Duty

from .days import make_absence, make_outing, make_presence, make_shift, moment, staff_counter
from .factories import MONDAY, make_staff

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def _monday(contract, time_machine):
    time_machine.move_to(moment("10:30"), tick=False)


def figure(site="honcho", day=MONDAY):
    out = StringIO()
    call_command("figure", "coverage", "--site", site, "--date", str(day), "--json", stdout=out)
    return json.loads(out.getvalue())


def row_of(page, key="honcho"):
    return next(row for row in page.context["page"].rows if row.place.key == key)


@pytest.fixture
def short_day():
    """Two people with breaks in turns; one has come, the other is late."""
    first = make_shift(None, "09:00-17:00", "11:00-12:00").staff
    make_shift(None, "09:00-17:00", "12:00-13:00")
    make_presence(first, "08:50-")


def test_figure_equals_the_page(short_day, client_of):
    answer = figure()
    row = row_of(client_of(Role.GENERAL_MANAGER).get("/staff/coverage/"))
    assert (answer["opens"], answer["closes"], answer["floor"]) == ("09:00", "17:00", 2)
    for kind, covered in (("planned", row.planned), ("actual", row.actual)):
        shown = [{"from": g.starts_at, "to": g.ends_at, "heads": g.heads, "missing": g.missing} for g in covered.gaps]
        assert answer[kind]["below"] == shown
        assert answer[kind]["minutes_below"] == covered.minutes_below
    assert answer["planned"]["spans"] == [
        {"from": "09:00", "to": "11:00", "heads": 2},
        {"from": "11:00", "to": "13:00", "heads": 1},
        {"from": "13:00", "to": "17:00", "heads": 2},
    ]
    assert answer["actual"]["below"] == [{"from": "09:00", "to": "10:30", "heads": 1, "missing": 1}]
    assert answer["leader"]["planned"]["minutes_below"] == 540


def test_figure_of_a_closed_day_is_empty_and_of_an_unknown_place_refused():
    closed = figure(day=MONDAY - timedelta(days=1))
    assert (closed["opens"], closed["planned"]["spans"], closed["leader"]["floor"]) == (None, [], None)
    assert "leader" not in figure("callcenter")
    for code in ("city", "nowhere"):
        with pytest.raises(CommandError, match=code):
            figure(code)


def test_page_lists_gaps_with_their_minutes_and_marks_half_hours(short_day, client_of):
    page = client_of(Role.GENERAL_MANAGER).get("/staff/coverage/")
    text = page.content.decode()
    assert "11:00–13:00" in text
    assert "▲1" in text
    row = row_of(page)
    assert (row.now, row.is_below_now) == (1, True)
    assert [cell.heads for cell in row.planned_cells][:3] == [None, 2, 2]


def test_page_says_which_leader_is_where_and_when_none_is(client_of):
    client = client_of(Role.CITY_STAFF)
    assert "運営責任者が窓口にいません" in client.get("/staff/coverage/").content.decode()
    leader = make_shift(None, "09:00-18:00", duty=Duty.SITE_LEADER).staff
    make_presence(leader, "09:00-", duty=Duty.SITE_LEADER)
    page = client.get("/staff/coverage/")
    assert [(found.name, found.place) for found in page.context["page"].leaders] == [
        (leader.name, row_of(page).place.label)
    ]
    assert "運営責任者が窓口にいません" not in page.content.decode()


def test_absence_is_listed_with_whom_stands_in(client_of):
    make_absence(staff_counter()[0])
    manager, city = client_of(Role.SITE_LEADER), client_of(Role.CITY_STAFF)
    assert "代わりを選ぶ" in manager.get("/staff/coverage/").content.decode()
    assert "代わりを選ぶ" not in city.get("/staff/coverage/").content.decode()
    assert "急な欠勤" in city.get("/staff/coverage/").content.decode()


def test_each_leader_sees_the_places_of_the_own_service(client_of):
    make_outing("10:00-12:00", leader=make_staff(duty=Duty.SITE_LEADER))
    seen = {
        role: {row.place.key for row in client_of(role).get("/staff/coverage/").context["page"].rows}
        for role in (Role.SITE_LEADER, Role.CC_LEADER, Role.CITY_APPROVER)
    }
    assert seen[Role.CC_LEADER] == {"callcenter"}
    assert seen[Role.CITY_APPROVER] == seen[Role.SITE_LEADER] | {"callcenter"}
    assert len(seen[Role.SITE_LEADER]) == 6 + 1 + 1


def test_open_page_gets_nothing_while_nothing_changes_and_then_the_new_strip(short_day, client_of):
    client = client_of(Role.SITE_LEADER)
    page = client.get("/staff/coverage/")
    version = page.context["page"].version
    assert f"v={version}" in page.content.decode()
    assert client.get(f"/staff/coverage/?v={version}", **HTMX).status_code == 204
    make_shift(None, "11:00-13:00")
    answer = client.get(f"/staff/coverage/?v={version}", **HTMX)
    assert answer.status_code == 200
    assert "<html" not in answer.content.decode()
    assert 'id="coverage"' in answer.content.decode()


def test_another_day_is_not_polled(client_of):
    page = client_of(Role.GENERAL_MANAGER).get("/staff/coverage/?date=2025-06-03").content.decode()
    assert 'hx-get="/staff/coverage/' not in page
    assert client_of(Role.GENERAL_MANAGER).get("/staff/coverage/?date=nonsense").context["day"] == MONDAY


def test_forgotten_clock_out_is_marked_from_the_next_day_on(client_of, time_machine):
    staff = make_shift(None, "09:00-16:00").staff
    make_presence(staff, "09:00-")
    addresses = (f"/staff/coverage/?date={MONDAY}", f"/staff/coverage/honcho/?date={MONDAY}")
    client = client_of(Role.SITE_LEADER)
    assert not any("打刻漏れ" in client.get(address).content.decode() for address in addresses)
    time_machine.move_to(moment("08:00", day=MONDAY + timedelta(days=1)), tick=False)
    client = client_of(Role.SITE_LEADER)
    day, place = (client.get(address).content.decode() for address in addresses)
    assert f"{staff.name}（" in day
    assert "打刻漏れ" in day
    assert "打刻漏れ" in place
    assert "勤務中" not in place


def test_closed_day_says_so(client_of):
    assert "開く場所はありません" in client_of(Role.CITY_STAFF).get("/staff/coverage/?date=2025-06-01").content.decode()


@pytest.mark.parametrize("people", [1, 12])
def test_page_asks_the_same_number_of_queries(client_of, people, django_assert_max_num_queries):
    for _ in range(people):
        shift = make_shift(None, "09:00-17:00", "12:00-13:00", duty=Duty.SITE_LEADER)
        make_presence(shift.staff, "09:00-", duty=Duty.SITE_LEADER)
        make_absence(shift, "16:00-17:00")
    client = client_of(Role.GENERAL_MANAGER)
    with django_assert_max_num_queries(25):
        client.get("/staff/coverage/")


def test_rooms_are_in_the_menus():
    labels = {role: {room.label for room in rooms_for(role)} for role in Role}
    assert {role for role, found in labels.items() if "人員" in found} == {
        Role.SITE_LEADER,
        Role.GENERAL_MANAGER,
        Role.CC_LEADER,
        Role.CITY_STAFF,
        Role.CITY_APPROVER,
    }
    assert {role for role, found in labels.items() if "自分の勤務" in found} == {
        Role.COUNTER_STAFF,
        Role.OPERATOR,
        Role.SITE_LEADER,
        Role.GENERAL_MANAGER,
        Role.CC_LEADER,
    }
    assert all(
        {"人員", "自分の勤務"} & found <= {room.label for room in rooms_for(role)[:8]} for role, found in labels.items()
    )
