from .assignments import assignment_end, assignment_list
from .board import board
from .checklists import checklist_tick, checklist_untick
from .equipment import (
    attest_create,
    equipment_check,
    equipment_create,
    equipment_edit,
    equipment_list,
    equipment_overview,
)
from .receptions import reception_record, reception_undo
from .session import session, session_clear, session_close, session_open, session_setup
from .troubles import trouble_record
from .venues import venue_create, venue_list, venue_reopen, venue_reply, venue_settle

__all__ = [
    "assignment_end",
    "assignment_list",
    "attest_create",
    "board",
    "checklist_tick",
    "checklist_untick",
    "equipment_check",
    "equipment_create",
    "equipment_edit",
    "equipment_list",
    "equipment_overview",
    "reception_record",
    "reception_undo",
    "session",
    "session_clear",
    "session_close",
    "session_open",
    "session_setup",
    "trouble_record",
    "venue_create",
    "venue_list",
    "venue_reopen",
    "venue_reply",
    "venue_settle",
]
