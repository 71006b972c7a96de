from .calls import AgentEvent, Call, GridCell
from .imports import CallImport, ImportChunk, RejectedRow
from .inquiries import Inquiry, InquiryCategory, InquiryNote, InquiryWatch
from .live import LiveLook, LiveSeen
from .phone import CodeHolders, LiveCall, OperatorCode, TelephoneEvent, TelephoneSource
from .profiles import CallProfile
from .reconciliation import ReconciliationNote
from .surge import SurgeEvent

__all__ = [
    "AgentEvent",
    "Call",
    "CallImport",
    "CallProfile",
    "CodeHolders",
    "GridCell",
    "ImportChunk",
    "Inquiry",
    "InquiryCategory",
    "InquiryNote",
    "InquiryWatch",
    "LiveCall",
    "LiveLook",
    "LiveSeen",
    "OperatorCode",
    "ReconciliationNote",
    "RejectedRow",
    "SurgeEvent",
    "TelephoneEvent",
    "TelephoneSource",
]
