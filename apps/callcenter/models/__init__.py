from .calls import Call, CallImport, CallProfile, GridCell, RejectedRow
from .inquiries import Inquiry, InquiryCategory, InquiryNote, LiveLook

__all__ = [
    "Call",
    "CallImport",
    "CallProfile",
    "GridCell",
    "Inquiry",
    "InquiryCategory",
    "InquiryNote",
    "LiveLook",
    "RejectedRow",
]
