"""The pages: who may, what they show, what they hide, and what is written down about it."""

import logging
import re
import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.enums import AccessKind
from apps.accounts.models import AccessEvent
from apps.reservations import actions
from apps.reservations.models import Applicant, BringList, Reservation, Slot, SlotPlan

from . import factories
from .factories import KANA, NAME, NOW, PHONE, at, book, make_plan, make_slot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

SEES = {"general_manager", "operator", "cc_leader", "city_staff", "city_approver"}


def posted(**fields: object) -> dict[str, object]:
    return {
        "name": NAME,
        "kana": "たかはし　はるか",
        "phone": "０９０－１１１１－２２２２",
        "party_size": 1,
        "submission_key": uuid.uuid4(),
    } | fields


def personal(reservation: Reservation) -> list[str]:
    applicant = reservation.applicant
    return [applicant.name, applicant.kana, applicant.phone, applicant.spoken_phone]


# --- availability ---------------------------------------------------------------------------------------------------


def test_availability_shows_what_is_left_and_since_when(desk, operator, client_of):
    free, full = make_slot(desk, at(10), capacity=3), make_slot(desk, at(14), capacity=1)
    make_slot(desk, at(15), is_closed=True)
    book(full, operator)
    actions.hold_slot(slot_id=free.pk, places=1, by=operator, now=NOW)
    page = client_of("operator").get(reverse("reservations:availability")).content.decode()
    assert "10:00:00 現在" in page
    assert "残2" in page
    assert page.count(f'name="slot" value="{free.pk}"') == 1
    assert f'name="slot" value="{full.pk}"' not in page
    assert "満" in page
    assert "停止" in page


def test_earliest_and_earliest_afternoon_are_offered_for_so_many_people(desk, client_of):
    make_slot(desk, at(9), capacity=1)
    make_slot(desk, at(11), capacity=3)
    make_slot(desk, at(12), capacity=1)
    make_slot(desk, at(13, day=date(2025, 6, 12)), capacity=3)
    client = client_of("city_staff")
    found = {}
    for places in (1, 3, 4):
        response = client.get(reverse("reservations:availability"), {"places": places})
        [shown] = response.context["availability"].desks
        found[places] = (shown.earliest, shown.earliest_afternoon)
    assert found == {
        1: (at(9), at(12)),
        3: (at(11), at(13, day=date(2025, 6, 12))),
        4: (None, None),
    }


def test_nonsense_in_the_address_falls_back_to_the_defaults(desk, slot, client_of):
    asked = {"desk": "x", "week": "2025-99-99", "places": "-1"}
    response = client_of("operator").get(reverse("reservations:availability"), asked)
    assert response.status_code == 200
    assert response.context["availability"].desk == desk
    assert response.context["availability"].places == 1


def test_only_operators_get_buttons(desk, slot, client_of):
    assert 'name="slot"' in client_of("operator").get(reverse("reservations:availability")).content.decode()
    assert 'name="slot"' not in client_of("city_staff").get(reverse("reservations:availability")).content.decode()


def test_availability_costs_the_same_queries_at_one_and_at_fifty_slots(desk, client_of):
    client = client_of("operator")
    make_slot(desk, at(9))
    counted = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(reverse("reservations:availability")).status_code == 200
        counted.append([query["sql"] for query in queries if "reservations_" in query["sql"]])
        plan = make_plan(desk, first_time="09:30", step_minutes=5, last_time="14:00")
        plan.refresh_from_db()
        actions.generate_slots(plan=plan, first=date(2025, 6, 3), last=date(2025, 6, 20), by=None)
        factories.make_desk()
    assert len(counted[0]) == len(counted[1]) == 7, "desks, week, weeks ahead, and four numbers in the tabs"


# --- booking --------------------------------------------------------------------------------------------------------


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


# --- looking --------------------------------------------------------------------------------------------------------


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
    wrong = str(int(reservation.number) + 1)
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


# --- change, cancel, outcome ----------------------------------------------------------------------------------------


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


# --- slot plans -----------------------------------------------------------------------------------------------------

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


def test_cancelled_reservation_shows_the_sentence_instead_of_the_form(reservation, operator, client_of):
    actions.cancel(reservation=reservation, reason="都合が悪くなった", by=operator, now=NOW)
    page = client_of("operator").get(reverse("reservations:change", args=[reservation.number])).content.decode()
    assert "この予約は「取消」のため、変更できません。" in page
    assert "change-form" not in page


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
