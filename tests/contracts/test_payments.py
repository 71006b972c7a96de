import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.contracts.models import TaxRate
from apps.contracts.payments import UnknownTaxRate, invoice_schedule, with_tax


@given(total=st.integers(0, 10**12), months=st.integers(1, 60))
def test_the_months_add_up_and_only_the_last_one_differs(total, months):
    schedule = invoice_schedule(total, months)
    assert len(schedule) == months
    assert sum(schedule) == total
    assert set(schedule[:-1]) <= {total // months}
    assert 0 <= schedule[-1] - total // months < months


@pytest.mark.parametrize(
    ("total", "months", "schedule"),
    [
        (33_333_333, 10, [3_333_333] * 9 + [3_333_336]),
        (100, 9, [11] * 8 + [12]),
        (5, 10, [0] * 9 + [5]),
        (7, 1, [7]),
        (0, 3, [0, 0, 0]),
    ],
)
def test_what_each_month_is_paid(total, months, schedule):
    assert invoice_schedule(total, months) == schedule


@pytest.mark.parametrize(("total", "months"), [(-1, 10), (100, 0), (100, -1)])
def test_no_schedule_for_a_negative_total_or_no_months(total, months):
    with pytest.raises(ValueError, match="must"):
        invoice_schedule(total, months)


@pytest.mark.usefixtures("contract")
def test_tax_is_cut_and_the_three_amounts_add_up():
    amount = with_tax(3_333_339, datetime.date(2025, 6, 30))
    assert (amount.percent, amount.tax, amount.gross) == (10, 333_333, 3_666_672)
    assert amount.net + amount.tax == amount.gross


@pytest.mark.usefixtures("contract")
def test_the_rate_of_the_day_counts():
    TaxRate.objects.update(valid_to=datetime.date(2025, 9, 30))
    TaxRate.objects.create(percent=12, valid_from=datetime.date(2025, 10, 1))
    assert with_tax(1_000, datetime.date(2025, 9, 30)).gross == 1_100
    assert with_tax(1_000, datetime.date(2025, 10, 1)).gross == 1_120
    with pytest.raises(UnknownTaxRate):
        with_tax(1_000, datetime.date(2019, 9, 30))
