"""What is paid each month (第1-7), its tax (第1-3, 第3-9-(9)), and what is owed at an early end (第3-7, 第3-8)."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

DAYS_OF_YEAR = 365
SMALLEST_INTEREST = 100


class UnknownTaxRate(LookupError):
    """No rate of consumption tax is known for this day."""


class Basis(StrEnum):
    """Which contract sum is divided into months; a point that the parties settle (parameter `payment.basis`, C18)."""

    GROSS = "税込"
    NET = "税抜"


class Amount(NamedTuple):
    """Whole yen; `net + tax == gross`."""

    net: int
    percent: int
    tax: int
    gross: int


def invoice_schedule(total: int, months: int) -> list[int]:
    """Yen of each month: below one yen is cut, and the last month gets the difference (第1-7).

    The sum is exactly `total`. Raises ValueError for a negative total or no months.
    """
    if total < 0 or months < 1:
        raise ValueError("total must not be negative and months must be at least 1")
    monthly = total // months
    return [monthly] * (months - 1) + [total - monthly * (months - 1)]


def added_tax(net: int, percent: int) -> Amount:
    """The amount with its tax put on top, below one yen cut."""
    tax = net * percent // 100
    return Amount(net=net, percent=percent, tax=tax, gross=net + tax)


def contained_tax(gross: int, percent: int) -> Amount:
    """The amount with its tax taken out of it, below one yen cut."""
    tax = gross * percent // (100 + percent)
    return Amount(net=gross - tax, percent=percent, tax=tax, gross=gross)


def payment_schedule(total: int, percents: Sequence[int], basis: Basis) -> list[Amount]:
    """What is paid for each month: `total` is the contract sum without tax, `percents` the rate of each month.

    By GROSS the contract sum with tax is divided and each month's tax is taken out of its share; by NET the sum without
    tax is divided and each month's tax is put on top. While the rate stays, the months add up to exactly the sum that
    was divided. When it changes, each month is paid as the schedule of its own rate says: the contract stays as it is,
    its tax is added or taken off (第3-9-(9)).
    """
    months = len(percents)
    if basis == Basis.NET:
        nets = invoice_schedule(total, months)
        return [added_tax(net, percent) for net, percent in zip(nets, percents, strict=True)]
    schedules = {percent: invoice_schedule(added_tax(total, percent).gross, months) for percent in set(percents)}
    return [contained_tax(schedules[percent][number], percent) for number, percent in enumerate(percents)]


def termination_penalty(contract_sum: int, divisor: int) -> int:
    """One tenth, or what `divisor` says, of the contract sum, below one yen cut (第3-8-(1), C18)."""
    if contract_sum < 0 or divisor < 1:
        raise ValueError("contract_sum must not be negative and divisor must be at least 1")
    return contract_sum // divisor


def share_of_days(amount: int, days: int, days_of_month: int) -> int:
    """The part of a month's amount that falls on `days` of it, below one yen cut: a figure to agree upon (C18)."""
    if amount < 0 or not 0 <= days <= days_of_month or days_of_month < 1:
        raise ValueError("amount must not be negative and days must lie within the month")
    return amount * days // days_of_month


def late_interest(amount: int, percent_a_year: Decimal, days: int) -> int:
    """Interest on a payment that is `days` late, below a hundred yen cut.

    The specification says nothing of it; 第8条 of the law on late payments by public bodies does
    (政府契約の支払遅延防止等に関する法律).
    """
    if amount < 0 or percent_a_year < 0 or days < 0:
        raise ValueError("amount, percent_a_year and days must not be negative")
    return int(amount * percent_a_year * days / (100 * DAYS_OF_YEAR)) // SMALLEST_INTEREST * SMALLEST_INTEREST
