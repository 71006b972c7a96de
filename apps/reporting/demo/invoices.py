"""Invoices of the months that have passed: the first term paid, this term's accepted and sent, the last one a draft."""

from datetime import date, datetime, time

from apps.contracts.calendar import DAY, Calendar
from apps.contracts.models import ContractTerm
from apps.core.clock import JST
from apps.reporting import invoice_actions as actions
from apps.reporting.enums import AccountKind, InspectionResult
from apps.reporting.invoices import PlannedMonth, plan_of
from apps.reporting.models import Invoice

from .world import World, in_history

FIRST_SUM, LATER_SUM = 98_765_432, 118_000_000
ISSUER = {
    "contract_number": "川市契第7-0123号（架空）",
    "address": "埼玉県川越市架空町1丁目2番地",
    "representative": "代表取締役　架空　太郎",
    "registration_number": "T0000000000000",
    "bank": "こえど銀行（架空）",
    "branch": "本店営業部",
    "account_kind": AccountKind.ORDINARY,
    "account_number": "0123456",
    "account_name": "カ）コエドジユタクセンター",
}


@in_history
def build(world: World) -> None:
    """The terms get their sums, and every month that has ended its invoice."""
    calendar = Calendar.load()
    for position, term in enumerate(world.terms):
        actions.set_contract_sum(term=term, total_yen=LATER_SUM if position else FIRST_SUM)
        actions.set_issuer(term=term, values=ISSUER)
        plan = plan_of(ContractTerm.objects.get(pk=term.pk), calendar.parameters)
        for month in plan.months if plan else ():
            if month.last < world.today:
                make(world, term, month, calendar)


def make(world: World, term: ContractTerm, month: PlannedMonth, calendar: Calendar) -> None:
    """Drafted on the first, noticed and inspected in the first days, sent, accepted and paid while there was time."""
    manager, city, approver = (world.users[name] for name in ("manager1", "city1", "approver1"))
    drafted = datetime.combine(month.last + DAY, time(5, 40), JST)
    invoice = actions.draft_invoice(term=term, month=month.month, by=None, at=drafted, parameters=calendar.parameters)
    noticed = at(calendar.next_business_day(month.last), 10)
    inspected = at(calendar.next_business_day(noticed.date() + DAY), 14)
    sent = at(calendar.next_business_day(inspected.date()), 9)
    accepted = at(calendar.next_business_day(sent.date()), 11)
    paid = at(calendar.next_business_day(accepted.date() + 14 * DAY), 15)
    is_last = month.last + DAY == world.today.replace(day=1)
    if noticed < world.now:
        actions.notify_completion(
            term=term, month=month.month, on=noticed.date(), by=manager, at=noticed, calendar=calendar
        )
    if inspected < world.now and not is_last:
        actions.record_inspection(
            term=term, month=month.month, result=InspectionResult.PASSED, on=inspected.date(), by=city, at=inspected
        )
    if sent < world.now and not is_last:
        invoice = actions.send_invoice(invoice=invoice, by=manager, at=sent, calendar=calendar)
    if accepted < world.now and not is_last and month.month != before_last(world.today):
        invoice = actions.accept_invoice(invoice=invoice, by=approver, at=accepted)
        pay(world, invoice, paid)


def pay(world: World, invoice: Invoice, paid: datetime) -> None:
    """The first term and the first half of this one are paid."""
    if paid < world.now and (invoice.term != world.terms[-1] or invoice.month.month in range(4, 9)):
        actions.record_payment(invoice=invoice, on=paid.date(), by=world.users["city1"], at=paid)


def before_last(today: date) -> date:
    """The month before the last one that ended: its invoice is with the city."""
    last_of = today.replace(day=1) - DAY
    return (last_of.replace(day=1) - DAY).replace(day=1)


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), JST)
