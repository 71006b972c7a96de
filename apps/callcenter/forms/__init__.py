from .call_profiles import CallProfileForm, initial_from_sample
from .callbacks import AttemptForm, CallbackCreateForm, CallbackEndForm, CallbackForm, ClaimForm
from .directory import SectionForm
from .escalations import AnswerForm, CityFormNumberForm, CloseForm, EscalationForm, ResendForm, ReturnForm
from .faq import (
    FaqDecisionForm,
    FaqDisclosureForm,
    FaqFilterForm,
    FaqProposalForm,
    FaqReasonForm,
    FaqSearchForm,
    FaqSentenceForm,
    FaqSourceForm,
    FaqVersionForm,
)
from .incidents import EmergencyEndForm, EmergencyForm, EmergencyWordsForm, MeasureForm, MisguidanceForm
from .inquiries import CategoryField, DeskForm, InquiryForm, NoteForm, RecordForms
from .live import LiveExportForm, LiveFilterForm
from .log_import import DismissForm, ImportForm, RejectedRowForm
from .pace import SeatForm, SurgeForm
from .phone import OperatorCodeEndForm, OperatorCodeForm, SourceForm, SourceRevokeForm
from .reconciliation import DifferenceForm

__all__ = [
    "AnswerForm",
    "AttemptForm",
    "CallProfileForm",
    "CallbackCreateForm",
    "CallbackEndForm",
    "CallbackForm",
    "CategoryField",
    "CityFormNumberForm",
    "ClaimForm",
    "CloseForm",
    "DeskForm",
    "DifferenceForm",
    "DismissForm",
    "EmergencyEndForm",
    "EmergencyForm",
    "EmergencyWordsForm",
    "EscalationForm",
    "FaqDecisionForm",
    "FaqDisclosureForm",
    "FaqFilterForm",
    "FaqProposalForm",
    "FaqReasonForm",
    "FaqSearchForm",
    "FaqSentenceForm",
    "FaqSourceForm",
    "FaqVersionForm",
    "ImportForm",
    "InquiryForm",
    "LiveExportForm",
    "LiveFilterForm",
    "MeasureForm",
    "MisguidanceForm",
    "NoteForm",
    "OperatorCodeEndForm",
    "OperatorCodeForm",
    "RecordForms",
    "RejectedRowForm",
    "ResendForm",
    "ReturnForm",
    "SeatForm",
    "SectionForm",
    "SourceForm",
    "SourceRevokeForm",
    "SurgeForm",
    "initial_from_sample",
]
