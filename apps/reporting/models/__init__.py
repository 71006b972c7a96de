from .cells import FrozenCell
from .decisions import ReportDecision
from .files import TransitionNotAllowed, sha256
from .invoices import Invoice, InvoiceIssuer, InvoiceRevision, MonthlyInspection, PaymentChange
from .reports import DataFile, Report, ReportRevision

__all__ = [
    "DataFile",
    "FrozenCell",
    "Invoice",
    "InvoiceIssuer",
    "InvoiceRevision",
    "MonthlyInspection",
    "PaymentChange",
    "Report",
    "ReportDecision",
    "ReportRevision",
    "TransitionNotAllowed",
    "sha256",
]
