"""From the hold to the read-back: what comes back filled, and what is refused with a sentence."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from apps.reservations.models import Applicant, Reservation

from .factories import KANA, NAME, NOW, PHONE, at, book, make_slot, posted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_booking_from_hold_to_read_back(desk, slot, client_of):
    client = client_of("operator")
    held = client.post(reverse("reservations:hold"), {"slot": slot.pk, "places": 2}, follow=True)
    assert held.request["PATH_INFO"] == reverse("reservations:book", args=[slot.pk])
    assert "data-countdown=" in held.content.decode()
    assert held.context["form"]["party_size"].value() == 2
    response = client.post(reverse("reservations:book", args=[slot.pk]), posted(party_size=2))
    reservation = Reservation.objects.get()
    assert response.url == reverse("reservations:detail", args=[reservation.number])
    assert (reservation.applicant.name, reservation.applicant.kana, reservation.applicant.phone) == (NAME, KANA, PHONE)
    card = client.get(response.url).content.decode()
    for spoken in (
        reservation.spoken_number,
        "6月3日 火曜日 10時",
        "市役所本庁舎1階",
        "交付通知書",
        NAME,
        "090-1111-2222",
    ):
        assert spoken in card
    not_yet = client.post(reverse("reservations:read_back", args=[reservation.number]))
    assert "読み上げてから、チェックを付けてください。" in not_yet.content.decode()
    client.post(reverse("reservations:read_back", args=[reservation.number]), {"read_back": "on"})
    reservation.refresh_from_db()
    assert reservation.read_back_by == client.user
    assert NAME not in client.get(response.url).content.decode(), "masked once it is read back"


def test_what_was_typed_is_seen_by_its_operator_only_and_not_for_long(slot, client_of, clock):
    client = client_of("operator")
    url = client.post(reverse("reservations:book", args=[slot.pk]), posted()).url
    assert NAME in client.get(url).content.decode()
    assert NAME not in client_of("operator").get(url).content.decode()
    clock.move_to(NOW + timedelta(minutes=10))
    assert NAME not in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "入力してください。"),
        ("kana", "高橋", "カナで入力してください。"),
        ("phone", "12345", "0から始まる10桁または11桁の電話番号を入力してください。"),
        ("party_size", "3", "この枠の定員は2人です。"),
        ("party_size", "0", "1"),
    ],
)
def test_form_comes_back_filled_with_the_error_beside_the_field(slot, client_of, field, value, sentence):
    response = client_of("operator").post(reverse("reservations:book", args=[slot.pk]), posted(**{field: value}))
    page = response.content.decode()
    assert field in response.context["form"].errors
    assert sentence in page
    assert f'id="id_{field}_error"' in page
    kept = {"name": NAME, "kana": "たかはし　はるか"}
    assert all(text in page for name, text in kept.items() if name != field)
    assert not Reservation.objects.exists()


def test_my_number_is_refused_in_every_box(slot, client_of):
    client = client_of("operator")
    for field in ("name", "kana", "phone"):
        response = client.post(reverse("reservations:book", args=[slot.pk]), posted(**{field: "1234 5678 9018"}))
        assert field in response.context["form"].errors
    assert not Applicant.objects.exists()


def test_slot_filled_meanwhile_gives_a_sentence_and_the_next_offers(desk, slot, operator, client_of):
    later = [make_slot(desk, at(hour)) for hour in (11, 13)]
    make_slot(desk, at(9), booked=2)
    book(slot, operator, party_size=2)
    client = client_of("operator")
    response = client.post(reverse("reservations:book", args=[slot.pk]), posted())
    page = response.content.decode()
    assert response.status_code == 409
    assert "この枠は満席になりました。ほかの枠を選んでください。" in page
    assert NAME in page
    assert response.context["offers"] == later
    assert f'formaction="{reverse("reservations:book", args=[later[0].pk])}"' in page
    moved = client.post(reverse("reservations:book", args=[later[0].pk]), posted())
    assert moved.status_code == 302


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"starts_at": NOW}, "この枠の時刻は過ぎています。"),
        ({"is_closed": True}, "この枠は受付を停止しています。"),
        ({"starts_at": at(10, day=date(2025, 8, 2))}, "この枠はまだ予約を受け付けていません。"),
    ],
)
def test_slot_that_nobody_may_book_shows_the_sentence_instead_of_the_form(desk, client_of, fields, sentence):
    page = client_of("operator").get(reverse("reservations:book", args=[make_slot(desk, **fields).pk])).content.decode()
    assert sentence in page
    assert 'name="name"' not in page


def test_slot_that_passed_meanwhile_comes_back_filled(slot, client_of, clock):
    client = client_of("operator")
    clock.move_to(slot.starts_at)
    client.force_login(client.user)
    answer = client.post(reverse("reservations:book", args=[slot.pk]), posted())
    assert answer.status_code == 409
    assert NAME in answer.content.decode()


def test_same_form_posted_twice_is_one_reservation(slot, client_of):
    client, form = client_of("operator"), posted()
    answers = {client.post(reverse("reservations:book", args=[slot.pk]), form).url for _ in range(3)}
    assert len(answers) == 1
    assert Reservation.objects.count() == 1


def test_only_the_form_s_own_fields_are_taken(slot, client_of, user_of):
    other = user_of("operator")
    client = client_of("operator")
    extra = {"number": "12345678", "status": "came", "booked_by": other.pk, "term": 99, "slot": 99, "key_id": "X"}
    client.post(reverse("reservations:book", args=[slot.pk]), posted(**extra))
    reservation = Reservation.objects.get()
    assert (reservation.status, reservation.booked_by, reservation.slot) == ("confirmed", client.user, slot)
    assert reservation.number != "12345678"
