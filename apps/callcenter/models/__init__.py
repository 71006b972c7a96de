from .calls import AgentEvent, Call, GridCell
from .imports import CallImport, ImportChunk, RejectedRow
from .profiles import CallProfile
from .inquiries import Inquiry, InquiryCategory, InquiryNote, InquiryWatch, LiveLook
from .surge import SurgeEvent
from .phone import CodeHolders, LiveCall, OperatorCode, TelephoneEvent, TelephoneSource
from .reconciliation import ReconciliationNote

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
    "OperatorCode",
    "ReconciliationNote",
    "RejectedRow",
    "SurgeEvent",
    "TelephoneEvent",
    "TelephoneSource",
]
