"""Whom a reminder reaches and when: once for each duty, stage and mailbox, inside the hours, with counts alone."""

from datetime import date, datetime

import pytest
from django.core import mail as outbox
from django.db import IntegrityError, transaction

from apps.accounts.enums import Role
from apps.contracts.calendar import Calendar
from apps.contracts.models import Parameter
from apps.reporting import invoice_actions, mails, reminders
from apps.reporting.enums import InvoiceState, MailState, ReportKind, Stage
from apps.reporting.models import Invoice, ReminderMail, ReminderSent
from apps.reporting.periods import parse_period
from tests.threads import at_once

from .invoice_factories import JUNE, make_invoice, priced_term
from .reminder_factories import MAILBOX, at, hand_over, make_mailbox, run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]
DAILY, MONTHLY = ReportKind.COUNTER_DAILY, ReportKind.COUNTER_MONTHLY
LEADERS, CITY = "cc-leader@example.jp", "shimin@example.jp"


@pytest.fixture
def mailbox(manager):
    return make_mailbox(manager)


def told(now: datetime, kind: str, period: str) -> list[tuple[Stage, date]]:
    span = parse_period(kind, period)
    return [
        (each.stage, each.stage_on)
        for each in reminders.due_now(now)
        if each.kind == kind and (each.first, each.last) == span
    ]


# --- when ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (at("2025-09-03"), []),
        (at("2025-09-04"), [(Stage.BEFORE, date(2025, 9, 5))]),  # a business day before the safe Friday
        (at("2025-09-05"), [(Stage.TODAY, date(2025, 9, 5))]),
        (at("2025-09-06"), []),  # Saturday: the city is closed
        (at("2025-09-07"), []),  # the Sunday that the contract names
        (at("2025-09-08"), [(Stage.LATE, date(2025, 9, 8))]),
        (at("2025-09-09"), [(Stage.LATE, date(2025, 9, 9))]),
        (at("2025-09-15"), []),  # a holiday
        (at("2025-09-16"), [(Stage.LATE, date(2025, 9, 16))]),
    ],
)
def test_monthly_report_is_told_before_on_and_after_its_safe_day(now, expected):
    assert told(now, MONTHLY, "2025-08") == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (at("2025-12-26"), []),  # the day itself: it is not over
        (at("2025-12-29"), []),  # 年末年始
        (at("2026-01-03"), []),
        (at("2026-01-04"), []),  # a Sunday
        (at("2026-01-05"), [(Stage.TODAY, date(2026, 1, 5))]),
        (at("2026-01-06"), [(Stage.LATE, date(2026, 1, 6))]),
    ],
)
@pytest.mark.parametrize("day", ["2025-12-26", "2025-12-27"])
def test_nobody_is_told_between_the_years(day, now, expected):
    """Friday's report and the one of the counter that opens on Saturday are due together on the first business day."""
    assert told(now, DAILY, day) == expected


def test_last_duties_of_the_term_are_told_after_its_end():
    term = "2025-06-01--2026-03-31"
    assert told(at("2026-04-01"), DAILY, "2026-03-31") == [(Stage.TODAY, date(2026, 4, 1))]
    assert told(at("2026-04-06"), MONTHLY, "2026-03") == [(Stage.BEFORE, date(2026, 4, 7))]
    assert told(at("2026-04-07"), ReportKind.COMPLETION, term) == [(Stage.TODAY, date(2026, 4, 7))]
    assert told(at("2026-04-08"), ReportKind.COMPLETION, term) == [(Stage.LATE, date(2026, 4, 8))]


@pytest.mark.parametrize(("days", "first"), [(0, "2025-09-05"), (1, "2025-09-04"), (3, "2025-09-02")])
def test_days_before_are_a_parameter_counted_in_business_days(days, first):
    Parameter.objects.filter(key="reminders.days_before").update(value=days)
    days_told = [day for day in range(1, 6) if told(at(f"2025-09-0{day}"), MONTHLY, "2025-08")]
    assert days_told[0] == int(first[-1])


@pytest.mark.parametrize(
    ("time", "is_told"), [("08:59", False), ("09:00", True), ("16:59", True), ("17:00", False), ("23:30", False)]
)
def test_nothing_leaves_outside_the_hours(mailbox, time, is_told):
    assert bool(run(at("2025-07-07", time))) is is_told
    assert ReminderSent.objects.exists() is is_told


def test_hours_are_parameters(mailbox):
    Parameter.objects.filter(key="reminders.from").update(value="10:30")
    assert run(at("2025-07-07", "10:29")) == []
    assert len(run(at("2025-07-07", "10:30"))) == 1


# --- once ------------------------------------------------------------------------------------------------------------


def test_one_mail_counts_everything_and_the_next_run_says_nothing(mailbox):
    (text,) = run(at("2025-06-09"))  # Friday's and Saturday's reports are due, those of Monday to Thursday are late
    assert "期限超過 4件" in text
    assert "提出の期限を過ぎている報告書　4件\n提出の期限が今日までの報告書　2件" in text
    assert run(at("2025-06-09", "10:10")) == run(at("2025-06-09", "16:50")) == []
    assert ReminderMail.objects.get().state == MailState.SENT


def test_each_business_day_of_delay_is_told_once(mailbox):
    hand_over(DAILY, "2025-06-02", at("2025-06-03"), mailbox.added_by)
    mails_of = [len(run(at(f"2025-06-0{day}"))) + len(run(at(f"2025-06-0{day}", "11:00"))) for day in range(3, 9)]
    assert mails_of == [0, 1, 1, 1, 0, 0]  # Tuesday (handed over), three business days, the weekend


def test_clock_that_is_set_back_or_ahead_tells_nothing_twice(mailbox):
    assert len(run(at("2025-06-10"))) == 1
    assert run(at("2025-06-10", "09:05")) == []
    assert len(run(at("2025-09-01"))) == 1  # ahead by months: one mail, not one for each day between
    written = ReminderSent.objects.count()
    assert run(at("2025-06-10", "15:00")) == []
    assert ReminderSent.objects.count() == written


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one_mail(manager):
    make_mailbox(manager)
    now, calendar = at("2025-06-09"), Calendar.load()

    def work() -> list[bool]:
        mails.plan(now, calendar)
        return [mails.deliver(mail_id, now, calendar) for mail_id in mails.waiting()]

    outbox.outbox.clear()
    results = at_once([work, work, work])
    assert not [result for result in results if isinstance(result, Exception)]
    assert len(outbox.outbox) == 1
    assert ReminderMail.objects.get().attempts == 1
    assert ReminderSent.objects.count() == 6


def test_database_refuses_to_tell_the_same_twice(mailbox):
    run(at("2025-06-09"))
    row = ReminderSent.objects.first()
    row.pk = None
    with pytest.raises(IntegrityError, match="remindersent_once_per_duty_stage_and_address"), transaction.atomic():
        row.save(force_insert=True)


def test_database_keeps_one_mail_under_way_for_each_address(mailbox):
    ReminderMail.objects.create(address=MAILBOX, planned_at=at("2025-06-09"))
    with pytest.raises(IntegrityError, match="remindermail_one_under_way_per_address"), transaction.atomic():
        ReminderMail.objects.create(address=MAILBOX, planned_at=at("2025-06-10"))
    ReminderMail.objects.create(address=CITY, planned_at=at("2025-06-10"))


# --- whom ------------------------------------------------------------------------------------------------------------


def test_each_mailbox_is_told_what_its_role_must_do(manager):
    make_mailbox(manager)
    make_mailbox(manager, Role.CC_LEADER, LEADERS)
    make_mailbox(manager, Role.CITY_STAFF, CITY)
    texts = run(at("2025-07-07"))
    assert [text.split()[0] for text in texts] == [LEADERS, MAILBOX]  # nothing waits for the city yet
    assert "今日までの報告書　2件" in texts[0]  # the month's calls and all records
    assert "今日までの報告書　7件" in texts[1]  # five of the month, and those of Friday and Saturday


def test_one_address_of_two_roles_gets_one_mail(manager):
    make_mailbox(manager)
    make_mailbox(manager, Role.CC_LEADER)
    assert len(run(at("2025-07-07"))) == 1


@pytest.mark.parametrize("fields", [{"since_on": date(2025, 7, 8)}, {"until_on": date(2025, 7, 7)}])
def test_mailbox_is_told_from_its_first_day_until_it_ends(manager, fields):
    make_mailbox(manager, **fields)
    assert run(at("2025-07-07")) == []


def test_city_is_told_of_what_was_issued_and_the_contractor_of_what_was_returned(manager, mailbox):
    make_mailbox(manager, Role.CITY_STAFF, CITY)
    for kind in (MONTHLY, ReportKind.DRIVING_MONTHLY):
        hand_over(kind, "2025-06", at("2025-07-04"), manager)
    (text,) = [text for text in run(at("2025-07-04", "11:00")) if text.startswith(CITY)]
    assert "市の確認を待っている報告書　2件" in text
    assert [text for text in run(at("2025-07-04", "11:10")) if text.startswith(CITY)] == []
    hand_over(ReportKind.CALL_MONTHLY, "2025-06", at("2025-07-04", "12:00"), manager, accepted=False)
    (text,) = run(at("2025-07-04", "12:10"))
    assert text.startswith(MAILBOX)
    assert "市から差し戻された報告書　1件" in text


def test_next_revision_is_told_anew(manager):
    make_mailbox(manager, Role.CITY_STAFF, CITY)
    hand_over(MONTHLY, "2025-06", at("2025-07-04"), manager, accepted=False)
    assert run(at("2025-07-04", "11:00")) == []
    hand_over(MONTHLY, "2025-06", at("2025-07-07"), manager, number=2)
    assert "確認を待っている報告書　1件" in run(at("2025-07-07", "11:00"))[0]


def test_city_is_told_anew_of_an_invoice_that_was_sent_again(manager, user_of):
    make_mailbox(manager, Role.CITY_APPROVER, MAILBOX)
    invoice = make_invoice(manager, user_of(Role.CITY_APPROVER), InvoiceState.SENT)
    moment = at(invoice.safe_due_on.isoformat())
    assert "検査・支払　1件" in run(moment)[0]
    assert run(moment) == []
    invoice = invoice_actions.return_invoice(invoice=invoice, comment="件名を改めてください。", by=manager, at=moment)
    invoice = invoice_actions.draft_invoice(
        term=invoice.term, month=JUNE, by=manager, at=moment, reason="件名を改めたため"
    )
    invoice = invoice_actions.send_invoice(invoice=invoice, by=manager, at=moment)
    Invoice.objects.filter(pk=invoice.pk).update(nominal_due_on=moment.date(), safe_due_on=moment.date())
    assert "検査・支払　1件" in run(moment)[0]


def test_city_is_told_of_its_inspection(manager):
    make_mailbox(manager, Role.CITY_APPROVER, CITY)
    invoice_actions.notify_completion(
        term=priced_term(), month=JUNE, on=date(2025, 7, 2), by=manager, at=at("2025-07-02")
    )
    assert run(at("2025-07-09")) == []
    assert "検査・支払　1件" in run(at("2025-07-10"))[0]
    assert "検査・支払　1件" in run(at("2025-07-11"))[0]
