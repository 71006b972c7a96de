"""A month's answer rate: judged in integers, cut for display, never without the calls that were really offered."""

from datetime import date, datetime

import pytest
from redis import ConnectionError as RedisConnectionError

from apps.callcenter import pace
from apps.callcenter.counts import Tally, count_calls
from apps.callcenter.enums import Outcome
from apps.callcenter.pace import Deviation, Judged
from apps.contracts.calendar import Calendar
from apps.contracts.models import Agreement, Closure
from apps.core.clock import JST

from .call_rows import call, mixed, moment, save_calls, steady

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]
JULY_1 = datetime(2025, 7, 1, 0, 0, tzinfo=JST)
MID_JUNE = datetime(2025, 6, 18, 10, 0, tzinfo=JST)


def june(now=JULY_1):
    return pace.month_to_date(date(2025, 6, 15), now, Calendar.load())


@pytest.mark.parametrize(
    ("answered", "lost", "rate", "meets_target", "may_lose"),
    [
        (899, 101, "89.9", False, 0),
        (900, 100, "90.0", True, 0),
        (8_996, 1_004, "89.9", False, 0),
        (922, 78, "92.2", True, 22),
        (1, 0, "100.0", True, 0),
        (0, 3, "0.0", False, 0),
    ],
)
def test_hand_made_month_is_judged_exactly(answered, lost, rate, meets_target, may_lose):
    save_calls(mixed(answered, lost))
    month = june().month
    assert (month.rate, month.meets, month.may_still_lose) == (rate, meets_target, may_lose)


def test_month_without_calls_has_no_rate_and_is_not_judged():
    found = june()
    assert (found.month.rate, found.month.meets, found.month.reference_rate) == (None, None, None)
    assert (found.volume, found.handling, found.forecast, found.no_forecast) == (None, None, None, "")


def test_short_abandons_change_the_reference_only():
    save_calls(mixed(899, 96) + [call(moment(date(2025, 6, 2), "10:00"), Outcome.ABANDONED, wait=4) for _ in range(5)])
    month = june().month
    assert (month.rate, month.meets) == ("89.9", False)
    assert month.reference_rate == "90.3"


def test_overflow_is_lost_and_a_call_still_open_is_nothing_yet():
    at = moment(date(2025, 6, 2), "10:00")
    save_calls([*mixed(9, 0), call(at, Outcome.OVERFLOW), call(at, Outcome.OPEN, answered_at=None, ended_at=None)])
    tally = june().month.tally
    assert (tally.offered, tally.answered, tally.overflow) == (10, 9, 1)


def test_month_holds_its_own_calls_inside_the_hours_and_no_others():
    save_calls(
        [
            call(moment(date(2025, 5, 30), "10:00")),  # May
            call(moment(date(2025, 6, 1), "10:00")),  # Sunday
            call(moment(date(2025, 6, 2), "08:29:59")),
            call(moment(date(2025, 6, 2), "08:30:00")),
            call(moment(date(2025, 6, 2), "17:14:59")),
            call(moment(date(2025, 6, 2), "17:15:00")),
            call(moment(date(2025, 6, 30), "17:14:59")),
            call(moment(date(2025, 6, 30), "23:59:59")),
            call(moment(date(2025, 7, 1), "00:00:00")),
            call(moment(date(2025, 7, 1), "09:00:00")),
        ]
    )
    tally = june(datetime(2025, 7, 2, 12, 0, tzinfo=JST)).month.tally
    assert (tally.offered, tally.out_of_hours) == (3, 4)


def test_closure_takes_its_day_out_at_once():
    save_calls([*mixed(9, 1), *mixed(0, 10, date(2025, 6, 3))])
    assert june().month.rate == "45.0"
    close(date(2025, 6, 3))
    found = june()
    assert (found.month.rate, found.month.tally.out_of_hours) == ("90.0", 10)


def close(day):
    agreement = Agreement.objects.first()
    Closure.objects.create(day=day, reason="設備点検", site=Calendar.load().sites["callcenter"], agreement=agreement)


def test_every_table_adds_up_to_the_month_and_to_the_figures_of_the_report():
    save_calls(steady(date(2025, 6, 1), date(2025, 6, 30), a_half_hour=3, lost_of=7))
    found = june()
    whole = found.month.tally
    report = count_calls(date(2025, 6, 1), date(2025, 6, 30)).total()
    assert whole == report
    weekdays, heat = found.heat()
    tables = {
        "days": [judged for _, judged, _ in found.by_day()],
        "hours": [judged for _, judged in found.by_hour()],
        "weekdays": [judged for _, judged in found.by_weekday()],
        "heat": [cell for _, cells in heat for cell in cells if cell],
    }
    for rows in tables.values():
        assert sum(row.tally.offered for row in rows) == whole.offered
        assert sum(row.tally.answered for row in rows) == whole.answered
    assert weekdays == [1, 2, 3, 4, 5]
    assert found.by_day()[-1][2].tally.offered == whole.offered
    assert found.chart_days()[0]["date"] == "2025-06-02"


def test_open_days_without_a_record_are_named():
    save_calls(mixed(10, 0, date(2025, 6, 2)) + mixed(10, 0, date(2025, 6, 5)))
    assert june(datetime(2025, 6, 6, 9, 0, tzinfo=JST)).missing_days == [date(2025, 6, 3), date(2025, 6, 4)]


def test_calls_are_known_up_to_the_last_one_of_today_or_the_end_of_an_earlier_day():
    save_calls(mixed(10, 0, date(2025, 6, 17), "11:00"))
    assert june(MID_JUNE).known_until == datetime(2025, 6, 18, 0, 0, tzinfo=JST)
    assert june(MID_JUNE).known_words == "6/17（火）"
    save_calls(mixed(1, 0, date(2025, 6, 18), "09:40"))
    assert june(MID_JUNE).known_until == datetime(2025, 6, 18, 9, 40, tzinfo=JST)
    assert june(MID_JUNE).known_words == "6/18（水） 9:40"


def test_month_costs_the_same_queries_whatever_it_holds(django_assert_num_queries):
    calendar = Calendar.load()
    with django_assert_num_queries(1):
        pace.month_to_date(date(2025, 6, 15), MID_JUNE, calendar)
    save_calls(steady(date(2025, 5, 1), date(2025, 6, 17)))
    with django_assert_num_queries(1):
        pace.month_to_date(date(2025, 6, 15), MID_JUNE, calendar)


@pytest.mark.parametrize(
    ("actual", "is_over", "shown"),
    [
        (2_000, False, "－20.0"), (1_999, True, "－20.0"), (3_000, False, "＋20.0"), (3_001, True, "＋20.0"),
        (2_500, False, "±0.0"), (2_501, False, "±0.0"),
    ],
)  # fmt: skip
def test_deviation_is_over_beyond_twenty_per_cent_and_not_at_it(actual, is_over, shown):
    found = Deviation(2_500, actual, 20)
    assert (found.is_over, found.shown) == (is_over, shown)


def test_finished_month_is_held_against_the_specification():
    save_calls(mixed(1_800, 100, talk=200))
    found = june()
    assert (found.volume.actual, found.volume.is_over, found.volume_is_forecast) == (1_900, True, False)
    assert (found.handling.expected, found.handling.actual, found.handling.is_over) == (300, 320, False)


def test_target_without_forgiveness_has_no_number_of_answers():
    assert Judged(Tally(offered=10, answered=9, abandoned=1), 100).answers_until_met is None


# --- the desk's head line ---------------------------------------------------------------------------------------------


def test_strip_has_today_and_the_month_and_is_kept_for_a_few_seconds(django_assert_num_queries):
    save_calls([*mixed(8, 2, date(2025, 6, 2)), *mixed(3, 1, date(2025, 6, 18), "09:00")])
    found = pace.strip(MID_JUNE)
    assert (found.calls_today, found.answered_today, found.rate) == (4, 3, "78.5")
    assert (found.month.tally.offered, found.month.meets) == (14, False)
    with django_assert_num_queries(0):
        assert pace.strip(MID_JUNE) == found


def test_strip_is_there_without_the_cache(monkeypatch):
    def refuse(*args, **options):
        raise RedisConnectionError

    monkeypatch.setattr(pace.cache, "get", refuse)
    monkeypatch.setattr(pace.cache, "set", refuse)
    save_calls(mixed(3, 1, date(2025, 6, 18), "09:00"))
    assert pace.strip(MID_JUNE).calls_today == 4


def test_strip_of_a_closed_day_without_calls():
    found = pace.strip(datetime(2025, 6, 1, 10, 0, tzinfo=JST))
    assert (found.calls_today, found.rate, found.month.meets) == (0, None, None)
