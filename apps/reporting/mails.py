"""Mails to the mailboxes of roles: planned once, sent inside the hours, told again only when surely none arrived.

A mail says how many and where to look, nothing else: `compose` gets numbers and an address, and so can leak no name.
"""

import smtplib
from collections import Counter, defaultdict
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from apps.contracts.calendar import Calendar
from apps.contracts.deadlines import Duty

from .enums import MailState, Stage
from .models import ReminderAddress, ReminderMail, ReminderSent, TransitionNotAllowed
from .reminders import Matter, Reminder, due_now, is_inside_hours, matter_of

WAITING = [MailState.PLANNED, MailState.FAILED]
UNDER_WAY = [*WAITING, MailState.SENDING]
LOST_AFTER = timedelta(minutes=15)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=10), timedelta(hours=4)
BROKEN_OFF = "送信の途中で止まりました。届いたかどうかを、宛先で確かめてください。"
BESIDE_REPORTS = {Duty.INSPECTION.value: "city", Duty.PAYMENT.value: "city", Duty.CORRECTION.value: "correction"}
"""By kind how a mail counts what the parties owe each other beside the reports."""


class Counts(NamedTuple):
    """How many of each; all that a mail may say."""

    late: int = 0
    today: int = 0
    before: int = 0
    returned: int = 0
    issued: int = 0
    city: int = 0
    correction: int = 0


class NotSent(Exception):
    """The mail server surely took nothing; the message is the user's sentence."""


def sends_mail() -> bool:
    """Whether a mail server is set up; without one nothing is planned, so that nothing counts as told."""
    return bool(settings.SENDS_MAIL)


def compose(counts: Counts, link: str) -> tuple[str, str]:
    """Subject and text; raises TypeError for anything but numbers."""
    if any(type(number) is not int for number in counts):
        raise TypeError("a mail holds counts only")
    told = {"counts": counts, "total": sum(counts), "link": link}
    subject = " ".join(render_to_string("reporting/mail/subject.txt", told).split())
    return subject, render_to_string("reporting/mail/text.txt", told)


def plan(now: datetime, calendar: Calendar | None = None) -> int:
    """Write down what each mailbox is to be told and was not yet; how many things that are, over all mailboxes."""
    calendar = calendar or Calendar.load()
    due = due_now(now, calendar)
    today = timezone.localdate(now)
    return sum(_plan_for(address, due, now) for address in _mailboxes(today)) if due else 0


def waiting() -> list[int]:
    """The mails that are to be sent, or sent again, oldest first."""
    return list(ReminderMail.objects.filter(state__in=WAITING).order_by("planned_at").values_list("pk", flat=True))


def deliver(mail_id: int, now: datetime, calendar: Calendar | None = None) -> bool:
    """Send one mail with the counts of this moment; False when it is not its time, or there is nothing left to tell."""
    claimed = _claim(mail_id, now, calendar or Calendar.load())
    if claimed is None:
        return False
    mail, counts = claimed
    state, failure = MailState.SENT, ""
    try:
        _send(mail, *compose(counts, settings.SITE_URL + reverse("reporting:list")))
    except NotSent as error:
        state, failure = MailState.FAILED, str(error)
    except OSError:  # smtplib's errors are of this kind
        state, failure = MailState.UNKNOWN, BROKEN_OFF
    _settle(mail, state, failure, now)
    return state is MailState.SENT


def give_up_lost(now: datetime) -> int:
    """Mark the mails whose sending was never heard of again: a worker died over them. Nobody sends them by itself.

    One that is said to have begun well after now is lost as well: the clock was ahead, and nobody waits for that day.
    """
    under_way = (now - LOST_AFTER, now + LOST_AFTER)
    lost = ReminderMail.objects.filter(state=MailState.SENDING).exclude(tried_at__range=under_way)
    return lost.update(state=MailState.UNKNOWN, failure=BROKEN_OFF)


def send_again(mail: ReminderMail) -> None:
    """A person found that a mail of unknown fate did not arrive; raises `TransitionNotAllowed`."""
    with transaction.atomic():
        _lock_address(mail.address)
        under_way = _under_way(mail.address)
        if under_way == mail:  # pressed twice
            return
        if under_way:
            raise TransitionNotAllowed("この宛先には、送信を待つメールがあります。送信を終えてから操作してください。")
        lost = ReminderMail.objects.filter(pk=mail.pk, state=MailState.UNKNOWN)
        if not lost.update(state=MailState.PLANNED, failure=""):
            raise TransitionNotAllowed("結果不明のメールだけを、もう一度送信できます。")


def note_arrived(mail: ReminderMail) -> None:
    """A person found that a mail of unknown fate did arrive; raises `TransitionNotAllowed`."""
    with transaction.atomic():
        _lock_address(mail.address)
        mail = ReminderMail.objects.get(pk=mail.pk)
        if mail.state == MailState.SENT:  # pressed twice, or a slow worker's word came meanwhile
            return
        if mail.state != MailState.UNKNOWN:
            raise TransitionNotAllowed("結果不明のメールだけを、届いたことにできます。")
        mail.state, mail.failure, mail.sent_at = MailState.SENT, "", mail.tried_at
        mail.save(update_fields=["state", "failure", "sent_at"])


def _mailboxes(today: date) -> dict[str, set[str]]:
    """The roles that each address stands for today; one mailbox may serve several."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in ReminderAddress.objects.open_on(today).order_by("address"):
        found[row.address].add(row.role)
    return found


def _lock_address(address: str) -> None:
    """One worker at a time for a mailbox: who comes second sees what the first has written."""
    rows = ReminderAddress.objects.filter(address=address).order_by("pk")
    list(rows.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))


def _under_way(address: str) -> ReminderMail | None:
    return ReminderMail.objects.filter(address=address, state__in=UNDER_WAY).first()


def _plan_for(address: str, due: list[Reminder], now: datetime) -> int:
    with transaction.atomic():
        _lock_address(address)
        roles = _mailboxes(timezone.localdate(now)).get(address, set())
        wanted = {_identity(reminder): reminder for reminder in due if reminder.roles & roles}
        told = ReminderSent.objects.filter(
            address=address, stage_on__gte=min((each.stage_on for each in wanted.values()), default=date.max)
        ).values_list("kind", "first_on", "last_on", "stage", "stage_on", "number")
        new = wanted.keys() - set(told)
        mail = _under_way(address)
        if not new or (mail and mail.state == MailState.SENDING):  # the next run, in minutes, plans for it
            return 0
        # what has not left yet takes what came since, so that an outage ends in one mail and not in many
        mail = mail or ReminderMail.objects.create(address=address, planned_at=now)
        ReminderSent.objects.bulk_create([_row(mail, wanted[identity]) for identity in sorted(new)])
        return len(new)


def _identity(reminder: Reminder) -> tuple[str, date, date, str, date, int]:
    """What is told once to each mailbox; the database keeps it unique."""
    return (
        str(reminder.kind), reminder.first, reminder.last, reminder.stage.value, reminder.stage_on, reminder.number
    )  # fmt: skip


def _row(mail: ReminderMail, reminder: Reminder) -> ReminderSent:
    kind, first, last, stage, stage_on, number = _identity(reminder)
    return ReminderSent(
        mail=mail, address=mail.address, kind=kind, first_on=first, last_on=last, stage=stage, stage_on=stage_on,
        number=number,
    )  # fmt: skip


def _claim(mail_id: int, now: datetime, calendar: Calendar) -> tuple[ReminderMail, Counts] | None:
    """Take a mail for this worker alone and count once more: what was issued meanwhile is told to nobody."""
    if not is_inside_hours(now, calendar):
        return None
    with transaction.atomic():
        _lock_address(ReminderMail.objects.get(pk=mail_id).address)
        mail = ReminderMail.objects.filter(pk=mail_id, state__in=WAITING).first()
        if mail is None or not _may_be_tried(mail, now):
            return None
        roles = _mailboxes(timezone.localdate(now)).get(mail.address, set())
        counts = _counts(mail, [reminder for reminder in due_now(now, calendar) if reminder.roles & roles])
        mail.count, mail.failure = sum(counts), ""
        if mail.count:
            mail.state, mail.attempts, mail.tried_at = MailState.SENDING, mail.attempts + 1, now
        else:
            mail.state = MailState.DROPPED
        mail.save()
    return (mail, counts) if mail.count else None


def _may_be_tried(mail: ReminderMail, now: datetime) -> bool:
    """Later each time, up to the longest pause; a clock that was set back holds nothing up for longer."""
    if mail.tried_at is None or mail.state == MailState.PLANNED:
        return True
    pause = min(FIRST_PAUSE * 2 ** min(mail.attempts - 1, 10), LONGEST_PAUSE)
    return abs(now - mail.tried_at) >= pause


def _counts(mail: ReminderMail, due: list[Reminder]) -> Counts:
    """How many of the mail's matters are still so, each once and by its stage of now."""
    now_due: dict[Matter, Reminder] = {reminder.matter: reminder for reminder in due}
    told = {
        matter_of(row.kind, row.first_on, row.last_on, Stage(row.stage), row.number) for row in mail.told.all()
    }  # fmt: skip
    still = [now_due[matter] for matter in told & now_due.keys()]
    return Counts(**Counter(BESIDE_REPORTS.get(each.kind, each.stage.value) for each in still))


def _send(mail: ReminderMail, subject: str, text: str) -> None:
    """Hand one mail to the server; raises `NotSent`, or what smtplib raises when nobody knows."""
    sender = settings.DEFAULT_FROM_EMAIL
    connection = get_connection()
    headers = {
        "Message-ID": f"<report-reminder-{mail.pk}@{sender.rpartition('@')[2].strip('>')}>",
        "Auto-Submitted": "auto-generated",
    }
    message = EmailMessage(subject, text, sender, [mail.address], connection=connection, headers=headers)
    try:
        connection.open()
    except OSError as error:
        raise NotSent("メールサーバーに接続できませんでした。") from error
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        raise NotSent("メールサーバーが宛先を受け付けませんでした。") from error
    except smtplib.SMTPResponseException as error:
        raise NotSent(f"メールサーバーが受け付けませんでした（応答 {int(error.smtp_code)}）。") from error
    except smtplib.SMTPNotSupportedError as error:
        raise NotSent("メールサーバーが、このメールを送る方式に対応していません。") from error
    except ValueError as error:  # an address or a header that cannot be written: found before anything leaves
        raise NotSent("宛先か差出人の形が正しくないため、メールを作成できませんでした。") from error
    finally:
        with suppress(OSError):  # what the server has taken is sent, however it says goodbye
            connection.close()


def _settle(mail: ReminderMail, state: MailState, failure: str, now: datetime) -> None:
    """Write down what became of this attempt, unless it was given up for lost and did not arrive after all."""
    mine = ReminderMail.objects.filter(pk=mail.pk, attempts=mail.attempts)
    held = mine.filter(state__in=[MailState.SENDING, *([MailState.UNKNOWN] if state is MailState.SENT else [])])
    held.update(state=state, failure=failure, sent_at=now if state is MailState.SENT else None)
