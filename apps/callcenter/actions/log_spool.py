"""A large log waits encrypted in the database until a worker has read it, and is erased then.

Each file has a data key of its own. Destroying it erases the file in the database's backups too.
"""

import io
import logging
from contextlib import suppress
from datetime import datetime, timedelta
from typing import BinaryIO, cast
from uuid import uuid4

from django.core.cache import cache
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from redis import RedisError

from apps.accounts.models import User
from apps.callcenter.enums import ImportState
from apps.callcenter.models import CallImport, CallProfile, ImportChunk
from apps.core.db import held
from apps.core.encryption import KeyMissing, decrypt_bytes, encrypt_bytes, keyring

from .log_import import ImportBusy, new_run, take_file

logger = logging.getLogger(__name__)

CHUNK = 1 << 20
KEPT_FOR = timedelta(days=1)
STALLED_AFTER = timedelta(minutes=15)
PROGRESS_SECONDS = 24 * 60 * 60
GIVEN_UP = "取り込みを取りやめました。ファイルは消去しました。"
TOO_LATE = "1日のあいだ読み込まれなかったため、ファイルを消去しました。もう一度取り込んでください。"


class NotWaiting(Exception):
    """The import is not in a state in which this can be done."""


def spool_calls(
    *, file: BinaryIO, file_name: str, profile: CallProfile, at: datetime, by: User, encoding: str | None = None
) -> CallImport:
    """Puts a log aside for a worker; the import stands as waiting until it is read."""
    run = new_run(file=file, file_name=file_name, profile=profile, at=at, by=by, encoding=encoding)
    key_id = f"upload-{uuid4().hex[:24]}"
    keyring.create(key_id)
    with transaction.atomic():
        run.save()
        file.seek(0)
        for number, content in enumerate(iter(lambda: file.read(CHUNK), b"")):
            sealed = encrypt_bytes(key_id, content, _context(run.pk, number))
            ImportChunk.objects.create(call_import=run, number=number, key_id=key_id, content=sealed)
        _start(run)
    return run


def read_spooled(*, pk: int) -> CallImport | None:
    """Reads a waiting log and erases it; None where another worker has it or it is settled.

    However the reading ends, nothing of a file that was not read to its end is kept. Raises `ImportBusy` while another
    log of the profile is read; the import then still waits.
    """
    with held("callcenter.CallImport", pk) as may_read:
        if not may_read or not CallImport.objects.filter(pk=pk, state=ImportState.WAITING).update(
            state=ImportState.READING
        ):
            return None
        run = CallImport.objects.select_related("profile", "profile__site").get(pk=pk)
        settled = False
        try:
            take_file(run, _SpooledFile(run), watch=lambda percent: _note_progress(pk, percent))
            settled = True
        except ImportBusy:
            CallImport.objects.filter(pk=pk, state=ImportState.READING).update(state=ImportState.WAITING)
            raise
        finally:
            if not settled:
                CallImport.objects.filter(pk=pk, state=ImportState.READING).update(state=ImportState.INTERRUPTED)
        _erase_file(run)
    return run


def notice_interruption(run: CallImport) -> CallImport:
    """Says of an import in reading whose worker is gone that it was interrupted."""
    if run.state == ImportState.READING:
        with held("callcenter.CallImport", run.pk) as nobody_reads:
            if nobody_reads:
                CallImport.objects.filter(pk=run.pk, state=ImportState.READING).update(state=ImportState.INTERRUPTED)
                run.refresh_from_db()
    return run


def is_stalled(run: CallImport, *, now: datetime) -> bool:
    """Whether it waits for longer than its worker is called again; nobody may come any more."""
    return run.state == ImportState.WAITING and run.started_at < now - STALLED_AFTER


def restart_import(*, run: CallImport, now: datetime) -> None:
    """Lets an interrupted or stalled import be read from its beginning. Raises `NotWaiting`.

    A worker that comes after all finds it read, or read elsewhere, and leaves it alone.
    """
    stalled = Q(state=ImportState.WAITING, started_at__lt=now - STALLED_AFTER)
    startable = CallImport.objects.filter(stalled | Q(state=ImportState.INTERRUPTED), pk=run.pk)
    with transaction.atomic():
        if not startable.update(state=ImportState.WAITING):
            raise NotWaiting("この取り込みは、順番を待っているか、読み込み中か、すでに終わっています。")
        _start(run)


def give_up_import(*, run: CallImport, reason: str = GIVEN_UP) -> None:
    """Erases the file of an import that was not read. Raises `NotWaiting`."""
    _refuse(run, reason)
    _erase_file(run)


def erase_old_spools(*, now: datetime) -> int:
    """Gives up what nobody read for a day, and erases every file of a settled import; the number of erased files.

    A worker that is killed, or a disk that is full, may have left such a file behind. What cannot be erased now is
    erased by the next run.
    """
    unsettled = (ImportState.WAITING, ImportState.READING, ImportState.INTERRUPTED)
    for run in CallImport.objects.filter(state__in=unsettled, started_at__lt=now - KEPT_FOR):
        with suppress(NotWaiting):
            _refuse(notice_interruption(run), TOO_LATE)
    left = CallImport.objects.exclude(state__in=unsettled).filter(
        Exists(ImportChunk.objects.filter(call_import=OuterRef("pk")))
    )
    return sum(_try_to_erase(run) for run in left)


def progress_of(run: CallImport) -> int:
    """How much of the file has been read, in percent; without the cache, nothing is known of it."""
    if not run.is_under_way:
        return 100
    with suppress(RedisError):
        return int(cache.get(_progress_key(run.pk), 0))
    return 0


def _start(run: CallImport) -> None:
    """Calls a worker; where none can be called, the file is kept and the import waits."""
    from apps.callcenter.tasks import read_call_log

    with suppress(RedisError):
        cache.delete(_progress_key(run.pk))
    transaction.on_commit(lambda: read_call_log.delay(pk=run.pk), robust=True)


def _note_progress(pk: int, percent: int) -> None:
    with suppress(RedisError):
        cache.set(_progress_key(pk), min(percent, 99), PROGRESS_SECONDS)


def _progress_key(pk: int) -> str:
    return f"call-import-progress:{pk}"


def _context(pk: int, number: int) -> str:
    return f"callcenter.importchunk.content:{pk}:{number}"


def _refuse(run: CallImport, reason: str) -> None:
    waiting = CallImport.objects.filter(pk=run.pk, state__in=(ImportState.WAITING, ImportState.INTERRUPTED))
    if not waiting.update(state=ImportState.REFUSED, reason=reason):
        raise NotWaiting("この取り込みは、読み込み中か、すでに終わっています。")


def _try_to_erase(run: CallImport) -> bool:
    """Whether the file is gone; one that the keyring's disk refuses keeps no other from being erased."""
    try:
        _erase_file(run)
    except OSError:
        logger.exception("The file of import %s could not be erased; the next run tries again.", run.pk)
        return False
    return True


def _erase_file(run: CallImport) -> None:
    for key_id in run.chunks.values_list("key_id", flat=True).distinct():
        try:
            keyring.destroy(key_id)
        except KeyMissing:
            continue
    run.chunks.all().delete()


class _SpooledFile(io.BufferedReader):
    """The pieces of a waiting log as one file; one piece is decrypted at a time."""

    def __init__(self, run: CallImport) -> None:
        super().__init__(cast(io.RawIOBase, _Pieces(run)), CHUNK)


class _Pieces(io.RawIOBase):
    def __init__(self, run: CallImport) -> None:
        self.run, self.place = run, 0
        self.number, self.content = -1, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self.place, io.SEEK_END: self.run.size}[whence]
        self.place = max(0, start + offset)
        return self.place

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        number, start = divmod(self.place, CHUNK)
        if self.place >= self.run.size:
            return 0
        if number != self.number:
            piece = ImportChunk.objects.get(call_import=self.run, number=number)
            self.content = decrypt_bytes(piece.key_id, bytes(piece.content), _context(self.run.pk, number))
            self.number = number
        part = self.content[start : start + len(buffer)]
        buffer[: len(part)] = part
        self.place += len(part)
        return len(part)
