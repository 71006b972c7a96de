from .inquiries import CategoryField, InquiryForm, NoteForm
from .live import LiveFilterForm
from .log_import import ImportForm

__all__ = ["CategoryField", "ImportForm", "InquiryForm", "LiveFilterForm", "NoteForm"]
