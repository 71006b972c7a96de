"""Changes, cancellations and outcomes by their pages."""

import re
import uuid

import pytest
from django.urls import reverse

from apps.reservations import actions

from .factories import NOW, at, make_slot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_change_by_its_page(desk, reservation, client_of):
    new = make_slot(desk, at(14))
    client = client_of("operator")
    url = reverse("reservations:change", args=[reservation.number])
    page = client.get(url)
    assert f'form="change-form" name="slot" value="{new.pk}"' in page.content.decode()
    without = client.post(url, {"slot": new.pk, "reason": "", "submission_key": uuid.uuid4()})
    assert "reason" in without.context["form"].errors
    form = {"slot": new.pk, "reason": "都合が悪くなった", "submission_key": uuid.uuid4()}
    for _ in range(2):
        assert client.post(url, form).status_code == 302
    reservation.refresh_from_db()
    assert reservation.slot == new
    card = client.get(reverse("reservations:detail", args=[reservation.number])).content.decode()
    assert "6/3（火） 10:00 → " in card
    assert "理由：都合が悪くなった" in card


def test_change_to_a_full_slot_comes_back_with_the_sentence(desk, reservation, client_of):
    full = make_slot(desk, at(14), booked=2)
    form = {"slot": full.pk, "reason": "都合", "submission_key": uuid.uuid4()}
    response = client_of("operator").post(reverse("reservations:change", args=[reservation.number]), form)
    assert response.status_code == 409
    assert "この枠は満席になりました。" in response.content.decode()


def test_cancel_needs_a_reason_and_warns_about_names_in_it(reservation, client_of):
    client = client_of("operator")
    url = reverse("reservations:cancel", args=[reservation.number])
    assert "reason" in client.post(url, {"cancel-reason": ""}).context["cancel_form"].errors
    assert "reason" in client.post(url, {"cancel-reason": "090-1111-2222へ連絡済み"}).context["cancel_form"].errors
    assert client.post(url, {"cancel-reason": "都合が悪くなった"}).status_code == 302
    reservation.refresh_from_db()
    assert (reservation.status, reservation.cancel_reason) == ("cancelled", "都合が悪くなった")
    again = client.post(url, {"cancel-reason": "都合が悪くなった"}, follow=True)
    assert again.status_code == 200


def test_outcome_buttons_appear_on_the_day(reservation, client_of, clock):
    client = client_of("city_staff")
    url = reverse("reservations:detail", args=[reservation.number])
    assert "来所にする" not in client.get(url).content.decode()
    clock.move_to(at(10))
    client = client_of("city_staff")
    assert "来所にする" in client.get(url).content.decode()
    done = client.post(reverse("reservations:outcome", args=[reservation.number]), {"outcome": "came"}, follow=True)
    assert "「来所」を記録しました。" in done.content.decode()
    refused = client.post(
        reverse("reservations:cancel", args=[reservation.number]), {"cancel-reason": "都合"}, follow=True
    )
    assert "この予約は「来所」のため、「取消」にできません。" in refused.content.decode()


def test_cancelled_reservation_shows_the_sentence_instead_of_the_form(reservation, operator, client_of):
    actions.cancel(reservation=reservation, reason="都合が悪くなった", by=operator, now=NOW)
    page = client_of("operator").get(reverse("reservations:change", args=[reservation.number])).content.decode()
    assert "この予約は「取消」のため、変更できません。" in page
    assert "change-form" not in page


def first_button_of(page: str, form_id: str) -> str:
    """The submit button that the Enter key presses: the first of the form in the order of the page."""
    inside = page[page.index(f'id="{form_id}"') :]
    return re.search(r"<button[^>]*>", inside)[0]


def test_enter_in_a_reason_presses_no_slot(desk, slot, reservation, client_of):
    change = client_of("operator").get(reverse("reservations:change", args=[reservation.number])).content.decode()
    assert first_button_of(change, "change-form") == '<button type="submit" disabled hidden>'
    day = client_of("city_staff").get(reverse("reservations:slot_list"), {"day": "2025-06-03"}).content.decode()
    assert first_button_of(day, "state-form") == '<button type="submit" disabled hidden>'
    assert f'formaction="{reverse("reservations:slot_state", args=[slot.pk])}"' in day


def test_a_reason_that_seems_to_name_somebody_passes_only_when_confirmed(reservation, client_of):
    client = client_of("operator")
    url = reverse("reservations:cancel", args=[reservation.number])
    typed = {"cancel-reason": "090-1111-2222へ連絡済み"}
    warned = client.post(url, typed)
    assert 'name="cancel-confirmed_text"' in warned.content.decode()
    assert client.post(url, typed | {"cancel-confirmed_text": "on"}).status_code == 302
    reservation.refresh_from_db()
    assert reservation.status == "cancelled"
