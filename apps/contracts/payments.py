"""What is paid each month (第1-7) and how an amount without tax becomes the amount paid (第1-3, 第3-9-(9))."""

import datetime
from typing import NamedTuple

from .models import TaxRate


class UnknownTaxRate(LookupError):
    """No rate of consumption tax is known for this day."""


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


def with_tax(net: int, on: datetime.date) -> Amount:
    """The amount with the tax of the day, below one yen cut; raises UnknownTaxRate."""
    rate = TaxRate.objects.valid_on(on).first()
    if rate is None:
        raise UnknownTaxRate(on)
    tax = net * rate.percent // 100
    return Amount(net=net, percent=rate.percent, tax=tax, gross=net + tax)
