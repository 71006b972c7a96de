"""Lists that somebody works off. None of them shows a name or a phone number."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from apps.accounts.matrix import may
from apps.accounts.requests import SignedInRequest
from apps.core import clock
from apps.reservations.enums import OUTCOMES
from apps.reservations.forms import DayForm
from apps.reservations.models import PickupDesk, Reservation
from apps.reservations.rooms import to_be_read_back

from .pages import paged, room_page


@require_GET
def unfinished(request: SignedInRequest) -> HttpResponse:
    """読み上げ未了: an operator's own bookings, everybody's for those who lead; oldest first."""
    rows = to_be_read_back(request.user).select_related("slot__desk", "booked_by").order_by("booked_at", "pk")
    context = {"page": paged(rows, request), "now": timezone.now()}
    return room_page(request, "reservations/unfinished.html", context, tab="unfinished")


@require_GET
def provisional(request: SignedInRequest) -> HttpResponse:
    """仮予約: bookings that still lack the city's receipt number, oldest first (C1)."""
    rows = Reservation.objects.for_user(request.user).provisional().select_related("slot__desk", "booked_by")
    context = {"page": paged(rows.order_by("booked_at", "pk"), request)}
    return room_page(request, "reservations/provisional.html", context, tab="provisional")


@require_GET
def day_list(request: SignedInRequest) -> HttpResponse:
    """Who was to come to one desk on one day, by number, and what became of it."""
    form = DayForm(request.GET)
    form.is_valid()
    day = form.cleaned_data.get("day") or timezone.localdate()
    desks = list(PickupDesk.objects.active())
    desk = next((each for each in desks if each.pk == form.cleaned_data.get("desk")), desks[0] if desks else None)
    rows = Reservation.objects.for_user(request.user).coming_on(*clock.day_bounds(day)).filter(slot__desk=desk)
    context = {
        "desks": desks,
        "desk": desk,
        "day": day,
        "rows": rows.select_related("slot").order_by("slot__starts_at", "number"),
        "outcomes": OUTCOMES,
        "may_record": may(request.user.role, "reservations:outcome", "POST") and day <= timezone.localdate(),
    }
    return room_page(request, "reservations/day_list.html", context, tab="day_list")
