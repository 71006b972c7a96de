from datetime import timedelta
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.accounts.actions import record_access
from apps.accounts.enums import AccessKind
from apps.accounts.matrix import may
from apps.accounts.requests import SignedInRequest
from apps.reservations import actions
from apps.reservations.enums import ReservationStatus
from apps.reservations.forms import CancelForm, ChangeForm, OutcomeForm, ReadBackForm, SearchForm, UnmaskForm
from apps.reservations.history import history_of
from apps.reservations.models import Reservation, TransitionNotAllowed

from .availability import requested_availability

SEARCH_LIMIT: Final = 20
JUST_BOOKED: Final = timedelta(minutes=10)


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
    due = reservation.slot.day <= timezone.localdate()
    context = {
        "reservation": reservation,
        "is_unmasked": bool(unmask_reason) or just_booked,
        "history": history_of(reservation, changes),
        "may_edit": may(role, "reservations:cancel", "POST"),
        "may_unmask": may(role, "reservations:unmask", "POST"),
        "outcomes": [
            outcome
            for outcome in (ReservationStatus.CAME, ReservationStatus.NO_SHOW)
            if due and reservation.can_become(outcome)
        ],
        "cancel_form": CancelForm(prefix="cancel"),
        "unmask_form": UnmaskForm(prefix="unmask"),
        "read_back_form": ReadBackForm(),
        **forms,
    }
    return render(request, "reservations/detail.html", context, status=status)


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
        messages.error(request, "来所か不来所かを選んでください。")
        return redirect("reservations:detail", number=number)
    chosen = ReservationStatus(form.cleaned_data["outcome"])
    record = actions.mark_came if chosen == ReservationStatus.CAME else actions.mark_no_show
    try:
        record(reservation=reservation, by=request.user, now=timezone.now())
    except (actions.ReservationError, TransitionNotAllowed) as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"「{chosen.label}」を記録しました。")
    return redirect("reservations:detail", number=number)


@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, number: int) -> HttpResponse:
    """Another slot for the same people: the reason, then a press on the new slot."""
    now = timezone.now()
    reservation = _reservation_or_404(request, number)
    status = 200
    form = ChangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(
                reservation=reservation,
                new_slot_id=form.cleaned_data["slot"].pk,
                reason=form.cleaned_data["reason"],
                submission_key=form.cleaned_data["submission_key"],
                by=request.user,
                now=now,
            )
        except actions.ReservationError as error:
            form.add_error(None, error.message)
            status = 409
        else:
            messages.success(request, "予約を変更しました。新しい日時を読み上げてください。")
            return redirect("reservations:detail", number=number)
    record_access(request, AccessKind.VIEW, reservation, "変更")
    context = {
        "reservation": reservation,
        "form": form,
        "availability": requested_availability(request, now=now, places=reservation.party_size),
    }
    return render(request, "reservations/change.html", context, status=status)


@require_http_methods(["GET", "POST"])
def search(request: SignedInRequest) -> HttpResponse:
    """Those with exactly this receipt number or phone number, masked, twenty at most; each search is recorded."""
    form = SearchForm(request.POST or None)
    found: list[Reservation] | None = None
    if request.method == "POST" and form.is_valid():
        visible = Reservation.objects.for_user(request.user).with_place_and_people()
        matching = visible.with_number(form.number) if form.number else visible.with_phone(form.phone)
        found = list(matching.order_by("-slot__starts_at")[:SEARCH_LIMIT])
        kind = "受付番号" if form.number else "電話番号"
        record_access(request, AccessKind.VIEW, None, f"{kind}での検索：{len(found)}件")
        for reservation in found:
            record_access(request, AccessKind.VIEW, reservation, f"{kind}での検索")
        if form.number and found:
            return redirect("reservations:detail", number=found[0].number)
    return render(request, "reservations/search.html", {"form": form, "found": found, "limit": SEARCH_LIMIT})
