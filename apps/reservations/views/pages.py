from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from apps.accounts.requests import SignedInRequest
from apps.reservations.rooms import tabs_for

ROWS_A_PAGE: Final = 50
PANEL: Final = "booking-panel"
JUST_NOW: Final = "new"
"""In the address of a reservation that the panel has booked this moment."""


def paged(rows: QuerySet[Any], request: HttpRequest) -> Page[Any]:
    """The page of the list that the address asks for; nonsense is the first one."""
    return Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))


def in_panel(request: HttpRequest) -> bool:
    """Whether the booking panel of the operator's desk asks: it replaces itself with what is answered."""
    return request.headers.get("HX-Target") == PANEL


def panel_or_page(
    request: HttpRequest, fragment: str, page: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """The same answer as a state of the booking panel, where htmx shows no error's status, or as a page of its own."""
    is_panel = in_panel(request)
    response = render(request, fragment if is_panel else page, context, status=200 if is_panel else status)
    patch_vary_headers(response, ("HX-Target",))
    return response


def room_page(
    request: SignedInRequest, template: str, context: dict[str, Any], *, tab: str, status: int = 200
) -> HttpResponse:
    """A page of the reservation room below its tabs."""
    frame = {"tabs": tabs_for(request.user, timezone.localdate()), "tab": tab}
    return render(request, template, frame | context, status=status)
