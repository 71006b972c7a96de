"""The city is asked step by step, by the right people, in an order that the database keeps too (第2-2-(4)-ス)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from apps.callcenter import actions
from apps.callcenter.enums import ESCALATION_STEPS, EscalationState, Result, Told
from apps.callcenter.escalations import clocked, waiting_for_city, waiting_version, without_escalation
from apps.callcenter.models import Escalation, EscalationStep, StepNotAllowed
from apps.contracts.models import Parameter
from tests.threads import at_once

from .case_factories import MORNING, STATES, send, send_up_to, transferred
from .factories import make_inquiry

pytestmark = pytest.mark.django_db

LATER = MORNING + timedelta(hours=1)
BY_CITY = {"taken", "answered", "returned"}


@pytest.fixture
def city(masters, user_of):
    return user_of("city_staff")


def judge_now() -> None:
    """What the database judges at the end of a transaction, it judges here."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def refused(rule: str):
    return pytest.raises(IntegrityError, match=rule)


def test_steps_stand_with_who_and_when(operator, city):
    escalation = send_up_to("closed", operator, city)
    judge_now()
    assert [(step.state, step.by, step.at) for step in escalation.steps.all()] == [
        ("sent", operator, MORNING),
        ("taken", city, MORNING + timedelta(minutes=1)),
        ("answered", city, MORNING + timedelta(minutes=2)),
        ("closed", operator, MORNING + timedelta(minutes=3)),
    ]
    assert escalation.answer.text == "本人確認書類は2点をお願いしてください。"


@pytest.mark.parametrize("state", list(STATES)[1:])
def test_only_the_steps_of_the_table_are_possible(operator, city, state):
    escalation = send_up_to(state, operator, city)
    for wanted in EscalationState:
        move = {"state": wanted, "by": city if wanted in BY_CITY else operator, "at": LATER, "text": "補足"}
        if wanted not in ESCALATION_STEPS[state]:
            with pytest.raises(StepNotAllowed):
                actions.step_escalation(escalation=escalation, **move)
            assert Escalation.objects.get().state == state
            continue
        with transaction.atomic():
            assert actions.step_escalation(escalation=escalation, **move).state == wanted
            judge_now()
            transaction.set_rollback(True)


@pytest.mark.parametrize("state", list(STATES)[1:])
def test_the_database_knows_the_same_table(operator, city, state):
    escalation = send_up_to(state, operator, city)
    number = escalation.steps.count() + 1
    for wanted in EscalationState:
        step = EscalationStep(escalation=escalation, number=number, state=wanted, by=city, at=LATER, text="補足")
        if wanted not in ESCALATION_STEPS[state]:
            with refused("does not follow"), transaction.atomic():
                step.save()
            continue
        with transaction.atomic():
            step.save()
            assert escalation.steps.count() == number
            transaction.set_rollback(True)


@pytest.mark.parametrize("number", [1, 3, 0])
def test_the_database_takes_steps_one_after_the_other(operator, city, number):
    escalation = send_up_to("sent", operator, city)
    with refused("does not follow"):
        EscalationStep.objects.create(escalation=escalation, number=number, state="taken", by=city, at=LATER)


def test_the_database_refuses_a_step_before_the_last_one(operator, city):
    escalation = send_up_to("taken", operator, city)
    with refused("does not follow"):
        EscalationStep.objects.create(
            escalation=escalation, number=3, state="answered", by=city, at=MORNING, text="回答"
        )


def test_the_database_refuses_a_state_without_its_step_and_a_step_without_its_state(operator, city):
    escalation = send_up_to("sent", operator, city)
    judge_now()
    with refused("not that of the last step"), transaction.atomic():
        Escalation.objects.filter(pk=escalation.pk).update(state="taken")
        judge_now()
    with refused("did not move"), transaction.atomic():
        EscalationStep.objects.create(escalation=escalation, number=2, state="taken", by=city, at=LATER)
        judge_now()
    with refused("not that of the last step"), transaction.atomic():
        Escalation.objects.create(
            inquiry=transferred(operator), kind="decision", question="扱い", sent_at=MORNING, state="sent"
        )
        judge_now()


def test_steps_are_never_changed_or_deleted(operator, city):
    escalation = send_up_to("taken", operator, city)
    step = escalation.steps.last()
    step.text = "書き直し"
    for write in (step.save, step.delete):
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            write()


@pytest.mark.parametrize("state", ["answered", "returned"])
def test_answer_and_return_need_words(operator, city, state):
    escalation = send_up_to("taken", operator, city)
    with refused("escalationstep_answer_has_words"):
        EscalationStep.objects.create(escalation=escalation, number=3, state=state, by=city, at=LATER)


@pytest.mark.parametrize("result", [Result.COMPLETED, Result.REFERRED, Result.PENDING])
def test_only_a_transferred_inquiry_is_sent(operator, result):
    section = "保険年金課" if result == Result.REFERRED else ""
    inquiry = make_inquiry(operator, at=MORNING, result=result, target_section=section)
    with pytest.raises(StepNotAllowed):
        send(inquiry, by=operator)
    with refused("was not transferred"):
        Escalation.objects.create(inquiry=inquiry, kind="decision", question="扱い", sent_at=MORNING)


def test_one_inquiry_is_sent_once(operator):
    inquiry = transferred(operator)
    first = send(inquiry, by=operator)
    second, is_new = actions.escalate(inquiry=inquiry, by=operator, at=LATER, values={})
    assert (second, is_new) == (first, False)
    assert EscalationStep.objects.count() == 1


@pytest.mark.parametrize("state", list(STATES)[1:])
def test_each_side_takes_its_own_steps(operator, city, user_of, state):
    escalation = send_up_to(state, operator, city)
    for role in ("operator", "cc_leader", "general_manager", "city_staff", "city_approver"):
        by, is_city, is_centre = user_of(role), role.startswith("city"), role in {"operator", "cc_leader"}
        for wanted in ESCALATION_STEPS[state]:
            may = is_city if wanted in BY_CITY else is_centre
            if (state, wanted) == ("answered", "closed"):
                may = is_city or is_centre
            assert escalation.may_become(EscalationState(wanted), by=by) is may, (role, wanted)
            if not may:
                with pytest.raises(StepNotAllowed):
                    actions.step_escalation(
                        escalation=escalation, state=EscalationState(wanted), by=by, at=LATER, text="補足"
                    )


def test_a_promised_answer_is_closed_by_the_centre_after_telling(operator, city):
    escalation = send_up_to("answered", operator, city, is_reply_due=True)
    closed = EscalationState.CLOSED
    for by, told in ((city, Told.TOLD), (operator, None)):
        with pytest.raises(StepNotAllowed):
            actions.step_escalation(escalation=escalation, state=closed, by=by, at=LATER, told=told)
    done = actions.step_escalation(escalation=escalation, state=closed, by=operator, at=LATER, told=Told.NOT_REACHED)
    assert (done.told, done.told_at, done.told_by) == (Told.NOT_REACHED, LATER, operator)
    judge_now()


def test_the_database_refuses_the_end_before_the_caller_heard_it(operator, city):
    escalation = send_up_to("answered", operator, city, is_reply_due=True)
    EscalationStep.objects.create(escalation=escalation, number=4, state="closed", by=operator, at=LATER)
    with refused("escalation_closed_after_telling"):
        Escalation.objects.filter(pk=escalation.pk).update(state="closed")


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"question": ""}, "escalation_has_a_question"),
        ({"form_number": "R7-0001"}, "escalation_form_is_whole"),
        ({"form_sent_at": MORNING}, "escalation_form_is_whole"),
        ({"told": "told"}, "escalation_told_is_whole"),
        ({"told": "told", "told_at": MORNING, "is_reply_due": True}, "escalation_told_is_whole"),
    ],
)
def test_the_database_refuses_half_a_row(operator, city, fields, rule):
    escalation = send_up_to("closed", operator, city)
    with refused(rule):
        Escalation.objects.filter(pk=escalation.pk).update(**fields)


def test_the_database_refuses_an_end_told_before_it_came(operator, city):
    escalation = send_up_to("answered", operator, city, is_reply_due=True)
    with refused("escalation_told_at_the_end"):
        Escalation.objects.filter(pk=escalation.pk).update(told="told", told_at=LATER, told_by=operator)


def test_two_escalations_never_share_the_citys_number(operator):
    number = {"form_sent_at": MORNING, "form_number": "R7-0001"}
    send(transferred(operator), by=operator, **number)
    with refused("escalation_form_number_is_unique"):
        send(transferred(operator), by=operator, **number)


def test_the_citys_number_is_entered_later_once(operator, city):
    escalation = send_up_to("taken", operator, city)
    actions.enter_city_form(escalation=escalation, form_sent_at=LATER, form_number="R7-0002")
    assert Escalation.objects.get().form_number == "R7-0002"
    with pytest.raises(StepNotAllowed):
        actions.enter_city_form(escalation=escalation, form_sent_at=LATER, form_number="R7-0003")
    with pytest.raises(StepNotAllowed):
        actions.enter_city_form(
            escalation=send_up_to("closed", operator, city), form_sent_at=LATER, form_number="R7-0004"
        )


def test_returned_is_sent_again_and_its_clock_starts_anew(operator, city):
    escalation = send_up_to("returned", operator, city)
    again = actions.step_escalation(
        escalation=escalation, state=EscalationState.SENT, by=operator, at=LATER, text="書類は2点とも失効しています。"
    )
    judge_now()
    assert (again.state, again.sent_at) == ("sent", LATER)
    (row,) = clocked(list(Escalation.objects.with_steps()), LATER + timedelta(minutes=5))
    assert row.minutes == 5


class TestClock:
    def test_runs_in_the_citys_opening_hours_until_the_answer(self, operator, city):
        escalation = send_up_to("sent", operator, city, at=MORNING.replace(day=20, hour=17))  # a Friday
        monday = MORNING.replace(day=23, hour=9)
        (row,) = waiting_for_city(monday)
        assert (row.escalation, row.minutes) == (escalation, 45)
        assert row.due_at == MORNING.replace(day=23, hour=16, minute=15)
        assert not row.is_overdue
        actions.step_escalation(escalation=escalation, state=EscalationState.TAKEN, by=city, at=monday)
        assert waiting_for_city(monday)[0].minutes == 45
        actions.step_escalation(escalation=escalation, state=EscalationState.ANSWERED, by=city, at=monday, text="可")
        assert waiting_for_city(monday) == []
        (stopped,) = clocked(list(Escalation.objects.with_steps()), MORNING.replace(day=25))
        assert stopped.minutes == 45

    def test_is_overdue_after_the_hours_of_the_parameter(self, operator, city):
        send_up_to("sent", operator, city)
        Parameter.objects.filter(key="callcenter.escalation_answer_hours").update(value=2)
        on_time, late = MORNING + timedelta(minutes=120), MORNING + timedelta(minutes=121)
        assert not waiting_for_city(on_time)[0].is_overdue
        assert waiting_for_city(late)[0].is_overdue
        assert waiting_for_city(late)[0].due_at == on_time

    def test_longest_waiting_first_in_a_fixed_number_of_queries(
        self, operator, city, django_assert_num_queries, django_assert_max_num_queries
    ):
        with django_assert_num_queries(1):
            assert waiting_for_city(LATER) == []
        first = send_up_to("taken", operator, city, at=MORNING - timedelta(minutes=5))
        with django_assert_max_num_queries(9) as few:
            waiting_for_city(LATER)
        others = [send_up_to("sent", operator, city, at=MORNING + timedelta(minutes=n)) for n in range(12)]
        with django_assert_num_queries(len(few)):
            rows = waiting_for_city(LATER)
            assert [row.escalation for row in rows] == [first, *others]
            assert all(row.escalation.last_step.by.display_name for row in rows)

    def test_version_changes_with_a_step_and_a_minute_and_rests_otherwise(self, operator, city):
        empty = waiting_version(MORNING)
        assert waiting_version(LATER) == empty
        escalation = send_up_to("sent", operator, city)
        sent = waiting_version(LATER)
        assert waiting_version(LATER + timedelta(seconds=59)) == sent
        assert waiting_version(LATER + timedelta(seconds=60)) != sent
        actions.step_escalation(escalation=escalation, state=EscalationState.TAKEN, by=city, at=LATER)
        assert waiting_version(LATER) not in {sent, empty}


def test_step_whose_time_was_read_before_the_one_it_waited_for_is_not_earlier(operator, city):
    escalation = send_up_to("taken", operator, city)
    taken_at = escalation.last_step.at
    early = taken_at - timedelta(milliseconds=5)
    step = {"escalation": escalation, "at": early}
    actions.step_escalation(state=EscalationState.RETURNED, by=city, text="対象の方が分かりません。", **step)
    again = actions.step_escalation(state=EscalationState.SENT, by=operator, text="補足しました。", **step)
    judge_now()
    assert [row.at for row in again.steps.all()] == [MORNING, taken_at, taken_at, taken_at]
    again.refresh_from_db()
    assert again.sent_at == taken_at
    assert again.inquiry.revised_at == taken_at


def test_transferred_without_an_escalation_is_listed(operator, user_of, city):
    other, inquiry = user_of("operator"), transferred(operator)
    send_up_to("sent", operator, city)
    assert list(without_escalation(operator, LATER)) == [inquiry]
    assert list(without_escalation(user_of("city_staff"), LATER)) == [inquiry]
    assert list(without_escalation(other, LATER)) == []


def test_missing_escalation_is_looked_for_in_the_last_days_only_and_the_page_says_so(operator, client_of):
    Parameter.objects.filter(key="callcenter.missing_case_days").update(value=7)
    first_day = MORNING.replace(hour=0)
    old = transferred(operator, at=first_day - timedelta(microseconds=1))
    with time_machine.travel(MORNING + timedelta(days=7), tick=False):
        client = client_of("", user=operator)
        empty = client.get(reverse("callcenter:escalations")).text
        kept = transferred(operator, at=first_day)
        page = client.get(reverse("callcenter:escalations")).text
    assert "直近 7 日に保存した「転送」に" in empty
    assert "直近 7 日の記録から示します。" in page
    assert kept.number in page
    assert old.number not in page


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_of_two_city_officers_exactly_one_takes_it(self, operator, city, user_of):
        officers = [city, user_of("city_approver")]
        for _ in range(10):
            escalation = send(transferred(operator), by=operator)
            take = [
                lambda by=by, escalation=escalation: actions.step_escalation(
                    escalation=escalation, state=EscalationState.TAKEN, by=by, at=LATER
                )
                for by in officers
            ]
            answers = at_once(take)
            (lost,) = [answer for answer in answers if isinstance(answer, StepNotAllowed)]
            winner = escalation.steps.get(state="taken").by
            assert winner.display_name in str(lost)

    def test_without_the_lock_the_database_still_lets_one_through(self, operator, city):
        escalation = send(transferred(operator), by=operator)

        def insert():
            with transaction.atomic():
                return EscalationStep.objects.create(escalation=escalation, number=2, state="taken", by=city, at=LATER)

        answers = at_once([insert] * 4)
        # No insert moves the escalation: whoever comes first is refused at the end, whoever comes second in order.
        assert all(isinstance(answer, IntegrityError) for answer in answers)
        assert escalation.steps.count() == 1

    def test_twenty_times_at_once_is_one_escalation(self, operator):
        inquiry = transferred(operator)
        answers = at_once([lambda: send(inquiry, by=operator)] * 20, workers=5)
        assert {answer.pk for answer in answers} == {Escalation.objects.get().pk}
        assert EscalationStep.objects.count() == 1
