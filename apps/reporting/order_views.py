"""The city's orders for the call centre's monthly report: the list, one order, the answer for a month."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.models import User
from apps.accounts.requests import SignedInRequest
from apps.contracts.models import ContractTerm
from apps.core.clock import parse_month

from . import order_actions, permissions
from .duties import months_of_work, with_agreed_days
from .enums import HANDED_OVER, ReportKind
from .models import OrderAnswer, Report, ReportOrder, ReportRevision
from .models.orders import shown_number
from .order_actions import OrderRefused
from .order_forms import AnswerForm, OrderEndForm, OrderForm

NEXT_REVISION = "提出済の報告書に載せるには、次の版を作成してください。"


class OrderLine(NamedTuple):
    """One order as the list prints it; `open` are the months begun that have no answer yet, oldest first."""

    order: ReportOrder
    answered: int
    open: list[date]
    is_to_come: bool


class ShownAnswer(NamedTuple):
    """An answer as a reader may have it: its text, the lines of its table, who wrote it and when."""

    text: str
    rows: list[tuple[str, str]]
    by: str
    on: date


class MonthLine(NamedTuple):
    """One month of an order; `shown` is None where nothing was written, or nothing that the reader may have.

    `is_left_out`: the city holds the month's report, and it does not say this.
    """

    month: date
    is_answered: bool
    shown: ShownAnswer | None
    is_left_out: bool

    @property
    def period(self) -> str:
        return f"{self.month:%Y-%m}"


@require_safe
def order_list(request: SignedInRequest) -> HttpResponse:
    """Every order, the newest on top, with the months that wait for an answer."""
    today, months = timezone.localdate(), months_reported()
    orders = ReportOrder.objects.select_related("ordered_by", "withdrawn_by").prefetch_related("answers")
    lines = [order_line(order, months, today) for order in orders]
    return render(request, "reporting/order_list.html", {"lines": lines})


def order_line(order: ReportOrder, months: Sequence[date], today: date) -> OrderLine:
    answered = {answer.month for answer in order.answers.all()}
    waiting = [month for month in months_begun(order, months, today) if month not in answered]
    return OrderLine(order, len(answered), waiting, is_to_come=order.first_month > today)


def months_reported() -> list[date]:
    """Every month that the call centre has a report of, in all terms, oldest first."""
    terms = with_agreed_days(ContractTerm.objects.all())
    return sorted({month.first for term in terms for month in months_of_work(term, ReportKind.CALL_MONTHLY)})


def months_begun(order: ReportOrder, months: Sequence[date], today: date) -> list[date]:
    """Those of the `months_reported` up to the current one that the order covers; none of one that was withdrawn."""
    return [month for month in months if month <= today and order.covers(month)]


def months_offered(today: date) -> list[date]:
    """From last month, whose report is being written, to the end of the work that is agreed on."""
    last_month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    return [month for month in months_reported() if month >= last_month]


@require_http_methods(["GET", "HEAD", "POST"])
def order_create(request: SignedInRequest) -> HttpResponse:
    now = timezone.now()
    posted = request.POST if request.method == "POST" else None
    months = months_offered(timezone.localdate(now))
    form = OrderForm(posted, months=months)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("subject", "wish", "first_month", "last_month")}
        order = order_actions.place_order(
            **given, submission_key=form.cleaned_data["submission_key"], by=request.user, at=now
        )
        messages.success(request, "報告書への追加の指示を登録しました。")
        return redirect("reporting:order", order.pk)
    context = {"form": form, "months": months}
    return render(request, "reporting/order_form.html", context, status=422 if form.errors else 200)


@require_safe
def order_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return _order_page(request, _find(pk))


def _order_page(request: SignedInRequest, order: ReportOrder, end_form: OrderEndForm | None = None) -> HttpResponse:
    today, months = timezone.localdate(), months_reported()
    lines = month_lines(order, request.user, months, today)
    context = {
        "order": order,
        "lines": lines,
        "next_revision": NEXT_REVISION,
        "end_form": end_form or OrderEndForm(months=months, order=order),
        "is_to_come": order.first_month > today,
        "has_answers": any(line.is_answered for line in lines),
    }
    return render(request, "reporting/order.html", context, status=422 if end_form and end_form.errors else 200)


def month_lines(order: ReportOrder, user: User, months: Sequence[date], today: date) -> list[MonthLine]:
    """The months begun and those answered besides, newest first.

    The contractor reads what is written, the city what the newest issued report of the month says.
    """
    answers = {answer.month: answer for answer in order.answers.select_related("answered_by").prefetch_related("rows")}
    months = sorted({*months_begun(order, months, today), *answers}, reverse=True)
    issued = issued_answers(order, months)
    shown = issued
    if permissions.sees_drafts(user.role):
        shown = {month: _written(answer) for month, answer in answers.items()}
    left_out = {
        month for month in handed_over(months) if month not in issued or _said(shown.get(month)) != _said(issued[month])
    }
    return [MonthLine(month, month in answers, shown.get(month), month in left_out) for month in months]


def handed_over(months: Collection[date]) -> set[date]:
    """The months of which the city holds the report; one whose next revision was begun takes up what is written."""
    held = Report.objects.filter(kind=ReportKind.CALL_MONTHLY, first_on__in=months, state__in=HANDED_OVER)
    return set(held.values_list("first_on", flat=True))


def _said(answer: ShownAnswer | None) -> tuple[str, list[tuple[str, str]]] | None:
    return (answer.text, answer.rows) if answer else None


def issued_answers(order: ReportOrder, months: Collection[date]) -> dict[date, ShownAnswer]:
    """The answers to an order as the newest issued reports of these months say them, by month; one query."""
    newest = (
        ReportRevision.objects.filter(
            report__kind=ReportKind.CALL_MONTHLY, report__first_on__in=months, issued_at__isnull=False
        )
        .order_by("report_id", "-number")
        .distinct("report_id")
        .values_list("report__first_on", "content__orders")
    )
    return {month: _issued(item) for month, items in newest for item in items if item["order_id"] == order.pk}


def _written(answer: OrderAnswer) -> ShownAnswer:
    rows = [(row.label, row.shown) for row in answer.rows.all()]
    return ShownAnswer(answer.text, rows, str(answer.answered_by), timezone.localdate(answer.answered_at))


def _issued(item: dict[str, Any]) -> ShownAnswer:
    """An item of an issued report, which was not issued before it was answered and names no writer."""
    rows = [(row["item"], shown_number(Decimal(row["number"]), row["unit"])) for row in item["table"]]
    return ShownAnswer(item["answer"], rows, "", date.fromisoformat(item["answered_on"]))


@require_POST
def order_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Until which month the order holds, or until further notice."""
    order = _find(pk)
    form = OrderEndForm(request.POST, months=months_reported(), order=order)
    if form.is_valid():
        try:
            order_actions.end_order(order=order, last_month=form.cleaned_data["last_month"])
        except OrderRefused as refusal:
            form.add_error("last_month", str(refusal))
    if form.errors:
        return _order_page(request, order, form)
    messages.success(request, "指示の期間を改めました。")
    return redirect("reporting:order", pk)


@require_POST
def order_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    try:
        order_actions.withdraw_order(order=_find(pk), by=request.user, at=timezone.now())
    except OrderRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "指示を取り下げました。")
    return redirect("reporting:order", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def order_answer(request: SignedInRequest, pk: int, period: str) -> HttpResponse:
    """The contractor's report on the item for one month."""
    now = timezone.now()
    order, month = _find(pk), _month(period)
    answer, stored = _stored(order, month), None
    if answer is None and month not in months_begun(order, months_reported(), timezone.localdate(now)):
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = AnswerForm(posted, answer=answer)
    if form.is_valid():
        try:
            order_actions.answer_order(
                order=order,
                month=month,
                text=form.cleaned_data["text"],
                rows=form.cleaned_data["table"],
                seen=_moment(form.cleaned_data["seen"]),
                by=request.user,
                at=now,
            )
        except OrderRefused as refusal:
            form.add_error(None, str(refusal))
            answer = _stored(order, month)
            stored = form.look_again(answer)
        else:
            next_step = NEXT_REVISION if handed_over([month]) else "報告書の下書きには、作り直すと入ります。"
            messages.success(request, f"報告を保存しました。{next_step}")
            return redirect("reporting:order", pk)
    context = {
        "form": form,
        "order": order,
        "month": month,
        "answer": answer,
        "stored": _written(stored) if stored else None,
        "next_revision": NEXT_REVISION if handed_over([month]) else "",
    }
    return render(request, "reporting/order_answer.html", context, status=422 if form.errors else 200)


def _stored(order: ReportOrder, month: date) -> OrderAnswer | None:
    return order.answers.filter(month=month).select_related("answered_by").prefetch_related("rows").first()


def _find(pk: int) -> ReportOrder:
    return get_object_or_404(ReportOrder.objects.select_related("ordered_by", "withdrawn_by"), pk=pk)


def _month(period: str) -> date:
    try:
        return parse_month(period)[0]
    except ValueError as error:
        raise Http404(str(error)) from error


def _moment(text: str) -> Any:
    """What the hidden field says; anything that is no moment is no answer that somebody saw."""
    try:
        return parse_datetime(text)
    except ValueError:
        return None
