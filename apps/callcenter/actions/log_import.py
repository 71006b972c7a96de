"""Takes the log of a telephone system into the calls."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import PurePath
from typing import BinaryIO

from django.db import OperationalError, transaction
from django.utils import timezone
from psycopg.errors import LockNotAvailable

from apps.accounts.models import User
from apps.callcenter.enums import ImportState, LogKind
from apps.callcenter.logs import (
    HIDDEN,
    TRAIL_READERS,
    CallRow,
    Fault,
    FileRefused,
    Skipped,
    encoding_of,
    read_table,
)
from apps.callcenter.logs.file_form import CHUNK, LONGEST_LINE
from apps.callcenter.models import CallImport, CallProfile, RejectedRow
from apps.core import textguard

from .call_rows import CallWriter
from .log_staging import staged_calls
from .phone import tie_calls

BATCH = 2_000
ROWS_AT_HAND = 100
SAMPLES_AT_HAND = 10
Watch = Callable[[int], None]


class ImportBusy(Exception):
    """Another import of the same profile is under way."""


@dataclass
class ImportReport:
    """What became of one file. `run` is not saved on a dry run; `faults` and `samples` hold the first rows only."""

    run: CallImport
    faults: list[Fault] = field(default_factory=list)
    samples: list[CallRow] = field(default_factory=list)


def import_calls(
    *,
    file: BinaryIO,
    file_name: str,
    profile: CallProfile,
    at: datetime,
    by: User | None = None,
    encoding: str | None = None,
    dry_run: bool = False,
) -> ImportReport:
    """Takes a log whole or, where its form is wrong, not at all; rows that cannot be taken are kept with their reason.

    The same file again changes nothing; a row that differs replaces what was taken before. A refused file leaves a
    `CallImport` that says why. With `dry_run` the database stays as it is. Raises `ImportBusy` while another import of
    the profile runs.
    """
    run = new_run(file=file, file_name=file_name, profile=profile, at=at, by=by, encoding=encoding)
    return take_file(run, file, dry_run=dry_run)


def new_run(
    *, file: BinaryIO, file_name: str, profile: CallProfile, at: datetime, by: User | None, encoding: str | None
) -> CallImport:
    """An import that has not read its file yet; not saved."""
    sha256, size = _fingerprint(file)
    return CallImport(
        profile=profile,
        file_name=_harmless_name(file_name),
        sha256=sha256,
        size=size,
        encoding=encoding or "",
        state=ImportState.WAITING,
        started_at=at,
        by=by,
    )


def take_file(
    run: CallImport, file: BinaryIO, *, dry_run: bool = False, watch: Watch = lambda percent: None
) -> ImportReport:
    """Reads the file of `run` and settles it as taken or refused. `watch` is told how far it is, in percent."""
    report, profile, wanted = ImportReport(run), run.profile, run.encoding
    is_stream = profile.kind == LogKind.CONTACT_RECORDS
    saved_before = run.pk is not None
    try:
        run.encoding = encoding_of(
            file,
            [wanted] if wanted else profile.encodings,
            ends_with_newline=profile.ends_with_newline,
            longest_line=None if is_stream else LONGEST_LINE,
        )
        with transaction.atomic():
            if not dry_run:
                lock_profile(profile)
                run.state = ImportState.READING
                run.save()
            writer = CallWriter(run, dry_run=dry_run)
            rows: Iterable[CallRow | Skipped | Fault]
            if reader := TRAIL_READERS.get(profile.kind):
                rows = staged_calls(reader, file, run, at=run.started_at, writer=writer, watch=watch)
            else:
                rows = _watched(
                    _without_repeats(read_table(file, profile, run.encoding, at=run.started_at)), file, run.size, watch
                )
            for batch in _batches(rows):
                _take(batch, report, writer, dry_run=dry_run)
            if dry_run:
                transaction.set_rollback(True)
            else:
                tie_calls(profile)
                run.state = ImportState.TAKEN
                run.taken_at = max(timezone.now(), run.started_at)  # counted from here on
                run.save()
        run.state = ImportState.TAKEN
    except FileRefused as refusal:
        _refuse(report, str(refusal), saved_before=saved_before, dry_run=dry_run)
    return report


def _take(batch: list[CallRow | Skipped | Fault], report: ImportReport, writer: CallWriter, *, dry_run: bool) -> None:
    run = report.run
    calls = [row for row in batch if isinstance(row, CallRow)]
    faults = [row for row in batch if isinstance(row, Fault)]
    new, changed = writer.write(calls)
    run.read += len(batch)
    run.skipped += len(batch) - len(calls) - len(faults)
    run.rejected += len(faults)
    run.new += new
    run.changed += changed
    run.unchanged += len(calls) - new - changed
    report.faults.extend(faults[: ROWS_AT_HAND - len(report.faults)])
    report.samples.extend(calls[: SAMPLES_AT_HAND - len(report.samples)])
    if not dry_run:
        RejectedRow.objects.bulk_create(
            RejectedRow(
                call_import=run,
                line=fault.line,
                reason=fault.reason,
                cells=fault.cells,
                is_withheld=fault.is_withheld,
            )
            for fault in faults
        )


def _refuse(report: ImportReport, reason: str, *, saved_before: bool, dry_run: bool) -> None:
    run = report.run
    report.faults.clear()
    report.samples.clear()
    run.state, run.reason = ImportState.REFUSED, reason
    run.read = run.new = run.changed = run.unchanged = run.skipped = run.rejected = 0
    if not saved_before:
        run.pk, run._state.adding = None, True
    if not dry_run:
        run.save()


def _batches(rows: Iterable[CallRow | Skipped | Fault]) -> Iterator[list[CallRow | Skipped | Fault]]:
    found = iter(rows)
    while batch := list(islice(found, BATCH)):
        yield batch


def _watched(
    rows: Iterable[CallRow | Skipped | Fault], file: BinaryIO, size: int, watch: Watch
) -> Iterator[CallRow | Skipped | Fault]:
    for number, row in enumerate(rows):
        if number % BATCH == 0:
            watch(100 * file.tell() // max(size, 1))
        yield row


def _without_repeats(rows: Iterable[CallRow | Skipped | Fault]) -> Iterator[CallRow | Skipped | Fault]:
    """A second row with the same id becomes a fault. The ids are the only thing that grows with the file."""
    first_line: dict[str, int] = {}
    for row in rows:
        if isinstance(row, CallRow):
            line = first_line.setdefault(row.external_id, row.line)
            if line != row.line:
                yield Fault(
                    row.line, f"同じ通話IDの行がこのファイルにあります（{line}行目）。先の行だけを取り込みました。"
                )
                continue
        yield row


def lock_profile(profile: CallProfile) -> None:
    """One import of a profile at a time, so that two cannot insert the same call."""
    try:
        CallProfile.objects.select_for_update(of=("self",), no_key=True).get(pk=profile.pk)
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise ImportBusy(
                "同じ形式のほかの取り込みが進行中です。終わってから、もう一度実行してください。"
            ) from error
        raise


def _harmless_name(file_name: str) -> str:
    """The file's own name without its folder, unless it says something personal."""
    name = PurePath(file_name.replace("\\", "/")).name[:200]
    return HIDDEN if not name.isprintable() or textguard.inspect(name) else name


def _fingerprint(file: BinaryIO) -> tuple[str, int]:
    """SHA-256 and length in bytes."""
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    for chunk in iter(lambda: file.read(CHUNK), b""):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size
