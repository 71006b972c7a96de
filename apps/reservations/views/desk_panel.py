"""The booking panel in the middle of the operator's desk: from the first free place to the booking, without leaving it.

Every press sends the whole panel and answers its next state, so what was typed about the caller stays, whatever happens
to the slot, and stands in no address. From the booking on the panel shows the states of the reservation's own pages.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from apps.accounts import drafts
from apps.accounts.matrix import may
from apps.accounts.requests import SignedInRequest
from apps.contracts.parameters import parameter
from apps.reservations import actions
from apps.reservations.availability import Availability, load
from apps.reservations.forms import LARGEST_PARTY, BookingForm, DeskPanelForm, SearchForm
from apps.reservations.models import Hold, PickupDesk, Slot

from .availability import days_and_slots
from .booking import book_by_form, held_with
from .pages import JUST_NOW, in_panel, room_page

DRAFT: Final = "booking:new"  # an operator has one caller at a time
ATTEMPTS_AT_EARLIEST: Final = 5
HOLDING: Final = frozenset({"hold", "earliest", "afternoon"})
LOOKING: Final = frozenset({"desk", "day", "look", "choose", "clear"})
CHOOSE: Final = "枠と人数を選んでください。"
NONE_LEFT: Final = "予約できる期間に、この人数の空きはありません。"


@dataclass(frozen=True)
class Look:
    """What the panel shows: a desk and a day (None: those of the earliest offer), for so many people."""

    desk: PickupDesk | None = None
    day: date | None = None
    places: int = 1
    spread: bool = False

    @classmethod
    def of(cls, asked: Mapping[str, Any]) -> "Look":
        """The desk and the day that were pressed, else those shown before; another desk opens at its own first day."""
        desk = asked.get("desk") or asked.get("shown_desk")
        day = asked.get("day") or (None if asked.get("desk") else asked.get("shown_day"))
        return cls(desk, day, asked.get("party_size") or 1, bool(asked.get("spread")))

    def load(self, window: actions.Window) -> Availability:
        return load(
            window=window,
            week=self.day,
            places=self.places,
            desk_id=self.desk.pk if self.desk else None,
            spread=self.spread,
            weeks_shown=parameter("reservations.weeks_shown", timezone.localdate(window.now)),
        )


@dataclass(frozen=True)
class _PanelDraft(drafts.FormDraft):
    """The draft of the panel: once it is discarded, the page around the panel opens again, not the panel alone."""

    around: str = ""

    @property
    def discard_url(self) -> str:
        return f"{reverse('accounts:draft_discard', args=[self.form_key])}?{urlencode({'back': self.around})}"


@dataclass
class Panel:
    """One state of the panel on its way to the operator."""

    request: SignedInRequest
    now: datetime
    look: Look
    form: BookingForm
    slot: Slot | None = None
    draft: drafts.FormDraft | None = None

    def render(self) -> HttpResponse:
        held, run = held_with(self.slot, by=self.request.user, now=self.now) if self.slot else (None, None)
        is_mirror = actions.is_mirror(timezone.localdate(self.now))
        context: dict[str, Any] = {
            "form": self.form,
            "draft": self.draft or _draft_of(self.request),
            "slot": self.slot,
            "held": held,
            "run": run,
            "look": self.look,
            "most": LARGEST_PARTY,
            "search_form": SearchForm(auto_id="find_%s", has_city_numbers=is_mirror),
            "may_hold": may(self.request.user.role, "reservations:desk_panel", "POST"),
        }
        if self.slot is not None and self.request.method == "POST":
            self._lead_on()
        if self.slot is None:
            context |= days_and_slots(self.look.load(actions.Window.at(self.now)), self.look.day)
        if "HX-Request" in self.request.headers:
            return render(self.request, "reservations/_desk_panel.html", context)
        status = 422 if self.form.errors else 200
        return room_page(self.request, "reservations/desk_panel.html", context, tab="availability", status=status)

    def _lead_on(self) -> None:
        """The hands go on where something about the caller is still missing."""
        missing = next((name for name in ("name", "kana", "phone") if not self.form[name].value()), None)
        if missing:
            self.form.fields[missing].widget.attrs["autofocus"] = True

    def choose(self, slot: Slot) -> None:
        """Holds the slot for the caller; what was held for them before is given back."""
        actions.hold_slot(
            slot_id=slot.pk, places=self.look.places, by=self.request.user, now=self.now, spread=self.look.spread
        )
        if self.slot is not None and self.slot != slot:
            actions.release_hold(slot_id=self.slot.pk, by=self.request.user)
        self.slot = slot

    def choose_earliest(self, desk: PickupDesk, *, afternoon: bool) -> None:
        """Holds the first place of the desk; where somebody is quicker, the next. Raises ReservationError."""
        self.look = replace(self.look, desk=desk, day=None)
        window = actions.Window.at(self.now)
        for attempt in range(1, ATTEMPTS_AT_EARLIEST + 1):
            shown = self.look.load(window).desk
            start = vars(shown)["earliest_afternoon" if afternoon else "earliest"] if shown else None
            if start is None:
                messages.error(self.request, NONE_LEFT)
                return
            try:
                self.choose(Slot.objects.select_related("desk").get(desk=desk, starts_at=start))
            except actions.SlotIsFull:
                if attempt == ATTEMPTS_AT_EARLIEST:
                    raise
            else:
                return

    def give_back(self) -> None:
        """Lets the slot go and shows its day again."""
        if self.slot is not None:
            actions.release_hold(slot_id=self.slot.pk, by=self.request.user)
            self.look = replace(self.look, desk=self.slot.desk, day=self.slot.day)
            self.slot = None


@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
def desk_panel(request: SignedInRequest) -> HttpResponse:
    """The panel as it opens, and every press up to the booking."""
    return _pressed(request) if request.method == "POST" else opened(request)


def opened(request: SignedInRequest, *, phone: str = "") -> HttpResponse:
    """The panel at its beginning; a live hold of the operator's is taken up again.

    `phone` is the number that the telephone system announced with the call, where it did.
    """
    now = timezone.now()
    holds = Hold.objects.for_user(request.user).live(now).select_related("slot__desk")
    newest = holds.order_by("-held_at", "slot__starts_at").first()
    look, slot = Look(), None
    if newest is not None:
        slot = newest.slot
        held, run = held_with(slot, by=request.user, now=now)
        look = Look(slot.desk, slot.day, held["places"] if held else 1, len(run) > 1)
    draft = _draft_of(request)
    typed = {"phone": phone, "party_size": look.places, "spread": look.spread} | (draft.initial or {})
    return Panel(request, now, look, _form(look, slot, initial=typed), slot, draft).render()


def _pressed(request: SignedInRequest) -> HttpResponse:
    asked = DeskPanelForm(request.POST)
    asked.is_valid()
    wish, now = asked.cleaned_data, timezone.now()
    look, slot = Look.of(wish), wish.get("slot")
    if slot is not None and (HOLDING | LOOKING).isdisjoint(request.POST):  # Enter and Ctrl+Enter press no button
        return _book(request, look, slot, now)
    typed = {name: request.POST.get(name) for name in BookingForm.base_fields if name in request.POST}
    panel = Panel(request, now, look, _form(look, slot, initial=typed | {"spread": look.spread}), slot)
    try:
        if "clear" in request.POST:
            panel.give_back()
            drafts.discard(request.user, DRAFT)
            panel.form = _form(look, None)
        elif "choose" in request.POST:
            panel.give_back()
        elif not HOLDING.isdisjoint(request.POST) and "party_size" in asked.errors:
            messages.error(request, CHOOSE)
        elif wish.get("hold"):
            panel.choose(wish["hold"])
        elif wish.get("earliest") or wish.get("afternoon"):
            panel.choose_earliest(wish.get("earliest") or wish["afternoon"], afternoon=not wish.get("earliest"))
        elif not HOLDING.isdisjoint(request.POST):
            messages.error(request, CHOOSE)
    except actions.ReservationError as error:
        messages.error(request, error.message)
    return panel.render()


def _book(request: SignedInRequest, look: Look, slot: Slot, now: datetime) -> HttpResponse:
    """Books the slot; a slot that is lost meanwhile opens the choice again, with what was typed."""
    form = _form(look, slot, data=request.POST)
    panel = Panel(request, now, look, form, slot)
    if form.is_valid():
        try:
            reservation = book_by_form(form, slot, by=request.user, now=now)
        except actions.SlotIsBusy as error:
            form.add_error(None, error.message)
        except actions.ReservationError as error:
            form.add_error(None, error.message)
            panel.give_back()
        else:
            drafts.discard(request.user, DRAFT)
            query = {JUST_NOW: "1"} if in_panel(request) else None
            return redirect(reverse("reservations:detail", args=[reservation.number], query=query))
    return panel.render()


def _form(look: Look, slot: Slot | None, **filled: Any) -> BookingForm:
    filled.setdefault("initial", {"party_size": look.places, "spread": look.spread})
    return BookingForm(**filled, auto_id="booking_%s", capacity=slot.capacity if slot else LARGEST_PARTY)


def _draft_of(request: SignedInRequest) -> drafts.FormDraft:
    found = drafts.find(request, DRAFT)
    around = request.htmx.current_url_abs_path if "HX-Request" in request.headers else ""  # type: ignore[attr-defined]
    return _PanelDraft(**vars(found), around=around or found.page)
