from .bookings import Applicant, FurtherSlot, Reservation, ReservationChange, TransitionNotAllowed
from .bring import BringList
from .mirror import CityDifference, CityList, CityListProfile, CityListRow
from .notices import CallAttempt, CallNotice
from .slots import Hold, PickupDesk, Slot, SlotPlan
from .upkeep import RecordWatch, RetentionRun
from .waiting import WaitingEntry

__all__ = [
    "Applicant",
    "BringList",
    "CallAttempt",
    "CallNotice",
    "CityDifference",
    "CityList",
    "CityListProfile",
    "CityListRow",
    "FurtherSlot",
    "Hold",
    "PickupDesk",
    "RecordWatch",
    "Reservation",
    "ReservationChange",
    "RetentionRun",
    "Slot",
    "SlotPlan",
    "TransitionNotAllowed",
    "WaitingEntry",
]
