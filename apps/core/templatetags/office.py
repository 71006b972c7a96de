"""Template tags that every page may use (a builtin library)."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.core import clock

register = template.Library()

SYMBOLS = {"ok": "●", "warn": "▲", "error": "■", "info": "✓", "off": "○"}
NOTHING = "—"


@register.filter
def long_date(day: date | None) -> str:
    """`2025年6月2日（月）`"""
    return clock.long_date(day) if day else NOTHING


@register.filter
def short_date(day: date | None) -> str:
    """`6/2（月）`"""
    return clock.short_date(day) if day else NOTHING


@register.filter
def short_datetime(moment: datetime | None) -> str:
    """`6/2（月） 13:05`, in Japan's time."""
    if not moment:
        return NOTHING
    local = moment.astimezone(clock.JST)
    return f"{clock.short_date(local)} {local:%H:%M}"


@register.filter
def rate(value: "Fraction | Decimal | str | int | tuple[int, int] | None") -> str:
    """A rate cut, never rounded, to a tenth of a per cent: `91.2%`; `—` where nothing was offered.

    Takes a part and its whole `(912, 1000)`, a `Fraction` of one, or a figure that already is per cent ("91.2").
    """
    if isinstance(value, tuple):
        part, whole = value
        value = Fraction(part, whole) if whole else None
    if value is None or value == "":
        return NOTHING
    per_cent = value * 100 if isinstance(value, Fraction) else Fraction(value)
    whole_part, tenth = divmod(int(per_cent * 10), 10)
    return f"{whole_part}.{tenth}%"


@register.simple_tag
def state(kind: str, word: str) -> SafeString:
    """A state by symbol and word, never by colour alone: `{% state "ok" "開設中" %}`."""
    return format_html(
        '<span class="state state--{}"><span aria-hidden="true">{}</span> {}</span>', kind, SYMBOLS[kind], word
    )
