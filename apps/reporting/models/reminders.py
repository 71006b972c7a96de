import datetime
import re
from typing import ClassVar

import pgtrigger
from django.core.validators import EmailValidator
from django.db import models
from django.db.models import Count, F, Q

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.core.fields import GuardedCharField
from apps.core.history import track
from apps.reporting import permissions
from apps.reporting.enums import MailState, Stage

ADDRESS = re.compile(r"[a-z0-9._+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+")
"""One plain address: no name before it, no list, no line break, nothing that a mail header could read otherwise."""


class ReminderAddressQuerySet(models.QuerySet["ReminderAddress"]):
    def for_user(self, user: User) -> "ReminderAddressQuerySet":
        """Each party sees and keeps its own mailboxes."""
        return self.filter(role__in=permissions.mailbox_roles(user.role))

    def open_on(self, day: datetime.date) -> "ReminderAddressQuerySet":
        """The mailboxes that are told on this day: from the first day on, up to and not including the last one."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gt=day), since_on__lte=day)

    def register(self, *, role: str, address: str, since_on: datetime.date, by: User) -> bool:
        """Tell this mailbox from a day on; False when it is told already and stays as it is."""
        return self.get_or_create(
            role=role, address=address, until_on=None, defaults={"since_on": since_on, "added_by": by}
        )[1]


@track()
class ReminderAddress(models.Model):
    """One shared mailbox of a role that is told by mail how many reports wait for it, and never of which."""

    role = models.CharField("役割", max_length=20, choices=Role.choices)
    address = GuardedCharField(
        "メールアドレス",
        max_length=200,
        validators=[EmailValidator("メールアドレスは「kakari@example.jp」の形で入力してください。")],
    )
    since_on = models.DateField("送信を始める日")
    until_on = models.DateField("送信を終える日", null=True, blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登録した人")

    objects = ReminderAddressQuerySet.as_manager()

    class Meta:
        verbose_name = "通知先"
        verbose_name_plural = "通知先"
        ordering: ClassVar[list[str]] = ["role", "address", "since_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=permissions.MAILBOX_ROLES),
                name="reminderaddress_role_is_told_of_reports",
                violation_error_message="この役割には、報告書の通知がありません。",
            ),
            models.CheckConstraint(
                condition=Q(address__regex=f"^{ADDRESS.pattern}$"),
                name="reminderaddress_is_one_plain_address",
                violation_error_message="メールアドレスは「kakari@example.jp」の形で入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("since_on")),
                name="reminderaddress_ends_after_start",
                violation_error_message="送信を終える日は、始める日と同じ日かそれより後の日にしてください。",
            ),
            models.UniqueConstraint(
                fields=["role", "address"],
                condition=Q(until_on__isnull=True),
                name="reminderaddress_open_once_per_role",
                violation_error_message="この役割の通知先として、すでに登録されています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.address}"

    def end(self, *, on: datetime.date) -> None:
        """Tell it nothing from this day on, or ever when it was to begin later; the first end counts."""
        if self.until_on is None:
            self.until_on = max(on, self.since_on)
            self.save(update_fields=["until_on"])


class ReminderMailQuerySet(models.QuerySet["ReminderMail"]):
    def for_user(self, user: User) -> "ReminderMailQuerySet":
        """The mails to the mailboxes of one's own party."""
        return self.filter(address__in=ReminderAddress.objects.for_user(user).values("address"))

    def troubles(self) -> dict[str, int]:
        """How many could not be sent yet, and of how many nobody knows whether they arrived."""
        return self.aggregate(
            unsent=Count("pk", filter=Q(state=MailState.FAILED)), unclear=Count("pk", filter=Q(state=MailState.UNKNOWN))
        )


class ReminderMail(models.Model):
    """One mail to one mailbox, with nothing in it but counts and a link, from its planning to what became of it."""

    address = GuardedCharField("メールアドレス", max_length=200)
    state = models.CharField("状態", max_length=10, choices=MailState.choices, default=MailState.PLANNED)
    planned_at = models.DateTimeField("送信を決めた日時")
    attempts = models.PositiveSmallIntegerField("送信した回数", default=0)
    tried_at = models.DateTimeField("最後に送信した日時", null=True, blank=True)
    sent_at = models.DateTimeField("送信できた日時", null=True, blank=True)
    count = models.PositiveIntegerField("知らせた件数", default=0)
    failure = models.CharField("送信できなかった理由", max_length=100, blank=True)

    objects = ReminderMailQuerySet.as_manager()

    class Meta:
        verbose_name = "通知のメール"
        verbose_name_plural = "通知のメール"
        ordering: ClassVar[list[str]] = ["-planned_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["address"],
                condition=Q(state__in=[MailState.PLANNED, MailState.SENDING, MailState.FAILED]),
                name="remindermail_one_under_way_per_address",
                violation_error_message="この宛先には、送信を待つメールがすでにあります。",
            ),
            models.CheckConstraint(
                condition=Q(state=MailState.SENT, sent_at__isnull=False)
                | (~Q(state=MailState.SENT) & Q(sent_at__isnull=True)),
                name="remindermail_sent_has_moment",
                violation_error_message="送信できたメールには、その日時が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(attempts=0, tried_at__isnull=True) | Q(attempts__gte=1, tried_at__isnull=False),
                name="remindermail_attempts_have_moment",
                violation_error_message="送信したメールには、最後に送信した日時が必要です。",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[MailState.FAILED, MailState.UNKNOWN]) | ~Q(failure=""),
                name="remindermail_failure_says_why",
                violation_error_message="送信できなかったメールには、その理由が必要です。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address} {self.get_state_display()}"


class ReminderSent(models.Model):
    """One thing that one mailbox is told once: a duty at a stage, on the day that the stage stands for.

    Written before the mail leaves; the row is what keeps a second worker, a retry or a clock set back from telling
    it again.
    """

    mail = models.ForeignKey(ReminderMail, models.PROTECT, related_name="told", verbose_name="メール")
    address = GuardedCharField("メールアドレス", max_length=200)
    kind = models.CharField("報告・検査・支払の種類", max_length=20)
    first_on = models.DateField("対象期間の初日")
    last_on = models.DateField("対象期間の末日")
    stage = models.CharField("知らせる段階", max_length=10, choices=Stage.choices)
    stage_on = models.DateField("段階の日")
    number = models.PositiveSmallIntegerField("版・回")

    class Meta:
        verbose_name = "知らせた報告書"
        verbose_name_plural = "知らせた報告書"
        ordering: ClassVar[list[str]] = ["mail", "kind", "first_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["address", "kind", "first_on", "last_on", "stage", "stage_on", "number"],
                name="remindersent_once_per_duty_stage_and_address",
                violation_error_message="この宛先には、すでに知らせています。",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="told_stays_told", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.address} {self.kind} {self.get_stage_display()}"
