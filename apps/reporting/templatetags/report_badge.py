"""What waits at the reports: a count in the menu of every page, and the counts on the desk of whoever has to act."""

from typing import Any

from django import template
from django.template import RequestContext
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.accounts.models import User
from apps.accounts.navigation import desk_of
from apps.reporting.reminders import badge_of, notices_of

register = template.Library()


@register.simple_tag(takes_context=True)
def report_badge(context: RequestContext, url: str) -> SafeString | str:
    """How many reports wait for the reader's role, beside 報告 in the menu: `{% report_badge item.url %}`; no query."""
    user = context.get("user")
    if not isinstance(user, User) or url != reverse("reporting:list"):
        return ""
    count = badge_of(user.role)
    if not count:
        return ""
    return format_html('<span class="badge">{}<span class="visually-hidden">件の報告書が対応待ち</span></span>', count)


@register.inclusion_tag("reporting/_notices.html", takes_context=True)
def report_notices(context: RequestContext) -> dict[str, Any]:
    """Each count with a link to its list; only on the reader's desk, and without a query."""
    user, request = context.get("user"), context.get("request")
    if not isinstance(user, User) or request is None or request.path != desk_of(user.role):
        return {"notices": []}
    return {"notices": notices_of(user.role)}
