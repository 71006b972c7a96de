from .assignments import READERS_OF_EVERY_SITE, SiteAssignment
from .checklists import ChecklistItem, ChecklistTick
from .equipment import EquipmentItem, EquipmentRequirement, NetworkAttest
from .receptions import EMPTY_TALLY, TALLY, Reception, ReceptionQuerySet, Service
from .rules import NotPossible, TransitionNotAllowed
from .sessions import CounterSession, CounterSessionQuerySet
from .troubles import Trouble
from .venues import VenueNote

__all__ = [
    "EMPTY_TALLY",
    "READERS_OF_EVERY_SITE",
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
    "SiteAssignment",
    "TransitionNotAllowed",
    "Trouble",
    "VenueNote",
]
