"""Who is called back stands encrypted, is called by one person at a time, and is forgotten (第3-2-(2))."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from apps.callcenter import actions
from apps.callcenter.actions import CallbackNotPossible
from apps.callcenter.actions import callbacks as module
from apps.callcenter.enums import AttemptResult, CallbackState
from apps.callcenter.models import Callback, CallbackAttempt, CallbackClaim, CallbackErasure
from apps.callcenter.tasks import erase_finished_callbacks
from apps.contracts.models import ContractTerm, Parameter
from apps.core.encryption import ERASED
from tests.threads import at_once

from .case_factories import KANA, MORNING, NAME, NOTE, PHONE, WISH, pending, promise

pytestmark = pytest.mark.django_db

SOON = MORNING + timedelta(minutes=10)
NIGHT = MORNING.replace(hour=2, minute=15)
SECRETS = (NAME, "花子", KANA, PHONE, "090-1234-5678", WISH, NOTE)


def night(days: int):
    return NIGHT + timedelta(days=days)


def attempt(callback, by, result=AttemptResult.REACHED, *, at=SOON, due_at=None, key=None):
    return actions.record_callback_attempt(
        callback=callback, by=by, at=at, result=result, due_at=due_at, submission_key=key or uuid.uuid4()
    )


def everything_stored() -> str:
    """Every row of every table of the database as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        stored = []
        for table in tables:
            cursor.execute(f"SELECT t::text FROM {table} t")
            stored += [row for (row,) in cursor.fetchall()]
    return "\n".join(stored)


def columns(callback: Callback) -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, kana, phone, wish, note, phone_index FROM callcenter_callback WHERE id = %s", [callback.pk]
        )
        return cursor.fetchone()


def statistics() -> list[object]:
    """All that is counted of call-backs: every column but the personal ones."""
    return [
        sorted(Callback.objects.values_list("pk", "inquiry", "state", "due_at", "promised_at", "closed_at")),
        sorted(CallbackAttempt.objects.values_list("callback", "result", "at")),
    ]


def test_what_is_personal_is_read_by_the_office_and_by_nobody_in_the_database(operator):
    callback = Callback.objects.get(pk=promise(operator).pk)
    assert (callback.name, callback.kana, callback.phone) == (NAME, KANA, PHONE)
    assert (callback.wish, callback.note) == (WISH, NOTE)
    assert all(stored.startswith("v1:R7:") for stored in columns(callback)[:5])
    attempt(callback, operator, AttemptResult.ABSENT)
    actions.end_callback(
        callback=callback, state=CallbackState.DECLINED, by=operator, at=SOON, reason="本人から再度の入電"
    )
    dump = everything_stored()
    assert [secret for secret in SECRETS if secret in dump] == []


def test_masks_show_nothing_that_tells_who_it_is(operator):
    callback = promise(operator)
    assert (callback.masked_name, callback.masked_phone) == ("川●●●", "090-•••-5678")


def test_due_is_counted_in_the_centres_hours_unless_it_was_said(operator):
    assert promise(operator).due_at == MORNING + timedelta(hours=2)
    evening = MORNING.replace(day=20, hour=17)  # a Friday; the centre closes at 17:15
    assert promise(operator, at=evening).due_at == MORNING.replace(day=23, hour=10, minute=15)
    assert promise(operator, due_at=SOON).due_at == SOON


def test_one_inquiry_has_one_waiting_call_back(operator):
    inquiry = pending(operator)
    first = promise(operator, inquiry=inquiry)
    with pytest.raises(CallbackNotPossible):
        promise(operator, inquiry=inquiry)
    attempt(first, operator)
    assert promise(operator, inquiry=inquiry, at=SOON).state == CallbackState.WAITING
    with pytest.raises(IntegrityError, match="callback_one_waiting_per_inquiry"):
        Callback.objects.filter(pk=first.pk).update(state="waiting", closed_at=None, closed_by=None, erased_at=None)


def test_nothing_personal_is_taken_outside_a_term(operator):
    with pytest.raises(CallbackNotPossible, match="契約期間"):
        promise(operator, at=MORNING.replace(year=2027), inquiry=pending(operator))
    assert not Callback.objects.exists()


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"state": "done"}, "callback_end_is_whole"),
        ({"closed_at": SOON}, "callback_end_is_whole"),
        ({"state": "declined", "closed_at": SOON}, "callback_declined_with_reason"),
        ({"erased_at": SOON}, "callback_erased_after_its_end"),
        ({"state": "done", "closed_at": SOON, "erased_at": MORNING}, "callback_erased_after_its_end"),
        ({"due_at": MORNING - timedelta(minutes=1)}, "callback_due_after_the_promise"),
    ],
)
def test_the_database_refuses_half_a_row(operator, fields, rule):
    callback = promise(operator)
    with pytest.raises(IntegrityError, match=rule):
        Callback.objects.filter(pk=callback.pk).update(**fields)


class TestClaim:
    def test_who_calls_is_named_to_the_second(self, operator, user_of):
        callback, other = promise(operator), user_of("operator", display_name="霞　二郎")
        actions.claim_callback(callback=callback, by=other, now=MORNING)
        with pytest.raises(CallbackNotPossible, match="霞　二郎さんが 09:00 から架電しています"):
            actions.claim_callback(callback=callback, by=operator, now=SOON - timedelta(minutes=1))
        for act in (
            lambda: attempt(callback, operator, at=SOON - timedelta(minutes=1)),
            lambda: actions.end_callback(
                callback=callback, state=CallbackState.ABANDONED, by=operator, at=MORNING, reason="不通"
            ),
        ):
            with pytest.raises(CallbackNotPossible, match="霞　二郎"):
                act()

    def test_a_claim_ends_by_itself_or_is_given_back(self, operator, user_of):
        callback, other = promise(operator), user_of("operator")
        actions.claim_callback(callback=callback, by=other, now=MORNING)
        assert actions.claim_callback(callback=callback, by=operator, now=SOON).user == operator
        actions.release_callback(callback=callback, by=other)
        assert CallbackClaim.objects.get().user == operator
        actions.release_callback(callback=callback, by=operator)
        assert not CallbackClaim.objects.exists()

    def test_one_person_calls_one_citizen_at_a_time(self, operator):
        first, second = promise(operator), promise(operator)
        actions.claim_callback(callback=first, by=operator, now=MORNING)
        actions.claim_callback(callback=second, by=operator, now=MORNING)
        assert CallbackClaim.objects.get().callback == second

    def test_the_database_keeps_one_claim_for_each_call_back_and_person(self, operator, user_of):
        callback, span = promise(operator), {"since": MORNING, "until": SOON}
        CallbackClaim.objects.create(callback=callback, user=operator, **span)
        for fields in ({"callback": callback, "user": user_of("operator")}, {"callback": promise(operator)}):
            with pytest.raises(IntegrityError, match="unique"), transaction.atomic():
                CallbackClaim.objects.create(**({"user": operator} | fields | span))
        with pytest.raises(IntegrityError, match="callbackclaim_lasts_a_while"):
            CallbackClaim.objects.update(until=MORNING)


class TestAttempts:
    def test_reached_is_done_and_erased_at_once(self, operator):
        callback = promise(operator)
        actions.claim_callback(callback=callback, by=operator, now=MORNING)
        attempt(callback, operator)
        done = Callback.objects.get()
        assert (done.state, done.closed_at, done.closed_by, done.erased_at) == ("done", SOON, operator, SOON)
        assert done.name is ERASED
        assert columns(done) == ("erased",) * 5 + ("",)
        assert not CallbackClaim.objects.exists()
        assert done.events.filter(erased_at=SOON).get().pgh_context.metadata["reason"] == module.DONE

    @pytest.mark.parametrize("result", [AttemptResult.ABSENT, AttemptResult.BUSY, AttemptResult.WRONG_NUMBER])
    def test_not_reached_stays_waiting_with_its_next_time(self, operator, result):
        callback = promise(operator)
        attempt(callback, operator, result)
        attempt(callback, operator, result, due_at=MORNING + timedelta(days=1))
        again = Callback.objects.in_order().get()
        assert (again.state, again.due_at) == ("waiting", MORNING + timedelta(days=1))
        assert vars(again)["attempt_count"] == 2
        assert again.phone == PHONE

    def test_what_is_over_takes_no_more(self, operator):
        callback = promise(operator)
        attempt(callback, operator)
        for act in (
            lambda: attempt(callback, operator),
            lambda: actions.claim_callback(callback=callback, by=operator, now=SOON),
            lambda: actions.end_callback(
                callback=callback, state=CallbackState.DECLINED, by=operator, at=SOON, reason="不要"
            ),
        ):
            with pytest.raises(CallbackNotPossible, match="終わっています"):
                act()

    def test_attempts_are_never_changed_or_deleted(self, operator):
        callback = promise(operator)
        written, _ = attempt(callback, operator, AttemptResult.BUSY)
        for write in (written.save, written.delete):
            with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
                write()


class TestErasure:
    def days(self, **values: int) -> None:
        for name, value in values.items():
            Parameter.objects.filter(key=f"callcenter.callback_{name}_days").update(value=value)

    def test_done_ones_go_after_the_days_of_the_parameter(self, operator):
        self.days(done=2)
        callback = promise(operator)
        attempt(callback, operator)
        assert actions.erase_callbacks(now=night(1)).done_count == 0
        assert Callback.objects.get().phone == PHONE
        run = actions.erase_callbacks(now=night(2))
        assert (run.done_count, run.abandoned_count, run.lapsed_count, run.done_days) == (1, 0, 0, 2)
        assert columns(callback) == ("erased",) * 5 + ("",)

    @pytest.mark.parametrize("state", [CallbackState.DECLINED, CallbackState.ABANDONED])
    def test_ended_ones_go_after_theirs(self, operator, state):
        callback = promise(operator)
        actions.end_callback(callback=callback, state=state, by=operator, at=SOON, reason="3回とも不通")
        assert actions.erase_callbacks(now=night(6)).abandoned_count == 0
        assert actions.erase_callbacks(now=night(7)).abandoned_count == 1
        assert Callback.objects.get().name is ERASED

    def test_what_nobody_called_ends_and_goes_too(self, operator):
        promise(operator)
        promise(operator, due_at=MORNING + timedelta(days=3))
        run = actions.erase_callbacks(now=night(7))
        assert (run.lapsed_count, run.abandoned_count) == (1, 1)
        lapsed, waiting = Callback.objects.order_by("due_at")
        assert (lapsed.state, lapsed.closed_by, lapsed.erased_at) == ("abandoned", None, night(7))
        assert (waiting.state, waiting.phone) == ("waiting", PHONE)

    def test_a_call_that_is_due_today_is_not_ended_at_night(self, operator):
        self.days(abandoned=0)
        promise(operator, at=NIGHT - timedelta(hours=9), due_at=MORNING)
        assert actions.erase_callbacks(now=NIGHT).lapsed_count == 0

    def test_statistics_are_the_same_before_and_after(self, operator):
        self.days(done=1)
        calls = [promise(operator) for _ in range(4)]
        attempt(calls[0], operator, AttemptResult.ABSENT)
        attempt(calls[0], operator)
        attempt(calls[1], operator)
        actions.end_callback(callback=calls[2], state=CallbackState.DECLINED, by=operator, at=SOON, reason="不要")
        promise(operator, due_at=MORNING + timedelta(days=20))
        attempt(calls[3], operator)
        before = statistics()
        run = actions.erase_callbacks(now=night(8))
        assert (run.done_count, run.abandoned_count, run.lapsed_count) == (3, 1, 0)
        assert statistics() == before
        assert Callback.objects.filter(erased_at=None).count() == 1
        dump = everything_stored()
        assert dump.count("v1:R7:") == 5, "the five columns of the one who still waits"

    def test_second_run_finds_nothing_and_writes_so(self, operator):
        self.days(done=1)
        attempt(promise(operator), operator)
        actions.erase_callbacks(now=night(1))
        marked = Callback.objects.get().erased_at
        assert actions.erase_callbacks(now=night(2)).done_count == 0
        assert Callback.objects.get().erased_at == marked
        assert [run.done_count for run in CallbackErasure.objects.all()] == [0, 1]

    def test_goes_by_small_batches(self, operator, monkeypatch):
        monkeypatch.setattr(module, "_BATCH", 2)
        for _ in range(5):
            promise(operator)
        assert actions.erase_callbacks(now=night(8)).lapsed_count == 5
        assert not Callback.objects.filter(erased_at=None).exists()

    def test_the_nightly_task_writes_its_count(self, operator):
        promise(operator, due_at=MORNING + timedelta(minutes=1), at=MORNING - timedelta(days=9))
        Callback.objects.update(due_at=MORNING - timedelta(days=8))
        erase_finished_callbacks()
        assert CallbackErasure.objects.get().lapsed_count == 1

    def test_destroyed_key_erases_all_at_once(self, operator):
        from apps.core.encryption import keyring

        callback = promise(operator)
        keyring.destroy(ContractTerm.objects.get().code)
        try:
            assert Callback.objects.get(pk=callback.pk).name is ERASED
            with pytest.raises(CallbackNotPossible, match="消去"):
                promise(operator)
        finally:
            (keyring._path("R7").with_suffix(".destroyed")).unlink()


def test_missing_callback_is_looked_for_in_the_last_days_only_and_the_page_says_so(operator, client_of):
    Parameter.objects.filter(key="callcenter.missing_case_days").update(value=7)
    first_day = MORNING.replace(hour=0)
    old = pending(operator, at=first_day - timedelta(microseconds=1))
    with time_machine.travel(MORNING + timedelta(days=7), tick=False):
        client = client_of("", user=operator)
        empty = client.get(reverse("callcenter:callbacks")).text
        kept = pending(operator, at=first_day)
        page = client.get(reverse("callcenter:callbacks")).text
    assert "直近 7 日に保存した「未了」に" in empty
    assert "直近 7 日の記録から示します。" in page
    assert kept.number in page
    assert old.number not in page


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_of_many_operators_exactly_one_calls(self, operator, user_of):
        people = [operator, *(user_of("operator") for _ in range(4))]
        for _ in range(6):
            CallbackClaim.objects.all().delete()
            callback = promise(operator)
            answers = at_once(
                [
                    lambda by=by, callback=callback: actions.claim_callback(callback=callback, by=by, now=MORNING)
                    for by in people
                ]
            )
            (claim,) = [answer for answer in answers if isinstance(answer, CallbackClaim)]
            assert all(isinstance(answer, CallbackClaim | CallbackNotPossible) for answer in answers)
            assert CallbackClaim.objects.get().user == claim.user

    def test_without_looking_first_the_database_lets_one_through(self, operator, user_of):
        callback = promise(operator)
        people = [user_of("operator") for _ in range(5)]
        answers = at_once(
            [
                lambda by=by: CallbackClaim.objects.create(callback=callback, user=by, since=MORNING, until=SOON)
                for by in people
            ]
        )
        assert sum(isinstance(answer, CallbackClaim) for answer in answers) == 1
        assert sum(isinstance(answer, IntegrityError) for answer in answers) == 4

    def test_twenty_times_at_once_is_one_call_back_and_one_attempt(self, operator):
        inquiry, key = pending(operator), uuid.uuid4()
        values = {"name": NAME, "kana": "", "phone": PHONE, "wish": "", "note": "", "due_at": SOON}
        answers = at_once(
            [
                lambda: actions.promise_callback(
                    inquiry=inquiry, by=operator, at=MORNING, values=values, submission_key=key
                )
            ]
            * 20,
            workers=5,
        )
        assert sorted(is_new for _, is_new in answers) == [False] * 19 + [True]
        callback = Callback.objects.get()
        assert {saved.pk for saved, _ in answers} == {callback.pk}
        tries = at_once([lambda: attempt(callback, operator, AttemptResult.BUSY, key=key)] * 20, workers=5)
        assert {saved.pk for saved, _ in tries} == {CallbackAttempt.objects.get().pk}
