from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from apps.accounts.actions import record_access
from apps.accounts.enums import AccessKind
from apps.accounts.matrix import may
from apps.accounts.requests import SignedInRequest
from apps.contracts.parameters import parameter
from apps.reservations import actions
from apps.reservations.enums import OUTCOMES, ReservationStatus
from apps.reservations.forms import (
    CancelForm,
    ChangeForm,
    CityNumberForm,
    OutcomeForm,
    ReadBackForm,
    SearchForm,
    UnmaskForm,
)
from apps.reservations.history import history_of
from apps.reservations.models import BringList, RecordWatch, Reservation, TransitionNotAllowed
from apps.reservations.models.bookings import ReservationQuerySet

from .availability import days_and_slots, requested_availability, requested_day
from .pages import JUST_NOW, in_panel, panel_or_page, room_page

SEARCH_LIMIT: Final = 20
JUST_BOOKED: Final = timedelta(minutes=10)
BOOKED: Final = "reservation-booked"
FOUND: Final = "reservation-found"
"""Events of the booking panel for the desk around it, with the receipt number."""


def _reservation_or_404(request: SignedInRequest, number: int) -> Reservation:
    visible = Reservation.objects.for_user(request.user).with_place_and_people()
    return get_object_or_404(visible, number=str(number))


def _typed_a_moment_ago(request: SignedInRequest, reservation: Reservation) -> bool:
    """The operator who has just written the name down may see it until it is read back."""
    return (
        reservation.booked_by_id == request.user.pk
        and reservation.awaits_read_back
        and timezone.now() - reservation.booked_at < JUST_BOOKED
    )


def _card(
    request: SignedInRequest,
    reservation: Reservation,
    *,
    unmask_reason: str = "",
    status: int = 200,
    **forms: Any,
) -> HttpResponse:
    """The page of one reservation. Writes the access row that every look at it costs."""
    just_booked = _typed_a_moment_ago(request, reservation)
    if unmask_reason:
        record_access(request, AccessKind.UNMASK, reservation, unmask_reason)
    else:
        record_access(request, AccessKind.VIEW, reservation, "予約直後の読み上げ" if just_booked else "")
    role = request.user.role
    changes = list(
        reservation.changes.select_related("old_slot__desk", "new_slot__desk", "changed_by").order_by("changed_at")
    )
    now = timezone.now()
    due = reservation.slot.day <= timezone.localdate(now)
    bring = {each.case: each for each in BringList.objects.in_force(reservation.slot.day)}
    context = {
        "reservation": reservation,
        "further_slots": list(reservation.further_slots.select_related("slot")),
        "notices": list(reservation.call_notices.unsettled().select_related("slot")),
        "others": _who_else(request, reservation, now),
        "bring": bring.pop(reservation.case, None),
        "bring_else": list(bring.values()),
        "is_unmasked": bool(unmask_reason) or just_booked,
        "history": history_of(reservation, changes),
        "may_edit": may(role, "reservations:cancel", "POST"),
        "may_unmask": may(role, "reservations:unmask", "POST"),
        "outcomes": [outcome for outcome in OUTCOMES if due and reservation.can_become(outcome)],
        "cancel_form": CancelForm(prefix="cancel"),
        "unmask_form": UnmaskForm(prefix="unmask"),
        "read_back_form": ReadBackForm(),
        "city_number_form": _city_number_form(),
        **forms,
    }
    if in_panel(request) and reservation.awaits_read_back:
        context["read_back_form"].fields["read_back"].widget.attrs["autofocus"] = True
    response = panel_or_page(
        request, "reservations/_desk_reservation.html", "reservations/detail.html", context, status=status
    )
    if in_panel(request):
        event = BOOKED if JUST_NOW in request.GET else FOUND
        trigger_client_event(response, event, {"number": reservation.number})
    return response


def _city_number_form(data: QueryDict | None = None) -> CityNumberForm:
    pattern = parameter("reservations.city_number_pattern", timezone.localdate())
    return CityNumberForm(data, prefix="city", pattern=pattern)


def _who_else(request: SignedInRequest, reservation: Reservation, now: datetime) -> list[RecordWatch]:
    """The others who have the record open; from now on so has this person. Who only reads disturbs nobody."""
    if not may(request.user.role, "reservations:change", "POST"):
        return []
    return actions.watch(reservation=reservation, by=request.user, now=now)


@require_GET
def presence(request: SignedInRequest, number: int) -> HttpResponse:
    """Who else has the record open, asked again every few seconds by the open page."""
    reservation = get_object_or_404(Reservation.objects.for_user(request.user), number=str(number))
    context = {"reservation": reservation, "others": _who_else(request, reservation, timezone.now())}
    return render(request, "reservations/_presence.html", context)


@require_POST
def city_number(request: SignedInRequest, number: int) -> HttpResponse:
    """The city's receipt number, read off its system: the booking is no longer 仮."""
    reservation = _reservation_or_404(request, number)
    form = _city_number_form(request.POST)
    if not form.is_valid():
        return _card(request, reservation, city_number_form=form)
    try:
        actions.enter_city_number(
            reservation=reservation, number=form.cleaned_data["number"], by=request.user, now=timezone.now()
        )
    except (actions.ReservationError, TransitionNotAllowed) as error:
        form.add_error("number", error.message)
        return _card(request, reservation, city_number_form=form, status=409)
    messages.success(request, "市の受付番号を記録しました。予約は確定です。")
    return redirect("reservations:detail", number=number)


@require_GET
def detail(request: SignedInRequest, number: int) -> HttpResponse:
    """The read-back card and the history of one reservation, masked."""
    return _card(request, _reservation_or_404(request, number))


@require_POST
def unmask(request: SignedInRequest, number: int) -> HttpResponse:
    """The same page once with name and phone, for a reason that goes into the access log."""
    reservation = _reservation_or_404(request, number)
    form = UnmaskForm(request.POST, prefix="unmask")
    if not form.is_valid():
        return _card(request, reservation, unmask_form=form)
    return _card(request, reservation, unmask_reason=form.cleaned_data["reason"])


@require_POST
def read_back(request: SignedInRequest, number: int) -> HttpResponse:
    """The caller has heard everything: the booking is finished."""
    reservation = _reservation_or_404(request, number)
    form = ReadBackForm(request.POST)
    if not form.is_valid():
        return _card(request, reservation, read_back_form=form)
    try:
        actions.confirm_read_back(reservation=reservation, by=request.user, now=timezone.now())
    except actions.ReservationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "読み上げを記録しました。予約の受付は完了です。")
    return redirect("reservations:detail", number=number)


@require_POST
def cancel(request: SignedInRequest, number: int) -> HttpResponse:
    """Cancels with a reason and gives the places back."""
    reservation = _reservation_or_404(request, number)
    form = CancelForm(request.POST, prefix="cancel")
    if not form.is_valid():
        return _card(request, reservation, cancel_form=form)
    try:
        actions.cancel(reservation=reservation, reason=form.cleaned_data["reason"], by=request.user, now=timezone.now())
    except (actions.ReservationError, TransitionNotAllowed) as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "予約を取り消しました。")
    return redirect("reservations:detail", number=number)


@require_POST
def outcome(request: SignedInRequest, number: int) -> HttpResponse:
    """Whether the citizen came."""
    reservation = _reservation_or_404(request, number)
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        messages.error(request, "来所・不来所・不明のどれかを選んでください。")
        return redirect("reservations:detail", number=number)
    chosen = ReservationStatus(form.cleaned_data["outcome"])
    try:
        actions.record_outcome(reservation=reservation, outcome=chosen, by=request.user, now=timezone.now())
    except (actions.ReservationError, TransitionNotAllowed) as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"「{chosen.label}」を記録しました。")
    if form.cleaned_data["back"] == "day_list":
        slot = reservation.slot
        return redirect(reverse("reservations:day_list", query={"desk": slot.desk_id, "day": slot.day.isoformat()}))
    return redirect("reservations:detail", number=number)


@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, number: int) -> HttpResponse:
    """Another slot for the same people: the reason, then a press on the new slot."""
    now = timezone.now()
    reservation = _reservation_or_404(request, number)
    status = 200
    form = ChangeForm(request.POST or None, initial={"seen_slot": reservation.slot_id})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(
                reservation=reservation,
                new_slot_id=form.cleaned_data["slot"].pk,
                reason=form.cleaned_data["reason"],
                submission_key=form.cleaned_data["submission_key"],
                by=request.user,
                now=now,
                spread=form.cleaned_data["spread"],
                seen_slot_id=form.cleaned_data["seen_slot"],
            )
        except actions.ReservationError as error:
            form.add_error(None, error.message)
            status = 409
        else:
            messages.success(request, "予約を変更しました。新しい日時を読み上げてください。")
            return redirect("reservations:detail", number=number)
    record_access(request, AccessKind.VIEW, reservation, "変更")
    availability = requested_availability(
        request,
        window=actions.Window.at(now),
        places=reservation.party_size,
        spread=reservation.further_slots.exists(),
    )
    context = {"reservation": reservation, "form": form, "others": _who_else(request, reservation, now)}
    context |= days_and_slots(availability, requested_day(request))
    return panel_or_page(request, "reservations/_desk_change.html", "reservations/change.html", context, status=status)


@require_http_methods(["GET", "POST"])
def search(request: SignedInRequest) -> HttpResponse:
    """Those with exactly this receipt number or phone number, masked, twenty at most; each search is recorded."""
    form = SearchForm(request.POST or None, has_city_numbers=actions.is_mirror(timezone.localdate()))
    found: list[Reservation] | None = None
    if request.method == "POST" and form.is_valid():
        matching = _matching(Reservation.objects.for_user(request.user), form)
        found = list(matching.with_place_and_people().order_by("-slot__starts_at")[:SEARCH_LIMIT])
        kind = "電話番号" if form.phone else "受付番号"
        record_access(request, AccessKind.VIEW, None, f"{kind}での検索：{len(found)}件")
        for reservation in found:
            record_access(request, AccessKind.VIEW, reservation, f"{kind}での検索")
        if not form.phone and len(found) == 1:
            return redirect("reservations:detail", number=found[0].number)
    context = {"form": form, "found": found, "limit": SEARCH_LIMIT}
    if in_panel(request):
        return render(request, "reservations/_desk_search.html", context)
    return room_page(request, "reservations/search.html", context, tab="search")


def _matching(visible: ReservationQuerySet, form: SearchForm) -> ReservationQuerySet:
    """By the keys that the typed text can be: one exact number, ours or the city's, or one phone number."""
    matching = visible.with_city_number(form.city_number)
    if form.number:
        matching |= visible.with_number(form.number)
    if form.phone:
        matching |= visible.with_phone(form.phone)
    return matching
