"""Writes of the call centre."""

from .callbacks import (
    CallbackNotPossible,
    claim_callback,
    end_callback,
    erase_callbacks,
    promise_callback,
    record_callback_attempt,
    release_callback,
)
from .escalations import enter_city_form, escalate, step_escalation
from .incidents import (
    AlreadyClosed,
    NotYet,
    acknowledge_emergency,
    close_emergency,
    close_misguidance,
    raise_emergency,
    record_misguidance,
    report_misguidance,
    tick_emergency_step,
    write_measures,
    write_words,
)
from .inquiries import (
    CallNotTied,
    ChangedMeanwhile,
    NotEditable,
    add_note,
    record_inquiry,
    revise_inquiry,
    watch_inquiry,
)
from .live import catch_up, open_live_history, open_live_record
from .log_import import ImportBusy, ImportReport, import_calls
from .phone import (
    create_source,
    erase_live_calls,
    renew_token,
    revoke_token,
    settle_call,
    take_event,
    tie_calls,
)
from .surge import decide_surge, watch_for_surge
from .reconciliation import explain_difference

__all__ = [
    "AlreadyClosed",
    "CallNotTied",
    "CallbackNotPossible",
    "ChangedMeanwhile",
    "ImportBusy",
    "ImportReport",
    "NotEditable",
    "NotYet",
    "acknowledge_emergency",
    "add_note",
    "claim_callback",
    "close_emergency",
    "close_misguidance",
    "catch_up",
    "create_source",
    "decide_surge",
    "end_callback",
    "enter_city_form",
    "erase_callbacks",
    "erase_live_calls",
    "escalate",
    "explain_difference",
    "import_calls",
    "promise_callback",
    "raise_emergency",
    "record_callback_attempt",
    "open_live_history",
    "open_live_record",
    "record_inquiry",
    "record_misguidance",
    "release_callback",
    "renew_token",
    "report_misguidance",
    "revise_inquiry",
    "revoke_token",
    "settle_call",
    "step_escalation",
    "take_event",
    "tick_emergency_step",
    "tie_calls",
    "watch_for_surge",
    "watch_inquiry",
    "write_measures",
    "write_words",
]
