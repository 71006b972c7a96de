"""The page of the mailboxes: each party keeps its own, and sees what became of the mails."""

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.enums import Role
from apps.contracts.models import Parameter
from apps.reporting.enums import MailState
from apps.reporting.models import ReminderAddress, ReminderMail

from .reminder_factories import MAILBOX, at, lost_mail, make_mailbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]


@pytest.fixture
def mailbox(manager):
    return make_mailbox(manager)


# --- the page --------------------------------------------------------------------------------------------------------


def page(client):
    return client.get(reverse("reporting:reminders"))


@pytest.mark.parametrize("role", [Role.GENERAL_MANAGER, Role.CITY_APPROVER])
def test_each_party_registers_its_own_mailboxes_and_sees_no_other(client_of, role):
    mine, other = ("general_manager", "city_staff") if role == Role.GENERAL_MANAGER else ("city_staff", "cc_leader")
    client = client_of(role)
    make_mailbox(client.user, other, "yoso@example.jp")
    typed = {"role": mine, "address": "  Ｋakari@Example.JP ", "since_on": "2025-06-02"}
    assert client.post(reverse("reporting:reminders"), typed).status_code == 302
    again = client.post(reverse("reporting:reminders"), typed | {"since_on": "2025-06-09"})
    assert again.status_code == 422
    assert "この役割の通知先として、すでに登録されています。" in again.content.decode()
    row = ReminderAddress.objects.get(role=mine)
    assert (row.address, row.since_on, row.until_on, row.added_by) == (
        "kakari@example.jp", date(2025, 6, 2), None, client.user
    )  # fmt: skip
    text = page(client).content.decode()
    assert "kakari@example.jp" in text
    assert "yoso@example.jp" not in text
    refused = client.post(reverse("reporting:reminders"), typed | {"role": other})
    assert refused.status_code == 422
    assert ReminderAddress.objects.count() == 2


@pytest.mark.parametrize(("days", "told"), [(2, "（期限の2営業日前、当日、"), (0, "（期限の当日、")])
def test_page_says_when_mails_leave(client_of, days, told):
    Parameter.objects.filter(key="reminders.days_before").update(value=days)
    assert told in page(client_of(Role.GENERAL_MANAGER)).content.decode()


def test_city_reads_that_it_is_told_of_inspections_and_payments_too(client_of):
    assert "検査・支払の期限" in page(client_of(Role.CITY_STAFF)).content.decode()
    assert "検査・支払の期限" not in page(client_of(Role.GENERAL_MANAGER)).content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "kakari",
        "a@b",
        "a@example.jp,b@example.jp",
        "係 <a@example.jp>",
        "a@example.jp\nBcc: b@example.jp",
        "a b@c.jp",
    ],
)
def test_anything_but_one_plain_address_is_refused(client_of, address):
    client = client_of(Role.GENERAL_MANAGER)
    typed = {"role": "general_manager", "address": address, "since_on": "2025-06-02"}
    answer = client.post(reverse("reporting:reminders"), typed)
    assert answer.status_code == 422
    assert not ReminderAddress.objects.exists()


def test_database_takes_one_plain_address_only(manager):
    with pytest.raises(IntegrityError, match="reminderaddress_is_one_plain_address"), transaction.atomic():
        make_mailbox(manager, address="a@example.jp\nBcc: b@example.jp")
    with pytest.raises(IntegrityError, match="reminderaddress_role_is_told_of_reports"), transaction.atomic():
        make_mailbox(manager, Role.OPERATOR)
    make_mailbox(manager)
    with pytest.raises(IntegrityError, match="reminderaddress_open_once_per_role"), transaction.atomic():
        make_mailbox(manager)


@time_machine.travel(at("2025-06-10"), tick=False)
def test_mailbox_is_ended_by_its_own_party(client_of, manager):
    row = make_mailbox(manager)
    city = client_of(Role.CITY_APPROVER)
    assert city.post(reverse("reporting:reminder_end", args=[row.pk])).status_code == 404
    assert client_of(Role.GENERAL_MANAGER).post(reverse("reporting:reminder_end", args=[row.pk])).status_code == 302
    row.refresh_from_db()
    assert row.until_on == date(2025, 6, 10)
    make_mailbox(manager, since_on=date(2025, 6, 10))


def test_page_tells_what_became_of_the_mails_and_lets_a_person_send_again(client_of, manager):
    lost = lost_mail(make_mailbox(manager))
    client = client_of(Role.GENERAL_MANAGER)
    assert "結果不明" in page(client).content.decode()
    assert "通知先（要確認 1）" in client.get(reverse("reporting:list")).content.decode()
    again = reverse("reporting:reminder_again", args=[lost.pk])
    assert client_of(Role.CITY_APPROVER).post(again).status_code == 404
    waiting = ReminderMail.objects.create(address=MAILBOX, planned_at=at("2025-06-03"))
    assert "送信を待つメールがあります" in client.post(again, follow=True).content.decode()
    waiting.delete()
    assert "もう一度送信します" in client.post(again, follow=True).content.decode()
    assert "もう一度送信します" in client.post(again, follow=True).content.decode()  # pressed twice
    lost.refresh_from_db()
    assert lost.state == MailState.PLANNED
    ReminderMail.objects.update(state=MailState.SENT, sent_at=at("2025-06-03"))
    assert "結果不明のメールだけを" in client.post(again, follow=True).content.decode()


def test_mail_that_somebody_found_in_the_mailbox_counts_as_sent(client_of, manager):
    mailbox = make_mailbox(manager)
    lost = lost_mail(mailbox)
    client, arrived = client_of(Role.GENERAL_MANAGER), reverse("reporting:reminder_arrived", args=[lost.pk])
    assert client_of(Role.CITY_APPROVER).post(arrived).status_code == 404
    for _ in range(2):  # pressed twice
        assert "届いていたことを記録しました" in client.post(arrived, follow=True).content.decode()
    lost.refresh_from_db()
    assert (lost.state, lost.sent_at, lost.failure) == (MailState.SENT, at("2025-06-02"), "")
    failed = lost_mail(mailbox)
    ReminderMail.objects.filter(pk=failed.pk).update(state=MailState.FAILED)
    assert "通知先（未送信 1）" in client.get(reverse("reporting:list")).content.decode()
    lost_mail(make_mailbox(manager, Role.CC_LEADER, "cc-leader@example.jp"))
    assert "通知先（未送信 1、要確認 1）" in client.get(reverse("reporting:list")).content.decode()
    refused = client.post(reverse("reporting:reminder_arrived", args=[failed.pk]), follow=True)
    assert "結果不明のメールだけを" in refused.content.decode()


def test_page_takes_the_same_queries_for_many_mails(client_of, manager):
    client = client_of(Role.GENERAL_MANAGER)
    lost_mail(make_mailbox(manager))
    with CaptureQueriesContext(connection) as one:
        page(client)
    for number in range(20):
        lost_mail(make_mailbox(manager, address=f"kakari{number}@example.jp"))
    with CaptureQueriesContext(connection) as many:
        page(client)
    assert len(one) == len(many)
