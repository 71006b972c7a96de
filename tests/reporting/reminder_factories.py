"""Mailboxes, their mails, and reports handed over at a moment, for tests; fixed by default."""

from datetime import date, datetime
from typing import Any

import time_machine
from django.core import mail as outbox

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.contracts.calendar import Calendar
from apps.core.clock import JST
from apps.reporting import tasks
from apps.reporting.duties import due_report
from apps.reporting.enums import MailState, ReportKind, ReportState
from apps.reporting.models import ReminderAddress, ReminderMail, Report, ReportDecision, ReportRevision
from apps.reporting.periods import parse_period

MAILBOX = "toukatsu@example.jp"
BEGAN_ON = date(2025, 4, 1)


def at(day: str, time: str = "10:00") -> datetime:
    """A moment in Japan: `at("2025-07-07", "09:00")`."""
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=JST)


def make_mailbox(by: User, role: str = Role.GENERAL_MANAGER, address: str = MAILBOX, **fields: Any) -> ReminderAddress:
    return ReminderAddress.objects.create(
        role=role, address=address, **({"since_on": BEGAN_ON, "added_by": by} | fields)
    )


def lost_mail(mailbox: ReminderAddress) -> ReminderMail:
    """A mail of which nobody knows whether it arrived."""
    moment = at("2025-06-02")
    return ReminderMail.objects.create(
        address=mailbox.address, state=MailState.UNKNOWN, planned_at=moment, tried_at=moment, attempts=1, failure="不明"
    )


def hand_over(
    kind: ReportKind,
    period: str,
    moment: datetime,
    by: User,
    *,
    accepted: bool | None = None,
    number: int = 1,
) -> Report:
    """A report whose revision `number` was issued at a moment, without figures; decided on where `accepted` says so."""
    span = parse_period(kind, period)
    due = due_report(kind, span, Calendar.load())
    done = {"confirmed_at": moment, "confirmed_by": by, "issued_at": moment, "issued_by": by}
    report, _ = Report.objects.update_or_create(
        kind=kind, first_on=span.first, last_on=span.last,
        defaults={
            "nominal_due_on": due.nominal, "safe_due_on": due.safe, "requested_at": moment,
            "state": ReportState.CONFIRMED, "remarks": "所見。", "proposal": "特になし。", **done,
        },
    )  # fmt: skip
    revision = ReportRevision.objects.create(
        report=report, number=number, content={}, xlsx=b"", pdf=b"", xlsx_sha256="0" * 64, pdf_sha256="0" * 64,
        made_at=moment, issued_at=moment, definitions_version=1,
    )  # fmt: skip
    report.state = ReportState.ISSUED
    report.save()
    if accepted is not None:
        comment = "" if accepted else "件数の内訳を確かめてください。"
        ReportDecision.objects.create(
            revision=revision, accepted=accepted, comment=comment, decided_at=moment, decided_by=by
        )
        report.state = ReportState.ACCEPTED if accepted else ReportState.RETURNED
        report.save()
    return report


def run(moment: datetime) -> list[str]:
    """One run of the task; the texts that left, by address."""
    outbox.outbox.clear()
    with time_machine.travel(moment, tick=False):
        tasks.send_report_reminders()
    return [f"{message.to[0]} {message.subject} {message.body}" for message in outbox.outbox]
