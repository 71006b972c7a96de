from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from apps.accounts.matrix import may
from apps.accounts.requests import SignedInRequest
from apps.contracts.parameters import parameter
from apps.core.db import constraint_as_form_error
from apps.reservations import actions
from apps.reservations.enums import BringCase
from apps.reservations.forms import BringListForm
from apps.reservations.models import BringList, RetentionRun

from .pages import paged, room_page


@require_GET
def retention(request: SignedInRequest) -> HttpResponse:
    """What each night erased, and what the next one will."""
    today = timezone.localdate()
    days = parameter("reservations.retention_days", today)
    context = {
        "page": paged(RetentionRun.objects.all(), request),
        "days": days,
        "due": actions.due_reservations(today - timedelta(days=days)).count() + actions.due_entries().count(),
    }
    return room_page(request, "reservations/retention.html", context, tab="retention")


@require_GET
def bring_lists(request: SignedInRequest) -> HttpResponse:
    """What is read out for each case now, and every version of it."""
    in_force = {each.case: each for each in BringList.objects.in_force(timezone.localdate())}
    context = {
        "cases": [(case.label, in_force.get(case.value)) for case in BringCase],
        "versions": BringList.objects.select_related("entered_by").order_by("-valid_from", "case"),
        "may_edit": may(request.user.role, "reservations:bring_list_create", "POST"),
    }
    return room_page(request, "reservations/bring_lists.html", context, tab="bring_lists")


@require_http_methods(["GET", "POST"])
def bring_list_create(request: SignedInRequest) -> HttpResponse:
    """A new version of one case's list from a day on, as the city orders it; earlier ones stay as they were."""
    form = BringListForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.instance.entered_by, form.instance.entered_at = request.user, timezone.now()
        with constraint_as_form_error(form, BringList):
            form.save()
        if form.is_valid():
            messages.success(request, "持ち物を登録しました。適用開始日以後の来所から読み上げます。")
            return redirect("reservations:bring_lists")
    return render(request, "reservations/bring_list_create.html", {"form": form})
