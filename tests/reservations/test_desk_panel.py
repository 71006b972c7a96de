"""The booking panel of the operator's desk: every press answers its next state, and what was typed stays."""

import json
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.models import AccessEvent, Draft
from apps.reservations import actions
from apps.reservations.models import Hold, Reservation
from apps.reservations.views.desk_panel import opened

from . import factories
from .factories import KANA, NAME, NOW, PHONE, at, book, make_desk, make_plan, make_slot, posted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

PANEL = reverse("reservations:desk_panel")
HTMX = {"HX-Request": "true", "HX-Target": "booking-panel", "HX-Current-URL": "http://testserver/calls/"}


def press(client: Client, **fields: object):
    return client.post(PANEL, posted(**fields), headers=HTMX, follow=True)


def event_of(response) -> dict[str, object]:
    return json.loads(response.headers.get("HX-Trigger", "{}"))


def typed_in(response) -> dict[str, object]:
    form = response.context["form"]
    return {name: form[name].value() for name in ("name", "kana", "phone")}


def test_the_panel_opens_at_the_earliest_day_with_what_is_left_and_since_when(desk, operator, client_of):
    full, free = make_slot(desk, at(9), capacity=1), make_slot(desk, at(13, day=date(2025, 6, 5)), capacity=3)
    book(full, operator)
    response = client_of("operator").get(PANEL, headers=HTMX)
    page = response.content.decode()
    assert page.startswith('<section id="booking-panel"')
    assert "10:00:00 現在" in page
    assert response.context["day"] == date(2025, 6, 5)
    assert f'name="hold" value="{free.pk}">13:00 残3' in page
    assert "<html" not in page


def test_outside_the_desk_it_is_a_page_of_its_own(slot, client_of):
    page = client_of("operator").get(PANEL).content.decode()
    assert "<html" in page
    assert 'id="booking-panel"' in page


@pytest.mark.parametrize(("button", "start"), [("earliest", at(9)), ("afternoon", at(13))])
def test_one_press_holds_the_earliest_place(desk, client_of, button, start):
    make_slot(desk, at(9)), make_slot(desk, at(13)), make_slot(desk, at(14))
    client = client_of("operator")
    response = press(client, **{button: desk.pk})
    [hold] = Hold.objects.all()
    assert (hold.slot.starts_at, hold.held_by) == (start, client.user)
    assert "data-countdown=" in response.content.decode()
    assert typed_in(response) == {"name": NAME, "kana": "たかはし　はるか", "phone": "０９０－１１１１－２２２２"}


def test_earliest_passes_over_a_place_that_is_taken_at_that_moment(desk, client_of, monkeypatch):
    quick, next_one = make_slot(desk, at(9), capacity=1), make_slot(desk, at(11), capacity=1)
    rival, hold_slot = factories.make_operators(1)[0], actions.hold_slot

    def after_the_rival(**fields):
        if not Hold.objects.filter(held_by=rival).exists():
            hold_slot(slot_id=quick.pk, places=1, by=rival, now=NOW)
        return hold_slot(**fields)

    monkeypatch.setattr(actions, "hold_slot", after_the_rival)
    client = client_of("operator")
    press(client, earliest=desk.pk)
    assert Hold.objects.get(held_by=client.user).slot == next_one


def test_nothing_left_is_said_in_a_sentence(desk, client_of):
    page = press(client_of("operator"), earliest=desk.pk).content.decode()
    assert "予約できる期間に、この人数の空きはありません。" in page
    assert NAME in page


def test_people_who_need_two_slots_get_two(desk, client_of):
    first = make_slot(desk, at(9), capacity=2)
    make_slot(desk, at(9, 30), capacity=2)
    client = client_of("operator")
    press(client, hold=first.pk, party_size=3)
    assert not Hold.objects.exists()
    press(client, hold=first.pk, party_size=3, spread="on")
    assert [hold.places for hold in Hold.objects.order_by("slot__starts_at")] == [2, 1]
    press(client, slot=first.pk, party_size=3, spread="on")
    assert Reservation.objects.get().further_slots.get().places == 1


def test_another_slot_gives_the_former_back(desk, client_of):
    first, second = make_slot(desk, at(9)), make_slot(desk, at(10))
    client = client_of("operator")
    press(client, hold=first.pk)
    press(client, slot=first.pk, hold=second.pk)
    assert Hold.objects.get().slot == second
    response = press(client, slot=second.pk, choose="1")
    assert not Hold.objects.exists()
    assert response.context["day"] == second.day
    assert typed_in(response)["name"] == NAME


def test_a_live_hold_is_taken_up_again_when_the_page_is_loaded_anew(desk, client_of, clock):
    slot = make_slot(desk, at(9))
    client = client_of("operator")
    press(client, hold=slot.pk, party_size=2)
    response = client.get(PANEL, headers=HTMX)
    assert response.context["slot"] == slot
    assert response.context["form"]["party_size"].value() == 2
    assert client_of("operator").get(PANEL, headers=HTMX).context["slot"] is None
    clock.move_to(NOW + timedelta(minutes=3))
    assert client.get(PANEL, headers=HTMX).context["slot"] is None


def test_booking_answers_the_card_to_read_out_and_tells_the_desk(desk, client_of):
    slot = make_slot(desk, at(10))
    client = client_of("operator")
    press(client, hold=slot.pk)
    response = press(client, slot=slot.pk)
    reservation = Reservation.objects.get()
    page = response.content.decode()
    assert event_of(response) == {"reservation-booked": {"number": reservation.number}}
    assert (reservation.applicant.name, reservation.applicant.kana, reservation.applicant.phone) == (NAME, KANA, PHONE)
    assert page.lstrip().startswith('<section id="booking-panel"')
    assert reservation.spoken_number in page
    assert "6月3日 火曜日 10時" in page
    assert "交付通知書" in page
    address = reverse("reservations:read_back", args=[reservation.number])
    refused = client.post(address, {}, headers=HTMX)
    assert refused.status_code == 200, "htmx shows no answer that is an error"
    assert "読み上げてから、チェックを付けてください。" in refused.content.decode()
    client.post(address, {"read_back": "on"}, headers=HTMX)
    reservation.refresh_from_db()
    assert reservation.read_back_by == client.user


def test_a_wrong_field_comes_back_filled_and_the_slot_stays_held(desk, client_of):
    slot = make_slot(desk, at(10))
    client = client_of("operator")
    press(client, hold=slot.pk)
    response = press(client, slot=slot.pk, phone="12345")
    page = response.content.decode()
    assert 'id="booking_phone_error"' in page
    assert "data-countdown=" in page
    assert typed_in(response)["name"] == NAME
    assert not Reservation.objects.exists()


def test_a_lost_slot_opens_the_choice_again_with_what_was_typed(desk, operator, client_of, clock):
    slot, other = make_slot(desk, at(10), capacity=1), make_slot(desk, at(11))
    client = client_of("operator")
    press(client, hold=slot.pk)
    clock.move_to(NOW + timedelta(minutes=3))
    book(slot, operator, now=NOW + timedelta(minutes=3))
    response = press(client, slot=slot.pk)
    page = response.content.decode()
    assert "この枠は満席になりました。ほかの枠を選んでください。" in page
    assert response.context["slot"] is None
    assert f'name="hold" value="{other.pk}"' in page
    assert typed_in(response)["name"] == NAME


def test_an_expired_hold_of_a_free_place_still_books(desk, client_of, clock):
    slot = make_slot(desk, at(10), capacity=1)
    client = client_of("operator")
    press(client, hold=slot.pk)
    clock.move_to(NOW + timedelta(minutes=4))
    assert "仮押さえの時間が過ぎました。" in press(client, slot=slot.pk, phone="").content.decode()
    press(client, slot=slot.pk)
    assert Reservation.objects.get().slot == slot


def test_the_same_panel_sent_twenty_times_is_one_reservation(desk, client_of):
    slot = make_slot(desk, at(10))
    client, form = client_of("operator"), posted(slot=slot.pk)
    assert len({client.post(PANEL, form).url for _ in range(20)}) == 1
    assert Reservation.objects.count() == 1


def test_clearing_leaves_nothing_of_the_caller(desk, client_of):
    slot = make_slot(desk, at(10))
    client = client_of("operator")
    press(client, hold=slot.pk)
    response = press(client, slot=slot.pk, clear="1")
    assert NAME not in response.content.decode()
    assert not Hold.objects.exists()


def test_what_is_typed_is_kept_as_a_draft_until_it_is_booked(desk, client_of):
    slot = make_slot(desk, at(10))
    client = client_of("operator")
    client.post(reverse("accounts:draft", args=["booking:new"]), {"name": NAME, "kana": KANA})
    offered = client.get(PANEL, headers=HTMX)
    assert NAME not in offered.content.decode(), "the former caller is not shown to the next one unasked"
    assert "back=%2Fcalls%2F" in offered.content.decode()
    restored = client.get(offered.context["draft"].restore_url, headers=HTMX)
    assert restored.context["form"]["name"].value() == NAME
    press(client, slot=slot.pk)
    assert not Draft.objects.exists()


def test_the_announced_number_stands_in_its_field(slot, client_of, rf):
    request = rf.get(PANEL, headers=HTMX)
    request.user = client_of("operator").user
    request.htmx = SimpleNamespace(current_url_abs_path="/calls/")
    request._messages = []
    page = opened(request, phone="0492245678").content.decode()
    assert 'value="0492245678"' in page


def test_search_in_the_panel_leads_to_the_card_and_tells_the_desk(reservation, client_of):
    client = client_of("operator")
    listed = client.post(reverse("reservations:search"), {"key": PHONE}, headers=HTMX).content.decode()
    assert reservation.spoken_number in listed
    assert NAME not in listed
    found = client.post(reverse("reservations:search"), {"key": reservation.number}, headers=HTMX, follow=True)
    assert event_of(found) == {"reservation-found": {"number": reservation.number}}
    assert NAME not in found.content.decode()


def test_change_in_the_panel(desk, reservation, client_of):
    new = make_slot(desk, at(14))
    client, address = client_of("operator"), reverse("reservations:change", args=[reservation.number])
    page = client.get(address, headers=HTMX)
    assert f'form="change-form" name="slot" value="{new.pk}"' in page.content.decode()
    form = {"slot": new.pk, "reason": "", "submission_key": page.context["form"]["submission_key"].value()}
    refused = client.post(address, form, headers=HTMX)
    assert refused.context["form"].errors.keys() == {"reason"}
    moved = client.post(address, form | {"reason": "都合が悪くなった"}, headers=HTMX, follow=True)
    assert "6月3日 火曜日 14時" in moved.content.decode()


def test_a_leader_looks_but_does_not_book(slot, client_of):
    client = client_of("cc_leader")
    page = client.get(PANEL, headers=HTMX).content.decode()
    assert 'name="hold"' not in page
    assert "予約を探す" in page
    assert client.post(PANEL, posted(hold=slot.pk)).status_code == 403


@pytest.mark.parametrize("fields", [{"hold": "x"}, {"earliest": "9" * 30}, {"hold": "1", "party_size": "abc"}])
def test_a_press_without_sense_is_answered_with_a_sentence(slot, client_of, fields):
    response = press(client_of("operator"), **fields)
    assert "枠と人数を選んでください。" in response.content.decode()
    assert not Hold.objects.exists()


def test_two_operators_in_the_same_second_see_only_their_own_caller(desk, client_of):
    slot = make_slot(desk, at(10), capacity=5)
    here, there = client_of("operator"), client_of("operator")
    press(here, hold=slot.pk, name="山科　一子", kana="ヤマシナ イチコ")
    page = press(there, hold=slot.pk, name="坂戸　二郎", kana="サカド ジロウ").content.decode()
    assert "山科" not in page
    card = press(here, slot=slot.pk, name="山科　一子", kana="ヤマシナ イチコ").content.decode()
    assert "山科" in card
    assert "坂戸" not in card
    assert "山科" not in there.get(PANEL, headers=HTMX).content.decode()


def test_the_panel_costs_the_same_queries_at_one_and_at_many_slots(desk, client_of):
    client = client_of("operator")
    make_slot(desk, at(9))
    counted = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(PANEL, headers=HTMX).status_code == 200
        counted.append(sum("reservations_" in query["sql"] for query in queries))
        plan = make_plan(desk, first_time="09:30", step_minutes=5, last_time="14:00")
        plan.refresh_from_db()
        actions.generate_slots(plan=plan, first=date(2025, 6, 3), last=date(2025, 6, 20), by=None)
        make_desk()
    assert counted[0] == counted[1] == 4, "the hold, desks, week, weeks ahead"


def test_nothing_personal_reaches_an_address_or_the_access_log(desk, client_of):
    slot = make_slot(desk, at(10))
    client = client_of("operator")
    press(client, hold=slot.pk)
    response = press(client, slot=slot.pk)
    kept = [*AccessEvent.objects.values_list("path", flat=True), *AccessEvent.objects.values_list("reason", flat=True)]
    kept += [address for address, _ in response.redirect_chain]
    assert not any(canary in text for canary in (NAME, KANA, PHONE) for text in kept)
