"""How the months of a term stand between the two parties, as the list and the pages of the invoices print it."""

from datetime import date
from typing import NamedTuple

from apps.accounts.models import User
from apps.contracts.models import ContractTerm
from apps.contracts.parameters import Parameters

from . import permissions
from .enums import InspectionResult, InvoiceState
from .invoices import Plan, PlannedMonth
from .models import Inspection, Invoice

CITY, CONTRACTOR, NOBODY = "市", "受託者", "—"


class Standing(NamedTuple):
    """A state by sign and word."""

    sign: str
    word: str


class InvoiceRow(NamedTuple):
    """One month of a term: its planned amount, where its invoice, inspection and payment stand, and who acts next."""

    planned: PlannedMonth
    invoice: Invoice | None
    inspection: Inspection | None
    standing: Standing
    inspected: Standing
    paid: Standing
    next_step: str


def invoice_rows(term: ContractTerm, plan: Plan, user: User, today: date, parameters: Parameters) -> list[InvoiceRow]:
    """All months that are paid, in order; two queries for any number of months."""
    invoices = {invoice.month: invoice for invoice in Invoice.objects.for_user(user).filter(term=term)}
    inspections = {found.month: found for found in Inspection.objects.filter(term=term).order_by("round")}
    first_needed = {
        planned.month: parameters.value("payment.after_inspection", planned.last) for planned in plan.months
    }
    return [
        invoice_row(
            planned,
            invoices.get(planned.month),
            inspections.get(planned.month),
            today,
            inspect_first=first_needed[planned.month],
            sees_drafts=permissions.sees_drafts(user.role),
        )
        for planned in plan.months
    ]


def invoice_row(
    planned: PlannedMonth,
    invoice: Invoice | None,
    inspection: Inspection | None,
    today: date,
    *,
    inspect_first: bool,
    sees_drafts: bool,
) -> InvoiceRow:
    return InvoiceRow(
        planned,
        invoice,
        inspection,
        _standing(planned, invoice, today, sees_drafts=sees_drafts),
        _inspected(planned, inspection, today),
        _paid(invoice, today),
        _next_step(planned, invoice, inspection, today, inspect_first=inspect_first, sees_drafts=sees_drafts),
    )


def _standing(planned: PlannedMonth, invoice: Invoice | None, today: date, *, sees_drafts: bool) -> Standing:
    if invoice is None:
        if today < planned.last:
            return Standing("off", "未到来")
        if planned.needs_agreement:
            return Standing("warn", "額の協議待ち")
        return Standing("off", "未作成" if sees_drafts else "未提出")
    state = InvoiceState(invoice.state)
    if state == InvoiceState.DRAFT and invoice.sent_at:
        return Standing("warn", "訂正中")
    signs = {
        InvoiceState.DRAFT: "warn",
        InvoiceState.SENT: "ok",
        InvoiceState.RETURNED: "error",
        InvoiceState.ACCEPTED: "ok",
        InvoiceState.PAID: "info",
    }
    return Standing(signs[state], state.label)


def _inspected(planned: PlannedMonth, inspection: Inspection | None, today: date) -> Standing:
    """未 before and 遅延 after the day on which the inspection is due, 済 once it has passed (第3-3-(2))."""
    if inspection is None:
        return Standing("off", "—" if today < planned.last else "通知待ち")
    if inspection.result == InspectionResult.PASSED:
        assert inspection.inspected_on
        return Standing("info", "合格" if inspection.inspected_on <= inspection.nominal_due_on else "合格（期限後）")
    if inspection.result == InspectionResult.FAILED:
        return Standing("error", "不合格・補正中")
    return Standing("error", "遅延") if today > inspection.nominal_due_on else Standing("warn", "検査待ち")


def _paid(invoice: Invoice | None, today: date) -> Standing:
    """未, 済 or 遅延 by the day on which the payment is due; a returned invoice sets no day going."""
    if invoice is None or invoice.nominal_due_on is None:
        return Standing("off", NOBODY)
    if invoice.state == InvoiceState.PAID:
        assert invoice.paid_on
        return Standing("info", "済" if invoice.paid_on <= invoice.nominal_due_on else "済（期限後）")
    if invoice.state not in (InvoiceState.SENT, InvoiceState.ACCEPTED):
        return Standing("off", NOBODY)
    return Standing("error", "遅延") if today > invoice.nominal_due_on else Standing("warn", "未")


def _next_step(
    planned: PlannedMonth,
    invoice: Invoice | None,
    inspection: Inspection | None,
    today: date,
    *,
    inspect_first: bool,
    sees_drafts: bool,
) -> str:
    if today < planned.last:
        return NOBODY
    if planned.needs_agreement and invoice is None:
        return f"{CITY}・{CONTRACTOR}（協議）"
    match invoice and InvoiceState(invoice.state):
        case InvoiceState.SENT:
            return f"{CITY}（受理）"
        case InvoiceState.ACCEPTED:
            return f"{CITY}（支払）"
        case InvoiceState.RETURNED:
            return f"{CONTRACTOR}（訂正）"
        case InvoiceState.PAID:
            return NOBODY
    if inspect_first and not (inspection and inspection.result == InspectionResult.PASSED):
        return f"{CITY}（検査）" if inspection and not inspection.result else f"{CONTRACTOR}（完了の通知）"
    return f"{CONTRACTOR}（提出）" if invoice or not sees_drafts else f"{CONTRACTOR}（作成）"
