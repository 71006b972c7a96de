from django import template
from django.template import RequestContext

from apps.callcenter.rooms import Tab, tabs_for

register = template.Library()


@register.simple_tag(takes_context=True)
def call_centre_tabs(context: RequestContext) -> list[Tab]:
    """The tabs of the person who asks; a single one leads nowhere else and is left out."""
    request = context["request"]
    tabs = tabs_for(request.user.role, request.path)
    return tabs if len(tabs) > 1 else []
