"""Callers who found no place: kept apart, called in order, booked or forgotten."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.enums import AccessKind
from apps.accounts.models import AccessEvent
from apps.contracts.models import ContractTerm
from apps.core.db import violated
from apps.core.spelling import spoken_phone
from apps.reservations import actions
from apps.reservations.enums import WaitingStatus, WishedTime
from apps.reservations.models import Applicant, Reservation, WaitingEntry
from tests.threads import at_once

from . import factories
from .factories import KANA, NAME, NOW, PHONE, TOMORROW, at, book, make_slot, wait_for

pytestmark = pytest.mark.django_db

CHANGES = {"operator", "cc_leader", "city_staff"}


def form(desk, **fields: object) -> dict[str, object]:
    return {
        "desk": desk.pk,
        "first_day": "2025-06-03",
        "last_day": "2025-06-13",
        "wished_time": "any",
        "party_size": 2,
        "name": NAME,
        "kana": "たかはし　はるか",
        "phone": "０９０－１１１１－２２２２",
        "submission_key": uuid.uuid4(),
    } | fields


def numbers_in_order() -> list[str]:
    return [entry.applicant.phone for entry in WaitingEntry.objects.waiting().in_call_back_order()]


def test_order_is_first_come_first_called_and_nobody_reached_goes_behind(desk, operator):
    for n in range(3):
        wait_for(desk, operator, number=n, now=NOW + timedelta(minutes=n))
    assert numbers_in_order() == ["09000000000", "09000000001", "09000000002"]
    first = WaitingEntry.objects.first()
    actions.record_attempt(about=first, submission_key=uuid.uuid4(), by=operator, now=NOW + timedelta(hours=1))
    assert numbers_in_order() == ["09000000001", "09000000002", "09000000000"]


def test_desks_have_lists_of_their_own(desk, operator):
    other = factories.make_desk()
    wait_for(other, operator, number=1)
    wait_for(desk, operator, number=2, now=NOW + timedelta(minutes=1))
    assert numbers_in_order() == ["09000000002", "09000000001"]


def test_booking_takes_the_data_over_and_the_entry_keeps_none(desk, operator):
    entry, slot = wait_for(desk, operator, party_size=2, number=7), make_slot(desk)
    person, key = entry.applicant, uuid.uuid4()
    for _ in range(2):
        reservation = actions.book_waiting(entry=entry, slot_id=slot.pk, submission_key=key, by=operator, now=NOW)
    entry.refresh_from_db()
    assert (reservation.applicant, reservation.party_size, entry.applicant) == (person, 2, None)
    assert (entry.status, entry.reservation, entry.closed_by) == (WaitingStatus.BOOKED, reservation, operator)
    assert Applicant.objects.count() == Reservation.objects.count() == 1
    assert Reservation.objects.with_phone("09000000007").get() == reservation
    slot.refresh_from_db()
    assert slot.booked == 2


def test_full_slot_leaves_the_entry_waiting(desk, operator):
    entry, slot = wait_for(desk, operator), make_slot(desk, booked=2)
    with pytest.raises(actions.SlotIsFull):
        actions.book_waiting(entry=entry, slot_id=slot.pk, submission_key=uuid.uuid4(), by=operator, now=NOW)
    entry.refresh_from_db()
    assert entry.is_waiting
    assert entry.applicant is not None


def test_declined_entry_is_over_and_cannot_be_booked(desk, operator):
    entry, slot = wait_for(desk, operator), make_slot(desk)
    for _ in range(2):
        actions.decline_waiting(entry=entry, by=operator, now=NOW)
    with pytest.raises(actions.WaitingIsOver):
        actions.book_waiting(entry=entry, slot_id=slot.pk, submission_key=uuid.uuid4(), by=operator, now=NOW)
    with pytest.raises(actions.WaitingIsOver):
        actions.record_attempt(about=entry, submission_key=uuid.uuid4(), by=operator, now=NOW)
    entry.refresh_from_db()
    assert entry.status == WaitingStatus.DECLINED


def test_entry_expires_after_its_last_day_only(desk, operator):
    entry = wait_for(desk, operator, last_day=TOMORROW)
    assert actions.expire_waiting(today=TOMORROW, now=at(2)) == 0
    assert actions.expire_waiting(today=date(2025, 6, 4), now=at(2)) == 1
    assert actions.expire_waiting(today=date(2025, 6, 4), now=at(2)) == 0
    entry.refresh_from_db()
    assert (entry.status, entry.closed_by) == (WaitingStatus.EXPIRED, None)


def test_booking_into_another_term_writes_the_data_under_its_key(desk, operator):
    ContractTerm.objects.create(code="R8", title="令和8年度", starts_on=date(2026, 4, 1), ends_on=date(2027, 3, 31))
    march = at(9, day=date(2026, 3, 30))
    entry = wait_for(desk, operator, first_day=date(2026, 3, 30), last_day=date(2026, 4, 10), now=march)
    assert entry.applicant.key_id == "R8"
    slot = make_slot(desk, at(10, day=date(2026, 3, 31)))
    made = actions.book_waiting(entry=entry, slot_id=slot.pk, submission_key=uuid.uuid4(), by=operator, now=march)
    assert Applicant.objects.get(pk=made.applicant_id).key_id == "R7"
    assert made.applicant.name == "試験　太郎0"


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"last_day": date(2025, 6, 1)}, "waitingentry_days_in_order"),
        ({"party_size": 0}, "waitingentry_party_at_least_one"),
        ({"status": "declined"}, "waitingentry_end_is_whole"),
        ({"closed_at": NOW}, "waitingentry_end_is_whole"),
        ({"status": "booked", "closed_at": NOW}, "waitingentry_booked_has_its_reservation"),
    ],
)
def test_waiting_rules(desk, operator, change, rule):
    entry = wait_for(desk, operator)
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        WaitingEntry.objects.filter(pk=entry.pk).update(**change)
    assert violated(caught.value) == rule


# --- pages ----------------------------------------------------------------------------------------------------------


def test_caller_is_put_on_the_list_once(desk, client_of, clock):
    client, posted = client_of("operator"), form(desk)
    for _ in range(2):
        assert client.post(reverse("reservations:waiting_create"), posted).url == reverse("reservations:waiting")
    entry = WaitingEntry.objects.get()
    assert (entry.applicant.name, entry.applicant.kana, entry.applicant.phone) == (NAME, KANA, PHONE)
    assert (entry.desk, entry.party_size, entry.entered_by) == (desk, 2, client.user)


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"last_day": "2025-06-02"}, "last_day", "希望の最後の日は、最初の日以後にしてください。"),
        (
            {"first_day": "2025-06-01", "last_day": "2025-06-01"},
            "last_day",
            "希望の最後の日は、今日以後にしてください。",
        ),
        ({"last_day": "2030-06-02"}, "last_day", "どの契約期間にも入っていない日です。"),
        ({"phone": "123"}, "phone", "0から始まる10桁または11桁"),
        ({"name": "123456789018"}, "name", "マイナンバー"),
        ({"party_size": "0"}, "party_size", "1"),
        ({"wished_time": "night"}, "wished_time", "選"),
    ],
)
def test_wrong_entry_comes_back_filled(desk, client_of, clock, fields, field, sentence):
    answer = client_of("operator").post(reverse("reservations:waiting_create"), form(desk, **fields))
    assert field in answer.context["form"].errors
    assert sentence in answer.content.decode()
    assert not Applicant.objects.exists()


def test_list_says_who_can_be_called_now_and_shows_nobody_s_data(desk, operator, client_of, clock):
    wait_for(desk, operator, applicant=factories.CALLER)
    wait_for(desk, operator, number=1, wished_time=WishedTime.AFTERNOON, now=NOW + timedelta(minutes=1))
    make_slot(desk, at(10), capacity=1)
    answer = client_of("operator").get(reverse("reservations:waiting"))
    assert [offer and offer.starts_at for _, offer in answer.context["rows"]] == [at(10), None]
    page = answer.content.decode()
    assert "空き</span> 6/3（火） 10:00" in page
    assert not any(hidden in page for hidden in (NAME, "髙", PHONE, spoken_phone(PHONE), "試験"))


def test_entry_is_masked_until_a_reason_is_given(desk, operator, client_of, clock):
    entry = wait_for(desk, operator, applicant=factories.CALLER)
    client = client_of("operator")
    masked = client.get(reverse("reservations:waiting_detail", args=[entry.pk])).content.decode()
    assert NAME not in masked
    assert "髙●●●" in masked
    url = reverse("reservations:waiting_unmask", args=[entry.pk])
    assert "090-1111-2222" not in client.post(url, {"unmask-reason": ""}).content.decode()
    assert "090-1111-2222" in client.post(url, {"unmask-reason": "空きの連絡のため"}).content.decode()
    event = AccessEvent.objects.get(kind=AccessKind.UNMASK)
    assert (event.target_type, event.target_id) == ("reservations.waitingentry", str(entry.pk))
    assert AccessEvent.objects.filter(kind=AccessKind.VIEW, target_type="reservations.waitingentry").count() == 2


def test_called_back_booked_and_read_back(desk, operator, client_of, clock):
    entry, slot = wait_for(desk, operator), make_slot(desk)
    client = client_of("operator")
    page = client.get(reverse("reservations:waiting_detail", args=[entry.pk])).content.decode()
    assert f'name="slot" value="{slot.pk}"' in page
    posted = {"slot": slot.pk, "case": "proxy", "submission_key": uuid.uuid4()}
    url = reverse("reservations:waiting_book", args=[entry.pk])
    answers = {client.post(url, posted).url for _ in range(2)}
    reservation = Reservation.objects.get()
    assert answers == {reverse("reservations:detail", args=[reservation.number])}
    assert (reservation.case, reservation.awaits_read_back) == ("proxy", True)
    refused = client.post(url, posted | {"submission_key": uuid.uuid4()})
    assert refused.status_code == 409
    assert client.post(url, {}).status_code == 422


def test_declining_and_nobody_answering_by_the_page(desk, operator, client_of, clock):
    entry = wait_for(desk, operator)
    client, posted = client_of("operator"), {"submission_key": uuid.uuid4(), "about": entry.pk}
    for _ in range(2):
        client.post(reverse("reservations:waiting_attempt", args=[entry.pk]), posted)
    assert entry.attempts.count() == 1
    answer = client.post(reverse("reservations:waiting_decline", args=[entry.pk]), follow=True)
    assert "辞退を記録しました。" in answer.content.decode()
    anew = posted | {"submission_key": uuid.uuid4()}
    again = client.post(reverse("reservations:waiting_attempt", args=[entry.pk]), anew, follow=True)
    assert "この空き待ちはすでに終わっています。" in again.content.decode()


def test_list_costs_the_same_queries_for_one_and_for_many(desk, operator, client_of, clock):
    client = client_of("operator")
    counts = []
    for many in (1, 30):
        for n in range(many):
            wait_for(desk, operator, number=n)
            make_slot(desk, at(9, day=date(2025, 6, 3)) + timedelta(days=n if many > 1 else 40))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("reservations:waiting")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_no_personal_data_of_the_waiting_reaches_the_history(desk, operator):
    wait_for(desk, operator, applicant=factories.CALLER)
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM reservations_waitingentryevent t")
        rows = [row for (row,) in cursor.fetchall()]
    assert len(rows) == 1
    assert not any(canary in rows[0] for canary in (NAME, KANA, PHONE, "v1:"))


# --- threads --------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_operators_who_call_the_same_person_make_one_reservation(desk):
    operators = factories.make_operators(8)
    entry, slots = wait_for(desk, operators[0]), [make_slot(desk, at(9 + n)) for n in range(8)]
    results = at_once(
        [
            lambda n=n: actions.book_waiting(
                entry=entry, slot_id=slots[n].pk, submission_key=uuid.uuid4(), by=operators[n], now=NOW
            )
            for n in range(8)
        ]
    )
    assert sum(isinstance(result, Reservation) for result in results) == 1
    assert sum(isinstance(result, actions.WaitingIsOver) for result in results) == 7
    assert sum(factories.people_booked(slot) for slot in slots) == 1


@pytest.mark.django_db(transaction=True)
def test_the_last_place_goes_to_a_caller_or_to_one_who_waited_never_to_both(desk):
    operators = factories.make_operators(12)
    entries = [wait_for(desk, operators[n], number=n) for n in range(6)]
    slot = make_slot(desk, capacity=1)
    jobs = [
        lambda n=n: actions.book_waiting(
            entry=entries[n], slot_id=slot.pk, submission_key=uuid.uuid4(), by=operators[n], now=NOW
        )
        for n in range(6)
    ] + [lambda n=n: book(slot, operators[n], number=n) for n in range(6, 12)]
    results = at_once(jobs)
    assert sum(isinstance(result, Reservation) for result in results) == 1
    assert sum(isinstance(result, actions.SlotIsFull) for result in results) == 11
    assert factories.people_booked(slot) == 1
