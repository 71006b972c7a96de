from .callbacks import AttemptForm, CallbackCreateForm, CallbackEndForm, CallbackForm, ClaimForm
from .escalations import AnswerForm, CityFormNumberForm, CloseForm, EscalationForm, ResendForm, ReturnForm
from .incidents import EmergencyEndForm, EmergencyForm, EmergencyWordsForm, MeasureForm, MisguidanceForm
from .inquiries import CategoryField, InquiryForm, NoteForm
from .live import LiveFilterForm
from .log_import import ImportForm
from .phone import OperatorCodeEndForm, OperatorCodeForm, SourceForm, SourceRevokeForm

__all__ = [
    "AnswerForm",
    "AttemptForm",
    "CallbackCreateForm",
    "CallbackEndForm",
    "CallbackForm",
    "CategoryField",
    "CityFormNumberForm",
    "ClaimForm",
    "CloseForm",
    "EmergencyEndForm",
    "EmergencyForm",
    "EmergencyWordsForm",
    "EscalationForm",
    "ImportForm",
    "InquiryForm",
    "LiveFilterForm",
    "MeasureForm",
    "MisguidanceForm",
    "NoteForm",
    "OperatorCodeEndForm",
    "OperatorCodeForm",
    "ResendForm",
    "ReturnForm",
    "SourceForm",
    "SourceRevokeForm",
]
