from .files import TransitionNotAllowed, sha256
from .invoices import Invoice, InvoiceIssuer, InvoiceRevision, MonthlyInspection, PaymentChange
from .reports import Report, ReportRevision

__all__ = [
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
