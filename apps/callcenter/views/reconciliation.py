from datetime import date, timedelta
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.matrix import may
from apps.accounts.models import User
from apps.callcenter.actions import NoDifference, explain_difference
from apps.callcenter.forms import DifferenceForm
from apps.callcenter.models import Call, CallImport, Inquiry, ReconciliationNote
from apps.callcenter.reconciled_days import day_of, reconciled_days
from apps.contracts.parameters import Parameters
from apps.core.clock import asked_day, asked_month
from apps.core.db import constraint_as_form_error

DAY = timedelta(days=1)


@require_safe
def reconciliation(request: HttpRequest) -> HttpResponse:
    """One day: answered calls beside inquiries, what has no counterpart, and how soon after the call it was written."""
    day = asked_day(request.GET.get("date"), timezone.localdate())
    return _day_page(request, day, DifferenceForm())


@require_safe
def reconciliation_month(request: HttpRequest) -> HttpResponse:
    """The counts of each day of a month."""
    first, last = asked_month(request.GET.get("month"), timezone.localdate())
    days = reconciled_days(first, last, Parameters.load())
    context = {
        "first": first,
        "days": [day for day in days if day.calls or day.inquiries],
        "calls": sum(day.calls for day in days),
        "matched": sum(len(day.matched) for day in days),
        "calls_without": sum(len(day.calls_without) for day in days),
        "inquiries": sum(day.inquiries for day in days),
        "inquiries_without": sum(len(day.inquiries_without) for day in days),
        "unexplained": sum(day.unexplained for day in days),
        "late": sum(len(day.late) for day in days),
        "month_before": first - DAY,
        "month_after": last + DAY,
    }
    return render(request, "callcenter/reconciliation_month.html", context)


@require_POST
def call_explain(request: HttpRequest, pk: int) -> HttpResponse:
    """Why an answered call has no inquiry."""
    call = get_object_or_404(Call, pk=pk)
    return _explain(request, call, timezone.localdate(call.arrived_at))


@require_POST
def inquiry_explain(request: HttpRequest, pk: int) -> HttpResponse:
    """Why an inquiry has no call."""
    inquiry = get_object_or_404(Inquiry.objects.select_related("call", "live_call"), pk=pk)
    return _explain(request, inquiry, day_of(inquiry))


def _explain(request: HttpRequest, about: Call | Inquiry, day: date) -> HttpResponse:
    form = DifferenceForm(request.POST)
    if form.is_valid():
        try:
            with constraint_as_form_error(form, ReconciliationNote):
                explain_difference(
                    about=about,
                    reason=form.cleaned_data["reason"],
                    text=form.cleaned_data["text"],
                    by=cast(User, request.user),
                    at=timezone.now(),
                    submission_key=form.cleaned_data["submission_key"],
                )
        except NoDifference as refusal:
            form.add_error(None, str(refusal))
    if form.errors:
        return _day_page(request, day, form)
    messages.success(request, "説明を記録しました。")
    return redirect(f"{reverse('callcenter:reconciliation')}?date={day.isoformat()}")


def _day_page(request: HttpRequest, day: date, form: DifferenceForm) -> HttpResponse:
    user = cast(User, request.user)
    found = reconciled_days(day, day, Parameters.load())[0]
    context = {
        "day": day,
        "found": found,
        "form": form,
        "day_before": day - DAY,
        "day_after": day + DAY,
        "last_import": CallImport.objects.order_by("-started_at").values_list("started_at", flat=True).first(),
        "may_explain": may(user.role, "callcenter:call_explain", "POST"),
        "may_read": may(user.role, "callcenter:live_detail"),
    }
    return render(request, "callcenter/reconciliation.html", context, status=422 if form.errors else 200)
