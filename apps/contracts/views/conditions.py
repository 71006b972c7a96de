import datetime
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from apps.contracts import actions
from apps.contracts.calendar import DAY, Calendar, days_between, holiday_name
from apps.contracts.enums import ParameterGroup
from apps.contracts.forms import (
    EVERY_PLACE,
    ClosureForm,
    ExtraOpeningForm,
    ParameterForm,
    WithdrawForm,
    YearEndForm,
)
from apps.contracts.models import Agreement, Closure, ContractTerm, ExtraOpening, OpeningRule, Parameter, Site
from apps.core.clock import parse_month

from .posts import author, refusal_beside


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
    parameters = list(Parameter.objects.valid_on(today).select_related("agreement"))
    context = {
        "today": today,
        "term": term,
        "days_left": term.days_left(today) if term else None,
        "days_to_start": (term.starts_on - today).days if term else None,
        "service_starts": term.service_starts.select_related("agreement") if term else [],
        "sites": sites,
        "undecided_count": Agreement.objects.undecided().count(),
        "city_phone": next((row.value for row in parameters if row.key == "contact.city_phone"), ""),
        "groups": grouped(parameters),
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
