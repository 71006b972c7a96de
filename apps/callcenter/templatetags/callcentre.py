from django import template
from django.template import RequestContext

from apps.callcenter import surge
from apps.callcenter.models import SurgeEvent
from apps.callcenter.rooms import Tab, faq_tabs_for, tabs_for

register = template.Library()


@register.simple_tag(takes_context=True)
def call_centre_tabs(context: RequestContext) -> list[Tab]:
    """The tabs of the person who asks; a single one leads nowhere else and is left out."""
    request = context["request"]
    tabs = tabs_for(request.user.role, request.path)
    return tabs if len(tabs) > 1 else []


@register.simple_tag
def lasting_surge() -> SurgeEvent | None:
    """The surge of the telephones that has not ended, for the boards that show it."""
    return surge.lasting()


@register.simple_tag(takes_context=True)
def faq_tabs(context: RequestContext) -> list[Tab]:
    """The FAQ's own pages that are open to the person who asks."""
    request = context["request"]
    return faq_tabs_for(request.user.role, request.path)
