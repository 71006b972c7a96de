from .bookings import Applicant, Reservation, ReservationChange, TransitionNotAllowed
from .slots import Hold, PickupDesk, Slot, SlotPlan

__all__ = [
    "Applicant",
    "Hold",
    "PickupDesk",
    "Reservation",
    "ReservationChange",
    "Slot",
    "SlotPlan",
    "TransitionNotAllowed",
]
