"""What is known of one announced call, who sees it, and how long its number is there."""

import itertools
import random
import threading
from contextlib import suppress
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core.cache import cache
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.accounts.models import Draft
from apps.callcenter import phone
from apps.callcenter.actions import erase_live_calls, settle_call, take_event
from apps.callcenter.enums import CallState, EventKind
from apps.callcenter.models import LiveCall, OperatorCode, TelephoneEvent
from apps.callcenter.models.phone import LiveCallQuerySet
from apps.callcenter.phone_events import Announcement
from apps.callcenter.tasks import erase_old_live_calls
from apps.core.encryption import keyring
from tests.threads import at_once

from .factories import make_inquiry
from .phone_factories import MASKED, give_code, make_source

RINGING, ANSWERED, TRANSFERRED, ENDED = EventKind


@pytest.fixture
def people(masters, user_of):
    first, second = user_of("operator"), user_of("operator")
    give_code(first, "201")
    give_code(second, "202")
    return first, second


@pytest.fixture
def source(people, user_of):
    return make_source(user_of("cc_leader"))[0]


def announcement(kind, seconds=0.0, extension="201", *, event_id="", call_id="call-1", caller=""):
    moment = timezone.now().replace(microsecond=0) + timedelta(seconds=seconds)
    return Announcement(event_id or f"{call_id}-{kind}-{seconds}", call_id, kind, moment, extension, caller)


def taking(source, event):
    return lambda: take_event(source=source, event=event, at=timezone.now())


def take(source, *events):
    return [taking(source, each)() for each in events]


def shown(user):
    call = phone.current_call(user, timezone.now())
    return call and (call.external_id, call.state)


# --- the state of a call -----------------------------------------------------------------------------------------


def known(kind, seconds, extension="", operator=None, event_id=""):
    moment = timezone.now().replace(microsecond=0) + timedelta(seconds=seconds)
    return SimpleNamespace(
        kind=kind,
        occurred_at=moment,
        extension=extension,
        operator_id=operator,
        event_id=event_id or f"{kind}{seconds}",
    )


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([(RINGING, 0, "201", 1)], (0, None, None, None, "201", 1)),
        ([(RINGING, 0, "201", 1), (RINGING, 0, "202", 2)], (0, None, None, None, "", None)),
        ([(RINGING, 0, "201", 1), (RINGING, 0, "202", 2), (ANSWERED, 4, "202", 2)], (0, 4, None, None, "202", 2)),
        ([(RINGING, 0, "201", 1), (ENDED, 9)], (0, None, None, 9, "201", 1)),
        ([(RINGING, 0, "201", 1), (ANSWERED, 4)], (0, 4, None, None, "201", 1)),
        ([(ANSWERED, 4, "999", None)], (4, 4, None, None, "999", None)),
        (
            [(RINGING, 0, "201", 1), (ANSWERED, 4, "201", 1), (TRANSFERRED, 60, "202", 2), (ENDED, 99)],
            (0, 4, 60, 99, "202", 2),
        ),
        ([(ANSWERED, 4, "201", 1), (TRANSFERRED, 60)], (4, 4, 60, None, "201", 1)),
        ([(ANSWERED, 4, "201", 1), (TRANSFERRED, 60, "999", None)], (4, 4, 60, None, "999", 1)),
        ([(TRANSFERRED, 60, "202", 2)], (60, 60, 60, None, "202", 2)),
        ([(ENDED, 9), (ANSWERED, 12, "201", 1)], (9, 12, None, 12, "201", 1)),
        ([(RINGING, 0, "201", 1), (ENDED, 9), (RINGING, 11, "202", 2)], (0, None, None, 9, "", None)),
    ],
    ids=lambda value: None,
)
def test_state_follows_from_the_known_moments_in_every_order(events, expected):
    with time_machine.travel(timezone.now(), tick=False):
        zero = timezone.now().replace(microsecond=0)
        rows = [known(*each) for each in events]
        rung, answered, passed, ended, extension, operator = expected
        moments = [None if each is None else zero + timedelta(seconds=each) for each in (rung, answered, passed, ended)]
        for order in itertools.permutations(rows):
            assert phone.derive(order) == phone.Standing(*moments, extension, operator)


@given(
    st.lists(
        st.tuples(st.sampled_from(EventKind.values), st.integers(0, 20), st.sampled_from(["", "201", "202", "9"])),
        min_size=1,
        max_size=8,
    ),
    st.randoms(use_true_random=False),
)
@settings(max_examples=300, deadline=None)
def test_any_events_in_any_order_give_the_same_call_in_order_of_time(rows, shuffled: random.Random):
    holders = {"201": 1, "202": 2}
    with time_machine.travel("2025-06-18T10:00:00+09:00", tick=False):
        events = [
            known(kind, seconds, extension, holders.get(extension), f"e{n}")
            for n, (kind, seconds, extension) in enumerate(rows)
        ]
        standing = phone.derive(events)
        shuffled.shuffle(events)
        assert phone.derive(events) == standing
    in_time = [each for each in (standing.rung_at, standing.answered_at, standing.passed_at, standing.ended_at) if each]
    assert in_time == sorted(in_time)
    assert (standing.ended_at is None) == all(kind != ENDED for kind, _, _ in rows)


def test_every_order_of_a_calls_events_ends_in_the_same_row(source, people):
    """The way through the database, too; the late 'ringing' brings nothing back."""
    life = [(RINGING, 0, "201"), (ANSWERED, 5, "201"), (TRANSFERRED, 65, "202"), (ENDED, 120, "")]
    with time_machine.travel(timezone.now(), tick=False):
        for number, order in enumerate(itertools.permutations(life)):
            for kind, seconds, extension in order:
                take(source, announcement(kind, seconds - 200, extension, call_id=f"c{number}"))
    rows = {
        (
            *(getattr(call, name) - call.rung_at for name in ("answered_at", "passed_at", "ended_at")),
            call.extension,
            call.operator,
        )
        for call in LiveCall.objects.select_related("operator")
    }
    assert rows == {(timedelta(seconds=5), timedelta(seconds=65), timedelta(seconds=120), "202", people[1])}
    assert LiveCall.objects.count() == 24


def test_late_ringing_after_the_end_changes_nothing_shown(source, people):
    take(source, announcement(ANSWERED, -60), announcement(ENDED, -5))
    before = phone.current_call(people[0], timezone.now())
    assert before.state == CallState.ENDED
    take(source, announcement(RINGING, -2))
    assert phone.current_call(people[0], timezone.now()) == before


def test_transferred_caller_is_one_call_and_leaves_the_first_desk(source, people):
    first, second = people
    take(source, announcement(RINGING, -90), announcement(ANSWERED, -80))
    assert (shown(first), shown(second)) == (("call-1", CallState.ANSWERED), None)
    take(source, announcement(TRANSFERRED, -20, "202"), announcement(ANSWERED, -15, "202"))
    assert (shown(first), shown(second)) == (None, ("call-1", CallState.ANSWERED))
    assert LiveCall.objects.count() == 1


def test_unknown_extension_is_kept_without_an_operator(source):
    take(source, announcement(ANSWERED, -5, "999"))
    call = LiveCall.objects.get()
    assert (call.extension, call.operator) == ("999", None)


def test_code_counts_on_its_own_days_only(source, people, user_of):
    first, third = people[0], user_of("operator")
    today = timezone.localdate()
    OperatorCode.objects.filter(user=first).update(ends_on=today - timedelta(days=1))
    give_code(third, "201", starts_on=today)
    take(source, announcement(ANSWERED, -5))
    assert LiveCall.objects.get().operator == third


# --- idempotency and threads -------------------------------------------------------------------------------------


def test_same_event_twenty_times_is_one(source):
    results = [take(source, announcement(RINGING, -5, event_id="same"))[0] for _ in range(20)]
    assert (results.count(True), TelephoneEvent.objects.count(), LiveCall.objects.count()) == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_same_event_from_twenty_threads_is_one(source):
    event = announcement(RINGING, -5, event_id="same")
    results = at_once([taking(source, event)] * 20)
    assert sorted(results) == [False] * 19 + [True]
    assert (TelephoneEvent.objects.count(), LiveCall.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_one_event_id_under_twenty_calls_at_once_leaves_no_empty_call(source):
    events = [announcement(RINGING, -5, event_id="same", call_id=f"c{number}") for number in range(20)]
    results = at_once(
        [lambda event=event: take_event(source=source, event=event, at=timezone.now()) for event in events]
    )
    assert sorted(results) == [False] * 19 + [True]
    assert (TelephoneEvent.objects.count(), LiveCall.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_events_of_one_call_at_once_are_all_in_its_state(source, people):
    """Each event derives the call from all events: without the lock on its row the last to write could miss one."""
    life = [(RINGING, -90, "201"), (ANSWERED, -80, "201"), (TRANSFERRED, -40, "202"), (ENDED, -5, "202")]
    for number in range(10):
        jobs = [
            taking(source, announcement(kind, seconds, extension, call_id=f"c{number}"))
            for kind, seconds, extension in life
        ]
        assert at_once(jobs) == [True] * 4
        call = LiveCall.objects.get(external_id=f"c{number}")
        assert (call.state, call.operator) == (CallState.ENDED, people[1])
        assert None not in (call.answered_at, call.passed_at)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("has_lock", [True, False], ids=["with the lock", "control without it"])
def test_lock_on_the_call_keeps_both_of_two_events_at_once(source, monkeypatch, has_lock):
    take(source, announcement(RINGING, -90))
    both_have_read, derive = threading.Barrier(2), phone.derive

    def derive_together(events):
        standing = derive(list(events))
        with suppress(threading.BrokenBarrierError):
            both_have_read.wait(timeout=2 if has_lock else 30)
        return standing

    monkeypatch.setattr(phone, "derive", derive_together)
    if not has_lock:
        monkeypatch.setattr(LiveCallQuerySet, "select_for_update", lambda self, **_: self)
    assert at_once([taking(source, announcement(ANSWERED, -80)), taking(source, announcement(ENDED, -5))]) == [True] * 2
    call = LiveCall.objects.get()
    assert (None in (call.answered_at, call.ended_at)) is not has_lock


@pytest.mark.django_db(transaction=True)
def test_two_operators_answering_in_the_same_second_see_their_own_call_only(source, people):
    first, second = people
    jobs = [
        taking(source, announcement(kind, seconds, extension, call_id=call_id, caller=caller))
        for call_id, extension, caller in (("a", "201", "0492246178"), ("b", "202", "0492240000"))
        for kind, seconds in ((RINGING, -3), (ANSWERED, -1))
    ]
    for _ in range(5):
        at_once(jobs)
        seen = [[(c.external_id, c.number_shown) for c in phone.open_calls(u, timezone.now())] for u in people]
        assert seen == [[("a", MASKED)], [("b", "049-•••-0000")]]
        calls = LiveCall.objects.in_bulk(field_name="pk")
        for call in calls.values():
            other = second if call.operator == first else first
            assert phone.number_of(call, other) == ""
            assert phone.number_of(call, call.operator) != ""


# --- whose call --------------------------------------------------------------------------------------------------


def test_call_ringing_at_two_phones_is_seen_at_both_until_one_answers(source, people):
    take(source, announcement(RINGING, -3), announcement(RINGING, -3, "202", event_id="other"))
    assert [shown(each) for each in people] == [("call-1", CallState.RINGING)] * 2
    take(source, announcement(ANSWERED, -1, "202"))
    assert [shown(each) for each in people] == [None, ("call-1", CallState.ANSWERED)]


def test_call_nobody_answered_goes_when_it_ends(source, people):
    take(source, announcement(RINGING, -30), announcement(ENDED, -1))
    assert shown(people[0]) is None


def test_talk_stands_before_ringing_and_ringing_before_what_ended(source, people):
    take(source, announcement(ANSWERED, -300, call_id="old"), announcement(ENDED, -100, call_id="old"))
    take(source, announcement(RINGING, -5, call_id="new"))
    assert [call.external_id for call in phone.open_calls(people[0], timezone.now())] == ["new", "old"]
    take(source, announcement(ANSWERED, -50, call_id="talk"))
    assert [call.external_id for call in phone.open_calls(people[0], timezone.now())] == ["talk", "new", "old"]


def test_calls_without_news_leave_the_desk(source, people):
    take(source, announcement(RINGING, -5, call_id="ringing"), announcement(ANSWERED, -5, call_id="talking"))
    now = timezone.now()
    assert {c.external_id for c in phone.open_calls(people[0], now + timedelta(minutes=14))} == {"ringing", "talking"}
    assert {c.external_id for c in phone.open_calls(people[0], now + timedelta(minutes=16))} == {"talking"}
    assert phone.open_calls(people[0], now + timedelta(minutes=121)) == []


def test_clock_ahead_of_ours_shows_no_time_to_come(source, people):
    take(source, announcement(ANSWERED, 60))
    now = timezone.now()
    assert phone.current_call(people[0], now).since == now


def test_record_stays_with_its_call_only_while_something_is_typed(source, people):
    operator = people[0]
    take(source, announcement(ANSWERED, -90, call_id="first"), announcement(ENDED, -20, call_id="first"))
    take(source, announcement(ANSWERED, -5, call_id="second"))
    first = str(LiveCall.objects.get(external_id="first").pk)
    assert phone.call_strip(operator, timezone.now(), wanted=first).chosen.external_id == "second"
    keyring.create(Draft.KEY_ID)
    Draft.objects.create(user=operator, form_key=phone.DESK_FORM, content="{}", saved_at=timezone.now())
    assert phone.call_strip(operator, timezone.now(), wanted=first).chosen.external_id == "first"
    assert phone.call_strip(operator, timezone.now(), wanted="9" * 5000).chosen.external_id == "second"


def test_current_call_takes_the_same_two_queries_for_many_calls(source, people, django_assert_num_queries):
    for number in range(12):
        take(source, announcement(ANSWERED, -9, call_id=f"c{number}", caller="0492246178"))
    with django_assert_num_queries(2):
        assert len(phone.open_calls(people[0], timezone.now())) == 12


# --- the number --------------------------------------------------------------------------------------------------


def test_number_is_masked_for_its_operator_and_encrypted_in_the_cache(source, people):
    take(source, announcement(RINGING, -2, caller="0492246178"))
    call = LiveCall.objects.get()
    assert phone.current_call(people[0], timezone.now()).number_shown == MASKED
    assert phone.number_of(call, people[0]) == "0492246178"
    assert phone.number_of(call, people[1]) == ""
    kept = cache.get(f"phone-number:{call.pk}")
    assert kept.startswith("v1:telephone:")
    assert "2246178" not in kept


@pytest.mark.parametrize(
    ("caller", "expected"),
    [(phone.WITHHELD, "非通知"), ("", ""), ("+14155550123", "•••0123"), ("0312345678", "03-•••-5678")],
)
def test_what_is_shown_of_a_number(source, people, caller, expected):
    take(source, announcement(ANSWERED, -2, caller=caller))
    assert phone.current_call(people[0], timezone.now()).number_shown == expected
    assert phone.number_of(LiveCall.objects.get(), people[0]) == ("" if caller == phone.WITHHELD else caller)


def test_number_lasts_for_the_parameters_minutes(source, people):
    take(source, announcement(RINGING, -2, caller="0492246178"))
    key = cache.make_key(f"phone-number:{LiveCall.objects.get().pk}")
    assert 29 * 60 < cache._cache.get_client().ttl(key) <= 30 * 60


def test_saved_record_takes_the_number_and_nothing_brings_it_back(source, people, django_capture_on_commit_callbacks):
    take(source, announcement(ANSWERED, -20, caller="0492246178"))
    call = LiveCall.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        settle_call(live_call=call, at=timezone.now())
    assert cache.get(f"phone-number:{call.pk}") is None
    take(source, announcement(RINGING, -25, caller="0492246178"), announcement(ENDED, -1, caller="0492246178"))
    assert cache.get(f"phone-number:{call.pk}") is None
    call.refresh_from_db()
    assert phone.number_of(call, people[0]) == ""
    assert shown(people[0]) is None


def test_number_stands_in_no_table(source, people):
    take(source, announcement(RINGING, -2, caller="0492246178"), announcement(ANSWERED, -1, caller="0492246178"))
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("callcenter_", "pghistory_", "accounts_", "reservations_")):
                cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', ["%2246178%"])
                assert cursor.fetchone() == (0,), table


# --- rules in the database ---------------------------------------------------------------------------------------


def refused(change) -> str:
    try:
        with transaction.atomic():
            change()
    except IntegrityError as error:
        return error.__cause__.diag.constraint_name
    return ""


def test_live_calls_moments_are_in_order(source):
    now = timezone.now()

    def make(**fields):
        return LiveCall.objects.create(source=source, external_id=f"x{len(fields)}", rung_at=now, **fields)

    sooner, later = now - timedelta(seconds=1), now + timedelta(seconds=1)
    assert refused(lambda: make(answered_at=sooner)) == "livecall_is_answered_after_it_rang"
    assert refused(lambda: make(passed_at=later)) == "livecall_is_passed_on_after_it_was_answered"
    assert refused(lambda: make(ended_at=sooner)) == "livecall_ends_last"
    assert refused(lambda: make(answered_at=later, ended_at=now)) == "livecall_ends_last"
    assert refused(lambda: make(answered_at=now, passed_at=now, ended_at=now)) == ""


def test_code_has_one_person_at_a_time(people, user_of):
    third = user_of("operator")
    clash = {"profile": OperatorCode.objects.first().profile, "code": "201", "user": third}
    taken = lambda **days: refused(lambda: OperatorCode.objects.create(**clash, **days))  # noqa: E731
    assert taken(starts_on=date(2025, 7, 1)) == "operatorcode_has_one_person_at_a_time"
    assert taken(starts_on=date(2025, 5, 1)) == "operatorcode_has_one_person_at_a_time"
    assert taken(starts_on=date(2025, 5, 1), ends_on=date(2025, 6, 1)) == "operatorcode_has_one_person_at_a_time"
    assert taken(starts_on=date(2025, 5, 1), ends_on=date(2025, 5, 31)) == ""
    assert taken(starts_on=date(2025, 4, 9), ends_on=date(2025, 4, 8)) == "operatorcode_ends_after_it_starts"


def test_events_are_written_once_and_never_changed(source):
    take(source, announcement(RINGING, -2))
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        TelephoneEvent.objects.update(extension="202")
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        TelephoneEvent.objects.all().delete()


# --- ties and retention ------------------------------------------------------------------------------------------


def test_old_calls_are_erased_but_not_those_of_a_record(source, people):
    take(source, *(announcement(ANSWERED, -60, call_id=name) for name in ("old", "recorded")))
    make_inquiry(people[0], live_call=LiveCall.objects.get(external_id="recorded"))
    with time_machine.travel(timezone.now() + timedelta(days=61), tick=False):
        assert erase_old_live_calls() == 0
    with time_machine.travel(timezone.now() + timedelta(days=63), tick=False):
        take(source, announcement(ANSWERED, -60, call_id="new"))
        assert erase_old_live_calls() == 1
        assert erase_old_live_calls() == 0
    assert {call.external_id for call in LiveCall.objects.all()} == {"recorded", "new"}
    assert TelephoneEvent.objects.count() == 2


def test_erasing_in_portions_erases_all(source, monkeypatch):
    monkeypatch.setattr("apps.callcenter.actions.phone.ERASED_AT_ONCE", 3)
    take(source, *(announcement(ANSWERED, -60, call_id=f"c{number}") for number in range(7)))
    assert erase_live_calls(rung_before=timezone.now()) == 7
    assert not TelephoneEvent.objects.exists()
