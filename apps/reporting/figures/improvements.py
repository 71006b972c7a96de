"""What was done in the month to answer better: the answers' wording and improvements (第2-2-(4)-タ, (3)-エ)."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from apps.callcenter.models import FaqEntry, FaqVersion
from apps.reporting.withheld import Withheld
from apps.workforce.models import Improvement


def faq_updates(first: date, last: date) -> dict[str, int]:
    """第2-2-(4)-タ: answers that the city approved on these days, those that are new and those reworded, and ended."""
    return {name: rows.count() for name, rows in faq_records(first, last).items()}


def faq_records(first: date, last: date) -> dict[str, QuerySet[Any]]:
    """The answers behind these numbers; those that ended are entries, the others versions."""
    approved = FaqVersion.objects.approved_in(first, last)
    return {
        "faq_new": approved.filter(number=1),
        "faq_reworded": approved.filter(number__gt=1),
        "faq_retired": FaqEntry.objects.filter(retired_on__range=(first, last)),
        "faq_in_force": FaqVersion.objects.in_force(last),
    }


def improvements(first: date, last: date) -> list[dict[str, Any]]:
    """第2-2-(3)-エ: what was noted or carried out on these days, in the order in which it was noted."""
    return [
        {
            "improvement": each.pk,
            "noted_on": each.noted_on.isoformat(),
            "what": each.what,
            "effect": each.effect if each.done_on and each.done_on <= last else "",
            "done_on": each.done_on.isoformat() if each.done_on and each.done_on <= last else None,
        }
        for each in Withheld.now().shown(improvements_of(first, last))
    ]


def improvements_of(first: date, last: date) -> QuerySet[Improvement]:
    noted = Improvement.objects.filter(noted_on__range=(first, last))
    done = Improvement.objects.filter(done_on__range=(first, last))
    return (noted | done).order_by("noted_on", "pk")
