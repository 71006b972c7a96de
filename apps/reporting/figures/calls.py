"""Figures of the call centre (第2-2-(7)-①-ア・ウ・オ). Days are inclusive, hours half-open, one call is one row."""

from datetime import date
from typing import Any, Literal

from django.db.models import Count, Q

from apps.callcenter.counts import COUNTED, CallMonth, Tally, count_calls
from apps.callcenter.enums import Result
from apps.callcenter.models import Inquiry
from apps.callcenter.rates import cut_rate, meets, still_allowed
from apps.contracts.calendar import days_between
from apps.contracts.parameters import parameter
from apps.core.clock import day_bounds

Span = Literal["office", "all"]


def call_grid(first: date, last: date, hours: Span = "office") -> list[dict[str, Any]]:
    """第2-2-(7)-①-ア: by day and hour; "all" has 24 hours of every day and the calls out of hours in a column."""
    counted = count_calls(first, last)
    if hours == "office":
        return [as_cell(day, hour, counted.cell(day, hour)) for day, hour in counted.grid_keys()]
    return [
        as_cell(day, hour, tally) | {"out_of_hours": tally.out_of_hours}
        for day in days_between(first, last)
        for hour in range(24)
        for tally in [counted.cell(day, hour)]
    ]


def as_cell(day: date, hour: int, tally: Tally) -> dict[str, Any]:
    return {"date": day.isoformat(), "hour": hour, **{name: getattr(tally, name) for name in COUNTED}}


def call_summary(first: date, last: date) -> dict[str, Any]:
    """第2-2-(7)-①-ア・ウ・オ for these days; the rate is pooled and judged in integers (第2-2-(3)-ア)."""
    return summarise(count_calls(first, last))


def summarise(counted: CallMonth) -> dict[str, Any]:
    """`may_still_lose`: of the calls offered so far, how many more could have been lost with the target still met."""
    total, last = counted.total(), counted.last
    target = parameter("callcenter.answer_rate_percent", last)
    ends = inquiry_ends(counted.first, last)
    inside = total.answered - ends["transferred"] - ends["pending"]
    return {
        "offered": total.offered,
        "answered": total.answered,
        "abandoned": total.abandoned,
        "abandoned_short": total.abandoned_short,
        "overflow": total.overflow,
        "out_of_hours": total.out_of_hours,
        "answer_rate": cut_rate(total.answered, total.offered),
        "meets_90": meets(total.answered, total.offered, target),
        "may_still_lose": still_allowed(total.answered, total.offered, target),
        "transferred": ends["transferred"],
        "completed_inside": inside if inside >= 0 else None,
        "pending": ends["pending"],
        "complaints": ends["complaints"],
        "complaints_transferred": ends["complaints_transferred"],
    }


def inquiry_ends(first: date, last: date) -> dict[str, int]:
    """How the inquiries received on these days ended (C17: completed inside = 応答 − 転送 − 未了)."""
    transferred, complaint = Q(result=Result.TRANSFERRED), Q(is_complaint=True)
    return received(first, last).aggregate(
        transferred=Count("pk", filter=transferred),
        pending=Count("pk", filter=Q(result=Result.PENDING)),
        complaints=Count("pk", filter=complaint),
        complaints_transferred=Count("pk", filter=complaint & transferred),
    )


def inquiries_by_category(first: date, last: date) -> list[dict[str, Any]]:
    """第1-4: the inquiries received on these days by main category and result, in the order of the categories."""
    rows = (
        received(first, last)
        .order_by("category__order", "category__pk")
        .values("category__name", "category__parent__name", "category__order", "category__pk")
        .annotate(
            count=Count("pk"),
            **{result.value: Count("pk", filter=Q(result=result)) for result in Result},
            complaints=Count("pk", filter=Q(is_complaint=True)),
        )
    )
    kept = ("count", *(result.value for result in Result), "complaints")
    return [{"category": full_name(row), **{key: row[key] for key in kept}} for row in rows]


def full_name(row: dict[str, Any]) -> str:
    """受取予約・変更: a category below a heading is named with it."""
    heading, name = row["category__parent__name"], row["category__name"]
    return f"{heading}・{name}" if heading else str(name)


def received(first: date, last: date) -> Any:
    return Inquiry.objects.filter(received_at__gte=day_bounds(first)[0], received_at__lt=day_bounds(last)[1])
