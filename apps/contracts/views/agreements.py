from collections import Counter

import pghistory
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from apps.accounts.enums import Role
from apps.accounts.matrix import may
from apps.accounts.models import User
from apps.contracts import actions
from apps.contracts.enums import AgreementState
from apps.contracts.forms import AgreementAnswerForm, AgreementDecisionForm, AgreementFilterForm, AgreementForm
from apps.contracts.models import Agreement
from apps.core.db import constraint_as_form_error

from .posts import author


@require_GET
def agreement_list(request: HttpRequest) -> HttpResponse:
    form = AgreementFilterForm(request.GET)
    agreements = Agreement.objects.all()
    counts = Counter(agreement.state for agreement in agreements)
    if form.is_valid() and form.cleaned_data["state"]:
        agreements = agreements.in_state(form.cleaned_data["state"])
    context = {
        "agreements": agreements,
        "current": request.GET.get("state", ""),
        "tabs": [(state.value, state.label, counts[state]) for state in AgreementState],
        "total": sum(counts.values()),
    }
    return render(request, "contracts/agreement_list.html", context)


@require_http_methods(["GET", "POST"])
def agreement_create(request: HttpRequest) -> HttpResponse:
    form = AgreementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = {name: form.cleaned_data[name] for name in ("title", "place", "question", "default")}
        agreement = actions.open_agreement(key=form.cleaned_data["submission_key"], by=author(request), **data)
        messages.success(request, f"協議事項 {agreement.code} を登録しました。")
        return redirect("contracts:agreement", code=agreement.code)
    return render(request, "contracts/agreement_create.html", {"form": form})


@require_http_methods(["GET", "POST"])
@transaction.atomic
def agreement_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One point to agree: the city's approver writes all of it, the contractor its own part until it is decided.

    A post locks the row before it looks, so that it never writes over a decision of the same moment.
    """
    agreements = Agreement.objects.all()
    if request.method == "POST":
        agreements = agreements.select_for_update(of=("self",), no_key=True)
    agreement = get_object_or_404(agreements, code=code)
    form_class = agreement_form_for(author(request), agreement)
    today = timezone.localdate()
    form = form_class(request.POST or None, instance=agreement, today=today) if form_class else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied("決定した協議を変更できるのは、市の承認者だけです。")
        if form.is_valid():
            with constraint_as_form_error(form, Agreement), pghistory.context(reason="協議の記録"):
                form.save()
            if form.is_valid():
                messages.success(request, f"協議事項 {agreement.code} を保存しました。")
                return redirect("contracts:agreement", code=agreement.code)
        agreement.refresh_from_db()  # the page goes on to show what is stored, the form what was typed
    context = {
        "agreement": agreement,
        "form": form,
        "parameters": agreement.parameters.all(),
        "rules": agreement.opening_rules.select_related("site"),
    }
    return render(request, "contracts/agreement_detail.html", context)


def agreement_form_for(user: User, agreement: Agreement) -> type[AgreementAnswerForm] | None:
    if not may(user.role, "contracts:agreement", "POST"):
        return None
    if user.role == Role.CITY_APPROVER:
        return AgreementDecisionForm
    return None if agreement.decided_on else AgreementAnswerForm
