"""The reckoning of what is owed when the contract does not run its course; each with its clause and its formula."""

from datetime import date
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from apps.accounts.requests import SignedInRequest
from apps.contracts.models import ContractTerm
from apps.contracts.parameters import Parameters
from apps.contracts.payments import Amount, UnknownTaxRate, added_tax, late_interest, share_of_days, termination_penalty
from apps.core.clock import month_bounds

from .invoice_forms import EndForm, InterestForm, PenaltyForm, ReductionForm
from .invoices import Plan, PlannedMonth, plan_of


@require_GET
def calculators(request: SignedInRequest) -> HttpResponse:
    """Nothing is stored: the figures are there for the parties to agree upon."""
    today = timezone.localdate()
    term = ContractTerm.objects.prefetch_related("service_starts").current(today)
    parameters = Parameters.load()
    plan = _plan(term, parameters)
    divisor = parameters.value("termination.penalty_divisor", today)
    percent = parameters.value("payment.late_interest_percent", today)
    typed = request.GET
    penalty = PenaltyForm(_asked(typed, PenaltyForm), initial={"contract_sum": plan.contract.gross if plan else None})
    end = EndForm(_asked(typed, EndForm), initial={"last_day": today})
    reduction = ReductionForm(_asked(typed, ReductionForm), initial=_month_now(plan, today))
    interest = InterestForm(
        _asked(typed, InterestForm), initial={"amount": plan.months[0].amount.gross if plan else None}
    )
    context = {
        "term": term,
        "plan": plan,
        "divisor": divisor,
        "percent": percent,
        "penalty_form": penalty,
        "penalty": termination_penalty(penalty.cleaned_data["contract_sum"], divisor) if penalty.is_valid() else None,
        "end_form": end,
        "end": paid_until(plan, end.cleaned_data["last_day"]) if plan and end.is_valid() else None,
        "reduction_form": reduction,
        "reduction": reduced(**reduction.cleaned_data) if reduction.is_valid() else None,
        "interest_form": interest,
        "interest": late_interest(interest.cleaned_data["amount"], percent, interest.cleaned_data["days_late"])
        if interest.is_valid()
        else None,
    }
    return render(request, "reporting/payment_calculators.html", context)


def paid_until(plan: Plan, last_day: date) -> dict[str, Any]:
    """What is paid for the work done up to a day (第3-7-(4)).

    Whole months count by the schedule, or as agreed. The days of a month that was begun are a figure to agree upon, and
    so are those of a month that waits for its amount, such as the one in which the registered end lies.
    """
    begun = [month for month in plan.months if month.first <= last_day]
    whole = [month for month in begun if month.last <= last_day and not month.needs_agreement]
    parts = [(month, _share(month, last_day)) for month in begun if month not in whole]
    gross = sum(month.amount.gross for month in whole)
    return {
        "last_day": last_day,
        "months": len(whole),
        "gross": gross,
        "parts": parts,
        "total": gross + sum(share.gross for _, share in parts),
    }


def _share(month: PlannedMonth, last_day: date) -> Amount:
    """The days worked up to `last_day`: an agreed amount is for the month's own days, any other for all of them."""
    days = (min(last_day, month.last) - month.first).days + 1
    is_agreed = any(change.net is not None for change in month.changes)
    of_days = month.days if is_agreed else month_bounds(month.month.year, month.month.month)[1].day
    return added_tax(share_of_days(month.amount.net, days, of_days), month.amount.percent)


def reduced(*, month_net: int, days_of_month: int, days_missing: int) -> dict[str, int]:
    """A month's amount without the days on which no work was done: a figure to agree upon."""
    reduction = share_of_days(month_net, days_missing, days_of_month)
    return {"reduction": reduction, "net": month_net - reduction}


def _asked(typed: QueryDict, form: type[Any]) -> QueryDict | None:
    """What was typed, where it is meant for this form."""
    return typed if any(name in typed for name in form.base_fields) else None


def _month_now(plan: Plan | None, today: date) -> dict[str, int]:
    month = plan and (plan.month(today.replace(day=1)) or plan.months[0])
    if not month:
        return {}
    return {"month_net": month.amount.net, "days_of_month": month_bounds(month.month.year, month.month.month)[1].day}


def _plan(term: ContractTerm | None, parameters: Parameters) -> Plan | None:
    try:
        return plan_of(term, parameters) if term else None
    except UnknownTaxRate:
        return None
