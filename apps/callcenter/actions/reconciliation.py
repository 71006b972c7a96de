"""Explains what calls and inquiries do not have in common."""

import uuid
from datetime import datetime

from apps.accounts.models import User
from apps.callcenter.models import Call, Inquiry, ReconciliationNote
from apps.callcenter.reconciled_days import is_difference
from apps.contracts.parameters import Parameters
from apps.core.submissions import submit_once

NO_DIFFERENCE = "この記録は、いまは突合の差ではありません。説明は記録していません。"


class NoDifference(Exception):
    """What was to be explained has its counterpart, or is none of what is compared."""


def explain_difference(
    *, about: Call | Inquiry, reason: str, text: str, by: User, at: datetime, submission_key: uuid.UUID
) -> tuple[ReconciliationNote, bool]:
    """A named person says why; the difference stays listed. The same form sent again for it is the same note.

    Raises `NoDifference`.
    """
    key = uuid.uuid5(submission_key, f"{about._meta.label}:{about.pk}")

    def create() -> ReconciliationNote:
        if not is_difference(about, Parameters.load()):
            raise NoDifference(NO_DIFFERENCE)
        return ReconciliationNote.objects.create(
            call=about if isinstance(about, Call) else None,
            inquiry=about if isinstance(about, Inquiry) else None,
            reason=reason,
            text=text,
            by=by,
            at=at,
            submission_key=key,
        )

    return submit_once(ReconciliationNote, key, create)
