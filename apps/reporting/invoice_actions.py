"""Writes around the invoices. Each locks the term's row first and the invoice's row after it."""

import logging
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.contracts.calendar import DAY, Calendar
from apps.contracts.deadlines import Duty, due_date
from apps.contracts.models import Agreement, ContractTerm, term_of
from apps.contracts.parameters import Parameters
from apps.contracts.payments import UnknownTaxRate
from apps.core.clock import long_date

from . import files
from .enums import InspectionResult, InvoiceState, PaymentChangeKind
from .invoices import Plan, PlannedMonth, invoice_content, invoice_differences, missing, plan_of
from .models import Inspection, Invoice, InvoiceIssuer, InvoiceRevision, PaymentChange
from .models.invoices import HANDED_OVER
from .reminders import refresh_counts_after_commit

WHERE_TO_ENTER = "受託者の名称は契約条件に、ほかは請求者と振込先に入力してください。"
DAYS_INSPECTED = "委託業務実施報告書の検査中または合格の後は、契約の終了を登録し、取り消すことはできません。"
DRAFT_ANEW = "下書きを作り直し、内容を確かめてから提出してください。"
MONTHS_LOOKED_BACK = 2
"""How long an outage may last before a month's invoice waits for a person."""
WITH_THE_CITY = tuple(state for state in HANDED_OVER if state != InvoiceState.RETURNED)

logger = logging.getLogger(__name__)


class InvoiceRefused(Exception):
    """The step is not possible as things stand; the message is the user's sentence."""


def draft_invoice(
    *,
    term: ContractTerm,
    month: date,
    by: User | None,
    at: datetime,
    reason: str = "",
    parameters: Parameters | None = None,
) -> Invoice:
    """Make the month's invoice, or its draft anew; what was handed over begins its next revision and needs a reason.

    Raises `InvoiceRefused` or `TransitionNotAllowed`.
    """
    with transaction.atomic():
        term = locked_term(term)
        parameters = parameters or Parameters.load()
        plan, planned = _planned(term, month, parameters, timezone.localdate(at))
        invoice = Invoice.objects.select_for_update(of=("self",), no_key=True).filter(term=term, month=month).first()
        if invoice is None:
            invoice = Invoice(term=term, month=month, number=f"{term.code}-{month:%Y-%m}", drafted_at=at, drafted_by=by)
        else:
            invoice.redraft(by=by, at=at, reason=reason)
        _take_figures(invoice, planned)
        invoice.save()
        _store(invoice, plan, planned, parameters, at=at)
        refresh_counts_after_commit(at)
    return invoice


def draft_missing_invoice(*, term: ContractTerm, month: date, at: datetime) -> Invoice | None:
    """Make the month's invoice unless it is there already; None when there is nothing to do."""
    with transaction.atomic():
        locked_term(term)
        if Invoice.objects.filter(term=term, month=month).exists():
            return None
        return draft_invoice(term=term, month=month, by=None, at=at)


def draft_due_invoices(*, at: datetime) -> list[Invoice]:
    """Make what is missing of the last months that ended, however late; what cannot be made yet waits for a person."""
    made, first = [], timezone.localdate(at).replace(day=1)
    for _ in range(MONTHS_LOOKED_BACK):
        last = first - DAY
        first = last.replace(day=1)
        term = term_of(last) or term_of(first)
        if term is None:
            continue
        try:
            made.append(draft_missing_invoice(term=term, month=first, at=at))
        except InvoiceRefused as refusal:
            logger.info("No invoice was drafted for %s %s: %s", term.code, f"{first:%Y-%m}", refusal)
    return [invoice for invoice in made if invoice]


def send_invoice(
    *, invoice: Invoice, by: User, at: datetime, seen: str | None = None, calendar: Calendar | None = None
) -> Invoice:
    """Freeze the open revision with the day of sending on it and hand it to the city.

    What is sent says what the draft said: where anything else has changed since, it is drafted and read anew. `seen` is
    the stamp of the revision that was read, here and in the steps of the city. Raises `InvoiceRefused` or
    `TransitionNotAllowed`.
    """
    calendar = calendar or Calendar.load()
    today = timezone.localdate(at)
    with transaction.atomic():
        term = locked_term(invoice.term)
        invoice = _locked(invoice)
        plan, planned = _planned(term, invoice.month, calendar.parameters, today)
        due = due_date(Duty.PAYMENT, today, calendar)
        invoice.send(by=by, at=at, nominal_due_on=due.nominal, safe_due_on=due.safe)
        draft = _seen(invoice, seen)
        if planned.amount != (invoice.net, invoice.percent, invoice.tax, invoice.gross):
            raise InvoiceRefused(f"下書きの後に支払の予定が変わりました。{DRAFT_ANEW}")
        if calendar.parameters.value("payment.after_inspection", planned.last) and not has_passed(term, invoice.month):
            raise InvoiceRefused("この月の検査に合格してから提出してください（第3-3-(2)）。")
        drafted = draft.content
        revision = _store(invoice, plan, planned, calendar.parameters, at=at)
        if gaps := missing(revision.content):
            raise InvoiceRefused(f"{'、'.join(gaps)}が未入力です。{WHERE_TO_ENTER}")
        if changed := [name for name, _, _ in invoice_differences(drafted, revision.content)]:
            raise InvoiceRefused(f"下書きの後に{'、'.join(changed)}が変わりました。{DRAFT_ANEW}")
        revision.issued_at = at
        revision.save(update_fields=["issued_at"])
        invoice.save()
        refresh_counts_after_commit(at)
    return invoice


def accept_invoice(*, invoice: Invoice, comment: str = "", by: User, at: datetime, seen: str | None = None) -> Invoice:
    """Raises `InvoiceRefused` or `TransitionNotAllowed`."""
    with transaction.atomic():
        invoice = _locked(invoice)
        _seen(invoice, seen)
        invoice.accept(by=by, at=at, comment=comment)
        invoice.save()
        refresh_counts_after_commit(at)
    return invoice


def return_invoice(*, invoice: Invoice, comment: str, by: User, at: datetime, seen: str | None = None) -> Invoice:
    """Raises `InvoiceRefused` or `TransitionNotAllowed`."""
    with transaction.atomic():
        invoice = _locked(invoice)
        _seen(invoice, seen)
        invoice.give_back(by=by, at=at, comment=comment)
        invoice.save()
        refresh_counts_after_commit(at)
    return invoice


def record_payment(*, invoice: Invoice, on: date, by: User, at: datetime, seen: str | None = None) -> Invoice:
    """Write down that the city paid; where the month is inspected, after it has passed (第3-3-(2)).

    Raises `InvoiceRefused` or `TransitionNotAllowed`.
    """
    with transaction.atomic():
        term = locked_term(invoice.term)
        invoice = _locked(invoice)
        _seen(invoice, seen)
        invoice.pay(on=on, by=by, at=at)
        if Inspection.objects.filter(term=term, month=invoice.month).exists() and not has_passed(term, invoice.month):
            raise InvoiceRefused("この月の検査に合格してから支払を記録してください（第3-3-(2)）。")
        sent_on, today = timezone.localdate(invoice.sent_at), timezone.localdate(at)
        if not sent_on <= on <= today:
            raise InvoiceRefused(f"支払日は、提出の日（{long_date(sent_on)}）から今日までの日にしてください。")
        invoice.save()
        refresh_counts_after_commit(at)
    return invoice


def notify_completion(
    *, term: ContractTerm, month: date, on: date, by: User, at: datetime, calendar: Calendar | None = None
) -> Inspection:
    """Tell the city that the month's work is done, which sets its days for the inspection going (第3-3-(1), (2)).

    Raises `InvoiceRefused`.
    """
    calendar = calendar or Calendar.load()
    with transaction.atomic():
        term = locked_term(term)
        _, planned = _planned(term, month, calendar.parameters, timezone.localdate(at))
        notice = Inspection(term=term, month=month, notified_on=on, notified_by=by)
        return notice_of(notice, since=planned.last, at=at, calendar=calendar)


def notice_of(notice: Inspection, *, since: date, at: datetime, calendar: Calendar) -> Inspection:
    """Keep a notice that work is done, which opens a round of its inspection (第3-3-(2), (4)).

    `since`: the last day of the work, before which nobody gives notice. Raises `InvoiceRefused`.
    """
    with transaction.atomic():
        notice.term = locked_term(notice.term)
        earlier = list(Inspection.objects.filter(term=notice.term, month=notice.month).order_by("round"))
        if earlier and earlier[-1].result != InspectionResult.FAILED:
            raise InvoiceRefused("完了の通知は、すでに記録されています。")
        since = max([since, *(found.inspected_on for found in earlier if found.inspected_on)])
        if not since <= notice.notified_on <= timezone.localdate(at):
            raise InvoiceRefused(f"完了の通知日は、{long_date(since)}から今日までの日にしてください。")
        due = due_date(Duty.INSPECTION, notice.notified_on, calendar)
        notice.round, notice.nominal_due_on, notice.safe_due_on = len(earlier) + 1, due.nominal, due.safe
        notice.save()
        refresh_counts_after_commit(at)
    return notice


def record_inspection(
    *,
    term: ContractTerm,
    month: date | None,
    result: InspectionResult,
    on: date,
    by: User,
    at: datetime,
    comment: str = "",
    correct_by: date | None = None,
) -> Inspection:
    """Write down what the city found (第3-3-(2), (3)), for the whole term without a month; raises `InvoiceRefused`."""
    with transaction.atomic():
        term = locked_term(term)
        inspection = Inspection.objects.filter(term=term, month=month, result="").first()
        if inspection is None:
            raise InvoiceRefused("検査を待っている完了の通知がありません。")
        if not inspection.notified_on <= on <= timezone.localdate(at):
            raise InvoiceRefused(
                f"検査日は、完了の通知日（{long_date(inspection.notified_on)}）から今日までの日にしてください。"
            )
        failed = result == InspectionResult.FAILED
        if failed and (not comment.strip() or correct_by is None or correct_by < on):
            raise InvoiceRefused("不合格のときは、補正の内容と、検査日以後の補正の期限を入力してください。")
        inspection.result, inspection.inspected_on, inspection.inspected_by = result, on, by
        inspection.comment, inspection.correct_by = comment, correct_by if failed else None
        inspection.save()
        refresh_counts_after_commit(at)
    return inspection


def set_contract_sum(*, term: ContractTerm, total_yen: int) -> ContractTerm:
    """Write down the contract sum without tax; once an invoice was sent there are agreed changes only.

    Raises `InvoiceRefused`.
    """
    with transaction.atomic():
        term = locked_term(term)
        if Invoice.objects.filter(term=term, sent_at__isnull=False).exists():
            raise InvoiceRefused(
                "提出した請求書があるため、契約金額は変えられません。支払の変更として登録してください。"
            )
        term.total_yen = total_yen
        term.save(update_fields=["total_yen"])
    return term


def set_issuer(*, term: ContractTerm, values: dict[str, Any]) -> InvoiceIssuer:
    """Write down who claims and the account to pay to; what was sent stays as it is."""
    issuer, _ = InvoiceIssuer.objects.update_or_create(term=term, defaults=values)
    return issuer


def add_payment_change(
    *,
    term: ContractTerm,
    month: date,
    kind: PaymentChangeKind,
    agreement: Agreement,
    reason: str,
    by: User,
    at: datetime,
    last_day: date | None = None,
    net: int | None = None,
    percent: int | None = None,
) -> PaymentChange:
    """Pay otherwise than the schedule says, as the parties agreed; raises `InvoiceRefused`."""
    with transaction.atomic():
        term = locked_term(term)
        if month not in term.months():
            raise InvoiceRefused("この契約年度の月を選んでください。")
        if kind == PaymentChangeKind.END and (last_day is None or not term.starts_on <= last_day <= term.ends_on):
            raise InvoiceRefused("業務の最終日は、この契約年度の中の日にしてください。")
        if not agreement.is_decided(timezone.localdate(at)):
            raise InvoiceRefused("決定の記録がある協議だけを選べます。")
        _refuse_if_handed_over(term, month, kind)
        if PaymentChange.objects.filter(term=term, month=month, kind=kind).exists():
            raise InvoiceRefused("この月には、同じ内容の変更がすでにあります。")
        if kind == PaymentChangeKind.END and PaymentChange.objects.filter(term=term, kind=kind).exists():
            raise InvoiceRefused("この契約年度の終了は、すでに登録されています。")
        return PaymentChange.objects.create(
            term=term,
            month=month,
            kind=kind,
            last_day=last_day if kind == PaymentChangeKind.END else None,
            net=net if kind == PaymentChangeKind.AMOUNT else None,
            percent=percent if kind == PaymentChangeKind.TAX else None,
            agreement=agreement,
            reason=reason,
            made_at=at,
            made_by=by,
        )


def withdraw_payment_change(*, change: PaymentChange) -> None:
    """Take back a change that was typed wrongly, while nothing with the city rests on it; raises `InvoiceRefused`."""
    with transaction.atomic():
        term = locked_term(change.term)
        _refuse_if_handed_over(term, change.month, PaymentChangeKind(change.kind))
        change.delete()


def has_passed(term: ContractTerm, month: date) -> bool:
    return Inspection.objects.filter(term=term, month=month, result=InspectionResult.PASSED).exists()


def final_is_open_or_passed(term: ContractTerm) -> bool:
    """Whether the city inspects the whole term's work, or has accepted it: its days stand then."""
    return Inspection.objects.filter(term=term, month=None).exclude(result=InspectionResult.FAILED).exists()


def _refuse_if_handed_over(term: ContractTerm, month: date, kind: PaymentChangeKind) -> None:
    """An end touches its month and those after it, and the term that is inspected; every other change its own month."""
    if kind == PaymentChangeKind.END and final_is_open_or_passed(term):
        raise InvoiceRefused(DAYS_INSPECTED)
    months = {"month__gte": month} if kind == PaymentChangeKind.END else {"month": month}
    if Invoice.objects.filter(term=term, state__in=WITH_THE_CITY, **months).exists():
        raise InvoiceRefused("請求書を提出済の月の額は変えられません。市が差し戻した後に登録してください。")


def _planned(term: ContractTerm, month: date, parameters: Parameters, today: date) -> tuple[Plan, PlannedMonth]:
    try:
        plan = plan_of(term, parameters)
    except UnknownTaxRate:
        raise InvoiceRefused("この月の消費税率が登録されていません。") from None
    if plan is None:
        raise InvoiceRefused("契約金額が登録されていません。")
    planned = plan.month(month)
    if planned is None:
        raise InvoiceRefused("この月に支払う額はありません。")
    if planned.needs_agreement:
        raise InvoiceRefused("月の途中で始まる月、終わる月の額は、協議の額を登録してから請求します。")
    if today < planned.last:
        raise InvoiceRefused("この月の業務がまだ終わっていません。")
    return plan, planned


def locked_term(term: ContractTerm) -> ContractTerm:
    """The term, whose invoices and inspections nobody else changes until the transaction ends."""
    return ContractTerm.objects.select_for_update(of=("self",), no_key=True).get(pk=term.pk)


def _seen(invoice: Invoice, stamp: str | None) -> InvoiceRevision:
    """The newest revision; InvoiceRefused when somebody has read another one."""
    newest = invoice.revisions.defer("xlsx", "pdf").latest("number")
    if stamp is not None and stamp != newest.stamp:
        raise InvoiceRefused(
            "この画面を開いた後に、請求書が作り直されました。内容を確かめて、もう一度操作してください。"
        )
    return newest


def _locked(invoice: Invoice) -> Invoice:
    return Invoice.objects.select_for_update(of=("self",), no_key=True).select_related("term").get(pk=invoice.pk)


def _take_figures(invoice: Invoice, planned: PlannedMonth) -> None:
    invoice.net, invoice.percent, invoice.tax, invoice.gross = planned.amount
    invoice.days = planned.days


def _store(
    invoice: Invoice, plan: Plan, planned: PlannedMonth, parameters: Parameters, *, at: datetime
) -> InvoiceRevision:
    """Write the revision that is not sent yet: the same row until it is, the next number after it."""
    content = invoice_content(
        invoice.term, planned, plan, parameters, number=invoice.number, made_on=timezone.localdate(at)
    )
    revision = invoice.revisions.filter(issued_at__isnull=True).first()
    if revision is None:
        revision = InvoiceRevision(invoice=invoice, number=invoice.revisions.count() + 1)
    revision.content = content
    revision.keep_files(files.build(content, "xlsx", at), files.build(content, "pdf", at))
    revision.made_at, revision.made_by, revision.reason = at, invoice.drafted_by, invoice.reason
    revision.save()
    return revision
