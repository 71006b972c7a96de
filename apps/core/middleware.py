"""Headers that every response carries, the request's own id, and the answer where two people met."""

import re
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.core.db import has_met_another
from apps.core.logs import request_id

GetResponse = Callable[[HttpRequest], HttpResponse]
RETRY_AFTER_SECONDS = 5
MET_ANOTHER = (
    "ほかの人の操作と重なったため、保存できませんでした。少し待ってから、もう一度お試しください。"
    "入力した内容は残っています。"
)
SECRETS = re.compile(r"password|token|credential|^code$", re.IGNORECASE)
"""Names of fields that no page gives back: what signs somebody in, or opens a link."""


class RequestIdMiddleware:
    """Gives each request an id that its log lines and its answer carry."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        identifier = uuid.uuid4().hex
        token = request_id.set(identifier)
        try:
            response = self.get_response(request)
        finally:
            request_id.reset(token)
        response["X-Request-ID"] = identifier
        return response


class ResponseHeadersMiddleware:
    """Keeps pages out of every cache and off the device's sensors."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith("/static/"):
            response.setdefault("Cache-Control", "no-store, private")
        response.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class MetAnotherMiddleware:
    """503 instead of a fault where somebody else's lock was in the way for too long, or a deadlock was ended.

    Nothing typed is lost. htmx leaves the page as it is and shows the sentence. A page that was left by its form comes
    back with a button that sends the same fields again; files and secrets only the browser can send, by reloading.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not has_met_another(exception):
            return None
        if "HX-Request" in request.headers:
            response = HttpResponse(MET_ANOTHER, status=503, content_type="text/plain; charset=utf-8")
        else:
            context = {"frame": getattr(request, "frame", "base.html"), "fields": _fields_to_send_again(request)}
            response = render(request, "503.html", context, status=503)
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response


def _fields_to_send_again(request: HttpRequest) -> list[tuple[str, str]] | None:
    """Each field of the form with its value, in order; None where only the browser can send it again."""
    names = [name for name in request.POST if name != "csrfmiddlewaretoken"]
    if request.FILES or any(SECRETS.search(name) for name in names):
        return None
    return [(name, value) for name in names for value in request.POST.getlist(name)]
