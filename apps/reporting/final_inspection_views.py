"""The two steps of the final inspection, taken on the page of the completion report (第3-3)."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from apps.accounts.requests import SignedInRequest

from . import final_inspections, views
from .duties import DueReport
from .enums import InspectionResult, ReportKind
from .inspection_page import final_context
from .invoice_actions import InvoiceRefused
from .invoice_forms import CompletionForm, InspectionForm
from .models import Report


@require_POST
def final_notify(request: SignedInRequest, kind: ReportKind, period: str) -> HttpResponse:
    """The contractor tells the city that what it asked to correct is corrected."""
    report, due = _find(request, kind, period)

    def step(typed: dict[str, Any]) -> object:
        return final_inspections.notify(report=report, on=typed["notified_on"], by=request.user, at=timezone.now())

    form = CompletionForm(request.POST)
    done = "完了の通知を記録しました。市の検査を待っています。"
    return _answer(request, report, due, "completion_form", form, step, done)


@require_POST
def final_record(request: SignedInRequest, kind: ReportKind, period: str) -> HttpResponse:
    """The city writes down what it found."""
    report, due = _find(request, kind, period)

    def step(typed: dict[str, Any]) -> object:
        return final_inspections.record(
            report=report,
            result=InspectionResult(typed["result"]),
            on=typed["inspected_on"],
            comment=typed["comment"],
            correct_by=typed["correct_by"],
            by=request.user,
            at=timezone.now(),
        )

    form = InspectionForm(request.POST)
    return _answer(request, report, due, "inspection_form", form, step, "検査の結果を記録しました。")


def _find(request: SignedInRequest, kind: ReportKind, period: str) -> tuple[Report, DueReport]:
    report, due = views.find(request, kind, period)
    if report is None or not final_context(report):
        raise Http404
    return report, due


def _answer(
    request: SignedInRequest,
    report: Report,
    due: DueReport,
    name: str,
    form: forms.Form,
    step: Callable[[dict[str, Any]], object],
    done: str,
) -> HttpResponse:
    """Take the step with what was typed, or give the page back with what stands in the way."""
    refused = ""
    if form.is_valid():
        try:
            step(form.cleaned_data)
        except InvoiceRefused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, done)
            return redirect("reporting:detail", due.kind, due.period)
    context = views.detail_context(request, report, due, refused=refused, **{name: form})
    return render(request, "reporting/detail.html", context, status=422)
