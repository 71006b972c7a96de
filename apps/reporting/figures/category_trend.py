"""Inquiries by category month by month, as far back as the report looks (第1-4, 第2-2-(7)-①-カ)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count
from django.db.models.functions import TruncMonth

from apps.callcenter.models import InquiryCategory
from apps.core.clock import JST, month_bounds
from apps.reporting.enums import ReportKind
from apps.reporting.models import ReportRevision
from apps.reporting.periods import Period

from .call_trend import COUNTED_NOW, ISSUED, THIS_REPORT, months_shown
from .calls import full_name, received

ByCategory = Mapping[int, int]


class IssuedCategories(NamedTuple):
    """The inquiries of a month by category as its newest issued revision says them, and which revision that is."""

    pk: int
    counts: ByCategory


def category_trend(period: Period, inquiries: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The months of the trend with their categories, each as the city received it or as it is counted now.

    `inquiries`: the report's own month by category, which is always what the report itself says.
    """
    months = months_shown(period.first)
    issued = issued_categories(months[:-1])
    counted = counted_by_category([month for month in months[:-1] if month not in issued])
    said: dict[date, ByCategory] = {**counted, **{month: each.counts for month, each in issued.items()}}
    said[period.first] = {row["category_id"]: row["count"] for row in inquiries}
    sources = {month: ISSUED if month in issued else COUNTED_NOW for month in months[:-1]}
    sources[period.first] = THIS_REPORT
    seen = {category for counts in said.values() for category, number in counts.items() if number}
    categories = InquiryCategory.objects.filter(pk__in=seen).select_related("parent").order_by("order", "pk")
    return {
        "months": [
            {"month": f"{month:%Y-%m}", "count": sum(said[month].values()), "source": sources[month]}
            for month in months
        ],
        "by_category": [
            {
                "category": full_name(each),
                "category_id": each.pk,
                "months": [{"month": f"{month:%Y-%m}", "count": said[month].get(each.pk, 0)} for month in months],
            }
            for each in categories
        ],
    }


def issued_categories(months: Sequence[date]) -> dict[date, IssuedCategories]:
    """Those of these months whose report was issued, with the inquiries as it says them."""
    revisions = (
        ReportRevision.objects.filter(
            report__kind=ReportKind.CALL_MONTHLY, report__first_on__in=months, issued_at__isnull=False
        )
        .order_by("report_id", "-number")
        .distinct("report_id")
        .values_list("report__first_on", "pk", "content__inquiries")
    )
    return {
        month: IssuedCategories(pk, {row["category_id"]: row["count"] for row in rows}) for month, pk, rows in revisions
    }


def counted_by_category(months: Sequence[date]) -> dict[date, dict[int, int]]:
    """The inquiries received in these months by category, in one query."""
    found: dict[date, dict[int, int]] = {month: defaultdict(int) for month in months}
    if months:
        last = months[-1]
        rows = received(months[0], month_bounds(last.year, last.month)[1]).order_by()
        by_month = rows.annotate(month=TruncMonth("received_at", tzinfo=JST)).values_list("month", "category_id")
        for month, category, number in by_month.annotate(number=Count("pk")):
            if (first := month.astimezone(JST).date()) in found:
                found[first][category] += number
    return found
