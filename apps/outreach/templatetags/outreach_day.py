from typing import Any

from django import template
from django.template import RequestContext

from apps.outreach.models import Visit
from apps.outreach.visit_day import page_parts

register = template.Library()


@register.simple_tag(takes_context=True)
def visit_day_parts(context: RequestContext, visit: Visit) -> dict[str, Any]:
    """What the visit's own page shows of its day; loaded once for both of its parts."""
    request = context["request"]
    if getattr(visit, "day_parts", None) is None:
        visit.day_parts = page_parts(visit, request.user)  # type: ignore[attr-defined]
    return visit.day_parts  # type: ignore[attr-defined, no-any-return]
