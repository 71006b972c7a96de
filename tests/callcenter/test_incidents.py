"""Mistakes of the centre and emergencies on the line: in order, by name, and never rewritten once closed."""

import uuid
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, transaction

from apps.callcenter import actions
from apps.callcenter.actions import AlreadyClosed, ChangedMeanwhile, NotYet
from apps.callcenter.incidents import (
    alarm_seconds,
    steps_of,
    version_of_alarm,
    version_of_emergency,
    version_of_misguidances,
)
from apps.callcenter.models import Emergency, EmergencyProcedure, EmergencyTick, Misguidance
from apps.contracts.models import Parameter
from tests.threads import at_once

from .case_factories import MORNING, alarm, mistake

pytestmark = pytest.mark.django_db

LATER = MORNING + timedelta(minutes=30)


@pytest.fixture
def leader(masters, user_of):
    return user_of("cc_leader")


def write(row: Emergency, words: str) -> Emergency:
    """Somebody who sees the words as they stand writes others."""
    return actions.write_words(emergency=row, words=words, version=Emergency.objects.get(pk=row.pk).words_version)


@pytest.fixture
def procedures(masters):
    call_command("loaddata", "emergency_procedures", verbosity=0)


class TestMisguidance:
    def test_minutes_run_until_the_city_is_told(self, operator, leader):
        row = mistake(operator)
        assert [row.minutes_to_report(MORNING + timedelta(seconds=seconds)) for seconds in (0, 59, 60, 5400)] == [
            0,
            0,
            1,
            90,
        ]
        told = actions.report_misguidance(misguidance=row, by=leader, at=LATER)
        assert told.minutes_to_report(MORNING + timedelta(days=9)) == 30
        again = actions.report_misguidance(misguidance=row, by=operator, at=LATER + timedelta(hours=1))
        assert (again.reported_at, again.reported_by) == (LATER, leader)

    def test_nobodys_measures_are_lost_to_somebody_who_did_not_see_them(self, operator):
        row = mistake(operator)
        actions.write_measures(misguidance=row, measure="電話で訂正した", prevention="", version=row.measures_version)
        with pytest.raises(ChangedMeanwhile):
            actions.write_measures(
                misguidance=row, measure="", prevention="朝礼で確かめた", version=row.measures_version
            )
        assert Misguidance.objects.get().measure == "電話で訂正した"

    def test_is_closed_after_report_and_measures_and_then_stays(self, operator, leader):
        row = mistake(operator)
        close = {"misguidance": row, "by": leader, "at": LATER + timedelta(hours=1)}
        with pytest.raises(NotYet, match="市への報告"):
            actions.close_misguidance(**close)
        actions.report_misguidance(misguidance=row, by=leader, at=LATER)
        with pytest.raises(NotYet, match="再発防止策"):
            actions.close_misguidance(**close)
        measures = {"measure": "正しい持ち物を連絡した", "prevention": "FAQを改めた"}
        actions.write_measures(misguidance=row, version=row.measures_version, **measures)
        assert actions.close_misguidance(**close).closed_by == leader
        for act in (
            lambda: actions.close_misguidance(**close),
            lambda: actions.write_measures(misguidance=row, measure="別", prevention="別", version=""),
            lambda: actions.report_misguidance(misguidance=row, by=leader, at=LATER),
        ):
            with pytest.raises(AlreadyClosed):
                act()
        with pytest.raises(DatabaseError, match="Cannot update or delete"):
            Misguidance.objects.update(said="書き直し")

    @pytest.mark.parametrize(
        ("fields", "rule"),
        [
            ({"said": ""}, "misguidance_says_what_was_said"),
            ({"reported_at": LATER}, "misguidance_reported_at_with_by"),
            ({"found_at": LATER}, "misguidance_times_in_order"),
            ({"closed_at": LATER}, "misguidance_closed_at_with_by"),
        ],
    )
    def test_the_database_refuses_half_a_row(self, operator, fields, rule):
        row = mistake(operator)
        with pytest.raises(IntegrityError, match=rule):
            Misguidance.objects.filter(pk=row.pk).update(**fields)

    def test_the_database_refuses_an_end_before_the_report_or_without_measures(self, operator, leader):
        row = mistake(operator)
        end = {"closed_at": LATER, "closed_by": leader}
        words = {"measure": "訂正した", "prevention": "FAQを改めた"}
        with pytest.raises(IntegrityError, match="misguidance_times_in_order"), transaction.atomic():
            Misguidance.objects.filter(pk=row.pk).update(**end, **words)
        told = {"reported_at": LATER, "reported_by": leader}
        with pytest.raises(IntegrityError, match="misguidance_closed_with_measures"), transaction.atomic():
            Misguidance.objects.filter(pk=row.pk).update(**end, **told)
        assert Misguidance.objects.filter(pk=row.pk).update(**end, **told, **words) == 1

    def test_unreported_ones_stand_first_the_oldest_on_top(self, operator, leader):
        reported = mistake(operator, at=MORNING)
        actions.report_misguidance(misguidance=reported, by=leader, at=LATER)
        young, old = mistake(operator, at=LATER), mistake(operator, at=MORNING)
        assert list(Misguidance.objects.most_urgent_first()) == [old, young, reported]

    def test_version_runs_by_the_minute_while_something_is_unreported(self, operator, leader):
        rows = Misguidance.objects.all()
        row = mistake(operator)
        first = version_of_misguidances(rows, LATER)
        assert version_of_misguidances(rows.all(), LATER + timedelta(minutes=1)) != first
        actions.report_misguidance(misguidance=row, by=leader, at=LATER)
        told = version_of_misguidances(rows.all(), LATER)
        assert told != first
        assert version_of_misguidances(rows.all(), LATER + timedelta(minutes=1)) == told


@pytest.mark.usefixtures("procedures")
class TestEmergency:
    def test_banner_stands_until_the_first_takes_note_by_name(self, operator, leader, user_of):
        rows = Emergency.objects.all()
        assert version_of_alarm(rows) == ""
        row = alarm(operator)
        assert version_of_alarm(rows.all()) != ""
        taken, is_first = actions.acknowledge_emergency(emergency=row, by=leader, at=LATER)
        assert (taken.acknowledged_by, taken.acknowledged_at, is_first) == (leader, LATER, True)
        again, is_first = actions.acknowledge_emergency(emergency=row, by=user_of("city_staff"), at=LATER)
        assert (again.acknowledged_by, is_first) == (leader, False)
        assert version_of_alarm(rows.all()) == ""
        assert taken.minutes_to_acknowledge(LATER + timedelta(days=1)) == 30

    def test_times_read_before_the_lock_do_not_come_before_what_they_follow(self, operator, leader):
        row, early = alarm(operator, at=LATER), LATER - timedelta(milliseconds=5)
        actions.acknowledge_emergency(emergency=row, by=leader, at=early)
        write(row, "庁舎に火をつけると言われた")
        closed = actions.close_emergency(emergency=row, by=leader, at=early, outcome="警察に引き継いだ")
        assert (closed.acknowledged_at, closed.closed_at) == (LATER, LATER)

    def test_steps_are_ticked_once_with_name_and_time(self, operator, leader):
        row = alarm(operator)
        first, second, *_ = row.procedure.steps.all()
        tick = actions.tick_emergency_step(emergency=row, step=first, by=operator, at=LATER)
        assert actions.tick_emergency_step(emergency=row, step=first, by=leader, at=LATER) == tick
        actions.tick_emergency_step(emergency=row, step=second, by=leader, at=LATER)
        shown = steps_of(row.procedure, LATER, Emergency.objects.with_ticks().get())
        assert [entry.tick.by if entry.tick else None for entry in shown][:3] == [operator, leader, None]
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            tick.delete()

    def test_nobodys_words_are_lost_to_somebody_who_did_not_see_them(self, operator):
        row = alarm(operator)
        seen = row.words_version
        write(row, "庁舎に火をつけると言われた")
        with pytest.raises(ChangedMeanwhile):
            actions.write_words(emergency=row, words="別の聞き取り", version=seen)
        assert Emergency.objects.get().words == "庁舎に火をつけると言われた"

    def test_a_step_of_another_procedure_is_refused(self, operator):
        row, other = alarm(operator), EmergencyProcedure.objects.get(code="illness").steps.first()
        with pytest.raises(NotYet):
            actions.tick_emergency_step(emergency=row, step=other, by=operator, at=LATER)
        assert not EmergencyTick.objects.exists()

    def test_ends_after_it_was_noted_and_written_down_and_then_stays(self, operator, leader):
        row = alarm(operator)
        close = {"emergency": row, "by": leader, "at": LATER, "outcome": "警察に引き継いだ"}
        with pytest.raises(NotYet, match="確認"):
            actions.close_emergency(**close)
        actions.acknowledge_emergency(emergency=row, by=leader, at=LATER)
        with pytest.raises(NotYet, match="言葉"):
            actions.close_emergency(**close)
        write(row, "庁舎に火をつけると言われた")
        assert actions.close_emergency(**close).closed_by == leader
        step = row.procedure.steps.first()
        for act in (
            lambda: actions.close_emergency(**close),
            lambda: write(row, "別"),
            lambda: actions.tick_emergency_step(emergency=row, step=step, by=operator, at=LATER),
        ):
            with pytest.raises(AlreadyClosed):
                act()
        with pytest.raises(DatabaseError, match="Cannot update or delete"):
            Emergency.objects.update(words="書き直し")

    @pytest.mark.parametrize(
        ("fields", "rule"),
        [
            ({"acknowledged_at": LATER}, "emergency_acknowledged_at_with_by"),
            ({"closed_at": LATER}, "emergency_closed_at_with_by"),
            ({"opened_at": LATER}, "emergency_times_in_order"),
        ],
    )
    def test_the_database_refuses_half_a_row(self, operator, fields, rule):
        row = alarm(operator)
        with pytest.raises(IntegrityError, match=rule):
            Emergency.objects.filter(pk=row.pk).update(**fields)

    def test_the_database_refuses_an_end_nobody_noted_or_without_outcome(self, operator, leader):
        row = alarm(operator)
        end = {"closed_at": LATER, "closed_by": leader}
        noted = {"acknowledged_at": LATER, "acknowledged_by": leader}
        words = {"words": "脅された", "outcome": "終わった"}
        with pytest.raises(IntegrityError, match="emergency_times_in_order"), transaction.atomic():
            Emergency.objects.filter(pk=row.pk).update(**end, **words)
        with pytest.raises(IntegrityError, match="emergency_closed_with_outcome"), transaction.atomic():
            Emergency.objects.filter(pk=row.pk).update(**end, **noted)
        assert Emergency.objects.filter(pk=row.pk).update(**end, **noted, **words) == 1

    def test_page_version_follows_ticks_words_and_acknowledgement(self, operator, leader):
        row, seen = alarm(operator), set()

        def version() -> str:
            return version_of_emergency(Emergency.objects.with_ticks().get())

        seen.add(version())
        assert version() in seen
        for act in (
            lambda: write(row, "脅された"),
            lambda: actions.acknowledge_emergency(emergency=row, by=leader, at=LATER),
            lambda: actions.tick_emergency_step(emergency=row, step=row.procedure.steps.first(), by=operator, at=LATER),
        ):
            act()
            assert version() not in seen
            seen.add(version())

    def test_every_delivered_procedure_says_what_to_do_and_whom_to_call(self):
        codes = {"threat", "self_harm", "illness", "disaster", "improper", "suspicious", "other"}
        delivered = {row.code: row for row in EmergencyProcedure.objects.in_use()}
        assert delivered.keys() == codes
        for procedure in delivered.values():
            steps = steps_of(procedure, MORNING)
            assert len(steps) >= 4
            wanted = {entry.step.phone_parameter for entry in steps if entry.step.phone_parameter}
            assert wanted <= set(Parameter.objects.values_list("key", flat=True))
            assert "contact.city_phone" in wanted
            assert all(entry.phone for entry in steps if entry.step.phone_parameter)

    def test_steps_take_a_fixed_number_of_queries(self, operator, django_assert_num_queries):
        row = Emergency.objects.with_ticks().get(pk=alarm(operator).pk)
        with django_assert_num_queries(2):
            steps_of(row.procedure, LATER, row)

    def test_leaders_hear_sooner_than_the_citys_many_viewers(self):
        assert alarm_seconds("cc_leader") == alarm_seconds("general_manager") == 3
        assert alarm_seconds("city_staff") == alarm_seconds("city_approver") == 10


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_twenty_times_at_once_is_one_mistake_and_one_emergency(self, operator, procedures):
        key = uuid.uuid4()
        said = {"kind": "wrong_information", "found_at": MORNING, "said": "誤った案内", "measure": "", "inquiry": None}
        answers = at_once(
            [lambda: actions.record_misguidance(by=operator, at=LATER, submission_key=key, values=said)] * 20,
            workers=5,
        )
        assert {row.pk for row, _ in answers} == {Misguidance.objects.get().pk}
        kind = EmergencyProcedure.objects.get(code="threat")
        opened = {"procedure": kind, "words": "", "inquiry": None, "opened_at": MORNING}
        answers = at_once(
            [lambda: actions.raise_emergency(by=operator, at=LATER, submission_key=key, values=opened)] * 20,
            workers=5,
        )
        assert {row.pk for row, _ in answers} == {Emergency.objects.get().pk}

    def test_of_two_who_take_note_one_is_first(self, operator, procedures, user_of):
        people = [user_of("cc_leader"), user_of("general_manager"), user_of("city_staff")]
        row = alarm(operator)
        answers = at_once(
            [lambda by=by: actions.acknowledge_emergency(emergency=row, by=by, at=LATER) for by in people]
        )
        assert sorted(is_first for _, is_first in answers) == [False, False, True]
        assert {seen.acknowledged_by_id for seen, _ in answers} == {Emergency.objects.get().acknowledged_by_id}
