"""Reads the log of any telephone system by a `CallProfile`: bytes in, calls or reasons out, no database.

`encoding_of` judges the form of the whole file before anything is taken. A table has one row for each call
(`read_table`); other logs write a call in parts, which come in any order and in several files: `TrailReader` yields the
parts and makes the call of all that is known of it. All read record by record, so that memory stays flat however long
the file is. A `FileRefused` means that nothing of the file may be taken, a `Fault` that one record may not.
"""

from apps.callcenter.enums import LogKind

from . import contact_records, queue_log
from .file_form import encoding_of
from .records import (
    HIDDEN,
    AgentMoment,
    CallRow,
    Cells,
    Fault,
    FileRefused,
    Piece,
    RowFault,
    Skipped,
    Trail,
    TrailReader,
)
from .table import cell_names, read_cells, read_table

TRAIL_READERS: dict[str, TrailReader] = {
    LogKind.QUEUE_LOG: queue_log,
    LogKind.CONTACT_RECORDS: contact_records,
}

__all__ = [
    "HIDDEN",
    "TRAIL_READERS",
    "AgentMoment",
    "CallRow",
    "Cells",
    "Fault",
    "FileRefused",
    "Piece",
    "RowFault",
    "Skipped",
    "Trail",
    "TrailReader",
    "cell_names",
    "encoding_of",
    "read_cells",
    "read_table",
]
