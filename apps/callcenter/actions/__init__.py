"""Writes of the call centre."""

from .inquiries import ChangedMeanwhile, NotEditable, add_note, record_inquiry, revise_inquiry
from .log_import import ImportBusy, ImportReport, import_calls

__all__ = [
    "ChangedMeanwhile",
    "ImportBusy",
    "ImportReport",
    "NotEditable",
    "add_note",
    "import_calls",
    "record_inquiry",
    "revise_inquiry",
]
