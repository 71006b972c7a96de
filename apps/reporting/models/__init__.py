from .files import TransitionNotAllowed, sha256
from .invoices import Invoice, InvoiceIssuer, InvoiceRevision, MonthlyInspection, PaymentChange
from .reports import DataFile, Report, ReportRevision

__all__ = [
    "DataFile",
    "Invoice",
    "InvoiceIssuer",
    "InvoiceRevision",
    "MonthlyInspection",
    "PaymentChange",
    "Report",
    "ReportRevision",
    "TransitionNotAllowed",
    "sha256",
]
