from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from apps.accounts.requests import SignedInRequest
from apps.reservations import actions
from apps.reservations.availability import next_offers
from apps.reservations.forms import BookingForm
from apps.reservations.models import Hold, Slot


@require_http_methods(["GET", "POST"])
def book(request: SignedInRequest, slot_id: int) -> HttpResponse:
    """The caller's name and number for one slot. Full meanwhile: the form comes back filled, with the next offers.

    A slot that nobody may book any more is answered with its sentence; what was typed meanwhile is never thrown away.
    """
    now = timezone.now()
    slot = get_object_or_404(Slot.objects.select_related("desk"), pk=slot_id)
    held = Hold.objects.for_user(request.user).live(now).filter(slot=slot).first()
    offers: list[Slot] = []
    status, refusal = 200, ""
    if request.method == "POST":
        form = BookingForm(request.POST, capacity=slot.capacity)
        if form.is_valid():
            try:
                reservation = actions.book(
                    slot_id=slot.pk,
                    applicant=form.applicant,
                    party_size=form.cleaned_data["party_size"],
                    submission_key=form.cleaned_data["submission_key"],
                    by=request.user,
                    now=now,
                )
            except actions.ReservationError as error:
                form.add_error(None, error.message)
                status = 409
                until = actions.last_bookable_day(timezone.localdate(now))
                offers = next_offers(slot=slot, now=now, until=until, places=form.cleaned_data["party_size"])
            else:
                return redirect("reservations:detail", number=reservation.number)
    else:
        form = BookingForm(initial={"party_size": held.places if held else 1}, capacity=slot.capacity)
        refusal = actions.why_not_bookable(slot, now=now)
    context = {"slot": slot, "held": held, "form": form, "offers": offers, "refusal": refusal}
    return render(request, "reservations/book.html", context, status=status)
