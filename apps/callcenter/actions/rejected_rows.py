"""What is done about a row of a log that could not be taken: mended and taken, or left out for a reason."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from apps.accounts.models import User
from apps.callcenter.enums import LogKind, RejectionState
from apps.callcenter.logs import (
    HIDDEN,
    TRAIL_READERS,
    AgentMoment,
    CallRow,
    Cells,
    Piece,
    RowFault,
    Skipped,
    cell_names,
    read_cells,
)
from apps.callcenter.models import CallImport, CallProfile, RejectedRow

from .call_rows import COPIED, CallWriter
from .log_import import lock_profile
from .log_staging import call_of_trail, write_moments
from .phone import tie_calls

RETRIED_AT_ONCE = 1_000
NOT_COUNTED = "形式の定めで通話として数えない行です。"


class AlreadySettled(Exception):
    """Somebody else has dealt with the row meanwhile."""


@dataclass(frozen=True)
class Retried:
    """What became of the open rows of an import that were tried again."""

    taken: int
    left: int


def mendable_cells(row: RejectedRow) -> Cells:
    """The cells that may be seen and changed, by name; the caller's number is never among them."""
    profile = row.call_import.profile
    reader = TRAIL_READERS.get(profile.kind)
    return {name: row.cells.get(name, "") for name in (reader.CELLS if reader else cell_names(profile))}


def retry_row(*, row: RejectedRow, cells: Cells, by: User, at: datetime) -> RejectedRow:
    """Takes a mended row into the calls; who and when stay with it. Raises `RowFault`, `AlreadySettled`."""
    with transaction.atomic():
        lock_profile(row.call_import.profile)
        row = _open_row(row)
        _take(row, mendable_cells(row) | cells, by=by, at=at)
        tie_calls(row.call_import.profile)
    return row


def retry_all(*, run: CallImport, by: User, at: datetime) -> Retried:
    """Tries the open rows of an import again as they are, after its profile was changed for example."""
    taken = 0
    with transaction.atomic():
        lock_profile(run.profile)
        rows = run.rejected_rows.filter(state=RejectionState.OPEN).select_related("call_import__profile__site")
        for row in rows.select_for_update(of=("self",), no_key=True)[:RETRIED_AT_ONCE]:
            try:
                with transaction.atomic():
                    _take(row, mendable_cells(row), by=by, at=at)
            except RowFault as fault:
                RejectedRow.objects.filter(pk=row.pk).exclude(reason=str(fault)).update(reason=str(fault))
                continue
            taken += 1
        tie_calls(run.profile)
    return Retried(taken, run.rejected_rows.filter(state=RejectionState.OPEN).count())


def dismiss_row(*, row: RejectedRow, note: str, by: User, at: datetime) -> RejectedRow:
    """Leaves a row out for a reason that stays with it. Raises `AlreadySettled`."""
    with transaction.atomic():
        row = _open_row(row)
        _settle(row, RejectionState.DISMISSED, by=by, at=at, note=note)
    return row


def _open_row(row: RejectedRow) -> RejectedRow:
    row = (
        RejectedRow.objects.select_related("call_import__profile__site")
        .select_for_update(of=("self",), no_key=True)
        .get(pk=row.pk)
    )
    if row.state != RejectionState.OPEN:
        raise AlreadySettled(f"この行は、ほかの画面で「{row.get_state_display()}」になりました。")
    return row


def _take(row: RejectedRow, cells: Cells, *, by: User, at: datetime) -> None:
    if hidden := [name for name, cell in cells.items() if cell == HIDDEN]:
        raise RowFault(f"「{'」「'.join(hidden)}」は保存していません。正しい値を入力してください。")
    row.cells = cells
    profile = row.call_import.profile
    found = _read(row, profile, at=at)
    if isinstance(found, CallRow):
        _write(found, row.call_import, replaces=profile.kind != LogKind.TABLE)
    if found is None:
        _settle(row, RejectionState.DISMISSED, by=by, at=at, note=NOT_COUNTED)
    else:
        _settle(row, RejectionState.TAKEN, by=by, at=at)


def _read(row: RejectedRow, profile: CallProfile, *, at: datetime) -> CallRow | AgentMoment | None:
    """The call that the row makes or completes, an operator's moment (which is written), or None."""
    reader = TRAIL_READERS.get(profile.kind)
    if reader is None:
        found = read_cells(row.cells, profile, is_withheld=row.is_withheld, at=at)
        return None if isinstance(found, Skipped) else found
    records = reader.read_cells(row.cells, profile, is_withheld=row.is_withheld, at=at)
    moments = [record for record in records if isinstance(record, AgentMoment)]
    write_moments(moments, row.call_import)
    for piece in records:
        if isinstance(piece, Piece):
            known = CallWriter(row.call_import, dry_run=True).known([piece.call_id]).get(piece.call_id)
            fact = json.loads(json.dumps(piece.fact))
            return call_of_trail(reader, row.call_import, row.line, piece.call_id, [fact], known)
    return moments[0] if moments else None


def _write(call: CallRow, run: CallImport, *, replaces: bool) -> None:
    """A row of a table never overwrites another call: its id would be mistyped."""
    writer = CallWriter(run, dry_run=False)
    known = writer.known([call.external_id]).get(call.external_id)
    if known and not replaces and any(getattr(known, name) != getattr(call, name) for name in COPIED):
        raise RowFault("同じ通話IDの通話がすでにあり、内容が異なります。")
    writer.write([call])


def _settle(row: RejectedRow, state: RejectionState, *, by: User, at: datetime, note: str = "") -> None:
    row.state, row.note, row.settled_by, row.settled_at = state, note, by, at
    row.save(update_fields=["state", "note", "settled_by", "settled_at", "cells"])
