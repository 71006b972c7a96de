from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.accounts.matrix import may
from apps.accounts.requests import SignedInRequest
from apps.core import clock
from apps.core.db import constraint_as_form_error
from apps.core.submissions import submit_once
from apps.reservations import actions
from apps.reservations.exceptions import coming_exceptions
from apps.reservations.forms import GenerateForm, SlotDayForm, SlotPlanForm, SlotStateForm
from apps.reservations.models import PickupDesk, Slot, SlotPlan

from .pages import room_page


@require_GET
def slot_plans(request: SignedInRequest) -> HttpResponse:
    """Which patterns are in force, and how far ahead slots have been made from them."""
    context = {
        "plans": SlotPlan.objects.with_progress().select_related("desk"),
        "may_edit": may(request.user.role, "reservations:slot_plan_create", "POST"),
    }
    return room_page(request, "reservations/slot_plans.html", context, tab="slot_plans")


@require_http_methods(["GET", "POST"])
def slot_plan_create(request: SignedInRequest) -> HttpResponse:
    form = SlotPlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def create() -> SlotPlan:
            plan: SlotPlan = form.save(commit=False)
            plan.created_by, plan.submission_key = request.user, form.cleaned_data["submission_key"]
            plan.save()
            return plan

        with constraint_as_form_error(form, SlotPlan):
            plan, _ = submit_once(SlotPlan, form.cleaned_data["submission_key"], create)
        if form.is_valid():
            messages.success(request, "枠の型を登録しました。続けて枠を作成してください。")
            return redirect("reservations:slot_plan_generate", plan_id=plan.pk)
    return render(request, "reservations/slot_plan_create.html", {"form": form})


@require_http_methods(["GET", "POST"])
def slot_plan_generate(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Makes the slots of one plan for a span of days; a second time adds only what is missing."""
    plan = get_object_or_404(SlotPlan.objects.select_related("desk__site"), pk=plan_id)
    today = timezone.localdate()
    first = max(today, plan.valid_from)
    initial = {"first": first, "last": max(first, min(plan.valid_to, actions.last_bookable_day(today)))}
    form = GenerateForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = actions.generate_slots(
            plan=plan, first=form.cleaned_data["first"], last=form.cleaned_data["last"], by=request.user
        )
        messages.success(
            request,
            f"枠を{made.created:,}件作成しました（作成済み {made.already_there:,}件、休業日 {made.closed_days}日）。",
        )
        return redirect("reservations:slot_plans")
    return render(request, "reservations/slot_plan_generate.html", {"plan": plan, "form": form})


@require_GET
def exceptions(request: SignedInRequest) -> HttpResponse:
    """Coming closures and extra openings of the desks' places: slots there are, stopped ones, people to be called."""
    days = coming_exceptions(today=timezone.localdate())
    context = {"days": days, "may_edit": may(request.user.role, "reservations:slot_plan_create", "POST")}
    return room_page(request, "reservations/exceptions.html", context, tab="slot_plans")


@require_GET
def slot_list(request: SignedInRequest) -> HttpResponse:
    """All slots of one desk on one day: capacity, booked, held, stopped."""
    form = SlotDayForm(request.GET)
    form.is_valid()
    day = form.cleaned_data.get("day") or timezone.localdate()
    return _slot_list(request, desk_id=form.cleaned_data.get("desk"), day=day, state_form=SlotStateForm())


def _slot_list(request: SignedInRequest, *, desk_id: int | None, day: date, state_form: SlotStateForm) -> HttpResponse:
    now = timezone.now()
    desks = list(PickupDesk.objects.active())
    desk = next((each for each in desks if each.pk == desk_id), desks[0] if desks else None)
    slots = Slot.objects.filter(desk=desk).between(*clock.day_bounds(day)).with_held(now=now).order_by("starts_at")
    context = {
        "desks": desks,
        "desk": desk,
        "day": day,
        "slots": slots,
        "now": now,
        "state_form": state_form,
        "may_edit": may(request.user.role, "reservations:slot_state", "POST"),
    }
    status = 422 if state_form.errors else 200
    return room_page(request, "reservations/slot_list.html", context, tab="slot_plans", status=status)


@require_POST
def slot_state(request: SignedInRequest, slot_id: int) -> HttpResponse:
    """Stops or resumes taking bookings for one slot; refused, the day comes back with the reason as it was typed."""
    slot = get_object_or_404(Slot, pk=slot_id)
    form = SlotStateForm(request.POST)
    if not form.is_valid():
        return _slot_list(request, desk_id=slot.desk_id, day=slot.day, state_form=form)
    try:
        changed = actions.set_slot_closed(
            slot_id=slot.pk,
            closed=form.cleaned_data["state"] == "closed",
            by=request.user,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
    except actions.ReservationError as error:
        messages.error(request, error.message)
        return redirect(_address_of(slot))
    messages.success(request, "受付を停止しました。" if changed.is_closed else "受付を再開しました。")
    if changed.is_closed and changed.booked:
        messages.warning(
            request, f"この枠には予約が{changed.booked}人分あります。連絡が必要です。「要連絡」の一覧に加えました。"
        )
    return redirect(_address_of(slot))


def _address_of(slot: Slot) -> str:
    return reverse("reservations:slot_list", query={"desk": slot.desk_id, "day": slot.day.isoformat()})
