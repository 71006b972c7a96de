from .cooperation import Improvement, StaffingTalk
from .people import (
    Appointment,
    CareerCertificate,
    ConductNote,
    Posting,
    Qualification,
    ReplacementRequest,
    StaffMember,
)
from .presence import Presence
from .rosters import RejectedShiftRow, RosterImport
from .shifts import (
    Absence,
    Break,
    Outing,
    OutingMember,
    PatternBreak,
    RosterPublication,
    Shift,
    ShiftPattern,
    Vacancy,
    month_of,
)
from .training import Attendance, Pledge, ReadReceipt, TrainingSession

__all__ = [
    "Absence",
    "Appointment",
    "Attendance",
    "Break",
    "CareerCertificate",
    "ConductNote",
    "Improvement",
    "Outing",
    "OutingMember",
    "PatternBreak",
    "Pledge",
    "Posting",
    "Presence",
    "Qualification",
    "ReadReceipt",
    "RejectedShiftRow",
    "ReplacementRequest",
    "RosterImport",
    "RosterPublication",
    "Shift",
    "ShiftPattern",
    "StaffMember",
    "StaffingTalk",
    "TrainingSession",
    "Vacancy",
    "month_of",
]
