"""What the city ordered besides for the month, with the contractor's answers (第2-2-(7)-①-キ)."""

from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from apps.reporting.models import OrderAnswer, ReportOrder
from apps.reporting.withheld import Withheld


def ordered_items(month: date) -> list[dict[str, Any]]:
    """第2-2-(7)-①-キ: the orders in force in the month (its first day), oldest first; unanswered is an empty text."""
    answers = Prefetch("answers", OrderAnswer.objects.filter(month=month).prefetch_related("rows"))
    orders = ReportOrder.objects.for_month(month).prefetch_related(answers).order_by("ordered_at", "pk")
    return [_item(order, next(iter(order.answers.all()), None)) for order in Withheld.now().shown(orders)]


def _item(order: ReportOrder, answer: OrderAnswer | None) -> dict[str, Any]:
    rows = answer.rows.all() if answer else ()
    return {
        "order_id": order.pk,
        "item": order.subject,
        "wish": order.wish,
        "ordered_on": timezone.localdate(order.ordered_at).isoformat(),
        "answer": answer.text if answer else "",
        "answered_on": timezone.localdate(answer.answered_at).isoformat() if answer else None,
        "table": [{"item": row.label, "number": str(row.value), "unit": row.unit} for row in rows],
    }
