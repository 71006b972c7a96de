"""Numbers that open their records."""

from typing import Any
from urllib.parse import quote

from django import template
from django.template import Context
from django.utils.html import format_html

from apps.reporting.cells.keys import Key

register = template.Library()
NOTHING = (0, None, "", "—", "0")


@register.simple_tag(takes_context=True)
def cell(context: Context, shown: Any, key: Key | None) -> Any:
    """A number as a link to its records; plain where it has none, is 0, or the page names no place for them.

    `cells_at` of the context is the address that the key completes.
    """
    address = context.get("cells_at")
    if key is None or not address or shown in NOTHING:
        return "" if shown is None else shown
    return format_html('<a class="cell" href="{}{}">{}</a>', address, quote(str(key), safe=":/*"), shown)
