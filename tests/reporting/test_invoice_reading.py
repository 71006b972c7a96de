"""Nobody sends, accepts or pays what they have not read, nor for a party without a name, nor before the inspection."""

from datetime import date

import pytest

from apps.accounts.enums import Role
from apps.contracts.models import Parameter
from apps.reporting import invoice_actions as actions
from apps.reporting.enums import InspectionResult, InvoiceState
from apps.reporting.invoice_actions import InvoiceRefused
from apps.reporting.invoices import named
from apps.reporting.models import Invoice

from .invoice_factories import JUNE, SECOND_OF_JULY, inspected, make_invoice, priced_term

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]


@pytest.fixture
def city(user_of):
    return user_of(Role.CITY_APPROVER)


def test_a_party_without_a_name_sends_no_invoice(manager, city):
    term = priced_term()
    Parameter.objects.filter(key="contract.contractor").update(value="（受託者の名称を契約条件に登録してください）")
    invoice = actions.draft_invoice(term=term, month=JUNE, by=manager, at=SECOND_OF_JULY)
    assert invoice.revisions.get().content["contractor"] == ""
    inspected(term, JUNE, manager, city, SECOND_OF_JULY)
    with pytest.raises(InvoiceRefused, match="受託者が未入力です。受託者の名称は契約条件に"):
        actions.send_invoice(invoice=invoice, by=manager, at=SECOND_OF_JULY)
    assert Invoice.objects.get().state == InvoiceState.DRAFT


@pytest.mark.parametrize("name", ["（株）架空サービス", "架空サービス株式会社", "（株）お問合せください（架空）"])
def test_a_name_with_brackets_is_a_name(name):
    assert named(name) == name


def test_an_account_that_was_changed_after_the_draft_is_not_sent_unread(manager, city):
    invoice = make_invoice(manager, city)
    inspected(invoice.term, JUNE, manager, city, SECOND_OF_JULY)
    read = invoice.revisions.get()
    invoice.term.invoice_issuer.account_number = "7654321"
    invoice.term.invoice_issuer.save()
    with pytest.raises(InvoiceRefused, match="下書きの後に口座番号が変わりました"):
        actions.send_invoice(invoice=invoice, by=manager, at=SECOND_OF_JULY)
    assert invoice.revisions.get().content == read.content
    actions.draft_invoice(term=invoice.term, month=JUNE, by=manager, at=SECOND_OF_JULY)
    assert actions.send_invoice(invoice=invoice, by=manager, at=SECOND_OF_JULY).state == InvoiceState.SENT


def test_what_was_made_anew_in_another_window_is_not_sent_decided_or_paid_unread(manager, city):
    invoice = make_invoice(manager, city, InvoiceState.SENT)
    read = invoice.revisions.get().stamp
    actions.draft_invoice(term=invoice.term, month=JUNE, by=manager, at=SECOND_OF_JULY, reason="訂正")
    with pytest.raises(InvoiceRefused, match="作り直されました"):
        actions.send_invoice(invoice=invoice, by=manager, at=SECOND_OF_JULY, seen=read)
    invoice = actions.send_invoice(invoice=invoice, by=manager, at=SECOND_OF_JULY)
    for decide in (actions.accept_invoice, actions.return_invoice):
        with pytest.raises(InvoiceRefused, match="作り直されました"):
            decide(invoice=invoice, comment="受け取りました。", by=city, at=SECOND_OF_JULY, seen=read)
    now_read = invoice.revisions.get(number=2).stamp
    actions.accept_invoice(invoice=invoice, by=city, at=SECOND_OF_JULY, seen=now_read)
    with pytest.raises(InvoiceRefused, match="作り直されました"):
        actions.record_payment(invoice=invoice, on=date(2025, 7, 2), by=city, at=SECOND_OF_JULY, seen=read)
    assert Invoice.objects.get().state == InvoiceState.ACCEPTED


def test_nothing_is_paid_while_the_inspection_of_the_month_is_open(manager, city):
    Parameter.objects.filter(key="payment.after_inspection").update(value=False)
    invoice = make_invoice(manager, city)
    invoice = actions.send_invoice(invoice=invoice, by=manager, at=SECOND_OF_JULY)
    actions.accept_invoice(invoice=invoice, by=city, at=SECOND_OF_JULY)
    on = SECOND_OF_JULY.date()
    actions.notify_completion(term=invoice.term, month=JUNE, on=on, by=manager, at=SECOND_OF_JULY)
    with pytest.raises(InvoiceRefused, match="検査に合格してから支払"):
        actions.record_payment(invoice=invoice, on=on, by=city, at=SECOND_OF_JULY)
    actions.record_inspection(
        term=invoice.term, month=JUNE, result=InspectionResult.PASSED, on=on, by=city, at=SECOND_OF_JULY
    )
    assert actions.record_payment(invoice=invoice, on=on, by=city, at=SECOND_OF_JULY).state == InvoiceState.PAID
