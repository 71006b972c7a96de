"""Months that are not worked from the first day to the last: which wait for an agreement, and their reckoning."""

from datetime import date

import pytest

from apps.accounts.enums import Role
from apps.contracts.models import ServiceStart
from apps.reporting.enums import PaymentChangeKind
from apps.reporting.payment_calculators import paid_until

from .invoice_factories import make_change
from .test_invoices import plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(masters, user_of):
    return user_of(Role.CITY_APPROVER)


@pytest.mark.parametrize(
    ("starts_on", "is_part"),
    [
        (date(2025, 6, 2), False),  # 1 June is a Sunday, on which nothing opens (C9)
        (date(2025, 6, 3), True),
        (date(2025, 11, 4), True),  # the counter that opens on Saturdays would have opened on 1 November
        (date(2026, 1, 5), False),  # the holidays of the year's end, and the Sunday after them
    ],
)
def test_leading_days_on_which_no_place_opens_are_no_part_of_a_month(masters, starts_on, is_part):
    ServiceStart.objects.update(starts_on=starts_on)
    first = plan().months[0]
    assert first.needs_agreement == is_part
    assert first.first == (starts_on if is_part else starts_on.replace(day=1))


def test_an_end_before_days_on_which_no_place_opens_needs_no_other_agreement(masters, city):
    saturday = date(2025, 11, 29)
    make_change(city, month=saturday.replace(day=1), kind=PaymentChangeKind.END, net=None, last_day=saturday)
    assert [month.needs_agreement for month in plan().months] == [False] * 6
    assert plan().months[-1].last == saturday


def test_month_of_the_registered_end_is_reckoned_by_days_until_its_amount_is_agreed(masters, city):
    end = {"kind": PaymentChangeKind.END, "net": None, "last_day": date(2025, 9, 10)}
    make_change(city, **end)
    for asked in (date(2025, 9, 10), date(2025, 9, 30)):
        found = paid_until(plan(), asked)
        assert (found["months"], found["gross"]) == (3, 3 * 3_666_666)
        assert found["total"] == 3 * 3_666_666 + 1_222_222
    make_change(city, net=1_000_000)
    assert paid_until(plan(), date(2025, 9, 10))["total"] == 3 * 3_666_666 + 1_100_000
    # of an amount that was agreed for ten days, five are a half
    assert [share.net for _, share in paid_until(plan(), date(2025, 9, 5))["parts"]] == [500_000]


def test_month_that_began_in_its_middle_is_reckoned_by_days_too(masters, city):
    ServiceStart.objects.update(starts_on=date(2025, 6, 16))
    found = paid_until(plan(), date(2025, 8, 31))
    assert (found["months"], found["gross"]) == (2, 2 * 3_666_666)
    assert [(month.period, share.gross) for month, share in found["parts"]] == [("2025-06", 1_833_332)]
    assert found["total"] == 2 * 3_666_666 + 1_833_332
