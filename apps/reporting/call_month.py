"""What the call centre's monthly report says, item by item of the contract (第2-2-(7)-①-ア to キ)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from apps.callcenter.counts import count_calls
from apps.callcenter.rates import cut_rate
from apps.contracts.calendar import Calendar

from .figures import calls
from .figures.call_trend import monthly_trend
from .figures.category_trend import category_trend
from .figures.definitions import defined
from .figures.improvements import faq_updates, improvements
from .figures.log_state import Unpaired, log_state, undecided_by_day, undecided_summary
from .figures.orders import ordered_items
from .figures.reservations import reservations_taken
from .figures.seats import seats_placed
from .periods import Period


def call_month(period: Period, calendar: Calendar, made_on: date) -> dict[str, Any]:
    """The figures, and empty places for what a person writes when the month was below the target.

    ArithmeticError where the counts do not add up.
    """
    short = calendar.parameters.value("callcenter.short_abandon_seconds", period.last)
    target = calendar.parameters.value("callcenter.answer_rate_percent", period.last)
    counted = count_calls(*period, calendar)
    inquiries = calls.inquiries_by_category(*period)
    undecided = undecided_by_day(period, calendar)
    summary = calls.summarise(counted, inquiries) | undecided_summary(undecided)
    total = counted.total()
    days = counted.by_day()
    answered, completed = summary["answered"], summary["completed_inside"]
    body: dict[str, Any] = {
        **defined(period.last, calendar, made_on),
        "target_percent": target,
        "short_seconds": short,
        "summary": summary,
        "reference_rate": cut_rate(answered, summary["offered"] - summary["abandoned_short"]),
        "completed_rate": None if completed is None else cut_rate(completed, answered),
        "transferred_rate": None if completed is None else cut_rate(summary["transferred"], answered),
        "pending_rate": None if completed is None else cut_rate(summary["pending"], answered),
        "log": log_state(counted, undecided, made_on).as_content(),
        "days": days,
        "hours": counted.by_hour(),
        "weekdays": calls.by_weekday(days),
        "total": total.as_row(),
        "grid": [calls.as_cell(day, hour, counted.cell(day, hour)) for day, hour in counted.grid_keys()],
        "closed_day_out_of_hours": summary["out_of_hours"] - sum(day["out_of_hours"] for day in days),
        "inquiries": inquiries,
        "reservations": reservations_taken(*period, [date.fromisoformat(day["date"]) for day in days]),
        "seats": seats_placed(*period, calendar, made_on),
        "trend": monthly_trend(period, total, calendar),
        "categories": category_trend(period, inquiries),
        "faq": faq_updates(*period),
        "improvements": improvements(*period),
        "orders": ordered_items(period.first),
        "cause": "",
        "measure": "",
        "proposal": "",
        "log_checked_by": "",
    }
    calls.require_identity(body)
    return body


def without_each_other(period: Period, calendar: Calendar, body: Mapping[str, Any]) -> dict[str, int]:
    """第2-2-(7)-①-ウ: answered calls and inquiries that have no other; they are brought together one by one."""
    inquiries = sum(row["count"] for row in body["inquiries"])
    return Unpaired(period, calendar).counts(body["summary"]["answered"], inquiries)
