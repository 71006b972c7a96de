import datetime

import pytest

from apps.contracts.calendar import Calendar
from apps.contracts.deadlines import Due, due_date
from apps.contracts.models import OpeningRule, Parameter

pytestmark = pytest.mark.usefixtures("contract")


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("opened", "due"),
    [
        ("2025-06-02", "2025-06-03"),
        ("2025-06-06", "2025-06-09"),  # the station's Friday and …
        ("2025-06-07", "2025-06-09"),  # … its Saturday: both on Monday (C11)
        ("2025-11-21", "2025-11-25"),
        ("2025-12-26", "2026-01-05"),
        ("2025-12-27", "2026-01-05"),
        ("2026-03-31", "2026-04-01"),
    ],
)
def test_a_daily_report_is_due_on_the_next_business_day_of_the_city(opened, due):
    assert due_date("counter_daily", day(opened), Calendar.load()) == Due(day(due), day(due))


@pytest.mark.parametrize("duty", ["counter_monthly", "outreach_monthly", "call_monthly"])
@pytest.mark.parametrize(
    ("month", "nominal", "safe"),
    [
        ("2025-06", "2025-07-07", "2025-07-07"),
        ("2025-07", "2025-08-07", "2025-08-07"),
        ("2025-08", "2025-09-07", "2025-09-05"),
        ("2025-09", "2025-10-07", "2025-10-07"),
        ("2025-10", "2025-11-07", "2025-11-07"),
        ("2025-11", "2025-12-07", "2025-12-05"),
        ("2025-12", "2026-01-07", "2026-01-07"),
        ("2026-01", "2026-02-07", "2026-02-06"),
        ("2026-02", "2026-03-07", "2026-03-06"),
        ("2026-03", "2026-04-07", "2026-04-07"),
    ],
)
def test_a_monthly_report_is_due_seven_days_after_the_month(duty, month, nominal, safe):
    calendar = Calendar.load()
    for subject in (f"{month}-01", f"{month}-28"):
        assert due_date(duty, day(subject), calendar) == Due(day(nominal), day(safe))


@pytest.mark.parametrize(
    ("notice", "nominal", "safe"),
    [
        ("2026-04-01", "2026-04-10", "2026-04-10"),
        ("2026-04-02", "2026-04-11", "2026-04-10"),
        ("2026-04-03", "2026-04-12", "2026-04-10"),
        ("2026-04-20", "2026-04-29", "2026-04-28"),
    ],
)
def test_the_day_of_the_notice_is_the_first_of_the_ten(notice, nominal, safe):
    assert due_date("inspection", day(notice), Calendar.load()) == Due(day(nominal), day(safe))


def test_payment_is_due_on_the_thirtieth_day_counting_the_day_of_the_invoice(contract):
    assert due_date("payment", day("2025-07-02"), Calendar.load()) == Due(day("2025-07-31"), day("2025-07-31"))
    assert due_date("payment", day("2025-07-04"), Calendar.load()) == Due(day("2025-08-02"), day("2025-08-01"))


def test_a_changed_parameter_moves_the_due_date():
    Parameter.objects.filter(key="reports.counter_daily_business_days").update(value=2)
    assert due_date("counter_daily", day("2025-06-06"), Calendar.load()).nominal == day("2025-06-10")


def test_the_station_being_open_makes_no_business_day_of_saturday():
    assert Calendar.load().hours("station", day("2025-06-07"))
    assert due_date("counter_daily", day("2025-06-06"), Calendar.load()).nominal == day("2025-06-09")


def test_counters_open_over_the_year_end_still_report_when_the_city_is_back():
    OpeningRule.objects.filter(site__kind="counter").update(closed_at_year_end=False)
    assert due_date("counter_daily", day("2025-12-30"), Calendar.load()).nominal == day("2026-01-05")


def test_due_dates_take_no_query_of_their_own(django_assert_num_queries):
    calendar = Calendar.load()
    with django_assert_num_queries(0):
        for duty in ("counter_daily", "counter_monthly", "call_monthly", "inspection"):
            due_date(duty, day("2025-06-02"), calendar)


def test_an_unknown_duty_is_an_error():
    with pytest.raises(ValueError, match="nothing"):
        due_date("nothing", day("2025-06-02"), Calendar.load())
