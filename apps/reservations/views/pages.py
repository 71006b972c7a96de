from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from apps.accounts.requests import SignedInRequest
from apps.reservations.rooms import tabs_for

ROWS_A_PAGE: Final = 50


def paged(rows: QuerySet[Any], request: HttpRequest) -> Page[Any]:
    """The page of the list that the address asks for; nonsense is the first one."""
    return Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))


def room_page(
    request: SignedInRequest, template: str, context: dict[str, Any], *, tab: str, status: int = 200
) -> HttpResponse:
    """A page of the reservation room below its tabs."""
    frame = {"tabs": tabs_for(request.user, timezone.localdate()), "tab": tab}
    return render(request, template, frame | context, status=status)
