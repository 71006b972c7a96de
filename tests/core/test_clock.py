from datetime import UTC, date, datetime, timedelta

import pytest

from apps.core import clock


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2026, 3, 31), 2025), (date(2026, 4, 1), 2026), (date(2025, 12, 31), 2025), (date(2026, 1, 1), 2025)],
)
def test_fiscal_year_turns_on_1_april(day, year):
    assert clock.fiscal_year(day) == year


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2025, 6, 2), "令和7年6月2日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 12, 31), "令和元年12月31日"),
        (date(2020, 1, 1), "令和2年1月1日"),
    ],
)
def test_reiwa_begins_with_its_first_year(day, text):
    assert clock.reiwa(day) == text


def test_reiwa_refuses_a_day_before_it_began():
    with pytest.raises(ValueError, match="和暦で表せません"):
        clock.reiwa(date(2019, 4, 30))


def test_dates_name_their_weekday():
    assert clock.long_date(date(2025, 6, 2)) == "2025年6月2日（月）"
    assert clock.short_date(date(2025, 6, 1)) == "6/1（日）"


def test_moment_is_shown_as_its_day_in_japan():
    assert clock.short_date(datetime(2026, 3, 31, 15, 0, tzinfo=UTC)) == "4/1（水）"
    assert clock.long_date(datetime(2026, 3, 31, 14, 59, 59, tzinfo=UTC)) == "2026年3月31日（火）"


@pytest.mark.parametrize(
    ("text", "last"), [("2028-02", 29), ("2026-02", 28), ("2025-06", 30), ("2025-12", 31), ("2100-02", 28)]
)
def test_month_ends_on_its_own_last_day(text, last):
    first_day, last_day = clock.parse_month(text)
    assert (first_day.day, last_day.day) == (1, last)
    assert f"{first_day:%Y-%m}" == f"{last_day:%Y-%m}" == text


@pytest.mark.parametrize(
    "text", ["", "2025", "2025-6", "2025-13", "2025-00", "0000-01", "２０２５-06", "2025-06-01", "a"]
)
def test_unreadable_month_is_refused_in_japanese(text):
    with pytest.raises(ValueError, match=r"(?:指定してください|正しくありません)。"):
        clock.parse_month(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-06-02", date(2025, 6, 2)),
        ("2000-01-02", date(2000, 1, 2)),
        ("2100-12-30", date(2100, 12, 30)),
        *(
            (text, date(2026, 3, 31))
            for text in (None, "", "x", "2025-02-30", "2000-01-01", "2100-12-31", "9999-12-31")
        ),
    ],
)
def test_asked_day_is_one_with_days_around_it_else_today(text, day):
    assert clock.asked_day(text, date(2026, 3, 31)) == day


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("2025-06", date(2025, 6, 1)),
        ("2000-01", date(2000, 1, 1)),
        ("2100-12", date(2100, 12, 1)),
        *((text, date(2026, 3, 1)) for text in (None, "", "x", "2025-13", "1999-12", "2101-01", "9999-12")),
    ],
)
def test_asked_month_is_one_that_may_be_typed_else_the_current_one(text, first):
    assert clock.asked_month(text, date(2026, 3, 31)) == clock.month_bounds(first.year, first.month)


@pytest.mark.parametrize(("year", "month"), [(0, 1), (10_000, 1), (2025, 0), (2025, 13)])
def test_month_bounds_refuses_what_is_no_month(year, month):
    with pytest.raises(ValueError, match="年月が正しくありません"):
        clock.month_bounds(year, month)


def test_day_runs_from_midnight_to_midnight_in_japan():
    start, end = clock.day_bounds(date(2026, 3, 31))
    assert start == datetime(2026, 3, 30, 15, 0, tzinfo=UTC)
    assert end == datetime(2026, 3, 31, 15, 0, tzinfo=UTC)
    assert start <= end - timedelta(microseconds=1) < end


def test_last_day_of_the_calendar_has_no_end():
    with pytest.raises(ValueError, match="日付が正しくありません"):
        clock.day_bounds(date.max)
