"""The scheduler beside the clock: put forward, put back, and started again with a schedule from the future."""

from datetime import datetime, timedelta

import pytest
from celery.beat import PersistentScheduler

from apps.core.clock import JST
from kawagoe_mynumber.beat import ClockProofScheduler
from kawagoe_mynumber.celery import app

NOON = datetime(2026, 6, 30, 12, 0, tzinfo=JST)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def beat_of(tmp_path, time_machine):
    """Starts a scheduler that only notes what it would send, with the schedule that the last one left."""
    time_machine.move_to(NOON, tick=False)
    started = []

    def start(scheduler_class):
        class Noting(scheduler_class):
            def apply_entry(self, entry, producer=None):
                self.sent.append(entry.name)

        beat = Noting(app=app, schedule_filename=str(tmp_path / "beat.db"))
        beat.sent = []
        started.append(beat)
        return beat

    yield start
    for beat in started:
        beat.close()


def sent_within(beat, time_machine, start, span):
    """What is sent from `start` on, with a look at the schedule every ten seconds."""
    beat.sent.clear()
    for seconds in range(0, int(span.total_seconds()) + 1, 10):
        time_machine.move_to(start + timedelta(seconds=seconds), tick=False)
        for _ in range(100):
            if beat.tick() > 0:
                break
    return beat.sent


@pytest.mark.parametrize("jump", [timedelta(minutes=5), timedelta(days=1), timedelta(days=40)])
def test_clock_put_back_stops_no_task(beat_of, time_machine, jump):
    beat = beat_of(ClockProofScheduler)
    assert "send-reports-again" in sent_within(beat, time_machine, NOON, 3 * MINUTE)
    sent = sent_within(beat, time_machine, NOON - jump, 3 * MINUTE)
    assert sent.count("send-reports-again") in (2, 3)
    assert sent.count("heartbeat") >= 5


def test_celerys_own_scheduler_would_wait_for_the_old_time(beat_of, time_machine):
    beat = beat_of(PersistentScheduler)
    sent_within(beat, time_machine, NOON, 3 * MINUTE)
    assert sent_within(beat, time_machine, NOON - timedelta(days=1), 3 * MINUTE) == []


def test_schedule_left_by_a_clock_that_was_ahead_stops_no_task(beat_of, time_machine):
    ahead = beat_of(ClockProofScheduler)
    sent_within(ahead, time_machine, NOON + timedelta(days=3), 3 * MINUTE)
    ahead.close()
    assert "heartbeat" in sent_within(beat_of(ClockProofScheduler), time_machine, NOON, 2 * MINUTE)


def test_clock_put_forward_over_the_first_of_the_month_runs_what_was_due_between(beat_of, time_machine):
    beat = beat_of(ClockProofScheduler)
    sent_within(beat, time_machine, NOON, MINUTE)
    sent = sent_within(beat, time_machine, NOON + timedelta(days=1, hours=3), timedelta(seconds=20))
    assert {"request-due-reports", "send-reports-again", "draft-monthly-invoice"} <= set(sent)


@pytest.mark.parametrize("kept", [0, 20])
def test_schedule_that_a_crash_cut_off_is_begun_anew(beat_of, tmp_path, time_machine, kept):
    beat_of(ClockProofScheduler).close()
    entries = max(tmp_path.glob("beat.db*"), key=lambda file: file.stat().st_size)
    entries.write_bytes(entries.read_bytes()[:kept])
    assert "heartbeat" in sent_within(beat_of(ClockProofScheduler), time_machine, NOON, 3 * MINUTE)
