"""Somebody's own page: the clock, the coming shifts, what is still to be done."""

from datetime import date

import pytest

from apps.accounts.enums import Role
from apps.workforce.enums import Duty, LeftAs
from apps.workforce.models import Presence

from .days import make_outing, make_presence, make_shift, moment, site_of
from .factories import make_staff, version_in_force

TUESDAY = date(2025, 6, 3)


@pytest.fixture(autouse=True)
def _monday(contract, time_machine):
    time_machine.move_to(moment("09:00"), tick=False)


@pytest.fixture
def client(client_of):
    client = client_of(Role.COUNTER_STAFF)
    client.staff = make_staff(ready_for=Duty.COUNTER_STAFF, user=client.user)
    return client


def text(client):
    return client.get("/staff/my/").content.decode()


def click(client, step, place=""):
    return client.post("/staff/my/clock/", {"step": step, "place": place})


def test_day_is_clocked_with_one_click_each(client, time_machine):
    make_shift(client.staff, "09:00-17:00")
    assert f"出勤　{site_of().short_name}" in text(client)
    click(client, "in", "honcho")
    assert "勤務中" in text(client)
    for at, step, word in (("09:05", "break", "休憩中"), ("09:10", "back", "勤務中"), ("09:15", "out", "退勤済み")):
        time_machine.move_to(moment(at), tick=False)
        assert click(client, step).status_code == 303
        assert word in text(client)
    assert list(Presence.objects.values_list("left_as", flat=True)) == [LeftAs.BREAK, LeftAs.OUT]


def test_only_own_published_shifts_are_shown(client):
    make_shift(client.staff, "10:00-14:00", day=TUESDAY)
    make_shift(client.staff, "11:11-14:00", day=date(2025, 6, 4), draft=True)
    make_shift(None, "12:12-14:00", day=TUESDAY)
    page = text(client)
    assert "10:00–14:00" in page
    assert "11:11" not in page
    assert "12:12" not in page


def test_place_without_a_shift_is_refused_with_a_sentence(client):
    make_shift(client.staff, "09:00-17:00")
    answer = client.post("/staff/my/clock/", {"step": "in", "place": "takashina"}, follow=True)
    assert "勤務がありません" in answer.content.decode()
    assert not Presence.objects.exists()


def test_second_shift_elsewhere_and_an_outing_are_offered_as_moves(client):
    make_shift(client.staff, "09:00-12:00")
    make_shift(client.staff, "13:00-17:00", code="takashina")
    outing = make_outing("10:00-12:00", client.staff)
    click(client, "in", "honcho")
    page = client.get("/staff/my/")
    assert [place.key for place in page.context["mine"].to_come_to] == ["takashina", f"outing-{outing.pk}"]


def test_forgotten_day_asks_for_its_end_first(client):
    make_shift(client.staff, "08:00-16:30", day=date(2025, 6, 1))
    forgotten = make_presence(client.staff, "08:00-", day=date(2025, 6, 1))
    page = text(client)
    assert "退勤が打刻されていません" in page
    assert 'value="16:30"' in page
    address = f"/staff/my/presences/{forgotten.pk}/finish/"
    assert client.post(address, {"left_time": "07:00"}).status_code == 422
    assert client.post(address, {"left_time": "16:40"}).status_code == 303
    forgotten.refresh_from_db()
    assert forgotten.left_at == moment("16:40", day=date(2025, 6, 1))
    assert forgotten.correction


def test_nobody_ends_the_day_of_somebody_else(client):
    forgotten = make_presence(make_staff(), "08:00-", day=date(2025, 6, 1))
    address = f"/staff/my/presences/{forgotten.pk}/finish/"
    assert client.post(address, {"left_time": "16:40"}).status_code == 404


def test_retraining_readings_and_what_bars_from_work_are_shown(client):
    assert "ありません" in text(client)
    version_in_force("counter-manual", since=date(2025, 6, 2))
    client.staff.pledge.delete()
    page = text(client)
    assert "要再研修" in page
    assert "誓約書" in page


def test_user_without_a_staff_record_is_told_so(client_of):
    client = client_of(Role.OPERATOR)
    assert "結び付いていません" in text(client)
    assert click(client, "in", "callcenter").status_code == 404


@pytest.mark.parametrize("days", [1, 25])
def test_page_asks_the_same_number_of_queries(client, days, django_assert_max_num_queries):
    for day in range(days):
        make_shift(client.staff, "09:00-17:00", "12:00-13:00", day=date(2025, 6, 3 + day))
    with django_assert_max_num_queries(26):
        client.get("/staff/my/")
