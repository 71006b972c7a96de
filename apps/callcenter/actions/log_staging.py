"""Puts the parts of calls together that stand anywhere in a file, in a table of this transaction.

The parts go to the database as they are read and come back call by call, so that memory stays flat.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO

from django.db import connection

from apps.callcenter.logs import AgentMoment, CallRow, Fault, Piece, RowFault, Skipped, TrailReader
from apps.callcenter.models import AgentEvent, Call, CallImport

from .call_rows import CallWriter

BATCH = 5_000
CALLS_AT_ONCE = 1_000
LONGEST_CHAIN = 50
MOST_PARTS = 10_000
"""Of one call: with more, its seconds and transfers may be numbers that no column holds."""
READING_PERCENT = 60
_MAKE = """
CREATE TEMPORARY TABLE staged_piece (line int, call_id text, piece_id text, previous text, fact jsonb) ON COMMIT DROP
"""
_FOLLOW = """
UPDATE staged_piece AS piece SET call_id = former.call_id, previous = former.previous
FROM staged_piece AS former
WHERE piece.previous <> '' AND former.piece_id = piece.previous AND piece.piece_id <> former.piece_id
"""
_FOLLOW_KNOWN = """
UPDATE staged_piece AS piece SET call_id = known.external_id, previous = ''
FROM (SELECT call.external_id, part ->> 'id' AS piece_id
      FROM callcenter_call AS call, jsonb_array_elements(call.trail) AS part
      WHERE call.profile_id = %s AND jsonb_typeof(part) = 'object') AS known
WHERE piece.previous <> '' AND known.piece_id = piece.previous
"""
_BY_CALL = """
SELECT call_id, min(line), count(*), json_agg(fact ORDER BY line) FROM staged_piece GROUP BY call_id ORDER BY min(line)
"""


def staged_calls(
    reader: TrailReader,
    file: BinaryIO,
    run: CallImport,
    *,
    at: datetime,
    writer: CallWriter,
    watch: Callable[[int], None],
) -> Iterator[CallRow | Skipped | Fault]:
    """What a file of events or contacts tells: first what is no part of a call, then every call with all known of it.

    Operators' moments are written at once. Must run inside the transaction of the import.
    """
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS staged_piece")
        cursor.execute(_MAKE)
    records = reader.read(file, run.profile, run.encoding, at=at)
    while batch := list(islice(records, BATCH)):
        watch(READING_PERCENT * file.tell() // max(run.size, 1))
        _stage(record for record in batch if isinstance(record, Piece))
        if not writer.dry_run:
            write_moments((record for record in batch if isinstance(record, AgentMoment)), run)
        for record in batch:
            if isinstance(record, Fault | Skipped):
                yield record
            elif isinstance(record, AgentMoment) and not record.is_aside:
                yield Skipped(record.line)
    _follow_chains(run)
    yield from _calls(reader, run, writer, watch)


def write_moments(moments: Iterable[AgentMoment], run: CallImport) -> None:
    """Keeps what the log says of operators; what is already known stays as it is."""
    AgentEvent.objects.bulk_create(
        (
            AgentEvent(
                profile=run.profile,
                operator_code=moment.operator_code,
                at=moment.at,
                kind=moment.kind,
                queue=moment.queue,
                seconds=moment.seconds,
                call_import=run,
            )
            for moment in moments
        ),
        ignore_conflicts=True,
    )


def _stage(pieces: Iterable[Piece]) -> None:
    with connection.cursor() as cursor, cursor.copy("COPY staged_piece FROM STDIN") as copy:
        for piece in pieces:
            copy.write_row((piece.line, piece.call_id, piece.piece_id, piece.previous, json.dumps(piece.fact)))


def _follow_chains(run: CallImport) -> None:
    """Gives a piece that only names the one before it the call of that one, in this file or in an earlier one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM staged_piece WHERE previous <> '' LIMIT 1")
        if not cursor.fetchone():
            return
        for _ in range(LONGEST_CHAIN):
            cursor.execute(_FOLLOW)
            if not cursor.rowcount:
                break
        cursor.execute(_FOLLOW_KNOWN, [run.profile_id])


def _calls(
    reader: TrailReader, run: CallImport, writer: CallWriter, watch: Callable[[int], None]
) -> Iterator[CallRow | Skipped | Fault]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT call_id) FROM staged_piece")
        number, done = cursor.fetchone()[0], 0
    with connection.connection.cursor(name="staged_calls") as cursor:
        cursor.execute(_BY_CALL)
        while batch := cursor.fetchmany(CALLS_AT_ONCE):
            known = writer.known([call_id for call_id, *_ in batch])
            for call_id, line, pieces, facts in batch:
                try:
                    call = call_of_trail(reader, run, line, call_id, facts, known.get(call_id))
                except RowFault as fault:
                    yield Fault(line, str(fault))
                    continue
                if call:
                    yield call
                else:
                    yield from (Skipped(line) for _ in range(pieces))
            done += len(batch)
            watch(READING_PERCENT + (100 - READING_PERCENT) * done // number)


def call_of_trail(
    reader: TrailReader, run: CallImport, line: int, call_id: str, facts: list[Any], known: Call | None
) -> CallRow | None:
    """The call of these facts and of all that earlier files told of it. Raises `RowFault`."""
    trail = reader.merged(known.trail or [] if known else [], facts)
    if len(trail) > MOST_PARTS:
        raise RowFault(f"1件の通話に{MOST_PARTS:,}件を超える記録があるため、取り込みません。")
    return reader.as_call(line, call_id, trail, run.profile)
