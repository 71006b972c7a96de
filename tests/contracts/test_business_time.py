"""Minutes that run only while a place is open, against a loop that looks at every single minute."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.contracts.business_time import after_minutes, minutes_between
from apps.contracts.calendar import Calendar, NoBusinessDay, UnknownSite
from apps.contracts.models import Closure, ExtraOpening, OpeningRule, Site
from apps.core.clock import JST

from .factories import decided

pytestmark = pytest.mark.usefixtures("contract")

MINUTE = datetime.timedelta(minutes=1)
AROUND_NEW_YEAR = datetime.datetime(2025, 12, 24, 0, 0, tzinfo=JST)
moments = st.integers(0, 16 * 24 * 60).map(lambda minutes: AROUND_NEW_YEAR + minutes * MINUTE)
places = st.sampled_from(["city", "station", "callcenter"])


def at(day: int, hour: int, minute: int = 0, *, month: int = 6) -> datetime.datetime:
    return datetime.datetime(2025, month, day, hour, minute, tzinfo=JST)


def naive_minutes(calendar: Calendar, site: str, start: datetime.datetime, end: datetime.datetime) -> int:
    count = 0
    while start < end:
        count += calendar.is_open(site, start)
        start += MINUTE
    return count


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        (at(2, 9), at(2, 10), 60),
        (at(2, 8), at(2, 9), 30),
        (at(2, 17), at(2, 18), 15),
        (at(2, 17, 14), at(3, 8, 31), 2),
        (at(6, 17), at(9, 9), 45),  # Friday evening to Monday morning
        (at(7, 9), at(8, 17), 0),  # a weekend
        (at(2, 0), at(3, 0), 525),
        (at(2, 10), at(2, 10), 0),
        (at(2, 11), at(2, 10), 0),
    ],
)
def test_minutes_of_the_city(start, end, minutes):
    calendar = Calendar.load()
    assert minutes_between(calendar, "city", start, end) == minutes
    assert minutes_between(calendar, "city", start.astimezone(datetime.UTC), end) == minutes


def test_seconds_add_up_over_days_before_they_are_cut():
    start = datetime.datetime(2025, 6, 2, 17, 14, 30, tzinfo=JST)
    end = datetime.datetime(2025, 6, 3, 8, 30, 29, tzinfo=JST)
    calendar = Calendar.load()
    assert minutes_between(calendar, "city", start, end) == 0
    assert minutes_between(calendar, "city", start, end + datetime.timedelta(seconds=1)) == 1


def test_same_as_a_loop_over_every_minute():
    calendar = Calendar.load()

    @settings(max_examples=100, deadline=None)
    @given(start=moments, end=moments, site=places)
    def check(start, end, site):
        assert minutes_between(calendar, site, start, end) == naive_minutes(calendar, site, start, end)

    check()


def test_after_minutes_is_the_first_such_moment():
    calendar = Calendar.load()

    @settings(max_examples=200, deadline=None)
    @given(start=moments, minutes=st.integers(0, 3000), site=places)
    def check(start, minutes, site):
        due = after_minutes(calendar, site, start, minutes)
        assert due >= start
        assert minutes_between(calendar, site, start, due) == minutes
        earlier = due - datetime.timedelta(microseconds=1)
        assert minutes == 0 or minutes_between(calendar, site, start, earlier) == minutes - 1

    check()


def test_closures_and_extra_openings_count():
    city = Site.objects.get(code="city")
    Closure.objects.create(site=city, day=datetime.date(2025, 6, 3), reason="庁舎の停電", agreement=decided())
    calendar = Calendar.load()
    assert minutes_between(calendar, "city", at(3, 0), at(4, 0)) == 0
    assert after_minutes(calendar, "city", at(2, 17), 30) == at(4, 8, 45)
    ExtraOpening.objects.create(
        site=city,
        day=datetime.date(2025, 6, 7),
        opens_at=datetime.time(9),
        closes_at=datetime.time(12),
        reason="休日開庁",
        agreement=decided(),
    )
    assert minutes_between(Calendar.load(), "city", at(6, 17), at(8, 0)) == 15 + 180


def test_a_place_that_does_not_open_again_has_no_such_moment():
    OpeningRule.objects.filter(site__code="city").update(valid_to=datetime.date(2025, 6, 30))
    calendar = Calendar.load()
    with pytest.raises(NoBusinessDay):
        after_minutes(calendar, "city", at(30, 17), 16)
    assert after_minutes(calendar, "city", at(30, 17), 15) == at(30, 17, 15)
    with pytest.raises(UnknownSite):
        minutes_between(calendar, "nowhere", at(2, 9), at(2, 10))


def test_nothing_is_asked_of_the_database(django_assert_num_queries):
    calendar = Calendar.load()
    with django_assert_num_queries(0):
        minutes_between(calendar, "city", at(2, 9), at(2, 9, month=12))
        after_minutes(calendar, "city", at(2, 9), 10_000)
