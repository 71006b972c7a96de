"""What is to be invoiced month by month, and what each paper says."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from apps.contracts.calendar import DAY, Calendar
from apps.contracts.enums import SERVICE_OF_KIND
from apps.contracts.models import ContractTerm, TaxRate
from apps.contracts.parameters import Parameters
from apps.contracts.payments import Amount, Basis, UnknownTaxRate, added_tax, payment_schedule
from apps.core.clock import month_bounds

from .enums import AccountKind, PaymentChangeKind
from .models import InvoiceIssuer, PaymentChange

INVOICE = "invoice"
"""What the content of an invoice calls its kind, beside the kinds of report."""


class PlannedMonth(NamedTuple):
    """One month of the term as it is to be invoiced; `first` and `last` are the days of work in it."""

    month: date
    first: date
    last: date
    position: int
    times: int
    amount: Amount
    difference: int
    needs_agreement: bool
    changes: tuple[PaymentChange, ...]

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def period(self) -> str:
        return f"{self.month:%Y-%m}"


class Plan(NamedTuple):
    """The payments of one term: the contract sum, how it is divided, and the months that are paid."""

    contract: Amount
    basis: Basis
    months: list[PlannedMonth]
    changes: list[PaymentChange]

    @property
    def total(self) -> Amount:
        """The sums of the months whose amount is known; the rate is the contract's."""
        amounts = [month.amount for month in self.months if not month.needs_agreement]
        return Amount(
            sum(amount.net for amount in amounts),
            self.contract.percent,
            sum(amount.tax for amount in amounts),
            sum(amount.gross for amount in amounts),
        )

    def month(self, month: date) -> PlannedMonth | None:
        return next((each for each in self.months if each.month == month), None)

    @property
    def is_whole(self) -> bool:
        """Whether the months add up to the divided contract sum: nothing was agreed otherwise and the rate stayed."""
        divided, paid = (
            (self.contract.gross, self.total.gross)
            if self.basis == Basis.GROSS
            else (self.contract.net, self.total.net)
        )
        return divided == paid


def plan_of(term: ContractTerm, parameters: Parameters) -> Plan | None:
    """The payments of the term as they stand; None while the contract sum is not known. Raises UnknownTaxRate."""
    if term.total_yen is None:
        return None
    starts_on = min((start.starts_on for start in term.service_starts.all()), default=term.starts_on)
    months = [first for first in term.months() if month_bounds(first.year, first.month)[1] >= starts_on]
    changes = list(PaymentChange.objects.filter(term=term).select_related("agreement", "made_by"))
    by_month: dict[date, list[PaymentChange]] = defaultdict(list)
    for change in changes:
        by_month[change.month].append(change)
    rates = list(TaxRate.objects.all())
    end = next((change.last_day for change in changes if change.last_day), term.ends_on)
    spans = [_work_days(first, starts_on, end) for first in months]
    lost = _lost_days(spans)
    percents = [_percent(by_month[first], last, rates) for first, (_, last) in zip(months, spans, strict=True)]
    basis = Basis(parameters.value("payment.basis", term.starts_on))
    schedule = payment_schedule(term.total_yen, percents, basis)
    planned = [
        _planned(first, span, position, schedule, by_month[first], lost.get(first, NO_DAYS))
        for position, (first, span) in enumerate(zip(months, spans, strict=True), start=1)
        if first <= end
    ]
    return Plan(added_tax(term.total_yen, percents[0]), basis, planned, changes)


class LostDays(NamedTuple):
    """Whether a place would have opened in a month before its first day of work, and after the last one."""

    before: bool
    after: bool


NO_DAYS = LostDays(before=False, after=False)


def _planned(
    first: date,
    span: tuple[date, date],
    position: int,
    schedule: list[Amount],
    changes: list[PaymentChange],
    lost: LostDays,
) -> PlannedMonth:
    """A month that is not worked to the end, or not from its first day, is paid as agreed and not before (C18).

    Days on which no place opens anyway are no part: a month that begins with them is worked from its first day (C9).
    """
    amount, difference = schedule[position - 1], 0
    agreed = next((change.net for change in changes if change.kind == PaymentChangeKind.AMOUNT), None)
    if agreed is not None:
        amount = added_tax(agreed, amount.percent)
    elif position == len(schedule) > 1 and schedule[-2].percent == amount.percent:
        difference = amount.gross - schedule[-2].gross
    starts_on = span[0] if lost.before else first
    needs_agreement = any(lost) and agreed is None
    return PlannedMonth(
        first, starts_on, span[1], position, len(schedule), amount, difference, needs_agreement, tuple(changes)
    )


def _lost_days(spans: Iterable[tuple[date, date]]) -> dict[date, LostDays]:
    """By month the days of work that the spans leave out, as if no later start had been agreed."""
    cut = [span for span in spans if span != month_bounds(span[1].year, span[1].month)]
    if not cut:
        return {}
    calendar = Calendar.load(later_starts=False)
    places = [code for code, site in calendar.sites.items() if site.kind in SERVICE_OF_KIND]

    def opens(first: date, last: date) -> bool:
        return any(calendar.open_days(code, first, last) for code in places)

    found = {}
    for starts_on, ends_on in cut:
        first, last = month_bounds(ends_on.year, ends_on.month)
        found[first] = LostDays(opens(first, starts_on - DAY), opens(ends_on + DAY, last))
    return found


def _work_days(first: date, starts_on: date, ends_on: date) -> tuple[date, date]:
    last = month_bounds(first.year, first.month)[1]
    return max(first, starts_on), min(last, ends_on) if ends_on >= first else last


def _percent(changes: Iterable[PaymentChange], day: date, rates: Iterable[TaxRate]) -> int:
    """The rate of the day on which the month's work is done, unless an agreement says that another one holds."""
    for change in changes:
        if change.kind == PaymentChangeKind.TAX and change.percent is not None:
            return change.percent
    for rate in rates:
        if rate.valid_from <= day and (rate.valid_to is None or day <= rate.valid_to):
            return rate.percent
    raise UnknownTaxRate(day)


LABELS = {
    "number": "請求書番号",
    "addressee": "宛先",
    "made_on": "請求日",
    "title": "件名",
    "contract_number": "契約番号",
    "term": "契約年度",
    "term_first": "履行期間の初日",
    "term_last": "履行期間の末日",
    "month": "対象月",
    "first": "対象の初日",
    "last": "対象の末日",
    "days": "対象の日数",
    "position": "支払の回",
    "times": "支払の回数",
    "basis": "月に割る契約金額",
    "contract_net": "契約金額（税抜・円）",
    "contract_percent": "契約金額の税率（％）",
    "contract_tax": "契約金額の消費税等の額（円）",
    "contract_gross": "契約金額（税込・円）",
    "net": "税抜の額（円）",
    "percent": "税率（％）",
    "tax": "消費税及び地方消費税の額（円）",
    "gross": "請求金額（円）",
    "notes": "備考",
    "contractor": "受託者",
    "address": "所在地",
    "representative": "代表者",
    "registration_number": "登録番号",
    "bank": "金融機関",
    "branch": "支店",
    "account_kind": "預金の種類",
    "account_number": "口座番号",
    "account_name": "口座名義",
}
"""What the parts of an invoice are called where revisions are compared, in the order of the paper."""
NEEDED = ("contractor", "address", "representative", "bank", "branch", "account_number", "account_name")
OF_ISSUER = ("contract_number", "address", "representative", "registration_number", "bank", "branch", "account_number",
             "account_name")  # fmt: skip


PLACEHOLDER = re.compile("（[^（）]*ください）")
"""What stands in the conditions of the contract before the office has entered the name."""


def named(text: str) -> str:
    """The name of a party; empty while the conditions of the contract only ask for it."""
    return "" if PLACEHOLDER.fullmatch(text) else text


def invoice_content(
    term: ContractTerm, month: PlannedMonth, plan: Plan, parameters: Parameters, *, number: str, made_on: date
) -> dict[str, Any]:
    """Everything the paper says, as JSON that can be frozen and printed again; what is not known yet is empty."""
    issuer = InvoiceIssuer.objects.filter(term=term).first()
    return {
        "kind": INVOICE,
        "number": number,
        "made_on": made_on.isoformat(),
        "title": parameters.value("contract.title", month.last),
        "client": parameters.value("contract.client", month.last),
        "addressee": parameters.value("invoice.addressee", month.last),
        "contractor": named(parameters.value("contract.contractor", month.last)),
        "term": term.title,
        "term_first": term.starts_on.isoformat(),
        "term_last": term.ends_on.isoformat(),
        "month": month.period,
        "first": month.first.isoformat(),
        "last": month.last.isoformat(),
        "days": month.days,
        "position": month.position,
        "times": month.times,
        "basis": plan.basis.value,
        **month.amount._asdict(),
        **{f"contract_{name}": value for name, value in plan.contract._asdict().items()},
        "notes": notes(month),
        **{name: getattr(issuer, name) if issuer else "" for name in OF_ISSUER},
        "account_kind": AccountKind(issuer.account_kind).label if issuer else "",
    }


def notes(month: PlannedMonth) -> list[str]:
    """What explains the amount: the difference of the last month, and each agreement with its number."""
    found = [f"全{month.times}回払いの第{month.position}回です。"]
    if month.difference:
        found.append(f"委託期間の最終月のため、端数の差額{month.difference:,}円（税込）を加算しています。")
    for change in month.changes:
        words = {
            PaymentChangeKind.END: "この月をもって契約を終了します",
            PaymentChangeKind.AMOUNT: "額は協議によります",
            PaymentChangeKind.TAX: "税率は経過措置によります",
        }[PaymentChangeKind(change.kind)]
        found.append(f"{words}（協議 {change.agreement.code}）。")
    return found


def missing(content: dict[str, Any]) -> list[str]:
    """The names of what the paper lacks; an invoice with a gap is not sent."""
    return [LABELS[name] for name in NEEDED if not content[name]]


def invoice_differences(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    """(name, before, after) for everything that differs but the day of the paper."""
    return [
        (label, _shown(old.get(name)), _shown(new.get(name)))
        for name, label in LABELS.items()
        if name != "made_on" and old.get(name) != new.get(name)
    ]


def _shown(value: Any) -> Any:
    if isinstance(value, list):
        return " ".join(value)
    return f"{value:,}" if isinstance(value, int) else value
