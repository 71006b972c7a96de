from .checklists import ChecklistItem, ChecklistTick
from .equipment import EquipmentItem, EquipmentRequirement, NetworkAttest
from .receptions import EMPTY_TALLY, POSTAL_TICKS, TALLY, Reception, ReceptionQuerySet, Service
from .rules import NotPossible, TransitionNotAllowed
from .sessions import READERS_OF_EVERY_SITE, CounterSession, CounterSessionQuerySet
from .troubles import TAKERS, Trouble
from .venues import VenueNote
from .voices import Voice

__all__ = [
    "EMPTY_TALLY",
    "POSTAL_TICKS",
    "READERS_OF_EVERY_SITE",
    "TAKERS",
    "TALLY",
    "ChecklistItem",
    "ChecklistTick",
    "CounterSession",
    "CounterSessionQuerySet",
    "EquipmentItem",
    "EquipmentRequirement",
    "NetworkAttest",
    "NotPossible",
    "Reception",
    "ReceptionQuerySet",
    "Service",
    "TransitionNotAllowed",
    "Trouble",
    "VenueNote",
    "Voice",
]
