"""The facilities' way in keeps to itself: its own host where there is one, and headers that let no address out."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import split_domain_port

from .links import own_host

PREFIX = "/f/"
FACILITY_URLS = "kawagoe_mynumber.facility_urls"
FACILITY_FRAME = "outreach/facility/base.html"
ASKED_BY_OURSELVES = (None, "same-origin")


class FacilityHostMiddleware:
    """Shows facilities nothing but their own pages, and these pages nowhere else, once FACILITY_HOST is set."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_facility_path = request.path.startswith(PREFIX)
        if host := own_host():
            if _domain(request.get_host()) == _domain(host):
                request.urlconf = FACILITY_URLS
            elif is_facility_path:
                raise Http404
        if is_facility_path:
            request.frame = FACILITY_FRAME  # type: ignore[attr-defined]
            _name_own_origin(request)
        response = self.get_response(request)
        if is_facility_path:
            response["Referrer-Policy"] = "no-referrer"
            response["Cache-Control"] = "no-store, private"
            response["X-Robots-Tag"] = "noindex, nofollow"
        return response


def _domain(host: str) -> str:
    """The name alone, as Django compares it with ALLOWED_HOSTS: another port or a dot at the end is the same host."""
    return split_domain_port(host)[0]


def _name_own_origin(request: HttpRequest) -> None:
    """A page that sends no Referer sends its forms with `Origin: null`, which Django refuses.

    Where the browser says that the form is one of ours (Sec-Fetch-Site, which no page can forge), it stands for our own
    origin. Browsers that do not say it are held to the form's token alone, which nobody else can read or set.
    """
    if request.META.get("HTTP_ORIGIN") == "null" and request.headers.get("Sec-Fetch-Site") in ASKED_BY_OURSELVES:
        request.META["HTTP_ORIGIN"] = f"{request.scheme}://{request.get_host()}"
