from datetime import datetime
from typing import Any

from django.db.models import Min, QuerySet, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from apps.accounts.models import User
from apps.accounts.requests import SignedInRequest
from apps.reservations import actions
from apps.reservations.availability import next_offers
from apps.reservations.forms import AvailabilityForm, BookingForm
from apps.reservations.models import Hold, Reservation, Slot


def held_with(slot: Slot, *, by: User, now: datetime) -> tuple[dict[str, Any] | None, QuerySet[Hold]]:
    """The user's live hold of a slot and of those held with it: `places` and `expires_at` (None without), its rows."""
    own = Hold.objects.for_user(by).live(now)
    run = own.filter(run__in=own.filter(slot=slot).values("run"))
    held = run.aggregate(places=Sum("places"), expires_at=Min("expires_at"))
    return (held if held["places"] else None), run.select_related("slot").order_by("slot__starts_at")


def book_by_form(form: BookingForm, slot: Slot, *, by: User, now: datetime) -> Reservation:
    """Books what a valid form says. Raises ReservationError."""
    data = form.cleaned_data
    return actions.book(
        slot_id=slot.pk,
        applicant=form.applicant,
        party_size=data["party_size"],
        submission_key=data["submission_key"],
        by=by,
        now=now,
        spread=data["spread"],
        case=data["case"],
    )


@require_http_methods(["GET", "POST"])
def book(request: SignedInRequest, slot_id: int) -> HttpResponse:
    """The caller's name and number for one slot. Full meanwhile: the form comes back filled, with the next offers.

    A slot that nobody may book any more is answered with its sentence; what was typed meanwhile is never thrown away.
    """
    now = timezone.now()
    slot = get_object_or_404(Slot.objects.select_related("desk"), pk=slot_id)
    held, run = held_with(slot, by=request.user, now=now)
    offers: list[Slot] = []
    status, refusal = 200, ""
    if request.method == "POST":
        form = BookingForm(request.POST, capacity=slot.capacity)
        if form.is_valid():
            data = form.cleaned_data
            try:
                reservation = book_by_form(form, slot, by=request.user, now=now)
            except actions.ReservationError as error:
                form.add_error(None, error.message)
                status = 409
                offers = next_offers(
                    slot=slot, window=actions.Window.at(now), places=data["party_size"], spread=data["spread"]
                )
            else:
                return redirect("reservations:detail", number=reservation.number)
    else:
        asked = AvailabilityForm(request.GET)
        spread = asked.is_valid() and asked.cleaned_data["spread"]
        places = held["places"] if held else 1
        form = BookingForm(initial={"party_size": places, "spread": spread}, capacity=slot.capacity)
        refusal = actions.why_not_bookable(slot, now=now)
    context = {
        "slot": slot,
        "held": held,
        "run": run,
        "form": form,
        "offers": offers,
        "refusal": refusal,
    }
    return render(request, "reservations/book.html", context, status=status)
