"""A surge is found once, followed, decided and ended; the database holds one at a time."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.accounts.enums import Role
from apps.callcenter import surge
from apps.callcenter.actions import decide_surge, watch_for_surge
from apps.callcenter.actions.surge import _raise
from apps.callcenter.enums import Outcome, SurgeDecision, SurgeReason, SurgeSource
from apps.callcenter.models import CallProfile, LiveCall, SurgeEvent, TelephoneSource
from apps.callcenter.surge import Thresholds
from apps.callcenter.tasks import watch_for_surge as watch_task
from apps.contracts.calendar import Calendar
from apps.contracts.models import Parameter, Site
from apps.core.clock import JST
from apps.core.db import violated
from apps.workforce.enums import Duty
from apps.workforce.models import Presence
from tests.threads import at_once
from tests.workforce.factories import clerk, make_staff

from .call_rows import call, save_calls, steady

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]
NOW = datetime(2025, 6, 18, 10, 0, tzinfo=JST)
LIMITS = Thresholds(timedelta(minutes=30), 12, 200, 30, timedelta(minutes=15))
TABLES = pytest.mark.django_db(transaction=True)


def minutes(number):
    return timedelta(minutes=number)


def make_surge(**fields):
    defaults = {
        "found_at": NOW, "source": SurgeSource.LOG, "reason": SurgeReason.VOLUME, "window_minutes": 30,
        "usual_calls": 6, "calls": 20, "lost": 4, "seats": 2, "seats_to_add": 2, "last_over_at": NOW,
        "latest_calls": 20, "latest_lost": 4,
    }  # fmt: skip
    return SurgeEvent.objects.create(**(defaults | fields))


def refused(make):
    try:
        with transaction.atomic():
            make()
    except IntegrityError as error:
        return violated(error)
    return ""


def arrive(number, *, until=NOW, lost=0):
    """So many calls in the last half hour, the last one a minute ago; the first `lost` of them hang up."""
    save_calls(
        call(
            until - minutes(1) - timedelta(seconds=80) * place, Outcome.ABANDONED if place < lost else Outcome.ANSWERED
        )
        for place in range(number)
    )


def announce(number, *, lost=0, until=NOW):
    source = TelephoneSource.objects.create(
        name=f"試験{TelephoneSource.objects.count()}", profile=CallProfile.objects.get(code="jp_pbx"),
        token_hash=uuid4().hex * 2, token_made_at=NOW, token_made_by=clerk(),
    )  # fmt: skip
    for place in range(number):
        rung = until - minutes(1) - timedelta(seconds=80) * place
        answered = None if place < lost else rung + timedelta(seconds=5)
        LiveCall.objects.create(
            source=source, external_id=str(place), rung_at=rung, answered_at=answered,
            ended_at=rung + timedelta(seconds=40),
        )  # fmt: skip


def watch(at=NOW):
    return watch_for_surge(at=at, calendar=Calendar.load())


# --- thresholds -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("calls", "lost", "usual", "reason"),
    [
        (12, 0, 6.0, SurgeReason.VOLUME),
        (12, 0, 6.1, None),
        (11, 11, 1.0, None),  # too few to say anything
        (20, 6, 15.0, SurgeReason.LOSS),
        (20, 5, 15.0, None),
        (40, 40, 20.0, SurgeReason.VOLUME),  # the first that explains it
    ],
)
def test_threshold_is_reached_exactly(calls, lost, usual, reason):
    assert LIMITS.reached(calls, lost, usual) is reason


# --- looking ----------------------------------------------------------------------------------------------------------


def test_usual_calls_come_from_own_weeks():
    save_calls(steady(date(2025, 5, 19), date(2025, 6, 17), a_half_hour=5))
    arrive(10)
    sight = surge.look(NOW, Calendar.load())
    # the log ends a minute before ten: 29 minutes of the half hour before it and one minute of nothing known
    assert (sight.source, sight.calls, sight.usual) == (SurgeSource.LOG, 10, pytest.approx(5, abs=0.01))


def test_without_own_weeks_the_specifications_even_share_is_usual():
    arrive(10)
    sight = surge.look(NOW, Calendar.load())
    assert sight.usual == pytest.approx(2500 / (21 * 525) * 30)


def test_first_minutes_of_the_day_are_held_against_those_minutes_only():
    opening = datetime(2025, 6, 18, 8, 40, tzinfo=JST)
    announce(8, until=opening)
    sight = surge.look(opening, Calendar.load())
    assert sight.usual == pytest.approx(2500 / (21 * 525) * 10)
    assert sight.calls == 7  # the eighth rang before the centre opened


def test_announced_calls_go_before_the_log_and_waiting_ones_are_not_lost():
    arrive(3)
    announce(20, lost=4)
    LiveCall.objects.filter(external_id="0").update(ended_at=None)
    sight = surge.look(NOW, Calendar.load())
    assert (sight.source, sight.calls, sight.lost) == (SurgeSource.TELEPHONE, 20, 3)


def test_old_log_and_closed_hours_say_nothing():
    calendar = Calendar.load()
    arrive(20, until=NOW - minutes(31))
    assert surge.look(NOW, calendar) is None
    arrive(20, until=datetime(2025, 6, 18, 17, 15, tzinfo=JST))
    assert surge.look(datetime(2025, 6, 18, 17, 14, 59, tzinfo=JST), calendar).calls == 20
    assert surge.look(datetime(2025, 6, 18, 17, 15, tzinfo=JST), calendar) is None
    assert surge.look(datetime(2025, 6, 15, 10, 0, tzinfo=JST), calendar) is None


def test_suggestion_counts_the_seats_that_are_taken():
    arrive(20, lost=8)
    for _ in range(3):
        Presence.objects.create(
            staff=make_staff(duty=Duty.OPERATOR), site=Site.objects.get(code="callcenter"), duty=Duty.OPERATOR,
            arrived_at=NOW - minutes(60), recorded_by=clerk(),
        )  # fmt: skip
    sight = surge.look(NOW, Calendar.load())
    assert (sight.seats, sight.needed, sight.seats_to_add) == (3, 6, 3)


def test_seats_that_should_do_still_get_one_more_once_a_threshold_is_reached():
    announce(12, lost=12)
    sight = surge.look(NOW, Calendar.load())
    assert (sight.reason, replace(sight, seats=9).seats_to_add) == (SurgeReason.LOSS, 1)


# --- raising, following, ending ---------------------------------------------------------------------------------------


def test_ordinary_morning_raises_nothing():
    arrive(8)
    assert watch() is None
    assert not SurgeEvent.objects.exists()


def test_surge_is_found_with_its_figures_and_found_once():
    arrive(20, lost=4)
    event = watch()
    assert (event.reason, event.calls, event.lost, event.source) == (SurgeReason.VOLUME, 20, 4, SurgeSource.LOG)
    assert (event.found_at, event.seats, event.ended_at, event.is_decided) == (NOW, 0, None, False)
    assert event.seats_to_add == surge.look(NOW, Calendar.load()).needed
    assert watch() == watch(NOW + minutes(2)) == event
    assert SurgeEvent.objects.count() == 1


def test_surge_lasts_while_the_threshold_is_reached_and_the_calm_after_it():
    announce(20)
    watch()
    announce(20, until=NOW + minutes(14))
    assert watch(NOW + minutes(14)).last_over_at == NOW + minutes(14)
    Parameter.objects.filter(key="callcenter.surge_least_calls").update(value=10_000)
    assert watch(NOW + minutes(28)).ended_at is None
    assert watch(NOW + minutes(29)) is None
    assert SurgeEvent.objects.get().ended_at == NOW + minutes(29)


def test_closing_time_ends_a_surge():
    event = make_surge(found_at=datetime(2025, 6, 18, 17, 10, tzinfo=JST))
    SurgeEvent.objects.update(last_over_at=event.found_at)
    assert watch(datetime(2025, 6, 18, 17, 16, tzinfo=JST)) is None
    assert SurgeEvent.objects.get().ended_at == datetime(2025, 6, 18, 17, 16, tzinfo=JST)


def test_late_worker_changes_nothing_of_what_a_quicker_one_saw():
    announce(20)
    event = watch(NOW)
    SurgeEvent.objects.update(last_over_at=NOW + minutes(4), latest_calls=50)
    assert watch(NOW + minutes(2)).latest_calls == 50
    assert SurgeEvent.objects.get() == event


def test_after_an_end_a_new_surge_is_a_new_row():
    make_surge(ended_at=NOW + minutes(10))
    announce(20, until=NOW + minutes(20))
    assert watch(NOW + minutes(20)).found_at == NOW + minutes(20)
    assert SurgeEvent.objects.count() == 2


def test_task_run_twice_finds_the_same_surge():
    now = timezone.now()
    announce(20, until=now)
    watch_task.apply(throw=True)
    watch_task.apply(throw=True)
    assert SurgeEvent.objects.get().calls == 20


@TABLES
def test_eight_workers_at_once_find_one_surge(masters):
    announce(20)
    calendar = Calendar.load()
    results = at_once([lambda: watch_for_surge(at=NOW, calendar=calendar) for _ in range(8)])
    assert [error for error in results if isinstance(error, Exception)] == []
    assert {event.pk for event in results} == {SurgeEvent.objects.get().pk}


@TABLES
def test_control_workers_that_do_not_look_first_are_stopped_by_the_database(masters):
    announce(20)
    sight = surge.look(NOW, Calendar.load())

    def blindly():
        with transaction.atomic():
            return SurgeEvent.objects.create(**sight.figures())

    results = at_once([blindly for _ in range(4)])
    assert sum(isinstance(result, SurgeEvent) for result in results) == 1
    assert SurgeEvent.objects.count() == 1
    with transaction.atomic():
        assert _raise(sight) == SurgeEvent.objects.get()


# --- what a row may be ------------------------------------------------------------------------------------------------


def test_database_refuses_what_no_surge_is(user_of):
    by = user_of(Role.CC_LEADER)
    ended = {"ended_at": NOW + minutes(5)}
    decided = ended | {"decided_by": by, "decided_at": NOW, "decision": SurgeDecision.ADDED, "seats_added": 1}
    assert refused(lambda: make_surge(ended_at=NOW)) == "surgeevent_ends_after_it_was_found"
    assert refused(lambda: make_surge(seats_to_add=0)) == "surgeevent_suggests_a_seat"
    assert refused(lambda: make_surge(lost=21)) == "surgeevent_loses_no_more_than_came"
    for wrong in (
        {"decision": SurgeDecision.NONE, "seats_added": None},
        {"decision": SurgeDecision.NONE, "decision_reason": "休憩明けで足りる"},
        {"seats_added": None},
        {"seats_added": 0},
        {"decided_by": None},
        {"decision": "", "seats_added": None},
    ):
        assert refused(lambda wrong=wrong: make_surge(**(decided | wrong))) == "surgeevent_decision_is_whole"
    assert refused(lambda: make_surge(**(decided | {"decided_at": NOW - minutes(1)}))) == (
        "surgeevent_is_decided_after_it_was_found"
    )
    assert refused(lambda: make_surge(**decided)) == ""
    assert refused(lambda: make_surge(found_at=NOW + minutes(4))) == "surgeevent_one_at_a_time"
    assert refused(lambda: make_surge(found_at=NOW + minutes(5))) == ""
    assert refused(lambda: make_surge(found_at=NOW + minutes(60))) == "surgeevent_one_at_a_time"


# --- deciding ---------------------------------------------------------------------------------------------------------


def test_leader_decides_once_and_the_same_posted_again_is_the_same(user_of):
    event, by, later = make_surge(), user_of(Role.CC_LEADER), NOW + minutes(3)
    values = {"decision": SurgeDecision.ADDED, "seats": 2, "reason": "兼務者が着席"}
    saved = decide_surge(event=event, by=by, at=later, **values)
    assert (saved.seats_added, saved.decided_by, saved.decided_at, saved.is_decided) == (2, by, later, True)
    assert decide_surge(event=event, by=by, at=later + minutes(1), **values).decided_at == later
    with pytest.raises(ValidationError):
        decide_surge(event=event, by=by, at=later, decision=SurgeDecision.NONE, seats=None, reason="別の判断")
    assert SurgeEvent.objects.get().decision == SurgeDecision.ADDED


def test_no_seats_are_kept_of_a_decision_to_add_none(user_of):
    saved = decide_surge(
        event=make_surge(),
        by=user_of(Role.CC_LEADER),
        at=NOW,
        decision=SurgeDecision.NONE,
        seats=3,
        reason="落ち着いた",
    )
    assert saved.seats_added is None


@TABLES
def test_two_leaders_at_once_leave_one_decision(masters, user_of):
    event = make_surge()
    leaders = [user_of(Role.CC_LEADER), user_of(Role.GENERAL_MANAGER)]
    results = at_once(
        [
            lambda by=by: decide_surge(event=event, by=by, at=NOW, decision=SurgeDecision.ADDED, seats=1, reason="")
            for by in leaders
        ]
    )
    assert sorted(type(result).__name__ for result in results) == ["SurgeEvent", "ValidationError"]
