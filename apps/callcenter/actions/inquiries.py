"""Records an inquiry, corrects it, adds to it."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction

from apps.accounts.models import User
from apps.callcenter.models import Inquiry, InquiryNote
from apps.core.submissions import submit_once


class NotEditable(Exception):
    """The inquiry is another operator's, or its 24 hours are over."""


class ChangedMeanwhile(Exception):
    """The inquiry is no longer as the operator saw it."""


def record_inquiry(
    *, by: User, at: datetime, submission_key: uuid.UUID, values: dict[str, Any]
) -> tuple[Inquiry, bool]:
    """Saves what an operator took down; the same form posted again gives the same record and False."""

    def create() -> Inquiry:
        return Inquiry.objects.create(operator=by, saved_at=at, submission_key=submission_key, **values)

    return submit_once(Inquiry, submission_key, create)


def revise_inquiry(*, inquiry: Inquiry, by: User, at: datetime, values: dict[str, Any], version: str) -> Inquiry:
    """Corrects a record within its operator's 24 hours; the history keeps the former one.

    `version` is that of the record the operator saw. Raises `NotEditable`, `ChangedMeanwhile`.
    """
    with transaction.atomic():
        inquiry = Inquiry.objects.select_for_update(of=("self",), no_key=True).get(pk=inquiry.pk)
        if not inquiry.can_be_edited(by=by, at=at):
            raise NotEditable("記録から24時間を過ぎたため、訂正できません。追記してください。")
        if inquiry.version != version:
            raise ChangedMeanwhile(
                "ほかの画面で訂正または追記されています。いまの内容を確かめてから、もう一度訂正してください。"
            )
        for name, value in values.items():
            setattr(inquiry, name, value)
        inquiry.revised_at = at
        inquiry.save()
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
