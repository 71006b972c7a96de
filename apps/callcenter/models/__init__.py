from .calls import AgentEvent, Call, GridCell
from .imports import CallImport, ImportChunk, RejectedRow
from .profiles import CallProfile
from .inquiries import Inquiry, InquiryCategory, InquiryNote, InquiryWatch, LiveLook
from .surge import SurgeEvent

__all__ = [
    "AgentEvent",
    "Call",
    "CallImport",
    "CallProfile",
    "GridCell",
    "ImportChunk",
    "Inquiry",
    "InquiryCategory",
    "InquiryNote",
    "InquiryWatch",
    "LiveLook",
    "RejectedRow",
    "SurgeEvent",
]
