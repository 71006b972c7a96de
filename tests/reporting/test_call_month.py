"""The call centre's month on months made by hand: reservations, seats, weekdays, the trend, and the identity."""

from datetime import date, datetime
from uuid import uuid4

import pytest
from django.urls import reverse

from apps.accounts.enums import Role
from apps.callcenter.counts import Tally
from apps.callcenter.enums import Result
from apps.callcenter.models import InquiryCategory
from apps.contracts.calendar import Calendar
from apps.contracts.models import ContractTerm
from apps.core.clock import JST
from apps.reporting.content import collect
from apps.reporting.enums import ReportKind
from apps.reporting.figures.call_trend import monthly_trend, months_shown
from apps.reporting.figures.calls import by_weekday, inquiries_by_category, require_identity
from apps.reporting.figures.category_trend import category_trend
from apps.reporting.figures.reservations import reservations_taken
from apps.reporting.figures.seats import seats_placed
from apps.reporting.periods import Period, parse_period
from apps.reservations import actions as reservation_actions
from apps.workforce.enums import Duty
from tests.callcenter.factories import answered, log, make_inquiry, row, take
from tests.reservations.factories import book, make_desk, make_slot
from tests.workforce.days import make_presence, make_shift
from tests.workforce.factories import make_staff

from .conftest import JUNE
from .factories import issue, make_report

pytestmark = pytest.mark.usefixtures("masters")
MONDAY, TUESDAY = date(2025, 6, 2), date(2025, 6, 3)
JULY_1 = date(2025, 7, 1)


def june_report(**changes):
    return collect(ReportKind.CALL_MONTHLY, Period(*JUNE), made_on=JULY_1) | changes


def at(day, hour, minute=0):
    return datetime(2025, 6, day, hour, minute, tzinfo=JST)


# --- ア ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def small_month():
    take(
        log(
            [
                answered(1, "2025/06/02 09:00:00", "2025/06/02 09:05:00"),
                row(2, "2025/06/02 17:14:59", ended="2025/06/02 17:15:30"),
                row(3, "2025/06/03 09:10:00", result="溢れ", ended="2025/06/03 09:11:00"),
            ]
        )
    )


def test_month_whose_cells_add_up_is_made(small_month):
    content = june_report()
    require_identity(content)
    assert content["total"]["offered"] == 3


@pytest.mark.parametrize(
    ("part", "place"),
    [("grid", r"6/2（月） 8時台の着信"), ("days", r"6/2（月）の"), ("hours", r"8時台の"), ("total", "合計の")],
)
def test_cell_that_does_not_add_up_stops_the_report_with_its_place(small_month, part, place):
    content = june_report()
    first = content[part] if part == "total" else content[part][0]
    first["answered"] += 1
    with pytest.raises(ArithmeticError, match=place):
        require_identity(content)


def test_call_that_is_in_the_day_and_in_no_cell_stops_the_report(small_month):
    content = june_report()
    for name in ("offered", "answered"):
        content["days"][0][name] += 1
    with pytest.raises(ArithmeticError, match="6/2（月）の件数が、日別・時間帯別"):
        require_identity(content)


def test_weekdays_add_the_days_up_and_say_how_many_there_were(small_month):
    rows = {row["weekday"]: row for row in june_report()["weekdays"]}
    assert list(rows) == list("月火水木金")
    assert (rows["月"]["day_count"], rows["月"]["offered"], rows["月"]["answer_rate"]) == (5, 2, "50.0")
    assert (rows["火"]["day_count"], rows["火"]["overflow"], rows["火"]["answer_rate"]) == (4, 1, "0.0")
    assert (rows["水"]["offered"], rows["水"]["answer_rate"]) == (0, None)


def test_month_without_days_has_no_weekdays():
    assert by_weekday([]) == []


# --- イ ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def booked(user_of):
    """Booked at 23:59:59 on 30 June, moved twice the next day; another one booked and called off on 2 June."""
    operator = user_of(Role.OPERATOR)
    desk = make_desk()
    slots = [make_slot(desk, datetime(2025, 7, day, 10, tzinfo=JST)) for day in (8, 9, 10, 11)]
    late = book(slots[0], operator, number=1, now=datetime(2025, 6, 30, 23, 59, 59, tzinfo=JST))
    for slot, hour in ((slots[1], 0), (slots[2], 9)):
        move(late, slot, operator, datetime(2025, 7, 1, hour, tzinfo=JST))
    gone = book(slots[3], operator, number=2, now=at(2, 9))
    reservation_actions.cancel(reservation=gone, reason="都合が悪くなった", by=operator, now=at(2, 10))
    return late


def move(reservation, slot, operator, now):
    reservation.refresh_from_db()
    reservation_actions.change(
        reservation=reservation, new_slot_id=slot.pk, reason="都合", submission_key=uuid4(), by=operator, now=now
    )


def test_each_act_counts_once_on_the_day_it_was_done(booked):
    june = reservations_taken(*JUNE, [MONDAY, TUESDAY])
    assert june["days"] == [
        {"date": "2025-06-02", "new_bookings": 1, "changed_bookings": 0, "cancelled_bookings": 1},
        {"date": "2025-06-03", "new_bookings": 0, "changed_bookings": 0, "cancelled_bookings": 0},
        {"date": "2025-06-30", "new_bookings": 1, "changed_bookings": 0, "cancelled_bookings": 0},
    ]
    assert june["total"] == {"new_bookings": 2, "changed_bookings": 0, "cancelled_bookings": 1}
    july = reservations_taken(JULY_1, date(2025, 7, 31), [])
    assert july["total"] == {"new_bookings": 0, "changed_bookings": 2, "cancelled_bookings": 0}
    assert [row["date"] for row in july["days"]] == ["2025-07-01"]


def test_reservations_take_the_same_queries_for_one_and_for_many(booked, user_of, django_assert_num_queries):
    with django_assert_num_queries(3):
        reservations_taken(*JUNE, [])
    desk, operator = make_desk(), user_of(Role.OPERATOR)
    for number in range(3, 8):
        book(make_slot(desk, datetime(2025, 7, 15, 9 + number, tzinfo=JST)), operator, number=number, now=at(number, 9))
    with django_assert_num_queries(3):
        assert reservations_taken(*JUNE, [])["total"]["new_bookings"] == 7


# --- エ ------------------------------------------------------------------------------------------------------------


def operators(*hours, day=MONDAY, clocked=True):
    """One person for each of the hours, by the clock or by the roster."""
    for each in hours:
        staff = make_staff(duty=Duty.OPERATOR)
        make = make_presence if clocked else make_shift
        make(staff, each, code="callcenter", duty=Duty.OPERATOR, day=day)


def placed(counted_on=JULY_1):
    counted = seats_placed(*JUNE, Calendar.load(), counted_on)
    return counted, {row["date"]: row for row in counted["days"]}


def test_seats_are_counted_from_the_clock_inside_the_opening_hours():
    operators("08:00-12:00", "08:30-17:15", "12:00-17:15")
    operators("08:30-17:15", "08:30-17:15", clocked=False)
    counted, days = placed()
    monday = days["2025-06-02"]
    # 8:30 to 17:15 is 525 minutes; 3:30 + 8:45 + 5:15 of seats
    assert (monday["counted_from"], monday["heads"], monday["seat_minutes"]) == ("打刻", 3, 210 + 525 + 315)
    assert (monday["minimum"], monday["planned_minimum"], monday["floor"], monday["minutes_below"]) == (2, 2, 2, 0)
    assert counted["longest_gap"] is None


def test_day_without_clock_is_counted_from_the_roster_and_one_without_both_from_nothing():
    operators("08:30-17:15", "09:00-17:15", clocked=False)
    counted, days = placed()
    assert (days["2025-06-02"]["counted_from"], days["2025-06-02"]["minimum"]) == ("シフト", 1)
    assert (days["2025-06-03"]["counted_from"], days["2025-06-03"]["heads"]) == (None, None)
    total = counted["total"]
    assert (total["days_counted"], total["days_by_clock"], total["heads"], total["minutes_below"]) == (1, 0, 2, 30)


def test_month_of_which_no_day_is_known_has_no_sums():
    total = placed()[0]["total"]
    assert (total.pop("days_counted"), total.pop("days_by_clock")) == (0, 0)
    assert set(total.values()) == {None}


def test_days_to_come_are_counted_from_the_roster_although_somebody_clocked_in():
    operators("08:30-17:15", "08:30-17:15", clocked=False)
    operators("08:30-09:00")
    assert placed(counted_on=MONDAY)[1]["2025-06-02"]["counted_from"] == "シフト"
    assert placed(counted_on=TUESDAY)[1]["2025-06-02"]["counted_from"] == "打刻"


def test_longest_gap_joins_minutes_that_touch_and_says_when():
    operators("08:30-10:00", "08:30-10:20", "10:50-17:15", "11:00-17:15")
    operators("08:30-17:15", "08:30-17:00", day=TUESDAY)
    counted, days = placed()
    # one seat until 10:20, none until 10:50, one until 11:00
    assert counted["longest_gap"] == {
        "day": "2025-06-02",
        "since": "10:00",
        "until": "11:00",
        "minutes": 60,
        "heads": 0,
    }
    assert (days["2025-06-02"]["minimum"], days["2025-06-02"]["minutes_below"]) == (0, 60)
    assert (counted["total"]["days_below"], counted["total"]["minutes_below"]) == (2, 75)


def test_whoever_came_only_outside_the_opening_hours_was_not_placed():
    operators("07:00-08:30")
    assert placed()[1]["2025-06-02"]["counted_from"] is None


# --- オ ------------------------------------------------------------------------------------------------------------


def test_complaints_and_those_transferred_stand_with_their_category(user_of):
    operator = user_of(Role.OPERATOR)
    make_inquiry(operator, at=at(2, 9), is_complaint=True)
    make_inquiry(
        operator, at=at(2, 10), is_complaint=True, result=Result.TRANSFERRED, transfer_reason="例外の扱いの判断"
    )
    make_inquiry(operator, at=at(2, 11), result=Result.TRANSFERRED, transfer_reason="例外の扱いの判断")
    (line,) = inquiries_by_category(*JUNE)
    assert (line["count"], line["complaints"], line["complaints_transferred"], line["transferred"]) == (3, 2, 1, 2)


# --- the months before --------------------------------------------------------------------------------------------


def months_of(period):
    return [row["month"] for row in monthly_trend(period, Tally(), Calendar.load())]


def test_trend_shows_twelve_months_of_this_term_and_the_one_before():
    ContractTerm.objects.create(
        code="R8", title="令和8年度", starts_on=date(2026, 4, 1), ends_on=date(2027, 3, 31)
    )  # fmt: skip
    assert months_of(parse_period("call_monthly", "2025-06")) == ["2025-06"]
    assert months_of(parse_period("call_monthly", "2026-03"))[0] == "2025-06"
    later = months_of(parse_period("call_monthly", "2026-08"))
    assert (later[0], later[-1], len(later)) == ("2025-09", "2026-08", 12)
    assert months_shown(date(2024, 1, 1)) == [date(2024, 1, 1)]


def test_issued_month_stands_in_the_trend_as_the_city_received_it(small_month, user_of):
    report = make_report(ReportKind.CALL_MONTHLY, "2025-06")
    revision = report.revisions.get()
    revision.content["summary"] |= {"offered": 10, "answered": 9}
    revision.issued_at = datetime(2025, 7, 2, 9, tzinfo=JST)
    revision.save()
    take(log([answered(4, "2025/07/01 09:00:00", "2025/07/01 09:05:00")]))
    trend = collect(ReportKind.CALL_MONTHLY, parse_period("call_monthly", "2025-07"), made_on=date(2025, 8, 1))["trend"]
    assert [(row["month"], row["offered"], row["answer_rate"], row["source"]) for row in trend] == [
        ("2025-06", 10, "90.0", "提出済の報告書"),
        ("2025-07", 1, "100.0", "この報告書"),
    ]


def test_month_that_is_not_issued_is_counted_from_the_calls(small_month):
    take(log([answered(4, "2025/07/01 09:00:00", "2025/07/01 09:05:00")]))
    period = parse_period("call_monthly", "2025-08")
    june, july, august = collect(ReportKind.CALL_MONTHLY, period, made_on=date(2025, 9, 1))["trend"]
    assert (june["offered"], june["answered"], june["lost"], june["source"]) == (3, 1, 2, "現在の記録")
    assert (july["offered"], july["answer_rate"]) == (1, "100.0")
    assert (august["offered"], august["answer_rate"], august["source"]) == (0, None, "この報告書")


def test_queries_do_not_grow_with_the_months(small_month, django_assert_max_num_queries):
    for period in ("2025-06", "2025-12", "2026-03"):
        with django_assert_max_num_queries(60):
            collect(ReportKind.CALL_MONTHLY, parse_period("call_monthly", period), made_on=date(2026, 4, 1))


# --- inquiries by category month by month ---------------------------------------------------------------------------


@pytest.fixture
def asked(user_of, manager):
    """June issued with two inquiries, July counted now with one, August's own report with one of another category."""
    operator = user_of(Role.OPERATOR)
    for day in (2, 30):
        make_inquiry(operator, at=at(day, 23, 59))
    issue(make_report(ReportKind.CALL_MONTHLY, "2025-06"), manager)
    make_inquiry(operator, at=at(3, 9))  # after the issue
    make_inquiry(operator, at=datetime(2025, 7, 1, 0, 0, tzinfo=JST))
    other = InquiryCategory.objects.exclude(code="renewal").filter(children=None).first()
    make_inquiry(operator, at=datetime(2025, 8, 1, 9, 0, tzinfo=JST), category=other)
    return make_report(ReportKind.CALL_MONTHLY, "2025-08", at=datetime(2025, 9, 1, 5, 30, tzinfo=JST))


def test_categories_of_a_month_stand_as_the_city_received_them(asked):
    said = asked.revisions.get().content["categories"]
    assert [(row["month"], row["count"], row["source"]) for row in said["months"][-3:]] == [
        ("2025-06", 2, "提出済の報告書"),
        ("2025-07", 1, "現在の記録"),
        ("2025-08", 1, "この報告書"),
    ]
    assert sorted([month["count"] for month in row["months"][-3:]] for row in said["by_category"]) == [
        [0, 0, 1],
        [2, 1, 0],
    ]


def test_numbers_of_the_categories_open_their_report_or_their_inquiries(asked, client_of):
    page = client_of(Role.GENERAL_MANAGER).get(reverse("reporting:detail", args=["call_monthly", "2025-08"]))
    links = page.content.decode()
    (renewal,) = InquiryCategory.objects.filter(code="renewal")
    for key in (
        f"categories:{renewal.pk}/2025-06:count",
        f"read:{renewal.pk}/2025-07:count",
        "categories:*/2025-06:count",
    ):
        assert f"cell={key}" in links
        answer = client_of(Role.GENERAL_MANAGER).get(
            f"{reverse('reporting:rows', args=['call_monthly', '2025-08'])}?cell={key}"
        )
        assert answer.status_code == 200
    inner = client_of(Role.GENERAL_MANAGER).get(
        f"{reverse('reporting:rows', args=['call_monthly', '2025-08'])}?cell=categories:{renewal.pk}/2025-06:count"
    )
    assert f"cell=inquiries:{renewal.pk}:count" in inner.content.decode()


def test_categories_take_the_same_queries_whatever_the_months(asked, django_assert_num_queries):
    for month in ("2025-08", "2025-12"):
        with django_assert_num_queries(4):
            assert category_trend(parse_period(ReportKind.CALL_MONTHLY, month), [])["by_category"]
