from .agreements import Agreement
from .documents import Document, DocumentChangeNotAllowed, DocumentVersion
from .incidents import Incident
from .parameters import Parameter
from .places import Closure, ExtraOpening, OpeningRule, Site
from .terms import ContractTerm, ServiceStart, TaxRate, term_of

__all__ = [
    "Agreement",
    "Closure",
    "ContractTerm",
    "Document",
    "DocumentChangeNotAllowed",
    "DocumentVersion",
    "ExtraOpening",
    "Incident",
    "OpeningRule",
    "Parameter",
    "ServiceStart",
    "Site",
    "TaxRate",
    "term_of",
]
