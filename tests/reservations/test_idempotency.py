"""Every form that creates something, sent twenty times at once: one record, and nobody meets an error."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.urls import reverse

from apps.reservations import actions
from apps.reservations.enums import BringCase
from apps.reservations.models import (
    BringList,
    CallAttempt,
    CallNotice,
    CityList,
    CityListProfile,
    Hold,
    PickupDesk,
    Reservation,
    ReservationChange,
    SlotPlan,
    WaitingEntry,
)
from tests.threads import at_once

from .factories import KANA, NAME, NOW, PHONE, at, book, make_operators, make_slot, posted, wait_for

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clock")]

TIMES = 20
Sent = tuple[str, dict[str, object]]


def key() -> dict[str, object]:
    return {"submission_key": uuid.uuid4()}


def holding(desk: PickupDesk) -> Sent:
    return reverse("reservations:hold"), {"slot": make_slot(desk).pk, "places": 1}


def booking(desk: PickupDesk) -> Sent:
    return reverse("reservations:book", args=[make_slot(desk, capacity=30).pk]), posted()


def booking_in_the_panel(desk: PickupDesk) -> Sent:
    return reverse("reservations:desk_panel"), posted(slot=make_slot(desk, capacity=30).pk)


def changing(desk: PickupDesk) -> Sent:
    reservation = book(make_slot(desk), make_operators(1)[0])
    new = make_slot(desk, at(14), capacity=30)
    form = {"slot": new.pk, "reason": "都合が悪くなった", "seen_slot": reservation.slot_id} | key()
    return reverse("reservations:change", args=[reservation.number]), form


def waiting(desk: PickupDesk) -> Sent:
    wish = {"desk": desk.pk, "first_day": "2025-06-03", "last_day": "2025-06-30", "wished_time": "any", "party_size": 1}
    return reverse("reservations:waiting_create"), wish | {"name": NAME, "kana": KANA, "phone": PHONE} | key()


def booking_who_waits(desk: PickupDesk) -> Sent:
    entry, slot = wait_for(desk, make_operators(1)[0]), make_slot(desk, capacity=30)
    return reverse("reservations:waiting_book", args=[entry.pk]), {"slot": slot.pk} | key()


def calling_who_waits(desk: PickupDesk) -> Sent:
    entry = wait_for(desk, make_operators(1)[0])
    return reverse("reservations:waiting_attempt", args=[entry.pk]), {"about": entry.pk} | key()


def calling_about_a_stop(desk: PickupDesk) -> Sent:
    slot, [operator] = make_slot(desk), make_operators(1)
    book(slot, operator, now=NOW - timedelta(hours=1))
    actions.set_slot_closed(slot_id=slot.pk, closed=True, by=operator, reason="設備の点検", now=NOW)
    notice = CallNotice.objects.get()
    return reverse("reservations:notice_attempt", args=[notice.pk]), {"about": notice.pk} | key()


def planning(desk: PickupDesk) -> Sent:
    form = {
        "desk": desk.pk, "weekdays": ["1"], "first_time": "09:00", "last_time": "11:00", "step_minutes": "60",
        "lunch_starts": "", "lunch_ends": "", "capacity": "4", "valid_from": "2025-06-02", "valid_to": "2025-12-26",
    }  # fmt: skip
    return reverse("reservations:slot_plan_create"), form | key()


def listing_what_to_bring(desk: PickupDesk) -> Sent:
    form = {"case": BringCase.OWN, "valid_from": "2025-07-01", "items": "交付通知書", "source": "市の指示"}
    return reverse("reservations:bring_list_create"), form


@pytest.mark.parametrize(
    ("sent", "model", "role"),
    [
        (holding, Hold, "operator"),
        (booking, Reservation, "operator"),
        (booking_in_the_panel, Reservation, "operator"),
        (changing, ReservationChange, "operator"),
        (waiting, WaitingEntry, "operator"),
        (booking_who_waits, Reservation, "operator"),
        (calling_who_waits, CallAttempt, "operator"),
        (calling_about_a_stop, CallAttempt, "operator"),
        (planning, SlotPlan, "city_staff"),
        (listing_what_to_bring, BringList, "city_staff"),
    ],
)
def test_sent_twenty_times_at_once_it_is_one(
    desk, client_of, sent: Callable[[PickupDesk], Sent], model: type[Model], role: str
):
    address, form = sent(desk)
    before = model._default_manager.count()
    client = client_of(role)
    answers = at_once([lambda: client.post(address, form).status_code] * TIMES)
    assert model._default_manager.count() == before + 1
    assert set(answers) <= {200, 302}, answers
    assert answers.count(302) >= 1


def test_the_same_list_taken_twenty_times_at_once_is_one(desk, client_of):
    profile = CityListProfile.objects.create(
        code="standard", name="市の予約システム", encodings=["utf-8-sig"], date_formats=["%Y/%m/%d"],
        time_formats=["%H:%M"], columns={"number": "受付番号", "date": "日付", "time": "時刻"},
    )  # fmt: skip
    client = client_of("cc_leader")

    def take() -> int:
        file = SimpleUploadedFile("l.csv", "受付番号,日付,時刻\nK-1001,2025/06/03,10:00\n".encode())
        form = {"profile": profile.pk, "day": "2025-06-03", "file": file}
        return client.post(reverse("reservations:city_lists"), form).status_code

    assert set(at_once([take] * TIMES)) == {302}
    assert CityList.objects.count() == 1
