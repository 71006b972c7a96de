"""Invoices of the months that have passed: paid but for the last two, one sent again after a return and one a draft."""

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
RETURN = "請求日を、補正した完了の通知の後の日にしてください。"
REASON = "市の意見により、請求日を改めた。"
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
    if noticed < world.now:
        actions.notify_completion(
            term=term, month=month.month, on=noticed.date(), by=manager, at=noticed, calendar=calendar
        )
    if month.month == month_before(world.today):
        return
    if inspected < world.now:
        actions.record_inspection(
            term=term, month=month.month, result=InspectionResult.PASSED, on=inspected.date(), by=city, at=inspected
        )
    if sent < world.now:
        invoice = actions.send_invoice(invoice=invoice, by=manager, at=sent, calendar=calendar)
    if month.month == month_before(month_before(world.today)):
        again = at(calendar.next_business_day(world.today - 10 * DAY), 9)
        if accepted < again < world.now:
            send_again(world, invoice, returned=accepted, again=again, calendar=calendar)
    elif paid < world.now:
        invoice = actions.accept_invoice(invoice=invoice, by=approver, at=accepted)
        actions.record_payment(invoice=invoice, on=paid.date(), by=city, at=paid)


def send_again(world: World, invoice: Invoice, *, returned: datetime, again: datetime, calendar: Calendar) -> None:
    """The city returned it; the second revision waits for its decision."""
    manager, approver = world.users["manager1"], world.users["approver1"]
    invoice = actions.return_invoice(invoice=invoice, comment=RETURN, by=approver, at=returned)
    invoice = actions.draft_invoice(
        term=invoice.term, month=invoice.month, by=manager, at=again, reason=REASON, parameters=calendar.parameters
    )
    actions.send_invoice(invoice=invoice, by=manager, at=again, calendar=calendar)


def month_before(day: date) -> date:
    """The first day of the month before."""
    return (day.replace(day=1) - DAY).replace(day=1)


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), JST)
