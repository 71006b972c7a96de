"""A term with a contract sum, and its invoices brought to the state that a test begins with."""

from datetime import date, datetime

from apps.accounts.models import User
from apps.contracts.models import Agreement, ContractTerm, Parameter
from apps.core.clock import JST
from apps.reporting import invoice_actions as actions
from apps.reporting.enums import AccountKind, InspectionResult, InvoiceState, PaymentChangeKind
from apps.reporting.models import Invoice, InvoiceIssuer, PaymentChange
from tests.contracts.factories import decided

TOTAL = 33_333_333
JUNE = date(2025, 6, 1)
FIRST_OF_JULY = datetime(2025, 7, 1, 5, 40, tzinfo=JST)
SECOND_OF_JULY = datetime(2025, 7, 2, 10, 0, tzinfo=JST)


def priced_term(total: int = TOTAL) -> ContractTerm:
    """The first term with its contract sum and with what its invoices name."""
    term = ContractTerm.objects.get(code="R7")
    term.total_yen = total
    term.save()
    Parameter.objects.filter(key="contract.contractor").update(value="架空の受託共同企業体")
    InvoiceIssuer.objects.get_or_create(
        term=term,
        defaults={
            "address": "埼玉県川越市架空町1丁目",
            "representative": "代表取締役　架空　太郎",
            "bank": "こえど銀行",
            "branch": "本店",
            "account_kind": AccountKind.ORDINARY,
            "account_number": "0123456",
            "account_name": "カ）コエドジユタクセンター",
        },
    )
    return term


def inspected(term: ContractTerm, month: date, by: User, city: User, at: datetime) -> None:
    on = at.astimezone(JST).date()
    actions.notify_completion(term=term, month=month, on=on, by=by, at=at)
    actions.record_inspection(term=term, month=month, result=InspectionResult.PASSED, on=on, by=city, at=at)


def make_invoice(
    by: User,
    city: User,
    state: InvoiceState = InvoiceState.DRAFT,
    *,
    month: date = JUNE,
    at: datetime = SECOND_OF_JULY,
    total: int = TOTAL,
) -> Invoice:
    term = priced_term(total)
    invoice = actions.draft_invoice(term=term, month=month, by=by, at=at)
    if state == InvoiceState.DRAFT:
        return invoice
    inspected(term, month, by, city, at)
    invoice = actions.send_invoice(invoice=invoice, by=by, at=at)
    if state == InvoiceState.RETURNED:
        return actions.return_invoice(invoice=invoice, comment="件名を契約書に合わせてください。", by=city, at=at)
    if state in (InvoiceState.ACCEPTED, InvoiceState.PAID):
        invoice = actions.accept_invoice(invoice=invoice, by=city, at=at)
    if state == InvoiceState.PAID:
        invoice = actions.record_payment(invoice=invoice, on=at.astimezone(JST).date(), by=city, at=at)
    return invoice


def make_change(by: User, *, month: date = date(2025, 9, 1), **fields: object) -> PaymentChange:
    """A month whose amount was agreed upon."""
    decided("C18")
    values = {"kind": PaymentChangeKind.AMOUNT, "net": 3_000_000} | fields
    return actions.add_payment_change(
        term=priced_term(), month=month, agreement=Agreement.objects.get(code="C18"), reason="工事のため休止した。",
        by=by, at=SECOND_OF_JULY, **values,
    )  # fmt: skip


def invoice_states(manager: User, city: User) -> dict[str, str]:
    """A month for each step that can be posted, in the state in which the step can be taken."""
    end = datetime(2025, 12, 1, 10, 0, tzinfo=JST)
    term = priced_term()
    make_invoice(manager, city, InvoiceState.DRAFT, month=date(2025, 6, 1), at=end)
    make_invoice(manager, city, InvoiceState.SENT, month=date(2025, 7, 1), at=end)
    make_invoice(manager, city, InvoiceState.ACCEPTED, month=date(2025, 8, 1), at=end)
    actions.notify_completion(term=term, month=date(2025, 10, 1), on=end.date(), by=manager, at=end)
    return {
        "invoice_draft": "2025-07", "invoice_send": "2025-06", "invoice_decide": "2025-07", "invoice_pay": "2025-08",
        "inspection_notify": "2025-11", "inspection_record": "2025-10",
    }  # fmt: skip
