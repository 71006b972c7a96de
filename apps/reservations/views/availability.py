from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from apps.accounts.matrix import may
from apps.accounts.requests import SignedInRequest
from apps.contracts.parameters import parameter
from apps.reservations import actions
from apps.reservations.availability import Availability, load
from apps.reservations.forms import AvailabilityForm, HoldForm
from apps.reservations.models import Hold

from .pages import room_page


def requested_availability(
    request: SignedInRequest, *, window: actions.Window, places: int = 1, spread: bool = False
) -> Availability:
    """What the address asks for (desk, week, places, spread); what it does not say has sensible defaults."""
    form = AvailabilityForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    return load(
        window=window,
        week=asked.get("week"),
        places=asked.get("places") or places,
        desk_id=asked.get("desk"),
        spread=asked.get("spread") or spread,
        weeks_shown=parameter("reservations.weeks_shown", timezone.localdate(window.now)),
    )


def days_and_slots(availability: Availability, day: date | None) -> dict[str, Any]:
    """For narrow places: the days ahead of the shown desk that have slots, week by week, and the slots of one day.

    Without a day it is that of the earliest offer.
    """
    today = timezone.localdate(availability.as_of)
    day = day or timezone.localdate(getattr(availability.desk, "earliest", None) or availability.as_of)
    weeks = [[each for each in week if each.open_slots and each.day >= today] for week in availability.weeks]
    of_day = [cell for cell in availability.cells if timezone.localdate(cell.starts_at) == day]
    return {
        "availability": availability,
        "day": day,
        "cells": [cell for cell in of_day if not cell.is_past],
        "weeks": [week for week in weeks if week],
    }


def requested_day(request: SignedInRequest) -> date | None:
    """The very day that the address asks for, where it does."""
    form = AvailabilityForm(request.GET)
    form.is_valid()
    return form.cleaned_data.get("week")


@require_GET
def availability(request: SignedInRequest) -> HttpResponse:
    """The weeks ahead and one week of one desk; an operator holds a slot by pressing it."""
    context = {
        "availability": requested_availability(request, window=actions.Window.at(timezone.now())),
        "may_hold": may(request.user.role, "reservations:hold", "POST"),
        "may_wait": may(request.user.role, "reservations:waiting_create", "POST"),
    }
    return room_page(request, "reservations/availability.html", context, tab="availability")


@require_POST
def hold(request: SignedInRequest) -> HttpResponse:
    """Holds the pressed slot, and those after it where the people need them, and opens the booking form."""
    form = HoldForm(request.POST)
    if not form.is_valid():
        messages.error(request, "枠と人数を選んでください。")
        return redirect("reservations:availability")
    slot, places, spread = (form.cleaned_data[name] for name in ("slot", "places", "spread"))
    try:
        actions.hold_slot(slot_id=slot.pk, places=places, by=request.user, now=timezone.now(), spread=spread)
    except actions.ReservationError as error:
        messages.error(request, error.message)
        return redirect("reservations:availability")
    return redirect(reverse("reservations:book", args=[slot.pk], query={"spread": "on"} if spread else None))


@require_POST
def release(request: SignedInRequest, slot_id: int) -> HttpResponse:
    """Gives the operator's own hold back."""
    held = get_object_or_404(Hold.objects.for_user(request.user), slot_id=slot_id)
    actions.release_hold(slot_id=held.slot_id, by=request.user)
    messages.success(request, "仮押さえを解除しました。")
    return redirect("reservations:availability")
