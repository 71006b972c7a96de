"""When a duty is due: the day as the text counts it, and the last business day on which it is safely done."""

import datetime
from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from apps.core.clock import month_bounds

from .calendar import DAY, Calendar


class Duty(StrEnum):
    COUNTER_DAILY = "counter_daily"
    COUNTER_MONTHLY = "counter_monthly"
    CALL_MONTHLY = "call_monthly"
    OUTREACH_MONTHLY = "outreach_monthly"
    DRIVING_MONTHLY = "driving_monthly"
    RECORDS_MONTHLY = "records_monthly"
    COMPLETION = "completion"
    INSPECTION = "inspection"
    CORRECTION = "correction"
    PAYMENT = "payment"


class Due(NamedTuple):
    """`nominal` as the clause counts; `safe` the city's business day on or before it."""

    nominal: datetime.date
    safe: datetime.date


def due_date(duty: str, subject: datetime.date, calendar: Calendar) -> Due:
    """The due days of a duty; raises ValueError for an unknown duty.

    `subject` is the opening day (counter_daily), any day of the reported month (the monthly ones), the last day of
    the work (completion), the day of the notice (inspection), the day of an inspection that failed
    (correction) or the day on which the city got the invoice (payment).
    """
    nominal = _NOMINAL[Duty(duty)](subject, calendar)
    return Due(nominal, calendar.business_day_on_or_before(nominal))


def _counter_daily(day: datetime.date, calendar: Calendar) -> datetime.date:
    """第2-1-(12)-①-ア: the next business day of the city after the opening day, wherever the counter stands (C11)."""
    due = day
    for _ in range(calendar.parameters.value("reports.counter_daily_business_days", day)):
        due = calendar.next_business_day(due)
    return due


def _counter_monthly(day: datetime.date, calendar: Calendar) -> datetime.date:
    """第2-1-(12)-①-イ: within seven days of the end of the month."""
    return _month_end(day) + DAY * calendar.parameters.value("reports.counter_monthly_days", day)


def _call_monthly(day: datetime.date, calendar: Calendar) -> datetime.date:
    """第2-2-(7): the day the parties agreed on, until then as the counters' report (C20)."""
    return _month_end(day) + DAY * calendar.parameters.value("reports.call_monthly_days", day)


def _completion(day: datetime.date, calendar: Calendar) -> datetime.date:
    """第3-3-(1): without delay once the work is done; the text has no number, the parameter has one."""
    return day + DAY * calendar.parameters.value("reports.completion_days", day)


def _inspection(day: datetime.date, calendar: Calendar) -> datetime.date:
    """第3-3-(2): within ten days, the day of the notice being the first."""
    return day + DAY * (calendar.parameters.value("inspection.days", day) - 1)


def _correction(day: datetime.date, calendar: Calendar) -> datetime.date:
    """第3-3-(3): the day that the city names when the work fails; until it names one, the parameter's (C29)."""
    return day + DAY * calendar.parameters.value("promptly.correction_days", day)


def _payment(day: datetime.date, calendar: Calendar) -> datetime.date:
    """第1-7 names no day: within the days of the contract paper, counted as the inspection's, from the invoice on."""
    return day + DAY * (calendar.parameters.value("payment.due_days", day) - 1)


def _month_end(day: datetime.date) -> datetime.date:
    return month_bounds(day.year, day.month)[1]


# The text asks for the visits and the driving record with the work of the counters, and for all records with the call
# reports: each is due with the monthly report that it goes with (第2-1-(2)-④, (12), 第2-2-(7)).
_NOMINAL: dict[Duty, Callable[[datetime.date, Calendar], datetime.date]] = {
    Duty.COUNTER_DAILY: _counter_daily,
    Duty.COUNTER_MONTHLY: _counter_monthly,
    Duty.CALL_MONTHLY: _call_monthly,
    Duty.OUTREACH_MONTHLY: _counter_monthly,
    Duty.DRIVING_MONTHLY: _counter_monthly,
    Duty.RECORDS_MONTHLY: _call_monthly,
    Duty.COMPLETION: _completion,
    Duty.INSPECTION: _inspection,
    Duty.CORRECTION: _correction,
    Duty.PAYMENT: _payment,
}
