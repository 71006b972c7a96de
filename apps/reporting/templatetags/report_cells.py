"""Numbers that open their records."""

from typing import Any
from urllib.parse import quote

from django import template
from django.template import Context
from django.utils.html import format_html

from apps.reporting.cells.keys import Key

register = template.Library()
NOTHING = (0, None, "", "—", "0")


@register.filter
def changed(value: Any) -> Any:
    """One side of a difference: "—" where there is nothing, a count with its thousands, else as it is."""
    if value is None:
        return "—"
    return f"{value:,}" if type(value) is int else value


@register.simple_tag(takes_context=True)
def cell(context: Context, shown: Any, key: Key | None, before: str = "", after: str = "") -> Any:
    """A number as a link to its records; plain where it has none, is 0, or the page names no place for them.

    `before` and `after` are words around it. Of the context:
    `cells_at` is the address that the key completes, `open_numbers` says which keys lead somewhere.
    """
    address, numbers = context.get("cells_at"), context.get("open_numbers")
    if key is None or not address or numbers is None or shown in NOTHING or not numbers.opens(key):
        return format_html("{}{}{}", before, "" if shown is None else shown, after)
    link = '{}<a class="cell" href="{}{}">{}</a>{}'
    return format_html(link, before, address, quote(str(key), safe=":/*"), shown, after)
