"""Stopped slots: by a person, by a closure; who must be called, and how each call ends."""

import uuid
from datetime import date, time

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.enums import AccessKind
from apps.accounts.models import AccessEvent
from apps.contracts.models import Agreement, ExtraOpening, OpeningRule
from apps.core.db import violated
from apps.core.spelling import spoken_phone
from apps.reservations import actions
from apps.reservations.enums import NoticeResult, ReservationStatus
from apps.reservations.models import CallAttempt, CallNotice, Reservation, Slot
from apps.reservations.tasks import follow_calendar
from tests.threads import at_once

from . import factories
from .factories import NAME, NOW, PHONE, TOMORROW, at, book, close_day, make_plan, make_slot

pytestmark = pytest.mark.django_db


def stop(slot: Slot, by, *, closed: bool = True) -> Slot:
    return actions.set_slot_closed(slot_id=slot.pk, closed=closed, by=by, reason="設備の点検", now=NOW)


def open_extra(desk, day: date, opens=None, closes=None) -> ExtraOpening:
    agreement, _ = Agreement.objects.get_or_create(code="C2", defaults={"title": "開設", "place": "第2-2-(1)"})
    return ExtraOpening.objects.create(
        site=desk.site, day=day, opens_at=opens, closes_at=closes, reason="臨時の交付", agreement=agreement
    )


# --- closures entered after generation ------------------------------------------------------------------------------


def test_closure_stops_the_slots_of_its_day_and_place_only(desk, operator):
    other_desk = factories.make_desk()
    closed, other_day = make_slot(desk, at(10)), make_slot(desk, at(10, day=date(2025, 6, 4)))
    elsewhere = make_slot(other_desk, at(10))
    reservation = book(closed, operator, party_size=2)
    close_day(desk)
    assert actions.follow_calendar(now=NOW) == actions.Followed(stopped=1, resumed=0, to_call=1)
    closed.refresh_from_db()
    assert (closed.is_closed, closed.is_stopped_by_calendar, closed.booked) == (True, True, 2)
    for slot in (other_day, elsewhere):
        slot.refresh_from_db()
        assert not slot.is_closed
    notice = CallNotice.objects.get()
    assert (notice.reservation, notice.slot, notice.reason) == (reservation, closed, "臨時休業 設備の点検")
    reservation.refresh_from_db()
    assert reservation.status == "confirmed", "the booking itself is not touched"
    assert closed.events.order_by("pgh_id").last().pgh_context.metadata["reason"] == "臨時休業 設備の点検"


def test_following_the_calendar_twice_changes_nothing(desk, operator):
    book(make_slot(desk), operator)
    close_day(None)
    actions.follow_calendar(now=NOW)
    before = list(Slot.objects.values()), list(CallNotice.objects.values())
    assert actions.follow_calendar(now=NOW) == actions.Followed(0, 0, 0)
    assert (list(Slot.objects.values()), list(CallNotice.objects.values())) == before


def test_withdrawn_closure_resumes_its_slots_but_none_that_a_person_stopped(desk, operator):
    by_hand, by_calendar = make_slot(desk, at(10)), make_slot(desk, at(11))
    book(by_calendar, operator)
    stop(by_hand, operator)
    closure = close_day(desk)
    actions.follow_calendar(now=NOW)
    closure.delete()
    assert actions.follow_calendar(now=NOW) == actions.Followed(stopped=0, resumed=1, to_call=0)
    by_hand.refresh_from_db()
    by_calendar.refresh_from_db()
    assert (by_hand.is_closed, by_calendar.is_closed) == (True, False)
    notice = CallNotice.objects.get()
    assert (notice.result, notice.settled_by) == (NoticeResult.RESUMED, None)


def test_shortened_hours_stop_what_lies_outside(desk):
    inside, outside = make_slot(desk, at(15)), make_slot(desk, at(16, 30))
    OpeningRule.objects.update(closes_at=time(16, 30))
    assert actions.follow_calendar(now=NOW).stopped == 1
    inside.refresh_from_db()
    outside.refresh_from_db()
    assert (inside.is_closed, outside.is_closed) == (False, True)


def test_slots_that_have_begun_are_left_as_they_are(desk, operator):
    begun = make_slot(desk, at(10, day=NOW.date()))
    close_day(desk, NOW.date())
    assert actions.follow_calendar(now=NOW).stopped == 0
    begun.refresh_from_db()
    assert not begun.is_closed


def test_the_place_s_own_hours_go_before_a_closure_of_all_places(desk):
    slot = make_slot(desk)
    open_extra(desk, TOMORROW, time(9), time(17))
    close_day(None)
    assert actions.follow_calendar(now=NOW).stopped == 0
    assert actions.why_not_bookable(slot, now=NOW) == ""


def test_booking_is_refused_from_the_moment_a_closure_is_entered(desk, operator):
    slot = make_slot(desk)
    close_day(desk)
    with pytest.raises(actions.SlotIsClosed):
        book(slot, operator)


def test_task_follows_the_calendar(desk, clock):
    slot = make_slot(desk)
    close_day(desk)
    follow_calendar()
    slot.refresh_from_db()
    assert slot.is_stopped_by_calendar


def test_slot_stopped_by_the_calendar_is_not_resumed_by_hand(desk, operator):
    slot = make_slot(desk)
    close_day(desk)
    actions.follow_calendar(now=NOW)
    with pytest.raises(actions.SlotIsOutsideHours):
        stop(slot, operator, closed=False)
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        Slot.objects.filter(pk=slot.pk).update(is_closed=False)
    assert violated(caught.value) == "slot_stopped_by_calendar_is_closed"


def test_extra_opening_takes_slots_whatever_the_weekday_of_the_plan(desk):
    saturday = date(2025, 6, 14)
    plan = make_plan(desk)
    open_extra(desk, saturday, time(10), time(12))
    made = actions.generate_slots(plan=plan, first=saturday, last=saturday, by=None)
    assert made.created == 4, "two hours of half an hour each"
    assert actions.generate_slots(plan=plan, first=saturday, last=saturday, by=None).created == 0
    own = make_plan(desk, weekdays=[6], first_time=time(10), last_time=time(11), step_minutes=60)
    assert actions.generate_slots(plan=plan, first=date(2025, 6, 21), last=date(2025, 6, 21), by=None).created == 0
    open_extra(desk, date(2025, 6, 21), time(10), time(12))
    assert actions.generate_slots(plan=plan, first=date(2025, 6, 21), last=date(2025, 6, 21), by=None).created == 0
    assert actions.generate_slots(plan=own, first=date(2025, 6, 21), last=date(2025, 6, 21), by=None).created == 2


def test_page_of_exceptions_counts_slots_stops_and_calls(desk, operator, client_of, clock):
    book(make_slot(desk), operator)
    close_day(desk)
    open_extra(desk, date(2025, 6, 14))
    actions.follow_calendar(now=NOW)
    page = client_of("city_staff").get(reverse("reservations:exceptions"))
    closed, extra = page.context["days"]
    assert (closed.day, closed.slots, closed.stopped, closed.to_call) == (TOMORROW, 1, 1, 1)
    assert (extra.is_closure, extra.slots) == (False, 0)
    assert "臨時開設（枠なし）" in page.content.decode()


# --- a slot stopped by a person -------------------------------------------------------------------------------------


def test_everybody_in_the_stopped_slot_is_listed_once(desk, operator):
    first, second = make_slot(desk, at(10), capacity=2), make_slot(desk, at(10, 30), capacity=3)
    family = book(first, operator, party_size=3, spread=True)
    single = book(second, operator)
    gone = book(second, operator)
    actions.cancel(reservation=gone, reason="都合", by=operator, now=NOW)
    stop(second, operator)
    stop(second, operator)
    assert set(CallNotice.objects.values_list("reservation_id", flat=True)) == {family.pk, single.pk}
    assert CallNotice.objects.count() == 2


def test_resumed_slot_takes_its_notices_back(desk, operator, user_of):
    slot, by = make_slot(desk), user_of("city_staff")
    book(slot, operator)
    stop(slot, by)
    stop(slot, by, closed=False)
    notice = CallNotice.objects.get()
    assert (notice.result, notice.settled_by) == (NoticeResult.RESUMED, by)
    stop(slot, by)
    assert CallNotice.objects.unsettled().count() == 1


@pytest.mark.parametrize("end", ["moved", "cancelled", "passed"])
def test_call_ends_with_what_became_of_the_booking_by_a_named_person(desk, operator, user_of, end):
    slot, new, by = make_slot(desk), make_slot(desk, at(14)), user_of("cc_leader")
    reservation = book(slot, operator)
    stop(slot, operator)
    now = NOW
    if end == "moved":
        actions.change(
            reservation=reservation,
            new_slot_id=new.pk,
            reason="休業のため",
            submission_key=uuid.uuid4(),
            by=by,
            now=NOW,
        )
    elif end == "cancelled":
        actions.cancel(reservation=reservation, reason="休業のため", by=by, now=NOW)
    else:
        now = at(17)
        actions.record_outcome(reservation=reservation, outcome=ReservationStatus.UNKNOWN, by=by, now=now)
    notice = CallNotice.objects.get()
    assert (notice.result, notice.settled_by, notice.settled_at) == (end, by, now)


def test_nobody_answered_is_counted_and_keeps_the_notice_open(desk, operator):
    slot = make_slot(desk)
    reservation = book(slot, operator)
    stop(slot, operator)
    notice, key = CallNotice.objects.get(), uuid.uuid4()
    for _ in range(2):
        actions.record_attempt(about=notice, submission_key=key, by=operator, now=NOW)
    actions.record_attempt(about=notice, submission_key=uuid.uuid4(), by=operator, now=NOW)
    assert CallNotice.objects.unsettled().with_attempts().get().attempt_count == 2
    actions.cancel(reservation=reservation, reason="都合", by=operator, now=NOW)
    with pytest.raises(actions.AlreadySettled):
        actions.record_attempt(about=notice, submission_key=uuid.uuid4(), by=operator, now=NOW)


def test_call_rows_are_whole(desk, operator):
    slot = make_slot(desk)
    reservation = book(slot, operator)
    stop(slot, operator)
    notice = CallNotice.objects.get()

    def refused(write) -> str | None:
        with pytest.raises(IntegrityError) as caught, transaction.atomic():
            write()
        return violated(caught.value)

    again = CallNotice(reservation=reservation, slot=slot, reason="点検", raised_at=NOW)
    assert refused(again.save) == "callnotice_once_per_reservation_and_slot"
    assert refused(lambda: notice.settle(NoticeResult.MOVED, by=None, at=NOW)) == "callnotice_settlement_is_whole"
    nothing = CallAttempt(called_at=NOW, called_by=operator)
    assert refused(nothing.save) == "callattempt_is_about_one_thing"


# --- pages ----------------------------------------------------------------------------------------------------------


def test_list_of_calls_shows_number_and_time_but_no_name_or_phone(desk, operator, client_of, clock):
    slot = make_slot(desk)
    reservation = book(slot, operator, applicant=factories.CALLER)
    stop(slot, operator)
    client = client_of("operator")
    page = client.get(reverse("reservations:notices")).content.decode()
    assert reservation.spoken_number in page
    assert "6/3（火） 10:00" in page
    for hidden in (NAME, "髙", PHONE, spoken_phone(PHONE)):
        assert hidden not in page
    card = client.get(reverse("reservations:detail", args=[reservation.number])).content.decode()
    assert "の枠は停止しました（設備の点検）。" in card
    shown = client.post(reverse("reservations:unmask", args=[reservation.number]), {"unmask-reason": "連絡のため"})
    assert "090-1111-2222" in shown.content.decode()
    assert AccessEvent.objects.get(kind=AccessKind.UNMASK).reason == "連絡のため"


def test_pressing_nobody_answered_twice_is_one_attempt_and_two_rows_are_two(desk, operator, client_of, clock):
    slot = make_slot(desk)
    for n in range(2):
        book(slot, operator, number=n)
    stop(slot, operator)
    client, key = client_of("operator"), uuid.uuid4()
    for notice in CallNotice.objects.all():
        for _ in range(2):
            url = reverse("reservations:notice_attempt", args=[notice.pk])
            client.post(url, {"submission_key": key, "about": notice.pk})
    assert CallAttempt.objects.count() == 2
    assert client.get(reverse("reservations:notices")).content.decode().count("1回（") == 2
    client.post(reverse("reservations:notice_attempt", args=[notice.pk]), {})
    assert CallAttempt.objects.count() == 2


def test_list_of_calls_costs_the_same_queries_for_one_and_for_many(desk, operator, client_of, clock):
    client = client_of("cc_leader")
    counts = []
    for hour in range(9, 16):
        slot = make_slot(desk, at(hour), capacity=3)
        for n in range(3):
            book(slot, operator, number=n)
        stop(slot, operator)
        if hour in {9, 15}:
            with CaptureQueriesContext(connection) as queries:
                page = client.get(reverse("reservations:notices"))
            counts.append(len(queries))
    assert len(page.context["rows"]) == 21
    assert counts[0] == counts[1]


# --- threads --------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_stopping_while_people_book_lists_everybody_who_got_in(desk):
    slot = make_slot(desk, capacity=30)
    operators = factories.make_operators(20)
    jobs = [lambda n=n: book(slot, operators[n], number=n) for n in range(20)]
    jobs.insert(7, lambda: stop(slot, operators[0]))
    results = at_once(jobs)
    booked = {result.pk for result in results if isinstance(result, Reservation)}
    refused = [result for result in results if isinstance(result, Exception)]
    assert all(isinstance(each, actions.SlotIsClosed) for each in refused)
    assert set(CallNotice.objects.values_list("reservation_id", flat=True)) == booked
