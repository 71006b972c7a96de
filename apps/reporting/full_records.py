"""All records of a month as data (第2-2-(7)): written once, row by row, as Excel and CSV side by side.

No names, telephone numbers or names of staff; every text of a record passes the guard while it is written.
"""

import csv
import hashlib
import io
import json
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, islice
from typing import Any, NamedTuple

from apps.callcenter.enums import Outcome
from apps.callcenter.export import COLUMNS, STAFF_COLUMNS, csv_text, record_lines
from apps.callcenter.models import Call
from apps.contracts.calendar import Calendar
from apps.core import textguard
from apps.core.db import InJapan
from apps.core.sheet_stream import SheetStream, Value

from . import reader
from .duties import until_ends
from .enums import DataForm, DataSubject, RecordText
from .figures.calls import received
from .figures.log_state import undecided_by_day, undecided_summary
from .periods import Period
from .progress import Tell, silent
from .withheld import Withheld

CHUNK = 2_000
TEXTS = {
    "内容": RecordText.INQUIRY_SUMMARY,
    "追記": RecordText.INQUIRY_NOTE,
    "案内先": RecordText.INQUIRY_SECTION,
    "転送の理由": RecordText.INQUIRY_REASON,
}
"""Columns in which somebody writes freely."""

OF_THE_RECEPTION = (
    "pk", "received_at", "saved_at", "category_id", "summary", "result", "target_section", "transfer_reason",
    "is_complaint",
)  # fmt: skip
"""What an inquiry says from its reception on: notes, calls back and escalations go on from day to day."""

_RECEPTION_TEXTS = {
    OF_THE_RECEPTION.index("summary"): RecordText.INQUIRY_SUMMARY,
    OF_THE_RECEPTION.index("target_section"): RecordText.INQUIRY_SECTION,
    OF_THE_RECEPTION.index("transfer_reason"): RecordText.INQUIRY_REASON,
}

INQUIRY_COLUMNS = COLUMNS[:-STAFF_COLUMNS]
TEXT_PLACES = [(place, label) for place, (label, _) in enumerate(INQUIRY_COLUMNS) if label in TEXTS]
CALL_COLUMNS: tuple[tuple[str, float], ...] = (
    ("通話ID", 24),
    ("着信日時", 16),
    ("待ち呼の開始日時", 16),
    ("応答日時", 16),
    ("終了日時", 16),
    ("受付時間", 10),
    ("結果", 10),
    ("待ち時間（秒）", 10),
    ("通話時間（秒）", 10),
    ("オペレーターの番号", 14),
    ("非通知", 8),
    ("転送回数", 8),
)
_CALL_MOMENTS = ("arrived_at", "queued_at", "answered_at", "ended_at")
_CALL_FIELDS: tuple[str | InJapan, ...] = (
    "external_id", *(InJapan(name) for name in _CALL_MOMENTS), "in_hours", "outcome", "wait_seconds",
    "talk_seconds", "operator_code", "is_withheld", "transfers",
)  # fmt: skip


class Doubt(NamedTuple):
    """One place in the text of an inquiry that looks like personal data; the position counts from 1."""

    inquiry: int
    column: str
    position: int
    rule: str
    is_refused: bool


@dataclass
class Guard:
    """What the guard found in the texts: how many cells it read, and every place with its rule."""

    cells: int = 0
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def refused(self) -> int:
        return sum(doubt.is_refused for doubt in self.doubts)

    def read(self, inquiry: int, texts: Iterable[tuple[str, Value]]) -> None:
        for column, text in texts:
            if not text:
                continue
            self.cells += 1
            for finding in textguard.inspect(str(text)):
                is_refused = finding.severity == textguard.REFUSE
                self.doubts.append(Doubt(inquiry, column, finding.start + 1, finding.rule, is_refused))


@dataclass(frozen=True)
class WrittenFile:
    """One finished file on the disk with what proves that it stays the same; gone when nobody needs it any more."""

    subject: DataSubject
    form: DataForm
    rows: int
    size: int
    sha256: str
    on_disk: io.BufferedRandom

    def __post_init__(self) -> None:
        weakref.finalize(self, self.on_disk.close)

    @property
    def file(self) -> bytes:
        self.on_disk.seek(0)
        return self.on_disk.read()


@dataclass(frozen=True)
class FullRecords:
    """The four files of a month, what the guard found in them, and the hash of what was written at each reception."""

    files: list[WrittenFile]
    guard: Guard
    reception_sha256: str
    withheld: int
    """How many texts are not in the files, because somebody has withheld them."""

    undecided: Mapping[str, int]
    """How many of the calls have no known end, inside and outside the opening hours."""

    def described(self) -> dict[str, Any]:
        """What the report says of them, ready to be frozen as JSON."""
        return {
            "files": [
                {
                    "subject": each.subject.label, "form": each.form.label, "rows": each.rows, "size": each.size,
                    "sha256": each.sha256,
                }
                for each in self.files
            ],
            "reception_sha256": self.reception_sha256,
            "withheld": self.withheld,
            **self.undecided,
            "guard_rules": textguard.RULES_VERSION,
            "guard_cells": self.guard.cells,
            "guard_hits": len(self.guard.doubts),
            "guard_refused": self.guard.refused,
        }  # fmt: skip


def write_records(period: Period, calendar: Calendar, made_at: datetime, tell: Tell = silent) -> FullRecords:
    """The inquiries received and the calls that arrived on these days, oldest first; read without personal data."""
    guard, calendar, withheld = Guard(), until_ends(calendar), Withheld.now()
    about = f"対象 {period}　作成 {made_at.isoformat(timespec='seconds')}"
    with reader.without_personal_data():
        told = _telling(tell, received(*period).count() + Call.objects.arrived_between(*period).count())
        author = str(calendar.parameters.value("contract.contractor", period.last))
        inquiries = _write(
            DataSubject.INQUIRIES, INQUIRY_COLUMNS, told(_inquiries(period, withheld, guard)), about, author
        )
        calls = _write(DataSubject.CALLS, CALL_COLUMNS, told(_calls(period, calendar)), about, author)
        undecided = undecided_summary(undecided_by_day(period, calendar))
        replaced = withheld.replaced
        return FullRecords([*inquiries, *calls], guard, _reception_sha256(period, withheld), replaced, undecided)


def described_now(period: Period, calendar: Calendar) -> dict[str, Any]:
    """How the CSV files would be described if they were written now; nothing is kept, and no text is inspected."""
    calendar, withheld = until_ends(calendar), Withheld.now()
    with reader.without_personal_data():
        files = [
            _csv_file(DataSubject.INQUIRIES, INQUIRY_COLUMNS, _inquiries(period, withheld)),
            _csv_file(DataSubject.CALLS, CALL_COLUMNS, _calls(period, calendar)),
        ]
        replaced = withheld.replaced
        return {"files": files, "reception_sha256": _reception_sha256(period, withheld), "withheld": replaced}


def _reception_sha256(period: Period, withheld: Withheld) -> str:
    """Of the month's inquiries without what becomes of them; categories by their key, whatever they are called.

    Of what the files say: from the hash of a text that they withhold it could be guessed, all else being known.
    """
    digest = hashlib.sha256()
    for row in received(*period).order_by("pk").values_list(*OF_THE_RECEPTION).iterator(chunk_size=CHUNK):
        told = list(row)
        for place, text in _RECEPTION_TEXTS.items():
            told[place] = withheld.said(text, row[0], row[place])
        digest.update(json.dumps(told, default=str).encode())
    return digest.hexdigest()


def _csv_file(
    subject: DataSubject, columns: Sequence[tuple[str, float]], chunks: Iterator[list[list[Value]]]
) -> dict[str, Any]:
    """The description of `FullRecords`, without a file."""
    rows, size, digest = 0, 0, hashlib.sha256()
    text = io.StringIO("\ufeff", newline="")
    text.seek(0, io.SEEK_END)
    writer = csv.writer(text)
    writer.writerow([label for label, _ in columns])
    for chunk in chain(chunks, [[]]):
        writer.writerows([csv_text(value) for value in line] for line in chunk)
        written = text.getvalue().encode()
        text.seek(0)
        text.truncate()
        digest.update(written)
        rows, size = rows + len(chunk), size + len(written)
    return {
        "subject": subject.label, "form": DataForm.CSV.label, "rows": rows, "size": size, "sha256": digest.hexdigest(),
    }  # fmt: skip


def _telling(tell: Tell, total: int) -> Callable[[Iterator[list[list[Value]]]], Iterator[list[list[Value]]]]:
    """Lets the rows through, and tells how many of all have passed."""
    done = 0

    def told(chunks: Iterator[list[list[Value]]]) -> Iterator[list[list[Value]]]:
        nonlocal done
        for chunk in chunks:
            yield chunk
            done += len(chunk)
            tell("集計", done, total)

    return told


def _inquiries(period: Period, withheld: Withheld, guard: Guard | None = None) -> Iterator[list[list[Value]]]:
    for lines in record_lines(received(*period), with_staff=False, said=withheld.said):
        if guard:
            for line in lines:
                guard.read(int(str(line[0])[1:]), [(label, line[place]) for place, label in TEXT_PLACES])
        yield lines


def _calls(period: Period, calendar: Calendar) -> Iterator[list[list[Value]]]:
    outcomes = dict(Outcome.choices)
    rows = (
        Call.objects.arrived_between(*period)
        .with_in_hours(*period, calendar)
        .order_by("arrived_at", "pk")
        .values_list(*_CALL_FIELDS)
    )
    walk = rows.iterator(chunk_size=CHUNK)
    while chunk := list(islice(walk, CHUNK)):
        yield [
            [
                *row[:5], "時間内" if row[5] else "時間外", outcomes[row[6]], row[7], row[8], row[9],
                "非通知" if row[10] else None, row[11],
            ]
            for row in chunk
        ]  # fmt: skip


def _write(
    subject: DataSubject,
    columns: Sequence[tuple[str, float]],
    chunks: Iterator[list[list[Value]]],
    about: str,
    author: str,
) -> list[WrittenFile]:
    """Both forms in one pass, so that they hold the same rows."""
    rows = 0
    with ExitStack() as stack:
        book, plain = (stack.enter_context(tempfile.TemporaryFile()) for _ in DataForm)
        text = io.TextIOWrapper(plain, encoding="utf-8-sig", newline="")
        writer = csv.writer(text)
        writer.writerow([label for label, _ in columns])
        head = {"name": subject.label, "title": subject.label, "about": about, "author": author}
        with SheetStream(book, columns=columns, **head) as sheet:
            for chunk in chunks:
                sheet.add(chunk)
                writer.writerows([csv_text(value) for value in line] for line in chunk)
                rows += len(chunk)
        text.flush()
        text.detach()
        stack.pop_all()
        return [_finished(subject, form, rows, file) for form, file in ((DataForm.XLSX, book), (DataForm.CSV, plain))]


def _finished(subject: DataSubject, form: DataForm, rows: int, file: io.BufferedRandom) -> WrittenFile:
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    return WrittenFile(subject, form, rows, size, hashlib.file_digest(file, "sha256").hexdigest(), file)
