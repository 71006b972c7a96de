"""Explains what calls and inquiries do not have in common."""

import uuid
from datetime import datetime

from apps.accounts.models import User
from apps.callcenter.models import Call, Inquiry, ReconciliationNote
from apps.core.submissions import submit_once


def explain_difference(
    *, about: Call | Inquiry, reason: str, text: str, by: User, at: datetime, submission_key: uuid.UUID
) -> tuple[ReconciliationNote, bool]:
    """A named person says why; the difference stays listed. The same form sent again for it is the same note."""
    key = uuid.uuid5(submission_key, f"{about._meta.label}:{about.pk}")

    def create() -> ReconciliationNote:
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
