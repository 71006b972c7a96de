from .callbacks import Callback, CallbackAttempt, CallbackClaim, CallbackErasure
from .calls import AgentEvent, Call, GridCell
from .directory import Section
from .escalations import Escalation, EscalationStep, StepNotAllowed
from .faq import FaqEntry, FaqStepNotAllowed, FaqVersion
from .faq_requests import FaqDisclosure, FaqProposal, FaqSearchMiss
from .imports import CallImport, ImportChunk, RejectedRow
from .incidents import Emergency, EmergencyProcedure, EmergencyStep, EmergencyTick, Misguidance
from .inquiries import FaqUse, Inquiry, InquiryCategory, InquiryNote, InquiryWatch
from .live import LiveLook, LiveSeen
from .phone import CodeHolders, LiveCall, OperatorCode, TelephoneEvent, TelephoneSource
from .profiles import CallProfile
from .quarters import QuarterCount
from .reconciliation import ReconciliationNote
from .surge import SurgeEvent

__all__ = [
    "AgentEvent",
    "Call",
    "CallImport",
    "CallProfile",
    "Callback",
    "CallbackAttempt",
    "CallbackClaim",
    "CallbackErasure",
    "CodeHolders",
    "Emergency",
    "EmergencyProcedure",
    "EmergencyStep",
    "EmergencyTick",
    "Escalation",
    "EscalationStep",
    "FaqDisclosure",
    "FaqEntry",
    "FaqProposal",
    "FaqSearchMiss",
    "FaqStepNotAllowed",
    "FaqUse",
    "FaqVersion",
    "GridCell",
    "ImportChunk",
    "Inquiry",
    "InquiryCategory",
    "InquiryNote",
    "InquiryWatch",
    "LiveCall",
    "LiveLook",
    "LiveSeen",
    "Misguidance",
    "OperatorCode",
    "QuarterCount",
    "ReconciliationNote",
    "RejectedRow",
    "Section",
    "StepNotAllowed",
    "SurgeEvent",
    "TelephoneEvent",
    "TelephoneSource",
]
