from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts import drafts
from apps.accounts.models import User
from apps.accounts.requests import SignedInRequest
from apps.callcenter import pace, phone
from apps.callcenter.actions import CallbackNotPossible, CallNotTied, record_inquiry
from apps.callcenter.forms import DeskForm, InquiryForm, RecordForms
from apps.callcenter.models import Callback, Escalation, FaqVersion, Inquiry, LiveCall, Section
from apps.contracts.calendar import Calendar, Hours
from apps.contracts.models import Site
from apps.core.clock import day_bounds
from apps.core.db import constraint_as_form_error
from apps.reservations.actions import last_bookable_day
from apps.reservations.models import BringList, PickupDesk
from apps.reservations.views.desk_panel import opened as opened_booking_panel

RECENT = 6
LONGEST_KEY = 18  # digits that a key of the database has room for


@dataclass(frozen=True)
class CounterState:
    """Whether one counter is open at this moment, for the operator who is asked."""

    site: Site
    hours: Hours | None
    is_open: bool
    closed_reason: str | None


@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: SignedInRequest) -> HttpResponse:
    """The operator's desk: one call is taken down and saved, then the next."""
    user, now = request.user, timezone.now()
    draft = drafts.find(request, phone.DESK_FORM)
    data = request.POST if request.method == "POST" else None
    initial = draft.initial and {"received_at": draft.saved_at} | draft.initial
    forms = RecordForms(
        DeskForm(data, initial=initial, user=user, now=now), data=data, initial=initial, now=now, takes_callback=True
    )
    if forms.is_valid() and (saved := _save(forms, by=user, at=now)):
        drafts.discard(user, phone.DESK_FORM)
        messages.success(request, f"{saved.number} を保存しました。")
        return HttpResponseRedirect(reverse("callcenter:desk"), status=303)
    context = {"forms": forms, "form": forms.inquiry, "draft": draft} | _around(forms.inquiry, user, now)
    return render(request, "callcenter/desk.html", context, status=422 if forms.is_wrong else 200)


def _save(forms: RecordForms, *, by: User, at: datetime) -> Inquiry | None:
    """The saved record; None where the forms say why there is none."""
    asked = forms.inquiry.cleaned_data
    saved = None
    try:
        with (
            constraint_as_form_error(forms.inquiry, Inquiry),
            constraint_as_form_error(forms.escalation or forms.inquiry, Escalation),
            constraint_as_form_error(forms.callback or forms.inquiry, Callback),
        ):
            saved, _ = record_inquiry(
                by=by,
                at=at,
                submission_key=forms.submission_key,
                values=forms.values,
                live_call=asked["live_call"],
                faq_versions=asked["faq_versions"],
                escalation=forms.escalation_values,
                callback=forms.callback_values,
            )
    except (CallNotTied, CallbackNotPossible) as error:
        forms.inquiry.add_error(None, str(error))
    return saved


@require_safe
def desk_booking(request: SignedInRequest) -> HttpResponse:
    """The booking panel of the desk, with the number of the caller whom the operator talks to, where it is known."""
    keys = _keys([request.GET.get("live_call", "")])
    call = LiveCall.objects.filter(operator=request.user, pk__in=keys).first()
    return opened_booking_panel(request, phone=phone.number_of(call, request.user) if call else "")


def _keys(posted: Iterable[object] | None) -> list[int]:
    """Primary keys among what was posted; a single one of a draft stands for itself."""
    texts = [posted] if isinstance(posted, str) else posted or ()
    return [int(text) for text in map(str, texts) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY]


def _around(form: InquiryForm, user: User, now: datetime) -> dict[str, Any]:
    """What stands around the form: the calls, the day's figures, the next place, all that an operator looks up."""
    today = timezone.localdate(now)
    own = Inquiry.objects.for_user(user).filter(operator=user).saved_between(today, today)
    calendar = Calendar.load()
    until = day_bounds(last_bookable_day(today))[1]
    pickup_desks = PickupDesk.objects.active().with_earliest(now=now, until=until, places=1)
    return {
        "today": today,
        "call_strip": phone.call_strip(user, now, wanted=str(form["live_call"].value() or "")),
        "strip": pace.strip(now),
        "next_place": min(filter(None, (vars(desk)["earliest"] for desk in pickup_desks)), default=None),
        "own_count": own.count(),
        "recent": own.newest_first().with_names()[:RECENT],
        "faq_used": FaqVersion.objects.filter(pk__in=_keys(form["faq_versions"].value())),
        "bring_lists": BringList.objects.in_force(today),
        "sections": list(Section.objects.active()),
        "counters": [
            CounterState(
                site,
                calendar.hours(site.code, today),
                calendar.is_open(site.code, now),
                calendar.closed_reason(site.code, today),
            )
            for site in Site.objects.counters()
        ],
    }
