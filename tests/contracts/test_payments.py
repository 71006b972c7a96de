from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.contracts.payments import (
    Basis,
    added_tax,
    contained_tax,
    invoice_schedule,
    late_interest,
    payment_schedule,
    share_of_days,
    termination_penalty,
)


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


def test_tax_is_cut_and_the_three_amounts_add_up():
    amount = added_tax(3_333_339, 10)
    assert (amount.percent, amount.tax, amount.gross) == (10, 333_333, 3_666_672)
    assert amount.net + amount.tax == amount.gross


@given(gross=st.integers(0, 10**12), percent=st.integers(0, 100))
def test_the_tax_taken_out_is_the_cut_share_and_adds_up(gross, percent):
    amount = contained_tax(gross, percent)
    assert amount.net + amount.tax == amount.gross == gross
    assert amount.tax * (100 + percent) <= gross * percent < (amount.tax + 1) * (100 + percent)


@given(total=st.integers(0, 10**12), months=st.integers(1, 60), percent=st.integers(0, 30))
def test_while_the_rate_stays_the_months_add_up_to_the_divided_sum(total, months, percent):
    gross, net = (payment_schedule(total, [percent] * months, basis) for basis in (Basis.GROSS, Basis.NET))
    assert sum(amount.gross for amount in gross) == added_tax(total, percent).gross
    assert sum(amount.net for amount in net) == total
    for amounts in (gross, net):
        assert all(amount.net + amount.tax == amount.gross and amount.tax >= 0 for amount in amounts)
        assert len(set(amounts[:-1])) <= 1


@given(total=st.integers(0, 10**12), old=st.integers(1, 11), new=st.integers(1, 11))
def test_a_new_rate_leaves_the_months_before_it_as_they_were(total, old, new):
    amounts = payment_schedule(total, [8] * old + [10] * new, Basis.GROSS)
    assert amounts[:old] == payment_schedule(total, [8] * (old + new), Basis.GROSS)[:old]
    assert amounts[old:] == payment_schedule(total, [10] * (old + new), Basis.GROSS)[old:]


@pytest.mark.parametrize(
    ("basis", "first", "last"),
    [
        (Basis.GROSS, (3_333_333, 10, 333_333, 3_666_666), (3_333_339, 10, 333_333, 3_666_672)),
        (Basis.NET, (3_333_333, 10, 333_333, 3_666_666), (3_333_336, 10, 333_333, 3_666_669)),
    ],
)
def test_what_a_sum_that_does_not_divide_becomes(basis, first, last):
    assert payment_schedule(33_333_333, [10] * 10, basis) == [first] * 9 + [last]


@pytest.mark.parametrize(
    ("contract_sum", "penalty"), [(36_666_669, 3_666_666), (36_666_670, 3_666_667), (9, 0), (10, 1), (0, 0)]
)
def test_the_penalty_is_a_tenth_cut_below_one_yen(contract_sum, penalty):
    assert termination_penalty(contract_sum, 10) == penalty


@pytest.mark.parametrize(
    ("amount", "days", "of_month", "share"),
    [(3_333_333, 10, 30, 1_111_111), (3_333_333, 0, 30, 0), (3_333_333, 30, 30, 3_333_333), (100, 1, 31, 3)],
)
def test_the_share_of_days_is_cut_below_one_yen(amount, days, of_month, share):
    assert share_of_days(amount, days, of_month) == share


@pytest.mark.parametrize(
    ("amount", "days", "interest"),
    [
        (1_000_000, 365, 25_000),
        (1_000_000, 1, 0),
        (1_460_000, 1, 100),
        (1_459_999, 1, 0),
        (2_919_999, 1, 100),
        (2_920_000, 1, 200),
        (10_000_000, 0, 0),
    ],
)
def test_interest_is_cut_below_a_hundred_yen(amount, days, interest):
    assert late_interest(amount, Decimal("2.5"), days) == interest


@pytest.mark.parametrize(
    "reckoning",
    [
        lambda: termination_penalty(-1, 10),
        lambda: termination_penalty(1, 0),
        lambda: share_of_days(-1, 1, 30),
        lambda: share_of_days(1, 31, 30),
        lambda: share_of_days(1, 0, 0),
        lambda: late_interest(-1, Decimal(1), 1),
        lambda: late_interest(1, Decimal(1), -1),
    ],
)
def test_nothing_is_reckoned_from_figures_without_sense(reckoning):
    with pytest.raises(ValueError, match="must"):
        reckoning()
