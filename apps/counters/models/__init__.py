from .assignments import READERS_OF_EVERY_SITE, SiteAssignment
from .receptions import EMPTY_TALLY, TALLY, Reception, ReceptionQuerySet, Service
from .rules import NotPossible, TransitionNotAllowed
from .sessions import CounterSession, CounterSessionQuerySet
from .troubles import Trouble

__all__ = [
    "EMPTY_TALLY",
    "READERS_OF_EVERY_SITE",
    "TALLY",
    "CounterSession",
    "CounterSessionQuerySet",
    "NotPossible",
    "Reception",
    "ReceptionQuerySet",
    "Service",
    "SiteAssignment",
    "TransitionNotAllowed",
    "Trouble",
]
