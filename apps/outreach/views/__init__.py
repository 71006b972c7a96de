from .calendar import calendar, visit_list
from .driving import (
    trip,
    trip_check,
    trip_create,
    trip_depart,
    trip_list,
    trip_return,
    trip_stop,
    vehicle,
    vehicle_list,
)
from .facilities import facility_create, facility_list
from .visits import (
    visit_cancel,
    visit_complete,
    visit_confirm,
    visit_create,
    visit_detail,
    visit_hold,
    visit_schedule,
)

__all__ = [
    "calendar",
    "facility_create",
    "facility_list",
    "trip",
    "trip_check",
    "trip_create",
    "trip_depart",
    "trip_list",
    "trip_return",
    "trip_stop",
    "vehicle",
    "vehicle_list",
    "visit_cancel",
    "visit_complete",
    "visit_confirm",
    "visit_create",
    "visit_detail",
    "visit_hold",
    "visit_list",
    "visit_schedule",
]
