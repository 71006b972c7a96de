"""Template tags that every page may use (a builtin library)."""

from django import template

register = template.Library()
