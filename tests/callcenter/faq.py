"""Answers for the tests, as the office would have written, submitted and approved them."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from apps.accounts.models import User
from apps.callcenter import actions
from apps.callcenter.models import FaqEntry, FaqVersion, InquiryCategory
from apps.core.clock import JST

TODAY = date(2025, 6, 18)
NOW = datetime(2025, 6, 18, 10, 0, tzinfo=JST)
WORDS: dict[str, Any] = {
    "question": "引っ越しをしたときの手続きは何ですか",
    "answer": "転入の届けのときに、カードをお持ちください。",
    "keywords": "ひっこし 転居",
    "source": "総務省の案内",
    "source_on": date(2025, 6, 1),
}


def draft(leader: User, *, category: str = "renewal", entry: FaqEntry | None = None, **words: Any) -> FaqVersion:
    values = WORDS | words
    if entry is not None:
        values.setdefault("change_note", "言い回しを改めた。")
    version, _ = actions.write_answer(
        by=leader,
        at=NOW,
        submission_key=uuid4(),
        values=values,
        category=InquiryCategory.objects.get(code=category),
        entry=entry,
    )
    return version


def approved(leader: User, city: User, *, since: date = TODAY, **options: Any) -> FaqVersion:
    version = draft(leader, **options)
    actions.submit_answer(version=version, by=leader, on=TODAY)
    return actions.approve_answer(version=version, by=city, on=TODAY, in_force_from=since)
