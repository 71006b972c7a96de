import datetime
from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from apps.accounts.models import User
from apps.contracts.models import Agreement, ContractTerm
from apps.core.fields import GuardedCharField, GuardedTextField
from apps.core.history import track
from apps.reporting import permissions
from apps.reporting.enums import (
    INVOICE_TRANSITIONS,
    AccountKind,
    InvoiceState,
    PaymentChangeKind,
)

from .files import MadeFiles, TransitionNotAllowed

HANDED_OVER = (InvoiceState.SENT, InvoiceState.RETURNED, InvoiceState.ACCEPTED, InvoiceState.PAID)
FIGURES = ("term", "month", "number", "net", "percent", "tax", "gross", "days")


def all_or_none(*fields: str) -> Q:
    """All of these columns are filled in, or none of them is."""
    return Q(**{f"{field}__isnull": True for field in fields}) | Q(**{f"{field}__isnull": False for field in fields})


def person(label: str) -> "models.ForeignKey[User | None, User | None]":
    return models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=label)


@track()
class PaymentChange(models.Model):
    """What the parties agreed to pay otherwise than the schedule says (第1-6-(2), 第3-7-(4), 第3-9-(9))."""

    term = models.ForeignKey(ContractTerm, models.PROTECT, related_name="payment_changes", verbose_name="契約年度")
    month = models.DateField("対象月（初日）")
    kind = models.CharField("変更の内容", max_length=10, choices=PaymentChangeKind.choices)
    last_day = models.DateField("業務の最終日", null=True, blank=True)
    net = models.PositiveBigIntegerField("協議の額（税抜・円）", null=True, blank=True)
    percent = models.PositiveSmallIntegerField("税率（%）", null=True, blank=True)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="payment_changes", verbose_name="協議")
    reason = GuardedTextField("理由", max_length=500)
    made_at = models.DateTimeField("登録日時")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登録した人")

    class Meta:
        verbose_name = "支払の変更"
        verbose_name_plural = "支払の変更"
        ordering: ClassVar[list[str]] = ["term", "month", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "month", "kind"],
                name="paymentchange_one_per_month_and_kind",
                violation_error_message="この月には、同じ内容の変更がすでにあります。",
            ),
            models.UniqueConstraint(
                fields=["term"],
                condition=Q(kind=PaymentChangeKind.END),
                name="paymentchange_one_end_per_term",
                violation_error_message="この契約年度の終了は、すでに登録されています。",
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="paymentchange_month_is_a_first_day",
                violation_error_message="対象月は、月の初日で表します。",
            ),
            models.CheckConstraint(
                condition=Q(kind=PaymentChangeKind.END, last_day__isnull=False, net__isnull=True, percent__isnull=True)
                | Q(kind=PaymentChangeKind.AMOUNT, last_day__isnull=True, net__isnull=False, percent__isnull=True)
                | Q(kind=PaymentChangeKind.TAX, last_day__isnull=True, net__isnull=True, percent__lte=100),
                name="paymentchange_has_the_figure_of_its_kind",
                violation_error_message="終了には最終日だけを、額の変更には額だけを、税率の変更には税率だけを入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True)
                | Q(last_day__year=F("month__year"), last_day__month=F("month__month")),
                name="paymentchange_last_day_lies_in_its_month",
                violation_error_message="業務の最終日は、対象月の中の日にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term.code} {self.month:%Y-%m} {self.get_kind_display()}"


@track()
class InvoiceIssuer(models.Model):
    """What the invoices of one term name besides the figures: who claims, and the account to pay to."""

    term = models.OneToOneField(ContractTerm, models.PROTECT, related_name="invoice_issuer", verbose_name="契約年度")
    contract_number = GuardedCharField("契約番号", max_length=40, blank=True)
    address = GuardedCharField("所在地", max_length=120)
    representative = GuardedCharField("代表者の職・氏名", max_length=60)
    registration_number = GuardedCharField("適格請求書発行事業者の登録番号", max_length=14, blank=True)
    bank = GuardedCharField("金融機関", max_length=40)
    branch = GuardedCharField("支店", max_length=40)
    account_kind = models.CharField("預金の種類", max_length=10, choices=AccountKind.choices)
    account_number = GuardedCharField("口座番号", max_length=7)
    account_name = GuardedCharField("口座名義（カナ）", max_length=60)

    class Meta:
        verbose_name = "請求者と振込先"
        verbose_name_plural = "請求者と振込先"
        constraints = [
            models.CheckConstraint(
                condition=Q(registration_number="") | Q(registration_number__regex="^T[0-9]{13}$"),
                name="invoiceissuer_registration_is_t_and_13_digits",
                violation_error_message="登録番号は、Tに続けて13桁の数字で入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(account_number__regex="^[0-9]{7}$"),
                name="invoiceissuer_account_has_seven_digits",
                violation_error_message="口座番号は、7桁の数字で入力してください（足りない桁は前に0を付けます）。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term.code} 請求者と振込先"


class InvoiceQuerySet(models.QuerySet["Invoice"]):
    def for_user(self, user: User) -> "InvoiceQuerySet":
        """The contractor's side sees all of them, the city those that were handed over at least once."""
        if not permissions.reads_invoices(user.role):
            return self.none()
        return self if permissions.sees_drafts(user.role) else self.filter(sent_at__isnull=False)


@track()
class Invoice(models.Model):
    """The claim for one month of a term, one paper with its number until it is paid (第1-7)."""

    term = models.ForeignKey(ContractTerm, models.PROTECT, related_name="invoices", verbose_name="契約年度")
    month = models.DateField("対象月（初日）")
    number = GuardedCharField("請求書番号", max_length=20)
    state = models.CharField("状態", max_length=10, choices=InvoiceState.choices, default=InvoiceState.DRAFT)
    net = models.PositiveBigIntegerField("税抜の額（円）")
    percent = models.PositiveSmallIntegerField("税率（%）")
    tax = models.PositiveBigIntegerField("消費税及び地方消費税の額（円）")
    gross = models.PositiveBigIntegerField("請求金額（円）")
    days = models.PositiveSmallIntegerField("対象の日数")
    drafted_at = models.DateTimeField("下書きの作成日時")
    drafted_by = person("下書きを作成した人")
    reason = GuardedTextField("作り直す理由", blank=True, max_length=500)
    sent_at = models.DateTimeField("提出日時", null=True, blank=True)
    sent_by = person("提出した人")
    nominal_due_on = models.DateField("支払の期限", null=True, blank=True)
    safe_due_on = models.DateField("支払の目安日", null=True, blank=True)
    decided_at = models.DateTimeField("受理・差戻しの日時", null=True, blank=True)
    decided_by = person("受理・差戻しをした人")
    comment = GuardedTextField("市の意見", blank=True, max_length=1000)
    paid_on = models.DateField("支払日", null=True, blank=True)
    paid_at = models.DateTimeField("支払を記録した日時", null=True, blank=True)
    paid_by = person("支払を記録した人")

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        verbose_name = "請求書"
        verbose_name_plural = "請求書"
        ordering: ClassVar[list[str]] = ["-month"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "month"],
                name="invoice_one_per_term_and_month",
                violation_error_message="この月の請求書はすでにあります。",
            ),
            models.UniqueConstraint(
                fields=["number"],
                name="invoice_number_is_unique",
                violation_error_message="この番号の請求書はすでにあります。",
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="invoice_month_is_a_first_day",
                violation_error_message="対象月は、月の初日で表します。",
            ),
            models.CheckConstraint(
                condition=Q(gross=F("net") + F("tax")),
                name="invoice_net_and_tax_add_up_to_gross",
                violation_error_message="税抜の額と消費税の額の和は、請求金額と同じにしてください。",
            ),
            models.CheckConstraint(
                condition=all_or_none("sent_at", "sent_by", "nominal_due_on", "safe_due_on"),
                name="invoice_sent_at_by_and_due_day",
                violation_error_message="提出の日時、提出した人、支払の期限は、すべてが必要です。",
            ),
            models.CheckConstraint(
                condition=Q(state=InvoiceState.DRAFT) | Q(sent_at__isnull=False),
                name="invoice_state_after_draft_has_been_sent",
                violation_error_message="提出していない請求書は、受理や支払の状態にできません。",
            ),
            models.CheckConstraint(
                condition=all_or_none("decided_at", "decided_by"),
                name="invoice_decided_at_and_by",
                violation_error_message="受理・差戻しの日時と人は、両方が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[InvoiceState.ACCEPTED, InvoiceState.RETURNED, InvoiceState.PAID],
                    decided_at__gte=F("sent_at"),
                )
                | (Q(state__in=[InvoiceState.DRAFT, InvoiceState.SENT]) & Q(decided_at__isnull=True)),
                name="invoice_decision_stands_with_its_state",
                violation_error_message="受理・差戻しの記録は、提出の後に、その状態と合わせて残します。",
            ),
            models.CheckConstraint(
                condition=~Q(state=InvoiceState.RETURNED) | ~Q(comment=""),
                name="invoice_returned_has_comment",
                violation_error_message="差し戻すときは、理由を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=InvoiceState.PAID, paid_on__isnull=False, paid_at__isnull=False, paid_by__isnull=False
                )
                | (~Q(state=InvoiceState.PAID) & Q(paid_on__isnull=True, paid_at__isnull=True, paid_by__isnull=True)),
                name="invoice_paid_has_day_and_person",
                violation_error_message="支払済の請求書には、支払日と記録した人が必要です。",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="figures_are_frozen_once_sent",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=HANDED_OVER)
                & ~pgtrigger.Q(new__state=InvoiceState.DRAFT)
                & pgtrigger.Q(
                    *((f"old__{name}__df", pgtrigger.F(f"new__{name}")) for name in FIGURES), _connector=pgtrigger.Q.OR
                ),
            ),
            pgtrigger.Protect(
                name="paid_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state=InvoiceState.PAID),
            ),
            pgtrigger.Protect(
                name="sent_is_not_deleted",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__sent_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"請求書 {self.number}"

    @property
    def period(self) -> str:
        """As in addresses: `2025-06`."""
        return f"{self.month:%Y-%m}"

    def redraft(self, *, by: User | None, at: datetime.datetime, reason: str = "") -> None:
        """Begin the draft anew; what was handed over needs a reason, and its next revision begins."""
        if self.state != InvoiceState.DRAFT and not reason.strip():
            raise TransitionNotAllowed("提出した請求書を作り直すには、理由が必要です。")
        if self.state != InvoiceState.DRAFT:
            self.reason = reason
        self._move(InvoiceState.DRAFT)
        self.drafted_at, self.drafted_by = at, by
        self.decided_at = self.decided_by = None

    def send(
        self, *, by: User, at: datetime.datetime, nominal_due_on: datetime.date, safe_due_on: datetime.date
    ) -> None:
        self._move(InvoiceState.SENT)
        self.sent_at, self.sent_by = at, by
        self.nominal_due_on, self.safe_due_on = nominal_due_on, safe_due_on
        self.comment = ""

    def accept(self, *, by: User, at: datetime.datetime, comment: str = "") -> None:
        self._decide(InvoiceState.ACCEPTED, by=by, at=at, comment=comment)

    def give_back(self, *, by: User, at: datetime.datetime, comment: str) -> None:
        """The city returns it with its reason."""
        if not comment.strip():
            raise TransitionNotAllowed("差し戻すときは、理由を入力してください。")
        self._decide(InvoiceState.RETURNED, by=by, at=at, comment=comment)

    def pay(self, *, on: datetime.date, by: User, at: datetime.datetime) -> None:
        self._move(InvoiceState.PAID)
        self.paid_on, self.paid_at, self.paid_by = on, at, by

    def _decide(self, to: InvoiceState, *, by: User, at: datetime.datetime, comment: str) -> None:
        self._move(to)
        self.decided_at = max(at, self.sent_at or at)  # the clock of another machine may be a moment behind
        self.decided_by, self.comment = by, comment

    def _move(self, to: InvoiceState) -> None:
        if to not in INVOICE_TRANSITIONS[InvoiceState(self.state)]:
            raise TransitionNotAllowed(f"{self.get_state_display()}の請求書は、{to.label}にできません。")
        self.state = to


@track(exclude=["xlsx", "pdf", "content"])
class InvoiceRevision(MadeFiles):
    """One making of an invoice: its figures and the two files; frozen by the database from its sending on."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="revisions", verbose_name="請求書")

    class Meta:
        verbose_name = "請求書の版"
        verbose_name_plural = "請求書の版"
        ordering: ClassVar[list[str]] = ["invoice", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["invoice", "number"],
                name="invoicerevision_number_is_unique_in_invoice",
                violation_error_message="この版はすでにあります。",
            ),
            models.UniqueConstraint(
                fields=["invoice"],
                condition=Q(issued_at__isnull=True),
                name="invoicerevision_one_open_per_invoice",
                violation_error_message="提出前の版は、請求書ごとに1つだけです。",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="invoicerevision_number_from_one",
                violation_error_message="版は1から数えます。",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="issued_is_frozen",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__issued_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invoice} 第{self.number}版"
