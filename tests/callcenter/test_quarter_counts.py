"""Calls counted by the quarter hour: always what the calls themselves say, whoever wrote them and in whatever order."""

import logging
import threading
from datetime import date, datetime, time, timedelta
from io import StringIO
from itertools import count

import pgtrigger
import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.callcenter.actions import fold_counts, miscounts, recount_calls
from apps.callcenter.counts import count_calls, count_one_by_one
from apps.callcenter.enums import Outcome
from apps.callcenter.models import Call, CallImport, CallProfile, QuarterCount
from apps.callcenter.tasks import look_after_call_counts
from apps.contracts.calendar import Calendar
from apps.contracts.models import Agreement, Closure, ExtraOpening, OpeningRule, Parameter, Site
from apps.core.clock import JST
from apps.reporting.figures.calls import call_grid, call_summary
from tests.threads import at_once

from .call_rows import call, mixed, moment, save_calls
from .factories import answered, log, row, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]

JUNE = (date(2025, 6, 1), date(2025, 6, 30))
JUNE_2 = date(2025, 6, 2)
_serial = count(1)


def filled(cells):
    """A cell in which nothing arrived is none."""
    return {key: tally for key, tally in cells.items() if tally.offered or tally.out_of_hours}


def assert_in_step(first=JUNE[0], last=JUNE[1]):
    calendar = Calendar.load()
    assert miscounts() == []
    assert filled(count_calls(first, last, calendar).cells) == filled(count_one_by_one(first, last, calendar).cells)


def counted(first=JUNE[0], last=JUNE[1]):
    return filled(count_calls(first, last).cells)


def set_short_seconds(seconds):
    Parameter.objects.filter(key="callcenter.short_abandon_seconds").update(value=seconds)


# --- in step with whatever is written -------------------------------------------------------------------------------

LOST = [Outcome.ABANDONED, Outcome.OVERFLOW, Outcome.OPEN]
ARRIVALS = st.builds(
    lambda day, second: moment(date(2025, 5, 31) + timedelta(days=day), "00:00") + timedelta(seconds=second),
    st.integers(0, 3),
    st.sampled_from([0, 8 * 3600, 8 * 3600 + 1799, 8 * 3600 + 1800, 62_099, 62_100, 86_399]) | st.integers(0, 86_399),
)
ROWS = st.lists(
    st.tuples(st.sampled_from(["jp_pbx", "anonymous_bank"]), ARRIVALS, st.sampled_from(Outcome), st.integers(0, 40)),
    max_size=12,
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("insert"), ROWS),
        st.tuples(st.just("move"), st.integers(-90_000, 90_000)),
        st.tuples(st.just("end"), st.sampled_from(LOST)),
        st.tuples(st.just("answer"), st.none()),
        st.tuples(st.just("profile"), st.sampled_from(["jp_pbx", "anonymous_bank"])),
        st.tuples(st.just("delete"), st.none()),
        st.tuples(st.just("fold"), st.none()),
        st.tuples(st.just("undo"), ROWS),
    ),
    min_size=1,
    max_size=8,
)


def unsaved(rows):
    run = CallImport.objects.first()
    return [
        call(
            arrived, outcome, wait=wait, profile=CallProfile.objects.get(code=code), call_import=run,
            external_id=f"H{next(_serial)}", **({"ended_at": None} if outcome == Outcome.OPEN else {}),
        )
        for code, arrived, outcome, wait in rows
    ]  # fmt: skip


def some(shuffled):
    keys = list(Call.objects.values_list("pk", flat=True))
    return Call.objects.filter(pk__in=[key for key in keys if shuffled.random() < 0.5])


def lose(calls, outcome):
    ended = None if outcome == Outcome.OPEN else "arrived_at"
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE callcenter_call SET outcome = %s, answered_at = NULL, ended_at = {ended or 'NULL'}"
            " WHERE id = ANY(%s)",
            [outcome, list(calls.values_list("pk", flat=True))],
        )


def take_step(kind, what, shuffled):
    match kind:
        case "insert":
            Call.objects.bulk_create(unsaved(what), batch_size=5)
        case "move":
            by = timedelta(seconds=what)
            for each in some(shuffled):
                for name in ("arrived_at", "queued_at", "answered_at", "ended_at"):
                    if at := getattr(each, name):
                        setattr(each, name, at + by)
                each.save()
        case "end":
            lose(some(shuffled), what)
        case "answer":
            some(shuffled).update(outcome=Outcome.ANSWERED)
        case "profile":
            some(shuffled).update(profile=CallProfile.objects.get(code=what))
        case "delete":
            some(shuffled).delete()
        case "fold":
            fold_counts()
        case "undo":
            with transaction.atomic():
                Call.objects.bulk_create(unsaved(what))
                transaction.set_rollback(True)


@given(steps=STEPS, shuffled=st.randoms(use_true_random=False), closes=st.sampled_from(["17:15", "17:15:30", "09:07"]))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_counts_follow_whatever_is_written(steps, shuffled, closes):
    with transaction.atomic():
        save_calls([])
        CallProfile.objects.filter(code="anonymous_bank").update(site=None)
        hours, minutes, *seconds = map(int, closes.split(":"))
        OpeningRule.objects.filter(site__code="callcenter").update(closes_at=time(hours, minutes, *seconds))
        for kind, what in steps:
            take_step(kind, what, shuffled)
            assert_in_step(date(2025, 5, 30), date(2025, 6, 5))
        transaction.set_rollback(True)


def test_files_that_come_twice_grow_and_change_are_counted_once():
    first = [answered(1), row(2, ended="2025/06/02 10:00:09"), row(3, ended="2025/06/02 10:20:10")]
    take(log(first))
    take(log(first))
    take(log([*first[:1], row(2, "2025/06/02 11:00:00", ended="2025/06/02 11:00:20"), answered(4)]))
    assert_in_step()
    cells = counted()
    assert (cells[JUNE_2, 10].answered, cells[JUNE_2, 10].abandoned, cells[JUNE_2, 10].abandoned_short) == (2, 1, 0)
    assert (cells[JUNE_2, 11].offered, cells[JUNE_2, 11].abandoned) == (1, 1)


def test_refused_file_counts_nothing():
    take(log([answered(1)])[:-2])
    assert not QuarterCount.objects.exists()


def test_emptied_table_counts_nothing():
    save_calls(mixed(3, 2))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE callcenter_call CASCADE")
    assert (QuarterCount.objects.count(), miscounts()) == (0, [])


# --- borders, judged when they are asked ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arrived", "inside"),
    [
        ("2025-06-02 08:29:59", False),
        ("2025-06-02 08:30:00", True),
        ("2025-06-02 17:14:59", True),
        ("2025-06-02 17:15:00", False),
        ("2025-06-02 23:59:59", False),
        ("2025-06-03 00:00:00", False),
        ("2025-06-01 10:00:00", False),  # Sunday
        ("2026-03-31 17:14:59", True),
        ("2026-04-01 00:00:00", False),
    ],
)
def test_border_is_that_of_the_hours_to_the_second(arrived, inside):
    at = datetime.fromisoformat(arrived).replace(tzinfo=JST)
    save_calls([call(at)])
    around = at.date() - timedelta(days=1), at.date() + timedelta(days=1)
    ((key, tally),) = counted(*around).items()
    assert key == (at.date(), at.hour)
    assert (tally.offered, tally.out_of_hours) == ((1, 0) if inside else (0, 1))
    assert_in_step(*around)


def test_last_day_of_the_year_belongs_to_its_month():
    save_calls([call(moment(date(2026, 3, 31), "10:00")), call(moment(date(2026, 4, 1), "10:00"))])
    march = call_summary(date(2026, 3, 1), date(2026, 3, 31))
    assert (march["offered"], march["answer_rate"]) == (1, "100.0")


def test_month_without_calls_is_a_dash():
    assert counted() == {}
    assert call_summary(*JUNE)["answer_rate"] is None
    assert {cell["offered"] for cell in call_grid(*JUNE)} == {0}


@pytest.mark.parametrize(
    ("closes", "offered"), [("17:15", 3), ("17:14:30", 2), ("17:15:01", 4), ("17:30", 4), ("23:59:59.999999", 5)]
)
def test_hours_changed_afterwards_bite_to_the_second(closes, offered):
    save_calls(call(moment(JUNE_2, at)) for at in ("08:30", "17:14:29", "17:14:59", "17:15:00", "23:59:59"))
    OpeningRule.objects.filter(site__code="callcenter").update(closes_at=time.fromisoformat(closes))
    assert sum(tally.offered for tally in counted().values()) == offered
    assert_in_step()


def test_closure_entered_later_and_extra_opening_bite():
    save_calls([*mixed(2, 1), *mixed(1, 0, date(2025, 6, 7), "10:07:31")])
    by = {"site": Site.objects.get(code="callcenter"), "agreement": Agreement.objects.first()}
    Closure.objects.create(day=JUNE_2, reason="停電", **by)
    ExtraOpening.objects.create(
        day=date(2025, 6, 7), reason="臨時開設", opens_at=time(10, 7, 30), closes_at=time(12, 0), **by
    )
    assert {key: (tally.offered, tally.out_of_hours) for key, tally in counted().items()} == {
        (JUNE_2, 10): (0, 3),
        (date(2025, 6, 7), 10): (1, 0),
    }
    assert_in_step()


def test_profile_that_gets_another_place_is_judged_by_its_hours():
    save_calls(mixed(1, 0, clock="03:07"))
    assert counted()[JUNE_2, 3].out_of_hours == 1
    OpeningRule.objects.filter(site__code="callcenter").update(opens_at=time(8, 37))
    CallProfile.objects.filter(code="jp_pbx").update(site=None)
    assert counted()[JUNE_2, 3].offered == 1
    assert_in_step()


@pytest.mark.parametrize(("seconds", "short"), [(5, 1), (10, 2), (12, 3), (30, 4), (300, 5)])
def test_short_abandons_follow_the_parameter(seconds, short):
    save_calls(call(moment(JUNE_2, "10:00"), Outcome.ABANDONED, wait=wait) for wait in (4, 5, 11, 29, 30))
    set_short_seconds(seconds)
    assert counted()[JUNE_2, 10].abandoned_short == short
    assert_in_step()


def test_month_is_read_in_two_queries_however_many_calls(django_assert_num_queries):
    save_calls(call(moment(date(2025, 6, number % 30 + 1), f"{number % 24:02}:07")) for number in range(300))
    calendar = Calendar.load()
    with django_assert_num_queries(2):
        cells = count_calls(*JUNE, calendar).cells
    assert sum(tally.offered + tally.out_of_hours for tally in cells.values()) == 300


# --- looked after ---------------------------------------------------------------------------------------------------


def test_folding_leaves_one_row_for_each_quarter_and_the_same_counts():
    for clock in ("10:00", "10:14:59", "10:15", "10:00"):
        save_calls(mixed(2, 1, clock=clock))
    before = counted()
    assert QuarterCount.objects.count() == 4
    assert fold_counts() == 2
    assert list(QuarterCount.objects.order_by("starts_at").values_list("answered", "abandoned")) == [(6, 3), (2, 1)]
    assert counted() == before


def test_folding_drops_what_came_and_went():
    save_calls(mixed(2, 1))
    Call.objects.all().delete()
    assert QuarterCount.objects.count() == 2
    assert (fold_counts(), QuarterCount.objects.count()) == (2, 0)


@pytest.fixture
def miscounted(masters):
    """Two days on which the triggers were off, as after a restore of the calls alone."""
    save_calls(mixed(2, 1))
    with pgtrigger.ignore():
        Call.objects.filter(outcome=Outcome.ABANDONED).delete()
        save_calls(mixed(1, 0, date(2025, 6, 4)))


@pytest.mark.usefixtures("miscounted")
def test_check_tells_the_days_and_recount_mends_them():
    assert miscounts() == [(JUNE_2, 1), (date(2025, 6, 4), 1)]
    recount_calls()
    assert_in_step()


@pytest.mark.usefixtures("miscounted")
def test_nightly_task_logs_a_mismatch_and_counts_anew(caplog):
    with caplog.at_level(logging.ERROR):
        assert look_after_call_counts() == 2
    assert "2025-06-02, 2025-06-04" in caplog.text
    caplog.clear()
    assert (look_after_call_counts(), caplog.text) == (0, "")


@pytest.mark.usefixtures("miscounted")
def test_command_tells_and_mends():
    out = StringIO()
    with pytest.raises(CommandError, match="2日分の件数"):
        call_command("recount_calls", "--check", stdout=out)
    assert "2025-06-04" in out.getvalue()
    call_command("recount_calls", stdout=out)
    call_command("recount_calls", "--check", stdout=out)
    assert out.getvalue().splitlines()[-1] == "件数は通話と一致しています。"


@pytest.mark.parametrize(("at", "is_kept"), [("10:15", True), ("10:15:01", False), ("10:10", False)])
def test_count_begins_on_the_quarter(at, is_kept):
    def keep():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO callcenter_quartercount (profile_id, starts_at, answered, abandoned, overflow,"
                " abandoned_in_5, abandoned_in_10, abandoned_in_15, abandoned_in_20, abandoned_in_30)"
                " VALUES (%s, %s, 1, 0, 0, 0, 0, 0, 0, 0)",
                [CallProfile.objects.get(code="jp_pbx").pk, moment(JUNE_2, at)],
            )

    if is_kept:
        keep()
        assert QuarterCount.objects.get().answered == 1
    else:
        with pytest.raises(IntegrityError, match="quartercount_begins_on_the_quarter"):
            keep()


# --- at once --------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_writers_of_the_same_quarters_neither_lose_a_count_nor_stop_each_other():
    save_calls(call(moment(JUNE_2, f"10:{number:02}")) for number in range(40))
    keys = list(Call.objects.order_by("pk").values_list("pk", flat=True))
    rows = [answered(number, f"2025/06/02 10:{number % 60:02}:00", "2025/06/02 11:30:00") for number in range(30)]

    def lose_calls(own):
        with transaction.atomic():
            for key in own:
                Call.objects.filter(pk=key).update(outcome=Outcome.OVERFLOW, answered_at=None)

    def add_calls(clocks):
        with transaction.atomic():
            for clock in clocks:
                save_calls(mixed(1, 1, clock=clock))

    quarters = ["10:00", "10:15", "10:30", "10:45"]
    answers = at_once(
        [
            lambda: take(log(rows)),
            lambda: lose_calls(keys[:20:2]),
            lambda: lose_calls(keys[19:0:-2]),
            lambda: add_calls(quarters),
            lambda: add_calls(quarters[::-1]),
            lambda: [fold_counts() for _ in range(10)],
            lambda: [fold_counts() for _ in range(10)],
            lambda: Call.objects.filter(pk__in=keys[20:]).delete(),
            recount_calls,
        ]
    )
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert Call.objects.count() == 20 + 30 + 16
    assert_in_step()
    fold_counts()
    assert QuarterCount.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_recount_waits_for_an_import_and_says_so(miscounted):
    written, told = threading.Event(), threading.Event()

    def import_slowly():
        with transaction.atomic():
            save_calls(mixed(1, 0))
            written.set()
            told.wait(timeout=60)

    def recount():
        assert written.wait(timeout=60)
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        try:
            call_command("recount_calls", stdout=StringIO())
        finally:
            told.set()

    _, answer = at_once([import_slowly, recount])
    assert "取り込みが進行中です" in str(answer)
    recount_calls()
    assert_in_step()
