from typing import Any

from django import template
from django.template import RequestContext

from apps.accounts.matrix import may
from apps.accounts.models import User
from apps.callcenter.incidents import alarm_seconds

register = template.Library()


@register.inclusion_tag("callcenter/_emergency_alarm.html", takes_context=True)
def emergency_alarm(context: RequestContext) -> dict[str, Any]:
    """The banner's empty place, which asks by itself, on the own pages of those who must know; no query."""
    request = context.get("request")
    user = getattr(request, "user", None)
    match = getattr(request, "resolver_match", None)
    asks = isinstance(user, User) and may(user.role, "callcenter:emergency_alarm") and match and match.namespace
    return {"seconds": alarm_seconds(user.role), "is_first": True} if asks and isinstance(user, User) else {}
