from typing import Any

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
from apps.reservations.availability import free_slots
from apps.reservations.callbacks import next_calls
from apps.reservations.forms import AttemptForm, AvailabilityForm, UnmaskForm, WaitingBookForm, WaitingForm
from apps.reservations.models import Slot, WaitingEntry
from apps.reservations.runs import seats

from .pages import room_page

OFFERS_SHOWN = 12


@require_GET
def waiting(request: SignedInRequest) -> HttpResponse:
    """Who waits, in call-back order, and the earliest place each may be offered now."""
    now = timezone.now()
    window = actions.Window.at(now)
    visible = WaitingEntry.objects.for_user(request.user).waiting()
    entries = list(visible.in_call_back_order().select_related("desk", "entered_by"))
    free = free_slots(start=window.earliest, end=window.until, now=now)
    calls = next_calls(entries, free)
    context = {
        "rows": [(entry, calls[entry.pk]) for entry in entries],
        "as_of": now,
        "may_edit": may(request.user.role, "reservations:waiting_create", "POST"),
    }
    return room_page(request, "reservations/waiting.html", context, tab="waiting")


@require_http_methods(["GET", "POST"])
def waiting_create(request: SignedInRequest) -> HttpResponse:
    """Puts a caller who finds no place on the list."""
    now = timezone.now()
    today = timezone.localdate(now)
    if request.method == "POST":
        form = WaitingForm(request.POST, today=today)
        if form.is_valid():
            data = form.cleaned_data
            wished = ("desk", "first_day", "last_day", "wished_time", "party_size")
            try:
                actions.enter_waiting(
                    wish=actions.Wish(**{name: data[name] for name in wished}),
                    applicant=form.applicant,
                    submission_key=data["submission_key"],
                    by=request.user,
                    now=now,
                )
            except actions.ReservationError as error:
                form.add_error("last_day", error.message)
            else:
                messages.success(request, "空き待ちに登録しました。空きが出たときに、順番にご連絡します。")
                return redirect("reservations:waiting")
    else:
        asked = AvailabilityForm(request.GET)
        asked.is_valid()
        initial = {
            "desk": asked.cleaned_data.get("desk"),
            "party_size": asked.cleaned_data.get("places") or 1,
            "first_day": today,
            "last_day": actions.last_bookable_day(today),
        }
        form = WaitingForm(initial=initial, today=today)
    return render(request, "reservations/waiting_create.html", {"form": form})


def _entry_or_404(request: SignedInRequest, entry_id: int) -> WaitingEntry:
    rows = WaitingEntry.objects.for_user(request.user).select_related(
        "desk", "applicant", "entered_by", "closed_by", "reservation"
    )
    return get_object_or_404(rows, pk=entry_id)


def _page(
    request: SignedInRequest, entry: WaitingEntry, *, unmask_reason: str = "", status: int = 200, **forms: Any
) -> HttpResponse:
    """One entry with the places it may be offered. Writes the access row that every look at it costs."""
    if unmask_reason:
        record_access(request, AccessKind.UNMASK, entry, unmask_reason)
    else:
        record_access(request, AccessKind.VIEW, entry)
    now = timezone.now()
    context = {
        "entry": entry,
        "is_unmasked": bool(unmask_reason),
        "offers": _offers(entry, actions.Window.at(now)) if entry.is_waiting else [],
        "attempts": entry.attempts.select_related("called_by"),
        "as_of": now,
        "may_edit": may(request.user.role, "reservations:waiting_book", "POST"),
        "may_unmask": may(request.user.role, "reservations:waiting_unmask", "POST"),
        "unmask_form": UnmaskForm(prefix="unmask"),
        "book_form": WaitingBookForm(),
        "attempt_form": AttemptForm(),
        **forms,
    }
    return room_page(request, "reservations/waiting_detail.html", context, tab="waiting", status=status)


def _offers(entry: WaitingEntry, window: actions.Window) -> list[Slot]:
    """The first slots that suit the caller from which all people fit."""
    free = free_slots(start=window.earliest, end=window.until, now=window.now, desk_id=entry.desk_id)
    slots = free.get(entry.desk_id, [])
    suiting = [
        slot.pk
        for index, slot in enumerate(slots)
        if entry.wishes(timezone.localdate(slot.starts_at), timezone.localtime(slot.starts_at))
        and seats(slots, index, entry.party_size, spread=True) is not None
    ]
    found = Slot.objects.filter(pk__in=suiting[:OFFERS_SHOWN]).with_held(now=window.now)
    return list(found.order_by("starts_at"))


@require_GET
def waiting_detail(request: SignedInRequest, entry_id: int) -> HttpResponse:
    """One entry, masked."""
    return _page(request, _entry_or_404(request, entry_id))


@require_POST
def waiting_unmask(request: SignedInRequest, entry_id: int) -> HttpResponse:
    """The same page once with name and phone, for a reason that goes into the access log."""
    entry = _entry_or_404(request, entry_id)
    form = UnmaskForm(request.POST, prefix="unmask")
    if not form.is_valid():
        return _page(request, entry, unmask_form=form)
    return _page(request, entry, unmask_reason=form.cleaned_data["reason"])


@require_POST
def waiting_book(request: SignedInRequest, entry_id: int) -> HttpResponse:
    """The person who was called agreed to a slot."""
    entry = _entry_or_404(request, entry_id)
    form = WaitingBookForm(request.POST)
    if not form.is_valid():
        return _page(request, entry, book_form=form, status=422)
    try:
        reservation = actions.book_waiting(
            entry=entry,
            slot_id=form.cleaned_data["slot"].pk,
            submission_key=form.cleaned_data["submission_key"],
            case=form.cleaned_data["case"],
            by=request.user,
            now=timezone.now(),
        )
    except actions.ReservationError as error:
        form.add_error(None, error.message)
        return _page(request, entry, book_form=form, status=409)
    return redirect("reservations:detail", number=reservation.number)


@require_POST
def waiting_decline(request: SignedInRequest, entry_id: int) -> HttpResponse:
    """The caller needs no place any more."""
    entry = actions.decline_waiting(entry=_entry_or_404(request, entry_id), by=request.user, now=timezone.now())
    if entry.reservation_id is None:
        messages.success(request, "辞退を記録しました。氏名と電話番号は今夜の処理で消去します。")
    return redirect("reservations:waiting")


@require_POST
def waiting_attempt(request: SignedInRequest, entry_id: int) -> HttpResponse:
    """Nobody answered: the entry goes behind those not yet called."""
    entry = _entry_or_404(request, entry_id)
    form = AttemptForm(request.POST)
    if form.is_valid():
        try:
            actions.record_attempt(
                about=entry, submission_key=form.cleaned_data["submission_key"], by=request.user, now=timezone.now()
            )
        except actions.ReservationError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, "不在を記録しました。順番は、まだ連絡していない方の後になります。")
    else:
        messages.error(request, "画面を読み込み直して、もう一度お試しください。")
    return redirect("reservations:waiting")
