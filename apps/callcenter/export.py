"""All records of a month as a file (第2-2-(4)-セ・ソ): every column, no personal data, counted in the same snapshot."""

import codecs
import csv
import io
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import IO

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.db.models.expressions import RawSQL

from apps.accounts.models import User
from apps.callcenter import live_history
from apps.callcenter.enums import EscalationState, ExportForm, Result
from apps.callcenter.live_history import Wanted
from apps.callcenter.models import Callback, Emergency, FaqUse, Inquiry, InquiryNote
from apps.core.clock import JST
from apps.core.db import InJapan
from apps.core.sheet_stream import SheetStream, Value, in_japan
from apps.core.spreadsheet import LOOKS_LIKE_FORMULA
from apps.reservations import numbers

CHUNK = 2_000
MISSING_LETTER = "〓"
COLUMNS: tuple[tuple[str, float], ...] = (
    ("番号", 10),
    ("受付日時", 16),
    ("記録日時", 16),
    ("最終更新日時", 16),
    ("上位の分類", 14),
    ("分類", 18),
    ("内容", 60),
    ("追記", 30),
    ("結果", 8),
    ("案内先", 18),
    ("転送の理由", 24),
    ("苦情", 6),
    ("緊急", 6),
    ("折り返し", 8),
    ("エスカレーション", 16),
    ("受取予約の受付番号", 16),
    ("参照したFAQ", 16),
    ("対応者", 14),
    ("引継ぎ先", 14),
)
STAFF_COLUMNS = 2  # the last of them
_FIELDS = (
    "pk",
    "received",
    "saved",
    "revised",
    "category__parent__name",
    "category__name",
    "summary",
    "result",
    "target_section",
    "transfer_reason",
    "is_complaint",
    "has_emergency",
    "has_callback",
    "escalation__pk",
    "escalation__state",
    "reservation__number",
)
_STAFF_FIELDS = ("operator__display_name", "handed_to__display_name")


Said = Callable[[str, int, str], str]
"""What a file says for a text: the model and the field, the record's number, and the words in the record."""


def as_written(text: str, record_id: int, words: str) -> str:
    return words


@dataclass(frozen=True)
class Export:
    """A finished file, read from its beginning, and how many records it holds."""

    file: IO[bytes]
    count: int


def _letter_that_is_missing(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    return MISSING_LETTER * (error.end - error.start), error.end


codecs.register_error("geta", _letter_that_is_missing)


def write_export(*, user: User, month: date, wanted: Wanted, conditions: str, form: ExportForm, at: datetime) -> Export:
    """The records of the month that `wanted` names, oldest first, into a file on disk that nobody else can open.

    `conditions` says in words what the file is narrowed to. Count and rows are of one moment (repeatable read).
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    title = f"応答履歴 {month:%Y}年{month.month}月"
    with _snapshot():
        rows = live_history.matching(Inquiry.objects.for_user(user), wanted)
        count = rows.count()
        about = f"{conditions}　{count:,} 件　{at.astimezone(JST):%Y/%m/%d %H:%M:%S} 現在"
        lines = record_lines(rows)
        if form == ExportForm.XLSX:
            with SheetStream(file, name="応答履歴", title=title, about=about, columns=COLUMNS) as sheet:
                written = 0
                for chunk in lines:
                    sheet.add(chunk)
                    written += len(chunk)
        else:
            written = _write_csv(file, form, [title, about], lines)
    if written != count:
        raise RuntimeError(f"{count} records were counted, {written} were written")
    file.seek(0)
    return Export(file, count)


def count_month(*, user: User, wanted: Wanted) -> int:
    """How many records the file will hold."""
    return live_history.matching(Inquiry.objects.for_user(user), wanted).count()


@contextmanager
def _snapshot() -> Iterator[None]:
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def record_lines(
    rows: live_history.InquiryQuerySet, *, with_staff: bool = True, said: Said = as_written
) -> Iterator[list[list[Value]]]:
    """The records in the order in which they were saved, some thousands at a time.

    `with_staff`: with the names of who answered and who took over, in the last two columns; else without these columns.
    `said`: what stands for each text that somebody wrote.
    """
    found = (
        rows.annotate(
            received=InJapan("received_at"),
            saved=InJapan("saved_at"),
            revised=InJapan("revised_at"),
            has_emergency=Exists(Emergency.objects.filter(inquiry=OuterRef("pk"))),
            has_callback=Exists(Callback.objects.filter(inquiry=OuterRef("pk"))),
        )
        .order_by("saved_at", "pk")
        .values_list(*_FIELDS, *(_STAFF_FIELDS if with_staff else ()))
    )
    results, states = dict(Result.choices), dict(EscalationState.choices)
    walk = found.iterator(chunk_size=CHUNK)
    while chunk := list(islice(walk, CHUNK)):
        pks = [row[0] for row in chunk]
        notes, answers = _notes(pks, said), _answers(pks)
        lines: list[list[Value]] = []
        for (
            pk, received, saved, revised, heading, category, summary, result, section, reason, complaint,
            emergency, callback, escalation, state, reservation, *staff,
        ) in chunk:  # fmt: skip
            lines.append(
                [
                    f"Q{pk:06d}", received, saved, revised, heading, category,
                    said("callcenter.Inquiry.summary", pk, summary), notes.get(pk), results[result],
                    said("callcenter.Inquiry.target_section", pk, section),
                    said("callcenter.Inquiry.transfer_reason", pk, reason), "苦情" if complaint else None,
                    "緊急" if emergency else None, "あり" if callback else None,
                    f"E{escalation:06d} {states[state]}" if escalation else None,
                    numbers.grouped(reservation) if reservation else None, answers.get(pk), *staff,
                ]
            )  # fmt: skip
        yield lines


def _notes(pks: list[int], said: Said) -> dict[int, str]:
    """What was added to each record, oldest first, each with its moment."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = InquiryNote.objects.filter(inquiry__in=_listed(pks)).order_by("at", "pk")
    for pk, note, at, text in rows.values_list("inquiry", "pk", "at", "text"):
        words = said("callcenter.InquiryNote.text", note, text)
        found[pk].append(f"{at.astimezone(JST):%Y/%m/%d %H:%M} {words}")
    return {pk: "\n".join(texts) for pk, texts in found.items()}


def _listed(pks: list[int]) -> RawSQL:
    """As one parameter: thousands take Django and the driver longer than the query takes."""
    return RawSQL("SELECT unnest(%s::bigint[])", (pks,))


def _answers(pks: list[int]) -> dict[int, str]:
    """The answers that served each record, as the office quotes them."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = FaqUse.objects.filter(inquiry__in=_listed(pks)).order_by("pk")
    for pk, entry, version in rows.values_list("inquiry", "faq_version__entry", "faq_version__number"):
        found[pk].append(f"F{entry:04d} 第{version}版")
    return {pk: "、".join(texts) for pk, texts in found.items()}


def _write_csv(file: IO[bytes], form: ExportForm, head: list[str], lines: Iterator[list[list[Value]]]) -> int:
    out = io.TextIOWrapper(file, encoding=form.encoding, errors="geta", newline="", write_through=False)
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerow([label for label, _ in COLUMNS])
    written = 0
    for chunk in lines:
        writer.writerows([csv_text(value) for value in line] for line in chunk)
        written += len(chunk)
    out.flush()
    out.detach()
    return written


def csv_text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return in_japan(value).isoformat(" ", "seconds").replace("-", "/")
    text = str(value)
    return f"'{text}" if text.startswith(LOOKS_LIKE_FORMULA) else text
