"""Where the bars and the line of a chart stand, in the units of its picture; the template draws them."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

WIDTH, HEIGHT = 1000, 300
LEFT, RIGHT, TOP, BOTTOM = 56, 56, 26, 40
STEPS = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


def answer_chart(days: Sequence[Mapping[str, Any]], target_percent: int) -> dict[str, Any] | None:
    """Answered and lost calls by day as stacked bars (left axis), the rate and the target as lines (right axis).

    Every second day has its date below it: a month's dates do not fit side by side.
    """
    if not days:
        return None
    wide, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    most = max(day["offered"] for day in days)
    step = next((step for step in STEPS if most <= step * 4), STEPS[-1] * 4)
    top = step * 4
    slot = wide / len(days)

    def at_count(count: float) -> float:
        return round(TOP + high * (1 - count / top), 1)

    def at_rate(rate: float) -> float:
        return round(TOP + high * (1 - rate / 100), 1)

    bars, points = [], []
    for index, day in enumerate(days):
        left, middle = LEFT + slot * (index + 0.18), LEFT + slot * (index + 0.5)
        lost = day["abandoned"] + day["overflow"]
        each = date.fromisoformat(day["date"])
        bars.append(
            {
                "x": round(left, 1),
                "width": round(slot * 0.64, 1),
                "answered_y": at_count(day["answered"]),
                "answered_height": round(high * day["answered"] / top, 1),
                "lost_y": at_count(day["answered"] + lost),
                "lost_height": round(high * lost / top, 1),
                "label_x": round(middle, 1),
                "label": "" if index % 2 else str(each.day) if index else f"{each.month}/{each.day}",
            }
        )
        if day["answer_rate"] is not None:
            points.append(f"{middle:.1f},{at_rate(float(Decimal(day['answer_rate'])))}")
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "left": LEFT,
        "right": WIDTH - RIGHT,
        "bottom": HEIGHT - BOTTOM,
        "bars": bars,
        "line": " ".join(points),
        "target_y": at_rate(target_percent),
        "target": target_percent,
        "counts": [(at_count(step * n), step * n) for n in range(5)],
        "rates": [(at_rate(25 * n), 25 * n) for n in range(5)],
    }
