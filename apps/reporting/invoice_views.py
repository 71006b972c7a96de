"""The invoices of a term: the list, one month's paper with its next step, the schedule and the reckoning."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.accounts.actions import record_access
from apps.accounts.enums import AccessKind
from apps.accounts.models import User
from apps.accounts.requests import SignedInRequest
from apps.contracts.calendar import Calendar
from apps.contracts.models import ContractTerm
from apps.contracts.parameters import Parameters
from apps.contracts.payments import UnknownTaxRate
from apps.core.clock import parse_month

from . import files, invoice_actions, permissions
from .enums import InspectionResult, InvoiceState, PaymentChangeKind
from .forms import DecisionForm, RemakeForm
from .inspection_page import empty_form, rounds_shown
from .invoice_actions import InvoiceRefused
from .invoice_forms import (
    CompletionForm,
    ContractSumForm,
    InspectionForm,
    IssuerForm,
    PaymentChangeForm,
    PaymentForm,
)
from .invoice_rows import invoice_row, invoice_rows
from .invoices import Plan, PlannedMonth, invoice_differences, missing, plan_of
from .models import Inspection, Invoice, InvoiceIssuer, InvoiceRevision, PaymentChange, TransitionNotAllowed
from .views import tell_damaged

Step = Callable[[dict[str, Any]], object]


class Subject(NamedTuple):
    """The month of an address: its term, the first day, the plan, and the invoice as far as this reader may see it."""

    term: ContractTerm
    month: date
    parameters: Parameters
    plan: Plan
    planned: PlannedMonth
    invoice: Invoice | None


@require_GET
def invoice_list(request: SignedInRequest) -> HttpResponse:
    """Every month of the term: the planned amount, where it stands, who acts next."""
    today = timezone.localdate()
    terms = list(ContractTerm.objects.prefetch_related("service_starts").order_by("-starts_on"))
    term = next((each for each in terms if each.code == request.GET.get("term")), None)
    term = term or next((each for each in terms if each.starts_on <= today), terms[-1] if terms else None)
    if term is None:
        raise Http404
    parameters = Parameters.load()
    plan, problem = _plan(term, parameters)
    context = {
        "terms": terms,
        "term": term,
        "plan": plan,
        "problem": problem,
        "rows": invoice_rows(term, plan, request.user, today, parameters) if plan else [],
    }
    return render(request, "reporting/invoice_list.html", context)


@require_GET
def invoice_detail(request: SignedInRequest, code: str, period: str) -> HttpResponse:
    """The paper as it will be printed, and the next step for whoever may take it."""
    return render(request, "reporting/invoice_detail.html", detail_context(request, find(request, code, period)))


def detail_context(request: SignedInRequest, subject: Subject, **given: forms.Form) -> dict[str, Any]:
    today = timezone.localdate()
    revisions = readable_revisions(request.user, subject.invoice)
    shown = revisions[0] if revisions else None
    older = revisions[1] if len(revisions) > 1 else None
    inspections = list(
        Inspection.objects.filter(term=subject.term, month=subject.month).select_related("notified_by", "inspected_by")
    )
    inspection = inspections[-1] if inspections else None
    inspect_first = subject.parameters.value("payment.after_inspection", subject.planned.last)
    row = invoice_row(
        subject.planned,
        subject.invoice,
        inspection,
        today,
        inspect_first=inspect_first,
        sees_drafts=permissions.sees_drafts(request.user.role),
    )
    return {
        "term": subject.term,
        "planned": subject.planned,
        "invoice": subject.invoice,
        "row": row,
        "is_over": today >= subject.planned.last,
        "needs_notice": inspection is None or inspection.result == InspectionResult.FAILED,
        "waits_for_inspection": inspect_first and (inspection is None or inspection.result != InspectionResult.PASSED),
        "inspections": rounds_shown(inspections, today),
        "shown": shown,
        "content": shown.content if shown else None,
        "paper_day": date.fromisoformat(shown.content["made_on"]) if shown else None,
        "gaps": missing(shown.content) if shown and not shown.issued_at else [],
        "revisions": revisions,
        "older": older,
        "differences": invoice_differences(older.content, shown.content) if older and shown else [],
        "completion_form": CompletionForm(initial={"notified_on": today}),
        "inspection_form": empty_form(today, Calendar.load()),
        "decision_form": DecisionForm(),
        "payment_form": PaymentForm(initial={"paid_on": today}),
        "remake_form": RemakeForm(),
        **given,
    }


def answer(
    request: SignedInRequest, subject: Subject, name: str, form: forms.Form, step: Step, done: str
) -> HttpResponse:
    """Take the step with what was typed, or give the page back with what stands in the way."""
    stopped = ""
    if form.is_valid():
        try:
            step(form.cleaned_data)
        except (InvoiceRefused, TransitionNotAllowed) as refusal:
            stopped = str(refusal)
        else:
            messages.success(request, done)
            return redirect("reporting:invoice", subject.term.code, subject.planned.period)
    context = detail_context(request, subject, **{name: form}) | {"stopped": stopped}
    return render(request, "reporting/invoice_detail.html", context, status=422)


def answer_plainly(request: SignedInRequest, subject: Subject, step: Callable[[], object], done: str) -> HttpResponse:
    try:
        step()
    except (InvoiceRefused, TransitionNotAllowed) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("reporting:invoice", subject.term.code, subject.planned.period)


@require_POST
def invoice_draft(request: SignedInRequest, code: str, period: str) -> HttpResponse:
    """Make the draft, for the first time or anew."""
    subject = find(request, code, period)

    def step(typed: dict[str, Any]) -> object:
        return invoice_actions.draft_invoice(
            term=subject.term,
            month=subject.month,
            by=request.user,
            at=timezone.now(),
            reason=typed.get("reason", ""),
            parameters=subject.parameters,
        )

    if subject.invoice and subject.invoice.state != InvoiceState.DRAFT:
        done = "請求書の次の版を作成しました。"
        return answer(request, subject, "remake_form", RemakeForm(request.POST), step, done)
    return answer_plainly(request, subject, lambda: step({}), "請求書の下書きを作成しました。")


@require_POST
def invoice_send(request: SignedInRequest, code: str, period: str) -> HttpResponse:
    subject = find(request, code, period)
    invoice = invoice_of(subject)
    seen, done = request.POST.get("seen", ""), "請求書を市へ提出しました。この版の数値とファイルは固定されました。"
    step = partial(invoice_actions.send_invoice, invoice=invoice, by=request.user, at=timezone.now(), seen=seen)
    return answer_plainly(request, subject, step, done)


@require_POST
def invoice_decide(request: SignedInRequest, code: str, period: str) -> HttpResponse:
    """The city accepts the invoice or returns it with its reason."""
    subject = find(request, code, period)
    invoice = invoice_of(subject)

    def step(typed: dict[str, Any]) -> object:
        decide = (
            invoice_actions.accept_invoice
            if typed["decision"] == InvoiceState.ACCEPTED
            else invoice_actions.return_invoice
        )
        seen = request.POST.get("seen", "")
        return decide(invoice=invoice, comment=typed["comment"], by=request.user, at=timezone.now(), seen=seen)

    return answer(request, subject, "decision_form", DecisionForm(request.POST), step, "市の決定を記録しました。")


@require_POST
def invoice_pay(request: SignedInRequest, code: str, period: str) -> HttpResponse:
    subject = find(request, code, period)
    invoice = invoice_of(subject)

    def step(typed: dict[str, Any]) -> object:
        return invoice_actions.record_payment(
            invoice=invoice, on=typed["paid_on"], by=request.user, at=timezone.now(), seen=request.POST.get("seen", "")
        )

    return answer(request, subject, "payment_form", PaymentForm(request.POST), step, "支払を記録しました。")


@require_POST
def inspection_notify(request: SignedInRequest, code: str, period: str) -> HttpResponse:
    """The contractor tells the city that the month's work is done."""
    subject = find(request, code, period)

    def step(typed: dict[str, Any]) -> object:
        return invoice_actions.notify_completion(
            term=subject.term, month=subject.month, on=typed["notified_on"], by=request.user, at=timezone.now()
        )

    form = CompletionForm(request.POST)
    return answer(request, subject, "completion_form", form, step, "完了の通知を記録しました。市の検査を待っています。")


@require_POST
def inspection_record(request: SignedInRequest, code: str, period: str) -> HttpResponse:
    """The city writes down what it found."""
    subject = find(request, code, period)

    def step(typed: dict[str, Any]) -> object:
        return invoice_actions.record_inspection(
            term=subject.term,
            month=subject.month,
            result=InspectionResult(typed["result"]),
            on=typed["inspected_on"],
            comment=typed["comment"],
            correct_by=typed["correct_by"],
            by=request.user,
            at=timezone.now(),
        )

    return answer(request, subject, "inspection_form", InspectionForm(request.POST), step, "検査の結果を記録しました。")


@require_GET
def invoice_download(request: SignedInRequest, code: str, period: str, form: str) -> HttpResponse:
    """One file of one revision, the newest unless `?revision=` names another; leaves an access row."""
    invoice = invoice_of(find(request, code, period))
    if form not in files.FORMATS:
        raise Http404
    rows = revisions_for(request.user, invoice)
    if number := request.GET.get("revision", ""):
        rows = rows.filter(number=int(number) if number.isdecimal() and len(number) < 5 else 0)
    revision = rows.only("number", "invoice_id", form, f"{form}_sha256").first()
    if revision is None:
        raise Http404
    if not revision.is_intact(form):
        return tell_damaged(request, revision, back_to=reverse("reporting:invoice", args=[code, period]))
    record_access(request, AccessKind.EXPORT, target=revision, reason=f"{invoice} 第{revision.number}版 {form}")
    response = HttpResponse(bytes(getattr(revision, form)), content_type=files.CONTENT_TYPES[form])
    response["Content-Disposition"] = files.invoice_attachment(invoice.number, revision.number, form)
    patch_cache_control(response, private=True, no_store=True)
    return response


@require_GET
def payment_schedule(request: SignedInRequest, code: str) -> HttpResponse:
    """How the contract sum becomes the months' amounts, and what was agreed otherwise."""
    return render(request, "reporting/payment_schedule.html", schedule_context(find_term(code)))


def schedule_context(term: ContractTerm, **given: forms.Form) -> dict[str, Any]:
    plan, problem = _plan(term, Parameters.load())
    return {
        "term": term,
        "plan": plan,
        "problem": problem,
        "days_inspected": invoice_actions.DAYS_INSPECTED if invoice_actions.final_is_open_or_passed(term) else "",
        "has_sent": Invoice.objects.filter(term=term, sent_at__isnull=False).exists(),
        "sum_form": ContractSumForm(initial={"total_yen": term.total_yen}),
        "change_form": PaymentChangeForm(term=term, today=timezone.localdate()),
        **given,
    }


def answer_schedule(
    request: SignedInRequest, term: ContractTerm, name: str, form: forms.Form, step: Step, done: str
) -> HttpResponse:
    if form.is_valid():
        try:
            step(form.cleaned_data)
        except InvoiceRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect("reporting:payment_schedule", term.code)
    return render(request, "reporting/payment_schedule.html", schedule_context(term, **{name: form}), status=422)


@require_POST
def contract_sum(request: SignedInRequest, code: str) -> HttpResponse:
    term = find_term(code)

    def step(typed: dict[str, Any]) -> object:
        return invoice_actions.set_contract_sum(term=term, total_yen=typed["total_yen"])

    return answer_schedule(request, term, "sum_form", ContractSumForm(request.POST), step, "契約金額を登録しました。")


@require_POST
def payment_change(request: SignedInRequest, code: str) -> HttpResponse:
    """What the parties agreed to pay otherwise."""
    term = find_term(code)
    form = PaymentChangeForm(request.POST, term=term, today=timezone.localdate())

    def step(typed: dict[str, Any]) -> object:
        figures = {name: typed[name] for name in ("month", "last_day", "net", "percent", "agreement", "reason")}
        return invoice_actions.add_payment_change(
            term=term, kind=PaymentChangeKind(typed["kind"]), by=request.user, at=timezone.now(), **figures
        )

    return answer_schedule(request, term, "change_form", form, step, "支払の変更を登録しました。")


@require_POST
def payment_change_withdraw(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    term = find_term(code)
    change = get_object_or_404(PaymentChange, term=term, pk=pk)
    try:
        invoice_actions.withdraw_payment_change(change=change)
    except InvoiceRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "支払の変更を取り消しました。")
    return redirect("reporting:payment_schedule", term.code)


@require_http_methods(["GET", "POST"])
def invoice_issuer(request: SignedInRequest, code: str) -> HttpResponse:
    """Who claims, and the account to pay to."""
    term = find_term(code)
    issuer = InvoiceIssuer.objects.filter(term=term).first()
    form = IssuerForm(request.POST or None, instance=issuer)
    if request.method == "POST" and form.is_valid():
        invoice_actions.set_issuer(term=term, values=form.cleaned_data)
        messages.success(request, "請求者と振込先を登録しました。下書きの請求書は、作り直すと新しい内容になります。")
        return redirect("reporting:invoices")
    status = 422 if form.is_bound else 200
    return render(request, "reporting/invoice_issuer.html", {"term": term, "form": form}, status=status)


def find_term(code: str) -> ContractTerm:
    return get_object_or_404(ContractTerm.objects.prefetch_related("service_starts"), code=code)


def find(request: SignedInRequest, code: str, period: str) -> Subject:
    """The month of the address; 404 where nothing is paid for it, or where this reader may not know of it yet."""
    try:
        month, _ = parse_month(period)
    except ValueError as error:
        raise Http404(str(error)) from error
    term, parameters = find_term(code), Parameters.load()
    plan, _ = _plan(term, parameters)
    planned = plan.month(month) if plan else None
    if plan is None or planned is None:
        raise Http404
    invoice = (
        Invoice.objects.for_user(request.user)
        .filter(term=term, month=month)
        .select_related("term", "sent_by", "decided_by", "paid_by")
        .first()
    )
    return Subject(term, month, parameters, plan, planned, invoice)


def invoice_of(subject: Subject) -> Invoice:
    if subject.invoice is None:
        raise Http404
    return subject.invoice


def revisions_for(user: User, invoice: Invoice) -> Any:
    rows = InvoiceRevision.objects.filter(invoice=invoice).order_by("-number")
    return rows if permissions.sees_drafts(user.role) else rows.filter(issued_at__isnull=False)


def readable_revisions(user: User, invoice: Invoice | None) -> list[InvoiceRevision]:
    if invoice is None:
        return []
    return list(revisions_for(user, invoice).select_related("made_by").defer("xlsx", "pdf"))


def _plan(term: ContractTerm, parameters: Parameters) -> tuple[Plan | None, str]:
    """The payments of the term, or the sentence that says what is still missing."""
    try:
        plan = plan_of(term, parameters)
    except UnknownTaxRate:
        return None, "この契約年度の消費税率が登録されていないため、支払の予定を出せません。"
    return plan, "" if plan else "契約金額が登録されていないため、支払の予定を出せません。"
