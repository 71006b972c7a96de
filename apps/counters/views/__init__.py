from .assignments import assignment_end, assignment_list
from .board import board
from .receptions import reception_record, reception_undo
from .session import session, session_clear, session_close, session_open, session_setup
from .troubles import trouble_record

__all__ = [
    "assignment_end",
    "assignment_list",
    "board",
    "reception_record",
    "reception_undo",
    "session",
    "session_clear",
    "session_close",
    "session_open",
    "session_setup",
    "trouble_record",
]
