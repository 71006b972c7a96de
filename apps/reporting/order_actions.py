"""The city's orders for the monthly report and the contractor's answers (第2-2-(7)-①-キ)."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import IntegrityError, transaction

from apps.accounts.models import User
from apps.core.db import violated
from apps.core.submissions import submit_once

from .models import AnswerRow, OrderAnswer, ReportOrder
from .models.orders import ANSWER_OUTSIDE_ORDER, ANSWERED_MONTHS_STAY


class OrderRefused(Exception):
    """The order or its answer stands otherwise by now; the message is the user's sentence."""


class Row(NamedTuple):
    """One line of the small table below an answer."""

    label: str
    number: Decimal
    unit: str


def place_order(
    *,
    subject: str,
    wish: str,
    first_month: date,
    last_month: date | None,
    submission_key: uuid.UUID,
    by: User,
    at: datetime,
) -> ReportOrder:
    """The city orders an item from a month on; the same submission again is the same order."""

    def create() -> ReportOrder:
        return ReportOrder.objects.create(
            subject=subject,
            wish=wish,
            first_month=first_month,
            last_month=last_month,
            ordered_at=at,
            ordered_by=by,
            submission_key=submission_key,
        )

    order, _ = submit_once(ReportOrder, submission_key, create)
    return order


def end_order(*, order: ReportOrder, last_month: date | None) -> ReportOrder:
    """Set the last month, or None until further notice; raises `OrderRefused` where a later month was answered."""
    with transaction.atomic():
        order = _locked(order)
        if order.withdrawn_at:
            raise OrderRefused("この指示は、すでに取り下げられています。")
        if last_month and last_month < order.first_month:
            raise OrderRefused("最後の月は、最初の月と同じ月かそれより後の月にしてください。")
        order.last_month = last_month
        _save(order, "last_month")
    return order


def withdraw_order(*, order: ReportOrder, by: User, at: datetime) -> ReportOrder:
    """Take an order back that nobody answered yet; raises `OrderRefused` otherwise. A second time changes nothing."""
    with transaction.atomic():
        order = _locked(order)
        if order.withdrawn_at is None:
            order.withdrawn_at, order.withdrawn_by = at, by
            _save(order, "withdrawn_at", "withdrawn_by")
    return order


def answer_order(
    *, order: ReportOrder, month: date, text: str, rows: Sequence[Row], seen: datetime | None, by: User, at: datetime
) -> OrderAnswer:
    """Write the report on an ordered item for one month, or write it anew.

    The same person's same words again change nothing.

    `seen`: when the answer that the writer's page showed was written, None where there was none; raises `OrderRefused`
    when somebody else wrote meanwhile, or when the order does not ask for this month.
    """
    try:
        with transaction.atomic():
            order = _locked(order)
            answer = OrderAnswer.objects.filter(order=order, month=month).first()
            if answer and _says(answer, by, text, rows):
                return answer
            if (answer.answered_at if answer else None) != seen:
                raise OrderRefused("この報告は、ほかの人が先に保存しました。保存されている報告を確かめてください。")
            answer = answer or OrderAnswer(order=order, month=month)
            answer.text, answer.answered_at, answer.answered_by = text, at, by
            answer.save()
            answer.rows.all().delete()
            AnswerRow.objects.bulk_create(
                AnswerRow(answer=answer, position=position, label=row.label, number=row.number, unit=row.unit)
                for position, row in enumerate(rows, start=1)
            )
    except IntegrityError as error:
        if violated(error) == ANSWER_OUTSIDE_ORDER:
            raise OrderRefused("この月は、指示の対象ではなくなりました。") from None
        raise
    return answer


def _says(answer: OrderAnswer, by: User, text: str, rows: Sequence[Row]) -> bool:
    kept = [Row(row.label, row.number, row.unit) for row in answer.rows.all()]
    return answer.answered_by_id == by.pk and answer.text == text and kept == list(rows)


def _locked(order: ReportOrder) -> ReportOrder:
    return ReportOrder.objects.select_for_update(of=("self",), no_key=True).get(pk=order.pk)


def _save(order: ReportOrder, *fields: str) -> None:
    try:
        with transaction.atomic():
            order.save(update_fields=fields)
    except IntegrityError as error:
        if violated(error) == ANSWERED_MONTHS_STAY:
            raise OrderRefused(
                "報告が記載された月があるため、その月より前で終えることや取り下げることはできません。"
            ) from None
        raise
