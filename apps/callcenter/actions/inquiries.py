"""Records an inquiry with all that belongs to it, corrects it, adds to it, knows who has it open."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from apps.accounts.models import User
from apps.callcenter.models import FaqUse, FaqVersion, Inquiry, InquiryNote, InquiryWatch, LiveCall
from apps.core.submissions import submit_once

from .callbacks import promise_callback
from .escalations import escalate
from .phone import settle_call


class NotEditable(Exception):
    """The inquiry is another operator's, or its 24 hours are over."""


class ChangedMeanwhile(Exception):
    """The record is no longer as the one who writes saw it."""


class CallNotTied(Exception):
    """The announced call is another operator's, or has its record already."""


def record_inquiry(
    *,
    by: User,
    at: datetime,
    submission_key: uuid.UUID,
    values: dict[str, Any],
    live_call: LiveCall | None = None,
    faq_versions: Iterable[FaqVersion] = (),
    escalation: dict[str, Any] | None = None,
    callback: dict[str, Any] | None = None,
) -> tuple[Inquiry, bool]:
    """Saves what an operator took down; the same form posted again gives the same record and False.

    `escalation` and `callback` are the values of their forms: the city is asked, a call-back is promised. The announced
    call leaves the desk. Raises `CallNotTied`, `CallbackNotPossible`.
    """

    def create() -> Inquiry:
        if live_call is not None:
            _lock_own(live_call, by)
        given = values | {"handed_at": at if values.get("handed_to") else None}
        inquiry = Inquiry.objects.create(
            operator=by, saved_at=at, submission_key=submission_key, live_call=live_call, **given
        )
        FaqUse.objects.bulk_create([FaqUse(inquiry=inquiry, faq_version=version) for version in faq_versions])
        if escalation is not None:
            escalate(inquiry=inquiry, by=by, at=at, values=escalation)
        if callback is not None:
            promise_callback(inquiry=inquiry, by=by, at=at, values=callback)
        if live_call is not None:
            settle_call(live_call=live_call, at=at)
        return inquiry

    return submit_once(Inquiry, submission_key, create)


def _lock_own(live_call: LiveCall, by: User) -> None:
    call = LiveCall.objects.select_for_update(no_key=True).get(pk=live_call.pk)
    if call.operator_id != by.pk:
        raise CallNotTied("この通話は、ほかの方に引き継がれました。通話の欄を選び直してください。")
    if recorded := Inquiry.objects.filter(live_call=call).first():
        raise CallNotTied(f"この通話の記録は {recorded.number} にあります。通話の欄を選び直してください。")


def revise_inquiry(
    *,
    inquiry: Inquiry,
    by: User,
    at: datetime,
    values: dict[str, Any],
    version: str,
    escalation: dict[str, Any] | None = None,
) -> Inquiry:
    """Corrects a record within its operator's 24 hours; the history keeps the former one.

    `version` is that of the record the operator saw; `escalation` where it becomes a transfer only now. Raises
    `NotEditable`, `ChangedMeanwhile`.
    """
    with transaction.atomic():
        inquiry = Inquiry.objects.select_for_update(of=("self",), no_key=True).get(pk=inquiry.pk)
        if not inquiry.can_be_edited(by=by, at=at):
            raise NotEditable("記録から24時間を過ぎたため、訂正できません。追記してください。")
        if inquiry.version != version:
            raise ChangedMeanwhile(
                "ほかの画面で訂正または追記されています。いまの内容を確かめてから、もう一度訂正してください。"
            )
        leader = inquiry.handed_to
        for name, value in values.items():
            setattr(inquiry, name, value)
        if inquiry.handed_to != leader:
            inquiry.handed_at = at if inquiry.handed_to else None
        inquiry.revised_at = at
        inquiry.save()
        if escalation is not None:
            escalate(inquiry=inquiry, by=by, at=at, values=escalation)
    return inquiry


def add_note(
    *, inquiry: Inquiry, by: User, at: datetime, text: str, submission_key: uuid.UUID
) -> tuple[InquiryNote, bool]:
    """Adds a remark to a saved record and marks the record as renewed, so that the live history shows it."""

    def create() -> InquiryNote:
        Inquiry.objects.select_for_update(of=("self",), no_key=True).get(pk=inquiry.pk)
        Inquiry.objects.filter(pk=inquiry.pk).update(revised_at=at)
        return InquiryNote.objects.create(inquiry=inquiry, text=text, by=by, at=at, submission_key=submission_key)

    return submit_once(InquiryNote, submission_key, create)


def watch_inquiry(*, inquiry: Inquiry, by: User, now: datetime) -> list[InquiryWatch]:
    """Notes that `by` has the record open at this moment; returns the others who have.

    What `by` had open before and has left is cleared away.
    """
    InquiryWatch.objects.left(now).filter(user=by).delete()
    InquiryWatch.objects.update_or_create(inquiry=inquiry, user=by, defaults={"seen_at": now})
    others = InquiryWatch.objects.live(now).filter(inquiry=inquiry).of_others(by)
    return list(others.select_related("user").order_by("user__display_name", "user_id"))
