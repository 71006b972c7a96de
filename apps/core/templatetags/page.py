"""The page frame's own tag: a block's text used twice, as the window's title and as the heading."""

from django import template
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_block_tag
def capture(content: SafeString) -> str:
    """`{% capture as name %}…{% endcapture %}` keeps what it encloses under `name`; blank becomes the empty string."""
    return content if content.strip() else ""
