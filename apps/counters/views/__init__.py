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
from .hours import hours
from .receptions import (
    postal_tick,
    reception_amend,
    reception_list,
    reception_record,
    reception_undo,
    voice_record,
    voice_undo,
)
from .session import session, session_clear, session_close, session_open, session_people, session_setup, session_sign
from .troubles import (
    trouble_amend,
    trouble_hand_over,
    trouble_queue,
    trouble_record,
    trouble_solve,
    trouble_take,
)
from .venues import venue_create, venue_list, venue_reopen, venue_reply, venue_settle

__all__ = [
    "attest_create",
    "board",
    "checklist_tick",
    "checklist_untick",
    "equipment_check",
    "equipment_create",
    "equipment_edit",
    "equipment_list",
    "equipment_overview",
    "hours",
    "postal_tick",
    "reception_amend",
    "reception_list",
    "reception_record",
    "reception_undo",
    "session",
    "session_clear",
    "session_close",
    "session_open",
    "session_people",
    "session_setup",
    "session_sign",
    "trouble_amend",
    "trouble_hand_over",
    "trouble_queue",
    "trouble_record",
    "trouble_solve",
    "trouble_take",
    "venue_create",
    "venue_list",
    "venue_reopen",
    "venue_reply",
    "venue_settle",
    "voice_record",
    "voice_undo",
]
