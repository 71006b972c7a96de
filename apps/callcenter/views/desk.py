from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts import drafts
from apps.accounts.matrix import may
from apps.accounts.models import User
from apps.callcenter.actions import ChangedMeanwhile, NotEditable, add_note, record_inquiry, revise_inquiry
from apps.callcenter.forms import InquiryForm, NoteForm
from apps.callcenter.models import Inquiry, InquiryNote
from apps.contracts.calendar import Calendar, Hours
from apps.contracts.models import Site
from apps.core.clock import day_bounds
from apps.core.db import constraint_as_form_error
from apps.reservations.actions import last_bookable_day
from apps.reservations.models import PickupDesk

RECENT = 6
NEW_INQUIRY = "inquiry:new"  # an operator has one call at a time


@dataclass(frozen=True)
class CounterState:
    """Whether one counter is open at this moment, for the operator who is asked."""

    site: Site
    hours: Hours | None
    is_open: bool
    closed_reason: str | None


@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """The operator's desk: one call is taken down and saved, then the next."""
    user, now = cast(User, request.user), timezone.now()
    draft = drafts.find(request, NEW_INQUIRY)
    form = InquiryForm(request.POST or None, initial=draft.initial, user=user, now=now)
    if request.method == "POST" and form.is_valid():
        with constraint_as_form_error(form, Inquiry):
            saved, _ = record_inquiry(
                by=user, at=timezone.now(), submission_key=form.cleaned_data["submission_key"], values=form.values
            )
        if form.is_valid():
            drafts.discard(user, NEW_INQUIRY)
            messages.success(request, f"{saved.number} を保存しました。")
            return HttpResponseRedirect(reverse("callcenter:desk"), status=303)
    context = {"form": form, "draft": draft} | _around(user, now)
    return render(request, "callcenter/desk.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def inquiry(request: HttpRequest, pk: int) -> HttpResponse:
    """One saved record: corrected by its operator within 24 hours, added to by notes at any time."""
    user, now = cast(User, request.user), timezone.now()
    record = get_object_or_404(Inquiry.objects.for_user(user).with_names(), pk=pk)
    form = (
        InquiryForm(request.POST or None, instance=record, user=user, now=now)
        if record.can_be_edited(by=user, at=now)
        else None
    )
    if request.method == "POST":
        if form is None:
            messages.error(request, "この記録は訂正できません。追記してください。")
            return HttpResponseRedirect(reverse("callcenter:inquiry", args=[pk]), status=303)
        if form.is_valid():
            try:
                with constraint_as_form_error(form, Inquiry):
                    revise_inquiry(
                        inquiry=record, by=user, at=now, values=form.values, version=form.cleaned_data["version"]
                    )
            except ChangedMeanwhile as error:
                form.add_error(None, str(error))
                form.renew(Inquiry.objects.get(pk=pk).version)
            except NotEditable as error:
                form.add_error(None, str(error))
            if form.is_valid():
                messages.success(request, f"{record.number} を訂正しました。")
                return HttpResponseRedirect(reverse("callcenter:inquiry", args=[pk]), status=303)
    return _inquiry_page(request, record, form=form, note_form=NoteForm(prefix="note"))


@require_POST
def inquiry_note(request: HttpRequest, pk: int) -> HttpResponse:
    user, now = cast(User, request.user), timezone.now()
    record = get_object_or_404(Inquiry.objects.for_user(user).with_names(), pk=pk)
    note_form = NoteForm(request.POST, prefix="note")
    if note_form.is_valid():
        with constraint_as_form_error(note_form, InquiryNote):
            add_note(
                inquiry=record,
                by=user,
                at=now,
                text=note_form.cleaned_data["text"],
                submission_key=note_form.cleaned_data["submission_key"],
            )
        if note_form.is_valid():
            messages.success(request, "追記しました。")
            return HttpResponseRedirect(reverse("callcenter:inquiry", args=[pk]), status=303)
    form = InquiryForm(instance=record, user=user, now=now) if record.can_be_edited(by=user, at=now) else None
    return _inquiry_page(request, record, form=form, note_form=note_form)


def _inquiry_page(
    request: HttpRequest, record: Inquiry, *, form: InquiryForm | None, note_form: NoteForm
) -> HttpResponse:
    wrong = note_form.errors or (form and form.errors)
    if form and form.errors:
        record = get_object_or_404(Inquiry.objects.with_names(), pk=record.pk)
    context = {
        "inquiry": record,
        "form": form,
        "note_form": note_form,
        "notes": record.notes.select_related("by"),
        "versions": record.versions(),
    }
    return render(request, "callcenter/inquiry.html", context, status=422 if wrong else 200)


def _around(user: User, now: datetime) -> dict[str, Any]:
    """What stands beside the form: the day's own records, the counters, the next places for a pickup."""
    today = timezone.localdate(now)
    own = Inquiry.objects.for_user(user).filter(operator=user).saved_between(today, today)
    calendar = Calendar.load()
    until = day_bounds(last_bookable_day(today))[1]
    pickup_desks = list(PickupDesk.objects.active().with_earliest(now=now, until=until, places=1))
    return {
        "today": today,
        "own_count": own.count(),
        "recent": own.newest_first().with_names()[:RECENT],
        "counters": [
            CounterState(
                site,
                calendar.hours(site.code, today),
                calendar.is_open(site.code, now),
                calendar.closed_reason(site.code, today),
            )
            for site in Site.objects.counters()
        ],
        "pickup_desks": pickup_desks,
        "next_place": min(filter(None, (vars(desk)["earliest"] for desk in pickup_desks)), default=None),
        "may_import": may(user.role, "callcenter:import"),
    }
