"""What becomes of a reminder's mail, and that it says nothing but counts and where to look."""

import inspect
import re
import smtplib
from pathlib import Path
from typing import ClassVar

import pytest
from django.conf import settings as django_settings
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse

from apps.contracts.models import Site
from apps.reporting import mails
from apps.reporting.enums import MailState, ReportKind
from apps.reporting.models import ReminderMail, ReminderSent

from .reminder_factories import MAILBOX, at, hand_over, make_mailbox, run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]
DAILY, MONTHLY = ReportKind.COUNTER_DAILY, ReportKind.COUNTER_MONTHLY


@pytest.fixture
def mailbox(manager):
    return make_mailbox(manager)


class Server(EmailBackend):
    """A mail server that fails as a test wants, and counts what it was asked."""

    at_open: Exception | None = None
    at_send: Exception | None = None
    at_send_to: ClassVar[dict[str, Exception]] = {}
    asked = 0

    def open(self):
        if Server.at_open:
            raise Server.at_open

    def send_messages(self, messages):
        Server.asked += 1
        if error := Server.at_send or Server.at_send_to.get(messages[0].to[0]):
            raise error
        return super().send_messages(messages)


class SlowServer(Server):
    """While it takes its time, the next run gives the mail up for lost."""

    def send_messages(self, messages):
        assert mails.give_up_lost(at("2025-06-03", "11:00")) == 1
        return super().send_messages(messages)


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    Server.at_open = Server.at_send = None
    Server.at_send_to, Server.asked = {}, 0
    yield Server
    Server.at_open = Server.at_send = None


# --- what became of it -----------------------------------------------------------------------------------------------


def test_server_that_is_down_is_tried_again_later_each_time_and_reached_once(mailbox, server):
    server.at_open = ConnectionRefusedError()
    run(at("2025-06-03"))
    mail = ReminderMail.objects.get()
    assert (mail.state, mail.attempts, mail.sent_at) == (MailState.FAILED, 1, None)
    assert mail.failure == "メールサーバーに接続できませんでした。"
    run(at("2025-06-03", "10:05"))
    assert ReminderMail.objects.get().attempts == 1
    run(at("2025-06-03", "10:10"))
    assert ReminderMail.objects.get().attempts == 2
    server.at_open = None
    assert run(at("2025-06-03", "10:20")) == []  # twice ten minutes after the second attempt
    assert len(run(at("2025-06-03", "10:30"))) == 1
    assert run(at("2025-06-03", "12:00")) == []
    assert ReminderMail.objects.get().state == MailState.SENT


def test_outage_of_days_ends_in_one_mail_with_the_counts_of_its_day(mailbox, server):
    server.at_open = TimeoutError()
    for day in ("03", "04", "05"):
        run(at(f"2025-06-{day}"))
    server.at_open = None
    (text,) = run(at("2025-06-06"))
    assert "提出の期限を過ぎている報告書　3件\n提出の期限が今日までの報告書　1件" in text


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (smtplib.SMTPRecipientsRefused({MAILBOX: (550, b"")}), "メールサーバーが宛先を受け付けませんでした。"),
        (smtplib.SMTPDataError(452, b"toukatsu@example.jp"), "メールサーバーが受け付けませんでした（応答 452）。"),
        (smtplib.SMTPNotSupportedError("SMTPUTF8"), "メールサーバーが、このメールを送る方式に対応していません。"),
        (ValueError("header"), "宛先か差出人の形が正しくないため、メールを作成できませんでした。"),
    ],
)
def test_refusal_is_visible_and_tried_again(mailbox, server, error, failure):
    server.at_send = error
    run(at("2025-06-03"))
    mail = ReminderMail.objects.get()
    assert (mail.state, mail.failure) == (MailState.FAILED, failure)


@pytest.mark.parametrize("error", [smtplib.SMTPServerDisconnected(), TimeoutError()])
def test_mail_that_broke_off_half_way_waits_for_a_person(mailbox, server, error):
    server.at_send = error
    run(at("2025-06-03"))
    server.at_send = None
    assert ReminderMail.objects.get().state == MailState.UNKNOWN
    assert run(at("2025-06-03", "16:00")) == []
    assert server.asked == 1
    mails.send_again(ReminderMail.objects.get())
    assert len(run(at("2025-06-03", "16:10"))) == 1


def test_one_mail_that_fails_unforeseen_does_not_hold_up_the_others(manager, mailbox, server, caplog):
    make_mailbox(manager, address="sonota@example.jp")
    server.at_send_to = {MAILBOX: RuntimeError("of the library")}
    assert [text.split()[0] for text in run(at("2025-06-03"))] == ["sonota@example.jp"]
    (logged,) = [each for each in caplog.records if each.name == "apps.reporting.tasks"]
    assert MAILBOX not in logged.getMessage()
    assert run(at("2025-06-03", "10:20")) == []
    assert ReminderMail.objects.get(address=MAILBOX).state == MailState.UNKNOWN


def test_mail_of_a_worker_that_died_is_not_sent_by_another(mailbox, server):
    mails.plan(at("2025-06-03"))
    ReminderMail.objects.update(state=MailState.SENDING, attempts=1, tried_at=at("2025-06-03"))
    assert run(at("2025-06-03", "10:10")) == []
    assert run(at("2025-06-03", "10:20")) == []
    assert (ReminderMail.objects.get().state, server.asked) == (MailState.UNKNOWN, 0)


def test_mail_whose_sending_began_by_a_clock_that_was_ahead_is_given_up_for_lost(mailbox):
    mails.plan(at("2025-06-03"))
    ReminderMail.objects.update(state=MailState.SENDING, attempts=1, tried_at=at("2025-06-04"))
    assert mails.give_up_lost(at("2025-06-04", "09:50")) == 0  # two machines' clocks may differ
    assert mails.give_up_lost(at("2025-06-03", "10:10")) == 1
    assert ReminderMail.objects.get().state == MailState.UNKNOWN


def test_late_word_of_a_slow_worker_is_taken(mailbox, server, settings):
    """Given up for lost, it arrived after all."""
    settings.EMAIL_BACKEND = f"{__name__}.SlowServer"
    run(at("2025-06-03"))
    mail = ReminderMail.objects.get()
    assert (mail.state, mail.failure) == (MailState.SENT, "")


def test_report_that_was_issued_meanwhile_is_told_to_nobody(mailbox, server):
    server.at_open = ConnectionRefusedError()
    run(at("2025-06-03"))
    hand_over(DAILY, "2025-06-02", at("2025-06-03", "10:05"), mailbox.added_by)
    server.at_open = None
    assert run(at("2025-06-03", "10:30")) == []
    assert (ReminderMail.objects.get().state, server.asked) == (MailState.DROPPED, 0)


def test_waiting_mail_stays_waiting_overnight(mailbox, server):
    server.at_open = ConnectionRefusedError()
    run(at("2025-06-03", "16:55"))
    server.at_open = None
    assert run(at("2025-06-03", "17:10")) == []
    assert ReminderMail.objects.get().state == MailState.FAILED
    assert len(run(at("2025-06-04", "09:00"))) == 1


def test_without_a_mail_server_nothing_counts_as_told(mailbox, settings):
    settings.SENDS_MAIL = False
    assert run(at("2025-06-03")) == []
    assert not ReminderSent.objects.exists()


# --- what a mail says ------------------------------------------------------------------------------------------------


def test_mail_is_made_of_numbers_and_one_address():
    assert list(inspect.signature(mails.compose).parameters) == ["counts", "link"]
    assert set(inspect.get_annotations(mails.Counts).values()) == {int}
    with pytest.raises(TypeError):
        mails.compose(mails.Counts(late="川越 花子"), "https://example.jp/reports/")
    folder = Path(django_settings.BASE_DIR, "templates", "reporting", "mail")
    used = set(re.findall(r"{{\s*([\w.]+)[^}]*}}", "".join(path.read_text() for path in folder.iterdir())))
    assert used == {"total", "link", *(f"counts.{name}" for name in mails.Counts._fields)}


def test_mails_of_different_duties_with_equal_counts_are_equal():
    counts = mails.Counts(*range(1, 7))
    subject, text = mails.compose(counts, "https://example.jp/reports/")
    assert subject == "【マイナンバーカード業務システム】報告書等のお知らせ 21件（うち期限超過 1件）"
    assert re.findall(r"　(\d)件", text) == list("123456")
    assert re.findall(r"\S+://\S+", text) == ["https://example.jp/reports/"]
    assert "0件" not in mails.compose(mails.Counts(today=1), "https://example.jp/reports/")[1]


def test_mail_names_no_person_place_report_or_date(manager, mailbox, settings):
    settings.SITE_URL, settings.DEFAULT_FROM_EMAIL = "https://kawagoe.example.jp", "houkoku@example.jp"
    hand_over(MONTHLY, "2025-06", at("2025-07-04"), manager, accepted=False)
    run(at("2025-07-08"))
    (message,) = outbox.outbox
    everything = message.subject + message.body
    names = [
        manager.display_name, manager.username, *ReportKind.labels, *Site.objects.values_list("name", flat=True),
        *Site.objects.values_list("short_name", flat=True), "件数の内訳", "2025", "6月", "7/",
    ]  # fmt: skip
    assert [name for name in names if name in everything] == []
    assert message.body.count("https://kawagoe.example.jp" + reverse("reporting:list")) == 1
    assert (message.from_email, message.to, message.cc, message.bcc) == ("houkoku@example.jp", [MAILBOX], [], [])
    raw = message.message()
    assert (raw.get_content_type(), raw.get_content_charset()) == ("text/plain", "utf-8")
    assert raw["Message-ID"] == f"<report-reminder-{ReminderMail.objects.get().pk}@example.jp>"
