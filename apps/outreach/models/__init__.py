from .driving import AlcoholCheck, Trip, Vehicle
from .exceptions import NotPossible, TransitionNotAllowed
from .facilities import Facility
from .visits import Visit, VisitStep

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
