from .calls import Call, CallImport, CallProfile, GridCell, RejectedRow
from .inquiries import Inquiry, InquiryCategory, InquiryNote, InquiryWatch, LiveLook
from .surge import SurgeEvent

__all__ = [
    "Call",
    "CallImport",
    "CallProfile",
    "GridCell",
    "Inquiry",
    "InquiryCategory",
    "InquiryNote",
    "InquiryWatch",
    "LiveLook",
    "RejectedRow",
    "SurgeEvent",
]
