from .driving import AlcoholCheck, Trip, Vehicle
from .visits import Facility, NotPossible, TransitionNotAllowed, Visit, VisitStep

__all__ = [
    "AlcoholCheck",
    "Facility",
    "NotPossible",
    "TransitionNotAllowed",
    "Trip",
    "Vehicle",
    "Visit",
    "VisitStep",
]
