import datetime
import time

import pytest

from apps.contracts.calendar import Calendar, Hours, NoBusinessDay, UnknownSite, holiday_name
from apps.contracts.models import Closure, ExtraOpening, OpeningRule, ServiceStart, Site
from apps.core.clock import JST

from .factories import decided

FIRST, LAST = datetime.date(2025, 6, 1), datetime.date(2026, 3, 31)
FIVE_COUNTERS = ["honcho", "takashina", "ohigashi", "kasumigaseki", "naguwashi"]
PLACES = [*FIVE_COUNTERS, "station", "callcenter", "city"]


def open_over_year_end(*codes):
    OpeningRule.objects.filter(site__code__in=codes).update(closed_at_year_end=False)


@pytest.mark.usefixtures("contract")
class TestOpenDays:
    def test_call_centre_opens_201_days_in_the_term(self):
        days = Calendar.load().open_days("callcenter", FIRST, LAST)
        by_month = [sum(1 for day in days if day.month == month) for month in (6, 7, 8, 9, 10, 11, 12, 1, 2, 3)]
        assert by_month == [21, 22, 20, 20, 22, 18, 20, 19, 18, 21]
        assert len(days) == 201

    @pytest.mark.parametrize("code", FIVE_COUNTERS)
    def test_five_counters_open_201_days_and_205_with_the_switch_off(self, code):
        assert len(Calendar.load().open_days(code, FIRST, LAST)) == 201
        open_over_year_end(code)
        assert len(Calendar.load().open_days(code, FIRST, LAST)) == 205

    def test_station_opens_243_days_and_248_with_the_switch_off(self):
        assert len(Calendar.load().open_days("station", FIRST, LAST)) == 243
        open_over_year_end("station")
        assert len(Calendar.load().open_days("station", FIRST, LAST)) == 248

    @pytest.mark.parametrize(
        ("day", "with_switch_on", "with_switch_off"),
        [
            (datetime.date(2025, 6, 1), [], []),
            (datetime.date(2025, 6, 2), PLACES, PLACES),
            (datetime.date(2025, 6, 7), ["station"], ["station"]),
            (datetime.date(2025, 11, 24), [], []),
            (datetime.date(2025, 12, 30), [], [*FIVE_COUNTERS, "station"]),
            (datetime.date(2026, 1, 1), [], []),
            (datetime.date(2026, 1, 2), [], [*FIVE_COUNTERS, "station"]),
            (datetime.date(2026, 1, 3), [], ["station"]),
            (datetime.date(2026, 1, 5), PLACES, PLACES),
            (datetime.date(2026, 9, 22), [], []),
        ],
    )
    def test_who_opens_on_a_day(self, day, with_switch_on, with_switch_off):
        calendar = Calendar.load()
        assert [code for code in PLACES if calendar.hours(code, day)] == with_switch_on
        open_over_year_end(*FIVE_COUNTERS, "station")
        calendar = Calendar.load()
        assert [code for code in PLACES if calendar.hours(code, day)] == with_switch_off

    def test_both_ends_of_the_span_count(self):
        calendar = Calendar.load()
        assert calendar.open_days("honcho", datetime.date(2025, 6, 2), datetime.date(2025, 6, 3)) == [
            datetime.date(2025, 6, 2),
            datetime.date(2025, 6, 3),
        ]
        assert calendar.open_days("honcho", datetime.date(2025, 6, 3), datetime.date(2025, 6, 2)) == []

    def test_rules_go_on_after_the_term(self):
        assert Calendar.load().hours("honcho", datetime.date(2026, 4, 1)) == Hours(datetime.time(9), datetime.time(17))

    def test_nothing_opens_before_the_operation_begins(self):
        calendar = Calendar.load()
        assert calendar.closed_reason("honcho", datetime.date(2025, 5, 30)) == "運営期間外"
        assert calendar.is_business_day(datetime.date(2025, 5, 30))

    def test_a_service_that_starts_later_stays_closed_until_then(self):
        ServiceStart.objects.filter(service="callcenter").update(starts_on=datetime.date(2025, 7, 1))
        calendar = Calendar.load()
        assert calendar.closed_reason("callcenter", datetime.date(2025, 6, 30)) == "運営期間外"
        assert calendar.hours("callcenter", datetime.date(2025, 7, 1))
        assert calendar.hours("honcho", datetime.date(2025, 6, 30))


@pytest.mark.usefixtures("contract")
class TestHours:
    @pytest.mark.parametrize(
        ("at", "is_open"),
        [
            (datetime.time(8, 29, 59), False),
            (datetime.time(8, 30), True),
            (datetime.time(17, 14, 59), True),
            (datetime.time(17, 15), False),
        ],
    )
    def test_hours_are_half_open(self, at, is_open):
        moment = datetime.datetime.combine(datetime.date(2025, 6, 2), at, JST)
        calendar = Calendar.load()
        assert calendar.is_open("callcenter", moment) is is_open
        assert calendar.is_open("callcenter", moment.astimezone(datetime.UTC)) is is_open

    def test_a_closed_day_is_closed_at_noon(self):
        assert not Calendar.load().is_open("station", datetime.datetime(2025, 11, 24, 12, tzinfo=JST))

    @pytest.mark.parametrize(
        ("code", "day", "reason"),
        [
            ("honcho", datetime.date(2025, 11, 24), "祝日 勤労感謝の日 振替休日"),
            ("honcho", datetime.date(2026, 9, 22), "祝日 国民の休日"),
            ("honcho", datetime.date(2025, 6, 7), "土曜日"),
            ("station", datetime.date(2025, 6, 8), "日曜日"),
            ("callcenter", datetime.date(2025, 12, 30), "年末年始"),
            ("honcho", datetime.date(2025, 6, 2), None),
        ],
    )
    def test_a_closed_day_says_why(self, code, day, reason):
        assert Calendar.load().closed_reason(code, day) == reason

    def test_an_unknown_place_is_an_error_not_a_closed_day(self):
        with pytest.raises(UnknownSite):
            Calendar.load().hours("nowhere", FIRST)


@pytest.mark.usefixtures("contract")
class TestExceptions:
    day = datetime.date(2025, 6, 4)
    sunday = datetime.date(2025, 6, 8)

    def test_a_closure_shuts_its_place_only(self):
        Closure.objects.create(
            site=Site.objects.get(code="honcho"), day=self.day, reason="庁舎の停電", agreement=decided()
        )
        calendar = Calendar.load()
        assert calendar.closed_reason("honcho", self.day) == "臨時休業 庁舎の停電"
        assert calendar.hours("takashina", self.day)

    def test_a_closure_of_all_places_leaves_the_city_its_business_day(self):
        Closure.objects.create(site=None, day=self.day, reason="台風", agreement=decided())
        calendar = Calendar.load()
        assert [code for code in PLACES if calendar.hours(code, self.day)] == ["city"]

    def test_an_extra_opening_has_its_own_hours_or_those_of_the_rule(self):
        honcho = Site.objects.get(code="honcho")
        extra = ExtraOpening.objects.create(site=honcho, day=self.sunday, reason="日曜開庁", agreement=decided())
        assert Calendar.load().hours("honcho", self.sunday) == Hours(datetime.time(9), datetime.time(17))
        extra.opens_at, extra.closes_at = datetime.time(10), datetime.time(12)
        extra.save()
        assert Calendar.load().hours("honcho", self.sunday) == Hours(datetime.time(10), datetime.time(12))

    def test_an_exception_of_the_place_goes_before_one_of_all(self):
        Closure.objects.create(site=None, day=self.day, reason="台風", agreement=decided())
        ExtraOpening.objects.create(
            site=Site.objects.get(code="station"), day=self.day, reason="通常どおり", agreement=decided()
        )
        calendar = Calendar.load()
        assert [code for code in PLACES if calendar.hours(code, self.day)] == ["station", "city"]


@pytest.mark.usefixtures("contract")
class TestBusinessDays:
    def test_next_business_day_is_strictly_after(self):
        calendar = Calendar.load()
        assert calendar.next_business_day(datetime.date(2025, 6, 2)) == datetime.date(2025, 6, 3)
        assert calendar.next_business_day(datetime.date(2025, 12, 26)) == datetime.date(2026, 1, 5)

    def test_business_day_on_or_before_may_be_the_day_itself(self):
        calendar = Calendar.load()
        assert calendar.business_day_on_or_before(datetime.date(2025, 6, 2)) == datetime.date(2025, 6, 2)
        assert calendar.business_day_on_or_before(datetime.date(2025, 11, 24)) == datetime.date(2025, 11, 21)

    def test_a_city_without_a_rule_is_an_error_not_an_endless_search(self):
        OpeningRule.objects.filter(site__code="city").delete()
        with pytest.raises(NoBusinessDay):
            Calendar.load().next_business_day(FIRST)


@pytest.mark.usefixtures("contract")
def test_a_calendar_asks_the_database_the_same_few_times_for_a_day_and_for_a_term(django_assert_num_queries):
    for last in (FIRST, LAST):
        with django_assert_num_queries(7):
            calendar = Calendar.load()
            for code in PLACES:
                calendar.open_days(code, FIRST, last)
            calendar.next_business_day(last)


@pytest.mark.usefixtures("contract")
def test_a_whole_term_of_all_places_is_a_matter_of_moments():
    calendar = Calendar.load()
    began = time.process_time()  # not what other tests on this machine take
    assert sum(len(calendar.open_days(code, FIRST, LAST)) for code in PLACES) == 5 * 201 + 243 + 201 + 201
    assert time.process_time() - began < 5  # a third of a second on a machine of today


def test_holidays_agree_with_the_official_list(shared_data):
    text = (shared_data / "holidays" / "syukujitsu.csv").read_text(encoding="cp932")
    official = {
        datetime.date(*map(int, line.split(",")[0].split("/"))) for line in text.splitlines()[1:] if "/" in line
    }
    first, last = datetime.date(2000, 1, 1), datetime.date(2027, 12, 31)
    every_day = [first + datetime.timedelta(days=n) for n in range((last - first).days + 1)]
    assert max(official) > datetime.date(2027, 11, 1)
    assert [day for day in every_day if holiday_name(day)] == sorted(day for day in official if first <= day <= last)
