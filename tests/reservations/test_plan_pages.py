"""The city's slot plans, their slots, and slots that are stopped by hand."""

import uuid

import pytest
from django.urls import reverse

from apps.reservations.models import Slot, SlotPlan

from .factories import NOW, at, make_plan, make_slot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


PLAN = {
    "weekdays": ["1", "3"],
    "first_time": "09:00",
    "last_time": "11:00",
    "step_minutes": "60",
    "lunch_starts": "",
    "lunch_ends": "",
    "capacity": "4",
    "valid_from": "2025-06-01",
    "valid_to": "2025-12-31",
}


def test_city_makes_a_plan_and_its_slots(desk, client_of):
    client = client_of("city_staff")
    form = PLAN | {"desk": desk.pk, "submission_key": uuid.uuid4()}
    first = client.post(reverse("reservations:slot_plan_create"), form)
    assert client.post(reverse("reservations:slot_plan_create"), form).url == first.url
    plan = SlotPlan.objects.get()
    assert (plan.weekdays, plan.created_by) == ([1, 3], client.user)
    made = client.post(first.url, {"first": "2025-06-02", "last": "2025-06-15"}, follow=True)
    assert "枠を12件作成しました（作成済み 0件、休業日 0日）。" in made.content.decode()
    assert "12枠<br>2025年6月11日（水）まで" in made.content.decode()
    again = client.post(first.url, {"first": "2025-06-02", "last": "2025-06-15"}, follow=True)
    assert "枠を0件作成しました（作成済み 12件" in again.content.decode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"weekdays": []}, "選んでください。"),
        ({"last_time": "08:00"}, "最後の枠の開始は、最初の枠の開始より後にしてください。"),
        ({"lunch_starts": "12:00"}, "休憩は開始と終了の両方を、時刻の順に入力してください。"),
        ({"valid_from": "2025-12-01", "valid_to": "2025-11-30"}, "適用終了日は適用開始日以後にしてください。"),
        ({"valid_from": "0001-01-01"}, "日付が正しくありません。"),
        ({"valid_from": "2025-05-31"}, "どの契約期間にも入っていない日です。"),
        ({"valid_to": "2026-04-01"}, "どの契約期間にも入っていない日です。"),
        ({"valid_to": "9999-12-31"}, "日付が正しくありません。"),
        ({"capacity": "0"}, "1"),
    ],
)
def test_wrong_plan_comes_back_with_the_rule(desk, client_of, change, sentence):
    form = PLAN | {"desk": desk.pk, "submission_key": uuid.uuid4()} | change
    response = client_of("city_staff").post(reverse("reservations:slot_plan_create"), form)
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert not SlotPlan.objects.exists()


@pytest.mark.parametrize(
    "span",
    [
        ("2025-06-10", "2025-06-01"),
        ("2025-06-01", "2030-06-01"),
        ("2026-03-31", "2026-04-01"),
        ("9999-12-01", "9999-12-31"),
        ("", ""),
    ],
)
def test_wrong_span_makes_no_slots(desk, client_of, span):
    url = reverse("reservations:slot_plan_generate", args=[make_plan(desk).pk])
    response = client_of("city_staff").post(url, {"first": span[0], "last": span[1]})
    assert response.context["form"].errors
    assert not Slot.objects.exists()


def test_city_stops_a_slot_and_is_told_who_must_be_called(desk, slot, reservation, client_of):
    client = client_of("city_staff")
    url = reverse("reservations:slot_state", args=[slot.pk])
    page = client.post(url, {"state": "closed", "reason": "設備の点検"}, follow=True).content.decode()
    slot.refresh_from_db()
    assert slot.is_closed
    assert "この枠には予約が1人分あります。連絡が必要です。" in page
    client.post(url, {"state": "open", "reason": "点検の終了"})
    slot.refresh_from_db()
    assert not slot.is_closed


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("", "入力してください。"),
        ("点検" * 101, "200"),
        ("123456789018", "マイナンバー"),
        ("連絡先は090-1234-5678", "電話番号と思われる"),
    ],
)
def test_reason_to_stop_a_slot_comes_back_with_its_own_sentence(slot, client_of, reason, sentence):
    client = client_of("city_staff")
    url = reverse("reservations:slot_state", args=[slot.pk])
    answer = client.post(url, {"state": "closed", "reason": reason})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert f'value="{reason}"' in page or not reason
    assert answer.context["day"] == slot.day
    slot.refresh_from_db()
    assert not slot.is_closed


def test_reason_to_stop_a_slot_that_seems_personal_passes_when_confirmed(slot, client_of):
    client = client_of("city_staff")
    url = reverse("reservations:slot_state", args=[slot.pk])
    form = {"state": "closed", "reason": "連絡先は090-1234-5678"}
    assert 'name="confirmed_text"' in client.post(url, form).content.decode()
    client.post(url, form | {"confirmed_text": "on"})
    slot.refresh_from_db()
    assert slot.is_closed


def test_slots_of_the_past_are_over_and_cannot_be_stopped(desk, client_of):
    past, coming = make_slot(desk, at(9, day=NOW.date())), make_slot(desk, at(11, day=NOW.date()))
    page = client_of("city_staff").get(reverse("reservations:slot_list")).content.decode()
    assert (page.count("終了</span>"), page.count("受付中</span>")) == (1, 1)
    assert reverse("reservations:slot_state", args=[past.pk]) not in page
    assert reverse("reservations:slot_state", args=[coming.pk]) in page
