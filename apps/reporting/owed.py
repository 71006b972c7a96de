"""What the parties owe each other beside the reports: an inspection, the correction it asked for, a payment."""

from datetime import date
from typing import NamedTuple

from django.db.models import Max
from django.urls import reverse

from apps.contracts.calendar import Calendar
from apps.contracts.deadlines import Duty

from .enums import InspectionResult, InvoiceState, ReportKind
from .models import Inspection, Invoice
from .periods import Period
from .standings import Shelf, urgency

WORDS = {
    Duty.INSPECTION: ("検査", "市（検査）"),
    Duty.CORRECTION: ("補正", "受託者（補正）"),
    Duty.PAYMENT: ("支払", "市（支払）"),
}
"""By kind what is to be done, and who acts next."""


class Owed(NamedTuple):
    """One of these as it stands on a day (第3-3-(2), (3), 第1-7); `first` and `last` are the days of the work.

    `number` is the round of the inspection or the revision of the invoice: what is sent anew is owed anew.
    """

    kind: Duty
    first: date
    last: date
    number: int
    nominal: date
    safe: date
    today: date
    address: str
    is_final: bool = False

    @property
    def is_of_the_city(self) -> bool:
        return self.kind is not Duty.CORRECTION

    @property
    def name(self) -> str:
        return f"最終の{WORDS[self.kind][0]}" if self.is_final else WORDS[self.kind][0]

    @property
    def next_step(self) -> str:
        return WORDS[self.kind][1]

    @property
    def basis(self) -> str:
        """Who says by when: the contract, or for a correction the city (第3-3-(3))."""
        return "市の指定" if self.kind is Duty.CORRECTION else "契約上"

    @property
    def days_late(self) -> int:
        return max((self.today - self.nominal).days, 0)

    @property
    def word(self) -> str:
        return "遅延" if self.days_late else "未"

    @property
    def sign(self) -> str:
        return "error" if self.days_late else "warn" if self.is_on(Shelf.TODAY) else "off"

    def is_on(self, shelf: Shelf) -> bool:
        return shelf is urgency(self.nominal, self.safe, self.today)


def owed_on(today: date, calendar: Calendar) -> list[Owed]:
    """Everything of the kind that is open, what is due first before the rest; two queries."""
    newest = Inspection.objects.order_by("term_id", "month", "-round").distinct("term_id", "month")
    rounds = newest.select_related("term", "report")
    found = [_of_round(each, today, calendar) for each in rounds if each.result != InspectionResult.PASSED]
    invoices = Invoice.objects.filter(state__in=[InvoiceState.SENT, InvoiceState.ACCEPTED]).select_related("term")
    found += [
        Owed(Duty.PAYMENT, each.month, each.month, each.revision or 0, each.nominal_due_on, each.safe_due_on, today,
             _invoice_page(each))
        for each in invoices.annotate(revision=Max("revisions__number"))
        if each.nominal_due_on and each.safe_due_on
    ]  # fmt: skip
    return sorted(found, key=lambda each: (each.nominal, each.first))


def _of_round(newest: Inspection, today: date, calendar: Calendar) -> Owed:
    """What the newest round of an inspection waits for: the city's result, or the correction of what has failed."""
    if newest.correct_by:
        kind, nominal, safe = (
            Duty.CORRECTION, newest.correct_by, calendar.business_day_on_or_before(newest.correct_by)
        )  # fmt: skip
    else:
        kind, nominal, safe = Duty.INSPECTION, newest.nominal_due_on, newest.safe_due_on
    if newest.report:
        period = Period(newest.report.first_on, newest.report.last_on)
        page = reverse("reporting:detail", args=[ReportKind.COMPLETION, str(period)])
        return Owed(kind, *period, newest.round, nominal, safe, today, page, is_final=True)
    assert newest.month
    return Owed(kind, newest.month, newest.month, newest.round, nominal, safe, today, _invoice_page(newest))


def _invoice_page(row: Inspection | Invoice) -> str:
    assert row.month
    return reverse("reporting:invoice", args=[row.term.code, f"{row.month:%Y-%m}"])
