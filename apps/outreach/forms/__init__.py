from .driving import CheckForm, DepartureForm, ReturnForm, StopForm, TripForm, VehicleForm
from .facilities import FacilityFilterForm, FacilityForm, hiragana
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
    "ReturnForm",
    "StopForm",
    "TripForm",
    "VehicleForm",
    "VisitCancelForm",
    "VisitConfirmForm",
    "VisitFilterForm",
    "VisitRequestForm",
    "VisitScheduleForm",
    "hiragana",
]
