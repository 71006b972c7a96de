from .cells import FrozenCell
from .decisions import ReportDecision
from .files import TransitionNotAllowed, sha256
from .invoices import Invoice, InvoiceIssuer, InvoiceRevision, MonthlyInspection, PaymentChange
from .orders import AnswerRow, OrderAnswer, ReportOrder
from .reminders import ReminderAddress, ReminderMail, ReminderSent
from .reports import DataFile, Report, ReportRevision
from .runs import ReportRun

__all__ = [
    "AnswerRow",
    "DataFile",
    "FrozenCell",
    "Invoice",
    "InvoiceIssuer",
    "InvoiceRevision",
    "MonthlyInspection",
    "OrderAnswer",
    "PaymentChange",
    "ReminderAddress",
    "ReminderMail",
    "ReminderSent",
    "Report",
    "ReportDecision",
    "ReportOrder",
    "ReportRevision",
    "ReportRun",
    "TransitionNotAllowed",
    "sha256",
]
