"""Parts of a page that keep themselves up to date: their version is what they show (docs/decisions/0001)."""

import hashlib
import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


def live_part(request: HttpRequest, template: str, context: dict[str, Any]) -> dict[str, Any]:
    """The part as `content`, and its `version`: another one whenever anything in it is."""
    content = render_to_string(template, context, request)
    digest = hashlib.sha256(_TOKEN.sub("", content).encode()).hexdigest()
    return {"content": content, "version": digest[:16]}


def live_answer(request: HttpRequest, frame: str, template: str, context: dict[str, Any]) -> HttpResponse:
    """What an open page gets when it asks again: nothing while its `v` is still true."""
    context = context | live_part(request, template, context)
    if request.GET.get("v") == context["version"]:
        return HttpResponse(status=204)
    return render(request, frame, context)
