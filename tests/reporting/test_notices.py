"""Whoever has to act reads it on the own desk: counts and links, nothing else, and without a query."""

import re
from html import unescape

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.enums import Role
from apps.accounts.navigation import desk_of
from apps.reporting import invoice_actions, reminders
from apps.reporting.enums import InspectionResult, ReportKind
from apps.reporting.standings import Shelf

from .invoice_factories import JUNE, priced_term
from .reminder_factories import at, hand_over

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]
DAY, MONTHLY = at("2025-07-09"), ReportKind.COUNTER_MONTHLY
ACTING = (Role.SITE_LEADER, Role.GENERAL_MANAGER, Role.CC_LEADER, Role.CITY_STAFF, Role.CITY_APPROVER)


@pytest.fixture(autouse=True)
def _july(time_machine):
    time_machine.move_to(DAY, tick=False)


def notices(client, address):
    """The sentences of a page with the addresses of their lists."""
    found = re.search(r'<p class="notice [^"]*notice--links">(.*?)</p>', client.get(address).content.decode(), re.S)
    return re.findall(r'<a href="([^"]+)">([^<]+)</a>', unescape(found[1])) if found else []


def test_each_desk_says_what_waits_and_its_link_opens_just_that(client_of, manager):
    hand_over(MONTHLY, "2025-06", DAY, manager)
    counts = reminders.refresh_counts(DAY)
    for role in ACTING:
        client = client_of(role)
        told = notices(client, desk_of(role))
        assert told, role
        for (address, sentence), (shelf, number) in zip(told, counts[role].reports.items(), strict=True):
            assert sentence == reminders.OF_REPORTS[shelf].format(number)
            assert client.get(address).context["page"].paginator.count == number


def test_what_the_city_owes_stands_on_its_desks_with_the_way_to_its_list(client_of):
    cache.set(reminders.TO_DO_COUNTS, {Role.CITY_STAFF.value: ({}, {Shelf.OVERDUE: 2, Shelf.TODAY: 1})})
    assert notices(client_of(Role.CITY_STAFF), desk_of(Role.CITY_STAFF)) == [
        (reverse("reporting:list") + "#owed", "期限を過ぎた検査・支払 2件"),
        (reverse("reporting:list") + "#owed", "今日までの検査・支払 1件"),
    ]


def test_notice_stands_on_the_own_desk_only(client_of):
    reminders.refresh_counts(DAY)
    client = client_of(Role.GENERAL_MANAGER)
    assert notices(client, desk_of(Role.GENERAL_MANAGER))
    assert notices(client, reverse("reporting:list")) == []


@pytest.mark.parametrize("role", [role for role in Role if role not in ACTING])
def test_whoever_has_nothing_to_do_with_it_reads_nothing(client_of, role):
    reminders.refresh_counts(DAY)
    assert notices(client_of(role), desk_of(role)) == []


def test_nothing_is_said_where_nothing_waits(client_of):
    cache.set(reminders.TO_DO_COUNTS, {Role.GENERAL_MANAGER.value: ({}, {})})
    assert notices(client_of(Role.GENERAL_MANAGER), desk_of(Role.GENERAL_MANAGER)) == []


@pytest.mark.parametrize("role", ACTING)
def test_notices_cost_no_query(client_of, role):
    client, desk = client_of(role), desk_of(role)
    client.get(desk)
    with CaptureQueriesContext(connection) as without:
        assert notices(client, desk) == []
    every = dict.fromkeys(reminders.OF_REPORTS, 3)
    cache.set(reminders.TO_DO_COUNTS, {role.value: (every, dict.fromkeys(reminders.OF_THE_CITY, 3))})
    with CaptureQueriesContext(connection) as counted:
        assert len(notices(client, desk)) == len(reminders.OF_REPORTS) + len(reminders.OF_THE_CITY)
    assert len(counted) == len(without)


def test_what_is_owed_beside_the_reports_is_counted_anew_after_each_deed(
    manager, user_of, django_capture_on_commit_callbacks
):
    city, term, on = user_of(Role.CITY_APPROVER), priced_term(), at("2025-07-01").date()

    def told_after(step, **given):
        cache.delete(reminders.TO_DO_COUNTS)
        with django_capture_on_commit_callbacks(execute=True):
            done = step(at=DAY, **given)
        assert cache.get(reminders.TO_DO_COUNTS)
        return done, [reminders.to_do_of(role.value).owed for role in (Role.CITY_APPROVER, Role.GENERAL_MANAGER)]

    steps, inspection = invoice_actions, {"term": term, "month": JUNE, "by": city}
    # 9 July: of the ten days that begin with the notice on 30 June, the last
    notice = {"term": term, "month": JUNE, "by": manager}
    _, owed = told_after(steps.notify_completion, on=JUNE.replace(day=30), **notice)
    assert owed == [{Shelf.TODAY: 1}, {}]
    failed = {"result": InspectionResult.FAILED, "comment": "什器の撤去が残っています。", "correct_by": DAY.date()}
    _, owed = told_after(steps.record_inspection, on=on, **inspection, **failed)
    assert owed == [{}, {Shelf.TODAY: 1}]
    _, owed = told_after(steps.notify_completion, on=DAY.date(), **notice)
    assert owed == [{}, {}]
    told_after(steps.record_inspection, on=DAY.date(), result=InspectionResult.PASSED, **inspection)
    invoice, _ = told_after(steps.draft_invoice, **notice)
    told_after(steps.send_invoice, invoice=invoice, by=manager)
    told_after(steps.return_invoice, invoice=invoice, comment="件名を直してください。", by=city)
    told_after(steps.draft_invoice, reason="件名の訂正", **notice)
    told_after(steps.send_invoice, invoice=invoice, by=manager)
    told_after(steps.accept_invoice, invoice=invoice, by=city)
    told_after(steps.record_payment, invoice=invoice, on=DAY.date(), by=city)
