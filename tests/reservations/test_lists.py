"""Lists to work off, what to bring, and who else has a record open."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.matrix import matrix
from apps.accounts.middleware import is_live_update
from apps.reservations import actions
from apps.reservations.enums import BringCase
from apps.reservations.models import BringList, RecordWatch
from apps.reservations.models.upkeep import WATCH_LASTS

from . import factories
from .factories import NAME, NOW, TOMORROW, at, book, make_slot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


# --- 読み上げ未了 ---------------------------------------------------------------------------------------------------


def test_operator_sees_the_own_unfinished_bookings_and_a_leader_all(desk, operator, client_of, user_of):
    slot = make_slot(desk, capacity=5)
    own = book(slot, operator, applicant=factories.CALLER)
    other = book(slot, user_of("operator"), number=1, now=NOW - timedelta(minutes=5))
    done = book(slot, operator, number=2)
    actions.confirm_read_back(reservation=done, by=operator, now=NOW)
    cancelled = book(slot, operator, number=3)
    actions.cancel(reservation=cancelled, reason="都合", by=operator, now=NOW)
    mine = client_of("operator", user=operator).get(reverse("reservations:unfinished"))
    assert list(mine.context["page"]) == [own]
    assert NAME not in mine.content.decode()
    assert list(client_of("cc_leader").get(reverse("reservations:unfinished")).context["page"]) == [other, own]
    assert list(client_of("operator").get(reverse("reservations:unfinished")).context["page"]) == []


def test_number_of_unfinished_bookings_stands_in_the_tabs(desk, operator, client_of):
    client = client_of("operator", user=operator)
    address = reverse("reservations:search")
    assert "読み上げ未了</a>" in client.get(address).content.decode()
    reservation = book(make_slot(desk), operator)
    assert '読み上げ未了 <span class="new">1</span>' in client.get(address).content.decode()
    client.post(reverse("reservations:read_back", args=[reservation.number]), {"read_back": "on"})
    assert "読み上げ未了</a>" in client.get(address).content.decode()


# --- who came -------------------------------------------------------------------------------------------------------


def test_day_list_records_who_came_without_showing_who_it_is(desk, operator, client_of, clock):
    slots = [make_slot(desk, at(hour)) for hour in (14, 10)]
    late, early = (book(slot, operator, number=n) for n, slot in enumerate(slots))
    gone = book(slots[0], operator, number=5)
    actions.cancel(reservation=gone, reason="都合", by=operator, now=NOW)
    clock.move_to(at(17))
    client = client_of("city_staff")
    address = reverse("reservations:day_list")
    page = client.get(address)
    assert list(page.context["rows"]) == [early, late]
    assert "試験" not in page.content.decode()
    for reservation, outcome in ((early, "came"), (late, "unknown")):
        url = reverse("reservations:outcome", args=[reservation.number])
        answer = client.post(url, {"outcome": outcome, "back": "day_list"})
        assert answer.url == f"{address}?desk={desk.pk}&day=2025-06-03"
        reservation.refresh_from_db()
        assert reservation.status == outcome
    assert client.get(address, {"day": "x", "desk": "y"}).context["day"] == TOMORROW
    tomorrow = client.get(address, {"day": "2025-06-04"})
    assert tomorrow.context["may_record"] is False


def test_day_list_costs_the_same_queries_for_one_and_for_many(desk, operator, client_of):
    slot = make_slot(desk, capacity=60)
    client = client_of("cc_leader")
    counts = []
    for many in (1, 30):
        for n in range(many):
            book(slot, operator, number=n)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("reservations:day_list"), {"day": "2025-06-03"})
            client.get(reverse("reservations:unfinished"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


# --- what to bring --------------------------------------------------------------------------------------------------


def test_what_is_read_out_is_the_version_of_the_day_of_the_visit(desk, operator, client_of):
    BringList.objects.create(
        case=BringCase.OWN, valid_from=date(2025, 6, 10), items="新しい持ち物\n\n  二つ目  ", source="市の指示"
    )
    before = book(make_slot(desk), operator)
    after = book(make_slot(desk, at(10, day=date(2025, 6, 10))), operator, number=1)
    client = client_of("operator")
    old = client.get(reverse("reservations:detail", args=[before.number])).content.decode()
    new = client.get(reverse("reservations:detail", args=[after.number])).content.decode()
    assert "<li>交付通知書</li>" in old
    assert "新しい持ち物" not in old
    assert "<li>新しい持ち物</li><li>二つ目</li>" in new
    assert "2025年6月10日（火）からの版です。" in new


def test_card_shows_the_caller_s_case_and_keeps_the_others_at_hand(desk, operator, client_of):
    BringList.objects.create(case=BringCase.PROXY, valid_from=date(2025, 6, 1), items="委任状", source="市の指示")
    reservation = book(make_slot(desk), operator, case=BringCase.PROXY)
    page = client_of("operator").get(reverse("reservations:detail", args=[reservation.number])).content.decode()
    assert page.index("<li>委任状</li>") < page.index("本人の持ち物</summary>") < page.index("<li>交付通知書</li>")


def test_city_enters_a_new_version_and_the_earlier_one_stays(desk, client_of):
    client = client_of("city_staff")
    posted = {"case": "own", "valid_from": "2025-07-01", "items": "A\n\n B ", "source": "7月1日の指示"}
    assert client.post(reverse("reservations:bring_list_create"), posted).status_code == 302
    made = BringList.objects.get(valid_from=date(2025, 7, 1))
    assert (made.lines, made.entered_by) == (["A", "B"], client.user)
    again = client.post(reverse("reservations:bring_list_create"), posted)
    assert "同じ日から適用される持ち物が、すでにあります。" in again.content.decode()
    page = client.get(reverse("reservations:bring_lists"))
    assert dict(page.context["cases"])["本人"].valid_from == date(2025, 6, 1)
    assert "登録されていません。" in page.content.decode()


def test_seeded_lists_cover_every_case(contract):
    cases = {each.case for each in BringList.objects.in_force(date(2025, 6, 2))}
    assert cases == set(BringCase.values)
    assert all(each.lines for each in BringList.objects.all())


# --- who else has it open -------------------------------------------------------------------------------------------


def test_second_operator_is_announced_to_both_and_forgotten_after_a_while(desk, operator, client_of, user_of, clock):
    reservation = book(make_slot(desk), operator)
    first = client_of("operator", display_name="山田")
    second = client_of("operator", display_name="佐々木")
    card = reverse("reservations:detail", args=[reservation.number])
    presence = reverse("reservations:presence", args=[reservation.number])
    assert "別のオペレーターが編集中です" not in first.get(card).content.decode()
    assert "別のオペレーターが編集中です：山田" in second.get(card).content.decode()
    assert "別のオペレーターが編集中です：佐々木" in first.get(presence).content.decode()
    change = second.get(reverse("reservations:change", args=[reservation.number])).content.decode()
    assert "別のオペレーターが編集中です：山田" in change
    clock.move_to(NOW + WATCH_LASTS)
    assert "別のオペレーターが編集中です" not in first.get(presence).content.decode()
    assert actions.forget_watches(now=NOW + WATCH_LASTS) == 1
    assert RecordWatch.objects.get().user == first.user


def test_who_only_reads_is_not_announced(desk, operator, client_of):
    reservation = book(make_slot(desk), operator)
    manager = client_of("general_manager")
    assert manager.get(reverse("reservations:detail", args=[reservation.number])).status_code == 200
    assert not RecordWatch.objects.exists()


def test_asking_who_else_is_there_keeps_no_session_alive(rf):
    request = rf.get("/reservations/12345678/presence/", headers={"HX-Request": "true"})
    assert is_live_update(request, matrix()["reservations:presence"])
