"""Which reports the beat asks for, whatever the clock does, and what a worker leaves when it dies."""

from datetime import date, datetime, timedelta

import pytest
from django.db import OperationalError, transaction

from apps.contracts.calendar import Calendar
from apps.core.clock import JST
from apps.reporting import actions, queue, runs, tasks
from apps.reporting.enums import ReportKind, ReportState
from apps.reporting.models import Report, ReportRun
from apps.reporting.periods import Period
from apps.reporting.progress import Progress, progress_of
from tests.callcenter.factories import answered, log, take
from tests.threads import at_once

from .conftest import JUNE
from .factories import make_counter_day, make_report

pytestmark = pytest.mark.usefixtures("masters")
MONTHLY = {kind for kind in ReportKind if kind.value.endswith("_monthly")}


@pytest.fixture
def unsent(monkeypatch):
    """Where a test commits, nothing is made before the test makes it."""
    monkeypatch.setattr(queue, "_send", lambda report_id: None)


def jst(*parts):
    return datetime(*parts, tzinfo=JST)


def asked_for():
    return {(report.kind, report.period) for report in Report.objects.all()}


# --- whose time has come --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "month", "is_over"),
    [
        (jst(2025, 6, 30, 23, 59, 59), "2025-06", False),
        (jst(2025, 7, 1, 0, 0), "2025-06", False),  # the last day's logs come in the night
        (jst(2025, 7, 1, 5, 29, 59), "2025-06", False),
        (jst(2025, 7, 1, 5, 30), "2025-06", True),
        (jst(2026, 1, 1, 5, 30), "2025-12", True),
        (jst(2026, 2, 28, 23, 0), "2026-02", False),
        (jst(2026, 3, 1, 5, 30), "2026-02", True),
        (jst(2026, 3, 31, 23, 0), "2026-03", False),
        (jst(2026, 4, 1, 5, 30), "2026-03", True),
    ],
)
def test_month_is_asked_for_on_the_morning_after_its_end(moment, month, is_over):
    runs.request_due(moment)
    assert {kind for kind, period in asked_for() if period == month} == (MONTHLY if is_over else set())


@pytest.mark.parametrize(
    ("moment", "asked"),
    [
        (jst(2025, 6, 2, 19, 59, 59), set()),
        (jst(2025, 6, 2, 20, 0), {(ReportKind.COUNTER_DAILY, "2025-06-02")}),
        (jst(2025, 6, 3, 0, 30), {(ReportKind.COUNTER_DAILY, "2025-06-02")}),
        (jst(2025, 6, 1, 20, 0), set()),  # a Sunday
        (jst(2025, 4, 1, 5, 30), set()),  # before the contract
    ],
)
def test_day_is_asked_for_in_its_evening(moment, asked):
    runs.request_due(moment)
    assert asked_for() == asked


def test_leap_day_belongs_to_its_month():
    assert runs.over_at(ReportKind.CALL_MONTHLY, Period(date(2028, 2, 1), date(2028, 2, 29))) == jst(2028, 3, 1, 5, 30)
    assert runs.over_at(ReportKind.COUNTER_DAILY, Period(date(2028, 2, 29), date(2028, 2, 29))) == jst(
        2028, 2, 29, 20, 0
    )


def test_moment_is_judged_in_japan(time_machine):
    time_machine.move_to("2025-06-30T20:29:59+00:00")
    tasks.request_due_reports()
    assert not Report.objects.filter(kind=ReportKind.CALL_MONTHLY).exists()
    time_machine.move_to("2025-06-30T20:30:00+00:00")
    tasks.request_due_reports()
    assert Report.objects.get(kind=ReportKind.CALL_MONTHLY).period == "2025-06"


def test_term_that_ended_owes_its_completion_report():
    runs.request_due(jst(2026, 4, 1, 5, 29))
    assert not Report.objects.filter(kind=ReportKind.COMPLETION).exists()
    runs.request_due(jst(2026, 4, 1, 5, 30))
    assert Report.objects.get(kind=ReportKind.COMPLETION).period == "2025-06-01--2026-03-31"


def test_sunday_on_which_a_counter_was_opened_has_its_report(manager, django_capture_on_commit_callbacks, time_machine):
    make_counter_day(manager, day=date(2025, 6, 8))
    time_machine.move_to(jst(2025, 6, 8, 20, 0), tick=False)
    with django_capture_on_commit_callbacks(execute=True):
        tasks.request_due_reports.delay()
    report = Report.objects.get(kind=ReportKind.COUNTER_DAILY, first_on=date(2025, 6, 8))
    assert (report.state, report.nominal_due_on) == (ReportState.DRAFT, date(2025, 6, 9))
    assert report.revisions.get().content["total"]["receptions"] == 3
    assert not ReportRun.objects.filter(report=report).exists()


# --- outages, and clocks that jump ----------------------------------------------------------------------------------


def test_after_an_outage_everything_is_asked_for_once():
    runs.request_due(jst(2025, 6, 20, 20, 0))
    before = asked_for()
    runs.request_due(jst(2025, 8, 5, 13, 0))
    every_half_hour = asked_for()
    assert before < every_half_hour
    assert {period for kind, period in every_half_hour if kind == ReportKind.CALL_MONTHLY} == {"2025-06", "2025-07"}
    days = {period for kind, period in every_half_hour if kind == ReportKind.COUNTER_DAILY}
    assert {"2025-06-23", "2025-07-31", "2025-08-04"} <= days
    assert "2025-08-05" not in days
    assert runs.request_due(jst(2025, 8, 5, 13, 30)) == []


def test_what_is_older_than_an_outage_may_last_waits_for_a_person():
    runs.request_due(jst(2026, 1, 15, 12, 0))
    oldest = jst(2026, 1, 15, 12, 0).date() - runs.LOOKED_BACK
    assert min(Report.objects.values_list("last_on", flat=True)) >= oldest
    assert not Report.objects.filter(kind=ReportKind.CALL_MONTHLY, last_on__month=10).exists()


def test_clock_that_jumps_over_the_first_of_the_month_leaves_nothing_out():
    runs.request_due(jst(2025, 6, 30, 23, 30))
    assert not Report.objects.filter(kind__in=MONTHLY).exists()
    runs.request_due(jst(2025, 7, 1, 14, 0))
    assert Report.objects.filter(kind__in=MONTHLY, last_on=JUNE[1]).count() == len(MONTHLY)


def test_clock_that_is_put_back_makes_nothing_twice():
    runs.request_due(jst(2025, 7, 1, 5, 30))
    count = Report.objects.count()
    runs.withdraw_early(jst(2025, 7, 1, 5, 30))
    runs.request_due(jst(2025, 7, 1, 5, 30) + timedelta(minutes=30))
    assert Report.objects.count() == count


def test_draft_that_a_wrong_clock_asked_for_is_taken_back_and_made_in_its_time(django_capture_on_commit_callbacks):
    wrong, right = jst(2025, 7, 1, 6, 0), jst(2025, 6, 28, 6, 0)
    runs.request_due(wrong)
    report = Report.objects.get(kind=ReportKind.DRIVING_MONTHLY)
    actions.make_draft(report_id=report.pk, at=wrong)
    assert runs.withdraw_early(right) == len(MONTHLY) + 2  # the months of June, and the days of 28 and 30 June
    assert runs.request_due(right) == []
    assert max(Report.objects.values_list("last_on", flat=True)) < right.date()
    runs.request_due(wrong)
    assert Report.objects.get(kind=ReportKind.DRIVING_MONTHLY).state == ReportState.REQUESTED


def test_what_a_person_asked_for_or_read_is_not_taken_back(manager):
    day, at = Period(date(2025, 6, 2), date(2025, 6, 2)), jst(2025, 6, 2, 15, 0)
    by_hand = actions.request_report(kind=ReportKind.COUNTER_DAILY, period=day, by=manager, at=at)
    read = make_report(ReportKind.DRIVING_MONTHLY, "2025-06")
    actions.confirm_report(report=read, remarks="", by=manager, at=at)
    assert runs.withdraw_early(at) == 0
    assert {by_hand.pk, read.pk} == set(Report.objects.values_list("pk", flat=True))


def test_draft_for_which_a_cause_was_written_is_not_taken_back(manager):
    wrong, right = jst(2025, 7, 1, 6, 0), jst(2025, 6, 28, 6, 0)
    report = make_report(ReportKind.CALL_MONTHLY, "2025-06", at=wrong)
    actions.confirm_report(
        report=report, remarks="所見。", proposal="特になし。", cause="着信が集中。", by=manager, at=wrong
    )
    actions.send_back_report(report=report)
    assert runs.withdraw_early(right) == 0


def test_worker_does_not_make_what_a_wrong_clock_asked_for():
    runs.request_due(jst(2025, 7, 1, 6, 0))
    report = Report.objects.get(kind=ReportKind.DRIVING_MONTHLY)
    assert not runs.begin(report.pk, jst(2025, 6, 28, 6, 0))
    assert runs.begin(report.pk, jst(2025, 7, 1, 6, 0))


def test_draft_made_before_the_evening_is_made_anew_then_unless_it_was_read(manager):
    day, noon, evening = Period(date(2025, 6, 2), date(2025, 6, 2)), jst(2025, 6, 2, 12, 0), jst(2025, 6, 2, 20, 0)
    report = actions.request_report(kind=ReportKind.COUNTER_DAILY, period=day, by=manager, at=noon)
    actions.make_draft(report_id=report.pk, at=noon)
    assert [each.pk for each in runs.request_due(evening)] == [report.pk]
    actions.make_draft(report_id=report.pk, at=evening)
    assert report.revisions.get().made_at == evening
    assert runs.request_due(evening + timedelta(minutes=30)) == []


def test_confirmed_draft_stays_as_it_was_read(manager):
    day, noon, evening = Period(date(2025, 6, 2), date(2025, 6, 2)), jst(2025, 6, 2, 12, 0), jst(2025, 6, 2, 20, 0)
    report = actions.request_report(kind=ReportKind.COUNTER_DAILY, period=day, by=manager, at=noon)
    actions.make_draft(report_id=report.pk, at=noon)
    actions.confirm_report(report=report, remarks="", by=manager, at=noon)
    assert runs.request_due(evening) == []


@pytest.mark.django_db(transaction=True)
def test_beats_that_strike_together_ask_once(unsent):
    now, calendar = jst(2025, 7, 1, 5, 30), Calendar.load()
    asked = at_once([lambda: len(runs.request_due(now, calendar))] * 4)
    assert sum(asked) == Report.objects.count() == ReportRun.objects.count()


# --- workers that die -----------------------------------------------------------------------------------------------


@pytest.fixture
def requested(manager):
    take(log([answered(1, "2025/06/02 09:00:00", "2025/06/02 09:05:00")]))
    at = jst(2025, 7, 1, 6, 0)
    return actions.request_report(kind=ReportKind.CALL_MONTHLY, period=Period(*JUNE), by=manager, at=at)


def minutes(number):
    return jst(2025, 7, 1, 6, 0) + timedelta(minutes=number)


@pytest.mark.parametrize(("minute", "sent"), [(1, 0), (2, 1), (60, 1), (-1, 1)])
def test_request_is_sent_again_when_nobody_took_it(requested, minute, sent):
    """A moment before the first sending is a clock that was put back: nobody can tell how long it has waited."""
    assert runs.send_again(minutes(minute)) == sent
    assert runs.send_again(minutes(minute)) == 0


def test_request_of_which_nothing_was_written_down_is_sent_again(requested):
    ReportRun.objects.all().delete()
    assert runs.send_again(minutes(5)) == 1


def test_what_a_dead_worker_told_is_forgotten_when_its_report_is_sent_again(requested):
    Progress(requested.pk, minutes(1))("Excel")
    assert progress_of(requested.pk, requested.requested_at, minutes(4)).step == "Excel"
    assert runs.send_again(minutes(5)) == 1
    assert progress_of(requested.pk, requested.requested_at, minutes(5)).step == ""


def test_message_outlives_the_difference_of_two_machines_clocks(
    manager, monkeypatch, django_capture_on_commit_callbacks
):
    sent = []
    call = type("Call", (), {"apply_async": lambda self, **options: sent.append(options["expires"])})
    monkeypatch.setattr(queue, "signature", lambda name, kwargs: call())
    with django_capture_on_commit_callbacks(execute=True):
        actions.request_report(kind=ReportKind.CALL_MONTHLY, period=Period(*JUNE), by=manager, at=minutes(0))
    (expires,) = sent
    assert timedelta(seconds=expires) > runs.FROM_THE_FUTURE


def test_finished_report_is_not_sent_again(requested):
    actions.make_draft(report_id=requested.pk, at=minutes(1))
    assert runs.send_again(minutes(60)) == 0
    assert not ReportRun.objects.exists()


def test_report_that_kills_its_worker_each_time_is_given_up_with_a_sentence(requested):
    for number in range(runs.MOST_TRIES):
        assert runs.begin(requested.pk, minutes(5 * number))  # and the worker is gone
        assert runs.send_again(minutes(5 * number + 4)) == (number + 1 < runs.MOST_TRIES)
    requested.refresh_from_db()
    assert requested.failure == runs.GIVEN_UP
    assert not runs.begin(requested.pk, minutes(60))
    assert runs.send_again(minutes(60)) == 0


def test_message_that_comes_after_the_last_try_gives_the_report_up(requested):
    ReportRun.objects.update(tries=runs.MOST_TRIES)
    assert not runs.begin(requested.pk, minutes(1))
    requested.refresh_from_db()
    assert requested.failure == runs.GIVEN_UP


def test_person_may_begin_again_after_it_was_given_up(requested, manager):
    ReportRun.objects.update(tries=runs.MOST_TRIES)
    runs.begin(requested.pk, minutes(1))
    actions.request_report(kind=ReportKind.CALL_MONTHLY, period=Period(*JUNE), by=manager, at=minutes(2))
    assert ReportRun.objects.get().tries == 0
    tasks.make_report(report_id=requested.pk)
    requested.refresh_from_db()
    assert (requested.state, requested.failure, requested.revisions.count()) == (ReportState.DRAFT, "", 1)


def test_asking_again_while_it_is_made_waits_for_nobody(requested, manager):
    runs.begin(requested.pk, minutes(1))
    again = actions.request_report(kind=ReportKind.CALL_MONTHLY, period=Period(*JUNE), by=manager, at=minutes(2))
    assert again.requested_at == requested.requested_at
    assert ReportRun.objects.get().tries == 1


@pytest.mark.django_db(transaction=True)
def test_report_in_a_workers_hands_is_left_to_it(unsent, requested):
    def while_held():
        with transaction.atomic():
            assert queue.take(requested.pk)
            return at_once(
                [
                    lambda: actions.make_draft(report_id=requested.pk, at=minutes(1)),
                    lambda: runs.begin(requested.pk, minutes(1)),
                    lambda: runs.send_again(minutes(60)),
                ]
            )

    assert while_held() == [None, False, 0]
    assert at_once([lambda: runs.send_again(minutes(60))]) == [1]


@pytest.mark.django_db(transaction=True)
def test_last_try_that_has_just_begun_is_given_up_by_nobody(unsent, requested):
    ReportRun.objects.update(tries=runs.MOST_TRIES - 1)
    with runs.making(requested.pk, minutes(1)) as may_make:
        second = [lambda: tasks.make_report(report_id=requested.pk), lambda: runs.send_again(minutes(60))]
        assert (may_make, at_once(second)) == (True, [None, 0])
        requested.refresh_from_db()
        assert (requested.failure, ReportRun.objects.get().tries) == ("", runs.MOST_TRIES)


@pytest.mark.django_db(transaction=True)
def test_message_leaves_when_a_worker_may_hold_its_report(unsent, requested, monkeypatch):
    def take_at_once(report_id):
        with runs.making(report_id, minutes(60)) as may_make:
            return may_make

    taken = []
    monkeypatch.setattr(queue, "_send", lambda report_id: taken.extend(at_once([lambda: take_at_once(report_id)])))
    assert (runs.send_again(minutes(60)), taken) == (1, [True])


@pytest.mark.django_db(transaction=True)
def test_workers_that_start_together_make_one_revision(unsent, requested):
    made = at_once([lambda: actions.make_draft(report_id=requested.pk, at=minutes(1))] * 3)
    assert sum(each is not None for each in made) == 1
    assert requested.revisions.count() == 1


def test_lost_message_is_no_fault_of_who_asked(manager, monkeypatch, django_capture_on_commit_callbacks, caplog):
    def nobody_there(self, *args, **options):
        raise queue.OperationalError("connection refused")

    monkeypatch.setattr(queue, "signature", lambda name, kwargs: type("Call", (), {"apply_async": nobody_there})())
    with django_capture_on_commit_callbacks(execute=True):
        report = actions.request_report(
            kind=ReportKind.DRIVING_MONTHLY, period=Period(*JUNE), by=manager, at=minutes(0)
        )
    report.refresh_from_db()
    assert (report.state, report.failure) == (ReportState.REQUESTED, "")
    assert "sent again" in caplog.text


def test_fault_in_the_making_says_so_on_the_report(requested, monkeypatch):
    monkeypatch.setattr(actions, "collect", lambda *args, **options: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tasks.make_report(report_id=requested.pk)
    requested.refresh_from_db()
    assert requested.state == ReportState.REQUESTED
    assert requested.failure == tasks.FAULT
    assert runs.send_again(minutes(60)) == 0


def test_report_that_takes_too_long_says_so(requested, monkeypatch):
    def never_ends(*args, **options):
        raise tasks.SoftTimeLimitExceeded

    monkeypatch.setattr(actions, "collect", never_ends)
    with pytest.raises(tasks.SoftTimeLimitExceeded):
        tasks.make_report(report_id=requested.pk)
    requested.refresh_from_db()
    assert requested.failure == tasks.TOO_LONG


def test_database_that_is_away_is_no_failure_of_the_report(requested, monkeypatch):
    def away(*args, **options):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(actions, "collect", away)
    with pytest.raises(OperationalError):
        tasks.make_report.run(report_id=requested.pk)
    requested.refresh_from_db()
    assert (requested.failure, requested.is_being_made) == ("", True)
