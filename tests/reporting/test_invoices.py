"""The months of a term on paper: the sums, the states, what the database freezes, and who meets whom."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from apps.accounts.enums import Role
from apps.contracts.calendar import Calendar
from apps.contracts.models import Agreement, ContractTerm, Parameter, ServiceStart, TaxRate
from apps.contracts.parameters import Parameters
from apps.contracts.payments import Basis, UnknownTaxRate
from apps.core.clock import JST
from apps.reporting import invoice_actions as actions
from apps.reporting import tasks
from apps.reporting.demo import invoices as demo
from apps.reporting.demo import world
from apps.reporting.enums import INVOICE_TRANSITIONS, InspectionResult, InvoiceState, PaymentChangeKind
from apps.reporting.invoice_actions import InvoiceRefused
from apps.reporting.invoices import invoice_differences, plan_of
from apps.reporting.models import Inspection, Invoice, InvoiceRevision, TransitionNotAllowed
from tests.threads import at_once

from .invoice_factories import (
    FIRST_OF_JULY,
    JUNE,
    SECOND_OF_JULY,
    TOTAL,
    inspected,
    make_change,
    make_invoice,
    priced_term,
)

pytestmark = pytest.mark.django_db
HANDED_OVER = [InvoiceState.SENT, InvoiceState.RETURNED, InvoiceState.ACCEPTED, InvoiceState.PAID]
MARCH = date(2026, 3, 1)


@pytest.fixture
def manager(masters, user_of):
    return user_of(Role.GENERAL_MANAGER)


@pytest.fixture
def city(masters, user_of):
    return user_of(Role.CITY_APPROVER)


def plan(total=TOTAL):
    return plan_of(priced_term(total), Parameters.load())


# --- the schedule ----------------------------------------------------------------------------------------------------


def test_the_months_add_up_to_the_contract_sum_and_the_last_one_gets_the_difference(masters):
    planned = plan()
    assert [month.amount.gross for month in planned.months] == [3_666_666] * 9 + [3_666_672]
    assert planned.total.gross == planned.contract.gross == 36_666_666
    assert planned.is_whole
    assert [month.difference for month in planned.months] == [0] * 9 + [6]
    assert planned.months[-1].amount == (3_333_339, 10, 333_333, 3_666_672)
    assert [month.days for month in planned.months][:3] == [30, 31, 31]


def test_by_the_sum_without_tax_the_nets_add_up(masters):
    Parameter.objects.filter(key="payment.basis").update(value=Basis.NET)
    planned = plan()
    assert [month.amount.net for month in planned.months] == [3_333_333] * 9 + [3_333_336]
    assert planned.total.net == planned.contract.net == TOTAL
    assert planned.is_whole


class ThousandTotals(TestCase):
    """Σ invoices = the contract for a thousand totals, with either basis, down to the rows that are written."""

    fixtures = ("contract", "contract_agreements", "contract_opening_rules", "contract_parameters")

    @settings(max_examples=1000, deadline=None)
    @given(total=st.integers(1, 10**11), basis=st.sampled_from(list(Basis)))
    def test_the_invoices_add_up_to_the_contract(self, total, basis):
        Parameter.objects.filter(key="payment.basis").update(value=basis)
        planned = plan_of(_priced(total), Parameters.load())
        amounts = [month.amount for month in planned.months]
        assert planned.is_whole
        assert all(amount.net + amount.tax == amount.gross for amount in amounts)
        assert all(amount == amounts[0] for amount in amounts[:-1])
        assert 0 <= amounts[-1].gross - amounts[0].gross <= len(amounts)


def _priced(total):
    term = ContractTerm.objects.get(code="R7")
    term.total_yen = total
    return term


def test_a_new_rate_holds_from_the_month_that_ends_on_its_day(masters):
    TaxRate.objects.update(valid_to=date(2025, 9, 30))
    TaxRate.objects.create(percent=12, valid_from=date(2025, 10, 1))
    planned = plan(100_000_000)
    assert [month.amount.percent for month in planned.months] == [10] * 4 + [12] * 6
    assert planned.months[3].amount == (10_000_000, 10, 1_000_000, 11_000_000)
    assert planned.months[4].amount == (10_000_000, 12, 1_200_000, 11_200_000)
    assert not planned.is_whole


def test_no_plan_for_a_month_whose_tax_is_not_known(masters):
    TaxRate.objects.update(valid_to=date(2025, 9, 30))
    with pytest.raises(UnknownTaxRate, match="2025-10-31"):
        plan()


def test_an_agreed_older_rate_goes_before_the_new_one(masters, city):
    TaxRate.objects.update(valid_to=date(2025, 9, 30))
    TaxRate.objects.create(percent=12, valid_from=date(2025, 10, 1))
    make_change(city, month=date(2025, 10, 1), kind=PaymentChangeKind.TAX, net=None, percent=10)
    assert [month.amount.percent for month in plan().months] == [10] * 5 + [12] * 5


def test_no_plan_without_a_contract_sum(masters):
    assert plan_of(ContractTerm.objects.get(code="R7"), Parameters.load()) is None


def test_a_later_start_makes_fewer_months_and_no_payment_for_the_preparation(masters):
    ServiceStart.objects.update(starts_on=date(2025, 7, 1))
    planned = plan()
    assert planned.months[0].period == "2025-07"
    assert len(planned.months) == 9
    assert planned.is_whole


def test_a_month_that_begins_in_its_middle_waits_for_an_agreement(manager, city):
    ServiceStart.objects.update(starts_on=date(2025, 6, 16))
    assert plan().months[0].needs_agreement
    with pytest.raises(InvoiceRefused, match="協議の額"):
        actions.draft_invoice(term=priced_term(), month=JUNE, by=manager, at=SECOND_OF_JULY)
    make_change(city, month=JUNE, net=1_500_000)
    invoice = actions.draft_invoice(term=priced_term(), month=JUNE, by=manager, at=SECOND_OF_JULY)
    assert (invoice.net, invoice.tax, invoice.gross, invoice.days) == (1_500_000, 150_000, 1_650_000, 15)


def test_an_early_end_is_paid_up_to_its_month_and_the_begun_one_as_agreed(manager, city):
    make_change(city, month=date(2025, 9, 1), kind=PaymentChangeKind.END, net=None, last_day=date(2025, 9, 10))
    planned = plan()
    assert [month.period for month in planned.months] == ["2025-06", "2025-07", "2025-08", "2025-09"]
    assert [month.needs_agreement for month in planned.months] == [False, False, False, True]
    assert (planned.months[-1].days, planned.months[-1].difference) == (10, 0)
    assert planned.total.gross == 3 * 3_666_666
    make_change(city, month=date(2025, 9, 1), net=1_111_111)
    assert plan().months[-1].amount == (1_111_111, 10, 111_111, 1_222_222)
    assert plan().total.gross == 3 * 3_666_666 + 1_222_222


def test_an_end_on_the_last_day_of_a_month_needs_no_other_agreement(masters, city):
    make_change(city, month=date(2025, 9, 1), kind=PaymentChangeKind.END, net=None, last_day=date(2025, 9, 30))
    assert [month.needs_agreement for month in plan().months] == [False] * 4


# --- the states ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", InvoiceState)
@pytest.mark.parametrize("to", InvoiceState)
def test_every_step_from_every_state(manager, city, state, to):
    invoice = make_invoice(manager, city, state)
    step = {
        InvoiceState.DRAFT: lambda: actions.draft_invoice(
            term=invoice.term, month=JUNE, by=manager, at=SECOND_OF_JULY, reason="訂正"
        ),
        InvoiceState.SENT: lambda: actions.send_invoice(invoice=invoice, by=manager, at=SECOND_OF_JULY),
        InvoiceState.RETURNED: lambda: actions.return_invoice(
            invoice=invoice, comment="訂正してください。", by=city, at=SECOND_OF_JULY
        ),
        InvoiceState.ACCEPTED: lambda: actions.accept_invoice(invoice=invoice, by=city, at=SECOND_OF_JULY),
        InvoiceState.PAID: lambda: actions.record_payment(
            invoice=invoice, on=date(2025, 7, 2), by=city, at=SECOND_OF_JULY
        ),
    }[to]
    if state == InvoiceState.DRAFT:
        inspected(invoice.term, JUNE, manager, city, SECOND_OF_JULY)
    if to in INVOICE_TRANSITIONS[state]:
        step()
        assert Invoice.objects.get().state == to
    else:
        with pytest.raises(TransitionNotAllowed):
            step()
        assert Invoice.objects.get().state == state


def test_sending_puts_the_day_on_the_paper_and_sets_the_payment_going(manager, city):
    invoice = actions.draft_invoice(term=priced_term(), month=JUNE, by=None, at=FIRST_OF_JULY)
    inspected(invoice.term, JUNE, manager, city, SECOND_OF_JULY)
    invoice = actions.send_invoice(invoice=invoice, by=manager, at=SECOND_OF_JULY)
    assert (invoice.nominal_due_on, invoice.safe_due_on) == (date(2025, 7, 31), date(2025, 7, 31))
    revision = InvoiceRevision.objects.get()
    assert revision.content["made_on"] == "2025-07-02"
    assert revision.is_intact()
    assert (invoice.number, invoice.net, invoice.tax, invoice.gross) == ("R7-2025-06", 3_333_333, 333_333, 3_666_666)


@pytest.mark.parametrize(
    ("decide", "said"), [(actions.accept_invoice, ""), (actions.return_invoice, "訂正してください。")]
)
def test_decision_by_a_machine_whose_clock_is_a_moment_behind_stands_at_the_sending(manager, city, decide, said):
    invoice = make_invoice(manager, city, InvoiceState.SENT)
    decided = decide(invoice=invoice, comment=said, by=city, at=SECOND_OF_JULY - timedelta(seconds=1))
    assert decided.decided_at == decided.sent_at == SECOND_OF_JULY


def test_no_invoice_before_the_work_of_the_month_is_done(manager):
    june_29 = datetime(2025, 6, 29, 23, 59, tzinfo=JST)
    with pytest.raises(InvoiceRefused, match="まだ終わっていません"):
        actions.draft_invoice(term=priced_term(), month=JUNE, by=manager, at=june_29)
    assert actions.draft_invoice(term=priced_term(), month=JUNE, by=manager, at=june_29 + timedelta(minutes=1))


def test_what_has_not_passed_the_inspection_is_not_sent(manager, city):
    invoice = make_invoice(manager, city)
    with pytest.raises(InvoiceRefused, match="検査に合格"):
        actions.send_invoice(invoice=invoice, by=manager, at=SECOND_OF_JULY)
    assert Invoice.objects.get().state == InvoiceState.DRAFT
    Parameter.objects.filter(key="payment.after_inspection").update(value=False)
    assert actions.send_invoice(invoice=invoice, by=manager, at=SECOND_OF_JULY).state == InvoiceState.SENT


def test_an_invoice_with_a_gap_is_not_sent(manager, city):
    invoice = make_invoice(manager, city)
    inspected(invoice.term, JUNE, manager, city, SECOND_OF_JULY)
    invoice.term.invoice_issuer.delete()
    with pytest.raises(InvoiceRefused, match="所在地、代表者、金融機関、支店、口座番号、口座名義"):
        actions.send_invoice(invoice=invoice, by=manager, at=SECOND_OF_JULY)
    assert not InvoiceRevision.objects.exclude(issued_at=None).exists()


def test_a_draft_that_the_schedule_has_left_behind_is_not_sent(manager, city):
    invoice = make_invoice(manager, city)
    inspected(invoice.term, JUNE, manager, city, SECOND_OF_JULY)
    actions.set_contract_sum(term=invoice.term, total_yen=TOTAL + 10)
    with pytest.raises(InvoiceRefused, match="支払の予定が変わりました"):
        actions.send_invoice(invoice=invoice, by=manager, at=SECOND_OF_JULY)


def test_the_contract_sum_stays_once_an_invoice_was_sent(manager, city):
    invoice = make_invoice(manager, city, InvoiceState.RETURNED)
    with pytest.raises(InvoiceRefused, match="契約金額は変えられません"):
        actions.set_contract_sum(term=invoice.term, total_yen=1)
    assert ContractTerm.objects.get(code="R7").total_yen == TOTAL


@pytest.mark.parametrize("day", [date(2025, 7, 1), date(2025, 7, 3)])
def test_nothing_is_paid_before_it_was_sent_nor_tomorrow(manager, city, day):
    invoice = make_invoice(manager, city, InvoiceState.ACCEPTED)
    with pytest.raises(InvoiceRefused, match="支払日"):
        actions.record_payment(invoice=invoice, on=day, by=city, at=SECOND_OF_JULY)
    assert Invoice.objects.get().paid_on is None


def test_the_returned_invoice_comes_again_as_its_second_revision(manager, city):
    invoice = make_invoice(manager, city, InvoiceState.RETURNED)
    first = invoice.revisions.get()
    invoice.term.invoice_issuer.contract_number = "第123号"
    invoice.term.invoice_issuer.save()
    with pytest.raises(TransitionNotAllowed, match="理由"):
        actions.draft_invoice(term=invoice.term, month=JUNE, by=manager, at=SECOND_OF_JULY)
    later = SECOND_OF_JULY + timedelta(days=3)
    invoice = actions.draft_invoice(term=invoice.term, month=JUNE, by=manager, at=later, reason="契約番号を加えた。")
    invoice = actions.send_invoice(invoice=invoice, by=manager, at=later)
    second = invoice.revisions.get(number=2)
    assert invoice_differences(first.content, second.content) == [("契約番号", "", "第123号")]
    assert second.reason == "契約番号を加えた。"
    assert (invoice.nominal_due_on, invoice.comment) == (date(2025, 8, 3), "")
    kept = InvoiceRevision.objects.get(pk=first.pk)
    assert (bytes(kept.pdf), kept.pdf_sha256) == (bytes(first.pdf), first.pdf_sha256)


# --- what the database keeps -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", HANDED_OVER)
@pytest.mark.parametrize(
    ("field", "value"),
    [("net", 1), ("percent", 8), ("number", "R7-X"), ("days", 1), ("month", date(2025, 7, 1))],
)
def test_the_database_refuses_other_figures_on_a_sent_invoice(manager, city, state, field, value):
    make_invoice(manager, city, state)
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        Invoice.objects.update(**{field: value} | ({"gross": 333_334} if field == "net" else {}))


def test_the_database_lets_a_draft_have_new_figures(manager, city):
    make_invoice(manager, city)
    assert Invoice.objects.update(net=10, tax=1, gross=11) == 1


def test_the_database_refuses_changing_what_is_paid_and_deleting_what_was_sent(manager, city):
    invoice = make_invoice(manager, city, InvoiceState.PAID)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Invoice.objects.update(comment="別の意見")
    with pytest.raises(ProgrammingError), transaction.atomic():
        Invoice.objects.filter(pk=invoice.pk)._raw_delete("default")
    with pytest.raises(ProgrammingError), transaction.atomic():
        InvoiceRevision.objects.update(reason="別の理由")


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"net": 1}, "invoice_net_and_tax_add_up_to_gross"),
        ({"month": date(2025, 6, 2)}, "invoice_month_is_a_first_day"),
        ({"state": "sent"}, "invoice_state_after_draft_has_been_sent"),
        ({"sent_at": SECOND_OF_JULY}, "invoice_sent_at_by_and_due_day"),
        ({"decided_at": SECOND_OF_JULY}, "invoice_decided_at_and_by"),
        ({"paid_on": date(2025, 7, 2)}, "invoice_paid_has_day_and_person"),
    ],
)
def test_the_database_refuses_a_half_written_invoice(manager, city, fields, constraint):
    make_invoice(manager, city)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Invoice.objects.update(**fields)


def test_the_database_refuses_a_return_without_a_comment(manager, city):
    make_invoice(manager, city, InvoiceState.RETURNED)
    with pytest.raises(IntegrityError, match="invoice_returned_has_comment"), transaction.atomic():
        Invoice.objects.update(comment="")


def test_the_database_refuses_a_second_invoice_of_the_month(manager, city):
    invoice = make_invoice(manager, city)
    invoice.pk, invoice.number = None, "R7-X"
    with pytest.raises(IntegrityError, match="invoice_one_per_term_and_month"), transaction.atomic():
        invoice.save(force_insert=True)


# --- the inspection --------------------------------------------------------------------------------------------------


def test_a_notice_on_the_first_of_april_is_inspected_by_the_tenth(manager):
    at = datetime(2026, 4, 1, 9, 0, tzinfo=JST)
    found = actions.notify_completion(term=priced_term(), month=MARCH, on=date(2026, 4, 1), by=manager, at=at)
    assert (found.nominal_due_on, found.safe_due_on) == (date(2026, 4, 10), date(2026, 4, 10))


def test_what_fails_is_corrected_and_inspected_again(manager, city):
    term = priced_term()
    actions.notify_completion(term=term, month=JUNE, on=date(2025, 7, 1), by=manager, at=SECOND_OF_JULY)
    with pytest.raises(InvoiceRefused, match="すでに記録"):
        actions.notify_completion(term=term, month=JUNE, on=date(2025, 7, 2), by=manager, at=SECOND_OF_JULY)
    failed = {"term": term, "month": JUNE, "result": InspectionResult.FAILED, "on": date(2025, 7, 2)}
    with pytest.raises(InvoiceRefused, match="補正"):
        actions.record_inspection(**failed, by=city, at=SECOND_OF_JULY)
    actions.record_inspection(
        **failed, comment="日報の不足を補うこと。", correct_by=date(2025, 7, 4), by=city, at=SECOND_OF_JULY
    )
    later = SECOND_OF_JULY + timedelta(days=2)
    with pytest.raises(InvoiceRefused, match="完了の通知日"):
        actions.notify_completion(term=term, month=JUNE, on=date(2025, 7, 1), by=manager, at=later)
    again = actions.notify_completion(term=term, month=JUNE, on=date(2025, 7, 4), by=manager, at=later)
    assert (again.round, again.nominal_due_on) == (2, date(2025, 7, 13))
    assert again.safe_due_on == date(2025, 7, 11)
    passed = {"term": term, "month": JUNE, "result": InspectionResult.PASSED, "on": date(2025, 7, 4)}
    actions.record_inspection(**passed, by=city, at=later)
    assert actions.has_passed(term, JUNE)
    with pytest.raises(InvoiceRefused, match="ありません"):
        actions.record_inspection(**passed, by=city, at=later)


def test_the_database_refuses_a_second_open_round_and_a_failure_without_its_day(manager, city):
    term = priced_term()
    actions.notify_completion(term=term, month=JUNE, on=date(2025, 7, 1), by=manager, at=SECOND_OF_JULY)
    row = Inspection.objects.get()
    with pytest.raises(IntegrityError, match="failed_names_correction"), transaction.atomic():
        Inspection.objects.update(result="failed", inspected_on=date(2025, 7, 2), inspected_by=city)
    row.pk, row.round = None, 2
    with pytest.raises(IntegrityError, match="inspection_one_open_or_passed"), transaction.atomic():
        row.save(force_insert=True)


# --- agreed changes --------------------------------------------------------------------------------------------------


def test_only_a_decided_agreement_changes_a_payment(manager, city):
    with pytest.raises(InvoiceRefused, match="決定の記録"):
        actions.add_payment_change(
            term=priced_term(), month=JUNE, kind=PaymentChangeKind.AMOUNT, net=1,
            agreement=Agreement.objects.get(code="C18"), reason="減額", by=city, at=SECOND_OF_JULY,
        )  # fmt: skip


def test_what_the_city_holds_is_not_changed_until_it_was_returned(manager, city):
    invoice = make_invoice(manager, city, InvoiceState.SENT)
    with pytest.raises(InvoiceRefused, match="提出済"):
        make_change(city, month=JUNE)
    with pytest.raises(InvoiceRefused, match="提出済"):
        make_change(city, month=JUNE, kind=PaymentChangeKind.END, net=None, last_day=date(2025, 6, 30))
    actions.return_invoice(invoice=invoice, comment="減額の協議によること。", by=city, at=SECOND_OF_JULY)
    change = make_change(city, month=JUNE)
    invoice = actions.draft_invoice(term=invoice.term, month=JUNE, by=manager, at=SECOND_OF_JULY, reason="減額した。")
    assert (invoice.net, invoice.gross) == (3_000_000, 3_300_000)
    actions.withdraw_payment_change(change=change)
    assert plan().is_whole


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"net": None}, "paymentchange_has_the_figure_of_its_kind"),
        ({"percent": 8}, "paymentchange_has_the_figure_of_its_kind"),
        ({"kind": "end", "net": None, "last_day": date(2025, 10, 1)}, "paymentchange_last_day_lies_in_its_month"),
    ],
)
def test_the_database_refuses_a_change_that_does_not_fit_its_kind(manager, city, fields, constraint):
    make_change(city)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        priced_term().payment_changes.update(**fields)


# --- the first of the month ------------------------------------------------------------------------------------------


def test_the_draft_of_the_month_is_made_once_however_often_the_beat_strikes(masters, time_machine):
    priced_term()
    time_machine.move_to(FIRST_OF_JULY)
    for _ in range(3):
        tasks.draft_monthly_invoices()
    invoice = Invoice.objects.get()
    assert (invoice.month, invoice.state, invoice.drafted_by) == (JUNE, InvoiceState.DRAFT, None)
    assert invoice.revisions.count() == 1


@pytest.mark.parametrize(
    ("moment", "months"),
    [
        (datetime(2025, 6, 30, 23, 59, tzinfo=JST), []),
        (datetime(2025, 7, 1, 0, 0, tzinfo=JST), ["R7-2025-06"]),
        (datetime(2025, 8, 20, 15, 40, tzinfo=JST), ["R7-2025-06", "R7-2025-07"]),
        (datetime(2026, 1, 1, 0, 40, tzinfo=JST), ["R7-2025-11", "R7-2025-12"]),
        (datetime(2026, 5, 31, 12, 40, tzinfo=JST), ["R7-2026-03"]),
    ],
)
def test_drafts_come_after_an_outage_and_never_before_the_month_is_over(masters, time_machine, moment, months):
    priced_term()
    time_machine.move_to(moment)
    tasks.draft_monthly_invoices()
    assert sorted(Invoice.objects.values_list("number", flat=True)) == months


@pytest.mark.parametrize("moment", [datetime(2025, 6, 1, 5, 40, tzinfo=JST), datetime(2027, 5, 1, 5, 40, tzinfo=JST)])
def test_no_draft_outside_the_terms(masters, time_machine, moment):
    priced_term()
    time_machine.move_to(moment)
    tasks.draft_monthly_invoices()
    assert not Invoice.objects.exists()


def test_a_term_without_a_sum_waits_for_a_person(masters, time_machine):
    time_machine.move_to(FIRST_OF_JULY)
    tasks.draft_monthly_invoices()
    assert not Invoice.objects.exists()


def test_the_demo_shows_the_first_term_paid_and_this_one_on_its_way(contract, time_machine):
    now = datetime(2026, 11, 23, 10, 0, tzinfo=JST)
    time_machine.move_to(now)
    world.add_current_term(now)
    demo.build(world.prepare(7, now))
    states = dict(Invoice.objects.values_list("number", "state"))
    first = [state for number, state in states.items() if number.startswith("R7")]
    assert first == [InvoiceState.PAID] * 10
    assert [states[f"R8-2026-{month:02}"] for month in (4, 8, 9, 10)] == ["paid", "paid", "sent", "draft"]
    assert Invoice.objects.get(number="R8-2026-09").revisions.count() == 2
    assert sum(Invoice.objects.filter(term__code="R7").values_list("gross", flat=True)) == 108_641_975


@pytest.mark.django_db(transaction=True)
def test_workers_who_meet_make_one_draft(masters):
    term = priced_term()
    made = at_once([lambda: actions.draft_missing_invoice(term=term, month=JUNE, at=FIRST_OF_JULY)] * 4)
    assert sorted(found is None for found in made) == [False, True, True, True]
    assert Invoice.objects.get().revisions.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_send_one_does(masters, user_of):
    manager, city = user_of(Role.GENERAL_MANAGER), user_of(Role.CITY_APPROVER)
    invoice = make_invoice(manager, city)
    inspected(invoice.term, JUNE, manager, city, SECOND_OF_JULY)
    calendar = Calendar.load()
    answers = at_once(
        [lambda: actions.send_invoice(invoice=invoice, by=manager, at=SECOND_OF_JULY, calendar=calendar)] * 2
    )
    assert sorted(isinstance(answer, TransitionNotAllowed) for answer in answers) == [False, True]
    assert InvoiceRevision.objects.filter(issued_at__isnull=False).count() == 1
