from .driving import CheckForm, DepartureForm, ReturnForm, StopForm, TripForm, VehicleForm
from .visits import (
    FacilityFilterForm,
    FacilityForm,
    VisitCancelForm,
    VisitConfirmForm,
    VisitFilterForm,
    VisitRequestForm,
    VisitScheduleForm,
    hiragana,
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
