from .driving import AlcoholCheck, Trip, TripPassenger, Vehicle
from .exceptions import NotPossible, TransitionNotAllowed
from .facilities import Facility, FacilityContact, FacilityImport, FacilityImportRow
from .holds import PersonHold, VehicleHold
from .leaflet_lines import LeafletAddress, LeafletRejectedRow
from .leaflets import LeafletCampaign, LeafletLetter, LeafletStep
from .links import CalendarFeed, FacilityLink, FacilityPass
from .planning import PHONED, Availability, DateProposal, ProposalAnswer, VisitMember
from .visit_day import VisitCheck, VisitItem, VisitResult, VisitTap
from .visits import Visit, VisitQuerySet, VisitStep

__all__ = [
    "PHONED",
    "AlcoholCheck",
    "Availability",
    "CalendarFeed",
    "DateProposal",
    "Facility",
    "FacilityContact",
    "FacilityImport",
    "FacilityImportRow",
    "FacilityLink",
    "FacilityPass",
    "LeafletAddress",
    "LeafletCampaign",
    "LeafletLetter",
    "LeafletRejectedRow",
    "LeafletStep",
    "NotPossible",
    "PersonHold",
    "ProposalAnswer",
    "TransitionNotAllowed",
    "Trip",
    "TripPassenger",
    "Vehicle",
    "VehicleHold",
    "Visit",
    "VisitCheck",
    "VisitItem",
    "VisitMember",
    "VisitQuerySet",
    "VisitResult",
    "VisitStep",
    "VisitTap",
]
