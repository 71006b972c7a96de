"""One reservation and the search for it: what is masked, and what is written down about every look."""

import logging

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.enums import AccessKind
from apps.accounts.models import AccessEvent
from apps.reservations import actions
from apps.reservations.models import BringList, Reservation

from .factories import KANA, NAME, PHONE, book, make_slot, posted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


SEES = {"general_manager", "operator", "cc_leader", "city_staff", "city_approver"}


def personal(reservation: Reservation) -> list[str]:
    applicant = reservation.applicant
    return [applicant.name, applicant.kana, applicant.phone, applicant.spoken_phone]


@pytest.mark.parametrize("role", sorted(SEES))
def test_card_is_masked_until_a_reason_is_given(reservation, client_of, role):
    client = client_of(role)
    masked = client.get(reverse("reservations:detail", args=[reservation.number])).content.decode()
    assert not any(text in masked for text in personal(reservation))
    assert "髙●●●" in masked
    refused = client.post(reverse("reservations:unmask", args=[reservation.number]), {"unmask-reason": ""})
    assert NAME not in refused.content.decode()
    assert not AccessEvent.objects.filter(kind=AccessKind.UNMASK).exists()
    shown = client.post(
        reverse("reservations:unmask", args=[reservation.number]), {"unmask-reason": "本人からの電話での確認"}
    )
    assert NAME in shown.content.decode()
    event = AccessEvent.objects.get(kind=AccessKind.UNMASK)
    assert (event.user, event.target_type, event.target_id, event.reason) == (
        client.user,
        "reservations.reservation",
        str(reservation.pk),
        "本人からの電話での確認",
    )
    assert NAME not in client.get(reverse("reservations:detail", args=[reservation.number])).content.decode()


def test_every_look_is_recorded(reservation, client_of):
    client = client_of("cc_leader")
    looks = AccessEvent.objects.filter(kind=AccessKind.VIEW, user=client.user, target_id=str(reservation.pk))
    client.get(reverse("reservations:detail", args=[reservation.number]))
    client.get(reverse("reservations:change", args=[reservation.number]))
    client.post(reverse("reservations:search"), {"key": PHONE})
    assert looks.count() == 3


@pytest.mark.parametrize(
    "key",
    [
        "09011112222",
        "090-1111-2222",
        "０９０－１１１１－２２２２",
        "090 1111 2222",
        "(090)1111-2222",
        "+81 90-1111-2222",
    ],
)
def test_search_by_exact_phone(reservation, client_of, key):
    response = client_of("operator").post(reverse("reservations:search"), {"key": key})
    page = response.content.decode()
    assert response.context["found"] == [reservation]
    assert reservation.spoken_number in page
    assert "髙●●●" in page
    assert not any(text in page for text in personal(reservation)[:2])


def test_search_by_number_leads_to_the_card(reservation, client_of):
    client = client_of("operator")
    for key in (reservation.number, reservation.spoken_number, f" {reservation.number[:3]}－{reservation.number[3:]}"):
        response = client.post(reverse("reservations:search"), {"key": key})
        assert response.url == reverse("reservations:detail", args=[reservation.number])


@pytest.mark.parametrize("key", ["0901111222", "0901111", "髙橋", "はるか", "%", "1111"])
def test_search_finds_nothing_by_half_a_key_or_a_name(reservation, client_of, key):
    response = client_of("operator").post(reverse("reservations:search"), {"key": key})
    assert not response.context["found"]


def test_misheard_number_is_noticed_by_its_check_digit(reservation, client_of):
    misheard = (int(reservation.number[-1]) + 1) % 10
    wrong = f"{reservation.number[:-1]}{misheard}"
    response = client_of("operator").post(reverse("reservations:search"), {"key": wrong})
    assert "この受付番号はありません。聞き取りをもう一度確かめてください。" in response.content.decode()


def test_search_shows_twenty_at_most_and_costs_the_same_queries(desk, operator, client_of):
    slot = make_slot(desk, capacity=60)
    client = client_of("operator")
    counts = []
    for n in range(2):
        for _ in range(1 if n == 0 else 40):
            book(slot, operator, applicant=actions.ApplicantData(NAME, KANA, PHONE))
        with CaptureQueriesContext(connection) as queries:
            response = client.post(reverse("reservations:search"), {"key": PHONE})
        counts.append(sum("accessevent" not in query["sql"] for query in queries))
    assert len(response.context["found"]) == 20
    assert AccessEvent.objects.filter(kind=AccessKind.VIEW).exclude(target_id="").count() == 21
    assert counts[0] == counts[1]


def test_personal_data_reach_no_address_and_no_log(desk, slot, client_of, caplog):
    client = client_of("operator")
    with caplog.at_level(logging.DEBUG):
        url = client.post(reverse("reservations:book", args=[slot.pk]), posted()).url
        client.get(url)
        client.post(reverse("reservations:search"), {"key": PHONE})
        client.get(url.replace(url[-4], "x"))
        client.post(f"{url}unmask/", {"unmask-reason": "本人からの電話での確認"})
        client.post(f"{url}cancel/", {"cancel-reason": "都合が悪くなった"})
    wrote = [record.getMessage() for record in caplog.records]
    paths = [*AccessEvent.objects.values_list("path", flat=True), url]
    for text in [*wrote, *paths, *AccessEvent.objects.values_list("reason", flat=True)]:
        assert not any(canary in text for canary in (NAME, "はるか", "ハルカ", PHONE, "1111-2222"))


def test_erased_applicant_leaves_the_card_readable(reservation, client_of):
    Reservation.objects.filter(pk=reservation.pk).update(applicant=None)
    page = client_of("operator").get(reverse("reservations:detail", args=[reservation.number])).content.decode()
    assert "個人情報は消去済みです。" in page


def test_words_of_people_are_escaped(desk, client_of, slot):
    BringList.objects.update(items='"><img src=x onerror=alert(1)>')
    client = client_of("operator")
    url = client.post(reverse("reservations:book", args=[slot.pk]), posted(name='<b onclick="x">太郎')).url
    page = client.get(url).content.decode()
    assert "<img src=x" not in page
    assert "<b onclick" not in page
