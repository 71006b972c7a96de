"""What the city orders besides the contract's own items for the monthly report of the call centre (第2-2-(7)-①-キ)."""

import datetime
import uuid
from decimal import Decimal
from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from apps.accounts.models import User
from apps.core.fields import GuardedCharField, GuardedTextField
from apps.core.history import track

LONGEST_LABEL, LONGEST_UNIT, LARGEST = 60, 10, 10**11
"""What a line of an answer's table holds."""

ANSWER_OUTSIDE_ORDER = "orderanswer_month_lies_in_its_order"
ANSWERED_MONTHS_STAY = "reportorder_keeps_its_answered_months"


def shown_number(number: int | Decimal, unit: str) -> str:
    """With thousands and the unit, as an office writes it: 1,234件."""
    return f"{number:,}{unit}"


def month_is_ordered() -> pgtrigger.Trigger:
    """An answer is for a month of its order; the order waits meanwhile, so that nobody ends it at the same moment."""
    return pgtrigger.Trigger(
        name="month_is_ordered",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
            PERFORM 1 FROM reporting_reportorder
            WHERE id = NEW.order_id AND withdrawn_at IS NULL
                AND NEW.month BETWEEN first_month AND coalesce(last_month, 'infinity')
            FOR SHARE;
            IF NOT FOUND THEN
                RAISE EXCEPTION 'the month is not ordered'
                    USING ERRCODE = 'check_violation', CONSTRAINT = '{ANSWER_OUTSIDE_ORDER}';
            END IF;
            RETURN NEW;
        """,
    )


def answered_months_stay() -> pgtrigger.Trigger:
    """An order is neither withdrawn nor shortened past a month that was answered already."""
    return pgtrigger.Trigger(
        name="answered_months_stay",
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf("first_month", "last_month", "withdrawn_at"),
        func=f"""
            IF EXISTS (
                SELECT 1 FROM reporting_orderanswer WHERE order_id = NEW.id AND (
                    NEW.withdrawn_at IS NOT NULL
                    OR month NOT BETWEEN NEW.first_month AND coalesce(NEW.last_month, 'infinity')
                )
            ) THEN
                RAISE EXCEPTION 'a month was answered already'
                    USING ERRCODE = 'check_violation', CONSTRAINT = '{ANSWERED_MONTHS_STAY}';
            END IF;
            RETURN NULL;
        """,  # noqa: S608 - a fixed word
    )


class ReportOrderQuerySet(models.QuerySet["ReportOrder"]):
    def for_month(self, month: datetime.date) -> "ReportOrderQuerySet":
        """Orders that the report of the month (its first day) has to answer."""
        return self.filter(
            Q(last_month__isnull=True) | Q(last_month__gte=month), first_month__lte=month, withdrawn_at__isnull=True
        )


@track()
class ReportOrder(models.Model):
    """One item that the city wants in the monthly report, from a month on, until a last one or until further notice."""

    subject = GuardedCharField("件名", max_length=60)
    wish = GuardedTextField("報告してほしい内容", max_length=1000)
    first_month = models.DateField("最初の月")
    last_month = models.DateField("最後の月", null=True, blank=True)
    ordered_at = models.DateTimeField("指示日時")
    ordered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="指示した人")
    withdrawn_at = models.DateTimeField("取り下げ日時", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="取り下げた人"
    )
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    objects = ReportOrderQuerySet.as_manager()

    class Meta:
        verbose_name = "追加の報告の指示"
        verbose_name_plural = "追加の報告の指示"
        ordering: ClassVar[list[str]] = ["-first_month", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_month__day=1) & (Q(last_month__isnull=True) | Q(last_month__day=1)),
                name="reportorder_months_are_first_days",
                violation_error_message="最初の月と最後の月は、月の初日で表します。",
            ),
            models.CheckConstraint(
                condition=Q(last_month__isnull=True) | Q(last_month__gte=F("first_month")),
                name="reportorder_ends_after_start",
                violation_error_message="最後の月は、最初の月と同じ月かそれより後の月にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="reportorder_withdrawn_at_and_by",
                violation_error_message="取り下げの日時と人は、両方が必要です。",
            ),
        ]
        triggers = [answered_months_stay()]

    def __str__(self) -> str:
        return self.subject

    def covers(self, month: datetime.date) -> bool:
        """Whether the report of the month (its first day) has to answer this order."""
        return (
            self.withdrawn_at is None
            and self.first_month <= month
            and (self.last_month is None or month <= self.last_month)
        )


@track()
class OrderAnswer(models.Model):
    """What the contractor reports on one ordered item for one month."""

    order = models.ForeignKey(ReportOrder, models.PROTECT, related_name="answers", verbose_name="指示")
    month = models.DateField("対象月（初日）")
    text = GuardedTextField("報告", max_length=2000)
    answered_at = models.DateTimeField("記載日時")
    answered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="記載者")

    class Meta:
        verbose_name = "追加の報告"
        verbose_name_plural = "追加の報告"
        ordering: ClassVar[list[str]] = ["order", "-month"]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "month"],
                name="orderanswer_one_per_order_and_month",
                violation_error_message="この月の報告は、すでに記載されています。",
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="orderanswer_month_is_a_first_day",
                violation_error_message="対象月は、月の初日で表します。",
            ),
        ]
        triggers = [month_is_ordered()]

    def __str__(self) -> str:
        return f"{self.order} {self.month:%Y-%m}"


@track()
class AnswerRow(models.Model):
    """One line of the small table below an answer: what was counted, and how many."""

    answer = models.ForeignKey(OrderAnswer, models.CASCADE, related_name="rows", verbose_name="追加の報告")
    position = models.PositiveSmallIntegerField("行")
    label = GuardedCharField("項目", max_length=LONGEST_LABEL)
    number = models.DecimalField("数", max_digits=12, decimal_places=1)
    unit = GuardedCharField("単位", max_length=LONGEST_UNIT, blank=True)

    class Meta:
        verbose_name = "追加の報告の行"
        verbose_name_plural = "追加の報告の行"
        ordering: ClassVar[list[str]] = ["answer", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "position"],
                name="answerrow_position_is_unique_in_answer",
                violation_error_message="この行はすでにあります。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.shown}"

    @property
    def value(self) -> int | Decimal:
        """The number as an office writes it: without a point where nothing stands behind it."""
        return int(self.number) if self.number == self.number.to_integral_value() else self.number

    @property
    def shown(self) -> str:
        """With thousands and the unit, as typed and as printed: 1,234件."""
        return shown_number(self.value, self.unit)
