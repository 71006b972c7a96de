"""Writes of the directory of sections: who saves or checks a row vouches for it on that day."""

import uuid
from datetime import date
from typing import Any

from django.db import transaction

from apps.accounts.models import User
from apps.callcenter.models import Section
from apps.core.marks import mark_of
from apps.core.submissions import submit_once


def add_section(*, by: User, on: date, submission_key: uuid.UUID, values: dict[str, Any]) -> tuple[Section, bool]:
    """A new row; the same form posted again gives the same row and False."""

    def create() -> Section:
        return Section.objects.create(
            code=f"section-{mark_of(submission_key)}",
            checked_by=by,
            checked_on=on,
            submission_key=submission_key,
            **values,
        )

    return submit_once(Section, submission_key, create)


def change_section(*, section: Section, by: User, on: date, values: dict[str, Any]) -> Section:
    """Corrects a row; the history keeps the former one."""
    with transaction.atomic():
        section = Section.objects.select_for_update(of=("self",), no_key=True).get(pk=section.pk)
        for name, value in values.items():
            setattr(section, name, value)
        section.checked_by, section.checked_on = by, on
        section.save()
    return section


def check_section(*, section: Section, by: User, on: date) -> Section:
    """Somebody compared the row with what is published, and it is right."""
    return change_section(section=section, by=by, on=on, values={})
