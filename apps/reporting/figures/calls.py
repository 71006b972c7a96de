"""Figures of the call centre (第2-2-(7)-①-ア・ウ・オ). Days are inclusive, hours half-open, one call is one row."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal

from django.db.models import Count

from apps.callcenter.counts import COUNTED, CallMonth, Tally, count_calls
from apps.callcenter.enums import Result
from apps.callcenter.models import Inquiry, InquiryCategory
from apps.callcenter.rates import cut_rate, meets, still_allowed
from apps.contracts.calendar import days_between
from apps.contracts.parameters import parameter
from apps.core.clock import WEEKDAYS, day_bounds, short_date

Span = Literal["office", "all"]
OF_A_CATEGORY = ("count", *(result.value for result in Result), "complaints", "complaints_transferred")
ENDS = ("transferred", "pending", "complaints", "complaints_transferred")


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
    return summarise(count_calls(first, last), inquiries_by_category(first, last))


def summarise(counted: CallMonth, inquiries: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """From the calls and the inquiries by category of the same days.

    `completed_inside`: None where more were transferred or left open than calls were answered.
    `may_still_lose`: of the calls offered so far, how many more could have been lost with the target still met.
    """
    total, last = counted.total(), counted.last
    target = parameter("callcenter.answer_rate_percent", last)
    ends = inquiry_ends(inquiries)
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


def by_weekday(days: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """第2-2-(7)-①-カ: the days of the grid added up by weekday, from Monday; `day_count` says how many there were."""
    of_weekday: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for day in days:
        of_weekday[date.fromisoformat(day["date"]).weekday()].append(day)
    rows = []
    for weekday, those in sorted(of_weekday.items()):
        sums = {name: sum(day[name] for day in those) for name in COUNTED}
        rate = cut_rate(sums["answered"], sums["offered"])
        rows.append({"weekday": WEEKDAYS[weekday], "day_count": len(those), **sums, "answer_rate": rate})
    return rows


def require_identity(content: Mapping[str, Any]) -> None:
    """第2-2-(7)-①-ア: 着信 = 応答 + 切電 + 溢れ in every cell, and the cells add up to days, hours and the month.

    ArithmeticError with the place otherwise: such a report is not made.
    """
    sums: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(COUNTED, 0))
    for cell in content["grid"]:
        hour = f"{cell['hour']}時台"
        _require_parts(f"{_on(cell)} {hour}", cell)
        for place in (_on(cell), hour, "合計"):
            for name in COUNTED:
                sums[place][name] += cell[name]
    wholes = [
        *((_on(day), day) for day in content["days"]),
        *((f"{row['hour']}時台", row) for row in content["hours"]),
        ("合計", content["total"]),
        ("月の集計", content["summary"]),
    ]
    for place, whole in wholes:
        _require_parts(place, whole)
        added = sums["合計" if place == "月の集計" else place]
        if any(whole[name] != added[name] for name in COUNTED):
            raise ArithmeticError(f"{place}の件数が、日別・時間帯別の件数の合計と一致しません。")


def _on(row: Mapping[str, Any]) -> str:
    return short_date(date.fromisoformat(row["date"]))


def _require_parts(place: str, row: Mapping[str, Any]) -> None:
    if row["offered"] != row["answered"] + row["abandoned"] + row["overflow"]:
        raise ArithmeticError(f"{place}の着信が、応答・切電・溢れの合計と一致しません。")


def inquiries_by_category(first: date, last: date) -> list[dict[str, Any]]:
    """第1-4, 第2-2-(7)-①-オ: the inquiries received on these days by main category, result and complaint, in order.

    Counted in one query by what stands in the inquiries themselves; the few names are looked up afterwards.
    """
    groups = received(first, last).order_by().values_list("category_id", "result", "is_complaint")
    rows: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(OF_A_CATEGORY, 0))
    for category, result, is_complaint, number in groups.annotate(number=Count("*")):
        row = rows[category]
        row["count"] += number
        row[result] += number
        if is_complaint:
            row["complaints"] += number
            row["complaints_transferred"] += number if result == Result.TRANSFERRED else 0
    categories = InquiryCategory.objects.filter(pk__in=rows).select_related("parent").order_by("order", "pk")
    return [{"category": full_name(each), "category_id": each.pk, **rows[each.pk]} for each in categories]


def inquiry_ends(inquiries: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """How the inquiries ended, from their categories (C17: completed inside = 応答 − 転送 − 未了)."""
    rows = list(inquiries)
    return {key: sum(row[key] for row in rows) for key in ENDS}


def full_name(category: InquiryCategory) -> str:
    """受取予約・変更: a category below a heading is named with it."""
    return f"{category.parent.name}・{category.name}" if category.parent else category.name


def received(first: date, last: date) -> Any:
    return Inquiry.objects.filter(received_at__gte=day_bounds(first)[0], received_at__lt=day_bounds(last)[1])
