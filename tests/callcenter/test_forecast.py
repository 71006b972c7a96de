"""What a month will bring: sums that add up, a range that holds, and silence where there is too little to go by."""

import random
from datetime import date, datetime, time, timedelta
from statistics import mean

import pytest

from apps.callcenter import pace
from apps.callcenter.arrivals import HalfHour, half_hours, open_half_hours, open_minutes, pattern
from apps.callcenter.counts import Tally
from apps.callcenter.forecast import expected_calls, forecast
from apps.contracts.calendar import Calendar, Hours
from apps.core.clock import JST

from .call_rows import mixed, moment, save_calls, steady
from .test_pace import close

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]
TODAY = date(2025, 8, 18)  # a Monday
NOON = datetime(2025, 8, 18, 12, 0, tzinfo=JST)
RECENT = (date(2025, 6, 23), date(2025, 8, 17))
AUGUST = (date(2025, 8, 1), date(2025, 8, 31))


def cell(day, number, answered, lost=0):
    tally = Tally(offered=answered + lost, answered=answered, abandoned=lost)
    return HalfHour(day, number, tally, 0, 0, datetime.combine(day, time(number // 2), JST))


def invented(first, last, calendar, chance, *, a_minute=0.25, lost=0.1):
    """Half hours as a telephone brings them: Poisson calls, each lost with the same probability."""
    return [
        cell(half_hour.day, half_hour.number, answered, came - answered)
        for half_hour in open_half_hours(first, last, calendar)
        for came in [poisson(a_minute * half_hour.minutes, chance)]
        for answered in [sum(chance.random() >= lost for _ in range(came))]
        if came
    ]


def poisson(expected, chance):
    count, left = 0, chance.expovariate(1)
    while left < expected:
        count, left = count + 1, left + chance.expovariate(1)
    return count


# --- half hours -------------------------------------------------------------------------------------------------------


def test_the_last_half_hour_of_the_day_is_open_for_fifteen_minutes():
    found = open_minutes(Hours(time(8, 30), time(17, 15)))
    assert list(found) == list(range(17, 35))
    assert (found[17], found[33], found[34], sum(found.values())) == (30, 30, 15, 525)


def test_of_a_day_under_way_only_what_is_left_counts():
    found = open_minutes(Hours(time(8, 30), time(17, 15)), time(17, 5))
    assert found == {34: 10}
    assert open_minutes(Hours(time(8, 30), time(17, 15)), time(17, 15)) == {}


def test_half_hours_hold_their_calls_to_the_second():
    day = date(2025, 8, 18)
    save_calls(mixed(1, 0, day, "09:29:59") + mixed(2, 1, day, "09:30:00") + mixed(1, 0, day, "17:15:00"))
    found = half_hours(day, day, Calendar.load(), short_seconds=10)
    assert [(row.day, row.number, row.tally.offered, row.tally.answered) for row in found] == [
        (day, 18, 1, 1),
        (day, 19, 3, 2),
        (day, 34, 0, 0),
    ]
    assert found[2].tally.out_of_hours == 1
    assert (found[1].talk_seconds, found[1].waited_seconds) == (360, 40)


def test_nothing_is_left_of_closed_days_holidays_and_closures():
    close(date(2025, 8, 20))
    days = {row.day for row in open_half_hours(*AUGUST, Calendar.load(), NOON)}
    assert min(days) == TODAY
    assert not days & {date(2025, 8, 11), date(2025, 8, 20), date(2025, 8, 23), date(2025, 8, 31)}
    assert len(days) == 9


# --- pattern ----------------------------------------------------------------------------------------------------------


def test_pattern_gives_back_the_calls_it_was_made_from():
    save_calls(steady(*RECENT, a_half_hour=4))
    calendar = Calendar.load()
    usual = pattern(half_hours(*RECENT, calendar, short_seconds=10), *RECENT, calendar)
    assert expected_calls(usual, open_half_hours(*RECENT, calendar)) == pytest.approx(usual.total.offered)
    assert (usual.days, usual.rate(1, 20) * 30) == (38, pytest.approx(4))
    assert usual.volume_dispersion == usual.loss_dispersion == 1


def test_days_without_a_record_do_not_thin_the_pattern():
    calendar = Calendar.load()
    rows = [cell(day, 20, 6) for day in (date(2025, 8, 4), date(2025, 8, 11 + 1), date(2025, 8, 5))]
    usual = pattern(rows, *RECENT, calendar)
    assert usual.days == 3
    assert usual.rate(2, 20) * 30 == pytest.approx(6)  # two Tuesdays
    assert usual.rate(1, 20) * 30 == pytest.approx(6)  # one Monday only: as on any day


def test_weekdays_keep_their_own_load():
    calendar = Calendar.load()
    days = calendar.open_days("callcenter", *RECENT)
    usual = pattern([cell(day, 20, 12 if day.isoweekday() == 1 else 3) for day in days], *RECENT, calendar)
    assert usual.rate(1, 20) * 30 == pytest.approx(12)
    assert usual.rate(3, 20) * 30 == pytest.approx(3)
    assert usual.rate(3, 40) == usual.mean_per_minute  # a half hour never seen


def test_nothing_recorded_is_no_pattern():
    assert pattern([], *RECENT, Calendar.load()) is None


def test_days_that_differ_widen_the_range():
    calendar = Calendar.load()
    days = calendar.open_days("callcenter", *RECENT)
    even = pattern([cell(day, 20, 90, 10) for day in days], *RECENT, calendar)
    wild = pattern(
        [cell(day, 20, *((60, 100) if place % 2 else (90, 10))) for place, day in enumerate(days)], *RECENT, calendar
    )
    assert even.loss_dispersion == 1
    assert wild.volume_dispersion > 2
    assert wild.loss_dispersion > 2


# --- forecast ---------------------------------------------------------------------------------------------------------


def test_forecast_is_what_was_counted_and_what_the_calendar_has_left():
    save_calls(steady(RECENT[0], date(2025, 8, 15), a_half_hour=6, lost_of=10))
    found = pace.month_to_date(TODAY, NOON, Calendar.load())
    left = 10 * 17 * 6  # ten open days from Monday on; nothing ever came after 17:00
    assert found.forecast.to_come.likely == left
    assert found.forecast.offered.likely == found.month.tally.offered + left
    allowed = found.forecast.offered.likely * 10 // 100 - found.month.lost
    assert found.forecast.may_still_lose == allowed
    assert found.forecast.rate == "90.0"
    assert found.forecast.meets_at_worst is False
    assert found.forecast.meets_at_best is True
    assert found.volume.actual == found.forecast.offered.likely


def test_calls_that_may_be_lost_keep_the_target_and_one_more_breaks_it():
    save_calls(steady(RECENT[0], date(2025, 8, 15), a_half_hour=6, lost_of=12))
    found = pace.month_to_date(TODAY, NOON, Calendar.load()).forecast
    lost = found.so_far.offered - found.so_far.answered + found.may_still_lose
    assert (found.offered.likely - lost) * 100 >= found.offered.likely * 90
    assert (found.offered.likely - lost - 1) * 100 < found.offered.likely * 90


def test_month_out_of_reach_says_so_and_what_its_best_end_is():
    calendar = Calendar.load()
    save_calls(steady(RECENT[0], date(2025, 8, 15), a_half_hour=6, lost_of=2))
    found = pace.month_to_date(date(2025, 8, 29), datetime(2025, 8, 29, 9, 0, tzinfo=JST), calendar)
    assert found.forecast.is_within_reach is False
    assert found.forecast.best_rate < "90.0"
    assert found.forecast.meets_at_best is False


def test_too_little_data_is_said_and_nothing_is_invented():
    save_calls(mixed(90, 10, date(2025, 8, 14)) + mixed(90, 10, date(2025, 8, 15)))
    found = pace.month_to_date(TODAY, NOON, Calendar.load())
    assert found.forecast is None
    assert found.no_forecast == "直近8週間で通話記録のある日は2日です。10日そろうと見込みを表示します。"
    assert found.month.rate == "90.0"


def test_month_that_is_over_has_no_forecast():
    save_calls(steady(date(2025, 7, 1), date(2025, 7, 31)))
    found = pace.month_to_date(date(2025, 7, 1), NOON, Calendar.load())
    assert (found.is_over, found.forecast, found.no_forecast) == (True, None, "")
    assert found.known_until == datetime(2025, 8, 1, 0, 0, tzinfo=JST)


def test_last_second_of_the_month_still_has_a_forecast_and_the_next_midnight_none():
    save_calls(steady(RECENT[0], date(2025, 8, 29)))
    calendar, end = Calendar.load(), datetime(2025, 9, 1, 0, 0, tzinfo=JST)
    before = pace.month_to_date(TODAY, end - timedelta(seconds=1), calendar)
    assert (before.is_over, before.forecast.to_come.likely) == (False, 0)
    assert before.forecast.rate == before.month.rate
    assert pace.month_to_date(TODAY, end, calendar).is_over


def test_nearly_all_invented_months_end_inside_their_range():
    """Two hundred months of pure chance: the 95 % range must hold about 95 of 100, and not by being boundless."""
    calendar, chance = Calendar.load(), random.Random(7)
    left = open_half_hours(*AUGUST, calendar, NOON)
    inside_volume = inside_lost = 0
    widths = []
    for _ in range(200):
        usual = pattern(invented(*RECENT, calendar, chance), *RECENT, calendar)
        really = invented(TODAY, AUGUST[1], calendar, chance)
        came = sum(row.tally.offered for row in really if row.day > TODAY or row.number >= 24)
        lost = sum(row.tally.abandoned for row in really if row.day > TODAY or row.number >= 24)
        found = forecast(Tally(), usual, left, 90)
        inside_volume += found.to_come.low <= came <= found.to_come.high
        inside_lost += found.lost.low <= lost <= found.lost.high
        widths.append((found.to_come.high - found.to_come.low) / found.to_come.likely)
    assert 180 <= inside_volume <= 200
    assert 180 <= inside_lost <= 200
    assert mean(widths) < 0.2


def test_moment_between_two_openings_leaves_the_whole_next_day():
    calendar = Calendar.load()
    evening = open_half_hours(*AUGUST, calendar, moment(TODAY, "17:15:00"))
    last_second = open_half_hours(*AUGUST, calendar, moment(TODAY, "17:14:59"))
    assert min(row.day for row in evening) == date(2025, 8, 19)
    assert last_second[0].minutes == pytest.approx(1 / 60)
