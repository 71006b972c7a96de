from .driving import CheckForm, CorrectionForm, DepartureForm, ReturnForm, StopForm, TripForm, VehicleForm
from .facilities import (
    ContactForm,
    FacilityCloseForm,
    FacilityEditForm,
    FacilityFilterForm,
    FacilityForm,
    FacilityImportForm,
    FacilityRowForm,
    RowDismissForm,
    hiragana,
)
from .links import FacilityRequestForm, FacilityWishForm, LinkIssueForm, LinkRevokeForm, WithdrawForm
from .planning import AnswerForm, MarkForm, PeopleForm, ProposalForm
from .visit_day import LineForm, NumberForm, TapForm, VisitHoldForm, VisitReportForm
from .visits import VisitCancelForm, VisitConfirmForm, VisitFilterForm, VisitRequestForm

__all__ = [
    "AnswerForm",
    "CheckForm",
    "ContactForm",
    "CorrectionForm",
    "DepartureForm",
    "FacilityCloseForm",
    "FacilityEditForm",
    "FacilityFilterForm",
    "FacilityForm",
    "FacilityImportForm",
    "FacilityRequestForm",
    "FacilityRowForm",
    "FacilityWishForm",
    "LineForm",
    "LinkIssueForm",
    "LinkRevokeForm",
    "MarkForm",
    "NumberForm",
    "PeopleForm",
    "ProposalForm",
    "ReturnForm",
    "RowDismissForm",
    "StopForm",
    "TapForm",
    "TripForm",
    "VehicleForm",
    "VisitCancelForm",
    "VisitConfirmForm",
    "VisitFilterForm",
    "VisitHoldForm",
    "VisitReportForm",
    "VisitRequestForm",
    "WithdrawForm",
    "hiragana",
]
