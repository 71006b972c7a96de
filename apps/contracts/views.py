import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import Any

import pghistory
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from apps.accounts.enums import Role
from apps.accounts.matrix import may
from apps.accounts.models import User
from apps.core.clock import parse_month
from apps.core.db import constraint_as_form_error

from . import actions
from .calendar import DAY, Calendar, days_between, holiday_name
from .enums import AgreementState, ParameterGroup
from .forms import (
    EVERY_PLACE,
    AgreementAnswerForm,
    AgreementDecisionForm,
    AgreementFilterForm,
    AgreementForm,
    ClosureForm,
    ExtraOpeningForm,
    ParameterForm,
    WithdrawForm,
    YearEndForm,
)
from .models import Agreement, Closure, ContractTerm, ExtraOpening, OpeningRule, Parameter, Site


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    calendar = Calendar.load()
    rules = {rule.site_id: rule for rule in OpeningRule.objects.valid_on(today).select_related("agreement")}
    sites = [
        {
            "site": site,
            "rule": rules.get(site.pk),
            "hours": calendar.hours(site.code, today),
            "reason": calendar.closed_reason(site.code, today),
        }
        for site in calendar.sites.values()
    ]
    term = ContractTerm.objects.current(today)
    context = {
        "today": today,
        "term": term,
        "days_left": term.days_left(today) if term else None,
        "days_to_start": (term.starts_on - today).days if term else None,
        "service_starts": term.service_starts.select_related("agreement") if term else [],
        "sites": sites,
        "undecided_count": Agreement.objects.undecided().count(),
        "groups": grouped(Parameter.objects.valid_on(today).select_related("agreement")),
    }
    return render(request, "contracts/board.html", context)


def grouped(parameters: Iterable[Parameter]) -> list[dict[str, Any]]:
    """Rows under their heading, those without one at the end; rows are ordered by heading."""
    return [
        {"number": number, "title": ParameterGroup(number).label if number else "そのほかの条件", "rows": list(rows)}
        for number, rows in groupby(parameters, key=lambda parameter: parameter.p_number)
    ]


@require_GET
def month_calendar(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    try:
        first, last = parse_month(request.GET.get("month") or f"{today:%Y-%m}")
        before, after = first - DAY, last + DAY
    except (ValueError, OverflowError):
        raise Http404("月の指定が正しくありません。") from None
    calendar = Calendar.load()
    sites = list(calendar.sites.values())
    rows = [
        (
            day,
            holiday_name(day),
            [
                (calendar.hours(site.code, day), kind_of_closing(calendar.closed_reason(site.code, day)))
                for site in sites
            ],
        )
        for day in days_between(first, last)
    ]
    totals = [len(calendar.open_days(site.code, first, last)) for site in sites]
    span = {"day__range": (first, last)}
    context = {
        "today": today,
        "first": first,
        "previous_month": f"{before:%Y-%m}",
        "next_month": f"{after:%Y-%m}",
        "sites": sites,
        "rows": rows,
        "totals": totals,
        "every_place": EVERY_PLACE,
        "closures": Closure.objects.filter(**span).select_related("site", "agreement"),
        "extra_openings": ExtraOpening.objects.filter(**span).select_related("site", "agreement"),
    }
    return render(request, "contracts/calendar.html", context)


def kind_of_closing(reason: str | None) -> str:
    """The first word of a reason (祝日, 臨時休業): holidays and exceptions are named elsewhere on the page."""
    return reason.partition(" ")[0] if reason else ""


@require_http_methods(["GET", "POST"])
def closure_create(request: HttpRequest) -> HttpResponse:
    form = ClosureForm(request.POST or None, today=timezone.localdate())
    return create_exception(request, form, actions.add_closure, "臨時休業")


@require_http_methods(["GET", "POST"])
def extra_opening_create(request: HttpRequest) -> HttpResponse:
    form = ExtraOpeningForm(request.POST or None, today=timezone.localdate())
    return create_exception(request, form, actions.add_extra_opening, "臨時開設")


def create_exception(
    request: HttpRequest,
    form: ClosureForm | ExtraOpeningForm,
    add: Callable[..., Closure | ExtraOpening],
    name: str,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        data = {field: form.cleaned_data[field] for field in form.field_order}
        with refusal_beside(form, "day"):
            exception = add(key=form.cleaned_data["submission_key"], by=author(request), today=form.today, **data)
        if form.is_valid():
            messages.success(request, f"{name}を登録しました。")
            return to_month(exception.day)
    return render(request, "contracts/exception_create.html", {"form": form, "name": name})


@require_http_methods(["GET", "POST"])
def closure_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    return withdraw(request, get_object_or_404(Closure, pk=pk))


@require_http_methods(["GET", "POST"])
def extra_opening_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    return withdraw(request, get_object_or_404(ExtraOpening, pk=pk))


def withdraw(request: HttpRequest, exception: Closure | ExtraOpening) -> HttpResponse:
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.withdraw_exception(exception, reason=form.cleaned_data["reason"], by=author(request))
        messages.success(request, f"{exception._meta.verbose_name}を取り消しました。")
        return to_month(exception.day)
    context = {"form": form, "exception": exception, "name": exception._meta.verbose_name, "every_place": EVERY_PLACE}
    return render(request, "contracts/exception_withdraw.html", context)


def to_month(day: datetime.date) -> HttpResponse:
    return redirect(f"{reverse('contracts:calendar')}?month={day:%Y-%m}")


@require_http_methods(["GET", "POST"])
def year_end(request: HttpRequest, site_code: str) -> HttpResponse:
    """The opening rules of one place, and the change of its year-end switch."""
    site = get_object_or_404(Site, code=site_code)
    rules = site.opening_rules.select_related("agreement").order_by("-valid_from")
    if not rules:
        raise Http404("開設時間の定めがありません。")
    form = YearEndForm(rules[0], request.POST or None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with refusal_beside(form, "valid_from"):
            actions.change_year_end(
                site=site,
                is_closed=data["is_closed"] == "yes",
                valid_from=data["valid_from"],
                agreement=data["agreement"],
                reason=data["reason"],
                by=author(request),
                today=form.today,
            )
        if form.is_valid():
            messages.success(request, f"{site.short_name}の年末年始の扱いを変更しました。")
            return redirect("contracts:year_end", site_code=site.code)
    return render(request, "contracts/year_end.html", {"site": site, "rules": rules, "form": form})


@require_GET
def parameter_list(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    rows = Parameter.objects.select_related("agreement")
    return render(request, "contracts/parameter_list.html", {"today": today, "groups": grouped(rows)})


@require_http_methods(["GET", "POST"])
def parameter_detail(request: HttpRequest, key: str) -> HttpResponse:
    """All values of one parameter by day, and the form for the next."""
    rows = list(Parameter.objects.filter(key=key).select_related("agreement"))
    if not rows:
        raise Http404("この項目はありません。")
    newest = rows[-1]
    today = timezone.localdate()
    form = ParameterForm(newest, request.POST or None, today=today)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with refusal_beside(form, "valid_from"):
            actions.change_parameter(
                key=key,
                value=form.json_value(),
                valid_from=data["valid_from"],
                agreement=data["agreement"],
                reason=data["reason"],
                by=author(request),
                today=form.today,
            )
        if form.is_valid():
            messages.success(request, f"{newest.label}を変更しました。")
            return redirect("contracts:parameter", key=key)
    context = {"parameter": newest, "rows": rows, "form": form, "today": today}
    return render(request, "contracts/parameter_detail.html", context)


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


def author(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


@contextmanager
def refusal_beside(form: Form, default: str) -> Iterator[None]:
    """What an action refuses becomes the form's error, beside the field it is about."""
    try:
        yield
    except actions.ChangeNotAllowed as refusal:
        form.add_error(refusal.argument, refusal.sentence)
    except ValidationError as refusal:
        for name, sentences in refusal.message_dict.items():
            form.add_error(name if name in form.fields else default, sentences)
