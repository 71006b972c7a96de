from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from apps.accounts.matrix import may
from apps.accounts.requests import SignedInRequest
from apps.reservations import actions
from apps.reservations.availability import Availability, load
from apps.reservations.forms import AvailabilityForm, HoldForm
from apps.reservations.models import Hold


def requested_availability(request: SignedInRequest, *, now: datetime, places: int = 1) -> Availability:
    """What the address asks for (desk, week, places); what it does not say has sensible defaults."""
    form = AvailabilityForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    return load(
        now=now,
        until=actions.last_bookable_day(timezone.localdate(now)),
        week=asked.get("week"),
        places=asked.get("places") or places,
        desk_id=asked.get("desk"),
    )


@require_GET
def availability(request: SignedInRequest) -> HttpResponse:
    """The week of one desk; an operator holds a slot by pressing it."""
    context = {
        "availability": requested_availability(request, now=timezone.now()),
        "may_hold": may(request.user.role, "reservations:hold", "POST"),
        "may_search": may(request.user.role, "reservations:search"),
    }
    return render(request, "reservations/availability.html", context)


@require_POST
def hold(request: SignedInRequest) -> HttpResponse:
    """Holds the pressed slot and opens its booking form."""
    form = HoldForm(request.POST)
    if not form.is_valid():
        messages.error(request, "枠と人数を選んでください。")
        return redirect("reservations:availability")
    slot, places = form.cleaned_data["slot"], form.cleaned_data["places"]
    try:
        actions.hold_slot(slot_id=slot.pk, places=places, by=request.user, now=timezone.now())
    except actions.ReservationError as error:
        messages.error(request, error.message)
        return redirect("reservations:availability")
    return redirect("reservations:book", slot_id=slot.pk)


@require_POST
def release(request: SignedInRequest, slot_id: int) -> HttpResponse:
    """Gives the operator's own hold back."""
    held = get_object_or_404(Hold.objects.for_user(request.user), slot_id=slot_id)
    actions.release_hold(slot_id=held.slot_id, by=request.user)
    messages.success(request, "仮押さえを解除しました。")
    return redirect("reservations:availability")
