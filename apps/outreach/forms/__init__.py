from .driving import CheckForm, DepartureForm, ReturnForm, StopForm, TripForm, VehicleForm
from .facilities import FacilityFilterForm, FacilityForm, hiragana
from .links import FacilityRequestForm, FacilityWishForm, LinkIssueForm, LinkRevokeForm, WithdrawForm
from .visit_day import LineForm, NumberForm, TapForm, VisitHoldForm, VisitReportForm
from .visits import (
    VisitCancelForm,
    VisitConfirmForm,
    VisitFilterForm,
    VisitRequestForm,
    VisitScheduleForm,
)

__all__ = [
    "CheckForm",
    "DepartureForm",
    "FacilityFilterForm",
    "FacilityForm",
    "FacilityRequestForm",
    "FacilityWishForm",
    "LineForm",
    "LinkIssueForm",
    "LinkRevokeForm",
    "NumberForm",
    "ReturnForm",
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
    "VisitScheduleForm",
    "WithdrawForm",
    "hiragana",
]
